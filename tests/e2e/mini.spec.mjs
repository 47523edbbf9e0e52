// In the web-view of a mini-program: what the page may not do is done by a page of the mini-program, which is asked by the platform's
// own script. WeChat's is the real file (npm `weixin-js-sdk`) over a stub of the client's bridge; the others are their calls as they
// are documented, and were not run on a device.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { expect, expectErrors, test, tick } from "./base.mjs";

// npm's file is the platform's in the wrapping of a module; as a script it puts itself under these two names.
const module = await readFile(createRequire(import.meta.url).resolve("weixin-js-sdk"), "utf8");
const SDK = `(() => { const module = {}; ${module}; window.wx = window.jWeixin = module.exports; })();`;
const PAGES = {
  scan: "/pages/scan/scan", locate: "/pages/locate/locate", pay: "/pages/pay/pay", calendar: "/pages/calendar/calendar",
  remind: "/pages/remind/remind", map: "/pages/map/map", home: "/pages/index/index",
};
const EVENT = "e-dog-walk-1";
const SCRIPT = "https://res.wx.qq.com/open/js/jweixin-1.6.0.js";
const SIGN = "https://sign.example/wechat";
const HOSTS = {
  WeChat: { agent: "Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0.49 NetType/WIFI miniProgram/wx0", script: SCRIPT },
  QQ: { agent: "Mozilla/5.0 (Linux; Android 13) Chrome/115.0 Mobile QQ/9.0.8 miniProgram", script: "https://qqq.gtimg.cn/miniprogram/webview_jssdk/qqjssdk-1.0.0.js", calls: "qq.miniProgram" },
  Alipay: { agent: "Mozilla/5.0 (Linux; Android 13) Chrome/115.0 Mobile AlipayClient/10.5 MiniProgram", script: "https://appx/web-view.min.js", calls: "my", told: "plain" },
  Douyin: { agent: "Mozilla/5.0 (Linux; Android 13) Chrome/115.0 Mobile ToutiaoMicroApp/3.0 toutiaomicroapp", script: "https://lf3-cdn-tos.bytegoofy.com/obj/goofy/developer/jssdk/jssdk-1.2.1.js", calls: "tt.miniProgram" },
  Baidu: { agent: "Mozilla/5.0 (Linux; Android 13) Chrome/115.0 Mobile swan/2.50 swan-baiduboxapp/13.0", script: "https://b.bdstatic.com/searchbox/icms/searchbox/js/swan-2.0.21.js", calls: "swan.webView", confirms: "smartprogram" },
};
const ANDROID = "Mozilla/5.0 (Linux; Android 13) Chrome/115.0 Mobile MicroMessenger/8.0.49 miniProgram/wx0";

/**
 * A device in a mini-program: its script comes from its own address alone, and what it is asked is noted in `asked`. `answer` is what the
 * bridge says to it (null: nothing), `env` whether it says that this is a mini-program (null: nothing), `signed` what it gives to calls
 * that want a signature (null: it refuses the signature).
 */
