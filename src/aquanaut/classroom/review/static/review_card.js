import { button, h, listed, para } from "../../../pages/static/dom.js";
import { changed, finder } from "./review_change.js";
import { words } from "./review_words.js";

/**
 * @typedef {import("./review.js").Review} Review
 * @typedef {import("./review.js").Item} Item
 */

/**
 * The answer that is read, or the end of the pile.
 * @param {Review} review
 */
export function drawCard(review) {
	const shown = review.view.item ? entry(review, review.view.item) : ending(review);
	return review.view.choice ? [finder(review, review.view.choice), ...shown] : shown;
}

/** @param {Review} review */
function ending(review) {
	const { T, view } = review;
	const left = view.counts[view.mode];
	const end = T(left ? "review.end.left" : "review.end", { n: left });
	const text = view.of ? end : T(`review.none.${view.mode}`);
	const back = review.mover(T("review.back"), view.at - 1, { "data-at": "back" });
	return listed([
		h("p", { class: "aq-note", tabindex: "-1", "data-at": "head" }, text),
		agreement(review),
		view.of > 0 && h("div", { class: "aq-actions" }, back),
	]);
}

/**
 * @param {Review} review
 * @param {Item} item
 */
function entry(review, item) {
	const { T, view } = review;
	const place = view.choice ? T("review.mode.change") : T("review.at", { k: view.at + 1, all: view.of });
	const main = h("div", { class: "aq-review-main" }, question(review, item));
	return listed([
		h("h4", { tabindex: "-1", "data-at": "head" }, item.who ? `${place} · ${item.who}` : place),
		agreement(review),
		h("div", { class: "aq-review-two" }, main, samples(review, item)),
	]);
}

/**
 * @param {Review} review
 * @param {Item} item
 */
function question(review, item) {
	const { T } = review;
	const answer = item.answer.length
		? item.answer.map((line) => h("p", { dir: "auto" }, line))
		: h("p", null, T("review.no_answer"));
	return [
		item.before && before(review, item.before),
		h("p", { dir: "auto" }, h("strong", null, item.prompt)),
		h("div", { class: "aq-review-answer aq-text", role: "group", "aria-label": T("review.answer") }, answer),
		item.earlier && earlier(review, item.earlier),
		item.by_other && h("p", { class: "aq-note" }, T("review.by_other", { name: item.by_other })),
		item.readings.length > 0 && h("ul", { class: "aq-review-readings" }, readings(review, item)),
		...decision(review, item),
	].filter(Boolean);
}

/**
 * @param {Review} review
 * @param {Item} item
 */
function decision(review, item) {
	if (review.view.choice) return changed(review, item);
	return item.dispute ? disputed(review, item, item.dispute) : scored(review, item);
}

/**
 * The mark that another text of this student has, with that text.
 * @param {Review} review
 * @param {import("./review.js").Earlier} mark
 */
function earlier({ T }, mark) {
	/** @param {string[]} lines */
	const quote = (lines) =>
		h(
			"blockquote",
			{ class: "aq-text", dir: "auto" },
			lines.map((line) => h("p", null, line)),
		);
	/** @param {string} key */
	const lead = (key) => h("p", null, h("strong", null, T(key)));
	const text = mark.answer.length
		? [lead("review.earlier.text"), quote(mark.answer)]
		: [para(T("review.earlier.gone"))];
	const said = mark.said.length ? [lead("review.earlier.said"), quote(mark.said)] : [];
	return h("div", { class: "aq-note aq-review-earlier" }, para(T("review.earlier", mark)), ...text, ...said);
}

/**
 * The sentence that a repair began with.
 * @param {Review} review
 * @param {string} text
 */
function before({ T }, text) {
	const quote = h("blockquote", { class: "aq-text", dir: "auto" }, text);
	return h("details", null, h("summary", null, T("review.before")), quote);
}

/**
 * @param {Review} review
 * @param {Item} item
 */
const readings = ({ T }, item) =>
	item.readings.map(({ by, points, shown }) =>
		h("li", { dir: "auto" }, T("review.reading", { name: by, n: points, points: shown })),
	);

