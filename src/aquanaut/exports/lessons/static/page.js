import { watchStore } from "../../../widgets/static/alarm.js";
import { t } from "../../../pages/static/dom.js";
import { unpacked } from "../../../pages/static/packed.js";
import { pageHosts } from "../../../widgets/static/page_host.js";
import { mountParts, setMounter } from "../../../widgets/static/parts.js";
import { mountProgress } from "../../../widgets/static/progress.js";
import { mountReader } from "../../../widgets/static/reader.js";
import { drawReport, emptyReport, lessonReport } from "../../../records/static/report.js";
import { respond } from "../../../questions/static/respond.js";
import { openStore, storeOf } from "../../../pages/static/store.js";

/**
 * A lesson as a page of its own. Its text and a paper copy of every part stand in the HTML; this puts the living part
 * beside each paper copy. Without JavaScript, or when one part fails, the paper stays.
 */
function startPage({ strings, parts, shared, here, assigned }) {
	const T = (key, values) => t(strings, key, values);
	const store = assigned ? storeOf(assigned) : openStore(/learner=([a-z0-9]+)/.exec(location.hash)?.[1]);
	const hosts = pageHosts(store, strings, respond);
	const mount = { quiz: setMounter(hosts, store, strings), read: mountArticle, progress: mountCounts, report: mountReport };
	const keys = Object.assign({}, ...parts.map((part) => part.keys));
	for (const { questions: asked = [] } of parts) {
		for (const { id, passage } of asked) if (passage) keys[id].table.tokens = passage.tokens; // they travel once
	}
	if (here) {
		leave();
		hosts.onCount(leave);
		store.listen(leave);
	}

	mountParts(parts, mount, T);
	// Where each page has a storage of its own, the code at least goes along.
	addEventListener("click", ({ target }) => {
		const link = target.closest?.("a[data-page]");
		if (link) link.hash = `learner=${store.learner}`;
	});
	addEventListener("beforeunload", (event) => store.waiting && event.preventDefault());
	watchStore(store, hosts, strings, () => `aquanaut-answers-${store.learner}.jsonl`);

	function mountArticle(live, { article, blocks, lenses, after }, section) {
		const { about, blocks: all, glossary, marks, own } = shared.articles[article];
		const [first, end] = blocks;
		const given = {
			article: { ...about, ...(end - first < all.length && { content_note: "", summary: "" }) },
			blocks: all.slice(first, end), glossary, strings, chosen: "",
			lenses: lenses.map(({ ids, ...lens }) => lens),
			marks: Object.fromEntries(lenses.map(({ id, ids }) => [id, ids.map((name) => marks[name])])),
		};
		const host = hosts.reader(given, { after, own, labels: shared.labels });
		mountReader(live, given, host);
		const opened = () => section.toggleAttribute("data-begun", given.lenses.length > 0);
		host.onChange([], opened);
		opened();
	}

	function mountCounts(live, { lessons }) {
		const host = hosts.progress(lessons, notices);
		mountProgress(live, { ...host.view(), owned: Boolean(assigned?.student) }, host);
	}

	function ownReport() {
		const mine = [...hosts.standing()].filter(([id]) => here.known.includes(id) || isHere(id));
		return lessonReport(here.report, keys, new Map(mine));
	}

	function leave() {
		store.leave(here.lesson, ownReport());
	}

	function mountReport(live, { lessons }) {
		const of = (lesson) => (lesson.stem === here.lesson ? ownReport() : (store.left(lesson.stem) ?? emptyReport(lesson)));
		const draw = () => drawReport(live, lessons.map(of), strings);
		hosts.onCount(draw);
		store.listen(draw);
		draw();
	}

	function notices() {
		const gone = here ? [...hosts.standing().keys()].filter((id) => !here.known.includes(id) && isHere(id)).length : 0;
		return [gone > 0 && T("page.gone", { n: gone }), store.damaged > 0 && T("page.damaged", { n: store.damaged }), apart() ? T("page.apart") : !here && !store.records().length && T("page.none")].filter(Boolean);
	}

	function isHere(id) {
		return store.records().some(({ lesson, question }) => lesson === here.lesson && question === id);
	}

	/** Whether this browser shows each page a storage of its own: then the one who came from another page is unknown here. */
	function apart() {
		const from = /learner=([a-z0-9]+)/.exec(location.hash)?.[1];
		return Boolean(from) && !here && !store.records().length;
	}
}

unpacked().then(startPage).catch((error) => {
	document.documentElement.classList.remove("aq-js");
	document.getElementById("aq-old").hidden = false; // the one sentence that must not depend on what failed
	throw error;
});
