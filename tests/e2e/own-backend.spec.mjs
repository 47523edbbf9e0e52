// What people do on a server of ours (docs/backends), by the real server: ways in, seats that run out and move up, a
// directory that keeps its members' secrets on the wire, and refusals in the reader's words.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, inMiniProgram, test, tick } from "./base.mjs";
import { NOW } from "./now.mjs";
import { OWN } from "./people.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const tomorrow = new Date(Date.parse(NOW) + 86_400_000).toISOString();

// Most have two people on two devices, which share what one has elsewhere.
test.beforeEach(() => test.slow());

/** An event of tomorrow that anybody may come to. */
async function event(people, more = {}) {
  const row = {
    title: "天台看星星",
    start: tomorrow,
    zone: "Asia/Shanghai",
    capacity: 1,
    sign_up: { who: "open", waitlist: true, party_max: 1 },
    ...more,
  };
  return people.row("events", { id: `e-${randomUUID()}`, ...row });
}

/** A community with a door, and nobody in it. */
async function community(people, policy, more = {}) {
  const row = { name: "顶楼观星社", purpose: "一起看星星", policy, ...more };
  return people.row("communities", { id: `c-${randomUUID()}`, ...row });
}

async function signsUp(app, id) {
  await app.open(`/e/${id}/sign-up`);
  await app.button("确认报名").click();
  await expect(app.main.getByText("你已报名，到时见。")).toBeVisible();
}

/** Everything that was answered on the wire, to all pages of a device. */
function wire(context, service) {
  const all = [];
  context.on("response", (answer) => {
    // An answer that was cut off told nobody anything.
    if (answer.url().startsWith(service)) all.push(answer.text().catch(() => ""));
  });
  return async () => (await Promise.all(all)).join("\n");
}

/** Another way in, added below `auth` of the mapping as the page of the server says it. */
async function adding(context, backend, name) {
  const { mapping, auth } = OWN[backend];
  const ours = JSON.parse(readFileSync(here(`../../public/mappings/${mapping}.json`), "utf8"));
  ours.auth[name] = auth(name);
  await context.route(`**/mappings/${mapping}.json`, (route) => route.fulfill({ json: ours }));
}

test.describe("ways in", () => {
  test.use({ person: false });

  test("a code by SMS makes an account, and a wrong one does not", async ({ app, context, people, backend }) => {
    await adding(context, backend, "log_in");
    const phone = `+86139${String(Math.floor(Math.random() * 1e8)).padStart(8, "0")}`;
    const code = await people.codeFor(phone);
    const signsIn = async (code) => {
      await app.main.getByRole("textbox", { name: "手机号或邮箱" }).fill(phone.slice(3));
      await app.main.getByRole("textbox", { name: "验证码" }).fill(code);
      await app.button("登录").click();
    };
    await app.open("/sign-in?back=%2Fc%2Fnight-run%2Fjoin");
    await signsIn(code === "000000" ? "111111" : "000000");
    await expect(app.main.getByText(app.wrongPassword)).toBeVisible();
    await signsIn(code);
    await expect(app.title).toHaveText("加入运河夜跑团");
    await tick(app.main.getByRole("checkbox", { name: /我同意/ }));
    await app.button("加入").click();
    await expect(app.main.getByText("你是这里的成员")).toBeVisible();
    await people.forgetPhone(phone);
  });

  test("a code that a host page hands over signs in, once, and is nowhere afterwards", async ({ app, page, context, people, backend, service }) => {
    await adding(context, backend, "handed_over");
    await inMiniProgram(page);
    const code = await people.handOver(`wx:${randomUUID()}`, "阿珍");
    expect(code.length).toBeGreaterThan(30);

    // What is sent to the server: its address, where it was sent from, and what is in it.
    const told = [];
    context.on("request", (request) => {
      if (!request.url().startsWith(service)) return;
      told.push([request.method(), request.url(), request.headers().referer, request.postData()].join(" "));
    });
    await app.open(`/c/night-run?ticket=${code}`);
    await expect(app.title).toHaveText("运河夜跑团");
    expect(page.url()).toMatch(/\/c\/night-run$/);
    await app.tab("我").click();
    await expect(app.part("账号")).toContainText("阿珍");
    const withCode = told.filter((one) => one.includes(code));
    expect(withCode).toEqual([expect.stringMatching(/^POST \S+\/(session|graphql) /)]);
    expect(told.length).toBeGreaterThan(3);
    for (const where of ["localStorage", "sessionStorage"]) {
      expect(await page.evaluate((where) => JSON.stringify({ ...globalThis[where] }), where)).not.toContain(code);
    }
    await page.goBack();
    expect(page.url()).not.toContain("ticket");
    await app.open(`/c/night-run?ticket=${code}`);
    await expect(app.main.getByText(app.wrongPassword)).toBeVisible();
  });

  test("who signed in with a token that is over is asked again, and comes back to the form as it was typed", async ({ app, page, people }) => {
    const person = await people.make();
    const club = await community(people, { door: "open", form: [{ key: "why", label: "想看什么？", kind: "text", required: true }] });
    const session = await people.session(person, 1);
    await app.isSignedIn(session);
    await expect.poll(() => people.knows(session)).toBe(false);
    await app.open(`/c/${club}/join`);
    await app.main.getByRole("textbox", { name: "想看什么？" }).fill("猎户座");
    await app.button("加入").click();
    await expect(app.title).toHaveText("登录");
    await app.fillIn(person);
    await expect(page).toHaveURL(new RegExp(`/c/${club}/join$`));
    await expect(app.main.getByRole("textbox", { name: "想看什么？" })).toHaveValue("猎户座");
    await app.button("加入").click();
    await expect(app.main.getByText("你是这里的成员")).toBeVisible();
  });
});

