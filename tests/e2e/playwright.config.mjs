// The end-to-end tests: what a person does, in a phone-sized and in a wide window, with the backend in the page
// and with real services: json-server, and PocketBase, where one signs in. The same specs run against all of them; where
// they differ stands in base.mjs.
//
//   cargo xtask test                     everything, once the release build is made
//   npx playwright test                  only these, over ../../dist (in this folder)
//   SHOTS=1 npx playwright test shots    every page as a picture, in out/
//
// LINJU_DIST is the build to test, LINJU_BASE the path it is built for, LINJU_PORT the first of eleven free ports,
// CHROMIUM the browser; TRACE=1 keeps a trace of each test that fails.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "@playwright/test";
import { NOW } from "./now.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const dist = process.env.LINJU_DIST ?? here("../../dist");
const base = process.env.LINJU_BASE ?? "/";
const port = Number(process.env.LINJU_PORT ?? 8411);
const pages = (n) => `http://127.0.0.1:${port + n}${base}`;
const service = `http://127.0.0.1:${port + 2}`;
const pocketbase = `127.0.0.1:${port + 4}`;
/** A server for each worker, so that nobody takes a seat that another test counts. */
const WORKERS = 2;
const each = (from) => Array.from({ length: WORKERS }, (_, n) => `127.0.0.1:${port + from + n}`);
const own = each(6);
const ownPostgreSQL = each(9);
const operator = here(`../../target/e2e/operator-${port}.txt`);
/** Where the workers find the databases. */
process.env.LINJU_OPERATOR = operator;

const made = here("../../target/e2e");
mkdirSync(made, { recursive: true });
const config = (name, what) => {
  // By port, so that two runs at a time do not meet.
  const path = `${made}/${name}-${port}.json`;
  writeFileSync(path, JSON.stringify(what));
  return path;
};
const embedded = config("embedded", { backend: "embedded" });
const mapped = config("mapped", { backend: "mapped", mapping: "mappings/json-server.json", base: service });
const signedIn = config("pocketbase", { backend: "mapped", mapping: "mappings/pocketbase.json", base: `http://${pocketbase}` });

const serve = (n, file) => ({
  command: `node serve.mjs --dist "${dist}" --base ${base} --port ${port + n} --config "${file}"`,
  url: pages(n),
});
/** What a service needs, unless projects were chosen of which none is its. */
const only = (name, servers) => {
  const projects = process.argv.join(" ").match(/--project.*/s)?.[0];
  return projects && !new RegExp(`[ =]${name}\\b`).test(projects) ? [] : servers;
};
/** Pages that ask a server of ours at another port than theirs. */
const origins = [8].map((n) => new URL(pages(n)).origin).join(",");
/** As the contract suite starts and fills it; may have to compile that, and to install the server. */
const served = (name, at) => ({
  command: "cargo test --locked --package linju --no-default-features --features services --test contract -- "
    + "--ignored --exact services::served::serves_the_end_to_end_tests --nocapture",
  cwd: here("../.."),
  env: { LINJU_SERVE: [name, ...at].join(" "), LINJU_NOW: NOW, LINJU_OPERATOR: operator, LINJU_ORIGINS: origins },
  wait: { stdout: /^filled: /m },
  timeout: 300_000,
});
const phone = { viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true };
const desktop = { viewport: { width: 1280, height: 800 } };
const onEmbedded = { baseURL: pages(0), backend: "embedded", services: [`${pages(0)}data`] };
const onJsonServer = { baseURL: pages(1), backend: "json-server", services: [service] };
const onPocketBase = { baseURL: pages(3), backend: "pocketbase", services: [`http://${pocketbase}`] };
const onOwnPocketBase = {
  baseURL: pages(5),
  backend: "own-pocketbase",
  services: own.map((at) => `http://${at}/api`),
};
const onOwnPostgreSQL = {
  baseURL: pages(8),
  backend: "own-postgresql",
  services: ownPostgreSQL.map((at) => `http://${at}`),
};
// It wants PostgreSQL on the machine: only with all, or when it is chosen, which workers are told of.
if (/--project.*own-postgresql/s.test(process.argv.join(" "))) process.env.LINJU_POSTGRESQL = "1";
const withPostgreSQL = Boolean(process.env.LINJU_ALL || process.env.LINJU_POSTGRESQL);

