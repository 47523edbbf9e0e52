// The directory: closed to strangers, open to members, and showing of each only what they show.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test, tick } from "./base.mjs";
import { crowd, family } from "./crowd.mjs";

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

/** Whether the directory is kept. */
const isKept = (page) => page.evaluate(() => Object.keys(localStorage).some((name) => name.includes("members/night-run/")));

test("who is in has the directory before they open it: it stands there without a network", async ({ app, page, context }) => {
  await app.join("night-run");
  await expect(app.link("成员名录")).toBeVisible();
  await expect.poll(() => isKept(page)).toBe(true);
  await context.setOffline(true);
  await app.link("成员名录").click();
  await expect(app.title).toHaveText("运河夜跑团的名录");
  await expect(app.main.getByRole("link", { name: /沈越/ }).first()).toBeVisible();
});

test("nobody's directory is read before they open it who is outside, or for whom each byte counts", async ({ app, page, context }) => {
  await app.open("/c/night-run");
  await expect(app.link("加入")).toBeVisible();
  await page.waitForTimeout(1_500);
  expect(await isKept(page)).toBe(false);
  await context.addInitScript(() => Object.defineProperty(navigator.connection, "saveData", { get: () => true }));
  await app.join("night-run");
  await expect(app.link("成员名录")).toBeVisible();
  await page.waitForTimeout(1_500);
  expect(await isKept(page)).toBe(false);
  await app.link("成员名录").click();
  await expect(app.main.getByRole("link", { name: /沈越/ }).first()).toBeVisible();
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
  // What is hidden meanwhile takes no room.
  const top = () => app.main.getByRole("link", { name: /Emma Larsson/ }).evaluate((found) => found.getBoundingClientRect().top);
  const before = await top();
  const hidden = app.main.locator("[data-away]");
  expect(await hidden.count()).toBeGreaterThan(0);
  await hidden.evaluateAll((all) => all.forEach((it) => it.style.setProperty("display", "none")));
  expect(await top()).toBe(before);
  await hidden.evaluateAll((all) => all.forEach((it) => it.style.removeProperty("display")));
  // Who finds nobody has a way back to all.
  await app.search.fill("没有这个人");
  await expect(app.main.getByText("没有找到这样的人")).toBeVisible();
  await app.button("看所有人").click();
  await expect(app.search).toHaveValue("");
  await expect(app.main.getByRole("link", { name: /陆晓棠/ })).toBeVisible();
});

