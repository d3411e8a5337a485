import { aria, button, h, icon, para, t } from "../../../pages/static/dom.js";
import { makeChoice } from "../../controls/choice.js";
import { register } from "../../static/controls.js";

/**
 * Open evidence cards, then choose: no answer is checked before `open_first` of the cards have been looked at.
 * @param {CardsQuestion} question
 * @param {ControlContext} ctx
 * @returns {Control}
 */
function makeCards(question, ctx) {
	const choice = makeChoice(question, ctx);
	/** @type {Set<string>} */
	const opened = new Set();
	let isEnough = false; // an answer was checked once: the cards were open then

	/** What is still to do before an answer can be checked, as a sentence; empty when nothing is. */
	function ready() {
		const n = question.open_first - opened.size;
		return isEnough || n <= 0 ? "" : t(ctx.strings, "kind.open_cards.open", { n });
	}

	/** @param {string} id */
	function look(id) {
		if (opened.has(id)) return;
		opened.add(id);
		ctx.say(ready() || t(ctx.strings, "kind.open_cards.ready"));
		ctx.refresh();
		ctx.send("read", { text: id });
	}

	const cards = question.cards.map((card, i) => drawCard(card, `${ctx.uid}-card${i}`, look));
	return {
		...choice,
		el: h("div", { class: "aq-items" }, h("ul", { class: "aq-cards" }, cards), choice.el),
		ready,
		show(result, entry) {
			isEnough ||= Boolean(result);
			for (const id of entry?.opened ?? []) opened.add(id);
			choice.show(result);
		},
	};
}

/**
 * @param {EvidenceCard} card
 * @param {string} bodyId
 * @param {(id: string) => void} look
 */
function drawCard({ id, title, publisher, date, address, says, note }, bodyId, look) {
	const sign = icon("+");
	const from = [publisher, date].filter(Boolean).join(" · ");
	const words = [para(says), para(note, "aq-small"), para(address, "aq-small")];
	const body = h("div", { class: "aq-context", id: bodyId, hidden: true }, words);
	const turn = () => {
		body.hidden = !body.hidden;
		aria(head, "expanded", !body.hidden);
		sign.textContent = body.hidden ? "+" : "−";
		look(id);
	};
	const name = h("span", { dir: "auto" }, title, from && h("small", null, from));
	const head = button([sign, name], turn, { "aria-expanded": "false", "aria-controls": body.id });
	return h("li", null, head, body);
}

register("open_cards", { make: makeCards });
