import { makeChoice } from "./choice.js";
import { button, freshId, h, icon, liveRegion, same, say, t } from "./dom.js";
import { makeMark } from "./marktext.js";
import { makeShort } from "./short.js";

/** A set of questions: the frame that every control stands in, and the way of an answer to its host. */

/** A new gesture is one new file and one new word here. */
const CONTROLS = { choice: makeChoice, mark: makeMark, short: makeShort };
const SURE = [50, 60, 75, 90, 100];
const ICONS = { right: "✓", part: "◐", wrong: "✗", recorded: "●" };
const TYPING = 400; // milliseconds of rest before typed text travels

export const QUIZ_TRAITS = ["lesson", "set", "title", "mode", "learner", "strings", "questions", "answers", "results"];

/**
 * @param {HTMLElement} el
 * @param {Object} view the traits above
 * @param {{send: function(Object): Promise<Object>, get: function(string): *, onChange: function(string[], function)}} host
 * @returns {function} takes the set down again
 */
export function mountQuiz(el, view, host) {
  const T = (key, values) => t(view.strings, key, values);
  const region = liveRegion();
  const line = h("p", { class: "aq-small" });
  const gauge = h("span", { class: "aq-gauge", "aria-hidden": "true" }, h("span"));

  function progress() {
    const must = frames.filter((frame) => frame.must);
    const count = (list) => ({ n: list.filter((frame) => frame.done()).length, all: list.length });
    const [first, rest] = must.length ? [must, frames.filter((frame) => !frame.must)] : [frames, []];
    const done = count(first);
    line.textContent = T(must.length ? "quiz.progress.must" : "quiz.progress", done);
    if (rest.length) line.textContent += ` · ${T("quiz.progress.more", count(rest))}`;
    gauge.firstChild.style.width = `${(100 * done.n) / Math.max(done.all, 1)}%`;
  }

  const quiz = { view, host, T, progress, say: (text) => say(region, text) };
  const frames = view.questions.map((question, i) => makeFrame(quiz, question, i));
  el.classList.add("aquanaut");
  el.replaceChildren(
    h("section", { class: "aq-quiz", "aria-label": view.title },
      h("header", { class: "aq-quiz-head" },
        h("h3", null, view.title),
        view.mode === "graded" && h("p", { class: "aq-small" }, T("quiz.graded")),
        frames.length > 1 && [line, gauge]),
      frames.map((frame) => frame.el),
      region),
  );
  for (const frame of frames) frame.start();
  progress();
  host.onChange(["answers", "results"], () => {
    for (const frame of frames) frame.heard(host.get("answers"), host.get("results"));
  });
  const flush = () => frames.forEach((frame) => frame.flush());
  window.addEventListener("pagehide", flush);
  return () => {
    window.removeEventListener("pagehide", flush);
    flush();
  };
}

const SETTLES = ["check", "reveal"]; // events that stand for the drafts before them
const DRAFT = 'draft""'; // the kind of a draft, as `received` names kinds

