import { overKernel } from "../../pages/static/kernel_host.js";
import { mountReader, READER_TRAITS } from "./reader.js";

const render = overKernel(mountReader, READER_TRAITS);
export default { render };
