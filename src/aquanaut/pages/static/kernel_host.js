/**
 * The host of a notebook: answers travel to Python and come back as receipts. Only a receipt means "saved". Until it
 * arrives the message lies in the browser's storage, so that a closed page or a dead kernel loses nothing: the next
 * view of the question sends it again.
 */

const PATIENCE = 4000; // milliseconds for a receipt before the learner is told
const SILENCE = { ok: false, text: "" };

/** Messages that no receipt has confirmed yet, in the browser's storage. */
class Unconfirmed {
	/** @param {Model} model */
	constructor(model) {
		this.model = model;
	}

	/** @param {string} question */
	#place(question) {
		return `aquanaut:${this.model.get("learner")}:${this.model.get("lesson")}:${question}`;
	}

	/**
	 * @param {string} question
	 * @returns {Record<string, AnswerMessage>}
	 */
	#stored(question) {
		try {
			return JSON.parse(localStorage.getItem(this.#place(question)) ?? "null") ?? {};
		} catch {
			return {};
		}
	}

	/**
	 * @param {string} question
	 * @param {Record<string, AnswerMessage>} kept
	 */
	#store(question, kept) {
		try {
			if (Object.keys(kept).length) localStorage.setItem(this.#place(question), JSON.stringify(kept));
			else localStorage.removeItem(this.#place(question));
			return true;
		} catch {
			return false; // full or forbidden: the receipt says so
		}
	}

	/**
	 * Keeps a message, and says whether the browser let it.
	 * @param {AnswerMessage} msg
	 */
	keep(msg) {
		return this.#store(msg.question, { ...this.#stored(msg.question), [slot(msg)]: msg });
	}

	/**
	 * Forgets what a saved message makes needless: itself, and the draft that it settles.
	 * @param {AnswerMessage} msg
	 */
	forget(msg) {
		const kept = this.#stored(msg.question);
		for (const name of [slot(msg), /^(check|reveal)$/.test(msg.event) ? 'draft""' : ""]) {
			if (kept[name]?.at <= msg.at) delete kept[name];
		}
		this.#store(msg.question, kept);
	}

	/**
	 * The messages of a question, oldest first.
	 * @param {string} question
	 */
	of(question) {
		return Object.values(this.#stored(question)).sort((a, b) => (a.at < b.at ? -1 : 1));
	}
}

/** @param {AnswerMessage} msg */
const slot = (msg) => msg.event + JSON.stringify(msg.marks ?? "");

/** Sends messages and resolves with their receipts. */
class Post {
	/** @type {Map<number, (receipt: Receipt) => void>} */
	#waiting = new Map();
	// All views of a model, in every tab, hear every receipt: their numbers must differ.
	#seq = Date.now() * 1000 + Math.floor(Math.random() * 1000);

	/**
	 * @param {Model} model
	 * @param {Unconfirmed} unconfirmed
	 */
	constructor(model, unconfirmed) {
		this.model = model;
		this.unconfirmed = unconfirmed;
	}

	/** @param {Receipt|undefined} receipt */
	heard = (receipt) => {
		if (receipt?.type === "receipt") this.#waiting.get(receipt.seq ?? NaN)?.(receipt);
	};

	/**
	 * Resolves with a receipt. An unsaved one may carry `late`, the promise of the true one.
	 * @param {Partial<AnswerMessage>|{type: "unlock"}} message
	 * @returns {Promise<Receipt>}
	 */
	send(message) {
		const seq = (this.#seq += 1);
		const msg = { ...message, seq };
		const answer = msg.type === "answer" ? /** @type {AnswerMessage} */ (msg) : null;
		const kept = answer !== null && this.unconfirmed.keep(answer);
		const late = this.#receipt(seq).then((receipt) => {
			if (receipt.saved && answer) this.unconfirmed.forget(answer);
			return { ...receipt, kept };
		});
		const silence = { saved: false, why: "no kernel", kept, late };
		try {
			this.model.send(msg);
		} catch {
			return Promise.resolve(silence);
		}
		return Promise.race([late, new Promise((resolve) => setTimeout(resolve, PATIENCE, silence))]);
	}

	/**
	 * @param {number} seq
	 * @returns {Promise<Receipt>}
	 */
	async #receipt(seq) {
		const receipt = await new Promise((resolve) => this.#waiting.set(seq, resolve));
		this.#waiting.delete(seq);
		return receipt;
	}
}

/**
 * Asks Python for something that is no answer; resolves with its word, or with a plain failure.
 * @param {Model} model
 * @param {Asking} message
 * @returns {Promise<Done>}
 */
function askOf(model, message) {
	return new Promise((resolve) => {
		/** @param {Done} said */
		const answered = (said) => {
			if (said?.type === "done" && said.what === message.type) done(said);
		};
		/** @param {Done} said */
		const done = (said) => {
			model.off("msg:custom", answered);
			clearTimeout(clock);
			resolve(said);
		};
		const clock = setTimeout(done, PATIENCE, SILENCE);
		model.on("msg:custom", answered);
		try {
			model.send(message);
		} catch {
			done(SILENCE);
		}
	});
}

/**
 * @template {object} View
 * @param {Model} model
 * @returns {Host<View> & {close: () => void}}
 */
export function kernelHost(model) {
	const unconfirmed = new Unconfirmed(model);
	const post = new Post(model, unconfirmed);
	/** @type {[name: string, listener: (message: Receipt) => void][]} */
	const listeners = [["msg:custom", post.heard]];
	model.on("msg:custom", post.heard);

	return {
		get: (name) => model.get(String(name)),
		onChange(names, listener) {
			for (const name of names) {
				model.on(`change:${String(name)}`, listener);
				listeners.push([`change:${String(name)}`, listener]);
			}
		},
		kept: (question) => unconfirmed.of(question),
		send: (message) => post.send(message),
		ask: (message) => askOf(model, message),
		close() {
			for (const [name, listener] of listeners) model.off(name, listener);
		},
	};
}

/**
 * An anywidget `render` that mounts one of our views over a kernel.
 * @template {object} View
 * @param {(el: HTMLElement, view: View, host: Host<View>) => () => unknown} mount
 * @param {readonly (keyof View & string)[]} traits
 * @returns {(given: WidgetArguments) => () => void}
 */
export const overKernel =
	(mount, traits) =>
	({ model, el }) => {
		/** @type {ReturnType<typeof kernelHost<View>>} */
		const host = kernelHost(model);
		const view = /** @type {View} */ (Object.fromEntries(traits.map((name) => [name, model.get(name)])));
		const unmount = mount(el, view, host);
		return () => {
			unmount();
			host.close();
		};
	};
