// The feed: what is shown first, what can be asked of it, and that one never loses one's place.
import { expect, test, tick } from "./base.mjs";

// Nobody has to sign in to look around.
test.use({ person: false });

/** All facts of each card, one text a card. */
const texts = (app) => app.cards.allTextContents();

/** Scrolls down until at least so many cards are there. */
async function growTo(app, count) {
  await expect(async () => {
    await app.page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    expect(await app.cards.count()).toBeGreaterThanOrEqual(count);
  }).toPass({ timeout: 15_000 });
}

/** A stretch is drawn some cards a frame: all of it is there once none comes any more. */
async function drawn(app) {
  let before = 0;
  await expect(async () => {
    const now = await app.cards.count();
    const [was] = [before, (before = now)];
    expect(now > 0 && now === was).toBe(true);
  }).toPass({ intervals: [200], timeout: 20_000 });
}

/** A card whose upper edge is in the middle of the window. */
async function cardInView(page) {
  return page.evaluate(() => {
    const middle = innerHeight / 2;
    const card = [...document.querySelectorAll("article")].find((c) => c.getBoundingClientRect().bottom > middle);
    return { name: card.querySelector("a").textContent, top: card.getBoundingClientRect().top };
  });
}

test("the first start shows events and communities, each with its facts and a reason", async ({ app }) => {
  await app.open();
  await expect(app.title).toHaveText("身边");
  await drawn(app);
  await expect.poll(() => app.cards.count()).toBeGreaterThanOrEqual(8);
  const all = await texts(app);
  expect(all.some((card) => /还剩 \d+ 个名额|只剩 1 个名额/.test(card)), "seats").toBe(true);
  expect(all.some((card) => /活跃|生长|萌芽/.test(card)), "a community's stage of life").toBe(true);
  expect(all.filter((card) => /\d\d:\d\d/.test(card)).length, "times").toBeGreaterThan(4);
  for (const card of all) {
    expect(card, "a reason").toMatch(/热闹|加入|发芽|第一次来|名额只剩|截止|马上|这几天|你的|你关心|离你/);
  }
  for (const card of await app.cards.all()) await expect(card.getByRole("link")).toHaveCount(1);
});

test("tonight, this week and the weekend keep what they say", async ({ app, page }) => {
  // A card of an event begins with a leaf of the calendar. A community is shown for a meeting then, and says its next.
  const leaf = /^(今天|明天|周.)(\d+)(\d+)月/;
  const events = async () => (await texts(app)).filter((card) => leaf.test(card));
  await app.open();
  await tick(app.main.getByRole("radio", { name: "今晚" }));
  await expect(page).toHaveURL(/when=tonight/);
  await expect(async () => {
    const tonight = await events();
    expect(tonight.length).toBeGreaterThan(1);
    for (const card of tonight) expect(card).toMatch(/^今天/);
  }).toPass();

  await tick(app.main.getByRole("radio", { name: "周末" }));
  await expect(page).toHaveURL(/when=weekend/);
  await expect(async () => {
    const weekend = await events();
    expect(weekend.length).toBeGreaterThan(2);
    for (const card of weekend) expect(card).toMatch(/^(周六28|周日29|周五27)/);
  }).toPass();

  await tick(app.main.getByRole("radio", { name: "本周" }));
  await expect(page).toHaveURL(/when=week(&|$)/);
  await expect(async () => {
    const week = await events();
    expect(week.length).toBeGreaterThan(4);
    expect(week.some((card) => !/^(周六|周日)/.test(card))).toBe(true);
    // From Wednesday to Sunday.
    for (const card of week) expect(card).toMatch(/^(今天25|明天26|周五27|周六28|周日29)/);
  }).toPass();

  await tick(app.main.getByRole("radio", { name: "都看" }));
  await expect(page).not.toHaveURL(/when=/);
});

test("a district is chosen in the sheet, holds for every card and is left again", async ({ app, page }) => {
  await app.open();
  await app.button("筛选").click();
  const sheet = page.getByRole("dialog", { name: "筛选" });
  await tick(sheet.getByRole("radio", { name: "西湖区", exact: true }));
  await sheet.getByRole("button", { name: /^看结果/ }).click();
  await expect(sheet).toBeHidden();
  await expect(app.title).toHaveText("西湖区身边");
  await expect(async () => {
    const all = await texts(app);
    expect(all.length).toBeGreaterThan(1);
    for (const card of all) expect(card).toContain("西湖区");
  }).toPass();
  await expect(app.button("筛选 · 1")).toHaveAttribute("aria-pressed", "true");

  // The address holds it: opened by somebody else it shows the same.
  await page.reload();
  await expect(app.title).toHaveText("西湖区身边");

  await app.button("筛选 · 1").click();
  await sheet.getByRole("button", { name: "全部清除" }).click();
  await expect(app.title).toHaveText("身边");
});

