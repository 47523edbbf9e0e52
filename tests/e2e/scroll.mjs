// Whether reviewing a thousand applications scrolls as smoothly as reviewing twenty, on a phone whose CPU is four times
// slower: frames in which the page's main thread works for more than 20 ms.
//
//   node scroll.mjs [--runs 3] [--dist ../../dist] [--most 1]
//
// The page is scrolled by 40 pixels a frame (2,400 a second) over the same way: of twenty, down and up again; of a thousand from
// the top, where cards are drawn as the reader comes near; and of a thousand that are all drawn, from the middle on. What is
// counted is the time of the thread itself: other work on the machine does not count. With `--most` it fails where more than so many
// per cent of the frames of a thousand, more than of twenty, are over 20 ms.
import { readFileSync } from "node:fs";
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
const CLUB = "dog-walk";
const [FEW, MANY] = [20, 1000];
/** So many frames a way, of so many pixels each. */
const [FRAMES, PIXELS] = [300, 40];
const LONG = 20;

const { url } = await serve({ dist: values.dist });
const few = JSON.parse(readFileSync(`${values.dist}/data/a/${CLUB}.json`, "utf8"));
/** As many as are wanted: those of the data set, again and again under other ids. */
const rows = (count) =>
  Array.from({ length: count }, (_, n) => ({ ...few[n % few.length], id: `p-${n}`, name: `${few[n % few.length].name} ${n}` }));

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
});

/** The page of who waits, with so many of them. */
async function open(count) {
  const context = await browser.newContext({ viewport: { width: 360, height: 640 }, locale: "zh-CN" });
  await context.route(`**/data/a/${CLUB}.json`, (route) => route.fulfill({ json: rows(count) }));
  const page = await context.newPage();
  await page.goto(`${url}me`);
  const organiser = page.getByRole("radio", { name: "组织者" });
  await organiser.waitFor({ state: "attached" });
  await Promise.all([page.waitForEvent("load"), organiser.evaluate((radio) => radio.click())]);
  await page.goto(`${url}organise/${CLUB}`);
  await page.waitForSelector("#main article");
  await page.waitForTimeout(2_000);
  return { context, page };
}

/** Draws all of them, as somebody does who goes to the end again and again. */
async function drawAll(page) {
  for (let before = -1, now = 0; now !== before; ) {
    before = now;
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await page.waitForTimeout(400);
    now = await page.evaluate(() => document.querySelectorAll("#main article").length);
    if (now >= MANY) break;
  }
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight / 2));
  await page.waitForTimeout(1_500);
}

/** Scrolls so many frames: down, and up again where there is an end. */
const scroll = (page) =>
  page.evaluate(
    ([frames, pixels]) =>
      new Promise((done) => {
        let way = pixels;
        const step = (left) => {
          performance.mark("linju:frame");
          const before = scrollY;
          scrollBy(0, way);
          if (scrollY === before) way = -way;
          if (left > 0) requestAnimationFrame(() => step(left - 1));
          else done();
        };
        requestAnimationFrame(() => step(frames));
      }),
    [FRAMES, PIXELS],
  );

/** Milliseconds of the main thread's work in each frame of the way. */
async function traced(context, page) {
  const cdp = await context.newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const categories = ["blink.user_timing", "toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"];
  await browser.startTracing(page, { categories });
  await page.evaluate(() => performance.mark("linju:begin"));
  await scroll(page);
  await page.evaluate(() => performance.mark("linju:end"));
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  const mark = (name) => traceEvents.find((e) => e.cat?.includes("user_timing") && e.name === name);
  const [begin, end] = [mark("linju:begin"), mark("linju:end")];
  const own = traceEvents.filter((e) => e.pid === begin.pid && e.tid === begin.tid && e.ts > begin.ts && e.ts < end.ts);
  const frames = own.filter((e) => e.cat?.includes("user_timing") && e.name === "linju:frame").map((e) => e.ts);
  const tasks = own.filter((e) => e.ph === "X" && /RunTask$/.test(e.name));
  frames.sort((a, b) => a - b);
  const busy = frames.map(() => 0);
  for (const task of tasks) {
    // The task in which a frame begins is its own.
    const after = frames.findIndex((ts) => ts >= task.ts + task.dur);
    const at = after < 0 ? frames.length - 1 : Math.max(0, after - 1);
    busy[at] += (task.tdur ?? task.dur) / 1000;
  }
  return busy;
}

const all = { [`of ${FEW}, down and up`]: [], [`of ${MANY}, from the top`]: [], [`of ${MANY}, all drawn`]: [] };
const [FEWS, TOP, ALL] = Object.keys(all);
for (let run = 0; run < Number(values.runs); run++) {
  const twenty = await open(FEW);
  all[FEWS].push(await traced(twenty.context, twenty.page));
  await twenty.context.close();
  const thousand = await open(MANY);
  all[TOP].push(await traced(thousand.context, thousand.page));
  await drawAll(thousand.page);
  const drawn = await thousand.page.evaluate(() => document.querySelectorAll("#main article").length);
  if (drawn < MANY) throw new Error(`${drawn} of ${MANY} were drawn`);
  all[ALL].push(await traced(thousand.context, thousand.page));
  await thousand.context.close();
}
await browser.close();

const middle = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];
console.log(`applications, ${PIXELS} pixels a frame, CPU 4 times slower; middle of ${values.runs} runs:`);
const shares = {};
for (const [name, runs] of Object.entries(all)) {
  const over = runs.map((frames) => (100 * frames.filter((ms) => ms > LONG).length) / frames.length);
  const longest = runs.map((frames) => Math.max(...frames));
  const usual = runs.map((frames) => middle(frames));
  shares[name] = middle(over);
  const counts = `${middle(runs.map((frames) => frames.length))} frames, ${middle(over).toFixed(1)} % over ${LONG} ms`;
  console.log(`${name}: ${counts}; usual ${middle(usual).toFixed(1)}, longest ${middle(longest).toFixed(0)} ms`);
}
const worse = Math.max(shares[TOP], shares[ALL]) - shares[FEWS];
process.exit(values.most && worse > Number(values.most) ? 1 : 0);
