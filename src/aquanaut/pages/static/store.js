/**
 * The answers of a page, in the browser's own storage: a list of records that only grows, in the form of Python's
 * answer log, a key for each record so that two windows never write over one another. What the browser refuses stays
 * in memory, is said to be NOT SAVED, and is tried again with the next answer.
 */

const ROOM = "aquanaut-pages"; // not "aquanaut:", where notebooks keep what no file took
const SIGNS_OF_CODES = "abcdefghjkmnpqrstuvwxyz23456789"; // those of Python's codes
const CODE = /^[a-z0-9]{6,20}$/;
const LONGEST = 250_000; // signs: no answer is that long

/**
 * A place of its own in the storage (no "/" in its name), the code of the one learner it belongs to, and what every
 * record says besides.
 * @typedef {{room?: string, owner?: string, more?: object}} Own
 */

/**
 * The store of an assigned exercise: a room of its own, so that two copies on one computer never meet.
 * @param {Assigned} assigned `student` is "" in a copy for the whole class
 */
export const storeOf = ({ id, student, version, ticket }) =>
	openStore("", undefined, {
		room: `aquanaut-assigned-${id}`,
		owner: student,
		more: { assignment: id, version, ...(ticket && { ticket }) },
	});

/**
 * @param {string} [suggested] the code of a learner who comes from another page ("" for none)
 * @param {() => Storage} [area] gives the browser's storage, or throws
 * @param {Own} [own]
 */
export const openStore = (suggested = "", area = () => window.localStorage, own = {}) =>
	new Store(suggested, area, own);

export class Store {
	/** @type {(() => void)[]} */
	#listeners = [];
	/** @type {{record: LogRecord, done: () => void}[]} what the browser has not taken */
	#waiting = [];
	/** @type {Trouble} why not */
	#trouble = "";
	/** @type {LogRecord[]} */
	#records = [];
	#counter = 0;
	/** How many records could not be read. */
	damaged = 0;
	/** The code of the learner. */
	learner = "";

	/**
	 * @param {string} suggested
	 * @param {() => Storage} area
	 * @param {Own} own
	 */
	constructor(suggested, area, { room = ROOM, owner = "", more = {} }) {
		this.area = area;
		this.room = room;
		this.owner = owner;
		this.more = more;
		this.#begin(suggested);
		addEventListener("storage", ({ key }) => {
			if (key !== null && !key.startsWith(`${room}/`)) return;
			this.#load();
			this.#tell();
		});
	}

	get trouble() {
		return this.#waiting.length && !this.#trouble ? "refused" : this.#trouble;
	}

	get waiting() {
		return this.#waiting.length;
	}

	/** Every record of this learner, oldest first. */
	records() {
		return this.#records;
	}

	/**
	 * Calls `listener` when another window has written, and after a new person or an erasure.
	 * @param {() => void} listener
	 */
	listen(listener) {
		this.#listeners.push(listener);
	}

