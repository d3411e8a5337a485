import { makeChoice } from "../../controls/choice.js";
import { register } from "../../static/controls.js";

register("choose_one", { make: makeChoice });
