import { h, translator } from "../../pages/static/dom.js";
import { mountQuiz } from "./quiz.js";

/** What every page that stands alone does with its parts: a living one beside the paper, and the paper where it fails. */

/** @typedef {{kind: string}} PagePart */
/** @typedef {(live: HTMLElement, given: any, section: HTMLElement) => void} Mount each kind of part has fields of its own */

/**
 * Puts each part of the page in its place.
 * @param {PagePart[]} parts
 * @param {Record<string, Mount>} mount by kind
 * @param {Strings} strings
 */
export function mountParts(parts, mount, strings) {
	const T = translator(strings);
	for (const section of document.querySelectorAll("[data-part]")) {
		if (section instanceof HTMLElement) mountPart(section, parts, mount, T);
	}
}

/**
 * @param {HTMLElement} section
 * @param {PagePart[]} parts
 * @param {Record<string, Mount>} mount
 * @param {Translate} T
 */
function mountPart(section, parts, mount, T) {
	section.querySelector(".aq-live")?.remove(); // a page that was saved from the browser has one
	const live = h("div", { class: "aq-live" });
	section.append(live);
	try {
		const { kind, ...given } = parts[Number(section.dataset.part)];
		mount[kind](live, given, section);
		section.dataset.live = kind;
	} catch (error) {
		section.dataset.failed = "";
		const words = T("page.broken", { error: /** @type {Error} */ (error).message });
		live.replaceChildren(h("p", { class: "aq-note" }, words));
	}
}

/**
 * How a set of questions is mounted over the page's own store.
 * @param {import("./page_host.js").PageHosts} hosts
 * @returns {(live: HTMLElement, view: QuizView, section: HTMLElement) => void}
 */
export const setMounter = (hosts) => (live, view, section) => {
	const { store, strings } = hosts;
	const host = hosts.quiz(view);
	const [answers, results] = [host.get("answers"), host.get("results")];
	const begun = () => section.toggleAttribute("data-begun", Object.keys(host.get("answers")).length > 0);
	mountQuiz(live, { ...view, learner: store.learner, strings, notices: [], answers, results }, host);
	hosts.onCount(begun);
	begun();
};

/**
 * Asks before a page is left whose answers the browser has not taken.
 * @param {import("../../pages/static/store.js").Store} store
 */
export const warnOfLoss = (store) =>
	addEventListener("beforeunload", (event) => {
		if (store.waiting) event.preventDefault();
	});
