// *Connection*: an operator sees what is asked, what comes and what is made of it, edits the mapping, tries it, and
// copies a report that has nothing secret in it.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import { expect, expectErrors, test, tick } from "./base.mjs";

test.describe("behind a mapping", () => {
  test.skip(({ backend }) => backend === "embedded", "there is nothing to map");
  // Eight requests, one after the other, and pages of two hundred rows.
  test.slow();

  const editor = (app) => app.main.getByRole("textbox", { name: "映射（JSON）" });
  const fields = (app, of) => app.main.getByRole("table", { name: `字段：${of}` });
  const choose = (app, of) => tick(app.main.getByRole("radio", { name: of, exact: true }));
  const row = (app, of, name) =>
    fields(app, of).getByRole("row").filter({ has: app.page.getByRole("rowheader", { name, exact: true }) });
  const request = (app, name) =>
    app.part("映射里的请求").getByRole("listitem").filter({ has: app.page.getByText(name, { exact: true }) });

  /** Edits the mapping: `change` is given it as JSON. */
  async function edit(app, change) {
    const mapping = JSON.parse(await editor(app).inputValue());
    change(mapping);
    await editor(app).fill(JSON.stringify(mapping, null, 2));
  }

  /** What axe-core finds. */
  async function faults(page) {
    const { violations } = await new AxeBuilder({ page }).analyze();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
  }

  /** Runs all and waits until all are done. */
  async function runAll(app) {
    await app.button("全部运行").click();
    await expect(app.button("全部运行")).not.toHaveAttribute("aria-busy", "true", { timeout: 30_000 });
  }

  test("all requests are run, and each field is told with its pointer and a real value", async ({ app, page }) => {
    await app.open("/connection");
    await expect(app.main).toContainText("mappings/json-server.json");
    await expect(request(app, "events")).toContainText(`GET ${app.service}/events?`);
    await expect(request(app, "join")).toContainText(`POST ${app.service}/memberships`);
    await expect(request(app, "join")).toContainText("会写入");
    await runAll(app);
    await expect(request(app, "events")).toContainText(/200 · \d+ 毫秒 · \d+ 字节/);
    await expect(request(app, "events")).toContainText(/50 行，共 \d+ 行，后面还有/);
    await choose(app, "event");
    const start = row(app, "event", "start · 必有");
    await expect(start).toContainText("/start_at · as unix-seconds");
    await expect(start).toContainText(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/);
    await expect(row(app, "event", "venue/city")).toContainText("/city");
    await expect(row(app, "event", "venue/city")).toContainText("杭州");
    expect(await faults(page)).toEqual([]);
    await choose(app, "member");
    await expect(row(app, "member", "name · 必有")).toContainText("/full_name");
    await expect(app.part("我们的字段")).toContainText("映射里没有写：birthday、household、visibility、unlisted、request");
    await expect(app.part("看得见的头")).toContainText("x-total-count: ");
    await expect(app.part("没有显示的")).toContainText("每一行都读懂了");
    // One thing by its id, which was learnt from the list.
    await expect(request(app, "community")).toContainText(/\/communities\/[\w-]+/);
    await request(app, "community").getByRole("button", { name: "看头几行" }).click();
    await expect(app.main.getByRole("textbox", { name: "第 1 行，服务给的" })).toHaveValue(/"slogan"/);
    await expect(app.main.getByRole("textbox", { name: "第 1 行，读成的" })).toHaveValue(/"purpose"/);
  });

  test("a site whose mapping has a fault anywhere says so, by its pointer, and shows nothing else", async ({ app, page }) => {
    await page.route("**/mappings/json-server.json", async (route) => {
      const response = await route.fetch();
      const mapping = await response.json();
      mapping.commands.join.methud = "POST";
      await route.fulfill({ response, json: mapping });
    });
    await app.open();
    await expect(app.main).toContainText("mappings/json-server.json: /commands/join/methud: expected one of method, ");
    await expect(app.main.getByRole("article")).toHaveCount(0);
  });

  test("a fault in an edited mapping is told by its pointer; a right one is tried and saved", async ({ app, page }) => {
    await app.open("/connection");
    await edit(app, (mapping) => {
      mapping.entities.event.title = "/no_such_key";
      delete mapping.queries.events.path;
    });
    const told = app.part("在这里改映射").getByRole("status");
    await expect(told).toHaveText("mappings/json-server.json：/queries/events/path：要的是 路径，写的是 没有");
    await expect(app.button("用它试一试")).toBeDisabled();
    // What was typed is there again.
    await page.reload();
    await app.ready();
    await expect(app.main.getByText("你上次填的内容还在。")).toBeVisible();
    await edit(app, (mapping) => {
      mapping.queries.events.path = "/events";
    });
    await expect(told).toHaveText("映射没有错。");
    await app.button("用它试一试").click();
    await expect(app.main.getByText("正在试改过的映射。")).toBeVisible();
    await expect(request(app, "events")).toContainText("50 行读不懂", { timeout: 30_000 });
    await choose(app, "event");
    await expect(row(app, "event", "title · 必有")).toContainText("/no_such_key");
    await expect(row(app, "event", "title · 必有")).toContainText("读不懂：缺少 `title`");
    await expect(app.part("没有显示的")).toContainText(/events：缺少 `title`50 次/);
    await expect(app.button("全部运行")).not.toHaveAttribute("aria-busy", "true", { timeout: 30_000 });

    const [download] = await Promise.all([page.waitForEvent("download"), app.button("存成文件").click()]);
    expect(download.suggestedFilename()).toBe("json-server.json");
    const saved = JSON.parse(await readFile(await download.path(), "utf8"));
    expect(saved.entities.event.title).toBe("/no_such_key");

    await app.surely("丢掉改动");
    await expect(app.main.getByText("正在试改过的映射。")).toHaveCount(0);
    expect(JSON.parse(await editor(app).inputValue()).entities.event.title).toBe("/name");
    // Elsewhere the site's own mapping was at work all the time.
    await app.tab("发现").click();
    await expect(app.cards.first()).toBeVisible();
  });

  test("a report has what was found and no secret", async ({ app, page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await app.open("/connection");
    await edit(app, (mapping) => {
      mapping.headers = [{ name: "Authorization", value: "Bearer s3cret-one" }];
      mapping.queries.events.query.push({ name: "api_key", value: "s3cret-two" });
      mapping.auth = {
        log_in: { path: "/in" },
        send: { headers: [{ name: "X-Session", value: "s3cret-three" }] },
      };
    });
    await app.button("用它试一试").click();
    await expect(app.main.getByText("正在试改过的映射。")).toBeVisible();
    await expect(request(app, "events")).toContainText(/200 · /, { timeout: 30_000 });
    await expect(app.button("全部运行")).not.toHaveAttribute("aria-busy", "true", { timeout: 30_000 });
    await app.button("复制成报告").click();
    await expect(page.getByText("报告已复制。")).toBeVisible();
    const report = await page.evaluate(() => navigator.clipboard.readText());
    expect(report).toContain("| start * | /start_at · as unix-seconds | 20");
    expect(report).toContain("→ Authorization: •••");
    expect(report).toContain("api_key=•••");
    expect(report).not.toContain("s3cret");
    const shown = app.main.getByRole("region").filter({ hasNot: editor(app) });
    for (const text of await shown.allInnerTexts()) expect(text).not.toContain("s3cret");
  });

  test("a report that cannot be copied by itself is there to be copied by hand", async ({ app, page }) => {
    await page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
    await app.open("/connection");
    await app.button("复制成报告").click();
    const area = app.main.getByRole("textbox", { name: "没能自动复制，请在这里全选复制" });
    await expect(area).toHaveValue(/^# Linju · 连接/);
    await expect(area).toBeFocused();
    const all = await area.evaluate((it) => it.selectionEnd - it.selectionStart === it.value.length);
    expect(all).toBe(true);
  });

  test("a server that other sites may not read is told from one that is away", async ({ app, page }) => {
    expectErrors(page);
    const silent = createServer((_, response) => response.end("[]"));
    await new Promise((done) => silent.listen(0, "127.0.0.1", done));
    const gone = createServer();
    await new Promise((done) => gone.listen(0, "127.0.0.1", done));
    const away = gone.address().port;
    await new Promise((done) => gone.close(done));
    try {
      await app.open("/connection");
      const events = request(app, "events");
      await edit(app, (mapping) => {
        mapping.base = `http://127.0.0.1:${silent.address().port}`;
      });
      await app.button("用它试一试").click();
      await expect(app.button("全部运行")).not.toHaveAttribute("aria-busy", "true", { timeout: 60_000 });
      await expect(events).toContainText("浏览器拦下了");
      await expect(events).toContainText(`Access-Control-Allow-Origin: ${new URL(page.url()).origin}`);
      await expect(events).toContainText("Access-Control-Expose-Headers: x-total-count");
      await edit(app, (mapping) => {
        mapping.base = `http://127.0.0.1:${away}`;
      });
      await app.button("用它试一试").click();
      await expect(events).toContainText("地址那边没有人", { timeout: 60_000 });
      await expect(events).not.toContainText("浏览器拦下了");
    } finally {
      await new Promise((done) => silent.close(done));
    }
  });

  test("the steps that the service lacks are named, and no page offers them", async ({ app, backend }) => {
    test.skip(backend !== "json-server", "a service with few of them");
    await app.open("/connection");
    const lacks = app.part("这个服务没有的步骤");
    await expect(lacks).toContainText("映射里没有写这些，页面上也就不会出现。");
    for (const step of ["修改申请（amend）", "改报名（change-sign-up）", "邀请码（invitation）", "创建圈子（found）"]) {
      await expect(lacks.getByRole("listitem").filter({ hasText: step })).toHaveCount(1);
    }
    await expect(lacks.getByRole("listitem").filter({ hasText: "（join）" })).toHaveCount(0);
    await app.open("/c/tasting/join");
    await expect(app.main.getByRole("textbox", { name: "邀请码" })).toHaveCount(0);
  });

  test("a command is sent for real only after asking", async ({ app, page }) => {
    await app.open("/connection");
    await runAll(app);
    const part = app.part("真的试一个操作");
    const sent = [];
    page.on("request", (it) => it.method() === "POST" && sent.push(it.url()));
    await expect(app.button("试一试")).toBeDisabled();
    await part.getByRole("combobox", { name: "操作" }).selectOption("join");
    await part.getByRole("textbox", { name: /对哪一个/ }).fill("poem-morning");
    // A draft like any other form's, until it was carried out.
    await page.reload();
    await app.ready();
    await expect(part.getByText("你上次填的内容还在。")).toBeVisible();
    await expect(part.getByRole("combobox", { name: "操作" })).toHaveValue("join");
    await expect(part.getByRole("textbox", { name: /对哪一个/ })).toHaveValue("poem-morning");
    await app.button("试一试").click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText("要真的发送 join · POST · poem-morning 吗？");
    await dialog.getByRole("button", { name: "取消" }).click();
    expect(sent).toEqual([]);
    await app.button("试一试").click();
    await dialog.getByRole("button", { name: "真的发送" }).click();
    await expect(part.getByRole("status")).toContainText("服务照做了。你是这里的成员");
    expect(sent).toHaveLength(1);
    await expect(part).toContainText(`POST ${app.service}/memberships · 201`);
    await page.reload();
    await app.ready();
    await expect(part.getByRole("combobox", { name: "操作" })).toHaveValue("");
    await expect(part.getByText("你上次填的内容还在。")).toHaveCount(0);
  });
});

test("without a mapping the page says that there is nothing to map", async ({ app }) => {
  test.skip(!app.embedded, "there is a mapping");
  await app.open("/connection");
  await expect(app.main.getByText("数据就在应用里，没有服务要连，也没有映射要写。")).toBeVisible();
  await expect(app.main.getByRole("textbox")).toHaveCount(0);
  await expect(app.button("全部运行")).toHaveCount(0);
});