test("who has knocked is let in by somebody of the community, and sees it when they come back", async ({ app, other, people }) => {
  const club = await community(people, { door: "approval", form: [{ key: "why", label: "想看什么？", kind: "text", required: true }] });
  const [, keeper] = people.made;
  expect(other.own, "王叔 is there").toBe(true);
  await people.joins({ id: keeper }, club, "owner");
  await app.open(`/c/${club}`);
  await app.link("申请加入").click();
  await app.main.getByRole("textbox", { name: "想看什么？" }).fill("猎户座");
  await app.button("交申请").click();
  await expect(app.main.getByText("申请已交，等组织者看。")).toBeVisible();

  const session = await people.session({ id: keeper }, 60);
  const knocking = await people.knocking(session, club);
  expect(knocking.map(({ answers }) => answers.why)).toEqual(["猎户座"]);
  await people.approve(session, club, knocking[0].id);
  await app.comesBack();
  await expect(app.main.getByText("你是这里的成员")).toBeVisible();
});

test("the last seat, and who comes after: one is confirmed, the next waits, moves up, and sees it", async ({ app, other, people }) => {
  const id = await event(people);
  // Both look at a seat that is free.
  await app.open(`/e/${id}/sign-up`);
  await other.open(`/e/${id}/sign-up`);
  await Promise.all([app.button("确认报名").click(), other.button("确认报名").click()]);
  const [seat, queue] = ["你已报名，到时见。", "候补第 1 位。"];
  for (const one of [app, other]) await expect(one.main.getByText(new RegExp(`${seat}|${queue}`))).toBeVisible();
  const first = (await app.main.getByText(seat).count()) === 1;
  const [seated, waits] = first ? [app, other] : [other, app];
  await expect(seated.main.getByText(seat)).toBeVisible();
  await expect(seated.main.getByText(app.ticket)).toBeVisible();
  await expect(waits.main.getByText(queue)).toBeVisible();
  await waits.tab("日程").click();
  await expect(waits.card("天台看星星")).toContainText("候补中");

  await seated.surely("取消报名");
  // Who gave it back finds the queue.
  await expect(seated.link("候补")).toBeVisible();
  await waits.comesBack();
  await expect(waits.card("天台看星星")).toContainText("已报名");
  await waits.card("天台看星星").getByRole("link").click();
  await expect(waits.main.getByText(seat)).toBeVisible();
  await expect(waits.main.getByText(app.ticket)).toBeVisible();
  // Nobody waits any more, and the seats say so too.
  await expect(waits.main.getByText("人候补")).toHaveCount(0);
});

