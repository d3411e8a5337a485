/** What became of a mark, as a sign beside the words that say it. */
export const SIGNS = /** @type {Record<string, string>} */ ({
	hit: "✓",
	label: "◐",
	sound: "✗",
	debatable: "≈",
	unmarked: "?",
	over: "✗",
});
