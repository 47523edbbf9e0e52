// Going together: a party with children and the answers of each, who is seen by whom, an offer and its clock, a seat that is gone
// when a sign-up arrives, and what is said afterwards.
import { randomUUID } from "node:crypto";
import { expect, test, tick } from "./base.mjs";
import { NOW } from "./now.mjs";

const hours = (n) => new Date(Date.parse(NOW) + n * 3_600_000).toISOString();

test.beforeEach(() => test.slow());

/** An event of tomorrow that its operator makes, to which anybody may come. */
function event(people, more = {}) {
  const sign_up = { who: "open", waitlist: true, party_max: 1 };
  return people.row("events", { id: `e-${randomUUID()}`, title: "天台看星星", start: hours(24), zone: "Asia/Shanghai", capacity: 5, sign_up, ...more });
}

/** What was read a moment ago is asked for anew. */
async function looksAgain(app, page) {
  await page.evaluate(() => globalThis.passTime(60_000));
  await app.comesBack();
}

async function signsUp(app, id, before = async () => {}) {
  await app.open(`/e/${id}/sign-up`);
  await before();
  await app.button("确认报名").click();
  await expect(app.main.getByText("你已报名，到时见。")).toBeVisible();
}

test("a party: each is asked, children are marked, and nothing is lost by a reload", async ({ app, page }) => {
  test.skip(!app.keepsRules, "its events ask nobody else");
  await app.open("/e/e-parents-2/sign-up");
  const second = app.main.getByRole("group", { name: "第 2 位", exact: true });
  await app.main.getByRole("button", { name: "加一个人" }).click();
  await tick(app.main.getByRole("radio", { name: "自己带" }).first());
  await app.button("确认报名").click();
  // What is wrong stands at the one of whom it is wrong.
  await expect(app.main.getByText("有 2 处还要改")).toBeVisible();
  await second.getByRole("textbox", { name: "第 2 位的名字" }).fill("妞妞");
  await expect(app.main.getByText("有一处还要改")).toBeVisible();
  await tick(second.getByRole("checkbox", { name: "是孩子" }));
  await tick(second.getByRole("radio", { name: "26–28 码" }));
  await expect(app.main.getByText(/处还要改/)).toHaveCount(0);
  await second.getByRole("textbox", { name: /对什么过敏/ }).fill("花生");
  await page.reload();
  await expect(app.main.getByText("你上次填的内容还在。")).toBeVisible();
  await expect(second.getByRole("checkbox", { name: "是孩子" })).toBeChecked();
  await expect(second.getByRole("radio", { name: "26–28 码" })).toBeChecked();
  await app.button("确认报名").click();
  await expect(app.main.getByText("已报名 2 人，到时见。")).toBeVisible();
  await app.link("改报名").click();
  await expect(second.getByRole("textbox", { name: "第 2 位的名字" })).toHaveValue("妞妞");
  await expect(second.getByRole("textbox", { name: /对什么过敏/ })).toHaveValue("花生");
  await expect(second.getByRole("checkbox", { name: "是孩子" })).toBeChecked();
  await app.main.getByRole("button", { name: "去掉第 2 位" }).click();
  await expect(second).toHaveCount(0);
  await app.button("保存修改").click();
  await expect(app.main.getByText("你已报名，到时见。")).toBeVisible();
});

test("who goes is seen by who goes, if they want to be", async ({ app, other, people }) => {
  if (app.embedded) {
    await app.open("/e/e-night-run-1");
    await expect(app.title).toHaveText("运河五公里 · 欢迎第一次来");
    await expect(app.main.getByRole("heading", { name: "谁会来" })).toHaveCount(0);
    await signsUp(app, "e-night-run-1");
    await expect(app.part("谁会来")).toContainText("褚大海");
    return;
  }
  test.skip(!app.own, "it does not tell");
  const club = await people.row("communities", { id: `c-${randomUUID()}`, name: "顶楼观星社", purpose: "看星星", policy: { door: "open" } });
  const id = await event(people, { community: club });
  const seen = app.main.getByRole("checkbox", { name: "让来的人看到我" });
  await signsUp(app, id, async () => {
    await expect(seen).not.toBeChecked();
    await tick(seen);
  });
  await expect(app.part("谁会来")).toContainText("林小满");
  // A stranger is told no name, and then, with a seat and unseen, sees who has agreed and not themselves.
  await other.open(`/e/${id}`);
  await expect(other.title).toHaveText("天台看星星");
  await expect(other.main).toContainText("还剩 4 个名额");
  await expect(other.main).not.toContainText("林小满");
  await signsUp(other, id);
  await expect(other.part("谁会来")).toContainText("林小满");
  await expect(other.part("谁会来")).not.toContainText("王叔");
  // Whoever thinks otherwise says so, and is gone.
  await app.link("改报名").click();
  await expect(seen).toBeChecked();
  await app.main.getByText("让来的人看到我").click();
  await expect(seen).not.toBeChecked();
  await app.button("保存修改").click();
  await expect(app.part("谁会来")).toContainText("来的人还没有谁公开名字。");
});

