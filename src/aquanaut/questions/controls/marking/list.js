import { button, h, icon, para } from "../../../pages/static/dom.js";
import { makeDispute } from "./dispute.js";
import { SIGNS } from "./signs.js";

/** @typedef {import("./state.js").Marking} Marking */
/** @typedef {import("./state.js").TextMark} TextMark */

/** The learner's marks as a list, under the text. */
export class MarkList {
	/** @param {Marking} marking */
	constructor(marking) {
		this.marking = marking;
		this.counter = h("p", { class: "aq-count" });
		this.el = h("ol", { class: marking.linked ? "aq-marks aq-pair" : "aq-marks" });
	}

	draw() {
		const { marking } = this;
		const { T, marks, find, most, linked } = marking;
		const counts = [
			T("mark.count", { n: marks.length }),
			find && T("mark.find", { n: find }),
			!linked && T("mark.most", { n: most }),
		];
		this.counter.textContent = counts.filter(Boolean).join(" · ");
		if (linked) for (const mark of marks) marking.paint(mark.from, mark.to); // an end may have become the other
		this.el.replaceChildren(...marks.map((mark) => this.#item(mark)));
		if (!marks.length) this.el.append(h("li", { class: "aq-small" }, T("mark.empty")));
		marking.form.drawText();
	}

	/** @param {TextMark} mark */
	#item(mark) {
		const { marking } = this;
		const { linked, locked } = marking;
		if (locked && !linked) return this.#judged(mark);
		const quote = h("q", { dir: "auto" }, marking.words.span(mark.from, mark.to));
		const entry = h("li", null, marking.chip(mark.label, linked ? marking.called(mark) : undefined), quote);
		if (!locked) entry.append(linked ? "" : this.#labelChoice(mark, entry), this.#removal(mark));
		return entry;
	}

	/** @param {TextMark} mark */
	#judged(mark) {
		const { outcome, title, text: why } = mark.result ?? {};
		const said = title && h("p", null, icon(SIGNS[outcome ?? ""]), h("strong", null, title));
		const quote = this.marking.words.span(mark.from, mark.to);
		const more = outcome === "unmarked" && makeDispute(this.marking, mark);
		return closedEntry(this.marking, mark.label, quote, outcome, said, para(why), more);
	}

	/**
	 * @param {TextMark} mark
	 * @param {HTMLElement} entry
	 */
	#labelChoice(mark, entry) {
		const { marking } = this;
		const text = marking.words.span(mark.from, mark.to);
		const change = () => {
			mark.label = choice.value;
			marking.paint(mark.from, mark.to);
			entry.firstElementChild?.replaceWith(marking.chip(mark.label));
			marking.ctx.changed();
		};
		const options = marking.labels.map((label) => h("option", { value: label.id }, label.text));
		const choice = h("select", { "aria-label": marking.T("mark.label_of", { text }), change }, options);
		choice.value = mark.label;
		return choice;
	}

	/** @param {TextMark} mark */
	#removal(mark) {
		const { marking } = this;
		const text = marking.words.span(mark.from, mark.to);
		const remove = () => {
			const place = marking.marks.indexOf(mark);
			marking.remove(mark);
			const buttons = this.el.querySelectorAll("button");
			(buttons[Math.min(place, marking.marks.length - 1)] ?? marking.focusable).focus();
		};
		return button(marking.T("mark.remove"), remove, { "aria-label": marking.T("mark.remove_of", { text }) });
	}
}

/**
 * A mark that can no longer be changed, and what is said of it.
 * @param {Marking} marking
 * @param {string} label
 * @param {string} quote
 * @param {string|undefined} outcome
 * @param {...Child} said
 */
export const closedEntry = (marking, label, quote, outcome, ...said) =>
	h(
		"li",
		{ class: `aq-is-${outcome}` },
		marking.chip(label),
		h("q", { dir: "auto" }, quote),
		h("b", null, marking.name(label)),
		h("div", { class: "aq-outcome" }, said),
	);