async function inside(page, name, { pages = PAGES, answer = "ok", env = true, signed = null, agent = HOSTS[name].agent, script = HOSTS[name].script } = {}) {
  const { calls, confirms = "miniprogram", told } = HOSTS[name];
  const fetched = [];
  await page.addInitScript(([agent, name, answer, env, signed]) => {
    Object.defineProperty(navigator, "userAgent", { get: () => agent });
    globalThis.asked = [];
    if (name !== "WeChat") return;
    if (env) globalThis.__wxjs_environment = "miniprogram";
    // A client without a bridge never says that it is ready.
    if (env === null) return;
    // The client's bridge, as its script uses it.
    globalThis.WeixinJSBridge = {
      invoke(call, args, done) {
        const says = (more) => setTimeout(() => done({ err_msg: `${call}:${more?.cancel ? "cancel" : more ? "ok" : "fail"}`, ...more }), 20);
        if (call === "invokeMiniProgramAPI") {
          globalThis.asked.push({ name: args.name, ...args.arg });
          if (answer) setTimeout(() => done({ err_msg: `${call}:${answer}` }), 20);
        } else if (call === "preVerifyJSAPI") {
          const { verifyAppId, verifySignature, verifyTimestamp, verifyNonceStr, verifyJsApiList } = args;
          globalThis.asked.push({ name: call, verifyAppId, verifySignature, verifyTimestamp, verifyNonceStr, verifyJsApiList });
          says(signed && {});
        } else if (signed?.[call]) {
          const { latitude, longitude, name, address, type, needResult, scanType } = args;
          globalThis.asked.push({ name: call, latitude, longitude, place: name, address, type, needResult, scanType });
          says(signed[call]);
        }
      },
      on() {},
    };
  }, [agent, name, answer, env, signed]);
  const stub = `
    let at = globalThis;
    for (const name of ${JSON.stringify((calls ?? "").split("."))}) at = at[name] ??= {};
    for (const name of ["navigateTo", "navigateBack"]) {
      at[name] = ({ success, fail, ...given }) => {
        globalThis.asked.push({ name, ...given });
        if (${JSON.stringify(answer)}) setTimeout(${JSON.stringify(answer)} === "ok" ? success : fail, 20);
      };
    }
    at.postMessage = (told) => globalThis.asked.push({ name: "postMessage", ...(${JSON.stringify(told ?? "")} ? told : told.data) });
    at.getEnv = (say) => ${env} !== null && setTimeout(() => say({ ${confirms}: ${env} }), 20);`;
  await page.route(new URL(script, "http://127.0.0.1/").host === "127.0.0.1" ? `**/${script}` : script, (route) => {
    fetched.push(route.request().url());
    return route.fulfill({ contentType: "text/javascript", body: name === "WeChat" ? SDK : stub });
  });
  await page.route("**/config.json", (route) => route.fulfill({ json: { backend: "embedded", mini_program: pages } }));
  // What `cargo xtask build --for` adds to the policy for this host.
  if (script.startsWith("https:")) await allows(page, new URL(script).origin);
  return fetched;
}

/** The page's policy with the origin of a script. */
async function allows(page, origin) {
  await page.route((url) => !/\.\w+$/.test(url.pathname), async (route) => {
    if (!route.request().isNavigationRequest()) return route.fallback();
    const answer = await route.fetch();
    const policy = answer.headers()["content-security-policy"].replace("script-src 'self'", `script-src 'self' ${origin}`);
    return route.fulfill({ response: answer, headers: { ...answer.headers(), "content-security-policy": policy } });
  });
}

/** Who signs addresses for WeChat; the addresses that were to be signed. */
async function signs(page) {
  const addresses = [];
  await page.route(`${SIGN}?**`, (route) => {
    addresses.push(new URL(route.request().url()).searchParams.get("url"));
    const headers = { "access-control-allow-origin": "*" };
    return route.fulfill({ headers, json: { appId: "wx0", timestamp: 1795000000, nonceStr: "n", signature: "s" } });
  });
  return addresses;
}

/** The next thing that the host is asked, after what `act` does. */
async function next(page, act) {
  const before = (await asked(page)).length;
  await act();
  await expect.poll(async () => (await asked(page)).length).toBe(before + 1);
  const call = (await asked(page)).at(-1);
  return { ...call, page: call.url && new URL(call.url, "https://host.example") };
}

async function plays(app, name) {
  await app.open("/me");
  const radio = app.main.getByRole("radio", { name });
  await Promise.all([app.page.waitForEvent("load"), tick(radio)]);
  await app.ready();
}

const hosts = (app) => plays(app, "组织者");
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

