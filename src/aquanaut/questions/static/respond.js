import { t } from "../../pages/static/dom.js";
import { judgeMarks, marksOf, score } from "./score.js";

/**
 * What is said to an answer, on a page without Python: the twin of the question types' `respond`. The sentences come
 * from Python's own catalogue (`questions/said.en.json`), the rest from the key. A test holds the two to the same
 * results for every question that ships.
 *
 * @typedef {{table: import("./score.js").Table, data: Object}} Key
 */

const RESPONSES = {
	choose_one: toOptions, choose_many: toOptions, open_cards: toOptions, rate: toRating,
	sort_groups: toPlaces, match: toPlaces, put_in_order: toPlaces,
	mark_text: toMarks, link_marks: toLinks, short: toShort, repair: toRepair,
};

/** Whether this page knows what to say to a kind of question. */
export const canRespond = (kind) => kind in RESPONSES;

/**
 * @param {Object<string, string>} strings with the sentences of `said.en.json` among them
 * @param {Object} question the question's view
 * @param {Key} key
 * @param {*} answer any JSON value
 * @param {boolean} revealed whether all that the key holds is to be shown
 * @returns {Object} the result, as the controls take it
 */
export function respond(strings, question, key, answer, revealed = false) {
	const say = (what, values) => t(strings, `answer.${what}`, values);
	return RESPONSES[question.kind]({ say, question, table: key.table, data: key.data, answer: answer ?? null, revealed });
}

function graded({ table, answer, revealed }) {
	const { earned, possible, atoms } = score(table, answer);
	const verdict = earned >= possible && possible > 0 ? "right" : earned > 0 ? "part" : "wrong";
	return [{ status: "graded", verdict, summary: "", earned, possible, revealed }, atoms];
}

function toOptions(asked) {
	const { say, question, data, revealed } = asked;
	const [result, chosen] = graded(asked);
	const isRight = (id) => data.right.includes(id);
	const done = result.verdict === "right";
	const caught = chosen.filter(isRight).length;
	const n = chosen.length - caught;
	if (!chosen.length) result.summary = say("choose");
	else if (done) result.summary = say("right");
	else if (question.choose !== "many") result.summary = say("another");
	else result.summary = say(n ? "many" : "many.clean", { caught, all: data.right.length, n });
	result.options = fromKeys(revealed ? Object.keys(data.feedback) : chosen, (id) => ({ mark: isRight(id) ? "right" : "wrong", text: data.feedback[id] }));
	result.next = done || revealed ? data.next : "";
	return result;
}

/** A judgement on a scale. Without a right option it is an opinion: noted, never scored. */
function toRating(asked) {
	const { say, data } = asked;
	const result = toOptions(asked);
	if (data.right.length) return result;
	const said = Object.keys(result.options);
	const options = fromKeys(said, (id) => ({ mark: "", text: result.options[id].text }));
	return { ...result, status: "recorded", verdict: "recorded", summary: say(said.length ? "opinion" : "choose"), options, next: data.next };
}

function toPlaces(asked) {
	const { say, data, revealed } = asked;
	const { right, feedback } = data;
	const [result, atoms] = graded(asked);
	const placed = new Map(atoms.map((atom) => [atom.slice(0, atom.indexOf("=")), atom.slice(atom.indexOf("=") + 1)]));
	const stands = (item) => placed.get(item) === right[item];
	const all = Object.keys(right).length;
	const stand = [...placed.keys()].filter(stands).length;
	const open = all - placed.size;
	if (!placed.size) result.summary = say("place");
	else result.summary = stand === all ? say("places.all") : say(open ? "places.open" : "places", { stand, all, open });
	if (!placed.size) result.verdict = "wrong";
	// Why an item stands wrong would give its place away; that comes with the right place, or when shown.
	result.items = fromKeys(Object.keys(right).filter((item) => revealed || placed.has(item)), (item) => ({
		mark: stands(item) ? "right" : "wrong",
		text: revealed || stands(item) ? feedback[item] : "",
	}));
	if (revealed) result.right = right;
	result.next = result.verdict === "right" || revealed ? data.next : "";
	return result;
}

