// Installed, and without a network from the first moment on: the service worker, what it keeps and what it leaves alone.
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test as plain } from "./policy.mjs";
import { serve } from "./serve.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const dist = process.env.LINJU_DIST ?? here("../../dist");

const test = plain.extend({
  serviceWorkers: "allow",
  /** A build of one's own on a server of one's own, which can be stopped: without a network there is nobody. */
  site: async ({}, use, { workerIndex, testId }) => {
    const dir = here(`../../target/e2e/worker-${workerIndex}-${testId}`);
    rmSync(dir, { recursive: true, force: true });
    cpSync(dist, dir, { recursive: true });
    const served = await serve({ dist: dir });
    await use({ dir, ...served, origin: new URL(served.url).origin });
    await served.close().catch(() => {});
    rmSync(dir, { recursive: true, force: true });
  },
});

/** Opens the app for the first time; ends when a start without a network is possible. */
async function visited(page, url) {
  await page.goto(url);
  await expect(page.locator("#main article").first()).toBeVisible();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

const caches = (page) => page.evaluate(async () => {
  const all = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    all[name] = (await cache.keys()).map((request) => new URL(request.url).pathname);
  }
  return all;
});

test("what was seen opens without a network, from the address and from a deep link", async ({ page, site }) => {
  await visited(page, site.url);
  await page.goto(`${site.url}c/night-run`);
  await expect(page.locator("#main h1")).toHaveText("运河夜跑团");
  await page.waitForTimeout(1_500); // What was read is written down when nobody waits.
  await site.close();
  await page.reload();
  await expect(page.locator("#main h1")).toHaveText("运河夜跑团");
  await page.goto(site.url);
  await expect(page.locator("#main article").first()).toBeVisible();
  // A page that is open goes on, also to what it has not opened yet.
  await page.getByRole("navigation").getByRole("link", { name: "我", exact: true }).click();
  await expect(page).toHaveURL(/\/me$/);
  await expect(page.locator("#main h1")).toBeVisible();
});

test("nothing that a service answers is kept by it, nor data, nor pictures", async ({ page, site }) => {
  await visited(page, site.url);
  await page.goto(`${site.url}c/night-run`);
  await expect(page.locator("#main h1")).toHaveText("运河夜跑团");
  const kept = Object.values(await caches(page)).flat();
  expect(kept).toContain("/index.html");
  expect(kept).toContain("/config.json");
  expect(kept.filter((path) => path.startsWith("/data/"))).toEqual([]);
  // Nor what asks services, where there is none.
  expect(kept.filter((path) => /^\/(service|mapped)-/.test(path))).toEqual([]);
  // Each of the others is named after its bytes.
  const named = /-[0-9a-f]{12,16}(_bg)?\.(js|css|wasm)$/;
  const site_ = ["/index.html", "/config.json", "/icon.svg", "/manifest.webmanifest"];
  expect(kept.filter((path) => !named.test(path) && !site_.includes(path))).toEqual([]);
});

test("what asks a service is there from the first visit on, where the site has one", async ({ page, site }) => {
  const { createServer } = await import("node:http");
  const headers = { "content-type": "application/json", "access-control-allow-origin": site.origin, "access-control-allow-headers": "*", "access-control-expose-headers": "*" };
  const service = createServer((request, response) => response.writeHead(200, headers).end("[]"));
  await new Promise((done) => service.listen(0, "127.0.0.1", done));
  const base = `http://127.0.0.1:${service.address().port}`;
  writeFileSync(`${site.dir}/config.json`, JSON.stringify({ backend: "mapped", mapping: "mappings/json-server.json", base }));
  await page.goto(site.url);
  const title = page.locator("#main h1");
  await expect(title).toHaveText("身边");
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  const kept = Object.values(await caches(page)).flat();
  for (const name of [/^\/service-[0-9a-f]+\.wasm$/, /^\/mapped-[0-9a-f]+\.wasm$/, /^\/mappings\/json-server\.json$/]) {
    expect(kept.filter((path) => name.test(path))).toHaveLength(1);
  }
  service.closeAllConnections();
  service.close();
  await site.close();
  await page.reload();
  await expect(title).toHaveText("身边");
  await expect(page.locator("html")).not.toHaveAttribute("data-boot", /failed|old/);
});

