// Who has knocked, as organisers see them: answers, a yes and a no that can be taken back, several at once; and on a
// server of ours what it does to the one who knocked.
import { randomUUID } from "node:crypto";
import { expect, test, tick } from "./base.mjs";

/** Another side of the data set; the page begins anew with it. */
async function plays(app, name) {
  await Promise.all([app.page.waitForEvent("load"), tick(app.main.getByRole("radio", { name }))]);
  await app.ready();
}

/** Plays an organiser in the data set. */
async function organiser(app) {
  await app.open("/me");
  await plays(app, "组织者");
  await expect(app.main.getByRole("radio", { name: "组织者" })).toBeChecked();
}

const card = (app, name) => app.main.getByRole("article").filter({ has: app.page.getByRole("heading", { name }) });

test.describe("in the data set", () => {
  test.beforeEach(({ backend }) => test.skip(backend !== "embedded", "one plays an organiser only there"));

  test("nobody sees who has knocked but an organiser", async ({ app }) => {
    await app.open("/organise/dog-walk");
    await expect(app.main.getByText("这里是组织者看的")).toBeVisible();
    await app.open("/c/dog-walk");
    await expect(app.link("看谁想进来")).toHaveCount(0);
  });

  test("a yes can be taken back for ten seconds, and then holds, also after a reload", async ({ app, page }) => {
    await organiser(app);
    await app.open("/c/dog-walk");
    await app.link("看谁想进来").click();
    await expect(app.title).toHaveText("谁想进来");
    await expect(app.main.getByRole("article")).toHaveCount(4);
    const first = card(app, "方雨桐");
    await expect(first).toContainText("糯米，比熊，两岁半");
    await expect(first).toContainText("住哪一幢？");
    await first.getByRole("button", { name: "同意加入" }).click();
    await expect(first).toContainText("同意加入还没有送出");
    await expect(first).toContainText("马上送出，现在还能撤回。");
    await first.getByRole("button", { name: "撤回" }).click();
    await expect(first.getByRole("button", { name: "同意加入" })).toBeVisible();
    await first.getByRole("button", { name: "同意加入" }).click();
    await expect(first).toContainText("同意加入还没有送出");
    // The page may be closed meanwhile.
    await page.reload();
    await app.ready();
    await expect(card(app, "方雨桐")).toContainText("还没有送出");
    await expect(card(app, "方雨桐")).toHaveCount(0, { timeout: 15_000 });
    await expect(app.main.getByRole("article")).toHaveCount(3);
    await page.reload();
    await app.ready();
    await expect(app.main.getByRole("article")).toHaveCount(3);
  });

  test("a no wants a reason, keeps what was typed, and can be given to several", async ({ app, page }) => {
    await organiser(app);
    await app.open("/organise/dog-walk");
    await card(app, "褚师傅").getByRole("button", { name: "婉拒" }).click();
    const sheet = page.getByRole("dialog", { name: "婉拒" });
    await sheet.getByRole("button", { name: "婉拒" }).click();
    await expect(sheet.getByText("这里还没填")).toBeVisible();
    await sheet.getByRole("textbox", { name: "为什么" }).fill("先来走三圈");
    await page.reload();
    await app.ready();
    for (const name of ["褚师傅", "厍大勇"]) await tick(card(app, name).getByRole("checkbox"));
    await app.button("婉拒 2 人").click();
    await expect(sheet.getByRole("textbox", { name: "为什么" })).toHaveValue("先来走三圈");
    await sheet.getByRole("button", { name: "先来一次公开活动" }).click();
    await expect(sheet.getByRole("textbox", { name: "为什么" })).toHaveValue("先来一次公开活动，彼此认识一下再申请。");
    await tick(sheet.getByRole("radio", { name: "一个月后" }));
    await sheet.getByRole("button", { name: "婉拒" }).click();
    for (const name of ["褚师傅", "厍大勇"]) await expect(card(app, name)).toContainText("婉拒还没有送出");
    await expect(page.getByText("婉拒 2 人，十秒后送出")).toBeVisible();
    await expect(card(app, "褚师傅").getByRole("button", { name: "撤回" })).toBeFocused();
    await expect(app.main.getByRole("article")).toHaveCount(2, { timeout: 15_000 });
  });

  test("by keyboard alone: yes, take back, yes; and yes to two", async ({ app, page }) => {
    await organiser(app);
    await app.open("/organise/dog-walk");
    const first = card(app, "方雨桐");
    const yes = first.getByRole("button", { name: "同意加入" });
    const back = first.getByRole("button", { name: "撤回" });
    for (let tabs = 0; tabs < 30; tabs += 1) {
      await page.keyboard.press("Tab");
      if (await yes.evaluate((it) => it === document.activeElement)) break;
    }
    await expect(yes).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(back).toBeFocused();
    await page.keyboard.press("Space");
    await expect(yes).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(back).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(yes).toBeFocused();
    for (const name of ["褚师傅", "厍大勇"]) {
      await card(app, name).getByRole("checkbox").focus();
      await page.keyboard.press("Space");
    }
    await app.button("同意 2 人").focus();
    await page.keyboard.press("Enter");
    const two = card(app, "褚师傅").getByRole("button", { name: "撤回" });
    await expect(two).toBeFocused();
    await expect(two).toBeInViewport();
    await expect(page.getByText("同意 2 人，十秒后送出")).toBeVisible();
    // When both are gone somebody can go on from the page.
    await expect(app.main.getByRole("article")).toHaveCount(2, { timeout: 15_000 });
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe("BODY");
  });

  test("an answer to one leaves the ticks of others, and nothing replaces a no under way", async ({ app, page }) => {
    await organiser(app);
    await app.open("/organise/dog-walk");
    for (const name of ["方雨桐", "褚师傅", "厍大勇"]) await tick(card(app, name).getByRole("checkbox"));
    await expect(app.button("同意 3 人")).toBeVisible();
    await card(app, "褚师傅").getByRole("button", { name: "婉拒" }).click();
    const sheet = page.getByRole("dialog", { name: "婉拒" });
    await sheet.getByRole("textbox", { name: "为什么" }).fill("下次再来");
    await sheet.getByRole("button", { name: "婉拒" }).click();
    await expect(card(app, "褚师傅")).toContainText("婉拒还没有送出");
    await expect(card(app, "褚师傅").getByRole("checkbox")).toHaveCount(0);
    for (const name of ["方雨桐", "厍大勇"]) await expect(card(app, name).getByRole("checkbox")).toBeChecked();
    await app.button("同意 2 人").click();
    await expect(card(app, "褚师傅")).toContainText("婉拒还没有送出");
    for (const name of ["方雨桐", "厍大勇"]) await expect(card(app, name)).toContainText("同意加入还没有送出");
    // Who is taken back can be chosen again, and is not yet.
    await card(app, "厍大勇").getByRole("button", { name: "撤回" }).click();
    await expect(card(app, "厍大勇").getByRole("checkbox")).not.toBeChecked();
    await expect(app.button(/人$/)).toHaveCount(0);
  });

  test("two answers at once stand beside each other", async ({ app, page }) => {
    await page.setViewportSize({ width: 360, height: 640 });
    await organiser(app);
    await app.open("/organise/dog-walk");
    for (const name of ["褚师傅", "厍大勇"]) await tick(card(app, name).getByRole("checkbox"));
    const [yes, no] = [await app.button("同意 2 人").boundingBox(), await app.button("婉拒 2 人").boundingBox()];
    expect(yes.y).toBe(no.y);
    expect(no.x).toBeGreaterThan(yes.x + yes.width);
  });

  test("each side keeps what was done on it", async ({ app }) => {
    await app.open("/c/night-run/join");
    await tick(app.main.getByRole("checkbox", { name: /我同意/ }));
    await app.button("加入").click();
    await expect(app.main.getByText("你是这里的成员")).toBeVisible();
    await organiser(app);
    await app.tab("我的圈子").click();
    await expect(app.main.getByText("香樟苑遛狗小队")).toBeVisible();
    await expect(app.main.getByText("运河夜跑团")).toHaveCount(0);
    await app.open("/me");
    await plays(app, "新来的");
    await app.tab("我的圈子").click();
    await expect(app.main.getByText("运河夜跑团")).toBeVisible();
  });
});