for (const name of Object.keys(HOSTS)) {
  test(`${name}: every verb reaches the host with what it wants to know`, async ({ app, page }) => {
    const fetched = await inside(page, name);
    // Sharing: the host is told what, its own menu sends it on.
    await app.open("/e/e-dog-walk-3");
    expect(fetched, "nothing of a platform is fetched before it is wanted").toEqual([]);
    const title = await app.title.textContent();
    const shared = await next(page, () => app.button("分享").click());
    expect(shared).toMatchObject({ name: "postMessage", title, url: page.url(), screen: page.url() });
    await expect(page.getByText(/点右上角的「···」就能转发/)).toBeVisible();
    // Where the link is copied, its own menu is told of still.
    await page.evaluate(() => Object.defineProperty(Navigator.prototype, "clipboard", { configurable: true, get: () => ({ writeText: async () => {} }) }));
    await page.getByRole("button", { name: "复制链接" }).click();
    await expect(page.getByText("点右上角的「···」就能转发，链接也复制好了")).toBeVisible();
    expect(await page.title()).toBe(`${title} · 邻聚`);

    // A reminder, for who is signed up.
    await expect(app.button("开始前提醒我")).toHaveCount(0);
    await app.open("/e/e-dog-walk-3/sign-up");
    await app.button("确认报名").click();
    await expect(app.main.getByText("你已报名，到时见。")).toBeVisible();
    const reminds = await next(page, () => app.button("开始前提醒我").click());
    expect(reminds.page.pathname).toBe(PAGES.remind);
    expect(Object.fromEntries(reminds.page.searchParams)).toMatchObject({ event: "e-dog-walk-3", title, start: expect.stringMatching(/^\d{10}$/) });

    // The calendar.
    await app.button("加到日历").click();
    const sheet = page.getByRole("dialog");
    const writes = await next(page, () => sheet.getByRole("button", { name: /加到手机日历/ }).click());
    expect(writes.page.pathname).toBe(PAGES.calendar);
    await expect(sheet).toBeHidden();

    // A map, in the coordinates of maps in China.
    await app.button("在地图里看").click();
    const map = await next(page, () => page.getByRole("button", { name: "用小程序的地图看" }).click());
    expect(map.page.pathname).toBe(PAGES.map);
    const feed = await page.evaluate(async () => (await fetch("/data/feed.json")).json());
    const at = feed.events.find((event) => event.id === "e-dog-walk-3").venue.position;
    const off = ["lat", "lng"].map((key) => Math.abs(Number(map.page.searchParams.get(key)) - at[key]));
    for (const degrees of off) {
      expect(degrees).toBeGreaterThan(0.001);
      expect(degrees).toBeLessThan(0.01);
    }
    expect(map.page.searchParams.get("address")).toBeTruthy();

    // Out of the web-view.
    await app.open("/me");
    const home = await next(page, () => app.button("回到小程序").click());
    expect(home).toMatchObject({ name: "navigateTo", url: PAGES.home });
    for (const call of await asked(page)) {
      if (call.url && call.name === "navigateTo") expect(call.url, "percent-encoded").toMatch(/^[\x21-\x7e]+$/);
    }
  });

  test(`${name}: the place is asked of a page of the mini-program, and comes back once`, async ({ app, page }) => {
    await inside(page, name);
    await app.open("/");
    const asks = await next(page, () => app.button("离我近").click());
    expect(asks.page.pathname).toBe(PAGES.locate);
    const back = asks.page.searchParams.get("back");
    // What nobody here has asked for is not taken.
    await page.goto("/?asked=anything&at=30.2741,120.1551");
    await app.ready();
    await expect.poll(() => new URL(page.url()).search).toBe("");
    await expect(app.button("离我近")).toHaveAttribute("aria-pressed", "false");
    await page.goto(`${back}&at=30.27412,120.15515`);
    await app.ready();
    await expect(app.button("5 公里内")).toHaveAttribute("aria-pressed", "true");
    expect(page.url()).not.toMatch(/asked|at=30/);
    expect(await page.evaluate(() => localStorage.getItem("linju/settings"))).toContain("30.274");
  });
}

