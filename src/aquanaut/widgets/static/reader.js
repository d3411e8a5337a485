import { button, freshId, h, icon, liveRegion, look, para, pieces, say, t } from "../../pages/static/dom.js";

/** The article as a news page: it opens unmarked, then is read through one lens at a time. */

export const READER_TRAITS = ["article", "blocks", "lenses", "marks", "mine", "locked", "lock_note", "glossary", "strings", "chosen"];

const WIDE = 820; // pixels: from here a card stands beside the text, below it is a sheet on the screen
const BLOCK_TAGS = { headline: "h2", section: "h3", bullet: "li" };

/**
 * @param {HTMLElement} el
 * @param {Object} view the traits above
 * @param {Object} host as for `mountQuiz`
 * @returns {function(): void} takes the reader down again
 */
export function mountReader(el, view, host) {
	const T = (key, values) => t(view.strings, key, values);
	const { article } = view;
	const region = liveRegion();
	let lens = view.chosen || "";
	let whose = "both"; // mine | reference | both
	let names = []; // the labels of the lens, in the order of its legend
	let current = null; // the piece whose card is open
	const spots = new Map(); // highlighted element -> {el, on: ranges}

	// --- the page, drawn once ---
	const terms = termRanges(view.blocks, view.glossary);
	const blocks = view.blocks.map(({ kind, start, text }) => {
		// The list draws a bullet's sign itself.
		const skip = kind === "bullet" ? /^[•●▪*–-]?\s*/.exec(text)[0].length : 0;
		const box = h(BLOCK_TAGS[kind] ?? "p", { class: `aq-b aq-${kind}`, dir: "auto" });
		return { kind, box, start: start + skip, chars: Array.from(text).slice(skip) };
	});
	const page = h("div", { class: "aq-page", lang: article.language, dir: article.dir || "auto" },
		article.invented && h("p", { class: "aq-tag", lang: view.strings.lang }, T("reader.invented")),
		para([article.outlet, article.byline, article.published].filter(Boolean).join(" · "), "aq-small"),
		!blocks.some(({ kind }) => kind === "headline") && article.title && h("h2", { class: "aq-b aq-headline" }, article.title),
		gathered(blocks),
		para(article.notice, "aq-notice aq-small"));
	const card = h("div", { class: "aq-card", id: freshId(), role: "group", "aria-label": T("reader.card"), tabindex: "-1", hidden: true });
	const bar = h("div", { class: "aq-lenses" });
	const absent = h("div", { class: "aq-absent" });
	const notes = h("ol", { class: "aq-notes" }); // for paper: what the cards say
	const desk = h("div", { class: "aq-desk" }, page, card);
	el.classList.add("aquanaut");
	el.replaceChildren(
		h("div", { class: "aq-reader" },
			para(article.content_note, "aq-note"),
			article.summary && h("details", { class: "aq-help" }, h("summary", null, T("reader.summary")), para(article.summary)),
			bar, desk, absent, notes, region));
	draw();

	// --- one lens ---
	function draw() {
		const all = view.marks[lens] ?? [];
		const own = view.mine[lens] ?? [];
		names = [...new Set([...all.filter((mark) => mark.polarity !== "sound"), ...own].map((mark) => mark.label))];
		// One label has one colour everywhere: the order of the lens, not that of the text.
		const known = view.lenses.find(({ id }) => id === lens)?.labels ?? [];
		names.sort((a, b) => (known.indexOf(a) + 1 || 99) - (known.indexOf(b) + 1 || 99));
		const reference = whose === "mine" && own.length ? [] : all;
		const placed = reference.filter((mark) => mark.start !== null).sort((a, b) => a.start - b.start);
		const missing = reference.filter((mark) => mark.start === null);
		const ranges = placed.flatMap((mark, i) =>
			[[mark.start, mark.end], ...(mark.links ?? [])].map(([start, end]) => ({ start, end, mark, n: i + 1, style: styleOf(mark) })));
		if (whose !== "reference") ranges.push(...own.map((mark) => ({ ...mark, own: true, style: `aq-mine ${styleOf(mark)}` })));
		hide();
		spots.clear();
		drawBar(all, own);
		for (const { box, start, chars } of blocks) {
			box.replaceChildren(...pieces(start, chars, [...terms, ...ranges]).map((piece) => (piece.on.length ? spot(piece) : piece.text)));
		}
		absent.replaceChildren(...missing.map((mark) => h("div", null, describe(mark))));
		if (missing.length) absent.prepend(h("h3", null, T("reader.absent")));
		notes.replaceChildren(...placed.map((mark) => h("li", null, h("q", null, quoteOf(mark)), describe(mark))));
	}

	const styleOf = ({ polarity, label }) => (polarity === "sound" ? "aq-sound" : look(names.indexOf(label)));
	const quoteOf = ({ start, end }) =>
		blocks.map((b) => b.chars.slice(Math.max(0, start - b.start), Math.max(0, end - b.start)).join("")).filter(Boolean).join(" ");

	function drawBar(all, own) {
		if (view.locked) {
			bar.replaceChildren(h("p", null, view.lock_note), button(T("reader.unlock"), unlock, { class: "aq-btn aq-main" }));
			return;
		}
		const press = (key, words, pressed, click) => button(words, click, { "data-key": key, "aria-pressed": String(pressed) });
		const row = (label, buttons) => h("div", { class: "aq-row", role: "group", "aria-label": T(label) }, buttons);
		const one = view.lenses.find(({ id }) => id === lens);
		const kinds = new Map(all.map((mark) => [mark.label, styleOf(mark)]));
		const parts = view.lenses.length ? [row("reader.lenses", view.lenses.map(({ id, title, count }) =>
			press(id, [title, h("small", null, ` ${count ?? 0}`)], id === lens, () => choose(id === lens ? "" : id, whose, id))))] : [];
		if (!one && parts.length) parts.push(para(T("reader.none"), "aq-small"));
		if (one) {
			parts.push(para(one.about), h("ul", { class: "aq-legend" }, [...kinds].map(([label, style]) =>
				h("li", null, h("b", { class: `aq-m ${style}` }, label), ` ${all.filter((mark) => mark.label === label).length}`))));
			if (one.limits) parts.push(para(one.limits, "aq-small"));
			if (own.length) parts.push(row("reader.whose", ["mine", "reference", "both"].map((side) =>
				press(side, T(`reader.${side}`), side === whose, () => choose(lens, side, side)))));
		}
		bar.replaceChildren(...parts);
		bar.hidden = !parts.length;
	}

	function choose(id, side, key) {
		lens = id;
		whose = side;
		draw();
		bar.querySelector(`[data-key="${CSS.escape(key)}"]`).focus(); // it was drawn anew
		const title = view.lenses.find((one) => one.id === lens)?.title;
		say(region, T(lens ? "reader.on" : "reader.off", { title, n: (view.marks[lens] ?? []).length }));
	}

	async function unlock() {
		const { saved, why } = await host.send({ type: "unlock" });
		if (saved || !view.locked) return;
		bar.firstChild.textContent = why === "no kernel" ? T("save.no_kernel") : why;
		say(region, bar.firstChild.textContent);
	}

	// --- highlighted pieces and their card ---
	function spot({ text, on, end }) {
		const marks = on.filter((range) => range.style);
		const said = on.map((range) => range.mark?.label ?? T(range.own ? "reader.yours" : "reader.term", range));
		const box = h(marks.length ? "mark" : "span", {
			role: "button",
			tabindex: "0",
			class: marks.length ? ["aq-m", ...new Set(marks.map((range) => range.style))].join(" ") : "aq-term",
			"aria-label": `${text}: ${[...new Set(said)].join(", ")}`,
			"data-n": marks.filter((range) => range.n && range.end === end).map((range) => range.n).join(",") || null,
		}, text);
		spots.set(box, { el: box, on });
		return box;
	}

	function open(one) {
		if (!one || one === current) return;
		hide();
		current = one;
		const marks = one.on.map((range) => range.mark).filter(Boolean);
		for (const { el: other, on } of spots.values()) {
			other.classList.toggle("aq-on", other === one.el || on.some(({ mark }) => marks.includes(mark)));
		}
		const parts = new Map(one.on.map((range) => [range.mark ?? range, range])); // a mark may meet itself at both ends
		card.replaceChildren(
			button("✕", leave, { class: "aq-btn aq-close", "aria-label": T("close") }),
			...[...parts.values()].map((range) => h("section", null, explain(range))));
		one.el.setAttribute("aria-describedby", card.id);
		card.hidden = false;
		const wide = el.clientWidth >= WIDE;
		card.classList.toggle("aq-sheet", !wide);
		if (!wide && card.showPopover) {
			card.popover = "manual"; // the top layer: a fixed box would stay inside the notebook's cell
			card.showPopover();
		}
		const { top, bottom } = one.el.getBoundingClientRect();
		const place = top - desk.getBoundingClientRect().top;
		card.style.top = wide ? `${Math.max(0, Math.min(place, desk.clientHeight - card.offsetHeight))}px` : "";
		if (!wide && bottom > innerHeight - card.offsetHeight) one.el.scrollIntoView({ block: "start" }); // from under the sheet
	}

	function explain(range) {
		if (range.term) return [h("h3", null, range.term), para(range.gloss)];
		if (range.own) return h("h3", null, T("reader.yours", range));
		const there = [...spots.values()].find(({ on }) => on.some(({ mark, start }) => mark === range.mark && start !== range.start));
		return [describe(range.mark), there && button(T("reader.other_end"), () => there.el.focus())];
	}

	const describe = (mark) => [
		h("h3", null, mark.polarity === "sound" && icon("✓"), mark.label),
		para(mark.why),
		mark.ask && para(T("reader.ask", { text: mark.ask }), "aq-puts"),
		mark.alternative && para(T("alternative", { text: mark.alternative })),
		para([mark.certainty && T(`certainty.${mark.certainty}`), mark.by && T("by", mark)].filter(Boolean).join(" · "), "aq-small"),
	];

	function hide() {
		card.removeAttribute("popover"); // which closes it, too
		card.hidden = true;
		for (const one of spots.keys()) one.classList.remove("aq-on");
		current?.el.removeAttribute("aria-describedby");
		current = null;
	}

	function leave() {
		if (card.contains(document.activeElement)) current?.el.focus();
		hide();
	}

	const openAt = (event) => open(spots.get(event.target.closest("[role=button]")));
	page.addEventListener("focusin", openAt);
	page.addEventListener("click", openAt);
	page.addEventListener("mouseover", (event) => el.clientWidth >= WIDE && matchMedia("(hover: hover)").matches && openAt(event));
	desk.addEventListener("keydown", (event) => {
		if (event.key === "Escape" && current) leave();
		else if ((event.key === "Enter" || event.key === " ") && spots.has(event.target)) {
			openAt(event);
			card.focus();
		} else return;
		event.preventDefault();
		event.stopPropagation();
	});

	// A card that the mouse opened covers the page wherever the focus is: Escape sends it away from anywhere.
	const away = (event) => event.key === "Escape" && current && !desk.contains(event.target) && leave();
	document.addEventListener("keydown", away, true);

	host.onChange(["marks", "mine", "lenses", "locked", "lock_note"], () => {
		const wasLocked = view.locked;
		const held = bar.contains(document.activeElement);
		for (const name of READER_TRAITS) view[name] = host.get(name);
		draw();
		if (held) bar.querySelector("button")?.focus();
		if (wasLocked) say(region, view.locked ? view.lock_note : T("reader.unlocked"));
	});
	return () => {
		document.removeEventListener("keydown", away, true);
		hide();
	};
}

/** Bullets become one list, and source lines one box. */
function gathered(blocks) {
	const page = [];
	for (const { kind, box } of blocks) {
		const tag = { bullet: "ul", sources: "div" }[kind];
		const last = page[page.length - 1];
		if (tag && last?.dataset.kind === kind) last.append(box);
		else page.push(tag ? h(tag, { class: `aq-box-${kind}`, "data-kind": kind }, box) : box);
	}
	return page;
}

/** Where each glossary term first stands, as a word of its own. */
function termRanges(blocks, glossary) {
	return Object.entries(glossary ?? {}).flatMap(([term, gloss]) => {
		const literal = term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
		const pattern = new RegExp(`(^|[^\\p{L}\\p{N}])(${literal})(?![\\p{L}\\p{N}])`, "iu");
		for (const { start, text } of blocks) {
			const found = pattern.exec(text);
			if (!found) continue;
			const from = start + Array.from(text.slice(0, found.index + found[1].length)).length;
			return [{ start: from, end: from + Array.from(found[2]).length, term, gloss }];
		}
		return [];
	});
}
