import { shownEntry } from "../../../records/static/standing.js";

/** @typedef {import("../page_host.js").PageHosts} PageHosts */
/** @typedef {Pick<QuizView, "lesson"|"questions"> & {keys?: Record<string, unknown>}} KeyedSet */

/** The host of a set of questions: it keeps answers in the page's store, and answers with a receipt at once. */
export class QuizHost {
	/** @type {(() => void)[]} */
	#listeners = [];
	/** @type {{standings?: Map<string, Standing>, answers?: Record<string, Entry>, results?: Record<string, Result>}} */
	#drawn = {};

	/**
	 * @param {PageHosts} hosts
	 * @param {KeyedSet} set its view, with the keys of its questions beside
	 */
	constructor(hosts, { lesson, questions, keys = {} }) {
		this.hosts = hosts;
		this.lesson = lesson;
		this.keys = keys;
		this.asked = new Map(questions.map((question) => [question.id, question]));
	}

	/** @returns {AnswerMessage[]} */
	kept() {
		return [];
	}

	/**
	 * @param {unknown} _names
	 * @param {() => void} listener
	 */
	onChange(_names, listener) {
		this.#listeners.push(listener);
		this.hosts.store.listen(listener);
	}

	/**
	 * @param {string} id
	 * @param {Pick<Standing, "checked"|"state">} standing
	 */
	#result(id, { checked, state }) {
		const question = /** @type {Question} */ (this.asked.get(id));
		return this.hosts.respond(this.hosts.strings, question, this.keys[id], checked, state === "revealed");
	}

	/** The standings of this set's questions. */
	#own() {
		return [...this.hosts.standing()].filter(([id]) => this.asked.has(id));
	}

	#answers() {
		return Object.fromEntries(this.#own().map(([id, standing]) => [id, shownEntry(standing)]));
	}

	#results() {
		const settled = this.#own().filter(([, { state }]) => /checked|revealed/.test(state));
		return Object.fromEntries(settled.map(([id, standing]) => [id, this.#result(id, standing)]));
	}

	/**
	 * @template {keyof QuizView} Name
	 * @param {Name} name
	 * @returns {QuizView[Name]}
	 */
	get(name) {
		const standings = this.hosts.standing();
		if (this.#drawn.standings !== standings) this.#drawn = { standings };
		if (name === "answers") this.#drawn.answers ??= this.#answers();
		if (name === "results") this.#drawn.results ??= this.#results();
		return /** @type {Partial<QuizView>} */ (this.#drawn)[name] ?? missing(name);
	}

	/**
	 * @param {Partial<AnswerMessage>|{type: "unlock"}} message
	 * @returns {Promise<Receipt>}
	 */
	send(message) {
		const { question, event, at, answer, confidence, text, marks } = /** @type {AnswerMessage} */ (message);
		const { hosts } = this;
		const values = { at, answer, confidence, text, marks };
		const { why: cause, late } = hosts.store.append(this.lesson, question, event, values);
		const standing = hosts.standing().get(question);
		const settles = (event === "check" || event === "reveal") && cause !== "moved" && cause !== "long";
		const result = settles && standing ? this.#result(question, standing) : null;
		const attempt = standing?.tries.length ?? 0;
		/** @type {Receipt} */
		const saved = { type: "receipt", kept: false, attempt, result, saved: true, why: "" };
		// The views learn what is known now, as they would from a notebook.
		for (const listener of this.#listeners) listener();
		if (event !== "draft" || cause) hosts.count();
		if (!cause) return Promise.resolve(saved);
		const kept = late?.then(() => (hosts.count(), saved));
		return Promise.resolve({ ...saved, saved: false, why: hosts.why(cause), late: kept });
	}

	/** A set on a page asks nothing but its answers' receipts. @returns {Promise<Done>} */
	ask() {
		return Promise.resolve({ ok: false, text: "" });
	}
}

/**
 * @param {string} name
 * @returns {never}
 */
function missing(name) {
	throw new Error(`a page keeps no ${name}`);
}
