import { button, freshId, h, liveRegion, para, part, say, targetOf, translator } from "../../../pages/static/dom.js";
import { startWith } from "../../../pages/static/packed.js";
import { passageSlide, questionSlide } from "./slides.js";

/** The projector view: one passage or question at a time; the class guesses with raised hands, then R reveals. */

/** @typedef {import("./slides.js").Slide} Slide */
/** @typedef {{title: string, notice: string, slides: Slide[]}} Deck */

class Show {
	deck = 0;
	number = 0;
	isShown = false;
	region = liveRegion();
	stage = h("div", { class: "aq-stage", tabindex: "-1" });
	place = h("span", { class: "aq-place" });
	keysOn = h("input", { type: "checkbox", checked: true });
	/** @type {(on: boolean) => void} draws the slide with or without its answer */
	drawSlide = () => {};

	/** @param {{strings: Strings, decks: Deck[]}} data */
	constructor({ strings, decks }) {
		const T = translator(strings);
		this.T = T;
		this.decks = decks;
		const options = decks.map(({ title }, i) => h("option", { value: i }, title));
		/** @type {HTMLSelectElement} */
		this.choice = h("select", { id: freshId(), change: () => this.go(Number(this.choice.value), 0) }, options);
		this.before = button(T("show.before"), () => this.turn(-1));
		this.next = button(T("show.next"), () => this.turn(1));
		this.reveal = button("", () => this.flip(), { class: "aq-btn aq-main" });
	}

	bar() {
		const { T, choice, before, place, next, reveal, keysOn } = this;
		const label = h("label", { for: choice.id }, T("show.deck"));
		const keys = h("label", { class: "aq-small" }, keysOn, " ", T("show.keys"));
		return h("div", { class: "aq-show-bar" }, label, choice, before, place, next, reveal, keys);
	}

	/**
	 * @param {number} deck
	 * @param {number} number
	 */
	go(deck, number) {
		const { T, stage } = this;
		this.deck = deck;
		this.number = number;
		this.isShown = false;
		const { slides, notice } = this.decks[deck];
		const slide = slides[number];
		const { all, draw } = slide.kind === "passage" ? passageSlide(slide, T) : questionSlide(slide, T);
		this.drawSlide = draw;
		stage.classList.toggle("aq-show-passage", slide.kind === "passage");
		stage.replaceChildren(...all, para(notice, "aq-small aq-notice") || "");
		this.place.textContent = T("show.place", { k: number + 1, all: slides.length });
		this.before.setAttribute("aria-disabled", String(number === 0));
		this.next.setAttribute("aria-disabled", String(number === slides.length - 1));
		this.#draw();
		scrollTo(0, 0);
	}

	/** @param {1|-1} by */
	turn(by) {
		if (!this.decks[this.deck].slides[this.number + by]) return;
		this.go(this.deck, this.number + by);
		say(this.region, this.place.textContent);
	}

	flip() {
		this.isShown = !this.isShown;
		this.#draw();
		say(this.region, this.T(this.isShown ? "show.revealed" : "show.hidden"));
	}

	#draw() {
		this.reveal.textContent = this.T(this.isShown ? "show.hide" : "show.reveal");
		this.reveal.setAttribute("aria-pressed", String(this.isShown));
		this.drawSlide(this.isShown);
	}

	/** @param {KeyboardEvent} event */
	keys = (event) => {
		if (!this.keysOn.checked || event.ctrlKey || event.metaKey || event.altKey) return;
		const typing = targetOf(event).closest?.("select, input[type=number]"); // there other keys do something else
		const isNumber = targetOf(event).matches?.("input[type=number]"); // R is no number: it may reveal from there, too
		if (event.key === "ArrowRight" && !typing) this.turn(1);
		else if (event.key === "ArrowLeft" && !typing) this.turn(-1);
		else if ((!typing || isNumber) && /^[rR]$/.test(event.key)) this.flip();
		else return;
		event.preventDefault();
	};
}

/** @param {{strings: Strings, decks: Deck[]}} data */
function startShow(data) {
	const show = new Show(data);
	part(document, "#aq-show").append(show.bar(), show.stage, show.region);
	addEventListener("keydown", show.keys);
	show.go(0, 0);
}

startWith(startShow);
