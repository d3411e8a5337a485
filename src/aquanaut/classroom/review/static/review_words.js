import { freshId, h } from "../../../pages/static/dom.js";

/**
 * @typedef {import("./review.js").Review} Review
 * @typedef {import("./review.js").Item} Item
 */

/**
 * A box for words to the student. It is saved when it is left, with a score, and before the page goes on.
 * @param {Review} review
 * @param {Item} item
 * @param {string} key
 * @param {string} saved
 */
export function words(review, item, key, saved) {
	/** @type {HTMLTextAreaElement} */
	const box = h("textarea", {
		id: freshId(),
		rows: "2",
		dir: "auto",
		maxlength: "10000",
		"data-at": "words",
		value: review.drafts.get(item.key) ?? saved,
		input: () => review.drafts.set(item.key, box.value),
		change: () => item.dispute || review.view.choice || review.keepComment(),
	});
	return [h("label", { for: box.id }, review.T(key)), box];
}