	#tell() {
		this.#listeners.forEach((listener) => listener());
	}

	// --- the learner ---

	/** @param {string} code */
	#begin(code) {
		const { area, room } = this;
		const known = this.#readLearner();
		this.learner = known || (CODE.test(code) ? code : newCode());
		const me = JSON.stringify({ learner: this.learner, since: new Date().toISOString() });
		if (known) this.#attempt(() => area().setItem(`${room}/probe`, "") ?? area().removeItem(`${room}/probe`));
		else this.#attempt(() => area().setItem(`${room}/learner`, me));
		this.#load();
	}

	#readLearner() {
		if (this.owner) return this.owner;
		try {
			const { learner } = JSON.parse(this.area().getItem(`${this.room}/learner`) ?? "null") ?? {};
			return CODE.test(learner) ? learner : "";
		} catch {
			return "";
		}
	}

	/** Starts a new code; what was answered stays under the old one. False when that would lose answers. */
	newPerson() {
		const forget = () => this.area().removeItem(`${this.room}/learner`);
		if (this.#waiting.length || !this.#attempt(forget)) return false;
		this.#startOver();
		return true;
	}

	/** Deletes this learner's records and code. */
	erase() {
		const { room, learner } = this;
		const gone = this.#attempt(() => {
			const area = this.area();
			for (const key of Object.keys(area)) {
				if (key.startsWith(`${room}/`) && key.split("/")[2] === learner) area.removeItem(key);
			}
			area.removeItem(`${room}/learner`);
		});
		this.#waiting.length = 0;
		this.#startOver();
		return gone;
	}

	#startOver() {
		this.#counter = 0;
		this.#begin("");
		this.#tell();
	}

	// --- reading ---

	/** @param {string} learner */
	#keysOf(learner) {
		const place = `${this.room}/log/${learner}/`;
		return Object.keys(this.area())
			.filter((key) => key.startsWith(place))
			.sort();
	}

	#load() {
		this.damaged = 0;
		/** @type {LogRecord[]} */
		let kept = [];
		try {
			const keys = this.#keysOf(this.learner);
			this.#counter = Math.max(this.#counter, ...keys.map((key) => parseInt(key.split("/")[3], 10) || 0));
			kept = keys.map((key) => this.#parsed(this.area().getItem(key))).filter((record) => record !== null);
		} catch {
			// refused: what is in memory is all there is
		}
		this.#records = [...kept, ...this.#waiting.map(({ record }) => record)];
	}

	/**
	 * @param {string|null} line
	 * @returns {LogRecord|null}
	 */
	#parsed(line) {
		try {
			const record = JSON.parse(line ?? "null");
			if (typeof record === "object" && record) return record;
		} catch {
			// counted below, and said
		}
		this.damaged += 1;
		return null;
	}

	/** The answer log of this learner as text, a record a line, with what the browser did not take. */
	log() {
		return this.#records.map((record) => `${JSON.stringify(record)}\n`).join("");
	}

	// --- writing ---

	/**
	 * Does it, and remembers whether the browser let it happen.
	 * @param {() => unknown} work
	 */
	#attempt(work) {
		try {
			work();
			this.#trouble = "";
		} catch (error) {
			const { name, message } = /** @type {Partial<Error>} */ (error ?? {});
			this.#trouble = /quota/i.test(`${name} ${message}`) ? "full" : "refused";
		}
		return !this.#trouble;
	}

	/** @param {LogRecord} record */
	#put(record) {
		this.#counter += 1;
		const number = String(this.#counter).padStart(7, "0");
		const key = `${this.room}/log/${this.learner}/${number}-${newCode().slice(0, 4)}`;
		const write = () => this.area().setItem(key, JSON.stringify(record));
		return this.#attempt(write) || (this.trouble === "full" && this.#thin() && this.#attempt(write));
	}

	/** When the storage is full, drafts that a newer draft or check has overtaken make room. */
	#thin() {
		const last = new Map();
		const spent = [];
		try {
			for (const key of this.#keysOf(this.learner)) {
				const { question, event } = JSON.parse(this.area().getItem(key) ?? "null") ?? {};
				if (last.has(question) && (event === "draft" || event === "check")) spent.push(last.get(question));
				if (event === "draft") last.set(question, key);
				else if (event === "check") last.delete(question);
			}
			for (const key of spent) this.area().removeItem(key);
		} catch {
			return false;
		}
		return spent.length > 0;
	}

	#retry() {
		while (this.#waiting.length && this.#put(this.#waiting[0].record)) this.#waiting.shift()?.done();
		return !this.#waiting.length;
	}

	/**
	 * Adds a record; values that are null are left out.
	 * @param {string} lesson
	 * @param {string} question
	 * @param {string} event
	 * @param {{at?: string} & Record<string, unknown>} values
	 * @returns {Kept}
	 */
	append(lesson, question, event, { at, ...values }) {
		const known = this.#readLearner();
		if (known && known !== this.learner) return { why: "moved" };
		const time = at || new Date().toISOString();
		const base = { v: 1, learner: this.learner, lesson, question, event, at: time, ...this.more };
		const given = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
		const record = { ...base, ...Object.fromEntries(given) };
		if (JSON.stringify(record).length > LONGEST) return { why: "long" };
		this.#records = [...this.#records, record];
		if (this.#retry() && this.#put(record)) return { why: "" };
		return { why: this.#trouble, late: new Promise((done) => this.#waiting.push({ record, done })) };
	}

	// --- what one lesson's page leaves for another's ---

	/**
	 * Leaves counts worked out from a lesson's answers; no answer is in them.
	 * @param {string} lesson
	 * @param {LessonReport} counts
	 */
	leave(lesson, counts) {
		try {
			this.area().setItem(`${this.room}/report/${this.learner}/${lesson}`, JSON.stringify(counts));
		} catch {
			// that nothing can be kept is said already
		}
	}

	/**
	 * What the page of another lesson has left, or null.
	 * @param {string} lesson
	 * @returns {LessonReport|null}
	 */
	left(lesson) {
		try {
			return JSON.parse(this.area().getItem(`${this.room}/report/${this.learner}/${lesson}`) ?? "null");
		} catch {
			return null;
		}
	}
}

function newCode() {
	const bytes = crypto.getRandomValues(new Uint8Array(10));
	return Array.from(bytes, (byte) => SIGNS_OF_CODES[byte % SIGNS_OF_CODES.length]).join("");
}
