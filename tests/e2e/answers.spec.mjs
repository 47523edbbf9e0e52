// A service that answers badly: a sentence for the reader, a way to try again, and what could be read is shown.
import { expect, test } from "./base.mjs";

const said = (status, body, contentType = "application/json") => (route) =>
  route.fulfill({ status, body, contentType, headers: { "access-control-allow-origin": "*" } });

for (const [what, how, words] of [
  ["is down", said(503, "{}"), "服务暂时有问题（503）。"],
  ["is too busy", said(429, "{}"), "服务太忙，请稍等再试。"],
  ["answers with a page", said(200, "<!doctype html><title>Login</title>", "text/html"), "对方的回答读不懂。"],
  ["answers with nothing", said(200, ""), "对方的回答读不懂。"],
  ["answers with half of it", said(200, '[{"id":"night-run","ti'), "对方的回答读不懂。"],
  ["answers with another type", said(200, '"ok"'), "对方的回答读不懂。"],
]) {
  for (const [where, path, after] of [
    ["the feed", "/", "身边"],
    ["a community", "/c/night-run", "运河夜跑团"],
  ]) {
    test(`${where}, when the service ${what}: a sentence, and trying again works`, async ({ app, page }) => {
      await app.answer(how);
      await app.page.goto(`.${path}`);
      await expect(app.main.getByRole("alert")).toContainText(words);
      await page.unrouteAll();
      await app.button("再试一次").click();
      await expect(app.main.getByRole("alert")).toHaveCount(0);
      await expect(app.title).toHaveText(after);
      await expect(app.cards.first()).toBeVisible();
    });
  }
}

test("a service that does not answer is given up after a while", async ({ app, page }) => {
  // Fifteen seconds pass in one.
  await page.addInitScript(() => {
    const real = window.setTimeout;
    window.setTimeout = (call, after, ...rest) => real(call, after >= 10_000 ? after / 15 : after, ...rest);
  });
  await app.answer(() => {});
  await page.goto("./");
  await expect(app.main.getByText("正在加载").first()).toBeAttached();
  await expect(app.main.getByRole("alert")).toContainText("等了很久没有回音。");
});

/** Spoils rows of an answer: `change` is given the row in the service's own words. */
function spoil(app, change) {
  return app.answer(async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    await route.fulfill({ response, json: change(body, new URL(route.request().url()).pathname) ?? body });
  }, /feed\.json|\/(events|communities)(\?|$)/);
}

test("rows that cannot be read are left out, counted, and the rest is shown", async ({ app }) => {
  await spoil(app, (body, path) => {
    const [events, communities] = app.embedded
      ? [body.events, body.communities]
      : [path.endsWith("events") ? body : [], path.endsWith("communities") ? body : []];
    const words = app.embedded
      ? { start: "start", status: "status", title: "title", name: "name" }
      : { start: "start_at", status: "status", title: "name", name: "title" };
    if (events.length > 5) {
      events[0][words.start] = "tomorrow-ish";
      events[1][words.status] = "exploded";
      delete events[2][words.title];
      events[3] = null;
    }
    if (communities.length > 5) {
      if (app.embedded) communities[0].policy.door = "teleport";
      else communities[0].entry = "teleport";
      communities[1] = "not a row";
    }
  });
  await app.open();
  await expect.poll(() => app.cards.count()).toBeGreaterThan(8);
  await app.tab("我").click();
  await app.main.getByRole("link", { name: /连接/ }).click();
  const count = app.main.getByText(/有 \d+ 条读不懂，没有显示/);
  await expect(count).toBeVisible();
  expect(Number((await count.textContent()).match(/\d+/)[0])).toBeGreaterThanOrEqual(6);
  await expect(app.part("最近的请求")).toContainText(/tomorrow-ish|start/);
  await expect(app.part("最近的请求")).toContainText("teleport");
});

test("an unknown field and a longer list change nothing", async ({ app }) => {
  await spoil(app, (body) => {
    for (const rows of app.embedded ? [body.events, body.communities] : [body]) {
      for (const row of rows) Object.assign(row, { unknown: { deep: [1, 2, 3] }, "": null });
    }
  });
  await app.open();
  await expect.poll(() => app.cards.count()).toBeGreaterThan(8);
  await app.open("/connection");
  await expect(app.main.getByText("没有读不懂的内容。")).toBeVisible();
});

test("with one half missing the other is shown, it is said, and can be tried again", async ({ app, page }) => {
  test.skip(app.embedded, "both halves are one file");
  await app.answer(said(500, "{}"), /\/events/);
  await app.open();
  await expect(app.card("运河夜跑团")).toBeVisible();
  await expect(app.main.getByRole("status").filter({ hasText: "服务暂时有问题（500）。" })).toBeVisible();
  await expect(app.card("运河五公里 · 欢迎第一次来")).toHaveCount(0);
  await page.unrouteAll();
  await app.button("再试一次").click();
  await expect(app.button("再试一次")).toHaveCount(0);
  await expect(app.main.getByRole("status").filter({ hasText: "服务暂时有问题" })).toHaveCount(0);
  // What is being read keeps its place; from the top the events are there.
  await app.tab("日程").click();
  await app.tab("发现").click();
  await page.reload();
  await expect(app.cards.filter({ hasText: /^(今天|明天)\d+月?/ }).first()).toBeVisible();
});

