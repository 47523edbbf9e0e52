// Signing in at an OpenID provider that is not ours (provider.mjs, a process of its own): authorization code with
// PKCE, its own pages to log in and to agree, tokens that end and are renewed, signing out. The service is another
// process, which asks the provider whether a token is good. Nothing here is answered by the test itself.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test as base } from "./base.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const CLUB = JSON.parse(readFileSync(here("sign-in-mapping.json"), "utf8"));

/** How the docs say that one signs in at a provider. */
const DOCS = readFileSync(here("../../docs/mapping.md"), "utf8");
const MAPPINGS = DOCS.split("```json mapping\n").slice(1);
const BY_PROVIDER = MAPPINGS.find((text) => text.includes("code_verifier")).split("```")[0];

/** The mapping of the club, for signing in as the docs have it; `says` is whether the end of a token is read. */
function mapping(provider, { says }) {
  const { origins, auth } = JSON.parse(BY_PROVIDER.replaceAll("https://id.example", provider));
  for (const { read } of [auth.oauth.token, auth.refresh]) if (!says) delete read.expires_in;
  return { ...CLUB, origins, auth };
}

/** A process whose first line is its address; the others are kept. */
async function start(...words) {
  const child = spawn("node", words, { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout });
  const address = await new Promise((yes) => lines.once("line", yes));
  const said = [];
  lines.on("line", (line) => line.startsWith("{") && said.push(JSON.parse(line)));
  return { address, said, child };
}

const test = base.extend({
  /** How the provider is set up: for how many seconds a token is good, and whether the app is told. */
  tokens: [{ lives: 3600, says: true }, { option: true }],

  provider: async ({ baseURL, tokens }, use) => {
    const running = await start(here("provider.mjs"), "--redirect", baseURL, "--lives", String(tokens.lives));
    await use({
      address: running.address,
      /** What was given and refused: `authorization_code`, `refresh_token`, or with what it was refused. */
      given: () => running.said.map(({ grant, error }) => (error ? `${grant}: ${error}` : grant)),
    });
    running.child.kill();
  },

  club: async ({ provider }, use) => {
    const running = await start(here("sign-in-service.mjs"), "--provider", provider.address);
    const asked = async () => (await fetch(`${running.address}/test/asked`)).json();
    await use({
      address: running.address,
      asked,
      count: async (what) => (await asked()).filter((one) => one.what === what).length,
    });
    running.child.kill();
  },

  app: async ({ app, context, club, provider, tokens }, use) => {
    const config = { backend: "mapped", mapping: "mappings/club.json", base: club.address };
    await context.route("**/config.json", (route) => route.fulfill({ json: config }));
    const file = mapping(provider.address, tokens);
    await context.route("**/mappings/club.json", (route) => route.fulfill({ json: file }));
    // The provider's pages want a font of another site, and wait for it.
    await context.route((url) => url.hostname !== "127.0.0.1", (route) => route.abort());
    await use(app);
  },
});

const why = (app) => app.main.getByRole("textbox", { name: "想种什么？" });
const kept = (page, where) => page.evaluate((where) => JSON.stringify({ ...globalThis[where] }), where);
/** The provider's address, as the reader was sent there. */
const away = (provider) => new RegExp(`^${provider.address}/`);

/** Logs in on the provider's own pages, which take any name and password, and agrees. */
async function logInThere(page, provider) {
  await expect(page).toHaveURL(away(provider));
  await page.getByPlaceholder("Enter any login").fill("lin");
  await page.getByPlaceholder("and password").fill("whatever");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
}

async function signedIn(app, page, provider) {
  await app.open("/me");
  await app.part("账号").getByRole("link", { name: /登录/ }).click();
  await app.button("去 club 登录").click();
  await logInThere(page, provider);
  await expect(app.part("账号")).toContainText("林小满");
}

test("who signs in at the provider comes back to the form as it was typed, and it is sent", async ({ app, page, club, provider }) => {
  const asked = [];
  page.on("request", (request) => asked.push(request));
  await app.open("/c/garden/join");
  await why(app).fill("番茄，和罗勒");
  await app.button("加入").click();
  await expect(app.main).toContainText("登录后才能发出去");
  const left = page.waitForRequest((request) => request.url().startsWith(`${provider.address}/auth?`));
  await app.button("去 club 登录").click();
  const query = new URL((await left).url()).searchParams;
  expect(query.get("code_challenge")).toMatch(/^[\w-]{43}$/);
  expect(query.get("code_challenge_method")).toBe("S256");
  expect(query.get("scope")).toBe("openid offline_access");
  await logInThere(page, provider);

  await expect(page).toHaveURL(/\/c\/garden\/join$/);
  await expect(why(app)).toHaveValue("番茄，和罗勒");
  expect(provider.given()).toEqual(["authorization_code"]);
  await app.button("加入").click();
  await expect(app.main.getByText("你是这里的成员")).toBeVisible();
  const sent = (await club.asked()).find((one) => one.what === "PUT /communities/garden/membership");
  expect(sent.body.answers.why).toBe("番茄，和罗勒");

  // The code and its proof were seen by the provider alone, what it gave by the service alone.
  const secrets = /code=|state=|code_verifier|refresh_token/;
  for (const one of await club.asked()) {
    expect(`${one.url} ${one.referer} ${JSON.stringify(one.body)}`).not.toMatch(secrets);
  }
  for (const request of asked) {
    const carries = await request.headerValue("authorization");
    if (carries) expect(request.url().startsWith(`${club.address}/`), request.url()).toBe(true);
  }
  expect(await kept(page, "localStorage")).not.toMatch(/token|verifier/);
  expect(await kept(page, "sessionStorage")).not.toMatch(/linju\/away/);
  await page.goBack();
  expect(page.url()).not.toMatch(/code=|state=|iss=/);
});

