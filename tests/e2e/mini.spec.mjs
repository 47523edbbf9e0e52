// In the web-view of a mini-program: what the page may not do is done by a page of the mini-program, which is asked by the platform's
// own script. WeChat's is the real file (npm `weixin-js-sdk`) over a stub of the client's bridge; the others are their calls as they
// are documented, and were not run on a device.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { expect, expectErrors, test, tick } from "./base.mjs";

// npm's file is the platform's in the wrapping of a module; as a script it puts itself under these two names.
const module = await readFile(createRequire(import.meta.url).resolve("weixin-js-sdk"), "utf8");
const SDK = `(() => { const module = {}; ${module}; window.wx = window.jWeixin = module.exports; })();`;
const PAGES = { scan: "/pages/scan/scan", calendar: "/pages/calendar/calendar" };
const EVENT = "e-dog-walk-1";
const SCRIPT = "https://res.wx.qq.com/open/js/jweixin-1.6.0.js";
const HOSTS = {
  WeChat: { agent: "Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0.49 NetType/WIFI miniProgram/wx0", script: SCRIPT },
  QQ: { agent: "Mozilla/5.0 (Linux; Android 13) Chrome/115.0 Mobile QQ/9.0.8 miniProgram", script: "https://qqq.gtimg.cn/miniprogram/webview_jssdk/qqjssdk-1.0.0.js", calls: "qq.miniProgram" },
  Alipay: { agent: "Mozilla/5.0 (Linux; Android 13) Chrome/115.0 Mobile AlipayClient/10.5 MiniProgram", script: "https://appx/web-view.min.js", calls: "my" },
  Douyin: { agent: "Mozilla/5.0 (Linux; Android 13) Chrome/115.0 Mobile ToutiaoMicroApp/3.0 toutiaomicroapp", script: "https://lf3-cdn-tos.bytegoofy.com/obj/goofy/developer/jssdk/jssdk-1.2.1.js", calls: "tt.miniProgram" },
  Baidu: { agent: "Mozilla/5.0 (Linux; Android 13) Chrome/115.0 Mobile swan/2.50 swan-baiduboxapp/13.0", script: "https://b.bdstatic.com/searchbox/icms/searchbox/js/swan-2.0.21.js", calls: "swan.webView" },
};

/** A device in a mini-program: its script comes from its own address alone, and what it is asked is noted in `asked`. */
async function inside(page, name, { pages = PAGES, answer = "ok" } = {}) {
  const { agent, script, calls } = HOSTS[name];
  const fetched = [];
  await page.addInitScript(([agent, name, answer]) => {
    Object.defineProperty(navigator, "userAgent", { get: () => agent });
    globalThis.asked = [];
    if (name !== "WeChat") return;
    // The client's bridge, as its script uses it.
    globalThis.WeixinJSBridge = {
      invoke(call, args, done) {
        if (call !== "invokeMiniProgramAPI") return;
        globalThis.asked.push({ name: args.name, ...args.arg });
        if (answer) setTimeout(() => done({ err_msg: `${call}:${answer}` }), 20);
      },
      on() {},
    };
  }, [agent, name, answer]);
  const stub = `
    let at = globalThis;
    for (const name of ${JSON.stringify((calls ?? "").split("."))}) at = at[name] ??= {};
    at.navigateTo = ({ url, success, fail }) => {
      globalThis.asked.push({ name: "navigateTo", url });
      if (${JSON.stringify(answer)}) setTimeout(${JSON.stringify(answer)} === "ok" ? success : fail, 20);
    };`;
  await page.route(script, (route) => {
    fetched.push(route.request().url());
    return route.fulfill({ contentType: "text/javascript", body: name === "WeChat" ? SDK : stub });
  });
  await page.route("**/config.json", (route) => route.fulfill({ json: { backend: "embedded", mini_program: pages } }));
  // What docs/embedding.md adds to the policy for this host.
  const origin = new URL(script).origin;
  await page.route((url) => !/\.\w+$/.test(url.pathname), async (route) => {
    if (!route.request().isNavigationRequest()) return route.fallback();
    const answer = await route.fetch();
    const policy = answer.headers()["content-security-policy"].replace("script-src 'self'", `script-src 'self' ${origin}`);
    return route.fulfill({ response: answer, headers: { ...answer.headers(), "content-security-policy": policy } });
  });
  return fetched;
}