test("what was it like: a word to the hosts from who was there, said again and taken back", async ({ app, page, people }) => {
  test.skip(!app.keepsRules, "it does not keep that");
  const id = app.embedded ? "e-night-run-1" : await event(people);
  await signsUp(app, id);
  await expect(app.main.getByRole("heading", { name: "跟主办人说一句" })).toHaveCount(0);
  if (app.embedded) {
    await page.evaluate(() => globalThis.passTime(28 * 3_600_000));
    await app.comesBack();
  } else {
    await people.change("events", id, { start: hours(-3), end: hours(-1) });
    await looksAgain(app, page);
  }
  const word = app.part("跟主办人说一句");
  const said = word.getByRole("textbox", { name: /这次怎么样/ });
  await said.fill("很开心，下次还来。");
  await word.getByRole("button", { name: "发给主办人" }).click();
  await expect(word).toContainText("主办人已经收到");
  await said.fill("");
  await word.getByRole("button", { name: "发给主办人" }).click();
  await expect(word).not.toContainText("主办人已经收到");
});

test("pictures are where the hosts put them", async ({ app }) => {
  test.skip(!app.keepsRules, "it has none");
  await app.open("/e/e-night-run-6");
  await expect(app.link("去看照片")).toHaveAttribute("href", "https://example.com/yunhe-run/hundred");
});

test.describe("on servers", () => {
  test.beforeEach(({ app }) => test.skip(!app.own, "one visitor alone is on it"));

  /** Somebody waits, and is offered the seat of somebody who gives it back. */
  async function offered(app, other, people) {
    const id = await event(people, { capacity: 1, offer_minutes: 30 });
    await signsUp(app, id);
    await other.open(`/e/${id}/sign-up`);
    await other.button("候补").click();
    await expect(other.main.getByText("候补第 1 位。")).toBeVisible();
    await app.surely("取消报名");
    await expect(app.link("候补")).toBeVisible();
    await other.comesBack();
    await expect(other.main.getByText(/为你留到.*还剩 \d+ (分钟|小时)/)).toBeVisible();
    return id;
  }

  test("an offer counts down, and when its time has passed there is nothing to accept", async ({ app, other, people }) => {
    await offered(app, other, people);
    await expect(other.button("接受空出的名额")).toBeVisible();
    // Pages begin at one moment, the server goes on: by the end of a long run it is half an hour ahead of them.
    await other.page.evaluate(() => globalThis.passTime(3 * 3_600_000));
    await other.comesBack();
    await expect(other.main.getByText("为你留的名额过了时间，已经让给下一位。").first()).toBeVisible();
    await expect(other.button("接受空出的名额")).toHaveCount(0);
  });

  test("an offer is passed to the next, after what follows is said", async ({ app, other, people }) => {
    await offered(app, other, people);
    await other.button("让给下一位").click();
    await expect(other.page.getByRole("dialog")).toContainText("要重新排到最后");
    await other.page.getByRole("dialog").getByRole("button", { name: "让给下一位" }).click();
    await expect(other.link("报名").or(other.link("候补")).first()).toBeVisible();
    await expect(other.button("接受空出的名额")).toHaveCount(0);
  });

  test("who signs up without a network and comes too late is told so", async ({ app, other, people, context }) => {
    const sign_up = { who: "open", waitlist: false, party_max: 1 };
    const id = await event(people, { capacity: 1, sign_up });
    await app.open(`/e/${id}/sign-up`);
    await expect(app.button("确认报名")).toBeEnabled();
    await context.setOffline(true);
    await app.button("确认报名").click();
    await expect(app.waits).toBeVisible();
    await signsUp(other, id);
    await context.setOffline(false);
    await app.comesBack();
    await expect(app.main.getByText(/名额已满|已经满了/).first()).toBeVisible({ timeout: 20_000 });
    expect(await people.taken(id)).toBe(1);
  });

  test("one occurrence of a series that was moved stands at its new time, and the others where they were", async ({ app, page, people }) => {
    const series = { series: "FREQ=WEEKLY;BYDAY=TH", start: "2026-11-26T12:00:00Z", end: "2026-11-26T13:00:00Z" };
    const first = await event(people, series);
    const second = await event(people, { ...series, start: "2026-12-03T12:00:00Z", end: "2026-12-03T13:00:00Z" });
    await signsUp(app, first);
    await people.change("events", first, { start: "2026-11-26T13:30:00Z", end: "2026-11-26T14:30:00Z" });
    await looksAgain(app, page);
    await expect(app.main).toContainText("21:30");
    await expect(app.main.getByText("你已报名，到时见。")).toBeVisible();
    await app.open(`/e/${second}`);
    await expect(app.main).toContainText("20:00");
    await expect(app.main).not.toContainText("21:30");
  });
});
