// A browser that keeps nothing, has no room, or has rubbish in its storage; and a fault in the app itself.
import { expect, expectErrors, test } from "./base.mjs";

const blocked = () =>
  Object.defineProperty(window, "localStorage", {
    get() {
      throw new DOMException("denied", "SecurityError");
    },
  });

test("with storage blocked everything works while the page is open, and it is said", async ({ app, page }) => {
  await page.addInitScript(blocked);
  await app.open();
  await expect(app.cards.first()).toBeVisible();
  await app.tab("我").click();
  await expect(app.part("存在这台手机上的")).toContainText("这个浏览器不让保存内容");

  await page.evaluate(() => history.pushState(null, "", "c/dog-walk/join"));
  await page.evaluate(() => dispatchEvent(new PopStateEvent("popstate")));
  const building = app.main.getByRole("textbox", { name: "住哪一幢？" });
  await building.fill("3 幢");
  await expect(app.main.getByText("这台手机存不下草稿，关掉页面内容会丢。")).toBeVisible();
  await expect(building).toHaveValue("3 幢");
});

test("with storage blocked one can sign up and sees it in the agenda", async ({ app, page }) => {
  await page.addInitScript(blocked);
  await app.open("/e/e-book-cd-2/sign-up");
  await app.button("确认报名").click();
  await expect(app.main.getByText("你已报名，到时见。")).toBeVisible();
  await app.tab("日程").click();
  await expect(app.card("盖碗茶边读《边城》，与杭州同一页")).toBeVisible();
});

test("a choice that cannot be kept is said to be so, and holds while the page is open", async ({ app, page }) => {
  await page.addInitScript(() => {
    const real = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, value) {
      if (key === "linju/settings") throw new DOMException("full", "QuotaExceededError");
      return real.call(this, key, value);
    };
  });
  await app.open("/me");
  await app.part("明暗").getByText("深色").click();
  await expect(page.getByText("这个选择没有存下来：浏览器不让保存。")).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

/** Leaves no room in the storage, really. */
const fill = () => {
  let size = 1 << 20;
  for (let n = 0; size > 0; ) {
    try {
      localStorage.setItem(`filler/${n}`, "x".repeat(size));
      n += 1;
    } catch {
      size >>= 1;
    }
  }
};

/** The code of the other pages comes after the first view, and writes down what was read. */
const partsThere = (page) =>
  expect
    .poll(() => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("linju/c/")).length))
    .toBeGreaterThan(1);

/** Throws away what can be read again, so that nothing is left to give up. */
const forget = () =>
  Object.keys(localStorage)
    .filter((key) => key.startsWith("linju/c/"))
    .forEach((key) => localStorage.removeItem(key));

test("with storage full the feed is there, and what can be read again makes room for what is typed", async ({ app, page }) => {
  await app.open();
  await partsThere(page);
  await page.evaluate(fill);
  await app.open("/c/dog-walk/join");
  const building = app.main.getByRole("textbox", { name: "住哪一幢？" });
  await building.fill("3 幢");
  await page.reload();
  await expect(building).toHaveValue("3 幢");
  await app.tab("发现").click();
  await expect(app.cards.first()).toBeVisible();
});

test("a draft that cannot be kept is said to be so, and stays on the page", async ({ app, page }) => {
  await app.open("/c/dog-walk/join");
  await page.evaluate(forget);
  await page.evaluate(fill);
  const building = app.main.getByRole("textbox", { name: "住哪一幢？" });
  await building.fill("3 幢");
  await expect(app.main.getByText("这台手机存不下草稿，关掉页面内容会丢。")).toBeVisible();
  await expect(building).toHaveValue("3 幢");
});

test("a sign-up that cannot be kept is not said to be done, and goes once there is room", async ({ app, page }) => {
  await app.open("/e/e-book-cd-2/sign-up");
  await page.evaluate(forget);
  await page.evaluate(fill);
  await app.button("确认报名").click();
  await expect(app.waits).toContainText("报名还没有送出");
  await expect(app.waits).toContainText("这台设备存满了，清出一点空间后自动再试。");
  await expect(app.waits).toContainText("手机存不下了，发送前请不要关闭这个页面。");
  await expect(app.main.getByText("你已报名，到时见。")).toHaveCount(0);
  await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("filler")).forEach((key) => localStorage.removeItem(key)));
  await app.waits.getByRole("button", { name: "现在发送" }).click();
  await expect(app.main.getByText("你已报名，到时见。")).toBeVisible();
});

test("rubbish in what was kept is neither shown nor fatal", async ({ app, page }) => {
  await app.open();
  await app.open("/c/night-run");
  await expect(app.title).toHaveText("运河夜跑团");
  const keys = await page.evaluate(() => {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith("linju/"));
    const rubbish = ["{", "null", "[]", '{"v":99}', '{"v":1,"at":"x","data":{}}', "\u0000"];
    keys.forEach((key, n) => localStorage.setItem(key, rubbish[n % rubbish.length]));
    return keys.length;
  });
  expect(keys).toBeGreaterThan(3);
  await page.reload();
  await expect(app.title).toHaveText("运河夜跑团");
  await app.tab("发现").click();
  await expect(app.cards.first()).toBeVisible();
  await app.tab("我的圈子").click();
  await expect(app.main.getByText("还没有加入任何圈子")).toBeVisible();
});

test("a fault in the app shows a screen that says so, and its button brings the app back", async ({ app, page }) => {
  await app.open();
  await partsThere(page);
  expectErrors(page);
  // A browser that fails at what never fails: the app cannot go on from there.
  await page.evaluate(() => {
    const fail = () => {
      throw new Error("broken browser");
    };
    document.createElement = fail;
    Node.prototype.cloneNode = fail;
    Document.prototype.importNode = fail;
  });
  await app.tab("我").click();
  const screen = page.getByRole("alert").filter({ visible: true });
  await expect(screen.getByRole("heading", { level: 1 })).toContainText("页面出错了");
  await expect(app.cards).toHaveCount(0);
  await screen.getByRole("button").click();
  await app.ready();
  await expect(app.title).toHaveText("我");
});
