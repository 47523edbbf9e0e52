// Signing in, against a small real service: when a command needs it and back to the form as it was typed, a wrong
// password, tokens that end, signing out, and what is kept where; elsewhere by OAuth with PKCE, and by a handed-over
// code. Who signs in is on a phone; the service is a process of its own, started here.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, inMiniProgram, test as base, tick } from "./base.mjs";
import { AGENTS } from "./agents.mjs";
import { sample } from "./sample.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const MAPPING = readFileSync(here("sign-in-mapping.json"), "utf8");

const test = base.extend({
  /** Where the service is: a new one for each test. */
  club: ({}, use) => running(use),

  /** Another, at another address. */
  elsewhere: ({}, use) => running(use),

  app: async ({ app, context, club }, use) => {
    const config = { backend: "mapped", mapping: "mappings/club.json", base: club.address };
    await context.route("**/config.json", (route) => route.fulfill({ json: config }));
    const mapping = MAPPING.replace("AUTHORIZE", `${club.address}/authorize`);
    await context.route("**/mappings/club.json", (route) => route.fulfill({ body: mapping }));
    await use(app);
  },
});

async function running(use) {
  const process = spawn("node", [here("sign-in-service.mjs")], { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: process.stdout });
  const address = await new Promise((yes) => lines.once("line", yes));
  await use(new Club(address));
  process.kill();
}

class Club {
  constructor(address) {
    this.address = address;
  }

  async tell(what, more = {}) {
    const answer = await fetch(`${this.address}/test/${what}`, { method: "POST", body: JSON.stringify(more) });
    return answer.status === 200 ? answer.json() : null;
  }

  /** What was asked, each by its method and path. */
  async asked() {
    return (await fetch(`${this.address}/test/asked`)).json();
  }

  async count(what) {
    return (await this.asked()).filter((one) => one.what === what).length;
  }

  /** How often it was answered well. */
  async answered(what) {
    return (await this.asked()).filter((one) => one.what === what && one.status === 200).length;
  }
}

const user = (app) => app.main.getByRole("textbox", { name: "用户名" });
const password = (app) => app.main.getByLabel("密码", { exact: true });
const why = (app) => app.main.getByRole("textbox", { name: "想种什么？" });
const kept = (page, where) => page.evaluate((where) => JSON.stringify({ ...globalThis[where] }), where);

/** Signs in where the form is. */
async function signIn(app, { name = "lin", word = "right", remember = false } = {}) {
  await expect(app.title).toHaveText("登录");
  await user(app).fill(name);
  await password(app).fill(word);
  if (remember) await tick(app.main.getByRole("checkbox", { name: "在这台设备上保持登录" }));
  await app.button("登录").click();
}

async function signedIn(app, as) {
  await app.open("/me");
  await signInFromMe(app, as);
  await expect(app.part("账号")).toContainText("林小满");
}

async function signInFromMe(app, as) {
  await app.part("账号").getByRole("link", { name: /登录/ }).click();
  await signIn(app, as);
  await expect(app.title).toHaveText("我");
}

test("nobody is asked to sign in for looking around; joining asks, and comes back with the form as it was typed", async ({ app, page, club }) => {
  await app.open();
  await expect(app.card("屋顶菜园")).toBeVisible();
  await expect(app.main.getByText("登录")).toHaveCount(0);
  await app.open("/c/garden/join");
  await why(app).fill("番茄，和罗勒");
  await app.button("加入").click();
  await expect(app.main).toContainText("登录后才能发出去");
  expect(await club.count("PUT /communities/garden/membership")).toBe(0);
  await signIn(app);
  await expect(page).toHaveURL(/\/c\/garden\/join$/);
  await expect(why(app)).toHaveValue("番茄，和罗勒");
  // Offered again, and not sent by itself.
  expect(await club.count("PUT /communities/garden/membership")).toBe(0);
  await app.button("加入").click();
  await expect(app.main.getByText("你是这里的成员")).toBeVisible();
  const sent = (await club.asked()).find((one) => one.what === "PUT /communities/garden/membership");
  expect(sent.body.answers.why).toBe("番茄，和罗勒");
  // The way back leads past the form: nobody finds it twice.
  await app.open("/c/garden/members");
  await expect(app.main).toContainText("陈阿姨");
});

