import { h, para, t } from "../../pages/static/dom.js";
import { judgeMarks, score } from "../../questions/static/score.js";

/**
 * The learner's own report on a page without Python: the twin of `records/report.py` and `widgets/report.py`. A page
 * knows the keys of its own lesson only; so each leaves its counts in the browser's storage, and the report is drawn
 * from those of all lessons.
 *
 * @typedef {{got: number, of: number}} Count
 * @typedef {{stem: string, number: number, title: string, caught: Count, trusted: Count, first: Count, stray: Count,
 *   sure: Object<string, Count>, again: {objective: string, steps: string[], questions: number}[], written: number,
 *   disputes: number, must: number, waiting: number, gone: number}} LessonReport
 */

const MOST_AGAIN = 6; // objectives under “look again at”
const STEPS = [50, 60, 75, 90, 100];

const plus = (a, b) => ({ got: a.got + b.got, of: a.of + b.of });
const none = () => ({ got: 0, of: 0 });

/** What a lesson's report is before anything was answered. */
export const emptyReport = ({ stem, number, title, must }) => ({
	stem, number, title, must, waiting: must, caught: none(), trusted: none(), first: none(), stray: none(),
	sure: {}, again: [], written: 0, disputes: 0, gone: 0,
});

/**
 * @param {Object} lesson its `objectives` and `steps` by name, its `questions` as {id, material, objective, set, must,
 *   confidence, find, good}
 * @param {Object<string, {table: Object}>} keys
 * @param {Map<string, Object>} found the standings
 * @returns {LessonReport}
 */
export function lessonReport(lesson, keys, found) {
	const sum = { ...emptyReport({ ...lesson, must: lesson.questions.filter(({ must }) => must).length }), waiting: 0 };
	const again = new Map();
	for (const question of lesson.questions) {
		const { table } = keys[question.id];
		const one = found.get(question.id) ?? { tries: [], disputes: [] };
		sum.disputes += one.disputes.length;
		sum.waiting += question.must && !one.tries.length && one.state !== "revealed" ? 1 : 0;
		if (table.form === "none" || table.points <= 0) {
			sum.written += one.tries.length && table.form === "none" ? 1 : 0;
			continue;
		}
		// One who looked first and answered then has not judged; it still wants another look until it is right.
		if ((one.tries.length || one.state === "revealed") && !isRight(table, one.checked)) {
			again.set(question.objective, [...(again.get(question.objective) ?? []), question]);
		}
		if (!one.tries.length) continue;
		const { answer, confidence } = one.tries[0];
		const got = isRight(table, answer) ? 1 : 0;
		sum.first = plus(sum.first, { got, of: 1 });
		for (const [name, count] of Object.entries(judged(question, table, answer, got))) sum[name] = plus(sum[name], count);
		if (question.confidence && confidence !== null) {
			const step = STEPS.reduce((best, next) => (Math.abs(next - confidence) < Math.abs(best - confidence) ? next : best));
			sum.sure[step] = plus(sum.sure[step] ?? none(), { got, of: 1 });
		}
	}
	const steps = (asked) => [...new Set(asked.map(({ set }) => lesson.steps[set]))];
	sum.again = Object.keys(lesson.objectives).filter((name) => again.has(name)).map((name) =>
		({ objective: lesson.objectives[name], steps: steps(again.get(name)), questions: again.get(name).length }));
	const known = new Set(lesson.questions.map(({ id }) => id));
	sum.gone = [...found].filter(([id, one]) => !known.has(id) && one.tries.length).length;
	return sum;
}

function isRight(table, answer) {
	const { earned, possible } = score(table, answer);
	return earned >= possible && possible > 0;
}

/** What a first answer adds to caught, to rightly trusted, and to the marks on sound passages. */
function judged({ material, find, good }, table, answer, got) {
	if (table.form !== "spans") return { flawed: { caught: { got, of: 1 } }, sound: { trusted: { got, of: 1 } } }[material] ?? {};
	const met = judgeMarks(table, answer);
	const hits = { got: Math.min(find, new Set(met.filter(({ outcome }) => outcome === "hit").map(({ id }) => id)).size), of: find };
	const onSound = met.filter(({ outcome }) => outcome === "sound").length;
	const listed = table.sound.length > 0;
	const left = listed ? { got: onSound ? 0 : 1, of: 1 } : none();
	const stray = listed ? { got: onSound, of: met.length } : none();
	return good ? { trusted: plus(hits, left), stray } : { caught: hits, trusted: left, stray };
}

