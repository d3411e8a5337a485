import { button, h, icon, look, para, pieces, t } from "../../pages/static/dom.js";

const SIGNS = { hit: "✓", label: "◐", sound: "✗", debatable: "≈", unmarked: "?", over: "✗" };

/** How many places are marked, beside how many the task asks for. */
export function coachMark({ find, linked }, answer, T) {
	const got = Array.isArray(answer) ? answer.length : 0;
	return T(got < find ? (linked ? "graded.coach.ends" : "graded.coach.more") : "graded.coach.enough", { got, find });
}

/**
 * Mark the text. Words are the options of a listbox, grouped by paragraph, with one tab stop that moves: the word
 * cursor. A mouse drags, or clicks and shift-clicks; a finger taps the first word, then the last; for keys see `keys`.
 * A list form makes the same marks. Tokens are given (code points of the article): nothing here cuts text into
 * words. A key or click costs as much as a mark is long, never as much as the text is long.
 */
export function makeMark(question, ctx) {
	const { passage, labels, find, most, linked } = question;
	const { tokens } = passage;
	const longest = question.longest || tokens.length;
	const T = (key, values) => t(ctx.strings, key, values);
	const chars = Array.from(passage.text);
	const cut = (start, end) => chars.slice(start - passage.start, end - passage.start);
	const span = (from, to) => cut(tokens[from][0], tokens[to][1]).join("");

	const order = (id) => labels.findIndex((label) => label.id === id);
	const name = (id) => labels[order(id)]?.text ?? id;
	// Two linked marks have one label and are told apart as end A and end B, in order of the text.
	const chip = (id, sign = linked ? "A B" : order(id) + 1) => h("span", { class: `aq-chip ${look(order(id))}` }, sign);
	const sign = (mark) => (linked ? "AB"[marks.indexOf(mark)] : order(mark.label) + 1);
	const called = (mark) => (linked ? T("mark.end", { end: sign(mark) }) : name(mark.label));

	/** @type {{from: number, to: number, label: string, result?: Object, reason?: string}[]} in order of the text */
	let marks = [];
	let selected = null; // [first, last] token
	let anchor = 0; // where the selection began
	let cursor = 0;
	let pen = labels.length === 1 ? labels[0].id : null; // the label that Enter gives
	let tapped = false; // the first word is tapped, the last is not
	let locked = false;
	let lists = false;
	let reference = null;
	let reasons = []; // disputes that the host remembers

	// --- the words, by token number ---
	const words = []; // the elements
	const gaps = []; // the elements between a word and the next of its paragraph
	const sentence = []; // the first token of its sentence: roughly, for jumps and lists only
	const paragraph = []; // the first token of its paragraph
	const owner = []; // the mark on it
	const text = h("div", { class: "aq-text", role: "listbox", "aria-multiselectable": "true", "aria-labelledby": ctx.promptId, "aria-describedby": `${ctx.uid}-keys`, keydown: keys });
	for (const block of passage.blocks) {
		const box = h("div", { role: "group", class: `aq-b aq-${block.kind}`, dir: "auto" });
		const first = words.length;
		let at = block.start;
		for (let i = first; i < tokens.length && tokens[i][0] < block.end; i += 1) {
			const gap = cut(at, tokens[i][0]).join("");
			paragraph[i] = first;
			sentence[i] = i === first || /[.?!…。؟]/.test(gap) ? i : sentence[i - 1];
			words[i] = h("span", { role: "option", class: "aq-w", "aria-selected": "false", "data-i": i }, span(i, i));
			if (i > first) gaps[i - 1] = h("span", null, gap);
			box.append(i > first ? gaps[i - 1] : gap, words[i]);
			at = tokens[i][1];
		}
		box.append(cut(at, block.end).join(""));
		text.append(box);
	}
	words[0]?.setAttribute("tabindex", "0");
	const end = words.length - 1;
	const after = (starts, i) => {
		const start = starts[i];
		while (i <= end && starts[i] === start) i += 1;
		return i;
	};

	function paint(from, to) {
		for (let i = from; i <= to; i += 1) {
			const mark = owner[i];
			const on = selected && i >= selected[0] && i <= selected[1];
			const style = mark ? `aq-m ${look(order(mark.label))}` : "";
			const word = words[i];
			word.className = `aq-w ${style}${on ? " aq-sel" : ""}`;
			word.setAttribute("aria-selected", Boolean(on));
			if (mark) word.setAttribute("aria-label", [span(i, i), T("mark.state", { label: called(mark) }), mark.result?.title].filter(Boolean).join(", "));
			else word.removeAttribute("aria-label");
			if (mark?.to === i) word.dataset.sign = sign(mark) + (SIGNS[mark.result?.outcome] ?? "");
			else delete word.dataset.sign;
			if (gaps[i]) gaps[i].className = `${mark && i < mark.to ? style : ""}${on && i < selected[1] ? " aq-sel" : ""}`;
		}
	}

	// --- cursor and selection ---
	function focusWord(i, options) {
		words[cursor]?.removeAttribute("tabindex");
		cursor = i;
		words[i]?.setAttribute("tabindex", "0");
		words[i]?.focus(options);
	}

	/** Selects as far towards `to` as a mark may reach, and says so; returns where it ended. */
	function select(from, to) {
		const last = Math.max(from - longest + 1, Math.min(from + longest - 1, to));
		drop();
		anchor = from;
		selected = [Math.min(from, last), Math.max(from, last)];
		paint(...selected);
		const limit = last === to ? "" : `${T("mark.longest", { n: longest })} `;
		tell(limit + T("mark.selected", { n: Math.abs(last - from) + 1, text: span(...selected) }));
		return last;
	}

	function drop() {
		const old = selected;
		selected = null;
		bar.hidden = true;
		if (old) paint(...old);
	}

	/** What a mark would cover: the selection, else the mark under the cursor, else the word there. */
	function reach() {
		const [from, to] = selected ?? [cursor, cursor];
		const mark = from === to && owner[from];
		return mark ? [mark.from, mark.to] : [from, to];
	}

	/** The word nearest above or below, by what is on the screen. */
	function nextLine(step) {
		const here = words[cursor].getBoundingClientRect();
		let best = cursor;
		let least = Infinity;
		let top = null;
		for (let i = cursor + step; words[i]; i += step) {
			const box = words[i].getBoundingClientRect();
			if (step > 0 ? box.top < here.bottom - 4 : box.bottom > here.top + 4) continue;
			top ??= box.top;
			if (Math.abs(box.top - top) > box.height / 2) break;
			const off = Math.abs(box.left + box.right - here.left - here.right);
			if (off < least) [least, best] = [off, i];
		}
		return best;
	}

	/** Where a key moves the cursor to, or undefined. */
	function target({ key, ctrlKey, altKey }) {
		const jump = ctrlKey || altKey;
		const back = (starts) => starts[Math.max(starts[cursor] === cursor ? cursor - 1 : cursor, 0)];
		const rtl = getComputedStyle(words[cursor].parentNode).direction === "rtl";
		if (key === (rtl ? "ArrowLeft" : "ArrowRight")) return jump ? after(sentence, cursor) : cursor + 1;
		if (key === (rtl ? "ArrowRight" : "ArrowLeft")) return jump ? back(sentence) : cursor - 1;
		if (key === "ArrowDown") return jump ? after(paragraph, cursor) : nextLine(1);
		if (key === "ArrowUp") return jump ? back(paragraph) : nextLine(-1);
		if (key === "Home") return jump ? 0 : paragraph[cursor];
		if (key === "End") return jump ? end : after(paragraph, cursor) - 1;
	}

	function keys(event) {
		const { key } = event;
		if (event.metaKey || !words.length) return;
		let to = target(event);
		if (to !== undefined) {
			to = Math.min(Math.max(to, 0), end);
			if (event.shiftKey) to = select(selected ? anchor : cursor, to);
			else drop();
			focusWord(to);
		} else if (key === "Enter" || key === " ") pen ? add(pen) : openBar(true);
		else if (key === "Delete" || key === "Backspace") owner[cursor] ? remove(owner[cursor]) : tell(T("mark.none_here"));
		else if (key === "Escape" && (selected || !bar.hidden)) (drop(), tell(T("mark.dropped")));
		else if (!digit(event)) return;
		take(event);
	}

	function digit(event) {
		const label = !event.ctrlKey && !event.altKey && /^[1-9]$/.test(event.key) && labels[event.key - 1];
		if (label) add(label.id);
		return label;
	}
	const take = (event) => (event.preventDefault(), event.stopPropagation());

	// --- mouse, finger, and a screen reader's click, which comes without a pointer ---
	let mouse = false;
	const wordAt = (event) => Number(event.target.closest?.("[data-i]")?.dataset.i ?? NaN);
	const pick = (from, to) => focusWord(select(from, to), { preventScroll: true });

	text.addEventListener("pointerdown", (event) => {
		const i = wordAt(event);
		mouse = event.pointerType === "mouse";
		if (!mouse || event.button || !(i >= 0)) return;
		pick(event.shiftKey ? (selected ? anchor : cursor) : i, i);
		addEventListener("pointerup", () => openBar(false), { once: true });
	});
	text.addEventListener("pointermove", (event) => {
		const i = wordAt(event);
		if (mouse && event.buttons === 1 && selected && i >= 0 && i !== cursor) pick(anchor, i);
	});
	text.addEventListener("mousedown", (event) => event.preventDefault()); // the word has the focus already
	text.addEventListener("click", (event) => {
		const i = wordAt(event);
		if (!mouse && i >= 0) {
			tapped = tapped && selected !== null;
			pick(tapped ? anchor : i, i);
			tapped = !tapped;
			openBar(false);
		}
		mouse = false;
	});

	// --- marks ---
	function put(mark, on) {
		marks = on ? [...marks, mark].sort((a, b) => a.from - b.from) : marks.filter((other) => other !== mark);
		for (let i = mark.from; i <= mark.to; i += 1) owner[i] = on ? mark : undefined;
		paint(mark.from, mark.to);
	}

	function done(words) {
		tapped = false;
		drop();
		drawList();
		tell(words);
		ctx.changed();
	}

	const under = ([from, to]) => [...new Set(owner.slice(from, to + 1))].filter(Boolean);

	function add(label) {
		const [from, to] = reach();
		const there = under([from, to]);
		if (locked) return refuse("mark.locked");
		if (marks.length - there.length >= most) return refuse("mark.full");
		for (const mark of there) put(mark, false);
		const mark = { from, to, label };
		put(mark, true);
		pen = label;
		done(T(there.length ? "mark.replaced" : "mark.done", { text: span(from, to), label: called(mark) }));
	}

	function remove(mark) {
		if (locked) return refuse("mark.locked");
		put(mark, false);
		done(T("mark.removed", { text: span(mark.from, mark.to) }));
	}

	// --- the label bar, beside the selection ---
	const bar = h("div", { class: "aq-bar", role: "group", hidden: true, keydown: (event) => {
		if (event.key === "Escape") drop();
		else if (!digit(event)) return;
		words[cursor].focus();
		take(event);
	} });

	/** Shows what was last told, and these buttons. Fixed and sticky boxes fail in a notebook's output: it lies in the text. */
	function showBar(buttons) {
		const act = (work) => () => (work(), words[cursor].focus());
		bar.replaceChildren(para(note.textContent), ...buttons.map(([words, work]) => button(words, act(work))), button("✕", act(drop), { "aria-label": T("close") }));
		bar.hidden = false;
		const frame = bar.offsetParent?.getBoundingClientRect();
		const last = words[selected?.[1] ?? cursor]?.getBoundingClientRect();
		if (!frame || !last) return;
		bar.style.top = `${last.bottom - frame.top + 6}px`;
		bar.style.left = `${Math.max(0, Math.min(last.left - frame.left, frame.width - bar.offsetWidth))}px`;
	}

	function refuse(key) {
		tell(T(key, { n: most }));
		showBar([]);
	}

	function openBar(takeFocus) {
		if (locked) return refuse("mark.locked");
		const range = reach();
		if (String(range) !== String(selected)) select(...range);
		bar.setAttribute("aria-label", T("mark.bar", { text: span(...selected) }));
		showBar([
			...labels.map(({ id, text: words }) => [[chip(id), words], () => add(id)]),
			...under(selected).map((mark) => [T("mark.remove"), () => remove(mark)])]);
		if (takeFocus) bar.querySelector("button").focus();
	}

	// --- your marks ---
	const note = h("p", { class: "aq-note" });
	const counter = h("p", { class: "aq-count" });
	const list = h("ol", { class: linked ? "aq-marks aq-pair" : "aq-marks" });
	const tell = (words) => ((note.textContent = words), ctx.say(words));
	const toAnswer = ({ from, to, label }) => ({ start: tokens[from][0], end: tokens[to][1], label });
	const isOf = (mark) => (one) => Object.entries(toAnswer(mark)).every(([key, value]) => one[key] === value);

	function drawList() {
		const counts = [T("mark.count", { n: marks.length }), find && T("mark.find", { n: find }), !linked && T("mark.most", { n: most })];
		counter.textContent = counts.filter(Boolean).join(" · ");
		if (linked) for (const mark of marks) paint(mark.from, mark.to); // an end may have become the other
		list.replaceChildren(...marks.map(item));
		if (!marks.length) list.append(h("li", { class: "aq-small" }, T("mark.empty")));
		if (lists) plain.replaceChildren(...plainText(marks.map((mark) => ({ ...toAnswer(mark), sign: sign(mark) }))));
	}

	function item(mark) {
		const quote = span(mark.from, mark.to);
		const { outcome, title, text: why } = mark.result ?? {};
		const entry = h("li", null, chip(mark.label, linked ? called(mark) : undefined), h("q", { dir: "auto" }, quote));
		if (linked && locked) return entry;
		if (locked) {
			return closed(mark.label, quote, outcome, title && h("p", null, icon(SIGNS[outcome]), h("strong", null, title)), para(why), outcome === "unmarked" && dispute(mark));
		}
		const choice = h("select", { "aria-label": T("mark.label_of", { text: quote }), change: () => {
			mark.label = choice.value;
			paint(mark.from, mark.to);
			entry.firstChild.replaceWith(chip(mark.label));
			ctx.changed();
		} }, labels.map(({ id, text: words }) => h("option", { value: id }, words)));
		choice.value = mark.label;
		entry.append(linked ? "" : choice, button(T("mark.remove"), () => {
			const place = marks.indexOf(mark);
			remove(mark);
			(list.querySelectorAll("button")[Math.min(place, marks.length - 1)] ?? focusable()).focus();
		}, { "aria-label": T("mark.remove_of", { text: quote }) }));
		return entry;
	}

	const closed = (label, quote, outcome, ...said) =>
		h("li", { class: `aq-is-${outcome}` }, chip(label), h("q", { dir: "auto" }, quote), h("b", null, name(label)), h("div", { class: "aq-outcome" }, said));

	/** "Why did you mark this?": the learner's reason is kept for discussion, never judged. */
	function dispute(mark) {
		const place = h("div", { class: "aq-dispute" });
		const box = h("textarea", { rows: 3, dir: "auto" });
		const open = button("", () => {
			box.value = mark.reason ?? "";
			place.replaceChildren(h("label", null, T("dispute.why"), box), button(T("dispute.keep"), keep));
			box.focus();
		});
		function keep() {
			if (!box.value.trim()) return box.focus();
			mark.reason = box.value;
			reasons.push({ ...toAnswer(mark), reason: box.value });
			ctx.send("dispute", { text: box.value, marks: [toAnswer(mark)] });
			rest();
			open.focus();
		}
		function rest() {
			open.textContent = T(mark.reason ? "dispute.edit" : "dispute.open");
			place.replaceChildren(...[mark.reason && para(T("dispute.kept", { text: mark.reason })), open].filter(Boolean));
		}
		rest();
		return place;
	}

	// --- the list form ---
	const plain = h("div", { class: "aq-text", hidden: true });
	const plainText = (ranges) => passage.blocks.map(({ kind, start, end: stop }) =>
		h("p", { class: `aq-b aq-${kind}`, dir: "auto" }, pieces(start, cut(start, stop), ranges).map((piece) => {
			const range = piece.on[0];
			const signs = piece.on.filter((one) => one.end === piece.end).map((one) => one.sign ?? order(one.label) + 1).join(" ");
			return range ? h("mark", { class: `aq-m ${look(order(range.label))}`, "data-sign": signs || null }, piece.text) : piece.text;
		})));

	const picks = {};
	const row = (key, change) => h("label", null, T(`lists.${key}`), (picks[key] = h("select", { change })));
	const fill = (key, from, to, say) => picks[key].replaceChildren(...words.slice(from, to).map((_, k) => say(from + k)).filter(Boolean));
	const option = (i, words) => h("option", { value: i }, words ?? span(i, i));
	const fillLast = () => fill("last", +picks.first.value, Math.min(+picks.first.value + longest, after(sentence, +picks.first.value)), (i) => option(i));
	const fillFirst = () => (fill("first", +picks.sentence.value, after(sentence, +picks.sentence.value), (i) => option(i)), fillLast());
	const form = h("div", { class: "aq-lists", hidden: true },
		row("sentence", fillFirst), row("first", fillLast), row("last"), row("label"),
		button(T("lists.add"), () => {
			select(+picks.first.value, +picks.last.value);
			add(picks.label.value);
		}), note);
	const toggle = button(T("lists.open"), () => {
		lists = !lists;
		toggle.setAttribute("aria-pressed", lists);
		drop();
		if (!picks.sentence.length && words.length) {
			fill("sentence", 0, end + 1, (i) => sentence[i] === i && option(i, span(i, Math.min(i + 7, after(sentence, i) - 1))));
			picks.label.append(...labels.map(({ id, text: words }) => option(id, words)));
			fillFirst();
		}
		layout();
	}, { "aria-pressed": "false" });

	// --- all together ---
	const frame = h("div", { class: "aq-textframe" }, text, bar);
	const column = h("div", { class: "aq-side" }, frame, plain, form, h("h4", null, T("mark.yours")), counter, list);
	const sides = h("div", { class: "aq-sides" }, column);
	const help = ["mouse", "touch", "keys"].map((way) => h("p", { id: `${ctx.uid}-${way}` }, T(`mark.how.${way}`, { n: labels.length })));
	const focusable = () => (lists ? picks.sentence : words[cursor]);

	function layout() {
		frame.hidden = lists;
		plain.hidden = !lists;
		form.hidden = !lists || locked;
		drawList();
	}

	// The reference of linked marks holds the two ends of each pair one after the other.
	const lettered = (list) => list.flatMap((one, i) => (i % 2 ? [] : [one, list[i + 1]].sort((a, b) => a.start - b.start)))
		.map((one, i, { length }) => ({ ...one, sign: (length > 2 ? (i >> 1) + 1 : "") + "AB"[i % 2] }));
	const drawEnd = ({ start, end: stop, label, sign: end }) =>
		h("li", null, chip(label, T("mark.end", { end })), h("q", { dir: "auto" }, cut(start, stop).join("")));
	const drawPair = (one, i) => i % 2 === 0 &&
		[h("h5", null, one.title), h("ol", { class: "aq-marks aq-pair" }, reference.slice(i, i + 2).map(drawEnd)), para(one.text)];

	function drawReference() {
		sides.classList.toggle("aq-two", Boolean(reference));
		sides.replaceChildren(column);
		if (!reference) return;
		sides.append(h("div", { class: "aq-side" },
			h("div", { class: "aq-text" }, plainText(reference)),
			h("h4", null, T("mark.reference")),
			linked ? reference.map(drawPair) : h("ol", { class: "aq-marks" }, reference.map((one) => closed(one.label, cut(one.start, one.end).join(""), "",
				para(one.text),
				one.alternative && para(T("alternative", { text: one.alternative })),
				para([one.certainty && T(`certainty.${one.certainty}`), one.by && T("by", one)].filter(Boolean).join(" · "), "aq-small"))))));
	}

	return {
		// A press on a button would put the page's caret beside a text that takes none: Chrome then looks for a place word by word.
		el: h("div", { class: "aq-mark", mousedown: (event) => event.target.closest("button") && event.preventDefault() },
			h("ul", { class: "aq-legend" }, labels.map(({ id, text: words, help: more }) =>
				h("li", null, chip(id), h("b", { class: `aq-m ${look(order(id))}` }, words), ` ${more ?? ""}`))),
			h("details", { class: "aq-help" }, h("summary", null, T("mark.how")), help),
			toggle, sides),
		read: () => (marks.length ? marks.map(toAnswer) : null),
		write(answer) {
			drop();
			for (const mark of marks) put(mark, false);
			for (const { start, end: stop, label } of Array.isArray(answer) ? answer : []) {
				const from = tokens.findIndex((token) => token[1] > start);
				const to = tokens.findLastIndex((token) => token[0] < stop);
				if (from >= 0 && from <= to && !under([from, to]).length) put({ from, to, label }, true);
			}
			drawList();
		},
		show(result, entry) {
			if (entry?.disputes) reasons = entry.disputes.map(({ text: reason, marks: given }) => ({ ...given?.[0], reason }));
			for (const mark of marks) {
				mark.result = result?.marks?.find(isOf(mark));
				mark.reason = reasons.findLast(isOf(mark))?.reason;
				paint(mark.from, mark.to);
			}
			reference = result?.reference;
			if (linked && reference) reference = lettered(reference);
			drawReference();
		},
		lock(on) {
			locked = on;
			layout();
		},
		focus: () => focusable()?.focus(),
		ready: () => (linked && marks.length === 1 ? T("mark.other_end") : ""),
	};
}
