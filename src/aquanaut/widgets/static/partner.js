import { button, freshId, h, liveRegion, para, say, translator } from "../../pages/static/dom.js";

/** Two learners' marks beside each other and the readers'. The partner's file goes to Python and is not kept. */

/**
 * @typedef {{words: string, mine: string, theirs: string, readers: string, differ: boolean}} Row
 * @typedef {{prompt: string, rows: Row[], counted: string, measured: string}} Passage
 * @typedef {{strings: Strings, earlier: string[], said: string, passages: Passage[]}} PartnerView
 */

/**
 * @param {HTMLElement} el
 * @param {Pick<PartnerView, "strings"|"earlier">} first
 * @param {(message: object) => void} send
 */
export function mountPartner(el, { strings, earlier }, send) {
	const T = translator(strings);
	const region = liveRegion();
	const told = h("p", { class: "aq-note", role: "status" });
	const shown = h("div");
	const attrs = { type: "file", id: freshId(), accept: ".zip,.jsonl", class: "aq-file", change: () => read() };
	const file = h("input", attrs);
	const codes = earlier.map((code) => button(T("partner.earlier", { code }), () => send({ type: "earlier", code })));
	el.classList.add("aquanaut");
	el.replaceChildren(
		h(
			"section",
			{ class: "aq-partner", "aria-label": T("partner.title") },
			h("h3", { class: "aq-section" }, T("partner.title")),
			para(T("partner.how")),
			h("div", { class: "aq-buttons" }, codes),
			h("p", null, h("label", { for: file.id }, T("partner.file")), " ", file),
			para(T("partner.kept"), "aq-small"),
			told,
			shown,
			region,
		),
	);
	return { update };

	function read() {
		const [chosen] = file.files ?? [];
		if (!chosen) return;
		const reader = new FileReader();
		reader.onload = () => {
			const address = String(reader.result);
			send({ type: "file", data: address.slice(address.indexOf(",") + 1) });
		};
		reader.onerror = () => update({ said: T("partner.unread"), passages: [] });
		reader.readAsDataURL(chosen);
		file.value = ""; // so that the same file can be chosen again
	}

	/** @param {Pick<PartnerView, "said"|"passages">} view */
	function update({ said, passages }) {
		told.textContent = said;
		shown.replaceChildren(...passages.map((passage) => drawPassage(passage, T)));
		if (passages.length) say(region, T("partner.shown"));
	}
}

/**
 * @param {Passage} passage
 * @param {Translate} T
 */
function drawPassage({ prompt, rows, counted, measured }, T) {
	const apart = rows.filter(({ differ }) => differ).length;
	const names = ["words", "mine", "theirs", "readers"];
	const heads = names.map((name) => h("th", { scope: "col" }, T(`partner.head.${name}`)));
	const body = rows.map((row) => drawRow(row, T));
	const table = h("table", null, h("thead", null, h("tr", null, heads)), h("tbody", null, body));
	return h(
		"section",
		{ class: "aq-partner-one" },
		h("h4", null, prompt),
		para(counted),
		para(measured, "aq-small"),
		h("div", { class: "aq-scroll", tabindex: "0", role: "group", "aria-label": prompt }, table),
		para(apart ? T("partner.talk", { n: apart }) : T("partner.same")),
	);
}

/**
 * @param {Row} row
 * @param {Translate} T
 */
function drawRow({ words, mine, theirs, readers, differ }, T) {
	const texts = Object.entries({ mine, theirs, readers });
	const cells = texts.map(([name, text]) => h("td", { "data-head": T(`partner.head.${name}`) }, text));
	const head = h(
		"th",
		{ scope: "row", dir: "auto" },
		differ && h("span", { class: "aq-icon", "aria-hidden": "true" }, "≠"),
		words,
		differ && h("span", { class: "aq-vh" }, ` (${T("partner.differ")})`),
	);
	return h("tr", { class: differ && "aq-differ" }, head, cells);
}
