// How the page starts, and what a reader sees when it cannot: boot.js and the static parts of index.html.
// Needs no backend; the build is broken on the way to the browser.
import { expect, test } from "./policy.mjs";

const WASM = "**/*_bg.wasm";
const GLUE = "**/linju-app-*.js";

/** Opens the app after `prepare` and gives the page of failure. */
async function broken(page, prepare) {
  await prepare(page);
  await page.goto("./");
  const failure = page.getByRole("alert").filter({ visible: true });
  await expect(failure.getByRole("heading", { level: 1 })).toBeVisible();
  return failure;
}

const answered = (pattern, answer) => (page) => page.route(pattern, (route) => route.fulfill(answer));
const cut = (page) => page.route(WASM, (route) => route.abort());
const short = (page) =>
  page.route(WASM, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.body()).subarray(0, 10_000) });
  });
const shortGlue = (page) =>
  page.route(GLUE, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.body()).subarray(0, 5_000) });
  });
/** A browser without `@layer`: it passes over all of the style sheet. */
async function unlayered(page) {
  await page.addInitScript(() => delete window.CSSLayerBlockRule);
  await page.route("**/*.css", (route) => route.fulfill({ contentType: "text/css", body: "" }));
}
const html = { status: 200, contentType: "text/html", body: "<!doctype html><title>another page</title>" };

for (const [what, prepare, words] of [
  ["the network drops the program", cut, "The network is gone or too slow"],
  ["the program ends too early", short, "The network is gone or too slow"],
  ["the program is missing", answered(WASM, { status: 404, body: "" }), "The server sent the wrong file"],
  ["a page comes in place of the program", answered(WASM, html), "The server sent the wrong file"],
  ["a page comes in place of the script", answered(GLUE, html), "The server sent the wrong file"],
  ["the script does not load", (page) => page.route(GLUE, (route) => route.abort()), "The network is gone or too slow"],
  ["the script ends too early", shortGlue, "The network is gone or too slow"],
  ["this browser cannot read the script", answered(GLUE, { contentType: "text/javascript", body: "let at = 1 ?? ?; self.wasm_bindgen=at;\n" }), "It is too old"],
  ["the browser has no WebAssembly", (page) => page.addInitScript(() => delete window.WebAssembly), "It is too old"],
  ["the browser knows no layers", unlayered, "It is too old"],
]) {
  test.describe(`when ${what}`, () => {
    test.use({ locale: "en-GB" });
    test("a sentence says so and a button tries again", async ({ page }) => {
      const failure = await broken(page, prepare);
      await expect(failure).toContainText(words);
      // What is asked for past all caches may still be on its way.
      await page.unrouteAll({ behavior: "ignoreErrors" });
      const again = page.waitForEvent("load");
      await failure.getByRole("button", { name: "Try again" }).click();
      await again;
    });
  });
}

test("a program that came too short is asked for once more, past all caches", async ({ page }) => {
  await page.addInitScript(() => {
    globalThis.asked = [];
    const plain = window.fetch;
    window.fetch = (what, how) => (globalThis.asked.push([String(what), how?.cache]), plain.call(window, what, how));
  });
  let cut = 0;
  await page.route(WASM, async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    await route.fulfill({ response, body: cut++ ? body : body.subarray(0, 10_000) });
  });
  await page.goto("./");
  await expect(page.getByRole("navigation").first()).toBeVisible();
  const asked = await page.evaluate(() => globalThis.asked);
  expect(asked.filter(([url]) => url.endsWith("_bg.wasm")).map(([, cache]) => cache)).toEqual(["default", "reload"]);
});

test("where the style sheet does not hold nothing is loaded, and what is said stays off the edge and within a line's length", async ({ page }) => {
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.setViewportSize({ width: 1000, height: 640 });
  const failure = await broken(page, unlayered);
  await expect(page.getByRole("progressbar")).toBeHidden();
  const said = await failure.evaluate((it) => ({ wide: it.getBoundingClientRect().width, inset: getComputedStyle(it).paddingLeft }));
  expect(said.wide).toBeLessThan(700);
  expect(said.inset).toBe("8px");
  // The module is asked for by the page itself, ahead; what only the script asks for is not.
  expect(asked.filter((path) => path.endsWith("config.json"))).toEqual([]);
});

test("trying again opens the app once what was wrong is right", async ({ page }) => {
  const failure = await broken(page, cut);
  await page.unrouteAll();
  await failure.getByRole("button").click();
  await expect(page.getByRole("navigation").first()).toBeVisible();
});

/** The site's page as an earlier build left it: what it starts is there no more. */
async function leftBehind(page, pattern) {
  await page.route(pattern, async (route) => {
    if (route.request().resourceType() !== "document") return route.fallback();
    const response = await route.fetch();
    const body = (await response.text()).replaceAll(/linju-app-[0-9a-f]+\.js/g, "linju-app-0123456789abcdef.js");
    await route.fulfill({ response, body });
  });
  await page.route("**/linju-app-0123456789abcdef.js", (route) => route.fulfill({ status: 404, body: "" }));
}

