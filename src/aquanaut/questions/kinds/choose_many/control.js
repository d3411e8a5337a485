import { makeChoice } from "../../controls/choice.js";
import { register } from "../../static/controls.js";

/**
 * How many are chosen, and of how many.
 * @param {ChoiceQuestion} question
 * @param {Answer} answer
 * @param {Translate} T
 */
const coach = ({ options }, answer, T) =>
	T("kind.choose_many.coach", { chosen: Array.isArray(answer) ? answer.length : 0, all: options.length });

register("choose_many", { make: makeChoice, coach });
