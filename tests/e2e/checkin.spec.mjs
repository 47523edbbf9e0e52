// An event from its hosts' side: the list, the door, marks that wait for a network, what is taken out of the page.
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expect, test, tick } from "./base.mjs";
import { NOW } from "./now.mjs";

/** Another side of the data set; the page begins anew with it. */
async function plays(app, name) {
  await app.open("/me");
  const radio = app.main.getByRole("radio", { name });
  await Promise.all([app.page.waitForEvent("load"), tick(radio)]);
  await app.ready();
}

const organiser = (app) => plays(app, "组织者");

const EVENT = "e-dog-walk-1";
const row = (app, name) => app.main.locator(".door-row").filter({ has: app.page.getByRole("heading", { name }) });
const number = (app, word) => app.main.locator(".tally > div").filter({ hasText: word }).locator("dd");

test.describe("in the data set", () => {
  test.beforeEach(({ backend }) => test.skip(backend !== "embedded", "one plays a host only there"));

  test("nobody sees the list but a host", async ({ app }) => {
    await app.open(`/organise/e/${EVENT}`);
    await expect(app.main.getByText("只有组织者能看")).toBeVisible();
    await app.open(`/e/${EVENT}`);
    await expect(app.title).toBeVisible();
    await expect(app.main.getByRole("link", { name: /^名单和签到/ })).toHaveCount(0);
  });

  test("names are tapped, taken back, and stay after a reload", async ({ app, page }) => {
    await organiser(app);
    await app.open(`/e/${EVENT}`);
    await app.main.getByRole("link", { name: /^名单和签到/ }).click();
    await expect(app.title).toHaveText("签到");
    await expect(number(app, "已到")).toHaveText("0");
    const first = row(app, "刘忠良");
    await first.getByRole("button", { name: "到了" }).click();
    await expect(number(app, "已到")).toHaveText("1");
    await expect(row(app, "刘忠良")).toHaveAttribute("data-here", "yes");
    await expect(row(app, "刘忠良")).toContainText("到的");
    await expect(row(app, "刘忠良")).not.toContainText("待发送");
    await page.reload();
    await app.ready();
    await expect(number(app, "已到")).toHaveText("1");
    await row(app, "刘忠良").getByRole("button", { name: "撤销" }).click();
    await expect(number(app, "已到")).toHaveText("0");
    await expect(row(app, "刘忠良").getByRole("button", { name: "到了" })).toBeVisible();
  });

  test("the second of two taps is not for who stands next", async ({ app, page }) => {
    await organiser(app);
    await app.open(`/organise/e/${EVENT}/check-in`);
    const box = await app.main.locator(".door-row").first().getByRole("button").boundingBox();
    await page.mouse.dblclick(box.x + box.width / 2, box.y + box.height / 2);
    await expect(number(app, "已到")).toHaveText("1");
    await page.waitForTimeout(600);
    await expect(number(app, "已到")).toHaveText("1");
  });

  test("somebody is found by name and by the last of their code", async ({ app }) => {
    await organiser(app);
    await app.open(`/organise/e/${EVENT}/check-in`);
    const search = app.main.getByRole("searchbox");
    await search.fill("忠良");
    await expect(app.main.locator(".door-row")).toHaveCount(1);
    await search.fill("6u");
    await expect(app.main.locator(".door-row")).toHaveCount(1);
    await expect(row(app, "刘忠良")).toBeVisible();
    await search.fill("没有这个人");
    await expect(app.main.getByText("没有找到")).toBeVisible();
  });

  test("somebody is found as their name sounds: in full, by initials, with a character, by any reading", async ({ app, page }) => {
    let fetched = 0;
    page.on("request", (request) => (fetched += Number(request.url().endsWith("/data/pinyin.txt"))));
    await organiser(app);
    await app.open(`/organise/e/${EVENT}/check-in`);
    await expect(row(app, "刘忠良")).toBeVisible();
    // Before anything is typed: there may be no network when it is.
    await expect.poll(() => fetched).toBe(1);
    const search = app.main.getByRole("searchbox");
    for (const typed of ["lzl", "lzhl", "liuzhongl", "liu zhong", "刘zl", "LiuZhongLiang"]) {
      await search.fill(typed);
      await expect(app.main.locator(".door-row")).toHaveCount(1);
      await expect(row(app, "刘忠良")).toBeVisible();
    }
    await search.fill("liuzhongx");
    await expect(app.main.getByText("没有找到")).toBeVisible();
    expect(fetched).toBe(1);
    // The list finds by the same.
    await app.open(`/organise/e/${EVENT}`);
    await app.main.getByRole("searchbox").fill("lzl");
    await expect(app.main.getByRole("article")).toHaveCount(1);
    await expect(app.main.getByRole("article")).toContainText("刘忠良");
  });

  test("without the table of sounds people are found as their names are written", async ({ app, page }) => {
    await page.route("**/data/pinyin.txt", (route) => route.abort());
    await organiser(app);
    await app.open(`/organise/e/${EVENT}/check-in`);
    const search = app.main.getByRole("searchbox");
    await search.fill("lzl");
    await expect(app.main.getByText("没有找到")).toBeVisible();
    await search.fill("忠良");
    await expect(row(app, "刘忠良")).toBeVisible();
  });

  test("somebody is found as their name sounds where there is no network", async ({ app, page }) => {
    await organiser(app);
    const tables = ["hanzi", "pinyin"].map((name) => page.waitForResponse(`**/data/${name}.txt`).then((answer) => answer.finished()));
    await app.open(`/organise/e/${EVENT}/check-in`);
    await Promise.all(tables);
    await page.context().setOffline(true);
    await app.main.getByRole("searchbox").fill("lzl");
    await expect(row(app, "刘忠良")).toBeVisible();
    await expect(app.main.locator(".door-row")).toHaveCount(1);
  });

  test("a table of sounds that did not come is asked for again: as one types on, and when the network is back", async ({ app, page }) => {
    const TABLE = "**/data/pinyin.txt";
    await organiser(app);
    const search = app.main.getByRole("searchbox");
    const meant = async () => {
      await expect(row(app, "刘忠良")).toBeVisible();
      await expect(app.main.locator(".door-row")).toHaveCount(1);
    };
    const failed = () => page.waitForEvent("requestfailed", (request) => request.url().endsWith("/data/pinyin.txt"));
    await page.route(TABLE, (route) => route.abort());
    await Promise.all([failed(), app.open(`/organise/e/${EVENT}/check-in`)]);
    await Promise.all([failed(), search.fill("lz")]);
    await expect(app.main.getByText("没有找到")).toBeVisible();
    await page.unroute(TABLE);
    await search.fill("lzl");
    await meant();
    await page.route(TABLE, (route) => route.abort());
    await Promise.all([failed(), app.open(`/organise/e/${EVENT}/check-in`)]);
    await Promise.all([failed(), search.fill("lzl")]);
    await expect(app.main.getByText("没有找到")).toBeVisible();
    await page.unroute(TABLE);
    await page.context().setOffline(true);
    await page.context().setOffline(false);
    await meant();
  });

  test("who walks in is counted, also when it is full; a name is wanted", async ({ app, page }) => {
    await organiser(app);
    await app.open(`/organise/e/${EVENT}/check-in`);
    await app.button("现场加人").click();
    const sheet = page.getByRole("dialog");
    await sheet.getByRole("button", { name: "现场加人" }).click();
    await expect(sheet.getByText("这里还没填")).toBeVisible();
    await sheet.getByLabel("姓名").fill("老王");
    await sheet.getByLabel("一共几个人").fill("3");
    await sheet.getByRole("button", { name: "现场加人" }).click();
    await expect(row(app, "老王")).toContainText("一起 3 人");
    await expect(row(app, "老王")).toContainText("现场加入");
    await expect(number(app, "已到")).toHaveText("3");
    await row(app, "老王").getByRole("button", { name: "撤销" }).click();
    await expect(row(app, "老王")).toHaveCount(0);
    await expect(number(app, "已到")).toHaveText("0");
  });

  test("who asks is decided about, with a reason for a no", async ({ app, page }) => {
    await organiser(app);
    await app.open("/organise/e/e-chamber-3");
    const asking = app.main.getByRole("region", { name: "等你审核" });
    await expect(asking.getByRole("article")).toHaveCount(2);
    await asking.getByRole("button", { name: "同意" }).first().click();
    await expect(asking.getByRole("article")).toHaveCount(1);
    await asking.getByRole("button", { name: "婉拒" }).click();
    const sheet = page.getByRole("dialog");
    await sheet.getByRole("textbox").fill("这次人满了，下次早点来。");
    await sheet.getByRole("button", { name: "婉拒" }).click();
    await expect(asking).toHaveCount(0);
  });

  test("who has a seat can lose it, and is told why", async ({ app, page }) => {
    await app.open("/e/e-hometown-3");
    await app.link("报名").click();
    await app.button("确认报名").click();
    await expect(app.button("出示我的票")).toBeVisible();
    await organiser(app);
    await app.open("/organise/e/e-hometown-3");
    const seats = app.main.getByRole("region", { name: "有名额的" });
    const own = seats.getByRole("article").filter({ hasText: "小邻" });
    await expect(number(app, "有名额")).toHaveText("29/50");
    await app.main.getByRole("searchbox").fill("小邻");
    await own.getByRole("button", { name: /^更多/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "取消名额" }).click();
    await page.getByRole("dialog").getByRole("textbox").fill("场地缩小了，很抱歉。");
    await page.getByRole("dialog").getByRole("button", { name: "取消名额" }).click();
    await expect(own).toHaveCount(0);
    await expect(number(app, "有名额")).toHaveText("28/50");
    await plays(app, "新来的");
    await app.open("/e/e-hometown-3");
    await expect(app.main.getByText("场地缩小了，很抱歉。")).toBeVisible();
  });

  test("the table is saved as a file that a spreadsheet reads", async ({ app, page }) => {
    await organiser(app);
    await app.open("/organise/e/e-chamber-3");
    await expect(app.main.getByRole("article").first()).toBeVisible();
    const download = page.waitForEvent("download");
    await app.main.getByRole("button", { name: /^导出表格/ }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/-\d{4}-\d{2}-\d{2}\.csv$/);
    const text = await readFile(await file.path(), "utf8");
    expect(text.startsWith("\uFEFF姓名,状态,人数")).toBe(true);
    expect(text.split("\r\n").length).toBeGreaterThan(12);
    expect(text.split("\r\n")[0]).toContain("几年了？");
  });
});

