import { aria, button, h, icon, t, translator } from "../../pages/static/dom.js";

/** Items that go to places: into groups (radio buttons), to partners (lists) or into an order (buttons). No dragging. */

/** @typedef {{id: string, el: HTMLElement, pick: HTMLElement, stands: HTMLElement, said: HTMLElement}} Row */

/**
 * The row of an item: its words, the way to place it, where it stands once that is closed, and what became of it.
 * @param {"div"|"li"} tag
 * @param {Option} item
 * @param {string} uid
 * @param {HTMLElement} pick
 * @param {Child} [before]
 * @returns {Row}
 */
function itemRow(tag, { id, text }, uid, pick, before) {
	const stands = h("b", { hidden: true, dir: "auto" });
	const said = h("div", { class: "aq-outcome" });
	const el = h(tag, { "data-item": id }, before, h("span", { id: uid, dir: "auto" }, text), pick, stands, said);
	return { id, el, pick, stands, said };
}

/**
 * Says of each row whether it stands right; `belongs` says where it does.
 * @param {Row[]} rows
 * @param {Result|null} result
 * @param {Strings} strings
 * @param {(place: string) => string} belongs
 */
function showRows(rows, result, strings, belongs) {
	for (const { id, el, said } of rows) {
		const { mark, text } = result?.items?.[id] ?? { mark: undefined };
		const place = mark === "wrong" && result?.right?.[id];
		el.className = `aq-item aq-is-${mark}`;
		said.replaceChildren();
		if (!mark) continue;
		const words = [place && belongs(place), text].filter(Boolean).join(" ");
		said.append(icon(mark === "right" ? "✓" : "✗"), h("strong", null, t(strings, `place.${mark}`)), ` ${words}`);
	}
}

/**
 * A way to give an item its place.
 * @typedef {{pick: HTMLElement, first: HTMLElement, get: () => string|undefined, set: (value: string) => void}} Way
 */

/**
 * @param {Option[]} places
 * @param {string} uid
 * @param {() => void} change
 * @returns {Way}
 */
function radios(places, uid, change) {
	const inputs = places.map(({ id: value }) => h("input", { type: "radio", name: `${uid}-in`, value, change }));
	const labels = inputs.map((input, i) => h("label", { dir: "auto" }, input, places[i].text));
	return {
		pick: h("div", { class: "aq-pick", role: "radiogroup", "aria-labelledby": uid }, labels),
		first: inputs[0],
		get: () => inputs.find((input) => input.checked)?.value,
		set: (value) => inputs.forEach((input) => (input.checked = input.value === value)),
	};
}

/**
 * @param {Option[]} places
 * @param {string} uid
 * @param {() => void} change
 * @param {string} choose
 * @returns {Way}
 */
function list(places, uid, change, choose) {
	const none = h("option", { value: "" }, choose);
	const options = places.map(({ id: value, text }) => h("option", { value }, text));
	const pick = h("select", { "aria-labelledby": uid, change }, none, options);
	const isPlace = new Set(places.map(({ id }) => id));
	return { pick, first: pick, get: () => pick.value, set: (value) => (pick.value = isPlace.has(value) ? value : "") };
}

/**
 * How many have a place; nothing about which.
 * @param {PlacesQuestion} question
 * @param {Answer} answer
 * @param {Translate} T
 */
export function coachPlaces({ items }, answer, T) {
	const placed = Object.keys(answer ?? {}).length;
	return T(placed < items.length ? "graded.coach.open" : "graded.coach.placed", { placed, all: items.length });
}

/**
 * Sort into groups, and match: each item gets one of the places, by radio buttons or from a list.
 * @param {PlacesQuestion} question
 * @param {ControlContext} ctx
 * @param {"list"|"radios"} [pick]
 * @returns {Control}
 */
export function makePlaces({ items, places }, ctx, pick = "list") {
	const T = translator(ctx.strings);
	/** @param {string|undefined} id */
	const name = (id) => places.find((place) => place.id === id)?.text;
	const rows = items.map((item, i) => {
		const uid = `${ctx.uid}-${i}`;
		const isRadios = pick === "radios";
		const way = isRadios ? radios(places, uid, ctx.changed) : list(places, uid, ctx.changed, T("place.choose"));
		return { ...way, ...itemRow("div", item, uid, way.pick) };
	});
	const placed = () => rows.filter((row) => row.get());
	const elements = rows.map((row) => row.el);

	return {
		el: h("div", { class: "aq-items" }, places.some(({ help }) => help) && legend(places), elements),
		read() {
			const pairs = placed().map((row) => [row.id, row.get()]);
			return pairs.length ? Object.fromEntries(pairs) : null;
		},
		write(answer) {
			const given = /** @type {Record<string, string>|null|undefined} */ (answer);
			rows.forEach((row) => row.set(given?.[row.id] ?? ""));
		},
		show: (result) => showRows(rows, result, ctx.strings, (place) => T("place.belongs", { place: name(place) })),
		lock(on) {
			for (const row of rows) {
				row.pick.hidden = on;
				row.stands.hidden = !on;
				const place = name(row.get());
				row.stands.textContent = T(place ? "place.yours" : "place.none", { place });
			}
		},
		focus: () => (rows.find((row) => !row.get()) ?? rows[0]).first.focus(),
	};
}

