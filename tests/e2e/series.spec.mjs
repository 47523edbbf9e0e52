// A series from both sides: its next meetings with seats and where one stands, several signed up for at once, one given back; and
// this one and all later ones called off by a host.
import { randomUUID } from "node:crypto";
import { expect, test, tick } from "./base.mjs";
import { NOW } from "./now.mjs";

test.beforeEach(({ app }) => {
  test.skip(!app.keepsRules, "has no planning");
  test.slow();
});

const box = (app, name) => app.main.getByRole("textbox", { name });
const day = (app, label) => app.main.getByLabel(new RegExp(`^${label}`));
const card = (app, text) => app.main.getByRole("article").filter({ hasText: text });
const next = (app) => app.part("接下来");
const dialog = (app, name = "整个系列") => app.page.getByRole("dialog", { name });
const days = (n) => new Date(Date.parse(NOW) + n * 86_400_000).toISOString();

/** Somebody founds a community and plans four Fridays; its address and that of the first. */
async function fridays(app, title = "周五观星") {
  await app.open("/organise/new");
  const name = `屋顶观星社 ${randomUUID().slice(0, 5)}`;
  await box(app, "名字").fill(name);
  await box(app, "一句话说清为什么").fill("一起在屋顶看星星");
  await box(app, "城市").fill("杭州");
  await app.button("创建").click();
  await expect(app.title).toHaveText(name, { timeout: 15_000 });
  const community = new URL(app.page.url()).pathname.split("/").at(-1);
  await app.open(`/organise/${community}/events/new`);
  await box(app, "活动名称").fill(title);
  await day(app, "日期").fill("2026-12-04");
  await day(app, "开始").fill("20:00");
  await day(app, "结束(?!日期)").fill("21:00");
  await app.main.getByRole("combobox", { name: "重复" }).selectOption({ label: "每周五" });
  await app.button("到年底").click();
  await app.button("发布活动").click();
  await expect(card(app, title)).toHaveCount(4, { timeout: 15_000 });
  await card(app, title).first().getByRole("link").first().click();
  await expect(app.title).toHaveText(title);
  return { community, event: new URL(app.page.url()).pathname.split("/").at(-1) };
}

test("all are signed up for at once but one, and one is given back", async ({ app, page }) => {
  await fridays(app);
  await expect(next(app).getByRole("link")).toHaveCount(3);
  await expect(next(app).getByRole("link").first()).toContainText("12月11日");
  await app.button("报整个系列").click();
  const boxes = dialog(app).getByRole("checkbox");
  await expect(boxes).toHaveCount(4);
  for (const one of await boxes.all()) await expect(one).toBeChecked();
  await dialog(app).getByText(/12月18日/).click();
  await expect(dialog(app).getByRole("checkbox", { name: /12月18日/ })).not.toBeChecked();
  await dialog(app).getByRole("button", { name: "报这 3 次" }).click();
  await expect(dialog(app)).toContainText("报上 3 次", { timeout: 15_000 });
  await expect(dialog(app)).not.toContainText("没报上");
  await page.keyboard.press("Escape");
  // The button that opened it has been drawn anew.
  await expect(next(app).getByRole("heading", { name: "接下来" })).toBeFocused();
  await expect(app.main.getByText("你已报名，到时见。")).toBeVisible();
  await expect(next(app).getByText("已报名", { exact: true })).toHaveCount(2);
  await expect(next(app).getByRole("button", { name: /^这次不去了/ })).toHaveCount(2);
  // Of what one has there is nothing to tick.
  await app.button("报整个系列").click();
  await expect(boxes).toHaveCount(1);
  await page.keyboard.press("Escape");
  await next(app).getByRole("button", { name: /^这次不去了.*12月25日/ }).click();
  await expect(dialog(app, "取消报名")).toContainText("名额会让给候补的人");
  await dialog(app, "取消报名").getByRole("button", { name: "取消报名" }).click();
  await expect(next(app).getByText("已报名", { exact: true })).toHaveCount(1, { timeout: 15_000 });
  await page.reload();
  await app.ready();
  await expect(next(app).getByText("已报名", { exact: true })).toHaveCount(1);
  await expect(app.main.getByText("你已报名，到时见。")).toBeVisible();
});