/**
 * @param {Review} review
 * @param {Item} item
 * @param {number|null} given
 * @param {(points: number) => unknown} act
 */
function levels({ T, view }, item, given, act) {
	const settles = view.mode === "compare" ? "review.settle_score" : "review.score";
	const about = item.dispute ? "review.new_score" : settles;
	const buttons = item.levels.map(({ digit, points, name, text }) => {
		const attrs = {
			type: "button",
			class: "aq-btn",
			"aria-pressed": String(given === points),
			"data-at": `level-${digit}`,
			"aria-keyshortcuts": String(digit),
			click: () => act(points),
		};
		const words = h("span", null, h("strong", null, name), text && ` ${text}`);
		return h("button", attrs, h("kbd", { "aria-hidden": "true" }, String(digit)), words);
	});
	return h("fieldset", { class: "aq-review-levels" }, h("legend", null, T(about)), buttons);
}

/**
 * @param {Review} review
 * @param {Item} item
 */
function scored(review, item) {
	const { T, view } = review;
	const isGiven = item.given != null;
	const same = { "data-at": "alike", "aria-keyshortcuts": "s" };
	const back = { "data-at": "back", "aria-keyshortcuts": "b" };
	const next = { "data-at": "next", class: "aq-btn aq-main" };
	return [
		levels(review, item, item.given, review.give),
		isGiven && item.alike > 0 && h("p", null, button(T("review.alike", { n: item.alike }), review.alike, same)),
		...words(review, item, "review.comment", item.comment),
		h(
			"div",
			{ class: "aq-actions" },
			view.at > 0 && review.mover(T("review.back"), view.at - 1, back),
			review.mover(isGiven ? T("review.next") : T("review.later"), view.at + 1, next),
		),
		para(T(item.alike ? "review.keys.alike" : "review.keys"), "aq-small"),
	];
}

/**
 * @param {Review} review
 * @param {Item} item
 * @param {{text: string}} dispute
 */
function disputed(review, item, dispute) {
	const { T, view } = review;
	const picked = review.pickedFor(item.key);
	const outcome = picked === null ? T("review.uphold") : T("review.adjust", { n: picked, points: named(picked) });
	const now = T("review.now", { points: item.given_shown, possible: item.possible });
	const settle = { class: "aq-btn aq-main", "data-at": "settle" };
	const reason = h("p", null, h("strong", null, T("review.reason")));
	return [
		h("div", { class: "aq-review-dispute" }, reason, h("blockquote", { dir: "auto" }, dispute.text)),
		para(item.given == null ? T("review.unscored") : now),
		levels(review, item, picked, review.choose),
		...words(review, item, "review.reply", ""),
		h(
			"div",
			{ class: "aq-actions" },
			button(outcome, () => review.settle(picked), settle),
			view.at > 0 && review.mover(T("review.back"), view.at - 1, { "data-at": "back" }),
			review.mover(T("review.later"), view.at + 1, { "data-at": "next" }),
		),
	];
}

/**
 * @param {Review} review
 * @param {Item} item
 */
function samples({ T }, item) {
	if (!item.samples.length) return null;
	const shown = item.samples.map(({ title, text, comment }) => {
		const quote = h("blockquote", { dir: "auto" }, text);
		return h("details", { open: true }, h("summary", null, title), quote, para(comment, "aq-small"));
	});
	const name = T("review.samples");
	return h("aside", { class: "aq-review-samples", "aria-label": name }, h("h5", null, name), shown);
}

/** @param {Review} review */
function agreement({ T, view }) {
	if (view.mode !== "compare" || !view.agreement.length) return null;
	const lines = view.agreement.map((pair) => {
		const kappa = pair.kappa ? T("review.kappa", pair) : T("review.no_kappa");
		return h("li", null, T("review.agree", pair), " ", kappa);
	});
	return h("ul", { class: "aq-note aq-review-agree" }, lines);
}

/**
 * Points as the buttons call them.
 * @param {number} points
 */
export const named = (points) => String(Math.round(points * 100) / 100);