test("with another state than the tab left with nobody is signed in", async ({ app, page, provider }) => {
  await app.open("/sign-in?back=%2Fme");
  // Somebody else's: the provider gives it back as it came.
  await page.route(
    (url) => url.href.startsWith(`${provider.address}/auth?`),
    (route) => {
      const other = new URL(route.request().url());
      other.searchParams.set("state", "of-somebody-else");
      return route.fulfill({ status: 302, headers: { location: String(other) } });
    },
    { times: 1 },
  );
  await app.button("去 club 登录").click();
  await logInThere(page, provider);
  await expect(app.main.getByText("为了安全没有接受")).toBeVisible();
  expect(page.url()).not.toMatch(/code=|state=|iss=/);
  expect(provider.given()).toEqual([]);
  // From here it works.
  await app.button("去 club 登录").click();
  await page.getByRole("button", { name: "Continue" }).click();
  await expect.poll(() => provider.given()).toEqual(["authorization_code"]);
});

test("a code is no good to who cannot prove to have asked for it", async ({ app, page, provider }) => {
  await app.open("/sign-in?back=%2Fme");
  await page.route(
    (url) => url.href.startsWith(`${provider.address}/auth?`),
    (route) => {
      const other = new URL(route.request().url());
      other.searchParams.set("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
      return route.fulfill({ status: 302, headers: { location: String(other) } });
    },
    { times: 1 },
  );
  await app.button("去 club 登录").click();
  await logInThere(page, provider);
  await expect.poll(() => provider.given()).toEqual(["authorization_code: invalid_grant"]);
  await expect(app.main.getByText("grant request is invalid")).toBeVisible();
  expect(await kept(page, "sessionStorage")).not.toMatch(/token/);
});

test("who does not agree at the provider is told so", async ({ app, page, provider }) => {
  await app.open("/sign-in?back=%2Fme");
  await app.button("去 club 登录").click();
  await expect(page).toHaveURL(away(provider));
  await page.getByRole("link", { name: "Cancel" }).click();
  await expect(app.main.getByText("没有登录成")).toBeVisible();
  expect(page.url()).not.toMatch(/error|state=|iss=/);
  expect(provider.given()).toEqual([]);
});

test("signing out ends what the provider gave", async ({ app, page, club, provider }) => {
  await signedIn(app, page, provider);
  const session = JSON.parse(Object.entries(JSON.parse(await kept(page, "sessionStorage")))
    .find(([key]) => key.startsWith("linju/signed-in/"))[1]);
  const renew = async () => {
    const form = { grant_type: "refresh_token", refresh_token: session.refresh, client_id: "linju" };
    return (await fetch(`${provider.address}/token`, { method: "POST", body: new URLSearchParams(form) })).status;
  };
  await app.button("退出登录").click();
  await expect(page.getByText("已退出登录")).toBeVisible();
  // Here it is over at once; the service is told meanwhile.
  await expect.poll(() => club.count("POST /log-out")).toBe(1);
  await expect.poll(renew).toBe(400);
  for (const where of ["localStorage", "sessionStorage"]) expect(await kept(page, where)).not.toMatch(/token/);
  await page.reload();
  await app.ready();
  await expect(app.part("账号")).not.toContainText("林小满");
});

test.describe("a token that comes near its end", () => {
  test.use({ tokens: { lives: 80, says: true } });

  test("is renewed before it ends: nothing is refused", async ({ app, page, provider }) => {
    const refused = [];
    page.on("response", (answer) => answer.status() === 401 && refused.push(answer.url()));
    await signedIn(app, page, provider);
    const before = await kept(page, "sessionStorage");
    expect(provider.given()).toEqual(["authorization_code"]);
    // Into the last half of its life, by the reader's clock; the provider would still take it.
    await page.evaluate(() => passTime(45_000));
    await app.tab("我的圈子").click();
    await expect(app.main).toContainText("还没有加入任何圈子");
    await expect.poll(() => provider.given()).toEqual(["authorization_code", "refresh_token"]);
    // What it was renewed to is kept.
    await expect.poll(() => kept(page, "sessionStorage")).not.toBe(before);
    await app.open("/me");
    await expect(app.part("账号")).toContainText("林小满");
    expect(refused).toEqual([]);
  });
});

test.describe("a token that lives six seconds, of which the app is not told", () => {
  test.use({ tokens: { lives: 6, says: false } });

  test("is renewed once it was refused, once however many ask, again and again", async ({ app, page, club, provider }) => {
    test.slow();
    await signedIn(app, page, provider);
    for (const times of [1, 2]) {
      await page.waitForTimeout(6_300);
      const before = await club.count("GET /mine/sign-ups");
      await app.open("/mine");
      await expect(app.main).toContainText("还没有加入任何圈子");
      await expect.poll(() => club.count("GET /mine/sign-ups")).toBeGreaterThan(before);
      expect(provider.given()).toEqual(["authorization_code", ...Array(times).fill("refresh_token")]);
    }
  });
});
