import { t } from "../../pages/static/dom.js";
import { judgeMarks, marksOf, score } from "./score.js";

/**
 * What is said to an answer, on a page without Python: the reader of what was compiled with the key, and the twin of
 * `questions/said.py`, which says what each part of it means. A test holds the two to the same results for every
 * question that ships.
 */

/**
 * @typedef {import("./score.js").Table} Table
 * @typedef {import("./score.js").Judged} Judged
 *
 * @typedef {string|[key: string, values: object]} Line a text as it is, or a sentence of the catalogue
 * @typedef {{say: string, when?: string[], more?: boolean}} Rule
 * @typedef {{any: string[], want: boolean, text: string, sort: "keep"|"lose"}} Check
 * @typedef {[part: string, mark: string, why: number]} Met what an atom leaves at its part
 *
 * @typedef {object} Told all that can be said to the answers to one question; see `Said` in `questions/said.py`
 * @property {Result["status"]} status
 * @property {Rule[]} summary
 * @property {{text: string, when: string[]}} next
 * @property {{field: string, when: string[], value: unknown}[]} shows
 * @property {Record<string, string|number>} [values]
 * @property {"options"|"items"} [field]
 * @property {Record<string, Met>} [atoms]
 * @property {Record<string, [mark: string, why: string]>} [parts]
 * @property {Record<string, string>} [titles]
 * @property {Record<string, Line[]>} [texts]
 * @property {Record<string, string>} [feedback]
 * @property {string} [start]
 * @property {Check[]} [checks]
 *
 * @typedef {{table: Table, said: Told}} Key
 */

/**
 * @param {Strings} strings the catalogue
 * @param {Question} _question the question's view
 * @param {Key} key
 * @param {Answer} answer any JSON value
 * @param {boolean} [revealed] whether all that the key holds is to be shown
 * @returns {Result} the result, as the controls take it
 */
export const respond = (strings, _question, key, answer, revealed = false) =>
	new Reply(strings, key, answer ?? null, revealed).result();

class Reply {
	/**
	 * @param {Strings} strings
	 * @param {Key} key
	 * @param {Answer} answer
	 * @param {boolean} revealed
	 */
	constructor(strings, { table, said }, answer, revealed) {
		this.strings = strings;
		this.said = said;
		this.answer = answer;
		this.revealed = revealed;
		this.scored = score(table, answer);
		this.met = new Map(this.scored.atoms.flatMap((atom) => this.#partOf(atom)).map((met) => [met[0], met]));
		this.judged = said.titles && table.form === "spans" ? judgeMarks(table, answer) : [];
		const text = said.start === undefined ? "" : plain(answer);
		this.written = text === said.start ? "" : text;
		this.checks = this.#checked();
		this.counts = this.#counted();
	}

	/**
	 * @param {string} atom
	 * @returns {Met[]}
	 */
	#partOf(atom) {
		const { atoms, parts } = this.said;
		const met = atoms?.[atom];
		if (met) return [met];
		const part = parts?.[atom];
		return part ? [[atom, part[0], 1]] : [];
	}

	/** @returns {NonNullable<Result["checks"]>} */
	#checked() {
		const checks = (this.written && this.said.checks) || [];
		return checks.map(({ any, want, text, sort }) => {
			const isThere = any.some((part) => this.written.includes(part));
			return { ok: isThere === want, text, sort };
		});
	}

