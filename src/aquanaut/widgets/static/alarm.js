import { button, h, icon, t } from "../../pages/static/dom.js";
import { save } from "./progress.js";

/** Says at the top of a page that answers are not saved, and why, as long as it is so; `name` names the download. */
export function watchStore(store, hosts, strings, name) {
	const place = document.getElementById("aq-alarm");
	let said = "";
	const look = () => {
		const cause = store.trouble;
		if (cause === said) return;
		said = cause;
		const download = () => save({ name: name(), lines: store.log() });
		place.replaceChildren();
		if (cause) {
			place.append(h("div", { class: "aq-unsaved" },
				h("p", null, icon("⚠"), h("strong", null, t(strings, "save.not")), ` ${hosts.why(cause)} ${t(strings, "page.unsaved")}`),
				button(t(strings, "progress.download"), download)));
		}
	};
	hosts.onCount(look);
	store.listen(look);
	look();
}
