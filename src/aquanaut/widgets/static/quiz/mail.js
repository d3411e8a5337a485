import { h, icon } from "../../../pages/static/dom.js";

const TYPING = 400; // milliseconds of rest before typed text travels
export const SETTLES = ["check", "reveal"]; // events that stand for the draft before them

/**
 * What a question tells its mail.
 * @typedef {object} Sender
 * @property {(event: string, at: string) => AnswerMessage} message the answer as it is now
 * @property {(message: AnswerMessage, receipt: Receipt) => void} received
 * @property {boolean} isTyped a draft waits until the typing rests
 */

/** The way of one question's answers to its host. "Saved" is said only of what a receipt has confirmed. */
export class Mail {
	#flying = 0; // messages under way
	#timer = 0; // a draft that will be sent
	#alarmed = "";
	/** @type {Map<string, Receipt & {at: string}>} by kind of message */
	#unsaved = new Map();
	isSaved = false;
	saved = h("p", { class: "aq-saved aq-small" });
	alarm = h("div", { role: "alert" });

	/**
	 * @param {import("../quiz.js").Quiz} quiz
	 * @param {Sender} sender
	 */
	constructor(quiz, sender) {
		this.quiz = quiz;
		this.sender = sender;
	}

	/** Whether something of this view's own is on its way. */
	get isBusy() {
		return Boolean(this.#flying || this.#timer);
	}

	/**
	 * @param {string} event
	 * @param {Partial<AnswerMessage>} [more]
	 */
	post(event, more) {
		if (event === "draft" || SETTLES.includes(event)) {
			clearTimeout(this.#timer);
			this.#timer = 0;
		}
		return this.deliver({ ...this.sender.message(event, new Date().toISOString()), ...more });
	}

	/** @param {AnswerMessage} message */
	async deliver(message) {
		this.#flying += 1;
		const sending = this.quiz.host.send(message);
		this.draw();
		const receipt = await sending;
		this.#flying -= 1;
		this.#received(message, receipt);
		receipt.late?.then((late) => this.#received(message, late));
	}

	/**
	 * @param {AnswerMessage} message
	 * @param {Receipt} receipt
	 */
	#received(message, receipt) {
		const { event, at, marks } = message;
		const kind = event === "draft" || SETTLES.includes(event) ? "answer" : event + JSON.stringify(marks);
		const lost = this.#unsaved.get(kind);
		if (!receipt.saved) this.#unsaved.set(kind, { ...receipt, at });
		else if (!(lost && lost.at > at)) this.#unsaved.delete(kind);
		this.isSaved ||= receipt.saved;
		this.sender.received(message, receipt);
		this.draw();
	}

	/** Only the newest draft travels, when the one before it has arrived; typing never waits. */
	later() {
		clearTimeout(this.#timer);
		const rest = this.#flying || this.sender.isTyped ? TYPING : 0;
		this.#timer = setTimeout(() => (this.#flying ? this.later() : this.post("draft")), rest);
	}

	flush() {
		if (this.#timer) this.post("draft");
	}

	/** A loss is said loudly, once. */
	draw() {
		const { T } = this.quiz;
		const bad = [...this.#unsaved.values()].pop();
		const quiet = this.isBusy ? T("save.saving") : this.isSaved ? T("save.saved") : "";
		this.saved.textContent = bad ? "" : quiet;
		const why = bad?.why === "no kernel" ? T("save.no_kernel") : bad?.why;
		const text = bad ? `${why} ${T(bad.kept ? "save.kept" : "save.lost")}` : "";
		if (text === this.#alarmed) return;
		this.#alarmed = text;
		this.alarm.replaceChildren();
		if (text)
			this.alarm.append(h("p", { class: "aq-unsaved" }, icon("⚠"), h("strong", null, T("save.not")), ` ${text}`));
		else this.quiz.say(T("save.saved"));
	}
}
