import { aria, button, h, listed, look, pieces } from "../../../pages/static/dom.js";

/** @typedef {import("./state.js").Marking} Marking */

/** The list form: it makes the same marks with four lists, for whom the word cursor does not suit. */
export class ListForm {
	isOpen = false;

	/** @param {Marking} task */
	constructor(task) {
		const { T } = task;
		this.task = task;
		this.text = h("div", { class: "aq-text", hidden: true });
		this.picks = {
			sentence: h("select", { change: () => this.#fillFirst() }),
			first: h("select", { change: () => this.#fillLast() }),
			last: h("select"),
			label: h("select"),
		};
		const rows = Object.entries(this.picks).map(([key, pick]) => h("label", null, T(`lists.${key}`), pick));
		const add = button(T("lists.add"), () => this.#add());
		this.el = h("div", { class: "aq-lists", hidden: true }, rows, add, task.note);
		this.toggle = button(T("lists.open"), () => this.#turn(), { "aria-pressed": "false" });
	}

	#add() {
		const { first, last, label } = this.picks;
		this.task.select(Number(first.value), Number(last.value));
		this.task.add(label.value);
	}

	/** Opens the lists, or goes back to the words. */
	#turn() {
		const { task } = this;
		this.isOpen = !this.isOpen;
		aria(this.toggle, "pressed", this.isOpen);
		task.drop();
		if (!this.picks.sentence.length && task.words.els.length) this.#fill();
		this.onTurn();
	}

	/** What else is drawn anew when the lists open or close. */
	onTurn = () => {};

	#fill() {
		const { labels, words } = this.task;
		const { sentence, end } = words;
		const starts = sentence.filter((start, i) => start === i);
		const heads = starts.map((i) => option(i, words.span(i, Math.min(i + 7, words.after(sentence, i) - 1))));
		this.picks.sentence.replaceChildren(...heads.slice(0, end + 1));
		this.picks.label.append(...labels.map(({ id, text }) => option(id, text)));
		this.#fillFirst();
	}

	#fillFirst() {
		const from = Number(this.picks.sentence.value);
		this.#fillWords(this.picks.first, from, this.#sentenceEnd(from));
		this.#fillLast();
	}

	#fillLast() {
		const from = Number(this.picks.first.value);
		this.#fillWords(this.picks.last, from, Math.min(from + this.task.longest, this.#sentenceEnd(from)));
	}

	/** @param {number} i */
	#sentenceEnd(i) {
		return this.task.words.after(this.task.words.sentence, i);
	}

	/**
	 * @param {HTMLSelectElement} list
	 * @param {number} from
	 * @param {number} to
	 */
	#fillWords(list, from, to) {
		const { words } = this.task;
		const numbers = words.els.slice(from, to).map((_, k) => from + k);
		list.replaceChildren(...numbers.map((i) => option(i, words.span(i, i))));
	}

	/** The text with the marks, for reading only; it stands in the place of the words while the lists are open. */
	drawText() {
		const { task } = this;
		if (!this.isOpen) return;
		const marks = task.marks.map((mark) => ({ ...task.toAnswer(mark), sign: task.sign(mark) }));
		this.text.replaceChildren(...plainText(task, marks));
	}
}

/**
 * @param {string|number} value
 * @param {string} words
 */
const option = (value, words) => h("option", { value }, words);

/**
 * The passage in paragraphs, with ranges marked on it.
 * @param {Marking} task
 * @param {(Mark & {sign?: string|number})[]} ranges
 */
export const plainText = (task, ranges) =>
	task.words.passage.blocks.map(({ kind, start, end }) => {
		const parts = pieces(start, task.words.cut(start, end), ranges);
		return h("p", { class: `aq-b aq-${kind}`, dir: "auto" }, listed(parts.map((piece) => plainPiece(task, piece))));
	});

/**
 * @param {Marking} task
 * @param {Piece<Mark & {sign?: string|number}>} piece
 */
function plainPiece(task, { text, on, end }) {
	if (!on.length) return text;
	const ended = on.filter((range) => range.end === end);
	const signs = ended.map(({ sign, label }) => sign ?? task.order(label) + 1).join(" ");
	const style = `aq-m ${look(task.order(on[0].label))}`;
	return h("mark", { class: style, "data-sign": signs || null }, text);
}
