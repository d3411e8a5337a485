import { overKernel } from "../../pages/static/kernel_host.js";
import { mountQuiz, QUIZ_TRAITS } from "./quiz.js";

const render = overKernel(mountQuiz, QUIZ_TRAITS);
export default { render };
