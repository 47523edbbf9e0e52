// Time from navigation to the first card, in one interleaved run: the embedded backend with its 60 events and
// json-server with 2,000, each cold (nothing kept) and kept (a second visit). A phone: CPU four times slower,
// 1.6 Mbit/s down, 150 ms a request.
//
//   node first-card.mjs [--runs 5] [--dist ../../dist]
//
// Milliseconds belong to the machine they were taken on; compare the columns.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { serve } from "./serve.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { values } = parseArgs({
  options: { runs: { type: "string", default: "5" }, dist: { type: "string", default: here("../../dist") } },
});
const made = here("../../target/e2e");
mkdirSync(made, { recursive: true });
const db = `${made}/first-card.json`;
const seed = ["--events", "2000", "--members", "10000", "--communities", "150", "--out", db];
execFileSync("cargo", ["xtask", "seed", "--format", "json-server", ...seed], { cwd: here("../.."), stdio: "ignore" });
const PORT = 8451;
const service = spawn("node", [here("json-server.mjs"), "--port", String(PORT), "--db", db], { stdio: "ignore" });
const config = `${made}/first-card-config.json`;
const mapping = "mappings/json-server.json";
writeFileSync(config, JSON.stringify({ backend: "mapped", mapping, base: `http://127.0.0.1:${PORT}` }));
const urlOf = async (options) => (await serve({ dist: values.dist, ...options })).url;
const sites = {
  "60 events, embedded": await urlOf({}),
  "2,000 events, json-server": await urlOf({ config }),
};
for (let tries = 0; ; tries++) {
  try {
    await fetch(`http://127.0.0.1:${PORT}/communities?_limit=1`);
    break;
  } catch (error) {
    if (tries > 100) throw error;
    await new Promise((done) => setTimeout(done, 200));
  }
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
});

async function visit(context, url) {
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send("Network.enable");
  const slow = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
  await cdp.send("Network.emulateNetworkConditions", slow);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.addInitScript(() => {
    const look = () => {
      if (document.querySelector("#main article")) requestAnimationFrame(() => (window.__firstCard = performance.now()));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto(url, { waitUntil: "commit" });
  const ms = await (await page.waitForFunction(() => window.__firstCard, null, { timeout: 60_000 })).jsonValue();
  await page.waitForTimeout(500);
  await page.close();
  return ms;
}

const taken = {};
for (let run = 0; run < Number(values.runs); run++) {
  for (const [name, url] of Object.entries(sites)) {
    const context = await browser.newContext({ viewport: { width: 360, height: 640 }, locale: "zh-CN" });
    (taken[`${name}, cold`] ??= []).push(await visit(context, url));
    (taken[`${name}, kept`] ??= []).push(await visit(context, url));
    await context.close();
  }
}
for (const [name, all] of Object.entries(taken)) {
  all.sort((a, b) => a - b);
  const [least, middle, most] = [all[0], all[all.length >> 1], all.at(-1)].map(Math.round);
  console.log(`${name}: ${middle} ms (${least}..${most})`);
}
await browser.close();
service.kill();
process.exit(0);