test("a page that was written beforehand and left behind opens by the site's own page, as often as it is asked for", async ({ page }) => {
  // What is fetched for its address is as old.
  await leftBehind(page, "**/c/night-run");
  await page.route("**/c/night-run", async (route) => {
    if (route.request().resourceType() === "document") return route.fallback();
    await route.fulfill({ contentType: "text/html", body: '<link id="linju-js" href="linju-app-0123456789abcdef.js">' });
  });
  for (let times = 0; times < 2; times += 1) {
    await (times ? page.reload() : page.goto("./c/night-run"));
    await expect(page.getByRole("heading", { level: 1, name: "运河夜跑团" })).toBeVisible();
    await expect(page.getByRole("main")).toHaveCount(1);
    expect(page.url()).toMatch(/\/c\/night-run$/);
  }
});

test("where the site's own page starts with what is missing too, it is asked for once", async ({ page }) => {
  let asked = 0;
  await page.route("**/*", (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname.endsWith("/") && route.request().resourceType() !== "document") asked += 1;
    // Another one each time, and none is there.
    if (pathname.endsWith("/")) {
      const name = `linju-app-${String(asked).repeat(16)}.js`;
      return route.fetch().then(async (response) => {
        const body = (await response.text()).replaceAll(/linju-app-[0-9a-f]+\.js/g, name);
        await route.fulfill({ response, body });
      });
    }
    return /linju-app-(\d)\1{15}\.js/.test(pathname) ? route.fulfill({ status: 404, body: "" }) : route.fallback();
  });
  await page.goto("./");
  await expect(page.getByRole("alert").filter({ visible: true }).getByRole("heading", { level: 1 })).toBeVisible();
  expect(asked).toBe(1);
});

for (const [locale, words] of [
  ["zh-CN", "没能加载完"],
  ["zh-TW", "沒能載入完"],
  ["yue-HK", "沒能載入完"],
  ["fr-FR", "Loading did not finish"],
]) {
  test.describe(`a reader of ${locale}`, () => {
    test.use({ locale });
    test("is told in a language the app has", async ({ page }) => {
      const failure = await broken(page, cut);
      await expect(failure.getByRole("heading")).toHaveText(words);
    });
  });
}

test("a saved language, theme and text size are there before the app is", async ({ page }) => {
  const kept = JSON.stringify({ lang: "zh-Hant", theme: "dark", text: "xl" });
  await page.addInitScript((text) => localStorage.setItem("linju/settings", text), kept);
  await page.route(WASM, () => {});
  await page.goto("./", { waitUntil: "commit" });
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-Hant");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.locator("html")).toHaveAttribute("data-text", "xl");
});

test("unreadable settings change nothing", async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem("linju/settings", "{\"theme\":"));
  await page.goto("./");
  await expect(page.getByRole("navigation").first()).toBeVisible();
});

test("the right bytes under a wrong type still start the app", async ({ page }) => {
  await page.route(WASM, async (route) => {
    const body = await (await route.fetch()).body();
    await route.fulfill({ status: 200, contentType: "application/octet-stream", body });
  });
  await page.goto("./");
  await expect(page.getByRole("navigation").first()).toBeVisible();
});

test.describe("while the program does not come", () => {
  test.use({ locale: "en-GB" });

  test("the skeleton is there at once, and after 20 s a word and a way out", async ({ page }) => {
    await page.clock.install();
    await page.route(WASM, () => {});
    await page.goto("./", { waitUntil: "commit" });
    await expect(page.getByRole("progressbar")).toBeVisible();
    await expect(page.getByText("Still loading")).toBeHidden();
    await page.clock.fastForward(20_001);
    await expect(page.getByText("Still loading")).toBeVisible();
    await expect(page.getByRole("link", { name: "Try again" })).toBeVisible();
  });

  test("the same comes without boot.js, by the style sheet alone", async ({ page }) => {
    await page.route("**/boot-*.js", (route) => route.abort());
    await page.goto("./", { waitUntil: "commit" });
    await expect(page.locator("#boot-late")).toHaveCSS("animation-delay", "20s");
    await expect(page.locator("#boot-late")).toHaveCSS("visibility", "hidden");
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("the page says what it needs", async ({ page }) => {
    await page.goto("./");
    // By element, since Playwright's texts leave <noscript> out.
    const said = page.locator("noscript");
    await expect(said.getByRole("paragraph").filter({ visible: true })).toHaveCount(3);
    await expect(said.getByRole("heading", { level: 1, name: "邻聚 Linju" })).toBeVisible();
  });
});
