import { button, freshId, h, liveRegion, para, say, t } from "../../pages/static/dom.js";

/**
 * The party-swap mirror. Each line is asked twice, once about each party; at the end the learner sees how often they
 * flagged the one and the other. All of it lives in the variables below and is gone with the page.
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
 * @returns {{line: number, party: number}[]}
 */
export function mirrorOrder(lines, random = Math.random) {
	const first = shuffled(Array.from({ length: lines }, (_, i) => ({ line: i, party: i % 2 })), random);
	let second = shuffled(first, random).map(({ line, party }) => ({ line, party: 1 - party }));
	if (second[0].line === first.at(-1).line) second = [...second.slice(1), second[0]];
	return [...first, ...second];
}

/**
 * What the answers show: how many of each party's lines were flagged, and the lines that were flagged for one only.
 * @param {{line: number, party: number}[]} order
 * @param {boolean[]} flags one for each place in the order
 */
export function mirrorCounts(order, flags) {
	const flagged = [0, 0];
	const seen = {};
	order.forEach(({ line, party }, i) => {
		flagged[party] += flags[i] ? 1 : 0;
		(seen[line] ??= [])[party] = flags[i];
	});
	const apart = Object.keys(seen).map(Number).filter((line) => seen[line][0] !== seen[line][1]);
	return { flagged, apart: apart.map((line) => ({ line, party: seen[line][0] ? 0 : 1 })) };
}

const capital = (text) => text[0].toUpperCase() + text.slice(1);

/** @returns {function(): void} takes the view down again */
export function mountMirror(el, view) {
	const T = (key, values) => t(view.strings, key, values);
	const region = liveRegion();
	const stage = h("div", { class: "aq-mirror" });
	let order, flags;
	el.classList.add("aquanaut");
	el.replaceChildren(h("section", { "aria-label": view.title }, h("h3", { class: "aq-section" }, view.title), stage, region));
	begin();
	return () => el.replaceChildren();

	function begin(focus) {
		flags = [];
		order = mirrorOrder(view.lines.length);
		const start = button(T("mirror.start"), () => ask(), { class: "aq-btn aq-main" });
		stage.replaceChildren(para(view.about), parties(), para(T("mirror.private"), "aq-small"), start);
		if (focus) start.focus();
	}

	function parties() {
		return h("ul", { class: "aq-sides" }, view.parties.map(({ name, wants }) => h("li", null, h("strong", null, capital(name)), ": ", wants)));
	}

	function ask() {
		const at = flags.length;
		if (at === order.length) return result();
		const line = h("p", { class: "aq-context aq-mirror-line", id: freshId(), tabindex: "-1", dir: "auto" }, said(order[at]));
		const answer = (flag) => () => (flags.push(flag), ask());
		stage.replaceChildren(
			para(T("mirror.count", { at: at + 1, all: order.length }), "aq-small"), line,
			h("div", { class: "aq-buttons", role: "group", "aria-labelledby": line.id },
				button(T("mirror.fair"), answer(false)), button(T("mirror.pushes"), answer(true)), button(T("mirror.stop"), () => begin(true), { class: "aq-btn aq-quiet" })));
		line.focus();
	}

	function said({ line, party }) {
		const { name } = view.parties[party];
		const text = view.lines[line].text;
		return text.replace("{party}", text.startsWith("{party}") ? capital(name) : name);
	}

	function result() {
		const { flagged, apart } = mirrorCounts(order, flags);
		const all = view.lines.length;
		const gap = Math.abs(flagged[0] - flagged[1]);
		const more = view.parties[flagged[0] > flagged[1] ? 0 : 1].name;
		const head = h("p", { tabindex: "-1", class: "aq-note" }, gap ? T("mirror.gap", { n: gap, party: more }) : T("mirror.even"));
		stage.replaceChildren(
			head,
			h("ul", { class: "aq-sides" }, view.parties.map(({ name }, i) => h("li", null, T("mirror.flagged", { party: name, n: flagged[i], all }), dots(flagged[i], all)))),
			para(T("mirror.same")),
			apart.length > 0 && h("div", null, para(T("mirror.apart")), h("ul", null, apart.map((one) => h("li", null, said(one))))),
			para(T("mirror.small"), "aq-small"),
			h("div", { class: "aq-buttons" }, button(T("mirror.again"), () => begin(true))));
		head.focus();
		say(region, head.textContent);
	}

	function dots(full, all) {
		return h("span", { class: "aq-mirror-dots", "aria-hidden": "true" }, Array.from({ length: all }, (_, i) => h("i", { class: i < full && "aq-full" })));
	}
}
