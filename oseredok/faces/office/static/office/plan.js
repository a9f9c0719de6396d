// A seat of the plan is dragged to another cell: its two fields follow and the form is sent; the server says what cannot be.
// Without this file, and by keyboard, the fields do the same.
"use strict";

const picture = document.querySelector("svg[data-cells]");
if (picture) {
  const [edge, wide, high, columns, rows] = picture.dataset.cells.split(" ").map(Number);
  const point = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
  let seat = null;
  let from = null;

  function put(event) {
    const { x, y } = point(event);
    const cell = [Math.floor((x - edge) / wide) + 1, Math.floor((y - edge) / high) + 1];
    const fields = ["x", "y"].map((axis) => document.getElementById(`id_${axis}-${seat.dataset.seat}`));
    const isInside = cell[0] >= 1 && cell[0] <= columns && cell[1] >= 1 && cell[1] <= rows;
    const isElsewhere = fields.some((field, number) => field.value !== String(cell[number]));
    if (!isInside || !isElsewhere) return false;
    fields.forEach((field, number) => { field.value = cell[number]; });
    fields[0].form.requestSubmit();
    return true;
  }

  picture.addEventListener("pointerdown", (event) => {
    seat = event.target.closest("[data-seat]");
    if (!seat || event.button !== 0) return;
    from = point(event);
    picture.append(seat); // over the others while it moves
    picture.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  picture.addEventListener("pointermove", (event) => {
    if (!seat || !from) return;
    const { x, y } = point(event);
    seat.setAttribute("transform", `translate(${x - from.x} ${y - from.y})`);
  });
  const drop = (event) => {
    if (seat && from && !(event.type === "pointerup" && put(event))) seat.removeAttribute("transform");
    seat = from = null;
  };
  picture.addEventListener("pointerup", drop);
  picture.addEventListener("pointercancel", drop);
}
