import { h, icon, liveRegion, look, para, pieces, say, translator } from "../../../pages/static/dom.js";
import { mountBreak } from "./lab_break.js";
import { mountNotice } from "./lab_notice.js";

/** The labs: an experiment with one lens. What is kept goes to Python as an answer does, and only a receipt means saved. */

export const LAB_TRAITS = /** @type {const} */ (["lab", "lesson", "learner", "kept", "notices", "strings"]);

const FINDS = "finds"; // what the records of a lab call their question

/**
 * @param {HTMLElement} el
 * @param {LabView} view the traits above
 * @param {Host<LabView>} host
 * @returns {() => void} takes the lab down again
 */
export function mountLab(el, view, host) {
	const frame = new LabFrame(view, host);
	el.classList.add("aquanaut");
	el.replaceChildren(frame.section());
	(view.lab.kind === "break" ? mountBreak : mountNotice)(frame.stage, frame);
	frame.again();
	return () => el.replaceChildren();
}

/**
 * What stands around an experiment: what it is, what is kept of it, and whether it is saved.
 * @implements {LabContext}
 */
class LabFrame {
	#newest = 0; // an older receipt must not speak over a newer one
	region = liveRegion();
	stage = h("div", { class: "aq-lab-stage" });
	status = h("p", { class: "aq-small aq-lab-status" });
	unsaved = h("div", { class: "aq-lab-unsaved", role: "alert" });
	trouble = h("p", { class: "aq-note", role: "alert" });

	/**
	 * @param {LabView} view
	 * @param {Host<LabView>} host
	 */
	constructor(view, host) {
		this.view = view;
		this.host = host;
		this.T = translator(view.strings);
		this.lab = view.lab;
		this.finds = view.kept.finds;
		this.rounds = view.kept.rounds;
	}

	section() {
		const { lab, view } = this;
		return h(
			"section",
			{ class: "aq-lab", "aria-label": lab.title },
			h("h3", { class: "aq-section" }, lab.title),
			para(lab.about),
			view.notices.map((text) => para(text, "aq-note")),
			this.stage,
			this.trouble,
			this.unsaved,
			this.status,
			this.region,
		);
	}

	/** @param {string} text */
	say(text) {
		return say(this.region, text);
	}

	/** @param {string} text */
	tell(text) {
		this.trouble.textContent = text;
	}

	/** @param {Partial<LabKept>} more */
	keep({ finds = this.finds, rounds = this.rounds }) {
		this.finds = finds;
		this.rounds = rounds;
		if (finds.length > this.lab.finds) this.tell(this.T("lab.full", { most: this.lab.finds }));
		return this.#save(new Date().toISOString());
	}

	/**
	 * What the lens says to these sentences, or null once it was said why there is nothing.
	 * @param {string[]} texts
	 */
	async ask(texts) {
		const said = await this.host.ask({ type: "look", texts: texts.map(wellFormed) });
		if (said.ok) return said.seen ?? null;
		this.tell(said.text || this.T("lab.silent"));
		return null;
	}

	/**
	 * A sentence with the words that the lens marked.
	 * @param {string} text
	 * @param {Mark[]} marks
	 */
	sentence(text, marks) {
		const names = [...new Set(marks.map(({ label }) => label))];
		const parts = pieces(0, Array.from(text), marks).map(({ text: words, on }) =>
			on.length ? h("mark", { class: `aq-m ${look(names.indexOf(on[0].label))}` }, words) : words,
		);
		return h("p", { class: "aq-context aq-lab-line", dir: "auto" }, parts);
	}

	/**
	 * Each mark in words: why, the question, and where the rule comes from.
	 * @param {Seen} seen
	 */
	marks({ text, marks }) {
		const chars = Array.from(text);
		const items = marks.map(({ start, end, label, why, ask, source }) => {
			const quote = h("q", { dir: "auto" }, chars.slice(start, end).join(""));
			const asked = para(this.T("lab.ask", { text: ask }), "aq-lab-puts");
			return h(
				"li",
				null,
				h("p", null, quote, ": ", h("strong", null, label)),
				para(why),
				asked,
				para(source, "aq-small"),
			);
		});
		return items.length > 0 && h("ul", { class: "aq-lab-marks" }, items);
	}

	blind() {
		return h("details", { class: "aq-help" }, h("summary", null, this.T("lab.blind")), this.blindList());
	}

	blindList() {
		const { blind, limits } = this.lab;
		const items = blind.map((text) => h("li", null, text));
		return h("div", { class: "aq-lab-blind" }, h("ul", null, items), para(limits, "aq-small"));
	}

	/** What an earlier page could not hand over comes first. */
	again() {
		const left = this.host.kept(FINDS).at(-1);
		const { at } = this.view.kept;
		if (!left || (at && left.at <= at)) return;
		const { finds = [], rounds = [] } = /** @type {Partial<LabKept>} */ (left.answer);
		this.finds = finds;
		this.rounds = rounds;
		this.stage.dispatchEvent(new Event("kept"));
		this.#save(left.at);
	}

	/** @param {string} when */
	async #save(when) {
		const mine = (this.#newest += 1);
		/** @param {Receipt} receipt */
		const hear = (receipt) => {
			if (mine === this.#newest) this.#heard(receipt);
		};
		const answer = { finds: this.finds, rounds: this.rounds };
		this.status.textContent = this.T("save.saving");
		const receipt = await this.host.send({ type: "answer", question: FINDS, event: "draft", answer, at: when });
		hear(receipt);
		receipt.late?.then(hear);
		return receipt.saved;
	}

	/** @param {Receipt} receipt */
	#heard({ saved, why, kept }) {
		const { T } = this;
		this.unsaved.replaceChildren();
		this.status.textContent = saved ? T("save.saved") : "";
		if (saved) return;
		const reason = why === "no kernel" ? T("save.no_kernel") : why;
		const words = ` ${reason} ${T(kept ? "save.kept" : "save.lost")}`;
		this.unsaved.append(icon("⚠"), h("strong", null, T("save.not")), words);
	}
}

/**
 * Half a sign (which a browser can hold, and no file) becomes the sign for what is lost.
 * @param {string} text
 */
const wellFormed = (text) => text.replace(/\p{Surrogate}/gu, "\ufffd");
