import { lessonStanding } from "../../../records/static/standing.js";

/** @typedef {import("../page_host.js").PageHosts} PageHosts */

/** The host of the progress block. */
export class ProgressHost {
	/**
	 * @param {PageHosts} hosts
	 * @param {CountedLesson[]} lessons
	 * @param {() => string[]} notices
	 */
	constructor(hosts, lessons, notices) {
		this.hosts = hosts;
		this.lessons = lessons;
		this.notices = notices;
		/** What the download is called. */
		this.fileName = () => `aquanaut-answers-${hosts.store.learner}.jsonl`;
	}

	/** @returns {ProgressView} */
	view() {
		const { store, strings } = this.hosts;
		return {
			lessons: this.lessons.map((lesson) => lessonStanding(lesson, this.hosts.standing())),
			learner: store.learner,
			folder: "",
			notices: this.notices(),
			strings,
		};
	}

	/**
	 * @template {keyof ProgressView} Name
	 * @param {Name} name
	 * @returns {ProgressView[Name]}
	 */
	get(name) {
		return this.view()[name];
	}

	/**
	 * @param {unknown} _names
	 * @param {() => void} listener
	 */
	onChange(_names, listener) {
		this.hosts.onCount(listener);
		this.hosts.store.listen(listener);
	}

	/**
	 * @param {Asking} message
	 * @returns {Promise<Done>}
	 */
	async ask({ type }) {
		const { store, T } = this.hosts;
		/** @type {Done} */
		const done = { type: "done", what: type, ok: true, text: "" };
		if (type === "download") return { ...done, name: this.fileName(), lines: store.log() };
		if (type === "new_person" && !store.newPerson()) return { ...done, ok: false, text: T("page.new_person.refused") };
		if (type === "erase" && !store.erase()) return { ...done, ok: false, text: T("page.erase.refused") };
		return done;
	}
}
