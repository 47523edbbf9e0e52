// Planning events: a series in few taps, one of it changed, all later ones, called off with its reason; what a member proposes; by role
// and name, on the backend in the page and on servers of ours.
import { expect, test, tick } from "./base.mjs";

test.beforeEach(({ app }) => test.skip(!app.keepsRules, "has no planning"));

const unique = () => `屋顶观星社 ${Math.random().toString(36).slice(2, 7)}`;
const box = (app, name) => app.main.getByRole("textbox", { name });
/** Dates and hours have no role of their own. */
const day = (app, label) => app.main.getByLabel(new RegExp(`^${label}`));

async function founds(app, name = unique()) {
  await app.open("/organise/new");
  await box(app, "名字").fill(name);
  await app.main.getByRole("textbox", { name: "一句话说清为什么" }).fill("一起在屋顶看星星");
  await app.main.getByRole("textbox", { name: "城市" }).fill("杭州");
  await app.button("创建").click();
  await expect(app.title).toHaveText(name, { timeout: 15_000 });
  return new URL(app.page.url()).pathname.split("/").at(-1);
}

/** What an event cannot be without. */
async function fillsIn(app, title, date = "2026-12-04") {
  await app.main.getByRole("textbox", { name: "活动名称" }).fill(title);
  await day(app, "日期").fill(date);
  await day(app, "开始").fill("20:00");
  await day(app, "结束(?!日期)").fill("21:00");
}

async function plans(app, community, title, date) {
  await app.open(`/organise/${community}/events/new`);
  await expect(app.title).toHaveText("发起活动");
  await fillsIn(app, title, date);
  await app.button("发布活动").click();
  await expect(app.title).toHaveText(title, { timeout: 15_000 });
  return new URL(app.page.url()).pathname.split("/").at(-1);
}

const card = (app, text) => app.main.getByRole("article").filter({ hasText: text });

test("every Friday until the end of the year, in few taps, and each meeting is there", async ({ app, page }) => {
  const id = await founds(app);
  await app.link("发起活动").click();
  await fillsIn(app, "周五观星");
  await app.main.getByRole("combobox", { name: "重复" }).selectOption({ label: "每周五" });
  await app.button("到年底").click();
  await expect(app.main.getByText("每周五 20:00–21:00，直到年底")).toBeVisible();
  await expect(app.main.getByText(/^共 4 次：12月4日 周五、12月11日 周五、12月18日 周五/)).toBeVisible();
  await app.button("看看大家会看到的样子").click();
  await expect(page.getByRole("dialog").getByText("周五观星")).toBeVisible();
  await page.keyboard.press("Escape");
  await app.button("发布活动").click();
  await expect(app.title).toHaveText("全部活动", { timeout: 15_000 });
  await expect(card(app, "周五观星")).toHaveCount(4);
  await app.open(`/c/${id}`);
  await app.comesBack();
  await expect(card(app, "周五观星").first()).toBeVisible();
});

test("what is wrong is told at its field, and what was typed is kept", async ({ app, page }) => {
  const id = await founds(app);
  await app.open(`/organise/${id}/events/new`);
  await app.button("发布活动").click();
  const title = app.main.getByRole("textbox", { name: "活动名称" });
  await expect(title).toHaveAttribute("aria-invalid", "true");
  await fillsIn(app, "观".repeat(121), "2020-01-01");
  await app.main.getByRole("textbox", { name: "名额" }).fill("0");
  await app.button("发布活动").click();
  await expect(app.main.getByText("不能小于 1")).toBeVisible();
  await app.main.getByRole("textbox", { name: "名额" }).fill("-3");
  await app.button("发布活动").click();
  await expect(app.main.getByRole("textbox", { name: "名额" })).toHaveAttribute("aria-invalid", "true");
  await app.main.getByRole("textbox", { name: "名额" }).fill("２０");
  await app.button("发布活动").click();
  await expect(app.main.getByText("最多 120 个字")).toBeVisible();
  await expect(app.main.getByText("这个时间已经过了，请选以后的时间。")).toBeVisible();
  await page.reload();
  await app.ready();
  await expect(app.main.getByText("你上次填的内容还在。")).toBeVisible();
  await expect(title).toHaveValue("观".repeat(121));
  await expect(day(app, "开始")).toHaveValue("20:00");
  await title.fill("观星");
  await day(app, "日期").fill("2026-12-04");
  await app.button(/更多设置/).click();
  await app.main.getByRole("textbox", { name: "时区" }).fill("Moon/Base");
  await day(app, "结束日期").fill("2126-12-04");
  await app.button("发布活动").click();
  await expect(app.main.getByText("没有这个时区，例如 Asia/Shanghai。")).toBeVisible();
  await app.main.getByRole("textbox", { name: "时区" }).fill("Asia/Shanghai");
  await app.button("发布活动").click();
  await expect(app.main.getByText("一次活动最多 31 天。")).toBeVisible();
  await day(app, "结束日期").fill("");
  await app.button("发布活动").click();
  await expect(app.title).toHaveText("观星", { timeout: 15_000 });
  // What was sent is no draft any more.
  await app.open(`/organise/${id}/events/new`);
  await expect(title).toHaveValue("");
});

