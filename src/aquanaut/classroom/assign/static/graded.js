import { startWith } from "../../../pages/static/packed.js";
import { storeOf } from "../../../pages/static/store.js";
import { watchStore } from "../../../widgets/static/alarm.js";
import { PageHosts } from "../../../widgets/static/page_host.js";
import { mountParts, setMounter, warnOfLoss } from "../../../widgets/static/parts.js";
import { mountProgress } from "../../../widgets/static/progress.js";

/** @typedef {{strings: Strings, parts: {kind: string}[], assigned: Assigned}} GradedPage */

/**
 * An exercise for a grade, as a page of its own: it records answers and gives them back as a file. There is no key in it,
 * and nothing in it can score.
 * @param {GradedPage} page
 */
function startGraded({ strings, parts, assigned }) {
	const store = storeOf(assigned);
	/** @returns {Result} */
	const recorded = () => ({ status: "recorded", verdict: "recorded", summary: hosts.T("page.recorded") });
	const hosts = new PageHosts(store, strings, recorded);
	const name = () => `${assigned.file}-${store.learner}.jsonl`;

	mountParts(parts, { quiz: setMounter(hosts), progress: mountHandIn }, strings);
	warnOfLoss(store);
	watchStore(hosts, name);

	/**
	 * @param {HTMLElement} live
	 * @param {{lessons: CountedLesson[]}} given
	 */
	function mountHandIn(live, { lessons }) {
		const notices = () => (store.damaged > 0 ? [hosts.T("page.damaged", { n: store.damaged })] : []);
		const host = hosts.progress(lessons, notices);
		host.fileName = name;
		mountProgress(live, { ...host.view(), owned: Boolean(assigned.student) }, host);
	}
}

startWith(startGraded);
