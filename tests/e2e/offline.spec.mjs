// Without a network: what was read is still there with a word about it; what never came can be tried again.
import { expect, test } from "./base.mjs";

const cut = (route) => route.abort("internetdisconnected");

test("what was read is shown after a reload, and it is said that it is not fresh", async ({ app, page, context }) => {
  await app.open("/c/night-run");
  await expect(app.part("接下来的活动").getByRole("article").first()).toBeVisible();
  await app.tab("发现").click();
  // Some cards a frame, until there is a stretch of them.
  let before = 0;
  await expect.poll(async () => before === (before = await app.cards.count()) && before > 0, { intervals: [300] }).toBe(true);

  await app.answer(cut);
  await page.reload();
  await app.ready();
  await expect(app.cards).toHaveCount(before);
  // What is young is taken as it is: a community for five minutes.
  await app.open("/c/night-run");
  await expect(app.title).toHaveText("运河夜跑团");
  await context.addInitScript(() => globalThis.passTime(600_000));
  await app.open("/c/night-run");
  await expect(app.title).toHaveText("运河夜跑团");
  await expect(app.main.getByRole("status").filter({ hasText: /没能更新，这是.*的内容/ })).toBeVisible();
  await expect(app.part("接下来的活动").getByRole("article").first()).toBeVisible();
});

test("going offline and coming back is said, and the page asks again by itself", async ({ app, page, context }) => {
  await app.open("/c/night-run");
  // What is young is not asked for again.
  await page.evaluate(() => globalThis.passTime(600_000));
  await context.setOffline(true);
  await expect(page.getByText("没有网络", { exact: true })).toBeVisible();
  await expect(app.title).toHaveText("运河夜跑团");
  if (!app.embedded) {
    await expect(app.main.getByText(/没有网络，这是.*的内容/)).toBeVisible();
  }
  await context.setOffline(false);
  await expect(page.getByText("网络回来了")).toBeVisible();
  await expect(app.main.getByText(/没有网络，这是.*的内容/)).toHaveCount(0);
});

for (const [what, path] of [
  ["the feed", "/"],
  ["a community", "/c/night-run"],
  ["an event", "/e/e-night-run-1"],
  ["the agenda", "/agenda"],
]) {
  test(`${what} that is not fresh says since when it is so, and without a network that too`, async ({ app, page, context }) => {
    test.skip(app.embedded && what === "the agenda", "it is in the page itself");
    await context.addInitScript(() => globalThis.passTime(220 * 60_000));
    await app.open(path);
    const title = await app.title.textContent();
    await page.waitForLoadState("networkidle");
    await context.addInitScript(() => globalThis.passTime(12 * 3_600_000));
    await app.answer(cut);
    await page.reload();
    await app.ready();
    await expect(app.main.getByText(/^没能更新，这是昨天\s?21:40\s?的内容$/)).toBeVisible();
    await expect(app.title).toHaveText(title);
    await page.evaluate(() => {
      Object.defineProperty(navigator, "onLine", { get: () => false });
      window.dispatchEvent(new Event("offline"));
    });
    await expect(app.main.getByText(/^没有网络，这是昨天\s?21:40\s?的内容$/)).toBeVisible();
    await expect(app.main.getByText("没能更新")).toHaveCount(0);
  });
}

test("what was never read cannot be shown; trying again works once the network is back", async ({ app, page }) => {
  await app.answer(cut);
  await app.page.goto("./");
  const failure = app.main.getByRole("alert");
  await expect(failure).toContainText("没有连上。");
  await failure.getByRole("button", { name: "再试一次" }).click();
  await expect(failure).toContainText("没有连上。");
  await page.unrouteAll();
  await failure.getByRole("button", { name: "再试一次" }).click();
  await expect(app.cards.first()).toBeVisible();
  await expect(failure).toHaveCount(0);
});

for (const [what, path, after] of [
  ["a community", "/c/night-run", "运河夜跑团"],
  ["an event", "/e/e-night-run-1", "运河五公里 · 欢迎第一次来"],
  ["signing up", "/e/e-book-cd-1/sign-up", "盖碗茶边读《死水微澜》"],
]) {
  test(`${what} that never came can be tried again`, async ({ app, page }) => {
    await app.answer(cut);
    await app.page.goto(`.${path}`);
    await expect(app.main.getByRole("alert")).toContainText("没有连上。");
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await page.unrouteAll();
    await app.button("再试一次").click();
    await expect(app.title).toHaveText(after);
  });
}

test("an agenda whose events do not come says so and can be tried again", async ({ app, page }) => {
  await app.open("/e/e-book-cd-2/sign-up");
  await app.button("确认报名").click();
  await expect(app.main.getByText("你已报名，到时见。")).toBeVisible();
  await app.open("/me");
  await app.button("清除看过的内容").click();
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("linju/c/")).forEach((key) => localStorage.removeItem(key)));
  await app.answer(cut);
  await app.page.goto("./agenda");
  await expect(app.main.getByRole("alert")).toContainText("没有连上。");
  await page.unrouteAll();
  await app.button("再试一次").click();
  await expect(app.card("盖碗茶边读《边城》，与杭州同一页")).toBeVisible();
});

test("a sign-up that cannot be sent says so, keeps what was typed, and goes later", async ({ app, page }) => {
  test.skip(app.embedded, "nothing is sent");
  await app.open("/e/e-book-cd-1/sign-up");
  await app.button("加一个人").click();
  await app.main.getByRole("textbox", { name: "第 2 位的名字" }).fill("阿珍");
  await app.answer(cut);
  await app.button("确认报名").click();
  await expect(app.waits).toContainText("报名还没有送出");
  await expect(app.waits).toContainText("没有连上，稍后自动再试。");
  await page.unrouteAll();
  await page.reload();
  await expect(app.main.getByText("已报名 2 人，到时见。")).toBeVisible({ timeout: 15_000 });
});
