// A directory of 100, 1,000 and 10,000 beside the same in plain JavaScript (plain/), on a phone whose CPU is four times slower and whose
// network gives 1.6 Mbit/s with 150 ms a request. Both read the same file; one run after the other, Linju and the plain page by turns.
//
//   node directory.mjs [--sizes 100,1000,10000] [--runs 3] [--dist ../../dist] [--most]
//
// - open: from the tap on the link to the directory, on a page that is ready, to the first rows painted; nothing of the people kept.
// - again: the same, the page having been open before (Linju has kept the people, both have what HTTP keeps).
// - by address: from navigation, nothing kept but who one is.
// - key: from a key to the paint of the last change that it caused; what is typed is taken back, letter by letter.
// - fling: three seconds, from 9,000 pixels a second, slowing down; frames of more than 50 ms.
// - longest: the longest task of the main thread from the first rows until nothing is left to do, without slowing the CPU.
// - slice: the longest piece of what is done when nobody waits, with the CPU slowed: of making ready to be searched, which alone looks at the
//   clock again and again once all are in order (the letters are there); and of anything from the tap on (reading rows, putting in order,
//   drawing), by a trace: `FireIdleCallback`.
// - heap (JavaScript, after collecting, and the memory of wasm) and elements, after typing and scrolling.
//
// Where the file is larger than the app takes of anybody (8 MB: with 100,000 it is), it is looked at whether that is said, and nothing else.
//
// Linju also finds by pinyin in full, by initials and by other readings; the plain page by `sort_key`. With `--most` it fails where
// opening is above 1.1, the 95th of a hundred keys above 1, a frame of the fling above 50 ms, or elements above 1,500.
import { cpSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { brotliCompressSync, constants } from "node:zlib";
import { chromium } from "@playwright/test";
import { serve } from "./serve.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { values } = parseArgs({
  options: {
    sizes: { type: "string", default: "100,1000,10000" },
    runs: { type: "string", default: "3" },
    dist: { type: "string", default: here("../../dist") },
    most: { type: "boolean", default: false },
  },
});
const CLUB = "dog-walk";
const SLOW = { offline: false, latency: 150, downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: (750 * 1024) / 8 };
const WORDS = ["wangxiao", "lm", "小明", "摄影", "zhao", "周"];
const PAUSE = 250;
const MOST = { open: 1.1, key: 1, fling: 50, elements: 1500, bytes: 8_000_000 };

/** The same numbers in each run. */
let seed = 11;
const random = (below) => {
  seed = (seed * 48271) % 2147483647;
  return seed % below;
};
const any = (list) => list[random(list.length)];
const known = readdirSync(`${values.dist}/data/m`)
  .filter((file) => file.endsWith(".json"))
  .flatMap((file) => JSON.parse(readFileSync(`${values.dist}/data/m/${file}`, "utf8")));
const han = known.filter((member) => /^[\u4e00-\u9fff]{2,3}$/u.test(member.name) && / /.test(member.sort_key ?? ""));
const lists = (field) => known.flatMap((member) => member[field] ?? []);
const texts = (field) => known.map((member) => member[field]).filter(Boolean);
const said = { skills: lists("skills"), offers: lists("offers"), seeks: lists("seeks"), headline: texts("headline"), hometown: texts("hometown"), district: texts("district") };

