// Commands go through, once: whatever becomes of the page, the network and the service between the tap and the answer.
// Over a real service that can be told to fail and counts what it did, with keys and without; the page is killed for good.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test as base } from "./base.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const MAPPING = JSON.parse(readFileSync(here("../../public/mappings/linju.json"), "utf8"));

const test = base.extend({
  /** Whether the service knows commands by their key. */
  knows: [true, { option: true }],

  /** A new service for each test. */
  club: async ({ knows }, use) => {
    const club = await Club.start(knows);
    await use(club);
    club.stop();
  },

  app: async ({ app, context, club, knows }, use) => {
    const config = { backend: "mapped", mapping: "mappings/linju.json", base: club.address };
    await context.route("**/config.json", (route) => route.fulfill({ json: config }));
    const capabilities = { ...MAPPING.capabilities, idempotent: knows };
    await context.route("**/mappings/linju.json", (route) => route.fulfill({ json: { ...MAPPING, capabilities } }));
    await use(app);
  },
});

class Club {
  static async start(knows, port = "0") {
    const club = new Club();
    club.knows = knows;
    const args = [here("shaky.mjs"), "--port", port, ...(knows ? [] : ["--forgets"])];
    club.process = spawn("node", args, { stdio: ["ignore", "pipe", "inherit"] });
    const lines = createInterface({ input: club.process.stdout });
    club.address = await new Promise((yes) => lines.once("line", yes));
    return club;
  }

  stop() {
    this.process.kill();
  }

  async tell(what, more = {}) {
    await fetch(`${this.address}/test/${what}`, { method: "POST", body: JSON.stringify(more) });
  }

  async state() {
    return (await fetch(`${this.address}/test/did`)).json();
  }

  /** What was done, each by who did it and how. */
  async did() {
    return (await this.state()).did.map(({ who, what, id, method }) => `${who} ${method} ${what}/${id}`);
  }

  async is(did) {
    await expect.poll(() => this.did()).toEqual(did);
  }
}

const SIGNED_UP = "lin PUT sign-ups/e1";

/** Somebody is signed in for good, as if long ago. */
async function as(page, club, user = "lin") {
  const text = JSON.stringify({ token: `t-${user}`, user, name: user });
  await page.addInitScript(
    ([key, text, mark]) => {
      if (sessionStorage.getItem("told") === mark) return;
      sessionStorage.setItem("told", mark);
      try {
        localStorage.setItem(key, text);
      } catch {}
    },
    [`linju/signed-in/linju ${club.address}`, text, user],
  );
}

/** What lies in the outbox: its entries. */
const waiting = (page) =>
  page.evaluate(() =>
    Object.keys(localStorage)
      .filter((key) => key.startsWith("linju/o/"))
      .sort()
      .map((key) => JSON.parse(localStorage.getItem(key))),
  );

const stages = async (page) => (await waiting(page)).map(({ stage }) => stage);
const isEmpty = (page) => expect.poll(() => stages(page)).toEqual([]);

/** Longer than any pause, and the network is said to be there. */
async function later(page) {
  await page.evaluate(() => {
    passTime(700_000);
    dispatchEvent(new Event("online"));
  });
  await page.waitForTimeout(700);
}

async function onForm(app, page, club) {
  await as(page, club);
  await app.open("/e/e1/sign-up");
  await expect(app.button("确认报名")).toBeEnabled();
}

/** The page is killed as a browser kills one: nothing of it runs any more. */
async function killed(page, context) {
  const cdp = await context.newCDPSession(page);
  const gone = new Promise((yes) => page.once("crash", yes));
  cdp.send("Page.crash").catch(() => {});
  await gone;
}

/** Another page of the same browser, later. */
async function reopened(context, club, path = "e/e1") {
  const page = await context.newPage();
  await page.goto(`./${path}`);
  return page;
}

