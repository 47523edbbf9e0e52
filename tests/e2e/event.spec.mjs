// An event's page, signing up with company, the ticket, the agenda, cancelling, and the queue.
import { expect, test, tick } from "./base.mjs";

/** Signs up alone for an event without questions. */
async function signUp(app, id) {
  await app.open(`/e/${id}/sign-up`);
  await app.button("确认报名").click();
  await expect(app.main.getByText("你已报名，到时见。")).toBeVisible();
}

test("when, where, seats, hosts and who may come are on the page", async ({ app, page }) => {
  await app.open("/e/e-night-run-1");
  await expect(app.title).toHaveText("运河五公里 · 欢迎第一次来");
  await expect(page).toHaveTitle(/运河五公里/);
  await expect(app.main).toContainText("明天 20:00–21:30");
  await expect(app.main).toContainText("这是固定活动：每周二、周四");
  await expect(app.main).toContainText("拱宸桥 · 拱墅区");
  await expect(app.main).toContainText("还剩 13 个名额");
  await expect(app.main).toContainText("谁都可以来");
  await expect(app.part("主办人")).toContainText("褚大海");
  await app.link(/^运河夜跑团/).click();
  await expect(app.title).toHaveText("运河夜跑团");
});

for (const [id, words] of [
  ["e-dog-walk-2", "活动已取消"],
  ["e-hometown-2", "活动延期，等新的时间"],
  ["e-street-shops-3", "报名已截止"],
  ["e-dog-walk-1", "只给圈子成员：先加入，再报名"],
  ["e-tasting-1", "只接受邀请"],
  ["e-product-test-1", "明天 12:00开始报名"],
  ["e-book-club-2", "已经开始了"],
  ["e-night-run-6", "已经结束"],
  ["e-poem-circle-3", "名额已满"],
]) {
  test(`${id} has no button and says why: ${words}`, async ({ app }) => {
    await app.open(`/e/${id}`);
    await expect(app.main.getByText(words).first()).toBeVisible();
    await expect(app.main.getByRole("link", { name: /^(报名|申请名额|候补)$/ })).toHaveCount(0);
  });
}

test("a sign-up for two: a name is asked for, Agenda shows it, it is cancelled again", async ({ app, page }) => {
  await app.open("/e/e-book-cd-1");
  await expect(app.main).toContainText("还剩 4 个名额");
  await app.link("报名").click();
  await expect(app.title).toHaveText("盖碗茶边读《死水微澜》");
  await app.button("加一个人").click();
  const companion = app.main.getByRole("textbox", { name: "第 2 位的名字" });
  await app.button("确认报名").click();
  await expect(companion).toHaveAttribute("aria-invalid", "true");
  await expect(companion).toHaveAccessibleDescription(/写个名字/);
  await expect(app.button("加一个人"), "no more than two").toHaveCount(0);

  await companion.fill("阿珍");
  await page.reload();
  await expect(companion).toHaveValue("阿珍");
  await expect(app.main.getByText("你上次填的内容还在。")).toBeVisible();
  await app.button("确认报名").click();

  await expect(app.main.getByRole("status").filter({ hasText: "已报名 2 人，到时见。" })).toBeVisible();
  if (app.keepsRules) {
    await expect(app.main.getByText(app.ticket)).toBeVisible();
    await expect(app.main).toContainText("还剩 2 个名额");
  } else {
    // It keeps no counts and writes no tickets.
    await expect(app.main).toContainText("还剩 4 个名额");
    await expect(app.main.getByText("入场码")).toHaveCount(0);
  }

  await app.tab("日程").click();
  await expect(app.part("周日").getByRole("article")).toContainText("盖碗茶边读《死水微澜》");
  await expect(app.part("周日")).toContainText("已报名");
  await app.card("盖碗茶边读《死水微澜》").getByRole("link").click();

  await app.surely("取消报名");
  await expect(app.link("报名")).toBeVisible();
  await app.tab("日程").click();
  await expect(app.main.getByText("还没有报名任何活动")).toBeVisible();
});

test("a sign-up is changed: somebody comes along, and does not; the seat and the ticket stay", async ({ app, page }) => {
  test.skip(!app.keepsRules, "has no changing of sign-ups");
  await signUp(app, "e-book-cd-1");
  await expect(app.main).toContainText("还剩 3 个名额");
  const ticket = await app.main.getByText(app.ticket).first().textContent();
  await app.link("改报名").click();
  await expect(app.main.getByText("改报名").first()).toBeVisible();
  await app.button("加一个人").click();
  const companion = app.main.getByRole("textbox", { name: "第 2 位的名字" });
  await companion.fill("阿珍");
  await page.reload();
  await expect(companion).toHaveValue("阿珍");
  await app.button("保存修改").click();
  await expect(app.main.getByRole("status").filter({ hasText: "已报名 2 人，到时见。" })).toBeVisible();
  await expect(app.main).toContainText("还剩 2 个名额");
  await app.link("改报名").click();
  await expect(companion).toHaveValue("阿珍");
  await app.button("去掉第 2 位").click();
  await app.button("保存修改").click();
  await expect(app.main.getByText("你已报名，到时见。")).toBeVisible();
  await expect(app.main).toContainText("还剩 3 个名额");
  await expect(app.main.getByText(ticket).first()).toBeVisible();
  await app.surely("取消报名");
});

test("the agenda is by day, the nearest first", async ({ app }) => {
  await signUp(app, "e-book-cd-2");
  await signUp(app, "e-night-run-1");
  await signUp(app, "e-poem-circle-1");
  await app.tab("日程").click();
  await expect(app.cards).toHaveCount(3);
  const days = await app.main.getByRole("heading", { level: 2 }).allTextContents();
  expect(days.slice(0, 2)).toEqual(["今天", "明天"]);
  await expect(app.cards.nth(0)).toContainText("周三诗会：以「门」为题");
  await expect(app.cards.nth(1)).toContainText("运河五公里 · 欢迎第一次来");
});

