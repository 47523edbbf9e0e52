// In the web-view of a mini-program: what the page may not do is done by a page of the mini-program, which is asked by the platform's
// own script. What each host does with each verb is in verbs.spec.mjs; here is what can go wrong on the way, in WeChat's.
import { fileURLToPath } from "node:url";
import { expect, expectErrors, test } from "./base.mjs";
import { ANDROID } from "./agents.mjs";
import { asked, brings, DOOR, guests, hosts, inside, next, notice, PAGES, plays, scans, SCRIPT, SIGN, signs, there } from "./mini-programs.mjs";
import { expectForbidden } from "./policy.mjs";
import { serve } from "./serve.mjs";
import { tooWide } from "./wide.mjs";

const WALK = "/e/e-dog-walk-3";

test.beforeEach(({ backend }) => test.skip(backend !== "embedded", "one plays a host only there"));

test("tickets are scanned by a page of the mini-program, which comes back with the code", async ({ app, page }) => {
  const fetched = await inside(page, "WeChat");
  await hosts(app);
  await app.open(DOOR);
  await expect(there(app)).toHaveText("0");
  expect(fetched, "nothing of a platform is fetched before it is wanted").toEqual([]);
  const back = await scans(app, page);
  const door = back.split("?")[0];
  expect(new URL(back).pathname).toMatch(new RegExp(`${DOOR}$`));
  expect(fetched).toEqual([SCRIPT]);
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
  const rows = await page.evaluate(async () => (await fetch("data/s/dog-walk.json")).json());
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

test("a mini-program that wants it is told of each screen by its name and address", async ({ app, page }) => {
  await inside(page, "WeChat", { pages: { share: true } });
  await app.open("/c/night-run");
  const last = async () => (await asked(page)).at(-1);
  await expect.poll(last).toMatchObject({ name: "postMessage", title: "运河夜跑团 · 邻聚", url: page.url() });
  await app.tab("我").click();
  await expect.poll(last).toMatchObject({ name: "postMessage", title: "我 · 邻聚", url: expect.stringMatching(/\/me$/), screen: expect.stringMatching(/\/me$/) });
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

const HOME = ["navigateTo", "switchTab", "reLaunch", "navigateBack"];
const names = async (page) => (await asked(page)).map(({ name }) => name);

test("a mini-program that opens its page in no way is told otherwise than one that does not answer", async ({ app, page }) => {
  await inside(page, "WeChat", { answer: "fail" });
  await app.open("/me");
  await app.button("回到小程序").click();
  await expect(app.main.getByText("小程序打不开那一页，请用右上角的按钮离开。")).toBeVisible();
  expect(await names(page)).toEqual(HOME);
  // Nor is anything left to try where no page is named, and the web-view is the first.
  const other = await page.context().newPage();
  await inside(other, "WeChat", { answer: "fail", pages: { ...PAGES, home: undefined } });
  const there = Object.assign(Object.create(app), { page: other });
  await there.open("/me");
  await there.button("回到小程序").click();
  await expect(other.getByText("小程序打不开那一页，请用右上角的按钮离开。")).toBeVisible();
  expect(await names(other)).toEqual(["navigateBack"]);
});

test("what was asked for and has not answered is not asked for in another way that might open it twice", async ({ app, page }) => {
  await inside(page, "WeChat", { answer: null });
  await app.open("/me");
  await app.button("回到小程序").click();
  await expect(app.main.getByText("小程序没有回应，请再试一次。")).toBeVisible({ timeout: 10_000 });
  expect(await names(page)).toEqual(["navigateTo", "switchTab"]);
  // A page of the bar of tabs is opened by the second, be the first refused without a word.
  const other = await page.context().newPage();
  await inside(other, "WeChat", { answer: { navigateTo: null } });
  const there = Object.assign(Object.create(app), { page: other });
  await there.open("/me");
  const button = there.button("回到小程序");
  await button.click();
  await expect.poll(() => names(other)).toEqual(["navigateTo", "switchTab"]);
  await expect(button).not.toHaveAttribute("aria-busy");
  await expect(other.getByText("小程序没有回应")).toHaveCount(0);
  expect(await names(other)).toEqual(["navigateTo", "switchTab"]);
});

test("a page that was opened is opened once, whatever is said of it late and however often it is tapped", async ({ app, page }) => {
  await inside(page, "WeChat");
  await page.addInitScript(() => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => (globalThis.covered ? "hidden" : "visible") });
    const { invoke } = globalThis.WeixinJSBridge;
    globalThis.WeixinJSBridge.invoke = (call, args, done) => {
      if (args?.name !== "navigateTo") return invoke(call, args, done);
      globalThis.asked.push({ name: args.name, ...args.arg });
      const say = (said) => done({ err_msg: `${call}:${said}` });
      const cover = () => {
        globalThis.covered = true;
        document.dispatchEvent(new Event("visibilitychange"));
      };
      // First it says yes, and then no; next it opens the page, and says no.
      if (globalThis.contrary) return setTimeout(() => (cover(), say("fail")), 20);
      setTimeout(() => say("ok"), 20);
      setTimeout(() => say("fail"), 60);
    };
  });
  await app.open("/me");
  const button = app.button("回到小程序");
  await button.click();
  await expect(button).toHaveAttribute("aria-busy", "true");
  await button.click();
  await expect(button).not.toHaveAttribute("aria-busy");
  expect(await names(page)).toEqual(["navigateTo"]);
  await page.evaluate(() => (globalThis.contrary = true));
  await button.click();
  await expect.poll(() => page.evaluate(() => globalThis.covered)).toBe(true);
  await expect(button).not.toHaveAttribute("aria-busy");
  expect(await names(page)).toEqual(["navigateTo", "navigateTo"]);
  await expect(app.main.getByText(/^小程序(没有回应|打不开)/)).toHaveCount(0);
});

test("the way back to the mini-program stands above the reader's own choices, and not with what is kept", async ({ app, page }) => {
  await inside(page, "WeChat");
  await app.open("/me");
  await expect(app.button("回到小程序")).toBeInViewport();
  const top = async (of) => (await of.boundingBox()).y;
  expect(await top(app.button("回到小程序"))).toBeLessThan(await top(app.main.getByRole("heading", { name: "语言" })));
});

// WeChat on an iPhone writes its scale into the body, which phones' windows alone follow; on Android web-views zoom what
// is the standard size.
for (const [host, how] of [
  ["WeChat", (page) => page.addInitScript(() => addEventListener("DOMContentLoaded", () => document.body.style.setProperty("-webkit-text-size-adjust", "200%")))],
  ["Alipay", async (page) => (await page.context().newCDPSession(page)).send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } })],
]) {
  test.describe(`at twice the size of type, as ${host} sets it`, () => {
    test.use({ viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true });
    test("nothing needs scrolling sideways", async ({ app, page }) => {
      await inside(page, host);
      await app.open("/");
      const height = () => page.evaluate(() => document.querySelector("h1").getBoundingClientRect().height);
      const before = await height();
      await how(page);
      await hosts(app);
      for (const path of ["/", "/c/dog-walk", WALK, `${WALK}/sign-up`, "/c/dog-walk/members", "/agenda", "/me", DOOR]) {
        await app.open(path);
        if (path === "/") expect(await height()).toBeGreaterThan(1.5 * before);
        await page.waitForTimeout(200);
        expect(await tooWide(page), path).toEqual({ sideways: 0, out: [] });
      }
    });
  });
}

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

test("on a site that is not built for the host its script does not come, and that is said", async ({ app, page }) => {
  // What is forbidden is told to a server of this test's own.
  const { url, close } = await serve({ dist: process.env.LINJU_DIST ?? fileURLToPath(new URL("../../dist", import.meta.url)) });
  await inside(page, "WeChat", { allowed: false });
  expectForbidden(/script-src.*res\.wx\.qq\.com|res\.wx\.qq\.com.*script-src/s);
  await page.goto(`${url}me`);
  await app.button("回到小程序").click();
  await expect(page.getByText("小程序没有回应，请再试一次。")).toBeVisible();
  expect(await asked(page)).toEqual([]);
  await close();
});