test("on a server of ours an organiser turns somebody down with a reason, and lets them in the second time", async ({ app, other, people, backend }) => {
  test.skip(!backend.startsWith("own-"), "wants a server that keeps the rules");
  test.slow();
  const club = await people.row("communities", {
    id: `c-${randomUUID()}`,
    name: "顶楼观星社",
    purpose: "一起看星星",
    policy: { door: "approval", form: [{ key: "why", label: "想看什么？", kind: "text", required: true }] },
  });
  const [, keeper] = people.made;
  await people.joins({ id: keeper }, club, "owner");
  const knocks = async (what) => {
    await app.open(`/c/${club}/join`);
    await app.main.getByRole("textbox", { name: "想看什么？" }).fill(what);
    await app.button("交申请").click();
    await expect(app.main.getByText("申请已交，等组织者看。")).toBeVisible();
  };
  await knocks("猎户座");
  await other.open(`/c/${club}`);
  await other.link("看谁想进来").click();
  const one = other.main.getByRole("article");
  await expect(one).toContainText("猎户座");
  await one.getByRole("button", { name: "婉拒" }).click();
  const sheet = other.page.getByRole("dialog", { name: "婉拒" });
  await sheet.getByRole("textbox", { name: "为什么" }).fill("今晚有云，明天再来敲门");
  await sheet.getByRole("button", { name: "婉拒" }).click();
  await expect(other.main.getByText("现在没有人在等")).toBeVisible({ timeout: 20_000 });
  await app.open(`/c/${club}`);
  // The reason ends where it ends, whatever is said of knocking again.
  await expect(app.main.getByText("今晚有云，明天再来敲门", { exact: true })).toBeVisible();
  await expect(app.main.getByText("可以再来敲门。", { exact: true })).toBeVisible();
  await knocks("昴星团");
  await other.page.reload();
  await other.ready();
  await expect(one).toContainText("昴星团");
  await one.getByRole("button", { name: "同意加入" }).click();
  await expect(other.main.getByText("现在没有人在等")).toBeVisible({ timeout: 20_000 });
  await app.open(`/c/${club}`);
  await expect(app.main.getByText("你是这里的成员")).toBeVisible();
});
