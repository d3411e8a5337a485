import { watchStore } from "../../../widgets/static/alarm.js";
import { t } from "../../../pages/static/dom.js";
import { unpacked } from "../../../pages/static/packed.js";
import { pageHosts } from "../../../widgets/static/page_host.js";
import { mountParts, setMounter } from "../../../widgets/static/parts.js";
import { mountProgress } from "../../../widgets/static/progress.js";
import { storeOf } from "../../../pages/static/store.js";

/**
 * An exercise for a grade, as a page of its own: it records answers and gives them back as a file. There is no key in it,
 * and nothing in it can score.
 */
function startGraded({ strings, parts, assigned }) {
	const T = (key, values) => t(strings, key, values);
	const store = storeOf(assigned);
	const recorded = () => ({ status: "recorded", verdict: "recorded", summary: T("page.recorded") });
	const hosts = pageHosts(store, strings, recorded);
	const name = () => `${assigned.file}-${store.learner}.jsonl`;
	const mount = { quiz: setMounter(hosts, store, strings), progress: mountHandIn };

	mountParts(parts, mount, T);
	addEventListener("beforeunload", (event) => store.waiting && event.preventDefault());
	watchStore(store, hosts, strings, name);

	function mountHandIn(live, { lessons }) {
		const notices = () => [store.damaged > 0 && T("page.damaged", { n: store.damaged })].filter(Boolean);
		const host = hosts.progress(lessons, notices);
		const ask = async (message) => {
			const answer = await host.ask(message);
			return message.type === "download" ? { ...answer, name: name() } : answer;
		};
		mountProgress(live, { ...host.view(), owned: Boolean(assigned.student) }, { ...host, ask });
	}
}

unpacked().then(startGraded).catch((error) => {
	document.documentElement.classList.remove("aq-js");
	document.getElementById("aq-old").hidden = false; // the one sentence that must not depend on what failed
	throw error;
});
