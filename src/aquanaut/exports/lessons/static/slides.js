import { button, freshId, h, icon, listed, look, para, pieces } from "../../../pages/static/dom.js";

/** What the projector shows of a passage or a question, without the answer and with it. */

/**
 * @typedef {{text: string, from: string}} Context
 * @typedef {ReaderMark & {start: number, links: Span[]}} SlideMark
 * @typedef {{kind: "passage", ask: string, context?: Context|null, language: string, blocks: Block[],
 *   marks: SlideMark[], labels: string[]}} Passage
 * @typedef {{text: string, mark?: string, place?: string, why: string}} Row
 * @typedef {{title: string, publisher: string, date: string, says: string}} Card
 * @typedef {{kind: "question", ask: string, context?: Context|null, hands: boolean, rows: Row[], cards?: Card[],
 *   places?: string[], after?: {text: string, place: string, why: string}[], sentence?: string}} Question
 * @typedef {Passage|Question} Slide
 * @typedef {{all: (Node|string)[], draw: (on: boolean) => void}} DrawnSlide
 */

const LETTERS = "ABCDEFGHIJ";

/** @param {string} label */
const number = (label) => h("input", { type: "number", min: 0, max: 99, inputmode: "numeric", "aria-label": label });

/** @param {string} text */
const ask = (text) => text.split(/\n+/).map((line) => h("p", { class: "aq-show-ask", dir: "auto" }, line));

/** @param {Context|null|undefined} context */
function contextOf(context) {
	if (!context) return "";
	const lines = context.text.split(/\n+/).map((text) => para(text));
	return h("blockquote", { class: "aq-context" }, lines, para(context.from, "aq-small"));
}

// --- a passage: how many places does the class find, and what does the reference mark? ---

/**
 * @param {Passage} slide
 * @param {Translate} T
 * @returns {DrawnSlide}
 */
export function passageSlide(slide, T) {
	const guess = number(T("show.guess"));
	const text = h("div", { class: "aq-text aq-show-text", lang: slide.language || null });
	const answer = h("div", { class: "aq-show-answer" });
	const placed = [...slide.marks].sort((a, b) => a.start - b.start);
	const hands = h("p", { class: "aq-show-guess" }, h("label", null, T("show.guess"), " ", guess));
	return {
		all: [...ask(slide.ask), contextOf(slide.context), text, hands, answer],
		draw(on) {
			text.replaceChildren(...passageText(slide, on ? placed : []));
			answer.replaceChildren();
			if (!on) return;
			const values = { hands: guess.value, n: slide.marks.length };
			const count = T(guess.value === "" ? "show.count" : "show.class", values);
			const notes = placed.map((mark) => markNote(slide, mark, T));
			answer.append(
				h("p", { class: "aq-show-count" }, count),
				notes.length ? h("ol", null, notes) : para(T("show.nothing")) || "",
			);
		},
	};
}

/**
 * @param {Passage} slide
 * @param {SlideMark} mark
 */
const styleOf = ({ labels }, { polarity, label }) =>
	polarity === "sound" ? "aq-sound" : look(Math.max(labels.indexOf(label), 0));

/**
 * @param {Passage} slide
 * @param {SlideMark[]} marks
 */
function passageText(slide, marks) {
	const ranges = marks.flatMap((mark, i) => {
		/** @type {Span[]} */
		const spans = [[mark.start, mark.end], ...mark.links];
		return spans.map(([start, end]) => ({ start, end, mark, n: i + 1 }));
	});
	return slide.blocks.map(({ kind, start, text }) => {
		const parts = pieces(start, Array.from(text), ranges).map((piece) => {
			if (!piece.on.length) return piece.text;
			const ended = piece.on.filter((range) => range.end === piece.end).map((range) => range.n);
			const attrs = { class: `aq-m ${styleOf(slide, piece.on[0].mark)}`, "data-sign": ended.join(" ") || null };
			return h("mark", attrs, piece.text);
		});
		return h("p", { class: `aq-b aq-${kind}`, dir: "auto" }, parts);
	});
}

