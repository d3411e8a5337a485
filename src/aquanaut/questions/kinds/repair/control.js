import { h, icon, para, t } from "../../../pages/static/dom.js";
import { coachShort, makeShort } from "../../controls/short.js";
import { register } from "../../static/controls.js";

/** Repair this sentence: a short answer that begins with the sentence, and what was kept and lost in it. */
function makeRepair(question, ctx) {
	const T = (key) => t(ctx.strings, key);
	const short = makeShort(question, ctx);
	const { start } = question;

	const line = ({ ok, text }) =>
		h("li", { class: `aq-is-${ok ? "right" : "part"} aq-outcome` }, icon(ok ? "✓" : "○"), h("strong", null, T(`kind.repair.${ok}`)), ` ${text}`);
	const group = (checks, sort) => {
		const lines = checks.filter((check) => check.sort === sort).map(line);
		return lines.length > 0 && h("div", { class: "aq-side" }, h("h4", null, T(`kind.repair.${sort}`)), h("ul", { class: "aq-checks" }, lines));
	};

	return {
		...short,
		el: h("div", { class: "aq-items" }, short.el,
			h("details", null, h("summary", null, T("kind.repair.start")), para(start, "aq-context"))),
		empty: T("kind.repair.empty"),
		read: () => (short.read()?.trim() === start.trim() ? null : short.read()),
		write: (answer) => short.write(answer ?? start),
		show(result, entry) {
			short.show(result, entry);
			const { checks } = result ?? {};
			if (checks) short.after.prepend(h("div", { class: "aq-sides aq-two" }, group(checks, "keep"), group(checks, "lose")));
		},
	};
}

register("repair", { make: makeRepair, typed: true, coach: coachShort });
