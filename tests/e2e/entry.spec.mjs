// One's own entry in a directory: what it says, who sees what of it, how it looks to them; who asks for more, and what is answered.
import { expect, test, tick } from "./base.mjs";

/** Another side of the data set; the page begins anew with it. */
async function plays(app, name) {
  await app.open("/me");
  await Promise.all([app.page.waitForEvent("load"), tick(app.main.getByRole("radio", { name }))]);
  await app.ready();
}

const line = (app, name) => app.main.getByRole("textbox", { name: new RegExp(`^${name}( |$)`) });
const who = (app, field) => app.main.getByRole("combobox", { name: `谁能看：${field}` });
const seen = (app) => app.part("别人看到的你");
const sees = (app, name) => tick(seen(app).getByRole("radio", { name, exact: true }));

/** Writes a whole entry, and saves it. */
async function writes(app) {
  await line(app, "名字").fill("单晓明");
  await tick(app.main.getByRole("radio", { name: "shan xiaoming" }));
  await line(app, "一句话介绍").fill("住三号楼，会修自行车");
  await line(app, "能帮的忙").fill("借梯子");
  await line(app, "能帮的忙").press("Enter");
  await app.button("加一种联系方式").click();
  await line(app, "号码或名字").fill("138 0000 4321");
  await app.main.getByRole("combobox", { name: "月", exact: true }).selectOption("2");
  await app.main.getByRole("combobox", { name: "日", exact: true }).selectOption("29");
  await app.button("保存名片").click();
  await expect(app.page.getByText("名片存好了")).toBeVisible();
}

