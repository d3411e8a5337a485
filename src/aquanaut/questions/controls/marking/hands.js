import { targetOf } from "../../../pages/static/dom.js";
import { digit, take } from "./bar.js";

/** @typedef {import("./state.js").Marking} Marking */

/**
 * Keys on the words: arrows move, with Shift they select, Enter gives the label, Delete takes it away.
 * @param {Marking} task
 */
export function listenToKeys(task) {
	const { words, T } = task;
	words.text.addEventListener("keydown", (event) => {
		if (event.metaKey || !words.els.length) return;
		const to = words.target(event, task.cursor);
		if (to !== undefined) move(task, Math.min(Math.max(to, 0), words.end), event.shiftKey);
		else if (!press(event)) return;
		take(event);
	});

	/** @param {KeyboardEvent} event */
	function press(event) {
		const { key } = event;
		const mark = task.owner[task.cursor];
		if (key === "Enter" || key === " ") {
			if (task.pen) task.add(task.pen);
			else task.bar.open(true);
		} else if (key === "Delete" || key === "Backspace") {
			if (mark) task.remove(mark);
			else task.tell(T("mark.none_here"));
		} else if (key === "Escape" && (task.selected || task.bar.isOpen)) {
			task.drop();
			task.tell(T("mark.dropped"));
		} else return digit(task, event);
		return true;
	}
}

/**
 * @param {Marking} task
 * @param {number} to
 * @param {boolean} selects
 */
function move(task, to, selects) {
	if (selects) to = task.select(task.selected ? task.anchor : task.cursor, to);
	else task.drop();
	task.focusWord(to);
}

/**
 * Mouse, finger, and a screen reader's click, which comes without a pointer. A mouse drags, or clicks and
 * shift-clicks; a finger taps the first word, then the last.
 * @param {Marking} task
 */
export function listenToPointer(task) {
	const { text } = task.words;
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
	const pick = (from, to) => task.focusWord(task.select(from, to), { preventScroll: true });

	text.addEventListener("pointerdown", (event) => {
		const i = wordAt(event);
		mouse = event.pointerType === "mouse";
		if (!mouse || event.button || !(i >= 0)) return;
		pick(event.shiftKey ? (task.selected ? task.anchor : task.cursor) : i, i);
		addEventListener("pointerup", () => task.bar.open(false), { once: true });
	});
	text.addEventListener("pointermove", (event) => {
		const i = wordAt(event);
		if (mouse && event.buttons === 1 && task.selected && i >= 0 && i !== task.cursor) pick(task.anchor, i);
	});
	text.addEventListener("mousedown", (event) => event.preventDefault()); // the word has the focus already
	text.addEventListener("click", (event) => {
		const i = wordAt(event);
		if (!mouse && i >= 0) {
			task.tapped = task.tapped && task.selected !== null;
			pick(task.tapped ? task.anchor : i, i);
			task.tapped = !task.tapped;
			task.bar.open(false);
		}
		mouse = false;
	});
}
