/* Enter and arrows go from number to number. Without this script Enter sends the form, and everything is written. */
"use strict";

document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (!field.matches || !field.matches("form[data-six] .six-number")) return;
  const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
  const all = [...field.form.querySelectorAll(".six-number")];
  const next = all[all.indexOf(field) + step];
  event.preventDefault();
  if (!next) {
    field.blur(); // the last one is written too
    return;
  }
  next.focus();
  next.select();
});
