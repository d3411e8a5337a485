import { aria, button, h } from "../../../pages/static/dom.js";

/** A question's hints: one more with each press. */
export class Hints {
	#open = 0;
	list = h("ol", { class: "aq-hints" });

	/**
	 * @param {import("../quiz.js").Quiz} quiz
	 * @param {string[]} texts
	 * @param {(number: string) => void} told tells the host which was opened
	 */
	constructor(quiz, texts, told) {
		this.quiz = quiz;
		this.texts = texts;
		this.told = told;
		this.button = button("", () => this.#more());
	}

	/** @param {number} open */
	restore(open) {
		this.#open = Math.min(open, this.texts.length);
		this.#draw();
	}

	#more() {
		if (this.#open >= this.texts.length) return;
		this.#open += 1;
		this.#draw();
		this.quiz.say(this.list.lastChild?.textContent ?? "");
		this.told(String(this.#open));
	}

	#draw() {
		const all = this.texts.length;
		const isSpent = this.#open >= all;
		this.list.replaceChildren(...this.texts.slice(0, this.#open).map((text) => h("li", { dir: "auto" }, text)));
		this.button.textContent = this.quiz.T(isSpent ? "quiz.hint.none" : "quiz.hint", { k: this.#open + 1, all });
		aria(this.button, "disabled", isSpent);
	}
}
