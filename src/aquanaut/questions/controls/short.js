import { h, para, translator } from "../../pages/static/dom.js";

/**
 * How many words there are, beside how many are enough.
 * @param {ShortQuestion} question
 * @param {Answer} answer
 * @param {Translate} T
 */
export const coachShort = ({ words }, answer, T) =>
	T("graded.coach.words", { got: (String(answer ?? "").match(/\S+/g) ?? []).length, words });

/**
 * A short written answer. No score: afterwards the learner checks it against a rubric and sample answers.
 * @param {ShortQuestion} question
 * @param {ControlContext} ctx
 * @returns {Omit<Control, "after"|"read"> & {after: HTMLElement, read: () => string|null}}
 */
export function makeShort(question, ctx) {
	const T = translator(ctx.strings);
	const { words } = question;
	/** @type {string[]} */
	let ticked = [];
	const counter = h("p", { class: "aq-small", id: `${ctx.uid}-count` });
	/** @type {HTMLTextAreaElement} */
	const box = h("textarea", {
		rows: question.rows || 4,
		dir: "auto",
		"aria-label": question.prompt,
		"aria-describedby": counter.id,
		input: () => {
			count();
			ctx.changed();
		},
	});
	const after = h("div", { class: "aq-after" });

	function count() {
		const n = (box.value.match(/\S+/g) ?? []).length; // shown, never scored
		counter.textContent = T("short.count", { n }) + (words ? ` · ${T("short.about", { words })}` : "");
	}

	/** @param {{id: string, text: string}} line of the rubric */
	function rubricLine({ id, text }) {
		const change = () => {
			ticked = ticked.filter((other) => other !== id).concat(tick.checked ? id : []);
			ctx.send("selfcheck", { answer: ticked });
		};
		/** @type {HTMLInputElement} */
		const tick = h("input", { type: "checkbox", checked: ticked.includes(id), change });
		return h("div", { class: "aq-opt" }, h("label", { dir: "auto" }, tick, h("span", null, text)));
	}

	return {
		el: h("div", { class: "aq-short" }, box, counter),
		after,
		read: () => (box.value.trim() ? box.value : null),
		write(answer) {
			box.value = typeof answer === "string" ? answer : "";
			count();
		},
		show(result, entry) {
			const { rubric = [], samples = [] } = result ?? {};
			ticked = entry?.ticked ?? ticked;
			after.replaceChildren();
			if (rubric.length)
				after.append(h("fieldset", null, h("legend", null, T("short.rubric")), rubric.map(rubricLine)));
			if (!samples.length) return;
			const all = [{ title: T("short.mine"), text: box.value }, ...samples];
			after.append(h("h4", null, T("short.samples")), h("div", { class: "aq-sides aq-two" }, all.map(drawSample)));
		},
		lock: (on) => (box.readOnly = on),
		focus: () => box.focus(),
	};
}

/** @param {Sample} sample */
const drawSample = ({ title, text, comment, by }) =>
	h("div", { class: "aq-side" }, h("h5", null, title), para(text, "aq-prose"), para(comment), para(by, "aq-small"));
