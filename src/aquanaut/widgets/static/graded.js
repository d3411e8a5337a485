import { watchStore } from "./alarm.js";
import { h, t } from "./dom.js";
import { unpacked } from "./packed.js";
import { pageHosts } from "./page_host.js";
import { mountProgress } from "./progress.js";
import { mountQuiz } from "./quiz.js";
import { storeOf } from "./store.js";

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
	const mount = { quiz: mountSet, progress: mountHandIn };

	for (const section of document.querySelectorAll("[data-part]")) {
		section.querySelector(".aq-live")?.remove(); // a page that was saved from the browser has one
		const live = h("div", { class: "aq-live" });
		section.append(live);
		try {
			const { kind, ...part } = parts[section.dataset.part];
			mount[kind](live, part, section);
			section.dataset.live = kind;
		} catch (error) {
			section.dataset.failed = "";
			live.replaceChildren(h("p", { class: "aq-note" }, T("page.broken", { error: error.message })));
		}
	}
	addEventListener("beforeunload", (event) => store.waiting && event.preventDefault());
	watchStore(store, hosts, strings, name);

	function mountSet(live, view, section) {
		const host = hosts.quiz(view);
		const begun = () => section.toggleAttribute("data-begun", Object.keys(host.get("answers")).length > 0);
		mountQuiz(live, { ...view, learner: store.learner, strings, notices: [], answers: host.get("answers"), results: host.get("results") }, host);
		hosts.onCount(begun);
		begun();
	}

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