test("what was kept stays when the service begins to answer badly", async ({ app, context }) => {
  await app.open("/c/night-run");
  await expect(app.part("接下来的活动").getByRole("article").first()).toBeVisible();
  // Later: what is young is not asked for again.
  await context.addInitScript(() => globalThis.passTime(600_000));
  await app.answer(said(200, "<html>", "text/html"));
  await app.open("/c/night-run");
  await expect(app.title).toHaveText("运河夜跑团");
  await expect(app.part("接下来的活动").getByRole("article").first()).toBeVisible();
  await expect(app.main.getByRole("status").filter({ hasText: /没能更新，这是.*的内容/ })).toBeVisible();
});

test("text from a service is text, whatever it looks like", async ({ app, page }) => {
  const bad = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';
  const link = "[click](javascript:window.hacked=1) [data](data:text/html,x) [good](https://example.com/a)";
  await app.answer(async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    const row = app.embedded ? body.community : body;
    if (app.embedded) Object.assign(row, { name: bad, purpose: bad, about: `${bad}\n\n${link}` });
    else Object.assign(row, { title: bad, slogan: bad, intro: `${bad}\n\n${link}` });
    row.links = [{ label: bad, url: "javascript:window.hacked=1" }, { label: "elsewhere", url: "https://example.com/b" }];
    await route.fulfill({ response, json: body });
  }, /\/(c\/night-run\.json|communities\/night-run)$/);
  await app.open("/c/night-run");
  await expect(app.title).toHaveText(bad);
  await expect(app.link("good")).toHaveAttribute("href", "https://example.com/a");
  await expect(app.link("elsewhere")).toBeVisible();
  expect(await page.locator("main a").evaluateAll((all) => all.filter((a) => /^(javascript|data):/i.test(a.href)).length)).toBe(0);
  await expect(page.locator("main img, main script")).toHaveCount(0);
  expect(await page.evaluate(() => window.hacked)).toBeUndefined();
});

for (const [what, text, words] of [
  ["is no JSON", "{ backend: mapped }", "config.json"],
  ["names a backend that there is not", '{"backend":"telepathy"}', "config.json"],
  ["names a mapping that is not there", '{"backend":"mapped","mapping":"mappings/none.json","base":"https://example.com"}', "mappings/none.json"],
  ["has a word nobody knows", '{"backend":"embedded","bakcend":1}', "bakcend"],
]) {
  test(`a config.json that ${what} is told to whoever opens the page`, async ({ app, page }) => {
    test.skip(!app.embedded, "config.json is the same file for all");
    await page.route("**/config.json", said(200, text));
    await page.goto("./");
    await expect(app.main.getByRole("alert")).toContainText("网站的设置读不懂");
    await expect(app.main.getByRole("alert")).toContainText(words);
  });
}

test("a config.json that does not come can be tried again", async ({ app, page }) => {
  await page.route("**/config.json", (route) => route.abort());
  await page.goto("./");
  await expect(app.main.getByRole("alert")).toContainText("没有连上。");
  await page.unrouteAll();
  await app.button("再试一次").click();
  await expect(app.cards.first()).toBeVisible();
});

test("a mapping that does not come can be tried again", async ({ app, page }) => {
  test.skip(app.embedded, "there is none");
  await page.route("**/mappings/*.json", (route) => route.abort());
  await page.goto("./");
  await expect(app.main.getByRole("alert")).toBeVisible();
  await page.unrouteAll();
  await app.button("再试一次").click();
  await expect(app.cards.first()).toBeVisible();
});

/** Another site than the one of the project, with this mapping. */
async function site(page, mapping) {
  const config = { backend: "mapped", mapping: "mappings/mine.json" };
  await page.route("**/config.json", (route) => route.fulfill({ json: config }));
  await page.route("**/mappings/mine.json", (route) => route.fulfill({ body: JSON.stringify(mapping) }));
}

const EVENT = { id: "run", title: "夜跑", start: "2027-01-01T20:00:00+08:00", zone: "Asia/Shanghai", community: "runners", community_name: "夜跑团" };

test("a service may have events alone: nothing is said to be missing, and no link leads nowhere", async ({ app, page }) => {
  test.skip(!app.embedded, "the mapping is the test's own");
  await site(page, { name: "club", queries: { events: { path: "/events" }, event: { path: "/events/{input.event}" } } });
  await page.route("**/events", said(200, JSON.stringify([EVENT])));
  await page.route("**/events/run", said(200, JSON.stringify(EVENT)));
  await app.open();
  await expect(app.card("夜跑")).toBeVisible();
  await expect(app.main.getByRole("status").filter({ hasText: /不能|没能/ })).toHaveCount(0);
  await app.open("/e/run");
  await expect(app.title).toHaveText("夜跑");
  await expect(app.main.getByText("夜跑团").first()).toBeVisible();
  await expect(app.main.locator('a[href*="/c/"]')).toHaveCount(0);
});
