import { button, freshId, h, liveRegion, para, say, t } from "../../pages/static/dom.js";

/** Two learners' marks beside each other and the readers'. The partner's file goes to Python and is not kept. */
export function mountPartner(el, first, send) {
	const T = (key, values) => t(first.strings, key, values);
	const region = liveRegion();
	const told = h("p", { class: "aq-note", role: "status" });
	const found = h("div");
	const file = h("input", { type: "file", id: freshId(), accept: ".zip,.jsonl", class: "aq-file", change: read });
	el.classList.add("aquanaut");
	el.replaceChildren(h("section", { class: "aq-partner", "aria-label": T("partner.title") },
		h("h3", { class: "aq-section" }, T("partner.title")), para(T("partner.how")),
		h("div", { class: "aq-buttons" },
			first.earlier.map((code) => button(T("partner.earlier", { code }), () => send({ type: "earlier", code })))),
		h("p", null, h("label", { for: file.id }, T("partner.file")), " ", file),
		para(T("partner.kept"), "aq-small"), told, found, region));
	return { update };

	function read() {
		const [chosen] = file.files;
		if (!chosen) return;
		const reader = new FileReader();
		reader.onload = () => send({ type: "file", data: reader.result.slice(reader.result.indexOf(",") + 1) });
		reader.onerror = () => update({ said: T("partner.unread"), passages: [] });
		reader.readAsDataURL(chosen);
		file.value = ""; // so that the same file can be chosen again
	}

	function update({ said, passages }) {
		told.textContent = said;
		found.replaceChildren(...passages.map(passage));
		if (passages.length) say(region, T("partner.shown"));
	}

	function passage({ prompt, rows, counted, measured }) {
		const apart = rows.filter(({ differ }) => differ).length;
		const heads = ["words", "mine", "theirs", "readers"].map((name) => h("th", { scope: "col" }, T(`partner.head.${name}`)));
		return h("section", { class: "aq-partner-one" },
			h("h4", null, prompt), para(counted), para(measured, "aq-small"),
			h("div", { class: "aq-scroll", tabindex: "0", role: "group", "aria-label": prompt },
				h("table", null, h("thead", null, h("tr", null, heads)), h("tbody", null, rows.map(row)))),
			para(apart ? T("partner.talk", { n: apart }) : T("partner.same")));
	}

	function row({ words, mine, theirs, readers, differ }) {
		const cells = [["mine", mine], ["theirs", theirs], ["readers", readers]];
		return h("tr", { class: differ && "aq-differ" },
			h("th", { scope: "row", dir: "auto" }, differ && h("span", { class: "aq-icon", "aria-hidden": "true" }, "≠"), words, differ && h("span", { class: "aq-vh" }, ` (${T("partner.differ")})`)),
			cells.map(([name, text]) => h("td", { "data-head": T(`partner.head.${name}`) }, text)));
	}
}