test("who signs in until the page is closed is told what becomes of a sign-up that is not sent by then", async ({ app, page, context, people }) => {
  const id = await event(people, { capacity: 5 });
  await app.open(`/e/${id}/sign-up`);
  await app.answer((route) => route.abort());
  await app.button("确认报名").click();
  await expect(app.waits).toContainText("如果先关掉页面，下次登录后才会发送。", { timeout: 15_000 });
  await page.close();
  const later = await context.newPage();
  await later.goto(`./e/${id}`);
  await expect(later.getByRole("navigation").getByRole("link", { name: /1.*我$/ })).toBeVisible();
});

test("a seat that is offered is taken in time", async ({ app, other, people }) => {
  const id = await event(people, { offer_minutes: 30 });
  await signsUp(app, id);
  await other.open(`/e/${id}/sign-up`);
  await other.button("候补").click();
  await expect(other.main.getByText("候补第 1 位。")).toBeVisible();
  await app.surely("取消报名");
  await expect(app.link("候补")).toBeVisible();
  await other.comesBack();
  await expect(other.main.getByText(/有名额空出来了，为你留到/)).toBeVisible();
  await other.button("接受空出的名额").click();
  await expect(other.main.getByText("你已报名，到时见。")).toBeVisible();
});

test("what members hide is in no answer, whoever looks", async ({ app, other, people, context, service }) => {
  const club = await community(people, { door: "open" });
  const [person] = people.made;
  const entry = (name, more) =>
    people.row("members", { id: `m-${randomUUID()}`, community: club, name, role: "member", district: "西湖区", ...more });
  const shy = await entry("褚小海", {
    headline: "HIDDEN-nobody",
    hometown: "HIDDEN-organisers",
    offers: ["HIDDEN-request"],
    contacts: [{ kind: "phone", value: "HIDDEN-13800000000" }],
    visibility: { headline: "nobody", hometown: "organisers", offers: "on-request" },
  });
  await entry("HIDDEN-name", { unlisted: true });
  const heard = wire(context, service);
  const heardByStranger = wire(other.page.context(), service);
  await people.joins({ id: person }, club);

  // A member sees who is there, and nothing of what they hide.
  await app.open(`/c/${club}/members`);
  await expect(app.main.getByRole("link", { name: /褚小海/ })).toBeVisible();
  await app.search.fill("HIDDEN");
  await expect(app.main.getByText("没有找到这样的人")).toBeVisible();
  await app.open(`/c/${club}/members/${shy}`);
  await expect(app.title).toHaveText("褚小海");
  await expect(app.main).toContainText("问过本人才能看");
  // Somebody from outside sees that there is a directory.
  for (const path of ["/members", `/members/${shy}`]) {
    await other.page.goto(`./c/${club}${path}`);
    await expect(other.main.getByText("名录只给成员看")).toBeVisible();
  }
  const [toMember, toStranger] = [await heard(), await heardByStranger()];
  expect(toMember).toContain("褚小海");
  expect(toMember).toContain("西湖区");
  expect(toMember).not.toContain("HIDDEN");
  expect(toStranger).toContain("顶楼观星社");
  for (const word of ["HIDDEN", "褚小海", "西湖区"]) expect(toStranger).not.toContain(word);
});

test("where exactly it is goes to those with a seat alone", async ({ app, other, people, service }) => {
  const id = await event(people, {
    capacity: 5,
    venue: { city: "杭州", place: "顶楼", address: "HIDDEN 12 幢 1801", address_hidden: true },
  });
  const heard = wire(other.page.context(), service);
  await signsUp(app, id);
  await expect(app.main).toContainText("12 幢 1801");
  await other.open(`/e/${id}`);
  await expect(other.main).toContainText("报名确认后告诉你详细地址");
  await other.open("/");
  expect(await heard()).toContain("天台看星星");
  expect(await heard()).not.toContain("HIDDEN");
});

