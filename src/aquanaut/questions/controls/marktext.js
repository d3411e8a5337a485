import { h, look, targetOf } from "../../pages/static/dom.js";
import { listenToKeys, listenToPointer } from "./marking/hands.js";
import { drawReference } from "./marking/reference.js";
import { Marking } from "./marking/state.js";

/**
 * How many places are marked, beside how many the task asks for.
 * @param {MarkQuestion} question
 * @param {Answer} answer
 * @param {Translate} T
 */
export function coachMark({ find, linked }, answer, T) {
	const got = Array.isArray(answer) ? answer.length : 0;
	return T(got < find ? (linked ? "graded.coach.ends" : "graded.coach.more") : "graded.coach.enough", { got, find });
}

/**
 * Mark the text. Words are the options of a listbox, grouped by paragraph, with one tab stop that moves: the word
 * cursor. Mouse, finger and keys mark (`marking/hands.js`); a list form makes the same marks (`marking/form.js`).
 * @param {MarkQuestion} question
 * @param {ControlContext} ctx
 * @returns {Control}
 */
export function makeMark(question, ctx) {
	const marking = new Marking(question, ctx);
	const { T, words, list, form } = marking;
	const frame = h("div", { class: "aq-textframe" }, words.text, marking.bar.el);
	const mine = h("h4", null, T("mark.yours"));
	const column = h("div", { class: "aq-side" }, frame, form.text, form.el, mine, list.counter, list.el);
	const sides = h("div", { class: "aq-sides" }, column);
	listenToKeys(marking);
	listenToPointer(marking);
	form.onTurn = layout;

	function layout() {
		frame.hidden = form.isOpen;
		form.text.hidden = !form.isOpen;
		form.el.hidden = !form.isOpen || marking.locked;
		list.draw();
	}

	return {
		// A press on a button would put the page's caret beside a text that takes none: Chrome then looks for a place word
		// by word.
		el: h(
			"div",
			{ class: "aq-mark", mousedown: (event) => targetOf(event).closest("button") && event.preventDefault() },
			legend(marking),
			howTo(marking),
			form.toggle,
			sides,
		),
		read: () => (marking.marks.length ? marking.marks.map((mark) => marking.toAnswer(mark)) : null),
		write: (answer) => restore(marking, Array.isArray(answer) ? /** @type {Mark[]} */ (answer) : []),
		show(result, entry) {
			showResult(marking, result, entry);
			sides.classList.toggle("aq-two", Boolean(result?.reference));
			sides.replaceChildren(column);
			if (result?.reference) sides.append(drawReference(marking, result.reference));
		},
		lock(on) {
			marking.locked = on;
			layout();
		},
		focus: () => marking.focusable?.focus(),
		ready: () => (marking.linked && marking.marks.length === 1 ? T("mark.other_end") : ""),
	};
}

/** @param {Marking} marking */
const legend = (marking) =>
	h(
		"ul",
		{ class: "aq-legend" },
		marking.labels.map(({ id, text, help }) => {
			const words = h("b", { class: `aq-m ${look(marking.order(id))}` }, text);
			return h("li", null, marking.chip(id), words, ` ${help ?? ""}`);
		}),
	);

/** @param {Marking} marking */
function howTo({ T, ctx, labels }) {
	const ways = ["mouse", "touch", "keys"].map((way) =>
		h("p", { id: `${ctx.uid}-${way}` }, T(`mark.how.${way}`, { n: labels.length })),
	);
	return h("details", { class: "aq-help" }, h("summary", null, T("mark.how")), ways);
}

/**
 * Puts up the marks of an answer, in place of those that are there.
 * @param {Marking} marking
 * @param {Mark[]} answer
 */
function restore(marking, answer) {
	const { tokens } = marking.words;
	marking.drop();
	for (const mark of marking.marks) marking.put(mark, false);
	for (const { start, end, label } of answer) {
		const from = tokens.findIndex((token) => token[1] > start);
		const to = tokens.findLastIndex((token) => token[0] < end);
		if (from >= 0 && from <= to && !marking.under([from, to]).length) marking.put({ from, to, label }, true);
	}
	marking.list.draw();
}

/**
 * @param {Marking} marking
 * @param {Result|null} result
 * @param {Entry} [entry]
 */
function showResult(marking, result, entry) {
	if (entry?.disputes) marking.reasons = entry.disputes.map(({ text, marks }) => ({ ...marks?.[0], reason: text }));
	for (const mark of marking.marks) {
		mark.result = result?.marks?.find(marking.isOf(mark));
		mark.reason = marking.reasons.findLast(marking.isOf(mark))?.reason;
		marking.paint(mark.from, mark.to);
	}
}
