import { button, freshId, h, icon, liveRegion, para, same, say, t } from "../../pages/static/dom.js";
import { controlOf } from "../../questions/static/controls.js";

/** A set of questions: the frame that every control stands in, and the way of an answer to its host. */

const SURE = [50, 60, 75, 90, 100];
const ICONS = { right: "✓", part: "◐", wrong: "✗", recorded: "●" };
const TYPING = 400; // milliseconds of rest before typed text travels
const SETTLES = ["check", "reveal"]; // events that stand for the draft before them

export const QUIZ_TRAITS = ["lesson", "set", "title", "mode", "learner", "strings", "questions", "answers", "results", "notices"];

/**
 * @param {HTMLElement} el
 * @param {Object} view the traits above
 * @param {{send: function(Object): Promise<Object>, get: function(string): *, onChange: function(string[], function): void,
 *   kept: function(string): Object[]}} host
 * @returns {function(): void} takes the set down again
 */
export function mountQuiz(el, view, host) {
	const T = (key, values) => t(view.strings, key, values);
	const region = liveRegion();
	const line = h("p", { class: "aq-small" });
	const gauge = h("span", { class: "aq-track", "aria-hidden": "true" }, h("span"));

	function progress() {
		const count = (list) => ({ n: list.filter((frame) => frame.done()).length, all: list.length });
		const must = frames.filter((frame) => frame.must);
		const rest = must.length ? frames.filter((frame) => !frame.must) : [];
		const first = count(must.length ? must : frames);
		const lines = [T(must.length ? "quiz.progress.must" : "quiz.progress", first), rest.length && T("quiz.progress.more", count(rest))];
		line.textContent = lines.filter(Boolean).join(" · ");
		gauge.firstChild.style.width = `${(100 * first.n) / Math.max(first.all, 1)}%`;
	}

	const quiz = { view, host, T, progress, say: (text) => say(region, text) };
	const frames = view.questions.filter(({ kind }) => controlOf(kind)).map((question, i) => makeFrame(quiz, question, i));
	const missing = view.questions.length - frames.length;
	el.classList.add("aquanaut");
	el.replaceChildren(
		h("div", { class: "aq-quiz", "data-set": view.set },
			h("div", { class: "aq-head" },
				view.title && h("h2", null, view.title),
				view.mode === "graded" && para(T("quiz.graded")),
				[...(view.notices ?? []), missing > 0 && T("quiz.unknown", { n: missing })].map((text) => text && para(text, "aq-note")),
				frames.length > 1 && [line, gauge]),
			frames.map((frame) => frame.el),
			region));
	for (const frame of frames) frame.start();
	host.onChange(["answers", "results"], () => {
		for (const frame of frames) frame.heard(host.get("answers"), host.get("results"));
	});
	const flush = () => frames.forEach((frame) => frame.flush());
	addEventListener("pagehide", flush);
	return () => {
		removeEventListener("pagehide", flush);
		flush();
	};
}

