// Each cell of the table in docs/embedding.md: for each host and verb each way in which it is done, in what the host's web-view calls
// itself, with the ways to the left of it taken away. Hosts but WeChat are their documented calls, not run on a device.
import { readFile } from "node:fs/promises";
import { expect, test } from "./base.mjs";
import { AGENTS } from "./agents.mjs";
import { asked, brings, DOOR, guests, hosts, HOSTS, inside, next, notice, originOf, PAGES, plays, scans, SIGN, signs, table, there } from "./mini-programs.mjs";

const WALK = "/e/e-dog-walk-3";
const SEAT = { latitude: 30.27412, longitude: 120.15515 };

/** The phone's clipboard, to be read; or none. */
const clipboard = async (page) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  return () => page.evaluate(() => navigator.clipboard.readText());
};
const noClipboard = (page) => page.addInitScript(() => Object.defineProperty(Navigator.prototype, "clipboard", { get: () => undefined }));
const noFiles = (page) => page.addInitScript(() => delete HTMLAnchorElement.prototype.download);

/** Signed up, with the page of the event open. */
async function goes(app) {
  await app.open(`${WALK}/sign-up`);
  await app.button("确认报名").click();
  await expect(app.main.getByText("你已报名，到时见。")).toBeVisible();
}

/** Where dues are to be paid. */
async function owes(app) {
  await plays(app, "成员");
  await app.open("/c/florist/join");
  await app.button("续期").click();
}

/** The sheet for calendars. */
async function calendar(app, page) {
  await app.open(WALK);
  await app.button("加到日历").click();
  return page.getByRole("dialog");
}

/** The sheet of maps. */
async function maps(app, page) {
  await app.open(WALK);
  await app.button("在地图里看").click();
  return page.getByRole("dialog", { name: "怎么去" });
}

/** Time and place, copied out of the sheet for calendars. */
async function facts({ app, page }) {
  const copied = await clipboard(page);
  const sheet = await calendar(app, page);
  const title = await app.title.textContent();
  await sheet.getByRole("button", { name: "复制时间和地点" }).click();
  await expect(page.getByText("时间和地点已复制")).toBeVisible();
  expect((await copied()).split("\n")).toEqual([title, expect.stringMatching(/\d\d:\d\d/), expect.stringMatching(/./), page.url()]);
}

/** Asks to leave the web-view; what the host was asked until that was done. */
async function goesHome(app, page) {
  await app.open("/me");
  const button = app.button("回到小程序");
  await button.click();
  await expect(button).toHaveAttribute("aria-busy", "true");
  await expect(button).not.toHaveAttribute("aria-busy");
  await expect(app.main.getByText(/^小程序(没有回应|打不开)/)).toHaveCount(0);
  return asked(page);
}

/** What a page of the mini-program is asked with. */
const asks = (call, page) => {
  expect(call.name).toBe("navigateTo");
  expect(call.url, "percent-encoded").toMatch(/^[\x21-\x7e]+$/);
  expect(call.page.pathname).toBe(page);
  return Object.fromEntries(call.page.searchParams);
};

/** A camera that shows nothing; what it was asked for. */
const camera = (page) => page.addInitScript(() => {
  globalThis.wanted = [];
  const getUserMedia = async (wanted) => {
    globalThis.wanted.push(wanted);
    return document.createElement("canvas").captureStream();
  };
  Object.defineProperty(Navigator.prototype, "mediaDevices", { get: () => ({ getUserMedia, enumerateDevices: async () => [], addEventListener() {} }) });
});
const noCamera = (page) => page.addInitScript(() => Object.defineProperty(Navigator.prototype, "mediaDevices", { get: () => undefined }));

