import { button, freshId, h, para } from "../../../pages/static/dom.js";
import { labRadios } from "./lab_controls.js";

/** Break the detector: say what you think of your own sentence, then ask the lens; keep what fooled it. */
export function mountBreak(stage, ctx) {
	const { T, lab } = ctx;
	let seen = null; // what the lens said to the sentence in the box
	let asking = false;

	const starter = h("select", { id: freshId() }, lab.starters.map(({ text }, i) => h("option", { value: i }, text)));
	const box = h("textarea", { id: freshId(), rows: 3, dir: "auto", input: edited });
	const count = h("p", { class: "aq-small", id: freshId() });
	box.setAttribute("aria-describedby", count.id);
	const own = labRadios(T("lab.own"), ["push", "fair"].map((id) => [id, T(`lab.own.${id}`)]), stale);
	const go = button(T("lab.go"), asked, { class: "aq-btn aq-main" });
	const result = h("div", { class: "aq-lab-result" });
	const list = h("div", { class: "aq-lab-finds" });
	stage.append(
		h("ol", { class: "aq-lab-tasks" }, ["push", "fair"].map((id) => h("li", null, T(`lab.challenge.${id}`)))), ctx.blind(),
		h("div", { class: "aq-lab-field" }, h("label", { for: starter.id }, T("lab.starter")), starter, button(T("lab.use"), used)),
		h("div", { class: "aq-lab-field" }, h("label", { for: box.id }, T("lab.sentence")), box, count),
		own.el, h("div", null, go), result, list);
	stage.addEventListener("kept", drawFinds);
	edited();
	drawFinds();

	function used() {
		box.value = lab.starters[Number(starter.value)].text;
		edited();
		box.focus();
	}

	/** Another sentence needs another judgment. */
	function edited() {
		count.textContent = T("lab.signs", { n: Array.from(box.value).length, most: lab.most });
		if (seen) own.clear();
		stale();
	}

	function stale() {
		seen = null;
		result.replaceChildren();
		ctx.tell("");
	}

	async function asked() {
		if (asking) return;
		stale();
		if (!box.value.trim()) return refuse(T("lab.empty"), box);
		if (!own.value) return refuse(T("lab.first"), own.el.querySelector("input"));
		asking = true;
		const given = box.value;
		const found = await ctx.ask([given]);
		asking = false;
		if (!found || box.value !== given) return;
		if (found[0].refused) return refuse(found[0].refused, box);
		[seen] = found;
		drawResult();
	}

	function refuse(text, where) {
		ctx.tell(text);
		where.focus();
	}

	function drawResult() {
		const n = seen.marks.length;
		const outcome = `${own.value}.${n ? "marked" : "silent"}`;
		const head = h("h4", { tabindex: "-1" }, n ? T("lab.marked", { n }) : T("lab.nothing"));
		const fooled = outcome === "push.silent" || outcome === "fair.marked";
		const reason = h("textarea", { id: freshId(), rows: 2, dir: "auto" });
		result.replaceChildren(head, ctx.sentence(seen.text, seen.marks), ctx.marks(seen) || "", para(seen.note, "aq-note") || "",
			para(T(`lab.outcome.${outcome}`)),
			fooled ? h("div", { class: "aq-lab-field" }, h("label", { for: reason.id }, T("lab.reason")), reason, button(T("lab.keep"), () => kept(reason.value))) : "");
		head.focus();
		ctx.say(`${head.textContent} ${T(`lab.outcome.${outcome}`)}`);
	}

	function kept(reason) {
		const chars = Array.from(seen.text);
		const marked = seen.marks.map(({ start, end }) => chars.slice(start, end).join(""));
		ctx.keep({ finds: [...ctx.finds, { text: seen.text, rated: own.value, marked, reason }] });
		box.value = "";
		own.clear();
		edited();
		drawFinds();
		list.querySelector("h4").focus();
	}

	/** The collection: by challenge, with what can be learned from it. */
	function drawFinds() {
		const { finds } = ctx;
		const group = (id) => {
			const here = finds.filter(({ rated }) => rated === id);
			return h("section", null, h("h5", null, T(`lab.finds.${id}`, { n: here.length })), here.length > 0 && h("ul", null, here.map(line)));
		};
		list.replaceChildren(
			h("h4", { tabindex: "-1" }, T("lab.finds", { n: finds.length })),
			...(finds.length ? [group("push"), group("fair"), para(T("lab.sum"))] : [para(T("lab.finds.none"))]));
		if (finds.length) list.append(ctx.blindList());
	}

	function line(one) {
		return h("li", null, h("q", { dir: "auto" }, one.text), " ",
			one.marked.length > 0 && h("span", null, T("lab.find.marked", { words: one.marked.join(", ") }), " "),
			one.reason && h("span", { dir: "auto" }, T("lab.find.reason", { text: one.reason }), " "),
			button(T("lab.drop"), () => dropped(one), { "aria-label": T("lab.dropping", { text: one.text }) }));
	}

	function dropped(one) {
		ctx.keep({ finds: ctx.finds.filter((other) => other !== one) });
		drawFinds();
		list.querySelector("h4").focus();
	}
}
