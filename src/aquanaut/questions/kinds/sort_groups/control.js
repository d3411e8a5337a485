import { coachPlaces, makePlaces } from "../../controls/places.js";
import { register } from "../../static/controls.js";

register("sort_groups", { make: (question, ctx) => makePlaces(question, ctx, "radios"), coach: coachPlaces });