/** The sample mini-program, over a stub of WeChat's own side; `wx` is what that answers. What its web-view shows is `web.data.src`. */
async function sample(wx, site) {
  const at = new URL("../../docs/mini-program/wechat/", import.meta.url);
  const config = JSON.parse(await readFile(new URL("app.json", at), "utf8"));
  const read = (path) => readFile(new URL(path, at), "utf8");
  let app;
  let web;
  const run = (source, Page) => new Function("App", "getApp", "Page", "wx", source)((it) => (app = it), () => app, Page, {
    navigateBack: () => web.onShow(),
    login: ({ success }) => success({ code: "c" }),
    request: ({ fail }) => fail(),
    ...wx,
  });
  run(await read("app.js"));
  app.globalData.site = site;
  const opened = async (url) => {
    const { pathname, search } = new URL(url, "https://host.example");
    expect(config.pages, "the page is there").toContain(pathname.slice(1));
    await read(`${pathname.slice(1)}.wxml`);
    let it;
    run(await read(`${pathname.slice(1)}.js`), (page) => (it = page));
    it.setData = (data) => Object.assign((it.data ??= {}), data);
    // A page is given what stands in its address, as it stands there.
    await it.onLoad?.(Object.fromEntries(search.slice(1).split("&").filter(Boolean).map((pair) => pair.split("="))));
    return it;
  };
  web = await opened("/pages/web/web");
  return { web, opened };
}

test("the sample mini-program does what it is asked, and brings it back", async ({ app, page }) => {
  await inside(page, "WeChat", { pages: { ...PAGES, home: undefined } });
  await hosts(app);
  await app.open(DOOR);
  await expect(there(app)).toHaveText("0");
  const [one] = await guests(page);
  const site = new URL("/", page.url()).href;
  const called = [];
  const wx = {
    scanCode: ({ success, complete }) => (success({ result: one.ticket }), complete()),
    getLocation: ({ type, success, complete }) => (called.push(type), success({ latitude: 30.27412, longitude: 120.15515 }), complete()),
    addPhoneCalendar: (event) => called.push(event),
    openLocation: (place) => called.push(place),
  };
  const { web, opened } = await sample(wx, site);
  expect(web.data.src).toBe(site);
  const scanning = await next(page, () => app.button("扫码签到").click());
  await opened(scanning.url);
  await page.goto(web.data.src);
  await app.ready();
  await expect(notice(app, one.name)).toBeVisible();
  await expect(there(app)).toHaveText("1");

  await app.open("/");
  const asks = await next(page, () => app.button("离我近").click());
  await opened(asks.url);
  await page.goto(web.data.src);
  await app.ready();
  await expect(app.button("5 公里内")).toHaveAttribute("aria-pressed", "true");
  expect(called.pop()).toBe("wgs84");

  await app.open("/e/e-dog-walk-3");
  await app.button("加到日历").click();
  const writes = await next(page, () => page.getByRole("dialog").getByRole("button", { name: /加到手机日历/ }).click());
  await opened(writes.url);
  expect(called.pop()).toMatchObject({ title: await app.title.textContent(), startTime: expect.any(Number), endTime: expect.stringMatching(/^\d+$/) });
  await app.button("在地图里看").click();
  const map = await next(page, () => page.getByRole("button", { name: "用小程序的地图看" }).click());
  await opened(map.url);
  expect(called.pop()).toMatchObject({ latitude: expect.closeTo(30.2, 1), longitude: expect.closeTo(120.2, 1), name: "香樟苑" });

  // A link that leads anywhere else is not opened.
  const before = web.data.src;
  await opened(`/pages/scan/scan?back=${encodeURIComponent("https://elsewhere.example/?asked=x")}`);
  expect(web.data.src).toBe(before);
  // It shares what the screen said of itself, and no other screen's.
  web.heard({ detail: { data: [{ title: "诗会", url: `${site}e/poem?invite=x`, screen: `${site}e/poem` }] } });
  expect(web.onShareAppMessage({ webViewUrl: `${site}e/poem` })).toEqual({ title: "诗会", path: `/pages/web/web?path=${encodeURIComponent("e/poem?invite=x")}` });
  expect(web.onShareAppMessage({ webViewUrl: `${site}c/a` })).toEqual({ title: undefined, path: "/pages/web/web?path=c%2Fa" });
});

