import { h } from "../../pages/static/dom.js";
import { mountQuiz } from "./quiz.js";

/** What every page that stands alone does with its parts: a living one beside the paper, and the paper where it fails. */

/** Puts each part of the page in its place. `mount` has a function `(live, part, section)` for each kind. */
export function mountParts(parts, mount, T) {
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
}

/** How a set of questions is mounted over the page's own store. */
export const setMounter = (hosts, store, strings) => (live, view, section) => {
	const host = hosts.quiz(view);
	const begun = () => section.toggleAttribute("data-begun", Object.keys(host.get("answers")).length > 0);
	mountQuiz(live, { ...view, learner: store.learner, strings, notices: [], answers: host.get("answers"), results: host.get("results") }, host);
	hosts.onCount(begun);
	begun();
};
