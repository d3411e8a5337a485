import { kernelHost } from "./kernel_host.js";
import { mountReader, READER_TRAITS } from "./reader.js";

function render({ model, el }) {
  const host = kernelHost(model);
  const view = Object.fromEntries(READER_TRAITS.map((name) => [name, model.get(name)]));
  const unmount = mountReader(el, view, host);
  return () => (unmount(), host.close());
}
export default { render };
