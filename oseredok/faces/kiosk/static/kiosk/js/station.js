// The page of a seat's computer. The server draws every screen and its word is the last one; this script asks it every ten
// seconds, counts the seconds between, and goes on alone when there is no network: it warns, locks at the end, and tells
// later when the person left. A report has the session's own name, so a repeated one counts once.
//
// For the program around the page: <html data-station> is pairing, idle, session, warning, closing, closed or offline-idle,
// and the title begins with the same word. The desktop is uncovered only while it is session or warning.
(() => {
  "use strict";

  const main = document.getElementById("main");
  const EVERY = 10000;
  const PATIENCE = 8000;
  const SOON = 300;
  const LAST = 60;
  const END_STAYS = 30;
  const KEPT = "station-session";
  const ENDED = "station-ended";

  let token = "";
  let clock = null; // {at: the server's milliseconds, since: ours, which nobody can move}
  let time = null; // {hold, left, whole, since} of the session on the screen
  let isLost = false;
  let isBusy = false;
  let isLeaving = false;
  let isLooking = false; // one look at a time: an old answer never comes after a newer one
  let isShelved = false;
  let own = ""; // a screen drawn without the server: offline-idle or over
  let drawn = 0; // how many screens of the server were drawn
  let next = 0;
  let stay = 0;

  const screen = () => main.querySelector(".station");
  const step = () => screen().dataset.screen;
  const part = (name) => main.querySelector(`[data-${name}]`);

  const read = (name, otherwise) => {
    try {
      return JSON.parse(localStorage.getItem(name)) ?? otherwise;
    } catch {
      return otherwise;
    }
  };
  const write = (name, value) => {
    try {
      if (value === null) localStorage.removeItem(name);
      else localStorage.setItem(name, JSON.stringify(value));
    } catch {
      // A full or forbidden storage: a reboot without network will not take the session up.
    }
  };

  // --- Time ---------------------------------------------------------------------------------------------
  // Seconds are counted by the clock that only goes forward: whoever moves the computer's clock wins and loses nothing.
  const left = () => (time ? time.left - (performance.now() - time.since) / 1000 : 0);
  const serverNow = () => (clock ? clock.at + performance.now() - clock.since : Date.now());

  const keep = () => {
    if (!time || own) return;
    const offset = serverNow() - Date.now();
    write(KEPT, { hold: time.hold, whole: time.whole, left: left(), ends: serverNow() + left() * 1000, offset, saved: Date.now(), html: screen().outerHTML });
  };

  const afterReboot = (kept) => {
    // The clock may have been lost with the power: then only what was left at the last look counts.
    if (Date.now() < kept.saved) return kept.left;
    return Math.min(kept.left, (kept.ends - Date.now() - kept.offset) / 1000);
  };

  const begin = (hold, seconds, whole) => {
    time = { hold, left: seconds, whole, since: performance.now() };
  };

  // --- What stands on the screen ------------------------------------------------------------------------
  const say = (word) => {
    const minutes = Math.max(Math.ceil(left() / 60), 0);
    const two = (number) => String(number).padStart(2, "0");
    const parts = [word];
    if (word === "session" || word === "warning") parts.push(`${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`);
    const seat = part("seat");
    if (seat) parts.push(seat.textContent);
    document.documentElement.dataset.station = word;
    document.title = parts.join(" · ");
  };

  const tick = () => {
    if (!time || own) return;
    const seconds = Math.max(left(), 0);
    if (seconds <= 0) {
      over();
      return;
    }
    const isSoon = seconds <= SOON;
    const number = part("number");
    if (number) {
      number.textContent = isSoon ? `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}` : Math.ceil(seconds / 60);
      part("unit").hidden = isSoon;
      part("arc").setAttribute("stroke-dasharray", `${Math.min((seconds * 100) / time.whole, 100)} 100`);
      const warn = part("warn");
      const words = seconds <= LAST ? warn.dataset.last : isSoon ? warn.dataset.soon : "";
      if (warn.textContent !== words) warn.textContent = words;
    }
    say(isLeaving ? "closing" : isSoon ? "warning" : "session");
  };

  const staysFor = (seconds, then) => {
    clearTimeout(stay);
    stay = seconds ? setTimeout(then, seconds * 1000) : 0;
  };

  const leave = (wants) => {
    isLeaving = wants;
    part("session").hidden = wants;
    part("leaving").hidden = !wants;
    staysFor(wants ? 60 : 0, () => part("end-form").requestSubmit());
    if (wants) part("leaving").querySelector("h1").focus();
    else part("leave").focus();
    tick();
  };

  const settle = () => {
    const { word, stays, hold, left: seconds, whole } = screen().dataset;
    own = "";
    isLeaving = step() === "leaving";
    time = null;
    if (hold) begin(hold, Number(seconds), Number(whole));
    else if (step() !== "offline") write(KEPT, null);
    for (const element of main.querySelectorAll("[data-scripted]")) element.hidden = false;
    staysFor(Number(stays), () => (isLeaving ? part("end-form").requestSubmit() : refresh()));
    say(word);
    tick();
    keep();
  };

  const draw = (html, byHand) => {
    const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("main");
    if (!fresh || !fresh.querySelector(".station")) throw new Error("not the page of a seat");
    main.replaceChildren(...fresh.childNodes);
    drawn += 1;
    settle();
    if (byHand) (main.querySelector("[aria-invalid=true]") || main).focus({ preventScroll: true });
  };

  const drawOwn = (name, word) => {
    own = name;
    const template = main.querySelector(`template[data-offline="${name}"]`);
    main.querySelector(".station__body").replaceChildren(template.content.cloneNode(true));
    screen().className = "station station--offline";
    isLeaving = false;
    say(word);
  };

  const rest = () => {
    staysFor(0);
    time = null;
    drawOwn("offline-idle", "offline-idle");
  };

  const over = (byPerson = false) => {
    time = null;
    write(KEPT, null);
    drawOwn("over", "closing");
    part("over-lost").hidden = !isLost;
    if (byPerson) {
      const title = part("over-title");
      title.textContent = title.dataset.person;
    }
    staysFor(END_STAYS, () => (isLost ? rest() : refresh()));
    if (!isLost) later(1500); // the server has a word about the end too: a rating, or some minutes more
  };

  const restore = (kept) => {
    const box = document.createElement("div");
    box.innerHTML = kept.html;
    screen().replaceWith(box.firstElementChild);
    own = "";
    begin(kept.hold, afterReboot(kept), kept.whole);
    clock = { at: kept.ends - time.left * 1000, since: performance.now() }; // our own may have been lost with the power
    tick();
  };

  // --- The server -----------------------------------------------------------------------------------------
  const ask = (address, options) => fetch(address, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE), ...options });

  const later = (wait = EVERY) => {
    clearTimeout(next);
    next = setTimeout(look, wait);
  };

  const isTyped = () => [...main.querySelectorAll("input:not([type=hidden])")].some((field) => field.value);

  const lost = () => {
    const isNew = !isLost;
    isLost = true;
    const kept = read(KEPT, null);
    if (step() === "offline" && !time && !own && kept && afterReboot(kept) > 0) restore(kept);
    const line = part("network");
    if (time) line.textContent = line.dataset.lost;
    else if (!own && step() === "idle" && isTyped()) {
      line.textContent = line.dataset.none; // what was typed stays
      say("offline-idle");
    } else if (!own && !["closing", "thanks", "paused"].includes(step())) rest();
    if (isNew) tick();
  };

  const refresh = async () => {
    const before = drawn;
    try {
      const answer = await ask(screen().dataset.page);
      if (!answer.ok && answer.status !== 429) throw new Error(String(answer.status));
      const html = await answer.text();
      isLost = false;
      if (!isBusy && drawn === before) draw(html, false); // what a person has asked for meanwhile is newer
    } catch {
      if (own !== "over" || !stay) lost();
    }
  };

  const report = async () => {
    for (const one of read(ENDED, [])) {
      const body = new URLSearchParams({ hold: one.hold, at: one.at, csrfmiddlewaretoken: token });
      const answer = await ask(screen().dataset.end, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" });
      if (answer.status === 403 || answer.status >= 500) throw new Error(String(answer.status));
      write(ENDED, read(ENDED, []).filter((other) => other.hold !== one.hold));
    }
  };

  const isAtWork = (told) => {
    if (isLeaving || step() === "rules" || step() === "thanks") return told.word !== "closed" && told.word !== "pairing";
    return isTyped() && told.word === "idle";
  };

  const isNews = (told) => {
    if (own) return own !== "over" || !told.hold || told.left > 0; // the last second of the server may not be over yet
    return told.version !== screen().dataset.version && !isAtWork(told);
  };

  const look = async () => {
    if (isBusy || isLooking) {
      later(500);
      return;
    }
    isLooking = true;
    try {
      const answer = await ask(screen().dataset.state);
      if (!answer.ok) throw new Error(String(answer.status));
      let told = await answer.json();
      token = told.csrf;
      if (read(ENDED, []).length) {
        await report();
        told = await (await ask(screen().dataset.state)).json();
      }
      isLost = false;
      clock = { at: told.now, since: performance.now() };
      const line = part("network");
      if (line) line.textContent = "";
      if (!own && !time) say(screen().dataset.word);
      if (time && told.hold === time.hold) time = { ...time, left: told.left, since: performance.now() };
      if (isNews(told)) await refresh();
      keep();
      shelve().catch(() => {}); // the network went meanwhile: once more at the next look
    } catch {
      lost();
    } finally {
      isLooking = false;
      later(own === "over" && !isLost ? 1000 : EVERY);
    }
  };

  const send = async (form, submitter) => {
    if (isBusy) return;
    isBusy = true;
    const body = new URLSearchParams(new FormData(form));
    if (submitter && submitter.name) body.set(submitter.name, submitter.value);
    if (token && body.has("csrfmiddlewaretoken")) body.set("csrfmiddlewaretoken", token);
    try {
      const answer = await ask(form.action, { method: "POST", body });
      if (answer.status === 403 || answer.status >= 500) throw new Error(String(answer.status));
      draw(await answer.text(), true);
      isLost = false;
    } catch {
      if (form.hasAttribute("data-end-form") && time) {
        write(ENDED, [...read(ENDED, []), { hold: time.hold, at: new Date(serverNow()).toISOString() }]);
        isLost = true;
        over(true);
      } else {
        lost();
      }
    } finally {
      isBusy = false;
      later(isLost ? EVERY : 1000);
    }
  };

  document.addEventListener("submit", (event) => {
    if (!main.contains(event.target)) return;
    event.preventDefault();
    send(event.target, event.submitter);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-leave], a[data-stay], a[data-fresh]");
    if (!link || !main.contains(link)) return;
    event.preventDefault();
    if (link.hasAttribute("data-fresh")) refresh();
    else if (part("session")) leave(link.hasAttribute("data-leave"));
    else refresh();
  });
  addEventListener("online", () => later(0));

  // --- So that a reboot without network opens the page ----------------------------------------------------
  const shelve = async () => {
    if (isShelved || !("serviceWorker" in navigator)) return; // a plain address, not HTTPS: the page lives while it is open
    await navigator.serviceWorker.register(screen().dataset.worker);
    const needed = performance.getEntriesByType("resource").map((one) => new URL(one.name)).filter((url) => url.origin === location.origin && url.pathname.startsWith("/static/")).map((url) => url.href);
    const shelf = await caches.open("station");
    const known = new Set((await shelf.keys()).map((request) => request.url));
    for (const address of needed) if (!known.has(address)) await shelf.add(address);
    await shelf.add(screen().dataset.offlinePage); // the last: where it is, everything that it needs is
    isShelved = true;
  };

  settle();
  setInterval(tick, 1000);
  setInterval(keep, EVERY);
  later(0);
})();
