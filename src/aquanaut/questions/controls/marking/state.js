import { aria, h, look, translator } from "../../../pages/static/dom.js";
import { LabelBar } from "./bar.js";
import { MarkList } from "./list.js";
import { ListForm } from "./form.js";
import { SIGNS } from "./signs.js";
import { Words } from "./words.js";

/**
 * A mark while it is on the page: from one token to another.
 * @typedef {{from: number, to: number, label: string, result?: MarkResult, reason?: string|null}} TextMark
 */

/** The marks of one question, the cursor and the selection; and how all of them are seen on the words. */
export class Marking {
	/** @type {TextMark[]} in order of the text */
	marks = [];
	/** @type {(TextMark|undefined)[]} the mark on each word */
	owner = [];
	/** @type {Span|null} the first and the last token */
	selected = null;
	/** Where the selection began. */
	anchor = 0;
	cursor = 0;
	/** Whether the first word is tapped and the last is not. */
	tapped = false;
	locked = false;
	/** @type {(Partial<Mark> & {reason: string|null})[]} disputes that the host remembers */
	reasons = [];

	/**
	 * @param {MarkQuestion} question
	 * @param {ControlContext} ctx
	 */
	constructor(question, ctx) {
		const { passage, labels, find, most, linked } = question;
		this.ctx = ctx;
		this.T = translator(ctx.strings);
		this.labels = labels;
		this.find = find;
		this.most = most;
		this.linked = Boolean(linked);
		this.longest = question.longest || passage.tokens.length;
		/** The label that Enter gives. */
		this.pen = labels.length === 1 ? labels[0].id : null;
		this.words = new Words(passage, { "aria-labelledby": ctx.promptId, "aria-describedby": `${ctx.uid}-keys` });
		this.note = h("p", { class: "aq-note" });
		this.bar = new LabelBar(this);
		this.list = new MarkList(this);
		this.form = new ListForm(this);
	}

	// --- names and signs ---

	/** @param {string} id */
	order(id) {
		return this.labels.findIndex((label) => label.id === id);
	}

	/** @param {string} id */
	name(id) {
		return this.labels[this.order(id)]?.text ?? id;
	}

	/**
	 * Two linked marks have one label and are told apart as end A and end B, in order of the text.
	 * @param {string} id
	 * @param {string|number} [sign]
	 */
	chip(id, sign = this.linked ? "A B" : this.order(id) + 1) {
		return h("span", { class: `aq-chip ${look(this.order(id))}` }, sign);
	}

	/** @param {TextMark} mark */
	sign(mark) {
		return this.linked ? "AB"[this.marks.indexOf(mark)] : this.order(mark.label) + 1;
	}

	/** @param {TextMark} mark */
	called(mark) {
		return this.linked ? this.T("mark.end", { end: this.sign(mark) }) : this.name(mark.label);
	}

	/**
	 * @param {TextMark} mark
	 * @returns {Mark}
	 */
	toAnswer({ from, to, label }) {
		return { start: this.words.tokens[from][0], end: this.words.tokens[to][1], label };
	}

	/**
	 * Whether something that the host says is said of `mark`.
	 * @param {TextMark} mark
	 * @returns {(told: Partial<Mark>) => boolean}
	 */
	isOf(mark) {
		const { start, end, label } = this.toAnswer(mark);
		return (told) => told.start === start && told.end === end && told.label === label;
	}

	/** @param {string} words */
	tell(words) {
		this.note.textContent = words;
		this.ctx.say(words);
	}

	// --- what is seen on the words: it costs as much as a mark is long, never as much as the text is ---

	/**
	 * @param {number} from
	 * @param {number} to
	 */
	paint(from, to) {
		for (let i = from; i <= to; i += 1) this.#paintWord(i);
	}