test("dues are paid by a page of the mini-program, and what counts is what the service says", async ({ app, page }) => {
  await inside(page, "WeChat");
  await plays(app, "成员");
  await app.open("/c/florist/join");
  await app.button("续期").click();
  const pays = await next(page, () => app.button("去付款").click());
  expect(pays.page.pathname).toBe(PAGES.pay);
  const { back, ...given } = Object.fromEntries(pays.page.searchParams);
  expect(given).toMatchObject({ kind: "dues", community: "florist", link: "https://example.com/pay/florist", currency: "CNY", amount: expect.stringMatching(/^\d+$/) });
  expect(new URL(back).pathname).toBe("/c/florist");
  // It opens no other site.
  await expect(app.main.getByRole("link", { name: "去付款" })).toHaveCount(0);
  await page.goto(`${back}&paid=yes`);
  await app.ready();
  await expect(page.getByText("付过了。对方收到以后，这里会跟着变。")).toBeVisible();
  await expect.poll(() => new URL(page.url()).search).toBe("");
  await expect(app.main.getByText("续期的会费还没收到。")).toBeVisible();
  // From anybody else it is no word.
  await app.open("/c/florist?asked=anything&paid=yes");
  await expect.poll(() => new URL(page.url()).search).toBe("");
  await expect(page.getByText("付过了。")).toHaveCount(0);
});

test("where no page takes payments the address is there to copy", async ({ app, page }) => {
  await inside(page, "Baidu", { pages: {} });
  await plays(app, "成员");
  await app.open("/c/florist/join");
  await app.button("续期").click();
  await expect(app.button("复制付款地址")).toBeVisible();
  await expect(app.main.getByText("https://example.com/pay/florist")).toBeVisible();
  await expect(app.button("去付款")).toHaveCount(0);
  // Nor is anything else offered that nobody does.
  await app.open("/e/e-dog-walk-3");
  await app.button("在地图里看").click();
  await expect(page.getByRole("button", { name: "复制地址" })).toBeVisible();
  await expect(page.getByRole("button", { name: "用小程序的地图看" })).toHaveCount(0);
  // The page before the web-view is the host's own.
  await app.open("/me");
  const back = await next(page, () => app.button("回到小程序").click());
  expect(back).toMatchObject({ name: "navigateBack", delta: 1 });
});

test("a mini-program that wants it is told of each screen by its name and address", async ({ app, page }) => {
  await inside(page, "WeChat", { pages: { share: true } });
  await app.open("/c/night-run");
  const last = async () => (await asked(page)).at(-1);
  await expect.poll(last).toMatchObject({ name: "postMessage", title: "运河夜跑团 · 邻聚", url: page.url() });
  await app.tab("我").click();
  await expect.poll(last).toMatchObject({ name: "postMessage", title: "我 · 邻聚", url: expect.stringMatching(/\/me$/), screen: expect.stringMatching(/\/me$/) });
});

test("the way back leads through the app before it leads out of it", async ({ app, page }) => {
  await inside(page, "WeChat");
  await page.goto("about:blank");
  // Opened by a card in a chat: nothing of the app lies before it.
  await app.open("/e/e-dog-walk-3");
  await app.link("返回").click();
  await expect(page).toHaveURL(/\/c\/dog-walk$/);
  await page.goBack();
  await expect(page).toHaveURL(/\/e\/e-dog-walk-3$/);
  await app.tab("我").click();
  await page.goBack();
  await expect(page).toHaveURL(/\/e\/e-dog-walk-3$/);
  expect(await asked(page)).toEqual([]);
});