test("questions of an event: what is missing, what is wrong, what depends on what; a reload loses nothing", async ({ app, page }) => {
  await app.open("/e/e-parents-1/sign-up");
  await app.button("确认报名").click();
  const kids = app.main.getByRole("textbox", { name: "来几个孩子？" });
  await expect(kids).toHaveAccessibleDescription(/这里还没填/);
  await kids.fill("9");
  await tick(app.main.getByRole("radio", { name: "有", exact: true }));
  const what = app.main.getByRole("textbox", { name: "请写清楚，带队的人都会看到" });
  await what.fill("花生");
  await page.reload();
  await expect(app.main.getByText("你上次填的内容还在。")).toBeVisible();
  await expect(kids).toHaveValue("9");
  await expect(app.main.getByRole("radio", { name: "有", exact: true })).toBeChecked();
  await expect(what).toHaveValue("花生");
  await app.button("确认报名").click();
  await expect(kids).toHaveAccessibleDescription(/不能大于 3/);
  await kids.fill("2");
  await app.button("确认报名").click();
  await expect(app.main.getByText("你已报名，到时见。")).toBeVisible();
});

test("where a host looks first, one asks for a seat and waits", async ({ app }) => {
  await app.open("/e/e-chamber-3");
  await app.link("申请名额").click();
  await app.main.getByRole("textbox", { name: "做什么的？" }).fill("做豆腐");
  await app.main.getByRole("textbox", { name: "几年了？" }).fill("三");
  await app.main.getByRole("textbox", { name: "邮箱" }).fill("doufu");
  await app.button("申请名额").click();
  await expect(app.main.getByRole("textbox", { name: "几年了？" })).toHaveAccessibleDescription(/整数/);
  await expect(app.main.getByRole("textbox", { name: "邮箱" })).toHaveAccessibleDescription(/邮箱/);
  await app.main.getByRole("textbox", { name: "几年了？" }).fill("3");
  await app.main.getByRole("textbox", { name: "邮箱" }).fill("doufu@example.com");
  await app.button("申请名额").click();
  await expect(app.main.getByText("名额申请已交，等主办人看。")).toBeVisible();
});

test("a full event has a queue where the service keeps one, and no false promise where it does not", async ({ app, page }) => {
  await app.open("/e/e-night-run-2");
  await expect(app.main).toContainText("已满");
  if (!app.keepsRules) {
    await expect(app.main.getByText("名额已满").first()).toBeVisible();
    await expect(app.link("候补")).toHaveCount(0);
    return;
  }
  await app.link("候补").click();
  await app.button("候补").click();
  await expect(app.main.getByText("候补第 5 位。")).toBeVisible();
  await app.tab("日程").click();
  await expect(app.card("运河五公里 · 夜游灯线")).toContainText("候补中");
  await app.card("运河五公里 · 夜游灯线").getByRole("link").click();
  await app.button("退出候补").click();
  const sure = page.getByRole("dialog", { name: "退出候补" });
  // There is no seat to give to anybody.
  await expect(sure).toContainText("会让出候补的位置，再来要重新排队。");
  await sure.getByRole("button", { name: "退出候补", exact: true }).click();
  await expect(sure).toBeHidden();
  await expect(app.link("候补")).toBeVisible();
});

test("an address that is told to those who come is not on the page before", async ({ app }) => {
  await app.open("/e/e-dog-walk-4");
  await expect(app.main).toContainText("报名确认后告诉你详细地址");
  await expect(app.main).not.toContainText("架空层");
  await app.link("报名").click();
  await app.main.getByRole("textbox", { name: "它的名字、年龄和体重" }).fill("豆包，五岁，九公斤");
  await tick(app.main.getByRole("checkbox", { name: "抓痒" }));
  await app.button("确认报名").click();
  await expect(app.main.getByText("你已报名，到时见。")).toBeVisible();
  await expect(app.main).toContainText("架空层");
  await expect(app.main).not.toContainText("报名确认后告诉你详细地址");
});

test("two quick taps send one sign-up", async ({ app, page }) => {
  let sent = 0;
  page.on("request", (request) => {
    if (app.isCommand(request) && /sign.?up/i.test(app.said(request))) sent += 1;
  });
  await app.open("/e/e-poem-morning-2/sign-up");
  await app.button("确认报名").dblclick();
  await expect(app.main.getByText("你已报名，到时见。")).toBeVisible();
  if (app.embedded) {
    const kept = await page.evaluate(() => JSON.parse(localStorage.getItem("linju/embedded/state")));
    expect(kept.done).toHaveLength(1);
  } else {
    expect(sent).toBe(1);
  }
});

test("from the feed to a seat by keyboard alone", async ({ app, page }) => {
  await app.open("/?when=tonight");
  const reach = async (target) => {
    await expect(target).toBeVisible();
    for (let presses = 0; presses < 80; presses += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press("Tab");
    }
    throw new Error("not reached with Tab");
  };
  const name = "周三诗会：以「门」为题";
  await app.search.focus();
  await page.keyboard.type("诗会");
  await reach(app.card(name).getByRole("link"));
  await page.keyboard.press("Enter");
  await expect(app.title).toHaveText(name);
  await reach(app.link("报名"));
  await page.keyboard.press("Enter");
  await reach(app.button("确认报名"));
  await page.keyboard.press("Enter");
  await expect(app.main.getByText("你已报名，到时见。")).toBeVisible();
});