/** So many people, sorted as a service sorts them. */
function people(count) {
  const all = Array.from({ length: count }, (_, n) => {
    const [family, given] = [any(han), any(han)];
    return {
      community: CLUB,
      id: `m-${n}`,
      name: family.name[0] + given.name.slice(1),
      sort_key: `${family.sort_key.split(" ")[0]} ${given.sort_key.split(" ")[1]}`,
      role: n === 0 ? "owner" : n < 4 ? "admin" : n % 97 === 0 ? "host" : "member",
      headline: any(said.headline),
      hometown: any(said.hometown),
      district: any(said.district),
      skills: [any(said.skills), any(said.skills)],
      offers: random(3) ? [] : [any(said.offers)],
      seeks: random(3) ? [] : [any(said.seeks)],
      joined: `@-${1 + random(900)}d 09:00`,
    };
  });
  const key = (one) => one.sort_key;
  return all.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/** The built site with so many in one directory, and the plain page beside it. */
async function site(count) {
  const at = here(`../../target/e2e/directory-${count}`);
  rmSync(at, { recursive: true, force: true });
  cpSync(values.dist, at, { recursive: true });
  cpSync(here("plain"), at, { recursive: true, filter: (path) => !path.endsWith("index.html") });
  cpSync(here("plain/index.html"), `${at}/plain.html`);
  writeFileSync(`${at}/data/m/${CLUB}.json`, JSON.stringify(people(count)));
  for (const file of [`data/m/${CLUB}.json`, "plain.html", "plain.css", "plain.js", "plain-directory.js"]) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 5 };
    writeFileSync(`${at}/${file}.br`, brotliCompressSync(readFileSync(`${at}/${file}`), { params }));
  }
  return { ...(await serve({ dist: at })), bytes: statSync(`${at}/data/m/${CLUB}.json`).size };
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
});
const phone = { viewport: { width: 360, height: 640 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true, locale: "zh-CN", timezoneId: "Asia/Shanghai" };

/** Runs in the page before its own scripts. */
function probe() {
  const seen = { opened: null, begun: 0, memories: [], key: null, long: [] };
  window.seen = seen;
  const painted = (then) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => then(performance.now());
    channel.port2.postMessage(0);
  });
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const own = WebAssembly[name];
    WebAssembly[name] = (...given) => own.apply(WebAssembly, given).then((made) => {
      for (const it of Object.values((made.instance ?? made).exports ?? {})) if (it instanceof WebAssembly.Memory && !seen.memories.includes(it)) seen.memories.push(it);
      return made;
    });
  }
  // Rows of people, drawn and to be seen.
  seen.rows = () => [...document.querySelectorAll("#main [aria-setsize]")];
  seen.watch = () => {
    const look = () => {
      const rows = seen.rows().filter((row) => row.getBoundingClientRect().height > 0);
      if (rows.length >= 4) painted((at) => { seen.opened = at; });
      else requestAnimationFrame(look);
    };
    look();
  };
  addEventListener("click", (event) => { seen.begun = event.timeStamp; }, true);
  new PerformanceObserver((list) => seen.long.push(...list.getEntries().map((e) => [e.startTime, e.duration]))).observe({ type: "longtask", buffered: true });
  new MutationObserver(() => {
    const key = seen.key;
    if (!key) return;
    key.last = performance.now();
    if (key.marking) return;
    key.marking = true;
    painted((at) => { key.marking = false; key.painted = at; });
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  addEventListener("keydown", (event) => { seen.key = { from: event.timeStamp, last: 0, painted: 0 }; }, true);
  seen.fling = (seconds, speed) => new Promise((done) => {
    const gaps = [];
    let [first, last, y] = [0, 0, scrollY];
    const step = (t) => {
      if (!first) first = last = t;
      else {
        gaps.push(t - last);
        y += speed * Math.exp(-(t - first) / 900) * ((t - last) / 1000);
        last = t;
        scrollTo(0, y);
      }
      if (t - first < seconds * 1000) requestAnimationFrame(step);
      else done({ frames: gaps.length, slow: gaps.filter((gap) => gap > 20).length, long: gaps.filter((gap) => gap > 50).length, worst: Math.max(...gaps), to: Math.round(scrollY) });
    };
    requestAnimationFrame(step);
  });
}

/** What one has been chosen to be, for a browser that has nothing else. */
async function organiser(url) {
  const context = await browser.newContext(phone);
  const page = await context.newPage();
  await page.goto(`${url}me`);
  const radio = page.getByRole("radio", { name: "组织者" });
  await radio.waitFor({ state: "attached" });
  await Promise.all([page.waitForEvent("load"), radio.evaluate((it) => it.click())]);
  await page.waitForTimeout(500);
  const state = await context.storageState();
  await context.close();
  // Nothing that was read is kept.
  for (const origin of state.origins) origin.localStorage = origin.localStorage.filter(({ name }) => !name.startsWith("linju/c/"));
  return state;
}

const KINDS = {
  linju: { from: `c/${CLUB}`, link: "成员名录", address: `c/${CLUB}/members` },
  plain: { from: "plain.html", link: "成员名录", address: "plain.html#members" },
};

async function slowed(page, cpu, network) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Network.enable");
  await cdp.send("Network.emulateNetworkConditions", network ? SLOW : { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: cpu });
  return cdp;
}

const opened = (page) => page.waitForFunction(() => window.seen.opened !== null, null, { timeout: 300_000, polling: 100 });

/** The tap on a page that is ready; milliseconds. */
async function tap(page, { url, kind }) {
  await page.goto(url + kind.from);
  const link = page.getByRole("link", { name: kind.link }).first();
  await link.waitFor();
  // What comes when nobody waits for it has come.
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(1_500);
  await page.evaluate(() => { window.seen.opened = null; window.seen.watch(); });
  await link.tap();
  await opened(page);
  return page.evaluate(() => window.seen.opened - window.seen.begun);
}

async function byAddress(page, { url, kind }) {
  await page.addInitScript(() => window.seen.watch());
  await page.goto(url + kind.address, { waitUntil: "commit" });
  await opened(page);
  return page.evaluate(() => window.seen.opened);
}