test("tickets are scanned and places found without leaving the page, where somebody signs", async ({ app, page }) => {
  const signed = { scanQRCode: {}, geoLocation: { latitude: 30.27412, longitude: "120.15515" }, openLocation: {} };
  const pages = { ...PAGES, sign: SIGN };
  await inside(page, "WeChat", { signed, pages, agent: ANDROID });
  const addresses = await signs(page);
  await hosts(app);
  await app.open(DOOR);
  await expect(there(app)).toHaveText("0");
  const [one] = await guests(page);
  await page.evaluate((text) => {
    const { invoke } = globalThis.WeixinJSBridge;
    globalThis.WeixinJSBridge.invoke = (call, args, done) =>
      invoke(call, args, (said) => done(call === "scanQRCode" ? { ...said, resultStr: text } : said));
  }, one.ticket);
  await app.button("扫码签到").click();
  await expect(there(app)).toHaveText("1");
  await expect(notice(app, one.name)).toHaveAttribute("data-tone", "live");
  const [verified, scanned] = await asked(page);
  expect(verified).toMatchObject({ name: "preVerifyJSAPI", verifyAppId: "wx0", verifySignature: "s", verifyTimestamp: "1795000000", verifyNonceStr: "n", verifyJsApiList: ["scanQRCode", "geoLocation", "openLocation"] });
  expect(scanned).toMatchObject({ name: "scanQRCode", needResult: 1, scanType: ["qrCode"] });
  expect(await asked(page)).toHaveLength(2);
  expect(addresses).toEqual([page.url()]);

  await app.open("/e/e-dog-walk-3");
  await app.button("在地图里看").click();
  await page.getByRole("button", { name: "用小程序的地图看" }).click();
  await expect.poll(() => asked(page)).toContainEqual(expect.objectContaining({ name: "openLocation", latitude: expect.any(Number), longitude: expect.any(Number), address: expect.stringMatching(/./) }));
  // On Android it is the address of now that is signed.
  await app.open("/");
  await app.tab("我").click();
  await app.tab("发现").click();
  await app.button("离我近").click();
  await expect(app.button("5 公里内")).toHaveAttribute("aria-pressed", "true");
  expect((await asked(page)).at(-1)).toMatchObject({ name: "geoLocation", type: "wgs84" });
});

test("on an iPhone the address that is signed is the one with which the page was opened", async ({ app, page }) => {
  await inside(page, "WeChat", { signed: { geoLocation: { latitude: 30.27412, longitude: 120.15515 } }, pages: { sign: SIGN } });
  const addresses = await signs(page);
  await app.open("/me");
  const opened = page.url();
  await app.tab("发现").click();
  await app.button("离我近").click();
  await expect(app.button("5 公里内")).toHaveAttribute("aria-pressed", "true");
  expect(addresses).toEqual([opened]);
});

test("a signature that is refused leaves the page of the mini-program", async ({ app, page }) => {
  await inside(page, "WeChat", { pages: { ...PAGES, sign: SIGN } });
  await signs(page);
  await app.open("/");
  await app.button("离我近").click();
  await expect.poll(async () => (await asked(page)).at(-1)?.url ?? "").toContain(PAGES.locate);
});

test("WeChat's script may lie on the site itself", async ({ app, page }) => {
  const fetched = await inside(page, "WeChat", { pages: { ...PAGES, script: "wechat/jweixin.js" }, script: "wechat/jweixin.js" });
  await app.open("/me");
  const home = await next(page, () => app.button("回到小程序").click());
  expect(home).toMatchObject({ name: "navigateTo", url: PAGES.home });
  expect(fetched.map((url) => new URL(url).pathname)).toEqual(["/wechat/jweixin.js"]);
});

test("WeChat on a computer is known by what its window says", async ({ app, page }) => {
  await inside(page, "WeChat", { agent: "Mozilla/5.0 (Windows NT 10.0) Chrome/115.0 MicroMessenger/7.0.20 WindowsWechat" });
  await app.open("/me");
  const home = await next(page, () => app.button("回到小程序").click());
  expect(home.url).toBe(PAGES.home);
});

