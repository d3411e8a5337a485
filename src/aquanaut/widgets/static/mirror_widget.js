import { mountMirror } from "./mirror.js";

export default {
	render({ model, el }) {
		return mountMirror(el, { ...model.get("mirror"), strings: model.get("strings") });
	},
};
