// @ts-nocheck: Jupyter's own objects come without types here.
/* global LESSONS, WORDS, NAME, STYLE */
// Jupyter hands over its own modules: no bundler, and nothing to build on a learner's machine. `building.py` puts the
// lessons' code (LESSONS, by stem), the words (WORDS, by language), NAME and STYLE before this text.

const WIDGET = "application/vnd.jupyter.widget-view+json";
const BESIDE = "__import__('sys').path[:] = [p for p in __import__('sys').path if p]";
const STEMS = new Map(Object.entries(LESSONS).flatMap(([stem, codes]) => codes.map((code) => [code, stem])));
const SAID = { ...WORDS.en, ...WORDS[document.documentElement.lang.slice(0, 2)] };
let scope;

/** A sentence of ours with its slots filled. */
const t = (key, values = {}) => SAID[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

async function shared(name) {
	const entry = Object.values(scope[name] ?? {})[0];
	if (!entry) throw new Error(`${NAME}: this Jupyter shares no ${name}`);
	return (await entry.get())();
}

function h(tag, attributes, ...children) {
	const element = Object.assign(document.createElement(tag), attributes);
	element.append(...children);
	return element;
}

const codeCells = (panel) => panel.content.widgets.filter((cell) => cell.model.type === "code");
const textOf = (cell) => cell.model.sharedModel.source.trim();
const codeOf = (panel) => codeCells(panel).map(textOf).filter(Boolean).join("\f");
const modelIds = (cell) =>
	cell.model.outputs
		.toJSON()
		.map(({ data }) => data?.[WIDGET]?.model_id)
		.filter(Boolean);

/** The lesson whose exact code a notebook holds, or undefined: nothing else ever runs by itself. */
const lessonOf = (panel) => STEMS.get(codeOf(panel));

/** The lesson that a notebook says it is: it may have been changed. */
const namedIn = (panel) => {
	const { lesson } = panel.content.model.sharedModel.getMetadata("aquanaut") ?? {};
	return Object.hasOwn(LESSONS, lesson ?? "") ? lesson : undefined;
};

/** The line above a lesson: how it stands, in words, and what can be done. */
class Line {
	says = h("span", { role: "status" });
	ask = h("div", { hidden: true });

	constructor(panel, Widget, { again, back }) {
		this.again = h("button", {
			type: "button",
			onclick: again,
			textContent: t("opener.again"),
			title: t("opener.again.about"),
		});
		this.again.dataset.do = "again";
		this.again.setAttribute("aria-label", t("opener.again.about"));
		this.code = h("button", { type: "button", textContent: t("opener.code.show"), onclick: () => this.#turn(panel) });
		this.code.dataset.do = "code";
		this.back = h("button", { type: "button", textContent: t("opener.back"), onclick: back });
		this.back.dataset.do = "back";
		this.ask.dataset.part = "ask";
		const row = h("div", {}, this.says, this.again, this.code, this.back, this.ask);
		const node = h("section", {}, row);
		node.setAttribute("aria-label", t("opener.label"));
		this.#lay(panel, new Widget({ node }), row);
	}

	#lay(panel, widget, row) {
		widget.addClass("aq-line");
		panel.contentHeader.addWidget(widget);
		// Jupyter lays out by minimum heights alone: without one the line lies under the notebook, and takes no click.
		const watch = new ResizeObserver(() => {
			widget.node.style.minHeight = `${row.offsetHeight}px`;
			widget.parent?.fit();
		});
		watch.observe(row);
		panel.disposed.connect(() => watch.disconnect());
	}

	#turn(panel) {
		const shown = panel.toggleClass("aq-code");
		this.code.textContent = t(shown ? "opener.code.hide" : "opener.code.show");
	}

	say(text, offer) {
		this.says.textContent = text;
		for (const button of [this.again, this.back]) button.classList.toggle("aq-offered", button === offer);
	}

	/** Asks once more; resolves with whether the answer was yes. */
	confirm(text) {
		return new Promise((resolve) => {
			const close = (answer) => {
				this.ask.hidden = true;
				this.back.focus();
				resolve(answer);
			};
			const no = h("button", { type: "button", textContent: t("opener.back.no"), onclick: () => close(false) });
			const yes = h("button", { type: "button", textContent: t("opener.back.yes"), onclick: () => close(true) });
			this.ask.replaceChildren(h("span", { textContent: text }), no, yes);
			this.ask.hidden = false;
			no.focus();
		});
	}
}

/** One lesson in one panel. */
class Lesson {
	running = false;
	lost = false;
	doubt = false;

	constructor(app, panel, kit) {
		Object.assign(this, { app, panel, kit, context: panel.sessionContext });
		const acts = { again: () => this.startAgain(), back: () => this.getBack() };
		this.line = new Line(panel, kit.Widget, acts);
		this.context.statusChanged.connect((_, status) => {
			// Jupyter's box "Kernel Restarting" takes the keyboard from a person who is typing; the line says it, too.
			if (status === "autorestarting") kit.opening.forEach((box) => Promise.resolve().then(() => box.reject()));
			this.onStatus(status);
		});
		this.context.connectionStatusChanged.connect(() => this.onStatus());
		this.context.kernelChanged.connect((_, { newValue }) => {
			if (!newValue && !this.running) this.onStatus("dead");
		});
	}

	get kernel() {
		return this.context.session?.kernel;
	}

	/** Makes a page of it: the code hidden, the side bars closed, nothing opened for typing by a double click. */
	dress() {
		const { app, panel } = this;
		panel.addClass("aq-lesson");
		const { notebookConfig } = panel.content;
		panel.content.notebookConfig = { ...notebookConfig, showEditorForReadOnlyMarkdown: false };
		app.restored.then(() => app.shell.collapseLeft?.());
		app.restored.then(() => app.shell.collapseRight?.());
	}

	async begin() {
		if (!lessonOf(this.panel)) return this.line.say(t("opener.changed"), this.line.back);
		this.dress();
		this.line.say(t("opener.getting_ready"));
		await this.context.ready;
		if (!this.kernel) return this.line.say(t("opener.begin"), this.line.again);
		return this.run();
	}

	onStatus(status) {
		const { kernel, line } = this;
		if (!lessonOf(this.panel)) return;
		if (status === "autorestarting" || status === "dead" || (this.lost && !this.running)) {
			this.lost = true;
			line.say(t("opener.stopped"), line.again);
		} else if (kernel && kernel.connectionStatus !== "connected") {
			if (!this.running) line.say(t("opener.waiting"));
		} else if (!this.running) this.#settle(status);
	}

	#settle(status) {
		if (status === "restarting") this.doubt = true;
		if (status === "idle" && this.doubt) {
			this.doubt = false;
			this.look();
		}
		clearTimeout(this.clock); // screen readers say it aloud: only what lasts
		const speak = () =>
			this.running || this.lost || this.line.say(t(status === "busy" ? "opener.working" : "opener.ready"));
		this.clock = setTimeout(speak, status === "busy" ? 1000 : 0);
	}

	/** The code cells whose widgets no longer live in the kernel. The answer comes after all that is queued there. */
	async dead() {
		const reply = await this.kernel.requestCommInfo({ target_name: "jupyter.widget" });
		const alive = reply.content.comms ?? {};
		return codeCells(this.panel).filter((cell) => {
			const ids = modelIds(cell);
			return textOf(cell) && (!ids.length || ids.some((id) => !(id in alive)));
		});
	}

	/** After a restart by hand: have the questions come back? A moment later, for "Restart and run all" runs them. */
	async look() {
		await new Promise((resolve) => setTimeout(resolve, 1500));
		const dead = await this.dead().catch(() => []);
		if (dead.some((cell) => modelIds(cell).length) && !this.running) this.onStatus("dead");
	}

	async run() {
		if (this.running) return;
		const { NotebookActions } = this.kit;
		this.running = true;
		let [done, all, good] = [0, 0, false];
		const count = (_, { notebook }) => {
			if (notebook === this.panel.content) this.line.say(t("opener.count", { n: ++done, all }));
		};
		NotebookActions.executed.connect(count);
		try {
			this.line.say(t("opener.getting_ready"));
			await this.kernel.info;
			// A file beside the notebook that is named like a module must not be imported by a run nobody asked for.
			const beside = { silent: true, store_history: false, stop_on_error: false, code: BESIDE };
			await this.kernel.requestExecute(beside).done;
			const cells = await this.dead();
			if (!lessonOf(this.panel)) return this.line.say(t("opener.changed"), this.line.back);
			all = cells.length;
			good = !all || (await NotebookActions.runCells(this.panel.content, cells, this.context));
			if (good && all) this.keep().catch(() => {});
		} catch (error) {
			console.error(NAME, error);
		} finally {
			NotebookActions.executed.disconnect(count);
			this.running = false;
		}
		if (good) this.lost = false;
		this.line.say(t(good ? "opener.ready" : "opener.wrong"), good ? null : this.line.again);
	}

	/** Saves what ran, so that a second tab finds it, unless another tab has saved: Jupyter would open a box and ask. */
	async keep() {
		const { context } = this.panel;
		const disk = await this.app.serviceManager.contents.get(context.path, { content: false });
		if (disk.writable && disk.last_modified === context.contentsModel?.last_modified) await context.save();
		else context.model.dirty = false;
	}

	async startAgain() {
		const session = this.context;
		this.line.say(t("opener.starting"));
		try {
			if (this.kernel && this.kernel.status !== "dead") await session.restartKernel();
			else await session.changeKernel({ name: session.kernelPreference?.name || "python3" });
		} catch (error) {
			console.error(NAME, error);
		}
		this.lost = false;
		if (this.kernel) await this.run();
		else this.line.say(t("opener.begin"), this.line.again);
	}

	/** Brings the lesson as it ships; what stood here is kept beside it under another name. */
	async getBack() {
		const { context } = this.panel;
		const stem = lessonOf(this.panel) ?? namedIn(this.panel);
		const time = new Date().toISOString().slice(0, 19).replace(/[-:T]/g, "");
		const beside = context.path.replace(/(\.ipynb)?$/, `_before_${time}.ipynb`);
		if (!(await this.line.confirm(t("opener.back.ask", { name: beside.split("/").pop() })))) return;
		try {
			const answer = await fetch(`${this.kit.place}/static/${stem}.ipynb`, { cache: "no-store" });
			if (!answer.ok) throw new Error(String(answer.status));
			const fresh = await answer.json();
			const { contents } = this.app.serviceManager;
			await contents.save(beside, { type: "notebook", format: "json", content: context.model.toJSON() });
			context.model.fromJSON(fresh);
			this.dress();
			await this.keep();
			await this.run();
			this.line.say(t("opener.back.done"));
		} catch (error) {
			this.line.say(t("opener.back.failed", { reason: error?.message ?? error }), this.line.back);
		}
	}
}

