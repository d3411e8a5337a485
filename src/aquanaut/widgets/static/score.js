/**
 * One way to score, shared with Python (`questions/scoring.py`); `tests/vectors/` holds both to it.
 * An answer becomes atoms, each atom has an integer weight, and the sum is kept between 0 and the points.
 * Whole numbers only, so that both languages agree to the last digit. Nothing here knows words or pages.
 *
 * @typedef {{form: "one"|"many"|"map"|"none"|"spans"|"links", weights: Object<string, number>, points: number}} Table
 * @typedef {{start: number, end: number, label: string}} Mark
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
  const known = (atom) => owns(table.weights, atom);
  if (table.form === "one") return typeof answer === "string" && known(answer) ? [answer] : [];
  if (table.form === "many") {
    if (!Array.isArray(answer)) return [];
    return [...new Set(answer)].filter((item) => typeof item === "string" && known(item));
  }
  if (table.form === "map") {
    if (!isRecord(answer)) return [];
    return table.items
      .filter((item) => owns(answer, item) && (typeof answer[item] === "string" || Number.isSafeInteger(answer[item])))
      .map((item) => `${item}=${answer[item]}`)
      .filter(known);
  }
  if (table.form === "spans") return spanAtoms(table, judgeMarks(table, answer));
  if (table.form === "links") return linkAtoms(table, answer);
  return [];
}

/**
 * What each mark met in the text.
 * @returns {{outcome: "hit"|"label"|"sound"|"debatable"|"unmarked"|"over", id: string|null}[]} one for each
 *   well-formed mark, in order
 */
export function judgeMarks(table, answer) {
  return wellFormed(answer).map((mark, i) => {
    const touches = ([start, end]) => mark.start < end && start < mark.end;
    const length = table.tokens.filter(touches).length;
    if (i >= table.most || length > table.longest || length === 0) return { outcome: "over", id: null };
    const near = table.targets.filter((target) => target.keys.some(touches));
    if (near.length) {
      const right = near.find((target) => target.label === mark.label);
      return right ? { outcome: "hit", id: right.id } : { outcome: "label", id: near[0].id };
    }
    const sound = table.sound.find((entry) => entry.spans.some(touches));
    if (sound) return { outcome: "sound", id: sound.id };
    return { outcome: table.open.some(touches) ? "debatable" : "unmarked", id: null };
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
function linkAtoms(table, answer) {
  if (!Array.isArray(answer)) return [];
  const ends = answer.filter(isStretch);
  const short = (mark) => {
    const length = table.tokens.filter((token) => on(mark, [token])).length;
    return length > 0 && length <= table.longest;
  };
  if (ends.length !== 2 || !ends.every(short)) return ends.length ? ["cost"] : [];
  const [first, second] = ends;
  let half = "";
  for (const { id, ends: [a, b] } of table.targets) {
    if ((on(first, a) && on(second, b)) || (on(first, b) && on(second, a))) return [`pair:${id}`, "cost"];
    if (!half && ends.some((mark) => on(mark, a) || on(mark, b))) half = id;
  }
  return half ? [`half:${half}`, "cost"] : ["cost"];
}

const on = (mark, spans) => spans.some(([start, end]) => mark.start < end && start < mark.end);

const isStretch = (m) =>
  isRecord(m) &&
  owns(m, "start") &&
  owns(m, "end") &&
  Number.isSafeInteger(m.start) &&
  Number.isSafeInteger(m.end) &&
  m.start < m.end;

/** @returns {Mark[]} */
function wellFormed(answer) {
  if (!Array.isArray(answer)) return [];
  return answer.filter((m) => isStretch(m) && owns(m, "label") && typeof m.label === "string");
}

// An answer may hold any name, "constructor" and "__proto__" too.
const owns = (object, key) => Object.prototype.hasOwnProperty.call(object, key);
const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
