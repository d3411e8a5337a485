import { h } from "../../../pages/static/dom.js";
import { unpacked } from "../../../pages/static/packed.js";
import { mountReader } from "../../../widgets/static/reader.js";

/** The page of `aquanaut look`: the story in the reader, with what the lenses found. Nothing is kept and nothing scored. */
function startLook({ strings, view }) {
	const place = document.querySelector("[data-look]");
	place.querySelector(".aq-live")?.remove(); // a page that was saved from the browser has one
	const live = h("div", { class: "aq-live" });
	place.append(live);
	const given = { ...view, strings, mine: {}, locked: false, lock_note: "", glossary: {}, chosen: "" };
	const host = { get: (name) => given[name], onChange() {}, send: () => Promise.resolve({ saved: true, why: "" }) };
	mountReader(live, given, host);
	place.dataset.live = "read";
}

unpacked().then(startLook).catch((error) => {
	document.documentElement.classList.remove("aq-js");
	document.getElementById("aq-old").hidden = false;
	throw error;
});