test("a page that only members see offers signing in, and so do one's own", async ({ app, page }) => {
  await app.open("/c/garden/members");
  await app.link("登录").click();
  await signIn(app);
  await expect(page).toHaveURL(/\/c\/garden\/members$/);
  // Signed in, and no member: the door is where one goes.
  await expect(app.link("怎么加入")).toBeVisible();
  await app.open("/mine");
  await expect(app.main).toContainText("还没有加入任何圈子");
});

test("a wrong password is told at the form in the service's words; the name stays, the secret goes", async ({ app, club }) => {
  await app.open("/sign-in?back=%2Fme");
  await app.button("登录").click();
  await expect(user(app)).toHaveAttribute("aria-invalid", "true");
  expect(await club.count("POST /log-in")).toBe(0);
  await signIn(app, { word: "wrong" });
  await expect(app.main.getByText("名字和密码对不上")).toBeVisible();
  await expect(user(app)).toHaveValue("lin");
  await expect(password(app)).toHaveValue("");
  await password(app).fill("right");
  await app.button("登录").click();
  await expect(app.part("账号")).toContainText("林小满");
});

test("on a phone that is shared nothing of what was typed stays for who opens it next", async ({ app, page }) => {
  await app.open("/sign-in");
  await user(app).fill("lin");
  await password(app).fill("a secret");
  for (const where of ["localStorage", "sessionStorage"]) expect(await kept(page, where)).not.toMatch(/"lin"|a secret/);
  await page.reload();
  await expect(user(app)).toHaveValue("");
  await expect(password(app)).toHaveValue("");
});

test("the form is one that a password manager knows, and the password can be shown", async ({ app }) => {
  await app.open("/sign-in");
  await expect(user(app)).toHaveAttribute("autocomplete", "username");
  await expect(password(app)).toHaveAttribute("autocomplete", "current-password");
  await expect(password(app)).toHaveAttribute("type", "password");
  await tick(app.main.getByRole("checkbox", { name: "显示密码" }));
  await expect(password(app)).toHaveAttribute("type", "text");
  await expect(app.main.getByRole("checkbox", { name: "在这台设备上保持登录" })).not.toBeChecked();
});

test("without a network that is said, and what was typed stays", async ({ app, page, club }) => {
  await app.open("/sign-in");
  await page.route(`${club.address}/log-in`, (route) => route.abort());
  await signIn(app);
  await expect(app.main.getByText("没有连上")).toBeVisible();
  await expect(password(app)).toHaveValue("right");
  await page.unroute(`${club.address}/log-in`);
  await app.button("登录").click();
  await expect(app.cards.first()).toBeVisible();
});

test("who is not to be remembered is signed in for this tab alone, and nothing of it is in localStorage", async ({ app, page, context }) => {
  await signedIn(app);
  await expect(app.part("账号")).toContainText("关掉这个页面就会退出");
  expect(await kept(page, "localStorage")).not.toMatch(/token|refresh/);
  expect(await kept(page, "sessionStorage")).toMatch(/token/);
  await page.reload();
  await expect(app.part("账号")).toContainText("林小满");
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByRole("region", { name: "账号" })).toContainText("登录");
  await expect(other.getByRole("region", { name: "账号" })).not.toContainText("林小满");
});

test("who asks for it is remembered until they sign out", async ({ app, page, context, club }) => {
  await signedIn(app, { remember: true });
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByRole("region", { name: "账号" })).toContainText("林小满");
  await other.close();
  await app.button("退出登录").click();
  // On a phone one word is shown at a time, and that of signing in stays for seven seconds.
  await expect(page.getByText("已退出登录")).toBeVisible({ timeout: 15_000 });
  await expect(app.part("账号")).not.toContainText("林小满");
  await expect.poll(() => club.count("POST /log-out")).toBe(1);
  for (const where of ["localStorage", "sessionStorage"]) expect(await kept(page, where)).not.toMatch(/token/);
  await page.reload();
  await app.ready();
  await expect(app.part("账号")).not.toContainText("林小满");
});

