/**
 * What the browser's files hand to one another, as `PROTOCOL.md` beside this file tells it in words: views, answers,
 * results, messages and hosts. Known to all of them by name; nothing here reaches a browser.
 */

// --- words and elements ---------------------------------------------------------------------------------------

/** The catalogue: texts with {slots} by key. `lang` is its language. */
type Strings = Record<string, string>;
type Translate = (key: string, values?: object) => string;

/** What `h` takes as a child; null, undefined and false are left out. */
type Child = Node | string | number | boolean | null | undefined | readonly Child[];
/** What `h` takes as attributes: functions become listeners. */
type Attrs = { [Name in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Name]) => unknown } & {
	[name: string]: unknown;
};

type Span = [start: number, end: number];
interface Stretch {
	start: number;
	end: number;
}
/** A stretch of text between two edges, with the ranges that lie on it. */
interface Piece<R extends Stretch> extends Stretch {
	text: string;
	on: R[];
}
/** A stretch of an article: where it begins, in code points. */
interface Block {
	kind: string;
	start: number;
	text: string;
}

// --- answers and what is said to them ---------------------------------------------------------------------------

/** A label on a stretch of an article, in code points. */
interface Mark extends Stretch {
	label: string;
}
/** An option's id, several, a place for each item, marks, or a text: the control says which. */
type Answer = string | string[] | Mark[] | Record<string, string> | null;
type Verdict = "right" | "part" | "wrong" | "recorded";
type QuestionState = "fresh" | "draft" | "checked" | "revealed";

/** A learner's reason for a mark that was not confirmed. */
interface Dispute {
	text: string | null;
	marks?: Mark[] | null;
	answer?: Answer;
	at?: string | null;
}

/** What the log holds of a question. */
interface Entry {
	answer: Answer;
	confidence?: number | null;
	attempt?: number;
	state?: QuestionState | "";
	saved?: boolean;
	hints?: number;
	ticked?: string[];
	opened?: string[];
	disputes?: Dispute[];
	at?: string;
}

interface Said {
	mark: string;
	text?: string;
}
interface MarkResult extends Mark {
	outcome: string;
	title: string;
	text: string;
}
interface ReferenceMark extends Mark {
	title: string;
	text: string;
	alternative: string;
	certainty: string;
	by: string;
	/** Which end it is, of two that are linked. */
	sign?: string;
}
interface Sample {
	title: string;
	text: string;
	comment?: string;
	by?: string;
}

/** What is said to an answer. The key never travels with it. */
interface Result {
	status: "graded" | "pending" | "recorded";
	verdict: Verdict;
	summary: string;
	earned?: number;
	possible?: number;
	revealed?: boolean;
	feedback?: string;
	next?: string;
	options?: Record<string, Said>;
	items?: Record<string, Said>;
	right?: Record<string, string>;
	marks?: MarkResult[];
	reference?: ReferenceMark[];
	rubric?: { id: string; text: string }[];
	samples?: Sample[];
	checks?: { ok: boolean; text: string; sort: "keep" | "lose" }[];
}

// --- questions --------------------------------------------------------------------------------------------------

interface QuestionBase {
	id: string;
	kind: string;
	control: string;
	prompt: string;
	must: boolean;
	hints?: string[];
	context?: { text: string; from: string } | null;
	confidence?: boolean;
}
interface Option {
	id: string;
	text: string;
}
interface Place extends Option {
	help?: string;
}
interface Passage {
	start: number;
	text: string;
	tokens: Span[];
	blocks: { kind: string; start: number; end: number }[];
}
interface ChoiceQuestion extends QuestionBase {
	choose: "one" | "many" | "scale";
	options: Option[];
}
interface MarkQuestion extends QuestionBase {
	labels: Place[];
	passage: Passage;
	find: number;
	most: number;
	longest?: number;
	linked?: boolean;
}
interface PlacesQuestion extends QuestionBase {
	items: Option[];
	places: Place[];
}
interface ShortQuestion extends QuestionBase {
	rows?: number;
	words?: number;
}
interface RepairQuestion extends ShortQuestion {
	start: string;
}
interface EvidenceCard {
	id: string;
	title: string;
	publisher: string;
	date: string;
	address: string;
	says: string;
	note: string;
}
interface CardsQuestion extends ChoiceQuestion {
	cards: EvidenceCard[];
	open_first: number;
}
/** A question of any kind: its `control` says which of the fields it has. */
type Question = QuestionBase & Partial<ChoiceQuestion & MarkQuestion & PlacesQuestion & RepairQuestion & CardsQuestion>;