/** An event of tonight with so many who have a seat, of a community that whoever is signed in looks after. */
async function hall(people, host, many) {
  const community = await people.row("communities", { id: `c-${randomUUID()}`, name: "地下室放映会", purpose: "一起看老电影", policy: { door: "open" } });
  await people.joins({ id: host }, community, "host");
  const at = (hours) => new Date(Date.parse(NOW) + hours * 3600_000).toISOString().replace(".000Z", "Z");
  const event = await people.row("events", {
    id: `e-${randomUUID()}`, community, title: "今晚放《小武》", start: at(1), end: at(4), zone: "Asia/Shanghai", capacity: many + 20,
  });
  const code = (n) => `K${String(n).padStart(3, "0")}${event.slice(-5).toUpperCase()}`;
  for (let n = 1; n <= many; n += 1) {
    await people.row("sign_ups", { event, guest: `客人${n}`, state: "confirmed", since: at(-24), ticket: code(n), people: 1, turn: n });
  }
  return { community, event, code };
}

test("two hundred are checked in without a network, and are sent once each when it is back", async ({ app, page, people, backend }) => {
  test.skip(!backend.startsWith("own-"), "wants a server that keeps the rules");
  test.setTimeout(240_000);
  const many = 200;
  const { event, code } = await hall(people, people.made[0], many);
  await app.open(`/organise/e/${event}/check-in`);
  await expect(number(app, "有名额")).toHaveText(`${many}/${many + 20}`);
  await page.context().setOffline(true);
  const search = app.main.getByRole("searchbox");
  const button = app.main.locator('.door-row[data-here="no"]').getByRole("button").first();
  // One by the last of the code, who stands at the end of the list; one who walks in; the rest one after another.
  await search.fill(code(many).slice(0, 4));
  await search.fill(code(many));
  await button.click();
  await search.fill("");
  await app.button("现场加人").click();
  await page.getByRole("dialog").getByLabel("姓名").fill("老王");
  await page.getByRole("dialog").getByRole("button", { name: "现场加人" }).click();
  await expect(number(app, "已到")).toHaveText("2");
  for (let n = 2; n <= many; n += 1) {
    await button.click();
    await expect(number(app, "已到")).toHaveText(String(n + 1));
  }
  await expect(app.main.getByText("待发送").first()).toBeVisible();
  // Closed and opened without a network it is all there.
  await page.context().setOffline(false);
  await expect(app.main.getByText("待发送")).toHaveCount(0, { timeout: 120_000 });
  await expect(number(app, "已到")).toHaveText(String(many + 1));
  await page.reload();
  await app.ready();
  await expect(number(app, "已到")).toHaveText(String(many + 1));
  await expect(app.main.locator(".door-row")).not.toHaveCount(0);
  expect(await people.taken(event)).toBe(many + 1);
});

test("who is checked in by two hosts is there once, and the second is not bothered", async ({ app, other, people, backend }) => {
  test.skip(!backend.startsWith("own-"), "wants a server that keeps the rules");
  const { community, event } = await hall(people, people.made[0], 3);
  const [, second] = people.made;
  await people.joins({ id: second }, community, "host");
  for (const one of [app, other]) {
    await one.open(`/organise/e/${event}/check-in`);
    await expect(row(one, "客人2")).toBeVisible();
  }
  await other.page.context().setOffline(true);
  await row(other, "客人2").getByRole("button", { name: /^到了/ }).click();
  await row(app, "客人2").getByRole("button", { name: /^到了/ }).click();
  await expect(row(app, "客人2")).not.toContainText("待发送");
  await other.page.context().setOffline(false);
  await expect(row(other, "客人2")).not.toContainText("待发送", { timeout: 30_000 });
  await expect(number(other, "已到")).toHaveText("1");
  await expect(other.main.getByText("没有成功")).toHaveCount(0);
});
