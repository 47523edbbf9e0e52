// The build behind nginx and Caddy with the files of docs/hosting, at the top of a site and below a path: opening, an upgrade under an open
// page, a start without a network; and what becomes of a page whose build was replaced. Needs the programs; `cargo xtask test` sees to them.
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { expect, expectForbidden, test } from "./policy.mjs";
import { forbidden, serve } from "./serve.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const dist = process.env.LINJU_DIST ?? here("../../dist");

const freePort = () =>
  new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

/** A folder of one's own with the build in it, below `base`: put there by hand, the path written into the page as the docs say. */
function laid(name, base) {
  const dir = here(`../../target/e2e/hosting-${name}-${base.replaceAll("/", "") || "top"}-${process.pid}`);
  rmSync(dir, { recursive: true, force: true });
  const at = `${dir}/www${base}`;
  mkdirSync(at, { recursive: true });
  cpSync(dist, at, { recursive: true });
  const page = readFileSync(`${at}index.html`, "utf8");
  const moved = page.replace(/<base href="?[^">]*"?>/, `<base href=${base}>`);
  if (moved !== page) {
    writeFileSync(`${at}index.html`, moved);
    for (const old of ["br", "gz"]) rmSync(`${at}index.html.${old}`, { force: true });
  }
  return dir;
}

const filled = (file, listen, dir, base) =>
  readFileSync(here(`../../docs/hosting/${file}`), "utf8")
    .split("\n")
    .filter((line) => !line.trimStart().startsWith("#"))
    .map((line) => line.replaceAll("LISTEN", listen).replaceAll("ROOT", `${dir}/www`).replaceAll("BASE", base))
    .join("\n");

