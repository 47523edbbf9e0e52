// The door as who knocks meets it: each policy from first sight to member, codes good and bad, waiting and talking, newer rules,
// another term; what people type; without a network, by keyboard, in large type.
import { randomUUID } from "node:crypto";
import { expect, test, tick } from "./base.mjs";

/** Plays another part of the data set. */
async function plays(app, name) {
  await app.open("/me");
  await Promise.all([app.page.waitForEvent("load"), tick(app.main.getByRole("radio", { name }))]);
  await app.ready();
}

const text = (app, name) => app.main.getByRole("textbox", { name });
const agrees = (app) => tick(app.main.getByRole("checkbox", { name: /我同意这些约定/ }));
const isMember = (app) => expect(app.main.getByText("你是这里的成员")).toBeVisible({ timeout: 15_000 });

/** Fills in what the dog walkers ask. */
async function aboutTheDog(app) {
  await text(app, "住哪一幢？").fill("3 幢");
  await tick(app.main.getByRole("radio", { name: "没有，想先认识狗" }));
}

test.describe("in the data set", () => {
  test.beforeEach(({ backend }) => test.skip(backend !== "embedded", "its communities have every kind of door"));

  test("an open door: what it is about, one step, and three things to do next", async ({ app }) => {
    await app.open("/c/night-run");
    await app.link("加入").click();
    await expect(app.main.getByText("交了就是成员，没有人审核。")).toBeVisible();
    await app.button("加入").click();
    await expect(app.main.getByText("请先同意最新的约定")).toBeVisible();
    await agrees(app);
    await app.button("加入").click();
    await isMember(app);
    const next = app.part("接下来可以做的");
    await expect(next.getByRole("listitem")).toHaveCount(3);
    await expect(next.getByRole("link", { name: /来一次活动/ })).toBeVisible();
    await expect(next.getByRole("link", { name: /打个招呼/ })).toHaveAttribute("target", "_blank");
    await expect(app.part("成员群")).toContainText("只有成员看得到。");
  });

  test("somebody looks: by when, change it, say a word, take it back", async ({ app, page }) => {
    await app.open("/c/dog-walk/join");
    await expect(app.main.getByText("组织者 3 天内会看")).toBeVisible();
    await expect(app.main.getByRole("checkbox", { name: "把我列进成员名录" })).not.toBeChecked();
    await agrees(app);
    await aboutTheDog(app);
    await app.button("交申请").click();
    await expect(app.main.getByText(/申请已交，等组织者看。说好.*之前答复。/)).toBeVisible();
    await app.main.getByText("我交的内容").click();
    await expect(app.main.getByRole("definition").filter({ hasText: "3 幢" })).toBeVisible();

    await app.link("修改申请").click();
    await expect(app.title).toHaveText("改给香樟苑遛狗小队的申请");
    await expect(text(app, "住哪一幢？")).toHaveValue("3 幢");
    await text(app, "住哪一幢？").fill("5 幢二单元");
    await page.reload();
    await app.ready();
    await expect(text(app, "住哪一幢？")).toHaveValue("5 幢二单元");
    await app.button("存好，重新给组织者看").click();
    await app.main.getByText("我交的内容").click();
    await expect(app.main.getByRole("definition").filter({ hasText: "5 幢二单元" })).toBeVisible();

    const talk = app.part("和组织者说话");
    await talk.getByRole("textbox").fill("周末能先来走一圈吗？");
    await page.reload();
    await app.ready();
    await expect(talk.getByRole("textbox")).toHaveValue("周末能先来走一圈吗？");
    await talk.getByRole("button", { name: "捎句话" }).click();
    await expect(talk.getByRole("listitem")).toContainText("周末能先来走一圈吗？");
    await expect(talk.getByRole("textbox")).toHaveValue("");

    await app.surely("撤回申请");
    await expect(app.link("申请加入")).toBeVisible();
  });

  test("turned down: why, in the organisers' own words, and apart from that when one may knock again", async ({ app, page }) => {
    test.slow();
    await app.open("/c/dog-walk/join");
    await agrees(app);
    await aboutTheDog(app);
    await app.button("交申请").click();
    await expect(app.main.getByText(/申请已交，等组织者看。/)).toBeVisible();
    await plays(app, "组织者");
    await app.open("/organise/dog-walk");
    const one = app.main.getByRole("article").filter({ hasText: "3 幢" }).filter({ hasText: "没有，想先认识狗" }).last();
    await one.getByRole("button", { name: "婉拒" }).click();
    const sheet = page.getByRole("dialog", { name: "婉拒" });
    await expect(sheet.getByText("不选就是随时可以。")).toBeVisible();
    await sheet.getByRole("textbox", { name: "为什么" }).fill("先来走一圈");
    await tick(sheet.getByRole("radio", { name: "一个月后" }));
    await sheet.getByRole("button", { name: "婉拒" }).click();
    await expect(app.main.getByText("婉拒还没有送出")).toBeVisible();
    await expect(app.main.getByText("婉拒还没有送出")).toHaveCount(0, { timeout: 20_000 });
    await plays(app, "新来的");
    await app.open("/c/dog-walk");
    await expect(app.main.getByText("这次没有通过。", { exact: true })).toBeVisible();
    await expect(app.main.getByText("先来走一圈", { exact: true })).toBeVisible();
    await expect(app.main.getByText(/^(?!.*先来).*起可以再来敲门。$/)).toBeVisible();
  });

  test("a full community has a queue", async ({ app }) => {
    await app.open("/c/product-test");
    await expect(app.part("怎么加入")).toContainText("人满了，可以排队。");
    await app.link("排队等位").click();
    await expect(app.main.getByText("现在人满了。")).toBeVisible();
    await agrees(app);
    await tick(app.main.getByRole("checkbox").nth(1));
    await app.button("排队等位").click();
    await expect(app.main.getByText(/人满了，你.*有空位会按顺序轮到你/)).toBeVisible();
  });

  test("a link with a code: out of the address at once, and in without a question", async ({ app, page }) => {
    await app.open("/c/tasting?invite=one-more-seat");
    await expect(page).toHaveURL(/\/c\/tasting$/);
    await expect(app.main.getByText("你带着邀请码来的。")).toBeVisible();
    await page.reload();
    await app.ready();
    await app.link("用邀请码加入").click();
    await expect(text(app, "邀请码")).toHaveValue("one-more-seat");
    await expect(app.main.getByText("邀请有效。不用再答问题，也不用等人看。")).toBeVisible();
    await agrees(app);
    await app.button("用邀请码加入").click();
    await isMember(app);
  });

  test("a code that is looked at again, and one that gives a role", async ({ app }) => {
    await app.open("/c/tasting/join?invite=taste-and-tell");
    await expect(app.main.getByText("交上去以后，组织者还会看一眼。")).toBeVisible();
    await agrees(app);
    await app.button("用邀请码加入").click();
    await expect(app.main.getByText("申请已交，等组织者看。")).toBeVisible();
    await app.open("/c/dog-walk/join?invite=walk-with-a-host");
    await expect(app.main.getByText("进来就是领队。")).toBeVisible();
    await expect(text(app, "住哪一幢？")).toHaveCount(0);
    await agrees(app);
    await app.button("用邀请码加入").click();
    await expect(app.main.getByText("你是这里的领队")).toBeVisible();
  });

  for (const [code, why] of [
    ["nobody-made-this", "没有这个邀请码"],
    ["spring-tasting", "这个邀请已经失效"],
    ["taken-back-again", "这个邀请已经失效"],
    ["three-seats-left", "这个邀请的名额已经用完"],
  ]) {
    test(`the code ${code} opens nothing, and its field says why`, async ({ app, page }) => {
      await app.open("/c/tasting/join");
      await agrees(app);
      await text(app, "邀请码").fill(`https://example.com/c/tasting?invite=${code}`);
      const field = text(app, "邀请码");
      await expect(field).toHaveAttribute("aria-invalid", "true");
      await expect(field).toHaveAccessibleDescription(new RegExp(why));
      await app.button("用邀请码加入").click();
      await expect(field).toBeFocused();
      await expect(page).toHaveURL(/\/join$/);
      // Another one does.
      await field.fill("one-more-seat");
      await expect(app.main.getByText("邀请有效。")).toBeVisible();
      await app.button("用邀请码加入").click();
      await isMember(app);
    });
  }

  test("without a code the field asks for one", async ({ app }) => {
    await app.open("/c/tasting");
    await app.link("用邀请码加入").click();
    await agrees(app);
    await app.button("用邀请码加入").click();
    await expect(text(app, "邀请码")).toBeFocused();
    await expect(text(app, "邀请码")).toHaveAccessibleDescription(/这里还没填/);
  });

  test("who brought one is asked where that counts", async ({ app }) => {
    await app.open("/c/street-shops/join");
    await app.button("交申请").click();
    await expect(text(app, "谁带你来的？")).toHaveAccessibleDescription(/这里还没填/);
    await agrees(app);
    await text(app, "做什么生意？").fill("修鞋");
    await tick(app.main.getByRole("radio", { name: "不用" }));
    await text(app, "一个月能值几夜？").fill("２");
    await text(app, "谁带你来的？").fill("老梁");
    await expect(app.part("会费")).toContainText("通过以后再付，现在不用。");
    await app.button("交申请").click();
    await app.main.getByText("我交的内容").click();
    await expect(app.main.getByRole("definition").filter({ hasText: "老梁" })).toBeVisible();
  });

  test("whom one has to bring: a link of one's own, and how many have come", async ({ app, context }) => {
    await app.open("/c/alumni/join");
    await expect(app.part("再带几个人来")).toContainText("再带 1 位（任意一位校友）");
    await text(app, "哪一年入学？").fill("2009");
    await app.main.getByRole("combobox", { name: "学院" }).selectOption({ index: 1 });
    await app.button("交申请").click();
    const came = app.part("跟我来的人");
    await expect(came).toContainText("来了 0 / 1 位");
    await expect(app.main.getByText("要带的人来齐了，组织者才会答复。")).toBeVisible();
    await expect(came.getByRole("progressbar")).toHaveAttribute("max", "1");
    await expect(came).toContainText(/\/c\/alumni\?invite=[\w-]{8,}/);
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await came.getByRole("button", { name: "复制链接" }).click();
    const copied = await app.page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/我想加入「临江大学成都校友会」[^]*\/c\/alumni\?invite=/);
  });

  test("a closed door says so, and leads nowhere without a code", async ({ app }) => {
    await app.open("/c/book-club");
    // Said where one stands, on the first screen; the only way in is a code's, and not the loudest thing on it.
    await expect(app.main.getByRole("status").filter({ hasText: "现在不收新人" })).toBeInViewport();
    await expect(app.main.getByRole("link", { name: /加入$/ })).toHaveCount(0);
    await expect(app.link("有邀请码？")).not.toHaveClass(/btn-primary/);
    await app.link("有邀请码？").click();
    await expect(text(app, "邀请码")).toBeVisible();
  });

  test("newer rules: what they are, agreed to once", async ({ app }) => {
    await plays(app, "成员");
    await app.tab("我的圈子").click();
    await expect(app.main.getByText("约定改了，要再同意一次").first()).toBeVisible();
    await app.open("/c/night-run");
    await expect(app.main.getByText("约定改了，看一看，同意了再继续。")).toBeVisible();
    await app.link("同意新规则").first().click();
    await expect(app.title).toHaveText("运河夜跑团改了约定");
    await expect(app.main.getByText("上次是第 2 版，现在是第 3 版。")).toBeVisible();
    await agrees(app);
    await app.button("同意新规则").click();
    await isMember(app);
    await expect(app.main.getByText("约定改了，看一看，同意了再继续。")).toHaveCount(0);
  });

  test("another term, before its end and in grace; dues wait until they have come", async ({ app }) => {
    await plays(app, "成员");
    await app.open("/c/florist");
    await expect(app.main.getByText(/会员到.*可以续期了。/)).toBeVisible();
    await app.link("续期").first().click();
    await expect(app.part("会费")).toContainText("续期以后再付");
    await app.button("续期").click();
    await expect(app.main.getByText("续期的会费还没收到。")).toBeVisible();
    await expect(app.main.getByRole("link", { name: "去付款" })).toHaveAttribute("href", "https://example.com/pay/florist");
    await expect(app.link("续期")).toHaveCount(0);
    await app.open("/c/street-shops");
    await expect(app.main.getByText(/会员已到期。.*之前续期，不用重新申请。/)).toBeVisible();
    await app.link("续期").click();
    await agrees(app);
    await app.button("续期").click();
    await expect(app.main.getByText("已通过，等你付款。")).toBeVisible();
    await expect(app.main.getByText("付完不用做别的")).toBeVisible();
  });

  test("an invitation is declined, and leaving says what it does", async ({ app, page }) => {
    await plays(app, "成员");
    await app.open("/c/tasting");
    await expect(app.main.getByText(/你收到了邀请。邀请有效到/)).toBeVisible();
    await app.button("谢绝邀请").click();
    await expect(app.main.getByText("你收到了邀请。")).toHaveCount(0);
    await app.open("/c/florist");
    await app.button("退出").click();
    await expect(page.getByRole("dialog")).toContainText("再来要重新申请。");
    await expect(page.getByRole("dialog")).toContainText("交过的会费不会自动退。");
  });

  test("followed from afar, found again, and no more", async ({ app }) => {
    await app.open("/c/photo");
    await app.button("关注").click();
    await expect(app.main.getByText("已关注")).toBeVisible();
    await app.tab("我的圈子").click();
    await expect(app.part("关注的").getByText("城西拍照搭子")).toBeVisible();
    await app.open("/c/photo");
    await app.button("取消关注").click();
    await expect(app.button("关注")).toBeVisible();
  });

  test("an open event leads to the community, and its door to the open event", async ({ app }) => {
    await app.open("/c/night-run/join");
    await app.part("先来一次看看").getByRole("link").click();
    await app.main.getByRole("link", { name: /来过觉得合适，就加入这个圈子/ }).click();
    await expect(app.title).toHaveText("运河夜跑团");
  });

  test("without a network from the first step to the last", async ({ app, context, page }) => {
    await app.open("/c/dog-walk");
    await app.open("/c/night-run");
    await page.waitForTimeout(500);
    await context.setOffline(true);
    await app.link("加入").click();
    await agrees(app);
    await app.button("加入").click();
    await isMember(app);
    await context.setOffline(false);
  });

  test("by keyboard alone", async ({ app, page }) => {
    await app.open("/c/tasting/join");
    const reach = async (control) => {
      for (let tabs = 0; tabs < 40; tabs += 1) {
        if (await control.evaluate((it) => it === document.activeElement)) return;
        await page.keyboard.press("Tab");
      }
      await expect(control).toBeFocused();
    };
    await reach(text(app, "邀请码"));
    await page.keyboard.type("one-more-seat");
    await expect(app.main.getByText("邀请有效。")).toBeVisible();
    const box = app.main.getByRole("checkbox", { name: /我同意这些约定/ });
    await reach(box);
    await page.keyboard.press("Space");
    await expect(box).toBeChecked();
    await reach(app.button("用邀请码加入"));
    await page.keyboard.press("Enter");
    await isMember(app);
  });

  test("at 200 % text on a small phone nothing is lost", async ({ app, page }) => {
    await page.setViewportSize({ width: 360, height: 640 });
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
    const large = async (path) => {
      await app.open(path);
      // Not innerWidth: on a phone it grows with what is too wide.
      const wide = await page.evaluate((room) => {
        const out = (it) => {
          const box = it.getBoundingClientRect();
          return box.width > 0 && (box.right > room + 1 || box.left < -1);
        };
        const all = [...document.querySelectorAll("main :is(p, h1, h2, input, textarea, button, a, label, li, summary)")];
        return all.filter((it) => !it.closest(".hide") && !it.matches(".hide") && out(it)).map((it) => it.outerHTML.slice(0, 120));
      }, 360);
      expect(wide, path).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(360);
    };
    await large("/c/chamber/join");
    await large("/c/tasting/join?invite=one-more-seat");
    await large("/c/tasting");
    await app.open("/c/alumni/join");
    await text(app, "哪一年入学？").fill("2009");
    await app.main.getByRole("combobox", { name: "学院" }).selectOption({ index: 1 });
    await app.button("交申请").click();
    await expect(app.part("跟我来的人")).toBeVisible();
    await large("/c/alumni");
  });

  test("what people type: nothing, too much, other scripts, a number as it comes", async ({ app, page }) => {
    await app.open("/c/poem-circle/join");
    await app.button("交申请").click();
    await expect(app.main.getByText("这里还没填").first()).toBeVisible();
    await expect.poll(() => page.evaluate(() => document.activeElement?.matches("input, textarea"))).toBe(true);
    await agrees(app);
    await tick(app.main.getByRole("radio").first());
    const poem = text(app, "贴一首，好坏不论");
    await poem.fill("风".repeat(10_000));
    await app.button("交申请").click();
    await expect(poem).toBeFocused();
    await expect(poem).toHaveAccessibleDescription(/最多 600/);
    await expect(poem).toHaveValue("风".repeat(10_000));
    await poem.fill("👨‍👩‍👧‍👦 שלום مرحبا 风从北边来");
    await app.button("交申请").click();
    await expect(app.main.getByText("申请已交，等组织者看。")).toBeVisible();
    await app.main.getByText("我交的内容").click();
    await expect(app.main.getByRole("definition").filter({ hasText: "👨‍👩‍👧‍👦 שלום مرحبا 风从北边来" })).toBeVisible();
  });

  test("a form that changes while it is filled in keeps what was typed, and says what is asked otherwise", async ({ app, page }) => {
    await app.open("/c/dog-walk/join");
    await text(app, "住哪一幢？").fill("3 幢");
    await tick(app.main.getByRole("radio", { name: "没有，想先认识狗" }));
    await text(app, "有没有怕的，或者想提醒大家的？").fill("怕大狗");
    await page.route("**/data/c/dog-walk.json", async (route) => {
      const answer = await route.fetch();
      const whole = await answer.json();
      const form = whole.community.policy.form;
      form.find(({ key }) => key === "building").label = "住哪一幢哪一单元？";
      whole.community.policy.form = [
        ...form.filter(({ key }) => key !== "afraid"),
        { key: "phone", label: "电话", kind: "phone", required: true },
      ];
      await route.fulfill({ json: whole });
    });
    await page.reload();
    await app.ready();
    await app.comesBack();
    const words = app.main.getByText(/这些问题刚改过：/);
    await expect(words).toContainText("新问了「电话」");
    await expect(words).toContainText("「住哪一幢哪一单元？」换了问法");
    await expect(words).toContainText("不再问「有没有怕的，或者想提醒大家的？」");
    await expect(app.main.getByRole("definition").filter({ hasText: "怕大狗" })).toBeVisible();
    await expect(text(app, "住哪一幢哪一单元？")).toHaveValue("3 幢");
    await agrees(app);
    await text(app, "电话").fill("＋８６ １３８ ０ ０ ００ ００００");
    await app.button("交申请").click();
    await expect(app.main.getByText("申请已交，等组织者看。")).toBeVisible();
  });

  test("the second of two taps does nothing on the page that the first one brought", async ({ app, page }) => {
    await app.open("/c/night-run/join");
    await agrees(app);
    const { x, y, width, height } = await app.button("加入").boundingBox();
    const [left, top] = [x + width / 2, y + height / 2];
    await page.mouse.click(left, top);
    await page.waitForTimeout(150);
    await page.mouse.click(left, top);
    await page.waitForTimeout(600);
    await expect(page).toHaveURL(/\/c\/night-run$/);
    await isMember(app);
  });

  test("who knocked in another tab keeps what was typed in this one", async ({ app, context, page }) => {
    await app.open("/c/dog-walk/join");
    const other = await context.newPage();
    await other.goto(page.url());
    await text(app, "住哪一幢？").fill("4 幢");
    await tick(other.getByRole("checkbox", { name: /我同意这些约定/ }));
    await other.getByRole("textbox", { name: "住哪一幢？" }).fill("3 幢");
    await tick(other.getByRole("radio", { name: "没有，想先认识狗" }));
    await other.getByRole("button", { name: "交申请", exact: true }).click();
    await expect(other.getByText("申请已交，等组织者看。")).toBeVisible();
    await app.comesBack();
    await expect(app.title).toHaveText("改给香樟苑遛狗小队的申请", { timeout: 15_000 });
    await expect(text(app, "住哪一幢？")).toHaveValue("4 幢");
    await expect(app.main.getByText("你上次填的内容还在。")).toBeVisible();
  });

  test("a code that came in a message is found in it", async ({ app }) => {
    await app.open("/c/tasting/join");
    for (const pasted of [" one-more-seat", "https://example.com/c/tasting?invite=one-more-seat，周一见", "ｏｎｅ-more-seat "]) {
      await text(app, "邀请码").fill(pasted);
      await expect(app.main.getByText("邀请有效。不用再答问题，也不用等人看。")).toBeVisible();
      await text(app, "邀请码").fill("");
    }
  });

  test("two taps are one application", async ({ app }) => {
    await app.open("/c/night-run/join");
    await agrees(app);
    await app.button("加入").evaluate((it) => {
      it.click();
      it.click();
    });
    await isMember(app);
    await expect(app.waits).toHaveCount(0);
    await app.open("/me");
    await expect(app.main.getByText("还没办好的")).toHaveCount(0);
  });
});

