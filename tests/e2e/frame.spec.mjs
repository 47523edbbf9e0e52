// What holds for every page: its own address and title, one heading, the bar, the focus, large type, honest ends.
import { expect, test } from "./base.mjs";
import { everyPage, unknown } from "./pages.mjs";
import { tooWide } from "./wide.mjs";

for (const { name, path, title, heading, tab } of everyPage) {
  test(`${name} opens by its address, with one heading, a title and its tab`, async ({ app, page }) => {
    await app.open(path);
    await expect(app.title).toHaveText(heading);
    await expect(page).toHaveTitle(title);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expect(app.main).toHaveCount(1);
    const current = page.getByRole("navigation").locator("[aria-current=page]");
    await expect(current).toHaveCount(1);
    await expect(current).toHaveText(tab);
    await expect(page.locator("html")).toHaveAttribute("lang", "zh-Hans");
  });
}

for (const [what, path] of unknown) {
  test(`${what}: an honest end with a way back`, async ({ app, page }) => {
    await app.page.goto(`.${path}`);
    await expect(app.main.getByText("这里已经没有了，或者从来没有过。")).toBeVisible();
    await expect(app.title).toHaveText("没有这一页");
    await expect(page).toHaveTitle("没有这一页 · 邻聚");
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expect(app.link("返回")).toBeVisible();
    await expect(page.getByRole("navigation").locator("[aria-current=page]")).toHaveText("发现");
    await app.link("去看看身边有什么").click();
    await expect(app.title).toHaveText("身边");
    await expect(app.cards.first()).toBeVisible();
  });
}

test("the tabs lead to their pages, and the focus goes to the page that came", async ({ app, page }) => {
  await app.open();
  for (const [tab, title] of [["日程", "日程"], ["我的圈子", "我的圈子"], ["我", "我"], ["发现", "身边"]]) {
    await app.tab(tab).click();
    await expect(app.title).toHaveText(title);
    await expect(app.tab(tab)).toHaveAttribute("aria-current", "page");
    await expect(app.main).toBeFocused();
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  }
  await app.cards.first().getByRole("link").click();
  await expect(app.link("返回")).toBeVisible();
  await expect(app.main).toBeFocused();
});

test("the first stop of the keyboard skips to the page", async ({ app, page }) => {
  await app.open();
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "跳到内容" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(app.main).toBeFocused();
  await expect(app.title).toHaveText("身边");
});

test("back and forward go where the reader was, and leave the app at its beginning", async ({ app, page }) => {
  await app.open();
  await app.tab("我").click();
  await app.main.getByRole("link", { name: /连接/ }).click();
  await expect(app.title).toHaveText("连接");
  await page.goBack();
  await expect(app.title).toHaveText("我");
  await page.goForward();
  await expect(app.title).toHaveText("连接");
  await page.goBack();
  await page.goBack();
  await expect(app.title).toHaveText("身边");
});

test("a page that was opened by its address leads back into the app", async ({ app }) => {
  await app.open("/e/e-night-run-1");
  await app.link("返回").click();
  await expect(app.title).toHaveText("运河夜跑团");
  await app.link("返回").click();
  await expect(app.title, "back is a step back where there is one").toHaveText("运河五公里 · 欢迎第一次来");
});

test("a link opened in another tab is left to the browser", async ({ app, page, context }) => {
  await app.open();
  const opened = context.waitForEvent("page");
  await app.cards.first().getByRole("link").click({ modifiers: ["ControlOrMeta"] });
  const other = await opened;
  await expect(other.getByRole("main").getByRole("heading", { level: 1 })).toBeVisible({ timeout: 20_000 });
  await expect(app.title).toHaveText("身边");
});

test.describe("at twice the size of type, in a narrow window", () => {
  test.use({ viewport: { width: 360, height: 640 } });
  for (const { name, path } of everyPage) {
    test(`${name} needs no scrolling sideways and hides nothing`, async ({ app, page }) => {
      await page.addInitScript(() => localStorage.setItem("linju/settings", JSON.stringify({ text: "xl" })));
      // The reader's own size, as set in the browser; the app's largest comes on top.
      const devtools = await page.context().newCDPSession(page);
      await devtools.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
      await app.open(path);
      await expect(page.locator("html")).toHaveAttribute("data-text", "xl");
      const size = await page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
      expect(size).toBeGreaterThanOrEqual(32);
      await page.waitForTimeout(200);
      expect(await tooWide(page)).toEqual({ sideways: 0, out: [] });
    });
  }
});

test("targets are large enough for a thumb", async ({ app }) => {
  for (const path of ["/", "/c/night-run", "/e/e-night-run-1", "/me"]) {
    await app.open(path);
    const small = await app.page.evaluate(() =>
      [...document.querySelectorAll("button, nav a, input, select, textarea, [role=button], a.btn")]
        .map((element) => element.closest("label") ?? element)
        .filter((element) => element.offsetParent)
        .map((element) => ({ text: element.textContent.trim() || element.ariaLabel, box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.height > 0 && (box.height < 43.5 || box.width < 43.5))
        .map(({ text, box }) => `${text} ${box.width.toFixed(0)}×${box.height.toFixed(0)}`),
    );
    expect(small, path).toEqual([]);
  }
});