const HOSTS = {
  nginx(dir, base, port) {
    const user = process.getuid() === 0 ? "user root;" : "";
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${dir}/${name};`).join(" ");
    const server = filled("nginx.conf", `127.0.0.1:${port}`, dir, base);
    writeFileSync(`${dir}/nginx.conf`, `${user} daemon off; pid ${dir}/pid; error_log ${dir}/error.log; events {}\nhttp { access_log off; ${temporary}\n${server}\n}`);
    return spawn("nginx", ["-p", dir, "-c", `${dir}/nginx.conf`, "-e", `${dir}/error.log`], { stdio: "ignore" });
  },
  caddy(dir, base, port) {
    writeFileSync(`${dir}/Caddyfile`, `{\n\tadmin off\n\tauto_https off\n}\n${filled("Caddyfile", `http://127.0.0.1:${port}`, dir, base)}\n`);
    const env = { ...process.env, XDG_DATA_HOME: dir, XDG_CONFIG_HOME: dir };
    return spawn("caddy", ["run", "--adapter", "caddyfile", "--config", `${dir}/Caddyfile`], { stdio: "ignore", env });
  },
};

async function running(name, base) {
  const [dir, port] = [laid(name, base), await freePort()];
  const child = HOSTS[name](dir, base, port);
  const origin = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries++) {
    try {
      await fetch(origin + base);
      break;
    } catch (error) {
      if (tries > 100) throw error;
      await new Promise((done) => setTimeout(done, 100));
    }
  }
  const ended = new Promise((done) => child.once("exit", done));
  /** Nobody answers there any more. */
  const stop = () => (child.kill(), ended);
  const clean = async () => {
    await stop();
    rmSync(dir, { recursive: true, force: true });
  };
  return { url: origin + base, at: `${dir}/www${base}`, stop, clean };
}

for (const name of Object.keys(HOSTS)) {
  for (const base of ["/", "/linju/"]) {
    test(`${name} serves the app at ${base}`, async ({ page }) => {
      const wrong = [];
      // What the policy forbids is told as an error of the console.
      page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
      page.on("pageerror", (error) => wrong.push(error.message));
      const missing = [];
      page.on("response", (answer) => answer.status() >= 400 && missing.push(answer.url()));
      const { url, clean } = await running(name, base);
      try {
        // A deep link, which is no file; all of its parts; a way on, and back by the address.
        const answer = await page.goto(`${url}c/night-run`);
        expect(answer.headers()["content-security-policy"]).toContain("script-src 'self' 'wasm-unsafe-eval';");
        await expect(page.locator("#main h1")).toHaveText("运河夜跑团");
        await page.getByRole("main").getByRole("link", { name: "加入" }).first().click();
        await expect(page).toHaveURL(`${url}c/night-run/join`);
        await page.reload();
        await expect(page.getByRole("main").getByRole("form").or(page.locator("#main form")).first()).toBeVisible();
        await page.goto(url);
        await expect(page.locator("#main article").first()).toBeVisible();
        expect(wrong).toEqual([]);
        expect(missing).toEqual([]);
      } finally {
        await clean();
      }
    });
  }
}

test("with the policy in the page, for hosts whose headers one cannot set, the app opens, and the policy holds", async ({ page }) => {
  const dir = `${laid("meta", "/")}/www`;
  // As `cargo xtask build --meta-policy` writes it (xtask/src/hosting.rs).
  const [, policy] = readFileSync(`${dir}/_headers`, "utf8").match(/Content-Security-Policy: (.*)/);
  const html = readFileSync(`${dir}/index.html`, "utf8");
  writeFileSync(`${dir}/index.html`, html.replace("<base ", `<meta http-equiv="Content-Security-Policy" content="${policy}"><base `));
  for (const old of ["br", "gz"]) rmSync(`${dir}/index.html.${old}`, { force: true });
  const { url, close } = await serve({ dist: dir, csp: false });
  const answer = await page.goto(`${url}c/night-run`);
  expect(answer.headers()["content-security-policy"]).toBeUndefined();
  await expect(page.locator("#main h1")).toHaveText("运河夜跑团");
  await page.getByRole("main").getByRole("link", { name: "加入" }).first().click();
  await expect(page).toHaveURL(/\/c\/night-run\/join$/);
  await expect(page.locator("#main form")).toBeVisible();
  expectForbidden(/elsewhere\.example/);
  await page.evaluate(() => document.body.append(Object.assign(document.createElement("script"), { src: "https://elsewhere.example/x.js" })));
  await expect.poll(() => forbidden).not.toEqual([]);
  await close();
  rmSync(`${dir}/..`, { recursive: true, force: true });
});

test("a page out of a cache, whose files are gone, is asked for anew and opens", async ({ page }) => {
  const { url, close } = await serve({ dist });
  // As a cache has it that did not ask again: with names of the build before.
  let asked = 0;
  await page.route(url, async (route) => {
    const answer = await route.fetch();
    asked++;
    const html = await answer.text();
    const old = html.replace(/linju-app-[0-9a-f]+(?=\.js)/g, "linju-app-0123456789abcdef").replace(/linju-app-[0-9a-f]+(?=_bg\.wasm)/g, "linju-app-0123456789abcdef");
    await route.fulfill({ response: answer, body: asked === 1 ? old : html });
  });
  await page.goto(url);
  await expect(page.locator("#main article").first()).toBeVisible();
  // Once for the page, and once for the one that is put in its place.
  expect(asked).toBe(2);
  await close();
});

test("where the new page is no better it is said, and not asked for again and again", async ({ page }) => {
  const { url, close } = await serve({ dist });
  let asked = 0;
  await page.route(url, async (route) => {
    const answer = await route.fetch();
    // Each time another build, and none whose files are there: two machines of a host that are being changed.
    const name = String(Math.min(++asked, 2)).padStart(16, "0");
    const html = (await answer.text()).replace(/linju-app-[0-9a-f]+(?=\.js)/g, `linju-app-${name}`).replace(/linju-app-[0-9a-f]+(?=_bg\.wasm)/g, `linju-app-${name}`);
    await route.fulfill({ response: answer, body: html });
  });
  await page.goto(url);
  await expect(page.getByRole("alert").filter({ visible: true }).getByRole("heading")).toHaveText("没能加载完");
  await page.waitForTimeout(500);
  expect(asked).toBeLessThanOrEqual(4);
  await close();
});

/** A build's files, and the names they have in another: no name of the one is one of the other. */
function renamed(dir) {
  const hashed = /-([0-9a-f]{16})(?=(_bg)?\.(js|wasm|css)$)/;
  return readdirSync(dir)
    .filter((name) => hashed.test(name))
    .map((name) => [name, name.replace(hashed, (_, hash) => `-${[...hash].reverse().join("")}`)])
    .map(([name, other]) => [name, other === name ? name.replace(hashed, "-fedcba9876543210") : other]);
}

/** Build B beside build A, all of its names its own, as the docs say with index.html, sw.js and build.json last. */
function upgraded(dir) {
  const names = renamed(dir);
  const told = (text) => names.reduce((text, [name, other]) => text.replaceAll(name, other), text);
  for (const [name, other] of names) {
    if (name.endsWith(".wasm")) cpSync(`${dir}/${name}`, `${dir}/${other}`);
    else writeFileSync(`${dir}/${other}`, told(readFileSync(`${dir}/${name}`, "utf8")));
  }
  for (const name of ["index.html", "sw.js", "build.json"]) {
    writeFileSync(`${dir}/${name}`, told(readFileSync(`${dir}/${name}`, "utf8")));
    for (const old of ["br", "gz"]) rmSync(`${dir}/${name}.${old}`, { force: true });
  }
  return names;
}

/** An open page goes on with its own files after an upgrade, and its reload opens the new one with none of the old. */
async function upgradedUnder(browser, { url, at }) {
  // A worker would answer out of its cache what is to be seen here.
  const context = await browser.newContext({ serviceWorkers: "block" });
  const page = await context.newPage();
  const answers = [];
  page.on("response", (answer) => answers.push([answer.status(), new URL(answer.url()).pathname.split("/").pop()]));
  const fetched = () => answers.map(([, name]) => name);
  // What the app fetches when nobody waits comes after the upgrade here, however slow the machine is.
  let over;
  const upgrade = new Promise((done) => (over = done));
  await page.route(/\/(desk|people|organise|host)-[0-9a-f]+\.wasm$/, async (route) => {
    await upgrade;
    await route.continue();
  });
  await page.goto(`${url}c/night-run`);
  await expect(page.locator("#main h1")).toHaveText("运河夜跑团");
  const names = upgraded(at);
  const [a, b] = [0, 1].map((side) => new Set(names.map((pair) => pair[side])));
  answers.length = 0;
  over();
  // The page of before opens others, whose code comes only now.
  await page.getByRole("navigation").getByRole("link", { name: "我", exact: true }).click();
  await expect(page).toHaveURL(/\/me$/);
  await page.getByRole("main").getByRole("radio", { name: "组织者" }).waitFor();
  await expect(page.locator("#main h1")).toBeVisible();
  await page.waitForLoadState("networkidle");
  expect(answers.filter(([status]) => status >= 400)).toEqual([]);
  expect(fetched().filter((name) => a.has(name)), "its code comes after the upgrade").not.toEqual([]);
  expect(fetched().filter((name) => b.has(name)), "the old page takes nothing of the new build").toEqual([]);
  answers.length = 0;
  await page.reload();
  await expect(page.locator("#main h1")).toBeVisible();
  await page.waitForLoadState("networkidle");
  expect(answers.filter(([status]) => status >= 400)).toEqual([]);
  expect(fetched().filter((name) => a.has(name)), "the new page takes nothing of the old build").toEqual([]);
  expect(fetched().filter((name) => b.has(name)).length).toBeGreaterThan(3);
  await context.close();
}

/** What was opened once opens without a network, by the build that came after it. */
async function openedOffline(browser, { url, at, stop }) {
  const context = await browser.newContext({ serviceWorkers: "allow" });
  const page = await context.newPage();
  const glue = () => page.evaluate(() => document.querySelector("#linju-js").href.split("/").at(-1));
  await page.goto(`${url}c/night-run`);
  await expect(page.locator("#main h1")).toHaveText("运河夜跑团");
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const first = await glue();
  const [, second] = upgraded(at).find(([name]) => name === first);
  await page.evaluate(() => navigator.serviceWorker.ready.then((it) => it.update()));
  await expect.poll(() => page.evaluate(() => caches.keys()), "two builds are kept").toHaveLength(2);
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.ready.then(({ waiting, installing }) => !waiting && !installing))).toBe(true);
  await page.waitForTimeout(1_500); // What was read is written down when nobody waits.
  await stop();
  await page.reload();
  await expect(page.locator("#main h1")).toHaveText("运河夜跑团");
  expect(await glue()).toBe(second);
  await context.close();
}

for (const name of Object.keys(HOSTS)) {
  for (const base of ["/", "/linju/"]) {
    test(`on ${name} at ${base} an upgrade leaves an open page its files, and its reload opens the new build with none of the old`, async ({ browser }) => {
      const site = await running(name, base);
      await upgradedUnder(browser, site).finally(site.clean);
    });

    test(`on ${name} at ${base} what was opened opens without a network, after an upgrade too`, async ({ browser }) => {
      const site = await running(name, base);
      await openedOffline(browser, site).finally(site.clean);
    });
  }
}
