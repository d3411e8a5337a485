import { aria, button, freshId, h, part, same } from "../../../pages/static/dom.js";
import { controlOf } from "../../../questions/static/controls.js";
import { Hints } from "./hints.js";
import { Mail, SETTLES } from "./mail.js";
import { Confidence, drawContext, drawFeedback, drawHeading } from "./parts.js";

/** @typedef {import("../quiz.js").Quiz} Quiz */
/** @typedef {{entry?: Entry, result?: Result}} Told what the host says of a question */

/** The frame that every control stands in: one question, from the first draft to what is said to it. */
export class Frame {
	/** @type {QuestionState} */
	#state = "fresh";
	/** @type {Result|null} the result on the page */
	#shown = null;
	/** @type {Told} what the host last said of this question */
	#seen = {};
	/** @type {string|null} when the check was made whose result belongs here */
	#asked = null;
	#isWaiting = false;

	/**
	 * @param {Quiz} quiz
	 * @param {Question} question of a kind that is known
	 * @param {number} index
	 */
	constructor(quiz, question, index) {
		const { T, view } = quiz;
		const kind = /** @type {ControlKind} */ (controlOf(question.kind));
		this.quiz = quiz;
		this.question = question;
		this.must = question.must;
		this.coach = kind.coach;
		this.isGraded = view.mode === "graded";
		this.uid = freshId();
		this.mail = new Mail(quiz, {
			isTyped: Boolean(kind.typed),
			message: (event, at) => this.#message(event, at),
			received: (message, receipt) => this.#received(message, receipt),
		});
		this.hints = new Hints(quiz, question.hints ?? [], (text) => this.mail.post("hint", { text }));
		this.control = kind.make(question, this.#context());
		this.sure = new Confidence(T, question, `${this.uid}-sure`, () => this.#changed());
		this.feedback = h("div");
		this.note = h("p", { class: "aq-note", id: `${this.uid}-n` });
		this.buttons = this.#makeButtons();
		this.actions = h(
			"div",
			{ class: "aq-actions" },
			...Object.values(this.buttons),
			this.hints.button,
			this.mail.saved,
		);
		this.el = this.#draw(index);
		this.control.el.addEventListener("focusout", () => this.flush());
	}

	/** @returns {ControlContext} */
	#context() {
		return {
			strings: this.quiz.view.strings,
			uid: this.uid,
			promptId: `${this.uid}-p`,
			changed: () => this.#changed(),
			send: (event, more) => this.mail.post(event, more),
			say: (text) => this.quiz.say(text),
			refresh: () => this.#gate(),
		};
	}

	#makeButtons() {
		const { T } = this.quiz;
		const main = { class: "aq-btn aq-main", "aria-describedby": this.note.id };
		const again = () => {
			this.#settle("draft", null);
			this.control.focus();
		};
		return {
			check: button(T(this.isGraded ? "quiz.record" : "quiz.check"), () => this.#ask("check"), main),
			again: button(T(this.isGraded ? "quiz.change" : "quiz.again"), again),
			reveal: button(T("quiz.reveal"), () => this.#ask("reveal")),
		};
	}

	/** @param {number} index */
	#draw(index) {
		const { question, uid, control, hints, mail } = this;
		const prompt = h("legend", { id: `${uid}-p`, dir: "auto" }, question.prompt);
		return h(
			"article",
			{ class: "aq-q", "data-question": question.id, "aria-labelledby": `${uid}-h` },
			drawHeading(this.quiz, question, index, `${uid}-h`),
			drawContext(question),
			h("fieldset", null, prompt, control.el),
			this.sure.el,
			hints.list,
			this.note,
			this.actions,
			mail.alarm,
			this.feedback,
			control.after,
		);
	}

	get isDone() {
		return Boolean(this.#shown);
	}

	flush() {
		this.mail.flush();
	}

	// --- the way of an answer ---

	/**
	 * @param {string} event
	 * @param {string} at
	 * @returns {AnswerMessage}
	 */
	#message(event, at) {
		const { id } = this.question;
		return { type: "answer", question: id, event, answer: this.control.read(), confidence: this.sure.value, at };
	}

	#changed() {
		this.#state = "draft";
		this.#asked = null;
		this.mail.isSaved = false;
		this.#gate();
		this.mail.later();
		this.mail.draw();
	}

	/** @param {"check"|"reveal"} event */
	#ask(event) {
		if (this.#isWaiting) return;
		const missing = event === "check" ? this.#missing() : "";
		this.note.textContent = missing;
		if (missing) return this.quiz.say(missing);
		const at = new Date().toISOString();
		this.#isWaiting = true;
		this.#asked = at;
		this.#drawButtons();
		this.mail.post(event, { at });
	}

