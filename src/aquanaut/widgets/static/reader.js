import { button, freshId, h, icon, liveRegion, look, pieces, say, t } from "./dom.js";

/** The article as a news page: it opens unmarked, then is read through one lens at a time. */

export const READER_TRAITS = ["article", "blocks", "lenses", "marks", "mine", "locked", "lock_note", "glossary", "strings", "chosen"];

const WIDE = 820; // pixels: from here a card stands beside the text, below it is a sheet on the screen
const BLOCK_TAGS = { headline: "h2", section: "h3", bullet: "li" };

/**
 * @param {HTMLElement} el
 * @param {Object} view the traits above
 * @param {Object} host as for `mountQuiz`
 * @returns {function} takes the reader down again
 */
export function mountReader(el, view, host) {
  const T = (key, values) => t(view.strings, key, values);
  const { article } = view;
  const region = liveRegion();
  let lens = view.chosen || "";
  let whose = "both"; // mine | reference | both
  let current = null; // the piece whose card is open
  const spots = new Map(); // highlighted element -> {el, on: ranges}

  // --- the page, drawn once ---
  const terms = termRanges(view.blocks, view.glossary);
  const blocks = view.blocks.map(({ kind, start, text }) => {
    // The list draws a bullet's sign itself.
    const skip = kind === "bullet" ? /^[•●▪*–-]?\s*/.exec(text)[0].length : 0;
    const box = h(BLOCK_TAGS[kind] ?? "p", { class: `aq-b aq-${kind}` });
    return { kind, box, start: start + skip, chars: Array.from(text).slice(skip) };
  });
  const meta = [article.outlet, article.byline, article.published].filter(Boolean).join(" · ");
  const text = h("div", { class: "aq-page", lang: article.language, dir: article.dir || "auto" },
    article.invented && h("p", { class: "aq-tag", lang: view.strings.lang }, T("reader.invented")),
    meta && h("p", { class: "aq-kicker" }, meta),
    !blocks.some(({ kind }) => kind === "headline") && article.title && h("h2", { class: "aq-b aq-headline" }, article.title),
    gathered(blocks),
    article.notice && h("p", { class: "aq-small aq-notice" }, article.notice));
  const card = h("div", { class: "aq-card", id: freshId(), role: "group", "aria-label": T("reader.card"), tabindex: "-1", hidden: true });
  const bar = h("div", { class: "aq-lenses" });
  const absent = h("ul", { class: "aq-absent" });
  const notes = h("ol", { class: "aq-notes" }); // for paper: what the cards say
  const desk = h("div", { class: "aq-desk" }, text, card);

  el.classList.add("aquanaut");
  el.replaceChildren(
    h("section", { class: "aq-reader", "aria-label": T("reader.title") },
      article.content_note && h("p", { class: "aq-note" }, article.content_note),
      article.summary && h("details", { class: "aq-help" }, h("summary", null, T("reader.summary")), h("p", null, article.summary)),
      bar, desk, absent, notes, region));
  draw();

  // --- one lens ---
  function draw() {
    drawBar();
    const all = view.marks[lens] ?? [];
    const reference = whose === "mine" ? [] : all;
    const mine = whose === "reference" ? [] : view.mine[lens] ?? [];
    const placed = reference.filter((mark) => mark.start !== null);
    const missing = reference.filter((mark) => mark.start === null);
    const ranges = placed.flatMap((mark, i) =>
      [[mark.start, mark.end], ...(mark.links ?? [])].map(([start, end]) => ({ start, end, mark, n: i + 1, style: styleOf(mark) })));
    for (const own of mine) ranges.push({ ...own, own: true, style: `aq-mine ${look(names().indexOf(own.label))}` });
    hide();
    spots.clear();
    for (const { box, start, chars } of blocks) {
      box.replaceChildren(...pieces(start, chars, [...terms, ...ranges]).map((piece) => (piece.on.length ? spot(piece) : piece.text)));
    }
    absent.replaceChildren(...missing.map((mark) => h("li", null, describe(mark))));
    if (missing.length) absent.prepend(h("li", { class: "aq-absent-head" }, h("h3", null, T("reader.absent"))));
    notes.replaceChildren(...placed.map((mark) => h("li", null, h("q", null, quoteOf(mark)), describe(mark))));
  }

  /** The labels of the lens in the order of its legend. Sound marks have a look of their own. */
  function names() {
    const marks = (view.marks[lens] ?? []).filter((mark) => mark.polarity !== "sound");
    return [...new Set([...marks, ...(view.mine[lens] ?? [])].map((mark) => mark.label))];
  }
  const styleOf = (mark) => (mark.polarity === "sound" ? "aq-sound" : look(names().indexOf(mark.label)));
  const quoteOf = ({ start, end }) =>
    blocks.map((b) => b.chars.slice(Math.max(0, start - b.start), Math.max(0, end - b.start)).join("")).filter(Boolean).join(" ");

  function drawBar() {
    if (view.locked) {
      bar.replaceChildren(h("p", null, view.lock_note), button(T("reader.unlock"), unlock, { class: "aq-btn aq-main" }));
      return;
    }
    const lenses = view.lenses.map(({ id, title, count }) =>
      button([title, h("span", { class: "aq-num" }, ` ${count ?? 0}`)], () => choose(id), { "aria-pressed": String(id === lens), "data-lens": id }));
    const one = view.lenses.find(({ id }) => id === lens);
    const sides = ["mine", "reference", "both"].map((side) =>
      button(T(`reader.${side}`), () => choose(lens, side), { "aria-pressed": String(side === whose), "data-lens": side }));
    const marks = view.marks[lens] ?? [];
    const kinds = new Map(marks.map((mark) => [mark.label, styleOf(mark)]));
    bar.replaceChildren(
      h("div", { class: "aq-row", role: "group", "aria-label": T("reader.lenses") }, lenses),
      ...(one ? [
        h("div", { class: "aq-about" },
          h("p", null, one.about),
          one.limits && h("p", { class: "aq-small" }, one.limits),
          h("ul", { class: "aq-legend" }, [...kinds].map(([label, style]) =>
            h("li", null, h("b", { class: `aq-m ${style}` }, label), ` ${marks.filter((mark) => mark.label === label).length}`)))),
        view.mine[lens]?.length > 0 && h("div", { class: "aq-row", role: "group", "aria-label": T("reader.whose") }, sides),
      ].filter(Boolean) : [h("p", { class: "aq-small" }, T("reader.none"))]),
    );
  }

  function choose(id, side) {
    lens = id === lens && !side ? "" : id;
    whose = side ?? whose;
    draw();
    bar.querySelector(`[data-lens="${CSS.escape(side ?? id)}"]`).focus(); // it was drawn anew
    say(region, lens ? T("reader.on", { title: view.lenses.find((one) => one.id === lens).title, n: (view.marks[lens] ?? []).length }) : T("reader.off"));
  }

  async function unlock() {
    const receipt = await host.send({ type: "unlock" });
    if (receipt.saved || !view.locked) return;
    const why = receipt.why === "no kernel" ? T("save.no_kernel") : receipt.why;
    bar.firstChild.textContent = why;
    say(region, why);
  }

  // --- highlighted pieces and their card ---
  function spot({ text: words, on, end }) {
    const marks = on.filter((range) => range.style);
    const said = on.map((range) => (range.mark ? range.mark.label : T(range.own ? "reader.yours" : "reader.term", range)));
    const box = h(marks.length ? "mark" : "span", {
      role: "button",
      tabindex: "0",
      class: marks.length ? ["aq-m", ...new Set(marks.map((range) => range.style))].join(" ") : "aq-term",
      "aria-label": `${words}: ${[...new Set(said)].join(", ")}`,
      "data-n": marks.filter((range) => range.n && range.end === end).map((range) => range.n).join(",") || null,
    }, words);
    spots.set(box, { el: box, on });
    return box;
  }

  function open(one) {
    if (!one || one === current) return;
    hide();
    current = one;
    const marks = one.on.map((range) => range.mark);
    for (const other of spots.values()) {
      other.el.classList.toggle("aq-on", other === one || other.on.some(({ mark }) => mark && marks.includes(mark)));
    }
    card.replaceChildren(
      button("✕", leave, { class: "aq-btn aq-close", "aria-label": T("close") }),
      ...[...new Map(one.on.map((range) => [range.mark ?? range, range])).values()].map((range) => h("section", null, explain(range))));
    one.el.setAttribute("aria-describedby", card.id);
    card.hidden = false;
    const wide = el.clientWidth >= WIDE;
    card.classList.toggle("aq-sheet", !wide);
    if (!wide && card.showPopover) {
      // The top layer: a fixed box would stay inside the notebook's cell.
      card.popover = "manual";
      card.showPopover();
    }
    const top = one.el.getBoundingClientRect().top - desk.getBoundingClientRect().top;
    card.style.top = wide ? `${Math.max(0, Math.min(top, desk.clientHeight - card.offsetHeight))}px` : "";
  }

  function explain(range) {
    if (range.term) return [h("h4", null, range.term), h("p", null, range.gloss)];
    if (range.own) return h("h4", null, T("reader.yours", range));
    const there = [...spots.values()].filter((one) => one.on.some((other) => other.mark === range.mark && other.start !== range.start));
    return [describe(range.mark), there.length > 0 && button(T("reader.other_end"), () => there[0].el.focus())];
  }

  const describe = (mark) => [
    h("h4", null, mark.polarity === "sound" && icon("✓"), mark.label),
    h("p", null, mark.why),
    mark.ask && h("p", { class: "aq-ask" }, T("reader.ask", { text: mark.ask })),
    mark.alternative && h("p", null, T("alternative", { text: mark.alternative })),
    h("p", { class: "aq-small" }, [mark.certainty && T(`certainty.${mark.certainty}`), mark.by && T("by", mark)].filter(Boolean).join(" · ")),
  ];

  function hide() {
    if (card.matches(".aq-sheet") && card.popover) card.hidePopover();
    card.removeAttribute("popover");
    card.hidden = true;
    for (const one of spots.values()) one.el.classList.remove("aq-on");
    current?.el.removeAttribute("aria-describedby");
    current = null;
  }

  function leave() {
    const back = current?.el;
    if (card.contains(document.activeElement)) {
      back?.focus();
    }
    hide();
  }

  const spotOf = (event) => spots.get(event.target.closest?.("[role=button]"));
  text.addEventListener("focusin", (event) => open(spotOf(event)));
  text.addEventListener("click", (event) => open(spotOf(event)));
  text.addEventListener("mouseover", (event) => el.clientWidth >= WIDE && matchMedia("(hover: hover)").matches && open(spotOf(event)));
  desk.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && current) leave();
    else if ((event.key === "Enter" || event.key === " ") && spotOf(event)) {
      open(spotOf(event));
      card.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });

  host.onChange(["marks", "mine", "lenses", "locked", "lock_note", "chosen"], () => {
    const wasLocked = view.locked;
    for (const name of READER_TRAITS) view[name] = host.get(name);
    const held = bar.contains(document.activeElement);
    draw();
    if (!wasLocked || view.locked) return;
    say(region, T("reader.unlocked"));
    if (held) bar.querySelector("button")?.focus();
  });
  return hide;
}

/** Bullets become one list, and source lines one box. */
function gathered(blocks) {
  const page = [];
  let group = null;
  for (const { kind, box } of blocks) {
    const tag = { bullet: "ul", sources: "div" }[kind];
    if (!tag) page.push((group = box));
    else if (group?.dataset.kind === kind) group.append(box);
    else page.push((group = h(tag, { class: `aq-box-${kind}`, "data-kind": kind }, box)));
  }
  return page;
}

/** Where each glossary term first stands, as a word of its own. */
function termRanges(blocks, glossary) {
  return Object.entries(glossary ?? {}).flatMap(([term, gloss]) => {
    const pattern = new RegExp(`(^|[^\\p{L}\\p{N}])(${term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")})(?![\\p{L}\\p{N}])`, "iu");
    for (const { start, text } of blocks) {
      const found = pattern.exec(text);
      if (!found) continue;
      const from = start + Array.from(text.slice(0, found.index + found[1].length)).length;
      return [{ start: from, end: from + Array.from(found[2]).length, term, gloss }];
    }
    return [];
  });
}