test.describe("on a server of ours", () => {
  test.beforeEach(({ backend }) => {
    test.skip(!backend.startsWith("own-"), "wants a server that keeps the rules");
    test.slow();
  });

  const community = (people, row) => people.row("communities", { id: `c-${randomUUID()}`, name: "顶楼观星社", purpose: "一起看星星", ...row });

  test("a code opens a door, once; the next one is told that it is used up", async ({ app, other, people }) => {
    const club = await community(people, { policy: { door: "invitation" } });
    const code = `star-${randomUUID().slice(0, 8)}`;
    await people.invites(club, { code, role: "member", uses: 1 });
    await app.open(`/c/${club}?invite=${code}`);
    await app.link("用邀请码加入").click();
    await expect(app.main.getByText("邀请有效。")).toBeVisible();
    await app.button("用邀请码加入").click();
    await isMember(app);
    await other.open(`/c/${club}/join?invite=${code}`);
    await expect(text(other, "邀请码")).toHaveAccessibleDescription(/名额已经用完/);
  });

  test("questions that the server has changed meanwhile: answers stay, and the difference is said", async ({ app, people }) => {
    const form = [{ key: "why", label: "想看什么？", kind: "text", required: true }];
    const club = await community(people, { policy: { door: "approval", form } });
    await app.open(`/c/${club}/join`);
    await text(app, "想看什么？").fill("猎户座");
    const changed = [...form, { key: "scope", label: "有望远镜吗？", kind: "text", required: true }];
    await people.change("communities", club, { policy: { door: "approval", form: changed } });
    await app.button("交申请").click();
    await expect(app.main.getByText("新问了「有望远镜吗？」")).toBeVisible({ timeout: 15_000 });
    await expect(text(app, "想看什么？")).toHaveValue("猎户座");
    await text(app, "有望远镜吗？").fill("有一台 🔭");
    await app.button("交申请").click();
    await expect(app.main.getByText("申请已交，等组织者看。")).toBeVisible({ timeout: 15_000 });
  });

  test("newer rules are agreed to, with what is new in them", async ({ app, people }) => {
    const first = { version: 1, lines: ["带红光手电", "不高声说话"] };
    const club = await community(people, { rules: first, policy: { door: "open", consent: true } });
    await app.open(`/c/${club}/join`);
    await agrees(app);
    await app.button("加入").click();
    await isMember(app);
    const second = { version: 2, lines: ["带红光手电", "下楼关灯"] };
    await people.change("communities", club, { rules: second });
    await app.open(`/c/${club}`);
    await app.comesBack();
    await app.link("同意新规则").first().click();
    await expect(app.part("新加的")).toContainText("下楼关灯");
    await expect(app.part("不再有的")).toContainText("不高声说话");
    await agrees(app);
    await app.button("同意新规则").click();
    await isMember(app);
    await expect(app.link("同意新规则")).toHaveCount(0);
  });
});

