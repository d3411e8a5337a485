import { button, freshId, h, para } from "../../../pages/static/dom.js";
import { labPicker, labRadios } from "./lab_controls.js";
import { labDraw, labGuess, labSum, labText, labTotals } from "./lab_rounds.js";

/** Who notices? One word swapped for a near neighbor: tried once, read alone in a mixed round, or as a duel of two. */
export function mountNotice(stage, ctx) {
	const { T, lab } = ctx;
	const WAYS = { try: tryOne, alone: alone, duel: duel };
	const place = h("div", { class: "aq-lab-place" });
	const rows = h("div", { class: "aq-row", role: "group", "aria-label": T("lab.ways") });
	const kept = h("div", { class: "aq-lab-finds" });
	let way = "try";
	stage.append(ctx.blind(), rows, place, kept);
	stage.addEventListener("kept", drawKept);
	open("try");
	drawKept();

	function open(name, focus) {
		way = name;
		ctx.tell("");
		rows.replaceChildren(...Object.keys(WAYS).map((one) => button(T(`lab.way.${one}`), () => open(one, true), { "aria-pressed": String(one === way) })));
		WAYS[name]();
		if (focus) rows.children[Object.keys(WAYS).indexOf(name)].focus();
	}

	/** Draws a step and takes the reader there. */
	function step(title, ...parts) {
		const head = h("h4", { tabindex: "-1" }, title);
		place.replaceChildren(head, ...parts.flat().filter(Boolean));
		head.focus();
		ctx.say(title);
		ctx.tell("");
		return head;
	}

	// --- one swap -----------------------------------------------------------------------------------------------

	function tryOne() {
		const choose = h("select", { id: freshId(), change: draw }, lab.sentences.map((one, i) => h("option", { value: i }, labText(one.parts))));
		const bench = h("div", { class: "aq-lab-place" });
		place.replaceChildren(para(T("lab.try.how")), h("div", { class: "aq-lab-field" }, h("label", { for: choose.id }, T("lab.try.choose")), choose), bench);
		draw();

		function draw() {
			const one = lab.sentences[Number(choose.value)];
			const swap = swapper(one, T("lab.try.pick"), T("lab.leave"), changed);
			const guess = labRadios(T("lab.try.guess"), ["both", "reader", "lens", "nobody"].map((id) => [id, T(`lab.guess.${id}`)]), changed);
			const result = h("div", { class: "aq-lab-result" });
			bench.replaceChildren(swap.el, guess.el, h("div", null, button(T("lab.go"), go, { class: "aq-btn aq-main" })), result);

			function changed() {
				result.replaceChildren();
				ctx.tell("");
			}

			async function go() {
				changed();
				if (!swap.value) return refuse(T("lab.try.none"), swap.el.querySelector("input"));
				if (!guess.value) return refuse(T("lab.try.first"), guess.el.querySelector("input"));
				const made = swap.value;
				const seen = await ctx.ask([labText(made.parts)]);
				if (!seen || !bench.contains(result)) return;
				if (seen[0].refused) return refuse(seen[0].refused, swap.el.querySelector("input[type=text]"));
				const got = labGuess(made.parts, seen[0].marks, made.at);
				const found = got === made.at ? "found" : got === null ? "missed" : "near";
				const head = h("h4", { tabindex: "-1" }, T(`lab.lens.${found}`));
				const rated = guess.value;
				result.replaceChildren(head, ctx.sentence(seen[0].text, seen[0].marks), ctx.marks(seen[0]) || "",
					para(T(`lab.try.${(found === "found") === (rated === "both" || rated === "lens") ? "right" : "wrong"}`)), para(T("lab.try.reader")),
					button(T("lab.pile.add"), (event) => pile(one, made, rated, event.target)));
				head.focus();
				ctx.say(head.textContent);
			}
		}

		function pile(one, made, rated, pressed) {
			const find = { text: labText(made.parts), rated, id: one.id, was: made.was, now: made.now, at: made.at, marked: [], reason: "" };
			ctx.keep({ finds: [...ctx.finds.filter(({ text }) => text !== find.text), find] });
			drawKept();
			pressed.replaceWith(h("p", { tabindex: "-1" }, T("lab.pile.added")));
			place.querySelector(".aq-lab-result > p[tabindex]").focus();
		}
	}

	function refuse(text, where) {
		ctx.tell(text);
		where.focus();
	}

	/** A sentence in which a word can be chosen, and what comes in its place. `value`: {parts, at, was, now} or null. */
	function swapper(one, legend, none, changed) {
		const now = h("input", { type: "text", id: freshId(), class: "aq-lab-text", autocomplete: "off", autocapitalize: "off", spellcheck: "false", dir: "auto", input: shown });
		const offered = h("div", { class: "aq-row", role: "group", "aria-label": T("lab.near") });
		const preview = h("p", { class: "aq-context aq-lab-line", dir: "auto", role: "status" });
		const form = h("div", { class: "aq-lab-field", hidden: true }, offered, h("label", { for: now.id }, T("lab.now")), now, preview);
		const pick = labPicker(one.parts, legend, none, picked);
		const word = () => Array.from(now.value.trim()).slice(0, 40).join("");
		const made = () => one.parts.map(([text, isWord], i) => [i === pick.value ? word() : text, isWord]);
		return {
			el: h("div", { class: "aq-lab-swap" }, pick.el, form),
			get touched() { return pick.value !== undefined; },
			/** A word was chosen, and nothing that could stand in its place. */
			get half() { return Number.isInteger(pick.value) && !this.value; },
			get value() {
				const at = pick.value;
				const good = Number.isInteger(at) && word() && !/\s/.test(word()) && word() !== one.parts[at][0];
				return good ? { parts: made(), at, was: one.parts[at][0], now: word() } : null;
			},
		};

		function picked() {
			const at = pick.value;
			form.hidden = at === null;
			now.value = "";
			offered.replaceChildren(...(one.near[at] ?? []).map((text) => button(text, () => ((now.value = text), shown(), now.focus()))));
			shown();
		}

		function shown() {
			const at = pick.value;
			const text = !word() ? "" : /\s/.test(word()) ? T("lab.one_word") : Number.isInteger(at) && word() === one.parts[at][0] ? T("lab.same_word") : labText(made());
			preview.textContent = text;
			changed();
		}
	}

	// --- rounds -------------------------------------------------------------------------------------------------

	function alone() {
		place.replaceChildren(para(T("lab.alone.how")), ctx.finds.length ? para(T("lab.alone.pile", { n: ctx.finds.length })) : "",
			h("div", null, button(T("lab.alone.start"), () => read(labDraw(lab, ctx.finds), "alone"), { class: "aq-btn aq-main" })));
	}

	function duel() {
		place.replaceChildren(para(T("lab.duel.how")), h("div", null, button(T("lab.duel.start"), secret, { class: "aq-btn aq-main" })));
	}

	/** Player 1 swaps, and nobody else looks. */
	function secret() {
		const cards = labDraw(lab, [], 0);
		const swaps = cards.map((card, i) => swapper(card, T("lab.number", { n: i + 1 }), T("lab.leave"), () => ctx.tell("")));
		step(T("lab.duel.secret"), para(T("lab.duel.secret.how")), swaps.map(({ el }) => el), h("div", null, button(T("lab.duel.ready"), ready, { class: "aq-btn aq-main" })));

		function ready() {
			const half = swaps.find((one) => one.half);
			if (half) return refuse(T("lab.duel.half"), half.el.querySelector("input[type=text]"));
			const n = swaps.filter(({ value }) => value).length;
			if (n < 1 || n > 3) return refuse(T("lab.duel.number", { n }), swaps[0].el.querySelector("input"));
			const round = cards.map((card, i) => ({ ...card, ...(swaps[i].value ?? {}), swap: swaps[i].value?.at ?? null }));
			step(T("lab.duel.over"), para(T("lab.duel.over.how")), h("div", null, button(T("lab.duel.reading"), () => read(round, "duel"), { class: "aq-btn aq-main" })));
		}
	}

	/** Somebody reads all six and commits; only then is anything told. */
	function read(round, mode) {
		const picks = round.map(({ parts }, i) => labPicker(parts, T("lab.number", { n: i + 1 }), T("lab.clean"), () => ctx.tell("")));
		let asked = false;
		step(T(`lab.${mode}.read`), para(T("lab.read.how")), picks.map(({ el }) => el), h("div", null, button(T("lab.commit"), commit, { class: "aq-btn aq-main" })));

		async function commit() {
			if (asked) return;
			const open = picks.findIndex(({ value }) => value === undefined);
			if (open >= 0) return refuse(T("lab.read.open", { n: open + 1 }), picks[open].el.querySelector("input"));
			const guesses = picks.map(({ value }) => value);
			asked = true;
			const seen = await ctx.ask(round.map(({ parts }) => labText(parts)));
			asked = false;
			if (seen && place.contains(picks[0].el)) told(round, guesses, seen, mode);
		}
	}

	function told(round, guesses, seen, mode) {
		const machine = round.map(({ parts, swap }, i) => labGuess(parts, seen[i].marks, swap));
		const reader = labSum(round, guesses);
		const lens = labSum(round, machine);
		ctx.keep({ rounds: [...ctx.rounds, { mode, swaps: reader.swaps, found: reader.found, near: reader.near, alarms: reader.alarms, lens_found: lens.found, lens_near: lens.near, lens_alarms: lens.alarms }] });
		const unseen = round.filter(({ swap }, i) => swap !== null && guesses[i] === null && machine[i] === null).length;
		step(T("lab.told"),
			h("ul", null, h("li", null, counted(reader, T(`lab.who.${mode}`))), h("li", null, counted(lens, T("lab.who.lens"))), h("li", null, T("lab.unseen", { n: unseen }))),
			h("ol", { class: "aq-lab-told" }, round.map((card, i) => h("li", null, card_(card, guesses[i], machine[i], mode)))),
			para(T("lab.told.think")),
			h("div", { class: "aq-row" }, button(T("lab.again"), () => open(mode, true), { class: "aq-btn aq-main" })));
		drawKept();
	}

	function counted({ swaps, found, near, alarms }, who) {
		return T("lab.counted", { who, swaps, found, near, alarms, points: found - alarms });
	}

	function card_({ parts, swap, was, now }, guess, machine, mode) {
		const said = (at) => (at === null ? T("lab.said.clean") : at === swap ? T("lab.said.found") : T(swap === null ? "lab.said.alarm" : "lab.said.near", { word: parts[at][0] }));
		return [h("p", { class: "aq-context aq-lab-line", dir: "auto" }, parts.map(([text], i) => (i === swap ? h("mark", { class: "aq-m aq-l1" }, text) : text))),
			para(swap === null ? T("lab.was.clean") : T("lab.was.swapped", { was, now })),
			para(T("lab.said", { who: T(`lab.who.${mode}`), text: said(guess) })), para(T("lab.said", { who: T("lab.who.lens"), text: said(machine) }))];
	}

	// --- what is kept -------------------------------------------------------------------------------------------

	function drawKept() {
		const { finds, rounds } = ctx;
		const totals = labTotals(rounds);
		kept.replaceChildren(
			...(rounds.length ? [h("h4", null, T("lab.board", { n: rounds.length })),
				h("ul", null, ["alone", "duel"].filter((mode) => totals[mode]).flatMap((mode) => [
					h("li", null, counted(totals[mode].reader, T(`lab.who.${mode}`))), h("li", null, counted(totals[mode].lens, T(`lab.board.lens.${mode}`)))])),
				para(T("lab.board.note"), "aq-small")] : []),
			...(finds.length ? [h("h4", { tabindex: "-1" }, T("lab.pile", { n: finds.length })), h("ul", null, finds.map((one) => h("li", null, T("lab.was.swapped", one), " ",
				button(T("lab.drop"), () => dropped(one), { "aria-label": T("lab.dropping", { text: `${one.was} → ${one.now}` }) }))))] : []));
	}

	function dropped(one) {
		ctx.keep({ finds: ctx.finds.filter((other) => other !== one) });
		drawKept();
		(kept.querySelector("h4[tabindex]") ?? rows.querySelector("[aria-pressed=true]")).focus();
	}
}
