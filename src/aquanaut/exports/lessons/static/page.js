import { targetOf } from "../../../pages/static/dom.js";
import { startWith } from "../../../pages/static/packed.js";
import { openStore, storeOf } from "../../../pages/static/store.js";
import { respond } from "../../../questions/static/respond.js";
import { emptyReport, lessonReport } from "../../../records/static/report.js";
import { drawReport } from "../../../records/static/report_view.js";
import { watchStore } from "../../../widgets/static/alarm.js";
import { PageHosts } from "../../../widgets/static/page_host.js";
import { mountParts, setMounter, warnOfLoss } from "../../../widgets/static/parts.js";
import { mountProgress } from "../../../widgets/static/progress.js";
import { mountReader } from "../../../widgets/static/reader.js";

/** @typedef {import("../../../questions/static/respond.js").Key} Key */

/**
 * An article as the page holds it once for all its parts.
 * @typedef {{about: ReaderView["article"], blocks: Block[], glossary: Record<string, string>,
 *   marks: Record<string, ReaderMark>, own: string[]}} SharedArticle
 */

/**
 * A part that shows an article: which blocks, and which marks each lens shows.
 * @typedef {{article: string, blocks: Span, lenses: (ReaderLens & {ids: string[]})[],
 *   after: {question: string, prompt: string}[]}} ReadPart
 */

/**
 * The page's data. `here`: its lesson, all questions of it that ever were known, and what its report needs.
 * @typedef {{strings: Strings, parts: {kind: string, keys?: Record<string, Key>, questions?: Question[]}[],
 *   shared: {articles: Record<string, SharedArticle>, labels: Record<string, {lens: string, text: string}>},
 *   here?: {lesson: string, known: string[], report: ReportLesson}, assigned?: Assigned}} PageData
 */

const FROM_ANOTHER_PAGE = /learner=([a-z0-9]+)/;
const learnerInAddress = () => FROM_ANOTHER_PAGE.exec(location.hash)?.[1];

/**
 * A lesson as a page of its own. Its text and a paper copy of every part stand in the HTML; this puts the living part
 * beside each paper copy. Without JavaScript, or when one part fails, the paper stays.
 */
class Page {
	/** @param {PageData} data */
	constructor({ strings, parts, shared, here, assigned }) {
		this.shared = shared;
		this.here = here;
		this.assigned = assigned;
		this.strings = strings;
		this.store = assigned ? storeOf(assigned) : openStore(learnerInAddress());
		this.hosts = new PageHosts(this.store, strings, respond);
		this.T = this.hosts.T;
		/** @type {Record<string, Key>} */
		this.keys = Object.assign({}, ...parts.map((part) => part.keys));
		for (const { questions = [] } of parts) {
			for (const { id, passage } of questions) {
				if (passage) Object.assign(this.keys[id].table, { tokens: passage.tokens }); // they travel once
			}
		}
	}

	/** Leaves this lesson's counts for other pages now, and whenever they change. */
	leaveCounts() {
		if (!this.here) return;
		const leave = () => this.here && this.store.leave(this.here.lesson, this.#ownReport(this.here));
		leave();
		this.hosts.onCount(leave);
		this.store.listen(leave);
	}

	/**
	 * @param {HTMLElement} live
	 * @param {ReadPart} part
	 * @param {HTMLElement} section
	 */
	mountArticle = (live, { article, blocks, lenses, after }, section) => {
		const { about, blocks: all, glossary, marks, own } = this.shared.articles[article];
		const [first, end] = blocks;
		/** @type {ReaderView} */
		const view = {
			article: { ...about, ...(end - first < all.length && { content_note: "", summary: "" }) },
			blocks: all.slice(first, end),
			glossary,
			strings: this.strings,
			chosen: "",
			lenses: lenses.map(({ ids: _ids, ...lens }) => lens),
			marks: Object.fromEntries(lenses.map(({ id, ids }) => [id, ids.map((name) => marks[name])])),
			mine: {},
			locked: false,
			lock_note: "",
		};
		const host = this.hosts.reader(view, { after, own, labels: this.shared.labels });
		mountReader(live, view, host);
		const opened = () => section.toggleAttribute("data-begun", view.lenses.length > 0);
		host.onChange([], opened);
		opened();
	};

	/**
	 * @param {HTMLElement} live
	 * @param {{lessons: CountedLesson[]}} part
	 */
	mountCounts = (live, { lessons }) => {
		const host = this.hosts.progress(lessons, () => this.#notices());
		mountProgress(live, { ...host.view(), owned: Boolean(this.assigned?.student) }, host);
	};

	/**
	 * @param {HTMLElement} live
	 * @param {{lessons: {stem: string, number: number, title: string, must: number}[]}} part
	 */
	mountReport = (live, { lessons }) => {
		const draw = () => {
			const reports = lessons.map((lesson) =>
				this.here && lesson.stem === this.here.lesson
					? this.#ownReport(this.here)
					: (this.store.left(lesson.stem) ?? emptyReport(lesson)),
			);
			drawReport(live, reports, this.strings);
		};
		this.hosts.onCount(draw);
		this.store.listen(draw);
		draw();
	};

	/** @param {NonNullable<PageData["here"]>} here */
	#ownReport({ known, report }) {
		const mine = [...this.hosts.standing()].filter(([id]) => known.includes(id) || this.#isHere(id));
		return lessonReport(report, this.keys, new Map(mine));
	}

	#notices() {
		const { T, here, store } = this;
		const known = here?.known ?? [];
		const ids = here ? [...this.hosts.standing().keys()] : [];
		const gone = ids.filter((id) => !known.includes(id) && this.#isHere(id)).length;
		const notices = [
			gone > 0 && T("page.gone", { n: gone }),
			store.damaged > 0 && T("page.damaged", { n: store.damaged }),
			this.#isApart() ? T("page.apart") : !here && !store.records().length && T("page.none"),
		];
		return notices.filter((text) => text !== false);
	}

	/** @param {string} id */
	#isHere(id) {
		return this.store.records().some(({ lesson, question }) => lesson === this.here?.lesson && question === id);
	}

	/** Whether this browser shows each page a storage of its own: then the one who came from another page is unknown here. */
	#isApart() {
		return Boolean(learnerInAddress()) && !this.here && !this.store.records().length;
	}
}

/** @param {PageData} data */
function startPage(data) {
	const page = new Page(data);
	const { hosts, store, mountArticle, mountCounts, mountReport } = page;
	const mount = { quiz: setMounter(hosts), read: mountArticle, progress: mountCounts, report: mountReport };
	page.leaveCounts();
	mountParts(data.parts, mount, data.strings);
	// Where each page has a storage of its own, the code at least goes along.
	addEventListener("click", (event) => {
		const link = targetOf(event).closest?.("a[data-page]");
		if (link instanceof HTMLAnchorElement) link.hash = `learner=${store.learner}`;
	});
	warnOfLoss(store);
	watchStore(hosts, () => `aquanaut-answers-${store.learner}.jsonl`);
}

startWith(startPage);