// What a wide window or another backend cannot change is tested once.
const once = /(hosting|worker|prerendered|sharing|calendar|going|ticket|pocketbase|own-backend|doors|signing-in|hostile|oauth|cors|start-up|parts|scan|trouble|answers|outbox|policy|verbs|sample|axe|shots)\.spec\.mjs/;
const oncePerBackend = /(hosting|worker|prerendered|sharing|going|ticket|pocketbase|own-backend|doors|signing-in|hostile|oauth|cors|start-up|parts|scan|trouble|outbox|policy|verbs|sample|axe|shots)\.spec\.mjs/;
const oncePerWindow = /(connection|offline|me)\.spec\.mjs/;
const ofServers = /(pocketbase|own-backend|doors)\.spec\.mjs/;
// On a bare PocketBase what its mapping has of its own: accounts, who sees a directory, commands. Reading by a mapping is
// the same as on json-server, and PocketBase in the feed is in the project of our own server.
const onBarePocketBase = /(pocketbase|community|event|members)\.spec\.mjs/;
const onOwnServers = /(pocketbase|own-backend|going|checkin|organise|planning|series|keeping|founding|doors|joining|discover|community|event|members|member|entry)\.spec\.mjs/;

// Asked when all tests are done (forbidden.mjs).
process.env.LINJU_PAGES = [0, 1, 3, 5, 8].map((n) => pages(n)).join(" ");

export default defineConfig({
  testDir: ".",
  globalTeardown: "./forbidden.mjs",
  outputDir: "test-results",
  // Two cores are what a cheap runner has; more workers make timings lie.
  workers: WORKERS,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // A runner that does other things meanwhile is given time, and more tries, which the report names as flaky.
  timeout: process.env.CI ? 90_000 : 20_000,
  expect: { timeout: process.env.CI ? 20_000 : 5_000 },
  retries: process.env.CI ? 2 : 1,
  reporter: process.env.CI ? "line" : "list",
  grepInvert: process.env.SHOTS ? undefined : /@shots/,
  metadata: { now: NOW },
  use: {
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    colorScheme: "light",
    // What a test puts in the place of an answer would be passed by. worker.spec.mjs lets it in.
    serviceWorkers: "block",
    // A trace of each test would take as long as the tests themselves; a failure leaves a picture and the tree.
    trace: process.env.TRACE ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
    actionTimeout: process.env.CI ? 20_000 : 5_000,
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
  projects: [
    { name: "phone embedded", use: { ...phone, ...onEmbedded }, testIgnore: ofServers },
    { name: "desktop embedded", use: { ...desktop, ...onEmbedded }, testIgnore: [once, oncePerWindow] },
    { name: "phone json-server", use: { ...phone, ...onJsonServer }, testIgnore: oncePerBackend },
    { name: "desktop json-server", use: { ...desktop, ...onJsonServer }, testIgnore: [once, oncePerWindow] },
    { name: "phone pocketbase", use: { ...phone, ...onPocketBase }, testMatch: onBarePocketBase },
    { name: "phone own-pocketbase", use: { ...phone, ...onOwnPocketBase }, testMatch: onOwnServers },
    ...(withPostgreSQL ? [{ name: "phone own-postgresql", use: { ...phone, ...onOwnPostgreSQL }, testMatch: onOwnServers }] : []),
  ],
  webServer: [
    serve(0, embedded),
    ...only("json-server", [
      serve(1, mapped),
      // Makes the database first, which may have to compile the program that makes it.
      { command: `node json-server.mjs --port ${port + 2}`, url: `${service}/communities?_limit=1`, timeout: 300_000 },
    ]),
    ...only("pocketbase", [
      serve(3, signedIn),
      served("pocketbase", [pocketbase]),
    ]),
    ...only("own-pocketbase", [
      serve(5, embedded),
      served("own-pocketbase", own),
    ]),
    ...(withPostgreSQL ? [serve(8, embedded), served("own-postgresql", ownPostgreSQL)] : []),
  ],
});
