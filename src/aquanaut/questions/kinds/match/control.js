import { coachPlaces, makePlaces } from "../../controls/places.js";
import { register } from "../../static/controls.js";

register("match", { make: makePlaces, coach: coachPlaces });
