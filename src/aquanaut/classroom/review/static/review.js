import { button, h, icon, part, say, targetOf, translator } from "../../../pages/static/dom.js";
import { drawCard, named } from "./review_card.js";
import { drawHead } from "./review_head.js";

/**
 * One written answer at a time: levels as buttons, samples beside. A digit scores, Enter goes on, S gives the same score
 * to all that say the same. Nothing counts as saved before Python has said so.
 */

/**
 * @typedef {"score"|"second"|"compare"|"disputes"|"change"} Mode
 * @typedef {{digit: number, points: number, name: string, text: string}} Level
 *
 * An answer, or a dispute about a score.
 * @typedef {{key: string, who: string, prompt: string, before: string, answer: string[], comment: string,
 *   given: number|null, given_shown: string, possible: string, alike: number, by_other: string,
 *   readings: {by: string, points: number, shown: string}[], levels: Level[], samples: Sample[],
 *   dispute: {text: string}|null, earlier: Earlier|null, why?: string, overridden?: boolean}} Item
 *
 * A mark that was given to another text of the same student.
 * @typedef {{by: string, n: number, points: string, answer: string[], said: string[]}} Earlier
 *
 * Whom and what there is to choose from, to change a score.
 * @typedef {{student: string, question: string, students: {code: string, name: string}[],
 *   questions: {id: string, k: number, prompt: string}[]}} Choice
 *
 * @typedef {{title: string, by: string, hidden: boolean, simulated: boolean, mode: Mode, counts: Record<Mode, number>,
 *   at: number, of: number, item: Item|null, agreement: {kappa: string}[],
 *   choice: Choice|null}} State
 * @typedef {{strings: Strings, state: State}} ReviewView
 */

/**
 * @param {HTMLElement} el
 * @param {ReviewView} view
 * @param {Host<ReviewView>} host
 * @returns {() => void} takes the view down again
 */
export function mountReview(el, { strings, state }, host) {
	const review = new Review(el, strings, state, host);
	review.draw(false);
	host.onChange(["state"], () => {
		review.view = host.get("state");
		review.draw(false);
	});
	/** @param {Event} event */
	const warn = (event) => {
		if (review.drafts.size) event.preventDefault();
	};
	window.addEventListener("beforeunload", warn);
	return () => window.removeEventListener("beforeunload", warn);
}

export class Review {
	/** @type {Map<string, string>} comments and replies that are typed and not saved yet, by entry */
	drafts = new Map();
	/** @type {{key: string, points: number}|null} the points picked for a dispute */
	picked = null;
	/** @type {Promise<boolean>} */
	#busy = Promise.resolve(true);
	/** How many requests Python has not answered yet, and how many of them turn the page. */
	#waiting = { all: 0, turns: 0 };
	/** @type {string|null} */
	#drawnKey = null;

	/**
	 * @param {HTMLElement} el
	 * @param {Strings} strings
	 * @param {State} view
	 * @param {Host<ReviewView>} host
	 */
	constructor(el, strings, view, host) {
		this.el = el;
		this.view = view;
		this.host = host;
		this.T = translator(strings);
		this.region = h("p", { class: "aq-small", role: "status" });
		this.alarm = h("div", { role: "alert" });
		this.top = h("div", { class: "aq-review-top" });
		this.card = h("div", { class: "aq-review-card" });
		const attrs = {
			class: "aq-review",
			"aria-label": this.T("review.title"),
			tabindex: "-1",
			keydown: this.#keys,
			click: this.#keepKeys,
		};
		el.classList.add("aquanaut");
		el.replaceChildren(h("section", attrs, this.top, this.alarm, this.card, this.region));
	}

