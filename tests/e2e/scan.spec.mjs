// The camera scan, in Chromium with a camera that plays a video: tickets are read once each, and who cannot scan is told why
// and what to do instead.
import { rmSync } from "node:fs";
import { expect, test as plain } from "@playwright/test";
import { served, video, withCamera } from "./camera.mjs";

const FIRST = "https://linju.example/e/night-run?ticket=k3m9x2qwerty";
const SECOND = "https://linju.example/e/night-run?ticket=7hq2zv8p4nbd";
const SCENES = [[1.5, ""], [3, FIRST], [1, ""], [3, SECOND]];

const test = plain.extend({
  /** The video, made once for each worker. */
  film: [async ({}, use) => {
    const path = video("scan", SCENES);
    await use(path);
    rmSync(path);
  }, { scope: "worker", timeout: 120_000 }],

  site: [async ({}, use) => {
    const { url, close } = await served();
    await use(url);
    await close();
  }, { scope: "worker" }],

  /** Opens the catalogue in a browser of its own; gives the page. `grant` is what the person answers. */
  scanner: async ({ film, site }, use) => {
    const opened = [];
    await use(async ({ camera = true, refuse = false, before = () => {} } = {}) => {
      const browser = await withCamera(camera ? film : null, { asks: refuse });
      opened.push(browser);
      const context = await browser.newContext({ locale: "en-GB", viewport: { width: 360, height: 640 } });
      const page = await context.newPage();
      const errors = [];
      page.on("pageerror", (error) => errors.push(error.message));
      page.errors = errors;
      page.asked = [];
      page.on("request", (request) => page.asked.push(new URL(request.url()).pathname));
      await before(page);
      await page.goto(`${site}catalogue`);
      await page.getByRole("button", { name: "打开相机" }).click();
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
const said = async (page) => (await page.evaluate(() => globalThis.said)).map((word) => word.replace(/ · \d+ ms$/, ""));
const read = (text) => `Read: ${text}`;
const scanned = /\/scan(-[0-9a-f]{16})?\.(js|wasm)$/;

test("each ticket that is held before the camera is read once, and what was read is said", async ({ scanner }) => {
  const page = await scanner({ before: listen });
  await expect(page.getByRole("img", { name: "Scan" })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: read(FIRST) })).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole("status").filter({ hasText: read(SECOND) })).toBeVisible({ timeout: 20_000 });
  // Each was in sight for three seconds, some thirty frames.
  const all = (await said(page)).filter((word) => word.startsWith("Read:"));
  expect(all.slice(0, 2).sort()).toEqual([read(FIRST), read(SECOND)].sort());
  expect(new Set(all.slice(0, 3)).size).toBe(2);
  expect(page.errors).toEqual([]);
  // The light of a camera that has none is not offered.
  await expect(page.getByRole("button", { name: "Light" })).toHaveCount(0);
});

test("what reads the codes is fetched when the camera is opened, and not before", async ({ scanner }) => {
  let before;
  const page = await scanner({
    before: (page) => page.route(scanned, (route) => {
      before ??= page.asked.filter((path) => scanned.test(path)).length;
      return route.continue();
    }),
  });
  await expect(page.getByRole("status").filter({ hasText: "Read:" })).toBeVisible({ timeout: 20_000 });
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
  await page.getByRole("button", { name: "关闭相机" }).click();
  await expect.poll(states).toEqual(["ended"]);
  await page.getByRole("button", { name: "打开相机" }).click();
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
    await expect(page.getByRole("status").filter({ hasText: "Read:" })).toBeVisible({ timeout: 20_000 });
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
        detect = async (source) => (source instanceof HTMLCanvasElement ? [{ rawValue: "by the browser" }] : []);
      };
    }),
  });
  await expect(page.getByRole("status").filter({ hasText: read("by the browser") })).toBeVisible();
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
  await expect(page.getByRole("status").filter({ hasText: "Read: https://linju.example" })).toBeVisible({ timeout: 20_000 });
});