test("one of a series is changed, then this one and all later ones", async ({ app }) => {
  const id = await founds(app);
  await app.open(`/organise/${id}/events/new`);
  await fillsIn(app, "周五观星");
  await app.main.getByRole("combobox", { name: "重复" }).selectOption({ label: "每周五" });
  await app.button("到年底").click();
  await app.button("发布活动").click();
  await expect(card(app, "周五观星")).toHaveCount(4, { timeout: 15_000 });
  const manage = async (title, of) => {
    await app.open(`/organise/${id}/events`);
    await expect(card(app, title)).toHaveCount(of, { timeout: 15_000 });
    await card(app, title).first().getByRole("link").first().click();
    await app.link("管理这次活动").click();
    await expect(app.title).toHaveText("改活动");
  };
  await manage("周五观星", 4);
  await expect(app.main.getByRole("radio", { name: "只改这一次" })).toBeChecked();
  await app.main.getByRole("textbox", { name: "活动名称" }).fill("开幕观星");
  await app.button("保存修改").click();
  await expect(app.title).toHaveText("开幕观星", { timeout: 15_000 });
  await manage("周五观星", 3);
  await day(app, "开始").fill("19:30");
  await app.main.getByRole("textbox", { name: "名额" }).fill("12");
  await tick(app.main.getByRole("radio", { name: "这次和以后每次" }));
  await app.button("保存修改").click();
  await expect(app.main.getByText("19:30–21:00").first()).toBeVisible({ timeout: 15_000 });
  await app.open(`/organise/${id}/events`);
  await expect(card(app, "19:30–21:00")).toHaveCount(3, { timeout: 15_000 });
  await expect(card(app, "开幕观星")).toContainText("20:00–21:00");
});

test("who has signed up reads why it is off, and is signed up still when it is on after all", async ({ app, page }) => {
  const id = await founds(app);
  const event = await plans(app, id, "屋顶看月亮");
  await app.link("报名").click();
  await app.button("确认报名").click();
  await expect(app.main.getByText(/你已报名/).first()).toBeVisible({ timeout: 15_000 });
  await app.open(`/organise/e/${event}/edit`);
  await app.button("告诉大家").click();
  await expect(app.main.getByText("这里还没填")).toBeVisible();
  await box(app, "原因").fill("下大雨");
  await app.button("告诉大家").click();
  await expect(app.main.getByText("活动已取消：下大雨").first()).toBeVisible({ timeout: 15_000 });
  await app.open(`/organise/e/${event}/edit`);
  await tick(app.main.getByRole("radio", { name: "照常举行" }));
  await app.button("告诉大家").click();
  await expect(app.title).toHaveText("屋顶看月亮", { timeout: 15_000 });
  await expect(app.main.getByText("下大雨")).toHaveCount(0);
  await expect(page.getByText(/你已报名/).first()).toBeVisible();
});

test("one more like it is filled in, on a day to come", async ({ app }) => {
  const id = await founds(app);
  const event = await plans(app, id, "屋顶看月亮");
  await app.open(`/organise/e/${event}/edit`);
  await app.link("照这次再办一次").click();
  await expect(app.main.getByRole("textbox", { name: "活动名称" })).toHaveValue("屋顶看月亮");
  await expect(day(app, "日期")).toHaveValue("2026-12-11");
  await expect(day(app, "开始")).toHaveValue("20:00");
  await app.button("发布活动").click();
  await expect(app.title).toHaveText("屋顶看月亮", { timeout: 15_000 });
  await app.open(`/organise/${id}/events`);
  await expect(card(app, "屋顶看月亮")).toHaveCount(2);
});

test("what a member proposes is open once a host has adopted it, or declined with a reason", async ({ app, other }) => {
  test.skip(!app.own, "wants two people");
  const id = await founds(app);
  await other.join(id);
  await other.open(`/c/${id}`);
  await expect(other.link("提议活动")).toBeVisible({ timeout: 15_000 });
  const proposes = async (title) => {
    await other.open(`/c/${id}`);
    await other.link("提议活动").click();
    await fillsIn(other, title);
    await expect(other.main.getByRole("combobox", { name: "重复" })).toHaveCount(0);
    await other.button("提交提议").click();
    await expect(other.title).toHaveText(title, { timeout: 15_000 });
    await expect(other.main.getByText(/还是提议/).first()).toBeVisible();
  };
  await proposes("月全食");
  await proposes("流星雨");
  await app.open(`/organise/${id}/events`);
  await expect(app.main.getByText("成员的提议")).toBeVisible();
  await card(app, "月全食").getByRole("link").first().click();
  await app.link("管理这次活动").click();
  await app.button("采纳活动").click();
  await expect(app.title).toHaveText("月全食", { timeout: 15_000 });
  await expect(app.main.getByText(/还是提议/)).toHaveCount(0);
  await app.open(`/organise/${id}/events`);
  await card(app, "流星雨").getByRole("link").first().click();
  await app.link("管理这次活动").click();
  await box(app, "原因").fill("那天顶楼不开");
  await app.button("婉拒提议").click();
  await expect(app.main.getByText(/那天顶楼不开/).first()).toBeVisible({ timeout: 15_000 });
  await other.open(`/c/${id}`);
  await other.comesBack();
  await card(other, "月全食").getByRole("link").first().click();
  await expect(other.main.getByText(/还是提议/)).toHaveCount(0);
  await expect(other.link("报名")).toBeVisible();
});
