import { button, h, icon, listed, para } from "../../../pages/static/dom.js";

/**
 * @typedef {import("./class_desk.js").ClassDesk} ClassDesk
 * @typedef {import("./class_desk.js").StepName} StepName
 * @typedef {import("./class_desk.js").Work} Work
 */

/**
 * What is not right, in the lines that Python gives.
 * @param {string} said
 */
export function trouble(said) {
	const lines = said.split("\n").map((line, i) => h("p", null, i === 0 && icon("⚠"), line));
	return h("div", { class: "aq-unsaved", role: "alert" }, lines);
}

/**
 * What came of a press, or what it asks back.
 * @param {ClassDesk} desk
 * @param {StepName} name
 * @param {Work} work
 */
export function outcome(desk, name, { busy, problem, lines, files, ask }) {
	const { T } = desk;
	if (busy) return [h("p", null, busy)];
	if (problem) return [trouble(problem)];
	if (ask) {
		const yes = button(T("class_desk.yes"), () => desk.run(name, true), { class: "aq-btn aq-main" });
		const no = button(T("class_desk.no"), () => desk.leave(name));
		return [h("div", { class: "aq-note" }, para(ask), h("div", { class: "aq-actions" }, yes, no))];
	}
	const said = lines.map((line) => h("li", { dir: "auto" }, line));
	const folder = desk.host.get("folder");
	const links = files.map((file) => fileLink(file, folder));
	return listed([
		h("ul", { class: "aq-cd-lines" }, said),
		links.length > 0 && h("ul", { class: "aq-cd-files", "aria-label": T("class_desk.files") }, links),
	]);
}

/**
 * A link to a file. The address is asked for when it is needed: the notebook can have been moved or renamed.
 * @param {import("./class_desk.js").DeskFile} file
 * @param {string|null} folder the notebook's folder from the server's root, where Python knows it
 */
function fileLink({ shown, link }, folder) {
	const address = folderAddress(folder);
	if (!link || !address) return h("li", null, h("code", null, shown));
	/** @param {string} base */
	const whole = (base) => base + link.split("/").map(encodeURIComponent).join("/");
	const renew = () => (anchor.href = whole(folderAddress(folder) || address));
	/** @type {HTMLAnchorElement} */
	const anchor = h("a", { href: whole(address), target: "_blank", rel: "noopener", click: renew }, shown);
	return h("li", null, anchor);
}

/**
 * Where Jupyter serves files of this notebook's folder; "" where nobody can tell. The address in the browser names the
 * notebook, or after a reload only what the file list shows: so Python's word comes first.
 * @param {string|null} folder
 */
function folderAddress(folder) {
	const notebook = /^(.*?)\/(?:lab(?:\/workspaces\/[^/]+)?(?:\/tree)?|doc\/tree|notebooks|tree)(?:\/(.*))?$/;
	const [, base, path = ""] = notebook.exec(location.pathname) ?? [];
	if (base === undefined) return "";
	if (folder !== null)
		return `${base}/files/${folder ? `${folder.split("/").map(encodeURIComponent).join("/")}/` : ""}`;
	return path.endsWith(".ipynb") ? `${base}/files/${path.replace(/[^/]*$/, "")}` : "";
}
