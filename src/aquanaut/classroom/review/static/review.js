import { button, freshId, h, icon, para, say, t } from "../../../pages/static/dom.js";

/**
 * One written answer at a time: levels as buttons, samples beside. A digit scores, Enter goes on, S gives the same score
 * to all that say the same. Nothing counts as saved before Python has said so.
 */
export function mountReview(el, { strings, state }, host) {
	const T = (key, values) => t(strings, key, values);
	const region = h("p", { class: "aq-small", role: "status" });
	const alarm = h("div", { role: "alert" });
	const top = h("div", { class: "aq-review-top" });
	const card = h("div", { class: "aq-review-card" });
	const drafts = {}; // comments and replies that are typed and not saved yet, by entry
	let chosen = {}; // the points picked for a dispute, by entry
	let view = state;
	let busy = Promise.resolve();
	let drawnKey = null;

	el.classList.add("aquanaut");
	el.replaceChildren(h("section", { class: "aq-review", "aria-label": T("review.title"), keydown: keys },
		top, alarm, card, region));
	draw(false);
	host.onChange(["state"], () => {
		view = host.get("state");
		draw(false);
	});
	window.addEventListener("beforeunload", warn);
	return () => window.removeEventListener("beforeunload", warn);

	function warn(event) {
		if (Object.keys(drafts).length) event.preventDefault();
	}

	/** Asks Python, one thing after another; says what came of it. Resolves with whether it is saved. */
	function ask(message, spoken) {
		const next = busy.then(async () => {
			const { ok, text, conflict } = await host.ask({ type: "do", ...message });
			view = host.get("state");
			if (ok) {
				alarm.replaceChildren();
				if (text || spoken) say(region, [text, spoken].filter(Boolean).join(" "));
			} else {
				alarm.replaceChildren(h("p", { class: "aq-unsaved" }, icon("⚠"),
					h("strong", null, T(conflict ? "review.conflict" : "review.not_saved")), ` ${text || T("review.no_kernel")}`));
			}
			return ok;
		});
		busy = next.catch(() => false);
		return next;
	}

	// --- what the page does -----------------------------------------------------------------------------

	function draft(key) {
		return drafts[key] ?? "";
	}

	async function give(points) {
		const { item } = view;
		if (!item || item.dispute) return;
		const ok = await ask({ act: "give", points, text: draft(item.key) || item.comment }, T("review.next.hint"));
		if (ok) delete drafts[item.key];
		draw(false);
	}

	async function go(to) {
		if (!(await keepComment())) return;
		await ask({ act: "go", to });
		draw(true);
	}

	/** Saves the comment that is on the page, if it is a new one. */
	async function keepComment() {
		const { item } = view;
		if (!item || item.dispute || drafts[item.key] == null) return true;
		const ok = await ask({ act: "say", text: drafts[item.key] });
		if (ok) delete drafts[item.key];
		return ok;
	}

	async function alike() {
		if (view.item?.alike && view.item.given != null) await ask({ act: "alike" });
		draw(false);
	}

	async function settle(points) {
		const { item } = view;
		if (await ask({ act: "settle", text: draft(item.key), points })) delete drafts[item.key];
		draw(true);
	}

	function keys(event) {
		const typing = event.target.closest("textarea, input, select");
		const { item } = view;
		if (!item || event.altKey || event.metaKey) return;
		if (event.key === "Enter" && (event.ctrlKey || (!typing && !event.target.closest("button, summary")))) {
			event.preventDefault();
			go(view.at + 1);
		} else if (!typing && !event.ctrlKey && /^\d$/.test(event.key)) {
			const level = item.levels.find(({ digit }) => digit === Number(event.key));
			if (level) {
				event.preventDefault();
				item.dispute ? choose(level.points) : give(level.points);
			}
		} else if (!typing && !event.ctrlKey && /^[sb]$/i.test(event.key)) {
			event.preventDefault();
			/s/i.test(event.key) ? alike() : go(view.at - 1);
		}
	}

	// --- what is drawn ----------------------------------------------------------------------------------

	/** Draws all anew. A new entry takes the focus to its heading; else the focus stays on the control that had it. */
	function draw(moved) {
		const held = el.contains(document.activeElement) ? document.activeElement.dataset.at : null;
		top.replaceChildren(...head());
		card.replaceChildren(...(view.item ? entry(view.item) : ending()));
		const isNew = moved || (drawnKey !== null && drawnKey !== (view.item?.key ?? ""));
		drawnKey = view.item?.key ?? "";
		if (isNew && (moved || held)) card.querySelector("[data-at=head]")?.focus();
		else if (held) (el.querySelector(`[data-at="${held}"]`) ?? card.querySelector("[data-at=head]"))?.focus();
	}

	function head() {
		const name = h("input", { id: freshId(), class: "aq-review-name", value: view.by, "data-at": "name", autocomplete: "off",
			change: async (e) => (await ask({ act: "name", text: e.target.value }), draw(false)) });
		const shown = h("input", { type: "checkbox", id: freshId(), checked: view.hidden, "data-at": "hidden",
			change: async (e) => (await ask({ act: "codes", shown: !e.target.checked }), draw(false)) });
		const modes = ["score", "second", "compare", "disputes"].map((mode) => button(T(`review.mode.${mode}`, { n: view.counts[mode] }),
			async () => (await keepComment()) && (await ask({ act: "mode", mode }), draw(true)),
			{ "aria-pressed": String(view.mode === mode), "data-at": `mode-${mode}` }));
		return [
			h("h3", { class: "aq-section" }, view.title),
			view.simulated && h("p", { class: "aq-note" }, T("review.simulated")),
			h("div", { class: "aq-review-set" },
				h("p", null, h("label", { for: name.id }, T("review.name")), " ", name),
				h("p", { class: "aq-review-tick" }, shown, h("label", { for: shown.id }, T("review.hidden")))),
			h("div", { class: "aq-actions", role: "group", "aria-label": T("review.modes") }, modes),
			para(T(`review.about.${view.mode}`), "aq-small"),
		].filter(Boolean);
	}

	function ending() {
		const left = view.counts[view.mode];
		const text = view.of ? T(left ? "review.end.left" : "review.end", { n: left }) : T(`review.none.${view.mode}`);
		return [h("p", { class: "aq-note", tabindex: "-1", "data-at": "head" }, text), agreement(),
			view.of > 0 && h("div", { class: "aq-actions" }, button(T("review.back"), () => go(view.at - 1), { "data-at": "back" }))].filter(Boolean);
	}

	function entry(item) {
		const place = T("review.at", { k: view.at + 1, all: view.of });
		return [
			h("h4", { tabindex: "-1", "data-at": "head" }, item.who ? `${place} · ${item.who}` : place),
			agreement(),
			h("div", { class: "aq-review-two" }, h("div", { class: "aq-review-main" }, ...question(item)), samples(item)),
		].filter(Boolean);
	}

	function question(item) {
		return [
			item.before && h("details", null, h("summary", null, T("review.before")), h("blockquote", { class: "aq-text", dir: "auto" }, item.before)),
			h("p", { dir: "auto" }, h("strong", null, item.prompt)),
			h("div", { class: "aq-review-answer aq-text", role: "group", "aria-label": T("review.answer") },
				item.answer.length ? item.answer.map((line) => h("p", { dir: "auto" }, line)) : h("p", null, T("review.no_answer"))),
			item.by_other && h("p", { class: "aq-note" }, T("review.by_other", { name: item.by_other })),
			item.readings.length > 0 && h("ul", { class: "aq-review-readings" },
				item.readings.map(({ by, points, shown }) => h("li", { dir: "auto" }, T("review.reading", { name: by, n: points, points: shown })))),
			...(item.dispute ? disputed(item) : scored(item)),
		].filter(Boolean);
	}

	function levels(item, given, act) {
		const about = item.dispute ? "review.new_score" : view.mode === "compare" ? "review.settle_score" : "review.score";
		return h("fieldset", { class: "aq-review-levels" }, h("legend", null, T(about)), item.levels.map(({ digit, points, name, text }) =>
			h("button", { type: "button", class: "aq-btn", "aria-pressed": String(given === points), "data-at": `level-${digit}`,
				"aria-keyshortcuts": String(digit), click: () => act(points) },
			h("kbd", { "aria-hidden": "true" }, String(digit)), h("span", null, h("strong", null, name), text && ` ${text}`))));
	}

	function scored(item) {
		const box = words(item, "review.comment", item.comment);
		return [
			levels(item, item.given, give),
			item.given != null && item.alike > 0 && h("p", null, button(T("review.alike", { n: item.alike }), alike, { "data-at": "alike", "aria-keyshortcuts": "s" })),
			...box,
			h("div", { class: "aq-actions" },
				view.at > 0 && button(T("review.back"), () => go(view.at - 1), { "data-at": "back", "aria-keyshortcuts": "b" }),
				button(item.given == null ? T("review.later") : T("review.next"), () => go(view.at + 1), { "data-at": "next", class: "aq-btn aq-main" })),
			para(T(item.alike ? "review.keys.alike" : "review.keys"), "aq-small"),
		].filter(Boolean);
	}

	function choose(points) {
		const { key } = view.item;
		chosen = { [key]: chosen[key] === points ? undefined : points };
		draw(false);
		say(region, chosen[key] == null ? T("review.unpicked") : T("review.picked", { n: points, points: named(points) }));
	}

	/** Points as the buttons call them. */
	function named(points) {
		return String(Math.round(points * 100) / 100);
	}

	function disputed(item) {
		const picked = chosen[item.key];
		return [
			h("div", { class: "aq-review-dispute" }, h("p", null, h("strong", null, T("review.reason"))), h("blockquote", { dir: "auto" }, item.dispute.text)),
			para(item.given == null ? T("review.unscored") : T("review.now", { points: item.given_shown, possible: item.possible })),
			levels(item, picked ?? null, choose),
			...words(item, "review.reply", ""),
			h("div", { class: "aq-actions" },
				button(picked == null ? T("review.uphold") : T("review.adjust", { n: picked, points: named(picked) }), () => settle(picked ?? null), { class: "aq-btn aq-main", "data-at": "settle" }),
				view.at > 0 && button(T("review.back"), () => go(view.at - 1), { "data-at": "back" }),
				button(T("review.later"), () => go(view.at + 1), { "data-at": "next" })),
		].filter(Boolean);
	}

	/** A box for words to the student. It is saved when it is left, with a score, and before the page goes on. */
	function words(item, key, saved) {
		const box = h("textarea", { id: freshId(), rows: "2", dir: "auto", maxlength: "10000", "data-at": "words", value: drafts[item.key] ?? saved,
			input: (e) => (drafts[item.key] = e.target.value), change: () => item.dispute || keepComment() });
		return [h("label", { for: box.id }, T(key)), box];
	}

	function samples(item) {
		if (!item.samples.length) return null;
		return h("aside", { class: "aq-review-samples", "aria-label": T("review.samples") },
			h("h5", null, T("review.samples")),
			item.samples.map(({ title, text, comment }) => h("details", { open: true },
				h("summary", null, title), h("blockquote", { dir: "auto" }, text), para(comment, "aq-small"))));
	}

	function agreement() {
		if (view.mode !== "compare" || !view.agreement.length) return null;
		return h("ul", { class: "aq-note aq-review-agree" }, view.agreement.map((one) =>
			h("li", null, T("review.agree", one), " ", one.kappa ? T("review.kappa", one) : T("review.no_kappa"))));
	}
}
