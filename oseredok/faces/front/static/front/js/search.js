/* Offers things while a person types into the search box (WAI-ARIA combobox). Without it the box is an ordinary form. */
"use strict";

const PAUSE = 120;

function enhance(form, number) {
  const input = form.querySelector("input[type=search]");
  const box = input.closest(".search__box");
  const list = document.createElement("ul");
  list.id = `suggest-${number}`;
  list.className = "suggest__list search__list";
  list.setAttribute("role", "listbox");
  list.hidden = true;
  const label = form.querySelector("label");
  if (label) list.setAttribute("aria-label", label.textContent.trim());
  box.append(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) input.setAttribute(name, value);

  let active = -1;
  let waiting = 0;
  let asked = "";
  let request = null;

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
  function show(found) {
    list.replaceChildren(
      ...found.map((one, index) => {
        const row = document.createElement("li");
        row.id = `${list.id}-${index}`;
        row.setAttribute("role", "option");
        row.setAttribute("aria-selected", "false");
        row.dataset.url = one.url;
        const kind = document.createElement("span");
        kind.className = "muted";
        kind.textContent = one.kind;
        row.append(one.words, " ", kind);
        row.addEventListener("mousedown", (event) => {
          event.preventDefault();
          location.assign(one.url);
        });
        return row;
      }),
    );
    list.hidden = !found.length;
    active = -1;
    input.setAttribute("aria-expanded", String(Boolean(found.length)));
    input.removeAttribute("aria-activedescendant");
  }
  async function ask() {
    const typed = input.value.trim();
    if (typed === asked) return;
    asked = typed;
    if (request) request.abort();
    if (typed.length < 2) return close();
    request = new AbortController();
    try {
      const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(typed)}`, { signal: request.signal });
      if (answer.ok && document.activeElement === input) show((await answer.json()).suggestions);
    } catch {
      close(); // no network, or another letter came: the form works all the same
    }
  }
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !list.hidden) {
      event.preventDefault();
      mark(event.key === "ArrowDown" ? active + 1 : active < 0 ? -1 : active - 1);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      location.assign(list.querySelectorAll("[role=option]")[active].dataset.url);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
  input.addEventListener("blur", close);
}

document.querySelectorAll("form[data-suggest]").forEach(enhance);
