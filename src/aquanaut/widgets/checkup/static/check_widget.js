import { CHECK_TRAITS, mountCheck } from "./check.js";
import { overKernel } from "../../../pages/static/kernel_host.js";

const render = overKernel(mountCheck, CHECK_TRAITS);
export default { render };
