import { button, h, para, part } from "../../../pages/static/dom.js";

/** @typedef {import("./state.js").Marking} Marking */

/** The labels, beside the selection. */
export class LabelBar {
	/** @param {Marking} task */
	constructor(task) {
		this.task = task;
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
		if (event.key === "Escape") this.task.drop();
		else if (!digit(this.task, event)) return;
		this.task.focusCursor();
		take(event);
	}

	/**
	 * Shows what was last told, and these buttons. Fixed and sticky boxes fail in a notebook's output: it lies in the text.
	 * @param {[words: Child, work: () => unknown][]} buttons
	 */
	show(buttons) {
		const { note, T, words, selected, cursor } = this.task;
		/** @param {() => unknown} work */
		const act = (work) => () => (work(), this.task.focusCursor());
		this.el.replaceChildren(
			para(note.textContent) || "",
			...buttons.map(([text, work]) => button(text, act(work))),
			button(
				"✕",
				act(() => this.task.drop()),
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
		const { task } = this;
		const { T, labels } = task;
		if (task.locked) return task.refuse("mark.locked");
		const range = task.reach();
		if (String(range) !== String(task.selected)) task.select(...range);
		const selected = task.selected ?? range;
		this.el.setAttribute("aria-label", T("mark.bar", { text: task.words.span(...selected) }));
		/** @type {[Child, () => unknown][]} */
		const adding = labels.map(({ id, text }) => [[task.chip(id), text], () => task.add(id)]);
		/** @type {[Child, () => unknown][]} */
		const removing = task.under(selected).map((mark) => [T("mark.remove"), () => task.remove(mark)]);
		this.show([...adding, ...removing]);
		if (takeFocus) part(this.el, "button").focus();
	}
}

/**
 * Gives the label whose number was pressed, and says whether there is one.
 * @param {Marking} task
 * @param {KeyboardEvent} event
 */
export function digit(task, event) {
	const isDigit = !event.ctrlKey && !event.altKey && /^[1-9]$/.test(event.key);
	const label = isDigit && task.labels[Number(event.key) - 1];
	if (label) task.add(label.id);
	return Boolean(label);
}

/** @param {Event} event */
export function take(event) {
	event.preventDefault();
	event.stopPropagation();
}
