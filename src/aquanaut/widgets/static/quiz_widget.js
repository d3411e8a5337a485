import { overKernel } from "./kernel_host.js";
import { mountQuiz, QUIZ_TRAITS } from "./quiz.js";

const render = overKernel(mountQuiz, QUIZ_TRAITS);
export default { render };