test("signing out asks about drafts; they wait for their owner and are shown to nobody else", async ({ app, page }) => {
  await signedIn(app);
  await app.open("/c/garden/join");
  await why(app).fill("薄荷");
  await app.open("/me");
  await app.button("退出登录").click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("1 份没写完的草稿");
  await dialog.getByRole("button", { name: "先不退出" }).click();
  await expect(app.part("账号")).toContainText("林小满");
  await app.button("退出登录").click();
  await dialog.getByRole("button", { name: "退出，草稿留着" }).click();
  await expect(app.part("账号")).not.toContainText("林小满");

  await signInFromMe(app, { name: "wang" });
  await expect(app.part("账号")).toContainText("王叔");
  await app.open("/c/garden/join");
  await expect(why(app)).toHaveValue("");
  await app.open("/me");
  await app.button("退出登录").click();
  await expect(app.part("账号")).not.toContainText("王叔");
  await signInFromMe(app);
  await app.open("/c/garden/join");
  await expect(why(app)).toHaveValue("薄荷");
});

test("a token that has ended is renewed once, however many ask, and the reader notices nothing", async ({ app, page, club }) => {
  await signedIn(app);
  await club.tell("expire");
  await app.open("/mine");
  await expect(app.main).toContainText("还没有加入任何圈子");
  await expect.poll(() => club.answered("GET /mine/sign-ups")).toBeGreaterThan(0);
  await app.open("/me");
  await expect(app.part("账号")).toContainText("林小满");
  expect(await club.count("POST /renew")).toBe(1);
  // A minute before its end it is renewed without being refused.
  await club.tell("expire");
  await page.evaluate(() => passTime(3600_000));
  await app.tab("我的圈子").click();
  await expect(app.main).toContainText("还没有加入任何圈子");
  await expect.poll(() => club.count("POST /renew")).toBe(1);
});

test("of two tabs one renews a token that is good once, and nobody is signed out", async ({ app, page, context, club }) => {
  // A tab that is left while it renews takes what it got with it: each has read all of its own before anything is ended.
  const hasRead = (tab) => tab.waitForResponse((answer) => answer.url().endsWith("/mine/sign-ups") && answer.ok());
  await signedIn(app, { remember: true });
  const other = await context.newPage();
  await Promise.all([hasRead(other), other.goto(page.url())]);
  const account = other.getByRole("region", { name: "账号" });
  await expect(account).toContainText("林小满");
  for (let round = 0; round < 2; round += 1) {
    await club.tell("expire");
    await Promise.all([hasRead(page), hasRead(other), page.reload(), other.reload()]);
    await expect(app.part("账号")).toContainText("林小满");
    await expect(account).toContainText("林小满");
    expect(await club.count("POST /renew")).toBe(1);
  }
  // What waits for the lock does so no longer than the other tab lives. That one dies with its request on the way: had it
  // arrived, what renews would be used up, and nobody would have the new one.
  await club.tell("expire");
  await club.tell("lose");
  await other.reload();
  await expect.poll(() => club.count("POST /renew")).toBe(1);
  const before = await club.count("GET /mine/memberships");
  await page.reload();
  await expect.poll(() => club.count("GET /mine/memberships")).toBeGreaterThan(before);
  expect(await club.count("POST /renew"), "it waits").toBe(1);
  await Promise.all([hasRead(page), other.close()]);
  expect(await club.count("POST /renew")).toBe(2);
  await expect(app.part("账号")).toContainText("林小满");
});

test("who was signed out by the service is told when it matters, and looks around meanwhile", async ({ app, page, club }) => {
  await signedIn(app, { remember: true });
  await club.tell("end");
  await app.open();
  await expect(app.card("屋顶菜园")).toBeVisible();
  // What was kept is drawn before the service is asked.
  await expect.poll(() => kept(page, "localStorage")).not.toMatch(/token/);
  await app.open("/mine");
  await app.link("登录").click();
  await signIn(app);
  await expect(page).toHaveURL(/\/mine$/);
});

test("who signs in elsewhere comes back to the form as it was typed, proved by PKCE", async ({ app, page, club }) => {
  await app.open("/c/garden/join");
  await why(app).fill("生菜");
  await app.button("加入").click();
  await app.button("去 club 登录").click();
  await expect(page).toHaveURL(new RegExp(`^${club.address}/authorize`));
  expect(page.url()).toMatch(/code_challenge=[\w-]{43}&code_challenge_method=S256/);
  await page.getByRole("link", { name: "同意", exact: true }).click();
  await expect(why(app)).toHaveValue("生菜");
  expect(page.url()).toMatch(/\/c\/garden\/join$/);
  expect(await club.count("POST /token")).toBe(1);
  const asked = await club.asked();
  for (const one of asked.filter((one) => one.what !== "GET /authorize")) {
    expect(`${one.url} ${one.referer}`).not.toMatch(/code=|state=|verifier/);
  }
  await app.button("加入").click();
  await expect(app.main.getByText("你是这里的成员")).toBeVisible();
  expect(await kept(page, "localStorage")).not.toMatch(/token|verifier/);
  expect(await kept(page, "sessionStorage")).not.toMatch(/linju\/away/);
  // Nowhere in the history stands a code.
  await page.goBack();
  expect(page.url()).not.toMatch(/code=/);
});