/** What a control needs of the frame that it stands in. */
interface ControlContext {
	strings: Strings;
	uid: string;
	promptId: string;
	/** The answer is another now. */
	changed: () => void;
	/** Whether an answer can be checked may be another now. */
	refresh: () => void;
	send: (event: string, more: Partial<AnswerMessage>) => unknown;
	say: (text: string) => unknown;
}

/** One gesture: choosing, marking, placing, writing. */
interface Control {
	el: HTMLElement;
	/** Shown below the feedback. */
	after?: HTMLElement;
	/** What is said when there is nothing to check. */
	empty?: string;
	read: () => Answer;
	write: (answer: Answer | undefined) => void;
	show: (result: Result | null, entry?: Entry) => void;
	lock: (on: boolean) => unknown;
	focus: () => unknown;
	/** What is still to do before a check, as a sentence; "" when nothing is. */
	ready?: () => string;
}

/** How questions of one kind are answered. */
interface ControlKind<Asked extends QuestionBase = Question> {
	make: (question: Asked, ctx: ControlContext) => Control;
	/** Answers are typed: a draft travels when the typing rests. */
	typed?: boolean;
	/** What can be said to an answer without any key. */
	coach?: (question: Asked, answer: Answer, T: Translate) => string;
}

// --- messages and hosts -----------------------------------------------------------------------------------------

interface AnswerMessage {
	type: "answer";
	question: string;
	event: string;
	answer: Answer | object;
	confidence?: number | null;
	at: string;
	seq?: number;
	text?: string;
	marks?: Mark[];
}
interface Receipt {
	type?: "receipt";
	seq?: number;
	saved: boolean;
	why: string;
	attempt?: number;
	result?: Result | null;
	/** Whether the browser keeps what is not saved. */
	kept?: boolean;
	/** The true receipt, where this one only says that none has come. */
	late?: Promise<Receipt>;
}
/** Python's word to something that is no answer, or a plain failure. */
interface Done {
	type?: "done";
	what?: string;
	ok: boolean;
	text: string;
	name?: string;
	data?: string;
	lines?: string;
	conflict?: boolean;
	path?: string;
	folder?: string;
	seen?: Seen[];
}
type Asking = { type: string } & Record<string, unknown>;

/** What a view asks of whoever keeps the answers: Python, or the page itself. */
interface Host<View extends object> {
	get: <Name extends keyof View>(name: Name) => View[Name];
	onChange: (names: (keyof View)[], listener: () => void) => unknown;
	/** Messages of a question that no receipt has confirmed, oldest first. */
	kept: (question: string) => AnswerMessage[];
	send: (message: Partial<AnswerMessage> | { type: "unlock" }) => Promise<Receipt>;
	ask: (message: Asking) => Promise<Done>;
}

/** What anywidget gives to a view. */
interface Model {
	get: (name: string) => any; // traits have the types that each view states
	on: (name: string, listener: (message: any) => void) => void; // and messages those that `type` tells
	off: (name: string, listener: (message: any) => void) => void;
	send: (message: object) => void;
}
interface WidgetArguments {
	model: Model;
	el: HTMLElement;
}

// --- views ------------------------------------------------------------------------------------------------------

interface QuizView {
	lesson: string;
	set: string;
	title: string;
	mode: "practice" | "graded";
	learner: string;
	strings: Strings;
	questions: Question[];
	answers: Record<string, Entry>;
	results: Record<string, Result>;
	notices: string[];
}
interface CheckView extends QuizView {
	stage: "judge" | "closer" | "closed";
	pages: string[];
	offer: boolean;
}

/** A mark of the reference, or of a lens. Without a start it is missing from the text. */
interface ReaderMark {
	id?: string;
	start: number | null;
	end: number;
	links?: Span[];
	label: string;
	polarity: string;
	certainty?: string;
	why: string;
	ask?: string;
	alternative?: string;
	by?: string;
}
interface ReaderLens {
	id: string;
	title: string;
	about: string;
	limits?: string;
	count: number;
	labels?: string[];
}
interface ReaderView {
	article: {
		title: string;
		language: string;
		dir: string;
		byline: string;
		outlet: string;
		published: string;
		notice: string;
		summary: string;
		content_note: string;
		invented: boolean;
	};
	blocks: Block[];
	lenses: ReaderLens[];
	marks: Record<string, ReaderMark[]>;
	mine: Record<string, Mark[]>;
	locked: boolean;
	lock_note: string;
	glossary: Record<string, string>;
	strings: Strings;
	chosen: string;
}
interface LookView extends ReaderView {
	heading: string;
	counts: string[];
}

