import { mountMirror } from "./mirror.js";

/** @param {WidgetArguments} given */
const render = ({ model, el }) => mountMirror(el, { ...model.get("mirror"), strings: model.get("strings") });
export default { render };
