import { button, freshId, h, icon, para, t } from "../../../pages/static/dom.js";

const PIECE = 384 * 1024; // bytes of a file that travel at once

/** A chosen file's bytes as base64, one piece after the other. */
async function* piecesOf(file) {
	for (let at = 0; at < file.size; at += PIECE) {
		const bytes = new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer());
		let text = "";
		for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
		yield btoa(text);
	}
}

/** Where Jupyter serves files of this notebook's folder; "" where the address does not tell. */
function folderAddress() {
	const found = /^(.*?)\/(?:lab(?:\/workspaces\/[^/]+)?\/tree|doc\/tree|notebooks|tree)\/(.*)$/.exec(location.pathname);
	return found ? `${found[1]}/files/${found[2].replace(/[^/]*$/, "")}` : "";
}

/** The teacher's desk: what is asked of all steps on top, then a step each for Assign, Collect, Grade and Report. */
export function mountClassDesk(el, { strings, exercises, articles, by }, host) {
	const T = (key, values) => t(strings, key, values);
	const fields = {};
	const told = {}; // where each step says what it did
	let running = false;

	const field = (name, about, control, more) => {
		const id = freshId();
		control.id = id;
		fields[name] = control;
		const help = T(`class_desk.help.${about}`);
		const hasHelp = help !== `class_desk.help.${about}`;
		if (hasHelp) control.setAttribute("aria-describedby", `${id}-help`);
		return h("div", { class: "aq-cd-field", "data-field": name }, h("label", { for: id }, T(`class_desk.field.${about}`)), control, more,
			hasHelp && h("p", { class: "aq-small", id: `${id}-help` }, help));
	};
	const text = (attrs) => h("input", { class: "aq-cd-text", autocomplete: "off", spellcheck: "false", ...attrs });
	const options = (list) => list.map(({ value, text }) => h("option", { value }, text));
	const select = (list, attrs) => h("select", attrs, options(list));

	const chosen = () => exercises.find(({ stem }) => stem === fields.exercise.value);

	el.classList.add("aquanaut");
	el.replaceChildren(h("section", { class: "aq-cd", "aria-label": T("class_desk.title") },
		h("h3", { class: "aq-section" }, T("class_desk.title")),
		h("div", { class: "aq-cd-grid" },
			field("exercise", "exercise", select(exercises.map(({ stem, title, own }) => ({ value: stem, text: T(own ? "class_desk.own" : "class_desk.shipped", { stem, title }) })), { change: adapt })),
			field("due", "due", text({ type: "date" })),
			field("roster", "roster", text({ type: "text" }), chooser("roster", ".csv,.txt", false)),
			field("by", "by", text({ type: "text", value: by }))),
		step("assign", [
			field("mode", "mode", select(["graded", "practice"].map((value) => ({ value, text: T(`class_desk.mode.${value}`) })))),
			field("article", "article", select([{ value: "", text: T("class_desk.article.usual") }, ...articles.map((value) => ({ value, text: value }))])),
			field("seed", "seed", text({ type: "number", value: "0", min: "0", step: "1" })),
			field("out", "out", text({ type: "text" }))]),
		step("collect", [
			field("submissions", "submissions", text({ type: "text" }), chooser("submissions", ".zip,.ipynb,.jsonl", true))]),
		step("grade", [field("results", "results", text({ type: "text" }))]),
		step("report", [
			h("div", { class: "aq-cd-tick" }, (fields.feedback = h("input", { type: "checkbox", id: freshId() })), h("label", { for: fields.feedback.id }, T("class_desk.field.feedback")))])));
	adapt();
	draw();
	host.onChange(["work"], draw);

	// --- the form ---------------------------------------------------------------------------------------

	/** Fits the form to the exercise: only some take any article. */
	function adapt() {
		el.querySelector("[data-field=article]").hidden = !chosen()?.any;
		if (!chosen()?.any) fields.article.value = "";
		const stem = fields.exercise.value;
		for (const [name, folder] of [["out", "handed-out"], ["submissions", "handed-in"], ["results", "results"]]) {
			fields[name].value = ""; // another exercise's folder must not stay
			fields[name].placeholder = `${folder}/${stem}`;
		}
	}

	function step(name, inside) {
		const about = freshId();
		told[name] = h("div", { class: "aq-cd-told", "aria-live": "polite" });
		return h("section", { class: "aq-cd-step", "aria-labelledby": about },
			h("h4", { id: about }, T(`class_desk.step.${name}`)), para(T(`class_desk.about.${name}`), "aq-small"),
			inside.length > 0 && h("div", { class: "aq-cd-grid" }, inside),
			h("div", { class: "aq-actions" }, button(T(`class_desk.do.${name}`), () => run(name, false), { class: "aq-btn aq-main", "data-do": name })),
			told[name]);
	}

	function form(yes) {
		const values = Object.fromEntries(Object.entries(fields).map(([name, control]) => [name, control.type === "checkbox" ? control.checked : control.value]));
		return { ...values, yes };
	}

	async function run(name, yes) {
		if (running) return;
		if (Object.values(host.get("work")).some(({ busy }) => busy)) {
			told[name].replaceChildren(h("p", null, T("class_desk.wait")));
			return;
		}
		running = true;
		told[name].replaceChildren(h("p", null, T("class_desk.working")));
		const { ok } = await host.ask({ type: "run", step: name, form: form(yes) });
		running = false;
		if (!ok) told[name].replaceChildren(trouble(T("class_desk.no_kernel")));
	}

	// --- files ------------------------------------------------------------------------------------------

	/** A button that brings files from anywhere on this computer into the notebook's folder. */
	function chooser(name, accept, multiple) {
		const input = h("input", { type: "file", id: freshId(), accept, multiple, class: "aq-vh", tabindex: "-1", "aria-hidden": "true" });
		const line = h("p", { class: "aq-small", role: "status" });
		input.addEventListener("change", async () => {
			const files = [...input.files];
			input.value = ""; // so that the same file can be chosen again
			await bring(name, files, line);
		});
		return h("div", { class: "aq-actions" }, button(T(`class_desk.choose.${name}`), () => input.click()), input, line);
	}

	async function bring(name, files, line) {
		let last = { ok: true, text: "" };
		for (const [k, file] of files.entries()) {
			line.textContent = T("class_desk.bringing", { file: file.name, k: k + 1, all: files.length });
			last = await host.ask({ type: "open", name: file.name, size: file.size, sort: name, exercise: fields.exercise.value });
			try {
				for await (const data of piecesOf(file)) {
					if (!last.ok) break;
					last = await host.ask({ type: "piece", name: file.name, data });
				}
			} catch {
				last = { ok: false, text: T("class_desk.unread", { file: file.name }) };
			}
			if (last.ok) last = await host.ask({ type: "end", name: file.name });
			if (!last.ok) break;
		}
		if (last.ok && files.length) fields[name].value = name === "roster" ? last.path : last.folder;
		line.textContent = last.ok ? (files.length > 1 ? T("class_desk.brought", { n: files.length, folder: last.folder }) : last.text)
			: `⚠ ${last.text || T("class_desk.no_kernel")}`;
	}

	// --- what came of it --------------------------------------------------------------------------------

	const trouble = (said) => h("div", { class: "aq-unsaved", role: "alert" }, said.split("\n").map((line, i) => h("p", null, i === 0 && icon("⚠"), line)));

	function draw() {
		const work = host.get("work");
		for (const [name, place] of Object.entries(told)) {
			const done = work[name];
			const shown = JSON.stringify(done ?? null);
			if (place.dataset.shown === shown) continue;
			place.dataset.shown = shown;
			place.replaceChildren(...(done ? outcome(name, done) : []));
			if (done?.ask) place.querySelector("button").focus();
		}
	}

	function outcome(name, { busy, problem, lines, files, ask }) {
		if (busy) return [h("p", null, busy)];
		if (problem) return [trouble(problem)];
		if (ask) {
			return [h("div", { class: "aq-note" }, para(ask), h("div", { class: "aq-actions" },
				button(T("class_desk.yes"), () => run(name, true), { class: "aq-btn aq-main" }),
				button(T("class_desk.no"), () => {
					told[name].replaceChildren(h("p", null, T("class_desk.left")));
					el.querySelector(`[data-do=${name}]`).focus();
				})))];
		}
		return [h("ul", { class: "aq-cd-lines" }, lines.map((line) => h("li", { dir: "auto" }, line))),
			files.length > 0 && h("ul", { class: "aq-cd-files", "aria-label": T("class_desk.files") }, files.map(file))].filter(Boolean);
	}

	/** A link to a file. The notebook's address is asked for when it is needed: it can have been moved or renamed. */
	function file({ shown, link }) {
		const address = folderAddress();
		if (!link || !address) return h("li", null, h("code", null, shown));
		const whole = (base) => base + link.split("/").map(encodeURIComponent).join("/");
		const a = h("a", { href: whole(address), target: "_blank", rel: "noopener", click: () => (a.href = whole(folderAddress() || address)) }, shown);
		return h("li", null, a);
	}
}
