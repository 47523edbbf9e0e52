// An event's page as time goes by: sign-up that opens while one looks at it, another clock, the way there, the next of a series;
// and the ticket, held out at the door without a network.
import { expect, test, tick } from "./base.mjs";
import { NOW } from "./now.mjs";

/** Signs up for two for an event without questions. */
async function comeAsTwo(app, id) {
  await app.open(`/e/${id}/sign-up`);
  await app.button("加一个人").click();
  await app.main.getByRole("textbox", { name: "第 2 位的名字" }).fill("阿珍");
  await app.button("确认报名").click();
  await expect(app.main.getByText("已报名 2 人，到时见。")).toBeVisible();
}

/** Lets time go by as in a pocket: then the reader looks again. */
async function later(page, ms) {
  await page.evaluate((ms) => {
    window.passTime(ms);
    document.dispatchEvent(new Event("visibilitychange"));
  }, ms);
}

test("the ticket is held out without a network: a QR code, the code in groups, how many come on it, the screen kept on", async ({ app, page, context }) => {
  await page.addInitScript(() => {
    globalThis.locks = [];
    const request = async (kind) => {
      const lock = { kind, on: true, release: async () => { lock.on = false; } };
      globalThis.locks.push(lock);
      return lock;
    };
    Object.defineProperty(Navigator.prototype, "wakeLock", { get: () => ({ request }) });
  });
  const part = page.waitForResponse(/\/ticket-[0-9a-f]{16}\.wasm$/);
  await comeAsTwo(app, "e-book-cd-1");
  await part;
  const code = await app.main.getByText(app.ticket).textContent();
  await context.setOffline(true);
  await app.tab("日程").click();
  await expect(app.title).toHaveText("日程");
  for (const from of ["agenda", "event"]) {
    if (from === "event") await app.card("盖碗茶边读《死水微澜》").getByRole("link").click();
    await app.button("出示我的票").click();
    const held = page.getByRole("dialog", { name: "盖碗茶边读《死水微澜》" });
    await expect(held.getByRole("img", { name: "票的二维码" })).toBeVisible();
    await expect(held.getByText(code, { exact: true })).toBeVisible();
    await expect(held).toContainText("一票 2 人：我、阿珍");
    await expect(held).toContainText("周日");
    const { width, height } = await held.boundingBox();
    expect([width, height].map(Math.round)).toEqual(Object.values(page.viewportSize()));
    expect(await page.evaluate(() => globalThis.locks.filter((lock) => lock.on).length)).toBe(1);
    await held.getByRole("button", { name: "关闭" }).click();
    await expect(held).toBeHidden();
    expect(await page.evaluate(() => globalThis.locks.filter((lock) => lock.on).length), "let go").toBe(0);
  }
});

