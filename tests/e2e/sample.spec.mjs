// The sample mini-program (docs/mini-program/wechat) around the app: what the app asks of it is given to its pages, which call WeChat,
// and what they open in the web-view is opened here.
import { expect, test } from "./base.mjs";
import { asked, DOOR, guests, hosts, inside, next, notice, PAGES, plays, there } from "./mini-programs.mjs";
import { sample, told } from "./sample.mjs";

const WALK = "/e/e-dog-walk-3";

test.beforeEach(({ backend }) => test.skip(backend !== "embedded", "one plays a host only there"));

/** Where the app is served. */
const site = (page) => page.evaluate(() => document.baseURI);

/** The operator's server, as the mini-program asks it; what it was asked. */
function server(answers) {
  const orders = [];
  const request = ({ url, method, data, success, fail }) => {
    orders.push({ url, method, data });
    const answer = answers(url, data);
    return answer ? success({ statusCode: 200, data: answer }) : fail({});
  };
  return { orders, request };
}

test("its pages are those that the document has a site name", async () => {
  const { config, site, named } = await told();
  expect(site).toMatchObject({ scan: expect.any(String), home: expect.any(String) });
  for (const [name, path] of Object.entries(site).filter(([, path]) => String(path).startsWith("/pages/"))) {
    expect(config.pages, name).toContain(path.slice(1));
    expect(named[name], `${name}, as the sample's own words have it`).toBe(path);
  }
  // What leads back has a page to lead to.
  expect(config.pages[0]).toBe(site.home.slice(1));
});

test("its first page leads into Linju, and back to the screen that was open", async ({ app, page }) => {
  await inside(page, "WeChat");
  await app.open("/me");
  const it = await sample({}, await site(page));
  const home = await next(page, () => app.button("回到小程序").click());
  it.stack = ["pages/index/index"];
  const first = await it.opened(home.url);
  first.open();
  expect(it.went).toEqual(["/pages/web/web"]);
  expect((await it.opened(it.went[0])).data.src).toBe(await site(page));
  // Asked for by Linju, it lies upon it.
  it.stack = ["pages/index/index", "pages/web/web", "pages/index/index"];
  first.open();
  expect(it.left).toBe(1);
  expect(it.went).toHaveLength(1);
});

test("tickets are scanned, and the phone is found, by its pages; what they read is brought to the screen that asked", async ({ app, page }) => {
  await inside(page, "WeChat");
  await hosts(app);
  await app.open(DOOR);
  await expect(there(app)).toHaveText("0");
  const [one] = await guests(page);
  const called = [];
  const { web, opened } = await sample({
    scanCode: ({ scanType, success, complete }) => (called.push(["scanCode", scanType]), success({ result: one.ticket }), complete()),
    getLocation: ({ type, success, complete }) => (called.push(["getLocation", type]), success({ latitude: 30.27412, longitude: 120.15515 }), complete()),
  }, await site(page));
  expect(web.data.src).toBe(await site(page));
  const scanning = await next(page, () => app.button("扫码签到").click());
  await opened(scanning.url);
  expect(called.pop()).toEqual(["scanCode", ["qrCode"]]);
  expect(web.data.src).toMatch(new RegExp(`${DOOR}\\?asked=[^&]+&scan=`));
  await page.goto(web.data.src);
  await app.ready();
  await expect(notice(app, one.name)).toBeVisible();
  await expect(there(app)).toHaveText("1");

  await app.open("/");
  const asks = await next(page, () => app.button("离我近").click());
  await opened(asks.url);
  expect(called.pop()).toEqual(["getLocation", "wgs84"]);
  expect(web.data.src).toMatch(/asked=[^&]+&at=/);
  await page.goto(web.data.src);
  await app.ready();
  await expect(app.button("5 公里内")).toHaveAttribute("aria-pressed", "true");

  // A link that leads anywhere else is not opened.
  const before = web.data.src;
  await opened(`/pages/scan/scan?back=${encodeURIComponent("https://elsewhere.example/?asked=x")}`);
  expect(web.data.src).toBe(before);
});

