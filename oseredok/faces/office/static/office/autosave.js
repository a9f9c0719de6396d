// Saves a form by itself while somebody types, and when the page goes away. Without this file the button does the same.
// The server answers with the new version; when somebody else was first it says so, and the button shows both texts.
document.querySelectorAll("form[data-autosave]").forEach((form) => {
  const said = form.querySelector("[data-autosave-said]");
  const seen = form.querySelector("[name=seen]");
  const content = () => {
    const data = new FormData(form);
    data.delete("seen");
    data.delete("csrfmiddlewaretoken");
    data.delete("notation"); // the editor writes it at the start
    return new URLSearchParams(data).toString();
  };
  let kept = content();
  let timer = 0;
  let stopped = false;
  let busy = false;

  async function save(leaving) {
    clearTimeout(timer);
    const now = content();
    if (stopped || busy || now === kept) return;
    busy = true;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { "X-Autosave": "1" },
        keepalive: leaving && now.length < 60000,
      });
      const told = await answer.json();
      said.textContent = told.said;
      if (answer.ok) {
        kept = now;
        seen.value = told.version;
      }
      if (answer.status === 409) stopped = true;
    } catch {
      said.textContent = form.dataset.failed;
    } finally {
      busy = false;
    }
    if (!stopped && content() !== kept && !leaving) later();
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(() => save(false), 2500);
  }

  const touched = () => {
    if (stopped || content() === kept) return;
    said.textContent = form.dataset.waiting;
    later();
  };
  form.addEventListener("input", touched);
  form.addEventListener("click", () => setTimeout(touched, 50));
  form.addEventListener("submit", () => {
    stopped = true;
    clearTimeout(timer);
  });
  addEventListener("pagehide", () => save(true));
});