function toMarks(asked) {
	const { say, question, table, data, answer, revealed } = asked;
	const [result] = graded(asked);
	const judged = judgeMarks(table, answer);
	const ids = (outcome) => new Set(judged.filter((one) => one.outcome === outcome).map((one) => one.id)).size;
	const count = (outcome) => judged.filter((one) => one.outcome === outcome).length;
	const counts = { near: ids("label"), sound: count("sound"), unmarked: count("unmarked") };
	const caught = say("mark.caught", { caught: ids("hit"), find: question.find });
	const more = Object.keys(counts).filter((name) => counts[name]).map((name) => say(`mark.${name}`, counts));
	result.summary = judged.length ? [caught, ...more].join(" ") : say("mark");

	function text({ outcome, id }) {
		if (outcome === "sound") return data.sound.find((one) => one.id === id).text;
		if (outcome === "label") return say("mark.relabel");
		if (outcome !== "hit") return say(`text.${outcome}`);
		const target = data.targets.find((one) => one.id === id);
		const plainer = target.alternative.replace(/^[().]+|[().]+$/g, "");
		return target.text + (target.alternative && ` ${say("mark.plainer", { text: plainer })}`);
	}
	result.marks = marksOf(answer).map(({ start, end, label }, i) => {
		const { outcome } = judged[i];
		return { start, end, label, outcome, title: say(`title.${outcome}`), text: text(judged[i]) };
	});
	if (revealed) {
		result.reference = data.targets.map(({ span: [start, end], label, title, text: why, alternative, certainty, by }) =>
			({ start, end, label, title, text: why, alternative, certainty, by }));
	}
	result.next = revealed || result.earned === result.possible ? data.next : "";
	return result;
}

function toLinks(asked) {
	const { say, data, answer, revealed } = asked;
	const [result, atoms] = graded(asked);
	const [sort, id] = (atoms.find((atom) => atom !== "cost") ?? "").split(/:(.*)/);
	result.summary = say(Array.isArray(answer) && answer.length ? `link.${sort || "none"}` : "link");
	result.marks = [];
	result.feedback = sort === "pair" ? data.targets.find((target) => target.id === id).text : "";
	if (revealed) {
		result.reference = data.targets.flatMap(({ ends, title, text }) => ends.map(([[start, end]]) =>
			({ start, end, label: "clashes", title, text, alternative: "", certainty: "", by: "" })));
	}
	result.next = sort === "pair" || revealed ? data.next : "";
	return result;
}

// --- written answers: nothing scores them ---

function written({ data, revealed }, summary, given) {
	const result = { status: "pending", verdict: "recorded", summary, earned: 0, possible: 0, revealed, next: given ? data.next : "" };
	return given || revealed ? { ...result, rubric: data.rubric, samples: data.samples } : result;
}

function toShort(asked) {
	const given = typeof asked.answer === "string" && words(asked.answer).length > 0;
	return written(asked, asked.say(given ? "written" : "write"), given);
}

function toRepair(asked) {
	const { say, data, answer } = asked;
	const text = typeof answer === "string" ? plain(answer) : "";
	if (!text || text === data.start) return written(asked, say("repair"), false);
	const holds = ({ any }) => any.some((part) => text.includes(part));
	const kept = data.keep.map((check) => ({ ok: holds(check), text: check.say, sort: "keep" }));
	const lost = data.lose.map((check) => ({ ok: !holds(check), text: check.say, sort: "lose" }));
	const checks = [...kept, ...lost];
	const good = checks.filter(({ ok }) => ok).length;
	return { ...written(asked, say("repaired", { good, all: checks.length }), true), checks };
}

const PLAIN = { "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-" };
// What Python's `split` calls a space: JavaScript's `\s` differs in a few signs.
const SPACES = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;
const words = (text) => text.split(SPACES).filter(Boolean);

/** Small letters, plain quotation marks and dashes, single spaces. */
const plain = (text) => words(text.replace(/[’‘“”–—‑]/g, (sign) => PLAIN[sign]).toLowerCase()).join(" ");

const fromKeys = (keys, value) => Object.fromEntries(keys.map((key) => [key, value(key)]));
