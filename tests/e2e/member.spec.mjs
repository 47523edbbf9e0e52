// An entry's own page: ways to reach somebody, their card, asking for what they show on request, blocking, reporting; and what
// organisers make of a directory. What is hidden is nowhere.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import ICAL from "ical.js";
import { expect, test, tick } from "./base.mjs";

const rowsOf = (community) =>
  JSON.parse(readFileSync(new URL(`../../public/data/m/${community}.json`, import.meta.url), "utf8"));
const rows = rowsOf("night-run");
/** Whose contacts all members see, with a telephone first. */
const shown = rows.find((one) => one.visibility?.contacts === "everyone" && one.contacts?.[0].kind === "phone");
/** Who shows contacts on request, which is the default. */
const asked = rows.find((one) => (one.contacts?.length ?? 0) > 0 && !one.visibility && one.role === "member");

const at = (one, community = "night-run") => `/c/${community}/members/${one.id}`;

/** Another side of the data set; the page begins anew with it. */
async function plays(app, name) {
  await app.open("/me");
  await Promise.all([app.page.waitForEvent("load"), tick(app.main.getByRole("radio", { name }))]);
  await app.ready();
}

/** The entries of somebody who is in both communities. */
const bothOf = (name) => [rows, rowsOf("book-hz")].map((all) => all.find((one) => one.name === name));

/** Reads directories, which are kept from then on. */
async function reads(app, ...communities) {
  for (const community of communities) {
    await app.open(`/c/${community}/members`);
    await expect(app.main.getByText(/^共 \d+ 位/)).toBeVisible();
  }
}

/** All that is on the page, and all that is kept. */
const everything = (page) => page.evaluate(() => document.documentElement.outerHTML + JSON.stringify({ ...localStorage }));

/** What is saved, as ical.js reads it: of each property its values. */
async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  const text = await readFile(await download.path(), "utf8");
  for (const line of text.split("\r\n")) expect(Buffer.byteLength(line), line).toBeLessThanOrEqual(75);
  const [component, properties] = ICAL.parse(text);
  expect(component).toBe("vcard");
  const card = Object.fromEntries(properties.map(([name, , , value]) => [name, value]));
  return { card, text, file: download.suggestedFilename() };
}