test("what was closed meanwhile is refused in the reader's words, and nothing is done", async ({ app, page, people }) => {
  const id = await event(people, { capacity: 5 });
  const isIt = (answer) => answer.url().startsWith(app.service) && app.said(answer.request()).includes(id);
  const read = page.waitForResponse((answer) => isIt(answer) && answer.ok());
  await app.open(`/e/${id}/sign-up`);
  await expect(app.button("确认报名")).toBeEnabled();
  // The page is told of it by nothing but the refusal: what it reads is as it was.
  const before = await (await read).text();
  await people.change("events", id, { status: "cancelled" });
  const headers = { "access-control-allow-origin": "*" };
  await app.answer(
    (route) => (app.isCommand(route.request()) ? route.fallback() : route.fulfill({ body: before, headers, contentType: "application/json" })),
    new RegExp(id),
  );
  const refusal = page.waitForResponse((answer) => app.isCommand(answer.request()));
  await app.button("确认报名").click();
  expect((await refusal).status()).toBe(409);
  await expect(app.main.getByText("报名已截止")).toBeVisible();
  expect(await people.taken(id)).toBe(0);
});

/** With a question, half filled in. */
async function halfSignedUp(app, id) {
  await app.open(`/e/${id}/sign-up`);
  const box = app.main.getByRole("textbox", { name: "带什么来？" });
  await box.fill("一壶茶");
  return box;
}
const asks = { who: "open", waitlist: true, party_max: 1, form: [{ key: "what", label: "带什么来？", required: true }] };

test("an event that is taken away while one signs up is said to be gone, and what was typed is there", async ({ app, people }) => {
  const id = await event(people, { capacity: 5, sign_up: asks });
  const box = await halfSignedUp(app, id);
  await people.remove("events", id);
  await app.button("确认报名").click();
  await expect(app.main.getByText(/已经没有了|已经不在了/).first()).toBeVisible();
  const typed = () => app.page.evaluate(() => Object.keys(localStorage).map((key) => localStorage.getItem(key)).join("\n"));
  if (await box.count()) await expect(box).toHaveValue("一壶茶");
  else expect(await typed()).toContain("一壶茶");
});

test("a time that passes while the form is open is said, and what was typed stays", async ({ app, people }) => {
  const closes = new Date(Date.parse(NOW) + 3_600_000).toISOString();
  const id = await event(people, { capacity: 5, sign_up: { ...asks, closes } });
  const box = await halfSignedUp(app, id);
  // Here the server's clock alone has passed it.
  await people.change("events", id, { sign_up: { ...asks, closes: new Date(Date.parse(NOW) - 3_600_000).toISOString() } });
  await app.button("确认报名").click();
  await expect(app.main.getByText(/报名已截止/).first()).toBeVisible();
  expect(await people.taken(id)).toBe(0);
  // A later hour is set after all: it is as it was typed.
  await people.change("events", id, { sign_up: asks });
  await app.open(`/e/${id}/sign-up`);
  // What was said before that hour was set may be young still.
  await app.comesBack();
  await expect(box).toHaveValue("一壶茶");
  await app.button("确认报名").click();
  await expect(app.main.getByText("你已报名，到时见。")).toBeVisible();
});

test("an answer that is no option any more is told at its field", async ({ app, people }) => {
  const form = (options) => [{ key: "seat", label: "坐哪边？", kind: "choice", options, required: true }];
  const sign_up = { who: "open", waitlist: true, party_max: 1 };
  const id = await event(people, { capacity: 5, sign_up: { ...sign_up, form: form(["东边", "西边"]) } });
  await app.open(`/e/${id}/sign-up`);
  await tick(app.main.getByRole("radio", { name: "西边" }));
  await people.change("events", id, { sign_up: { ...sign_up, form: form(["东边"]) } });
  await app.button("确认报名").click();
  await expect(app.main.getByText(/不在选项里|请从选项里选/)).toBeVisible();
  await tick(app.main.getByRole("radio", { name: "东边" }));
  await app.button("确认报名").click();
  await expect(app.main.getByText("你已报名，到时见。")).toBeVisible();
});
