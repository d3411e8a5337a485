import { button, h, icon, liveRegion, para, say, t } from "../../pages/static/dom.js";

/** How far a learner is, and what is theirs: download, a new person on this computer, erase. */

export const PROGRESS_TRAITS = ["lessons", "learner", "folder", "notices", "strings"];

/**
 * @param {HTMLElement} el
 * @param {Object} view the traits above
 * @param {Object} host as for `mountQuiz`, with `ask(message)` besides
 * @returns {function(): void} takes the view down again
 */
export function mountProgress(el, view, host) {
	const T = (key, values) => t(view.strings, key, values);
	const region = liveRegion();
	const body = h("div", { class: "aq-depth" });
	const notices = h("div");
	const question = h("div", { class: "aq-ask", hidden: true });
	const told = h("p", { class: "aq-small" });
	const code = h("p", { class: "aq-small" });
	const open = {};

	for (const what of ["new_person", "erase"]) {
		open[what] = button(T(`progress.${what}`), () => confirmFirst(what), { "aria-expanded": "false" });
	}
	el.classList.add("aquanaut");
	el.replaceChildren(
		h("section", { class: "aq-progress", "aria-label": T("progress.title") },
			h("h3", { class: "aq-section" }, T("progress.title")), notices, body, code,
			h("div", { class: "aq-buttons" },
				button(T("progress.refresh"), () => act("refresh")),
				button(T("progress.download"), () => act("download")), !view.owned && open.new_person, open.erase),
			question, told, region));
	draw();
	host.onChange(PROGRESS_TRAITS, () => {
		for (const name of PROGRESS_TRAITS) view[name] = host.get(name);
		draw();
	});
	return () => el.replaceChildren();

	function draw() {
		notices.replaceChildren(...view.notices.map((text) => h("p", { class: "aq-note" }, text)));
		code.textContent = T("progress.code", { code: view.learner, folder: view.folder });
		body.replaceChildren(h("ol", { class: "aq-dive" }, view.lessons.map(row)));
	}

	function row(lesson) {
		const all = lesson.must || lesson.total;
		const done = lesson.must ? lesson.must_done : lesson.done;
		const share = all ? Math.round((100 * done) / all) : 0;
		const words = lesson.must
			? T("progress.must", { done: lesson.must_done, all: lesson.must, more: lesson.done - lesson.must_done, rest: lesson.total - lesson.must })
			: T("progress.all", { done: lesson.done, all: lesson.total });
		return h("li", { class: `aq-level ${share === 100 ? "aq-reached" : ""}` },
			h("span", { class: "aq-gauge", "aria-hidden": "true" }, h("span", { class: "aq-water", style: `height:${share}%` })),
			h("div", null,
				h("p", null, h("strong", null, lesson.page ? h("a", { href: lesson.page, "data-page": true }, lesson.title) : lesson.title), share === 100 && [" ", icon("✓"), T("progress.reached")]),
				para(lesson.about),
				para(words, "aq-small"),
				lesson.unchecked.length > 0 && para(T("progress.unchecked", { sets: lesson.unchecked.join(", ") }), "aq-small")));
	}

	function confirmFirst(what) {
		const close = () => {
			question.hidden = true;
			open[what].setAttribute("aria-expanded", "false");
		};
		const yes = button(T(`progress.${what}.yes`), () => (close(), act(what), open[what].focus()), { class: "aq-btn aq-main" });
		const no = button(T("progress.cancel"), () => (close(), open[what].focus()));
		question.replaceChildren(h("p", null, T(`progress.${what}.ask`)), h("div", { class: "aq-buttons" }, yes, no));
		question.hidden = false;
		for (const [name, other] of Object.entries(open)) other.setAttribute("aria-expanded", String(name === what));
		say(region, T(`progress.${what}.ask`));
		no.focus();
	}

	async function act(what) {
		const answer = await host.ask({ type: what });
		if (what === "download" && answer.ok) save(answer);
		if (what === "erase" && answer.ok) forgetBrowser();
		const text = answer.ok ? T(`progress.${what}.done`, { name: answer.name ?? "" }) : answer.text || T("progress.silent");
		told.textContent = text;
		say(region, text);
	}

	/** What the browser kept for answers that no file took, of everybody: the page cannot tell whose is whose. */
	function forgetBrowser() {
		try {
			for (const key of Object.keys(localStorage)) if (key.startsWith("aquanaut:")) localStorage.removeItem(key);
		} catch {
			// no storage, nothing kept
		}
	}
}

/** Hands a file to the browser's own download: `data` in base64, or `lines` of text. */
export function save({ name, data, lines }) {
	const bytes = lines ?? Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
	const type = lines === undefined ? "application/zip" : "application/x-ndjson";
	const address = URL.createObjectURL(new Blob([bytes], { type }));
	const link = h("a", { href: address, download: name });
	link.click();
	setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