test("the sheet closes with Esc and gives the focus back", async ({ app, page }) => {
  await app.open();
  await app.button("筛选").click();
  const sheet = page.getByRole("dialog", { name: "筛选" });
  await expect(sheet).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await expect(app.button("筛选")).toBeFocused();
});

test("only communities, or only events of one interest", async ({ app, page }) => {
  await app.open();
  await app.button("筛选").click();
  const sheet = page.getByRole("dialog", { name: "筛选" });
  await tick(sheet.getByRole("radio", { name: "圈子", exact: true }));
  await sheet.getByRole("button", { name: /^看结果/ }).click();
  // A community says how many are in it; an event has a leaf of the calendar.
  await expect(async () => {
    const all = await texts(app);
    expect(all.length).toBeGreaterThan(4);
    for (const card of all) expect(card).toMatch(/\d 人/);
  }).toPass();

  await app.button("筛选 · 1").click();
  await tick(sheet.getByRole("radio", { name: "活动", exact: true }));
  await tick(sheet.getByRole("checkbox", { name: "读书", exact: true }));
  await sheet.getByRole("button", { name: /^看结果/ }).click();
  await expect(page).toHaveURL(/kind=events/);
  await app.search.fill("边城");
  await expect(app.card("共读《边城》：翠翠在等什么")).toBeVisible({ timeout: 20_000 });
  await expect(app.card("灯下读书会 · 杭州")).toHaveCount(0);
  // What is looked for and what is chosen are in the address: a reload loses nothing of it.
  await expect(page).toHaveURL(/%E8%BE%B9%E5%9F%8E|边城/);
  await page.reload();
  await expect(app.search).toHaveValue("边城");
  await expect(app.card("共读《边城》：翠翠在等什么")).toBeVisible({ timeout: 20_000 });
  await app.button("筛选 · 2").click();
  await expect(sheet.getByRole("radio", { name: "活动", exact: true })).toBeChecked();
  await expect(sheet.getByRole("checkbox", { name: "读书", exact: true })).toBeChecked();
});

test("what a reader cares for is said to be the reason", async ({ app }) => {
  await app.open("/me");
  await tick(app.main.getByRole("checkbox", { name: "诗歌", exact: true }));
  await app.tab("发现").click();
  await expect(app.cards.filter({ hasText: "你关心诗歌" }).first()).toBeVisible();
});

for (const [what, typed] of [
  ["in simplified characters", "读书"],
  ["in traditional characters", "讀書"],
  ["of part of a name", "灯下"],
  ["of a place", "中山中路"],
]) {
  test(`a search ${what} finds the book club`, async ({ app }) => {
    await app.open();
    await app.search.fill(typed);
    await expect(app.card("灯下读书会 · 杭州")).toBeVisible({ timeout: 20_000 });
    await expect(app.card("香樟苑遛狗小队")).toHaveCount(0);
  });
}

test("a search forgives full-width letters and figures and their case", async ({ app, page }) => {
  await app.open();
  // json-server has names with Latin letters; the embedded data has them in no name: they are put into one.
  await page.unrouteAll();
  await app.answer(async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replaceAll("锦官诗圈", "Poetry Club 21") });
  }, /feed\.json|communities/);
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await app.ready();
  for (const typed of ["poetry club", "ＰＯＥＴＲＹ", "ｃｌｕｂ　２１"]) {
    await app.search.fill(typed);
    await expect(app.card("Poetry Club 21")).toBeVisible({ timeout: 20_000 });
    await expect(app.card("香樟苑遛狗小队")).toHaveCount(0);
  }
});

test("a search that finds nothing says so and leads out", async ({ app, page }) => {
  await app.open();
  await app.search.fill("没有这样的圈子");
  await expect(app.main.getByText("没有找到合适的")).toBeVisible({ timeout: 20_000 });
  await app.button("全部清除").click();
  await expect(app.cards.first()).toBeVisible();
  await expect(app.search).toHaveValue("");
  await expect(page).not.toHaveURL(/q=/);
});

test("the list grows as one reads on, to its end", async ({ app }) => {
  await app.open();
  const first = await app.cards.count();
  if (app.embedded) {
    await growTo(app, 70);
    await expect(app.main.getByText("都在这里了")).toBeVisible();
  } else {
    // 2,000 events: far enough to have asked for the second and third page.
    await growTo(app, 120);
  }
  await drawn(app);
  await expect.poll(() => app.cards.count()).toBeGreaterThan(first);
  const links = await app.cards.getByRole("link").evaluateAll((all) => all.map((a) => a.pathname));
  expect(new Set(links).size, "nothing twice").toBe(links.length);
});