test("a browser that only calls itself so is none, and neither is one whose bridge never answers", async ({ app, page }) => {
  for (const env of [false, null]) {
    const device = await page.context().newPage();
    await inside(device, "WeChat", { env });
    const there = Object.assign(Object.create(app), { page: device });
    await there.open("/me");
    await there.button("回到小程序").click();
    await expect(device.getByText("小程序没有回应，请再试一次。")).toBeVisible({ timeout: 10_000 });
    expect(await asked(device)).toEqual([]);
    await device.close();
  }
});

test("a plain browser is offered nothing of a host, and fetches nothing for one", async ({ app, page }) => {
  const fetched = [];
  page.on("request", (request) => fetched.push(request.url()));
  await page.route("**/config.json", (route) => route.fulfill({ json: { backend: "embedded", mini_program: { ...PAGES, share: true } } }));
  await app.open("/e/e-dog-walk-3/sign-up");
  await app.button("确认报名").click();
  await expect(app.main.getByText("你已报名，到时见。")).toBeVisible();
  await expect(app.button("开始前提醒我")).toHaveCount(0);
  await app.open("/me");
  await expect(app.button("回到小程序")).toHaveCount(0);
  expect(fetched.filter((url) => /\/mini-\w+\.wasm|jweixin|jssdk|appx|swan-/.test(url))).toEqual([]);
});

test("beside a notch nothing of the frame is hidden", async ({ app, page }) => {
  await inside(page, "WeChat");
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setSafeAreaInsetsOverride", { insets: { top: 44, bottom: 34, left: 20, right: 20 } });
  await app.open("/e/e-dog-walk-3");
  const room = page.viewportSize();
  for (const link of await page.getByRole("navigation").getByRole("link").all()) {
    const box = await link.evaluate((it) => {
      const range = document.createRange();
      range.selectNodeContents(it);
      const { bottom, left, right } = range.getBoundingClientRect();
      return { bottom, left, right };
    });
    expect(box.bottom).toBeLessThanOrEqual(room.height - 34);
    expect(box.left).toBeGreaterThanOrEqual(20);
    expect(box.right).toBeLessThanOrEqual(room.width - 20);
  }
  const heading = await app.title.boundingBox();
  expect(heading.x).toBeGreaterThanOrEqual(20);
  expect(heading.x + heading.width).toBeLessThanOrEqual(room.width - 20);
});

test("a bridge that refuses leaves the camera and the list", async ({ app, page }) => {
  await inside(page, "WeChat", { answer: "fail" });
  await hosts(app);
  await app.open(DOOR);
  await app.button("扫码签到").click();
  await expect(app.button("关掉相机")).toBeVisible();
  await expect(app.main.locator(".door-row").first()).toBeVisible();
});

/** A script that takes its time; how many elements have asked for it. */
async function dawdles(page) {
  await page.route(SCRIPT, async (route) => {
    await new Promise((done) => setTimeout(done, 800));
    await route.fallback();
  });
  return () => page.evaluate((src) => document.querySelectorAll(`script[src="${src}"]`).length, SCRIPT);
}

test("two taps open one page, and the button is busy until it is open", async ({ app, page }) => {
  const fetched = await inside(page, "WeChat");
  const elements = await dawdles(page);
  await plays(app, "成员");
  await app.open("/c/florist/join");
  await app.button("续期").click();
  await app.button("去付款").click();
  await expect(app.button("去付款")).toHaveAttribute("aria-busy", "true");
  await app.button("去付款").click();
  await expect.poll(() => asked(page)).toHaveLength(1);
  // It is asked for, and not open yet: our page is to be seen.
  await app.button("去付款").click();
  await expect(app.button("去付款")).not.toHaveAttribute("aria-busy");
  expect(await asked(page)).toHaveLength(1);
  expect(await elements()).toBe(1);
  expect(fetched).toHaveLength(1);
  // Who came back without having paid may ask again.
  await next(page, () => app.button("去付款").click());
});

