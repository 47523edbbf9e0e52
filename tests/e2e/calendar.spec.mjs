// An event, a series and all sign-ups as files for a calendar, read by ical.js; and what there is where files cannot be saved.
import { readFile } from "node:fs/promises";
import { expect, test, tick } from "./base.mjs";
import { read } from "./ical.mjs";

const unix = (text) => Date.parse(text) / 1000;

/** Signs up alone for an event without questions. */
async function signUp(app, id) {
  await app.open(`/e/${id}/sign-up`);
  await app.button("确认报名").click();
  await expect(app.main.getByText("你已报名，到时见。")).toBeVisible();
}

/** Opens the sheet behind a button of the page. */
async function sheet(app, page, name = "加到日历") {
  await app.button(name).click();
  const sheet = page.getByRole("dialog", { name });
  await expect(sheet.getByRole("button", { name: "复制时间和地点" })).toBeVisible();
  return sheet;
}

/** The file that a line of the sheet saves: what it is called, its text as it is, and as ical.js reads it. */
async function saved(page, sheet, name) {
  const line = sheet.getByRole("button", { name });
  const [download] = await Promise.all([page.waitForEvent("download"), line.click()]);
  await expect(sheet).toBeHidden();
  await expect(page.getByText("日历文件存好了，打开它就能加进日历")).toBeVisible();
  const text = await readFile(await download.path(), "utf8");
  expect(text).toMatch(/^BEGIN:VCALENDAR\r\n[^]*END:VCALENDAR\r\n$/);
  for (const line of text.split("\r\n")) expect(Buffer.byteLength(line), line).toBeLessThanOrEqual(75);
  return { ...read(text), file: download.suggestedFilename(), text };
}

test("an event is saved as a file, with its moments, its place and its address in the app", async ({ app, page }) => {
  await app.open("/e/e-book-cd-1");
  const file = await saved(page, await sheet(app, page), /^只加这一次/);
  expect(file.file).toBe("盖碗茶边读-死水微澜.ics");
  expect(file.zones).toEqual(["Asia/Shanghai"]);
  expect(file.events).toHaveLength(1);
  const [event] = file.events;
  expect(event.summary).toBe("盖碗茶边读《死水微澜》");
  expect(event.occurrences.map(({ start, end }) => [start, end])).toEqual([
    [unix("2026-11-29T15:00:00+08:00"), unix("2026-11-29T17:00:00+08:00")],
  ]);
  expect(event.location).toContain("人民公园");
  expect(event.description).toContain("茶钱自付，约 20 元");
  expect(event.description).not.toMatch(/\*\*|\]\(/);
  expect(event.url).toBe(page.url());
  expect(event.status).toBe("CONFIRMED");

  // The same event is the same entry whenever it is saved, and what was said later is the newer one.
  await page.evaluate(() => window.passTime(3_600_000));
  await page.reload();
  await app.ready();
  const [again] = (await saved(page, await sheet(app, page), /^只加这一次/)).events;
  expect(again.uid).toBe(event.uid);
  expect(again.sequence).toBeGreaterThanOrEqual(event.sequence);
});

test("a whole series goes on by its rule, and what is known of an evening stands in its place", async ({ app, page }) => {
  await app.open("/e/e-night-run-1");
  const dialog = await sheet(app, page);
  await expect(dialog.getByRole("button", { name: /^整个系列/ })).toContainText("每周二、周四");
  const file = await saved(page, dialog, /^整个系列/);
  expect(file.events, "one series").toHaveLength(1);
  const { occurrences } = file.events[0];
  expect(occurrences.slice(0, 6).map(({ start }) => start)).toEqual([
    "2026-11-26", "2026-12-01", "2026-12-03", "2026-12-08", "2026-12-10", "2026-12-15",
  ].map((day) => unix(`${day}T20:00:00+08:00`)));
  // Where nothing more is known, the community's own hours; ten of them are looked at.
  expect(occurrences.slice(3).map(({ start, end }) => end - start)).toEqual(Array(7).fill(5400));
  const titles = occurrences.map(({ summary }) => summary);
  expect(titles[0]).toBe("运河五公里 · 欢迎第一次来");
  expect(titles[1]).toBe("运河五公里 · 夜游灯线");
  expect(titles.at(-1)).toBe("运河边五公里");
});

