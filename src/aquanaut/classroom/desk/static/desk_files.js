import { button, freshId, h } from "../../../pages/static/dom.js";

/** Files from anywhere on the teacher's computer, brought into the notebook's folder. */

/** @typedef {import("./class_desk.js").ClassDesk} ClassDesk */

const PIECE = 384 * 1024; // bytes of a file that travel at once
const SIGNS = 8192; // bytes that become text at once: a call takes only so many arguments

/**
 * A chosen file's bytes as base64, one piece after the other.
 * @param {File} file
 */
async function* piecesOf(file) {
	for (let start = 0; start < file.size; start += PIECE) {
		const bytes = new Uint8Array(await file.slice(start, start + PIECE).arrayBuffer());
		let text = "";
		for (let i = 0; i < bytes.length; i += SIGNS) text += String.fromCharCode(...bytes.subarray(i, i + SIGNS));
		yield btoa(text);
	}
}

/**
 * A button that brings files.
 * @param {ClassDesk} desk
 * @param {"roster"|"submissions"} name the field that says where they are then
 * @param {string} accept
 * @param {boolean} multiple
 */
export function chooser(desk, name, accept, multiple) {
	const attrs = { accept, multiple, class: "aq-vh", tabindex: "-1", "aria-hidden": "true" };
	const input = h("input", { type: "file", id: freshId(), ...attrs });
	const line = h("p", { class: "aq-small", role: "status" });
	input.addEventListener("change", async () => {
		const files = [...(input.files ?? [])];
		input.value = ""; // so that the same file can be chosen again
		await bring(desk, name, files, line);
	});
	const choose = button(desk.T(`class_desk.choose.${name}`), () => input.click());
	return h("div", { class: "aq-actions" }, choose, input, line);
}

/**
 * @param {ClassDesk} desk
 * @param {"roster"|"submissions"} name
 * @param {File[]} files
 * @param {HTMLElement} line says how far it is
 */
async function bring(desk, name, files, line) {
	const { T, form } = desk;
	/** @type {Done} */
	let last = { ok: true, text: "" };
	for (const [k, file] of files.entries()) {
		line.textContent = T("class_desk.bringing", { file: file.name, k: k + 1, all: files.length });
		last = await bringFile(desk, name, file);
		if (!last.ok) break;
	}
	if (last.ok && files.length) form.setValue(name, (name === "roster" ? last.path : last.folder) ?? "");
	const all = files.length > 1 ? T("class_desk.brought", { n: files.length, folder: last.folder }) : last.text;
	line.textContent = last.ok ? all : `⚠ ${last.text || T("class_desk.no_kernel")}`;
}

/**
 * @param {ClassDesk} desk
 * @param {string} sort
 * @param {File} file
 * @returns {Promise<Done>}
 */
async function bringFile({ T, host, form }, sort, file) {
	const { name, size } = file;
	let last = await host.ask({ type: "open", name, size, sort, exercise: form.exercise });
	try {
		for await (const data of piecesOf(file)) {
			if (!last.ok) break;
			last = await host.ask({ type: "piece", name, data });
		}
	} catch {
		last = { ok: false, text: T("class_desk.unread", { file: name }) };
	}
	return last.ok ? host.ask({ type: "end", name }) : last;
}