test("contacts are large buttons: call, text, copy", async ({ app, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await app.join("night-run");
  await app.open(at(shown));
  await expect(app.title).toHaveText(shown.name);
  const contacts = app.part("联系方式");
  const number = shown.contacts[0].value;
  const call = contacts.getByRole("link", { name: `打电话 ${number}` });
  await expect(call).toHaveAttribute("href", `tel:${number.replaceAll("-", "")}`);
  await expect(contacts.getByRole("link", { name: "发短信" })).toHaveAttribute("href", /^sms:\d+$/);
  await expect(app.main.getByText("问过本人才能看")).toHaveCount(0);
  expect((await call.boundingBox()).height).toBeGreaterThanOrEqual(44);
  await contacts.getByRole("button", { name: "复制" }).first().click();
  await expect(page.getByText("复制好了")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(number);
});

test("a contact is saved as a card that an address book reads, in both versions", async ({ app, page }) => {
  await app.join("night-run");
  await app.open(at(shown));
  const { card, file, text } = await saved(page, app.button("存到通讯录"));
  expect(file).toBe(`${shown.name}.vcf`);
  expect(card.version).toBe("4.0");
  expect(card.fn).toBe(shown.name);
  expect(card.tel).toBe(shown.contacts[0].value);
  expect(card.org).toBe("运河夜跑团");
  expect(card.url).toContain(at(shown));
  if (shown.headline) expect(card.note).toContain(shown.headline);
  const old = await saved(page, app.main.getByRole("button", { name: /^旧手机打不开/ }));
  expect(old.card.version).toBe("3.0");
  expect(old.card.fn).toBe(shown.name);
  expect(old.card.uid).toBe(card.uid);
  expect(old.text).not.toBe(text);
});

test.describe("in a web-view that saves no files", () => {
  const agent = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0 miniProgram/wx1";
  test.use({ userAgent: agent });

  test("the facts are copied instead", async ({ app, page, context, backend }) => {
    test.skip(backend !== "embedded", "the web-view is the same before any service");
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await app.join("night-run");
    await app.open(at(shown));
    await expect(app.button("存到通讯录")).toHaveCount(0);
    await app.button("复制联系方式").click();
    await expect(page.getByText("复制好了")).toBeVisible();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(text).toContain(`${shown.name}\n运河夜跑团\n电话：${shown.contacts[0].value}`);
  });
});

test("where only the phone's own sheet takes files, it is given the card", async ({ app, page, backend }) => {
  test.skip(backend !== "embedded", "the sheet is the same before any service");
  await page.addInitScript(() => {
    delete HTMLAnchorElement.prototype.download;
    window.given = [];
    Navigator.prototype.canShare = (data) => data.files?.length === 1;
    Navigator.prototype.share = async ({ files: [file] }) => {
      window.given.push([file.name, file.type, await file.text()]);
      if (window.closes) throw new DOMException("closed", "AbortError");
    };
  });
  await app.join("night-run");
  await app.open(at(shown));
  const given = () => page.evaluate(() => window.given);
  await app.button("存到通讯录").click();
  await expect.poll(async () => (await given()).length).toBe(1);
  const [name, type, text] = (await given())[0];
  expect([name, type]).toEqual([`${shown.name}.vcf`, "text/vcard"]);
  const card = Object.fromEntries(ICAL.parse(text)[1].map(([property, , , value]) => [property, value]));
  expect([card.version, card.fn]).toEqual(["4.0", shown.name]);
  // Who closes the sheet has seen it: nothing is copied instead, and nothing is said.
  await page.evaluate(() => (window.closes = true));
  await app.main.getByRole("button", { name: /^旧手机打不开/ }).click();
  await expect.poll(async () => (await given()).length).toBe(2);
  expect((await given())[1][2]).toContain("VERSION:3.0");
  await expect(page.getByText("复制好了")).toHaveCount(0);
});

/** A picture of so many bytes: what stands behind its end is read by nobody. */
const DOT = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const large = (bytes) => Buffer.concat([DOT, Buffer.alloc(bytes - DOT.length)]);

test("pictures of three megabytes, and those that are gone, come late and move nothing", async ({ app, page, backend }) => {
  test.skip(backend !== "embedded", "it is laid under the data set");
  const pictured = Array.from({ length: 60 }, (_, n) => ({
    id: `p${n}`, community: "night-run", name: `李${n}`, role: "member", headline: `第 ${n} 位`,
    picture: new URL(n % 2 ? `/pictures/gone-${n}.png` : `/pictures/large-${n}.png`, "https://pictures.example").href,
  }));
  await page.route("**/data/m/night-run.json", (route) => route.fulfill({ json: pictured }));
  const fetched = new Set();
  await page.route("https://pictures.example/**", async (route) => {
    fetched.add(route.request().url());
    // The page stands before it comes.
    await new Promise((done) => setTimeout(done, 300));
    if (route.request().url().includes("gone")) return route.fulfill({ status: 404, body: "" });
    return route.fulfill({ contentType: "image/png", body: large(3_000_000) });
  });
  await page.addInitScript(() => {
    window.shifts = [];
    const note = (list) => list.getEntries().forEach((one) => {
      if (!one.hadRecentInput) window.shifts.push([one.value, one.sources?.map((source) => source.node?.className ?? "")]);
    });
    new PerformanceObserver(note).observe({ type: "layout-shift", buffered: true });
  });
  const moved = () => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(window.shifts)))));
  await app.join("night-run");
  await app.open("/c/night-run/members");
  const faces = app.main.locator(".dir-face");
  await expect(faces.first()).toBeAttached();
  await page.evaluate(() => (window.shifts = []));
  const frames = () => faces.evaluateAll((all) => all.map((one) => [one.getAttribute("loading"), one.clientWidth, one.clientHeight]));
  for (const frame of await frames()) expect(frame).toEqual(["lazy", 44, 44]);
  await expect.poll(() => faces.evaluateAll((all) => all.filter((one) => one.naturalWidth === 1).length)).toBeGreaterThan(0);
  await expect.poll(() => [...fetched].filter((url) => url.includes("gone")).length).toBeGreaterThan(0);
  expect(await moved()).toEqual([]);
  expect(fetched.size, "only what is near").toBeLessThan(60);
  for (const frame of await frames()) expect(frame).toEqual(["lazy", 44, 44]);
  // Their own pages, too: with the picture, and with the letter where it is gone.
  for (const id of ["p0", "p1"]) {
    await app.open(`/c/night-run/members/${id}`);
    await expect(app.title).toHaveText(`李${id.slice(1)}`);
    await page.evaluate(() => (window.shifts = []));
    await expect.poll(() => fetched.has(pictured[Number(id.slice(1))].picture)).toBe(true);
    await page.waitForLoadState("networkidle");
    expect(await moved(), id).toEqual([]);
  }
});

