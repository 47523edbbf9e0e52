// Every page as a picture, for people to look at: SHOTS=1 npx playwright test shots
import { expect, test, tick } from "./base.mjs";

const pages = [
  ["discover", "/"],
  ["discover-filtered", "/?when=weekend&kind=events"],
  ["community", "/c/night-run"],
  ["community-outside", "/c/chamber"],
  ["community-dormant", "/c/photo"],
  ["community-ended", "/c/group-buy"],
  ["join", "/c/dog-walk/join"],
  ["members", "/c/night-run/members"],
  ["members-locked", "/c/hometown/members"],
  ["member", "/c/night-run/members/m-night-run-4"],
  ["entry", "/me/entry/night-run"],
  ["event", "/e/e-night-run-1"],
  ["event-full", "/e/e-night-run-2"],
  ["event-cancelled", "/e/e-dog-walk-2"],
  ["sign-up", "/e/e-parents-1/sign-up"],
  ["agenda", "/agenda"],
  ["mine", "/mine"],
  ["me", "/me"],
  ["connection", "/connection"],
  ["not-found", "/nowhere"],
];

for (const lang of ["zh-Hans", "zh-Hant", "en"]) {
  for (const theme of ["light", "dark"]) {
    test(`pictures in ${lang}, ${theme}`, { tag: "@shots" }, async ({ app, page }) => {
      test.setTimeout(180_000);
      await app.join("night-run");
      await app.open("/e/e-night-run-1/sign-up");
      await app.button("确认报名").click();
      await expect(app.main.getByText("你已报名，到时见。")).toBeVisible();
      await app.open("/e/e-night-run-2/sign-up");
      await app.button("候补").click();
      await app.open("/c/product-test/join");
      await tick(app.main.getByRole("checkbox", { name: "厨房" }));
      await tick(app.main.getByRole("checkbox", { name: /我同意/ }));
      await app.button("排队等位").click();
      await expect(app.main.getByText(/人满了/)).toBeVisible();
      await page.evaluate((kept) => localStorage.setItem("linju/settings", kept), JSON.stringify({ lang, theme }));
      for (const [name, path] of pages) {
        await page.goto(`.${path}`);
        await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
        await page.waitForLoadState("networkidle");
        await page.waitForTimeout(150);
        await page.screenshot({ path: `out/${name}-${lang}-${theme}.png` });
        const tall = await page.evaluate(() => document.documentElement.scrollHeight > innerHeight);
        if (tall) await page.screenshot({ path: `out/${name}-${lang}-${theme}-whole.png`, fullPage: true });
      }
    });
  }
}