/** Another build in the place of this one: the same bytes under other names. */
function replaced(dir, letter) {
  const html = readFileSync(`${dir}/index.html`, "utf8");
  const [name] = html.match(/linju-app-[0-9a-f]+\.js/);
  const other = `linju-app-${letter.repeat(16)}.js`;
  cpSync(`${dir}/${name}`, `${dir}/${other}`);
  writeFileSync(`${dir}/index.html`, html.replaceAll(name, other));
  const worker = readFileSync(`${dir}/sw.js`, "utf8");
  writeFileSync(`${dir}/sw.js`, worker.replaceAll(name, other));
  writeFileSync(`${dir}/build.json`, JSON.stringify({ build: other }));
  for (const file of ["index.html", "sw.js"]) for (const old of ["br", "gz"]) rmSync(`${dir}/${file}.${old}`, { force: true });
  return other;
}

const glue = (page) => page.evaluate(() => document.querySelector("#linju-js").href.split("/").at(-1));

test("an upgrade waits for the reader, and two builds are kept", async ({ page, site }) => {
  await visited(page, site.url);
  const first = await glue(page);
  const second = replaced(site.dir, "b");
  await page.evaluate(() => navigator.serviceWorker.ready.then((it) => it.update()));
  await expect.poll(async () => Object.keys(await caches(page)).length).toBe(2);
  // The open page is the old one, and goes on.
  expect(await glue(page)).toBe(first);
  await page.getByRole("navigation").getByRole("link", { name: "我", exact: true }).click();
  await expect(page).toHaveURL(/\/me$/);
  await page.reload();
  await expect(page.locator("#main h1")).toBeVisible();
  expect(await glue(page)).toBe(second);
  const third = replaced(site.dir, "c");
  await page.evaluate(() => navigator.serviceWorker.ready.then((it) => it.update()));
  await expect.poll(async () => Object.keys(await caches(page))).toEqual([`linju-build / ${second}`, `linju-build / ${third}`]);
  await site.close();
  await page.reload();
  await expect(page.locator("#main h1")).toBeVisible();
  expect(await glue(page)).toBe(third);
});

test("what other sites of the same origin keep is left alone, and what this one kept under an older name is not", async ({ page, site }) => {
  await page.goto(site.url);
  // A cache of an earlier build has its page, of this site or of another.
  const others = ["linju-build /b/ linju-app-1.js", "linju-build /b/ linju-app-2.js", "linju-build linju-app-3.js", "another program's"];
  await page.evaluate(async (others) => {
    for (const name of others) await (await caches.open(name)).put("/b/index.html", new Response("theirs"));
    for (const name of ["linju-build linju-app-4.js", "linju-build linju-app-5.js"]) {
      await (await caches.open(name)).put("/index.html", new Response("ours"));
    }
  }, others);
  await visited(page, site.url);
  // Two are kept, and the newest is this build's.
  const first = await glue(page);
  const kept = async () => Object.keys(await caches(page)).sort();
  await expect.poll(async () => (await kept()).includes("linju-build linju-app-4.js")).toBe(false);
  for (const name of [...others, `linju-build / ${first}`]) expect(await kept()).toContain(name);
});

test("a host that is out of order, or too slow, does not keep anybody from what is there", async ({ page, site }) => {
  await visited(page, site.url);
  await site.close();
  // In its place somebody who answers late, and then that there is nothing.
  const { createServer } = await import("node:http");
  let wait = 20_000;
  const bad = createServer((request, response) => setTimeout(() => response.writeHead(503).end("out of order"), wait)).listen(Number(new URL(site.url).port), "127.0.0.1");
  const from = Date.now();
  await page.goto(site.url);
  await expect(page.locator("#main article").first()).toBeVisible({ timeout: 15_000 });
  expect(Date.now() - from).toBeLessThan(15_000);
  wait = 0;
  await page.goto(site.url);
  await expect(page.locator("#main article").first()).toBeVisible();
  bad.closeAllConnections();
  bad.close();
});

test("it can be installed, by Chromium's own check", async ({ page, site }) => {
  await visited(page, site.url);
  const cdp = await page.context().newCDPSession(page);
  const { installabilityErrors } = await cdp.send("Page.getInstallabilityErrors");
  // In a window without a history nothing can be installed; Playwright's are such.
  expect(installabilityErrors.map((it) => it.errorId).filter((id) => id !== "in-incognito")).toEqual([]);
  const { errors, data } = await cdp.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  const { icons } = JSON.parse(data);
  for (const icon of icons) {
    const answer = await page.request.get(new URL(icon.src, site.url).href);
    expect(answer.ok(), icon.src).toBe(true);
    expect(answer.headers()["content-type"]).toBe(icon.type);
    if (icon.type !== "image/png") continue;
    // Width and height of a PNG stand in its first chunk.
    const bytes = await answer.body();
    expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`).toBe(icon.sizes);
  }
});
