import { button, freshId, h, para, part } from "../../../pages/static/dom.js";
import { chooser } from "./desk_files.js";

/**
 * @typedef {import("./class_desk.js").ClassDesk} ClassDesk
 * @typedef {import("./class_desk.js").DeskView} DeskView
 * @typedef {import("./class_desk.js").StepName} StepName
 * @typedef {HTMLInputElement|HTMLSelectElement} Field
 */

const FOLDERS = Object.entries({ out: "handed-out", submissions: "handed-in", results: "results" });

/** The fields of the desk, shared ones and those of each step. */
export class DeskForm {
	/** @type {Map<string, Field>} */
	#fields = new Map();

	/**
	 * @param {ClassDesk} desk
	 * @param {DeskView} view
	 */
	constructor(desk, view) {
		this.desk = desk;
		this.view = view;
		this.T = desk.T;
	}

	/** The stem of the chosen exercise. */
	get exercise() {
		return this.#field("exercise").value;
	}

	/** @param {string} name */
	#field(name) {
		return /** @type {Field} */ (this.#fields.get(name));
	}

	/**
	 * @param {string} name
	 * @param {string} value
	 */
	setValue(name, value) {
		this.#field(name).value = value;
	}

	/** What the fields hold, by name. */
	values() {
		const pairs = [...this.#fields].map(([name, field]) => [
			name,
			field.type === "checkbox" ? isTicked(field) : field.value,
		]);
		return Object.fromEntries(pairs);
	}

	/** Fits the form to the exercise: only some take any article. */
	adapt() {
		const stem = this.exercise;
		const takesAny = this.view.exercises.find((exercise) => exercise.stem === stem)?.any;
		part(this.desk.el, "[data-field=article]").hidden = !takesAny;
		if (!takesAny) this.setValue("article", "");
		for (const [name, folder] of FOLDERS) {
			const field = /** @type {HTMLInputElement} */ (this.#field(name));
			field.value = ""; // another exercise's folder must not stay
			field.placeholder = `${folder}/${stem}`;
		}
	}

	/**
	 * Fills in what the desk knows from its last opening.
	 * @param {Record<string, string>} kept
	 */
	recall(kept) {
		const { exercise, ...others } = kept ?? {};
		if (exercise && this.view.exercises.some(({ stem }) => stem === exercise)) {
			this.setValue("exercise", exercise);
			this.adapt();
		}
		for (const [name, value] of Object.entries(others)) this.setValue(name, value);
	}

	/** What is asked of all steps. */
	shared() {
		const { T, view, desk } = this;
		const exercises = view.exercises.map(({ stem, title, own }) => ({
			value: stem,
			text: T(own ? "class_desk.own" : "class_desk.shipped", { stem, title }),
		}));
		const roster = chooser(desk, "roster", ".csv,.txt", false);
		return h("div", { class: "aq-cd-grid" }, [
			this.#labelled("exercise", select(exercises, { change: () => this.adapt() })),
			this.#labelled("due", text({ type: "date" })),
			this.#labelled("roster", text({ type: "text" }), roster),
			this.#labelled("by", text({ type: "text", value: view.by })),
		]);
	}

	steps() {
		return [
			this.#step("assign", this.#assigning()),
			this.#step("collect", [
				this.#labelled(
					"submissions",
					text({ type: "text" }),
					chooser(this.desk, "submissions", ".zip,.ipynb,.jsonl", true),
				),
			]),
			this.#step("grade", [this.#labelled("results", text({ type: "text" }))]),
			this.#step("report", [this.#tick("feedback")]),
			this.#step("column", [this.#labelled("platform", select(this.view.platforms))]),
		];
	}

	#assigning() {
		const { T, view } = this;
		const modes = ["graded", "practice"].map((value) => ({ value, text: T(`class_desk.mode.${value}`) }));
		const articles = view.articles.map((value) => ({ value, text: value }));
		return [
			this.#labelled("mode", select(modes)),
			this.#labelled("article", select([{ value: "", text: T("class_desk.article.usual") }, ...articles])),
			this.#labelled("seed", text({ type: "number", value: "0", min: "0", step: "1" })),
			this.#labelled("out", text({ type: "text" })),
		];
	}

	/**
	 * A field with its label and, where there is one, its help.
	 * @param {string} name
	 * @param {Field} control
	 * @param {Child} [more]
	 */
	#labelled(name, control, more) {
		const { T } = this;
		control.id = freshId();
		this.#fields.set(name, control);
		const help = T(`class_desk.help.${name}`);
		const hasHelp = help !== `class_desk.help.${name}`;
		if (hasHelp) control.setAttribute("aria-describedby", `${control.id}-help`);
		const label = h("label", { for: control.id }, T(`class_desk.field.${name}`));
		const note = hasHelp && h("p", { class: "aq-small", id: `${control.id}-help` }, help);
		return h("div", { class: "aq-cd-field", "data-field": name }, label, control, more, note);
	}

	/** @param {string} name */
	#tick(name) {
		const box = h("input", { type: "checkbox", id: freshId() });
		this.#fields.set(name, box);
		return h("div", { class: "aq-cd-tick" }, box, h("label", { for: box.id }, this.T(`class_desk.field.${name}`)));
	}

	/**
	 * @param {StepName} name
	 * @param {HTMLElement[]} inside
	 */
	#step(name, inside) {
		const { T, desk } = this;
		const id = freshId();
		const told = h("div", { class: "aq-cd-told", "aria-live": "polite" });
		desk.told.set(name, told);
		const attrs = { class: "aq-btn aq-main", "data-do": name };
		return h(
			"section",
			{ class: "aq-cd-step", "aria-labelledby": id },
			h("h4", { id }, T(`class_desk.step.${name}`)),
			para(T(`class_desk.about.${name}`), "aq-small"),
			h("div", { class: "aq-cd-grid" }, inside),
			h(
				"div",
				{ class: "aq-actions" },
				button(T(`class_desk.do.${name}`), () => desk.run(name, false), attrs),
			),
			told,
		);
	}
}

/** @param {Attrs} attrs */
const text = (attrs) => h("input", { class: "aq-cd-text", autocomplete: "off", spellcheck: "false", ...attrs });

/**
 * @param {{value: string, text: string}[]} options
 * @param {Attrs} [attrs]
 */
const select = (options, attrs) =>
	h(
		"select",
		attrs,
		options.map((option) => h("option", { value: option.value }, option.text)),
	);

/** @param {Field} field */
const isTicked = (field) => field instanceof HTMLInputElement && field.checked;
