// Every kind of door on servers of ours, from first sight to member, with who knocks and who opens on two devices; without a
// network from the first step to the last; by keyboard alone and in twice as large a type.
import { randomUUID } from "node:crypto";
import { expect, test, tick } from "./base.mjs";

const text = (app, name) => app.main.getByRole("textbox", { name });
const agrees = (app) => tick(app.main.getByRole("checkbox", { name: /我同意这些约定/ }));
const isMember = (app) => expect(app.main.getByText("你是这里的成员")).toBeVisible({ timeout: 15_000 });
const waits = (app) => expect(app.main.getByText("申请已交，等组织者看。")).toBeVisible({ timeout: 15_000 });
const card = (app, name) => app.main.getByRole("article").filter({ hasText: name });

test.beforeEach(({ backend }) => {
  test.skip(!backend.startsWith("own-"), "wants a server that keeps the rules");
  test.slow();
});

const why = [{ key: "why", label: "想看什么？", kind: "text", required: true }];

/** A community with such a door, which `other` keeps. */
async function club(people, policy, row = {}) {
  const id = await people.row("communities", {
    id: `c-${randomUUID()}`,
    name: "顶楼观星社",
    purpose: "一起看星星",
    policy,
    ...row,
  });
  // Whoever was made last: the fixture `other` comes after `app`.
  await people.joins({ id: people.made.at(-1) }, id, "owner");
  return id;
}

/** As an organiser: lets somebody in who waits. */
async function letsIn(other, id, name = "林小满") {
  await other.open(`/organise/${id}`);
  await card(other, name).getByRole("button", { name: "同意加入" }).click();
  await expect(card(other, name)).toHaveCount(0, { timeout: 30_000 });
}

/** Looks again, later. */
async function looks(app, id) {
  await app.open(`/c/${id}`);
  await app.comesBack();
}

test("an open door with rules", async ({ app, other, people }) => {
  const rules = { version: 1, lines: ["带红光手电", "不高声说话"] };
  const id = await club(people, { door: "open", consent: true }, { rules });
  await app.open(`/c/${id}`);
  await app.link("加入").click();
  await expect(app.main.getByText("不高声说话")).toBeVisible();
  await app.button("加入").click();
  await expect(app.main.getByText("请先同意最新的约定")).toBeVisible();
  await agrees(app);
  await app.button("加入").click();
  await isMember(app);
  await other.open(`/organise/${id}/members`);
  await expect(card(other, "林小满")).toBeVisible();
});

test("a full one: in the queue, and in when somebody leaves", async ({ app, other, people }) => {
  const id = await club(people, { door: "open", capacity: 2 });
  await people.joins(await people.make({ name: "老周" }), id);
  await app.open(`/c/${id}`);
  await app.link("排队等位").click();
  await app.button("排队等位").click();
  await expect(app.main.getByText(/人满了，你.*有空位会按顺序轮到你/)).toBeVisible({ timeout: 15_000 });
  await other.open(`/organise/${id}/members`);
  const one = card(other, "老周");
  await one.getByRole("button", { name: "管理" }).click();
  await other.page.getByRole("button", { name: "请出去……" }).click();
  const out = other.page.getByRole("dialog", { name: "请出" });
  await out.getByRole("textbox", { name: "为什么" }).fill("搬走了");
  await out.getByRole("button", { name: "请出", exact: true }).click();
  await expect(one).toHaveCount(0, { timeout: 30_000 });
  await looks(app, id);
  await isMember(app);
});

test("questions and somebody who looks, without a network from the first step to the last", async ({ app, other, people, context }) => {
  const rules = { version: 1, lines: ["带红光手电"] };
  const id = await club(people, { door: "approval", consent: true, sponsor: true, form: why }, { rules });
  await app.open(`/c/${id}`);
  await expect(app.link("申请加入")).toBeVisible();
  // The pages of joining have come while nobody waited.
  await app.page.waitForLoadState("networkidle");
  await context.setOffline(true);
  await app.link("申请加入").click();
  await expect(app.main.getByText("带红光手电")).toBeVisible();
  await agrees(app);
  await text(app, "想看什么？").fill("猎户座");
  await text(app, /谁带你来的/).fill("王叔");
  await app.button("交申请").click();
  await expect(app.waits).toContainText("还没有送出");
  await app.tab("我的圈子").click();
  await expect(card(app, "顶楼观星社")).toContainText("待发送");
  await app.page.goBack();
  await context.setOffline(false);
  await waits(app);
  await other.open(`/organise/${id}`);
  await expect(card(other, "林小满")).toContainText("猎户座");
  await expect(card(other, "林小满")).toContainText("王叔");
  await letsIn(other, id);
  await app.comesBack();
  await isMember(app);
  await expect(app.part("接下来可以做的")).toBeVisible();
});

test("by an invitation after which somebody still looks", async ({ app, other, people }) => {
  const id = await club(people, { door: "invitation" });
  const code = `star-${randomUUID().slice(0, 8)}`;
  await people.invites(id, { code, role: "member", uses: 5, approval: true });
  await app.open(`/c/${id}?invite=${code}`);
  await app.link("用邀请码加入").click();
  await expect(app.main.getByText("交上去以后，组织者还会看一眼。")).toBeVisible();
  await app.button("用邀请码加入").click();
  await waits(app);
  await letsIn(other, id);
  await looks(app, id);
  await isMember(app);
});