test("the table of sounds comes when a directory is opened, and again where it did not", async ({ app, page }) => {
  const failed = () => page.waitForEvent("requestfailed", (request) => request.url().endsWith("/data/pinyin.txt"));
  await page.route("**/data/pinyin.txt", (route) => route.abort());
  await app.join("night-run");
  await Promise.all([failed(), app.open("/c/night-run/members")]);
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

test("the service finds who has not been read yet, and never by what they hide", async ({ app, page, people, service }) => {
  test.skip(!app.own, "wants a server that searches");
  test.slow();
  const [own] = people.made;
  const club = await people.row("communities", { id: `c-${randomUUID()}`, name: "顶楼观星社", purpose: "一起看星星", policy: { door: "open" } });
  await people.joins({ id: own }, club);
  // More than a page, and who is looked for last.
  const many = Array.from({ length: 60 }, (_, n) => ({ name: `街坊${n}`, sort_key: `jie fang ${String(n).padStart(2, "0")}` }));
  const last = {
    name: "佐藤",
    sort_key: "zuo teng",
    headline: "会修天文望远镜",
    hometown: "漠河北极村",
    skills: ["磨镜片"],
    household: "佐家",
    contacts: [{ kind: "phone", value: "139-0000-7788" }],
    visibility: { hometown: "organisers", skills: "nobody" },
  };
  for (const row of [...many, last]) await people.row("members", { id: `m-${randomUUID()}`, community: club, role: "member", ...row });
  const answers = [];
  page.on("response", (answer) => {
    if (answer.url().startsWith(service)) answers.push(answer.text().catch(() => ""));
  });
  await app.open(`/c/${club}/members`);
  await expect(app.main.getByText(/已读入 50 \/ 61 位|还有没读入的/)).toBeVisible();
  const found = app.main.getByRole("link", { name: /佐藤/ });
  const asked = (text) => page.waitForResponse((answer) => {
    const said = app.said(answer.request());
    return answer.url().startsWith(service) && decodeURIComponent(said.replaceAll("+", " ")).includes(text);
  });
  for (const text of ["磨镜片", "漠河北极村", "7788", "佐家"]) {
    await Promise.all([asked(text), app.search.fill(text)]);
    await expect(app.main.getByText("没有找到这样的人")).toBeVisible();
    await expect(found).toHaveCount(0);
  }
  expect((await Promise.all(answers)).join("\n")).not.toContain("佐藤");
  await Promise.all([asked("天文望远镜"), app.search.fill("天文望远镜")]);
  await expect(found).toBeVisible();
  await expect(app.main.locator("mark").first()).toHaveText("天文望远镜");
  const all = (await Promise.all(answers)).join("\n") + await page.evaluate(() => document.documentElement.outerHTML + JSON.stringify({ ...localStorage }));
  expect(all).toContain("佐藤");
  for (const secret of ["磨镜片\"", "\"漠河北极村", "7788\"", "佐家\""]) expect(all).not.toContain(secret);
});

test.describe("who may help one another", () => {
  test.beforeEach(async ({ app, page }) => {
    test.skip(!app.embedded, "阿聚 plays in the data set alone");
    await app.open("/me");
    await Promise.all([page.waitForEvent("load"), tick(app.main.getByRole("radio", { name: "成员" }))]);
    await app.ready();
  });

  const line = (app) => app.main.getByRole("button", { name: /^也许能互相帮忙/ });
  const section = (app) => app.page.getByRole("region", { name: /^也许能互相帮忙/ });
  const reason = (name) => new RegExp(`^${name}.*你在找的“借头灯”，TA 正好能帮$`);

  test("are counted above the list, and named with the reason; a tap leads to them", async ({ app }) => {
    const lenders = rows.filter((one) => one.offers?.includes("借头灯"));
    expect(lenders.map((one) => one.visibility?.offers ?? "everyone")).toEqual(Array(6).fill("everyone"));
    await app.open("/c/night-run/members");
    await expect(line(app)).toContainText("6 位，一方在找的");
    await expect(line(app)).toHaveAttribute("aria-expanded", "false");
    await expect(app.main.getByText("你在找")).toHaveCount(0);
    await line(app).click();
    await expect(section(app).getByRole("link")).toHaveCount(6);
    for (const one of lenders) {
      await expect(section(app).getByRole("link", { name: reason(one.name) })).toHaveAttribute("href", new RegExp(`/c/night-run/members/${one.id}$`));
    }
    await section(app).getByRole("link", { name: reason("张麦") }).click();
    await expect(app.title).toHaveText("张麦");
  });

  test("are never found by what they hide, nor in a directory where the viewer says nothing", async ({ app, page }) => {
    // Three who fit; two of them hide it, and one who fits both ways shows one of the two.
    const laid = rows.map((one) => ({ ...one }));
    const of = (name) => laid.find((one) => one.name === name);
    of("谢亭").visibility = { offers: "organisers" };
    of("程宛如").visibility = { offers: "on-request" };
    Object.assign(of("张麦"), { seeks: ["会拍照的人"], visibility: { seeks: "nobody" } });
    Object.assign(of("何苗"), { seeks: ["会拍照的人"] });
    Object.assign(of("吴棠"), { seeks: ["会拍照的人"], visibility: { seeks: "organisers" } });
    await page.route("**/data/m/night-run.json", (route) => route.fulfill({ json: laid }));
    await app.open("/c/night-run/members");
    await expect(line(app)).toContainText("5 位，一方在找的");
    await line(app).click();
    await expect(section(app).getByRole("link")).toHaveCount(5);
    await expect(section(app).getByRole("link", { name: reason("张麦") })).toHaveCount(1);
    await expect(section(app).getByRole("link", { name: /^何苗.*TA 在找“会拍照的人”，你能帮“跑完帮大家拍照”$/ })).toHaveCount(1);
    await expect(section(app).getByRole("link", { name: /谢亭|程宛如|吴棠/ })).toHaveCount(0);
    // Nothing is written there yet.
    await app.open("/c/florist/members");
    await expect(app.main.getByText(/^共 \d+ 位/)).toBeVisible();
    await expect(line(app)).toHaveCount(0);
  });
});

test("who comes on a later page and stands above moves no row that is being read", async ({ app, page, service }) => {
  test.skip(app.backend !== "json-server", "its pages are laid under it: a hundred rows each");
  // Each page stands above all that have come, and the last alone below.
  const pages = [["张", "zhang"], ["王", "wang"], ["李", "li"], ["陈", "chen"], ["邹", "zou"]].map(([name, sound]) => family(name, sound, 100));
  const held = [];
  const headers = { "access-control-allow-origin": "*", "access-control-expose-headers": "X-Total-Count", "x-total-count": "500" };
  await page.route((url) => url.href.startsWith(`${service}/members?`) && url.searchParams.has("_page"), async (route) => {
    const n = Number(new URL(route.request().url()).searchParams.get("_page"));
    if (n > 1) await new Promise((go) => (held[n] = go));
    await route.fulfill({ json: pages[n - 1] ?? [], headers });
  });
  await app.join("night-run");
  await app.open("/c/night-run/members");
  await expect(app.main.getByText("已读入 100 / 500 位")).toBeVisible();
  const list = app.main.getByRole("list", { name: "成员", exact: true });
  // Who stands in the middle of the window: where, and as which of all.
  const middle = () => list.evaluate((list) => {
    const row = [...list.children].find((row) => row.getBoundingClientRect().top > innerHeight / 2);
    return { name: row.querySelector(".row-title").textContent, top: row.getBoundingClientRect().top, place: Number(row.ariaPosInSet) };
  });
  const whereIs = (name) => list.evaluate((list, name) => {
    const row = [...list.children].find((row) => row.querySelector(".row-title").textContent === name);
    return { name, top: row?.getBoundingClientRect().top, place: Number(row?.ariaPosInSet) };
  }, name);
  const settled = () => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  for (const [at, above] of [[2, 100], [3, 100], [4, 100], [5, 0]]) {
    // Near the end of what has come the next is asked for; it comes while somebody is read.
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await expect.poll(() => Boolean(held[at])).toBe(true);
    await page.evaluate(() => scrollBy(0, -1_500));
    await settled();
    const before = await middle();
    const y = await app.scrolled();
    // Wherever it stands in a frame between, it is seen there.
    await page.evaluate((name) => {
      window.tops = [];
      const look = () => {
        const row = [...document.querySelectorAll("main [role=listitem]")].find((row) => row.querySelector(".row-title").textContent === name);
        if (window.tops) requestAnimationFrame(look);
        window.tops?.push(row ? row.getBoundingClientRect().top : null);
      };
      look();
    }, before.name);
    held[at]();
    await expect(app.main.getByText(at < 5 ? `已读入 ${at}00 / 500 位` : "共 500 位")).toBeVisible();
    await expect.poll(async () => (await whereIs(before.name)).place).toBe(before.place + above);
    await settled();
    const after = await whereIs(before.name);
    expect(Math.abs(after.top - before.top), `page ${at}`).toBeLessThanOrEqual(2);
    // Rows, and a letter before the first of them.
    expect((await app.scrolled()) - y, "what came in above has its room").toBeGreaterThanOrEqual(above * 72);
    const tops = await page.evaluate(() => {
      const all = window.tops;
      window.tops = null;
      return all;
    });
    expect(tops.every((top) => top !== null && Math.abs(top - before.top) <= 2), `page ${at}: ${tops}`).toBe(true);
  }
});

test.describe("a long directory", () => {
  test.beforeEach(async ({ app, page }) => {
    test.skip(!app.embedded, "it is laid under the data set");
    await page.route("**/data/m/night-run.json", (route) => route.fulfill({ json: crowd(3_000) }));
    await app.join("night-run");
    await app.open("/c/night-run/members");
    await expect(app.main.getByText("共 3000 位")).toBeVisible();
    // They are in order: the letters come with it, and all of them have come.
    await expect(page.getByRole("slider", { name: "按字母找" })).toBeVisible();
    await expect(page.locator(".dir-row[aria-setsize='2939']").first()).toBeAttached();
  });

  const list = (app) => app.main.getByRole("list", { name: "成员", exact: true });
  const first = (app) => app.page.evaluate(() => {
    const low = document.querySelector(".dir-head").getBoundingClientRect().bottom;
    const rows = [...document.querySelectorAll("[role=listitem]")].filter((row) => row.getBoundingClientRect().bottom > low + 4);
    rows.sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top);
    const text = (part) => rows[0]?.querySelector(part).textContent;
    return { letter: text(".dir-letter"), name: text(".row-title"), note: text(".row-note") };
  });
  /** Opens whom one sees in the middle of the window: what is under its edge would be scrolled to first. */
  const open = async (app) => {
    const { x } = await list(app).boundingBox();
    await app.page.mouse.click(x + 100, 380);
  };
  const settled = (app) => app.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

  test("only what is near is in the document, and each row says which of how many it is", async ({ app, page }) => {
    await expect(page.getByRole("slider", { name: "按字母找" })).toBeVisible();
    for (const share of [0, 0.3, 0.9, 1]) {
      await page.evaluate((share) => scrollTo(0, share * document.documentElement.scrollHeight), share);
      await settled(app);
      expect(await page.evaluate(() => document.getElementsByTagName("*").length)).toBeLessThan(1_500);
      const seen = await list(app).getByRole("listitem").evaluateAll((rows) => rows
        .map((row) => [Number(row.ariaPosInSet), Number(row.ariaSetSize), row.getBoundingClientRect().top])
        .sort((a, b) => a[0] - b[0]));
      for (const [n, row] of seen.entries()) {
        expect(row[1]).toBe(3_000 - 61);
        if (n) expect(row[0]).toBe(seen[n - 1][0] + 1);
        if (n) expect(row[2]).toBeGreaterThan(seen[n - 1][2]);
      }
    }
    await expect(list(app).getByRole("listitem").last()).toHaveAttribute("aria-posinset", "2939");
  });

  test("the document has them in their order again once the list rests", async ({ app, page }) => {
    const places = () => list(app).getByRole("listitem").evaluateAll((rows) => rows.map((row) => Number(row.ariaPosInSet)));
    const inOrder = async () => {
      const now = await places();
      return now.length > 8 && now.every((place, n) => n === 0 || place === now[n - 1] + 1);
    };
    for (const by of [400, 900, -700, 5_000, -300]) {
      await page.evaluate((by) => scrollBy(0, by), by);
      await settled(app);
    }
    await expect.poll(inOrder).toBe(true);
    // Who holds the focus stands where they do, and the others around them.
    await list(app).getByRole("link").nth(6).focus();
    const held = await page.evaluate(() => document.activeElement.textContent);
    for (const by of [160, 230, -310]) {
      await page.evaluate((by) => scrollBy(0, by), by);
      await settled(app);
      expect(await inOrder()).toBe(true);
      expect(await page.evaluate(() => document.activeElement.textContent)).toBe(held);
    }
  });

  test("what is to be seen is drawn at each letter, and what lies beyond when the words rest", async ({ app, page }) => {
    const rows = () => list(app).getByRole("listitem").count();
    await expect.poll(rows).toBeGreaterThan(15);
    await page.evaluate(() => {
      window.drawn = [];
      const main = document.querySelector("main");
      main.addEventListener("input", () => requestAnimationFrame(() => setTimeout(() => {
        const rows = [...main.querySelectorAll("[role=list][aria-label=成员] > [role=listitem]")].filter((row) => row.checkVisibility());
        const low = Math.max(...rows.map((row) => row.getBoundingClientRect().bottom));
        window.drawn.push([rows.length, low >= innerHeight]);
      })));
    });
    await app.search.pressSequentially("mug", { delay: 100 });
    await expect.poll(() => page.evaluate(() => window.drawn.length)).toBe(3);
    for (const [count, full] of await page.evaluate(() => window.drawn)) {
      expect(count).toBeLessThan(14);
      expect(full).toBe(true);
    }
    await expect.poll(rows).toBeGreaterThan(15);
    // All of them are of what is looked for now, and of all when nothing is; also those that were drawn for something else before.
    const of = () => list(app).getByRole("listitem").evaluateAll((rows) => [...new Set(rows.map((row) =>
      `${row.ariaSetSize} ${row.querySelector("mark") ? "marked" : "plain"} ${Math.round(row.getBoundingClientRect().height)}`))]);
    await app.search.pressSequentially("ong", { delay: 30 });
    await expect(app.main.getByText("找到 600 位")).toBeVisible();
    await expect.poll(rows).toBeGreaterThan(15);
    expect(await of()).toEqual(["600 marked 72"]);
    await app.button("清除").click();
    await expect(app.main.getByText("共 3000 位")).toBeVisible();
    await expect.poll(rows).toBeGreaterThan(15);
    expect(await of()).toEqual(["2939 plain 72"]);
    const links = await list(app).getByRole("listitem").evaluateAll((rows) => rows.map((row) => row.querySelector("a").href));
    expect(new Set(links).size).toBe(links.length);
  });

  test("who is focused right after a scroll keeps the focus while the others are put in order", async ({ app, page }) => {
    await page.evaluate(() => scrollTo(0, 9_000));
    await page.waitForTimeout(1_500);
    await page.evaluate(() => scrollBy(0, 230));
    await settled(app);
    const held = await page.evaluate(() => {
      const list = document.querySelector("[role=list][aria-label=成员]");
      new MutationObserver((all) => {
        window.count = (window.count ?? 0) + all.flatMap(({ addedNodes }) => [...addedNodes]).filter((node) => {
          const { top, bottom } = node.getBoundingClientRect();
          return bottom > 100 && top < innerHeight - 100;
        }).length;
      }).observe(list, { childList: true });
      const rows = [...list.children].filter((row) => row.getBoundingClientRect().top > 200 && row.getBoundingClientRect().top < 400);
      rows[0].querySelector("a").focus({ preventScroll: true });
      return document.activeElement.textContent;
    });
    await page.waitForTimeout(1_500);
    expect(await page.evaluate(() => document.activeElement.textContent)).toBe(held);
    expect(await page.evaluate(() => window.count ?? 0), "none that is in the middle of the window is moved").toBe(0);
  });

  test("names stand by their sound, and the letters at the edge lead to them", async ({ app, page }) => {
    const strip = page.getByRole("slider", { name: "按字母找" });
    await strip.focus();
    await page.keyboard.press("Home");
    await settled(app);
    expect(await first(app)).toMatchObject({ letter: "C", name: expect.stringMatching(/^[陈曹程]/) });
    await page.keyboard.press("End");
    await expect(strip).toHaveAttribute("aria-valuetext", "Z");
    await settled(app);
    expect(await first(app)).toMatchObject({ letter: "Z", name: expect.stringMatching(/^[曾张赵]/) });
    const frame = await strip.boundingBox();
    await page.mouse.move(frame.x + 8, frame.y + 4);
    await page.mouse.down();
    await page.mouse.move(frame.x + 8, frame.y + frame.height / 2, { steps: 4 });
    const letter = await strip.getAttribute("aria-valuetext");
    expect(letter).toMatch(/^[H-S]$/);
    await page.mouse.up();
    await settled(app);
    expect(await first(app)).toMatchObject({ letter });
  });

  test("a row with the focus stays while others come and go", async ({ app, page }) => {
    const row = list(app).getByRole("link").nth(3);
    await row.focus();
    const name = await row.textContent();
    for (const y of [4_000, 90_000, 0]) {
      await page.evaluate((y) => scrollTo(0, y), y);
      await settled(app);
      expect(await page.evaluate(() => document.activeElement.textContent)).toBe(name);
    }
  });

  test("what is looked for stands in the address, and is there after a step back", async ({ app, page }) => {
    await page.evaluate(() => scrollTo(0, 30_000));
    await settled(app);
    await app.search.fill("mugong");
    await expect(app.main.getByText("找到 600 位")).toBeVisible();
    await expect(list(app).locator("[aria-posinset='1']")).toBeInViewport();
    await expect(app.main.getByRole("listitem").first()).toContainText("会什么：木工");
    await expect(app.main.locator("mark").first()).toHaveText("木工");
    await page.evaluate(() => scrollTo(0, 12_000));
    await settled(app);
    const seen = await first(app);
    await app.main.getByRole("link", { name: new RegExp(seen.name) }).first().click();
    await expect(app.title).not.toContainText("名录");
    await page.goBack();
    await expect(app.search).toHaveValue("mugong");
    await expect(app.main.getByText("找到 600 位")).toBeVisible();
    await page.reload();
    await expect(app.search).toHaveValue("mugong");
    await expect(app.main.getByText("找到 600 位")).toBeVisible();
    await app.button("清除").click();
    await expect(app.main.getByText("共 3000 位")).toBeVisible();
  });

  test("a step back to those found leads to the same place", async ({ app, page }) => {
    await app.search.fill("mugong");
    await expect(app.main.getByText("找到 600 位")).toBeVisible();
    await page.evaluate(() => scrollTo(0, 12_000));
    await settled(app);
    const seen = await first(app);
    await open(app);
    await expect(app.title).not.toContainText("名录");
    await page.goBack();
    await expect.poll(() => first(app)).toEqual(seen);
  });

  test("a step back from an entry leads to the same place", async ({ app, page }) => {
    await page.evaluate(() => scrollTo(0, 60_000));
    await settled(app);
    const there = await first(app);
    await open(app);
    await expect(app.title).not.toContainText("名录");
    await page.goBack();
    await expect.poll(() => first(app)).toEqual(there);
  });

  test("filters say how many there are, and stand in the address", async ({ app, page }) => {
    await app.button("筛选").click();
    const sheet = page.getByRole("dialog");
    await sheet.getByText("摄影 600", { exact: true }).click();
    await sheet.getByText("拱墅区 1500", { exact: true }).click();
    await sheet.getByRole("button", { name: /^看结果/ }).click();
    await expect(app.main.getByText("找到 300 位")).toBeVisible();
    await expect.poll(() => page.url()).toContain("skill=");
    await page.reload();
    await expect(app.main.getByText("找到 300 位")).toBeVisible();
    // What is chosen is to be seen whole, however narrow the window is.
    for (const chosen of await app.main.getByRole("button", { name: /：/ }).all()) await expect(chosen).toBeInViewport({ ratio: 1 });
    await app.button("会什么：摄影").click();
    await expect(app.main.getByText("找到 1500 位")).toBeVisible();
  });

  test("the letters at the edge grow with the reader's text, as many as have room", async ({ app, page }) => {
    const strip = page.getByRole("slider", { name: "按字母找" });
    // None lies under the search box, also before anybody has scrolled.
    const covered = () => strip.evaluate((it) => [...it.children].filter((one) => {
      const { x, y, width, height } = one.getBoundingClientRect();
      return height > 0 && !it.contains(document.elementFromPoint(x + width / 2, y + height / 2));
    }).map((one) => one.textContent));
    expect(await covered()).toEqual([]);
    const low = () => app.search.evaluate((it) => it.getBoundingClientRect().bottom);
    await expect.poll(async () => (await strip.boundingBox()).y - await low()).toBeGreaterThanOrEqual(0);
    const measured = () => strip.evaluate((it) => ({
      size: parseFloat(getComputedStyle(it).fontSize),
      shown: [...it.children].filter((one) => one.getBoundingClientRect().height > 0).map((one) => one.textContent),
      cut: [...it.children].some((one) => one.scrollHeight > one.clientHeight + 1),
      top: it.getBoundingClientRect().top,
      bottom: innerHeight - it.getBoundingClientRect().bottom,
    }));
    const before = await measured();
    await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
    const large = await measured();
    expect(large.size).toBeGreaterThan(before.size * 1.9);
    expect(large.cut).toBe(false);
    // In a high window all have room as before.
    const most = page.viewportSize().height < 700 ? before.shown.length - 1 : before.shown.length;
    expect(large.shown.length).toBeLessThanOrEqual(most);
    expect([large.shown[0], large.shown.at(-1)]).toEqual([before.shown[0], before.shown.at(-1)]);
    expect(Math.min(large.top, large.bottom)).toBeGreaterThan(0);
    await page.evaluate(() => dispatchEvent(new Event("resize")));
    await expect.poll(async () => (await strip.boundingBox()).y - await low()).toBeGreaterThanOrEqual(0);
    expect(await covered()).toEqual([]);
  });
});

test("all that somebody says in a field can be chosen", async ({ app, page }) => {
  test.skip(!app.embedded, "it is laid under the data set");
  const rows = Array.from({ length: 40 }, (_, n) => ({
    id: `y${n}`, community: "night-run", name: `李${n}`, role: "member", skills: [`手艺${n}`], headline: "会修表，也爱看云",
  }));
  await page.route("**/data/m/night-run.json", (route) => route.fulfill({ json: rows }));
  await app.join("night-run");
  await app.open("/c/night-run/members");
  await app.button("筛选").click();
  const sheet = page.getByRole("dialog");
  await expect(sheet.getByText("手艺0 1", { exact: true })).toBeVisible();
  await expect(sheet.getByText("手艺39 1", { exact: true })).toHaveCount(0);
  await sheet.getByRole("button", { name: "更多：会什么" }).click();
  await sheet.getByText("手艺39 1", { exact: true }).click();
  await sheet.getByRole("button", { name: /^看结果/ }).click();
  await expect(app.main.getByRole("link", { name: /李39/ })).toBeVisible();
  // Each of several words is marked, wherever it stands.
  await app.search.fill("修表 看云");
  await expect(app.main.locator(".dir mark")).toHaveText(["修表", "看云"]);
});

test("names of any kind and pictures that do not come move nothing", async ({ app, page }) => {
  test.skip(!app.embedded, "it is laid under the data set");
  const odd = (id, name, more = {}) => ({ id, community: "night-run", name, role: "member", ...more });
  const long = "阿".repeat(60);
  const rows = [
    odd("a", "李"),
    odd("b", long, { picture: "/gone.jpg" }),
    odd("c", "👨‍👩‍👧"),
    odd("d", "王\u200d芳", { headline: "一" }),
    odd("e", "同名"),
    odd("f", "同名"),
    odd("e", "同名"),
    { community: "night-run", name: "没有编号", role: "member" },
  ];
  await page.route("**/data/m/night-run.json", (route) => route.fulfill({ json: rows }));
  await page.route("**/gone.jpg", (route) => route.fulfill({ status: 404, body: "" }));
  await app.join("night-run");
  await app.link("成员名录").click();
  await expect(app.main.getByText("共 6 位 · 2 条读不懂，没有列出")).toBeVisible();
  await expect(app.main.getByRole("link", { name: "同名" })).toHaveCount(2);
  await expect(app.main.getByTitle(long)).toBeVisible();
  const heights = await app.main.getByRole("listitem").evaluateAll((rows) => rows.map((row) => row.offsetHeight));
  expect(new Set(heights)).toEqual(new Set([72]));
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await app.search.fill("wangfang");
  await expect(app.main.getByRole("link", { name: /王.芳/ })).toBeVisible();
});
