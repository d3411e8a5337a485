/**
 * The host of a notebook: answers travel to Python and come back as receipts.
 * Only a receipt means "saved". Until it arrives the message lies in the browser's storage, so that closing the
 * page, or a dead kernel, loses nothing; the next view of the same question sends it again.
 */

const PATIENCE = 4000; // milliseconds for a receipt before the learner is told

/** @param model an anywidget model */
export function kernelHost(model) {
  const waiting = new Map();
  // All views of a model, in every tab, hear every receipt: numbers must be unique among them.
  let seq = Date.now() * 1000 + Math.floor(Math.random() * 1000);
  const listeners = [];

  const place = (question) => `aquanaut:${model.get("learner")}:${model.get("lesson")}:${question}`;
  const slot = (msg) => msg.event + (msg.marks ? JSON.stringify(msg.marks) : "");

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
      return false; // storage full or forbidden: the receipt will say so
    }
  }

  /** Forgets what a saved message makes needless: itself, and the drafts that it settles. */
  function forget(msg) {
    const kept = stored(msg.question);
    const settled = ["check", "reveal"].includes(msg.event) ? ["draft", slot(msg)] : [slot(msg)];
    for (const name of settled) if (kept[name]?.at <= msg.at) delete kept[name];
    store(msg.question, kept);
  }

  function heard(receipt) {
    if (receipt?.type !== "receipt") return;
    waiting.get(receipt.seq)?.(receipt);
    waiting.delete(receipt.seq);
  }
  model.on("msg:custom", heard);

  return {
    get: (name) => model.get(name),

    onChange(names, listener) {
      for (const name of names) {
        model.on(`change:${name}`, listener);
        listeners.push([name, listener]);
      }
    },

    /** Messages of this question that no receipt has confirmed, oldest first. */
    kept: (question) => Object.values(stored(question)).sort((a, b) => (a.at < b.at ? -1 : 1)),

    /** Resolves with a receipt. An unsaved one may carry `late`, a promise of the true receipt. */
    send(message) {
      const msg = { ...message, seq: (seq += 1) };
      const isAnswer = msg.type === "answer";
      const kept = isAnswer && store(msg.question, { ...stored(msg.question), [slot(msg)]: msg });
      const arrived = new Promise((resolve) => waiting.set(msg.seq, resolve)).then((receipt) => {
        if (receipt.saved && isAnswer) forget(msg);
        return { ...receipt, kept };
      });
      const silent = new Promise((resolve) => setTimeout(resolve, PATIENCE, { saved: false, why: "no kernel", kept, late: arrived }));
      try {
        model.send(msg);
      } catch {
        return Promise.resolve({ saved: false, why: "no kernel", kept, late: arrived });
      }
      return Promise.race([arrived, silent]);
    },

    close() {
      model.off("msg:custom", heard);
      for (const [name, listener] of listeners) model.off(`change:${name}`, listener);
    },
  };
}