test("who was refused elsewhere is told, and may try again", async ({ app, page }) => {
  await app.open("/sign-in?back=%2Fme");
  await app.button("去 club 登录").click();
  await page.getByRole("link", { name: "不同意" }).click();
  await expect(app.main.getByText("没有登录成")).toBeVisible();
  expect(page.url()).not.toMatch(/error=|state=/);
  await signIn(app);
  await expect(app.part("账号")).toContainText("林小满");
});

test("a code that this tab has not asked for is not taken", async ({ app, page, club }) => {
  await app.open("/?code=of-somebody-else&state=theirs");
  await expect(app.main.getByText("为了安全没有接受")).toBeVisible();
  expect(page.url()).not.toMatch(/code=|theirs/);
  expect(await club.count("POST /token")).toBe(0);
});

test("a code that a host page hands over is good in a mini-program alone", async ({ app, page, club }) => {
  await app.open("/me");
  await signInFromMe(app, { name: "wang" });
  await expect(app.part("账号")).toContainText("王叔");
  const { ticket } = await club.tell("ticket");
  await app.open(`/c/garden?ticket=${ticket}`);
  await expect(app.main.getByText("只在小程序里有效")).toBeVisible();
  await expect(app.main.getByText("已登录：王叔")).toBeVisible();
  expect(page.url()).not.toContain(ticket);
  expect(await club.count("POST /ticket")).toBe(0);
  await app.link("继续").click();
  await expect(app.title).toHaveText("屋顶菜园");
});

test("an invitation in the same address is not lost with it", async ({ app, page, club }) => {
  await inMiniProgram(page);
  const { ticket } = await club.tell("ticket");
  await app.open(`/c/garden?invite=abc123&ticket=${ticket}`);
  await expect(app.title).toHaveText("屋顶菜园");
  expect(page.url()).toMatch(/\/c\/garden$/);
  expect(await club.count("POST /ticket")).toBe(1);
  await expect.poll(() => kept(page, "localStorage")).toContain("abc123");
});

test("the sample mini-program hands over a code of its own and nobody else's, before what stands behind #", async () => {
  const program = readFileSync(here("../../docs/mini-program/wechat/pages/web/web.js"), "utf8");
  const opened = async (path, { code = "own", open = "" } = {}) => {
    const shown = {};
    const app = { globalData: { site: "https://linju.example/", open: "" }, ask: async () => ({ code }) };
    const page = (it) => Object.assign(shown, it, { setData: (data) => Object.assign(shown.data, data) });
    new Function("getApp", "Page", program)(() => app, page);
    await shown.onLoad(path === undefined ? {} : { path: encodeURIComponent(path) });
    app.globalData.open = open;
    shown.onShow();
    return shown.data.src.replace("https://linju.example/", "");
  };
  for (const [path, src] of [
    [undefined, "?ticket=own"],
    ["c/garden", "c/garden?ticket=own"],
    ["/c/garden?invite=a%20b", "c/garden?invite=a%20b&ticket=own"],
    ["#/c/garden?invite=a", "?ticket=own#/c/garden?invite=a"],
    ["?ticket=theirs#/c/garden", "?ticket=own#/c/garden"],
    ["c/garden?ticket=theirs&invite=a&%74icket=theirs", "c/garden?invite=a&ticket=own"],
    ["c/garden?tic\tket=theirs&tic\nket=theirs&%E0=1", "c/garden?ticket=own"],
  ]) {
    expect(await opened(path)).toBe(src);
  }
  expect(await opened("c/garden?ticket=theirs", { code: "" })).toBe("c/garden");
  expect(await opened("", { open: "https://linju.example/c/garden?ticket=theirs&scan=x" })).toBe("c/garden?scan=x");
});