for (const [what, invitation] of [
  ["is over", { until: "2026-01-02T00:00:00Z" }],
  ["was never made", undefined],
]) {
  test(`a code that ${what} opens nothing, and what was typed stays`, async ({ app, other, people }) => {
    const id = await club(people, { door: "invitation", form: why });
    expect(other).toBeTruthy();
    const code = `star-${randomUUID().slice(0, 8)}`;
    if (invitation) await people.invites(id, { code, role: "member", uses: 5, ...invitation });
    await app.open(`/c/${id}/join`);
    await text(app, "想看什么？").fill("土星环");
    await text(app, "邀请码").fill(code);
    await app.button("用邀请码加入").click();
    const said = invitation ? /这个邀请已经失效/ : /没有这个邀请码/;
    await expect(text(app, "邀请码")).toHaveAccessibleDescription(said, { timeout: 15_000 });
    await expect(text(app, "想看什么？")).toHaveValue("土星环");
  });
}

test("whom one has to bring: one who comes by the link is counted", async ({ app, other, people }) => {
  const id = await club(people, { door: "approval", referral: { count: 1, kind: "带望远镜的人" } });
  const guest = await people.make({ name: "老周" });
  await app.open(`/c/${id}`);
  await app.link("申请加入").click();
  await expect(app.part("再带几个人来")).toContainText("1 位（带望远镜的人）");
  await app.button("交申请").click();
  const came = app.part("跟我来的人");
  await expect(came).toContainText("来了 0 / 1 位", { timeout: 15_000 });
  const link = (await came.textContent()).match(/\/c\/[\w-]+\?invite=[\w-]+/)[0];
  const third = await app.page.context().browser().newContext();
  try {
    // On a device of their own.
    const knocker = await other.beside(third, await people.session(guest, 3600));
    await knocker.open(link);
    await knocker.link("申请加入").click();
    await knocker.button("交申请").click();
    await waits(knocker);
  } finally {
    await third.close();
  }
  await looks(app, id);
  await expect(came).toContainText("来了 1 / 1 位", { timeout: 15_000 });
  await expect(came).toContainText("老周");
  await letsIn(other, id);
  await looks(app, id);
  await isMember(app);
});

test("dues: agreed to, paid elsewhere, and in when the organisers have them", async ({ app, other, people }) => {
  const dues = { amount: 5000, currency: "CNY", period: "month", link: "https://example.com/pay", how: "扫码付给会计" };
  const id = await club(people, { door: "approval", dues });
  await app.open(`/c/${id}/join`);
  await expect(app.part("会费")).toContainText("通过以后再付，现在不用。");
  await app.button("交申请").click();
  await waits(app);
  await other.open(`/organise/${id}`);
  const due = card(other, "林小满");
  await due.getByRole("button", { name: "同意加入" }).click();
  await expect(due).toContainText("等收会费", { timeout: 30_000 });
  await looks(app, id);
  await expect(app.main.getByText("已通过，等你付款。")).toBeVisible({ timeout: 15_000 });
  await expect(app.main.getByRole("link", { name: "去付款" })).toHaveAttribute("href", "https://example.com/pay");
  await expect(app.link("成员")).toHaveCount(0);
  await due.getByRole("button", { name: "已收到会费" }).click();
  await expect(due).toHaveCount(0, { timeout: 30_000 });
  await looks(app, id);
  await isMember(app);
});

test("a closed door says so, and a page that stood open is refused with a word", async ({ app, other, people }) => {
  const id = await club(people, { door: "open", form: why });
  expect(other).toBeTruthy();
  await app.open(`/c/${id}/join`);
  await text(app, "想看什么？").fill("土星环");
  await people.change("communities", id, { policy: { door: "closed" } });
  await app.button("加入").click();
  await expect(app.main.getByText(/现在不收新人/).first()).toBeVisible({ timeout: 15_000 });
  // Until the service has said no as well.
  await app.page.waitForLoadState("networkidle");
  await app.open(`/c/${id}`);
  await app.comesBack();
  await expect(app.main.getByText("现在不收新人").first()).toBeVisible();
  await expect(app.main.getByRole("link", { name: /加入$/ })).toHaveCount(0);
  await expect(app.link("有邀请码？")).not.toHaveClass(/btn-primary/);
});

test("from first sight to waiting by keyboard alone, in twice as large a type", async ({ app, other, people, page }) => {
  const rules = { version: 1, lines: ["带红光手电"] };
  const id = await club(people, { door: "approval", consent: true, form: why }, { rules });
  expect(other).toBeTruthy();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
  const reach = async (control) => {
    await expect(control).toBeVisible();
    for (let tabs = 0; tabs < 60; tabs += 1) {
      if (await control.evaluate((it) => it === document.activeElement)) return;
      await page.keyboard.press("Tab");
    }
    await expect(control).toBeFocused();
  };
  const isWhole = async () => {
    // Not innerWidth: on a phone it grows with what is too wide.
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(page.viewportSize().width);
  };
  await app.open(`/c/${id}`);
  await isWhole();
  await reach(app.link("申请加入"));
  await page.keyboard.press("Enter");
  await reach(app.main.getByRole("checkbox", { name: /我同意这些约定/ }));
  await page.keyboard.press("Space");
  await reach(text(app, "想看什么？"));
  await page.keyboard.type("Orion");
  await isWhole();
  await reach(app.button("交申请"));
  await page.keyboard.press("Enter");
  await waits(app);
  await isWhole();
});
