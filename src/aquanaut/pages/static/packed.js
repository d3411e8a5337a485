/** What the exporter laid into the page (`exports/leaf.py`): JSON, compressed, in base64. Rejects in an old browser. */
export async function unpacked() {
	const text = document.getElementById("aq-data").textContent;
	const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
	return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
}
