import { makeChoice } from "../../controls/choice.js";
import { register } from "../../static/controls.js";

register("rate", { make: makeChoice });
