// Without network a reboot still opens the page of a seat's computer: an empty one, on which its own script takes up the
// session that it remembers. Only that empty page and the looks are kept here, never a screen of somebody's session.
"use strict";
const SHELF = "station";
const page = new URL("./", self.location.href).pathname;
const offline = new URL("offline/", self.location.href).pathname;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && url.pathname === page) event.respondWith(fresh(request));
  else if (url.pathname.startsWith("/static/")) event.respondWith(kept(request));
});

async function fresh(request) {
  const kept = async (otherwise) => (await caches.match(offline)) || otherwise;
  try {
    const answer = await fetch(request);
    return answer.status < 500 ? answer : kept(answer);
  } catch {
    return kept(Response.error());
  }
}

async function kept(request) {
  const found = await caches.match(request);
  return found || fetch(request);
}