test("back gives the reader the same card at the same place", async ({ app, page }) => {
  await app.open();
  await growTo(app, 40);
  await page.evaluate(() => window.scrollTo(0, 2600));
  const before = { y: await app.scrolled(), ...(await cardInView(page)) };
  expect(before.y).toBeGreaterThan(1000);

  await app.card(before.name).first().getByRole("link").click();
  await expect(app.title).toHaveText(before.name);
  expect(await app.scrolled(), "a new page begins at its top").toBe(0);
  await page.goBack();
  await expect(app.title).toHaveText("身边");
  await expect(async () => {
    expect(Math.abs((await app.scrolled()) - before.y)).toBeLessThanOrEqual(2);
    const after = await cardInView(page);
    expect(after.name).toBe(before.name);
    expect(Math.abs(after.top - before.top)).toBeLessThanOrEqual(2);
  }).toPass();

  // The page's own way back does the same.
  await app.card(before.name).first().getByRole("link").click();
  await expect(app.title).toHaveText(before.name);
  await app.link("返回").click();
  await expect(app.title).toHaveText("身边");
  await expect(async () => {
    expect(Math.abs((await app.scrolled()) - before.y)).toBeLessThanOrEqual(2);
    expect((await cardInView(page)).name).toBe(before.name);
  }).toPass();
});

test("a reload gives the reader the same place", async ({ app, page }) => {
  await app.open();
  await growTo(app, 20);
  await page.evaluate(() => window.scrollTo(0, 1500));
  const before = { y: await app.scrolled(), ...(await cardInView(page)) };
  await page.waitForTimeout(1_500); // What was read is written down when nobody waits.
  await page.reload();
  await app.ready();
  await expect(async () => {
    expect(Math.abs((await app.scrolled()) - before.y)).toBeLessThanOrEqual(2);
    expect((await cardInView(page)).name).toBe(before.name);
  }).toPass();
});

test("what was read does not move when the reader comes back and a fresh copy comes", async ({ app, page }) => {
  await app.open();
  await growTo(app, app.embedded ? 60 : 120);
  const deep = await app.cards.count();
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight - 2 * innerHeight));
  const before = await cardInView(page);
  // Ten minutes later.
  const asked = app.freshEvents();
  await page.evaluate(() => {
    window.passTime(600_000);
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await asked;
  await page.waitForTimeout(500);
  const after = await cardInView(page);
  expect(after.name).toBe(before.name);
  expect(Math.abs(after.top - before.top)).toBeLessThanOrEqual(2);
  await expect.poll(() => app.cards.count()).toBeGreaterThanOrEqual(deep);
});

test("a card that did not change keeps the focus when a fresh copy comes", async ({ app, page }) => {
  await app.open();
  const link = app.cards.nth(3).getByRole("link");
  await link.focus();
  const name = await link.textContent();
  const asked = app.freshEvents();
  await page.evaluate(() => {
    window.passTime(60_000);
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await asked;
  await page.waitForTimeout(500);
  await expect(app.card(name).first().getByRole("link")).toBeFocused();
});

test("a stretch that does not come can be asked for again", async ({ app, page }) => {
  test.skip(app.embedded, "all of it is one file");
  await app.open();
  await app.answer((route) => route.abort(), app.onward);
  const again = app.button("再试一次");
  await expect(async () => {
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    await expect(again).toBeVisible({ timeout: 300 });
  }).toPass({ timeout: 15_000 });
  const count = await app.cards.count();
  await page.unrouteAll();
  await again.click();
  await expect(again).toHaveCount(0);
  await growTo(app, count + 5);
});

test.describe("near me", () => {
  test("shows how far things are, and only what is near", async ({ app, page, context }) => {
    await context.grantPermissions(["geolocation"]);
    await context.setGeolocation({ latitude: 30.3194, longitude: 120.1339 });
    await app.open();
    await app.button("离我近").click();
    await expect(app.button("5 公里内")).toHaveAttribute("aria-pressed", "true");
    await expect(async () => {
      const all = await texts(app);
      expect(all.length).toBeGreaterThan(1);
      for (const card of all) expect(card).toMatch(/(\d+ 米|[0-5]\.\d 公里)/);
    }).toPass({ timeout: 20_000 });
    await expect(page).toHaveURL(/near=1/);
  });

  test("not allowed, it says what to do instead", async ({ app, page }) => {
    await app.open();
    await app.button("离我近").click();
    await expect(page.getByText("没有拿到位置")).toBeVisible();
    await expect(app.cards.first()).toBeVisible();
    await expect(app.button("离我近")).toHaveAttribute("aria-pressed", "false");
  });
});
