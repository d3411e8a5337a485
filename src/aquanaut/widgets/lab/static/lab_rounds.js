/** What a round of "who notices?" is made of, and what is counted at its end. Nothing here touches a page. */

/**
 * A sentence in a round; `swap` is the part that was swapped, null where none was.
 * @typedef {LabSentence & {swap: number|null, was?: string, now?: string}} LabCard
 * @typedef {{reader: LabCounts, lens: LabCounts}} LabTotal
 */

/** @param {readonly (readonly [text: string, isWord: boolean])[]} parts */
export const labText = (parts) => parts.map(([text]) => text).join("");

/**
 * @template Item
 * @param {readonly Item[]} list
 * @param {() => number} random
 */
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
 * @param {Pick<Lab, "sentences"|"round">} lab
 * @param {LabFind[]} pile
 * @param {number} [most]
 * @param {() => number} [random]
 * @returns {LabCard[]}
 */
export function labDraw(lab, pile, most = 3, random = Math.random) {
	const swaps = most && 1 + Math.floor(random() * most);
	const round = fromPile(lab, labShuffled(pile, random), Math.min(swaps, 2));
	const taken = new Set(round.map(({ id }) => id));
	for (const sentence of labShuffled(lab.sentences, random)) {
		if (round.length >= lab.round) break;
		if (taken.has(sentence.id)) continue;
		if (round.length >= swaps) {
			round.push({ ...sentence, swap: null });
			continue;
		}
		const [at, near] = labShuffled(Object.entries(sentence.near), random)[0];
		round.push(swapped(sentence, Number(at), labShuffled(near, random)[0]));
	}
	return labShuffled(round, random);
}

/**
 * The learner's own swaps, as many as `most`; a sentence comes once, and one that has changed since does not come.
 * @param {Pick<Lab, "sentences">} lab
 * @param {LabFind[]} pile
 * @param {number} most
 * @returns {LabCard[]}
 */
function fromPile({ sentences }, pile, most) {
	const known = new Map(sentences.map((sentence) => [sentence.id, sentence]));
	/** @type {Map<string, LabCard>} */
	const cards = new Map();
	for (const { id = "", at = -1, was, now } of pile) {
		const sentence = known.get(id);
		if (cards.size >= most || cards.has(id) || !sentence || sentence.parts[at]?.[0] !== was || !now) continue;
		cards.set(id, swapped(sentence, at, now));
	}
	return [...cards.values()];
}

/**
 * @param {LabSentence} sentence
 * @param {number} at
 * @param {string} now
 * @returns {LabCard}
 */
const swapped = (sentence, at, now) => ({
	...sentence,
	parts: sentence.parts.map(([text, isWord], i) => [i === at ? now : text, isWord]),
	swap: at,
	was: sentence.parts[at][0],
	now,
});

/**
 * The word that a lens accuses in a sentence: the one under its strongest mark, null without any. A mark may be a phrase:
 * where it holds the swapped word, that one counts.
 * @param {LabPart[]} parts
 * @param {{start: number, end: number, top: boolean}[]} marks in code points of the sentence
 * @param {number|null} swap
 */
export function labGuess(parts, marks, swap) {
	const top = marks.find((mark) => mark.top);
	if (!top) return null;
	let start = 0;
	/** @type {number[]} */
	const under = [];
	parts.forEach(([text, isWord], i) => {
		const end = start + Array.from(text).length;
		if (isWord && start < top.end && top.start < end) under.push(i);
		start = end;
	});
	return swap !== null && under.includes(swap) ? swap : (under.at(-1) ?? null);
}

/** @returns {LabCounts} */
const nothing = () => ({ swaps: 0, found: 0, near: 0, alarms: 0 });

/**
 * What somebody's guesses come to, in counts of sentences: swaps found by their word, `near` where the sentence was
 * right and the word another, and false alarms on clean sentences.
 * @param {{swap: number|null}[]} round
 * @param {(number|null)[]} guesses
 */
export function labSum(round, guesses) {
	const sum = nothing();
	round.forEach(({ swap }, i) => {
		if (swap !== null) sum.swaps += 1;
		if (guesses[i] === null) return;
		if (swap === null) sum.alarms += 1;
		else if (guesses[i] === swap) sum.found += 1;
		else sum.near += 1;
	});
	return sum;
}

/**
 * All rounds together, by mode, without a mode that was not played.
 * @param {LabRound[]} rounds
 */
export function labTotals(rounds) {
	/** @type {Record<string, LabTotal>} */
	const totals = {};
	for (const { mode, ...round } of rounds) {
		const { reader, lens } = (totals[mode] ??= { reader: nothing(), lens: nothing() });
		add(reader, round);
		add(lens, {
			swaps: round.swaps,
			found: round.lens_found,
			near: round.lens_near,
			alarms: round.lens_alarms,
		});
	}
	return totals;
}

/**
 * @param {LabCounts} sum
 * @param {LabCounts} more
 */
function add(sum, { swaps, found, near, alarms }) {
	sum.swaps += swaps;
	sum.found += found;
	sum.near += near;
	sum.alarms += alarms;
}
