import { button, h, icon, liveRegion, para, say, translator } from "../../pages/static/dom.js";

/** How far a learner is, and what is theirs: download, a new person on this computer, erase. */

export const PROGRESS_TRAITS = /** @type {const} */ (["lessons", "learner", "folder", "notices", "strings"]);

/** @typedef {Pick<Host<ProgressView>, "get"|"onChange"|"ask">} ProgressHost */
/** @typedef {"new_person"|"erase"} Grave what is asked for once more before it is done */

/**
 * @param {HTMLElement} el
 * @param {ProgressView} view the traits above
 * @param {ProgressHost} host
 * @returns {() => void} takes the view down again
 */
export function mountProgress(el, view, host) {
	const progress = new Progress(view, host);
	el.classList.add("aquanaut");
	el.replaceChildren(progress.frame());
	progress.draw();
	host.onChange([...PROGRESS_TRAITS], () => {
		Object.assign(view, Object.fromEntries(PROGRESS_TRAITS.map((name) => [name, host.get(name)])));
		progress.draw();
	});
	return () => el.replaceChildren();
}

class Progress {
	region = liveRegion();
	body = h("div", { class: "aq-depth" });
	notices = h("div");
	question = h("div", { class: "aq-ask", hidden: true });
	told = h("p", { class: "aq-small" });
	code = h("p", { class: "aq-small" });

	/**
	 * @param {ProgressView} view
	 * @param {ProgressHost} host
	 */
	constructor(view, host) {
		this.view = view;
		this.host = host;
		this.T = translator(view.strings);
		this.open = { new_person: this.#opener("new_person"), erase: this.#opener("erase") };
	}

	/** @param {Grave} what */
	#opener(what) {
		return button(this.T(`progress.${what}`), () => this.#confirmFirst(what), { "aria-expanded": "false" });
	}

	frame() {
		const { T, view, open } = this;
		const buttons = [
			button(T("progress.refresh"), () => this.#act("refresh")),
			button(T("progress.download"), () => this.#act("download")),
			!view.owned && open.new_person,
			open.erase,
		];
		return h(
			"section",
			{ class: "aq-progress", "aria-label": T("progress.title") },
			h("h3", { class: "aq-section" }, T("progress.title")),
			this.notices,
			this.body,
			this.code,
			h("div", { class: "aq-buttons" }, buttons),
			this.question,
			this.told,
			this.region,
		);
	}

	draw() {
		const { view } = this;
		this.notices.replaceChildren(...view.notices.map((text) => h("p", { class: "aq-note" }, text)));
		this.code.textContent = this.T("progress.code", { code: view.learner, folder: view.folder });
		const rows = view.lessons.map((lesson) => lessonRow(lesson, this.T));
		this.body.replaceChildren(h("ol", { class: "aq-dive" }, rows));
	}

	/** @param {Grave} what */
	#confirmFirst(what) {
		const { T, open, question } = this;
		const close = () => {
			question.hidden = true;
			open[what].setAttribute("aria-expanded", "false");
		};
		const agreed = () => {
			close();
			this.#act(what);
			open[what].focus();
		};
		const refused = () => {
			close();
			open[what].focus();
		};
		const yes = button(T(`progress.${what}.yes`), agreed);
		const no = button(T("progress.cancel"), refused, { class: "aq-btn aq-main" }); // the one that harms nothing
		question.replaceChildren(h("p", null, T(`progress.${what}.ask`)), h("div", { class: "aq-buttons" }, yes, no));
		question.hidden = false;
		for (const [name, other] of Object.entries(open)) other.setAttribute("aria-expanded", String(name === what));
		say(this.region, T(`progress.${what}.ask`));
		no.focus();
	}

	/** @param {Grave|"refresh"|"download"} what */
	async #act(what) {
		const { T } = this;
		const answer = await this.host.ask({ type: what });
		if (what === "download" && answer.ok) save(answer);
		if (what === "erase" && answer.ok) forgetBrowser();
		const done = answer.ok && T(`progress.${what}.done`, { name: answer.name ?? "" });
		const text = done || answer.text || T("progress.silent");
		this.told.textContent = text;
		say(this.region, text);
	}
}

/**
 * @param {LessonStanding} lesson
 * @param {Translate} T
 */
function lessonRow(lesson, T) {
	const { must, total, title } = lesson;
	const all = must || total;
	const done = must ? lesson.must_done : lesson.done;
	const share = all ? Math.round((100 * done) / all) : 0;
	const words = must
		? T("progress.must", { done, all, more: lesson.done - done, rest: total - must })
		: T("progress.all", { done, all });
	const name = lesson.page ? h("a", { href: lesson.page, "data-page": true }, title) : title;
	const reached = share === 100 && [" ", icon("✓"), T("progress.reached")];
	const unchecked =
		lesson.unchecked.length > 0 && para(T("progress.unchecked", { sets: lesson.unchecked.join(", ") }), "aq-small");
	return h(
		"li",
		{ class: `aq-level ${share === 100 ? "aq-reached" : ""}` },
		h(
			"span",
			{ class: "aq-gauge", "aria-hidden": "true" },
			h("span", { class: "aq-water", style: `height:${share}%` }),
		),
		h(
			"div",
			null,
			h("p", null, h("strong", null, name), reached),
			para(lesson.about),
			para(words, "aq-small"),
			unchecked,
		),
	);
}

/** What the browser kept for answers that no file took, of everybody: the page cannot tell whose is whose. */
function forgetBrowser() {
	try {
		for (const key of Object.keys(localStorage)) if (key.startsWith("aquanaut:")) localStorage.removeItem(key);
	} catch {
		// no storage, nothing kept
	}
}

/**
 * Hands a file to the browser's own download: `data` in base64, or `lines` of text.
 * @param {{name?: string, data?: string, lines?: string}} file
 */
export function save({ name, data = "", lines }) {
	const bytes = lines ?? Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
	const type = lines === undefined ? "application/zip" : "application/x-ndjson";
	const address = URL.createObjectURL(new Blob([bytes], { type }));
	const link = h("a", { href: address, download: name });
	link.click();
	setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
