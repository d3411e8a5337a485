import { button, h, icon, part } from "../../pages/static/dom.js";
import { save } from "./progress.js";

/**
 * Says at the top of a page that answers are not saved, and why, as long as it is so.
 * @param {import("./page_host.js").PageHosts} hosts
 * @param {() => string} name names the download
 */
export function watchStore(hosts, name) {
	const { store, T } = hosts;
	const place = part(document, "#aq-alarm");
	/** @type {Trouble} */
	let said = "";
	const look = () => {
		const cause = store.trouble;
		if (cause === said) return;
		said = cause;
		const download = () => save({ name: name(), lines: store.log() });
		place.replaceChildren();
		if (!cause) return;
		const words = ` ${hosts.why(cause)} ${T("page.unsaved")}`;
		place.append(
			h(
				"div",
				{ class: "aq-unsaved" },
				h("p", null, icon("⚠"), h("strong", null, T("save.not")), words),
				button(T("progress.download"), download),
			),
		);
	};
	hosts.onCount(look);
	store.listen(look);
	look();
}