/** One question. */
function makeFrame(quiz, q, index) {
  const { T, host, view } = quiz;
  const graded = view.mode === "graded";
  const uid = freshId();
  const promptId = `${uid}-p`;

  let state = "fresh"; // fresh | draft | checked | revealed
  let shown = null; // the result on the page
  let seen = {}; // what the host last said of this question
  let asked = null; // when the check whose result belongs here was made
  let waiting = false;
  let isSaved = false;
  let flying = 0; // messages under way
  let timer = null; // a draft that will be sent
  let hintsOpen = 0;
  const unsaved = new Map(); // kind of message -> its receipt

  // --- parts ---
  const control = CONTROLS[q.control](q, { strings: view.strings, uid, promptId, changed, send: post, say: quiz.say });
  const sure = SURE.map((value) => h("input", { type: "radio", name: `${uid}-sure`, value, change: changed }));
  const hints = h("ol", { class: "aq-hints" });
  const feedback = h("div", { class: "aq-feedback", hidden: true });
  const saved = h("p", { class: "aq-saved aq-small" });
  const alarm = h("div", { role: "alert" });
  let alarmText = "";
  const note = h("p", { class: "aq-note" });
  const hint = button("", moreHint);
  const check = button(T(graded ? "quiz.record" : "quiz.check"), () => ask("check"), { class: "aq-btn aq-main" });
  const again = button(T(graded ? "quiz.change" : "quiz.again"), tryAgain);
  const reveal = button(T("quiz.reveal"), () => ask("reveal"));
  const actions = h("div", { class: "aq-actions" }, check, again, reveal, hint, saved);

  const el = h("article", { class: `aq-q aq-q-${q.control}`, "aria-labelledby": `${uid}-h` },
    h("h4", { id: `${uid}-h` },
      h("span", null, T("quiz.number", { k: index + 1, all: view.questions.length })),
      q.must && h("span", { class: "aq-tag" }, T("quiz.must"))),
    q.context && h("blockquote", { class: "aq-context", dir: "auto" },
      q.context.text.split(/\n+/).map((text) => h("p", null, text)),
      q.context.from && h("footer", { class: "aq-small" }, q.context.from)),
    h("fieldset", null, h("legend", { id: promptId, dir: "auto" }, q.prompt), control.el),
    q.confidence && h("fieldset", { class: "aq-sure" },
      h("legend", null, T("sure.prompt")),
      sure.map((input) => h("label", null, input, h("span", null, `${input.value} %`, h("small", null, T(`sure.${input.value}`)))))),
    hints, note, actions, alarm, feedback, control.after);

  // --- sending ---
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
    return receipt;
  }

  function received(msg, receipt) {
    const kind = msg.event + JSON.stringify(msg.marks ?? "");
    const settles = SETTLES.includes(msg.event);
    if (receipt.saved) {
      for (const key of settles ? [kind, DRAFT] : [kind]) unsaved.delete(key);
      isSaved = true;
    } else unsaved.set(kind, receipt);
    if (settles) waiting = false;
    if (settles && asked === msg.at) {
      if (receipt.result) show(receipt.result, msg.event === "reveal" ? "revealed" : "checked");
      else notice(T("quiz.unscored"));
    }
    buttons();
    status();
  }

  /** The newest draft travels when the one before it has arrived; typing never waits. */
  function draft() {
    timer = null;
    if (flying) later();
    else post("draft");
  }
  function later() {
    clearTimeout(timer);
    timer = setTimeout(draft, q.control === "short" || flying ? TYPING : 0);
  }

  function changed() {
    state = "draft";
    asked = null;
    isSaved = false;
    notice("");
    later();
    status();
    quiz.progress();
  }

  function ask(event) {
    if (waiting) return;
    if (event === "check" && control.read() === null) {
      notice(T("quiz.empty"));
      quiz.say(T("quiz.empty"));
      return;
    }
    notice("");
    waiting = true;
    asked = new Date().toISOString();
    buttons();
    post(event, { at: asked });
  }

  function tryAgain() {
    settle("draft", null);
    control.focus();
  }

  function moreHint() {
    if (hintsOpen >= q.hints.length) return;
    hintsOpen += 1;
    drawHints();
    quiz.say(`${T("quiz.hint", { k: hintsOpen, all: q.hints.length })}: ${q.hints[hintsOpen - 1]}`);
    post("hint", { text: String(hintsOpen) });
  }

  // --- showing ---
  function show(result, next) {
    const held = actions.contains(document.activeElement);
    settle(next, result);
    if (held) feedback.firstChild.focus();
    else quiz.say(feedback.firstChild.textContent);
  }

  /** Puts the question into a state, with the result that belongs to it. */
  function settle(next, result, entry) {
    shown = result;
    state = result || next === "fresh" ? next : "draft";
    const closed = Boolean(result);
    control.show(result, entry);
    control.lock(closed);
    for (const input of sure) input.disabled = closed && !input.checked;
    feedback.hidden = !result;
    feedback.className = `aq-feedback aq-is-${result?.verdict}`;
    feedback.replaceChildren();
    if (result) {
      const { verdict, summary, feedback: general, next: then } = result;
      feedback.append(
        h("h5", { tabindex: "-1" }, icon(ICONS[verdict]), h("strong", null, T(`verdict.${verdict}`)), summary && ` ${summary}`),
        ...[general, then].filter(Boolean).map((text) => h("p", { dir: "auto" }, text)),
      );
    }
    buttons();
    quiz.progress();
  }

  function buttons() {
    const closed = Boolean(shown);
    check.hidden = closed;
    check.setAttribute("aria-disabled", waiting);
    again.hidden = !closed;
    reveal.hidden = graded || state !== "checked";
    hint.hidden = !q.hints?.length || closed;
  }

  function drawHints() {
    const all = q.hints?.length ?? 0;
    hints.replaceChildren(...(q.hints ?? []).slice(0, hintsOpen).map((text) => h("li", { dir: "auto" }, text)));
    hint.textContent = hintsOpen < all ? T("quiz.hint", { k: hintsOpen + 1, all }) : T("quiz.hint.none");
    hint.setAttribute("aria-disabled", hintsOpen >= all);
  }

  const notice = (text) => (note.textContent = text);

  /** "Saved" is said only of what a receipt has confirmed; a loss is said loudly, once. */
  function status() {
    const bad = [...unsaved.values()].pop();
    saved.textContent = bad ? "" : flying || timer ? T("save.saving") : isSaved ? T("save.saved") : "";
    const why = bad && (bad.why === "no kernel" ? T("save.no_kernel") : bad.why);
    const text = bad ? `${why} ${T(bad.kept ? "save.kept" : "save.lost")}` : "";
    if (text === alarmText) return;
    if (!text) quiz.say(T("save.saved"));
    alarmText = text;
    alarm.replaceChildren();
    if (text) alarm.append(h("p", { class: "aq-unsaved" }, icon("⚠"), h("strong", null, T("save.not")), ` ${text}`));
  }

  // --- what the host knows ---
  function apply({ entry, result }) {
    control.write(entry?.answer ?? null);
    for (const input of sure) input.checked = Number(input.value) === entry?.confidence;
    hintsOpen = entry ? Math.max(hintsOpen, entry.hints ?? 0) : 0;
    drawHints();
    const state = entry?.state ?? "fresh";
    settle(state, state === "checked" || state === "revealed" ? result ?? null : null, entry);
    isSaved = Boolean(entry?.saved);
    status();
  }

  /** Takes over what another view or the log says, unless something of this view's own is on its way. */
  function heard(answers, results) {
    const told = { entry: answers?.[q.id], result: results?.[q.id] };
    if (same(seen, told)) return;
    seen = told;
    if (flying || timer) return;
    const { answer, confidence: sureness, state: next = "fresh" } = told.entry ?? {};
    const known = same(answer, control.read()) && same(sureness, confidence()) && next === state;
    if (!known || (shown && !same(told.result, shown))) apply(told);
  }

  function start() {
    seen = { entry: view.answers?.[q.id], result: view.results?.[q.id] };
    apply(seen);
    const kept = host.kept?.(q.id) ?? [];
    const last = kept.filter((msg) => ["draft", "check", "reveal"].includes(msg.event)).pop();
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
