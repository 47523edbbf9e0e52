// The camera at an event's door, in Chromium with a camera that plays a video: who has a ticket is there from then on, once each,
// and who cannot scan is told why and what to do instead.
import { rmSync } from "node:fs";
import { video, withCamera } from "./camera.mjs";
import { expect, test as plain, watch } from "./policy.mjs";
import { serve } from "./serve.mjs";
import { fileURLToPath } from "node:url";

const DIST = process.env.LINJU_DIST ?? fileURLToPath(new URL("../../dist", import.meta.url));
const EVENT = "e-dog-walk-1";
// Two tickets of the event, a code of none of them, and what is no ticket at all.
const FIRST = "刘忠良: here";
const SECOND = "柏小舟: here";
const SCENES = [[1.5, ""], [3, "49KEW76U"], [1, ""], [3, "U66NB4SZ"], [1, ""], [0.5, ""], [2.5, "ZZZZ9999"], [1, ""], [2.5, "https://example.com/menu"]];

const test = plain.extend({
  /** The video, made once for each worker. */
  film: [async ({}, use) => {
    const path = video("scan", SCENES);
    await use(path);
    rmSync(path);
  }, { scope: "worker", timeout: 120_000 }],

  site: [async ({}, use) => {
    const { url, close } = await serve({ dist: DIST, base: process.env.LINJU_BASE ?? "/" });
    await use(url);
    await close();
  }, { scope: "worker" }],

  /** Opens the camera at the door in a browser of its own; gives the page. `refuse` is what the person answers. */
  scanner: async ({ film, site }, use) => {
    const opened = [];
    await use(async ({ camera = true, refuse = false, before = () => {} } = {}) => {
      const browser = await withCamera(camera ? film : null, { asks: refuse });
      opened.push(browser);
      const context = watch(await browser.newContext({ locale: "en-GB", viewport: { width: 360, height: 640 } }));
      const page = await context.newPage();
      const errors = [];
      page.on("pageerror", (error) => errors.push(error.message));
      page.errors = errors;
      page.asked = [];
      page.on("request", (request) => page.asked.push(new URL(request.url()).pathname));
      await page.addInitScript(() => localStorage.setItem("linju/embedded/plays", "organiser"));
      await before(page);
      await page.goto(`${site}organise/e/${EVENT}/check-in`);
      await page.getByRole("button", { name: "Scan tickets" }).click();
      return page;
    });
    for (const browser of opened) await browser.close();
  },
});

