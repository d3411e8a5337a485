import { h, listed, para, translator } from "../../pages/static/dom.js";
import { none, plus, STEPS } from "./report.js";

/** How the report is seen: the twin of `widgets/report.py`. */

const MOST_AGAIN = 6; // objectives under “look again at”

/**
 * Draws the report over these lessons.
 * @param {HTMLElement} el
 * @param {LessonReport[]} lessons
 * @param {Strings} strings
 */
export function drawReport(el, lessons, strings) {
	const T = translator(strings);
	const view = new ReportView(lessons, T);
	const title = lessons.length === 1 ? T("report.title.lesson", { lesson: lessons[0].title }) : T("report.title");
	el.classList.add("aquanaut");
	el.replaceChildren(h("section", { class: "aq-report" }, h("h3", null, title), view.parts()));
}

class ReportView {
	/**
	 * @param {LessonReport[]} lessons
	 * @param {Translate} T
	 */
	constructor(lessons, T) {
		this.lessons = lessons;
		this.T = T;
		this.caught = this.#count("caught");
		this.trusted = this.#count("trusted");
		this.first = this.#count("first");
		this.stray = this.#count("stray");
	}

	/** @param {"caught"|"trusted"|"first"|"stray"} name */
	#count(name) {
		return this.lessons.map((lesson) => lesson[name]).reduce(plus, none());
	}

	/** @param {"written"|"disputes"|"gone"} name */
	#total(name) {
		return this.lessons.reduce((sum, lesson) => sum + lesson[name], 0);
	}

	/** @returns {Child[]} */
	parts() {
		const { T, first } = this;
		if (!first.of && !this.#total("written")) return [para(T("report.empty"))];
		const gone = this.#total("gone");
		return [
			para(T("report.what", { n: first.of })),
			this.#picture(),
			this.#praise().map((line) => para(line)),
			this.#sure(),
			this.#again(),
			h("h4", null, T("report.next")),
			list(this.#next()),
			para(T("report.few", { n: first.of })),
			gone > 0 && para(T("report.gone", { n: gone })),
		];
	}

	/** @param {Count} count */
	#of(count) {
		return count.of ? this.T("report.of", count) : this.T("report.none");
	}

	#picture() {
		const { T, lessons } = this;
		const shown = lessons.filter((lesson) => lesson.caught.of || lesson.trusted.of);
		if (!shown.length) return "";
		const heads = ["report.lesson", "report.caught", "report.trusted"].map((name) =>
			h("th", { scope: "col" }, T(name)),
		);
		const rows = shown.map((lesson) => this.#row(lesson.title, [lesson.caught, lesson.trusted], true));
		return h(
			"table",
			null,
			h("caption", null, T("report.dots")),
			h("thead", null, h("tr", null, heads)),
			h("tbody", null, rows),
			shown.length > 1 && h("tfoot", null, this.#row(T("report.all"), [this.caught, this.trusted], false)),
		);
	}

	/**
	 * @param {string} name
	 * @param {Count[]} counts
	 * @param {boolean} drawn
	 */
	#row(name, counts, drawn) {
		const cells = counts.map((count) => h("td", null, this.#of(count), drawn && count.of > 0 && dots(count)));
		return h("tr", null, h("th", { scope: "row" }, name), cells);
	}

	/** What was done well. Right trust and right doubt weigh the same. */
	#praise() {
		const { T, caught, trusted, first, stray } = this;
		const [written, disputes] = [this.#total("written"), this.#total("disputes")];
		return [
			trusted.got && T("report.praise.trusted", { n: trusted.got }),
			caught.got && T("report.praise.caught", { n: caught.got }),
			caught.of && trusted.of && T("report.both"),
			stray.of && T(stray.got ? "report.stray" : "report.stray.none", { got: stray.got, n: stray.of }),
			T("report.first", { got: first.got, n: first.of }),
			written && T("report.written", { n: written }),
			disputes && T("report.disputes", { n: disputes }),
		].filter((line) => typeof line === "string");
	}

	#sure() {
		const { T, lessons } = this;
		const steps = STEPS.map((step) => {
			const count = lessons.map((lesson) => lesson.sure[step] ?? none()).reduce(plus, none());
			return { step, ...count };
		}).filter(({ of }) => of);
		const missed = steps.filter(({ step }) => step >= 90).reduce((sum, { of, got }) => sum + of - got, 0);
		const lines = steps.map(({ step, got, of }) => T(`report.sure.${step}`, { got, n: of }));
		if (missed) lines.push(T("report.sure.missed", { n: missed }));
		return steps.length ? [h("h4", null, T("report.sure")), list(lines)] : [];
	}

	#again() {
		const { T } = this;
		const all = this.lessons.flatMap(({ number, title, again }) =>
			again.map(({ objective, steps, questions }) => {
				const where = { n: questions, number, lesson: title, steps: steps.join("; ") };
				return h("li", null, objective, h("small", null, T("report.again.where", where)));
			}),
		);
		const head = h("h4", null, T("report.again"));
		if (!all.length) return [head, para(T("report.again.none"))];
		const rest = all.length - MOST_AGAIN;
		const more = rest > 0 && para(T("report.again.more", { n: rest }));
		return [head, h("ul", null, all.slice(0, MOST_AGAIN)), more];
	}

	/** One or two things to do: something to look at again, and where must-do questions wait. */
	#next() {
		const { T, lessons } = this;
		const left = lessons.filter(({ waiting }) => waiting);
		const begun = left.find(({ waiting, must }) => waiting < must) ?? left[0];
		const any = lessons.some((lesson) => lesson.again.length);
		return listed([
			any && T("report.next.again"),
			begun && T("report.next.waiting", { n: begun.waiting, lesson: begun.title }),
			!any && !begun && T("report.next.none"),
		]);
	}
}

/** @param {Child[]} lines */
const list = (lines) =>
	h(
		"ul",
		null,
		lines.map((line) => h("li", null, line)),
	);

/** @param {Count} count */
const dots = ({ got, of: all }) =>
	h(
		"span",
		{ class: "aq-dots", "aria-hidden": "true" },
		Array.from({ length: all }, (_, i) => h("i", { class: i < got ? "aq-full" : null })),
	);