test.describe("on a server of ours, before one has signed in", () => {
  test.use({ person: false });
  test.beforeEach(({ backend }) => {
    test.skip(!backend.startsWith("own-"), "wants a server that knows accounts");
    test.slow();
  });

  test("a code is kept through signing in, and in no address", async ({ app, page, people }) => {
    const form = [{ key: "why", label: "想看什么？", kind: "text", required: true }];
    const row = { id: `c-${randomUUID()}`, name: "顶楼观星社", purpose: "一起看星星", policy: { door: "invitation", form } };
    const club = await people.row("communities", row);
    const code = `star-${randomUUID().slice(0, 8)}`;
    await people.invites(club, { code, role: "member", approval: true });
    const person = await people.make();
    await app.open(`/c/${club}?invite=${code}`);
    await expect(page).toHaveURL(new RegExp(`/c/${club}$`));
    await app.link("用邀请码加入").click();
    await expect(app.main.getByText("交上去以后，组织者还会看一眼。")).toBeVisible();
    await text(app, "想看什么？").fill("土星环");
    await app.button("用邀请码加入").click();
    await expect(page).toHaveURL(/sign-in/);
    expect(page.url()).not.toContain(code);
    await app.fillIn(person);
    await expect(text(app, "邀请码")).toHaveValue(code, { timeout: 15_000 });
    await expect(text(app, "想看什么？")).toHaveValue("土星环");
    await app.button("用邀请码加入").click();
    await expect(app.main.getByText("申请已交，等组织者看。")).toBeVisible({ timeout: 15_000 });
  });
});