test.describe("in the data set", () => {
  test.beforeEach(({ backend }) => test.skip(backend !== "embedded", "one plays several people only there"));

  test("is reached from Me and from a community, by those who are in", async ({ app }) => {
    await app.open("/me/entry/florist");
    await expect(app.main.getByText("加入以后才有名片")).toBeVisible();
    await app.link("怎么加入").click();
    await expect(app.link("成员名录")).toHaveCount(0);
    await expect(app.main.getByRole("link", { name: /我的名片/ })).toHaveCount(0);
    await plays(app, "成员");
    const mine = app.part("我的名片").getByRole("link");
    await expect(mine.filter({ hasText: "运河夜跑团" })).toHaveAttribute("href", /\/me\/entry\/night-run$/);
    await app.open("/c/florist");
    await app.link("我的名片").click();
    await expect(app.title).toHaveText("我的名片");
    await expect(line(app, "名字")).toHaveValue("");
    await app.open("/c/florist");
    await expect(app.main.getByRole("link", { name: "我的名片 · 还没写，大家认不出你" })).toBeVisible();
  });

  test("is written with what is wrong told at its field, and nothing lost by a reload", async ({ app, page }) => {
    await plays(app, "成员");
    await app.open("/me/entry/florist");
    await app.button("保存名片").click();
    await expect(line(app, "名字")).toBeFocused();
    await expect(line(app, "名字")).toHaveAccessibleDescription(/这里还没填/);
    await line(app, "名字").fill("蓝");
    await line(app, "照片").fill("a.jpg");
    await line(app, "会什么").fill("修车");
    await app.main.getByRole("combobox", { name: "月", exact: true }).selectOption("2");
    await app.main.getByRole("combobox", { name: "日", exact: true }).selectOption("30");
    await who(app, "家乡").selectOption("只有我自己能看");
    await app.button("保存名片").click();
    await expect(line(app, "照片")).toBeFocused();
    await expect(app.main.getByText("没有这一天，请再选一次。")).toBeVisible();
    await page.reload();
    await app.ready();
    await expect(app.main.getByText(/没写完的/).or(app.main.getByText(/上次/)).first()).toBeVisible();
    await expect(line(app, "照片")).toHaveValue("a.jpg");
    await expect(line(app, "会什么")).toHaveValue("修车");
    await expect(who(app, "家乡")).toHaveValue("nobody");
    await line(app, "照片").fill("");
    await app.main.getByRole("combobox", { name: "日", exact: true }).selectOption("29");
    await app.button("保存名片").click();
    await expect(page.getByText("名片存好了")).toBeVisible();
    await page.reload();
    await app.ready();
    // What was typed and never added is there, too.
    await expect(app.button("去掉：修车")).toBeVisible();
    await expect(who(app, "家乡")).toHaveValue("nobody");
    await app.button("保存名片").click();
    await expect(app.main.getByText("没有改动，不用保存。")).toBeVisible();
  });

  test("is shown as a stranger, a member and an organiser see it, and they do", async ({ app, page }) => {
    await app.join("night-run");
    await app.open("/me/entry/night-run");
    await writes(app);
    await sees(app, "没加入的人");
    await expect(seen(app)).toContainText("什么也看不到");
    await expect(seen(app)).not.toContainText("单晓明");
    await sees(app, "成员");
    await expect(seen(app)).toContainText("借梯子");
    await expect(seen(app)).toContainText("联系方式：问过你才能看");
    await expect(seen(app)).not.toContainText("4321");
    await expect(seen(app)).not.toContainText("2 月 29 日");
    await sees(app, "组织者");
    await expect(seen(app)).toContainText("2 月 29 日");
    await expect(seen(app)).not.toContainText("4321");
    await plays(app, "成员");
    await app.open("/c/night-run/members/newcomer");
    await expect(app.title).toContainText("单晓明");
    await expect(app.main).toContainText("借梯子");
    await expect(app.main).not.toContainText("4321");
    const kept = await page.evaluate(() => JSON.stringify(localStorage, Object.keys(localStorage).filter((key) => key.startsWith("linju/c/"))));
    expect(kept).toContain("单晓明");
    expect(kept).not.toContain("4321");
  });

  test("may be in no directory at all, and is taken out only when one is sure", async ({ app, page }) => {
    await plays(app, "成员");
    await app.open("/me/entry/florist");
    await writes(app);
    await tick(app.main.getByRole("checkbox", { name: "不列进名录" }));
    await sees(app, "成员");
    await expect(seen(app)).toContainText("看不到你。你没列进名录。");
    await app.button("保存名片").click();
    await expect(page.getByText("名片存好了").last()).toBeVisible();
    await app.open("/me");
    await expect(app.part("我的名片").getByRole("link", { name: /没列进名录/ })).toBeVisible();
    await app.open("/me/entry/florist");
    await app.button("撤下这张名片").click();
    const sheet = page.getByRole("dialog");
    await sheet.getByRole("button", { name: "再想想" }).click();
    await expect(line(app, "名字")).toHaveValue("单晓明");
    await app.button("撤下这张名片").click();
    await sheet.getByRole("button", { name: "撤下", exact: true }).click();
    await expect(line(app, "名字")).toHaveValue("");
    await expect(app.button("撤下这张名片")).toHaveCount(0);
  });

  test("is filled from another: only what is empty, and seen by nobody who did not see it there", async ({ app, page }) => {
    await plays(app, "成员");
    await app.open("/me/entry/florist");
    await writes(app);
    await who(app, "能帮的忙").selectOption("只有组织者能看");
    await app.button("保存名片").click();
    await expect(page.getByText("名片存好了").last()).toBeVisible();
    await app.open("/me/entry/poem-morning");
    await line(app, "一句话介绍").fill("只在清早");
    await app.button("照别的圈子的名片填").click();
    const sheet = page.getByRole("dialog", { name: "照别的圈子的名片填" });
    await tick(sheet.getByRole("radio", { name: /花/ }));
    await sheet.getByRole("button", { name: "只填空着的" }).click();
    await expect(page.getByText(/填好了 \d+ 处，保存后才算数/)).toBeVisible();
    await expect(line(app, "名字")).toHaveValue("单晓明");
    await expect(line(app, "一句话介绍")).toHaveValue("只在清早");
    await expect(app.button("去掉：借梯子")).toBeVisible();
    await expect(who(app, "能帮的忙")).toHaveValue("organisers");
    await app.button("照别的圈子的名片填").click();
    await sheet.getByRole("button", { name: "全部照那张写" }).click();
    await expect(line(app, "一句话介绍")).toHaveValue("住三号楼，会修自行车");
    await app.button("保存名片").click();
    await expect(page.getByText("名片存好了").last()).toBeVisible();
  });

  test("who asks is granted for a while, refused with a reason, or no longer let see", async ({ app, page }) => {
    await plays(app, "成员");
    await app.open("/me/entry/night-run");
    const first = app.main.getByRole("article").filter({ hasText: "想约早上一起出门跑" });
    await expect(first).toContainText("想看：住哪一片、联系方式");
    await expect(first.getByRole("link", { name: "贾语冰" })).toHaveAttribute("href", /\/c\/night-run\/members\/m-night-run-6$/);
    await expect(app.part("谁想看").getByRole("article")).toHaveCount(2);
    await app.open("/me");
    await expect(app.part("我的名片").getByRole("link", { name: /2 人等你答复/ })).toBeVisible();
    await app.open("/c/night-run");
    await app.main.getByRole("link", { name: "我的名片 · 2 人等你答复" }).click();
    await first.getByRole("button", { name: "给看" }).click();
    const sheet = page.getByRole("dialog");
    await sheet.locator("label", { hasText: "联系方式" }).click();
    await sheet.locator("label", { hasText: "住哪一片" }).click();
    await sheet.getByRole("button", { name: "给看" }).click();
    await expect(sheet.getByText("至少选一样。")).toBeVisible();
    await tick(sheet.getByRole("checkbox", { name: "联系方式" }));
    await tick(sheet.getByRole("radio", { name: "7 天" }));
    await sheet.getByRole("button", { name: "给看" }).click();
    const answered = (name) => app.part("给看过的人").getByRole("article").filter({ hasText: name });
    await expect(answered("贾语冰")).toContainText("你给看了：联系方式");
    await expect(answered("贾语冰")).toContainText(/到.*为止/);
    await app.part("谁想看").getByRole("button", { name: "不给" }).click();
    await sheet.getByRole("textbox", { name: "说句原因" }).fill("最近不方便");
    await page.reload();
    await app.ready();
    await app.part("谁想看").getByRole("button", { name: "不给" }).click();
    await expect(sheet.getByRole("textbox", { name: "说句原因" })).toHaveValue("最近不方便");
    await sheet.getByRole("button", { name: "不给" }).click();
    await expect(app.part("谁想看")).toHaveCount(0);
    await expect(answered("单文静")).toContainText("你没给看");
    await answered("贾语冰").getByRole("button", { name: "收回" }).click();
    await expect(sheet).toContainText("已经记下的，收不回来。");
    await sheet.getByRole("button", { name: "收回" }).click();
    await expect(answered("贾语冰")).toContainText("你已收回");
    await page.reload();
    await app.ready();
    await expect(answered("贾语冰")).toContainText("你已收回");
    await expect(answered("陆晓棠")).toContainText("你给看了：联系方式");
  });
});

