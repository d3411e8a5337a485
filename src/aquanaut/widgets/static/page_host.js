import { t } from "../../pages/static/dom.js";
import { lessonStanding, shownEntry, standings } from "../../records/static/standing.js";

/**
 * The hosts of a page that stands alone: it keeps the answers itself. What is said to one, the page decides: for
 * practice `respond`, which needs the keys; for a grade that it is recorded.
 *
 * @param {Object} store see `openStore`
 * @param {Object<string, string>} strings
 * @param {function(Object, Object, Object, *, boolean): Object} respond (strings, question, key, answer, revealed) → result
 */
export function pageHosts(store, strings, respond) {
	const T = (key, values) => t(strings, key, values);
	const counting = []; // views that count what is done
	let known = null; // the standings, until there is a newer record

	function standing() {
		const records = store.records();
		if (known?.records !== records) known = { records, found: standings(records, store.learner) };
		return known.found;
	}

	const why = (cause) => (cause ? T(`page.${cause}`) : "");

	return {
		standing,

		/** The host of a set. `set` is its view, with the keys of its questions beside. */
		quiz({ lesson, questions, keys = {} }) {
			const asked = new Map(questions.map((question) => [question.id, question]));
			const result = (id, { checked, state }) => respond(strings, asked.get(id), keys[id], checked, state === "revealed");
			const views = {
				answers: (id, one) => shownEntry(one),
				results: (id, one) => (/checked|revealed/.test(one.state) ? result(id, one) : undefined),
			};
			const listeners = [];
			let drawn = {};
			return {
				kept: () => [],
				onChange(_names, listener) {
					listeners.push(listener);
					store.listen(listener);
				},
				get(name) {
					const found = standing();
					if (drawn.found !== found) drawn = { found };
					drawn[name] ??= Object.fromEntries([...found].filter(([id]) => asked.has(id)).map(([id, one]) => [id, views[name](id, one)]));
					return drawn[name];
				},
				send({ question, event, answer, confidence, text, marks, at }) {
					const { why: cause, late } = store.append(lesson, question, event, { at, answer, confidence, text, marks });
					const one = standing().get(question) ?? { tries: [] };
					const settles = (event === "check" || event === "reveal") && cause !== "moved" && cause !== "long";
					const receipt = { type: "receipt", kept: false, attempt: one.tries.length, result: settles ? result(question, one) : null };
					// The views learn what is known now, as they would from a notebook.
					for (const listener of [...listeners, ...(event !== "draft" || cause ? counting : [])]) listener();
					const saved = { ...receipt, saved: true, why: "" };
					const kept = late?.then(() => (counting.forEach((listener) => listener()), saved));
					return Promise.resolve(cause ? { ...receipt, saved: false, why: why(cause), late: kept } : saved);
				},
			};
		},

		/**
		 * The host of a reader. Its reference marks open when the learner's own are checked.
		 * @param {Object} view the reader's view, already with all it may show
		 * @param {{after: {question: string, prompt: string}[], own: Object<string, string[]>, labels: Object}} rules
		 */
		reader(view, { after, own, labels }) {
			const full = { marks: view.marks, lenses: view.lenses };
			const listeners = [];
			Object.assign(view, { marks: {}, lenses: [], mine: {}, locked: false, lock_note: "" });

			function look() {
				const missing = after.filter(({ question }) => !standing().get(question)?.tries.length).map(({ prompt }) => prompt);
				view.locked = missing.length > 0;
				view.lock_note = view.locked ? T("said.locked", { n: missing.length, task: missing[0], more: missing.length - 1 }) : "";
				if (!view.locked) Object.assign(view, full, { mine: mine() });
				return view.locked;
			}

			/** The learner's checked marks in this article, over all lessons, by the lens that shows their label. */
			function mine() {
				const found = {};
				for (const question of own) {
					const marks = standing().get(question)?.checked;
					for (const { start, end, label } of Array.isArray(marks) ? marks : []) {
						const { lens, text } = labels[label] ?? {};
						if (lens) (found[lens] ??= []).push({ start, end, label: text });
					}
				}
				return found;
			}

			if (full.lenses.length) look();
			return {
				kept: () => [],
				get: (name) => view[name],
				onChange: (_names, listener) => listeners.push(listener),
				send() {
					const saved = !look();
					for (const listener of listeners) listener();
					return Promise.resolve({ type: "receipt", saved, why: view.lock_note });
				},
			};
		},

		/** The host of the progress block over `lessons` (see `lessonStanding`). */
		progress(lessons, extra) {
			const view = () => ({
				lessons: lessons.map((lesson) => lessonStanding(lesson, standing())),
				learner: store.learner, folder: "", notices: extra(), strings,
			});
			const done = (what, rest) => Promise.resolve({ type: "done", what, ok: true, text: "", ...rest });
			const failed = (what, text) => done(what, { ok: false, text });
			return {
				view,
				get: (name) => view()[name],
				onChange(_names, listener) {
					counting.push(listener);
					store.listen(listener);
				},
				ask({ type }) {
					if (type === "download") return done(type, { name: `aquanaut-answers-${store.learner}.jsonl`, text: "", lines: store.log() });
					if (type === "new_person" && !store.newPerson()) return failed(type, T("page.new_person.refused"));
					if (type === "erase" && !store.erase()) return failed(type, T("page.erase.refused"));
					return done(type);
				},
			};
		},

		/** Calls `listener` when something was checked, or could not be saved. */
		onCount: (listener) => counting.push(listener),
		why,
	};
}
