import { button, h, icon, t } from "../../pages/static/dom.js";

/** Items that go to places: into groups (radio buttons), to partners (lists) or into an order (buttons). No dragging. */

/** The row of an item: its words, the way to place it, where it stands once that is closed, and what became of it. */
function itemRow(tag, { id, text }, uid, pick, before) {
	const stands = h("b", { hidden: true, dir: "auto" });
	const said = h("div", { class: "aq-outcome" });
	const el = h(tag, { "data-item": id }, before, h("span", { id: uid, dir: "auto" }, text), pick, stands, said);
	return { id, el, pick, stands, said };
}

/** Says of each row whether it stands right; `belongs` says where it does. */
function showRows(rows, result, strings, belongs) {
	for (const { id, el, said } of rows) {
		const { mark, text } = result?.items?.[id] ?? {};
		const place = mark === "wrong" && result.right?.[id];
		el.className = `aq-item aq-is-${mark}`;
		said.replaceChildren();
		if (!mark) continue;
		const words = [place && belongs(place), text].filter(Boolean).join(" ");
		said.append(icon(mark === "right" ? "✓" : "✗"), h("strong", null, t(strings, `place.${mark}`)), ` ${words}`);
	}
}

/** How many have a place; nothing about which. */
export function coachPlaces({ items }, answer, T) {
	const placed = Object.keys(answer ?? {}).length;
	return T(placed < items.length ? "graded.coach.open" : "graded.coach.placed", { placed, all: items.length });
}

/** Sort into groups, and match: each item gets one of the places, by radio buttons or from a list. */
export function makePlaces({ items, places }, ctx, pick = "list") {
	const T = (key, values) => t(ctx.strings, key, values);
	const name = (id) => places.find((place) => place.id === id)?.text;

	function radios(uid) {
		const inputs = places.map(({ id: value }) => h("input", { type: "radio", name: `${uid}-in`, value, change: ctx.changed }));
		return {
			pick: h("div", { class: "aq-pick", role: "radiogroup", "aria-labelledby": uid },
				inputs.map((input) => h("label", { dir: "auto" }, input, name(input.value)))),
			first: inputs[0],
			get: () => inputs.find((input) => input.checked)?.value,
			set: (value) => inputs.forEach((input) => (input.checked = input.value === value)),
		};
	}

	function list(uid) {
		const none = h("option", { value: "" }, T("place.choose"));
		const options = places.map(({ id: value, text }) => h("option", { value }, text));
		const pick = h("select", { "aria-labelledby": uid, change: ctx.changed }, none, options);
		return { pick, first: pick, get: () => pick.value, set: (value) => (pick.value = name(value) ? value : "") };
	}

	const rows = items.map((item, i) => {
		const uid = `${ctx.uid}-${i}`;
		const way = pick === "radios" ? radios(uid) : list(uid);
		return { ...way, ...itemRow("div", item, uid, way.pick) };
	});
	const placed = () => rows.filter((row) => row.get());

	return {
		el: h("div", { class: "aq-items" },
			places.some(({ help }) => help) && h("ul", { class: "aq-legend" },
				places.map(({ text, help }) => h("li", { dir: "auto" }, h("b", null, text), ` ${help}`))),
			rows.map((row) => row.el)),
		read: () => (placed().length ? Object.fromEntries(placed().map((row) => [row.id, row.get()])) : null),
		write: (answer) => rows.forEach((row) => row.set(answer?.[row.id] ?? "")),
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

/** Put in order. There is no answer until the learner has moved something or said that it stands right. */
export function makeOrder({ items }, ctx) {
	const T = (key, values) => t(ctx.strings, key, values);
	const all = items.length;
	let mine = false;

	const rows = items.map((item, i) => {
		const step = (by, way, sign) => button(icon(sign), () => move(row, by, way), { "aria-label": T(`order.${way}_of`, item) });
		const steps = [step(-1, "up", "↑"), step(1, "down", "↓")];
		const number = h("b", null);
		const row = { steps, number, ...itemRow("li", item, `${ctx.uid}-${i}`, h("div", { class: "aq-pick" }, steps), number) };
		return row;
	});
	let order = [...rows]; // as they stand
	const list = h("ol", null);
	const state = h("p", { class: "aq-small" });
	const asIs = button(T("order.asis"), () => settle(T("order.set")), { class: "aq-btn aq-asis" });

	function draw() {
		order.forEach(({ number, steps: [up, down] }, i) => {
			number.textContent = i + 1;
			up.setAttribute("aria-disabled", i === 0);
			down.setAttribute("aria-disabled", i === all - 1);
		});
		state.textContent = T(mine ? "order.set" : "order.unset");
	}

	function settle(words) {
		mine = true;
		draw();
		ctx.say(words);
		ctx.changed();
	}

	function move(row, by, way) {
		const at = order.indexOf(row);
		const other = order[at + by];
		if (!other) return ctx.say(T("order.stays", { k: at + 1, all }));
		[order[at], order[at + by]] = [other, row];
		row.el[by < 0 ? "after" : "before"](other.el); // it is the other that moves: this one keeps the focus
		settle(T(`order.${way}`, { k: at + by + 1, all }));
	}

	return {
		el: h("div", { class: "aq-items" }, list, asIs, state),
		empty: T("order.unset"),
		read: () => (mine ? Object.fromEntries(order.map((row, i) => [row.id, String(i + 1)])) : null),
		write(answer) {
			mine = Boolean(answer);
			order = [...rows].sort((a, b) => (mine ? answer[a.id] - answer[b.id] : 0));
			list.append(...order.map((row) => row.el));
			draw();
		},
		show: (result) => showRows(rows, result, ctx.strings, (place) => T("order.belongs", { place })),
		lock(on) {
			for (const part of [asIs, state, ...rows.map((row) => row.pick)]) part.hidden = on;
		},
		focus: () => order[0].steps[1].focus(),
	};
}
