import { button, h, icon, look, pieces, say, t } from "./dom.js";

/**
 * Mark the text. Words are the options of a listbox, grouped by paragraph, with one tab stop that moves: the
 * word cursor. By mouse: drag, or click and shift-click. By touch: tap the first word, then the last. By keys: see `keys`.
 * An equivalent list form makes the same marks. Tokens are given (code points of the article); nothing here cuts
 * text into words. Work per key or click is bounded by the length of a mark, never by the length of the text.
 */
export function makeMark(question, ctx) {
  const { passage, labels, find, most } = question;
  const { tokens } = passage;
  const longest = question.longest || tokens.length;
  const T = (key, values) => t(ctx.strings, key, values);
  const chars = Array.from(passage.text);
  const quote = (start, end) => chars.slice(start - passage.start, end - passage.start).join("");
  const labelText = (id) => labels.find((label) => label.id === id)?.text ?? id;
  const labelLook = (id) => look(labels.findIndex((label) => label.id === id));
  const labelSign = (id) => labels.findIndex((label) => label.id === id) + 1;

  /** @type {{from: number, to: number, label: string, result?: Object, reason?: string}[]} in order of the text */
  let marks = [];
  let selected = null; // [first, last] token numbers
  let anchor = 0;
  let cursor = 0;
  let pen = null; // the label used last
  let locked = false;
  let result = null;
  let told = []; // disputes that the host remembers

  const words = []; // by token number: its element,
  const gaps = []; // the element between it and the next word of its paragraph,
  const sentence = []; // the first token of its sentence (roughly: for jumping and for lists),
  const paragraph = []; // and of its paragraph.
  const owner = []; // the mark that covers it

  const text = h("div", { class: "aq-text", role: "listbox", "aria-multiselectable": "true", "aria-labelledby": ctx.promptId,
    "aria-describedby": `${ctx.uid}-keys` });
  let next = 0;
  for (const block of passage.blocks) {
    const box = h("div", { role: "group", class: `aq-b aq-${block.kind}`, dir: "auto" });
    const first = next;
    let at = block.start;
    for (; next < tokens.length && tokens[next][0] < block.end; next += 1) {
      const [start, end] = tokens[next];
      const between = quote(at, start);
      if (next > first && between) box.append((gaps[next - 1] = h("span", null, between)));
      else box.append(between);
      box.append((words[next] = h("span", { role: "option", class: "aq-w", "aria-selected": "false", "data-i": next }, quote(start, end))));
      paragraph[next] = first;
      sentence[next] = next === first || /[.?!…。؟]/.test(between) ? next : sentence[next - 1];
      at = end;
    }
    box.append(quote(at, block.end));
    text.append(box);
  }
  if (words[0]) words[0].tabIndex = 0;
  for (const word of words) word.setAttribute("data-lm-suppress-shortcuts", "true"); // any of them may take the focus

  const span = (from, to) => quote(tokens[from][0], tokens[to][1]);
  const toAnswer = ({ from, to, label }) => ({ start: tokens[from][0], end: tokens[to][1], label });

  // --- the words on the page ---
  function paint(i) {
    const mark = owner[i];
    const on = selected !== null && i >= selected[0] && i <= selected[1];
    const style = mark ? ` aq-m ${labelLook(mark.label)} aq-is-${mark.result?.outcome ?? "new"}` : "";
    words[i].className = `aq-w${style}${on ? " aq-sel" : ""}`;
    words[i].setAttribute("aria-selected", on);
    if (mark) words[i].setAttribute("aria-label", `${span(i, i)}, ${state(mark)}`);
    else words[i].removeAttribute("aria-label");
    if (mark?.to === i) words[i].dataset.sign = labelSign(mark.label) + (mark.result ? ` ${SIGNS[mark.result.outcome]}` : "");
    else delete words[i].dataset.sign;
    if (gaps[i]) gaps[i].className = `${mark && mark.to > i ? style : ""}${on && i < selected[1] ? " aq-sel" : ""}`;
  }
  function paintRange(from, to) {
    for (let i = from; i <= to; i += 1) paint(i);
  }
  const state = (mark) =>
    T("mark.state", { label: labelText(mark.label) }) + (mark.result ? `, ${T(`mark.outcome.${mark.result.outcome}`)}` : "");

  // --- cursor and selection ---
  function focusWord(i, options) {
    words[cursor].removeAttribute("tabindex");
    cursor = i;
    words[i].tabIndex = 0;
    words[i].focus(options);
  }

  /** Selects from `from` to `to`, no further than a mark may reach; returns where it ended. */
  function select(from, to) {
    const end = Math.max(from - longest + 1, Math.min(from + longest - 1, to));
    const old = selected;
    anchor = from;
    selected = [Math.min(from, end), Math.max(from, end)];
    if (old) paintRange(...old);
    paintRange(...selected);
    const n = selected[1] - selected[0] + 1;
    let words = T("mark.selected", { n, text: span(...selected) });
    if (end !== to) words = `${T("mark.longest", { n: longest })} ${words}`;
    tell(words);
    return end;
  }

  function drop() {
    bar.hidden = true;
    if (!selected) return;
    const old = selected;
    selected = null;
    paintRange(...old);
  }

  /** The word nearest above or below, by what is on the screen. */
  function line(step) {
    const here = words[cursor].getBoundingClientRect();
    let best = cursor;
    let least = Infinity;
    let top = null;
    for (let i = cursor + step; words[i]; i += step) {
      const box = words[i].getBoundingClientRect();
      if (step > 0 ? box.top < here.bottom - 4 : box.bottom > here.top + 4) continue;
      top ??= box.top;
      if (Math.abs(box.top - top) > box.height / 2) break;
      const off = Math.abs(box.left + box.width / 2 - here.left - here.width / 2);
      if (off < least) [least, best] = [off, i];
    }
    return best;
  }

  function keys(event) {
    const { key, shiftKey } = event;
    const jump = event.ctrlKey || event.altKey;
    if (event.metaKey || !words.length) return;
    const forward = getComputedStyle(words[cursor].parentNode).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const last = words.length - 1;
    const firstOf = (starts, i) => starts[Math.max(i, 0)];
    const nextOf = (starts) => {
      let i = cursor;
      while (i <= last && starts[i] === starts[cursor]) i += 1;
      return i;
    };
    let to = null;
    if (key === "ArrowLeft" || key === "ArrowRight") {
      if (!jump) to = cursor + (key === forward ? 1 : -1);
      else if (key === forward) to = nextOf(sentence);
      else to = firstOf(sentence, sentence[cursor] === cursor ? cursor - 1 : cursor);
    } else if (key === "ArrowDown") to = jump ? nextOf(paragraph) : line(1);
    else if (key === "ArrowUp") to = jump ? firstOf(paragraph, paragraph[cursor] === cursor ? cursor - 1 : cursor) : line(-1);
    else if (key === "Home") to = jump ? 0 : paragraph[cursor];
    else if (key === "End") to = jump ? last : nextOf(paragraph) - 1;
    if (to !== null) {
      to = Math.min(Math.max(to, 0), last);
      bar.hidden = true;
      if (shiftKey) to = select(selected ? anchor : cursor, to);
      else drop();
      focusWord(to);
    } else if (key === "Enter" || key === " ") {
      if (labels.length === 1 || pen) add(pen ?? labels[0].id);
      else openBar(true);
    } else if (key === "Delete" || key === "Backspace") {
      if (owner[cursor]) remove(owner[cursor]);
      else tell(T("mark.none_here"));
    } else if (key === "Escape") {
      if (!selected && bar.hidden) return;
      drop();
      tell(T("mark.dropped"));
    } else if (!digit(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  function digit(event) {
    const label = !event.ctrlKey && !event.altKey && /^[1-9]$/.test(event.key) && labels[event.key - 1];
    if (label) add(label.id);
    return Boolean(label);
  }

  // --- pointer: a mouse drags; a finger, or a screen reader's click, taps the first word and then the last ---
  let pointer = "";
  let tapped = false; // one word waits for the last one
  const wordAt = (event) => event.target.closest?.("[data-i]")?.dataset.i;
  const pick = (i, from) => focusWord(select(from, i), { preventScroll: true });

  text.addEventListener("pointerdown", (event) => {
    pointer = event.pointerType;
    const i = wordAt(event);
    if (pointer !== "mouse" || event.button || i === undefined) return;
    bar.hidden = true;
    pick(+i, event.shiftKey ? (selected ? anchor : cursor) : +i);
  });
  text.addEventListener("pointermove", (event) => {
    const i = wordAt(event);
    if (pointer !== "mouse" || event.buttons !== 1 || i === undefined || !selected || +i === cursor) return;
    pick(+i, anchor);
  });
  text.addEventListener("mousedown", (event) => event.preventDefault()); // the word has the focus already
  text.addEventListener("click", (event) => {
    const i = wordAt(event);
    const mouse = pointer === "mouse";
    pointer = "";
    if (i === undefined) return;
    const whole = owner[i];
    if (whole && (!selected || selected[0] === selected[1]) && !(tapped && !mouse)) {
      select(whole.from, whole.to);
      focusWord(+i, { preventScroll: true });
    } else if (!mouse) {
      const again = tapped && selected;
      pick(+i, again ? anchor : +i);
      tapped = !again;
    }
    openBar(false);
  });

  // --- marks ---
  function refuse(words) {
    tell(words);
    return false;
  }

  function add(label) {
    const [from, to] = selected ?? [cursor, cursor];
    if (locked) return refuse(T("mark.locked"));
    const there = [...new Set(owner.slice(from, to + 1))].filter(Boolean);
    if (marks.length - there.length >= most) return refuse(T("mark.full", { n: most }));
    there.forEach(unset);
    const mark = { from, to, label };
    set(mark);
    pen = label;
    tapped = false;
    drop();
    tell(T(there.length ? "mark.replaced" : "mark.done", { text: span(from, to), label: labelText(label) }));
    drawList();
    ctx.changed();
    return true;
  }

  function set(mark) {
    marks = [...marks, mark].sort((a, b) => a.from - b.from);
    for (let i = mark.from; i <= mark.to; i += 1) owner[i] = mark;
    paintRange(mark.from, mark.to);
  }

  function unset(mark) {
    marks = marks.filter((other) => other !== mark);
    for (let i = mark.from; i <= mark.to; i += 1) owner[i] = undefined;
    paintRange(mark.from, mark.to);
  }

  function remove(mark) {
    if (locked) return refuse(T("mark.locked"));
    unset(mark);
    drop();
    tell(T("mark.removed", { text: span(mark.from, mark.to) }));
    drawList();
    ctx.changed();
    return true;
  }

  // --- the label bar, beside the selection ---
  const bar = h("div", { class: "aq-bar", role: "group", hidden: true, keydown: (event) => {
    if (event.key === "Escape") shut();
    else if (!digit(event)) return;
    else words[cursor].focus();
    event.preventDefault();
    event.stopPropagation();
  } });
  const shut = () => (drop(), words[cursor].focus());

  function openBar(takeFocus) {
    if (locked) return tell(T("mark.locked"));
    if (!selected) select(cursor, cursor);
    const [from, to] = selected;
    const covered = [...new Set(owner.slice(from, to + 1))].filter(Boolean);
    const act = (work) => () => (work(), shut());
    bar.setAttribute("aria-label", T("mark.bar", { text: span(from, to) }));
    bar.replaceChildren(
      ...labels.map(({ id, text }) => button([chip(id), text], act(() => add(id)))),
      ...covered.map((mark) => button(T("mark.remove"), act(() => remove(mark)))),
      button("✕", shut, { "aria-label": T("close") }),
    );
    bar.hidden = false;
    // Below the last word, inside the frame: fixed or sticky boxes fail in a notebook's output area.
    const frame = bar.offsetParent.getBoundingClientRect();
    const end = words[to].getBoundingClientRect();
    bar.style.top = `${end.bottom - frame.top + 6}px`;
    bar.style.left = `${Math.max(0, Math.min(end.left - frame.left, frame.width - bar.offsetWidth))}px`;
    if (takeFocus) bar.firstChild.focus();
  }

  const chip = (id) => h("span", { class: `aq-chip ${labelLook(id)}`, "aria-hidden": "true" }, labelSign(id));

  // --- your marks ---
  const counter = h("p", { class: "aq-count" });
  const list = h("ol", { class: "aq-marks" });
  const note = h("p", { class: "aq-note" });
  const listHead = h("h5", null, T("mark.yours"));
  const tell = (words) => (note.textContent = words, ctx.say(words));

  function drawList() {
    counter.textContent = [T("mark.count", { n: marks.length }), find && T("mark.find", { n: find }), T("mark.most", { n: most })].filter(Boolean).join(" · ");
    list.replaceChildren(...marks.map(item));
    if (!marks.length) list.append(h("li", { class: "aq-empty" }, T("mark.empty")));
    if (lists && plain.isConnected) plain.replaceChildren(...plainText(marks.map(asRange)));
  }

  function item(mark) {
    const words = span(mark.from, mark.to);
    if (locked) return h("li", { class: `aq-is-${mark.result?.outcome}` }, chip(mark.label), h("q", { dir: "auto" }, words), " ", h("b", null, labelText(mark.label)), outcome(mark));
    const choice = h("select", { "aria-label": T("mark.label_of", { text: words }), change: () => {
      mark.label = choice.value;
      paintRange(mark.from, mark.to);
      sign.className = `aq-chip ${labelLook(mark.label)}`;
      sign.textContent = labelSign(mark.label);
      ctx.changed();
    } }, labels.map((label) => h("option", { value: label.id }, label.text)));
    choice.value = mark.label;
    const sign = chip(mark.label);
    const off = button(T("mark.remove"), () => {
      const place = marks.indexOf(mark);
      remove(mark);
      (list.querySelectorAll("button")[Math.min(place, marks.length - 1)] ?? words[cursor] ?? list).focus?.();
    }, { "aria-label": T("mark.remove_of", { text: words }) });
    return h("li", null, sign, h("q", { dir: "auto" }, words), choice, off);
  }

  function outcome(mark) {
    if (!mark.result) return null;
    const { outcome: kind, title, text } = mark.result;
    return h("div", { class: "aq-outcome" },
      h("p", null, icon(SIGNS[kind]), h("strong", null, T(`mark.outcome.${kind}`)), title && ` ${title}`),
      text && h("p", { dir: "auto" }, text),
      kind === "unmarked" && dispute(mark));
  }

  /** "Why did you mark this?": the learner's reason is kept for discussion, never judged. */
  function dispute(mark) {
    const place = h("div", { class: "aq-dispute" });
    const open = button(T("dispute.open"), () => {
      const box = h("textarea", { rows: 3, dir: "auto", value: mark.reason ?? "" });
      const keep = button(T("dispute.keep"), async () => {
        if (!box.value.trim()) return box.focus();
        mark.reason = box.value;
        ctx.send("dispute", { text: box.value, marks: [toAnswer(mark)] });
        told = told.filter((one) => !sameSpan(one, toAnswer(mark))).concat({ ...toAnswer(mark), text: box.value });
        rest();
        open.focus();
        ctx.say(T("dispute.kept"));
      });
      place.replaceChildren(h("label", null, T("dispute.why"), box), keep);
      box.focus();
    });
    const rest = () => {
      open.textContent = T(mark.reason ? "dispute.edit" : "dispute.open");
      place.replaceChildren(...(mark.reason ? [h("p", null, `${T("dispute.kept")} “${mark.reason}”`)] : []), open);
    };
    rest();
    return place;
  }

  // --- the list form: the same marks without the text as a control ---
  let lists = false;
  const asRange = (mark) => ({ ...toAnswer(mark), result: mark.result });
  const plain = h("div", { class: "aq-text" });
  const plainText = (ranges) => passage.blocks.map((block) =>
    h("p", { class: `aq-b aq-${block.kind}`, dir: "auto" },
      pieces(block.start, chars.slice(block.start - passage.start, block.end - passage.start), ranges).map(({ text: words, end, on: [range] }) =>
        range ? h("mark", { class: `aq-m ${labelLook(range.label)}`, "data-sign": range.end === end && labelSign(range.label) }, words) : words)));

  const choose = (key, fill) => {
    const el = h("select", { change: fill });
    return { el, row: h("label", null, T(key), el), fill: (pairs) => el.replaceChildren(...pairs.map(([value, words]) => h("option", { value }, words))) };
  };
  const inSentence = choose("lists.sentence", () => fillFirst());
  const firstWord = choose("lists.first", () => fillLast());
  const lastWord = choose("lists.last");
  const asLabel = choose("lists.label");
  const form = h("div", { class: "aq-lists", role: "group", "aria-label": T("lists.title"), hidden: true },
    inSentence.row, firstWord.row, lastWord.row, asLabel.row,
    button(T("lists.add"), () => {
      select(+firstWord.el.value, +lastWord.el.value);
      add(asLabel.el.value);
    }));
  const range = (from, to) => Array.from({ length: to - from }, (_, i) => from + i);
  const endOf = (first) => {
    let i = first;
    while (sentence[i] === first) i += 1;
    return i;
  };
  const fillFirst = () => {
    const first = +inSentence.el.value;
    firstWord.fill(range(first, endOf(first)).map((i) => [i, span(i, i)]));
    fillLast();
  };
  const fillLast = () => {
    const first = +firstWord.el.value;
    lastWord.fill(range(first, Math.min(first + longest, endOf(sentence[first]))).map((i) => [i, span(i, i)]));
  };
  const toggle = button(T("lists.open"), () => {
    lists = !lists;
    toggle.setAttribute("aria-pressed", lists);
    drop();
    if (lists && !inSentence.el.length && words.length) {
      inSentence.fill([...new Set(sentence)].map((i, k) => [i, `${k + 1}. ${span(i, Math.min(i + 7, endOf(i) - 1))}`]));
      asLabel.fill(labels.map((label) => [label.id, label.text]));
      fillFirst();
    }
    layout();
  }, { "aria-pressed": "false" });

  // --- everything together ---
  const column = h("div", { class: "aq-side" });
  const reference = h("div", { class: "aq-side" });
  const legend = h("ul", { class: "aq-legend" }, labels.map(({ id, text: name, help }) =>
    h("li", null, chip(id), h("b", { class: `aq-m ${labelLook(id)}` }, name), help && ` ${help}`)));
  const help = h("details", { class: "aq-help" }, h("summary", null, T("mark.how")),
    h("p", null, T("mark.how.mouse")), h("p", null, T("mark.how.touch")), h("p", { id: `${ctx.uid}-keys` }, T("mark.how.keys", { n: labels.length })));
  const frame = h("div", { class: "aq-textframe" }, text, bar);
  column.append(frame, plain, form, note, listHead, counter, list);

  function layout() {
    frame.hidden = lists;
    plain.hidden = !lists;
    form.hidden = !lists || locked;
    drawList();
  }

  function drawReference() {
    const given = result?.reference;
    reference.hidden = !given;
    sides.classList.toggle("aq-two", Boolean(given));
    if (!given) return;
    reference.replaceChildren(
      h("h5", null, T("mark.reference")),
      h("div", { class: "aq-text" }, plainText(given)),
      h("ol", { class: "aq-marks" }, given.map((one) =>
        h("li", null, chip(one.label), h("q", { dir: "auto" }, quote(one.start, one.end)), " ", h("b", null, labelText(one.label)),
          h("div", { class: "aq-outcome" },
            one.title && h("p", null, h("strong", null, one.title)),
            one.text && h("p", { dir: "auto" }, one.text),
            one.alternative && h("p", null, T("alternative", { text: one.alternative })),
            one.certainty && h("p", { class: "aq-small" }, T(`certainty.${one.certainty}`)))))));
  }
  const sides = h("div", { class: "aq-sides" }, column, reference);
  text.addEventListener("keydown", keys);
  layout();

  return {
    el: h("div", { class: "aq-mark" }, legend, help, toggle, sides),
    read: () => (marks.length ? marks.map(toAnswer) : null),
    write(answer) {
      drop();
      for (const mark of [...marks]) unset(mark);
      for (const { start, end, label } of Array.isArray(answer) ? answer : []) {
        const from = tokens.findIndex((token) => token[1] > start);
        const to = tokens.findLastIndex((token) => token[0] < end);
        if (from >= 0 && from <= to && !owner[from] && !owner[to]) set({ from, to, label });
      }
      drawList();
    },
    show(given, entry) {
      result = given;
      told = entry?.disputes ?? told;
      for (const mark of marks) {
        mark.result = given?.marks?.find((one) => sameSpan(one, toAnswer(mark)));
        mark.reason = told.find((one) => sameSpan(one, toAnswer(mark)))?.text;
        paintRange(mark.from, mark.to);
      }
      drawReference();
    },
    lock(on) {
      locked = on;
      layout();
    },
    focus: () => (lists ? inSentence.el : words[cursor])?.focus(),
  };
}

const SIGNS = { hit: "✓", label: "◐", sound: "✗", debatable: "≈", unmarked: "?", over: "✗" };
const sameSpan = (a, b) => a.start === b.start && a.end === b.end && a.label === b.label;
