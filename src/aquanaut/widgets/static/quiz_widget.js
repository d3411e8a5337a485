import { kernelHost } from "./kernel_host.js";
import { mountQuiz, QUIZ_TRAITS } from "./quiz.js";

function render({ model, el }) {
  const host = kernelHost(model);
  const view = Object.fromEntries(QUIZ_TRAITS.map((name) => [name, model.get(name)]));
  const unmount = mountQuiz(el, view, host);
  return () => (unmount(), host.close());
}
export default { render };
