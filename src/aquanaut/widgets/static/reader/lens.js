import { look, pieces } from "../../../pages/static/dom.js";
import { termRanges } from "./page.js";

/** @typedef {import("./page.js").ReaderRange} ReaderRange */
/** @typedef {"mine"|"reference"|"both"} Whose whose marks are shown */

/** What one lens shows: which marks, in which colors, and where. Drawn anew whenever lens or side change. */
export class LensMarks {
	/**
	 * @param {ReaderView} view
	 * @param {string} lens
	 * @param {Whose} whose
	 */
	constructor(view, lens, whose) {
		/** All marks of the reference. */
		this.all = view.marks[lens] ?? [];
		/** The learner's own. */
		this.own = view.mine[lens] ?? [];
		this.names = this.#named(view.lenses.find(({ id }) => id === lens)?.labels ?? []);
		const reference = whose === "mine" && this.own.length ? [] : this.all;
		/** Those that stand in the text, in its order. */
		this.placed = reference.filter(isPlaced).sort((a, b) => a.start - b.start);
		this.missing = reference.filter((mark) => mark.start === null);
		this.ranges = this.#ranges(whose);
	}

	/**
	 * The labels in the order of the legend. One label has one color everywhere: the order of the lens, not of the text.
	 * @param {string[]} known
	 */
	#named(known) {
		const judged = this.all.filter((mark) => mark.polarity !== "sound");
		const names = [...new Set([...judged, ...this.own].map((mark) => mark.label))];
		return names.sort((a, b) => (known.indexOf(a) + 1 || 99) - (known.indexOf(b) + 1 || 99));
	}

	/**
	 * @param {Whose} whose
	 * @returns {ReaderRange[]}
	 */
	#ranges(whose) {
		const marked = this.placed.flatMap((mark, i) => {
			/** @type {Span[]} */
			const spans = [[mark.start, mark.end], ...(mark.links ?? [])];
			return spans.map(([start, end]) => ({ start, end, mark, n: i + 1, style: this.styleOf(mark) }));
		});
		if (whose === "reference") return marked;
		const own = this.own.map((mark) => ({ ...mark, own: true, style: `aq-mine ${this.styleOf(mark)}` }));
		return [...marked, ...own];
	}

	/** @param {{label: string, polarity?: string}} mark */
	styleOf({ polarity, label }) {
		return polarity === "sound" ? "aq-sound" : look(this.names.indexOf(label));
	}
}

/**
 * @param {ReaderMark} mark
 * @returns {mark is ReaderMark & {start: number}}
 */
const isPlaced = (mark) => mark.start !== null;

/**
 * Cuts a block where terms and marks begin and end.
 * @param {ReaderView} view
 * @returns {(block: import("./page.js").DrawnBlock, ranges: ReaderRange[]) => Piece<ReaderRange>[]}
 */
export function cutter(view) {
	const terms = termRanges(view.blocks, view.glossary);
	return ({ start, chars }, ranges) => pieces(start, chars, [...terms, ...ranges]);
}