test("two taps on what is drawn anew meanwhile ask for one place", async ({ app, page }) => {
  await inside(page, "WeChat");
  const elements = await dawdles(page);
  await app.open("/");
  const near = app.main.getByRole("button", { name: /离我近|正在/ });
  await near.click();
  await near.click();
  await expect.poll(() => asked(page)).toHaveLength(1);
  await near.click();
  await expect(app.button("离我近")).toBeVisible();
  expect(await asked(page)).toHaveLength(1);
  expect(await elements()).toBe(1);
});

test("a bridge that never answers has opened nothing as long as the page is to be seen", async ({ app, page }) => {
  await inside(page, "WeChat", { answer: null });
  await hosts(app);
  await app.open(DOOR);
  await app.button("扫码签到").click();
  await expect(app.button("关掉相机")).toBeVisible();
  await app.open("/e/e-dog-walk-3");
  await app.button("加到日历").click();
  const sheet = page.getByRole("dialog");
  const writes = sheet.getByRole("button", { name: /加到手机日历/ });
  await writes.click();
  await expect(sheet.getByRole("textbox", { name: /没能存成文件/ })).toBeVisible();
  // One that is covered meanwhile has its page.
  await page.evaluate(() => Object.defineProperty(document, "visibilityState", { configurable: true, get: () => (globalThis.covered ? "hidden" : "visible") }));
  await next(page, () => writes.click());
  await page.evaluate(() => {
    globalThis.covered = true;
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await expect(sheet).toBeHidden();
});

test("what else is called wx is not called, whatever it can do", async ({ app, page }) => {
  expectErrors(page);
  await inside(page, "WeChat");
  // No `getEnv`; one that says no; one that says nothing.
  await page.addInitScript(() => {
    const navigateTo = (given) => globalThis.asked.push({ name: "rival", ...given });
    const getEnv = { no: (say) => say({ miniprogram: false }), silent() {} }[localStorage.getItem("rival")];
    globalThis.wx = { miniProgram: { navigateTo, navigateBack: navigateTo, getEnv } };
  });
  await page.route(SCRIPT, (route) => route.fulfill({ contentType: "text/html", body: "<h1>404</h1>" }));
  for (const rival of ["none", "no", "silent"]) {
    await app.open("/me");
    await page.evaluate((rival) => localStorage.setItem("rival", rival), rival);
    await page.reload();
    await app.ready();
    await app.button("回到小程序").click();
    await expect(page.getByText("小程序没有回应，请再试一次。")).toBeVisible({ timeout: 10_000 });
    expect(await asked(page), rival).toEqual([]);
  }
});

test("what is brought and was not asked for is out of the address, in a mini-program and out of one", async ({ app, page }) => {
  await app.open("/c/florist?asked=anything&paid=yes");
  await expect.poll(() => new URL(page.url()).search).toBe("");
  await app.open("/?asked=anything&at=30.2741,120.1551");
  await expect.poll(() => new URL(page.url()).search).toBe("");
  await app.open("/c/florist?scan=1234");
  await expect.poll(() => new URL(page.url()).search).toBe("");
  await inside(page, "WeChat");
  // What was scanned is for doors.
  await app.open("/c/florist?asked=anything&scan=1234");
  await expect.poll(() => new URL(page.url()).search).toBe("");
});

test("a payment that is tapped twice is one order", async () => {
  const orders = [];
  let pays;
  const { opened } = await sample({
    request: ({ url, success }) => (orders.push(url), success({ statusCode: 200, data: {} })),
    requestPayment: () => new Promise((done, refused) => (pays = { done, refused })),
  }, "https://linju.example/");
  const it = await opened("/pages/pay/pay?kind=dues&community=florist");
  orders.length = 0;
  const first = it.pay();
  await it.pay();
  expect(orders).toHaveLength(1);
  await expect.poll(() => Boolean(pays)).toBe(true);
  pays.refused();
  await first;
  expect(it.data.said).toContain("没有付成");
  // It may be tried again.
  void it.pay();
  expect(orders).toHaveLength(2);
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
