import { h, icon, liveRegion, look, para, pieces, say, t } from "../../../pages/static/dom.js";
import { mountBreak } from "./lab_break.js";
import { mountNotice } from "./lab_notice.js";

/** The labs: an experiment with one lens. What is kept goes to Python as an answer does, and only a receipt means saved. */

export const LAB_TRAITS = ["lab", "lesson", "learner", "kept", "notices", "strings"];

const FINDS = "finds"; // what the records of a lab call their question

/**
 * @param {HTMLElement} el
 * @param {Object} view the traits above
 * @param {Object} host see `kernelHost`
 * @returns {function(): void} takes the lab down again
 */
export function mountLab(el, view, host) {
	const T = (key, values) => t(view.strings, key, values);
	const { lab } = view;
	const region = liveRegion();
	const stage = h("div", { class: "aq-lab-stage" });
	const status = h("p", { class: "aq-small aq-lab-status" });
	const unsaved = h("div", { class: "aq-lab-unsaved", role: "alert" });
	let { finds, rounds, at } = view.kept;
	let newest = 0; // an older receipt must not speak over a newer one

	const ctx = {
		T,
		lab,
		say: (text) => say(region, text),
		get finds() { return finds; },
		get rounds() { return rounds; },
		keep(more) {
			({ finds, rounds } = { finds, rounds, ...more });
			if (finds.length > lab.finds) tell(T("lab.full", { most: lab.finds }));
			return save(new Date().toISOString());
		},
		/** What the lens says to these sentences, or null once it was said why there is nothing. */
		async ask(texts) {
			const said = await host.ask({ type: "look", texts: texts.map(wellFormed) });
			if (said.ok) return said.seen;
			tell(said.text || T("lab.silent"));
			return null;
		},
		tell,
		sentence: marked,
		marks: (seen) => markList(seen, T),
		blind: () => h("details", { class: "aq-help" }, h("summary", null, T("lab.blind")), blindList()),
		blindList,
	};
	const trouble = h("p", { class: "aq-note", role: "alert" });
	el.classList.add("aquanaut");
	el.replaceChildren(h("section", { class: "aq-lab", "aria-label": lab.title },
		h("h3", { class: "aq-section" }, lab.title), para(lab.about), view.notices.map((text) => para(text, "aq-note")),
		stage, trouble, unsaved, status, region));
	(lab.kind === "break" ? mountBreak : mountNotice)(stage, ctx);
	again();
	return () => el.replaceChildren();

	function tell(text) {
		trouble.textContent = text;
	}

	function blindList() {
		return h("div", { class: "aq-lab-blind" }, h("ul", null, lab.blind.map((text) => h("li", null, text))), para(lab.limits, "aq-small"));
	}

	/** What an earlier page could not hand over comes first. */
	function again() {
		const left = host.kept(FINDS).at(-1);
		if (!left || (at && left.at <= at)) return;
		({ finds, rounds } = { finds: left.answer.finds ?? [], rounds: left.answer.rounds ?? [] });
		stage.dispatchEvent(new Event("kept"));
		save(left.at);
	}

	async function save(when) {
		const mine = (newest += 1);
		const hear = ({ saved, why, kept }) => {
			if (mine !== newest) return;
			unsaved.replaceChildren();
			status.textContent = saved ? T("save.saved") : "";
			if (saved) return;
			const reason = why === "no kernel" ? T("save.no_kernel") : why;
			unsaved.append(icon("⚠"), h("strong", null, T("save.not")), ` ${reason} ${T(kept ? "save.kept" : "save.lost")}`);
		};
		status.textContent = T("save.saving");
		const receipt = await host.send({ type: "answer", question: FINDS, event: "draft", answer: { finds, rounds }, at: when });
		hear(receipt);
		receipt.late?.then(hear);
		return receipt.saved;
	}
}

/** Half a sign (which a browser can hold, and no file) becomes the sign for what is lost. */
const wellFormed = (text) => text.replace(/\p{Surrogate}/gu, "\ufffd");

/** A sentence with the words that the lens marked. */
function marked(text, marks) {
	const names = [...new Set(marks.map(({ label }) => label))];
	return h("p", { class: "aq-context aq-lab-line", dir: "auto" }, pieces(0, Array.from(text), marks).map(({ text: words, on }) =>
		(on.length ? h("mark", { class: `aq-m ${look(names.indexOf(on[0].label))}` }, words) : words)));
}

/** Each mark in words: why, the question, and where the rule comes from. */
function markList({ text, marks }, T) {
	const chars = Array.from(text);
	return marks.length > 0 && h("ul", { class: "aq-lab-marks" }, marks.map((mark) => h("li", null,
		h("p", null, h("q", { dir: "auto" }, chars.slice(mark.start, mark.end).join("")), ": ", h("strong", null, mark.label)),
		para(mark.why), para(T("lab.ask", { text: mark.ask }), "aq-lab-puts"), para(mark.source, "aq-small"))));
}
