// A mapping from anywhere, with a service that works hand in glove with it: in a real browser it gets no token and no
// cookie to another origin, runs nothing, and finds no other key of localStorage. And an answer in another encoding than UTF-8.
import { createServer } from "node:http";
import { expect, test as base, tick } from "./base.mjs";

/** A server of another origin that answers `say(path)` to everybody and remembers all that it was sent. */
async function serving(say, use) {
  const asked = [];
  const server = createServer((request, response) => {
    const cors = {
      "access-control-allow-origin": request.headers.origin ?? "*",
      "access-control-allow-credentials": "true",
      "access-control-allow-methods": "GET, POST, PUT",
      "access-control-allow-headers": request.headers["access-control-request-headers"] ?? "*",
    };
    if (request.method === "OPTIONS") return response.writeHead(204, cors).end();
    const pieces = [];
    request.on("data", (piece) => pieces.push(piece));
    request.on("end", () => {
      const path = new URL(request.url, "http://x").pathname;
      asked.push({ path, method: request.method, all: JSON.stringify([request.url, request.headers, String(Buffer.concat(pieces))]) });
      const said = say(path);
      const { type = "application/json", bytes = JSON.stringify(said ?? {}) } = said ?? {};
      response.writeHead(said === undefined ? 404 : 200, { "content-type": type, ...cors }).end(bytes);
    });
  });
  await new Promise((yes) => server.listen(0, "127.0.0.1", yes));
  // By another name: cookies know hosts, and no ports.
  await use({ address: `http://localhost:${server.address().port}`, asked });
  server.closeAllConnections();
  server.close();
}

const BAD = `<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>[x](javascript:window.hacked=1)`;
const RUNS = "javascript:window.hacked=1";
const community = {
  id: "garden",
  name: `菜园 ${BAD}`,
  purpose: BAD,
  about: `${BAD}\n\n[here](javascript:window.hacked=1) [there](data:text/html,<script>top.hacked=1</script>)`,
  cover: RUNS,
  links: [{ label: "home", url: RUNS }],
  policy: { door: "open" },
  token: "SECRET-of-the-answer",
};

const test = base.extend({
  evil: ({}, use) => serving(() => ({}), use),
  accomplice: ({}, use) => {
    const said = {
      "/log-in": { token: "SECRET-token", refresh: "SECRET-refresh", ttl: 3600, id: "u1", name: BAD, giver: "http://evil" },
      "/communities": [community],
      "/communities/garden": community,
      "/events": [],
      "/mine": [],
      "/join": { ok: true, token: "SECRET-created" },
    };
    return serving((path) => said[path], use);
  },
});

/** All that a mapping could try, for whoever wrote it. */
function mapping(home, evil) {
  const all = ["/session/token", "/session/refresh", "/session/user", "/session/csrf", "/item/token", "/found/token", "/created/token"];
  const leak = { text: "{a}", with: { a: { first: all } } };
  const stolen = { base: evil.address, query: [{ name: "q", value: leak }], headers: [{ name: "x-leak", value: leak }] };
  const there = { ...stolen, method: "POST", path: "/take", body: { object: { a: "/session", b: "/item", c: "/created", d: "/found" } } };
  const read = { token: "/token", refresh: "/refresh", expires_in: "/ttl", user: "/id", name: "/name", giver: "/giver" };
  return {
    name: "club",
    base: home,
    origins: [evil.address],
    auth: {
      send: { headers: [{ name: "Authorization", value: { text: "Bearer {session.token}" } }] },
      cookies: true,
      csrf: { cookie: "csrftoken", header: "x-csrf" },
      log_in: { method: "POST", path: "/log-in", body: "/input", read },
      oauth: { authorize: `${evil.address}/a`, client_id: "x", token: { method: "POST", path: "/t", read: { token: "/token" } } },
      who: { ...there, path: "/who", read: { other: "/x" } },
      refresh: { ...there, path: "/refresh", read: { token: "/token" } },
      log_out: { ...there, path: "/log-out" },
    },
    queries: {
      communities: { path: "/communities", pages: { by: "url", next: { const: `${evil.address}/next` } } },
      community: { path: "/communities/{input.community}", also: { leak: { ...stolen, path: "/also" } } },
      events: { path: "/events", also: { leak: { ...stolen, path: "/also-events" } } },
      memberships: { path: "/mine", also: { leak: { ...stolen, path: "/also-mine" } } },
    },
    commands: { join: { method: "POST", path: "/join", body: "/input", steps: [there, { ...there, method: "PUT" }] } },
  };
}

async function site(context, file, more = {}) {
  await context.route("**/config.json", (route) => route.fulfill({ json: { backend: "mapped", mapping: "mappings/bad.json", ...more } }));
  await context.route("**/mappings/bad.json", (route) => route.fulfill({ json: file }));
}

/** What is on the device beside the app: a cookie of the site, and what another app has kept. */
async function device(page) {
  await page.addInitScript(() => {
    document.cookie = "csrftoken=SECRET-cookie; path=/";
    localStorage.setItem("other-app/token", "SECRET-other-key");
  });
}

async function signIn(app) {
  await app.open("/sign-in?back=%2Fc%2Fgarden%2Fjoin");
  await app.main.getByRole("textbox", { name: "用户名" }).fill("lin");
  await app.main.getByLabel("密码", { exact: true }).fill("SECRET-password");
  await tick(app.main.getByRole("checkbox", { name: "在这台设备上保持登录" }));
  await app.button("登录").click();
  await expect(app.button("加入")).toBeVisible();
}

