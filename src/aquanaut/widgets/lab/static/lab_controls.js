import { freshId, h } from "../../../pages/static/dom.js";

/** The two controls of the labs, both made of native radio buttons. */

/** A labelled row of native radio buttons. `items`: [value, words]. */
export function labRadios(legend, items, changed) {
	const name = freshId();
	const box = h("fieldset", { class: "aq-lab-radios" }, h("legend", null, legend), items.map(([value, text]) =>
		h("label", null, h("input", { type: "radio", name, value, change: changed }), " ", text)));
	return {
		el: box,
		get value() { return box.querySelector("input:checked")?.value ?? ""; },
		clear() { for (const one of box.querySelectorAll("input")) one.checked = false; },
	};
}

/**
 * A sentence whose words can be picked: radio buttons in a line, one stop for the Tab key, arrows from word to word.
 * @param {[string, boolean][]} parts
 * @returns {{el: HTMLElement, value: (number|null|undefined)}} the part picked, null for `none`, undefined for neither
 */
export function labPicker(parts, legend, none, changed) {
	const name = freshId();
	const radio = (value) => h("input", { type: "radio", name, value, class: "aq-lab-hide", change: changed });
	const box = h("fieldset", { class: "aq-lab-pick" }, h("legend", null, legend),
		h("p", { class: "aq-context aq-lab-line", dir: "auto" }, parts.map(([text, word], i) => (word ? h("label", { class: "aq-lab-word" }, radio(String(i)), h("span", null, text)) : text))),
		h("label", { class: "aq-lab-none" }, radio("none"), h("span", null, none)));
	return {
		el: box,
		get value() {
			const found = box.querySelector("input:checked")?.value;
			return found === undefined ? undefined : found === "none" ? null : Number(found);
		},
	};
}
