import { orPaper, unpacked } from "./packed.js";

/** Runs the page's code, which lies packed in the page. The page's policy knows it by its digest. */

orPaper(async () => {
	const script = document.createElement("script");
	script.type = "module";
	script.textContent = String(await unpacked("aq-code"));
	document.body.append(script);
	script.remove(); // a page that is saved from the browser must not hold it twice
});
