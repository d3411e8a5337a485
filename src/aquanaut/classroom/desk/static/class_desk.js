import { h, part, translator } from "../../../pages/static/dom.js";
import { DeskForm } from "./desk_form.js";
import { outcome, trouble } from "./desk_outcome.js";

/**
 * @typedef {"assign"|"collect"|"grade"|"report"|"column"} StepName
 * @typedef {{stem: string, title: string, own: boolean, any: boolean}} Exercise
 * @typedef {{shown: string, link: string}} DeskFile
 *
 * What the last press of a step did or does.
 * @typedef {{busy: string, problem: string, lines: string[], files: DeskFile[], ask: string}} Work
 *
 * @typedef {{strings: Strings, exercises: Exercise[], articles: string[], by: string,
 *   platforms: {value: string, text: string}[],
 *   work: Record<string, Work>, kept: Record<string, string>, folder: string|null}} DeskView
 */

/**
 * The teacher's desk: what is asked of all steps on top, then a step each for Assign, Collect, Grade, Report and the column.
 * @param {HTMLElement} el
 * @param {DeskView} view
 * @param {Host<DeskView>} host
 */
export function mountClassDesk(el, view, host) {
	const desk = new ClassDesk(el, view, host);
	desk.draw();
	host.onChange(["work"], () => desk.draw());
	return () => {};
}

export class ClassDesk {
	#running = false;
	/** @type {Map<string, HTMLElement>} where each step says what it did */
	told = new Map();

	/**
	 * @param {HTMLElement} el
	 * @param {DeskView} view
	 * @param {Host<DeskView>} host
	 */
	constructor(el, view, host) {
		this.el = el;
		this.host = host;
		this.T = translator(view.strings);
		this.form = new DeskForm(this, view);
		const head = h("h3", { class: "aq-section" }, this.T("class_desk.title"));
		const parts = [head, this.form.shared(), ...this.form.steps()];
		el.classList.add("aquanaut");
		el.replaceChildren(h("section", { class: "aq-cd", "aria-label": this.T("class_desk.title") }, parts));
		this.form.adapt();
		this.form.recall(view.kept);
	}

	/** @param {string} name */
	place(name) {
		return /** @type {HTMLElement} */ (this.told.get(name));
	}

	/**
	 * @param {StepName} name
	 * @param {boolean} yes whether what was asked back was answered with yes
	 */
	async run(name, yes) {
		const { T, host } = this;
		if (this.#running) return;
		const place = this.place(name);
		if (Object.values(host.get("work")).some(({ busy }) => busy)) {
			place.replaceChildren(h("p", null, T("class_desk.wait")));
			return;
		}
		this.#running = true;
		place.replaceChildren(h("p", null, T("class_desk.working")));
		const { ok } = await host.ask({ type: "run", step: name, form: { ...this.form.values(), yes } });
		this.#running = false;
		if (!ok) place.replaceChildren(trouble(T("class_desk.no_kernel")));
	}

	/** Says in each step what came of it, where that has changed. */
	draw() {
		const work = this.host.get("work");
		for (const [name, place] of this.told) {
			const done = work[name];
			const shown = JSON.stringify(done ?? null);
			if (place.dataset.shown === shown) continue;
			place.dataset.shown = shown;
			place.replaceChildren(...(done ? outcome(this, /** @type {StepName} */ (name), done) : []));
			if (done?.ask) part(place, "button").focus();
		}
	}

	/**
	 * Nothing is done after all.
	 * @param {StepName} name
	 */
	leave(name) {
		this.place(name).replaceChildren(h("p", null, this.T("class_desk.left")));
		part(this.el, `[data-do=${name}]`).focus();
	}
}