test("a full one is not meant by all, and ticking it is to wait", async ({ app }) => {
  test.skip(!app.embedded, "the events of the data set");
  await app.open("/e/e-night-run-1");
  await expect(next(app).getByRole("link")).toHaveCount(2);
  await expect(next(app).getByRole("link").first()).toContainText("4 人候补");
  await app.button("报整个系列").click();
  const full = dialog(app).getByRole("checkbox", { name: /候补/ });
  await expect(full).not.toBeChecked();
  await tick(full);
  await dialog(app).getByRole("button", { name: "报这 3 次" }).click();
  await expect(dialog(app)).toContainText("报上 2 次，候补 1 次");
  await expect(dialog(app)).toContainText("候补第 5 位");
});

/** So many meetings of a community that the operator made, with what is otherwise of the `n`th, and with its sign-up; the first one's id. */
async function made(people, more = {}, other = {}, count = 3) {
  const community = await people.row("communities", { id: `c-${randomUUID()}`, name: "顶楼观星社", purpose: "看星星", policy: { door: "open" } });
  const id = `e-${randomUUID()}x`;
  for (let n = 0; n < count; n += 1) {
    const of = n === 0 ? id : `${id}-${n + 1}`;
    const sign_up = { who: "open", waitlist: true, party_max: 1, ...(more[n] ?? {}) };
    await people.row("events", { id: of, community, title: "天台看星星", start: days(1 + 7 * n), zone: "Asia/Shanghai", capacity: 5, series: "FREQ=WEEKLY", sign_up, ...other[n] });
  }
  return id;
}

test("what several ask is answered once, and each has a result of its own", async ({ app, people }) => {
  test.skip(!app.own, "wants events that ask");
  const form = [{ key: "food", label: "忌口", kind: "text", required: true }];
  const id = await made(people, { 1: { form }, 2: { form } });
  await app.open(`/e/${id}`);
  await app.button("报整个系列").click();
  await dialog(app).getByRole("button", { name: "报这 3 次" }).click();
  const asked = dialog(app).getByRole("textbox", { name: "忌口" });
  await expect(asked).toHaveCount(1);
  await dialog(app).getByRole("button", { name: "确认报名" }).click();
  await expect(asked).toHaveAttribute("aria-invalid", "true");
  await asked.fill("花生");
  // Meanwhile one of them is no longer open.
  await people.change("events", `${id}-3`, { sign_up: { who: "members", form } });
  await dialog(app).getByRole("button", { name: "确认报名" }).click();
  await expect(dialog(app)).toContainText("报上 2 次，没报上 1 次", { timeout: 15_000 });
  await app.open(`/e/${id}-2/sign-up`);
  await app.open(`/e/${id}-2`);
  await expect(app.main.getByText("你已报名，到时见。")).toBeVisible();
  await app.link("改报名").click();
  await expect(box(app, "忌口")).toHaveValue("花生");
});

test("what costs something is ticked by who says so, and each says what it is called and costs where that differs", async ({ app, people }) => {
  test.skip(!app.own, "wants events with a price");
  const id = await made(people, {}, { 1: { title: "看流星雨" }, 2: { price: "30 元" } });
  await app.open(`/e/${id}`);
  await app.button("报整个系列").click();
  const boxes = dialog(app).getByRole("checkbox");
  await expect(boxes).toHaveCount(3);
  await expect(boxes.nth(0)).toBeChecked();
  await expect(boxes.nth(1)).toBeChecked();
  await expect(dialog(app).getByRole("checkbox", { name: /看流星雨/ })).toHaveCount(1);
  await expect(dialog(app).getByRole("checkbox", { name: /天台看星星/ })).toHaveCount(0);
  await expect(dialog(app).getByRole("checkbox", { name: /30 元/ })).not.toBeChecked();
  await dialog(app).getByRole("button", { name: "全选", exact: true }).click();
  await expect(dialog(app).getByRole("button", { name: "报这 3 次" })).toBeInViewport();
  await dialog(app).getByRole("button", { name: "全不选", exact: true }).click();
  await expect(dialog(app).getByRole("button", { name: "报这 0 次" })).toBeDisabled();
});

test("one that is called off says so to who has signed up for it, and there is nothing to give back", async ({ app, page, people }) => {
  test.skip(!app.own, "wants events that somebody else calls off");
  const id = await made(people);
  await app.open(`/e/${id}`);
  await app.button("报整个系列").click();
  await dialog(app).getByRole("button", { name: "报这 3 次" }).click();
  await expect(dialog(app)).toContainText("报上 3 次", { timeout: 15_000 });
  await page.keyboard.press("Escape");
  await expect(next(app).getByText("已报名", { exact: true })).toHaveCount(2);
  await people.change("events", `${id}-2`, { status: "cancelled" });
  await app.comesBack();
  await expect(next(app).getByText("已取消", { exact: true })).toHaveCount(1, { timeout: 15_000 });
  await expect(next(app).getByText("已报名", { exact: true })).toHaveCount(1);
  await expect(next(app).getByRole("button", { name: /^这次不去了/ })).toHaveCount(1);
});

