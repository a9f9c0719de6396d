/* The desk without page loads. Everything here also works as plain forms. Letter keys are in ui/js/desk.js. */
(() => {
  "use strict";

  const desk = document.getElementById("desk");
  if (!desk) return;

  /* A key of idempotency for every gesture. crypto.randomUUID is missing on plain HTTP in a local network. */
  const newKey = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  };

  /* After a lost answer the same button sends the same key: if the server did record, it records once. */
  const lost = new WeakMap();

  document.body.addEventListener("htmx:configRequest", (event) => {
    const { parameters, elt, verb } = event.detail;
    if (verb !== "post" || !parameters.key) return;
    parameters.key = lost.get(elt) || newKey();
    lost.delete(elt);
  });
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.body.addEventListener(name, (event) => {
      const { elt, requestConfig } = event.detail;
      if (requestConfig?.parameters?.key) lost.set(elt, requestConfig.parameters.key);
    });
  }
  document.body.addEventListener("htmx:afterRequest", (event) => {
    const { elt, successful } = event.detail;
    if (!successful) return;
    if (elt.classList.contains("visit")) {
      for (const box of desk.querySelectorAll('input[name="flags"]')) box.checked = false;
    }
    if (elt.id === "service-form") document.getElementById("phrase")?.focus();
    const path = event.detail.requestConfig.path;
    if (path.endsWith("/reader/") || path.endsWith("/reader/visit/")) {
      const field = document.getElementById("reader-text");
      const isRecorded = event.detail.xhr.getResponseHeader("HX-Retarget");
      if (isRecorded) {
        field.value = "";
        document.getElementById("readers").replaceChildren();
      }
      field.focus();
      field.select(); /* a name that was not found is mended, a new one is typed over it */
    }
  });

  /* The window that was pressed last stays lit until the next record. */
  document.body.addEventListener("htmx:afterSettle", () => {
    const lit = document.getElementById("recorded")?.dataset.lit;
    for (const button of desk.querySelectorAll(".visit")) {
      button.classList.toggle("visit--lit", button.value === lit);
    }
  });

  /* From the phrase back to the board without a mouse. */
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.closest("input, select")) event.target.blur();
  });
})();