test("what is given up brings nothing, and leads back", async ({ app, page }) => {
  await inside(page, "WeChat");
  await app.open("/");
  const it = await sample({
    scanCode: ({ complete }) => complete(),
    getLocation: ({ complete }) => complete(),
    addPhoneCalendar: ({ fail }) => fail(),
  }, await site(page));
  const shows = it.web.data.src;
  const back = encodeURIComponent(`${await site(page)}?asked=x`);
  await it.opened(`/pages/scan/scan?back=${back}`);
  await it.opened(`/pages/locate/locate?back=${back}`);
  expect(it.left).toBe(2);
  const calendar = await it.opened("/pages/calendar/calendar?title=a&start=1&end=2");
  expect(calendar.data.said).toContain("没有加进日历");
  expect(it.left).toBe(2);
  expect(it.web.data.src).toBe(shows);
});

test("an event goes into the phone's calendar, and its place onto WeChat's map", async ({ app, page }) => {
  await inside(page, "WeChat");
  await app.open(WALK);
  const called = [];
  const it = await sample({
    addPhoneCalendar: ({ success, fail: _, ...event }) => (called.push(event), success()),
    openLocation: ({ fail: _, ...place }) => called.push(place),
  }, await site(page));
  await app.button("加到日历").click();
  const writes = await next(page, () => page.getByRole("dialog").getByRole("button", { name: /加到手机日历/ }).click());
  await it.opened(writes.url);
  const event = called.pop();
  expect(event).toEqual({
    title: await app.title.textContent(), startTime: expect.any(Number), endTime: expect.stringMatching(/^\d{10}$/),
    location: expect.stringContaining("香樟苑"), description: expect.stringContaining(page.url()),
  });
  expect(Number(event.endTime)).toBeGreaterThan(event.startTime);
  expect(it.left).toBe(1);
  await app.button("在地图里看").click();
  const map = await next(page, () => page.getByRole("button", { name: "用小程序的地图看" }).click());
  const shown = await it.opened(map.url);
  expect(called.pop()).toMatchObject({ latitude: expect.closeTo(30.2, 1), longitude: expect.closeTo(120.2, 1), name: "香樟苑", address: expect.stringMatching(/./) });
  // Back from the map, which lies on it, one is in the web-view.
  shown.onShow();
  expect(it.left).toBe(1);
  shown.onShow();
  expect(it.left).toBe(2);
});

test("dues are ordered at the operator's server and paid; the app hears that, and believes its service", async ({ app, page }) => {
  await inside(page, "WeChat");
  await plays(app, "成员");
  await app.open("/c/florist/join");
  await app.button("续期").click();
  const order = { timeStamp: "1795000000", nonceStr: "n", package: "prepay_id=1", signType: "RSA", paySign: "s" };
  const { orders, request } = server((url) => url.endsWith("/orders") && order);
  const paid = [];
  let refuses = true;
  const it = await sample({ request, requestPayment: async (given) => (paid.push(given), refuses && Promise.reject(new Error("cancel"))) }, await site(page));
  orders.length = 0;
  const pays = await next(page, () => app.button("去付款").click());
  const bill = await it.opened(pays.url);
  expect(bill.data.title).toBeTruthy();
  const shows = it.web.data.src;
  // Given up, it may be tried again.
  await bill.pay();
  expect(bill.data.said).toContain("没有付成");
  expect(it.web.data.src).toBe(shows);
  refuses = false;
  await bill.pay();
  expect(orders).toEqual(Array(2).fill({ url: `${it.server}orders`, method: "POST", data: { kind: "dues", community: "florist", event: undefined, code: "c" } }));
  expect(paid).toEqual([order, order]);
  expect(it.left).toBe(1);
  expect(it.web.data.src).toMatch(/\/c\/florist\?asked=[^&]+&paid=yes$/);
  await page.goto(it.web.data.src);
  await app.ready();
  await expect(page.getByText("付过了。对方收到以后，这里会跟着变。")).toBeVisible();
  await expect(page).toHaveURL(/\/c\/florist$/);
  await expect(app.main.getByText("续期的会费还没收到。")).toBeVisible();
});

