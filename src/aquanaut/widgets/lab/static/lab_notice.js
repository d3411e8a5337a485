import { button, h, listed, para, part } from "../../../pages/static/dom.js";
import { alone, counted, duel } from "./lab_play.js";
import { labTotals } from "./lab_rounds.js";
import { tryOne } from "./lab_try.js";

/** @typedef {"try"|"alone"|"duel"} Way */

/** @type {Record<Way, (notice: Notice) => void>} */
const WAYS = { try: tryOne, alone, duel };
const NAMES = /** @type {Way[]} */ (Object.keys(WAYS));

/**
 * Who notices? One word swapped for a near neighbor: tried once, read alone in a mixed round, or as a duel of two.
 * @param {HTMLElement} stage
 * @param {LabContext} ctx
 */
export function mountNotice(stage, ctx) {
	const notice = new Notice(ctx);
	stage.append(ctx.blind(), notice.rows, notice.place, notice.kept);
	stage.addEventListener("kept", () => notice.drawKept());
	notice.open("try", false);
	notice.drawKept();
}

export class Notice {
	/** @param {LabContext} ctx */
	constructor(ctx) {
		this.ctx = ctx;
		this.T = ctx.T;
		this.lab = ctx.lab;
		this.place = h("div", { class: "aq-lab-place" });
		this.rows = h("div", { class: "aq-row", role: "group", "aria-label": ctx.T("lab.ways") });
		this.kept = h("div", { class: "aq-lab-finds" });
	}

	/**
	 * Goes to one of the ways to play.
	 * @param {Way} way
	 * @param {boolean} takeFocus
	 */
	open(way, takeFocus) {
		this.ctx.tell("");
		const buttons = NAMES.map((name) => {
			const isPressed = { "aria-pressed": String(name === way) };
			return button(this.T(`lab.way.${name}`), () => this.open(name, true), isPressed);
		});
		this.rows.replaceChildren(...buttons);
		WAYS[way](this);
		if (takeFocus) buttons[NAMES.indexOf(way)].focus();
	}

	/**
	 * Draws a step and takes the reader there.
	 * @param {string} title
	 * @param {...Child} parts
	 */
	step(title, ...parts) {
		const head = h("h4", { tabindex: "-1" }, title);
		this.place.replaceChildren(head, ...listed(parts).filter(Boolean));
		head.focus();
		this.ctx.say(title);
		this.ctx.tell("");
	}

	/**
	 * @param {string} text
	 * @param {HTMLElement} where
	 */
	refuse(text, where) {
		this.ctx.tell(text);
		where.focus();
	}

	/** What is kept: the board of all rounds, and the learner's own swaps. */
	drawKept() {
		this.kept.replaceChildren(...listed([this.#board(), this.#pile()]));
	}

	#board() {
		const { T } = this;
		const { rounds } = this.ctx;
		const totals = labTotals(rounds);
		if (!rounds.length) return null;
		const lines = ["alone", "duel"]
			.filter((mode) => totals[mode])
			.flatMap((mode) => [
				counted(T, totals[mode].reader, T(`lab.who.${mode}`)),
				counted(T, totals[mode].lens, T(`lab.board.lens.${mode}`)),
			]);
		const list = lines.map((text) => h("li", null, text));
		return [
			h("h4", null, T("lab.board", { n: rounds.length })),
			h("ul", null, list),
			para(T("lab.board.note"), "aq-small"),
		];
	}

	#pile() {
		const { T } = this;
		const { finds } = this.ctx;
		if (!finds.length) return null;
		const list = finds.map((find) => {
			const name = T("lab.dropping", { text: `${find.was} → ${find.now}` });
			const drop = button(T("lab.drop"), () => this.#drop(find), { "aria-label": name });
			return h("li", null, T("lab.was.swapped", find), " ", drop);
		});
		return [h("h4", { tabindex: "-1" }, T("lab.pile", { n: finds.length })), h("ul", null, list)];
	}

	/** @param {LabFind} find */
	#drop(find) {
		this.ctx.keep({ finds: this.ctx.finds.filter((other) => other !== find) });
		this.drawKept();
		const head = /** @type {HTMLElement|null} */ (this.kept.querySelector("h4[tabindex]"));
		(head ?? part(this.rows, "[aria-pressed=true]")).focus();
	}
}
