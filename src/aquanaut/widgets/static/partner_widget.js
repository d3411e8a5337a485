import { mountPartner } from "./partner.js";

/** @param {WidgetArguments} given */
function render({ model, el }) {
	/** @returns {import("./partner.js").PartnerView} */
	const view = () => ({
		strings: model.get("strings"),
		earlier: model.get("earlier"),
		passages: model.get("passages"),
		said: model.get("said"),
	});
	const drawn = mountPartner(el, view(), (message) => model.send(message));
	const changed = () => drawn.update(view());
	model.on("change:passages change:said", changed);
	return () => {
		model.off("change:passages change:said", changed);
		el.replaceChildren();
	};
}
export default { render };
