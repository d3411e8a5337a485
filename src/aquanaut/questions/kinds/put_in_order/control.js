import { makeOrder } from "../../controls/places.js";
import { register } from "../../static/controls.js";

register("put_in_order", { make: makeOrder });
