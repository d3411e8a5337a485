import { button, h, listed, para, part } from "../../../pages/static/dom.js";

/** The collection of what fooled the lens: by challenge, with what can be learned from it. */
export class LabFinds {
	el = h("div", { class: "aq-lab-finds" });

	/** @param {LabContext} ctx */
	constructor(ctx) {
		this.ctx = ctx;
		this.T = ctx.T;
	}

	draw() {
		const { T, ctx } = this;
		const { finds } = ctx;
		const groups = [this.#group("push"), this.#group("fair"), para(T("lab.sum"))];
		this.el.replaceChildren(
			h("h4", { tabindex: "-1" }, T("lab.finds", { n: finds.length })),
			...listed(finds.length ? groups : [para(T("lab.finds.none"))]),
		);
		if (finds.length) this.el.append(ctx.blindList());
	}

	focus() {
		part(this.el, "h4").focus();
	}

	/** @param {"push"|"fair"} id */
	#group(id) {
		const here = this.ctx.finds.filter(({ rated }) => rated === id);
		const lines = here.map((find) => this.#line(find));
		const head = h("h5", null, this.T(`lab.finds.${id}`, { n: here.length }));
		return h("section", null, head, lines.length > 0 && h("ul", null, lines));
	}

	/** @param {LabFind} find */
	#line(find) {
		const { T } = this;
		const { text, marked, reason } = find;
		return h(
			"li",
			null,
			h("q", { dir: "auto" }, text),
			" ",
			marked.length > 0 && h("span", null, T("lab.find.marked", { words: marked.join(", ") }), " "),
			reason && h("span", { dir: "auto" }, T("lab.find.reason", { text: reason }), " "),
			button(T("lab.drop"), () => this.#drop(find), { "aria-label": T("lab.dropping", { text }) }),
		);
	}

	/** @param {LabFind} find */
	#drop(find) {
		this.ctx.keep({ finds: this.ctx.finds.filter((other) => other !== find) });
		this.draw();
		this.focus();
	}
}