	/** @param {number} i */
	#paintWord(i) {
		const { selected, words } = this;
		const mark = this.owner[i];
		const isOn = selected !== null && i >= selected[0] && i <= selected[1];
		const style = mark ? `aq-m ${look(this.order(mark.label))}` : "";
		const word = words.els[i];
		word.className = `aq-w ${style}${isOn ? " aq-sel" : ""}`;
		aria(word, "selected", isOn);
		if (mark) this.#nameWord(i, mark);
		else word.removeAttribute("aria-label");
		if (mark?.to === i) word.dataset.sign = this.sign(mark) + (SIGNS[mark.result?.outcome ?? ""] ?? "");
		else delete word.dataset.sign;
		const gap = words.gaps[i];
		if (gap) gap.className = `${mark && i < mark.to ? style : ""}${isOn && i < selected[1] ? " aq-sel" : ""}`;
	}

	/**
	 * @param {number} i
	 * @param {TextMark} mark
	 */
	#nameWord(i, mark) {
		const { words, T } = this;
		const said = [words.span(i, i), T("mark.state", { label: this.called(mark) }), mark.result?.title];
		words.els[i].setAttribute("aria-label", said.filter(Boolean).join(", "));
	}

	// --- cursor and selection ---

	/**
	 * @param {number} i
	 * @param {FocusOptions} [options]
	 */
	focusWord(i, options) {
		const { els } = this.words;
		els[this.cursor]?.removeAttribute("tabindex");
		this.cursor = i;
		els[i]?.setAttribute("tabindex", "0");
		els[i]?.focus(options);
	}

	focusCursor() {
		this.words.els[this.cursor].focus();
	}

	/**
	 * Selects as far towards `to` as a mark may reach, and says so; returns where it ended.
	 * @param {number} from
	 * @param {number} to
	 */
	select(from, to) {
		const { longest, T } = this;
		const last = Math.max(from - longest + 1, Math.min(from + longest - 1, to));
		this.drop();
		this.anchor = from;
		const selected = /** @type {Span} */ ([Math.min(from, last), Math.max(from, last)]);
		this.selected = selected;
		this.paint(...selected);
		const limit = last === to ? "" : `${T("mark.longest", { n: longest })} `;
		const text = this.words.span(...selected);
		this.tell(limit + T("mark.selected", { n: Math.abs(last - from) + 1, text }));
		return last;
	}

	drop() {
		const old = this.selected;
		this.selected = null;
		this.bar.hide();
		if (old) this.paint(...old);
	}

	/**
	 * What a mark would cover: the selection, else the mark under the cursor, else the word there.
	 * @returns {Span}
	 */
	reach() {
		const [from, to] = this.selected ?? [this.cursor, this.cursor];
		const mark = from === to && this.owner[from];
		return mark ? [mark.from, mark.to] : [from, to];
	}

	// --- marks ---

	/** @param {Span} range */
	under([from, to]) {
		const marks = new Set(this.owner.slice(from, to + 1));
		return [...marks].filter((mark) => mark !== undefined);
	}

	/**
	 * @param {TextMark} mark
	 * @param {boolean} on
	 */
	put(mark, on) {
		const others = this.marks.filter((other) => other !== mark);
		this.marks = on ? [...this.marks, mark].sort((a, b) => a.from - b.from) : others;
		for (let i = mark.from; i <= mark.to; i += 1) this.owner[i] = on ? mark : undefined;
		this.paint(mark.from, mark.to);
	}

	/** @param {string} label */
	add(label) {
		const [from, to] = this.reach();
		const there = this.under([from, to]);
		if (this.locked) return this.refuse("mark.locked");
		if (this.marks.length - there.length >= this.most) return this.refuse("mark.full");
		for (const mark of there) this.put(mark, false);
		const mark = { from, to, label };
		this.put(mark, true);
		this.pen = label;
		const values = { text: this.words.span(from, to), label: this.called(mark) };
		this.#done(this.T(there.length ? "mark.replaced" : "mark.done", values));
	}

	/** @param {TextMark} mark */
	remove(mark) {
		if (this.locked) return this.refuse("mark.locked");
		this.put(mark, false);
		this.#done(this.T("mark.removed", { text: this.words.span(mark.from, mark.to) }));
	}

	/** @param {string} words */
	#done(words) {
		this.tapped = false;
		this.drop();
		this.list.draw();
		this.tell(words);
		this.ctx.changed();
	}

	/** @param {string} key */
	refuse(key) {
		this.tell(this.T(key, { n: this.most }));
		this.bar.show([]);
	}

	/** Where the focus belongs: to the word cursor, or to the lists in its place. */
	get focusable() {
		return this.form.isOpen ? this.form.picks.sentence : this.words.els[this.cursor];
	}
}
