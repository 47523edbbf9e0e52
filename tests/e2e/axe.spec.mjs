// No page, in no language and no theme, has a fault that axe-core can find.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./base.mjs";
import { everyPage, unknown } from "./pages.mjs";

test.use({ contextOptions: { reducedMotion: "reduce" } });

async function faults(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
}

for (const lang of ["zh-Hans", "zh-Hant", "en"]) {
  for (const theme of ["light", "dark"]) {
    test(`every page in ${lang}, ${theme}`, async ({ app, page }) => {
      test.setTimeout(240_000);
      await app.join("night-run");
      await app.open("/e/e-night-run-1/sign-up");
      await app.button("确认报名").click();
      await expect(app.main.getByText("你已报名，到时见。")).toBeVisible();
      await page.evaluate((kept) => localStorage.setItem("linju/settings", kept), JSON.stringify({ lang, theme }));
      const inside = [
        { name: "a community one is in", path: "/c/night-run" },
        { name: "an open directory", path: "/c/night-run/members" },
        { name: "an entry", path: "/c/night-run/members/m-night-run-4" },
        { name: "one's own entry", path: "/me/entry/night-run" },
        { name: "an event one comes to", path: "/e/e-night-run-1" },
        { name: "a cancelled event", path: "/e/e-dog-walk-2" },
        { name: "a dormant community", path: "/c/photo" },
        ...unknown.map(([name, path]) => ({ name, path })).slice(0, 2),
      ];
      for (const { name, path } of [...everyPage, ...inside]) {
        await page.goto(`.${path}`);
        await expect(page.locator("html")).toHaveAttribute("lang", lang);
        await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
        await page.waitForLoadState("networkidle");
        expect.soft(await faults(page), name).toEqual([]);
      }
    });
  }
}

test("a sheet, a form with faults, a word at the foot, and an error", async ({ app, page }) => {
  test.setTimeout(120_000);
  await app.open();
  await app.button("筛选").click();
  await expect(page.getByRole("dialog")).toBeVisible();
  expect.soft(await faults(page), "sheet").toEqual([]);

  await app.open("/e/e-parents-1/sign-up");
  await app.button("加一个人").click();
  await app.button("确认报名").click();
  await expect(app.main.getByText("这里还没填").first()).toBeVisible();
  expect.soft(await faults(page), "faults").toEqual([]);

  await app.open();
  await app.button("离我近").click();
  await expect(page.getByText("没有拿到位置")).toBeVisible();
  expect.soft(await faults(page), "toast").toEqual([]);

  await page.evaluate(() => localStorage.clear());
  await app.answer((route) => route.abort());
  await page.goto("./");
  await expect(app.main.getByRole("alert")).toBeVisible();
  expect.soft(await faults(page), "error").toEqual([]);
});
