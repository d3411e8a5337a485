/** What a round of "who notices?" is made of, and what is counted at its end. Nothing here touches a page. */

export const labText = (parts) => parts.map(([text]) => text).join("");

const labShuffled = (list, random) => {
	const left = [...list];
	for (let i = left.length - 1; i > 0; i -= 1) {
		const j = Math.floor(random() * (i + 1));
		[left[i], left[j]] = [left[j], left[i]];
	}
	return left;
};

/**
 * The sentences of a round in a shuffled order: one to three of them swapped (the learner's own kept swaps first),
 * the others clean. With `most` 0 all are clean.
 * @returns {{id: string, parts: [string, boolean][], near: Object, swap: number|null, was?: string, now?: string}[]}
 */
export function labDraw(lab, pile, most = 3, random = Math.random) {
	const swaps = most && 1 + Math.floor(random() * most);
	const known = new Map(lab.sentences.map((one) => [one.id, one]));
	const round = [];
	const taken = new Set();
	for (const { id, at, was, now } of labShuffled(pile, random)) {
		const one = known.get(id);
		if (round.length >= Math.min(swaps, 2) || taken.has(id) || one?.parts[at]?.[0] !== was || !now) continue;
		taken.add(id);
		round.push(swapped(one, at, now));
	}
	for (const one of labShuffled(lab.sentences, random)) {
		if (round.length >= lab.round) break;
		if (taken.has(one.id)) continue;
		if (round.length >= swaps) {
			round.push({ ...one, swap: null });
			continue;
		}
		const [at, near] = labShuffled(Object.entries(one.near), random)[0];
		round.push(swapped(one, Number(at), labShuffled(near, random)[0]));
	}
	return labShuffled(round, random);
}

const swapped = (one, at, now) => ({ ...one, parts: one.parts.map(([text, word], i) => [i === at ? now : text, word]), swap: at, was: one.parts[at][0], now });

/**
 * The word that a lens accuses in a sentence: the one under its strongest mark, null without any. A mark may be a phrase:
 * where it holds the swapped word, that one counts.
 * @param {{start: number, end: number, top: boolean}[]} marks in code points of the sentence
 */
export function labGuess(parts, marks, swap) {
	const top = marks.find((mark) => mark.top);
	if (!top) return null;
	let at = 0;
	const under = [];
	parts.forEach(([text, word], i) => {
		const end = at + Array.from(text).length;
		if (word && at < top.end && top.start < end) under.push(i);
		at = end;
	});
	return under.includes(swap) ? swap : under.at(-1) ?? null;
}

/**
 * What somebody's guesses come to, in counts of sentences: swaps found by their word, `near` where the sentence was
 * right and the word another, and false alarms on clean sentences.
 */
export function labSum(round, guesses) {
	const sum = { swaps: 0, found: 0, near: 0, alarms: 0 };
	round.forEach(({ swap }, i) => {
		if (swap !== null) sum.swaps += 1;
		if (guesses[i] === null) return;
		if (swap === null) sum.alarms += 1;
		else if (guesses[i] === swap) sum.found += 1;
		else sum.near += 1;
	});
	return sum;
}

/** All rounds together, by mode: {alone: {reader, lens}, duel: {reader, lens}}, without a mode that was not played. */
export function labTotals(rounds) {
	const totals = {};
	for (const one of rounds) {
		const here = (totals[one.mode] ??= { reader: { swaps: 0, found: 0, near: 0, alarms: 0 }, lens: { swaps: 0, found: 0, near: 0, alarms: 0 } });
		for (const [who, before] of [["reader", ""], ["lens", "lens_"]]) {
			here[who].swaps += one.swaps;
			for (const name of ["found", "near", "alarms"]) here[who][name] += one[before + name];
		}
	}
	return totals;
}