async function hosts(app) {
  await app.open("/me");
  const radio = app.main.getByRole("radio", { name: "组织者" });
  await Promise.all([app.page.waitForEvent("load"), tick(radio)]);
  await app.ready();
}

const asked = (page) => page.evaluate(() => globalThis.asked);
const DOOR = `/organise/e/${EVENT}/check-in`;
/** What a page of the mini-program opens when it has read something (docs/mini-program). */
const brings = (back, text) => `${back}${back.includes("?") ? "&" : "?"}scan=${encodeURIComponent(text)}`;
/** Who has a ticket of the event. */
const guests = async (page) => {
  const rows = await page.evaluate(async () => (await fetch("/data/s/dog-walk.json")).json());
  return rows.filter((row) => row.event === EVENT && row.ticket && row.name);
};
const notice = (app, text) => app.main.locator(".notice").filter({ hasText: text });

/** Asks for the page that scans; the address that it is to come back to. */
async function scans(app, page) {
  const before = (await asked(page)).length;
  await app.button("扫码签到").click();
  await expect.poll(async () => (await asked(page)).length).toBe(before + 1);
  const call = (await asked(page)).at(-1);
  expect(call.name).toBe("navigateTo");
  const url = new URL(call.url, "https://host.example");
  expect(url.pathname).toBe(PAGES.scan);
  return url.searchParams.get("back");
}

const there = (app) => app.main.locator(".tally > div").filter({ hasText: "已到" }).locator("dd");

test.beforeEach(({ backend }) => test.skip(backend !== "embedded", "one plays a host only there"));

for (const name of Object.keys(HOSTS)) {
  test(`${name}: tickets are scanned by a page of the mini-program, which comes back with the code`, async ({ app, page }) => {
    const fetched = await inside(page, name);
    await hosts(app);
    await app.open(DOOR);
    await expect(there(app)).toHaveText("0");
    expect(fetched, "nothing of a platform is fetched before it is wanted").toEqual([]);
    const back = await scans(app, page);
    const door = back.split("?")[0];
    expect(new URL(back).pathname).toMatch(new RegExp(`${DOOR}$`));
    expect(fetched).toEqual([HOSTS[name].script]);
    // The mini-program opens the address with what it has read.
    const [one] = await guests(page);
    await page.goto(brings(back, one.ticket));
    await app.ready();
    await expect(there(app)).toHaveText("1");
    await expect(notice(app, one.name)).toHaveAttribute("data-tone", "live");
    // It is out of the address, so that a reload is no second reading.
    await expect.poll(() => page.url()).toBe(door);
    await page.reload();
    await app.ready();
    await expect(there(app)).toHaveText("1");
    // What is no ticket is said to be none, and what was read twice is there once.
    await page.goto(brings(await scans(app, page), "https://example.com/menu?x=1"));
    await app.ready();
    await expect(notice(app, "这不是入场码")).toHaveAttribute("data-tone", "warn");
    await page.goto(brings(await scans(app, page), one.ticket));
    await app.ready();
    await expect(notice(app, one.name)).toHaveAttribute("data-tone", "neutral");
    await expect(there(app)).toHaveText("1");
  });
}

test("a link with a code that nobody here has asked for checks nobody in", async ({ app, page }) => {
  await inside(page, "WeChat");
  await hosts(app);
  await app.open(DOOR);
  await expect(there(app)).toHaveText("0");
  const [one, other] = await guests(page);
  const back = await scans(app, page);
  for (const link of [brings(DOOR, other.ticket), brings(`${DOOR}?asked=anything`, other.ticket)]) {
    await app.open(link);
    await expect(app.main.locator(".door-row").first()).toBeVisible();
    await expect.poll(() => new URL(page.url()).search).toBe("");
  }
  // What was asked for is taken still, and once.
  await page.goto(brings(back, one.ticket));
  await app.ready();
  await expect(notice(app, one.name)).toBeVisible();
  await expect(there(app)).toHaveText("1");
  await page.goto(brings(back, other.ticket));
  await app.ready();
  await expect.poll(() => new URL(page.url()).search).toBe("");
  await page.reload();
  await app.ready();
  await expect(there(app)).toHaveText("1");
});

