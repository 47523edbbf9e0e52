// The watch on the policy (policy.mjs) sees what is forbidden, wherever it is done.
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, expectForbidden, test as base } from "./policy.mjs";
import { forbidden, serve } from "./serve.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const dist = process.env.LINJU_DIST ?? here("../../dist");

const test = base.extend({
  serviceWorkers: "allow",
  /** A page of its own under the policy of the build: it, or a worker of it, fetches from where it may not. */
  site: async ({}, use, { testId }) => {
    const dir = here(`../../target/e2e/policy-${testId}`);
    mkdirSync(dir, { recursive: true });
    cpSync(`${dist}/_headers`, `${dir}/_headers`);
    writeFileSync(`${dir}/index.html`, "<!doctype html><title>x</title><p>x");
    writeFileSync(`${dir}/fetches.js`, 'fetch("http://elsewhere.example/x").catch(() => {});');
    const { url, close } = await serve({ dist: dir });
    await use(url);
    await close();
    rmSync(dir, { recursive: true, force: true });
  },
});

const WAYS = {
  "a script of elsewhere": () => document.body.append(Object.assign(document.createElement("script"), { src: "https://elsewhere.example/x.js" })),
  "a style in an attribute": () => document.body.setAttribute("style", "color: red"),
  "a script in an attribute": () => document.body.setAttribute("onclick", "1"),
  "a picture without HTTPS": () => document.body.append(Object.assign(new Image(), { src: "http://elsewhere.example/x.png" })),
  "a connection without HTTPS": () => void fetch("http://elsewhere.example/x").catch(() => {}),
  // Not in the test's own call, which may do what pages may not.
  "a text as code": () => void setTimeout(() => {
    try {
      Function("return 1")();
    } catch {
      // That is told by the policy.
    }
  }),
  "a worker out of a text": () => {
    try {
      new Worker(URL.createObjectURL(new Blob([""])));
    } catch {
      // That is told by the policy.
    }
  },
  "a frame": () => document.body.append(Object.assign(document.createElement("iframe"), { src: "https://elsewhere.example/" })),
  "a connection of a worker": () => void new Worker("/fetches.js"),
  "a connection of a service worker": () => navigator.serviceWorker.register("/fetches.js").then(() => {}),
};

for (const [name, way] of Object.entries(WAYS)) {
  test(`${name} is seen where a test names it`, async ({ page, site }) => {
    expectForbidden(/(elsewhere\.example|inline|eval|blob)/);
    await page.goto(site);
    await page.evaluate(way);
    await expect.poll(() => forbidden).not.toEqual([]);
  });

  // The same, unnamed: it is to fail, and would be an error if it passed.
  test(`${name} fails a test that does not name it`, async ({ page, site }) => {
    test.fail();
    await page.goto(site);
    await page.evaluate(way);
    await expect.poll(() => forbidden).not.toEqual([]);
  });
}

test("what is allowed is not seen", async ({ page, site }) => {
  const answer = await page.goto(site);
  expect(answer.headers()["content-security-policy"]).toContain("worker-src 'self'");
  await page.evaluate(() => fetch("/"));
  await page.evaluate(() => fetch("http://127.0.0.1:9/").catch(() => {}));
});