/** Draws the report over these lessons. */
export function drawReport(el, lessons, strings) {
	const T = (key, values) => t(strings, key, values);
	const count = (name) => lessons.map((one) => one[name]).reduce(plus, none());
	const total = (name) => lessons.reduce((sum, one) => sum + one[name], 0);
	const [caught, trusted, first, stray] = ["caught", "trusted", "first", "stray"].map(count);
	const of = (one) => (one.of ? T("report.of", one) : T("report.none"));
	const list = (lines) => h("ul", null, lines.map((line) => h("li", null, line)));
	const title = lessons.length === 1 ? T("report.title.lesson", { lesson: lessons[0].title }) : T("report.title");
	el.classList.add("aquanaut");
	const put = (...parts) => el.replaceChildren(h("section", { class: "aq-report" }, h("h3", null, title), parts.flat()));
	if (!first.of && !total("written")) return put(para(T("report.empty")));
	return put(
		para(T("report.what", { n: first.of })), picture(), praise().map((line) => para(line)), sure(), again(),
		h("h4", null, T("report.next")), list(next()), para(T("report.few", { n: first.of })), total("gone") > 0 && para(T("report.gone", { n: total("gone") })));

	function picture() {
		const shown = lessons.filter((one) => one.caught.of || one.trusted.of);
		if (!shown.length) return "";
		const dots = ({ got, of: all }) => h("span", { class: "aq-dots", "aria-hidden": "true" },
			Array.from({ length: all }, (_, i) => h("i", { class: i < got ? "aq-full" : null })));
		const row = (name, counts, drawn) => h("tr", null, h("th", { scope: "row" }, name),
			counts.map((one) => h("td", null, of(one), drawn && one.of > 0 && dots(one))));
		return h("table", null,
			h("caption", null, T("report.dots")),
			h("thead", null, h("tr", null, ["report.lesson", "report.caught", "report.trusted"].map((name) => h("th", { scope: "col" }, T(name))))),
			h("tbody", null, shown.map((one) => row(one.title, [one.caught, one.trusted], true))),
			shown.length > 1 && h("tfoot", null, row(T("report.all"), [caught, trusted])));
	}

	/** What was done well. Right trust and right doubt weigh the same. */
	function praise() {
		return [
			trusted.got && T("report.praise.trusted", { n: trusted.got }),
			caught.got && T("report.praise.caught", { n: caught.got }),
			caught.of && trusted.of && T("report.both"),
			stray.of && T(stray.got ? "report.stray" : "report.stray.none", { got: stray.got, n: stray.of }),
			T("report.first", { got: first.got, n: first.of }),
			total("written") && T("report.written", { n: total("written") }),
			total("disputes") && T("report.disputes", { n: total("disputes") }),
		].filter(Boolean);
	}

	function sure() {
		const steps = STEPS.map((step) => [step, lessons.map((one) => one.sure[step] ?? none()).reduce(plus, none())]).filter(([, one]) => one.of);
		const missed = steps.filter(([step]) => step >= 90).reduce((sum, [, one]) => sum + one.of - one.got, 0);
		const lines = steps.map(([step, one]) => T(`report.sure.${step}`, { got: one.got, n: one.of }));
		if (missed) lines.push(T("report.sure.missed", { n: missed }));
		return steps.length ? [h("h4", null, T("report.sure")), list(lines)] : [];
	}

	function again() {
		const all = lessons.flatMap(({ number, title: lesson, again: lines }) => lines.map((line) => ({ ...line, number, lesson })));
		const where = ({ number, lesson, steps, questions }) => T("report.again.where", { n: questions, number, lesson, steps: steps.join("; ") });
		const head = h("h4", null, T("report.again"));
		if (!all.length) return [head, para(T("report.again.none"))];
		const rest = all.length - MOST_AGAIN;
		return [
			head,
			h("ul", null, all.slice(0, MOST_AGAIN).map((one) => h("li", null, one.objective, h("small", null, where(one))))),
			rest > 0 && para(T("report.again.more", { n: rest }))];
	}

	/** One or two things to do: something to look at again, and where must-do questions wait. */
	function next() {
		const left = lessons.filter(({ waiting }) => waiting);
		const begun = left.find(({ waiting, must }) => waiting < must) ?? left[0];
		const any = lessons.some((one) => one.again.length);
		return [
			any && T("report.next.again"),
			begun && T("report.next.waiting", { n: begun.waiting, lesson: begun.title }),
			!any && !begun && T("report.next.none"),
		].filter(Boolean);
	}
}
