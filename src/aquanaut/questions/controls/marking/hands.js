import { targetOf } from "../../../pages/static/dom.js";
import { digit, take } from "./bar.js";

/** @typedef {import("./state.js").Marking} Marking */

/**
 * Keys on the words: arrows move, with Shift they select, Enter gives the label, Delete takes it away.
 * @param {Marking} marking
 */
export function listenToKeys(marking) {
	const { words, T } = marking;
	words.text.addEventListener("keydown", (event) => {
		if (event.metaKey || !words.els.length) return;
		const to = words.target(event, marking.cursor);
		if (to !== undefined) move(marking, Math.min(Math.max(to, 0), words.end), event.shiftKey);
		else if (!press(event)) return;
		take(event);
	});

	/** @param {KeyboardEvent} event */
	function press(event) {
		const { key } = event;
		const mark = marking.owner[marking.cursor];
		if (key === "Enter" || key === " ") {
			if (marking.pen) marking.add(marking.pen);
			else marking.bar.open(true);
		} else if (key === "Delete" || key === "Backspace") {
			if (mark) marking.remove(mark);
			else marking.tell(T("mark.none_here"));
		} else if (key === "Escape" && (marking.selected || marking.bar.isOpen)) {
			marking.drop();
			marking.tell(T("mark.dropped"));
		} else return digit(marking, event);
		return true;
	}
}

/**
 * @param {Marking} marking
 * @param {number} to
 * @param {boolean} selects
 */
function move(marking, to, selects) {
	if (selects) to = marking.select(marking.selected ? marking.anchor : marking.cursor, to);
	else marking.drop();
	marking.focusWord(to);
}

/**
 * Mouse, finger, and a screen reader's click, which comes without a pointer. A mouse drags, or clicks and
 * shift-clicks; a finger taps the first word, then the last.
 * @param {Marking} marking
 */
export function listenToPointer(marking) {
	const { text } = marking.words;
	let mouse = false;
	/** @param {Event} event */
	const wordAt = (event) => {
		const word = targetOf(event).closest?.("[data-i]");
		return Number(word instanceof HTMLElement ? word.dataset.i : NaN);
	};
	/**
	 * @param {number} from
	 * @param {number} to
	 */
	const pick = (from, to) => marking.focusWord(marking.select(from, to), { preventScroll: true });

	text.addEventListener("pointerdown", (event) => {
		const i = wordAt(event);
		mouse = event.pointerType === "mouse";
		if (!mouse || event.button || !(i >= 0)) return;
		pick(event.shiftKey ? (marking.selected ? marking.anchor : marking.cursor) : i, i);
		addEventListener("pointerup", () => marking.bar.open(false), { once: true });
	});
	text.addEventListener("pointermove", (event) => {
		const i = wordAt(event);
		if (mouse && event.buttons === 1 && marking.selected && i >= 0 && i !== marking.cursor) pick(marking.anchor, i);
	});
	text.addEventListener("mousedown", (event) => event.preventDefault()); // the word has the focus already
	text.addEventListener("click", (event) => {
		const i = wordAt(event);
		if (!mouse && i >= 0) {
			marking.tapped = marking.tapped && marking.selected !== null;
			pick(marking.tapped ? marking.anchor : i, i);
			marking.tapped = !marking.tapped;
			marking.bar.open(false);
		}
		mouse = false;
	});
}
