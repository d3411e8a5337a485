import { overKernel } from "../../../pages/static/kernel_host.js";
import { mountReview } from "./review.js";

const render = overKernel(mountReview, ["strings", "state"]);
export default { render };
