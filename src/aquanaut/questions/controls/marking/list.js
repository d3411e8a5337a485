import { button, h, icon, para } from "../../../pages/static/dom.js";
import { makeDispute } from "./dispute.js";
import { SIGNS } from "./signs.js";

/** @typedef {import("./state.js").Marking} Marking */
/** @typedef {import("./state.js").TextMark} TextMark */

/** The learner's marks as a list, under the text. */
export class MarkList {
	/** @param {Marking} task */
	constructor(task) {
		this.task = task;
		this.counter = h("p", { class: "aq-count" });
		this.el = h("ol", { class: task.linked ? "aq-marks aq-pair" : "aq-marks" });
	}

	draw() {
		const { task } = this;
		const { T, marks, find, most, linked } = task;
		const counts = [
			T("mark.count", { n: marks.length }),
			find && T("mark.find", { n: find }),
			!linked && T("mark.most", { n: most }),
		];
		this.counter.textContent = counts.filter(Boolean).join(" · ");
		if (linked) for (const mark of marks) task.paint(mark.from, mark.to); // an end may have become the other
		this.el.replaceChildren(...marks.map((mark) => this.#item(mark)));
		if (!marks.length) this.el.append(h("li", { class: "aq-small" }, T("mark.empty")));
		task.form.drawText();
	}

	/** @param {TextMark} mark */
	#item(mark) {
		const { task } = this;
		const { linked, locked } = task;
		if (locked && !linked) return this.#judged(mark);
		const quote = h("q", { dir: "auto" }, task.words.span(mark.from, mark.to));
		const entry = h("li", null, task.chip(mark.label, linked ? task.called(mark) : undefined), quote);
		if (!locked) entry.append(linked ? "" : this.#labelChoice(mark, entry), this.#removal(mark));
		return entry;
	}

	/** @param {TextMark} mark */
	#judged(mark) {
		const { outcome, title, text: why } = mark.result ?? {};
		const said = title && h("p", null, icon(SIGNS[outcome ?? ""]), h("strong", null, title));
		const quote = this.task.words.span(mark.from, mark.to);
		const more = outcome === "unmarked" && makeDispute(this.task, mark);
		return closedEntry(this.task, mark.label, quote, outcome, said, para(why), more);
	}

	/**
	 * @param {TextMark} mark
	 * @param {HTMLElement} entry
	 */
	#labelChoice(mark, entry) {
		const { task } = this;
		const text = task.words.span(mark.from, mark.to);
		const change = () => {
			mark.label = choice.value;
			task.paint(mark.from, mark.to);
			entry.firstElementChild?.replaceWith(task.chip(mark.label));
			task.ctx.changed();
		};
		const options = task.labels.map((label) => h("option", { value: label.id }, label.text));
		const choice = h("select", { "aria-label": task.T("mark.label_of", { text }), change }, options);
		choice.value = mark.label;
		return choice;
	}

	/** @param {TextMark} mark */
	#removal(mark) {
		const { task } = this;
		const text = task.words.span(mark.from, mark.to);
		const remove = () => {
			const place = task.marks.indexOf(mark);
			task.remove(mark);
			const buttons = this.el.querySelectorAll("button");
			(buttons[Math.min(place, task.marks.length - 1)] ?? task.focusable).focus();
		};
		return button(task.T("mark.remove"), remove, { "aria-label": task.T("mark.remove_of", { text }) });
	}
}

/**
 * A mark that can no longer be changed, and what is said of it.
 * @param {Marking} task
 * @param {string} label
 * @param {string} quote
 * @param {string|undefined} outcome
 * @param {...Child} said
 */
export const closedEntry = (task, label, quote, outcome, ...said) =>
	h(
		"li",
		{ class: `aq-is-${outcome}` },
		task.chip(label),
		h("q", { dir: "auto" }, quote),
		h("b", null, task.name(label)),
		h("div", { class: "aq-outcome" }, said),
	);
