// The rich-text editor of news and pages: Squire (vendored, MIT) under our own toolbar. Without this file the form keeps its
// textarea and the plain notation. What is sent is cleaned again on the server; nothing here is trusted.
import Squire from "../vendor/squire/squire.js";

const ALLOWED = new Set([
  "P", "H2", "H3", "UL", "OL", "LI", "A", "STRONG", "EM", "BLOCKQUOTE", "BR", "IMG",
  "TABLE", "THEAD", "TBODY", "TR", "TH", "TD",
]);
const OURS = /^\/pictures\/[0-9a-f-]{36}\/$/;
const SAME = { B: "STRONG", I: "EM", H1: "H2", H4: "H3", H5: "H3", H6: "H3", DIV: "P" };
const LOST = new Set(["SCRIPT", "STYLE", "TEMPLATE", "IFRAME", "OBJECT", "NOSCRIPT", "TITLE", "META", "LINK", "HEAD"]);

/** Copies only what the server would keep, so that pasted text looks as it will on the site. */
function sanitised(html) {
  // DOMParser runs no scripts and fetches nothing, but the page's policy would complain about every inline style.
  const quiet = html.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\s(?:style|on\w+)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi, ""));
  const parsed = new DOMParser().parseFromString(quiet, "text/html");
  const fragment = document.createDocumentFragment();
  copy(parsed.body, fragment);
  return fragment;
}

function copy(from, to) {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) {
      to.append(document.createTextNode(node.data));
    } else if (node.nodeType === Node.ELEMENT_NODE && !LOST.has(node.tagName)) {
      const name = SAME[node.tagName] || node.tagName;
      if (!ALLOWED.has(name)) {
        copy(node, to);
        continue;
      }
      const source = name === "IMG" ? node.getAttribute("src") || "" : "";
      if (name === "IMG" && !OURS.test(source)) {
        to.append(document.createTextNode(node.getAttribute("alt") || ""));
        continue;
      }
      const kept = document.createElement(name);
      if (source) {
        kept.setAttribute("src", source);
        kept.setAttribute("alt", node.getAttribute("alt") || "");
      }
      if (name === "A" && /^(https?:|mailto:|tel:|\/|#)/i.test(node.getAttribute("href") || "")) {
        kept.setAttribute("href", node.getAttribute("href"));
      }
      copy(node, kept);
      to.append(kept);
    }
  }
}