test("an address that is told to those who come is in the file then and not before", async ({ app, page }) => {
  await app.open("/e/e-dog-walk-4");
  const before = await saved(page, await sheet(app, page), /^存为日历文件/);
  expect(before.text.replaceAll("\r\n ", "")).not.toContain("架空层");
  expect(before.text).not.toContain("GEO:");
  expect(before.events[0].location).toContain("香樟苑");

  await app.link("报名").click();
  await app.main.getByRole("textbox", { name: "它的名字、年龄和体重" }).fill("豆包，五岁，九公斤");
  await tick(app.main.getByRole("checkbox", { name: "抓痒" }));
  await app.button("确认报名").click();
  await expect(app.main).toContainText("架空层");
  const after = await saved(page, await sheet(app, page), /^存为日历文件/);
  expect(after.events[0].location).toContain("架空层");
  expect(after.events[0].uid).toBe(before.events[0].uid);
});

test("what somebody is signed up for is one file", async ({ app, page }) => {
  await app.open("/agenda");
  await expect(app.button("全部加到日历")).toHaveCount(0);
  await signUp(app, "e-book-cd-2");
  await signUp(app, "e-night-run-1");
  await app.tab("日程").click();
  await expect(app.cards).toHaveCount(2);
  const file = await saved(page, await sheet(app, page, "全部加到日历"), /^存为日历文件/);
  expect(file.file).toBe("邻聚-我的报名.ics");
  const moments = file.events.map(({ summary, status, occurrences }) => [summary, status, occurrences[0].start]);
  expect(moments).toEqual([
    ["运河五公里 · 欢迎第一次来", "CONFIRMED", unix("2026-11-26T20:00:00+08:00")],
    ["盖碗茶边读《边城》，与杭州同一页", "CONFIRMED", unix("2026-12-06T15:00:00+08:00")],
  ]);
  expect(file.name).toBe("邻聚 · 我的报名");
});

for (const id of ["e-dog-walk-2", "e-hometown-2", "e-night-run-6"]) {
  test(`${id} is cancelled, postponed or over, and goes into no calendar`, async ({ app }) => {
    await app.open(`/e/${id}`);
    await expect(app.main.getByText("时间", { exact: true })).toBeVisible();
    await expect(app.button("加到日历")).toHaveCount(0);
  });
}

test("a link to Google and a feed are there where the operator names them, and a fault is told", async ({ app, page }) => {
  test.skip(!app.embedded, "config.json is the same for all");
  const config = (calendar) =>
    page.route("**/config.json", (route) => route.fulfill({ json: { backend: "embedded", calendar } }));
  await config({ google: true, feed: "https://api.example/{community}.ics" });
  await app.open("/e/e-book-cd-1");
  const dialog = await sheet(app, page);
  const google = new URL(await dialog.getByRole("link", { name: "加到 Google 日历" }).getAttribute("href"));
  expect(google.origin).toBe("https://calendar.google.com");
  expect(Object.fromEntries(google.searchParams)).toMatchObject({
    action: "TEMPLATE",
    text: "盖碗茶边读《死水微澜》",
    dates: "20261129T070000Z/20261129T090000Z",
    ctz: "Asia/Shanghai",
  });
  const feed = dialog.getByRole("link", { name: "订阅全部活动" });
  await expect(feed).toHaveAttribute("href", "webcal://api.example/book-cd.ics");

  await config({ google: "yes" });
  await app.open("/e/e-book-cd-1");
  await expect(await sheet(app, page)).toContainText("calendar/google");
  await page.unroute("**/config.json");
  await app.open("/e/e-book-cd-1");
  await expect((await sheet(app, page)).getByRole("link"), "none unless they are named").toHaveCount(0);
});

test.describe("in a mini-program, which saves no files", () => {
  test.use({
    userAgent: "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0 miniProgram/wx1",
  });

  test("the facts are there to copy, with the date in full", async ({ app, page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await app.open("/e/e-book-cd-1");
    const dialog = await sheet(app, page);
    await expect(dialog).toContainText("这个应用里存不了文件");
    await expect(dialog.getByRole("button", { name: /日历文件|只加这一次|整个系列/ })).toHaveCount(0);
    await dialog.getByRole("button", { name: "复制时间和地点" }).click();
    await expect(page.getByText("时间和地点已复制")).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    const [title, when, where, url] = copied.split("\n");
    expect(title).toBe("盖碗茶边读《死水微澜》");
    expect(when).toBe("2026年11月29日 周日 15:00–17:00");
    expect(where).toContain("人民公园");
    expect(url).toBe(page.url());
  });

  test("what cannot be copied by itself stands there, chosen", async ({ app, page }) => {
    await page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
    await app.open("/e/e-book-cd-1");
    const dialog = await sheet(app, page);
    await dialog.getByRole("button", { name: "复制时间和地点" }).click();
    const text = dialog.getByRole("textbox", { name: /没能自动复制/ });
    await expect(text).toHaveValue(/2026年11月29日 周日 15:00–17:00/);
    await expect(text).toBeFocused();
  });
});