/**
 * @param {Passage} slide
 * @param {SlideMark} mark
 * @param {Translate} T
 */
function markNote(slide, mark, T) {
	/** @type {Span[]} */
	const spans = [[mark.start, mark.end], ...mark.links];
	const quotes = spans.map((span) => quoteOf(slide.blocks, span)).filter(Boolean);
	const label = h("b", { class: `aq-m ${styleOf(slide, mark)}` }, mark.label);
	const from = [mark.certainty && T(`certainty.${mark.certainty}`), mark.by && T("by", mark)];
	return h(
		"li",
		null,
		h("p", null, label, " ", h("q", { dir: "auto" }, quotes.join(" … "))),
		para(mark.why),
		mark.ask && para(T("reader.ask", { text: mark.ask }), "aq-puts"),
		para(from.filter(Boolean).join(" · "), "aq-small"),
	);
}

/**
 * @param {Block[]} blocks
 * @param {Span} span
 */
function quoteOf(blocks, [start, end]) {
	const parts = blocks.map((block) => {
		const chars = Array.from(block.text);
		return chars.slice(Math.max(0, start - block.start), Math.max(0, end - block.start)).join("");
	});
	return parts.join(" ").trim();
}

// --- a question: hands for each option, and what the key says to it ---

/**
 * @param {Question} slide
 * @param {Translate} T
 * @returns {DrawnSlide}
 */
export function questionSlide({ ask: words, context, hands, rows, cards = [], places, after = [], sentence }, T) {
	const drawn = rows.map((row, i) => drawRow(row, hands ? LETTERS[i] : null, T));
	const answer = h("div", { class: "aq-show-answer" });
	return {
		all: listed([
			contextOf(context) || null,
			ask(words),
			sentence && h("blockquote", { class: "aq-context" }, para(sentence)),
			cards.length > 0 && h("ul", { class: "aq-show-cards" }, cards.map(drawCard)),
			places && para(T("show.places", { places: places.join(" · ") }), "aq-small"),
			hands && h("p", { class: "aq-small aq-show-hands" }, T("show.hands")),
			h(
				"ul",
				{ class: "aq-show-rows" },
				drawn.map(({ el }) => el),
			),
			answer,
		]),
		draw(on) {
			for (const { show } of drawn) show(on);
			const more = after.map(({ text, place, why }) =>
				h("div", { class: "aq-context" }, h("h2", null, text), para(place), para(why, "aq-small")),
			);
			answer.replaceChildren(...(on ? more : []));
		},
	};
}

/**
 * @param {Row} row
 * @param {string|null} letter where hands are counted
 * @param {Translate} T
 */
function drawRow({ text, mark, place, why }, letter, T) {
	const said = h("div", { class: "aq-outcome" });
	const head = h(
		"div",
		{ class: "aq-show-row" },
		letter !== null && h("b", { class: "aq-show-letter" }, letter),
		h("span", { dir: "auto" }, text),
		letter !== null && number(T("show.hands_of", { letter })),
	);
	const el = h("li", null, head, said);
	/** @param {boolean} on */
	const show = (on) => {
		el.className = on && mark ? `aq-is-${mark}` : "";
		said.replaceChildren();
		if (!on) return;
		if (mark) said.append(icon(mark === "right" ? "✓" : "✗"), h("strong", null, T(`choice.${mark}`)), " ");
		said.append(place ? h("strong", null, `${place}. `) : "", why);
	};
	return { el, show };
}

/** @param {Card} card */
function drawCard({ title, publisher, date, says }) {
	const body = h("div", { class: "aq-context", id: freshId(), hidden: true }, para(says));
	const turn = () => {
		body.hidden = !body.hidden;
		head.setAttribute("aria-expanded", String(!body.hidden));
	};
	const from = h("small", null, ` ${[publisher, date].filter(Boolean).join(" · ")}`);
	const head = button([title, from], turn, { "aria-expanded": "false", "aria-controls": body.id });
	return h("li", null, head, body);
}
