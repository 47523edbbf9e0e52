// One's own entry in a directory: what it says, who sees what of it, how it looks to them; who asks for more, and what is answered.
import { randomUUID } from "node:crypto";
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

/** Saves the entry: it is said, and no draft is left. (What was said of an earlier save may still stand there.) */
async function saves(app) {
  await app.button("保存名片").click();
  await expect(app.page.getByText("名片存好了").last()).toBeVisible();
  const drafts = () => Object.keys(localStorage).filter((key) => key.startsWith("linju/d/") && key.includes("entry"));
  await expect.poll(() => app.page.evaluate(drafts)).toEqual([]);
}

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
  await saves(app);
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
    await app.main.getByRole("link", { name: /^我的名片/ }).click();
    await expect(app.title).toHaveText("我的名片");
    await expect(line(app, "名字")).toHaveValue("");
    await app.open("/c/florist");
    await expect(app.main.getByRole("link", { name: "我的名片 · 还没写，大家认不出你" })).toBeVisible();
  });

  test("what was changed in another tab is not undone by a form that was open meanwhile", async ({ app, page, context }) => {
    await plays(app, "组织者");
    await app.open("/me/entry/dog-walk");
    await expect(line(app, "名字")).toHaveValue("林主理");
    const second = await context.newPage();
    await second.goto(page.url());
    const there = { main: second.getByRole("main") };
    await who(there, "住哪一片").selectOption("只有我自己能看");
    await line(there, "一句话介绍").fill("改过的");
    await second.getByRole("button", { name: "保存名片" }).click();
    await expect(second.getByText("名片存好了")).toBeVisible();
    await second.close();
    // Typed here, and nothing else: what was hidden there stays so.
    // Whoever comes back to a tab is told anew.
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await line(app, "家乡").fill("绍兴");
    await expect(who(app, "住哪一片")).toHaveValue("nobody");
    await app.button("保存名片").click();
    await expect(page.getByText("名片存好了")).toBeVisible();
    await page.reload();
    await app.ready();
    await expect(line(app, "家乡")).toHaveValue("绍兴");
    await expect(line(app, "一句话介绍")).toHaveValue("改过的");
    await expect(who(app, "住哪一片")).toHaveValue("nobody");
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
    await saves(app);
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
    await saves(app);
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
    // What it said before is a tap away.
    await page.getByRole("button", { name: "撤销", exact: true }).last().click();
    await expect(line(app, "一句话介绍")).toHaveValue("只在清早");
    await expect(app.button("去掉：借梯子")).toBeVisible();
    await app.button("照别的圈子的名片填").click();
    await sheet.getByRole("button", { name: "全部照那张写" }).click();
    await expect(line(app, "一句话介绍")).toHaveValue("住三号楼，会修自行车");
    await saves(app);
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

  test("what was hidden since it was asked for is not granted", async ({ app, page }) => {
    await plays(app, "成员");
    await app.open("/me/entry/night-run");
    await line(app, "名字").fill("单晓明");
    await who(app, "住哪一片").selectOption("只有组织者能看");
    await who(app, "联系方式").selectOption("我点头的人才能看");
    await app.button("保存名片").click();
    await expect(page.getByText("名片存好了").last()).toBeVisible();
    const sheet = page.getByRole("dialog");
    const asks = (of, name) => of.getByRole("article").filter({ hasText: name });
    await asks(app.main, "贾语冰").getByRole("button", { name: "给看" }).click();
    await expect(sheet.getByText("住哪一片：你已改成不给看")).toBeVisible();
    await expect(sheet.getByRole("checkbox")).toHaveCount(0);
    await sheet.getByRole("button", { name: "给看" }).click();
    await expect(app.part("给看过的人").getByRole("article").filter({ hasText: "贾语冰" })).toContainText("你给看了：联系方式");
  });
});

/** All that is on a page, and all that its device keeps. */
const everything = (app) =>
  app.page.evaluate(() => document.documentElement.outerHTML + JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));

