/* − and + beside a number of pages. Without this the field has its own arrows. */
"use strict";

for (const button of document.querySelectorAll("[data-step]")) {
  const field = button.parentElement.querySelector("input");
  button.hidden = false;
  button.addEventListener("click", () => {
    const next = (Number.parseInt(field.value, 10) || 0) + Number(button.dataset.step);
    field.value = Math.min(Number(field.max), Math.max(Number(field.min), next));
  });
}
