/* The bar at the bottom repeats the half-hour that was chosen. Without scripts it says the day and the length. */
"use strict";

const told = document.querySelector("[data-choice]");
function repeat() {
  const chosen = document.querySelector("[data-span]:checked");
  if (told && chosen) told.textContent = `${told.dataset.choice}, ${chosen.dataset.span}`;
}
document.addEventListener("change", repeat);
repeat();
