import { h, icon, para } from "../../../pages/static/dom.js";

/**
 * What is said of a mark: why, what to ask, what else could stand there, and who says so.
 * @param {ReaderMark} mark
 * @param {Translate} T
 * @returns {Child[]}
 */
export function describe(mark, T) {
	const from = [mark.certainty && T(`certainty.${mark.certainty}`), mark.by && T("by", mark)];
	return [
		h("h3", null, mark.polarity === "sound" && icon("✓"), mark.label),
		para(mark.why),
		mark.ask && para(T("reader.ask", { text: mark.ask }), "aq-puts"),
		mark.alternative && para(T("alternative", { text: mark.alternative })),
		para(from.filter(Boolean).join(" · "), "aq-small"),
	];
}