test.describe("in the data set", () => {
  test.beforeEach(({ backend }) => test.skip(backend !== "embedded", "its people and parts"));

  test("one asks with a word, which is kept while it is typed; it waits, and is taken back", async ({ app, page }) => {
    await app.join("night-run");
    await app.open(at(asked));
    await expect(app.main.getByText("联系方式：问过本人才能看")).toBeVisible();
    await app.button("请求查看").click();
    const sheet = page.getByRole("dialog", { name: "请求查看" });
    await sheet.getByRole("textbox", { name: "说一句为什么" }).fill("上周四在武林门见过，想一起跑");
    await page.reload();
    await app.ready();
    await app.button("请求查看").click();
    await expect(sheet.getByRole("textbox", { name: "说一句为什么" })).toHaveValue("上周四在武林门见过，想一起跑");
    await sheet.getByRole("button", { name: "送出请求" }).click();
    await expect(sheet).toBeHidden();
    await expect(app.main.getByText("已请求查看联系方式，等对方回复")).toBeVisible();
    await expect(app.main.getByText("你说：上周四在武林门见过，想一起跑")).toBeVisible();
    await expect(app.button("请求查看")).toHaveCount(0);
    for (const { value } of asked.contacts) expect(await everything(page)).not.toContain(value);
    await page.reload();
    await app.ready();
    await app.button("收回请求").click();
    await expect(app.button("请求查看")).toBeVisible();
    await app.button("请求查看").click();
    await expect(sheet.getByRole("textbox", { name: "说一句为什么" })).toHaveValue("");
  });

  test("who is blocked is not seen any more, until that is taken back", async ({ app, page }) => {
    await app.join("night-run");
    await app.open(at(shown));
    await app.button("屏蔽").click();
    const sheet = page.getByRole("dialog", { name: "屏蔽" });
    await expect(sheet.getByText("在这个圈子的名录里，你们互相看不到")).toBeVisible();
    await sheet.getByRole("button", { name: "屏蔽" }).click();
    await expect(app.main.getByText("你屏蔽了这个人")).toBeVisible();
    await expect(app.main).not.toContainText(shown.contacts[0].value);
    await expect(app.link("我的名片")).toHaveAttribute("href", /\/me\/entry\/night-run$/);
    await page.reload();
    await app.ready();
    await expect(app.main.getByText("你屏蔽了这个人")).toBeVisible();
    await expect(app.button("举报")).toBeVisible();
    expect(await everything(page)).not.toContain(shown.contacts[0].value);
    await app.button("取消屏蔽").click();
    await expect(app.title).toHaveText(shown.name);
  });

  test("an entry that nobody has says so, and nothing of why", async ({ app }) => {
    await app.join("night-run");
    await app.open("/c/night-run/members/nobody");
    await expect(app.main.getByText("名录里没有这个人")).toBeVisible();
    await expect(app.main.getByText("屏蔽")).toHaveCount(0);
    await app.link("成员").click();
    await expect(app.title).toHaveText("运河夜跑团的名录");
  });

  test("a report wants a reason, and goes to the organisers alone", async ({ app, page }) => {
    await app.join("night-run");
    await app.open(at(shown));
    await app.button("举报").click();
    const sheet = page.getByRole("dialog", { name: "举报" });
    await sheet.getByRole("button", { name: "告诉组织者" }).click();
    await expect(sheet.getByText("这里还没填")).toBeVisible();
    await tick(sheet.getByRole("radio", { name: "发广告、拉人头" }));
    await sheet.getByRole("textbox", { name: "发生了什么" }).fill("每天发三次优惠券");
    await sheet.getByRole("button", { name: "告诉组织者" }).click();
    await expect(sheet).toBeHidden();
    await expect(page.getByText("已告诉组织者")).toBeVisible();
    await expect(app.main).not.toContainText("每天发三次优惠券");
  });

  test("one's own entry says so, and leads to where it is written", async ({ app }) => {
    await plays(app, "成员");
    await app.open("/c/night-run/members/member");
    await expect(app.main.getByText("这是你自己的名片")).toBeVisible();
    await expect(app.link("改我的名片")).toHaveAttribute("href", /\/me\/entry\/night-run$/);
    await expect(app.button("屏蔽")).toHaveCount(0);
    await expect(app.button("举报")).toHaveCount(0);
  });

  test("what is hidden is nowhere, whoever is looked at", async ({ app, page }) => {
    test.slow();
    await app.join("night-run");
    const seen = new Set(["everyone"]);
    const texts = (value) => (Array.isArray(value) ? value.flatMap(texts) : typeof value === "object" ? texts(value.value) : [value]);
    const secrets = [];
    const fields = { contacts: "on-request", birthday: "organisers", household: "organisers" };
    for (const one of rows) {
      for (const field of ["headline", "hometown", "district", "skills", "offers", "seeks", ...Object.keys(fields)]) {
        const visibility = one.visibility?.[field] ?? fields[field] ?? "everyone";
        if (seen.has(visibility) || !one[field]) continue;
        // A birthday is two digits and two digits: looked for as the service writes it.
        secrets.push(...texts(one[field]).map((text) => ({ one, field, text: field === "birthday" ? `"${text}"` : text })));
      }
    }
    expect(secrets.length).toBeGreaterThan(20);
    // What somebody else lets everybody see is no secret.
    const open = JSON.stringify(rows.map(({ name, headline, hometown, district, skills, offers, seeks, contacts, visibility }) => {
      const all = { headline, hometown, district, skills, offers, seeks, contacts };
      const shows = ([field]) => (visibility?.[field] ?? fields[field] ?? "everyone") === "everyone";
      return [name, Object.fromEntries(Object.entries(all).filter(shows))];
    }));
    const secret = secrets.filter(({ text }) => !open.includes(text));
    for (const one of [shown, asked, ...rows.filter((one) => one.visibility).slice(0, 6)]) {
      await app.open(at(one));
      await expect(app.title).toHaveText(one.name);
      const all = await everything(page);
      for (const { text, field, one: whose } of secret) expect(all, `${field} of ${whose.name}`).not.toContain(text);
    }
  });

  test("an event that both go to is said, and another is not", async ({ app }) => {
    await app.join("night-run");
    await app.open(at(rows.find((one) => one.name === "褚大海")));
    await expect(app.title).toHaveText("褚大海");
    await expect(app.part("你们的交集")).toHaveCount(0);
    await app.open("/e/e-night-run-1/sign-up");
    await app.button("确认报名").click();
    await expect(app.main.getByText("你已报名，到时见。")).toBeVisible();
    const event = await app.title.textContent();
    await app.open(at(rows.find((one) => one.name === "褚大海")));
    const common = app.part("你们的交集");
    await expect(common.getByRole("link")).toHaveCount(1);
    await expect(common.getByRole("link")).toContainText(event);
    await expect(common.getByRole("link")).toContainText("都去 · ");
    // Who is not seen to go there has nothing in common.
    await app.open(at(shown));
    await expect(app.title).toHaveText(shown.name);
    await expect(common).toHaveCount(0);
    await app.open(at(rows.find((one) => one.name === "褚大海")));
    await common.getByRole("link").click();
    await expect(app.title).toHaveText(event);
  });

  test("another community that both are in is said where its directory was read, and leads to them there", async ({ app, page }) => {
    const [here, there] = bothOf("杜志强");
    await plays(app, "成员");
    const common = app.part("你们的交集").getByRole("link");
    await reads(app, "night-run", "book-hz");
    await app.open(at(here));
    await expect(common).toHaveText(/^也在灯下读书会 · 杭州/);
    await expect(common).toHaveAttribute("href", new RegExp(`${at(there, "book-hz")}$`));
    await common.click();
    await expect(common).toHaveText(/^也在运河夜跑团/);
    await expect(common).toHaveAttribute("href", new RegExp(`${at(here)}$`));
  });

  test("who has no more than the name in common with somebody elsewhere is not said to be there", async ({ app, page }) => {
    const [here, there] = bothOf("杜志强");
    const hides = (one) => (one.id === there.id ? { ...one, visibility: { contacts: "organisers" } } : one);
    await page.route("**/data/m/book-hz.json", (route) => route.fulfill({ json: rowsOf("book-hz").map(hides) }));
    await plays(app, "成员");
    await reads(app, "night-run", "book-hz");
    for (const [one, club] of [[here, "night-run"], [there, "book-hz"]]) {
      await app.open(at(one, club));
      await expect(app.title).toHaveText("杜志强");
      // Longer than it takes where there is something.
      await page.waitForTimeout(1_000);
      await expect(app.part("你们的交集")).toHaveCount(0);
    }
  });

  test("organisers see what comes round and who lives together, settle reports, and take a table along", async ({ app, page }) => {
    // A word can be taken back for ten seconds.
    test.slow();
    await plays(app, "组织者");
    await app.open("/organise/dog-walk/members");
    const reports = app.main.getByRole("button", { name: /^举报/ });
    await expect(reports).toContainText("1");
    await reports.click();
    const one = app.main.getByRole("article").filter({ hasText: "孙粟" }).first();
    await expect(one).toContainText("发广告、拉人头");
    await expect(one).toContainText("连着三天私信推销狗粮。");
    await one.getByRole("button", { name: "处理好了" }).click();
    await expect(one).toContainText("处理举报还没有送出");
    await expect(one).toContainText("已处理", { timeout: 20_000 });
    await app.main.getByRole("button", { name: /^生日、周年/ }).click();
    await expect(app.part("三十天内").getByRole("listitem").first()).toBeVisible();
    await expect(app.part("住在一起的").getByRole("listitem")).toHaveText([/刘家.*刘忠良.*刘舒窈/]);
    const download = page.waitForEvent("download");
    await app.main.getByRole("button", { name: /^导出名录/ }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/名录-\d{4}-\d{2}-\d{2}\.csv$/);
    const text = await readFile(await file.path(), "utf8");
    expect(text.startsWith("\uFEFF名字,职务,名录,加入时间")).toBe(true);
    const there = rowsOf("dog-walk");
    const hidden = there.filter((row) => ["nobody", "on-request", undefined].includes(row.visibility?.contacts));
    expect(text.split("\r\n").length).toBeGreaterThan(there.length);
    for (const row of hidden) for (const { value } of row.contacts ?? []) expect(text).not.toContain(value);
    const open = there.find((row) => ["everyone", "organisers"].includes(row.visibility?.contacts) && row.contacts?.length);
    expect(text).toContain(open.contacts[0].value);
  });
});

