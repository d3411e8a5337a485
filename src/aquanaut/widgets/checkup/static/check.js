import { button, h, liveRegion, para, say, t } from "../../../pages/static/dom.js";
import { mountQuiz, QUIZ_TRAITS } from "../../static/quiz.js";

/** The check: one question on a page, first all judgements, then the closer looks. Nothing is said to an answer. */

export const CHECK_TRAITS = [...QUIZ_TRAITS, "stage", "pages", "offer"];

/** See `mountQuiz`. `stage`: "judge" | "closer" | "closed"; `pages`: the ids of its questions; `offer`: may ask for the answers. */
export function mountCheck(el, view, host) {
	const T = (key, values) => t(view.strings, key, values);
	const region = liveRegion();
	const place = h("div");
	const heading = h("h3", { tabindex: "-1" });
	const line = h("p", { class: "aq-small" });
	const track = h("span", { class: "aq-track", "aria-hidden": "true" }, h("span"));
	const back = button(T("pager.back"), () => go(at - 1));
	const next = button(T("pager.next"), () => go(at + 1));
	const open = button(T("pager.open"), () => go(missing()[0]));
	const moves = h("div", { class: "aq-actions" }, back, next, open);
	const ending = h("div", { class: "aq-head" });
	let at = 0;
	let drawn = ""; // the stage that is on the page
	let hearing = []; // what the page's own questions want to hear
	let unmount = () => {};
	const paged = { ...host, onChange: (_names, listener) => hearing.push(listener) };

	const pages = () => host.get("pages");
	const recorded = (id) => Boolean(host.get("results")[id]);
	const missing = () => pages().flatMap((id, i) => (recorded(id) ? [] : [i]));

	function go(to) {
		at = Math.max(0, Math.min(to, pages().length - 1));
		draw();
		heading.focus();
	}

	/** Puts the page `at` up, restored from what Python knows by now. */
	function draw() {
		unmount();
		place.replaceChildren();
		hearing = [];
		drawn = host.get("stage");
		const here = view.questions.filter(({ id }) => id === pages()[at]);
		const told = { answers: host.get("answers"), results: host.get("results"), notices: at ? [] : view.notices };
		unmount = here.length ? mountQuiz(place, { ...view, ...told, title: "", questions: here }, paged) : () => {};
		heading.textContent = here.length ? T(`pager.at.${drawn}`, { k: at + 1, all: pages().length }) : "";
		count();
	}

	/** What is done, and what can be done next. */
	function count() {
		const all = pages().length;
		const n = all - missing().length;
		line.textContent = all ? T("pager.recorded", { n, all }) : "";
		track.firstChild.style.width = `${(100 * n) / Math.max(all, 1)}%`;
		for (const part of [moves, track, heading]) part.hidden = !all;
		back.hidden = at === 0;
		next.hidden = at >= all - 1;
		open.hidden = !missing().length || at < all - 1 || missing()[0] === at;
		const step = drawn === "closed" ? (host.get("offer") ? "show" : "") : drawn === "closer" || !missing().length ? drawn : "";
		if (ending.dataset.step !== step) offerStep(step);
	}

	/** The way on: asked for once more, since there is no way back. */
	function offerStep(step) {
		ending.dataset.step = step;
		const sure = () => {
			const left = step === "closer" ? missing().length : 0;
			const yes = button(T(`pager.yes.${step}`), () => take(step), { class: "aq-btn aq-main" });
			ending.replaceChildren(para(T(`pager.sure.${step}`)), ...[left && para(T("pager.left", { n: left }))].filter(Boolean),
				h("div", { class: "aq-actions" }, yes, button(T("pager.not_yet"), () => (offerStep(step), ending.querySelector("button").focus()))));
			yes.focus();
		};
		ending.replaceChildren(...(step ? [h("div", { class: "aq-actions" }, button(T(`pager.step.${step}`), sure, { class: "aq-btn aq-main" }))] : []));
	}

	async function take(step) {
		const { ok, text } = await host.ask({ type: "step", step: drawn });
		if (!ok) ending.append(h("p", { class: "aq-unsaved", role: "alert" }, text || T("save.no_kernel")));
	}

	el.classList.add("aquanaut");
	el.replaceChildren(h("div", { class: "aq-quiz" }, h("div", { class: "aq-head" }, heading, line, track), place, moves, ending, region));
	at = missing()[0] ?? 0;
	draw();
	host.onChange(["answers", "results"], () => {
		for (const listener of hearing) listener();
		count();
	});
	host.onChange(["stage", "pages", "offer"], () => {
		if (drawn === host.get("stage")) return count();
		delete ending.dataset.step;
		at = 0;
		draw();
		if (pages().length) heading.focus();
		else say(region, T("pager.closed"));
	});
	return () => unmount();
}
