/**
 * One way to score, shared with Python (`questions/scoring.py`); `tests/vectors/` holds both to it.
 * An answer becomes atoms, each atom has an integer weight, and the sum is kept between 0 and the points.
 * Whole numbers only, so that both languages agree to the last digit. Nothing here knows words or pages.
 *
 * @typedef {{form: "one"|"many"|"map"|"none"|"spans"|"links", weights: Object<string, number>, points: number}} Table
 */

/**
 * @param {Table} table
 * @param {*} answer anything: what does not fit the form yields no atoms
 * @returns {{earned: number, possible: number, atoms: string[]}}
 */
export function score(table, answer) {
	const found = atoms(table, answer);
	const sum = found.reduce((total, atom) => total + (owns(table.weights, atom) ? table.weights[atom] : 0), 0);
	return { earned: Math.min(Math.max(sum, 0), table.points), possible: table.points, atoms: found };
}

/** The atoms of an answer, in the order both languages agree on. @returns {string[]} */
export function atoms(table, answer) {
	const known = (atom) => typeof atom === "string" && owns(table.weights, atom);
	if (table.form === "one") return known(answer) ? [answer] : [];
	if (table.form === "map") {
		const placed = (item) => owns(answer, item) && (typeof answer[item] === "string" || Number.isSafeInteger(answer[item]));
		return isRecord(answer) ? table.items.filter(placed).map((item) => `${item}=${answer[item]}`).filter(known) : [];
	}
	if (!Array.isArray(answer)) return [];
	if (table.form === "many") return [...new Set(answer)].filter(known);
	if (table.form === "spans") return spanAtoms(table, judgeMarks(table, answer));
	return table.form === "links" ? linkAtoms(table, answer.filter(isStretch)) : [];
}

/**
 * What each mark met in the text.
 * @returns {{outcome: "hit"|"label"|"sound"|"debatable"|"unmarked"|"over", id: string}[]} one for each well-formed
 *   mark, in order
 */
export function judgeMarks(table, answer) {
	const marks = Array.isArray(answer) ? answer.filter((m) => isStretch(m) && owns(m, "label") && typeof m.label === "string") : [];
	return marks.map((mark, i) => {
		if (i >= table.most || !fits(table, mark)) return { outcome: "over", id: "" };
		const near = table.targets.filter((target) => on(mark, target.keys));
		const right = near.find((target) => target.label === mark.label);
		if (near.length) return right ? { outcome: "hit", id: right.id } : { outcome: "label", id: near[0].id };
		const sound = table.sound.find((entry) => on(mark, entry.spans));
		if (sound) return { outcome: "sound", id: sound.id };
		return { outcome: on(mark, table.open) ? "debatable" : "unmarked", id: "" };
	});
}

function spanAtoms(table, judged) {
	const list = [];
	const best = new Map();
	for (const { outcome, id } of judged) {
		if (outcome === "sound") list.push(`sound:${id}`);
		if (outcome !== "debatable") list.push("cost");
		if (outcome === "hit" || (outcome === "label" && !best.has(id))) best.set(id, outcome === "hit" ? "hit" : "near");
	}
	for (const { id } of table.targets) if (best.has(id)) list.push(`${best.get(id)}:${id}`);
	return list;
}

/** Two linked marks: both ends of a pair, or only one of them. */
function linkAtoms(table, marks) {
	if (marks.length !== 2 || !marks.every((mark) => fits(table, mark))) return marks.length ? ["cost"] : [];
	const [first, second] = marks;
	let half = "";
	for (const { id, ends: [a, b] } of table.targets) {
		if ((on(first, a) && on(second, b)) || (on(first, b) && on(second, a))) return [`pair:${id}`, "cost"];
		if (!half && marks.some((mark) => on(mark, a) || on(mark, b))) half = id;
	}
	return half ? [`half:${half}`, "cost"] : ["cost"];
}

const on = (mark, spans) => spans.some(([start, end]) => mark.start < end && start < mark.end);

/** Whether a mark covers at least one word, and no more than the task allows. */
function fits(table, mark) {
	const words = table.tokens.filter((token) => on(mark, [token])).length;
	return words > 0 && words <= table.longest;
}

// An answer may hold any name, "constructor" and "__proto__" too.
const owns = (object, key) => Object.prototype.hasOwnProperty.call(object, key);
const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isStretch = (m) =>
	isRecord(m) && ["start", "end"].every((key) => owns(m, key) && Number.isSafeInteger(m[key])) && m.start < m.end;