for (const knows of [true, false]) {
  test.describe(knows ? "a service that knows commands by their key" : "a service that does whatever it is told", () => {
    test.use({ knows });

    test("what is given is written down before it is sent, and goes when it is done", async ({ app, page, club }) => {
      await onForm(app, page, club);
      await club.tell("fates", ["hang"]);
      await app.button("确认报名").click();
      await expect.poll(async () => (await club.state()).waiting).toBe(1);
      const [entry, ...others] = await waiting(page);
      expect([entry.stage, entry.schema, others.length]).toEqual(["sending", 2, 0]);
      await club.tell("release");
      await isEmpty(page);
      await club.is([SIGNED_UP]);
    });

    test("the page dies between writing it down and sending it", async ({ app, page, context, club }) => {
      await onForm(app, page, club);
      // All that leaves the page is held up: what was written down stays unsent.
      await context.route(`${club.address}/**`, () => {});
      await app.button("确认报名").click();
      await expect.poll(() => stages(page)).toEqual(["queued"]);
      await killed(page, context);
      await context.unroute(`${club.address}/**`);
      const next = await reopened(context, club);
      await isEmpty(next);
      await club.is([SIGNED_UP]);
    });

    test("the page dies between sending and the answer, and it was done", async ({ app, page, context, club }) => {
      await onForm(app, page, club);
      await club.tell("fates", ["slow"]);
      await app.button("确认报名").click();
      await expect.poll(async () => (await club.state()).waiting).toBe(1);
      await killed(page, context);
      const next = await reopened(context, club);
      await isEmpty(next);
      await club.tell("release");
      await club.is([SIGNED_UP]);
    });

    test("the page dies between sending and the answer, and it was not done", async ({ app, page, context, club }) => {
      await onForm(app, page, club);
      // Cut at the last moment: the page has sent it, and the service has not got it.
      await context.route(`${club.address}/me/sign-ups/e1`, () => {});
      await app.button("确认报名").click();
      await expect.poll(() => stages(page)).toEqual(["sending"]);
      await killed(page, context);
      await context.unroute(`${club.address}/me/sign-ups/e1`);
      const next = await reopened(context, club);
      await isEmpty(next);
      await club.is([SIGNED_UP]);
    });

    test("the page dies after the answer", async ({ app, page, context, club }) => {
      await onForm(app, page, club);
      await app.button("确认报名").click();
      await isEmpty(page);
      await killed(page, context);
      const next = await reopened(context, club);
      await expect(next.getByText("你已报名，到时见。")).toBeVisible();
      await club.is([SIGNED_UP]);
    });

    for (const [what, fates] of [
      ["the line is cut before it arrives", ["lose"]],
      ["the line is cut after it was done", ["drop"]],
      ["too many ask", [429]],
      ["the service is down", [503, 502]],
    ]) {
      test(`${what}: it goes through by itself, once`, async ({ app, page, context, club }) => {
        await onForm(app, page, club);
        await club.tell("fates", fates);
        await app.button("确认报名").click();
        await expect.poll(async () => (await waiting(page))[0]?.tries).toBeGreaterThan(0);
        for (let again = 0; again < 4 && (await waiting(page)).length > 0; again += 1) {
          await later(page);
        }
        await isEmpty(page);
        await club.is([SIGNED_UP]);
      });
    }

    test("two tabs send it once", async ({ app, page, context, club }) => {
      await onForm(app, page, club);
      const other = await reopened(context, club);
      await expect(other.getByRole("heading", { level: 1 })).toHaveText("浇水");
      await club.tell("fates", ["slow"]);
      await app.button("确认报名").click();
      await expect.poll(async () => (await club.state()).waiting).toBe(1);
      // The other one starts anew, and finds one on its way.
      await other.reload();
      await other.waitForTimeout(500);
      await club.is([SIGNED_UP]);
      await club.tell("release");
      await isEmpty(other);
      await club.is([SIGNED_UP]);
    });
  });
}

/** Others fill the storage to its last character. */
const fill = (page) =>
  page.evaluate(() => {
    let size = 1 << 20;
    for (let n = 0; size > 0; ) {
      try {
        localStorage.setItem(`filler/${n}`, "x".repeat(size));
        n += 1;
      } catch {
        size >>= 1;
      }
    }
  });

test("with storage filled by others a command goes through, and what waits stays readable", async ({ app, page, club }) => {
  await onForm(app, page, club);
  await fill(page);
  await club.tell("fates", ["drop"]);
  await app.button("确认报名").click();
  await club.is([SIGNED_UP]);
  await later(page);
  await club.is([SIGNED_UP]);
});

test("where the thing itself had to make room, what was given for it stands there all the same", async ({ app, page, club, context }) => {
  await onForm(app, page, club);
  await fill(page);
  await context.setOffline(true);
  await app.button("确认报名").click();
  await expect(app.main.getByText("报名还没有送出").first()).toBeVisible();
  await page.evaluate(() => {
    Object.keys(localStorage)
      .filter((key) => key.startsWith("linju/c/"))
      .forEach((key) => localStorage.removeItem(key));
    history.pushState(null, "", "agenda");
    dispatchEvent(new PopStateEvent("popstate"));
    history.pushState(null, "", "e/e1");
    dispatchEvent(new PopStateEvent("popstate"));
  });
  await expect(app.main.getByText("报名还没有送出").first()).toBeVisible();
  await context.setOffline(false);
  await later(page);
  await club.is([SIGNED_UP]);
});

test("a browser that keeps nothing says so, and what is given goes while the page is open", async ({ app, page, club }) => {
  await page.addInitScript((key) => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("denied", "SecurityError");
      },
    });
    sessionStorage.setItem(key, JSON.stringify({ token: "t-lin", user: "lin", name: "lin" }));
  }, `linju/signed-in/linju ${club.address}`);
  await app.open("/e/e1/sign-up");
  await expect(app.button("确认报名")).toBeEnabled();
  await club.tell("fates", [503]);
  await app.button("确认报名").click();
  await expect(app.main.getByText("这个浏览器不让保存内容，发送前请不要关闭这个页面")).toBeVisible();
  await club.is([]);
  await page.evaluate(() => {
    passTime(700_000);
    dispatchEvent(new Event("online"));
  });
  await club.is([SIGNED_UP]);
  await expect(app.main.getByText("发送前请不要关闭这个页面")).toHaveCount(0);
});

