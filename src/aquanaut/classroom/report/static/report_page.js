// The two buttons of a class report. Without this script all can be read, and names stay hidden.
const names = document.getElementById("rp-names");
const printButton = document.getElementById("rp-print");

if (names) {
	const show = names.textContent;
	names.hidden = false;
	names.addEventListener("click", () => {
		const isOn = names.getAttribute("aria-pressed") !== "true";
		names.setAttribute("aria-pressed", String(isOn));
		names.textContent = isOn ? (names.dataset.hide ?? "") : show;
		for (const name of document.querySelectorAll(".rp-name")) name.toggleAttribute("hidden", !isOn);
	});
}

if (printButton) {
	printButton.hidden = false;
	printButton.addEventListener("click", () => window.print());
}
