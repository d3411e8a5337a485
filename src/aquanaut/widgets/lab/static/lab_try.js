import { button, freshId, h, para, part, targetOf } from "../../../pages/static/dom.js";
import { labRadios } from "./lab_controls.js";
import { labGuess, labText } from "./lab_rounds.js";
import { Swapper } from "./lab_swap.js";

/** @typedef {import("./lab_notice.js").Notice} Notice */

/**
 * One swap, tried once: who will notice it, the reader or the lens?
 * @param {Notice} notice
 */
export function tryOne(notice) {
	const { T, lab } = notice;
	const options = lab.sentences.map(({ parts }, i) => h("option", { value: i }, labText(parts)));
	/** @type {HTMLSelectElement} */
	const choose = h("select", { id: freshId(), change: () => draw() }, options);
	const bench = h("div", { class: "aq-lab-place" });
	const field = h("div", { class: "aq-lab-field" }, h("label", { for: choose.id }, T("lab.try.choose")), choose);
	notice.place.replaceChildren(para(T("lab.try.how")) || "", field, bench);
	draw();

	function draw() {
		new Trial(notice, bench, lab.sentences[Number(choose.value)]);
	}
}

/** The bench for one sentence. */
class Trial {
	/**
	 * @param {Notice} notice
	 * @param {HTMLElement} bench
	 * @param {LabSentence} sentence
	 */
	constructor(notice, bench, sentence) {
		const { T, ctx } = notice;
		const changed = () => this.#clear();
		const guesses = ["both", "reader", "lens", "nobody"];
		this.notice = notice;
		this.bench = bench;
		this.sentence = sentence;
		this.swap = new Swapper(ctx, sentence, T("lab.try.pick"), changed);
		this.guess = labRadios(
			T("lab.try.guess"),
			guesses.map((id) => [id, T(`lab.guess.${id}`)]),
			changed,
		);
		this.result = h("div", { class: "aq-lab-result" });
		const go = h(
			"div",
			null,
			button(T("lab.go"), () => this.#go(), { class: "aq-btn aq-main" }),
		);
		bench.replaceChildren(this.swap.el, this.guess.el, go, this.result);
	}

	#clear() {
		this.result.replaceChildren();
		this.notice.ctx.tell("");
	}

	async #go() {
		const { notice, swap, guess } = this;
		const { T } = notice;
		this.#clear();
		const made = swap.value;
		if (!made) return notice.refuse(T("lab.try.none"), part(swap.el, "input"));
		if (!guess.value) return notice.refuse(T("lab.try.first"), part(guess.el, "input"));
		const seen = await notice.ctx.ask([labText(made.parts)]);
		if (!seen || !this.bench.contains(this.result)) return;
		if (seen[0].refused) return notice.refuse(seen[0].refused, part(swap.el, "input[type=text]"));
		this.#tell(made, seen[0], guess.value);
	}

	/**
	 * @param {import("./lab_swap.js").Swap} made
	 * @param {Seen} seen
	 * @param {string} rated who the learner thought would notice
	 */
	#tell(made, seen, rated) {
		const { T, ctx } = this.notice;
		const accused = labGuess(made.parts, seen.marks, made.at);
		const outcome = accused === made.at ? "found" : accused === null ? "missed" : "near";
		const isRight = (outcome === "found") === (rated === "both" || rated === "lens");
		const head = h("h4", { tabindex: "-1" }, T(`lab.lens.${outcome}`));
		this.result.replaceChildren(
			head,
			ctx.sentence(seen.text, seen.marks),
			ctx.marks(seen) || "",
			para(T(`lab.try.${isRight ? "right" : "wrong"}`)) || "",
			para(T("lab.try.reader")) || "",
			button(T("lab.pile.add"), (event) => this.#pile(made, rated, targetOf(event))),
		);
		head.focus();
		ctx.say(head.textContent);
	}

	/**
	 * Puts the swap on the learner's own pile, which later rounds draw from.
	 * @param {import("./lab_swap.js").Swap} made
	 * @param {string} rated
	 * @param {HTMLElement} pressed
	 */
	#pile({ parts, at, was, now }, rated, pressed) {
		const { ctx, T, place } = this.notice;
		const find = { text: labText(parts), rated, id: this.sentence.id, was, now, at, marked: [], reason: "" };
		ctx.keep({ finds: [...ctx.finds.filter(({ text }) => text !== find.text), find] });
		this.notice.drawKept();
		pressed.replaceWith(h("p", { tabindex: "-1" }, T("lab.pile.added")));
		part(place, ".aq-lab-result > p[tabindex]").focus();
	}
}
