import { translator } from "../../pages/static/dom.js";
import { standings } from "../../records/static/standing.js";
import { ProgressHost } from "./page/progress_host.js";
import { QuizHost } from "./page/quiz_host.js";
import { ReaderHost } from "./page/reader_host.js";

/** @typedef {import("../../pages/static/store.js").Store} Store */

/**
 * What is said to one answer. The page decides: for practice `respond`, which needs the keys; for a grade that it is
 * recorded.
 * @typedef {(strings: Strings, question: Question, key: any, answer: Answer, revealed: boolean) => Result} Respond
 *   each way to respond knows what its keys are
 */

/** The hosts of a page that stands alone: it keeps the answers itself. */
export class PageHosts {
	/** @type {(() => void)[]} views that count what is done */
	#counting = [];
	/** @type {{records: LogRecord[], standings: Map<string, Standing>}|null} until there is a newer record */
	#known = null;

	/**
	 * @param {Store} store
	 * @param {Strings} strings
	 * @param {Respond} respond
	 */
	constructor(store, strings, respond) {
		this.store = store;
		this.strings = strings;
		this.respond = respond;
		this.T = translator(strings);
	}

	standing() {
		const records = this.store.records();
		if (this.#known?.records !== records) {
			this.#known = { records, standings: standings(records, this.store.learner) };
		}
		return this.#known.standings;
	}

	/** @param {Trouble} cause */
	why(cause) {
		return cause ? this.T(`page.${cause}`) : "";
	}

	/**
	 * Calls `listener` when something was checked, or could not be saved.
	 * @param {() => void} listener
	 */
	onCount(listener) {
		this.#counting.push(listener);
	}

	count() {
		this.#counting.forEach((listener) => listener());
	}

	/** @param {import("./page/quiz_host.js").KeyedSet} set */
	quiz(set) {
		return new QuizHost(this, set);
	}

	/**
	 * @param {ReaderView} view
	 * @param {import("./page/reader_host.js").ReaderRules} rules
	 */
	reader(view, rules) {
		return new ReaderHost(this, view, rules);
	}

	/**
	 * @param {CountedLesson[]} lessons
	 * @param {() => string[]} notices
	 */
	progress(lessons, notices) {
		return new ProgressHost(this, lessons, notices);
	}
}