test.describe("on a server of ours, between two who have a device each", () => {
  test.beforeEach(({ backend }) => {
    test.skip(!backend.startsWith("own-"), "wants a server that keeps the rules");
    test.slow();
  });

  /** A community that both are in, and who has an entry of which name. */
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

  /** An entry in the words of who writes it. */
  async function writes(app, club, name, headline) {
    await app.open(`/me/entry/${club}`);
    await app.main.getByRole("textbox", { name: /^名字( |$)/ }).fill(name);
    await app.main.getByRole("textbox", { name: /^一句话介绍( |$)/ }).fill(headline);
    await app.button("保存名片").click();
    await expect(app.page.getByText("名片存好了")).toBeVisible();
  }

  const inDirectory = (app, name) => app.main.getByRole("link", { name: new RegExp(name) });

  test("who blocks somebody is not seen by them, nor sees them, until that is taken back", async ({ app, other, people }) => {
    const club = await together(people);
    await writes(app, club, "单晓明", "住三号楼");
    await writes(other, club, "王叔", "会修自行车");
    await other.open(`/c/${club}/members`);
    await inDirectory(other, "单晓明").click();
    await expect(other.title).toHaveText("单晓明");

    await app.open(`/c/${club}/members`);
    await inDirectory(app, "王叔").click();
    await app.button("屏蔽").click();
    const sheet = app.page.getByRole("dialog", { name: "屏蔽" });
    await sheet.getByRole("button", { name: "屏蔽" }).click();
    await expect(app.main.getByText("你屏蔽了这个人")).toBeVisible();
    await app.open(`/c/${club}/members`);
    await expect(inDirectory(app, "单晓明")).toBeVisible();
    await expect(inDirectory(app, "王叔")).toHaveCount(0);
    expect(await everything(app.page)).not.toContain("会修自行车");

    // The other is told no more than that nobody is there.
    await other.comesBack();
    await expect(other.main.getByText("名录里没有这个人")).toBeVisible();
    await expect(other.main.getByText("屏蔽")).toHaveCount(0);
    // What was read before is shown until it is no longer young.
    await other.open(`/c/${club}/members`);
    await other.comesBack();
    await expect(inDirectory(other, "王叔")).toBeVisible();
    await expect(inDirectory(other, "单晓明")).toHaveCount(0);
    await expect.poll(() => everything(other.page)).not.toContain("住三号楼");

    await app.open(`/me/entry/${club}`);
    await app.part("我屏蔽的人").getByRole("button", { name: "不再屏蔽王叔" }).click();
    await expect(app.part("我屏蔽的人")).toHaveCount(0);
    await app.open(`/c/${club}/members`);
    await expect(inDirectory(app, "王叔")).toBeVisible();
    await other.comesBack();
    await expect(inDirectory(other, "单晓明")).toBeVisible();
  });

  test("a report reaches the organiser, who settles it; nobody else reads it", async ({ app, other, people }) => {
    const club = await together(people, "owner");
    await writes(other, club, "王叔", "会修自行车");
    const row = { id: `m-${randomUUID()}`, community: club, name: "孙粟", role: "member", headline: "每天都有优惠" };
    await people.row("members", row);
    await app.open(at(row, club));
    await app.button("举报").click();
    const sheet = app.page.getByRole("dialog", { name: "举报" });
    await tick(sheet.getByRole("radio", { name: "发广告、拉人头" }));
    await sheet.getByRole("textbox", { name: "发生了什么" }).fill("每天发三次优惠券");
    await sheet.getByRole("button", { name: "告诉组织者" }).click();
    await expect(app.page.getByText("已告诉组织者")).toBeVisible();
    await app.open(`/organise/${club}/members`);
    await expect(app.main.getByText("这里是组织者看的")).toBeVisible();
    expect(await everything(app.page)).not.toContain("每天发三次优惠券");

    await other.open(`/organise/${club}/members`);
    const reports = other.main.getByRole("button", { name: /^举报/ });
    await expect(reports).toContainText("1");
    await reports.click();
    const one = other.main.getByRole("article").filter({ hasText: "每天发三次优惠券" });
    await expect(one).toContainText("孙粟");
    await expect(one).toContainText("发广告、拉人头");
    await one.getByRole("button", { name: "处理好了" }).click();
    await expect(one).toContainText("处理举报还没有送出");
    await expect(one).toContainText("已处理", { timeout: 20_000 });
    await other.page.reload();
    await other.ready();
    await other.main.getByRole("button", { name: /^举报/ }).click();
    await expect(one).toContainText("已处理");
    await expect(one.getByRole("button", { name: "处理好了" })).toHaveCount(0);
  });
});
