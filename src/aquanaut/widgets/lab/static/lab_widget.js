import { overKernel } from "../../../pages/static/kernel_host.js";
import { LAB_TRAITS, mountLab } from "./lab.js";

const render = overKernel(mountLab, LAB_TRAITS);
export default { render };
