// The reader's own choices, and what is kept on this device.
import { readFileSync } from "node:fs";
import { expect, test, tick } from "./base.mjs";

test("the language changes at once, everywhere, and survives a reload", async ({ app, page }) => {
  await app.open("/me");
  await tick(app.main.getByRole("radio", { name: "繁體中文" }));
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-Hant");
  await expect(app.tab("發現")).toBeVisible();
  await page.reload();
  await expect(app.tab("發現")).toBeVisible();
  await tick(app.main.getByRole("radio", { name: "English" }));
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page).toHaveTitle(/^Me · Linju$/);
  await page.reload();
  await app.tab("Discover").click();
  await expect(app.title).toHaveText("Around you");
  await expect(app.cards.first()).toBeVisible();

  await app.tab("Me").click();
  // The page is drawn anew in the other language, so that the option itself is gone.
  await app.part("Language").getByText("As the device").click();
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-Hans");
});

for (const [locale, lang, title] of [
  ["zh-TW", "zh-Hant", "身邊"],
  ["en-GB", "en", "Around you"],
  ["fr-FR", "en", "Around you"],
]) {
  test.describe(`a reader of ${locale}`, () => {
    test.use({ locale });
    test(`finds the app in ${lang}`, async ({ app, page }) => {
      await app.open();
      await expect(page.locator("html")).toHaveAttribute("lang", lang);
      await expect(app.title).toHaveText(title);
    });
  });
}

test("theme and size of type change at once and survive a reload", async ({ app, page }) => {
  await app.open("/me");
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
  const [light, normal] = [await ground(), await size()];
  await tick(app.main.getByRole("radio", { name: "深色" }));
  await tick(app.main.getByRole("radio", { name: "特大" }));
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  expect(await ground()).not.toBe(light);
  expect(await size()).toBeGreaterThan(normal);
  const dark = await ground();
  await page.reload();
  await app.ready();
  expect(await ground()).toBe(dark);
  expect(await size()).toBeGreaterThan(normal);
  await expect(app.main.getByRole("radio", { name: "深色" })).toBeChecked();
});

test.describe("a device that is dark", () => {
  test.use({ colorScheme: "dark" });
  test("is followed unless the reader says otherwise", async ({ app, page }) => {
    await app.open("/me");
    const dark = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    await tick(app.main.getByRole("radio", { name: "浅色" }));
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).not.toBe(dark);
  });
});

test("what was read can be cleared; what one did and typed stays", async ({ app, page }) => {
  await app.join("poem-morning");
  await app.open("/c/dog-walk/join");
  await app.main.getByRole("textbox", { name: "住哪一幢？" }).fill("3 幢");
  await app.tab("我").click();
  await expect(app.part("存在这台手机上的")).toContainText(/[1-9]\d* 份内容/);
  await expect(app.part("存在这台手机上的")).toContainText("1 份没写完的草稿");
  await app.button("清除看过的内容").click();
  await expect(page.getByText("已清除。草稿和你做过的事都还在。")).toBeVisible();
  await app.tab("我的圈子").click();
  await expect(app.part("我在的").getByRole("article")).toContainText("湖畔晨读");
  await app.open("/c/dog-walk/join");
  await expect(app.main.getByRole("textbox", { name: "住哪一幢？" })).toHaveValue("3 幢");
});

test("all that is kept can be saved as a file", async ({ app, page }) => {
  await app.open("/c/dog-walk/join");
  await app.main.getByRole("textbox", { name: "住哪一幢？" }).fill("3 幢");
  await app.tab("我").click();
  const saving = page.waitForEvent("download");
  await app.button("存成文件").click();
  const file = await saving;
  expect(file.suggestedFilename()).toBe("linju.json");
  const kept = JSON.parse(readFileSync(await file.path(), "utf8"));
  expect(kept.app).toBe("linju");
  expect(JSON.stringify(kept.drafts)).toContain("3 幢");
});

test("interests can be chosen even where Me is the first page", async ({ app }) => {
  await app.open("/me");
  await expect(app.part("我关心的").getByRole("checkbox").first()).toBeAttached();
});

test("Connection says who answers, what they can do, and what they cannot", async ({ app }) => {
  await app.open("/connection");
  await expect(app.main).toContainText(app.backend);
  await expect(app.main).toContainText("加入圈子、报名活动、成员名录");
  for (const word of app.cannot) {
    await expect(app.main.getByRole("definition").last()).toContainText(word);
  }
  await expect(app.main.getByText("没有读不懂的内容。")).toBeVisible();
  await expect(app.part("最近的请求").getByRole("listitem").first()).toBeVisible();
});

test("without a share sheet of the phone's the link is copied", async ({ app, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.addInitScript(() => delete Navigator.prototype.share);
  await app.open("/c/night-run");
  await app.button("分享").click();
  await page.getByRole("dialog", { name: "分享" }).getByRole("button", { name: "复制链接" }).click();
  await expect(page.getByText("链接已复制")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
});