	/**
	 * Asks Python, one thing after another; says what came of it. Resolves with whether it is saved.
	 * @param {{act: string} & Record<string, unknown>} message
	 * @param {string} [spoken]
	 * @returns {Promise<boolean>}
	 */
	ask(message, spoken) {
		const turns = ["go", "mode", "settle", "find"].includes(message.act) ? 1 : 0;
		this.#waiting.all += 1;
		this.#waiting.turns += turns;
		const next = this.#busy.then(async () => {
			const done = await this.host.ask({ type: "do", ...message });
			this.view = this.host.get("state");
			this.#tell(done, spoken);
			return done.ok;
		});
		this.#busy = next
			.catch(() => false)
			.finally(() => {
				this.#waiting.all -= 1;
				this.#waiting.turns -= turns;
			});
		return next;
	}

	/**
	 * @param {Done} done
	 * @param {string} [spoken]
	 */
	#tell({ ok, text, conflict }, spoken) {
		const { T, alarm, region } = this;
		if (ok) {
			alarm.replaceChildren();
			if (text || spoken) say(region, [text, spoken].filter(Boolean).join(" "));
			return;
		}
		const head = h("strong", null, T(conflict ? "review.conflict" : "review.not_saved"));
		alarm.replaceChildren(h("p", { class: "aq-unsaved" }, icon("⚠"), head, ` ${text || T("review.no_kernel")}`));
	}

	// --- what the page does -----------------------------------------------------------------------------

	/** @param {string} key */
	draft(key) {
		return this.drafts.get(key) ?? "";
	}

	/** @param {number} points */
	give = async (points) => {
		const { item } = this.view;
		if (!item || item.dispute) return;
		const text = this.draft(item.key) || item.comment;
		const ok = await this.ask({ act: "give", key: item.key, points, text }, this.T("review.next.hint"));
		if (ok) this.drafts.delete(item.key);
		this.draw(false);
	};

	/** @param {number} to */
	async go(to) {
		if (!(await this.keepComment())) return;
		await this.ask({ act: "go", to });
		this.draw(true);
	}

	/** @param {Mode} mode */
	async turnTo(mode) {
		if (!(await this.keepComment())) return;
		await this.ask({ act: "mode", mode });
		this.draw(true);
	}

	/** Saves the comment that is on the page, if it is a new one. */
	async keepComment() {
		const { item } = this.view;
		const text = item && this.drafts.get(item.key);
		if (!item || item.dispute || text == null) return true;
		const ok = await this.ask({ act: "say", key: item.key, text });
		if (ok) this.drafts.delete(item.key);
		return ok;
	}

	alike = async () => {
		const { item } = this.view;
		if (item?.alike && item.given != null) await this.ask({ act: "alike" });
		this.draw(false);
	};

	/** @param {number|null} points */
	async settle(points) {
		const { item } = this.view;
		if (!item) return;
		const text = this.draft(item.key);
		if (await this.ask({ act: "settle", key: item.key, text, points })) this.drafts.delete(item.key);
		this.draw(true);
	}

	/**
	 * @param {string} student
	 * @param {string} question
	 */
	async find(student, question) {
		await this.ask({ act: "find", student, question });
		this.draw(false);
	}

	/**
	 * Changes the score on the page, or lets the key's points count again (`points` null).
	 * @param {number|null} points
	 */
	async change(points) {
		const { item } = this.view;
		if (!item) return;
		const message = points === null ? { act: "key" } : { act: "change", points, text: this.draft(item.key) };
		if (await this.ask({ ...message, key: item.key })) this.drafts.delete(item.key);
		this.draw(false);
	}

	/** After a click on plain text the keys still belong to this page, not to the notebook around it. */
	#keepKeys = () => {
		const section = part(this.el, ".aq-review");
		if (section && !section.contains(document.activeElement)) section.focus({ preventScroll: true });
	};

	/**
	 * Picks points for a dispute, or lets go of them.
	 * @param {number} points
	 */
	choose = (points) => {
		const key = this.view.item?.key ?? "";
		const isPicked = this.pickedFor(key) === points;
		this.picked = isPicked ? null : { key, points };
		this.draw(false);
		say(
			this.region,
			isPicked ? this.T("review.unpicked") : this.T("review.picked", { n: points, points: named(points) }),
		);
	};

	/** @param {string} key */
	pickedFor(key) {
		return this.picked?.key === key ? this.picked.points : null;
	}

	/** @param {KeyboardEvent} event */
	#keys = (event) => {
		if (!this.view.item || event.altKey || event.metaKey) return;
		const typing = targetOf(event).closest("textarea, input, select");
		const act =
			event.key === "Enter"
				? (event.ctrlKey || !typing) && this.#enter(targetOf(event))
				: !typing && !event.ctrlKey && this.#shortcut(event.key, this.view.item);
		if (!act) return;
		event.preventDefault();
		// What is typed while the page turns was not meant for the answer that comes.
		if (!this.#waiting.turns) act();
	};

	/**
	 * Enter goes on. On a points button it gives those points first where nothing is given yet, and else leaves the score
	 * as it is: it was pressed to go on, not to score again. Other buttons do what they say.
	 * @param {Element} target
	 */
	#enter(target) {
		const { view } = this;
		if (view.mode === "change") return null;
		const level = target.closest("[data-at^=level-]");
		if (target.closest("button, summary") && !level) return null;
		const digit = level instanceof HTMLElement && !view.item?.dispute ? level.dataset.at?.slice("level-".length) : "";
		const points = view.item?.levels.find((one) => String(one.digit) === digit)?.points;
		return async () => {
			if (points != null && view.item?.given == null && !this.#waiting.all) await this.give(points);
			await this.go(view.at + 1);
		};
	}

	/**
	 * What a digit or a letter does, if it does something.
	 * @param {string} key
	 * @param {Item} item
	 */
	#shortcut(key, item) {
		if (/^s$/i.test(key)) return this.alike;
		if (/^b$/i.test(key)) return () => this.go(this.view.at - 1);
		const level = /^\d$/.test(key) && item.levels.find(({ digit }) => digit === Number(key));
		return level && (() => (item.dispute ? this.choose(level.points) : this.give(level.points)));
	}

	// --- what is drawn ----------------------------------------------------------------------------------

	/**
	 * Draws all anew. A new entry takes the focus to its heading; else the focus stays on the control that had it.
	 * @param {boolean} moved
	 */
	draw(moved) {
		const { el, top, card } = this;
		const active = document.activeElement;
		const held = active instanceof HTMLElement && el.contains(active) ? active.dataset.at : null;
		const key = this.view.item?.key ?? "";
		top.replaceChildren(...drawHead(this));
		card.replaceChildren(...drawCard(this));
		const isNew = moved || (this.#drawnKey !== null && this.#drawnKey !== key);
		this.#drawnKey = key;
		const head = part(card, "[data-at=head]");
		if (isNew && (moved || held)) head?.focus();
		else if (held) (part(el, `[data-at="${held}"]`) ?? head)?.focus();
	}

	/**
	 * @param {string} words
	 * @param {number} to
	 * @param {Attrs} attrs
	 */
	mover(words, to, attrs) {
		return button(words, () => this.go(to), attrs);
	}
}