/** @param {Place[]} places */
function legend(places) {
	const lines = places.map(({ text, help }) => h("li", { dir: "auto" }, h("b", null, text), ` ${help}`));
	return h("ul", { class: "aq-legend" }, lines);
}

/** @typedef {{steps: HTMLElement[], number: HTMLElement} & Row} Step an item in an order, with its two buttons */
/** @typedef {"up"|"down"} Direction */

/**
 * Put in order. There is no answer until the learner has moved something or said that it stands right.
 * @param {PlacesQuestion} question
 * @param {ControlContext} ctx
 * @returns {Control}
 */
export function makeOrder({ items }, ctx) {
	const order = new Order(items, ctx);
	const { T, rows } = order;
	return {
		el: h("div", { class: "aq-items" }, order.list, order.asIs, order.state),
		empty: T("order.unset"),
		read: () => order.read(),
		write: (answer) => order.write(/** @type {Record<string, string>|null|undefined} */ (answer)),
		show: (result) => showRows(rows, result, ctx.strings, (place) => T("order.belongs", { place })),
		lock(on) {
			for (const element of [order.asIs, order.state, ...rows.map((row) => row.pick)]) element.hidden = on;
		},
		focus: () => order.current[0].steps[1].focus(),
	};
}

class Order {
	#isMine = false;
	list = h("ol", null);
	state = h("p", { class: "aq-small" });

	/**
	 * @param {Option[]} items
	 * @param {ControlContext} ctx
	 */
	constructor(items, ctx) {
		this.ctx = ctx;
		this.T = translator(ctx.strings);
		this.rows = items.map((item, i) => this.#row(item, `${ctx.uid}-${i}`));
		this.current = [...this.rows]; // as they stand
		const settle = () => this.#settle(this.T("order.set"));
		this.asIs = button(this.T("order.asis"), settle, { class: "aq-btn aq-asis" });
	}

	/**
	 * @param {Option} item
	 * @param {string} uid
	 * @returns {Step}
	 */
	#row(item, uid) {
		/**
		 * @param {1|-1} by
		 * @param {Direction} way
		 * @param {string} sign
		 */
		const step = (by, way, sign) =>
			button(icon(sign), () => this.#move(row, by, way), { "aria-label": this.T(`order.${way}_of`, item) });
		const steps = [step(-1, "up", "↑"), step(1, "down", "↓")];
		const number = h("b", null);
		/** @type {Step} */
		const row = { steps, number, ...itemRow("li", item, uid, h("div", { class: "aq-pick" }, steps), number) };
		return row;
	}

	#draw() {
		const last = this.current.length - 1;
		this.current.forEach(({ number, steps: [up, down] }, i) => {
			number.textContent = String(i + 1);
			aria(up, "disabled", i === 0);
			aria(down, "disabled", i === last);
		});
		this.state.textContent = this.T(this.#isMine ? "order.set" : "order.unset");
	}

	/** @param {string} words */
	#settle(words) {
		this.#isMine = true;
		this.#draw();
		this.ctx.say(words);
		this.ctx.changed();
	}

	/**
	 * @param {Step} row
	 * @param {1|-1} by
	 * @param {Direction} way
	 */
	#move(row, by, way) {
		const all = this.rows.length;
		const from = this.current.indexOf(row);
		const other = this.current[from + by];
		if (!other) return this.ctx.say(this.T("order.stays", { k: from + 1, all }));
		[this.current[from], this.current[from + by]] = [other, row];
		row.el[by < 0 ? "after" : "before"](other.el); // it is the other that moves: this one keeps the focus
		this.#settle(this.T(`order.${way}`, { k: from + by + 1, all }));
	}

	read() {
		return this.#isMine ? Object.fromEntries(this.current.map((row, i) => [row.id, String(i + 1)])) : null;
	}

	/** @param {Record<string, string>|null|undefined} answer */
	write(answer) {
		this.#isMine = Boolean(answer);
		this.current = [...this.rows].sort((a, b) => (answer ? Number(answer[a.id]) - Number(answer[b.id]) : 0));
		this.list.append(...this.current.map((row) => row.el));
		this.#draw();
	}
}
