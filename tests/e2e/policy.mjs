// The watch on the policy of the page (Content-Security-Policy): what it forbids in any page of any test, or in a worker, fails that
// test. Pages tell by their console; workers by a report, which serve.mjs takes. A test about something forbidden names it.
import { expect, test as plain } from "@playwright/test";
import { forbidden } from "./serve.mjs";

export { expect };

/** What the test of now says is forbidden. */
const named = [];

/** What the one before it said. */
let before = [];

/** Whether a line of a console says that something was forbidden. */
export const isForbidden = (message) => message.type() === "error" && /Content[- ]Security[- ]Policy/i.test(message.text());

/** Watches all pages of a context. */
export function watch(context) {
  context.on("console", (message) => isForbidden(message) && forbidden.push(message.text()));
  return context;
}

/** Something like this is forbidden in this test, and is what it is about; it has to be. */
export function expectForbidden(...patterns) {
  named.push(...patterns);
}

export const test = plain.extend({
  browser: [async ({ browser }, use) => {
    const make = browser.newContext.bind(browser);
    browser.newContext = async (options) => watch(await make(options));
    await use(browser);
  }, { scope: "worker" }],

  // It needs no context: so it ends after all of them.
  policy: [async ({ browser: _ }, use) => {
    // What a worker reports may come when its test is over.
    const late = forbidden.splice(0).filter((line) => !before.some((pattern) => pattern.test(line)));
    expect(late, "what the policy forbade in the test before").toEqual([]);
    await use();
    const lines = forbidden.splice(0);
    expect(lines.filter((line) => !named.some((pattern) => pattern.test(line))), "what the policy forbids").toEqual([]);
    before = named.splice(0);
    for (const pattern of before) expect(lines.filter((line) => pattern.test(line)), `${pattern} is forbidden`).not.toEqual([]);
  }, { auto: true }],
});
