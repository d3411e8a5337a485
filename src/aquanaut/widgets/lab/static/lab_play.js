import { button, h, para, part } from "../../../pages/static/dom.js";
import { labPicker } from "./lab_controls.js";
import { labDraw, labGuess, labSum, labText } from "./lab_rounds.js";
import { Swapper } from "./lab_swap.js";

/** Rounds of six sentences: read alone, or as a duel in which player 1 swaps and player 2 reads. */

/** @typedef {import("./lab_notice.js").Notice} Notice */
/** @typedef {import("./lab_rounds.js").LabCard} LabCard */
/** @typedef {"alone"|"duel"} Mode */

/**
 * @param {string} words
 * @param {() => void} click
 */
const mainButton = (words, click) => h("div", null, button(words, click, { class: "aq-btn aq-main" }));

/** @param {Notice} notice */
export function alone(notice) {
	const { T, ctx, lab } = notice;
	const n = ctx.finds.length;
	notice.place.replaceChildren(
		para(T("lab.alone.how")) || "",
		(n && para(T("lab.alone.pile", { n }))) || "",
		mainButton(T("lab.alone.start"), () => read(notice, labDraw(lab, ctx.finds), "alone")),
	);
}

/** @param {Notice} notice */
export function duel(notice) {
	const { T, place } = notice;
	place.replaceChildren(
		para(T("lab.duel.how")) || "",
		mainButton(T("lab.duel.start"), () => secret(notice)),
	);
}

/**
 * Player 1 swaps, and nobody else looks.
 * @param {Notice} notice
 */
function secret(notice) {
	const { T, ctx, lab } = notice;
	const cards = labDraw(lab, [], 0);
	const swaps = cards.map((card, i) => new Swapper(ctx, card, T("lab.number", { n: i + 1 }), () => ctx.tell("")));
	notice.step(
		T("lab.duel.secret"),
		para(T("lab.duel.secret.how")),
		swaps.map(({ el }) => el),
		mainButton(T("lab.duel.ready"), ready),
	);

	function ready() {
		const half = swaps.find(({ isHalf }) => isHalf);
		if (half) return notice.refuse(T("lab.duel.half"), part(half.el, "input[type=text]"));
		const n = swaps.filter(({ value }) => value).length;
		if (n < 1 || n > 3) return notice.refuse(T("lab.duel.number", { n }), part(swaps[0].el, "input"));
		/** @type {LabCard[]} */
		const round = cards.map((card, i) => ({ ...card, ...(swaps[i].value ?? {}), swap: swaps[i].value?.at ?? null }));
		const go = mainButton(T("lab.duel.reading"), () => read(notice, round, "duel"));
		notice.step(T("lab.duel.over"), para(T("lab.duel.over.how")), go);
	}
}

/**
 * Somebody reads all six and commits; only then is anything told.
 * @param {Notice} notice
 * @param {LabCard[]} round
 * @param {Mode} mode
 */
function read(notice, round, mode) {
	const { T, ctx, place } = notice;
	const picks = round.map(({ parts }, i) =>
		labPicker(parts, T("lab.number", { n: i + 1 }), T("lab.clean"), () => ctx.tell("")),
	);
	let asked = false;
	notice.step(
		T(`lab.${mode}.read`),
		para(T("lab.read.how")),
		picks.map(({ el }) => el),
		mainButton(T("lab.commit"), commit),
	);

	async function commit() {
		if (asked) return;
		const guesses = picks.map(({ value }) => value);
		const open = guesses.indexOf(undefined);
		if (open >= 0) return notice.refuse(T("lab.read.open", { n: open + 1 }), part(picks[open].el, "input"));
		asked = true;
		const seen = await ctx.ask(round.map(({ parts }) => labText(parts)));
		asked = false;
		const given = guesses.filter((guess) => guess !== undefined);
		if (seen && place.contains(picks[0].el)) told(notice, round, given, seen, mode);
	}
}

/**
 * @param {Notice} notice
 * @param {LabCard[]} round
 * @param {(number|null)[]} guesses
 * @param {Seen[]} seen
 * @param {Mode} mode
 */
function told(notice, round, guesses, seen, mode) {
	const { T, ctx } = notice;
	const machine = round.map(({ parts, swap }, i) => labGuess(parts, seen[i].marks, swap));
	const reader = labSum(round, guesses);
	const lens = labSum(round, machine);
	const lensCounts = { lens_found: lens.found, lens_near: lens.near, lens_alarms: lens.alarms };
	ctx.keep({ rounds: [...ctx.rounds, { mode, ...reader, ...lensCounts }] });
	const unseen = round.filter(({ swap }, i) => swap !== null && guesses[i] === null && machine[i] === null).length;
	const counts = [
		counted(T, reader, T(`lab.who.${mode}`)),
		counted(T, lens, T("lab.who.lens")),
		T("lab.unseen", { n: unseen }),
	];
	const cards = round.map((card, i) => h("li", null, toldCard(T, card, [guesses[i], machine[i]], mode)));
	notice.step(
		T("lab.told"),
		h(
			"ul",
			null,
			counts.map((text) => h("li", null, text)),
		),
		h("ol", { class: "aq-lab-told" }, cards),
		para(T("lab.told.think")),
		h(
			"div",
			{ class: "aq-row" },
			button(T("lab.again"), () => notice.open(mode, true), { class: "aq-btn aq-main" }),
		),
	);
	notice.drawKept();
}

/**
 * What somebody found, in a sentence.
 * @param {Translate} T
 * @param {LabCounts} counts
 * @param {string} who
 */
export const counted = (T, { swaps, found, near, alarms }, who) =>
	T("lab.counted", { who, swaps, found, near, alarms, points: found - alarms });

/**
 * A sentence with its swap, and what reader and lens said of it.
 * @param {Translate} T
 * @param {LabCard} card
 * @param {(number|null)[]} guesses the reader's and the lens's
 * @param {Mode} mode
 */
function toldCard(T, { parts, swap, was, now }, [guess, machine], mode) {
	/** @param {number|null} at */
	const said = (at) => {
		if (at === null) return T("lab.said.clean");
		if (at === swap) return T("lab.said.found");
		return T(swap === null ? "lab.said.alarm" : "lab.said.near", { word: parts[at][0] });
	};
	const words = parts.map(([text], i) => (i === swap ? h("mark", { class: "aq-m aq-l1" }, text) : text));
	return [
		h("p", { class: "aq-context aq-lab-line", dir: "auto" }, words),
		para(swap === null ? T("lab.was.clean") : T("lab.was.swapped", { was, now })),
		para(T("lab.said", { who: T(`lab.who.${mode}`), text: said(guess) })),
		para(T("lab.said", { who: T("lab.who.lens"), text: said(machine) })),
	];
}
