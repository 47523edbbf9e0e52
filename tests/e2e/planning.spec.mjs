// Planning events: a series in few taps, one of it changed, all later ones, called off with its reason; what a member proposes; by role
// and name, on the backend in the page and on servers of ours.
import { randomUUID } from "node:crypto";
import { expect, test, tick } from "./base.mjs";
import { NOW } from "./now.mjs";

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
  await app.button("发布活动").click();
  await expect(app.main.getByText("有 2 处还要改")).toBeVisible();
  await title.fill("观星");
  await expect(app.main.getByText("有一处还要改")).toBeVisible();
  await day(app, "日期").fill("2026-12-04");
  // What is right is said no more to be wrong.
  await expect(app.main.getByText(/处还要改/)).toHaveCount(0);
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
  // Nothing that was typed is lost.
  await page.reload();
  await expect(box(app, "原因")).toHaveValue("下大雨");
  await app.button("告诉大家").click();
  await expect(app.main.getByText("活动已取消：下大雨").first()).toBeVisible({ timeout: 15_000 });
  await app.open(`/organise/e/${event}/edit`);
  await expect(box(app, "原因")).toHaveValue("");
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

test("each who comes is asked, children are marked, and the next one is like it", async ({ app }) => {
  const id = await founds(app);
  await app.open(`/organise/${id}/events/new`);
  await fillsIn(app, "亲子观星");
  await app.button(/更多设置/).click();
  const children = app.main.getByRole("checkbox", { name: "要注明谁是孩子" });
  const each = app.main.getByRole("radio", { name: "来的每个人都答" });
  const party = box(app, "每份报名最多几人");
  await expect(party).toHaveValue("1");
  await expect(children).toHaveCount(0);
  await party.fill("3");
  await expect(children).not.toBeChecked();
  await tick(children);
  await expect(each).toHaveCount(0);
  await app.button("加一个问题").click();
  await app.main.getByRole("group", { name: "问题 1" }).getByRole("textbox", { name: "问什么" }).fill("带望远镜吗？");
  await expect(app.main.getByRole("radio", { name: "报名的人答一次" })).toBeChecked();
  await tick(each);
  await app.button("发布活动").click();
  await expect(app.title).toHaveText("亲子观星", { timeout: 15_000 });
  const event = new URL(app.page.url()).pathname.split("/").at(-1);
  await app.open(`/e/${event}/sign-up`);
  await app.button("加一个人").click();
  const second = app.main.getByRole("group", { name: "第 2 位", exact: true });
  await expect(second.getByRole("checkbox", { name: "是孩子" })).toBeVisible();
  await expect(second.getByRole("textbox", { name: "带望远镜吗？" })).toBeVisible();
  await app.open(`/organise/e/${event}/edit`);
  await app.link("照这次再办一次").click();
  await expect(app.title).toHaveText("发起活动");
  await app.button(/更多设置/).click();
  await expect(children).toBeChecked();
  await expect(each).toBeChecked();
  // Who comes alone brings nobody who could be asked.
  await party.fill("1");
  await expect(children).toHaveCount(0);
  await expect(each).toHaveCount(0);
});

test("once it is over its hosts say where the pictures are, by an address of their own and no other", async ({ app, page, people }) => {
  const id = await founds(app);
  const event = await plans(app, id, "屋顶看月亮", "2026-11-26");
  await app.open(`/organise/e/${event}/edit`);
  const pictures = box(app, "照片链接");
  await expect(app.title).toHaveText("改活动");
  await expect(box(app, "活动名称")).toHaveValue("屋顶看月亮");
  await expect(pictures).toHaveCount(0);
  if (app.embedded) {
    await page.evaluate(() => globalThis.passTime(30 * 3_600_000));
    await app.comesBack();
    // The page that is open was drawn before it began.
    await app.link("返回").click();
    await app.link("管理这次活动").click();
  } else {
    const hours = (n) => new Date(Date.parse(NOW) + n * 3_600_000).toISOString();
    await people.change("events", event, { start: hours(-3), end: hours(-1) });
    await page.evaluate(() => globalThis.passTime(60_000));
    await app.open(`/organise/e/${event}/edit`);
  }
  await pictures.fill("http://example.com/moon");
  await app.button("保存修改").click();
  await expect(pictures).toHaveAttribute("aria-invalid", "true");
  await expect(app.main.getByText("要以 https:// 开头").first()).toBeVisible();
  await expect(app.main.getByText("有一处还要改")).toBeVisible();
  // As what keeps pictures has it copied.
  await pictures.fill("链接: https://example.com/moon 提取码: 8k2m");
  await expect(app.main.getByText("有一处还要改")).toHaveCount(0);
  await app.button("保存修改").click();
  await expect(app.link("去看照片")).toHaveAttribute("href", "https://example.com/moon", { timeout: 15_000 });
  await app.link("管理这次活动").click();
  await expect(pictures).toHaveValue("https://example.com/moon");
  await app.link("照这次再办一次").click();
  await expect(app.title).toHaveText("发起活动");
  await expect(box(app, "活动名称")).toHaveValue("屋顶看月亮");
  await app.button("发布活动").click();
  await expect(app.title).toHaveText("屋顶看月亮", { timeout: 15_000 });
  await expect(app.link("去看照片")).toHaveCount(0);
});

