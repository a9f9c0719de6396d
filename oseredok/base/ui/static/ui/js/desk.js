/* Staff pages: letter keys, and honest words when the network is gone. */
"use strict";

// [data-key="Д"] is pressed by its letter, only outside text fields, and only while keys are on.
// Keys answer to the place on the keyboard too: Л and K are one key in two layouts.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (document.documentElement.dataset.keys === "off" || document.body.dataset.keys === "off") return;
  if (event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog[open]")) return;
  const pressed = event.key.toLocaleUpperCase("uk");
  const place = event.code.replace(/^(Key|Digit|Numpad)/, "");
  const found = [...document.querySelectorAll("[data-key]")].find(
    (element) => element.dataset.key.toLocaleUpperCase("uk") === pressed || element.dataset.code === place,
  );
  if (!found || found.disabled) return;
  event.preventDefault();
  found.focus();
  found.click();
});

// htmx does not send the form by itself when the network is gone: say it, and keep saying it until it works.
const network = document.getElementById("network");
function say(text) {
  if (!network) return;
  network.hidden = !text;
  network.textContent = text;
  network.className = text ? "wrap notice notice--danger network" : "wrap";
}
document.addEventListener("htmx:sendError", () => say(network && network.dataset.lost));
document.addEventListener("htmx:timeout", () => say(network && network.dataset.lost));
document.addEventListener("htmx:responseError", () => say(network && network.dataset.failed));
document.addEventListener("htmx:afterRequest", (event) => {
  // The form may be sent again after an answer of the server.
  const form = event.target.closest("form");
  if (form) delete form.dataset.sent;
  if (event.detail.successful) say("");
});
