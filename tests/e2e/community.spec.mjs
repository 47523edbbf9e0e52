// A community's page, walking in through an open door, and knocking at one where somebody looks.
import { expect, test, tick } from "./base.mjs";

const headings = (app) => app.main.getByRole("heading", { level: 2 }).allTextContents();

test("purpose, rhythm, next meetings and people stand before the rules", async ({ app, page }) => {
  await app.open("/c/night-run");
  await expect(app.title).toHaveText("运河夜跑团");
  await expect(page).toHaveTitle(/运河夜跑团/);
  await expect(app.part("接下来的活动").getByRole("article").first()).toBeVisible();
  const order = ["见面的节奏", "接下来的活动", "是谁在张罗", "约定", "怎么加入"];
  const seen = await headings(app);
  expect(seen.filter((heading) => order.includes(heading))).toEqual(order);

  // The purpose stands above all of them.
  const purpose = await app.main.getByText("下班以后沿着运河慢慢跑").boundingBox();
  const rhythm = await app.part("见面的节奏").boundingBox();
  expect(purpose.y).toBeLessThan(rhythm.y);

  await expect(app.part("见面的节奏")).toContainText("每周二、周四 20:00–21:30");
  await expect(app.part("见面的节奏")).toContainText("下次：明天 20:00");
  await expect(app.part("是谁在张罗")).toContainText("沈越");
  await expect(app.part("是谁在张罗")).toContainText("主理人");
  await expect(app.main.getByText("活跃", { exact: true })).toBeVisible();
  await expect(app.part("约定")).toContainText("第 3 版");
});

test("its next meetings come soonest first and lead to their pages", async ({ app }) => {
  await app.open("/c/night-run");
  const events = app.part("接下来的活动").getByRole("article");
  await expect(events.first()).toContainText("明天 20:00–21:30");
  await events.first().getByRole("link").click();
  await expect(app.title).toHaveText("运河五公里 · 欢迎第一次来");
});

test("its own words are drawn as text and links, never as code", async ({ app, page }) => {
  await app.open("/c/night-run");
  const about = app.part("关于");
  await expect(about.locator("strong").first()).toBeVisible();
  await expect(about.locator("script, iframe, [onclick]")).toHaveCount(0);
  for (const link of await page.getByRole("main").locator("a[href^='http']").all()) {
    await expect(link).toHaveAttribute("rel", /noopener/);
  }
});

test("a dormant group is called dormant, one that ended says so and has no door", async ({ app }) => {
  await app.open("/c/photo");
  await expect(app.main.getByText("沉睡", { exact: true })).toBeVisible();
  await app.open("/c/group-buy");
  await expect(app.main.getByText("已结束", { exact: true })).toBeVisible();
  await expect(app.main.getByText("圈子已经结束", { exact: true })).toBeVisible();
  await expect(app.link("加入")).toHaveCount(0);
});

for (const [id, door, button] of [
  ["tasting", "只接受邀请", null],
  ["book-club", "现在不收新人", null],
  ["poem-morning", "谁都可以直接加入", "加入"],
  ["hometown", "先申请，会有人看", "申请加入"],
]) {
  test(`the door of ${id} is told, and its button is there or not`, async ({ app, backend }) => {
    await app.open(`/c/${id}`);
    await expect(app.part("怎么加入")).toContainText(door);
    if (button) await expect(app.link(button)).toBeVisible();
    else {
      await expect(app.main.getByRole("link", { name: /^(申请)?加入/ })).toHaveCount(0);
      // A code opens any door, where the service knows of codes.
      const takes = backend === "embedded" || backend.startsWith("own-");
      await expect(app.link(door === "现在不收新人" ? "有邀请码？" : "用邀请码加入")).toHaveCount(takes ? 1 : 0);
    }
  });
}

test("dues, sponsors and places are told before one knocks", async ({ app }) => {
  await app.open("/c/chamber");
  const door = app.part("怎么加入");
  await expect(door).toContainText("¥1200 / 年");
  await expect(door).toContainText("需要 2 位现任会员介绍");
});