test("a hostile mapping gets no secret to another origin, and nothing of its rows runs", async ({ app, page, context, evil, accomplice }) => {
  await device(page);
  await site(context, mapping(accomplice.address, evil));
  await signIn(app);
  await app.button("加入").click();
  await expect.poll(() => accomplice.asked.filter((one) => one.path === "/join").length).toBe(1);
  for (const path of ["/", "/c/garden", "/mine", "/me"]) await app.open(path);
  // Near its end what somebody signed in with is renewed, where the mapping says: elsewhere.
  await page.evaluate(() => passTime(3590_000));
  await app.open("/mine");
  await app.open("/me");
  await app.button("退出登录").click();
  await expect(app.part("账号")).toContainText("登录");

  // The service itself got what is its own, and neither cookie nor key of the site.
  expect(accomplice.asked.some((one) => one.all.includes("Bearer SECRET-token"))).toBe(true);
  for (const one of accomplice.asked) expect(one.all).not.toMatch(/SECRET-(cookie|other)/);
  // The other was asked, or nothing is shown by this, and got nothing.
  await expect.poll(() => evil.asked.length).toBeGreaterThan(3);
  for (const one of evil.asked) expect(one.all, one.path).not.toContain("SECRET");
  // Nothing ran.
  expect(await page.evaluate(() => window.hacked)).toBeUndefined();
  expect(await page.locator("a, img, iframe").evaluateAll((all) => all.filter((it) => /^(javascript|data:text)/i.test(it.href ?? it.src ?? "")).length)).toBe(0);
  // And nobody touched what another app has kept.
  expect(await page.evaluate(() => localStorage.getItem("other-app/token"))).toBe("SECRET-other-key");
});

test("a mapping whose name or pointers lead to what others keep is refused, or finds nothing there", async ({ app, page, context, evil, accomplice }) => {
  await device(page);
  for (const name of ["club/../other-app", "other-app/token", "a\nb", "..\\x"]) {
    await context.unrouteAll();
    await site(context, { ...mapping(accomplice.address, evil), name });
    await page.goto("./");
    await expect(app.main.getByRole("alert")).toContainText("/name");
  }
  for (const one of accomplice.asked) expect(one.all).not.toContain("SECRET");
  const reads = ["/localStorage/other-app~1token", "/session/../other-app", "/config/__proto__", "/session/constructor/name", "/input/other-app~1token"];
  for (const value of reads) {
    await context.unrouteAll();
    await site(context, { name: "club", base: accomplice.address, queries: { communities: { path: "/communities", query: [{ name: "q", value }] } } });
    await page.goto("./");
    await expect(app.main.getByRole("alert").or(app.cards.first())).toBeVisible();
  }
  for (const one of accomplice.asked) expect(one.all).not.toContain("SECRET");
});

test("a CSRF cookie goes with what writes at the page's own origin, and with nothing else", async ({ app, page, context, evil, accomplice, baseURL }) => {
  await device(page);
  const own = [];
  const said = { "/log-in": { token: "t", id: "u1" }, "/communities/garden": community, "/communities": [community], "/join": {}, "/mine": [], "/events": [] };
  await context.route("**/own/**", (route) => {
    const path = new URL(route.request().url()).pathname.replace(/^.*\/own/, "");
    own.push({ path, method: route.request().method(), csrf: route.request().headers()["x-csrf"] });
    return route.fulfill({ json: said[path] ?? {} });
  });
  await site(context, mapping(new URL("./own", baseURL).pathname, evil));
  await signIn(app);
  await app.button("加入").click();
  await expect.poll(() => own.filter((one) => one.path === "/join").length).toBe(1);
  for (const one of own) expect(one.csrf, `${one.method} ${one.path}`).toBe(one.method === "GET" ? undefined : "SECRET-cookie");
  await expect.poll(() => evil.asked.filter((one) => one.method !== "GET").length).toBeGreaterThan(0);
  for (const one of evil.asked) expect(one.all, one.path).not.toContain("SECRET");
  expect(accomplice.asked).toEqual([]);
});

for (const [charset, bytes, name] of [
  ["gbk", [0xc1, 0xda], "\ufffd\ufffd"],
  ["iso-8859-1", [0x43, 0x61, 0x66, 0xe9], "Caf\ufffd"],
  ["utf-8", [0x43, 0x61, 0x66, 0xe9], "Caf\ufffd"],
]) {
  test(`an answer that says ${charset} and is no UTF-8 is shown, what cannot be read as such, and that is told`, async ({ app, context }) => {
    const row = (name) => Buffer.concat([Buffer.from('[{"id":"a","purpose":"p","policy":{"door":"open"},"name":"'), Buffer.from(name), Buffer.from('"}]')]);
    const type = `application/json; charset=${charset}`;
    await serving((path) => (path === "/communities" ? { type, bytes: row(bytes) } : undefined), async ({ address }) => {
      await site(context, { name: "club", base: address, queries: { communities: { path: "/communities" } } });
      await app.open();
      await expect(app.card(name)).toBeVisible();
      // For whoever runs the service.
      await app.open("/connection");
      await app.button("运行 communities").click();
      await expect(app.main.getByText(`这个回答不全是 UTF-8（它说自己是 ${type}）`)).toBeVisible();
    });
  });
}
