/**
 * What the exporter laid into the page (`pages/leaf.py`): JSON, compressed, in base64. Rejects in an old browser.
 * @param {string} id of its element
 * @returns {Promise<unknown>}
 */
export async function unpacked(id) {
	const text = document.getElementById(id)?.textContent ?? "";
	const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
	return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
}

/**
 * Does the page's work; where that fails, the page says so and its paper copy stays.
 * @param {() => Promise<void>} work
 */
export async function orPaper(work) {
	try {
		await work();
	} catch (error) {
		document.documentElement.classList.remove("aq-js");
		const note = document.getElementById("aq-old");
		if (note) note.hidden = false; // the one sentence that must not depend on what failed
		throw error;
	}
}

/**
 * Starts a page with its data.
 * @template Data
 * @param {(data: Data) => void} start
 */
export const startWith = (start) => orPaper(async () => start(/** @type {Data} */ (await unpacked("aq-data"))));
