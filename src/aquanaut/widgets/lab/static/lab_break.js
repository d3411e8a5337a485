import { button, freshId, h, para, part } from "../../../pages/static/dom.js";
import { labRadios } from "./lab_controls.js";
import { LabFinds } from "./lab_finds.js";

/**
 * Break the detector: say what you think of your own sentence, then ask the lens; keep what fooled it.
 * @param {HTMLElement} stage
 * @param {LabContext} ctx
 */
export function mountBreak(stage, ctx) {
	const bench = new Break(ctx);
	stage.append(...bench.parts());
	stage.addEventListener("kept", () => bench.finds.draw());
	bench.start();
}

class Break {
	/** @type {Seen|null} what the lens said to the sentence in the box */
	#seen = null;
	#asking = false;

	/** @param {LabContext} ctx */
	constructor(ctx) {
		const { T, lab } = ctx;
		this.ctx = ctx;
		this.T = T;
		const options = lab.starters.map(({ text }, i) => h("option", { value: i }, text));
		this.starter = h("select", { id: freshId() }, options);
		this.count = h("p", { class: "aq-small", id: freshId() });
		this.box = h("textarea", { id: freshId(), rows: 3, dir: "auto", input: () => this.#edited() });
		this.box.setAttribute("aria-describedby", this.count.id);
		this.own = labRadios(
			T("lab.own"),
			["push", "fair"].map((id) => [id, T(`lab.own.${id}`)]),
			() => this.#clear(),
		);
		this.result = h("div", { class: "aq-lab-result" });
		this.finds = new LabFinds(ctx);
	}

	parts() {
		const { T, ctx, starter, box } = this;
		const tasks = ["push", "fair"].map((id) => h("li", null, T(`lab.challenge.${id}`)));
		const use = button(T("lab.use"), () => this.#used());
		return [
			h("ol", { class: "aq-lab-tasks" }, tasks),
			ctx.blind(),
			h("div", { class: "aq-lab-field" }, h("label", { for: starter.id }, T("lab.starter")), starter, use),
			h("div", { class: "aq-lab-field" }, h("label", { for: box.id }, T("lab.sentence")), box, this.count),
			this.own.el,
			h(
				"div",
				null,
				button(T("lab.go"), () => this.#ask(), { class: "aq-btn aq-main" }),
			),
			this.result,
			this.finds.el,
		];
	}

	start() {
		this.#edited();
		this.finds.draw();
	}

	#used() {
		this.box.value = this.ctx.lab.starters[Number(this.starter.value)].text;
		this.#edited();
		this.box.focus();
	}

	/** Another sentence needs another judgment. */
	#edited() {
		const n = Array.from(this.box.value).length;
		this.count.textContent = this.T("lab.signs", { n, most: this.ctx.lab.most });
		if (this.#seen) this.own.clear();
		this.#clear();
	}

	#clear() {
		this.#seen = null;
		this.result.replaceChildren();
		this.ctx.tell("");
	}

	async #ask() {
		const { T, box, own } = this;
		if (this.#asking) return;
		this.#clear();
		if (!box.value.trim()) return this.#refuse(T("lab.empty"), box);
		if (!own.value) return this.#refuse(T("lab.first"), part(own.el, "input"));
		this.#asking = true;
		const given = box.value;
		const seen = await this.ctx.ask([given]);
		this.#asking = false;
		if (!seen || box.value !== given) return;
		if (seen[0].refused) return this.#refuse(seen[0].refused, box);
		this.#seen = seen[0];
		this.#drawResult(seen[0]);
	}

	/**
	 * @param {string} text
	 * @param {HTMLElement} where
	 */
	#refuse(text, where) {
		this.ctx.tell(text);
		where.focus();
	}

	/** @param {Seen} seen */
	#drawResult(seen) {
		const { T, ctx } = this;
		const n = seen.marks.length;
		const outcome = `${this.own.value}.${n ? "marked" : "silent"}`;
		const head = h("h4", { tabindex: "-1" }, n ? T("lab.marked", { n }) : T("lab.nothing"));
		const isFooled = outcome === "push.silent" || outcome === "fair.marked";
		this.result.replaceChildren(
			head,
			ctx.sentence(seen.text, seen.marks),
			ctx.marks(seen) || "",
			para(seen.note, "aq-note") || "",
			para(T(`lab.outcome.${outcome}`)) || "",
			isFooled ? this.#keeping(seen) : "",
		);
		head.focus();
		ctx.say(`${head.textContent} ${T(`lab.outcome.${outcome}`)}`);
	}

	/**
	 * The way to keep a find, with the learner's reason.
	 * @param {Seen} seen
	 */
	#keeping(seen) {
		const { T } = this;
		const reason = h("textarea", { id: freshId(), rows: 2, dir: "auto" });
		const keep = button(T("lab.keep"), () => this.#keep(seen, reason.value));
		return h("div", { class: "aq-lab-field" }, h("label", { for: reason.id }, T("lab.reason")), reason, keep);
	}

	/**
	 * @param {Seen} seen
	 * @param {string} reason
	 */
	#keep({ text, marks }, reason) {
		const chars = Array.from(text);
		const marked = marks.map(({ start, end }) => chars.slice(start, end).join(""));
		this.ctx.keep({ finds: [...this.ctx.finds, { text, rated: this.own.value, marked, reason }] });
		this.box.value = "";
		this.own.clear();
		this.#edited();
		this.finds.draw();
		this.finds.focus();
	}
}