/** All that was said in the scanner's live region, in order. */
async function listen(page) {
  await page.addInitScript(() => {
    globalThis.said = [];
    new MutationObserver((all) => {
      for (const { target } of all) {
        const word = (target.nodeType === 1 ? target : target.parentElement)?.closest(".scan-said")?.textContent;
        if (word && word !== globalThis.said.at(-1)) globalThis.said.push(word);
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
}
const said = (page) => page.evaluate(() => globalThis.said);
const scanned = /\/scan(-[0-9a-f]{16})?\.(js|wasm)$/;

test("whoever holds a ticket before the camera is there, once; what is none is said", async ({ scanner }) => {
  const page = await scanner({ before: listen });
  await expect(page.getByRole("img", { name: "Scan" })).toBeVisible();
  const word = (text) => page.locator(".scan-said").filter({ hasText: text });
  await expect(word(FIRST)).toBeVisible({ timeout: 20_000 });
  await expect(page.locator(".scan-said")).toBeInViewport();
  await expect(word(SECOND)).toBeVisible({ timeout: 20_000 });
  await expect(word("Not on this event’s list")).toBeVisible({ timeout: 20_000 });
  await expect(word("This is no ticket")).toBeVisible({ timeout: 20_000 });
  // Held before it once more when the film begins anew: that they are there is no news.
  await expect(word("刘忠良 was checked in at")).toBeVisible({ timeout: 20_000 });
  // Each was in sight for three seconds, some thirty frames.
  const all = await said(page);
  for (const once of [FIRST, SECOND]) expect(all.filter((text) => text === once)).toEqual([once]);
  await expect(page.locator(".tally dd").first()).toHaveText("2");
  await expect(page.locator('.door-row[data-here="yes"]')).toHaveCount(2);
  expect(page.errors).toEqual([]);
  // The light of a camera that has none is not offered.
  await expect(page.getByRole("button", { name: "Light" })).toHaveCount(0);
});

test("a ticket of another event is said to be one, by the lists that are kept", async ({ scanner }) => {
  const page = await scanner({
    camera: false,
    before: (page) => page.addInitScript(() => {
      globalThis.BarcodeDetector = class {
        static getSupportedFormats = async () => ["qr_code"];
        detect = async () => [{ rawValue: globalThis.held ?? "" }].filter(({ rawValue }) => rawValue);
      };
      const canvas = document.createElement("canvas");
      canvas.getContext("2d").fillRect(0, 0, 9, 9);
      navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(5);
      setInterval(() => canvas.getContext("2d").fillRect(0, 0, 9, 9), 100);
    }),
  });
  const listed = await page.evaluate(async () => (await (await fetch("/data/s/florist.json")).json()).find((row) => row.event === "e-florist-2"));
  await page.evaluate((ticket) => (globalThis.held = ticket), listed.ticket);
  await expect(page.locator(".scan-said").filter({ hasText: "Not on this event’s list" })).toBeVisible();
  // Once that list was read it is known whose it is.
  await page.goto(new URL("e-florist-2", page.url().replace(/e-dog.*/, "")).href);
  await expect(page.getByRole("article").first()).toBeVisible();
  await page.goto(new URL(`${EVENT}/check-in`, page.url().replace(/e-florist.*/, "")).href);
  await page.getByRole("button", { name: "Scan tickets" }).click();
  await page.evaluate((ticket) => (globalThis.held = ticket), listed.ticket);
  await expect(page.locator(".scan-said").filter({ hasText: "A ticket of “" })).toBeVisible();
});

test("what reads the codes is fetched when the camera is opened, and not before", async ({ scanner }) => {
  let before;
  const page = await scanner({
    before: (page) => page.route(scanned, (route) => {
      before ??= page.asked.filter((path) => scanned.test(path)).length;
      return route.continue();
    }),
  });
  await expect(page.locator(".scan-said").filter({ hasText: FIRST })).toBeVisible({ timeout: 20_000 });
  expect(before).toBe(1);
  expect(page.asked.filter((path) => scanned.test(path)).map((path) => path.split(".").at(-1))).toEqual(["js", "wasm"]);
});

test("the camera is off when the page is left, and when it is closed", async ({ scanner }) => {
  const page = await scanner({
    before: (page) => page.addInitScript(() => {
      globalThis.tracks = [];
      const { mediaDevices } = navigator;
      const open = mediaDevices.getUserMedia.bind(mediaDevices);
      mediaDevices.getUserMedia = async (wanted) => {
        globalThis.wanted = wanted;
        const stream = await open(wanted);
        globalThis.tracks.push(...stream.getTracks());
        return stream;
      };
    }),
  });
  const states = () => page.evaluate(() => globalThis.tracks.map((track) => track.readyState));
  await expect.poll(states).toEqual(["live"]);
  expect(await page.evaluate(() => globalThis.wanted)).toMatchObject({ audio: false, video: { facingMode: { ideal: "environment" } } });
  await page.getByRole("button", { name: "Turn the camera off" }).click();
  await expect.poll(states).toEqual(["ended"]);
  await page.getByRole("button", { name: "Scan tickets" }).click();
  await expect.poll(states).toEqual(["ended", "live"]);
  // Nobody sees the page: then nobody looks. And back.
  const hide = (hidden) => page.evaluate((hidden) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
  await hide(true);
  await expect.poll(states).toEqual(["ended", "ended"]);
  await hide(false);
  await expect.poll(states).toEqual(["ended", "ended", "live"]);
  await page.getByRole("link", { name: "Me", exact: true }).click();
  await expect.poll(states).toEqual(["ended", "ended", "ended"]);
});

test("who does not allow the camera is told how to, and may try again", async ({ scanner }) => {
  const page = await scanner({
    refuse: true,
    before: (page) => page.addInitScript(() => {
      const { mediaDevices } = navigator;
      globalThis.times = 0;
      const open = mediaDevices.getUserMedia.bind(mediaDevices);
      mediaDevices.getUserMedia = (wanted) => (globalThis.times++, open(wanted));
    }),
  });
  await expect(page.getByRole("alert").filter({ hasText: "The camera is not allowed" })).toBeVisible();
  await expect(page.getByText("type the code that stands on the ticket")).toBeVisible();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect.poll(() => page.evaluate(() => globalThis.times)).toBe(2);
  await expect(page.getByRole("alert").filter({ hasText: "The camera is not allowed" })).toBeVisible();
});

for (const [what, fails, words] of [
  ["there is no camera", "NotFoundError", "There is no camera"],
  ["another app has the camera", "NotReadableError", "The camera is busy"],
  ["the browser gives pages no camera", null, "No camera here"],
]) {
  test(`when ${what}, that is said`, async ({ scanner }) => {
    const page = await scanner({
      before: (page) => page.addInitScript((name) => {
        const { mediaDevices } = navigator;
        if (name) mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", name));
        else Object.defineProperty(Navigator.prototype, "mediaDevices", { get: () => undefined });
      }, fails),
    });
    await expect(page.getByRole("alert").filter({ hasText: words })).toBeVisible();
  });
}

test("a camera that is taken away while it looks is said to be busy", async ({ scanner }) => {
  const page = await scanner({
    before: (page) => page.addInitScript(() => {
      const { mediaDevices } = navigator;
      const open = mediaDevices.getUserMedia.bind(mediaDevices);
      mediaDevices.getUserMedia = async (wanted) => (globalThis.stream = await open(wanted));
    }),
  });
  await page.waitForFunction(() => globalThis.stream);
  await page.evaluate(() => globalThis.stream.getTracks().forEach((track) => track.stop()));
  await expect(page.getByRole("alert").filter({ hasText: "The camera is busy" })).toBeVisible();
});

for (const [what, file] of [["the worker", /\/scan[^/]*\.js$/], ["its WebAssembly", /\/scan[^/]*\.wasm$/]]) {
  test(`when ${what} does not come, that is said, and trying again reads`, async ({ scanner }) => {
    let cut = true;
    const page = await scanner({
      before: (page) => page.context().route(file, (route) => (cut ? route.abort() : route.continue())),
    });
    await expect(page.getByRole("alert").filter({ hasText: "What reads the codes did not come" })).toBeVisible();
    await expect(page.getByText("Check the network and try again")).toBeVisible();
    cut = false;
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.locator(".scan-said").filter({ hasText: /: here$/ })).toBeVisible({ timeout: 20_000 });
  });
}

test("where the browser reads codes itself, it does, and nothing is fetched", async ({ scanner }) => {
  const page = await scanner({
    before: (page) => page.addInitScript(() => {
      globalThis.BarcodeDetector = class {
        static getSupportedFormats = async () => ["ean_13", "qr_code"];
        constructor({ formats }) {
          if (String(formats) !== "qr_code") throw new TypeError();
        }
        detect = async (source) => (source instanceof HTMLCanvasElement ? [{ rawValue: "49KEW76U" }] : []);
      };
    }),
  });
  await expect(page.locator(".scan-said").filter({ hasText: FIRST })).toBeVisible();
  expect(page.asked.filter((path) => scanned.test(path))).toEqual([]);
});

test("a browser's own that fails gives way to ours", async ({ scanner }) => {
  const page = await scanner({
    before: (page) => page.addInitScript(() => {
      globalThis.BarcodeDetector = class {
        static getSupportedFormats = async () => ["qr_code"];
        detect = async () => {
          throw new DOMException("Barcode detection service unavailable.", "NotSupportedError");
        };
      };
    }),
  });
  await expect(page.locator(".scan-said").filter({ hasText: /: here$/ })).toBeVisible({ timeout: 20_000 });
});
