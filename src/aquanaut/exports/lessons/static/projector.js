import { button, freshId, h, icon, liveRegion, look, para, pieces, say, t } from "../../../pages/static/dom.js";
import { unpacked } from "../../../pages/static/packed.js";

/** The projector view: one passage or question at a time; the class guesses with raised hands, then R reveals. */

const LETTERS = "ABCDEFGHIJ";

function startShow({ strings, decks }) {
	const T = (key, values) => t(strings, key, values);
	const region = liveRegion();
	const stage = h("div", { class: "aq-stage", tabindex: "-1" });
	const place = h("span", { class: "aq-place" });
	const keysOn = h("input", { type: "checkbox", checked: true });
	const choice = h("select", { id: freshId(), change: () => go(Number(choice.value), 0) }, decks.map(({ title }, i) => h("option", { value: i }, title)));
	const before = button(T("show.before"), () => turn(-1));
	const next = button(T("show.next"), () => turn(1));
	const reveal = button("", () => flip(), { class: "aq-btn aq-main" });
	let deck = 0;
	let at = 0;
	let shown = false;
	let parts = { guess: [], draw() {} };

	document.getElementById("aq-show").append(
		h("div", { class: "aq-show-bar" },
			h("label", { for: choice.id }, T("show.deck")), choice, before, place, next, reveal,
			h("label", { class: "aq-small" }, keysOn, " ", T("show.keys"))),
		stage, region);

	function go(toDeck, to) {
		deck = toDeck;
		at = to;
		shown = false;
		const { slides, notice } = decks[deck];
		const slide = slides[at];
		parts = slide.kind === "passage" ? passage(slide) : question(slide);
		stage.classList.toggle("aq-show-passage", slide.kind === "passage");
		stage.replaceChildren(...parts.all, para(notice, "aq-small aq-notice") || "");
		place.textContent = T("show.place", { k: at + 1, all: slides.length });
		before.setAttribute("aria-disabled", at === 0);
		next.setAttribute("aria-disabled", at === slides.length - 1);
		draw();
		scrollTo(0, 0);
	}

	function turn(by) {
		if (!decks[deck].slides[at + by]) return;
		go(deck, at + by);
		say(region, place.textContent);
	}

	function flip() {
		shown = !shown;
		draw();
		say(region, T(shown ? "show.revealed" : "show.hidden"));
	}

	function draw() {
		reveal.textContent = T(shown ? "show.hide" : "show.reveal");
		reveal.setAttribute("aria-pressed", shown);
		parts.draw(shown);
	}

	const number = (label) => h("input", { type: "number", min: 0, max: 99, inputmode: "numeric", "aria-label": label });
	const ask = (text) => text.split(/\n+/).map((line) => h("p", { class: "aq-show-ask", dir: "auto" }, line));

	// --- a passage: how many places does the class find, and what does the reference mark? ---
	function passage({ ask: words, context, language, blocks, marks, labels }) {
		const guess = number(T("show.guess"));
		const text = h("div", { class: "aq-text aq-show-text", lang: language || null });
		const answer = h("div", { class: "aq-show-answer" });
		const placed = [...marks].sort((a, b) => a.start - b.start);
		const style = ({ polarity, label }) => (polarity === "sound" ? "aq-sound" : look(Math.max(labels.indexOf(label), 0)));
		const ranges = placed.flatMap((mark, i) => [[mark.start, mark.end], ...mark.links].map(([start, end]) => ({ start, end, mark, n: i + 1 })));
		const drawn = (on) => blocks.map(({ kind, start, text: whole }) => h("p", { class: `aq-b aq-${kind}`, dir: "auto" },
			pieces(start, Array.from(whole), on ? ranges : []).map((piece) => {
				if (!piece.on.length) return piece.text;
				const ends = piece.on.filter((range) => range.end === piece.end).map((range) => range.n).join(" ");
				return h("mark", { class: `aq-m ${style(piece.on[0].mark)}`, "data-sign": ends || null }, piece.text);
			})));
		const quote = ({ start, end }) => blocks.map((b) => Array.from(b.text).slice(Math.max(0, start - b.start), Math.max(0, end - b.start)).join("")).join(" ").trim();
		const note = (mark) => h("li", null,
			h("p", null, h("b", { class: `aq-m ${style(mark)}` }, mark.label), " ", h("q", { dir: "auto" }, [mark, ...mark.links.map(([start, end]) => ({ start, end }))].map(quote).filter(Boolean).join(" … "))),
			para(mark.why), mark.ask && para(T("reader.ask", { text: mark.ask }), "aq-puts"),
			para([mark.certainty && T(`certainty.${mark.certainty}`), mark.by && T("by", mark)].filter(Boolean).join(" · "), "aq-small"));
		return {
			all: [...ask(words), contextOf(context), text, h("p", { class: "aq-show-guess" }, h("label", null, T("show.guess"), " ", guess)), answer],
			draw(on) {
				text.replaceChildren(...drawn(on));
				answer.replaceChildren();
				if (!on) return;
				const hands = guess.value;
				const count = T(hands === "" ? "show.count" : "show.class", { hands, n: marks.length });
				answer.append(h("p", { class: "aq-show-count" }, count), placed.length ? h("ol", null, placed.map(note)) : para(T("show.nothing")));
			},
		};
	}

	// --- a question: hands for each option, and what the key says to it ---
	function question({ ask: words, context, hands, rows, cards = [], places, after = [], sentence }) {
		const all = rows.map((row, i) => {
			const letter = LETTERS[i];
			const input = hands && number(T("show.hands_of", { letter }));
			const said = h("div", { class: "aq-outcome" });
			const el = h("li", null, h("div", { class: "aq-show-row" }, hands && h("b", { class: "aq-show-letter" }, letter), h("span", { dir: "auto" }, row.text), input), said);
			return { ...row, el, said };
		});
		const answer = h("div", { class: "aq-show-answer" });
		const list = (items) => h("ul", { class: "aq-show-rows" }, items);
		return {
			all: [
				contextOf(context), ...ask(words), sentence && h("blockquote", { class: "aq-context" }, para(sentence)),
				cards.length > 0 && h("ul", { class: "aq-show-cards" }, cards.map(card)),
				places && para(T("show.places", { places: places.join(" · ") }), "aq-small"),
				hands && h("p", { class: "aq-small aq-show-hands" }, T("show.hands")),
				list(all.map(({ el }) => el)), answer,
			].filter(Boolean),
			draw(on) {
				for (const { el, said, mark, place: where, why } of all) {
					el.className = on && mark ? `aq-is-${mark}` : "";
					said.replaceChildren();
					if (!on) continue;
					if (mark) said.append(icon(mark === "right" ? "✓" : "✗"), h("strong", null, T(`choice.${mark}`)), " ");
					said.append(where ? h("strong", null, `${where}. `) : "", why);
				}
				answer.replaceChildren(...(on ? after.map(({ text, place: words2, why }) => h("div", { class: "aq-context" }, h("h2", null, text), para(words2), para(why, "aq-small"))) : []));
			},
		};
	}

	const contextOf = (context) => (context ? h("blockquote", { class: "aq-context" }, context.text.split(/\n+/).map((text) => para(text)), para(context.from, "aq-small")) : "");

	function card({ title, publisher, date, says }) {
		const body = h("div", { class: "aq-context", id: freshId(), hidden: true }, para(says));
		const head = button([title, h("small", null, ` ${[publisher, date].filter(Boolean).join(" · ")}`)], () => {
			body.hidden = !body.hidden;
			head.setAttribute("aria-expanded", !body.hidden);
		}, { "aria-expanded": "false", "aria-controls": body.id });
		return h("li", null, head, body);
	}

	addEventListener("keydown", (event) => {
		if (!keysOn.checked || event.ctrlKey || event.metaKey || event.altKey) return;
		const typing = event.target.closest?.("select, input[type=number]"); // there other keys do something else
		const number = event.target.matches?.("input[type=number]"); // R is no number: it may reveal from there, too
		if (event.key === "ArrowRight" && !typing) turn(1);
		else if (event.key === "ArrowLeft" && !typing) turn(-1);
		else if ((!typing || number) && /^[rR]$/.test(event.key)) flip();
		else return;
		event.preventDefault();
	});
	go(0, 0);
}

unpacked().then(startShow).catch((error) => {
	document.documentElement.classList.remove("aq-js");
	document.getElementById("aq-old").hidden = false;
	throw error;
});
