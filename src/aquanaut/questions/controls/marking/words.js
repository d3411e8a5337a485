import { h } from "../../../pages/static/dom.js";

const SENTENCE_END = /[.?!…。؟]/; // roughly, for jumps and lists only

/**
 * The words of a passage as options of a listbox, grouped by paragraph. Tokens are given (code points of the article):
 * nothing here cuts text into words.
 */
export class Words {
	/** @type {HTMLElement[]} the words, by token number */
	els = [];
	/** @type {HTMLElement[]} what stands between a word and the next of its paragraph */
	gaps = [];
	/** @type {number[]} the first token of each word's sentence */
	sentence = [];
	/** @type {number[]} the first token of each word's paragraph */
	paragraph = [];

	/**
	 * @param {Passage} passage
	 * @param {Attrs} names what names and explains the listbox
	 */
	constructor(passage, names) {
		this.passage = passage;
		this.tokens = passage.tokens;
		this.chars = Array.from(passage.text);
		this.text = h("div", { class: "aq-text", role: "listbox", "aria-multiselectable": "true", ...names });
		this.text.append(...passage.blocks.map((block) => this.#block(block)));
		this.els[0]?.setAttribute("tabindex", "0");
		this.end = this.els.length - 1;
	}

	/** @param {Passage["blocks"][number]} block */
	#block(block) {
		const { tokens, els, gaps, sentence, paragraph } = this;
		const box = h("div", { role: "group", class: `aq-b aq-${block.kind}`, dir: "auto" });
		const first = els.length;
		let done = block.start;
		for (let i = first; i < tokens.length && tokens[i][0] < block.end; i += 1) {
			const gap = this.cut(done, tokens[i][0]).join("");
			paragraph[i] = first;
			sentence[i] = i === first || SENTENCE_END.test(gap) ? i : sentence[i - 1];
			els[i] = h("span", { role: "option", class: "aq-w", "aria-selected": "false", "data-i": i }, this.span(i, i));
			if (i > first) gaps[i - 1] = h("span", null, gap);
			box.append(i > first ? gaps[i - 1] : gap, els[i]);
			done = tokens[i][1];
		}
		box.append(this.cut(done, block.end).join(""));
		return box;
	}

	/**
	 * Code points of the article, which lie in the passage.
	 * @param {number} start
	 * @param {number} end
	 */
	cut(start, end) {
		return this.chars.slice(start - this.passage.start, end - this.passage.start);
	}

	/**
	 * The text from one token to another.
	 * @param {number} from
	 * @param {number} to
	 */
	span(from, to) {
		return this.cut(this.tokens[from][0], this.tokens[to][1]).join("");
	}

	/**
	 * The first token behind the sentence or paragraph of token `i`.
	 * @param {number[]} starts
	 * @param {number} i
	 */
	after(starts, i) {
		const start = starts[i];
		while (i <= this.end && starts[i] === start) i += 1;
		return i;
	}

	/**
	 * The word nearest above or below, by what is on the screen.
	 * @param {number} cursor
	 * @param {1|-1} step
	 */
	#nextLine(cursor, step) {
		const here = this.els[cursor].getBoundingClientRect();
		let best = cursor;
		let least = Infinity;
		let top = null;
		for (let i = cursor + step; this.els[i]; i += step) {
			const box = this.els[i].getBoundingClientRect();
			if (step > 0 ? box.top < here.bottom - 4 : box.bottom > here.top + 4) continue;
			top ??= box.top;
			if (Math.abs(box.top - top) > box.height / 2) break;
			const off = Math.abs(box.left + box.right - here.left - here.right);
			if (off < least) [least, best] = [off, i];
		}
		return best;
	}

	/**
	 * Where a key moves the cursor to, or undefined; it can lie beyond the ends.
	 * @param {KeyboardEvent} event
	 * @param {number} cursor
	 * @returns {number|undefined}
	 */
	target({ key, ctrlKey, altKey }, cursor) {
		const { sentence, paragraph } = this;
		const jump = ctrlKey || altKey;
		const box = /** @type {HTMLElement} */ (this.els[cursor].parentNode);
		const rtl = getComputedStyle(box).direction === "rtl";
		/** @param {number[]} starts */
		const back = (starts) => starts[Math.max(starts[cursor] === cursor ? cursor - 1 : cursor, 0)];
		if (key === (rtl ? "ArrowLeft" : "ArrowRight")) return jump ? this.after(sentence, cursor) : cursor + 1;
		if (key === (rtl ? "ArrowRight" : "ArrowLeft")) return jump ? back(sentence) : cursor - 1;
		if (key === "ArrowDown") return jump ? this.after(paragraph, cursor) : this.#nextLine(cursor, 1);
		if (key === "ArrowUp") return jump ? back(paragraph) : this.#nextLine(cursor, -1);
		if (key === "Home") return jump ? 0 : paragraph[cursor];
		if (key === "End") return jump ? this.end : this.after(paragraph, cursor) - 1;
		return undefined;
	}
}
