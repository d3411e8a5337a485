import { overKernel } from "../../pages/static/kernel_host.js";
import { mountProgress, PROGRESS_TRAITS } from "./progress.js";

const render = overKernel(mountProgress, PROGRESS_TRAITS);
export default { render };
