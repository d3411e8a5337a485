/** @typedef {import("../page_host.js").PageHosts} PageHosts */

/**
 * What opens the reference marks, whose checked marks are the learner's own, and which lens shows a label.
 * @typedef {{after: {question: string, prompt: string}[], own: string[],
 *   labels: Record<string, {lens: string, text: string}>}} ReaderRules
 */

/** The host of a reader. Its reference marks open when the learner's own are checked. */
export class ReaderHost {
	/** @type {(() => void)[]} */
	#listeners = [];

	/**
	 * @param {PageHosts} hosts
	 * @param {ReaderView} view the reader's view, already with all it may show
	 * @param {ReaderRules} rules
	 */
	constructor(hosts, view, rules) {
		this.hosts = hosts;
		this.view = view;
		this.rules = rules;
		this.full = { marks: view.marks, lenses: view.lenses };
		Object.assign(view, { marks: {}, lenses: [], mine: {}, locked: false, lock_note: "" });
		if (this.full.lenses.length) this.#look();
	}

	/** Opens the marks if it is time, and says whether they are still locked. */
	#look() {
		const { hosts, view } = this;
		const missing = this.rules.after.filter(({ question }) => !hosts.standing().get(question)?.tries.length);
		const [first] = missing;
		view.locked = missing.length > 0;
		view.lock_note = first
			? hosts.T("said.locked", { n: missing.length, task: first.prompt, more: missing.length - 1 })
			: "";
		if (!view.locked) Object.assign(view, this.full, { mine: this.#mine() });
		return view.locked;
	}

	/** The learner's checked marks in this article, over all lessons, by the lens that shows their label. */
	#mine() {
		/** @type {Record<string, Mark[]>} */
		const mine = {};
		for (const question of this.rules.own) {
			const marks = this.hosts.standing().get(question)?.checked;
			for (const { start, end, label } of Array.isArray(marks) ? /** @type {Mark[]} */ (marks) : []) {
				const { lens, text } = this.rules.labels[label] ?? {};
				if (lens) (mine[lens] ??= []).push({ start, end, label: text });
			}
		}
		return mine;
	}

	/**
	 * @template {keyof ReaderView} Name
	 * @param {Name} name
	 * @returns {ReaderView[Name]}
	 */
	get(name) {
		return this.view[name];
	}

	/**
	 * @param {unknown} _names
	 * @param {() => void} listener
	 */
	onChange(_names, listener) {
		this.#listeners.push(listener);
	}

	/** The reader asks for one thing only: to be unlocked. @returns {Promise<Receipt>} */
	send() {
		const saved = !this.#look();
		for (const listener of this.#listeners) listener();
		return Promise.resolve({ type: "receipt", saved, why: this.view.lock_note });
	}
}