async function settled(page) {
  for (;;) {
    const quiet = await page.evaluate(() => {
      const { key } = window.seen;
      return !key || (!key.marking && performance.now() - Math.max(key.from, key.last, key.painted) > 200);
    });
    if (quiet) return page.evaluate(() => (window.seen.key ? window.seen.key.painted - window.seen.key.from : 0));
    await page.waitForTimeout(30);
  }
}

/** Types all words and takes them back; milliseconds for each key. */
async function typed(page) {
  const box = page.getByRole("searchbox").first();
  await box.focus();
  // What is made ready at the first letter is told by the first word alone.
  await page.keyboard.press("x");
  await page.waitForTimeout(4_000);
  await page.keyboard.press("Backspace");
  await page.waitForTimeout(1_000);
  const times = [];
  const found = [];
  for (const word of WORDS) {
    for (const letter of word) {
      // Keys of a keyboard; characters come as an input method puts them.
      if (/[a-z]/.test(letter)) await page.keyboard.press(letter);
      else {
        await page.evaluate(() => { window.seen.key = { from: performance.now(), last: 0, painted: 0 }; });
        await page.keyboard.insertText(letter);
      }
      times.push(await settled(page));
      await page.waitForTimeout(PAUSE);
    }
    found.push(await page.evaluate(() => window.seen.rows().find((row) => row.checkVisibility())?.getAttribute("aria-setsize") ?? "0"));
    for (const _ of word) {
      await page.keyboard.press("Backspace");
      times.push(await settled(page));
      await page.waitForTimeout(PAUSE);
    }
  }
  return { times, found };
}

async function memory(page, cdp) {
  await cdp.send("HeapProfiler.enable");
  await cdp.send("HeapProfiler.collectGarbage");
  const { usedSize } = await cdp.send("Runtime.getHeapUsage");
  const [wasm, elements] = await page.evaluate(() => [window.seen.memories.reduce((sum, it) => sum + it.buffer.byteLength, 0), document.getElementsByTagName("*").length]);
  return { heap: usedSize, wasm, elements };
}

/** A browser of who is in, where nothing of the people is kept. */
async function visitor({ state }) {
  const context = await browser.newContext({ ...phone, storageState: state });
  // A file of 100,000 people is a minute on the way.
  context.setDefaultTimeout(300_000);
  await context.addInitScript(probe);
  return context;
}

/** Keeps when the clock was looked at within each piece of what is done when nobody waits. */
function slices() {
  const clock = Date.now;
  window.looks = [];
  let inOrder = false;
  new MutationObserver(() => { inOrder ||= document.querySelector("#main [role=slider]") !== null; }).observe(document, { subtree: true, childList: true });
  Date.now = () => {
    window.looks.at(-1)?.push(performance.now());
    return clock();
  };
  const own = window.requestIdleCallback.bind(window);
  window.requestIdleCallback = (call, options) => own((deadline) => {
    if (inOrder) window.looks.push([]);
    call(deadline);
  }, options);
}

/** The longest pieces of what is done when nobody waits, from the tap until nothing is left to do; milliseconds. */
async function slice(of) {
  const context = await visitor(of);
  await context.addInitScript(slices);
  const page = await context.newPage();
  await slowed(page, 4, false);
  await browser.startTracing(page, { categories: ["devtools.timeline"] });
  await tap(page, of);
  await page.waitForTimeout(12_000);
  const { traceEvents } = JSON.parse(await browser.stopTracing());
  const looks = (await page.evaluate(() => window.looks)).flat();
  await context.close();
  const pieces = traceEvents.filter(({ name, ph }) => name === "FireIdleCallback" && ph === "X");
  // What the thread itself took, where the trace says it: a busy machine takes it away in between.
  // Between two looks sixteen entries are made ready, in a millisecond or so: after a longer while it is another piece.
  let [from, ready] = [0, 0];
  for (const [n, at] of looks.entries()) {
    if (n === 0 || at - looks[n - 1] > 4) from = at;
    ready = Math.max(ready, at - from);
  }
  return { ready, any: Math.max(0, ...pieces.map(({ dur, tdur }) => (tdur ?? dur) / 1e3)) };
}

