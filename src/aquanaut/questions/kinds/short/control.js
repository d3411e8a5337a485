import { coachShort, makeShort } from "../../controls/short.js";
import { register } from "../../static/controls.js";

register("short", { make: makeShort, typed: true, coach: coachShort });
