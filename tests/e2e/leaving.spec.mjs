// What happens when the reader does not wait: leaves while something is being sent, or comes back to something
// that has changed meanwhile.
import { expect, test } from "./base.mjs";

test("leaving while a sign-up is sent neither breaks the page nor calls the reader back", async ({ app, page }) => {
  test.skip(!app.embedded, "the answer is held back at the files of the embedded backend");
  await app.open("/e/e-book-cd-3/sign-up");
  await expect(app.button("确认报名")).toBeVisible();
  let let_go;
  const gate = new Promise((go) => (let_go = go));
  await page.route("**/data/**", async (route) => {
    await gate;
    await route.continue();
  });
  // From what is kept the form is there at once, and what it sends waits for the files.
  await page.reload();
  await app.button("确认报名").click();
  await app.tab("我").click();
  await expect(page.getByRole("heading", { level: 1, name: "我" })).toBeVisible();
  let_go();
  await page.unrouteAll({ behavior: "wait" });
  await page.waitForTimeout(500);
  await expect(page.locator("#panic")).toBeHidden();
  await expect(page.getByRole("heading", { level: 1, name: "我" })).toBeVisible();
  await page.getByRole("link", { name: "日程" }).click();
  await expect(page.getByRole("article")).toHaveCount(1);
});

test("an empty form that is sent leads to its first fault", async ({ app, page }) => {
  await app.open("/c/alumni/join");
  await app.button("交申请").click();
  await expect(page.getByLabel(/哪一年入学/)).toBeFocused();
  await expect(page.getByLabel(/哪一年入学/)).toBeInViewport();
});

test("a site whose configuration does not come says so and can be tried again", async ({ app, page }) => {
  await page.route("**/config.json", (route) => route.abort());
  await app.open();
  await expect(page.getByText("没有连上。")).toBeVisible();
  await page.unrouteAll();
  await app.button("再试一次").click();
  await expect(page.getByRole("article").first()).toBeVisible();
});
