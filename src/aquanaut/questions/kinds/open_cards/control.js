import { button, h, icon, para, t } from "../../../pages/static/dom.js";
import { makeChoice } from "../../controls/choice.js";
import { register } from "../../static/controls.js";

/** Open evidence cards, then choose: no answer is checked before `open_first` of the cards have been looked at. */
function makeCards(question, ctx) {
	const choice = makeChoice(question, ctx);
	const opened = new Set();
	let enough = false; // an answer was checked once: the cards were open then

	/** What is still to do before an answer can be checked, as a sentence; empty when nothing is. */
	function ready() {
		const n = question.open_first - opened.size;
		return enough || n <= 0 ? "" : t(ctx.strings, "kind.open_cards.open", { n });
	}

	function look(id) {
		if (opened.has(id)) return;
		opened.add(id);
		ctx.say(ready() || t(ctx.strings, "kind.open_cards.ready"));
		ctx.refresh();
		ctx.send("read", { text: id });
	}

	function card({ id, title, publisher, date, address, says, note }, i) {
		const sign = icon("+");
		const from = [publisher, date].filter(Boolean).join(" · ");
		const body = h("div", { class: "aq-context", id: `${ctx.uid}-card${i}`, hidden: true },
			para(says), para(note, "aq-small"), para(address, "aq-small"));
		const head = button([sign, h("span", { dir: "auto" }, title, from && h("small", null, from))], () => {
			body.hidden = !body.hidden;
			head.setAttribute("aria-expanded", !body.hidden);
			sign.textContent = body.hidden ? "+" : "−";
			look(id);
		}, { "aria-expanded": "false", "aria-controls": body.id });
		return h("li", null, head, body);
	}

	return {
		...choice,
		el: h("div", { class: "aq-items" }, h("ul", { class: "aq-cards" }, question.cards.map(card)), choice.el),
		ready,
		show(result, entry) {
			enough ||= Boolean(result);
			for (const id of entry?.opened ?? []) opened.add(id);
			choice.show(result);
		},
	};
}

register("open_cards", { make: makeCards });
