import { button, h, para, part } from "../../../pages/static/dom.js";

/** @typedef {import("./state.js").Marking} Marking */

/** The labels, beside the selection. */
export class LabelBar {
	/** @param {Marking} marking */
	constructor(marking) {
		this.marking = marking;
		this.el = h("div", { class: "aq-bar", role: "group", hidden: true, keydown: (event) => this.#keys(event) });
	}

	hide() {
		this.el.hidden = true;
	}

	get isOpen() {
		return !this.el.hidden;
	}

	/** @param {KeyboardEvent} event */
	#keys(event) {
		if (event.key === "Escape") this.marking.drop();
		else if (!digit(this.marking, event)) return;
		this.marking.focusCursor();
		take(event);
	}

	/**
	 * Shows what was last told, and these buttons. Fixed and sticky boxes fail in a notebook's output: it lies in the text.
	 * @param {[words: Child, work: () => unknown][]} buttons
	 */
	show(buttons) {
		const { note, T, words, selected, cursor } = this.marking;
		/** @param {() => unknown} work */
		const act = (work) => () => (work(), this.marking.focusCursor());
		this.el.replaceChildren(
			para(note.textContent) || "",
			...buttons.map(([text, work]) => button(text, act(work))),
			button(
				"✕",
				act(() => this.marking.drop()),
				{ "aria-label": T("close") },
			),
		);
		this.el.hidden = false;
		const frame = this.el.offsetParent?.getBoundingClientRect();
		const last = words.els[selected?.[1] ?? cursor]?.getBoundingClientRect();
		if (!frame || !last) return;
		this.el.style.top = `${last.bottom - frame.top + 6}px`;
		this.el.style.left = `${Math.max(0, Math.min(last.left - frame.left, frame.width - this.el.offsetWidth))}px`;
	}

	/** @param {boolean} takeFocus */
	open(takeFocus) {
		const { marking } = this;
		const { T, labels } = marking;
		if (marking.locked) return marking.refuse("mark.locked");
		const range = marking.reach();
		if (String(range) !== String(marking.selected)) marking.select(...range);
		const selected = marking.selected ?? range;
		this.el.setAttribute("aria-label", T("mark.bar", { text: marking.words.span(...selected) }));
		/** @type {[Child, () => unknown][]} */
		const adding = labels.map(({ id, text }) => [[marking.chip(id), text], () => marking.add(id)]);
		/** @type {[Child, () => unknown][]} */
		const removing = marking.under(selected).map((mark) => [T("mark.remove"), () => marking.remove(mark)]);
		this.show([...adding, ...removing]);
		if (takeFocus) part(this.el, "button").focus();
	}
}

/**
 * Gives the label whose number was pressed, and says whether there is one.
 * @param {Marking} marking
 * @param {KeyboardEvent} event
 */
export function digit(marking, event) {
	const isDigit = !event.ctrlKey && !event.altKey && /^[1-9]$/.test(event.key);
	const label = isDigit && marking.labels[Number(event.key) - 1];
	if (label) marking.add(label.id);
	return Boolean(label);
}

/** @param {Event} event */
export function take(event) {
	event.preventDefault();
	event.stopPropagation();
}