test("of sixty meetings all can be reached, and the list says how many it shows", async ({ app }) => {
  const id = await founds(app);
  await app.open(`/organise/${id}/events/new`);
  await fillsIn(app, "天天观星");
  await app.main.getByRole("combobox", { name: "重复" }).selectOption({ label: "每天" });
  await day(app, "直到").fill("2027-02-01");
  await app.button("发布活动").click();
  await expect(app.title).toHaveText("全部活动", { timeout: 30_000 });
  if (app.own) {
    await expect(app.main.getByText("已显示 50 场，还有更多")).toBeVisible({ timeout: 15_000 });
    await app.button("再多看一些").click();
  }
  await expect(app.main.getByText("共 60 场")).toBeVisible({ timeout: 15_000 });
  await expect(card(app, "天天观星")).toHaveCount(60);
  await expect(app.main.getByRole("button", { name: "再多看一些" })).toHaveCount(0);
  // It was founded today: there is no past to look for.
  await expect(app.main.getByText("办过的活动")).toHaveCount(0);
});

test("what was is read as far back as a host wants", async ({ app, people }) => {
  test.skip(!app.own, "wants a past that its operator makes");
  const community = await people.row("communities", { id: `c-${randomUUID()}`, name: "老放映会", purpose: "一起看老电影", policy: { door: "open" } });
  await people.joins({ id: people.made[0] }, community, "host");
  const days = (n, hours = 0) => new Date(Date.parse(NOW) + n * 86_400_000 + hours * 3_600_000).toISOString();
  const held = (title, n) =>
    people.row("events", { id: `e-${randomUUID()}`, community, title, start: days(n), end: days(n, 2), zone: "Asia/Shanghai" });
  await held("上个月的", -30);
  await held("半年前的", -180);
  await held("两年前的", -730);
  await app.open(`/organise/${community}/events`);
  await expect(card(app, "上个月的")).toBeVisible({ timeout: 15_000 });
  await expect(app.main.getByText("8月27日 周四以来 1 场")).toBeVisible();
  await expect(card(app, "半年前的")).toHaveCount(0);
  await app.button("看更早的").click();
  await expect(card(app, "半年前的")).toBeVisible({ timeout: 15_000 });
  await app.button("看更早的").click();
  await expect(app.main.getByText(/^2025年.*以来没有活动$/)).toBeVisible({ timeout: 15_000 });
  await app.button("看更早的").click();
  await expect(card(app, "两年前的")).toBeVisible({ timeout: 15_000 });
  await expect(app.main.getByRole("article")).toHaveCount(3);
});

test("an event has the colour that was chosen for it, on its page and on its cards", async ({ app }) => {
  const id = await founds(app);
  const event = await plans(app, id, "屋顶看月亮");
  const art = (within) => within.locator("svg.cover");
  for (const [name, palette] of [["湖蓝", "3"], ["玫红", "4"]]) {
    await app.open(`/organise/e/${event}/edit`);
    await app.button(/更多设置/).click();
    await app.main.getByRole("combobox", { name: "封面颜色" }).selectOption({ label: name });
    await app.button("保存修改").click();
    await expect(app.title).toHaveText("屋顶看月亮", { timeout: 15_000 });
    await expect(art(app.main.locator(".hero"))).toHaveAttribute("data-palette", palette);
    await app.open(`/organise/${id}/events`);
    await expect(art(card(app, "屋顶看月亮"))).toHaveAttribute("data-palette", palette, { timeout: 15_000 });
    await app.open(`/c/${id}`);
    await app.comesBack();
    await expect(art(card(app, "屋顶看月亮").first())).toHaveAttribute("data-palette", palette, { timeout: 15_000 });
  }
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
