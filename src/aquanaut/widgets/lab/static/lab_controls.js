import { freshId, h } from "../../../pages/static/dom.js";

/** The two controls of the labs, both made of native radio buttons. */

/** @param {HTMLElement} box */
const radiosOf = (box) => /** @type {NodeListOf<HTMLInputElement>} */ (box.querySelectorAll("input[type=radio]"));

/**
 * The value that is chosen among radio buttons, undefined where none is.
 * @param {HTMLElement} box
 */
const chosen = (box) => [...radiosOf(box)].find((radio) => radio.checked)?.value;

/**
 * A labelled row of native radio buttons.
 * @param {string} legend
 * @param {[value: string, words: string][]} items
 * @param {() => void} changed
 */
export function labRadios(legend, items, changed) {
	const name = freshId();
	const labels = items.map(([value, text]) =>
		h("label", null, h("input", { type: "radio", name, value, change: changed }), " ", text),
	);
	const box = h("fieldset", { class: "aq-lab-radios" }, h("legend", null, legend), labels);
	return {
		el: box,
		get value() {
			return chosen(box) ?? "";
		},
		clear() {
			for (const radio of radiosOf(box)) radio.checked = false;
		},
	};
}

/**
 * A sentence whose words can be picked: radio buttons in a line, one stop for the Tab key, arrows from word to word.
 * `value` is the part picked, null for `none`, undefined for neither.
 * @param {LabPart[]} parts
 * @param {string} legend
 * @param {string} none
 * @param {() => void} changed
 */
export function labPicker(parts, legend, none, changed) {
	const name = freshId();
	/** @param {string} value */
	const radio = (value) => h("input", { type: "radio", name, value, class: "aq-lab-hide", change: changed });
	const words = parts.map(([text, isWord], i) =>
		isWord ? h("label", { class: "aq-lab-word" }, radio(String(i)), h("span", null, text)) : text,
	);
	const box = h(
		"fieldset",
		{ class: "aq-lab-pick" },
		h("legend", null, legend),
		h("p", { class: "aq-context aq-lab-line", dir: "auto" }, words),
		h("label", { class: "aq-lab-none" }, radio("none"), h("span", null, none)),
	);
	return {
		el: box,
		get value() {
			const value = chosen(box);
			return value === undefined ? undefined : value === "none" ? null : Number(value);
		},
	};
}
