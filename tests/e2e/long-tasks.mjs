// How long the page is busy at a time with a kept feed of a million UTF-16 units, on a phone whose CPU is four times
// slower: the longest tasks of the page's main thread, from a trace of the browser.
//
//   node long-tasks.mjs [--runs 3] [--dist ../../dist] [--most 50]
//
// What is looked at: the start from what is kept, with no service to ask; scrolling to the end of it, piece by piece; taking
// a fresh answer of as many rows in; and writing that down. Beside the start stands one with a screenful kept: what both have in
// common (drawing the first cards) is no matter of how much is kept. With `--most` it fails where a task of reading on or
// writing is longer than so many milliseconds.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { serve } from "./serve.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "3" },
    dist: { type: "string", default: here("../../dist") },
    most: { type: "string" },
  },
});
const FULL = 900_000;
/** So many cards are further than readers go. */
const FAR = 320;
const made = here("../../target/e2e");
mkdirSync(made, { recursive: true });
const db = `${made}/long-tasks.json`;
const seed = ["--events", "2500", "--members", "100", "--communities", "50", "--out", db];
execFileSync("cargo", ["xtask", "seed", "--format", "json-server", ...seed], { cwd: here("../.."), stdio: "ignore" });
const free = () => new Promise((done) => {
  const one = createServer().listen(0, "127.0.0.1", () => {
    const { port } = one.address();
    one.close(() => done(port));
  });
});
const port = await free();
const service = spawn("node", [here("json-server.mjs"), "--port", String(port), "--db", db], { stdio: "ignore" });
process.on("exit", () => service.kill());
process.on("SIGTERM", () => process.exit(1));
const base = `http://127.0.0.1:${port}`;
const config = `${made}/long-tasks-config.json`;
writeFileSync(config, JSON.stringify({ backend: "mapped", mapping: "mappings/json-server.json", base }));
const { url } = await serve({ dist: values.dist, config });
for (let tries = 0; ; tries++) {
  try {
    await fetch(`${base}/communities?_limit=1`);
    break;
  } catch (error) {
    if (tries > 200) throw error;
    await new Promise((done) => setTimeout(done, 200));
  }
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
});

/** A page that is slow, whose service gives so many rows a page; none when it is cut off. */
async function open(context, rows) {
  const page = await context.newPage();
  await page.route("**/mappings/json-server.json", (route) => {
    const mapping = JSON.parse(readFileSync(`${values.dist}/mappings/json-server.json`, "utf8"));
    for (const query of Object.values(mapping.queries)) if (query.pages) query.pages.size = rows || 50;
    return route.fulfill({ json: mapping });
  });
  if (!rows) await page.route(`${base}/**`, (route) => route.abort());
  // What is written is counted as it is: looking it up would make the page busy.
  await page.addInitScript(() => {
    const { setItem } = Storage.prototype;
    const written = { units: 0, at: 0, get now() { return performance.now(); } };
    globalThis.written = written;
    Storage.prototype.setItem = function (key, value) {
      if (key.startsWith("linju/c/") && key.includes("/events/")) {
        written.units += value.length;
        written.at = performance.now();
      }
      return setItem.call(this, key, value);
    };
  });
  const cdp = await context.newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  return page;
}

const mark = (page, name) => page.evaluate((name) => performance.mark(name), name);
const first = (page) => page.waitForSelector("#main article", { timeout: 120_000 });
/** Waits until so many UTF-16 units of events are written, and nothing more for a while. */
async function written(page, units) {
  for (let tries = 0; tries < 400; tries++) {
    const now = await page.evaluate(() => globalThis.written ?? { units: 0, at: 0, now: 0 });
    if (now.units >= units && now.now - now.at > 3_000) return now.units;
    await page.waitForTimeout(500);
  }
  throw new Error(`not as much was written: ${JSON.stringify(await page.evaluate(() => globalThis.written))}`);
}

/** Milliseconds of the tasks of the main thread between marks: {name of the mark: [longest first]}. */
async function traced(page, work) {
  const categories = ["blink.user_timing", "toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"];
  await browser.startTracing(page, { categories });
  await work();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const marks = traceEvents.filter((e) => e.cat?.includes("user_timing") && e.name.startsWith("linju:"));
  marks.sort((a, b) => a.ts - b.ts);
  const { pid, tid } = marks[0];
  const tasks = traceEvents.filter((e) => e.pid === pid && e.tid === tid && e.ph === "X" && /RunTask$/.test(e.name));
  const found = {};
  for (const [n, one] of marks.entries()) {
    const until = marks[n + 1]?.ts ?? Infinity;
    const within = tasks.filter((task) => task.ts + task.dur > one.ts && task.ts < until && task.ts >= (n ? one.ts : 0));
    // What the thread itself took: other work on the machine does not count.
    found[one.name.slice(6)] = within.map((task) => (task.tdur ?? task.dur) / 1000).sort((a, b) => b - a);
  }
  return found;
}

const all = {};
const note = (name, tasks) => (all[name] ??= []).push(tasks);
let units = 0;
for (let run = 0; run < Number(values.runs); run++) {
  for (const [rows, size] of [[20, 1], [1900, FULL]]) {
    const context = await browser.newContext({ viewport: { width: 360, height: 640 }, locale: "zh-CN" });
    const fill = await open(context, rows);
    const filling = await traced(fill, async () => {
      await fill.goto(url, { waitUntil: "commit" });
      await mark(fill, "linju:load");
      await first(fill);
      await mark(fill, "linju:write");
      units = Math.max(units, await written(fill, size));
      await mark(fill, "linju:end");
    });
    await fill.close();
    const page = await open(context, 0);
    const reading = await traced(page, async () => {
      await page.goto(url, { waitUntil: "commit" });
      await mark(page, "linju:start");
      await first(page);
      await page.waitForTimeout(3_000);
      await mark(page, "linju:scroll");
      let before = -1;
      let far = false;
      for (let still = 0; still < 6; ) {
        if (!far && before >= FAR) {
          far = true;
          await mark(page, "linju:further");
        }
        const now = await page.evaluate(() => {
          scrollTo(0, document.documentElement.scrollHeight);
          return document.querySelectorAll("#main article").length;
        });
        still = now === before ? still + 1 : 0;
        before = now;
        await page.waitForTimeout(250);
      }
      await mark(page, "linju:end");
      note(`cards at the end, ${rows} rows`, [before]);
    });
    note(`start, ${rows} rows kept`, reading.start);
    if (rows > 20) {
      note("load and take in, 1,900 rows in one answer", filling.load);
      note("write", filling.write);
      note(`scroll over ${FAR} cards, piece by piece`, reading.scroll);
      note("scroll on to the end", reading.further);
    }
    await context.close();
  }
}
console.log(`a kept feed of ${units} UTF-16 units, CPU 4 times slower; the longest tasks in milliseconds, middle of ${values.runs} runs:`);
const middle = (list) => list.sort((a, b) => a - b)[list.length >> 1];
let slow = 0;
for (const [name, runs] of Object.entries(all)) {
  const nth = (n) => Math.round(middle(runs.map((tasks) => tasks[n] ?? 0)));
  const over = middle(runs.map((tasks) => tasks.filter((ms) => ms > 50).length));
  if (name.startsWith("cards")) console.log(`${name}: ${nth(0)}`);
  else console.log(`${name}: ${nth(0)}, ${nth(1)}, ${nth(2)}; ${over} of ${runs[0].length} over 50 ms`);
  if (/^(write|scroll over)/.test(name)) slow = Math.max(slow, nth(0));
}
await browser.close();
service.kill();
process.exit(values.most && slow > Number(values.most) ? 1 : 0);
