import { h, para, t } from "../../pages/static/dom.js";

/** How many words there are, beside how many are enough. */
export const coachShort = ({ words }, answer, T) =>
	T("graded.coach.words", { got: (String(answer ?? "").match(/\S+/g) ?? []).length, words });

/** A short written answer. No score: afterwards the learner checks it against a rubric and sample answers. */
export function makeShort(question, ctx) {
	const T = (key, values) => t(ctx.strings, key, values);
	const { words } = question;
	let ticked = [];
	const counter = h("p", { class: "aq-small", id: `${ctx.uid}-count` });
	const box = h("textarea", {
		rows: question.rows || 4, dir: "auto", "aria-label": question.prompt, "aria-describedby": counter.id,
		input: () => (count(), ctx.changed()),
	});
	const after = h("div", { class: "aq-after" });

	function count() {
		const n = (box.value.match(/\S+/g) ?? []).length; // shown, never scored
		counter.textContent = T("short.count", { n }) + (words ? ` · ${T("short.about", { words })}` : "");
	}

	function line({ id, text }) {
		const tick = h("input", { type: "checkbox", checked: ticked.includes(id), change: () => {
			ticked = ticked.filter((other) => other !== id).concat(tick.checked ? id : []);
			ctx.send("selfcheck", { answer: ticked });
		} });
		return h("div", { class: "aq-opt" }, h("label", { dir: "auto" }, tick, h("span", null, text)));
	}

	const sample = ({ title, text, comment, by }) =>
		h("div", { class: "aq-side" }, h("h5", null, title), para(text, "aq-prose"), para(comment), para(by, "aq-small"));

	return {
		el: h("div", { class: "aq-short" }, box, counter),
		after,
		read: () => (box.value.trim() ? box.value : null),
		write(answer) {
			box.value = answer ?? "";
			count();
		},
		show(result, entry) {
			ticked = entry?.ticked ?? ticked;
			after.replaceChildren();
			if (result?.rubric?.length) after.append(h("fieldset", null, h("legend", null, T("short.rubric")), result.rubric.map(line)));
			if (result?.samples?.length) {
				const all = [{ title: T("short.mine"), text: box.value }, ...result.samples];
				after.append(h("h4", null, T("short.samples")), h("div", { class: "aq-sides aq-two" }, all.map(sample)));
			}
		},
		lock: (on) => (box.readOnly = on),
		focus: () => box.focus(),
	};
}