test.describe("on a server of ours, between two who have a device each", () => {
  test.beforeEach(({ backend }) => {
    test.skip(!backend.startsWith("own-"), "wants a server that keeps the rules");
    test.slow();
  });

  const SECRET = "138 0000 4321";
  const WORD = "上周四在武林门见过，想一起跑";

  /** A community that both are in: who writes an entry, and 王叔, who may run it. */
  async function together(people, role = "member") {
    const club = await people.row("communities", {
      id: `c-${randomUUID()}`,
      name: "顶楼观星社",
      purpose: "一起看星星",
      policy: { door: "open" },
    });
    const [own, uncle] = people.made;
    await people.joins({ id: own }, club);
    await people.joins({ id: uncle }, club, role);
    return club;
  }

  /** 王叔 finds the entry in the directory, and opens it. */
  async function finds(other, club) {
    await other.open(`/c/${club}/members`);
    await other.main.getByRole("link", { name: /单晓明/ }).click();
    await expect(other.title).toHaveText("单晓明");
  }

  /** 王叔 asks for the contacts, with a word. */
  async function asks(other) {
    await expect(other.main.getByText("联系方式：问过本人才能看")).toBeVisible();
    await other.button("请求查看").click();
    const sheet = other.page.getByRole("dialog", { name: "请求查看" });
    await sheet.getByRole("textbox", { name: "说一句为什么" }).fill(WORD);
    await sheet.getByRole("button", { name: "送出请求" }).click();
    await expect(other.main.getByText("已请求查看联系方式，等对方回复")).toBeVisible();
    expect(await everything(other)).not.toContain(SECRET);
  }

  /** 王叔 comes back to the page that is open. */
  const looksAgain = async (other) => {
    await other.page.reload();
    await other.ready();
    await other.comesBack();
  };

  const request = (app, part) => app.part(part).getByRole("article").filter({ hasText: "王叔" });

  test("a contact is asked for with a word, let be seen for a week, and nowhere any more when that is taken back", async ({ app, other, people }) => {
    const club = await together(people);
    await app.open(`/me/entry/${club}`);
    await writes(app);
    await finds(other, club);
    await asks(other);

    await app.open(`/me/entry/${club}`);
    const waits = request(app, "谁想看");
    await expect(waits).toContainText("想看：联系方式");
    await expect(waits).toContainText(WORD);
    await waits.getByRole("button", { name: "给看" }).click();
    const sheet = app.page.getByRole("dialog");
    await tick(sheet.getByRole("radio", { name: "7 天" }));
    await sheet.getByRole("button", { name: "给看" }).click();
    const granted = request(app, "给看过的人");
    await expect(granted).toContainText("你给看了：联系方式");
    await expect(granted).toContainText(/到.+为止/);

    await looksAgain(other);
    await expect(other.part("联系方式")).toContainText(SECRET);
    await expect(other.main.getByText("对方给你看了联系方式")).toBeVisible();
    await expect(other.main.getByText(/^看到 .+ 为止$/)).toBeVisible();
    // It is kept for them, too, until it is taken back.
    expect(await other.page.evaluate(() => JSON.stringify({ ...localStorage }))).toContain(SECRET);

    await granted.getByRole("button", { name: "收回" }).click();
    await sheet.getByRole("button", { name: "收回" }).click();
    await expect(granted).toContainText("你已收回");
    await other.comesBack();
    await expect(other.main.getByText("对方不再给你看联系方式")).toBeVisible();
    await expect(other.main.getByText(/^.+起可以再问$/)).toBeVisible();
    await expect(other.button("请求查看")).toHaveCount(0);
    expect(await everything(other)).not.toContain(SECRET);
    await other.open(`/c/${club}/members`);
    await expect(other.main.getByRole("link", { name: /单晓明/ })).toBeVisible();
    expect(await everything(other)).not.toContain(SECRET);
  });

  test("what was let be seen for a week is nowhere when the week is over, without a network, too", async ({ app, other, people }) => {
    const club = await together(people);
    await app.open(`/me/entry/${club}`);
    await writes(app);
    await finds(other, club);
    await asks(other);
    await app.open(`/me/entry/${club}`);
    await request(app, "谁想看").getByRole("button", { name: "给看" }).click();
    const sheet = app.page.getByRole("dialog");
    await tick(sheet.getByRole("radio", { name: "7 天" }));
    await sheet.getByRole("button", { name: "给看" }).click();
    await expect(request(app, "给看过的人")).toContainText("你给看了：联系方式");
    await looksAgain(other);
    await expect(other.part("联系方式")).toContainText(SECRET);
    await other.answer((route) => route.abort());
    await other.page.addInitScript(() => globalThis.passTime(8 * 86_400_000));
    await looksAgain(other);
    await expect(other.title).toHaveText("单晓明");
    await expect(other.main.getByText("联系方式：问过本人才能看")).toBeVisible();
    await expect(other.main).not.toContainText(SECRET);
    await expect.poll(() => everything(other)).not.toContain(SECRET);
  });

  const goesOffline = (app, is = true) => app.page.context().setOffline(is);

  /** What stands on *Me* while there is no network: what waits, in words. */
  async function waitsOnMe(app, ...words) {
    await app.tab("我").click();
    const waits = app.part("还没办好的");
    for (const word of words) await expect(waits).toContainText(word);
    await expect(waits).toContainText("有网络时自动发送");
  }

  test("what is written without a network waits, outlives a reload, and others see it once there is one", async ({ app, other, people, service }) => {
    const club = await together(people);
    await app.open(`/me/entry/${club}`);
    await writes(app);
    await finds(other, club);
    // Whoever has seen the community reads what it is called.
    await app.open(`/c/${club}`);
    await app.main.getByRole("link", { name: /^我的名片/ }).click();
    await line(app, "一句话介绍").fill("搬到五号楼了");
    await goesOffline(app);
    await app.button("保存名片").click();
    await expect(app.waits).toContainText("保存名片还没有送出");
    await waitsOnMe(app, "顶楼观星社", "保存名片还没有送出");
    // The page comes anew, and the service is still out of reach.
    await app.answer((route) => route.abort("internetdisconnected"));
    await goesOffline(app, false);
    await app.page.reload();
    await app.ready();
    await expect(app.part("还没办好的")).toContainText("保存名片还没有送出");
    await app.open(`/me/entry/${club}`);
    await expect(app.waits).toContainText("保存名片还没有送出");
    await expect(line(app, "一句话介绍")).toHaveValue("搬到五号楼了");
    await other.comesBack();
    await expect(other.main).toContainText("住三号楼，会修自行车");
    const sent = [];
    const changes = (one) => app.isCommand(one) || one.method() === "PATCH";
    app.page.on("request", (one) => one.url().startsWith(service) && changes(one) && sent.push(`${one.method()} ${app.said(one)}`));
    await app.page.unrouteAll();
    await app.waits.getByRole("button", { name: "现在发送" }).click();
    await expect(app.waits).toHaveCount(0);
    expect(sent, sent.join("\n")).toHaveLength(1);
    await app.tab("我").click();
    await expect(app.part("我的名片")).toBeVisible();
    await expect(app.part("还没办好的")).toHaveCount(0);
    await looksAgain(other);
    await expect(other.main).toContainText("搬到五号楼了");
    await expect(other.main).not.toContainText("住三号楼");
  });

  test("who asks and who lets see may both be without a network: each waits, in words, and arrives", async ({ app, other, people }) => {
    const club = await together(people);
    await app.open(`/me/entry/${club}`);
    await writes(app);
    await finds(other, club);
    // Asked for without a network …
    await expect(other.button("请求查看")).toBeVisible();
    await goesOffline(other);
    await other.button("请求查看").click();
    const asking = other.page.getByRole("dialog", { name: "请求查看" });
    await asking.getByRole("textbox", { name: "说一句为什么" }).fill(WORD);
    await asking.getByRole("button", { name: "送出请求" }).click();
    await expect(other.waits).toContainText("请求查看还没有送出");
    await waitsOnMe(other, "单晓明", "请求查看还没有送出");
    await app.open(`/me/entry/${club}`);
    await expect(app.part("谁想看")).toHaveCount(0);
    // … it arrives once there is one.
    await goesOffline(other, false);
    await expect(other.part("还没办好的")).toHaveCount(0, { timeout: 15_000 });
    await app.comesBack();
    await expect(request(app, "谁想看")).toContainText(WORD);
    // And so it is with the answer.
    await goesOffline(app);
    await request(app, "谁想看").getByRole("button", { name: "给看" }).click();
    const sheet = app.page.getByRole("dialog");
    await tick(sheet.getByRole("radio", { name: "7 天" }));
    await sheet.getByRole("button", { name: "给看" }).click();
    await expect(app.main.getByRole("article").filter({ hasText: "王叔" })).toContainText("同意查看还没有送出");
    await waitsOnMe(app, "王叔", "同意查看还没有送出");
    await other.open(`/c/${club}/members`);
    await other.main.getByRole("link", { name: /单晓明/ }).click();
    await expect(other.main.getByText("已请求查看联系方式，等对方回复")).toBeVisible();
    expect(await everything(other)).not.toContain(SECRET);
    await goesOffline(app, false);
    await expect(app.part("还没办好的")).toHaveCount(0, { timeout: 15_000 });
    await looksAgain(other);
    await expect(other.part("联系方式")).toContainText(SECRET);
  });

  test("who says no says why, and the other reads it, and when they may ask again", async ({ app, other, people }) => {
    const club = await together(people);
    await app.open(`/me/entry/${club}`);
    await writes(app);
    await finds(other, club);
    await asks(other);
    await app.open(`/me/entry/${club}`);
    await request(app, "谁想看").getByRole("button", { name: "不给" }).click();
    const sheet = app.page.getByRole("dialog");
    await sheet.getByRole("textbox", { name: "说句原因" }).fill("最近不方便");
    await sheet.getByRole("button", { name: "不给" }).click();
    await expect(request(app, "给看过的人")).toContainText("你没给看");
    await looksAgain(other);
    await expect(other.main.getByText("对方没有同意给你看联系方式")).toBeVisible();
    await expect(other.main.getByText("对方说：最近不方便")).toBeVisible();
    await expect(other.main.getByText(/^.+起可以再问$/)).toBeVisible();
    await expect(other.button("请求查看")).toHaveCount(0);
    expect(await everything(other)).not.toContain(SECRET);
  });

  test("is shown as others see it, and they do", async ({ app, other, people }) => {
    const club = await together(people);
    const [, uncle] = people.made;
    await app.open(`/me/entry/${club}`);
    await writes(app);
    await sees(app, "没加入的人");
    await expect(seen(app)).toContainText("什么也看不到");
    await sees(app, "成员");
    await expect(seen(app)).toContainText("借梯子");
    await expect(seen(app)).not.toContainText("2 月 29 日");
    await sees(app, "组织者");
    await expect(seen(app)).toContainText("2 月 29 日");
    await expect(seen(app)).not.toContainText("4321");

    await finds(other, club);
    await expect(other.main).toContainText("借梯子");
    await expect(other.main).not.toContainText("2月29日");
    expect(await everything(other)).not.toMatch(/4321|02-29/);
    const where = new URL(other.page.url()).pathname;

    const asked = await together(people, "admin");
    expect(people.made[1]).toBe(uncle);
    await app.open(`/me/entry/${asked}`);
    await writes(app);
    await finds(other, asked);
    await expect(other.main).toContainText("2月29日");
    expect(await everything(other)).not.toContain("4321");

    // Whoever is in no community sees nothing of it.
    const third = await other.page.context().browser().newContext();
    const stranger = await other.beside(third, await people.session(await people.make({ name: "路人" }), 3600));
    await stranger.page.goto(`.${where}`);
    await expect(stranger.main.getByText("名录只给成员看")).toBeVisible();
    expect(await everything(stranger)).not.toMatch(/单晓明|4321/);
    await third.close();
  });

  test("a save that the server refuses keeps what was typed", async ({ app, other, people }) => {
    expect(other.own, "王叔 is there").toBe(true);
    const [own] = people.made;
    const club = await people.row("communities", { id: `c-${randomUUID()}`, name: "顶楼观星社", purpose: "一起看星星", policy: { door: "open" } });
    const since = "2026-01-01T00:00:00Z";
    const membership = await people.row("memberships", { user: own, community: club, role: "member", state: "member", since });
    await app.open(`/me/entry/${club}`);
    await line(app, "名字").fill("单晓明");
    await line(app, "一句话介绍").fill("住三号楼，会修自行车");
    await people.remove("memberships", membership);
    await app.button("保存名片").click();
    await expect(app.main.getByText(/只给圈子成员/).first()).toBeVisible();
    await expect(line(app, "一句话介绍")).toHaveValue("住三号楼，会修自行车");
    await people.joins({ id: own }, club);
    await app.page.reload();
    await app.ready();
    await expect(line(app, "名字")).toHaveValue("单晓明");
    await expect(line(app, "一句话介绍")).toHaveValue("住三号楼，会修自行车");
    await app.button("保存名片").click();
    await expect(app.page.getByText("名片存好了")).toBeVisible();
    await app.page.reload();
    await app.ready();
    await expect(line(app, "一句话介绍")).toHaveValue("住三号楼，会修自行车");
  });
});

test("half an address of a picture asks nobody for it, and a whole one shows it", async ({ app, page, backend }) => {
  test.skip(backend !== "embedded", "the page is the same everywhere");
  const asked = [];
  await page.route("https://*/**", (route) => {
    asked.push(route.request().url());
    return route.fulfill({ contentType: "image/svg+xml", body: '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>' });
  });
  await plays(app, "成员");
  await app.open("/me/entry/night-run");
  const picture = line(app, "照片");
  await picture.fill("");
  await picture.pressSequentially("https://img.example.com/a.svg");
  await expect(seen(app).locator("img")).toHaveCount(0);
  expect(asked).toEqual([]);
  await picture.press("Tab");
  await expect(seen(app).locator("img")).toHaveAttribute("src", "https://img.example.com/a.svg");
  // What is no address of a picture is not even tried.
  await picture.fill("javascript:alert(1)");
  await picture.press("Tab");
  await expect(seen(app).locator("img")).toHaveCount(0);
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
