import { button, freshId, h, listed, para, targetOf } from "../../../pages/static/dom.js";

/** @typedef {import("./review.js").Review} Review */

const MODES = /** @type {const} */ (["score", "second", "compare", "disputes", "change"]);

/** @param {Event} event */
const inputOf = (event) => /** @type {HTMLInputElement} */ (targetOf(event));

/**
 * What stands above every answer: who reads, whether codes are hidden, and the ways to read.
 * @param {Review} review
 */
export function drawHead(review) {
	const { T, view } = review;
	const modes = MODES.map((mode) =>
		button(T(`review.mode.${mode}`, { n: view.counts[mode] }), () => review.turnTo(mode), {
			"aria-pressed": String(view.mode === mode),
			"data-at": `mode-${mode}`,
		}),
	);
	return listed([
		h("h3", { class: "aq-section" }, view.title),
		view.simulated && h("p", { class: "aq-note" }, T("review.simulated")),
		h("div", { class: "aq-review-set" }, ...settings(review)),
		h("div", { class: "aq-actions", role: "group", "aria-label": T("review.modes") }, modes),
		para(T(`review.about.${view.mode}`), "aq-small"),
	]);
}

/** @param {Review} review */
function settings(review) {
	const { T, view } = review;
	/** @param {{act: string} & Record<string, unknown>} message */
	const set = async (message) => {
		await review.ask(message);
		review.draw(false);
	};
	const name = h("input", {
		id: freshId(),
		class: "aq-review-name",
		value: view.by,
		"data-at": "name",
		autocomplete: "off",
		change: (event) => set({ act: "name", text: inputOf(event).value }),
	});
	const hidden = h("input", {
		type: "checkbox",
		id: freshId(),
		checked: view.hidden,
		"data-at": "hidden",
		change: (event) => set({ act: "codes", shown: !inputOf(event).checked }),
	});
	const hides = h("label", { for: hidden.id }, T("review.hidden"));
	return [
		h("p", null, h("label", { for: name.id }, T("review.name")), " ", name),
		h("p", { class: "aq-review-tick" }, hidden, hides),
	];
}
