import { button, freshId, h, liveRegion, listed, para, say, translator } from "../../pages/static/dom.js";

/**
 * The party-swap mirror. Each line is asked twice, once about each party; at the end the learner sees how often they
 * flagged the one and the other. All of it lives in the variables below and is gone with the page.
 */

/**
 * A line about one of the two parties.
 * @typedef {{line: number, party: number}} Asked
 * @typedef {{strings: Strings, title: string, about: string, parties: {name: string, wants: string}[],
 *   lines: {text: string}[]}} MirrorView
 */

/**
 * @template Item
 * @param {readonly Item[]} list
 * @param {() => number} random
 */
const shuffled = (list, random) => {
	const left = [...list];
	for (let i = left.length - 1; i > 0; i -= 1) {
		const j = Math.floor(random() * (i + 1));
		[left[i], left[j]] = [left[j], left[i]];
	}
	return left;
};

/**
 * The order in which lines are asked: every line once in each half, about the other party the second time, and a line's
 * two places never next to one another.
 * @param {number} lines
 * @param {() => number} [random]
 * @returns {Asked[]}
 */
export function mirrorOrder(lines, random = Math.random) {
	const first = shuffled(
		Array.from({ length: lines }, (_, i) => ({ line: i, party: i % 2 })),
		random,
	);
	let second = shuffled(first, random).map(({ line, party }) => ({ line, party: 1 - party }));
	if (second[0].line === first[first.length - 1].line) second = [...second.slice(1), second[0]];
	return [...first, ...second];
}

/**
 * What the answers show: how many of each party's lines were flagged, and the lines that were flagged for one only.
 * @param {Asked[]} order
 * @param {boolean[]} flags one for each place in the order
 */
export function mirrorCounts(order, flags) {
	const flagged = [0, 0];
	/** @type {Record<number, boolean[]>} */
	const seen = {};
	order.forEach(({ line, party }, i) => {
		flagged[party] += flags[i] ? 1 : 0;
		(seen[line] ??= [])[party] = flags[i];
	});
	const lines = Object.keys(seen).map(Number);
	const apart = lines.filter((line) => seen[line][0] !== seen[line][1]);
	return { flagged, apart: apart.map((line) => ({ line, party: seen[line][0] ? 0 : 1 })) };
}

/** @param {string} text */
const capital = (text) => text[0].toUpperCase() + text.slice(1);

/**
 * @param {HTMLElement} el
 * @param {MirrorView} view
 * @returns {() => void} takes the view down again
 */
export function mountMirror(el, view) {
	const mirror = new Mirror(view);
	const head = h("h3", { class: "aq-section" }, view.title);
	el.classList.add("aquanaut");
	el.replaceChildren(h("section", { "aria-label": view.title }, head, mirror.stage, mirror.region));
	mirror.begin(false);
	return () => el.replaceChildren();
}

class Mirror {
	region = liveRegion();
	stage = h("div", { class: "aq-mirror" });
	/** @type {Asked[]} */
	#order = [];
	/** @type {boolean[]} */
	#flags = [];

	/** @param {MirrorView} view */
	constructor(view) {
		this.view = view;
		this.T = translator(view.strings);
	}

	/** @param {boolean} takeFocus */
	begin(takeFocus) {
		const { T, view } = this;
		this.#flags = [];
		this.#order = mirrorOrder(view.lines.length);
		const parties = view.parties.map(({ name, wants }) => h("li", null, h("strong", null, capital(name)), ": ", wants));
		const start = button(T("mirror.start"), () => this.#ask(), { class: "aq-btn aq-main" });
		const list = h("ul", { class: "aq-sides" }, parties);
		this.#put(para(view.about), list, para(T("mirror.private"), "aq-small"), start);
		if (takeFocus) start.focus();
	}

	/** @param {...Child} parts */
	#put(...parts) {
		this.stage.replaceChildren(...listed(parts));
	}

	#ask() {
		const { T } = this;
		const done = this.#flags.length;
		const all = this.#order.length;
		if (done === all) return this.#tell();
		const attrs = { class: "aq-context aq-mirror-line", id: freshId(), tabindex: "-1", dir: "auto" };
		const line = h("p", attrs, this.#said(this.#order[done]));
		const buttons = [
			button(T("mirror.fair"), () => this.#answer(false)),
			button(T("mirror.pushes"), () => this.#answer(true)),
			button(T("mirror.stop"), () => this.begin(true), { class: "aq-btn aq-quiet" }),
		];
		const group = h("div", { class: "aq-buttons", role: "group", "aria-labelledby": line.id }, buttons);
		this.#put(para(T("mirror.count", { at: done + 1, all }), "aq-small"), line, group);
		line.focus();
	}

	/** @param {boolean} flag */
	#answer(flag) {
		this.#flags.push(flag);
		this.#ask();
	}

	/** @param {Asked} asked */
	#said({ line, party }) {
		const { name } = this.view.parties[party];
		const { text } = this.view.lines[line];
		return text.replace("{party}", text.startsWith("{party}") ? capital(name) : name);
	}

	#tell() {
		const { T, view } = this;
		const { flagged, apart } = mirrorCounts(this.#order, this.#flags);
		const all = view.lines.length;
		const gap = Math.abs(flagged[0] - flagged[1]);
		const more = view.parties[flagged[0] > flagged[1] ? 0 : 1].name;
		const verdict = gap ? T("mirror.gap", { n: gap, party: more }) : T("mirror.even");
		const head = h("p", { tabindex: "-1", class: "aq-note" }, verdict);
		const counts = view.parties.map(({ name }, i) => {
			const words = T("mirror.flagged", { party: name, n: flagged[i], all });
			return h("li", null, words, dots(flagged[i], all));
		});
		const lines = apart.map((asked) => h("li", null, this.#said(asked)));
		this.#put(
			head,
			h("ul", { class: "aq-sides" }, counts),
			para(T("mirror.same")),
			lines.length > 0 && h("div", null, para(T("mirror.apart")), h("ul", null, lines)),
			para(T("mirror.small"), "aq-small"),
			h(
				"div",
				{ class: "aq-buttons" },
				button(T("mirror.again"), () => this.begin(true)),
			),
		);
		head.focus();
		say(this.region, head.textContent);
	}
}

/**
 * @param {number} full
 * @param {number} all
 */
function dots(full, all) {
	const signs = Array.from({ length: all }, (_, i) => h("i", { class: i < full && "aq-full" }));
	return h("span", { class: "aq-mirror-dots", "aria-hidden": "true" }, signs);
}
