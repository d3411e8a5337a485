import { coachMark, makeMark } from "../../controls/marktext.js";
import { register } from "../../static/controls.js";

register("link_marks", { make: makeMark, coach: coachMark });