/** How far a learner is in a lesson, in counts of questions. */
interface LessonStanding {
	title: string;
	about?: string;
	page?: string;
	done: number;
	total: number;
	must_done: number;
	must: number;
	unchecked: string[];
}
interface ProgressView {
	lessons: LessonStanding[];
	learner: string;
	folder: string;
	notices: string[];
	strings: Strings;
	/** An assigned copy has one learner: there is no new person. */
	owned?: boolean;
}

// --- labs -------------------------------------------------------------------------------------------------------

/** A part of a sentence, and whether it is a word. */
type LabPart = [text: string, isWord: boolean];
interface LabSentence {
	id: string;
	parts: LabPart[];
	near: Record<string, string[]>;
}
/** What a lens said to a sentence. */
interface Seen {
	text: string;
	marks: (Mark & { why: string; ask: string; source: string; top: boolean })[];
	note: string;
	refused: string;
}
interface LabFind {
	text: string;
	rated: string;
	marked: string[];
	reason: string;
	id?: string;
	was?: string;
	now?: string;
	at?: number;
}
interface LabCounts {
	swaps: number;
	found: number;
	near: number;
	alarms: number;
}
interface LabRound extends LabCounts {
	mode: string;
	lens_found: number;
	lens_near: number;
	lens_alarms: number;
}
interface Lab {
	kind: "break" | "garble";
	title: string;
	about: string;
	blind: string[];
	limits: string;
	most: number;
	round: number;
	finds: number;
	starters: { id: string; text: string }[];
	sentences: LabSentence[];
}
interface LabKept {
	finds: LabFind[];
	rounds: LabRound[];
}
interface LabView {
	lab: Lab;
	lesson: string;
	learner: string;
	kept: LabKept & { at: string };
	notices: string[];
	strings: Strings;
}
/** What an experiment needs of the lab that it stands in. */
interface LabContext {
	T: Translate;
	lab: Lab;
	say: (text: string) => unknown;
	readonly finds: LabFind[];
	readonly rounds: LabRound[];
	keep: (more: Partial<LabKept>) => Promise<boolean>;
	ask: (texts: string[]) => Promise<Seen[] | null>;
	tell: (text: string) => void;
	sentence: (text: string, marks: Mark[]) => HTMLElement;
	marks: (seen: Seen) => HTMLElement | false;
	blind: () => HTMLElement;
	blindList: () => HTMLElement;
}

// --- records and pages that stand alone ---------------------------------------------------------------------------

/** A line of the answer log. */
interface LogRecord {
	v: number;
	learner: string;
	lesson: string;
	question: string;
	event: string;
	at: string;
	answer?: Answer;
	confidence?: number;
	text?: string;
	marks?: Mark[];
}
interface Try {
	answer: Answer;
	attempt: number;
	at: string;
	confidence: number | null;
}
/** Where a learner stands with a question. */
interface Standing {
	answer: Answer;
	confidence: number | null;
	state: "" | QuestionState;
	at: string;
	checked: Answer;
	tries: Try[];
	hints: number;
	disputes: Dispute[];
	ticked: string[];
	opened: string[];
}
/** A lesson as its page knows it: titles of its sets, and its questions as [id, set, must-do or not]. */
interface CountedLesson {
	title: string;
	about?: string;
	page?: string;
	sets: Record<string, string>;
	questions: [id: string, set: string, must: number][];
}

interface Count {
	got: number;
	of: number;
}
interface LessonReport {
	stem: string;
	number: number;
	title: string;
	caught: Count;
	trusted: Count;
	first: Count;
	stray: Count;
	sure: Record<string, Count>;
	again: { objective: string; steps: string[]; questions: number }[];
	written: number;
	disputes: number;
	must: number;
	waiting: number;
	gone: number;
}
interface ReportQuestion {
	id: string;
	material: string;
	objective: string;
	set: string;
	must: boolean;
	confidence: boolean;
	find: number;
	good: boolean;
}
interface ReportLesson {
	stem: string;
	number: number;
	title: string;
	objectives: Record<string, string>;
	steps: Record<string, string>;
	questions: ReportQuestion[];
}

/** Why the browser did not keep a record: "" when it did. */
type Trouble = "" | "full" | "refused" | "long" | "moved";
interface Kept {
	why: Trouble;
	/** Kept when the browser takes the record after all. */
	late?: Promise<void>;
}
/** What a page assigned to a class says of itself. */
interface Assigned {
	id: string;
	student: string;
	version: string;
	file: string;
	/** Whose copy it is, to the teacher alone. */
	ticket?: string;
}
