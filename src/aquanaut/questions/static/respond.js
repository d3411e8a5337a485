import { t } from "../../pages/static/dom.js";
import { judgeMarks, marksOf, score } from "./score.js";

/**
 * What is said to an answer, on a page without Python: the reader of what was compiled with the key, and the twin of
 * `questions/said.py`, which says what each part of it means. A test holds the two to the same results for every
 * question that ships.
 *
 * @param {Object<string, string>} strings the catalogue
 * @param {Object} _question the question's view
 * @param {{table: import("./score.js").Table, said: Object}} key
 * @param {*} answer any JSON value
 * @param {boolean} revealed whether all that the key holds is to be shown
 * @returns {Object} the result, as the controls take it
 */
export function respond(strings, _question, { table, said }, answer, revealed = false) {
	const { earned, possible, atoms } = score(table, answer ?? null);
	const partOf = (atom) => said.atoms?.[atom] ?? (said.parts?.[atom] && [atom, said.parts[atom][0], 1]);
	const met = new Map(atoms.map(partOf).filter(Boolean).map((one) => [one[0], one]));
	const judged = said.titles ? judgeMarks(table, answer) : [];
	const text = "start" in said ? plain(answer) : "";
	const written = text === said.start ? "" : text;
	const checks = (written && said.checks ? said.checks : []).map(({ any, want, text: about, sort }) =>
		({ ok: any.some((part) => written.includes(part)) === want, text: about, sort }));
	const full = earned >= possible && possible > 0;
	const counts = {
		...tally([...met.values()].map(([, mark]) => mark)),
		...tally(judged.map(({ outcome }) => outcome)),
		...tally([...new Set(judged.map(({ outcome, id }) => `${outcome}:ids ${id}`))].map((one) => one.split(" ")[0])),
		full, revealed, given: judged.length || atoms.length || (written ? 1 : 0),
		open: Object.keys(said.parts ?? {}).length - met.size, holds: checks.filter(({ ok }) => ok).length,
	};
	const holds = (name) => (name.startsWith("!") ? !counts[name.slice(1)] : Boolean(counts[name]));
	const some = (names) => !names.length || names.some(holds);

	const values = fromEntries(said.values, (what) => (typeof what === "string" ? (counts[what] ?? 0) : what));
	const rules = said.summary.filter(({ when = [] }) => when.every(holds));
	const last = rules.findIndex(({ more }) => !more);
	const result = {
		status: said.status,
		verdict: said.status !== "graded" ? "recorded" : full ? "right" : earned > 0 ? "part" : "wrong",
		summary: rules.slice(0, last < 0 ? rules.length : last + 1).map((rule) => t(strings, rule.say, values)).join(" "),
		earned, possible, revealed,
		next: some(said.next.when) ? said.next.text : "",
	};
	for (const { field, when, value } of said.shows) if (some(when)) result[field] = value;
	if (said.field) {
		const parts = Object.entries(said.parts).filter(([id]) => revealed || met.has(id));
		result[said.field] = Object.fromEntries(parts.map(([id, [mark, why]]) => {
			const [, own, reason] = met.get(id) ?? [id, mark, 0];
			return [id, { mark: own, text: revealed || reason ? why : "" }];
		}));
	}
	if (said.titles) {
		const line = (one) => (typeof one === "string" ? one : t(strings, ...one));
		result.marks = marksOf(answer).map(({ start, end, label }, i) => {
			const { outcome, id } = judged[i];
			const lines = said.texts[`${outcome}:${id}`] ?? said.texts[outcome];
			return { start, end, label, outcome, title: t(strings, said.titles[outcome]), text: lines.map(line).join(" ") };
		});
	}
	if (said.feedback) result.feedback = said.feedback[atoms.find((atom) => said.feedback[atom])] ?? "";
	if (checks.length) result.checks = checks;
	return result;
}

const fromEntries = (object, value) => Object.fromEntries(Object.entries(object ?? {}).map(([key, one]) => [key, value(one)]));
const tally = (names) => names.reduce((counts, name) => ({ ...counts, [name]: (counts[name] ?? 0) + 1 }), {});

const PLAIN = { "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-" };
// What Python's `split` calls a space: JavaScript's `\s` differs in a few signs.
const SPACES = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/** A written answer in small letters, with plain quotation marks and dashes, and single spaces; "" for no text. */
const plain = (text) =>
	(typeof text === "string" ? text.replace(/[’‘“”–—‑]/g, (sign) => PLAIN[sign]).toLowerCase().split(SPACES).filter(Boolean).join(" ") : "");
