// Time from navigation to the first card, in one interleaved run. A phone: CPU four times slower, 1.6 Mbit/s down, 150 ms a
// request. Each page is opened cold (nothing kept) and kept (a second visit).
//
//   node first-card.mjs [--of embedded,json-server] [--runs 5] [--dist ../../dist]
//
// `embedded` is the backend in the page with its 66 events, `json-server` has 2,000. `own-pocketbase` is our server, filled
// once with 100 and once with 10,000 communities, events and members of one directory; each run asks both, one after the
// other, and the quotient of the middles is told too.
//
// Milliseconds belong to the machine they were taken on; compare the columns.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { OWN, peopleOf } from "./people.mjs";
import { serve } from "./serve.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { values } = parseArgs({
  options: {
    of: { type: "string", default: "embedded,json-server" },
    runs: { type: "string", default: "5" },
    dist: { type: "string", default: here("../../dist") },
  },
});
const PORT = 8451;
const made = here("../../target/e2e");
mkdirSync(made, { recursive: true });
const running = [];

/** A site that speaks to a service. */
async function siteOf(name, mapping, base) {
  const config = `${made}/first-card-${name}.json`;
  writeFileSync(config, JSON.stringify({ backend: "mapped", mapping: `mappings/${mapping}.json`, base }));
  return (await serve({ dist: values.dist, config })).url;
}

const FEED = { name: "feed", path: "", card: "#main article" };
const sites = [];
/** What is compared with what, by name. */
const pairs = [];

async function addEmbedded() {
  sites.push({ name: "66 events, embedded", url: (await serve({ dist: values.dist })).url, pages: [FEED] });
}

async function addJsonServer() {
  const db = `${made}/first-card.json`;
  const seed = ["--events", "2000", "--members", "10000", "--communities", "150", "--out", db];
  execFileSync("cargo", ["xtask", "seed", "--format", "json-server", ...seed], { cwd: here("../.."), stdio: "ignore" });
  running.push(spawn("node", [here("json-server.mjs"), "--port", String(PORT), "--db", db], { stdio: "ignore" }));
  for (let tries = 0; ; tries++) {
    try {
      await fetch(`http://127.0.0.1:${PORT}/communities?_limit=1`);
      break;
    } catch (error) {
      if (tries > 100) throw error;
      await new Promise((done) => setTimeout(done, 200));
    }
  }
  const url = await siteOf("json-server", "json-server", `http://127.0.0.1:${PORT}`);
  sites.push({ name: "2,000 events, json-server", url, pages: [FEED] });
}

/** One of our servers with so many of each, and somebody who is a member of the crowded community. */
async function addOwn(backend, count, port) {
  const { mapping, below } = OWN[backend];
  const service = `http://127.0.0.1:${port}${below}`;
  const url = await siteOf(`${backend}-${count}`, mapping, service);
  const operator = `${made}/first-card-operator-${port}.txt`;
  process.env.LINJU_OPERATOR = operator;
  const words = "test --locked --quiet --package linju --no-default-features --features services --test contract --";
  const test = "services::served::serves_the_end_to_end_tests";
  const child = spawn("cargo", [...words.split(" "), "--ignored", "--exact", test, "--nocapture"], {
    cwd: here("../.."),
    detached: true,
    env: {
      ...process.env,
      LINJU_SERVE: `${backend} 127.0.0.1:${port}`,
      LINJU_NOW: new Date().toISOString(),
      LINJU_SIZE: `${count},${count},0`,
      LINJU_CROWD: String(count),
      // Who plays the operator finds the database there, and this site may ask.
      LINJU_OPERATOR: operator,
      LINJU_ORIGINS: new URL(url).origin,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.push(child);
  await new Promise((yes, no) => {
    createInterface({ input: child.stdout }).on("line", (line) => line.startsWith("filled: ") && yes());
    child.once("exit", (code) => no(new Error(`${backend} ended with ${code}`)));
  });
  const people = peopleOf(backend, service);
  const person = await people.make();
  await people.joins(person, "crowd");
  const session = await people.session(person, 86_400);
  const before = [`linju/signed-in/${mapping} ${service}`, JSON.stringify(session)];
  const pages = [
    FEED,
    { name: "events of the week", path: "?when=week&kind=events", card: "#main article" },
    { name: "a directory", path: "c/crowd/members", card: '#main a[href*="/members/"]', before },
  ];
  const name = `${backend}, ${count.toLocaleString("en")}`;
  sites.push({ name, url, pages });
  return name;
}

let port = PORT;
for (const of of values.of.split(",")) {
  if (of === "embedded") await addEmbedded();
  else if (of === "json-server") await addJsonServer();
  else if (of in OWN) pairs.push([await addOwn(of, 100, (port += 1)), await addOwn(of, 10_000, (port += 1))]);
  else throw new Error(`--of ${of}: embedded, json-server, ${Object.keys(OWN).join(", ")}`);
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
});

async function visit(context, url, { path, card, before }) {
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send("Network.enable");
  const slow = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
  await cdp.send("Network.emulateNetworkConditions", slow);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.addInitScript(
    ([card, before]) => {
      if (before) localStorage.setItem(...before);
      const look = () => {
        if (document.querySelector(card)) requestAnimationFrame(() => (window.__firstCard = performance.now()));
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    },
    [card, before],
  );
  await page.goto(url + path, { waitUntil: "commit" });
  const ms = await (await page.waitForFunction(() => window.__firstCard, null, { timeout: 60_000 })).jsonValue();
  // Until all is read, and written when nobody waits.
  await page.waitForTimeout(3_000);
  await page.close();
  return ms;
}

const taken = new Map();
const put = (name, ms) => taken.set(name, [...(taken.get(name) ?? []), ms]);
for (let run = 0; run < Number(values.runs); run++) {
  for (const at of [0, 1, 2]) {
    for (const { name, url, pages } of sites) {
      const page = pages[at];
      if (!page) continue;
      const context = await browser.newContext({ viewport: { width: 360, height: 640 }, locale: "zh-CN" });
      for (const state of ["cold", "kept"]) put(`${name}: ${page.name}, ${state}`, await visit(context, url, page));
      await context.close();
    }
  }
}
const middle = (all) => all.toSorted((a, b) => a - b)[all.length >> 1];
for (const [name, all] of taken) {
  console.log(`${name}: ${Math.round(middle(all))} ms (${Math.round(Math.min(...all))}..${Math.round(Math.max(...all))})`);
}
for (const [few, many] of pairs) {
  for (const [name, all] of taken) {
    if (!name.startsWith(`${few}:`)) continue;
    const what = name.slice(few.length);
    console.log(`${many} / ${few}${what}: ${(middle(taken.get(many + what)) / middle(all)).toFixed(2)}`);
  }
}
await browser.close();
for (const one of running) one.spawnargs.includes("test") ? process.kill(-one.pid) : one.kill();
process.exit(0);
