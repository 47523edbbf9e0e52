// What organisers keep: who is in and as what, renewals due, and invitations that can be copied, scanned and taken back; on
// a server of ours with the one whom it concerns on a device of their own.
import { randomUUID } from "node:crypto";
import { expect, test, tick } from "./base.mjs";

/** Another side of the data set; the page begins anew with it. */
async function organiser(app) {
  await app.open("/me");
  await Promise.all([app.page.waitForEvent("load"), tick(app.main.getByRole("radio", { name: "组织者" }))]);
  await app.ready();
}

const card = (app, name) => app.main.getByRole("article").filter({ has: app.page.getByRole("heading", { name }) });
const ways = (app) => app.main.getByRole("navigation", { name: "组织者的页面" });

test.describe("in the data set", () => {
  test.beforeEach(({ backend }) => test.skip(backend !== "embedded", "one plays an organiser only there"));

  test("one walks between the pages of a community's organisers, and one step back leads out of them", async ({ app, page }) => {
    await organiser(app);
    await app.open("/c/dog-walk");
    await app.link("看谁想进来").click();
    await expect(app.title).toHaveText("谁想进来");
    await ways(app).getByRole("link", { name: "成员" }).click();
    await expect(app.title).toHaveText("成员");
    await expect(ways(app).getByRole("link", { name: "成员" })).toHaveAttribute("aria-current", "page");
    await ways(app).getByRole("link", { name: "邀请" }).click();
    await expect(app.title).toHaveText("邀请");
    await ways(app).getByRole("link", { name: "资料" }).click();
    await expect(app.title).toHaveText("资料");
    await expect(ways(app).getByRole("link", { name: "资料" })).toHaveAttribute("aria-current", "page");
    await page.goBack();
    await expect(app.title).toHaveText("香樟苑遛狗小队");
  });

  test("nobody keeps members or invitations but an organiser", async ({ app }) => {
    for (const page of ["members", "invitations"]) {
      await app.open(`/organise/dog-walk/${page}`);
      await expect(app.main.getByText("这里是组织者看的")).toBeVisible();
      await expect(ways(app)).toHaveCount(0);
    }
  });

  test("where there is no community nobody is told to be its organiser", async ({ app }) => {
    for (const page of ["", "/members", "/invitations"]) {
      await app.open(`/organise/nope${page}`);
      await expect(app.main.getByText("这里已经没有了，或者从来没有过。")).toBeVisible();
      await expect(app.main.getByText("这里是组织者看的")).toHaveCount(0);
    }
  });

  test("who was before is told, and somebody is asked back", async ({ app, page }) => {
    await organiser(app);
    await app.open("/organise/dog-walk");
    const one = card(app, "褚师傅");
    await expect(one).toContainText("被婉拒");
    await expect(one).toContainText("那时候小队刚满");
    await one.getByRole("button", { name: "问一句" }).click();
    const sheet = page.getByRole("dialog", { name: "问一句" });
    const text = sheet.getByRole("textbox", { name: "想问什么" });
    await text.fill("狗狗打过疫苗吗？");
    // What is typed is a draft, of this one alone.
    await page.reload();
    await app.ready();
    await card(app, "方雨桐").getByRole("button", { name: "问一句" }).click();
    await expect(text).toHaveValue("");
    await page.keyboard.press("Escape");
    await one.getByRole("button", { name: "问一句" }).click();
    await expect(text).toHaveValue("狗狗打过疫苗吗？");
    await sheet.getByRole("button", { name: "捎句话" }).click();
    await expect(one).toContainText("捎句话还没有送出");
    // Taken back it is a draft again.
    await one.getByRole("button", { name: "撤回" }).click();
    await one.getByRole("button", { name: "问一句" }).click();
    await expect(text).toHaveValue("狗狗打过疫苗吗？");
    await sheet.getByRole("button", { name: "捎句话" }).click();
    const talk = one.getByRole("list", { name: "说过的话" });
    await expect(talk).toContainText("狗狗打过疫苗吗？", { timeout: 20_000 });
    await expect(one.getByRole("button", { name: "同意加入" })).toBeVisible();
  });

  test("somebody gets another role, with what it may do said beside it; taken back, nothing changes", async ({ app, page }) => {
    await organiser(app);
    await app.open("/organise/dog-walk/members");
    const one = card(app, "柏小舟");
    await expect(one).toContainText("领队");
    const appoint = async (role) => {
      await one.getByRole("button", { name: "管理" }).click();
      const sheet = page.getByRole("dialog", { name: "管理" });
      await tick(sheet.getByRole("radio", { name: role }));
      await sheet.getByRole("button", { name: "改职务" }).click();
    };
    await appoint(/^讲师 · 分享、上课/);
    await expect(one).toContainText("改职务还没有送出");
    await expect(one.getByRole("button", { name: "撤回" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(one).toContainText("领队");
    await appoint(/^讲师/);
    await expect(one).toContainText("讲师", { timeout: 20_000 });
    await page.reload();
    await app.ready();
    await expect(one).toContainText("讲师");
    await expect(one).not.toContainText("领队");
  });

  test("a member is put out with a reason, and is found by name before that", async ({ app, page }) => {
    await organiser(app);
    await app.open("/organise/dog-walk/members");
    await expect(app.main.getByRole("status").filter({ hasText: /^共 \d+ 人$/ })).toBeVisible();
    await app.main.getByRole("searchbox", { name: "按名字找人" }).fill("雷麥");
    await expect(app.main.getByRole("article")).toHaveCount(1);
    const one = card(app, "雷麦");
    await one.getByRole("button", { name: "管理" }).click();
    await page.getByRole("dialog", { name: "管理" }).getByRole("button", { name: "请出去……" }).click();
    const sheet = page.getByRole("dialog", { name: "请出" });
    await sheet.getByRole("button", { name: "请出", exact: true }).click();
    await expect(sheet.getByText("这里还没填")).toBeVisible();
    await sheet.getByRole("button", { name: "很久没来了" }).click();
    await sheet.getByRole("button", { name: "请出", exact: true }).click();
    await expect(one).toContainText("请出还没有送出");
    await expect(one).toHaveCount(0, { timeout: 20_000 });
    await app.main.getByRole("searchbox").fill("");
    await expect(card(app, "曾令怡")).toBeVisible();
    await expect(one).toHaveCount(0);
  });

  test("who has to pay stands first, and the dues of several have come at once", async ({ app, page }) => {
    // Three of them: one pays, one pays, one ends soon.
    await page.context().route("**/data/r/street-shops.json", async (route) => {
      const rows = await (await route.fetch()).json();
      const member = { state: "member", role: "member", rules: 4, since: "@-300d 10:00" };
      const paying = { ...member, until: "@-1d 10:00", paying: "@-3d 10:00" };
      const extra = [
        { ...paying, id: "x-1", name: "钱一", until: "@+5d 10:00" },
        { ...paying, id: "x-2", name: "钱二", until: "@+6d 10:00" },
        { ...member, id: "x-3", name: "孙三", until: "@+7d 10:00" },
      ];
      await route.fulfill({ json: [...rows, ...extra] });
    });
    await organiser(app);
    await app.open("/organise/street-shops/members");
    const due = app.main.getByRole("region", { name: "该续期的" });
    await expect(due.getByRole("article").first()).toContainText("等收会费");
    await expect(card(app, "孙三")).toContainText("到期");
    for (const name of ["钱一", "钱二"]) await tick(card(app, name).getByRole("checkbox"));
    await expect(card(app, "孙三").getByRole("checkbox")).toHaveCount(0);
    await app.button("2 人的会费到了").click();
    for (const name of ["钱一", "钱二"]) await expect(card(app, name)).toContainText("已收到会费还没有送出");
    for (const name of ["钱一", "钱二"]) {
      await expect(due.getByRole("article").filter({ hasText: name })).toHaveCount(0, { timeout: 20_000 });
    }
  });

  test("an invitation is made, copied, shown as a QR code and taken back, by keyboard alone", async ({ app, page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await organiser(app);
    await app.open("/organise/dog-walk/invitations");
    const press = async (button, key = "Enter") => {
      await button.focus();
      await page.keyboard.press(key);
    };
    await press(app.button("做一张邀请"));
    const sheet = page.getByRole("dialog", { name: "做一张邀请" });
    await sheet.getByRole("textbox", { name: "最多几个人用" }).focus();
    await page.keyboard.type("0");
    await press(sheet.getByRole("button", { name: "做好" }));
    await expect(sheet.getByRole("textbox", { name: "最多几个人用" })).toHaveAttribute("aria-invalid", "true");
    await sheet.getByRole("textbox", { name: "最多几个人用" }).fill("3");
    await sheet.getByRole("textbox", { name: "备注" }).fill("贴在三幢楼下");
    await press(sheet.getByRole("button", { name: "做好" }));
    const made = app.main.getByRole("article").filter({ hasText: "贴在三幢楼下" });
    await expect(made).toContainText("用过 0 / 3 次");
    await expect(made).toContainText("先敲门，组织者看过再进");
    await expect(made.getByRole("button", { name: "收回邀请" })).toBeVisible({ timeout: 20_000 });
    await expect(made).toHaveCount(1);
    await expect(made.getByRole("button", { name: "收回邀请" })).toBeFocused();
    await press(made.getByRole("button", { name: "复制链接" }), "Space");
    await expect(page.getByText("链接已复制")).toBeVisible();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toMatch(/\/c\/dog-walk\?invite=[a-z0-9]{12}$/);
    expect(link.startsWith(page.url().replace(/organise\/.*$/, "c/dog-walk?invite="))).toBe(true);
    await press(made.getByRole("button", { name: "二维码" }));
    const code = page.getByRole("dialog", { name: "二维码" });
    await expect(code.getByRole("img", { name: "加入香樟苑遛狗小队的二维码" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(made.getByRole("button", { name: "二维码" })).toBeFocused();
    await press(made.getByRole("button", { name: "收回邀请" }));
    const sure = page.getByRole("dialog", { name: "收回邀请" });
    await press(sure.getByRole("button", { name: "收回邀请" }));
    const over = app.main.getByRole("region", { name: "不能再用的" });
    await expect(over.getByRole("article").filter({ hasText: "贴在三幢楼下" })).toContainText("收回了", { timeout: 20_000 });
    await expect(over.getByRole("button", { name: "复制链接" })).toHaveCount(0);
  });

  test("a thousand applications are drawn as one comes near, and the keyboard walks through them", async ({ app, page }) => {
    await page.context().route("**/data/a/dog-walk.json", async (route) => {
      const rows = await (await route.fetch()).json();
      const many = Array.from({ length: 1000 }, (_, n) => ({ ...rows[0], id: `p-${n}`, name: `邻居 ${n}` }));
      await route.fulfill({ json: many });
    });
    await organiser(app);
    await app.open("/organise/dog-walk");
    await expect(app.main.getByText("1000 人在等回复")).toBeVisible();
    expect(await app.main.getByRole("article").count()).toBeLessThan(60);
    await expect(async () => {
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      await expect(card(app, /^邻居 15$/)).toBeAttached({ timeout: 500 });
    }).toPass({ timeout: 15_000 });
    // Whoever goes on with Tab comes to the next ones, though they are not drawn yet.
    const last = () => app.main.getByRole("article").count();
    for (let tabs = 0, before = await last(); tabs < 400 && (await last()) < before + 10; tabs += 1) await page.keyboard.press("Tab");
    const focused = page.evaluate(() => document.activeElement?.closest("article") !== null);
    expect(await focused).toBe(true);
  });

  test("at twice the text size nothing is cut off", async ({ app, page, isMobile }) => {
    test.skip(!isMobile, "a wide window takes a part of so narrow a page for its scroll bar");
    await page.setViewportSize({ width: 360, height: 640 });
    await organiser(app);
    for (const path of ["dog-walk", "dog-walk/members", "dog-walk/invitations", "street-shops/members", "street-shops/about"]) {
      await app.open(`/organise/${path}`);
      await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
      const is = path.endsWith("about") ? app.main.getByRole("button", { name: /^固定时间/ }) : app.main.getByRole("article");
      await expect(is.first()).toBeVisible();
      // Not innerWidth: on a phone it grows with what is too wide.
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide, path).toBeLessThanOrEqual(360);
      // A word takes a line of some words, not a line a character; and no way is out of sight.
      const narrow = await page.evaluate(() =>
        [...document.querySelectorAll(".applicant-who, .tabs > .tab")]
          .filter((it) => it.getBoundingClientRect().width > 0)
          .filter((it) => it.getBoundingClientRect().right > 361 || (it.matches(".applicant-who") && it.clientWidth < 6 * 32))
          .map((it) => it.outerHTML.slice(0, 120)),
      );
      expect(narrow, path).toEqual([]);
    }
  });
});

test.describe("on a server of ours", () => {
  test.beforeEach(({ backend }) => {
    test.skip(!backend.startsWith("own-"), "wants a server that keeps the rules");
    test.slow();
  });

  /** A community kept by `other`, at whose door an organiser looks. */
  async function kept(people, policy = {}) {
    const club = await people.row("communities", {
      id: `c-${randomUUID()}`,
      name: "顶楼观星社",
      purpose: "一起看星星",
      policy: { door: "approval", ...policy },
    });
    const [, keeper] = people.made;
    await people.joins({ id: keeper }, club, "owner");
    return club;
  }

  test("somebody comes in by an invitation, gets a role, and is put out with a reason", async ({ app, other, people }) => {
    const club = await kept(people);
    await other.open(`/organise/${club}/invitations`);
    await other.button("做一张邀请").click();
    const sheet = other.page.getByRole("dialog", { name: "做一张邀请" });
    await tick(sheet.getByRole("radio", { name: "直接进来" }));
    await sheet.getByRole("textbox", { name: "最多几个人用" }).fill("1");
    await sheet.getByRole("button", { name: "做好" }).click();
    const made = other.main.getByRole("article");
    await expect(made.getByRole("button", { name: "收回邀请" })).toBeVisible({ timeout: 20_000 });
    const link = await made.getByText(/invite=/).textContent();
    await app.page.goto(link);
    await app.ready();
    await app.open(`/c/${club}/join`);
    await expect(app.main.getByText("邀请有效。")).toBeVisible();
    await app.button(/^(用邀请码加入|加入)$/).click();
    await expect(app.main.getByText("你是这里的成员")).toBeVisible({ timeout: 20_000 });
    await other.page.reload();
    await other.ready();
    await expect(other.main.getByRole("region", { name: "不能再用的" })).toContainText("用完了");
    await other.open(`/organise/${club}/members`);
    const one = other.main.getByRole("article").filter({ hasText: "林小满" });
    await one.getByRole("button", { name: "管理" }).click();
    await tick(other.page.getByRole("radio", { name: /^领队/ }));
    await other.page.getByRole("button", { name: "改职务" }).click();
    await expect(one).toContainText("领队", { timeout: 20_000 });
    await app.open(`/c/${club}`);
    await expect(app.main.getByText(/你是这里的领队/)).toBeVisible();
    await one.getByRole("button", { name: "管理" }).click();
    await other.page.getByRole("button", { name: "请出去……" }).click();
    const out = other.page.getByRole("dialog", { name: "请出" });
    await out.getByRole("textbox", { name: "为什么" }).fill("望远镜借走三个月没还");
    await out.getByRole("button", { name: "请出", exact: true }).click();
    await expect(one).toHaveCount(0, { timeout: 20_000 });
    await app.open(`/c/${club}`);
    await expect(app.main.getByText("望远镜借走三个月没还")).toBeVisible();
  });

  test("who withdrew meanwhile is told, and the list is as it is now", async ({ app, other, people }) => {
    const club = await kept(people);
    await app.open(`/c/${club}/join`);
    await app.button("交申请").click();
    await expect(app.main.getByText("申请已交，等组织者看。")).toBeVisible();
    await other.open(`/organise/${club}`);
    const one = other.main.getByRole("article");
    await one.getByRole("button", { name: "同意加入" }).click();
    await expect(one).toContainText("还没有送出");
    await app.button("撤回申请").first().click();
    const sure = app.page.getByRole("dialog").getByRole("button", { name: "撤回申请" });
    if (await sure.isVisible().catch(() => false)) await sure.click();
    await expect(app.main.getByText("申请已交，等组织者看。")).toHaveCount(0);
    await expect(other.main.getByText("对方已经不在名单上了")).toBeVisible({ timeout: 30_000 });
    await expect(other.main.getByText("现在没有人在等")).toBeVisible();
    await other.button("知道了").click();
    await expect(other.main.getByText("对方已经不在名单上了")).toHaveCount(0);
  });

  test("the organisers ask, and who has knocked answers", async ({ app, other, people }) => {
    const club = await kept(people);
    await app.open(`/c/${club}/join`);
    await app.button("交申请").click();
    await expect(app.main.getByText("申请已交，等组织者看。")).toBeVisible();
    await other.open(`/organise/${club}`);
    const one = other.main.getByRole("article");
    await one.getByRole("button", { name: "问一句" }).click();
    const sheet = other.page.getByRole("dialog", { name: "问一句" });
    await sheet.getByRole("textbox").fill("你有望远镜吗？");
    await sheet.getByRole("button", { name: "捎句话" }).click();
    await expect(one.getByRole("list", { name: "说过的话" })).toContainText("你有望远镜吗？", { timeout: 20_000 });
    await app.open(`/c/${club}`);
    await expect(app.main.getByText("你有望远镜吗？")).toBeVisible();
  });
});
