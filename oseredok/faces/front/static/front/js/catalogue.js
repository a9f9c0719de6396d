/* Copy and share. Without scripts the text is there to be selected, and the buttons stay hidden. */
"use strict";

const said = document.querySelector("[data-copied]");

// A list is copied line by line, without its numbers.
const wordsOf = (element) => {
  const rows = [...element.querySelectorAll("li")];
  return (rows.length ? rows : [element]).map((one) => one.textContent.trim()).join("\n");
};

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      navigator.clipboard.writeText(wordsOf(document.getElementById(button.dataset.copy))).then(
        () => { said.textContent = said.dataset.copied; },
        () => { said.textContent = said.dataset.notCopied; },
      );
    });
  }
}

if (navigator.share) {
  for (const button of document.querySelectorAll("[data-share]")) {
    button.hidden = false;
    // Whoever closes the system's window has changed their mind: nothing to say.
    button.addEventListener("click", () => { navigator.share({ title: document.title, url: document.getElementById("record-address").textContent }).catch(() => {}); });
  }
}
