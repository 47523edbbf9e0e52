// The service worker: what starts the app, kept for a start without a network. Registered by boot.js once the app runs; the app needs
// it for nothing.
//
// - `cargo xtask finish` fills in BUILD (the name of the build: that of its glue) and FILES (what a start needs: the page and files that
//   are named after their bytes), and SERVICE (what it needs beside them where the site has a service).
// - The page comes from the network; without one, or where it takes longer than WAIT_MS, the page that was kept. Its files come out of
//   the cache of whichever build has them, so that no old file ever runs with a new one, and an open page goes on with its own.
//   So a new version is there when its reader opens or reloads the page, and not before.
// - Other files with a hash are kept when they are first asked for. Two builds are kept, this one and the one before.
// - config.json, mappings, and the tables of the search come from the network, and from the cache without one.
// - Everything else is not touched: answers of services, data, pictures. What was read the app itself keeps.
"use strict";

const BUILD = "";
const FILES = [];
const SERVICE = [];
const WAIT_MS = 3000;
const HASHED = /-[0-9a-f]{12,16}(_bg)?\.(js|css|wasm)$/;
const ASKED = /\/(config\.json|mappings\/[^/]+\.json|data\/(hanzi|pinyin)\.txt|icon\.svg|manifest\.webmanifest)$/;

const scope = new URL(self.registration.scope);
const page = new URL("index.html", scope).href;
// Caches are one heap for all sites of an origin; a path has no space in it.
const OURS = `linju-build ${scope.pathname} `;
const CACHE = OURS + BUILD;

/** Builds of this site that are kept, the newest last; the order in which caches were made. */
async function builds() {
  const names = await caches.keys();
  const isOurs = async (name) => {
    if (name.startsWith(OURS)) return true;
    // Before, names had no path: it is this site's if its page is in it.
    return name.startsWith("linju-build linju-") && Boolean(await (await caches.open(name)).match(page));
  };
  const ours = await Promise.all(names.map(isOurs));
  return names.filter((_, at) => ours[at]);
}

/** What this site says of itself, where it does: its service, by which mapping, and what asks it. */
async function site(cache) {
  try {
    const at = new URL("config.json", scope);
    const answer = await fetch(at, { cache: "no-cache" });
    if (!answer.ok) return;
    await cache.put(at, answer.clone());
    const { mapping } = await answer.json();
    if (!mapping) return;
    await cache.addAll(SERVICE.map((file) => new URL(file, scope).href));
    await cache.add(new URL(mapping, scope));
  } catch {
    // It is asked for again when the page is.
  }
}

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(CACHE).then(async (cache) => {
      // Past the browser's cache for the page alone: the others are what they are called.
      await cache.add(new Request(page, { cache: "reload" }));
      await cache.addAll(FILES.map((file) => new URL(file, scope).href));
      await site(cache);
      await self.skipWaiting();
    }),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const all = await builds();
      const old = all.filter((name) => name !== CACHE).slice(0, -1);
      await Promise.all(old.map((name) => caches.delete(name)));
      await self.clients.claim();
    })(),
  );
});

/** What the network says, unless it takes too long and there is something kept. */
async function fresh(request, kept) {
  const asked = fetch(request);
  asked.catch(() => {}); // Told below, unless what was kept was quicker.
  const late = new Promise((done) => setTimeout(done, WAIT_MS));
  try {
    const answer = await Promise.race([asked, late.then(kept).then((found) => found ?? asked)]);
    // A host that is out of order has no page.
    return answer.status >= 500 ? ((await kept()) ?? answer) : answer;
  } catch (error) {
    const found = await kept();
    if (found) return found;
    throw error;
  }
}

/** A file that never changes; asked for past all caches where it came too short. */
async function once(request) {
  const found = request.cache === "reload" ? undefined : await caches.match(request);
  if (found) return found;
  const answer = await fetch(request);
  // A host may answer with its page for what is missing: that is no script.
  if (answer.status === 200 && !/html/.test(answer.headers.get("content-type") ?? "")) {
    const cache = await caches.open(CACHE);
    await cache.put(request, answer.clone()).catch(() => {}); // No room: it was only asked for.
  }
  return answer;
}

async function asked(request) {
  const kept = () => caches.match(request, { ignoreSearch: true });
  const answer = await fresh(request, kept);
  if (answer.status === 200 && answer.type === "basic") {
    const cache = await caches.open(CACHE);
    await cache.put(request, answer.clone()).catch(() => {});
  }
  return answer;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== scope.origin || !url.pathname.startsWith(scope.pathname)) return;
  if (request.mode === "navigate") {
    // Files are opened as themselves.
    if (/\.[a-z]+$/.test(url.pathname) && !url.pathname.endsWith(".html")) return;
    // The page of this build, which is the newest that has all of its files.
    const kept = async () => (await caches.open(CACHE)).match(page);
    event.respondWith(fresh(request, kept));
  } else if (HASHED.test(url.pathname)) {
    event.respondWith(once(request));
  } else if (ASKED.test(url.pathname)) {
    event.respondWith(asked(request));
  }
});
