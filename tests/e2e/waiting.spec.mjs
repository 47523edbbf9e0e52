// Commands that wait, are refused or are in doubt: on the very button and card they concern, on *Me*, and when
// signing out. The network is cut; what was done is sent later, once, and said to be.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./base.mjs";

const EVENT = "/e/e-book-cd-1";
const TITLE = "盖碗茶边读《死水微澜》";
const cut = (route) => route.abort("internetdisconnected");
const busy = (route) => route.fulfill({ status: 503, headers: { "retry-after": "300", "access-control-allow-origin": "*", "access-control-expose-headers": "retry-after" }, body: "{}" });

/** Commands of json-server; nothing of it where the service is in the page. */
const write = (app, how) =>
  app.page.route(
    (url) => url.href.startsWith(app.service),
    (route) => (["GET", "OPTIONS"].includes(route.request().method()) ? route.fallback() : how(route)),
  );

const signUp = async (app, { name } = {}) => {
  await app.open(`${EVENT}/sign-up`);
  if (name) {
    await app.button("加一个人").click();
    await app.main.getByRole("textbox", { name: "第 2 位的名字" }).fill(name);
  }
};
const accessible = async (page) => {
  // It looks at every element, which takes seconds where other things run too.
  test.slow();
  const found = await new AxeBuilder({ page }).analyze();
  expect(found.violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
};

test.describe("over a network", () => {
  test.beforeEach(({ app }) => test.skip(app.embedded, "the service in the page needs no network"));

  test("a sign-up given without a network stands on the event, on its cards and on Me, and goes when there is one", async ({ app, page, context }) => {
    await signUp(app, { name: "阿珍" });
    await context.setOffline(true);
    await app.button("确认报名").click();
    // Back on the event, where it stands: no form, no promise.
    await expect(app.waits).toContainText("报名还没有送出");
    await expect(app.waits).toContainText("有网络时自动发送");
    await expect(app.link("报名")).toHaveCount(0);
    await expect(app.main.getByText("你已报名")).toHaveCount(0);
    await accessible(page);
    await app.tab("日程").click();
    await expect(app.card(TITLE)).toContainText("待发送");
    await app.tab("我").click();
    const waits = app.part("还没办好的");
    await expect(waits).toContainText(TITLE);
    await expect(waits).toContainText("报名还没有送出");
    await accessible(page);
    await context.setOffline(false);
    await expect(page.getByText(`报名「${TITLE}」已送达`)).toBeVisible();
    await expect(waits).toHaveCount(0);
    await app.tab("日程").click();
    await expect(app.card(TITLE)).toContainText("已报名");
  });

  test("what was given goes after a reload, and was sent once", async ({ app, page }) => {
    await signUp(app);
    await write(app, cut);
    await app.button("确认报名").click();
    await expect(app.waits).toContainText("报名还没有送出");
    const sent = [];
    page.on("request", (one) => !["GET", "OPTIONS"].includes(one.method()) && sent.push(one.url()));
    await page.unrouteAll();
    await page.reload();
    await expect(app.main.getByText("你已报名，到时见。")).toBeVisible({ timeout: 15_000 });
    expect(sent.filter((url) => /sign|memb/.test(url)).length).toBeLessThanOrEqual(1);
  });

  test("it can be taken back, and then nothing was sent; what was typed is a draft again", async ({ app, page, context }) => {
    await signUp(app, { name: "阿珍" });
    await context.setOffline(true);
    await app.button("确认报名").click();
    await app.waits.getByRole("button", { name: "撤回" }).click();
    await expect(page.getByText("已撤回，什么都没有发出去")).toBeVisible();
    await expect(app.waits).toHaveCount(0);
    await app.link("报名").click();
    await expect(app.main.getByRole("textbox", { name: "第 2 位的名字" })).toHaveValue("阿珍");
    await context.setOffline(false);
    await expect(app.main.getByText("你上次填的内容还在。")).toBeVisible();
  });

  test("a service that is busy is said to be, with when it is tried again", async ({ app }) => {
    await signUp(app);
    await write(app, busy);
    await app.button("确认报名").click();
    await expect(app.waits).toContainText(/服务忙，.*自动再试/);
    // The form says the same: nothing is filled in twice.
    await app.open(`${EVENT}/sign-up`);
    await expect(app.main).toContainText("报名还没有送出");
    await expect(app.button("确认报名")).toHaveCount(0);
    await app.page.unrouteAll();
    await app.open(EVENT);
    await app.waits.getByRole("button", { name: "现在发送" }).click();
    await expect(app.main.getByText("你已报名，到时见。")).toBeVisible();
  });

  test("what is refused later is told, and can be corrected with what was typed", async ({ app, page, context }) => {
    await signUp(app, { name: "阿珍" });
    await context.setOffline(true);
    await app.button("确认报名").click();
    await expect(app.waits).toContainText("还没有送出");
    await write(app, (route) => route.fulfill({ status: 403, headers: { "access-control-allow-origin": "*" }, body: "{}" }));
    await app.tab("发现").click();
    await context.setOffline(false);
    await expect(page.getByText(new RegExp(`报名「${TITLE}」没有成功`))).toBeVisible();
    await page.getByRole("button", { name: "去看看" }).click();
    const waits = app.part("还没办好的");
    await expect(waits).toContainText("报名没有成功");
    await accessible(page);
    await waits.getByRole("button", { name: "改一改再发" }).click();
    await expect(app.main.getByRole("textbox", { name: "第 2 位的名字" })).toHaveValue("阿珍");
    await page.unrouteAll();
    await app.button("确认报名").click();
    await expect(app.main.getByText("已报名 2 人，到时见。")).toBeVisible();
    await expect(page.getByText("件还没办好")).toHaveCount(0);
  });

  test("what is thrown away is asked about first", async ({ app, page, context }) => {
    await signUp(app, { name: "阿珍" });
    await write(app, (route) => route.fulfill({ status: 403, headers: { "access-control-allow-origin": "*" }, body: "{}" }));
    await context.setOffline(true);
    await app.button("确认报名").click();
    await context.setOffline(false);
    await expect(app.waits).toContainText("报名没有成功");
    await app.waits.getByRole("button", { name: "不要了" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText(TITLE);
    await dialog.getByRole("button", { name: "再想想" }).click();
    await expect(app.waits).toContainText("报名没有成功");
    await app.waits.getByRole("button", { name: "不要了" }).click();
    await dialog.getByRole("button", { name: "不要了" }).click();
    await expect(app.waits).toHaveCount(0);
    await expect(app.link("报名")).toBeVisible();
  });

  test("joining without a network stands on the community and among one's own", async ({ app, context }) => {
    await app.open("/c/night-run/join");
    const agree = app.main.getByRole("checkbox", { name: /我同意/ });
    if (await agree.count()) await agree.locator("xpath=ancestor::label").click();
    await context.setOffline(true);
    await app.button("加入").click();
    await expect(app.waits).toContainText("加入还没有送出");
    await app.tab("我的圈子").click();
    await expect(app.part("等回音的")).toContainText("待发送");
    await context.setOffline(false);
    await expect(app.part("我在的").getByRole("article")).toHaveCount(1);
  });

  test("another tab sees what waits, and what has gone", async ({ app, page, context }) => {
    await signUp(app);
    const other = await context.newPage();
    await other.goto(new URL("./agenda", page.url().replace(/e\/.*/, "")).href);
    await expect(other.getByRole("heading", { level: 1 })).toHaveText("日程");
    await write(app, busy);
    await app.button("确认报名").click();
    await expect(app.waits).toContainText("报名还没有送出");
    await expect(other.getByRole("article")).toContainText("待发送");
    await page.unrouteAll();
    await app.waits.getByRole("button", { name: "现在发送" }).click();
    await expect(other.getByRole("article")).toContainText("已报名");
  });
});

test("a newer version is offered when the reader comes back, and not while they fill in a form", async ({ app, page }) => {
  let build = null;
  await page.route("**/build.json*", async (route) => {
    if (!build) return route.fallback();
    return route.fulfill({ json: { build } });
  });
  const wake = () => page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await app.open(EVENT);
  await wake();
  await expect(page.getByText("邻聚有新版本")).toHaveCount(0);
  build = "linju-app-0.js";
  // Not again so soon.
  await wake();
  await page.waitForTimeout(300);
  await expect(page.getByText("邻聚有新版本")).toHaveCount(0);
  await app.open(`${EVENT}/sign-up`);
  await page.evaluate(() => passTime(3600_000));
  await wake();
  await page.waitForTimeout(600);
  await expect(page.getByText("邻聚有新版本")).toHaveCount(0);
  await app.link("返回").click();
  await expect(page.getByText("邻聚有新版本")).toBeVisible({ timeout: 8_000 });
  await page.getByRole("button", { name: "重新打开" }).click();
  await app.ready();
  await expect(app.title).toHaveText(TITLE);
  await expect(page.getByText("邻聚有新版本")).toHaveCount(0);
});

test("words come one at a time on a phone, over no button that stays in reach, and go when they are not so any more", async ({ app, page, context, isMobile }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await app.open(EVENT);
  // What is copied with comes when it is first opened.
  const calendar = page.getByRole("dialog", { name: "加到日历" });
  await app.button("加到日历").click();
  await expect(calendar.getByRole("button", { name: "复制时间和地点" })).toBeVisible();
  await calendar.getByRole("button", { name: "关闭" }).click();
  const offline = page.getByText("没有网络", { exact: true });
  await context.setOffline(true);
  await expect(offline).toBeVisible();
  const [word, button] = [await offline.boundingBox(), await app.link("报名").boundingBox()];
  expect(word.y + word.height < button.y || word.y > button.y + button.height).toBe(true);
  await app.button("加到日历").click();
  await calendar.getByRole("button", { name: "复制时间和地点" }).click();
  await expect(calendar).toBeHidden();
  const close = page.getByRole("button", { name: "关闭" });
  await expect(close).toHaveCount(isMobile ? 1 : 2);
  await context.setOffline(false);
  await expect(offline).toHaveCount(0);
  const back = page.getByText("网络回来了", { exact: true });
  for (let n = 0; n < 2 && !(await back.isVisible()); n += 1) await close.first().click();
  await expect(back).toBeVisible();
});

test("what came of a command is said by the open page of its thing, and by no word over it", async ({ app, page, context }) => {
  test.skip(app.embedded, "the service in the page needs no network");
  await signUp(app);
  await context.setOffline(true);
  await app.button("确认报名").click();
  await expect(app.waits).toContainText("报名还没有送出");
  await context.setOffline(false);
  await expect(app.main.getByText("你已报名，到时见。")).toBeVisible();
  await expect(page.getByText(`报名「${TITLE}」已送达`)).toHaveCount(0);
});
