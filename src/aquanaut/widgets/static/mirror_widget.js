import { mountMirror } from "./mirror.js";

const render = ({ model, el }) => mountMirror(el, { ...model.get("mirror"), strings: model.get("strings") });
export default { render };
