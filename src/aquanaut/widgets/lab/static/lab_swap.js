import { button, freshId, h } from "../../../pages/static/dom.js";
import { labPicker } from "./lab_controls.js";
import { labText } from "./lab_rounds.js";

const LONGEST = 40; // signs of a word

/**
 * A swap as it was made.
 * @typedef {{parts: LabPart[], at: number, was: string, now: string}} Swap
 */

/** A sentence in which a word can be chosen, and what comes in its place. */
export class Swapper {
	/**
	 * @param {LabContext} ctx
	 * @param {LabSentence} sentence
	 * @param {string} legend
	 * @param {() => void} changed
	 */
	constructor({ T }, sentence, legend, changed) {
		this.T = T;
		this.sentence = sentence;
		this.changed = changed;
		this.now = h("input", {
			type: "text",
			id: freshId(),
			class: "aq-lab-text",
			autocomplete: "off",
			autocapitalize: "off",
			spellcheck: "false",
			dir: "auto",
			input: () => this.#shown(),
		});
		this.offered = h("div", { class: "aq-row", role: "group", "aria-label": T("lab.near") });
		this.preview = h("p", { class: "aq-context aq-lab-line", dir: "auto", role: "status" });
		const label = h("label", { for: this.now.id }, T("lab.now"));
		this.form = h("div", { class: "aq-lab-field", hidden: true }, this.offered, label, this.now, this.preview);
		this.pick = labPicker(sentence.parts, legend, T("lab.leave"), () => this.#picked());
		this.el = h("div", { class: "aq-lab-swap" }, this.pick.el, this.form);
	}

	#word() {
		return Array.from(this.now.value.trim()).slice(0, LONGEST).join("");
	}

	/** The part that is to be swapped, if one is. */
	get #place() {
		const at = this.pick.value;
		return typeof at === "number" && Number.isInteger(at) ? at : null;
	}

	/** @returns {LabPart[]} */
	#made() {
		const at = this.pick.value;
		return this.sentence.parts.map(([text, isWord], i) => [i === at ? this.#word() : text, isWord]);
	}

	/** A word was chosen, and nothing that could stand in its place. */
	get isHalf() {
		return this.#place !== null && !this.value;
	}

	/** @returns {Swap|null} */
	get value() {
		const at = this.#place;
		const now = this.#word();
		if (at === null || !now || /\s/.test(now) || now === this.sentence.parts[at][0]) return null;
		return { parts: this.#made(), at, was: this.sentence.parts[at][0], now };
	}

	#picked() {
		const at = this.pick.value;
		this.form.hidden = at === null;
		this.now.value = "";
		const near = (at != null && this.sentence.near[at]) || [];
		this.offered.replaceChildren(...near.map((text) => button(text, () => this.#offer(text))));
		this.#shown();
	}

	/** @param {string} text */
	#offer(text) {
		this.now.value = text;
		this.#shown();
		this.now.focus();
	}

	#shown() {
		this.preview.textContent = this.#told();
		this.changed();
	}

	#told() {
		const at = this.#place;
		const now = this.#word();
		if (!now) return "";
		if (/\s/.test(now)) return this.T("lab.one_word");
		if (at !== null && now === this.sentence.parts[at][0]) return this.T("lab.same_word");
		return labText(this.#made());
	}
}
