import { h, icon, t } from "../../pages/static/dom.js";

/** Choose one, choose many, or one step of a scale: native radio buttons and checkboxes. */
export function makeChoice(question, ctx) {
	const type = question.choose === "many" ? "checkbox" : "radio";
	const rows = question.options.map(({ id, text }) => {
		const note = h("div", { class: "aq-opt-note", id: `${ctx.uid}-${id}` });
		const input = h("input", { type, name: ctx.uid, value: id, change: ctx.changed });
		return { id, input, note, el: h("div", { class: "aq-opt" }, h("label", { dir: "auto" }, input, h("span", null, text)), note) };
	});
	const chosen = () => rows.filter((row) => row.input.checked).map((row) => row.id);

	return {
		el: h("div", { class: `aq-choice aq-${question.choose}` }, rows.map((row) => row.el)),
		read: () => (chosen().length ? (type === "checkbox" ? chosen() : chosen()[0]) : null),
		write(answer) {
			for (const row of rows) row.input.checked = [answer].flat().includes(row.id);
		},
		show(result) {
			for (const { id, el, input, note } of rows) {
				const { mark, text } = result?.options?.[id] ?? {};
				el.className = `aq-opt aq-is-${mark}`;
				note.replaceChildren();
				input.removeAttribute("aria-describedby");
				if (!mark) continue;
				note.append(icon(mark === "right" ? "✓" : "✗"), h("strong", null, t(ctx.strings, `choice.${mark}`)), ` ${text ?? ""}`);
				input.setAttribute("aria-describedby", note.id);
			}
		},
		lock(on) {
			// Not `disabled`: that would take the options out of the tab order just when they have feedback.
			for (const { input } of rows) {
				input.setAttribute("aria-disabled", on);
				input.onclick = on ? (event) => event.preventDefault() : null;
			}
		},
		focus: () => (rows.find((row) => row.input.checked) ?? rows[0]).input.focus(),
	};
}