/** By verb and way, in the words of the table. `is` puts the page into the host; what it is given is how that host is. */
const CHECKS = {
  share: {
    "the phone's sheet (`navigator.share`)": async ({ app, page }) => {
      await page.addInitScript(() => {
        globalThis.shared = [];
        Navigator.prototype.share = async (data) => void globalThis.shared.push(data);
      });
      await app.open(WALK);
      const title = await app.title.textContent();
      await app.button("分享").click();
      await page.getByRole("dialog").getByRole("button", { name: "分享到…" }).click();
      await expect.poll(() => page.evaluate(() => globalThis.shared)).toEqual([expect.objectContaining({ title, url: page.url() })]);
    },
    "`navigator.clipboard`, in a tap": async ({ app, page }) => {
      const copied = await clipboard(page);
      await app.open(WALK);
      await app.button("分享").click();
      await page.getByRole("dialog").getByRole("button", { name: "复制链接" }).click();
      await expect(page.getByText("链接已复制")).toBeVisible();
      expect(await copied()).toBe(page.url());
    },
    "the text to be marked by hand": async ({ app, page }) => {
      await noClipboard(page);
      await app.open(WALK);
      await app.button("分享").click();
      await page.getByRole("dialog").getByRole("button", { name: "复制链接" }).click();
      await expect(page.getByRole("textbox", { name: /没有复制成功/ })).toHaveValue(page.url());
    },
    "`postMessage`": async ({ app, page, is }) => {
      await is();
      await app.open(WALK);
      const title = await app.title.textContent();
      const shared = await next(page, () => app.button("分享").click());
      expect(shared).toMatchObject({ name: "postMessage", title, url: page.url(), screen: page.url() });
      expect(shared.url, "percent-encoded").toMatch(/^[\x21-\x7e]+$/);
      // Where the link is copied, the host's own menu is told of still.
      const copied = await clipboard(page);
      await page.getByRole("button", { name: "复制链接" }).click();
      await expect(page.getByText("点右上角的「···」就能转发，链接也复制好了")).toBeVisible();
      expect(await copied()).toBe(page.url());
      // Whoever opens it is there.
      await page.goto(shared.url);
      await expect(app.title).toHaveText(title);
    },
    "the host's own menu (which is said), and the link copied": async ({ app, page, is }) => {
      await is({ env: null });
      const copied = await clipboard(page);
      await app.open(WALK);
      await app.button("分享").click();
      await expect(page.getByText("点右上角的「···」就能转发")).toBeVisible();
      await page.getByRole("button", { name: "复制链接" }).click();
      await expect(page.getByText("点右上角的「···」就能转发，链接也复制好了")).toBeVisible();
      expect(await copied()).toBe(page.url());
      expect(await asked(page)).toEqual([]);
    },
  },
  title: {
    "`document.title`, which the bar follows": async ({ app, page, is }) => {
      await is();
      await app.open("/c/night-run");
      await expect(page).toHaveTitle("运河夜跑团 · 邻聚");
      await app.tab("我").click();
      await expect(page).toHaveTitle("我 · 邻聚");
      await page.goBack();
      await expect(page).toHaveTitle("运河夜跑团 · 邻聚");
    },
  },
  back: {
    "the page's own history; at its beginning the screen above": async ({ app, page, is }) => {
      await is();
      await page.goto("about:blank");
      // Opened by a card in a chat: nothing of the app lies before it.
      await app.open(WALK);
      await app.link("返回").click();
      await expect(page).toHaveURL(/\/c\/dog-walk$/);
      await page.goBack();
      await expect(page).toHaveURL(/\/e\/e-dog-walk-3$/);
      await app.tab("我").click();
      await page.goBack();
      await expect(page).toHaveURL(/\/e\/e-dog-walk-3$/);
      expect(await asked(page) ?? [], "the host is not asked").toEqual([]);
    },
  },
  navigate_host: {
    "there is no host": async ({ app }) => {
      await app.open("/me");
      await expect(app.main.getByRole("radio", { name: "成员" })).toBeAttached();
      await expect(app.button("回到小程序")).toHaveCount(0);
    },
    "page `home`": async ({ app, page, is }) => {
      await is();
      await app.open("/me");
      asks(await next(page, () => app.button("回到小程序").click()), PAGES.home);
      await expect(app.button("回到小程序")).not.toHaveAttribute("aria-busy");
      expect(await asked(page)).toHaveLength(1);
    },
    "`switchTab` to page `home`": async ({ app, page, is }) => {
      // What `navigateTo` does not open is a page of the bar of tabs.
      await is({ answer: { navigateTo: "fail" } });
      expect(await goesHome(app, page)).toEqual([{ name: "navigateTo", url: PAGES.home }, { name: "switchTab", url: PAGES.home }]);
    },
    "`reLaunch` to page `home`": async ({ app, page, is }) => {
      // Ten pages lie upon each other.
      await is({ answer: { navigateTo: "fail", switchTab: "fail" } });
      expect(await goesHome(app, page)).toEqual(["navigateTo", "switchTab", "reLaunch"].map((name) => ({ name, url: PAGES.home })));
    },
    "`navigateBack`": async ({ app, page, is }) => {
      await is({ pages: { ...PAGES, home: undefined } });
      await app.open("/me");
      expect(await goesHome(app, page)).toEqual([{ name: "navigateBack", delta: 1 }]);
    },
  },
  pay: {
    "a link": async ({ app }) => {
      await owes(app);
      await expect(app.link("去付款")).toHaveAttribute("href", "https://example.com/pay/florist");
    },
    "page `pay`": async ({ app, page, is }) => {
      await is();
      await owes(app);
      const { back, ...given } = asks(await next(page, () => app.button("去付款").click()), PAGES.pay);
      expect(given).toMatchObject({ kind: "dues", community: "florist", link: "https://example.com/pay/florist", currency: "CNY", amount: expect.stringMatching(/^\d+$/) });
      expect(new URL(back).pathname).toMatch(/\/c\/florist$/);
      // It opens no other site.
      await expect(app.link("去付款")).toHaveCount(0);
      await page.goto(`${back}&paid=yes`);
      await app.ready();
      await expect(page.getByText("付过了。对方收到以后，这里会跟着变。")).toBeVisible();
      await expect.poll(() => new URL(page.url()).search).toBe("");
      // What counts is what the service says.
      await expect(app.main.getByText("续期的会费还没收到。")).toBeVisible();
      // From anybody else it is no word.
      await app.open("/c/florist?asked=anything&paid=yes");
      await expect.poll(() => new URL(page.url()).search).toBe("");
      await expect(page.getByText("付过了。")).toHaveCount(0);
    },
    "the address at which it is paid, to copy": async ({ app, page, is }) => {
      await is({ pages: { ...PAGES, pay: undefined } });
      const copied = await clipboard(page);
      await owes(app);
      await expect(app.main.getByText("https://example.com/pay/florist")).toBeVisible();
      await app.button("复制付款地址").click();
      await expect.poll(copied).toBe("https://example.com/pay/florist");
      await expect(app.button("去付款")).toHaveCount(0);
      await expect(app.link("去付款")).toHaveCount(0);
    },
  },
  add_to_calendar: {
    "a file": async ({ app, page }) => {
      const sheet = await calendar(app, page);
      const [saved] = await Promise.all([page.waitForEvent("download"), sheet.getByRole("button", { name: /日历文件|只加这一次/ }).first().click()]);
      expect(saved.suggestedFilename()).toMatch(/\.ics$/);
      expect(await readFile(await saved.path(), "utf8")).toMatch(/^BEGIN:VCALENDAR/);
    },
    "page `calendar`": async ({ app, page, is }) => {
      await is();
      const sheet = await calendar(app, page);
      const title = await app.title.textContent();
      const given = asks(await next(page, () => sheet.getByRole("button", { name: /加到手机日历/ }).click()), PAGES.calendar);
      expect(given).toMatchObject({ title, start: expect.stringMatching(/^\d{10}$/), words: expect.stringContaining(WALK) });
      expect(Number(given.end)).toBeGreaterThan(Number(given.start));
      await expect(sheet).toBeHidden();
    },
    "time and place to copy": async ({ app, page, is }) => {
      await is({ pages: { ...PAGES, calendar: undefined } });
      await noFiles(page);
      await facts({ app, page });
    },
  },
  remind: {
    "the entry in one's calendar": async ({ app, is }) => {
      await is({ pages: { ...PAGES, remind: undefined } });
      await goes(app);
      await expect(app.button("加到日历")).toBeVisible();
      await expect(app.button("开始前提醒我")).toHaveCount(0);
    },
    "page `remind`": async ({ app, page, is }) => {
      await is();
      await app.open(WALK);
      const title = await app.title.textContent();
      await expect(app.button("开始前提醒我"), "who does not come is not reminded").toHaveCount(0);
      await goes(app);
      const given = asks(await next(page, () => app.button("开始前提醒我").click()), PAGES.remind);
      expect(given).toMatchObject({ event: "e-dog-walk-3", title, start: expect.stringMatching(/^\d{10}$/) });
    },
  },
  scan: {
    "`wx.scanQRCode`, signed": async ({ app, page, is }) => {
      await is({ signed: { scanQRCode: {} }, pages: { ...PAGES, sign: SIGN } });
      await signs(page);
      await hosts(app);
      await app.open(DOOR);
      const [one] = await guests(page);
      await page.evaluate((text) => {
        const { invoke } = globalThis.WeixinJSBridge;
        globalThis.WeixinJSBridge.invoke = (call, args, done) =>
          invoke(call, args, (said) => done(call === "scanQRCode" ? { ...said, resultStr: text } : said));
      // On iPhones the client tells its script so; mini.spec.mjs has the other phones.
      }, JSON.stringify({ scan_code: { scan_result: one.ticket } }));
      await app.button("扫码签到").click();
      await expect(notice(app, one.name)).toHaveAttribute("data-tone", "live");
      await expect(there(app)).toHaveText("1");
      expect((await asked(page)).map(({ name }) => name)).toEqual(["preVerifyJSAPI", "scanQRCode"]);
    },
    "page `scan`": async ({ app, page, is, script }) => {
      const fetched = await is();
      await hosts(app);
      await app.open(DOOR);
      await expect(there(app)).toHaveText("0");
      expect(fetched, "nothing of a platform is fetched before it is wanted").toEqual([]);
      const back = await scans(app, page);
      expect(fetched).toEqual([script]);
      expect(new URL(back).pathname).toMatch(new RegExp(`${DOOR}$`));
      const [one] = await guests(page);
      await page.goto(brings(back, one.ticket));
      await app.ready();
      await expect(notice(app, one.name)).toHaveAttribute("data-tone", "live");
      await expect(there(app)).toHaveText("1");
      // It is out of the address, so that a reload is no second reading.
      await expect.poll(() => page.url()).toBe(back.split("?")[0]);
    },
    "the camera, where the web-view has it": async ({ app, page, is }) => {
      await is({ pages: { ...PAGES, scan: undefined } });
      await camera(page);
      await hosts(app);
      await app.open(DOOR);
      await app.button("扫码签到").click();
      await expect(app.button("关掉相机")).toBeVisible();
      const [{ video }] = await page.evaluate(() => globalThis.wanted);
      expect(JSON.stringify(video)).toContain("environment");
      expect(await asked(page) ?? []).toEqual([]);
    },
    "names tapped, codes typed": async ({ app, page, is }) => {
      await is({ pages: { ...PAGES, scan: undefined } });
      await noCamera(page);
      await hosts(app);
      await app.open(DOOR);
      await app.button("扫码签到").click();
      await expect(page.getByRole("alert").filter({ hasText: "直接输入票上的号码" })).toBeVisible();
      const [one] = await guests(page);
      await app.main.getByRole("searchbox").fill(one.ticket);
      const row = app.main.locator(".door-row");
      await expect(row).toHaveCount(1);
      await expect(row).toContainText(one.name);
      await row.getByRole("button", { name: "到了" }).click();
      await expect(there(app)).toHaveText("1");
    },
  },
  locate: {
    "`wx.getLocation`, signed": async ({ app, page, is }) => {
      await is({ signed: { geoLocation: SEAT }, pages: { ...PAGES, sign: SIGN } });
      await signs(page);
      await app.open("/");
      await app.button("离我近").click();
      await expect(app.button("5 公里内")).toHaveAttribute("aria-pressed", "true");
      expect((await asked(page)).map(({ name }) => name)).toEqual(["preVerifyJSAPI", "geoLocation"]);
    },
    "page `locate`": async ({ app, page, is }) => {
      await is();
      await app.open("/");
      const { back } = asks(await next(page, () => app.button("离我近").click()), PAGES.locate);
      // What nobody here has asked for is not taken.
      await app.open("/?asked=anything&at=30.2741,120.1551");
      await expect.poll(() => new URL(page.url()).search).toBe("");
      await expect(app.button("离我近")).toHaveAttribute("aria-pressed", "false");
      await page.goto(`${back}&at=30.27412,120.15515`);
      await app.ready();
      await expect(app.button("5 公里内")).toHaveAttribute("aria-pressed", "true");
      expect(page.url()).not.toMatch(/asked|at=30/);
      expect(await page.evaluate(() => localStorage.getItem("linju/settings"))).toContain("30.274");
    },
    "`navigator.geolocation`, where the web-view has it": async ({ app, page, is }) => {
      await is({ pages: { ...PAGES, locate: undefined } });
      await page.context().grantPermissions(["geolocation"]);
      await page.context().setGeolocation(SEAT);
      await app.open("/");
      await app.button("离我近").click();
      await expect(app.button("5 公里内")).toHaveAttribute("aria-pressed", "true");
      expect(await asked(page) ?? []).toEqual([]);
    },
    "city and district chosen": async ({ app, page, is }) => {
      await is({ pages: { ...PAGES, locate: undefined } });
      await app.open("/");
      await app.button("离我近").click();
      await expect(page.getByText(/没有拿到位置.*可以选一个区/)).toBeVisible();
      await app.button("筛选").click();
      const sheet = page.getByRole("dialog", { name: "筛选" });
      await sheet.getByRole("radio", { name: "西湖区", exact: true }).locator("xpath=ancestor::label").click();
      await sheet.getByRole("button", { name: /^看结果/ }).click();
      await expect(app.title).toHaveText("西湖区身边");
    },
  },
  open_map: {
    "a link": async ({ app, page }) => {
      const sheet = await maps(app, page);
      await expect(sheet.getByRole("link", { name: "高德地图" })).toHaveAttribute("href", /^https:\/\/uri\.amap\.com\//);
    },
    "`wx.openLocation`, signed": async ({ app, page, is }) => {
      await is({ signed: { openLocation: {} }, pages: { ...PAGES, sign: SIGN } });
      await signs(page);
      await maps(app, page);
      await page.getByRole("button", { name: "用小程序的地图看" }).click();
      const call = { name: "openLocation", latitude: expect.any(Number), longitude: expect.any(Number), address: expect.stringMatching(/./) };
      await expect.poll(async () => (await asked(page)).at(-1)).toMatchObject(call);
    },
    "page `map`": async ({ app, page, is }) => {
      await is();
      await maps(app, page);
      const given = asks(await next(page, () => page.getByRole("button", { name: "用小程序的地图看" }).click()), PAGES.map);
      expect(given.address).toBeTruthy();
      // In the coordinates of maps in China.
      const feed = await page.evaluate(async () => (await fetch("data/feed.json")).json());
      const at = feed.events.find((event) => event.id === "e-dog-walk-3").venue.position;
      for (const off of ["lat", "lng"].map((key) => Math.abs(Number(given[key]) - at[key]))) {
        expect(off).toBeGreaterThan(0.001);
        expect(off).toBeLessThan(0.01);
      }
    },
    "the address to copy": async ({ app, page, is }) => {
      await is({ pages: { ...PAGES, map: undefined } });
      const copied = await clipboard(page);
      const sheet = await maps(app, page);
      await sheet.getByRole("button", { name: "复制地址" }).click();
      await expect(sheet.getByText("地址已复制")).toBeVisible();
      expect(await copied()).toMatch(/杭州/);
      await expect(page.getByRole("button", { name: "用小程序的地图看" })).toHaveCount(0);
    },
  },
  copy: {
    "`navigator.clipboard`, in a tap": async ({ app, page, is }) => {
      await is();
      await facts({ app, page });
    },
    "the text to be marked by hand": async ({ app, page, is }) => {
      await is();
      await noClipboard(page);
      const sheet = await calendar(app, page);
      await sheet.getByRole("button", { name: "复制时间和地点" }).click();
      const text = sheet.getByRole("textbox", { name: /没能自动复制/ });
      await expect(text).toHaveValue(/\d\d:\d\d/);
      await expect(text).toBeFocused();
    },
  },
  save_file: {
    "a file": async ({ app, page }) => {
      await hosts(app);
      await app.open("/organise/e/e-chamber-3");
      const [saved] = await Promise.all([page.waitForEvent("download"), app.main.getByRole("button", { name: /^导出表格/ }).click()]);
      expect(saved.suggestedFilename()).toMatch(/\.csv$/);
    },
    "time and place, rows or a card to copy": async ({ app, page, is }) => {
      await is({ pages: { ...PAGES, calendar: undefined } });
      await noFiles(page);
      await facts({ app, page });
      await hosts(app);
      await app.open("/organise/e/e-chamber-3");
      const copied = () => page.evaluate(() => navigator.clipboard.readText());
      await app.main.getByRole("button", { name: /^复制表格/ }).click();
      await expect.poll(copied).toMatch(/姓名[\t,]状态[\t,]人数/);
      await expect(app.main.getByRole("button", { name: /^导出表格/ })).toHaveCount(0);
    },
  },
};

test.beforeEach(({ backend }) => test.skip(backend !== "embedded", "one plays a host only there"));

const [[, ...columns], ...rows] = table("verbs");
const used = new Set();
for (const [verb, ...cells] of rows.map(([verb, ...cells]) => [verb.replaceAll("`", ""), ...cells])) {
  for (const [at, cell] of cells.entries()) {
    for (const host of columns[at].split(", ").map((name) => name.split(" ")[0])) {
      for (const way of cell.split("; else ").map((way) => way.replace(/^\*(.*)\*$/, "$1"))) {
        const check = CHECKS[verb]?.[way];
        used.add(check);
        test(`${host}: ${verb}: ${way}`, async ({ app, page }) => {
          expect(check, "what the document says has a check").toBeTruthy();
          const is = host === "Browser" ? async () => [] : (how) => inside(page, host, how);
          await check({ app, page, is, script: HOSTS[host]?.script });
        });
      }
    }
  }
}

test("each check is of a way in the table, and each host of the tests is one of the document", () => {
  for (const [verb, ways] of Object.entries(CHECKS)) {
    for (const [way, check] of Object.entries(ways)) expect(used.has(check), `${verb}: ${way}`).toBe(true);
  }
  const [, ...known] = table("hosts");
  expect(known.map(([name]) => name.split(" ")[0])).toEqual(Object.keys(AGENTS));
  for (const [name, , marks, calls, script, origin] of known) {
    const [key] = name.split(" ");
    const host = HOSTS[key];
    for (const mark of marks.split("; or ")[0].matchAll(/`([^`]+)`/g)) expect(host.agent).toContain(mark[1]);
    expect(calls).toBe(`\`${host.calls}\`: \`${host.confirms ?? "miniprogram"}\``);
    expect(script).toBe(`\`${host.script}\``);
    expect(origin).toBe(`\`${new URL(host.script).origin}\``);
    expect(originOf(key)).toBe(new URL(host.script).origin);
  }
});