	get #isFull() {
		const { earned, possible } = this.scored;
		return earned >= possible && possible > 0;
	}

	/** @returns {Record<string, number|boolean>} */
	#counted() {
		const { judged, met, scored, said } = this;
		const ids = new Set(judged.map(({ outcome, id }) => `${outcome}:ids ${id}`));
		return {
			...tally([...met.values()].map(([, mark]) => mark)),
			...tally(judged.map(({ outcome }) => outcome)),
			...tally([...ids].map((name) => name.split(" ")[0])),
			full: this.#isFull,
			revealed: this.revealed,
			given: judged.length || scored.atoms.length || (this.written ? 1 : 0),
			open: Object.keys(said.parts ?? {}).length - met.size,
			holds: this.checks.filter(({ ok }) => ok).length,
		};
	}

	/** @param {string} name of a count, or with "!" before it, of its absence */
	#holds(name) {
		return name.startsWith("!") ? !this.counts[name.slice(1)] : Boolean(this.counts[name]);
	}

	/** @param {string[]} names any of which has to hold; without any, always */
	#isTime(names) {
		return !names.length || names.some((name) => this.#holds(name));
	}

	/** @returns {Result} */
	result() {
		const { said, scored, revealed, checks } = this;
		const { earned, possible, atoms } = scored;
		const told = atoms.find((atom) => said.feedback?.[atom]) ?? "";
		const shows = said.shows.filter(({ when }) => this.#isTime(when)).map(({ field, value }) => [field, value]);
		return {
			status: said.status,
			verdict: this.#verdict(),
			summary: this.#summary(),
			earned,
			possible,
			revealed,
			next: this.#isTime(said.next.when) ? said.next.text : "",
			...Object.fromEntries(shows),
			...(said.field && { [said.field]: this.#parts(said.parts ?? {}) }),
			...(said.titles && { marks: this.#marks(said.titles, said.texts ?? {}) }),
			...(said.feedback && { feedback: said.feedback[told] ?? "" }),
			...(checks.length && { checks }),
		};
	}

	/** @returns {Verdict} */
	#verdict() {
		if (this.said.status !== "graded") return "recorded";
		if (this.#isFull) return "right";
		return this.scored.earned > 0 ? "part" : "wrong";
	}

	/** The rules that hold, up to the first that ends the summary. */
	#summary() {
		const rules = this.said.summary.filter(({ when = [] }) => when.every((name) => this.#holds(name)));
		const last = rules.findIndex(({ more }) => !more);
		const pairs = Object.entries(this.said.values ?? {});
		const values = pairs.map(([name, what]) => [name, typeof what === "string" ? (this.counts[what] ?? 0) : what]);
		const slots = Object.fromEntries(values);
		const lines = rules.slice(0, last < 0 ? rules.length : last + 1).map((rule) => t(this.strings, rule.say, slots));
		return lines.join(" ");
	}

	/**
	 * The parts that were met, or all of them.
	 * @param {NonNullable<Told["parts"]>} parts
	 * @returns {Record<string, Said>}
	 */
	#parts(parts) {
		const { met, revealed } = this;
		const shown = Object.entries(parts).filter(([id]) => revealed || met.has(id));
		const told = shown.map(([id, [mark, why]]) => {
			const [, own, reason] = met.get(id) ?? [id, mark, 0];
			return [id, { mark: own, text: revealed || reason ? why : "" }];
		});
		return Object.fromEntries(told);
	}

	/**
	 * @param {NonNullable<Told["titles"]>} titles
	 * @param {NonNullable<Told["texts"]>} texts
	 * @returns {MarkResult[]}
	 */
	#marks(titles, texts) {
		/** @param {Line} line */
		const read = (line) => (typeof line === "string" ? line : t(this.strings, ...line));
		return marksOf(this.answer).map(({ start, end, label }, i) => {
			const { outcome, id } = this.judged[i];
			const lines = texts[`${outcome}:${id}`] ?? texts[outcome];
			const title = t(this.strings, titles[outcome]);
			return { start, end, label, outcome, title, text: lines.map(read).join(" ") };
		});
	}
}

/**
 * How often each name is there.
 * @param {string[]} names
 */
function tally(names) {
	/** @type {Record<string, number>} */
	const counts = {};
	for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
	return counts;
}

/** @type {Record<string, string>} */
const PLAIN = { "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-" };

// What Python's `split` calls a space: JavaScript's `\s` differs in a few signs.
// eslint-disable-next-line no-control-regex -- four of them are control characters
const SPACES = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/**
 * A written answer in small letters, with plain quotation marks and dashes, and single spaces; "" for no text.
 * @param {Answer} text
 */
function plain(text) {
	if (typeof text !== "string") return "";
	const signs = text.replace(/[’‘“”–—‑]/g, (sign) => PLAIN[sign]);
	return signs.toLowerCase().split(SPACES).filter(Boolean).join(" ");
}
