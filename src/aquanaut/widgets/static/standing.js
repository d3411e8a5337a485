/**
 * Where a learner stands, worked out from the records: the twin of `records/state.py`, and of `standing` in
 * `widgets/progress.py`. Nothing here knows a page or a browser.
 *
 * @typedef {{answer: *, confidence: number|null, state: string, at: string, checked: *, tries: Object[], hints: number,
 *   disputes: Object[], ticked: string[]}} Standing
 */

/** Every question that `learner` did something with. @returns {Map<string, Standing>} */
export function standings(records, learner) {
	const found = new Map();
	const seen = new Set();
	for (const record of records) {
		const { question, event } = record;
		if (record.learner !== learner || typeof question !== "string" || typeof event !== "string") continue;
		const name = JSON.stringify([question, record.at]);
		if (event === "check" && seen.has(name)) continue; // sent again after a lost receipt
		if (event === "check") seen.add(name);
		if (!found.has(question)) found.set(question, fresh());
		take(found.get(question), record);
	}
	return found;
}

const fresh = () => ({ answer: null, confidence: null, state: "", at: "", checked: null, tries: [], hints: 0, disputes: [], ticked: [] });

function take(one, { event, answer = null, confidence: given, at = "", text = null, marks = null }) {
	const confidence = Number.isInteger(given) && given >= 0 && given <= 100 ? given : null;
	if (event === "draft" || event === "check") Object.assign(one, { answer, confidence, at });
	if (event === "draft") one.state = one.state === "revealed" ? "revealed" : "draft";
	else if (event === "check") {
		one.checked = answer;
		if (one.state === "revealed") return; // practice, after the answer was shown
		one.state = "checked";
		one.tries.push({ answer, attempt: one.tries.length + 1, at, confidence });
	} else if (event === "reveal") one.state = "revealed";
	else if (event === "hint") one.hints += 1;
	else if (event === "dispute") one.disputes.push({ text, marks, answer, at: at || null });
	else if (event === "selfcheck" && Array.isArray(answer)) one.ticked = answer.filter((id) => typeof id === "string");
}

/** A standing as the quiz restores it. */
export const shownEntry = ({ answer, checked, confidence, tries, state, at, hints, ticked, disputes }) =>
	({ answer: answer ?? checked, confidence, attempt: tries.length, state, at, hints, ticked, disputes, saved: true });

/**
 * How far a learner is in one lesson, as counts of questions.
 * @param {{sets: Object<string, string>, questions: [string, string, number][]}} lesson what it is called and the like, the
 *   titles of its sets, and its questions as [id, set, must-do or not]
 * @param {Map<string, Standing>} found
 */
export function lessonStanding({ sets, questions, ...lesson }, found) {
	const isDone = ([id]) => found.get(id)?.tries.length > 0 || found.get(id)?.state === "revealed";
	const isBegun = ([id]) => found.get(id)?.state === "draft" && !found.get(id).tries.length;
	const must = questions.filter((one) => one[2]);
	const begun = [...new Set(questions.filter(isBegun).map(([, set]) => set))].sort();
	return {
		...lesson,
		done: questions.filter(isDone).length, total: questions.length,
		must_done: must.filter(isDone).length, must: must.length,
		unchecked: begun.map((set) => sets[set]),
	};
}
