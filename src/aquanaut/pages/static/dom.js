/** The few words every control is built from. Text enters pages as text only: nothing here reads markup. */

// Notebooks steal the keys of a focused element that does not say this itself; on a wrapper it does not help.
const SUPPRESS = "data-lm-suppress-shortcuts";
const TAKES_FOCUS = "a,button,input,select,summary,textarea,[tabindex],[role=option]";

/**
 * An element. Functions become listeners, `true` an empty attribute; null, undefined and false are left out.
 * @param {string} tag
 * @param {Object<string, *>|null} [attrs]
 * @param {...*} children strings become text
 */
export function h(tag, attrs, ...children) {
	const el = document.createElement(tag);
	for (const [name, value] of Object.entries(attrs ?? {})) {
		if (value == null || value === false) continue;
		if (typeof value === "function") el.addEventListener(name, value);
		else if (name === "value" || name === "checked") el[name] = value;
		else el.setAttribute(name, value === true ? "" : value);
	}
	if (el.matches(TAKES_FOCUS)) el.setAttribute(SUPPRESS, "true");
	el.append(...children.flat(9).filter((child) => child != null && child !== false));
	return el;
}

/** A paragraph, or nothing where there is no text. */
export const para = (text, className) => text && h("p", { class: className, dir: "auto" }, text);

/** A button that never submits anything. */
export const button = (text, click, attrs) => h("button", { type: "button", class: "aq-btn", click, ...attrs }, text);

/** A sign that is seen, not spoken. Words always stand beside it. */
export const icon = (sign) => h("span", { class: "aq-icon", "aria-hidden": "true" }, sign);

/** A polite live region, and `say`, which speaks through it: also what was said last (a no-break space makes it new). */
export const liveRegion = () => h("div", { class: "aq-vh", role: "status" });
export const say = (region, text) => (region.textContent = region.textContent === text ? `${text}\u00a0` : text);

/**
 * The interface string `key` with its {slots} filled. With a number `n`, the form for that number comes first
 * ("mark.count.one"), by the plural rules of the catalogue's language.
 */
export function t(strings, key, values = {}) {
	const form = "n" in values && new Intl.PluralRules(strings.lang || "en").select(values.n);
	const text = strings[`${key}.${form}`] ?? strings[key] ?? key;
	return text.replace(/\{(\w+)\}/g, (slot, name) => values[name] ?? slot);
}

let ids = 0;
/** An id no other element of the page has. */
export const freshId = () => `aq${(ids += 1)}-${Math.random().toString(36).slice(2, 7)}`;

/** Whether two values are the same JSON, whatever the order of keys. */
export function same(a, b) {
	if (typeof a !== "object" || typeof b !== "object" || !a || !b) return (a ?? null) === (b ?? null);
	const keys = Object.keys(a);
	return keys.length === Object.keys(b).length && keys.every((key) => key in b && same(a[key], b[key]));
}

/**
 * Cuts a stretch of text at the edges of the ranges that touch it.
 * @param {number} start where the stretch begins, in code points of the article
 * @param {string[]} chars its code points
 * @param {{start: number, end: number}[]} ranges
 * @returns {{start: number, end: number, text: string, on: Object[]}[]}
 */
export function pieces(start, chars, ranges) {
	const end = start + chars.length;
	const here = ranges.filter((r) => r.start < end && start < r.end);
	const edges = here.flatMap((r) => [Math.max(r.start, start), Math.min(r.end, end)]);
	const cuts = [...new Set([start, end, ...edges])].sort((a, b) => a - b);
	return cuts.slice(1).map((to, i) => ({
		start: cuts[i],
		end: to,
		text: chars.slice(cuts[i] - start, to - start).join(""),
		on: here.filter((r) => r.start < to && cuts[i] < r.end),
	}));
}

/** The class that gives label number `i` (from 0) its colour and underline. */
export const look = (i) => `aq-l${(Math.max(i, 0) % 4) + 1}`;
