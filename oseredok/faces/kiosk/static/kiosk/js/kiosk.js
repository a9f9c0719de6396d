// The tablet rates without loading a page, and goes on when there is no network: what was pressed waits here and is sent
// one by one. Each press has a key of its own, so a repeated sending counts once. Nothing of a person is in the queue.
(() => {
  "use strict";

  const screen = document.querySelector("[data-back-after]");
  if (screen) {
    const wait = Number(screen.dataset.backAfter) * 1000;
    let timer = 0;
    const again = () => {
      clearTimeout(timer);
      timer = setTimeout(() => location.replace(screen.dataset.back), wait);
    };
    again();
    if (wait > 10000) for (const event of ["input", "pointerdown", "keydown"]) document.addEventListener(event, again);
  }

  const tile = document.querySelector("[data-tile]");
  if (!tile) return;
  const form = tile.querySelector("[data-rate]");
  const said = tile.querySelector("[data-said]");
  const word = tile.querySelector("[data-word]");
  const network = tile.querySelector("[data-network]");
  const NAME = "kiosk-waits" + location.pathname.replace(/^\/en/, "");
  const GAP = Number(tile.dataset.sentAfter);
  const SHOWN = 3000;
  const RETRY = 15000;
  const DAYS = 7;
  let sending = false;
  let shown = 0;
  let next = 0;

  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(NAME)) || [];
    } catch {
      return [];
    }
  };
  let queue = read();
  const write = () => {
    try {
      localStorage.setItem(NAME, JSON.stringify(queue));
    } catch {
      // A full or forbidden storage: the queue lives while the page does.
    }
  };
  const key = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const day = () => new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Kyiv", year: "numeric", month: "2-digit", day: "2-digit" }).format(new Date());
  const tell = (offline) => {
    network.textContent = offline && queue.length ? `${network.dataset.waits}: ${queue.length}` : "";
  };
  const later = (wait) => {
    clearTimeout(next);
    next = setTimeout(send, wait);
  };

  async function send() {
    if (sending || !queue.length) return;
    sending = true;
    const one = queue[0];
    const body = new FormData(form);
    body.set("key", one.key);
    body.set("score", one.score);
    if (one.day !== day()) body.set("day", one.day);
    let wait = GAP;
    try {
      const answer = await fetch(form.action || location.href, {
        method: "POST", body, headers: { Accept: "application/json" }, signal: AbortSignal.timeout(10000), redirect: "error",
      });
      if (answer.ok || answer.status === 422) {
        sessionStorage.removeItem(NAME);
        queue.shift();  // written down, or such that it never will be
        write();
        tell(false);
      } else if (answer.status === 429) {
        tell(false);
      } else if ((answer.status === 403 && !sessionStorage.getItem(NAME)) || answer.status === 410) {
        sessionStorage.setItem(NAME, "reloaded");  // once: a browser without cookies gets no token by reloading
        location.reload();  // a new token of the form, or the word that the tablet is off
        return;
      } else {
        wait = RETRY;
        tell(true);
      }
    } catch {
      wait = RETRY;
      tell(true);
    } finally {
      sending = false;
    }
    if (queue.length) later(wait);
  }

  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button) return;
    event.preventDefault();
    if (shown) return;  // thanks are still on the screen: the same hand pressed twice
    queue.push({ key: key(), score: button.value, day: day() });
    write();
    word.textContent = button.textContent.trim();
    said.hidden = false;
    button.setAttribute("aria-pressed", "true");
    shown = setTimeout(() => {
      shown = 0;
      said.hidden = true;
      button.removeAttribute("aria-pressed");
      button.blur();
    }, SHOWN);
    later(0);
  });

  addEventListener("online", () => later(0));
  const fresh = new Date(Date.now() - DAYS * 86400000);
  queue = queue.filter((one) => new Date(one.day) > fresh);
  if (queue.length) {
    tell(!navigator.onLine);
    later(GAP);
  }
})();
