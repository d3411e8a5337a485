import { button, h, liveRegion, listed, para, part, say, translator } from "../../pages/static/dom.js";
import { Card } from "./reader/card.js";
import { describe } from "./reader/describe.js";
import { listen } from "./reader/hands.js";
import { cutter, LensMarks } from "./reader/lens.js";
import { drawBlocks, drawPage } from "./reader/page.js";

/** The article as a news page: it opens unmarked, then is read through one lens at a time. */

export const READER_TRAITS = /** @type {const} */ ([
	"article",
	"blocks",
	"lenses",
	"marks",
	"mine",
	"locked",
	"lock_note",
	"glossary",
	"strings",
	"chosen",
]);

/** @typedef {Pick<Host<ReaderView>, "get"|"onChange"|"send">} ReaderHost */

/**
 * @param {HTMLElement} el
 * @param {ReaderView} view the traits above
 * @param {ReaderHost} host
 * @returns {() => void} takes the reader down again
 */
export function mountReader(el, view, host) {
	const reader = new Reader(el, view, host);
	const { region, T } = reader;
	const stop = listen(reader.page, reader.desk, reader.card);
	host.onChange(["marks", "mine", "lenses", "locked", "lock_note"], () => {
		const wasLocked = view.locked;
		const held = reader.bar.contains(document.activeElement);
		Object.assign(view, Object.fromEntries(READER_TRAITS.map((name) => [name, host.get(name)])));
		reader.draw();
		if (held) reader.bar.querySelector("button")?.focus();
		if (wasLocked) say(region, view.locked ? view.lock_note : T("reader.unlocked"));
	});
	return () => {
		stop();
		reader.card.hide();
	};
}

class Reader {
	/** @type {import("./reader/lens.js").Whose} */
	whose = "both";

	/**
	 * @param {HTMLElement} el
	 * @param {ReaderView} view
	 * @param {ReaderHost} host
	 */
	constructor(el, view, host) {
		this.view = view;
		this.host = host;
		this.T = translator(view.strings);
		this.lens = view.chosen || "";
		this.region = liveRegion();
		this.cut = cutter(view);
		this.blocks = drawBlocks(view.blocks);
		this.page = drawPage(view, this.blocks, this.T);
		this.card = new Card(el, this.T);
		this.bar = h("div", { class: "aq-lenses" });
		this.absent = h("div", { class: "aq-absent" });
		this.notes = h("ol", { class: "aq-notes" }); // for paper: what the cards say
		this.desk = h("div", { class: "aq-desk" }, this.page, this.card.el);
		el.classList.add("aquanaut");
		el.replaceChildren(this.#frame(view.article));
		this.draw();
	}

	/** @param {ReaderView["article"]} article */
	#frame({ content_note: note, summary }) {
		return h(
			"div",
			{ class: "aq-reader" },
			para(note, "aq-note"),
			summary && h("details", { class: "aq-help" }, h("summary", null, this.T("reader.summary")), para(summary)),
			this.bar,
			this.desk,
			this.absent,
			this.notes,
			this.region,
		);
	}

	/** Draws what the lens shows. */
	draw() {
		const { T, card, absent } = this;
		const shown = new LensMarks(this.view, this.lens, this.whose);
		card.clear();
		this.#drawBar(shown);
		for (const block of this.blocks) {
			const parts = this.cut(block, shown.ranges);
			block.box.replaceChildren(...parts.map((piece) => (piece.on.length ? card.spot(piece) : piece.text)));
		}
		absent.replaceChildren(...shown.missing.map((mark) => h("div", null, describe(mark, T))));
		if (shown.missing.length) absent.prepend(h("h3", null, T("reader.absent")));
		const notes = shown.placed.map((mark) => h("li", null, h("q", null, this.#quoteOf(mark)), describe(mark, T)));
		this.notes.replaceChildren(...notes);
	}

	/** @param {Stretch} mark */
	#quoteOf({ start, end }) {
		const parts = this.blocks.map((block) =>
			block.chars.slice(Math.max(0, start - block.start), Math.max(0, end - block.start)).join(""),
		);
		return parts.filter(Boolean).join(" ");
	}

	/** @param {LensMarks} shown */
	#drawBar(shown) {
		const { view, T, bar, lens } = this;
		if (view.locked) {
			const unlock = button(T("reader.unlock"), () => this.#unlock(), { class: "aq-btn aq-main" });
			bar.replaceChildren(h("p", null, view.lock_note), unlock);
			return;
		}
		const known = view.lenses.find(({ id }) => id === lens);
		const buttons = view.lenses.map(({ id, title, count }) => {
			const words = [title, h("small", null, ` ${count ?? 0}`)];
			return this.#press(id, words, id === lens, () => this.#choose(id === lens ? "" : id, this.whose, id));
		});
		const parts = listed([
			buttons.length > 0 && this.#row("reader.lenses", buttons),
			!known && buttons.length > 0 && para(T("reader.none"), "aq-small"),
			known && this.#about(known, shown),
		]);
		bar.replaceChildren(...parts);
		bar.hidden = !parts.length;
	}

	/**
	 * What the lens is, its legend, and whose marks are shown.
	 * @param {ReaderLens} lens
	 * @param {LensMarks} shown
	 */
	#about(lens, shown) {
		const { all, own } = shown;
		const kinds = new Map(all.map((mark) => [mark.label, shown.styleOf(mark)]));
		const legend = [...kinds].map(([label, style]) => {
			const n = all.filter((mark) => mark.label === label).length;
			return h("li", null, h("b", { class: `aq-m ${style}` }, label), ` ${n}`);
		});
		const sides = /** @type {const} */ (["mine", "reference", "both"]).map((side) =>
			this.#press(side, this.T(`reader.${side}`), side === this.whose, () => this.#choose(this.lens, side, side)),
		);
		return [
			para(lens.about),
			h("ul", { class: "aq-legend" }, legend),
			lens.limits ? para(lens.limits, "aq-small") : null,
			own.length > 0 && this.#row("reader.whose", sides),
		];
	}

	/**
	 * @param {string} key
	 * @param {Child} words
	 * @param {boolean} isPressed
	 * @param {() => void} click
	 */
	#press(key, words, isPressed, click) {
		return button(words, click, { "data-key": key, "aria-pressed": String(isPressed) });
	}

	/**
	 * @param {string} label
	 * @param {Child} buttons
	 */
	#row(label, buttons) {
		return h("div", { class: "aq-row", role: "group", "aria-label": this.T(label) }, buttons);
	}

	/**
	 * @param {string} lens
	 * @param {import("./reader/lens.js").Whose} whose
	 * @param {string} key
	 */
	#choose(lens, whose, key) {
		const { view, T } = this;
		this.lens = lens;
		this.whose = whose;
		this.draw();
		part(this.bar, `[data-key="${CSS.escape(key)}"]`).focus(); // it was drawn anew
		const title = view.lenses.find(({ id }) => id === lens)?.title;
		say(this.region, T(lens ? "reader.on" : "reader.off", { title, n: (view.marks[lens] ?? []).length }));
	}

	async #unlock() {
		const { saved, why } = await this.host.send({ type: "unlock" });
		if (saved || !this.view.locked) return;
		const note = part(this.bar, "p");
		note.textContent = why === "no kernel" ? this.T("save.no_kernel") : why;
		say(this.region, note.textContent);
	}
}
