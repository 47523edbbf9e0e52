// What a browser lets a site of another origin do at a real service, against what its mapping declares by `cors`, and what
// *Connection* says of it. Each service is the one of the contract suite, set up, filled and held by it
// (tests/contract/services.rs); those that take longer are asked only by `cargo xtask test --all` (LINJU_ALL).
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { App, expect } from "./base.mjs";
import { test } from "./policy.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const SERVICES = ["json-server", "pocketbase", "kinto", "jsonapi-server", "datasette"];
const LONGER = ["couchdb", "parse", "postgraphile", "soul", "directus", "strapi"];

/** Has the contract suite start a service; `{base, typed, end}`. */
async function held(name) {
  const module = name.replace("-", "_");
  const filter = `services::${module}::${module}_keeps_the_contract`;
  const words = "test --locked --quiet --package linju --no-default-features --features services --test contract --";
  const child = spawn("cargo", [...words.split(" "), "--include-ignored", "--exact", filter, "--nocapture"], {
    cwd: here("../.."),
    env: { ...process.env, LINJU_HOLD: "1" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise((yes) => child.once("exit", yes));
  const told = new Promise((yes, no) => {
    createInterface({ input: child.stdout }).on("line", (line) => line.startsWith("held: ") && yes(JSON.parse(line.slice(6))));
    ended.then((code) => no(new Error(`${filter} ended with ${code}`)));
  });
  const end = () => {
    child.stdin.end();
    return ended;
  };
  return { ...(await told), end };
}

const ALLOWED = { open: "可以读，也可以写", read: "只能读", proxy: "都不能问，要放到本站自己的地址后面" };
const REFUSED = "浏览器拦下了";

// One after the other: they are filled by way of the same files.
test.describe.configure({ mode: "default" });

for (const name of [...SERVICES, ...LONGER]) {
  test(`${name} lets other sites do what its mapping declares`, async ({ page, context, baseURL }) => {
    test.skip(LONGER.includes(name) && !process.env.LINJU_ALL, "only with all");
    test.setTimeout(180_000);
    const { cors = "open" } = JSON.parse(readFileSync(here(`../../public/mappings/${name}.json`), "utf8"));
    const { base, typed, end } = await held(name);
    try {
      await context.route("**/config.json", (route) =>
        route.fulfill({ json: { backend: "mapped", mapping: `mappings/${name}.json`, base } }),
      );
      const site = new URL(baseURL).origin;
      expect(new URL(base).origin).not.toBe(site);
      // Chromium's own word for each request that it refused.
      const blocked = [];
      page.on("console", (message) => /blocked by CORS policy/.test(message.text()) && blocked.push(message.text()));
      const app = new App(page, name, base);
      if (typed.length > 0) await signIn(app, typed);

      // Reading.
      await app.open("/connection");
      await expect(app.main.getByText(ALLOWED[cors], { exact: true })).toBeVisible();
      const requests = app.part("映射里的请求").getByRole("listitem");
      const communities = requests.filter({ has: page.getByText("communities", { exact: true }) });
      await app.button("运行 communities").click();
      if (cors === "proxy") {
        await expect(communities).toContainText(REFUSED);
        await expect(communities).toContainText(`Access-Control-Allow-Origin: ${site}`);
        expect(blocked.length).toBeGreaterThan(0);
      } else {
        await expect(communities).toContainText(/200 · \d+ 毫秒/);
        await expect(communities).toContainText(/\d+ 行/);
        expect(blocked).toEqual([]);
      }

      // Writing, with all the headers that the mapping declares.
      const part = app.part("真的试一个操作");
      await part.getByRole("combobox", { name: "操作" }).selectOption("join");
      await part.getByRole("textbox", { name: /对哪一个/ }).fill("book-cd");
      await app.button("试一试").click();
      await page.getByRole("dialog").getByRole("button", { name: "真的发送" }).click();
      if (cors === "open") {
        await expect(part.getByRole("status")).toContainText("服务照做了。你是这里的成员");
        expect(blocked).toEqual([]);
        return;
      }
      // It may have been carried out: nobody is told, and that is said.
      await expect(part).toContainText(REFUSED);
      await expect(part.getByRole("status")).toContainText("不知道成没成");
      expect(blocked.length).toBeGreaterThan(0);
    } finally {
      await end();
    }
  });
}

/** Signs in by the form: each text into the field of its turn, the secret last. */
async function signIn(app, typed) {
  await app.open("/sign-in?back=%2Fme");
  const fields = app.main.getByRole("textbox");
  const secret = app.main.locator("input[type=password]");
  await fields.first().fill(typed[0]);
  await secret.fill(typed.at(-1));
  await app.button("登录").click();
  await expect(app.title).toHaveText("我", { timeout: 15_000 });
}