async function once(of) {
  const context = await visitor(of);
  const result = {};
  let page = await context.newPage();
  let cdp = await slowed(page, 4, true);
  result.open = await tap(page, of);
  await slowed(page, 1, false);
  await page.waitForTimeout(6_000);
  await page.close();
  page = await context.newPage();
  cdp = await slowed(page, 4, true);
  result.again = await tap(page, of);
  await page.waitForTimeout(6_000);
  await page.evaluate(() => scrollTo(0, 0));
  const { times, found } = await typed(page);
  Object.assign(result, { keys: times, found });
  await page.waitForTimeout(500);
  result.fling = await page.evaluate(() => window.seen.fling(3, 9_000));
  Object.assign(result, await memory(page, cdp));
  await context.close();

  const cold = await visitor(of);
  page = await cold.newPage();
  await slowed(page, 4, true);
  result.address = await byAddress(page, of);
  await cold.close();

  const free = await visitor(of);
  page = await free.newPage();
  await tap(page, of);
  await page.waitForTimeout(8_000);
  result.longest = await page.evaluate(() => Math.max(0, ...window.seen.long.filter(([from]) => from > window.seen.opened).map(([, length]) => length)));
  await free.close();
  result.slice = await slice(of);
  return result;
}

/** What the page says of a directory that is larger than what it takes. */
async function refused(url, state) {
  const context = await visitor({ state });
  const page = await context.newPage();
  await page.goto(`${url}${KINDS.linju.address}`);
  const said = page.getByRole("main").getByText(/太大/);
  await said.waitFor();
  const text = await said.innerText();
  await context.close();
  return text;
}

const sorted = (list) => list.toSorted((a, b) => a - b);
const at = (list, share) => sorted(list)[Math.min(list.length - 1, Math.floor(list.length * share))];
const middle = (list) => at(list, 0.5);
const failed = [];
for (const count of values.sizes.split(",").map(Number)) {
  const { url, close, bytes } = await site(count);
  const state = await organiser(url);
  if (bytes > MOST.bytes) {
    const says = await refused(url, state);
    console.log(`${count} people, ${(bytes / 1e6).toFixed(1)} MB: Linju says “${says}”`);
    await close();
    continue;
  }
  const runs = { linju: [], plain: [] };
  for (let run = 0; run < Number(values.runs); run++) {
    for (const name of run % 2 ? ["plain", "linju"] : ["linju", "plain"]) {
      runs[name].push(await once({ url, state, kind: KINDS[name] }));
    }
  }
  await close();
  const both = (of) => Object.values(runs).map(of);
  const row = (name, of, unit = "ms") => {
    const [linju, plain] = both((list) => of(list));
    const share = plain ? (linju / plain).toFixed(2) : "–";
    console.log(`  ${name.padEnd(28)} ${linju.toFixed(1).padStart(9)} ${plain.toFixed(1).padStart(9)} ${unit.padEnd(3)} ${share.padStart(6)}`);
    return linju / plain;
  };
  console.log(`${count} people, ${values.runs} runs of each by turns: Linju, plain JavaScript, quotient`);
  const open = row("open", (list) => middle(list.map((it) => it.open)));
  row("again", (list) => middle(list.map((it) => it.again)));
  row("by address, nothing kept", (list) => middle(list.map((it) => it.address)));
  const keys = (list) => list.flatMap((it) => it.keys);
  row("key, median", (list) => middle(keys(list)));
  const key = row("key, 95th", (list) => at(keys(list), 0.95));
  row("fling: frames over 20 ms", (list) => middle(list.map((it) => it.fling.slow)), "");
  row("fling: frames over 50 ms", (list) => middle(list.map((it) => it.fling.long)), "");
  row("fling: longest frame", (list) => middle(list.map((it) => it.fling.worst)));
  row("longest task after opening", (list) => middle(list.map((it) => it.longest)));
  row("longest slice of making ready", (list) => middle(list.map((it) => it.slice.ready)));
  row("longest of any in idle time", (list) => middle(list.map((it) => it.slice.any)));
  row("heap of JavaScript", (list) => middle(list.map((it) => it.heap)) / 1e6, "MB");
  row("memory of wasm", (list) => middle(list.map((it) => it.wasm)) / 1e6, "MB");
  row("elements", (list) => middle(list.map((it) => it.elements)), "");
  console.log(`  found: ${WORDS.map((word, n) => `${word} ${both((list) => list[0].found[n]).join("/")}`).join(", ")}`);
  const worst = middle(runs.linju.map((it) => it.fling.worst));
  const elements = Math.max(...runs.linju.map((it) => it.elements));
  if (open > MOST.open) failed.push(`${count}: open ${open.toFixed(2)}`);
  if (key > MOST.key) failed.push(`${count}: key ${key.toFixed(2)}`);
  if (worst > MOST.fling) failed.push(`${count}: a frame of ${worst.toFixed(0)} ms`);
  if (elements > MOST.elements) failed.push(`${count}: ${elements} elements`);
}
await browser.close();
if (failed.length > 0) console.log(`above the mark: ${failed.join("; ")}`);
process.exit(values.most && failed.length > 0 ? 1 : 0);
