/** The few words every control is built from. Text enters pages as text only: nothing here reads markup. */

// Notebooks steal the keys of a focused element that does not say this itself; on a wrapper it does not help.
const SUPPRESS = "data-lm-suppress-shortcuts";
const TAKES_FOCUS = "a,button,input,select,summary,textarea,[tabindex],[role=option]";

/**
 * An element. Functions become listeners, `true` an empty attribute; null, undefined and false are left out.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attrs|null} [attrs]
 * @param {...Child} children strings become text
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, attrs, ...children) {
	const el = document.createElement(tag);
	for (const [name, value] of Object.entries(attrs ?? {})) {
		if (value == null || value === false) continue;
		if (typeof value === "function") el.addEventListener(name, /** @type {EventListener} */ (value));
		else if (name === "value" || name === "checked") Object.assign(el, { [name]: value });
		else el.setAttribute(name, value === true ? "" : String(value));
	}
	if (el.matches(TAKES_FOCUS)) el.setAttribute(SUPPRESS, "true");
	el.append(...listed(children));
	return el;
}

/**
 * Children as a page takes them: flat, without those that are left out.
 * @param {readonly Child[]} children
 */
export const listed = (children) =>
	/** @type {(Node|string)[]} */ (
		/** @type {unknown[]} */ (children).flat(9).filter((child) => child != null && child !== false)
	);

/**
 * A paragraph, or nothing where there is no text.
 * @param {string|null|false|undefined} text
 * @param {string} [className]
 */
export const para = (text, className) => text && h("p", { class: className, dir: "auto" }, text);

/**
 * A button that never submits anything.
 * @param {Child} text
 * @param {(event: MouseEvent) => unknown} click
 * @param {Attrs} [attrs]
 */
export const button = (text, click, attrs) => h("button", { type: "button", class: "aq-btn", click, ...attrs }, text);

/**
 * A sign that is seen, not spoken. Words always stand beside it.
 * @param {string} [sign]
 */
export const icon = (sign) => h("span", { class: "aq-icon", "aria-hidden": "true" }, sign);

/** A polite live region. */
export const liveRegion = () => h("div", { class: "aq-vh", role: "status" });

/**
 * Speaks through a live region: also what was said last (a no-break space makes it new).
 * @param {HTMLElement} region
 * @param {string|null} text
 */
export const say = (region, text) => (region.textContent = region.textContent === text ? `${text}\u00a0` : text);

/**
 * The element inside `el` that is known to be there.
 * @param {Element|Document} el
 * @param {string} selector
 */
export const part = (el, selector) => /** @type {HTMLElement} */ (el.querySelector(selector));

/**
 * Says a state of an element to those who hear it: `aria-disabled`, `aria-expanded` and the like.
 * @param {Element} el
 * @param {string} name without "aria-"
 * @param {boolean} on
 */
export const aria = (el, name, on) => el.setAttribute(`aria-${name}`, String(on));

/**
 * The element that an event happened to.
 * @param {Event} event
 */
export const targetOf = (event) => /** @type {HTMLElement} */ (event.target);

/**
 * The interface string `key` with its {slots} filled. With a number `n`, the form for that number comes first
 * ("mark.count.one"), by the plural rules of the catalogue's language.
 * @param {Strings} strings
 * @param {string} key
 * @param {object} [values]
 * @returns {string}
 */
export function t(strings, key, values = {}) {
	const slots = /** @type {Record<string, unknown>} */ (values);
	const form = "n" in slots && new Intl.PluralRules(strings.lang || "en").select(Number(slots.n));
	const text = strings[`${key}.${form}`] ?? strings[key] ?? key;
	return text.replace(/\{(\w+)\}/g, (slot, name) => String(slots[name] ?? slot));
}

/**
 * `t` over one catalogue.
 * @param {Strings} strings
 * @returns {Translate}
 */
export const translator = (strings) => (key, values) => t(strings, key, values);

let ids = 0;
/** An id no other element of the page has. */
export const freshId = () => `aq${(ids += 1)}-${Math.random().toString(36).slice(2, 7)}`;

/**
 * Whether two values are the same JSON, whatever the order of keys.
 * @param {unknown} a
 * @param {unknown} b
 * @returns {boolean}
 */
export function same(a, b) {
	if (typeof a !== "object" || typeof b !== "object" || !a || !b) return (a ?? null) === (b ?? null);
	const [one, other] = /** @type {Record<string, unknown>[]} */ ([a, b]);
	const keys = Object.keys(one);
	return keys.length === Object.keys(other).length && keys.every((key) => key in other && same(one[key], other[key]));
}

/**
 * Cuts a stretch of text at the edges of the ranges that touch it.
 * @template {Stretch} R
 * @param {number} start where the stretch begins, in code points of the article
 * @param {string[]} chars its code points
 * @param {R[]} ranges
 * @returns {Piece<R>[]}
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

/**
 * The class that gives label number `i` (from 0) its colour and underline.
 * @param {number} i
 */
export const look = (i) => `aq-l${(Math.max(i, 0) % 4) + 1}`;
