import { h, icon, listed, para } from "../../../pages/static/dom.js";

/** What stands in a question's frame: its heading, what is to be read first, how sure one is, what was said. */

/** @typedef {import("../quiz.js").Quiz} Quiz */

const STEPS = [50, 60, 75, 90, 100];
/** @type {Record<Verdict, string>} */
const ICONS = { right: "✓", part: "◐", wrong: "✗", recorded: "●" };

/**
 * @param {Quiz} quiz
 * @param {Question} question
 * @param {number} index
 * @param {string} id
 */
export function drawHeading({ T, view }, question, index, id) {
	const all = view.questions.length;
	const number = h("span", null, T(all > 1 ? "quiz.number" : "quiz.single", { k: index + 1, all }));
	return h("h3", { id }, number, question.must && h("span", { class: "aq-tag" }, T("quiz.must")));
}

/** @param {Question} question */
export function drawContext({ context }) {
	if (!context) return null;
	const lines = context.text.split(/\n+/).map((text) => para(text));
	return h(
		"blockquote",
		{ class: "aq-context" },
		lines,
		context.from && h("footer", { class: "aq-small" }, context.from),
	);
}

/** How sure the learner is, in five steps; nothing where that is not asked. */
export class Confidence {
	/** @type {HTMLInputElement[]} */
	inputs = [];
	/** @type {HTMLElement|null} */
	el = null;

	/**
	 * @param {Translate} T
	 * @param {Question} question
	 * @param {string} name
	 * @param {() => void} change
	 */
	constructor(T, question, name, change) {
		if (!question.confidence) return;
		this.inputs = STEPS.map((value) => h("input", { type: "radio", name, value, change }));
		const labels = this.inputs.map((input) => {
			const words = h("small", null, T(`sure.${input.value}`));
			return h("label", null, input, h("span", null, `${input.value} % `, words));
		});
		this.el = h("fieldset", { class: "aq-sure" }, h("legend", null, T("sure.prompt")), labels);
	}

	get value() {
		return Number(this.inputs.find((input) => input.checked)?.value) || null;
	}

	/** @param {number|null|undefined} value */
	set(value) {
		for (const input of this.inputs) input.checked = Number(input.value) === value;
	}

	/** @param {boolean} on */
	lock(on) {
		for (const input of this.inputs) input.disabled = on;
	}
}

/**
 * What is said to an answer.
 * @param {Translate} T
 * @param {Result} result
 * @param {string} coached what can be said without a key
 */
export function drawFeedback(T, { verdict, summary, feedback, next }, coached) {
	const words = h("strong", null, T(`verdict.${verdict}`));
	const head = h("h4", { tabindex: "-1" }, icon(ICONS[verdict]), words, ` ${summary ?? ""}`);
	return listed([head, [feedback, coached, next].filter(Boolean).map((text) => para(text))]);
}