/** One question. */
function makeFrame({ view, host, T, progress, say: speak }, q, index) {
	const graded = view.mode === "graded";
	const uid = freshId();
	const promptId = `${uid}-p`;
	const allHints = q.hints ?? [];

	let state = "fresh"; // fresh | draft | checked | revealed
	let shown = null; // the result on the page
	let seen = {}; // what the host last said of this question
	let asked = null; // when the check was made whose result belongs here
	let waiting = false;
	let isSaved = false;
	let flying = 0; // messages under way
	let timer = 0; // a draft that will be sent
	let hintsOpen = 0;
	let alarmed = "";
	const unsaved = new Map(); // kind of message -> its receipt

	const { make, typed, coach } = controlOf(q.kind);
	const control = make(q, { strings: view.strings, uid, promptId, changed, send: post, say: speak, refresh: gate });
	const sure = q.confidence ? SURE.map((value) => h("input", { type: "radio", name: `${uid}-sure`, value, change: changed })) : [];
	const hints = h("ol", { class: "aq-hints" });
	const feedback = h("div");
	const saved = h("p", { class: "aq-saved aq-small" });
	const alarm = h("div", { role: "alert" });
	const note = h("p", { class: "aq-note", id: `${uid}-n` });
	const hint = button("", moreHint);
	const check = button(T(graded ? "quiz.record" : "quiz.check"), () => ask("check"), { class: "aq-btn aq-main", "aria-describedby": note.id });
	const again = button(T(graded ? "quiz.change" : "quiz.again"), () => (settle("draft", null), control.focus()));
	const reveal = button(T("quiz.reveal"), () => ask("reveal"));
	const actions = h("div", { class: "aq-actions" }, check, again, reveal, hint, saved);
	const el = h("article", { class: "aq-q", "data-question": q.id, "aria-labelledby": `${uid}-h` },
		h("h3", { id: `${uid}-h` },
			h("span", null, T(view.questions.length > 1 ? "quiz.number" : "quiz.single", { k: index + 1, all: view.questions.length })),
			q.must && h("span", { class: "aq-tag" }, T("quiz.must"))),
		q.context && h("blockquote", { class: "aq-context" },
			q.context.text.split(/\n+/).map((text) => para(text)),
			q.context.from && h("footer", { class: "aq-small" }, q.context.from)),
		h("fieldset", null, h("legend", { id: promptId, dir: "auto" }, q.prompt), control.el),
		sure.length > 0 && h("fieldset", { class: "aq-sure" },
			h("legend", null, T("sure.prompt")),
			sure.map((input) => h("label", null, input, h("span", null, `${input.value} % `, h("small", null, T(`sure.${input.value}`)))))),
		hints, note, actions, alarm, feedback, control.after);

	// --- the way of an answer ---
	const confidence = () => Number(sure.find((input) => input.checked)?.value) || null;

	function post(event, extra) {
		if (event === "draft" || SETTLES.includes(event)) timer = void clearTimeout(timer);
		const at = new Date().toISOString();
		return deliver({ type: "answer", question: q.id, event, answer: control.read(), confidence: confidence(), at, ...extra });
	}

	async function deliver(msg) {
		flying += 1;
		const sending = host.send(msg);
		status();
		const receipt = await sending;
		flying -= 1;
		received(msg, receipt);
		receipt.late?.then((late) => received(msg, late));
	}

	function received(msg, receipt) {
		const settles = SETTLES.includes(msg.event);
		const kind = settles || msg.event === "draft" ? "answer" : msg.event + JSON.stringify(msg.marks);
		if (!receipt.saved) unsaved.set(kind, { ...receipt, at: msg.at });
		else if (!(unsaved.get(kind)?.at > msg.at)) unsaved.delete(kind);
		isSaved ||= receipt.saved;
		if (settles) waiting = false;
		if (settles && asked === msg.at) {
			if (receipt.result) show(receipt.result, receipt.result.revealed ? "revealed" : "checked");
			else note.textContent = T("quiz.unscored");
		}
		buttons();
		status();
	}

	/** Only the newest draft travels, when the one before it has arrived; typing never waits. */
	function later() {
		clearTimeout(timer);
		timer = setTimeout(() => (flying ? later() : post("draft")), flying || typed ? TYPING : 0);
	}

	function changed() {
		state = "draft";
		asked = null;
		isSaved = false;
		gate();
		later();
		status();
	}

	function ask(event) {
		if (waiting) return;
		const missing = event === "check" ? unready() || (control.read() === null ? (control.empty ?? T("quiz.empty")) : "") : "";
		note.textContent = missing;
		if (missing) return speak(missing);
		waiting = true;
		asked = new Date().toISOString();
		buttons();
		post(event, { at: asked });
	}

	function moreHint() {
		if (hintsOpen >= allHints.length) return;
		hintsOpen += 1;
		drawHints();
		speak(hints.lastChild.textContent);
		post("hint", { text: String(hintsOpen) });
	}

	// --- what is seen ---
	function show(result, next) {
		const held = actions.contains(document.activeElement); // the button that had the focus may go
		settle(next, result);
		if (held) feedback.firstChild.focus();
		else speak(feedback.firstChild.textContent);
	}

	/** Puts the question into a state, with the result that belongs to it. */
	function settle(next, result, entry) {
		shown = result;
		state = result || next === "fresh" ? next : "draft";
		control.show(result, entry);
		control.lock(Boolean(result));
		for (const input of sure) input.disabled = Boolean(result);
		feedback.className = result ? `aq-feedback aq-is-${result.verdict}` : "";
		feedback.replaceChildren();
		if (result) {
			feedback.append(
				h("h4", { tabindex: "-1" }, icon(ICONS[result.verdict]), h("strong", null, T(`verdict.${result.verdict}`)), ` ${result.summary ?? ""}`),
				...[result.feedback, graded && coach?.(q, control.read(), T), result.next].filter(Boolean).map((text) => para(text)));
		}
		gate();
		progress();
	}

	/** What a control still asks for before a check, in a sentence. */
	const unready = () => (shown ? "" : (control.ready?.() ?? ""));

	function gate() {
		note.textContent = unready();
		buttons();
	}

	function buttons() {
		check.hidden = Boolean(shown);
		check.setAttribute("aria-disabled", waiting || Boolean(unready()));
		again.hidden = !shown;
		reveal.hidden = graded || state !== "checked" || shown?.status === "pending";
		hint.hidden = !allHints.length || Boolean(shown);
	}

	function drawHints() {
		const all = allHints.length;
		hints.replaceChildren(...allHints.slice(0, hintsOpen).map((text) => h("li", { dir: "auto" }, text)));
		hint.textContent = T(hintsOpen < all ? "quiz.hint" : "quiz.hint.none", { k: hintsOpen + 1, all });
		hint.setAttribute("aria-disabled", hintsOpen >= all);
	}

	/** "Saved" is said only of what a receipt has confirmed; a loss is said loudly, once. */
	function status() {
		const bad = [...unsaved.values()].pop();
		saved.textContent = bad ? "" : flying || timer ? T("save.saving") : isSaved ? T("save.saved") : "";
		const why = bad?.why === "no kernel" ? T("save.no_kernel") : bad?.why;
		const text = bad ? `${why} ${T(bad.kept ? "save.kept" : "save.lost")}` : "";
		if (text === alarmed) return;
		alarmed = text;
		alarm.replaceChildren();
		if (text) alarm.append(h("p", { class: "aq-unsaved" }, icon("⚠"), h("strong", null, T("save.not")), ` ${text}`));
		else speak(T("save.saved"));
	}

	// --- what the host knows ---
	function apply({ entry, result }) {
		control.write(entry?.answer ?? null);
		for (const input of sure) input.checked = Number(input.value) === entry?.confidence;
		hintsOpen = Math.min(entry?.hints ?? 0, allHints.length);
		drawHints();
		const next = entry?.state || "fresh";
		settle(next, /checked|revealed/.test(next) && result ? result : null, entry);
		isSaved = Boolean(entry?.saved);
		status();
	}

	/** Takes over what another view or the log says, unless something of this view's own is on its way. */
	function heard(answers, results) {
		const told = { entry: answers?.[q.id], result: results?.[q.id] };
		if (same(seen, told)) return;
		seen = told;
		if (flying || timer) return;
		const { answer, confidence: given, state: next } = told.entry ?? {};
		const known = same(answer, control.read()) && same(given, confidence()) && (next || "fresh") === state;
		if (!known || (shown && !same(told.result, shown))) apply(told);
	}

	/** Restores what the log holds, then whatever this browser kept because no receipt had come. */
	function start() {
		seen = { entry: view.answers?.[q.id], result: view.results?.[q.id] };
		apply(seen);
		const kept = host.kept(q.id);
		const last = kept.filter(({ event }) => event === "draft" || SETTLES.includes(event)).pop();
		if (last && !(seen.entry?.at > last.at)) {
			apply({ entry: { ...seen.entry, answer: last.answer, confidence: last.confidence, state: "draft", saved: false } });
			asked = last.at;
		}
		kept.forEach(deliver);
	}

	const flush = () => timer && post("draft");
	control.el.addEventListener("focusout", flush);
	return { el, must: q.must, start, heard, flush, done: () => Boolean(shown) };
}
