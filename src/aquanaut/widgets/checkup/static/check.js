import { button, h, liveRegion, listed, para, part, say, translator } from "../../../pages/static/dom.js";
import { mountQuiz, QUIZ_TRAITS } from "../../static/quiz.js";

/** The check: one question on a page, first all judgements, then the closer looks. Nothing is said to an answer. */

export const CHECK_TRAITS = /** @type {const} */ ([...QUIZ_TRAITS, "stage", "pages", "offer"]);

/**
 * See `mountQuiz`. `stage`: "judge" | "closer" | "closed"; `pages`: the ids of its questions; `offer`: may ask for the
 * answers.
 * @param {HTMLElement} el
 * @param {CheckView} view
 * @param {Host<CheckView>} host
 * @returns {() => void} takes the view down again
 */
export function mountCheck(el, view, host) {
	const check = new Check(view, host);
	el.classList.add("aquanaut");
	el.replaceChildren(check.frame());
	check.begin();
	host.onChange(["answers", "results"], () => check.heard());
	host.onChange(["stage", "pages", "offer"], () => check.turned());
	return () => check.unmount();
}

class Check {
	#number = 0;
	/** The stage that is on the page. */
	#drawn = "";
	/** @type {(() => void)[]} what the page's own questions want to hear */
	#hearing = [];
	/** @type {() => unknown} */
	unmount = () => {};
	region = liveRegion();
	place = h("div");
	heading = h("h3", { tabindex: "-1" });
	line = h("p", { class: "aq-small" });
	gauge = h("span");
	track = h("span", { class: "aq-track", "aria-hidden": "true" }, this.gauge);
	ending = h("div", { class: "aq-head" });

	/**
	 * @param {CheckView} view
	 * @param {Host<CheckView>} host
	 */
	constructor(view, host) {
		const T = translator(view.strings);
		this.view = view;
		this.host = host;
		this.T = T;
		this.back = button(T("pager.back"), () => this.#go(this.#number - 1));
		this.next = button(T("pager.next"), () => this.#go(this.#number + 1));
		this.open = button(T("pager.open"), () => this.#go(this.#missing()[0]));
		this.moves = h("div", { class: "aq-actions" }, this.back, this.next, this.open);
	}

	frame() {
		const head = h("div", { class: "aq-head" }, this.heading, this.line, this.track);
		return h("div", { class: "aq-quiz" }, head, this.place, this.moves, this.ending, this.region);
	}

	begin() {
		this.#number = this.#missing()[0] ?? 0;
		this.#draw();
	}

	/** Takes over what Python knows of the answers. */
	heard() {
		for (const listener of this.#hearing) listener();
		this.#count();
	}

	/** Python has opened another stage. */
	turned() {
		if (this.#drawn === this.host.get("stage")) return this.#count();
		delete this.ending.dataset.step;
		this.#number = 0;
		this.#draw();
		if (this.#pages().length) this.heading.focus();
		else say(this.region, this.T("pager.closed"));
	}

	#pages() {
		return this.host.get("pages");
	}

	/** The numbers of the pages whose answer is not recorded. */
	#missing() {
		const results = this.host.get("results");
		return this.#pages().flatMap((id, i) => (results[id] ? [] : [i]));
	}

	/** @param {number} to */
	#go(to) {
		this.#number = Math.max(0, Math.min(to, this.#pages().length - 1));
		this.#draw();
		this.heading.focus();
	}

	/** Puts the page up, restored from what Python knows by now. */
	#draw() {
		const { view, host, T } = this;
		this.unmount();
		this.place.replaceChildren();
		this.#hearing = [];
		this.#drawn = host.get("stage");
		const pages = this.#pages();
		const here = view.questions.filter(({ id }) => id === pages[this.#number]);
		const told = { answers: host.get("answers"), results: host.get("results") };
		const notices = this.#number ? [] : view.notices;
		/** @type {Host<QuizView>} */
		const paged = { ...host, onChange: (_names, listener) => this.#hearing.push(listener) };
		const shown = { ...view, ...told, notices, title: "", questions: here };
		this.unmount = here.length ? mountQuiz(this.place, shown, paged) : () => {};
		const k = this.#number + 1;
		this.heading.textContent = here.length ? T(`pager.at.${this.#drawn}`, { k, all: pages.length }) : "";
		this.#count();
	}

	/** What is done, and what can be done next. */
	#count() {
		const missing = this.#missing();
		const all = this.#pages().length;
		const n = all - missing.length;
		const isLast = this.#number >= all - 1;
		this.line.textContent = all ? this.T("pager.recorded", { n, all }) : "";
		this.gauge.style.width = `${(100 * n) / Math.max(all, 1)}%`;
		for (const element of [this.moves, this.track, this.heading]) element.hidden = !all;
		this.back.hidden = this.#number === 0;
		this.next.hidden = isLast;
		this.open.hidden = !missing.length || !isLast || missing[0] === this.#number;
		const step = this.#step(missing.length);
		if (this.ending.dataset.step !== step) this.#offerStep(step);
	}

	/**
	 * The step that can be taken from here, "" where there is none.
	 * @param {number} missing
	 */
	#step(missing) {
		if (this.#drawn === "closed") return this.host.get("offer") ? "show" : "";
		return this.#drawn === "closer" || !missing ? this.#drawn : "";
	}

	/**
	 * The way on: asked for once more, since there is no way back.
	 * @param {string} step
	 */
	#offerStep(step) {
		const attrs = { class: "aq-btn aq-main" };
		this.ending.dataset.step = step;
		if (!step) return this.ending.replaceChildren();
		const way = button(this.T(`pager.step.${step}`), () => this.#ask(step), attrs);
		this.ending.replaceChildren(h("div", { class: "aq-actions" }, way));
	}

	/** @param {string} step */
	#ask(step) {
		const { T } = this;
		const left = step === "closer" ? this.#missing().length : 0;
		const yes = button(T(`pager.yes.${step}`), () => this.#take(), { class: "aq-btn aq-main" });
		const no = button(T("pager.not_yet"), () => {
			this.#offerStep(step);
			part(this.ending, "button").focus();
		});
		const sure = [
			para(T(`pager.sure.${step}`)),
			left > 0 && para(T("pager.left", { n: left })),
			h("div", { class: "aq-actions" }, yes, no),
		];
		this.ending.replaceChildren(...listed(sure));
		yes.focus();
	}

	async #take() {
		const { ok, text } = await this.host.ask({ type: "step", step: this.#drawn });
		if (ok) return;
		this.ending.append(h("p", { class: "aq-unsaved", role: "alert" }, text || this.T("save.no_kernel")));
	}
}