test("with the service stopped what is given waits on the device, and goes when it is back", async ({ app, page, context, club }) => {
  await onForm(app, page, club);
  const port = new URL(club.address).port;
  club.stop();
  await app.button("确认报名").click();
  await expect.poll(async () => (await waiting(page)).length).toBe(1);
  // A start from what is kept, while nobody answers.
  await page.goto("./e/e1");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("浇水");
  expect(await waiting(page)).toHaveLength(1);
  const back = await Club.start(true, port);
  try {
    await later(page);
    await isEmpty(page);
    await back.is([SIGNED_UP]);
  } finally {
    back.stop();
  }
});

test("what waits is never sent for somebody else, and goes when its owner is back", async ({ app, page, context, club }) => {
  await onForm(app, page, club);
  await context.route(`${club.address}/**`, () => {});
  await app.button("确认报名").click();
  await expect.poll(() => stages(page)).toEqual(["queued"]);
  await killed(page, context);
  await context.unroute(`${club.address}/**`);
  const key = `linju/signed-in/linju ${club.address}`;
  const put = (page, user) =>
    page.evaluate(
      ([key, user]) => localStorage.setItem(key, JSON.stringify({ token: `t-${user}`, user, name: user })),
      [key, user],
    );
  const next = await context.newPage();
  await next.goto("./config.json");
  await put(next, "wang");
  await next.goto("./e/e1");
  await expect(next.getByRole("heading", { level: 1 })).toHaveText("浇水");
  await next.waitForTimeout(500);
  expect(await club.did()).toEqual([]);
  expect(await waiting(next)).toHaveLength(1);
  await next.evaluate((key) => localStorage.removeItem(key), key);
  await next.reload();
  await next.waitForTimeout(500);
  expect(await club.did()).toEqual([]);
  await put(next, "lin");
  await next.reload();
  await isEmpty(next);
  await club.is([SIGNED_UP]);
});

for (const how of ["the person signs out", "the service ends their session"]) {
  test(`who has walked on when ${how} loses nothing of what is being sent`, async ({ app, page, club }) => {
    await onForm(app, page, club);
    await app.button("确认报名").click();
    await expect(app.button("取消报名")).toBeVisible();
    await isEmpty(page);
    let let_go;
    const gate = new Promise((go) => (let_go = go));
    const ended = { status: 401, headers: { "access-control-allow-origin": "*" }, body: "{}" };
    await page.route(`${club.address}/me/sign-ups/e1`, async (route) => {
      await gate;
      await (how.startsWith("the service") ? route.fulfill(ended) : route.abort());
    });
    await app.surely("取消报名");
    await expect.poll(() => stages(page)).toEqual(["sending"]);
    await app.tab("我").click();
    if (how.startsWith("the person")) {
      await app.button("退出登录").click();
      await page.getByRole("dialog").getByRole("button", { name: "退出，都留着" }).click();
    }
    let_go();
    await expect(page.getByText(/取消报名还没有送出/)).toBeVisible();
    await expect(app.part("账号")).toContainText("登录");
    await expect(app.part("账号")).not.toContainText("lin");
    expect(await waiting(page)).toHaveLength(1);
    // Its owner is back, and it goes by itself.
    await page.unrouteAll({ behavior: "ignoreErrors" });
    const key = `linju/signed-in/linju ${club.address}`;
    const text = JSON.stringify({ token: "t-lin", user: "lin", name: "lin" });
    await page.evaluate(([key, text]) => localStorage.setItem(key, text), [key, text]);
    await page.evaluate(() => passTime(700_000));
    await page.reload();
    await isEmpty(page);
    await club.is([SIGNED_UP, "lin DELETE sign-ups/e1"]);
  });
}

test("with the network gone the button answers within one frame", async ({ app, page, context, club }) => {
  await onForm(app, page, club);
  await context.setOffline(true);
  // From the tap to the first frame after it in which something on the page has changed.
  const frames = await app.button("确认报名").evaluate(async (button) => {
    const frame = () => new Promise((yes) => requestAnimationFrame(yes));
    await frame();
    let changed = false;
    new MutationObserver(() => (changed = true)).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    button.click();
    let frames = 0;
    while (!changed && frames < 60) {
      await frame();
      frames += 1;
    }
    return frames;
  });
  expect(frames).toBeLessThanOrEqual(1);
  await expect.poll(async () => (await waiting(page)).length).toBe(1);
  await context.setOffline(false);
  await isEmpty(page);
  await club.is([SIGNED_UP]);
});