function start(textarea) {
  const field = textarea.closest("[data-editor-field]");
  const form = textarea.form;
  const notation = field.querySelector("[data-notation]");
  const label = field.querySelector("label");
  const box = document.createElement("div");
  box.className = "editor";
  box.append(document.getElementById("editor-tools").content.cloneNode(true));
  const area = document.createElement("div");
  area.className = "editor__text";
  label.id = label.id || `${textarea.id}-label`;
  const about = textarea.getAttribute("aria-describedby");
  Object.entries({ role: "textbox", "aria-multiline": "true", "aria-labelledby": label.id, tabindex: "0" }).forEach(
    ([name, value]) => area.setAttribute(name, value),
  );
  if (about) area.setAttribute("aria-describedby", about);
  if (textarea.lang) area.lang = textarea.lang;
  if (textarea.getAttribute("aria-invalid")) area.setAttribute("aria-invalid", "true");
  box.append(area);
  textarea.after(box);

  const editor = new Squire(area, {
    blockTag: "P",
    sanitizeToDOMFragment: sanitised,
    tagAttributes: {},
    addLinks: true,
  });
  // Its handles for stretching pictures are inline styles, which the policy forbids; our pictures have one size anyway.
  editor._imageResizer.destroy();
  // After a refusal the form brings back what was typed; at first it brings the plain notation, and the page the HTML.
  const own = notation.value === "html" ? textarea.value : field.querySelector("[data-editor-html]").innerHTML;
  if (own.trim()) editor.setHTML(own);
  notation.value = "html";
  textarea.hidden = true;
  textarea.required = false;
  field.querySelector("[data-editor-plain]").hidden = true;
  label.addEventListener("click", (event) => {
    event.preventDefault();
    editor.focus();
  });
  // The error summary links to the textarea, which is hidden now.
  area.id = textarea.id;
  textarea.removeAttribute("id");

  const tools = box.querySelector(".editor__tools");
  const buttons = [...tools.querySelectorAll("button")];
  const link = box.querySelector('[data-panel="link"]');
  const address = link.querySelector("input");
  const has = (name) => editor.hasFormat(name);
  const inside = (name) => new RegExp(`(^|>)${name}(?![A-Z0-9])`).test(editor.getPath());
  const doings = {
    bold: () => (has("B") || has("STRONG") ? drop("B", "STRONG") : editor.changeFormat({ tag: "STRONG" })),
    italic: () => (has("I") || has("EM") ? drop("I", "EM") : editor.changeFormat({ tag: "EM" })),
    heading: () => rename(inside("H2") ? "P" : "H2"),
    bullets: () => (inside("UL") ? editor.removeList() : editor.makeUnorderedList()),
    numbers: () => (inside("OL") ? editor.removeList() : editor.makeOrderedList()),
    quote: () => (inside("BLOCKQUOTE") ? editor.decreaseQuoteLevel() : editor.increaseQuoteLevel()),
    undo: () => editor.undo(),
    link: () => {
      link.hidden = !link.hidden;
      if (!link.hidden) address.focus();
    },
    picture: () => {
      picture.hidden = !picture.hidden;
      pictureButton.setAttribute("aria-expanded", String(!picture.hidden));
      if (!picture.hidden) picture.querySelector("input").focus();
    },
  };

  function drop(...names) {
    names.forEach((tag) => has(tag) && editor.changeFormat(null, { tag }));
  }

  function rename(tag) {
    editor.modifyBlocks((fragment) => {
      for (const block of [...fragment.querySelectorAll("p, h2, h3")]) {
        const fresh = document.createElement(tag);
        fresh.append(...block.childNodes);
        block.replaceWith(fresh);
      }
      return fragment;
    });
  }

  function showState() {
    for (const button of buttons) {
      if (button.dataset.path) button.setAttribute("aria-pressed", String(inside(button.dataset.path)));
    }
  }

  tools.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    doings[button.dataset.do]();
    if (button.dataset.do !== "link" && button.dataset.do !== "picture") editor.focus();
    showState();
  });
  // A toolbar is one stop of the Tab key; arrows move inside it.
  buttons.forEach((button, place) => (button.tabIndex = place ? -1 : 0));
  tools.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const from = buttons.indexOf(document.activeElement);
    if (!step || from < 0) return;
    event.preventDefault();
    const next = buttons[(from + step + buttons.length) % buttons.length];
    buttons.forEach((button) => (button.tabIndex = button === next ? 0 : -1));
    next.focus();
  });
  link.addEventListener("click", (event) => {
    const what = event.target.closest("button")?.dataset.link;
    if (!what) return;
    const url = address.value.trim();
    if (what === "set" && url) editor.makeLink(/^([a-z]+:|\/|#)/i.test(url) ? url : `https://${url}`);
    if (what === "drop") editor.removeLink();
    link.hidden = true;
    address.value = "";
    editor.focus();
  });
  address.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    link.querySelector('[data-link="set"]').click();
  });
  const picture = box.querySelector('[data-panel="picture"]');
  const pictureButton = tools.querySelector('[data-do="picture"]');
  putPictures(picture, form, (html) => {
    picture.hidden = true;
    pictureButton.setAttribute("aria-expanded", "false");
    editor.focus();
    editor.insertHTML(html);
  });
  // Tab leaves the editor, as it leaves any field.
  editor.setKeyHandler("Tab", null);
  editor.setKeyHandler("Shift-Tab", null);
  const strong = () => doings.bold();
  editor.setKeyHandler("Ctrl-b", (self, event) => (event.preventDefault(), strong()));
  editor.setKeyHandler("Meta-b", (self, event) => (event.preventDefault(), strong()));
  editor.setKeyHandler("Ctrl-i", (self, event) => (event.preventDefault(), doings.italic()));
  editor.setKeyHandler("Meta-i", (self, event) => (event.preventDefault(), doings.italic()));
  editor.addEventListener("pathChange", showState);

  const write = () => {
    textarea.value = area.textContent.trim() || area.querySelector("img") ? editor.getHTML() : "";
  };
  editor.addEventListener("input", write);
  form.addEventListener("submit", write);
}

/** Sends the chosen picture with its words and gives the tag to `put`; what is wrong is said beside the fields. */
function putPictures(panel, form, put) {
  const [file, alt] = panel.querySelectorAll("input");
  const refusal = panel.querySelector(".editor__refusal");
  const button = panel.querySelector("[data-picture]");
  const send = async () => {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    if (file.files[0]) data.append("picture", file.files[0]);
    data.append("picture_alt", alt.value);
    button.disabled = true;
    try {
      const answer = await fetch(panel.dataset.address, { method: "POST", body: data });
      if (!answer.ok && answer.status !== 422) throw new Error(String(answer.status));
      const told = await answer.json();
      refusal.textContent = (told.refusals || []).join(" ");
      if (told.html) {
        file.value = alt.value = "";
        put(told.html);
      }
    } catch {
      refusal.textContent = panel.dataset.failed;
    } finally {
      button.disabled = false;
    }
  };
  button.addEventListener("click", send);
  // Enter in these fields belongs to the picture, not to the whole form; and neither goes with the form.
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
    event.preventDefault();
    send();
  });
}

document.querySelectorAll("textarea[data-editor]").forEach(start);
document.querySelectorAll("[data-editor-plain-only]").forEach((part) => (part.hidden = true));