async function plugin() {
	const names = ["@jupyterlab/notebook", "@jupyterlab/apputils", "@lumino/widgets", "@jupyterlab/coreutils"];
	const [{ INotebookTracker, NotebookActions }, { Dialog }, { Widget }, { PageConfig, URLExt }] = await Promise.all(
		names.map(shared),
	);
	const opening = new Set(); // the boxes that open in this very turn: none of them by a person's hand
	const base = PageConfig.getOption("fullLabextensionsUrl") || URLExt.join(PageConfig.getBaseUrl(), "lab/extensions");
	const kit = { NotebookActions, Widget, opening, place: URLExt.join(base, NAME) };
	return {
		id: `${NAME}:plugin`,
		autoStart: true,
		requires: [INotebookTracker],
		activate(app, tracker) {
			document.head.append(h("style", { textContent: STYLE }));
			tracker.widgetAdded.connect(async (_, panel) => {
				await Promise.all([panel.context.ready, panel.revealed]);
				if (lessonOf(panel) ?? namedIn(panel)) await new Lesson(app, panel, kit).begin();
			});
			Dialog.tracker.widgetAdded.connect((_, box) => {
				opening.add(box);
				setTimeout(() => opening.delete(box), 0);
			});
		},
	};
}

(window._JUPYTERLAB ??= {})[NAME] = {
	init(given) {
		scope = given;
	},
	async get(module) {
		if (module !== "./extension") throw new Error(`${NAME} has no ${module}`);
		const made = await plugin();
		return () => ({ __esModule: true, default: made });
	},
};
