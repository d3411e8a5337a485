import { button, freshId, h, listed, para } from "../../../pages/static/dom.js";
import { describe } from "./describe.js";

/** @typedef {import("./page.js").ReaderRange} ReaderRange */
/** @typedef {{el: HTMLElement, on: ReaderRange[]}} Spot a highlighted piece of the text */

const WIDE = 820; // pixels: from here a card stands beside the text, below it is a sheet on the screen

/** The card that says what is meant by a highlighted piece. */
export class Card {
	/** @type {Spot|null} the piece whose card is open */
	current = null;
	/** @type {Map<Element, Spot>} by highlighted element */
	spots = new Map();

	/**
	 * @param {HTMLElement} root the reader
	 * @param {Translate} T
	 */
	constructor(root, T) {
		this.root = root;
		this.T = T;
		const name = T("reader.card");
		this.el = h("div", {
			class: "aq-card",
			id: freshId(),
			role: "group",
			"aria-label": name,
			tabindex: "-1",
			hidden: true,
		});
	}

	get isWide() {
		return this.root.clientWidth >= WIDE;
	}

	/** Takes away the card and all pieces: the text is drawn anew. */
	clear() {
		this.hide();
		this.spots.clear();
	}

	/**
	 * A highlighted piece, which opens the card.
	 * @param {Piece<ReaderRange>} piece
	 */
	spot({ text, on, end }) {
		const marks = on.filter((range) => range.style);
		const said = on.map((range) => range.mark?.label ?? this.T(range.own ? "reader.yours" : "reader.term", range));
		const ended = marks.filter((range) => range.n && range.end === end).map((range) => range.n);
		const attrs = {
			role: "button",
			tabindex: "0",
			class: marks.length ? ["aq-m", ...new Set(marks.map((range) => range.style))].join(" ") : "aq-term",
			"aria-label": `${text}: ${[...new Set(said)].join(", ")}`,
			"data-n": ended.join(",") || null,
		};
		const el = h(marks.length ? "mark" : "span", attrs, text);
		this.spots.set(el, { el, on });
		return el;
	}

	/** @param {Spot|undefined} spot */
	open(spot) {
		if (!spot || spot === this.current) return;
		this.hide();
		this.current = spot;
		this.#light(spot);
		const parts = new Map(spot.on.map((range) => [range.mark ?? range, range])); // a mark may meet itself at both ends
		this.el.replaceChildren(
			button("✕", () => this.leave(), { class: "aq-btn aq-close", "aria-label": this.T("close") }),
			...[...parts.values()].map((range) => h("section", null, this.#explain(range))),
		);
		spot.el.setAttribute("aria-describedby", this.el.id);
		this.el.hidden = false;
		this.#place(spot.el);
	}

	/**
	 * Lights up the piece, and all others that belong to its marks.
	 * @param {Spot} spot
	 */
	#light(spot) {
		const marks = spot.on.map((range) => range.mark).filter(Boolean);
		for (const { el, on } of this.spots.values()) {
			el.classList.toggle("aq-on", el === spot.el || on.some(({ mark }) => marks.includes(mark)));
		}
	}

	/**
	 * Beside the text where there is room, else as a sheet at the foot of the screen.
	 * @param {HTMLElement} spot
	 */
	#place(spot) {
		const { el, isWide } = this;
		el.classList.toggle("aq-sheet", !isWide);
		if (!isWide && "showPopover" in el) {
			el.popover = "manual"; // the top layer: a fixed box would stay inside the notebook's cell
			el.showPopover();
		}
		const desk = /** @type {HTMLElement} */ (el.parentElement);
		const { top, bottom } = spot.getBoundingClientRect();
		const place = top - desk.getBoundingClientRect().top;
		el.style.top = isWide ? `${Math.max(0, Math.min(place, desk.clientHeight - el.offsetHeight))}px` : "";
		if (!isWide && bottom > innerHeight - el.offsetHeight) spot.scrollIntoView({ block: "start" }); // from under the sheet
	}

	/**
	 * @param {ReaderRange} range
	 * @returns {Child}
	 */
	#explain(range) {
		const { T } = this;
		if (range.term) return [h("h3", null, range.term), para(range.gloss)];
		if (range.own || !range.mark) return h("h3", null, T("reader.yours", range));
		const spots = [...this.spots.values()];
		const there = spots.find(({ on }) => on.some(({ mark, start }) => mark === range.mark && start !== range.start));
		return listed([describe(range.mark, T), there && button(T("reader.other_end"), () => there.el.focus())]);
	}

	hide() {
		this.el.removeAttribute("popover"); // which closes it, too
		this.el.hidden = true;
		for (const el of this.spots.keys()) el.classList.remove("aq-on");
		this.current?.el.removeAttribute("aria-describedby");
		this.current = null;
	}

	leave() {
		if (this.el.contains(document.activeElement)) this.current?.el.focus();
		this.hide();
	}
}
