// What is loaded apart: the code of every page but the feed comes after the first card, or when it is needed, and
// what a reader sees when it does not come. Also what they see when the app dies.
import { expect, test } from "./policy.mjs";

const PARTS = /\/(pages|chunk_\d+)-[0-9a-f]{16}\.wasm$/;
const DESK = /\/desk-[0-9a-f]{16}\.wasm$/;
const PEOPLE = /\/people-[0-9a-f]{16}\.wasm$/;
const html = { status: 200, contentType: "text/html", body: "<!doctype html><title>another page</title>" };

test.use({ locale: "en-GB" });

test("the first card waits for no other page, and the other pages come by themselves", async ({ page }) => {
  let held = true;
  const waiting = [];
  await page.route(PARTS, (route) => (held ? waiting.push(route) : route.continue()));
  await page.goto("./");
  await expect(page.getByRole("article").first()).toBeVisible();
  await expect.poll(() => waiting.length).toBeGreaterThan(0);
  // A tap before they are there is not lost.
  await page.getByRole("link", { name: "Me", exact: true }).click();
  await expect(page.getByRole("main").getByText("Loading")).toBeAttached();
  held = false;
  await Promise.all(waiting.map((route) => route.continue()));
  await expect(page.getByRole("heading", { level: 1, name: "Me" })).toBeVisible();
});

test("when the network drops it, a page says so, and tries again when asked or when the network is back", async ({ page }) => {
  await page.route(PARTS, (route) => route.abort());
  await page.goto("./agenda");
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expect(page.getByText("No connection. There may be no network")).toBeVisible();
  await page.unroute(PARTS);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Agenda" })).toBeVisible();

  await page.route(PARTS, (route) => route.abort());
  await page.goto("./me");
  await expect(page.getByText("No connection. There may be no network")).toBeVisible();
  await page.unroute(PARTS);
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await expect(page.getByRole("heading", { level: 1, name: "Me" })).toBeVisible();
});

