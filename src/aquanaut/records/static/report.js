import { judgeMarks, score } from "../../questions/static/score.js";

/**
 * The learner's own report on a page without Python: the twin of `records/report.py`. A page knows the keys of its own
 * lesson only; so each leaves its counts in the browser's storage, and the report is drawn from those of all lessons
 * (`report_view.js`).
 *
 * @typedef {import("../../questions/static/score.js").Table} Table
 */

export const STEPS = [50, 60, 75, 90, 100];

/**
 * @param {Count} a
 * @param {Count} b
 */
export const plus = (a, b) => ({ got: a.got + b.got, of: a.of + b.of });
export const none = () => ({ got: 0, of: 0 });

/**
 * What a lesson's report is before anything was answered.
 * @param {{stem: string, number: number, title: string, must: number}} lesson
 * @returns {LessonReport}
 */
export const emptyReport = ({ stem, number, title, must }) => ({
	stem,
	number,
	title,
	must,
	waiting: must,
	caught: none(),
	trusted: none(),
	first: none(),
	stray: none(),
	sure: {},
	again: [],
	written: 0,
	disputes: 0,
	gone: 0,
});

/**
 * @param {ReportLesson} lesson
 * @param {Record<string, {table: Table}>} keys
 * @param {Map<string, Standing>} known the standings
 * @returns {LessonReport}
 */
export function lessonReport(lesson, keys, known) {
	const must = lesson.questions.filter((question) => question.must).length;
	const sum = { ...emptyReport({ ...lesson, must }), waiting: 0 };
	const again = lesson.questions.filter((question) =>
		addQuestion(sum, question, keys[question.id].table, known.get(question.id)),
	);
	sum.again = lookedAgain(lesson, again);
	const ids = new Set(lesson.questions.map(({ id }) => id));
	sum.gone = [...known].filter(([id, { tries }]) => !ids.has(id) && tries.length).length;
	return sum;
}

/**
 * Adds what became of a question, and says whether it wants another look.
 * @param {LessonReport} sum
 * @param {ReportQuestion} question
 * @param {Table} table
 * @param {Standing} [standing]
 */
function addQuestion(sum, question, table, standing) {
	const isTried = standing !== undefined && standing.tries.length > 0;
	const isSettled = isTried || standing?.state === "revealed";
	sum.disputes += standing?.disputes.length ?? 0;
	sum.waiting += question.must && !isSettled ? 1 : 0;
	if (table.form === "none" || table.points <= 0) {
		sum.written += isTried && table.form === "none" ? 1 : 0;
		return false;
	}
	if (isTried) addFirst(sum, question, table, standing.tries[0]);
	// One who looked first and answered then has not judged; it still wants another look until it is right.
	return isSettled && !isRight(table, standing?.checked ?? null);
}

/**
 * Adds what the first answer to a question shows.
 * @param {LessonReport} sum
 * @param {ReportQuestion} question
 * @param {Table} table
 * @param {Try} first
 */
function addFirst(sum, question, table, { answer, confidence }) {
	const got = isRight(table, answer) ? 1 : 0;
	sum.first = plus(sum.first, { got, of: 1 });
	const { caught, trusted, stray } = judged(question, table, answer, got);
	if (caught) sum.caught = plus(sum.caught, caught);
	if (trusted) sum.trusted = plus(sum.trusted, trusted);
	if (stray) sum.stray = plus(sum.stray, stray);
	if (question.confidence && confidence !== null) {
		const step = STEPS.reduce((best, next) =>
			Math.abs(next - confidence) < Math.abs(best - confidence) ? next : best,
		);
		sum.sure[step] = plus(sum.sure[step] ?? none(), { got, of: 1 });
	}
}

/**
 * The objectives to look at again, in the lesson's order, with where to look.
 * @param {ReportLesson} lesson
 * @param {ReportQuestion[]} questions
 */
function lookedAgain(lesson, questions) {
	return Object.keys(lesson.objectives).flatMap((name) => {
		const asked = questions.filter(({ objective }) => objective === name);
		const steps = [...new Set(asked.map(({ set }) => lesson.steps[set]))];
		return asked.length ? [{ objective: lesson.objectives[name], steps, questions: asked.length }] : [];
	});
}

/**
 * @param {Table} table
 * @param {Answer} answer
 */
function isRight(table, answer) {
	const { earned, possible } = score(table, answer);
	return earned >= possible && possible > 0;
}

/**
 * What a first answer adds to caught, to rightly trusted, and to the marks on sound passages.
 * @param {ReportQuestion} question
 * @param {Table} table
 * @param {Answer} answer
 * @param {number} got
 * @returns {{caught?: Count, trusted?: Count, stray?: Count}}
 */
function judged({ material, find, good }, table, answer, got) {
	if (table.form !== "spans") {
		const count = { got, of: 1 };
		return material === "flawed" ? { caught: count } : material === "sound" ? { trusted: count } : {};
	}
	const met = judgeMarks(table, answer);
	const ids = new Set(met.filter(({ outcome }) => outcome === "hit").map(({ id }) => id));
	const hits = { got: Math.min(find, ids.size), of: find };
	const onSound = met.filter(({ outcome }) => outcome === "sound").length;
	const isListed = (table.sound ?? []).length > 0;
	const marked = new Set(met.filter(({ outcome }) => outcome === "sound").map(({ id }) => id));
	const listed = (table.sound ?? []).length;
	const left = { got: listed - marked.size, of: listed };
	const stray = isListed ? { got: onSound, of: met.length } : none();
	return good ? { trusted: plus(hits, left), stray } : { caught: hits, trusted: left, stray };
}
