// The two buttons of a class report. Without this script all can be read, and names stay hidden.
const names = document.getElementById("rp-names");
const print = document.getElementById("rp-print");

if (names) {
  const show = names.textContent;
  names.hidden = false;
  names.addEventListener("click", () => {
    const on = names.getAttribute("aria-pressed") !== "true";
    names.setAttribute("aria-pressed", String(on));
    names.textContent = on ? names.dataset.hide : show;
    for (const one of document.querySelectorAll(".rp-name")) one.hidden = !on;
  });
}

print.hidden = false;
print.addEventListener("click", () => window.print());
