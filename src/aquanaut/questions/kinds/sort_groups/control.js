import { coachPlaces, makePlaces } from "../../controls/places.js";
import { register } from "../../static/controls.js";

/**
 * @param {PlacesQuestion} question
 * @param {ControlContext} ctx
 */
const make = (question, ctx) => makePlaces(question, ctx, "radios");

register("sort_groups", { make, coach: coachPlaces });
