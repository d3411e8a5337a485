import { h, part } from "../../../pages/static/dom.js";
import { startWith } from "../../../pages/static/packed.js";
import { mountReader } from "../../../widgets/static/reader.js";

/**
 * The page of `aquanaut look`: the story in the reader, with what the lenses found. Nothing is kept and nothing scored.
 * @param {{strings: Strings, view: Pick<ReaderView, "article"|"blocks"|"lenses"|"marks">}} page
 */
function startLook({ strings, view }) {
	const place = part(document, "[data-look]");
	place.querySelector(".aq-live")?.remove(); // a page that was saved from the browser has one
	const live = h("div", { class: "aq-live" });
	place.append(live);
	/** @type {ReaderView} */
	const given = { ...view, strings, mine: {}, locked: false, lock_note: "", glossary: {}, chosen: "" };
	/** @type {import("../../../widgets/static/reader.js").ReaderHost} */
	const host = { get: (name) => given[name], onChange() {}, send: async () => ({ saved: true, why: "" }) };
	mountReader(live, given, host);
	place.dataset.live = "read";
}

startWith(startLook);