test.describe("with the keyboard alone, and in the largest letters", () => {
  test.beforeEach(({ backend }) => test.skip(backend !== "embedded", "the page is the same everywhere"));

  test("everything is reached, and nothing is wider than the screen", async ({ app, page }) => {
    await page.setViewportSize({ width: 360, height: 640 });
    await plays(app, "成员");
    await app.open("/me/entry/florist");
    await page.evaluate(() => document.documentElement.style.setProperty("--root", "200%"));
    await line(app, "名字").focus();
    await page.keyboard.type("Ada");
    for (let n = 0; n < 60; n += 1) {
      await page.keyboard.press("Tab");
      if (await line(app, "能帮的忙").evaluate((it) => it === document.activeElement)) break;
    }
    await page.keyboard.type("借梯子");
    await page.keyboard.press("Enter");
    await page.keyboard.type("看狗");
    await page.keyboard.press("Tab");
    await expect(app.button("加上：能帮的忙")).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(app.button("去掉：借梯子")).toBeVisible();
    await app.button("去掉：看狗").press("Enter");
    await expect(app.button("去掉：看狗")).toHaveCount(0);
    await expect(app.button("去掉：借梯子")).toBeFocused();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
    const small = await app.main.locator("button, select, a").evaluateAll((all) =>
      all.filter((it) => it.getClientRects().length && it.getBoundingClientRect().height < 44).map((it) => it.outerHTML.slice(0, 120)));
    expect(small).toEqual([]);
    await line(app, "名字").focus();
    await page.keyboard.press("Enter");
    await expect(page.getByText("名片存好了")).toBeVisible();
  });
});