for (const [name, agent] of Object.entries(AGENTS)) {
  test(`${name}: a code that a host page hands over signs in and is gone from the address at once`, async ({ app, page, club }) => {
    await inMiniProgram(page, agent);
    const { ticket } = await club.tell("ticket");
    const before = await page.evaluate(() => history.length);
    await app.open(`/c/garden?ticket=${ticket}`);
    await expect(app.title).toHaveText("屋顶菜园");
    expect(page.url()).toMatch(/\/c\/garden$/);
    // Where it was, the page is: there is no step of the history to find it in.
    expect(await page.evaluate(() => history.length)).toBe(before + 1);
    expect(await club.count("POST /ticket")).toBe(1);
    for (const one of await club.asked()) expect(`${one.url} ${one.referer}`).not.toContain(ticket);
    for (const where of ["localStorage", "sessionStorage"]) expect(await kept(page, where)).not.toContain(ticket);
    await app.tab("我").click();
    await expect(app.part("账号")).toContainText("林小满");
    // Nor is it in what a step back opens.
    await page.goBack();
    await expect(app.title).toHaveText("屋顶菜园");
    expect(page.url()).toMatch(/\/c\/garden$/);
    // The same once more is good for nothing.
    await app.open(`/c/garden?ticket=${ticket}`);
    await expect(app.main.getByText("no such ticket")).toBeVisible();
  });
}

test("who has signed in to the sample mini-program is signed in to the app that it opens, on the screen that was shared", async ({ app, page, club }) => {
  await inMiniProgram(page, AGENTS.WeChat);
  await app.open("/me");
  const asked = [];
  const request = async ({ url, method, data, success }) => {
    asked.push({ url, method, data });
    const { ticket } = await club.tell("ticket");
    success({ statusCode: 200, data: { code: ticket } });
  };
  const it = await sample({ request }, await page.evaluate(() => document.baseURI));
  asked.length = 0;
  const { data } = await it.opened(`/pages/web/web?path=${encodeURIComponent("c/garden?invite=abc123")}`);
  expect(asked).toEqual([{ url: `${it.server}hand-over`, method: "POST", data: { code: "c" } }]);
  expect(data.src).toMatch(/\/c\/garden\?invite=abc123&ticket=./);
  await page.goto(data.src);
  await expect(app.title).toHaveText("屋顶菜园");
  await expect(page).toHaveURL(/\/c\/garden$/);
  expect(await club.count("POST /ticket")).toBe(1);
  await expect.poll(() => kept(page, "localStorage")).toContain("abc123");
  await app.tab("我").click();
  await expect(app.part("账号")).toContainText("林小满");
});

test("a code that is over, or was used, is said so, and whoever was signed in stays so with what they typed", async ({ app, page, club }) => {
  await inMiniProgram(page);
  await signedIn(app);
  await app.open("/c/garden/join");
  await why(app).fill("芫荽");
  const { ticket: over } = await club.tell("ticket", { who: "wang", over: true });
  await app.open(`/c/garden?ticket=${over}`);
  await expect(app.main.getByText("the ticket is over")).toBeVisible();
  await expect(app.main.getByText("已登录：林小满")).toBeVisible();
  await app.open(`/c/garden?ticket=${over}`);
  await expect(app.main.getByText("no such ticket")).toBeVisible();
  await app.link("继续").click();
  await expect(app.title).toHaveText("屋顶菜园");
  await app.open("/c/garden/join");
  await expect(why(app)).toHaveValue("芫荽");
});

test("a code of another account signs that one in, and nothing of the one before is seen any more, or lost", async ({ app, page, club }) => {
  await inMiniProgram(page);
  const handed = async (who) => {
    const { ticket } = await club.tell("ticket", { who });
    await app.open(`/c/garden?ticket=${ticket}`);
    await expect(app.title).toHaveText("屋顶菜园");
  };
  await handed("lin");
  await app.open("/c/chess/join");
  await app.button("加入").click();
  await expect(app.main.getByText("你是这里的成员")).toBeVisible();
  await app.open("/c/garden/join");
  await why(app).fill("香菜");
  await app.tab("我的圈子").click();
  await expect(app.main.getByRole("link", { name: /象棋/ }).first()).toBeVisible();
  const answers = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("linju/c/") && key.includes("/@")));
  await expect.poll(answers).not.toEqual([]);
  const ofLin = new Set(await answers());

  await handed("wang");
  await expect(page.getByText("已登录：王叔")).toBeVisible();
  expect((await answers()).filter((key) => ofLin.has(key))).toEqual([]);
  await app.tab("我的圈子").click();
  await expect(app.main).toContainText("还没有加入任何圈子");
  await app.open("/c/garden/join");
  await expect(why(app)).toHaveValue("");

  await handed("lin");
  await app.open("/c/garden/join");
  await expect(why(app)).toHaveValue("香菜");
  await app.open("/c/chess");
  await expect(app.main.getByText("你是这里的成员")).toBeVisible();
});

