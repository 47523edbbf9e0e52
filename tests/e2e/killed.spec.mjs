// The page of the data set that answers in the page is killed at each write of a sign-up: what was given is there afterwards,
// goes through, and took one seat.
import { expect, test } from "./base.mjs";

test.beforeEach(({ app }) => test.skip(!app.embedded, "a page over a service is killed in outbox.spec.mjs"));

/** From its nth write to the outbox or to what was done, nothing that the page writes arrives any more. */
async function endsAt(page, nth) {
  await page.addInitScript((nth) => {
    let left = nth;
    for (const name of ["setItem", "removeItem"]) {
      const real = Storage.prototype[name];
      Storage.prototype[name] = function (key, ...rest) {
        if (left === 0) return;
        real.call(this, key, ...rest);
        if (/^linju\/(o\/|embedded\/state)/.test(key)) left -= 1;
        globalThis.ended = left === 0;
      };
    }
  }, nth);
}

async function kill(page, context) {
  const cdp = await context.newCDPSession(page);
  const gone = new Promise((yes) => page.once("crash", yes));
  cdp.send("Page.crash").catch(() => {});
  await gone;
}

/** What storage has: the outbox, and what was done. */
const kept = (page) =>
  page.evaluate(() => {
    const waiting = Object.keys(localStorage).filter((key) => key.startsWith("linju/o/"));
    const { done = [], viewer } = JSON.parse(localStorage.getItem("linju/embedded/state") ?? "{}");
    const states = Object.values(viewer?.sign_ups ?? {}).map(({ state }) => state);
    return { waiting: waiting.length, done: done.length, states };
  });

for (const [nth, when] of [
  [1, "after it was written down"],
  [2, "when it was noted that it is sent"],
  [3, "after it was done"],
]) {
  test(`the page dies ${when}`, async ({ app, page, context }) => {
    await endsAt(page, nth);
    await app.open("/e/e-poem-morning-2/sign-up");
    await app.button("确认报名").click();
    await expect.poll(() => page.evaluate(() => globalThis.ended)).toBe(true);
    const before = await kept(page);
    expect([before.waiting, before.done]).toEqual([1, nth < 3 ? 0 : 1]);
    await kill(page, context);

    const after = await context.newPage();
    await after.goto("./e/e-poem-morning-2");
    await expect(after.getByText("你已报名，到时见。")).toBeVisible();
    await expect.poll(() => kept(after)).toEqual({ waiting: 0, done: 1, states: ["confirmed"] });
  });
}
