/* Every page. Nothing here is needed: without scripts each control below is a link or a form that works. */
"use strict";

// The box with errors takes focus, so that a screen reader starts there.
const errors = document.querySelector("[data-focus]");
if (errors) errors.focus();

// «/» goes to the search field of the page.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const search = document.querySelector("[data-slash]");
  if (!search) return;
  event.preventDefault();
  search.focus();
});

// A link with data-dialog opens the <dialog> of this page instead of its own page.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-dialog]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const dialog = document.getElementById(link.dataset.dialog);
  if (!dialog || typeof dialog.showModal !== "function") return;
  event.preventDefault();
  dialog.showModal();
});

// One press, one record: a form that was sent is not sent twice by a second tap.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("data-again") || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});

// Escape folds the phone menu and gives focus back to its button.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest("details:is(.site-menu, .site-more)[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// [data-print] prints the page; where nothing can be printed by a script, the button stays hidden.
for (const button of document.querySelectorAll("[data-print][hidden]")) button.hidden = false;
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-print]")) return;
  event.preventDefault();
  window.print();
});

// The phone menu lies over the page: it folds when focus or a tap leaves it, so that nothing focused is hidden under it.
function leave(event) {
  const menu = document.querySelector("details:is(.site-menu, .site-more)[open]");
  const next = event.type === "focusout" ? event.relatedTarget : event.target;
  if (menu && next && !menu.contains(next)) menu.open = false;
}
document.addEventListener("focusout", leave);
document.addEventListener("click", leave);