test("a ticket is white in the dark too, and its whole code is one text to copy", async ({ app, page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await comeAsTwo(app, "e-book-cd-1");
  await app.button("出示我的票").click();
  const held = page.getByRole("dialog");
  await expect(held.getByRole("img")).toBeVisible();
  expect(await held.evaluate((it) => getComputedStyle(it).backgroundColor)).toBe("rgb(255, 255, 255)");
  await expect(held.getByText(app.ticket)).toBeVisible();
});

test("without a seat there is no ticket, nor once it is given back or over", async ({ app, page }) => {
  await app.open("/e/e-book-cd-1");
  await expect(app.button("出示我的票")).toHaveCount(0);
  await comeAsTwo(app, "e-book-cd-1");
  await expect(app.button("出示我的票")).toBeVisible();
  await later(page, 6 * 86_400_000);
  await expect(app.main.getByText("活动结束了，谢谢你报名。")).toBeVisible();
  await expect(app.button("出示我的票")).toHaveCount(0);
  await expect(app.main.getByText("当时有 10 人报名")).toBeVisible();
});

test("sign-up that opens is counted down to, and the button comes by itself; only that it is open is read out", async ({ app, page }) => {
  await app.open("/e/e-product-test-1");
  await expect(app.main.getByText(/^明天 12:00开始报名，还有 (18 小时|17 小时 \d+ 分)$/)).toBeVisible();
  const facts = app.main.getByText("下沙文化中心 304");
  const before = await facts.boundingBox();
  const told = app.main.getByRole("status").filter({ hasText: /报名/ });
  // Till some seconds before noon.
  const left = await page.evaluate((noon) => noon - Date.now(), Date.parse(NOW) + 18 * 3_600_000);
  await later(page, left - 8_000);
  await expect(app.main.getByText(/还有 \d 秒/)).toBeVisible();
  await expect(told).toHaveCount(0);
  await expect(app.link("报名")).toHaveCount(0);
  await expect(app.link("报名")).toBeVisible({ timeout: 15_000 });
  await expect(told.filter({ hasText: "现在可以报名了" })).toHaveCount(1);
  expect((await facts.boundingBox()).y, "nothing has moved").toBeCloseTo(before.y, 0);
});

test("it starts in, is on, and is over, while somebody looks at it", async ({ app, page }) => {
  await app.open("/e/e-night-run-1");
  await expect(app.main.getByText(/^1 天 \d 小时后开始$/)).toBeVisible();
  await expect(app.link("报名")).toBeVisible();
  await later(page, 26.5 * 3_600_000);
  await expect(app.main.getByText(/^正在进行，还有 (1 小时|59 分钟|\d+ 小时 \d+ 分)$/)).toBeVisible();
  await expect(app.link("报名")).toHaveCount(0);
  await later(page, 2 * 3_600_000);
  await expect(app.main.getByText("已经结束", { exact: true })).toBeVisible();
  await expect(app.main.getByText("这场已经结束，谢谢每一位来的人。")).toBeVisible();
  await expect(app.main.getByRole("link", { name: /报名/ })).toHaveCount(0);
});

test("seats are said with how many of how many, and a series with what comes next", async ({ app }) => {
  await app.open("/e/e-night-run-1");
  await expect(app.main).toContainText(/已确认 \d+ \/ \d+ 人，还剩 13 个名额/);
  await expect(app.part("接下来").getByRole("link")).toContainText([/周二.*已满/, /12月3日.*还剩 11 个名额/]);
});

test("what is cancelled says so once, loudly, with nothing to press and no seats to count", async ({ app }) => {
  await app.open("/e/e-dog-walk-2");
  await expect(app.main.getByText(/活动已取消/)).toHaveCount(1);
  await expect(app.main.getByText(/名额|后开始/)).toHaveCount(0);
});

test.describe("in Berlin", () => {
  test.use({ timezoneId: "Europe/Berlin", locale: "en-GB" });

  test("when it is there, and when that is here", async ({ app }) => {
    await app.open("/e/e-night-run-1");
    await expect(app.main).toContainText("Tomorrow 20:00–21:30 (Shanghai time)");
    await expect(app.main).toContainText("Where you are: Tomorrow 13:00–14:30");
  });
});

const ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36";
const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile Safari/604.1";

for (const [phone, userAgent, first, href] of [
  ["Android", ANDROID, "手机自带的地图", /^geo:30\.\d+,120\.\d+\?q=/],
  ["an iPhone", IPHONE, "苹果地图", /^https:\/\/maps\.apple\.com\/\?ll=30\.\d+,120\.\d+&q=/],
]) {
  test.describe(`on ${phone}`, () => {
    test.use({ userAgent });

    test("the way there: its own map first, then others, and the address to copy", async ({ app, page, context }) => {
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await app.open("/e/e-night-run-1");
      await app.button("在地图里看").click();
      const sheet = page.getByRole("dialog", { name: "怎么去" });
      const ways = sheet.getByRole("link");
      await expect(ways).toHaveText([first, "高德地图", "腾讯地图", "百度地图", "谷歌地图"]);
      await expect(ways.first()).toHaveAttribute("href", href);
      await expect(ways.nth(1)).toHaveAttribute("href", /coordinate=wgs84/);
      await expect(ways.nth(2)).toHaveAttribute("href", /coord_type=1/);
      await expect(ways.nth(3)).toHaveAttribute("href", /coord_type=wgs84/);
      await sheet.getByRole("button", { name: "复制地址" }).click();
      await expect(sheet.getByText("地址已复制")).toBeVisible();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("杭州拱墅区桥弄街东口，茶水摊旁");
    });
  });
}

test("an address that is told to those who come is in no link before", async ({ app, page }) => {
  await app.open("/e/e-dog-walk-4");
  await expect(app.main).toContainText("报名确认后告诉你详细地址");
  await expect(app.button("在地图里看")).toHaveCount(0);
  const links = await page.locator("a").evaluateAll((all) => all.map((it) => decodeURIComponent(it.href)).join(" "));
  expect(links).not.toMatch(/架空层|30\.\d+,120\./);
  await app.link("报名").click();
  await app.main.getByRole("textbox", { name: "它的名字、年龄和体重" }).fill("豆包，五岁，九公斤");
  await tick(app.main.getByRole("checkbox", { name: "抓痒" }));
  await app.button("确认报名").click();
  await app.button("在地图里看").click();
  await expect(page.getByRole("dialog")).toContainText("架空层");
});