test("all of them are in the sheet, and one is given back there", async ({ app, page, people }) => {
  test.skip(!app.own, "wants a long series");
  const id = await made(people, {}, {}, 8);
  await app.open(`/e/${id}`);
  await expect(next(app).getByRole("link")).toHaveCount(6);
  // There are more than fit, and the button is there without scrolling to their end.
  await app.button("报整个系列").click();
  await expect(dialog(app).getByRole("button", { name: "报这 8 次" })).toBeInViewport();
  await dialog(app).getByRole("button", { name: "报这 8 次" }).click();
  await expect(dialog(app)).toContainText("报上 8 次", { timeout: 30_000 });
  await page.keyboard.press("Escape");
  await expect(app.button("报整个系列")).toHaveCount(0);
  await app.button("全部 8 次").click();
  await expect(dialog(app).getByText("已报名", { exact: true })).toHaveCount(8);
  await expect(dialog(app).getByText(/^2027年1月\d+日 周/).first()).toBeVisible();
  await dialog(app).getByRole("button", { name: /^这次不去了.*2027年1月/ }).first().click();
  await dialog(app, "取消报名").getByRole("button", { name: "取消报名" }).click();
  await expect(dialog(app).getByText("已报名", { exact: true })).toHaveCount(7, { timeout: 15_000 });
  await expect(dialog(app).getByRole("checkbox", { name: /2027年1月/ })).not.toBeChecked();
});

test("without a network they wait, and go when it is back", async ({ app, page, people }) => {
  test.skip(!app.own, "the data set needs no network");
  const id = await made(people);
  await app.open(`/e/${id}`);
  await app.button("报整个系列").click();
  await expect(dialog(app).getByRole("checkbox")).toHaveCount(3);
  await page.context().setOffline(true);
  await dialog(app).getByRole("button", { name: "报这 3 次" }).click();
  await expect(dialog(app)).toContainText("还没送出 3 次", { timeout: 30_000 });
  await page.context().setOffline(false);
  await expect(dialog(app)).toContainText("报上 3 次", { timeout: 60_000 });
});

test("a host calls this one and all later ones off, and what was before stays", async ({ app }) => {
  const { community } = await fridays(app);
  await app.open(`/organise/${community}/events`);
  await card(app, "12月11日").getByRole("link").first().click();
  await app.link("管理这次活动").click();
  await expect(app.main.getByRole("radio", { name: "只取消这一次" })).toBeChecked();
  await tick(app.main.getByRole("radio", { name: "延期" }));
  await expect(app.main.getByRole("radio", { name: "只取消这一次" })).toHaveCount(0);
  await tick(app.main.getByRole("radio", { name: "取消", exact: true }));
  const off = app.part("活动有变");
  await tick(off.getByRole("radio", { name: "以后的也一起取消" }));
  await box(app, "原因").fill("屋顶要修");
  await app.button("告诉大家").click();
  await expect(app.main.getByText("活动已取消：屋顶要修").first()).toBeVisible({ timeout: 15_000 });
  await app.open(`/organise/${community}/events`);
  await app.comesBack();
  await expect(app.main.getByRole("article").filter({ hasText: "已取消" })).toHaveCount(3, { timeout: 15_000 });
  await expect(card(app, "12月4日")).not.toContainText("已取消");
});

test("who has signed up is told of another time, until they have read it", async ({ app, page }) => {
  const { event } = await fridays(app);
  await app.link("报名").click();
  await app.button("确认报名").click();
  await expect(app.main.getByText("你已报名，到时见。")).toBeVisible();
  await expect(app.main.getByText(/时间或地点改了/)).toHaveCount(0);
  await app.open(`/organise/e/${event}/edit`);
  await day(app, "开始").fill("19:00");
  await app.button("保存修改").click();
  await expect(app.main.getByText(/时间或地点改了。原来：.*20:00；现在：.*19:00。/)).toBeVisible({ timeout: 15_000 });
  await page.reload();
  await app.ready();
  await app.button("知道了").click();
  await expect(app.main.getByText(/时间或地点改了/)).toHaveCount(0);
  await page.reload();
  await app.ready();
  await expect(app.main.getByText("你已报名，到时见。")).toBeVisible();
  await expect(app.main.getByText(/时间或地点改了/)).toHaveCount(0);
});
