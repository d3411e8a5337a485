import { h, para } from "../../../pages/static/dom.js";

/**
 * A block of the article on the page: its element, and its code points from `start` on.
 * @typedef {{kind: string, box: HTMLElement, start: number, chars: string[]}} DrawnBlock
 */

/**
 * What is highlighted: a mark of the reference, one of the learner's own, or a term of the glossary.
 * @typedef {Stretch & {mark?: ReaderMark, n?: number, style?: string, own?: boolean, label?: string, term?: string,
 *   gloss?: string}} ReaderRange
 */

const BULLET = /^[•●▪*–-]?\s*/;

/** @param {string} kind */
const tagOf = (kind) => (kind === "headline" ? "h2" : kind === "section" ? "h3" : kind === "bullet" ? "li" : "p");

/**
 * The article's blocks, empty: every lens fills them anew.
 * @param {Block[]} blocks
 * @returns {DrawnBlock[]}
 */
export const drawBlocks = (blocks) =>
	blocks.map(({ kind, start, text }) => {
		// The list draws a bullet's sign itself.
		const skip = kind === "bullet" ? (BULLET.exec(text)?.[0].length ?? 0) : 0;
		const box = h(tagOf(kind), { class: `aq-b aq-${kind}`, dir: "auto" });
		return { kind, box, start: start + skip, chars: Array.from(text).slice(skip) };
	});

/**
 * The page with all that stands around the text.
 * @param {ReaderView} view
 * @param {DrawnBlock[]} blocks
 * @param {Translate} T
 */
export function drawPage({ article, strings }, blocks, T) {
	const from = [article.outlet, article.byline, article.published].filter(Boolean).join(" · ");
	const hasHeadline = blocks.some(({ kind }) => kind === "headline");
	return h(
		"div",
		{ class: "aq-page", lang: article.language, dir: article.dir || "auto" },
		article.invented && h("p", { class: "aq-tag", lang: strings.lang }, T("reader.invented")),
		para(from, "aq-small"),
		!hasHeadline && article.title && h("h2", { class: "aq-b aq-headline" }, article.title),
		gathered(blocks),
		para(article.notice, "aq-notice aq-small"),
	);
}

/**
 * Bullets become one list, and source lines one box.
 * @param {DrawnBlock[]} blocks
 */
function gathered(blocks) {
	/** @type {HTMLElement[]} */
	const page = [];
	for (const { kind, box } of blocks) {
		const tag = kind === "bullet" ? "ul" : kind === "sources" ? "div" : null;
		const last = page[page.length - 1];
		if (tag && last?.dataset.kind === kind) last.append(box);
		else page.push(tag ? h(tag, { class: `aq-box-${kind}`, "data-kind": kind }, box) : box);
	}
	return page;
}

/**
 * Where each glossary term first stands, as a word of its own.
 * @param {Block[]} blocks
 * @param {Record<string, string>|undefined} glossary
 * @returns {ReaderRange[]}
 */
export function termRanges(blocks, glossary) {
	return Object.entries(glossary ?? {}).flatMap(([term, gloss]) => {
		const literal = term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
		const pattern = new RegExp(`(^|[^\\p{L}\\p{N}])(${literal})(?![\\p{L}\\p{N}])`, "iu");
		for (const { start, text } of blocks) {
			const found = pattern.exec(text);
			if (!found) continue;
			const from = start + Array.from(text.slice(0, found.index + found[1].length)).length;
			return [{ start: from, end: from + Array.from(found[2]).length, term, gloss }];
		}
		return [];
	});
}
