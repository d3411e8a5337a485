/**
 * The host of a notebook: answers travel to Python and come back as receipts. Only a receipt means "saved". Until it
 * arrives the message lies in the browser's storage, so that a closed page or a dead kernel loses nothing: the next
 * view of the question sends it again.
 */

const PATIENCE = 4000; // milliseconds for a receipt before the learner is told

/** @param model an anywidget model */
export function kernelHost(model) {
	const waiting = new Map();
	const listeners = [["msg:custom", heard]];
	// All views of a model, in every tab, hear every receipt: their numbers must differ.
	let seq = Date.now() * 1000 + Math.floor(Math.random() * 1000);

	const place = (question) => `aquanaut:${model.get("learner")}:${model.get("lesson")}:${question}`;
	const slot = (msg) => msg.event + JSON.stringify(msg.marks ?? "");

	function stored(question) {
		try {
			return JSON.parse(localStorage.getItem(place(question))) ?? {};
		} catch {
			return {};
		}
	}

	function store(question, kept) {
		try {
			if (Object.keys(kept).length) localStorage.setItem(place(question), JSON.stringify(kept));
			else localStorage.removeItem(place(question));
			return true;
		} catch {
			return false; // full or forbidden: the receipt says so
		}
	}

	/** Forgets what a saved message makes needless: itself, and the draft that it settles. */
	function forget(msg) {
		const kept = stored(msg.question);
		for (const name of [slot(msg), /^(check|reveal)$/.test(msg.event) && 'draft""']) {
			if (kept[name]?.at <= msg.at) delete kept[name];
		}
		store(msg.question, kept);
	}

	function heard(receipt) {
		if (receipt?.type === "receipt") waiting.get(receipt.seq)?.(receipt);
	}
	model.on("msg:custom", heard);

	return {
		get: (name) => model.get(name),

		onChange(names, listener) {
			for (const name of names) {
				model.on(`change:${name}`, listener);
				listeners.push([`change:${name}`, listener]);
			}
		},

		/** Messages of this question that no receipt has confirmed, oldest first. */
		kept: (question) => Object.values(stored(question)).sort((a, b) => (a.at < b.at ? -1 : 1)),

		/** Resolves with a receipt. An unsaved one may carry `late`, the promise of the true one. */
		send(message) {
			const msg = { ...message, seq: (seq += 1) };
			const isAnswer = msg.type === "answer";
			const kept = isAnswer && store(msg.question, { ...stored(msg.question), [slot(msg)]: msg });
			const late = new Promise((resolve) => waiting.set(msg.seq, resolve)).then((receipt) => {
				waiting.delete(msg.seq);
				if (receipt.saved && isAnswer) forget(msg);
				return { ...receipt, kept };
			});
			const silence = { saved: false, why: "no kernel", kept, late };
			try {
				model.send(msg);
			} catch {
				return Promise.resolve(silence);
			}
			return Promise.race([late, new Promise((resolve) => setTimeout(resolve, PATIENCE, silence))]);
		},

		/** Asks Python for something that is no answer; resolves with its word, or with a plain failure. */
		ask(message) {
			return new Promise((resolve) => {
				const answered = (said) => said?.type === "done" && said.what === message.type && done(said);
				const done = (said) => (model.off("msg:custom", answered), clearTimeout(clock), resolve(said));
				const clock = setTimeout(done, PATIENCE, { ok: false, text: "" });
				model.on("msg:custom", answered);
				try {
					model.send(message);
				} catch {
					done({ ok: false, text: "" });
				}
			});
		},

		close() {
			for (const [name, listener] of listeners) model.off(name, listener);
		},
	};
}

/** An anywidget `render` that mounts one of our views over a kernel. */
export const overKernel = (mount, traits) => ({ model, el }) => {
	const host = kernelHost(model);
	const unmount = mount(el, Object.fromEntries(traits.map((name) => [name, model.get(name)])), host);
	return () => (unmount(), host.close());
};
