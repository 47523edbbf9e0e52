// Pages that `cargo xtask prerender` has written: what can be read before the app is there, or without it, and that the app takes over.
import { execFileSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test as plain } from "./policy.mjs";
import { serve } from "./serve.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const dist = process.env.LINJU_DIST ?? here("../../dist");
const base = process.env.LINJU_BASE ?? "/";

const test = plain.extend({
  /** A build of one's own with these pages in it, of the data set. */
  site: [async ({}, use, { workerIndex }) => {
    const dir = here(`../../target/e2e/prerendered-${workerIndex}-${process.pid}`);
    rmSync(dir, { recursive: true, force: true });
    cpSync(dist, dir, { recursive: true });
    // The build's own path, at another place than where it is served.
    const site = `https://linju.example${base}`;
    const program = ["run", "--quiet", "--locked", "--package", "linju-prerender", "--"];
    execFileSync("cargo", [...program, "--demo", "--site", site, "--dist", dir], { cwd: here("../.."), stdio: ["ignore", "ignore", "inherit"] });
    // Compressed beforehand was the page without them.
    const { url, close } = await serve({ dist: dir, base });
    await use(url);
    await close();
    rmSync(dir, { recursive: true, force: true });
  }, { scope: "worker", timeout: 600_000 }],
});

test("what it says is there before the program, and the app takes over without saying it twice", async ({ page, site }) => {
  const wrong = [];
  // What the policy forbids is told as an error of the console, and so is JSON-LD taken for a script.
  page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
  const held = [];
  let hold = true;
  await page.route(/_bg\.wasm$/, (route) => (hold ? held.push(route) : route.continue()));
  await page.goto(`${site}c/night-run`, { waitUntil: "domcontentloaded" });
  await expect(page.getByRole("heading", { level: 1, name: "运河夜跑团" })).toBeVisible();
  await expect(page.getByText("下班以后沿着运河慢慢跑").first()).toBeVisible();
  await expect(page).toHaveTitle("运河夜跑团 · 邻聚");
  await expect.poll(() => held.length).toBe(1);
  // It is in the page's own width, below the bar of the skeleton.
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  // It looks as the app will, and says that there is more to come.
  await expect(page.locator("article li").first()).toHaveCSS("list-style-type", "disc");
  await expect(page.getByRole("progressbar")).toBeVisible();
  hold = false;
  await held[0].continue();
  await expect(page.getByRole("navigation").first()).toBeVisible();
  await expect(page.getByRole("main").getByRole("button", { name: "分享" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expect(page.getByRole("main")).toHaveCount(1);
  await expect(page.locator(".boot-read")).toHaveCount(0);
  await expect(page).toHaveTitle("运河夜跑团 · 邻聚");
  expect(wrong).toEqual([]);
});

test("an event can be read where there is no script at all", async ({ browser, site }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 640 } });
  const page = await context.newPage();
  await page.goto(`${site}e/e-night-run-1`);
  await expect(page.locator("article h1")).toBeVisible();
  await expect(page.locator("article dl")).toContainText("拱宸桥");
  expect(JSON.parse(await page.locator('script[type="application/ld+json"]').textContent())["@type"]).toBe("Event");
  // Labels are told from what they label: side by side, and lighter.
  const [label, fact] = [page.locator("article dt").first(), page.locator("article dd").first()];
  const [at, beside] = [await label.boundingBox(), await fact.boundingBox()];
  expect(Math.abs(at.y - beside.y)).toBeLessThan(4);
  expect(beside.x).toBeGreaterThan(at.x + at.width);
  const colour = (it) => it.evaluate((element) => getComputedStyle(element).color);
  expect(await colour(label)).not.toBe(await colour(fact));
  // What is said about scripts follows it, in the same column.
  const said = await page.locator("noscript > div").boundingBox();
  const read = await page.locator("article").boundingBox();
  expect(said.y).toBeGreaterThanOrEqual(read.y + read.height);
  expect(said.y).toBeLessThan(read.y + read.height + 60);
  expect(said.x).toBe(read.x);
  await expect(page.locator("noscript > div p")).toHaveCount(3);
  // Nothing loads, so nothing says that it does, neither now nor after 20 s; and nothing stands over what is read.
  await expect(page.getByRole("progressbar")).toBeHidden();
  await expect(page.locator("#boot-late")).toHaveCSS("display", "none");
  const stuck = () => [...document.body.querySelectorAll("*")].filter((it) => it.getClientRects().length && /fixed|sticky/.test(getComputedStyle(it).position));
  expect(await page.evaluate(`(${stuck})().length`)).toBe(0);
  // Its community's page stands beside it.
  await expect(page.locator('article a[href$="/c/night-run"]').first()).toBeVisible();
  await context.close();
});

for (const [without, prepare] of [
  ["WebAssembly", () => delete window.WebAssembly],
  ["layers in style sheets", () => delete window.CSSLayerBlockRule],
]) test(`without ${without} it says so, and what can be read stays`, async ({ page, site }) => {
  await page.addInitScript(prepare);
  await page.goto(`${site}c/night-run`);
  await expect(page.getByRole("alert").filter({ visible: true }).getByRole("heading", { level: 1 })).toHaveText(["这个浏览器打不开邻聚", "运河夜跑团"]);
  await expect(page.getByText("下班以后沿着运河慢慢跑").first()).toBeVisible();
});

test("in a page to read, too, a word and a way out come when it takes long", async ({ page, site }) => {
  await page.clock.install();
  await page.route(/_bg\.wasm$/, () => {});
  await page.goto(`${site}c/night-run`, { waitUntil: "domcontentloaded" });
  await expect(page.getByText("还在加载")).toBeHidden();
  await page.clock.fastForward(20_001);
  await expect(page.getByText("还在加载")).toBeVisible();
  await expect(page.getByRole("link", { name: "再试一次" })).toBeVisible();
});
