import { h } from "../../pages/static/dom.js";
import { overKernel } from "../../pages/static/kernel_host.js";
import { mountReader, READER_TRAITS } from "./reader.js";

/**
 * The reader, and above it in words what lens, readers and learner found; empty until the learner has committed.
 * @param {HTMLElement} el
 * @param {LookView} view
 * @param {Host<LookView>} host
 */
function mountMachine(el, view, host) {
	const unmount = mountReader(el, view, host);
	const list = h("ul");
	const head = h("h3", { class: "aq-section" }, view.heading);
	const box = h("section", { class: "aq-machine", "aria-label": view.heading }, head, list);
	const draw = () => {
		const lines = host.get("counts");
		list.replaceChildren(...lines.map((line) => h("li", null, line)));
		list.hidden = !lines.length;
	};
	el.prepend(box);
	draw();
	host.onChange(["counts"], draw);
	return unmount;
}

const render = overKernel(mountMachine, [...READER_TRAITS, "heading", "counts"]);
export default { render };
