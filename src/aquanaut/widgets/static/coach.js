import { t } from "../../pages/static/dom.js";

/**
 * What can be said to an answer without any key: how much of it there is, beside how much the task asks for.
 * @returns {string} a sentence, or "" where there is nothing to say
 */
export function coach(question, answer, strings) {
	const T = (key, values) => t(strings, key, values);
	const { control, choose, options, items, find, linked, words } = question;
	if (control === "choice" && choose === "many") return T("graded.coach.many", { chosen: answer?.length ?? 0, all: options.length });
	if (control === "mark") {
		const got = Array.isArray(answer) ? answer.length : 0;
		return T(got < find ? (linked ? "graded.coach.ends" : "graded.coach.more") : "graded.coach.enough", { got, find });
	}
	if (control === "sort" || control === "match") {
		const placed = Object.keys(answer ?? {}).length;
		return T(placed < items.length ? "graded.coach.open" : "graded.coach.placed", { placed, all: items.length });
	}
	if (control === "short" || control === "repair") {
		return T("graded.coach.words", { got: (String(answer ?? "").match(/\S+/g) ?? []).length, words });
	}
	return "";
}