test("a plain browser takes no reading from any link", async ({ app, page }) => {
  await hosts(app);
  await app.open(DOOR);
  await expect(there(app)).toHaveText("0");
  const [one] = await guests(page);
  await page.evaluate(() => sessionStorage.setItem("linju/asked", "known"));
  await app.open(brings(`${DOOR}?asked=known`, one.ticket));
  await expect(app.main.locator(".door-row").first()).toBeVisible();
  await expect.poll(() => new URL(page.url()).search).toBe("");
  await page.reload();
  await app.ready();
  await expect(there(app)).toHaveText("0");
});

test("a ticket that is not on the list that was kept waits for the latest", async ({ app, page }) => {
  await inside(page, "WeChat");
  await hosts(app);
  const LIST = "**/data/s/dog-walk.json";
  const rows = await page.evaluate(async () => (await fetch("/data/s/dog-walk.json")).json());
  const [one] = await guests(page);
  await page.route(LIST, (route) => route.fulfill({ json: rows.filter((row) => row.ticket !== one.ticket) }));
  await app.open(DOOR);
  await expect(app.main.locator(".door-row").first()).toBeVisible();
  const back = await scans(app, page);
  await page.unroute(LIST);
  let comes;
  const late = new Promise((done) => (comes = done));
  await page.route(LIST, async (route) => {
    await late;
    await route.continue();
  });
  await page.goto(brings(back, one.ticket));
  await expect.poll(() => new URL(page.url()).search).toBe("");
  await expect(app.main.getByText(/不在本场名单上/)).toHaveCount(0);
  comes();
  await expect(notice(app, one.name)).toHaveAttribute("data-tone", "live");
  await expect(there(app)).toHaveText("1");
});

test("what is wrong with what the operator wrote is told as a fault", async ({ app, page }) => {
  await inside(page, "WeChat", { pages: { scan: "pages/scan" } });
  await hosts(app);
  await app.open(DOOR);
  await expect(notice(app, "mini_program/scan")).toHaveAttribute("data-tone", "full");
});

test("a bridge that refuses leaves the camera and the list", async ({ app, page }) => {
  await inside(page, "WeChat", { answer: "fail" });
  await hosts(app);
  await app.open(DOOR);
  await app.button("扫码签到").click();
  await expect(app.button("关掉相机")).toBeVisible();
  await expect(app.main.locator(".door-row").first()).toBeVisible();
});

test("a script that does not come, or is somebody else's, is no end", async ({ app, page }) => {
  expectErrors(page);
  await inside(page, "WeChat");
  await page.addInitScript(() => (globalThis.wx = { version: "of a shop" }));
  await page.route(SCRIPT, (route) => route.fulfill({ contentType: "text/html", body: "<h1>404</h1>" }));
  await hosts(app);
  await app.open(DOOR);
  await app.button("扫码签到").click();
  await expect(app.button("关掉相机")).toBeVisible({ timeout: 15_000 });
});

test("an event goes into the phone's calendar by the mini-program, and is to copy where there is no such page", async ({ app, page }) => {
  await inside(page, "WeChat");
  await app.open("/e/e-dog-walk-3");
  await app.button("加到日历").click();
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: /加到手机日历/ }).click();
  await expect.poll(() => asked(page)).toHaveLength(1);
  const url = new URL((await asked(page))[0].url, "https://host.example");
  expect(url.pathname).toBe(PAGES.calendar);
  expect(Number(url.searchParams.get("end"))).toBeGreaterThan(Number(url.searchParams.get("start")));
  expect(url.searchParams.get("title")).toBeTruthy();
  expect(url.searchParams.get("words")).toContain("/e/e-dog-walk-3");
  await expect(sheet).toBeHidden();
  await page.unroute("**/config.json");
  await page.reload();
  await app.button("加到日历").click();
  await expect(page.getByRole("dialog").getByText("这个应用里存不了文件")).toBeVisible();
});
