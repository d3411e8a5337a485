import { h, icon, t } from "./dom.js";

/**
 * Choose one, choose many, or one step of a scale: native radio buttons and checkboxes.
 * The frame around it (quiz.js) gives the fieldset and its legend.
 */
export function makeChoice(question, ctx) {
  const type = question.choose === "many" ? "checkbox" : "radio";
  const rows = question.options.map(({ id, text }) => {
    const note = h("div", { class: "aq-opt-note", id: `${ctx.uid}-n-${id}` });
    const input = h("input", { type, name: `${ctx.uid}-choice`, value: id, change: () => ctx.changed() });
    return { id, input, note, el: h("div", { class: "aq-opt" }, h("label", { dir: "auto" }, input, h("span", null, text)), note) };
  });

  return {
    el: h("div", { class: `aq-choice aq-${question.choose}` }, rows.map((row) => row.el)),
    read() {
      const chosen = rows.filter((row) => row.input.checked).map((row) => row.id);
      if (!chosen.length) return null;
      return type === "checkbox" ? chosen : chosen[0];
    },
    write(answer) {
      const chosen = [answer].flat();
      for (const row of rows) row.input.checked = chosen.includes(row.id);
    },
    show(result) {
      for (const row of rows) {
        const verdict = result?.options?.[row.id];
        row.el.classList.toggle("aq-right", verdict?.mark === "right");
        row.el.classList.toggle("aq-wrong", verdict?.mark === "wrong");
        row.note.replaceChildren();
        row.input.removeAttribute("aria-describedby");
        if (!verdict) continue;
        const word = t(ctx.strings, `choice.${verdict.mark}`);
        row.note.append(icon(verdict.mark === "right" ? "✓" : "✗"), h("strong", null, word), ` ${verdict.text ?? ""}`);
        row.input.setAttribute("aria-describedby", row.note.id);
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