for (const [what, answer] of [
  ["it is gone from the server", (route) => route.fulfill({ status: 404, body: "" })],
  ["the server sends a page for it", (route) => route.fulfill(html)],
]) {
  test(`when ${what}, the app was updated, and a reload brings the new one`, async ({ page }) => {
    await page.route(PARTS, answer);
    await page.goto("./agenda");
    await expect(page.getByText("Linju was updated")).toBeVisible();
    await page.unroute(PARTS);
    await page.getByRole("button", { name: "Reload" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Agenda" })).toBeVisible();
  });
}

/** As a host sends it that lost the end: all at once, with the length of what is left. */
const short = async (route) => {
  const answer = await route.fetch();
  await route.fulfill({ response: answer, headers: { "content-type": "application/wasm" }, body: (await answer.body()).subarray(0, 2_000) });
};

test("a part that came too short is asked for once more, past all caches", async ({ page }) => {
  await page.addInitScript(() => {
    globalThis.asked = [];
    const plain = globalThis.fetch;
    globalThis.fetch = (what, how) => (globalThis.asked.push([String(what?.url ?? what), how?.cache]), plain(what, how));
  });
  let cut = 0;
  await page.route(DESK, (route) => (cut++ ? route.continue() : short(route)));
  await page.goto("./connection");
  await expect(page.getByRole("heading", { level: 1, name: "Connection" })).toBeVisible();
  const asked = await page.evaluate(() => globalThis.asked);
  expect(asked.filter(([url]) => DESK.test(url)).map(([, cache]) => cache ?? "default")).toEqual(["default", "reload"]);
});

test("where it comes too short again it is said, and trying again opens it", async ({ page }) => {
  await page.route(DESK, short);
  await page.goto("./connection");
  await expect(page.getByRole("main").getByText("No connection. There may be no network")).toBeVisible();
  await page.unroute(DESK);
  await page.getByRole("main").getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Connection" })).toBeVisible();
});

test("what is seldom opened comes by itself once nobody waits, and each byte is not counted", async ({ page }) => {
  const desk = page.waitForRequest(DESK);
  await page.goto("./");
  await desk;
  await expect(page.getByRole("article").first()).toBeVisible();
});

test("who saves data fetches it when they open it", async ({ page }) => {
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.addInitScript(() => Object.defineProperty(navigator.connection, "saveData", { get: () => true }));
  await page.goto("./agenda");
  await expect(page.getByRole("heading", { level: 1, name: "Agenda" })).toBeVisible();
  await page.waitForTimeout(1_500);
  expect(asked.filter((url) => DESK.test(url))).toEqual([]);
  await page.goto("./connection");
  await expect(page.getByRole("heading", { level: 1, name: "Connection" })).toBeVisible();
  expect(asked.filter((url) => DESK.test(url))).toHaveLength(1);
});

for (const [path, part, name] of [
  ["connection", DESK, "Connection"],
  ["c/night-run/members", PEOPLE, /^Directory of/],
]) {
  test(`${path} without its code and without a network says so, and is there when the network is back`, async ({ page }) => {
    await page.route(part, (route) => route.abort());
    await page.goto(`./${path}`);
    await expect(page.getByRole("main").getByText("No connection. There may be no network")).toBeVisible();
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expect(page).toHaveTitle("Linju");
    // Asked again in vain, it says so again.
    await page.getByRole("main").getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("main").getByText("No connection. There may be no network")).toBeVisible();
    await page.unroute(part);
    await page.evaluate(() => window.dispatchEvent(new Event("online")));
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    await expect(page.getByText("No connection. There may be no network")).toHaveCount(0);
  });
}

test("a part of a page without its code leaves the rest of the page, and comes when asked", async ({ page }) => {
  await page.route(DESK, (route) => route.abort());
  await page.goto("./me");
  await expect(page.getByRole("heading", { level: 1, name: "Me" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Language" })).toBeVisible();
  await expect(page.getByText("No connection. There may be no network")).toBeVisible();
  await page.unroute(DESK);
  await page.getByRole("main").getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("button", { name: "Clear what was read" })).toBeVisible();
});

test("when the app was updated meanwhile, what needs more of it offers a reload", async ({ page }) => {
  await page.route(DESK, (route) => route.fulfill({ status: 404, body: "" }));
  await page.goto("./connection");
  await expect(page.getByText("Linju was updated")).toBeVisible();
  await page.unroute(DESK);
  await page.getByRole("button", { name: "Reload" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Connection" })).toBeVisible();
});

test("a tap in the feed that needs a part says that it comes, or that it did not", async ({ page }) => {
  await page.route(PARTS, (route) => route.abort());
  await page.goto("./");
  await expect(page.getByRole("article").first()).toBeVisible();
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page.getByText("No connection. There may be no network")).toBeVisible();
  await page.unroute(PARTS);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("dialog").getByText("Interests")).toBeVisible();
});

test("who asks what is near and walks on before the part comes is not stopped", async ({ page }) => {
  let held = true;
  const waiting = [];
  await page.route(PARTS, (route) => (held ? waiting.push(route) : route.continue()));
  await page.goto("./");
  await expect(page.getByRole("article").first()).toBeVisible();
  await page.getByRole("button", { name: "Near me" }).click();
  await page.getByRole("link", { name: "Agenda", exact: true }).click();
  held = false;
  await Promise.all(waiting.map((route) => route.continue()));
  await expect(page.getByRole("heading", { level: 1, name: "Agenda" })).toBeVisible();
  await expect(page.locator("#panic")).toBeHidden();
});

test("what was read is there without a network before it could be written down", async ({ page, context }) => {
  const waiting = [];
  await page.route(PARTS, (route) => waiting.push(route));
  await page.goto("./");
  await expect(page.getByRole("article").first()).toBeVisible();
  await context.setOffline(true);
  await page.getByText("This week", { exact: true }).click();
  await page.getByText("Any time", { exact: true }).click();
  await expect(page.getByRole("article").first()).toBeVisible();
});

test("a server that does not know what wasm is serves it all the same", async ({ page }) => {
  await page.route(/\.wasm$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "content-type": "application/octet-stream" } });
  });
  await page.goto("./agenda");
  await expect(page.getByRole("heading", { level: 1, name: "Agenda" })).toBeVisible();
  // What comes beforehand may still be on its way.
  await page.unrouteAll({ behavior: "ignoreErrors" });
});

test("when the app dies, a reload is offered", async ({ page }) => {
  await page.goto("./");
  await expect(page.getByRole("article").first()).toBeVisible();
  await expect(page.locator("#panic")).toBeHidden();
  // A real trap: (module (func (export "f") unreachable)).
  await page.evaluate(() => {
    const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];
    const trap = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes))).exports.f;
    setTimeout(trap);
  });
  await expect(page.getByRole("heading", { name: "Something broke" })).toBeVisible();
  await expect(page.locator("#app")).toBeHidden();
  const again = page.waitForEvent("load");
  await page.getByRole("button", { name: "Reload" }).click();
  await again;
  await expect(page.getByRole("article").first()).toBeVisible();
});
