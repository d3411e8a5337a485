import { h, icon, para, translator } from "../../../pages/static/dom.js";
import { coachShort, makeShort } from "../../controls/short.js";
import { register } from "../../static/controls.js";

/** @typedef {NonNullable<Result["checks"]>[number]} Check */

/**
 * Repair this sentence: a short answer that begins with the sentence, and what was kept and lost in it.
 * @param {RepairQuestion} question
 * @param {ControlContext} ctx
 * @returns {Control}
 */
function makeRepair(question, ctx) {
	const T = translator(ctx.strings);
	const short = makeShort(question, ctx);
	const { start } = question;
	const first = h("details", null, h("summary", null, T("kind.repair.start")), para(start, "aq-context"));

	/** @param {Check} check */
	const line = ({ ok, text }) => {
		const words = h("strong", null, T(`kind.repair.${ok}`));
		return h("li", { class: `aq-is-${ok ? "right" : "part"} aq-outcome` }, icon(ok ? "✓" : "○"), words, ` ${text}`);
	};
	/**
	 * @param {Check[]} checks
	 * @param {Check["sort"]} sort
	 */
	const group = (checks, sort) => {
		const lines = checks.filter((check) => check.sort === sort).map(line);
		const list = h("ul", { class: "aq-checks" }, lines);
		return lines.length > 0 && h("div", { class: "aq-side" }, h("h4", null, T(`kind.repair.${sort}`)), list);
	};

	return {
		...short,
		el: h("div", { class: "aq-items" }, short.el, first),
		empty: T("kind.repair.empty"),
		read: () => (short.read()?.trim() === start.trim() ? null : short.read()),
		write: (answer) => short.write(answer ?? start),
		show(result, entry) {
			short.show(result, entry);
			const { checks } = result ?? {};
			if (!checks) return;
			short.after.prepend(h("div", { class: "aq-sides aq-two" }, group(checks, "keep"), group(checks, "lose")));
		},
	};
}

register("repair", { make: makeRepair, typed: true, coach: coachShort });
