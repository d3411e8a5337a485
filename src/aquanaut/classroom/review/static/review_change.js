import { button, freshId, h, para } from "../../../pages/static/dom.js";
import { words } from "./review_words.js";

/**
 * @typedef {import("./review.js").Review} Review
 * @typedef {import("./review.js").Item} Item
 * @typedef {import("./review.js").Choice} Choice
 */

/**
 * Two lists that find a student's answer to a question.
 * @param {Review} review
 * @param {Choice} choice
 */
export function finder(review, choice) {
	const { T } = review;
	const students = choice.students.map(({ code, name }) => ({
		value: code,
		shown: name ? T("review.find.named", { name, code }) : code,
	}));
	const questions = choice.questions.map(({ id, k, prompt }) => ({
		value: id,
		shown: T("review.find.line", { k, prompt }),
	}));
	const find = () => {
		if (student.value && question.value) review.find(student.value, question.value);
	};
	const none = T("review.find.choose");
	const student = list(none, students, choice.student, { "data-at": "find-student", change: find });
	const question = list(none, questions, choice.question, { "data-at": "find-question", change: find });
	return h(
		"div",
		{ class: "aq-review-find" },
		h("p", null, h("label", { for: student.id }, T("review.find.student")), " ", student),
		h("p", null, h("label", { for: question.id }, T("review.find.question")), " ", question),
	);
}

/**
 * @param {string} none
 * @param {{value: string, shown: string}[]} options
 * @param {string} chosen
 * @param {Attrs} attrs
 * @returns {HTMLSelectElement}
 */
function list(none, options, chosen, attrs) {
	const lines = [{ value: "", shown: none }, ...options].map(({ value, shown }) => h("option", { value }, shown));
	/** @type {HTMLSelectElement} */
	const made = h("select", { id: freshId(), ...attrs }, lines);
	made.value = chosen;
	return made;
}

/**
 * The score as it is, the new one, and the reason for it.
 * @param {Review} review
 * @param {Item} item
 */
export function changed(review, item) {
	const { T } = review;
	/** @type {HTMLInputElement} */
	const points = h("input", {
		id: freshId(),
		type: "number",
		min: "0",
		max: String(item.possible),
		step: "any",
		"data-at": "points",
		value: item.given == null ? "" : String(Math.round(item.given * 100) / 100),
	});
	const act = () => review.change(points.valueAsNumber);
	const now = T("review.now", { points: item.given_shown, possible: item.possible });
	return [
		para(item.given == null ? T("review.unscored") : now),
		item.why && para(T("review.why", { why: item.why })),
		h("p", null, h("label", { for: points.id }, T("review.change.points", { possible: item.possible })), " ", points),
		...words(review, item, "review.change.why", ""),
		h(
			"div",
			{ class: "aq-actions" },
			button(T("review.change"), act, { class: "aq-btn aq-main", "data-at": "change" }),
			item.overridden && button(T("review.key_again"), () => review.change(null), { "data-at": "key" }),
		),
	];
}
