/* Passkeys: a form with data-passkey asks the browser to make one ("create") or to use one ("get"), and sends the answer. */
"use strict";

function toBytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

function toText(bytes) {
  const plain = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

// Bytes travel as text: these are the places where the options carry them.
function readOptions(told) {
  const options = told.publicKey;
  options.challenge = toBytes(options.challenge);
  if (options.user) options.user.id = toBytes(options.user.id);
  for (const key of [...(options.excludeCredentials || []), ...(options.allowCredentials || [])]) key.id = toBytes(key.id);
  return options;
}

function writeCredential(credential) {
  const answer = { clientDataJSON: toText(credential.response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) answer[name] = toText(credential.response[name]);
  }
  if (credential.response.getTransports) answer.transports = credential.response.getTransports();
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: answer,
  });
}

// Signing in without a password begins with a question to the server: nobody is known yet, so no options stand on the page.
async function optionsOf(form) {
  if (!form.dataset.optionsFrom) return readOptions(JSON.parse(form.dataset.options));
  const answer = await fetch(form.dataset.optionsFrom, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return readOptions((await answer.json()).request_options);
}

// A key that is to sign in alone must be kept on the device and must ask for a finger, a face or a PIN.
function askForMore(options, form) {
  if (!form.elements.passwordless?.checked) return options;
  const wish = { residentKey: "required", requireResidentKey: true, userVerification: "required" };
  return { ...options, authenticatorSelection: { ...options.authenticatorSelection, ...wish } };
}

// One sentence of the form is shown at a time; the others wait in it, hidden.
function tell(form, which) {
  for (const sentence of form.querySelectorAll("[data-passkey-says]")) {
    sentence.hidden = sentence.dataset.passkeySays !== which;
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const able = window.isSecureContext && "credentials" in navigator && "PublicKeyCredential" in window;
  const button = form.querySelector("button[type=submit]");
  if (!able) {
    tell(form, "unable");
    button.disabled = true;
    continue;
  }
  tell(form, "");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    tell(form, "waiting");
    try {
      const options = { publicKey: askForMore(await optionsOf(form), form) };
      const credential = await navigator.credentials[form.dataset.passkey](options);
      form.elements.credential.value = writeCredential(credential);
    } catch (refusal) {
      tell(form, refusal.name === "InvalidStateError" ? "known" : "refused");
      return;
    }
    form.submit();
  });
}
