import { mountPartner } from "./partner.js";

function render({ model, el }) {
	const names = ["strings", "earlier", "passages", "said"];
	const view = () => Object.fromEntries(names.map((name) => [name, model.get(name)]));
	const drawn = mountPartner(el, view(), (message) => model.send(message));
	const changed = () => drawn.update(view());
	model.on("change:passages change:said", changed);
	return () => {
		model.off("change:passages change:said", changed);
		el.replaceChildren();
	};
}
export default { render };