	/** What keeps an answer from being checked, in a sentence. */
	#missing() {
		const unready = this.#unready();
		if (unready || this.control.read() !== null) return unready;
		return this.control.empty ?? this.quiz.T("quiz.empty");
	}

	/**
	 * @param {AnswerMessage} message
	 * @param {Receipt} receipt
	 */
	#received({ event, at }, { result }) {
		const settles = SETTLES.includes(event);
		if (settles) this.#isWaiting = false;
		if (settles && this.#asked === at) {
			if (result) this.#show(result);
			else this.note.textContent = this.quiz.T("quiz.unscored");
		}
		this.#drawButtons();
	}

	// --- what is seen ---

	/** @param {Result} result */
	#show(result) {
		const hadFocus = this.actions.contains(document.activeElement); // the button that had it may go
		this.#settle(result.revealed ? "revealed" : "checked", result);
		const head = part(this.feedback, "h4");
		if (hadFocus) head.focus();
		else this.quiz.say(head.textContent);
	}

	/**
	 * Puts the question into a state, with the result that belongs to it.
	 * @param {QuestionState} next
	 * @param {Result|null} result
	 * @param {Entry} [entry]
	 */
	#settle(next, result, entry) {
		const { control, feedback, quiz } = this;
		this.#shown = result;
		this.#state = result || next === "fresh" ? next : "draft";
		control.show(result, entry);
		control.lock(Boolean(result));
		this.sure.lock(Boolean(result));
		feedback.className = result ? `aq-feedback aq-is-${result.verdict}` : "";
		feedback.replaceChildren(...(result ? drawFeedback(quiz.T, result, this.#coached()) : []));
		this.#gate();
		quiz.progress();
	}

	#coached() {
		if (!this.isGraded) return "";
		return this.coach?.(this.question, this.control.read(), this.quiz.T) ?? "";
	}

	/** What a control still asks for before a check, in a sentence. */
	#unready() {
		return this.#shown ? "" : (this.control.ready?.() ?? "");
	}

	#gate() {
		this.note.textContent = this.#unready();
		this.#drawButtons();
	}

	#drawButtons() {
		const { check, again, reveal } = this.buttons;
		const isShown = Boolean(this.#shown);
		check.hidden = isShown;
		aria(check, "disabled", this.#isWaiting || Boolean(this.#unready()));
		again.hidden = !isShown;
		reveal.hidden = this.isGraded || this.#state !== "checked" || this.#shown?.status === "pending";
		this.hints.button.hidden = !this.hints.texts.length || isShown;
	}

	// --- what the host knows ---

	/** @param {Told} told */
	#apply({ entry, result }) {
		this.control.write(entry?.answer ?? null);
		this.sure.set(entry?.confidence);
		this.hints.restore(entry?.hints ?? 0);
		const next = entry?.state || "fresh";
		this.#settle(next, /checked|revealed/.test(next) && result ? result : null, entry);
		this.mail.isSaved = Boolean(entry?.saved);
		this.mail.draw();
	}

	/**
	 * Takes over what another view or the log says, unless something of this view's own is on its way.
	 * @param {Record<string, Entry>|undefined} answers
	 * @param {Record<string, Result>|undefined} results
	 */
	heard(answers, results) {
		const { id } = this.question;
		const told = { entry: answers?.[id], result: results?.[id] };
		if (same(this.#seen, told)) return;
		this.#seen = told;
		if (this.mail.isBusy) return;
		if (!this.#isKnown(told.entry) || (this.#shown && !same(told.result, this.#shown))) this.#apply(told);
	}

	/** @param {Partial<Entry>} [entry] */
	#isKnown({ answer, confidence, state } = {}) {
		const isSame = same(answer, this.control.read()) && same(confidence, this.sure.value);
		return isSame && (state || "fresh") === this.#state;
	}

	/** Restores what the log holds, then whatever this browser kept because no receipt had come. */
	start() {
		const { view, host } = this.quiz;
		const { id } = this.question;
		const entry = view.answers?.[id];
		this.#seen = { entry, result: view.results?.[id] };
		this.#apply(this.#seen);
		const kept = host.kept(id);
		const last = kept.findLast(({ event }) => event === "draft" || SETTLES.includes(event));
		if (last && !(entry?.at && entry.at > last.at)) {
			const answer = /** @type {Answer} */ (last.answer);
			this.#apply({ entry: { ...entry, answer, confidence: last.confidence, state: "draft", saved: false } });
			this.#asked = last.at;
		}
		kept.forEach((message) => this.mail.deliver(message));
	}
}
