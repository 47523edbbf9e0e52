// The directory: closed to strangers, open to members, and showing of each only what they show.
import { readFileSync } from "node:fs";
import { expect, test } from "./base.mjs";

const rows = JSON.parse(readFileSync(new URL("../../public/data/m/night-run.json", import.meta.url), "utf8"));
/** Contacts that no fellow member may see: nobody, organisers, or on request (which is the default). */
const hidden = rows
  .filter((member) => (member.visibility?.contacts ?? "on-request") !== "everyone")
  .flatMap((member) => (member.contacts ?? []).map((contact) => contact.value));
const shown = rows.find((member) => member.visibility?.contacts === "everyone" && member.contacts?.[0].kind === "phone");
const asked = rows.find((member) => (member.contacts?.length ?? 0) > 0 && !member.visibility && member.role === "host");

test("strangers find the directory closed, and the door beside it", async ({ app }) => {
  test.skip(!app.guarded, "json-server shows its rows to whoever asks; that is its operator's to close");
  await app.open("/c/night-run/members");
  await expect(app.main.getByText("名录只给成员看")).toBeVisible();
  await expect(app.main.getByText(shown.name)).toHaveCount(0);
  await app.link("怎么加入").click();
  await expect(app.title).toHaveText("运河夜跑团");
});

test("a community's page offers the directory to those inside only", async ({ app }) => {
  await app.open("/c/night-run");
  await expect(app.link("加入")).toBeVisible();
  await expect(app.link("成员名录")).toHaveCount(0);
  await app.join("night-run");
  await app.link("成员名录").click();
  await expect(app.title).toHaveText("运河夜跑团的名录");
  await expect(app.part("是谁在张罗").getByRole("link").first()).toContainText("沈越");
});

test("members are searched by name, skill and place, in either script", async ({ app }) => {
  await app.join("night-run");
  await app.open("/c/night-run/members");
  for (const [typed, name] of [
    ["沈越", "沈越"],
    ["shen yue", "沈越"],
    ["shenyue", "沈越"],
    ["sheny", "沈越"],
    ["沈y", "沈越"],
    ["cdh", "褚大海"],
    ["chudahai", "褚大海"],
    ["看图纸", "沈越"],
    ["看圖紙", "沈越"],
    ["浙江舟山", "褚大海"],
    ["emma", "Emma Larsson"],
  ]) {
    await app.search.fill(typed);
    await expect(app.main.getByRole("link", { name: new RegExp(name) })).toBeVisible();
    await expect(app.main.getByRole("link", { name: /陆晓棠/ })).toHaveCount(0);
  }
  await app.search.fill("没有这个人");
  await expect(app.main.getByText("没有找到这样的人")).toBeVisible();
});

test("the table of sounds comes once somebody types, and again where it did not", async ({ app, page }) => {
  let asked = 0;
  page.on("request", (request) => (asked += Number(request.url().endsWith("/data/pinyin.txt"))));
  const failed = () => page.waitForEvent("requestfailed", (request) => request.url().endsWith("/data/pinyin.txt"));
  await page.route("**/data/pinyin.txt", (route) => route.abort());
  await app.join("night-run");
  await app.open("/c/night-run/members");
  await expect(app.main.getByRole("link", { name: /沈越/ })).toBeVisible();
  expect(asked).toBe(0);
  await Promise.all([failed(), app.search.fill("cd")]);
  await expect(app.main.getByText("没有找到这样的人")).toBeVisible();
  await page.unroute("**/data/pinyin.txt");
  await app.search.fill("cdh");
  await expect(app.main.getByRole("link", { name: /褚大海/ })).toBeVisible();
});

test("an entry says what its member lets others see", async ({ app }) => {
  await app.join("night-run");
  await app.open("/c/night-run/members");
  await app.main.getByRole("link", { name: new RegExp(shown.name) }).click();
  await expect(app.title).toHaveText(shown.name);
  await expect(app.main).toContainText(shown.headline);
  await expect(app.main.getByRole("link", { name: `打电话 ${shown.contacts[0].value}` })).toHaveAttribute("href", /^tel:\d+$/);
});

test("what is had on request is named, and not there", async ({ app }) => {
  await app.join("night-run");
  await app.open(`/c/night-run/members/${asked.id}`);
  await expect(app.title).toHaveText(asked.name);
  await expect(app.main.getByText("联系方式：问过本人才能看")).toBeVisible();
  await expect(app.main).not.toContainText(asked.contacts[0].value);
});

test("who has left finds the directory closed, and nothing of it kept", async ({ app, page }) => {
  test.skip(!app.guarded, "json-server shows its rows to whoever asks");
  await app.join("night-run");
  await app.open("/c/night-run/members");
  await app.main.getByRole("link", { name: new RegExp(shown.name) }).click();
  await expect(app.title).toHaveText(shown.name);
  await app.open("/c/night-run");
  await app.surely("退出");
  await expect(app.link("加入")).toBeVisible();
  for (const path of ["/c/night-run/members", `/c/night-run/members/${shown.id}`]) {
    await app.page.goto(`.${path}`);
    await expect(app.main.getByText("名录只给成员看")).toBeVisible();
    await expect(page.getByText(shown.headline)).toHaveCount(0);
  }
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  expect(kept).not.toContain(shown.contacts[0].value);
});

test("a hidden contact is nowhere: not on the page, not in what is kept", async ({ app, page }) => {
  expect(hidden.length).toBeGreaterThan(10);
  await app.join("night-run");
  await app.open("/c/night-run/members");
  await expect(app.part("是谁在张罗")).toBeVisible();
  await app.open(`/c/night-run/members/${asked.id}`);
  await expect(app.title).toHaveText(asked.name);
  const everything = await page.evaluate(() => document.documentElement.outerHTML + JSON.stringify({ ...localStorage }));
  for (const value of hidden) expect(everything).not.toContain(value);
});