test("a payment that is tapped twice is one order", async () => {
  let pays;
  const { orders, request } = server(() => ({}));
  const { opened } = await sample({ request, requestPayment: () => new Promise((done, refused) => (pays = { done, refused })) }, "https://linju.example/");
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

test("a reminder is asked for in a tap, and the operator's server told of it; refused, it is not", async ({ app, page }) => {
  await inside(page, "WeChat");
  await app.open(`${WALK}/sign-up`);
  await app.button("确认报名").click();
  await expect(app.main.getByText("你已报名，到时见。")).toBeVisible();
  const { orders, request } = server((url) => url.endsWith("/reminders") && {});
  let says = "reject";
  const asks = [];
  const it = await sample({ request, requestSubscribeMessage: async ({ tmplIds }) => (asks.push(tmplIds), { [tmplIds[0]]: says }) }, await site(page));
  orders.length = 0;
  const shows = it.web.data.src;
  const reminds = await next(page, () => app.button("开始前提醒我").click());
  const first = await it.opened(reminds.url);
  expect(first.data.title).toBe(reminds.page.searchParams.get("title"));
  expect(asks, "only in a tap").toEqual([]);
  await first.allow();
  expect(asks).toEqual([["tmpl"]]);
  expect(orders).toEqual([]);
  expect(it.left).toBe(1);
  says = "accept";
  await (await it.opened(reminds.url)).allow();
  const data = { event: "e-dog-walk-3", start: Number(reminds.page.searchParams.get("start")), code: "c" };
  expect(orders).toEqual([{ url: `${it.server}reminders`, method: "POST", data }]);
  expect(it.left).toBe(2);
  // The screen is as it was left.
  expect(it.web.data.src).toBe(shows);
});

test("the screen that is open is what is shared, and whoever taps the card is there", async ({ app, page }) => {
  await inside(page, "WeChat", { pages: { ...PAGES, share: true } });
  await app.open("/c/night-run");
  await expect.poll(async () => (await asked(page)).at(-1)?.title).toBe("运河夜跑团 · 邻聚");
  await app.tab("我").click();
  await expect.poll(async () => (await asked(page)).at(-1)?.title).toBe("我 · 邻聚");
  const { web, opened } = await sample({}, await site(page));
  // WeChat hands over all it was told when something is shared.
  web.heard({ detail: { data: (await asked(page)).map(({ name: _, ...told }) => told) } });
  await page.goBack();
  await expect(app.title).toHaveText("运河夜跑团");
  const card = web.onShareAppMessage({ webViewUrl: page.url() });
  expect(card).toEqual({ title: "运河夜跑团 · 邻聚", path: "/pages/web/web?path=c%2Fnight-run" });
  const other = await opened(card.path);
  await page.goto(other.data.src);
  await expect(app.title).toHaveText("运河夜跑团");
  // What was chosen on a screen goes along; what was said of others does not.
  const at = await site(page);
  web.heard({ detail: { data: [{ title: "诗会", url: `${at}e/poem?invite=x`, screen: `${at}e/poem` }] } });
  expect(web.onShareAppMessage({ webViewUrl: `${at}e/poem` })).toEqual({ title: "诗会", path: `/pages/web/web?path=${encodeURIComponent("e/poem?invite=x")}` });
  expect(web.onShareAppMessage({ webViewUrl: `${at}c/a` })).toEqual({ title: undefined, path: "/pages/web/web?path=c%2Fa" });
});
