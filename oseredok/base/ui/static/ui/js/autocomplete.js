/* Turns select[data-autocomplete] into a search field with a list (WAI-ARIA combobox). The select stays the field of the form. */
"use strict";

const plain = (text) => text.toLocaleLowerCase("uk").replace(/['’ʼ`]/g, "").replace(/ґ/g, "г");

function enhance(select, number) {
  const choices = [...select.options].filter((option) => option.value !== "").map((option) => ({ value: option.value, text: option.text.trim() }));
  const id = select.id || `suggest-${number}`;
  const box = document.createElement("div");
  box.className = "suggest";
  const input = document.createElement("input");
  const list = document.createElement("ul");
  list.id = `${id}-list`;
  list.className = "suggest__list";
  list.setAttribute("role", "listbox");
  list.hidden = true;
  const attributes = { type: "text", class: "input", role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
  for (const name of ["aria-describedby", "aria-invalid", "required"]) {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  }
  const label = document.querySelector(`label[for="${CSS.escape(id)}"]`);
  if (label) list.setAttribute("aria-label", label.textContent.trim());
  input.id = id;
  select.removeAttribute("id");
  select.required = false;
  select.hidden = true;
  const chosen = select.selectedOptions[0];
  input.value = chosen && chosen.value !== "" ? chosen.text.trim() : "";
  select.before(box);
  box.append(input, list, select);

  let active = -1;
  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
  function mark(next) {
    const rows = list.querySelectorAll("[role=option]");
    if (!rows.length) return;
    active = (next + rows.length) % rows.length;
    rows.forEach((row, index) => row.setAttribute("aria-selected", String(index === active)));
    rows[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", rows[active].id);
  }
  function choose(choice) {
    select.value = choice.value;
    input.value = choice.text;
    close();
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }
  function show() {
    const asked = plain(input.value.trim());
    const found = choices.filter((choice) => plain(choice.text).includes(asked)).slice(0, 30);
    list.replaceChildren(
      ...found.map((choice, index) => {
        const row = document.createElement("li");
        row.id = `${id}-${index}`;
        row.setAttribute("role", "option");
        row.setAttribute("aria-selected", "false");
        row.textContent = choice.text;
        row.addEventListener("mousedown", (event) => {
          event.preventDefault();
          choose(choice);
        });
        return row;
      }),
    );
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(Boolean(found.length)));
    active = -1;
    return found;
  }
  input.addEventListener("input", () => {
    const exact = choices.find((choice) => plain(choice.text) === plain(input.value.trim()));
    select.value = exact ? exact.value : "";
    show();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) show();
      mark(event.key === "ArrowDown" ? active + 1 : active - 1);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      const text = list.querySelectorAll("[role=option]")[active].textContent;
      choose(choices.find((choice) => choice.text === text));
    } else if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      close();
    }
  });
  input.addEventListener("blur", close);
}

document.querySelectorAll("select[data-autocomplete]").forEach(enhance);
