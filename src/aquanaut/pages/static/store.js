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
 * The store of an assigned exercise: a room of its own, so that two copies on one computer never meet.
 * @param {{id: string, student: string, version: string}} assigned `student` is "" in a copy for the whole class
 */
export const storeOf = ({ id, student, version }) =>
	openStore("", undefined, { room: `aquanaut-assigned-${id}`, owner: student, more: { assignment: id, version } });

/**
 * @param {string} suggested the code of a learner who comes from another page ("" for none)
 * @param {function(): Storage} area gives the browser's storage, or throws
 * @param {{room?: string, owner?: string, more?: Object}} own a place of its own in the storage (no "/" in its name), the
 *   code of the one learner it belongs to, and what every record says besides
 */
export function openStore(suggested = "", area = () => window.localStorage, { room = ROOM, owner = "", more = {} } = {}) {
	const listeners = [];
	const waiting = []; // {record, done}: what the browser has not taken
	let trouble = ""; // why not: "" | "full" | "refused"
	let damaged = 0;
	let me = "";
	let records = [];
	let counter = 0;
	function begin(code) {
		const known = readLearner();
		me = known || (CODE.test(code) ? code : newCode());
		if (known) attempt(() => area().setItem(`${room}/probe`, "") ?? area().removeItem(`${room}/probe`));
		else attempt(() => area().setItem(`${room}/learner`, JSON.stringify({ learner: me, since: new Date().toISOString() })));
		load();
	}

	/** Does it, and remembers whether the browser let it happen. */
	function attempt(work) {
		try {
			work();
			trouble = "";
		} catch (error) {
			trouble = /quota/i.test(`${error?.name} ${error?.message}`) ? "full" : "refused";
		}
		return !trouble;
	}

	function readLearner() {
		if (owner) return owner;
		try {
			const { learner } = JSON.parse(area().getItem(`${room}/learner`)) ?? {};
			return CODE.test(learner) ? learner : "";
		} catch {
			return "";
		}
	}

	function newCode() {
		const bytes = crypto.getRandomValues(new Uint8Array(10));
		return Array.from(bytes, (byte) => SIGNS_OF_CODES[byte % SIGNS_OF_CODES.length]).join("");
	}

	function keysOf(learner) {
		return Object.keys(area()).filter((key) => key.startsWith(`${room}/log/${learner}/`)).sort();
	}

	function load() {
		damaged = 0;
		let kept = [];
		try {
			const keys = keysOf(me);
			counter = Math.max(counter, ...keys.map((key) => parseInt(key.split("/")[3], 10) || 0));
			kept = keys.map((key) => parsed(area().getItem(key))).filter(Boolean);
		} catch {
			// refused: what is in memory is all there is
		}
		records = [...kept, ...waiting.map(({ record }) => record)];
	}

	function parsed(line) {
		try {
			const record = JSON.parse(line);
			if (typeof record === "object" && record) return record;
		} catch {
			// counted below, and said
		}
		damaged += 1;
		return null;
	}

	function put(record) {
		counter += 1;
		const key = `${room}/log/${me}/${String(counter).padStart(7, "0")}-${newCode().slice(0, 4)}`;
		const write = () => area().setItem(key, JSON.stringify(record));
		return attempt(write) || (trouble === "full" && thin() && attempt(write));
	}

	/** When the storage is full, drafts that a newer draft or check has overtaken make room. */
	function thin() {
		const last = new Map();
		const spent = [];
		try {
			for (const key of keysOf(me)) {
				const { question, event } = JSON.parse(area().getItem(key)) ?? {};
				if (last.has(question) && (event === "draft" || event === "check")) spent.push(last.get(question));
				if (event === "draft") last.set(question, key);
				else if (event === "check") last.delete(question);
			}
			for (const key of spent) area().removeItem(key);
		} catch {
			return false;
		}
		return spent.length > 0;
	}

	function retry() {
		while (waiting.length && put(waiting[0].record)) waiting.shift().done();
		return !waiting.length;
	}

	const tell = () => listeners.forEach((listener) => listener());

	begin(suggested);
	addEventListener("storage", ({ key }) => {
		if (key !== null && !key.startsWith(`${room}/`)) return;
		load();
		tell();
	});

	return {
		get learner() { return me; },
		get trouble() { return waiting.length && !trouble ? "refused" : trouble; },
		get damaged() { return damaged; },
		get waiting() { return waiting.length; },
		/** Every record of this learner, oldest first. */
		records: () => records,
		/** Calls `listener` when another window has written, and after a new person or an erasure. */
		listen: (listener) => listeners.push(listener),

		/**
		 * Adds a record. Returns {why: "" | "full" | "refused" | "long" | "moved", late}: `late` is kept when the browser
		 * takes it after all.
		 */
		append(lesson, question, event, { at, ...values }) {
			const known = readLearner();
			if (known && known !== me) return { why: "moved" };
			const base = { v: 1, learner: me, lesson, question, event, at: at || new Date().toISOString(), ...more };
			const given = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
			const record = { ...base, ...Object.fromEntries(given) };
			if (JSON.stringify(record).length > LONGEST) return { why: "long" };
			records = [...records, record];
			if (retry() && put(record)) return { why: "" };
			return { why: trouble, late: new Promise((done) => waiting.push({ record, done })) };
		},

		/** The answer log of this learner as text, a record a line, with what the browser did not take. */
		log: () => records.map((record) => `${JSON.stringify(record)}\n`).join(""),

		/** Leaves counts worked out from a lesson's answers for the pages of other lessons; no answer is in them. */
		leave(lesson, counts) {
			try {
				area().setItem(`${room}/report/${me}/${lesson}`, JSON.stringify(counts));
			} catch {
				// that nothing can be kept is said already
			}
		},

		/** What the page of another lesson has left, or null. */
		left(lesson) {
			try {
				return JSON.parse(area().getItem(`${room}/report/${me}/${lesson}`));
			} catch {
				return null;
			}
		},

		/** Starts a new code; what was answered stays under the old one. False when that would lose answers. */
		newPerson() {
			if (waiting.length || !attempt(() => area().removeItem(`${room}/learner`))) return false;
			counter = 0;
			begin("");
			tell();
			return true;
		},

		/** Deletes this learner's records and code. */
		erase() {
			const gone = attempt(() => {
				for (const key of Object.keys(area())) if (key.startsWith(`${room}/`) && key.split("/")[2] === me) area().removeItem(key);
				area().removeItem(`${room}/learner`);
			});
			waiting.length = 0;
			counter = 0;
			begin("");
			tell();
			return gone;
		},
	};
}
