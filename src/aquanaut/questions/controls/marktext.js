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
	const task = new Marking(question, ctx);
	const { T, words, list, form } = task;
	const frame = h("div", { class: "aq-textframe" }, words.text, task.bar.el);
	const mine = h("h4", null, T("mark.yours"));
	const column = h("div", { class: "aq-side" }, frame, form.text, form.el, mine, list.counter, list.el);
	const sides = h("div", { class: "aq-sides" }, column);
	listenToKeys(task);
	listenToPointer(task);
	form.onTurn = layout;

	function layout() {
		frame.hidden = form.isOpen;
		form.text.hidden = !form.isOpen;
		form.el.hidden = !form.isOpen || task.locked;
		list.draw();
	}

	return {
		// A press on a button would put the page's caret beside a text that takes none: Chrome then looks for a place word
		// by word.
		el: h(
			"div",
			{ class: "aq-mark", mousedown: (event) => targetOf(event).closest("button") && event.preventDefault() },
			legend(task),
			howTo(task),
			form.toggle,
			sides,
		),
		read: () => (task.marks.length ? task.marks.map((mark) => task.toAnswer(mark)) : null),
		write: (answer) => restore(task, Array.isArray(answer) ? /** @type {Mark[]} */ (answer) : []),
		show(result, entry) {
			showResult(task, result, entry);
			sides.classList.toggle("aq-two", Boolean(result?.reference));
			sides.replaceChildren(column);
			if (result?.reference) sides.append(drawReference(task, result.reference));
		},
		lock(on) {
			task.locked = on;
			layout();
		},
		focus: () => task.focusable?.focus(),
		ready: () => (task.linked && task.marks.length === 1 ? T("mark.other_end") : ""),
	};
}

/** @param {Marking} task */
const legend = (task) =>
	h(
		"ul",
		{ class: "aq-legend" },
		task.labels.map(({ id, text, help }) => {
			const words = h("b", { class: `aq-m ${look(task.order(id))}` }, text);
			return h("li", null, task.chip(id), words, ` ${help ?? ""}`);
		}),
	);

/** @param {Marking} task */
function howTo({ T, ctx, labels }) {
	const ways = ["mouse", "touch", "keys"].map((way) =>
		h("p", { id: `${ctx.uid}-${way}` }, T(`mark.how.${way}`, { n: labels.length })),
	);
	return h("details", { class: "aq-help" }, h("summary", null, T("mark.how")), ways);
}

/**
 * Puts up the marks of an answer, in place of those that are there.
 * @param {Marking} task
 * @param {Mark[]} answer
 */
function restore(task, answer) {
	const { tokens } = task.words;
	task.drop();
	for (const mark of task.marks) task.put(mark, false);
	for (const { start, end, label } of answer) {
		const from = tokens.findIndex((token) => token[1] > start);
		const to = tokens.findLastIndex((token) => token[0] < end);
		if (from >= 0 && from <= to && !task.under([from, to]).length) task.put({ from, to, label }, true);
	}
	task.list.draw();
}

/**
 * @param {Marking} task
 * @param {Result|null} result
 * @param {Entry} [entry]
 */
function showResult(task, result, entry) {
	if (entry?.disputes) task.reasons = entry.disputes.map(({ text, marks }) => ({ ...marks?.[0], reason: text }));
	for (const mark of task.marks) {
		mark.result = result?.marks?.find(task.isOf(mark));
		mark.reason = task.reasons.findLast(task.isOf(mark))?.reason;
		task.paint(mark.from, mark.to);
	}
}
