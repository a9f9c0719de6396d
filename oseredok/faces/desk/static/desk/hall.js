/* «Зала» without page loads: panels in a dialog, the alarm's sound, honest words about a lost connection. All of it also works as plain pages. */
(() => {
  "use strict";

  const hall = document.getElementById("hall");
  if (!hall) return;

  const dialog = document.getElementById("hall-dialog");
  const body = document.getElementById("hall-dialog-body");
  document.body.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target !== body || dialog.open) return;
    dialog.showModal();
    /* Beside a mouse there is a scanner: it types where the focus is. */
    const field = matchMedia("(pointer: fine)").matches ? "#id_card" : "[autofocus]";
    body.querySelector(field)?.focus();
  });

  /* A poll that fails says that the board is old; a button that fails says that it was not recorded. */
  const network = document.getElementById("network");
  const pressed = network.dataset.lost;
  const isPoll = (event) => event.detail.elt.id === "hall-poll";
  document.addEventListener(
    "htmx:beforeSend",
    (event) => {
      network.dataset.lost = isPoll(event) ? hall.dataset.lost : pressed;
    },
    true,
  );
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    document.addEventListener(name, (event) => {
      if (isPoll(event)) hall.classList.add("is-stale");
    });
  }
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) hall.classList.remove("is-stale");
  });

  /* The sound is off until the librarian switches it on; each session sounds once. */
  const button = document.getElementById("hall-sound");
  const words = button.querySelector("[data-on]");
  let sound = null;
  const endings = () => (document.querySelector("#hall-alarm [data-ending]")?.dataset.ending || "").split(" ").filter(Boolean);
  let heard = new Set(endings());
  const ring = () => {
    for (const [start, pitch] of [[0, 660], [0.25, 880]]) {
      const tone = sound.createOscillator();
      const volume = sound.createGain();
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0.15, sound.currentTime + start);
      volume.gain.exponentialRampToValueAtTime(0.001, sound.currentTime + start + 0.22);
      tone.connect(volume).connect(sound.destination);
      tone.start(sound.currentTime + start);
      tone.stop(sound.currentTime + start + 0.24);
    }
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    if (sound) {
      sound.close();
      sound = null;
    } else {
      sound = new AudioContext();
      ring();
    }
    words.textContent = sound ? words.dataset.on : words.dataset.off;
  });
  document.body.addEventListener("htmx:oobAfterSwap", () => {
    const now = endings();
    if (sound && now.some((one) => !heard.has(one))) ring();
    heard = new Set(now);
  });
})();