test("a command that finds nobody signed in leads there and back, whatever it was", async ({ app, page, club }) => {
  await signedIn(app);
  await app.open("/c/chess/join");
  await club.tell("end");
  await app.button("加入").click();
  await signIn(app);
  await expect(page).toHaveURL(/\/c\/chess\/join$/);
  await app.button("加入").click();
  await expect(app.main.getByText("你是这里的成员")).toBeVisible();
});

test("what somebody signed in with goes nowhere else when the service leads there, and that is said", async ({ app, page, club, elsewhere }) => {
  await signedIn(app);
  await app.open("/c/chess/join");
  await club.tell("lead", { to: elsewhere.address });
  await app.button("加入").click();
  await expect(app.waits).toContainText("加入还没有送出");
  await app.open("/c/garden/members");
  await expect(app.main.getByText("转去了别的地址")).toBeVisible();
  await app.open("/connection");
  await app.button("运行 memberships").click();
  await expect(app.main.getByText("被转去别处，没有跟过去")).toBeVisible();
  await expect(app.main.getByText("转去了别的地址").first()).toBeVisible();
  await expect(app.main.getByText("浏览器拦下了")).toHaveCount(0);
  // Neither the token nor the question.
  expect(await elsewhere.asked()).toEqual([]);
  await club.tell("lead", { to: null });
  await app.open("/c/chess");
  await app.waits.getByRole("button", { name: "现在发送" }).click();
  await expect(app.main.getByText("你是这里的成员")).toBeVisible();
});

test("signing out with something that is not sent asks: it waits for its owner, or goes first", async ({ app, page, club }) => {
  const away = (route) => (route.request().method() === "PUT" ? route.abort() : route.fallback());
  const signOut = () => app.button("退出登录").click();
  await signedIn(app);
  await page.route(`${club.address}/**`, away);
  await app.open("/c/chess/join");
  await app.button("加入").click();
  await expect(app.waits).toContainText("加入还没有送出");
  await app.open("/me");
  await signOut();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("1 件事还没办好");
  await dialog.getByRole("button", { name: "退出，都留着" }).click();
  await expect(app.part("账号")).not.toContainText("林小满");
  // Told to whoever is here, and sent for nobody else.
  await expect(app.part("还没办好的")).toContainText("另有 1 件");
  await signInFromMe(app, { name: "wang" });
  await expect(app.part("账号")).toContainText("王叔");
  await page.unroute(`${club.address}/**`, away);
  await app.open("/c/chess");
  await expect(app.main.getByText("你是这里的成员")).toHaveCount(0);
  await app.open("/me");
  await signOut();
  await expect(app.part("账号")).not.toContainText("王叔");
  // Their owner signs in: it goes by itself.
  await signInFromMe(app);
  await expect(app.part("账号")).toContainText("林小满");
  await app.open("/c/chess");
  await expect(app.main.getByText("你是这里的成员")).toBeVisible();
  expect(await club.count("PUT /communities/chess/membership")).toBe(1);
});

test("signing out can send first what waits", async ({ app, page, club }) => {
  const away = (route) => (route.request().method() === "PUT" ? route.abort() : route.fallback());
  await signedIn(app);
  await page.route(`${club.address}/**`, away);
  await app.open("/c/chess/join");
  await app.button("加入").click();
  await expect(app.waits).toContainText("加入还没有送出");
  await app.open("/me");
  await app.button("退出登录").click();
  await page.getByRole("dialog").getByRole("button", { name: "先发送，再退出" }).click();
  await expect(page.getByText("还有 1 件没办好，先没有退出。")).toBeVisible();
  await expect(app.part("账号")).toContainText("林小满");
  await page.unroute(`${club.address}/**`, away);
  await app.button("退出登录").click();
  await page.getByRole("dialog").getByRole("button", { name: "先发送，再退出" }).click();
  await expect(app.part("账号")).not.toContainText("林小满");
  expect(await club.count("PUT /communities/chess/membership")).toBe(1);
});
