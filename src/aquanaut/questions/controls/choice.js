import { aria, h, icon, t } from "../../pages/static/dom.js";

/** @typedef {{id: string, input: HTMLInputElement, note: HTMLElement, el: HTMLElement}} Row */

/**
 * Choose one, choose many, or one step of a scale: native radio buttons and checkboxes.
 * @param {ChoiceQuestion} question
 * @param {ControlContext} ctx
 * @returns {Control}
 */
export function makeChoice(question, ctx) {
	const type = question.choose === "many" ? "checkbox" : "radio";
	const rows = question.options.map(({ id, text }) => {
		const note = h("div", { class: "aq-opt-note", id: `${ctx.uid}-${id}` });
		const input = h("input", { type, name: ctx.uid, value: id, change: ctx.changed });
		const label = h("label", { dir: "auto" }, input, h("span", null, text));
		return { id, input, note, el: h("div", { class: "aq-opt" }, label, note) };
	});
	const chosen = () => rows.filter((row) => row.input.checked).map((row) => row.id);
	const elements = rows.map((row) => row.el);

	return {
		el: h("div", { class: `aq-choice aq-${question.choose}` }, elements),
		read: () => (chosen().length ? (type === "checkbox" ? chosen() : chosen()[0]) : null),
		write(answer) {
			const ids = /** @type {unknown[]} */ ([answer].flat());
			for (const row of rows) row.input.checked = ids.includes(row.id);
		},
		show(result) {
			for (const row of rows) showSaid(row, result?.options?.[row.id], ctx.strings);
		},
		lock(on) {
			for (const row of rows) lockRow(row, on);
		},
		focus: () => (rows.find((row) => row.input.checked) ?? rows[0]).input.focus(),
	};
}

/**
 * @param {Row} row
 * @param {Said|undefined} said
 * @param {Strings} strings
 */
function showSaid({ el, input, note }, said, strings) {
	el.className = `aq-opt aq-is-${said?.mark}`;
	note.replaceChildren();
	input.removeAttribute("aria-describedby");
	if (!said?.mark) return;
	const sign = icon(said.mark === "right" ? "✓" : "✗");
	note.append(sign, h("strong", null, t(strings, `choice.${said.mark}`)), ` ${said.text ?? ""}`);
	input.setAttribute("aria-describedby", note.id);
}

/**
 * Not `disabled`: that would take the options out of the tab order just when they have feedback.
 * @param {Row} row
 * @param {boolean} on
 */
function lockRow({ input }, on) {
	aria(input, "disabled", on);
	input.onclick = on ? (event) => event.preventDefault() : null;
}
