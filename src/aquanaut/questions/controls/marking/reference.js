import { h, para } from "../../../pages/static/dom.js";
import { plainText } from "./form.js";
import { closedEntry } from "./list.js";

/** @typedef {import("./state.js").Marking} Marking */

/**
 * The text as the reference marks it, beside the learner's own.
 * @param {Marking} task
 * @param {ReferenceMark[]} marks
 */
export function drawReference(task, marks) {
	const shown = task.linked ? lettered(marks) : marks;
	const { T, words } = task;
	const list = task.linked
		? shown.map((mark, i) => i % 2 === 0 && drawPair(task, [mark, shown[i + 1]]))
		: h(
				"ol",
				{ class: "aq-marks" },
				shown.map((mark) =>
					closedEntry(task, mark.label, words.cut(mark.start, mark.end).join(""), "", explained(task, mark)),
				),
			);
	const text = h("div", { class: "aq-text" }, plainText(task, shown));
	return h("div", { class: "aq-side" }, text, h("h4", null, T("mark.reference")), list);
}

/**
 * @param {Marking} task
 * @param {ReferenceMark} mark
 */
function explained({ T }, mark) {
	const from = [mark.certainty && T(`certainty.${mark.certainty}`), mark.by && T("by", mark)];
	return [
		para(mark.text),
		mark.alternative && para(T("alternative", { text: mark.alternative })),
		para(from.filter(Boolean).join(" · "), "aq-small"),
	];
}

/**
 * The reference of linked marks holds the two ends of each pair one after the other.
 * @param {ReferenceMark[]} marks
 */
function lettered(marks) {
	const inPairs = marks.flatMap((mark, i) => (i % 2 ? [] : [mark, marks[i + 1]].sort((a, b) => a.start - b.start)));
	return inPairs.map((mark, i, { length }) => ({ ...mark, sign: (length > 2 ? (i >> 1) + 1 : "") + "AB"[i % 2] }));
}

/**
 * @param {Marking} task
 * @param {ReferenceMark[]} pair
 */
function drawPair(task, pair) {
	const ends = pair.map(({ start, end, label, sign }) => {
		const quote = task.words.cut(start, end).join("");
		return h("li", null, task.chip(label, task.T("mark.end", { end: sign })), h("q", { dir: "auto" }, quote));
	});
	return [h("h5", null, pair[0].title), h("ol", { class: "aq-marks aq-pair" }, ends), para(pair[0].text)];
}