test("an open community is joined by agreeing to its rules; Mine shows it; leaving is asked about", async ({ app }) => {
  await app.open("/c/night-run");
  await app.link("加入").click();
  await expect(app.title).toHaveText("加入运河夜跑团");
  await expect(app.part("先看看大家的约定")).toContainText("慢的人定速度");

  // Without the tick the button says what is missing, at the box.
  await app.button("加入").click();
  const agree = app.main.getByRole("checkbox", { name: /我同意这些约定（第 3 版）/ });
  await expect(agree).toHaveAttribute("aria-invalid", "true");
  await expect(agree).toHaveAccessibleDescription("请先同意最新的约定");

  await tick(agree);
  await app.button("加入").click();
  await expect(app.title).toHaveText("运河夜跑团");
  await expect(app.main.getByRole("status").filter({ hasText: "你是这里的成员" })).toBeVisible();

  await app.tab("我的圈子").click();
  await expect(app.part("我在的").getByRole("article")).toContainText("运河夜跑团");
  await app.card("运河夜跑团").getByRole("link").click();

  await app.surely("退出");
  await expect(app.link("加入")).toBeVisible();
  await app.tab("我的圈子").click();
  await expect(app.main.getByText(app.keepsRules ? "以前的" : "还没有加入任何圈子")).toBeVisible();
});

test("an application: questions, faults at their fields, a draft that survives, pending, withdrawn", async ({ app, page }) => {
  await app.open("/c/dog-walk");
  await app.link("申请加入").click();
  await expect(app.title).toHaveText("申请加入香樟苑遛狗小队");

  await app.button("交申请").click();
  const building = app.main.getByRole("textbox", { name: "住哪一幢？" });
  await expect(building).toHaveAttribute("aria-invalid", "true");
  await expect(building).toHaveAccessibleDescription(/这里还没填/);
  await expect(app.main.getByText("这里还没填")).toHaveCount(2);
  await expect(app.main.getByText(/^有 \d 处还要改一下$/)).toBeVisible();

  // A question that depends on another answer comes and goes with it.
  const name = app.main.getByRole("textbox", { name: "它叫什么，什么品种，几岁？" });
  await expect(name).toHaveCount(0);
  await building.fill("3 幢");
  await expect(building).not.toHaveAttribute("aria-invalid", "true");
  await tick(app.main.getByRole("radio", { name: "有", exact: true }));
  await expect(name).toBeVisible();
  await name.fill("豆包，柴犬，五岁");

  await page.reload();
  await expect(app.main.getByText("你上次填的内容还在。")).toBeVisible();
  await expect(building).toHaveValue("3 幢");
  await expect(name).toHaveValue("豆包，柴犬，五岁");

  await tick(app.main.getByRole("radio", { name: "没有，想先认识狗" }));
  await expect(name).toHaveCount(0);
  await tick(app.main.getByRole("checkbox", { name: /我同意/ }));
  await app.button("交申请").click();
  await expect(app.title).toHaveText("香樟苑遛狗小队");
  await expect(app.main.getByText("申请已交，等组织者看。")).toBeVisible();

  await app.tab("我的圈子").click();
  await expect(app.part("等回音的").getByRole("article")).toContainText("香樟苑遛狗小队");
  await expect(app.part("等回音的")).toContainText("等确认");
  await app.card("香樟苑遛狗小队").getByRole("link").click();

  await app.surely("撤回申请");
  await expect(app.link("申请加入")).toBeVisible();
  // What was sent is no draft any more.
  await app.link("申请加入").click();
  await expect(building).toHaveValue("");
});

test("a full community has a queue", async ({ app }) => {
  await app.open("/c/product-test");
  await app.link("排队等位").click();
  await tick(app.main.getByRole("checkbox", { name: "厨房" }));
  await tick(app.main.getByRole("checkbox", { name: /我同意/ }));
  await app.button("排队等位").click();
  await expect(app.main.getByText(/人满了，你(在排队|排在第 \d+ 位)。/)).toBeVisible();
  await app.tab("我的圈子").click();
  await expect(app.part("等回音的").getByRole("article")).toContainText("先用为快试物团");
});

test("what one cannot decide on the spot can be thought over", async ({ app, page }) => {
  await app.join("poem-morning");
  await app.button("退出").click();
  await page.getByRole("dialog").getByRole("button", { name: "再想想" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(app.main.getByText("你是这里的成员")).toBeVisible();
});
