import { h, liveRegion, para, say, translator } from "../../pages/static/dom.js";
import { controlOf } from "../../questions/static/controls.js";
import { Frame } from "./quiz/frame.js";

/** A set of questions, each in a frame of its own (`quiz/frame.js`), and how many of them are done. */

export const QUIZ_TRAITS = /** @type {const} */ ([
	"lesson",
	"set",
	"title",
	"mode",
	"learner",
	"strings",
	"questions",
	"answers",
	"results",
	"notices",
]);

/** @typedef {Pick<Host<QuizView>, "get"|"onChange"|"kept"|"send">} QuizHost */

/**
 * @param {HTMLElement} el
 * @param {QuizView} view the traits above
 * @param {QuizHost} host
 * @returns {() => void} takes the set down again
 */
export function mountQuiz(el, view, host) {
	const quiz = new Quiz(view, host);
	const { frames } = quiz;
	el.classList.add("aquanaut");
	el.replaceChildren(quiz.section());
	for (const frame of frames) frame.start();
	host.onChange(["answers", "results"], () => {
		for (const frame of frames) frame.heard(host.get("answers"), host.get("results"));
	});
	const flush = () => frames.forEach((frame) => frame.flush());
	addEventListener("pagehide", flush);
	return () => {
		removeEventListener("pagehide", flush);
		flush();
	};
}

/** What the frames share: the view, the host, and a voice. */
export class Quiz {
	region = liveRegion();
	line = h("p", { class: "aq-small" });
	gauge = h("span");

	/**
	 * @param {QuizView} view
	 * @param {QuizHost} host
	 */
	constructor(view, host) {
		this.view = view;
		this.host = host;
		this.T = translator(view.strings);
		this.frames = view.questions
			.filter(({ kind }) => controlOf(kind))
			.map((question, i) => new Frame(this, question, i));
	}

	section() {
		const { view, T, frames } = this;
		const missing = view.questions.length - frames.length;
		const notices = [...(view.notices ?? []), missing > 0 && T("quiz.unknown", { n: missing })];
		const head = h(
			"div",
			{ class: "aq-head" },
			view.title && h("h2", null, view.title),
			view.mode === "graded" && para(T("quiz.graded")),
			notices.map((text) => para(text, "aq-note")),
			frames.length > 1 && [this.line, h("span", { class: "aq-track", "aria-hidden": "true" }, this.gauge)],
		);
		const elements = frames.map((frame) => frame.el);
		return h("div", { class: "aq-quiz", "data-set": view.set }, head, elements, this.region);
	}

	/** @param {string|null} text */
	say(text) {
		say(this.region, text);
	}

	/** Says how many questions are done: of those that must be, where there are any. */
	progress() {
		const { T, frames } = this;
		const must = frames.filter((frame) => frame.must);
		const rest = must.length ? frames.filter((frame) => !frame.must) : [];
		const first = countOf(must.length ? must : frames);
		const line = T(must.length ? "quiz.progress.must" : "quiz.progress", first);
		const more = rest.length ? ` · ${T("quiz.progress.more", countOf(rest))}` : "";
		this.line.textContent = line + more;
		this.gauge.style.width = `${(100 * first.n) / Math.max(first.all, 1)}%`;
	}
}

/** @param {Frame[]} frames */
const countOf = (frames) => ({ n: frames.filter((frame) => frame.isDone).length, all: frames.length });
