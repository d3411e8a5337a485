import { coachMark, makeMark } from "../../controls/marktext.js";
import { register } from "../../static/controls.js";

register("mark_text", { make: makeMark, coach: coachMark });
