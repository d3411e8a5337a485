import { targetOf } from "../../../pages/static/dom.js";

/**
 * What opens the card and what sends it away: focus, mouse, keys.
 * @param {HTMLElement} page
 * @param {HTMLElement} desk the page and the card
 * @param {import("./card.js").Card} card
 * @returns {() => void} stops listening
 */
export function listen(page, desk, card) {
	/** @param {Event} event */
	const spotAt = (event) => card.spots.get(/** @type {Element} */ (targetOf(event).closest("[role=button]")));
	/** @param {Event} event */
	const openAt = (event) => card.open(spotAt(event));
	page.addEventListener("focusin", openAt);
	page.addEventListener("click", openAt);
	page.addEventListener("mouseover", (event) => {
		if (card.isWide && matchMedia("(hover: hover)").matches) openAt(event);
	});
	desk.addEventListener("keydown", (event) => {
		if (event.key === "Escape" && card.current) card.leave();
		else if ((event.key === "Enter" || event.key === " ") && card.spots.has(targetOf(event))) {
			openAt(event);
			card.el.focus();
		} else return;
		event.preventDefault();
		event.stopPropagation();
	});

	// A card that the mouse opened covers the page wherever the focus is: Escape sends it away from anywhere.
	/** @param {KeyboardEvent} event */
	const away = (event) => {
		if (event.key === "Escape" && card.current && !desk.contains(targetOf(event))) card.leave();
	};
	document.addEventListener("keydown", away, true);
	return () => document.removeEventListener("keydown", away, true);
}
