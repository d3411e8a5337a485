import { mountClassDesk } from "./class_desk.js";
import { overKernel } from "../../../pages/static/kernel_host.js";

const render = overKernel(mountClassDesk, [
	"strings",
	"exercises",
	"articles",
	"platforms",
	"work",
	"by",
	"kept",
	"folder",
]);
export default { render };
