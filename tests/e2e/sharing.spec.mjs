// Sharing a community or an event: the phone's own sheet, the link and the text to copy, and the card, whose code is read back by
// the decoder that reads tickets.
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "./base.mjs";

const DIST = process.env.LINJU_DIST ?? fileURLToPath(new URL("../../dist", import.meta.url));
const HIDDEN = ["秘密路 7 号", "https://secret.example/room"];
const EVENT = "/e/e-night-run-1";

/** Notes what is asked of the phone, and each text that is drawn. */
async function listen(page, { share = "there", files = true, clipboard = true } = {}) {
  await page.addInitScript(([share, files, clipboard]) => {
    globalThis.shared = [];
    globalThis.copied = [];
    globalThis.drawn = [];
    const write = CanvasRenderingContext2D.prototype.fillText;
    CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
      globalThis.drawn.push({ text, font: this.font, end: x + this.measureText(text).width });
      return write.call(this, text, x, y);
    };
    const give = (name, value) => Object.defineProperty(Navigator.prototype, name, { configurable: true, value });
    delete Navigator.prototype.share;
    delete Navigator.prototype.canShare;
    if (share !== "none") {
      give("share", async (data) => {
        globalThis.shared.push({ ...data, files: data.files?.map((file) => [file.name, file.type, file.size]) });
        if (share === "cancelled") throw new DOMException("closed", "AbortError");
        if (share === "refused") throw new DOMException("not here", "NotAllowedError");
      });
      if (files) give("canShare", () => true);
    }
    const writeText = async (text) => void globalThis.copied.push(text);
    Object.defineProperty(Navigator.prototype, "clipboard", { configurable: true, get: () => (clipboard ? { writeText } : undefined) });
  }, [share, files, clipboard]);
}

/** Opens the sheet of a page and waits for the card. */
async function opened(app, path, name = "分享") {
  await app.open(path);
  await app.button(name).click();
  const sheet = app.page.getByRole("dialog", { name, exact: true });
  await expect(sheet).toBeVisible();
  return sheet;
}

const card = (sheet) => sheet.getByRole("img");
const drawn = (page) => page.evaluate(() => globalThis.drawn.map(({ text }) => text).join("\n"));

/** What the QR code of a picture says, and the picture's size. */
async function read(image, from = 0) {
  await expect(image).toBeVisible();
  const worker = readdirSync(DIST).find((name) => /^scan(-[0-9a-f]+)?\.js$/.test(name));
  return image.evaluate(async (image, [worker, from]) => {
    await image.decode();
    const above = Math.round(image.naturalHeight * from);
    const [width, height] = [image.naturalWidth, image.naturalHeight - above];
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 0, -above);
    const { data } = pen.getImageData(0, 0, width, height);
    const decoder = new Worker(new URL(worker, document.baseURI));
    const answer = await new Promise((done) => {
      decoder.onmessage = done;
      decoder.postMessage({ width, height, pixels: data.buffer }, [data.buffer]);
    });
    return { width, height, ...answer.data };
  }, [worker, from]);
}

test("the card of an event says what, when, where and who, and its code leads to the page", async ({ app, page }) => {
  await listen(page);
  const sheet = await opened(app, EVENT);
  const { text, width, height } = await read(card(sheet));
  expect(text).toBe(page.url());
  expect(width).toBe(1080);
  expect(height).toBeGreaterThan(1080);
  const title = await app.title.textContent();
  const words = await drawn(page);
  expect(words.replaceAll("\n", "")).toContain(title);
  expect(words).toContain("运河夜跑团");
  // In a chat its reader may be anywhere.
  expect(words.replaceAll("\n", "")).toContain("杭州 · 拱墅区 · 拱宸桥");
  expect(words).toMatch(/20\d\d年\d+月\d+日 周. \d\d:\d\d/);
  await expect(card(sheet)).toHaveAccessibleName(`“${title}”的分享卡片`);
  // In a web-view a picture is saved from an address that begins so, and not from `blob:`.
  expect(await card(sheet).getAttribute("src")).toMatch(/^data:image\/png;base64,/);
});

test("the card of a community says what it is for and when it meets", async ({ app, page }) => {
  await listen(page);
  const sheet = await opened(app, "/c/night-run");
  expect((await read(card(sheet))).text).toBe(page.url());
  const words = await drawn(page);
  expect(words).toContain("运河夜跑团");
  expect(words).toContain("每周");
});

test("the phone's own sheet gets title, text and address; who closes it is told nothing", async ({ app, page }) => {
  await listen(page, { share: "cancelled" });
  const sheet = await opened(app, EVENT);
  const title = await app.title.textContent();
  await sheet.getByRole("button", { name: "分享到…" }).click();
  const [shared] = await page.evaluate(() => globalThis.shared);
  expect(shared).toMatchObject({ title, url: page.url() });
  expect(shared.text).toMatch(/周. \d\d:\d\d.* · /);
  await expect(sheet.getByRole("status")).toBeEmpty();
  expect(await page.evaluate(() => globalThis.copied)).toEqual([]);
  await expect(sheet).toBeVisible();
});

test("where it refuses, the address is copied", async ({ app, page }) => {
  await listen(page, { share: "refused" });
  const sheet = await opened(app, EVENT);
  await sheet.getByRole("button", { name: "分享到…" }).click();
  await expect(sheet.getByRole("status")).toHaveText("链接已复制");
  expect(await page.evaluate(() => globalThis.copied)).toEqual([page.url()]);
});

test("the card goes to the phone's own sheet as a file, or is saved under the event's name", async ({ app, page }) => {
  await listen(page);
  const sheet = await opened(app, "/c/night-run");
  await expect(card(sheet)).toBeVisible();
  await sheet.getByRole("button", { name: "发卡片" }).click();
  await expect.poll(() => page.evaluate(() => globalThis.shared.length)).toBe(1);
  const [{ files }] = await page.evaluate(() => globalThis.shared);
  expect(files[0].slice(0, 2)).toEqual(["运河夜跑团.png", "image/png"]);
  expect(files[0][2]).toBeGreaterThan(20_000);
  const saved = page.waitForEvent("download");
  await sheet.getByRole("button", { name: "保存卡片" }).click();
  expect((await saved).suggestedFilename()).toBe("运河夜跑团.png");
  await expect(sheet.getByRole("status")).toHaveText("卡片已保存");
});

test("the card is offered once its file is made, so that an early tap finds it", async ({ app, page }) => {
  await page.addInitScript(() => {
    const make = HTMLCanvasElement.prototype.toBlob;
    HTMLCanvasElement.prototype.toBlob = function (done, kind) {
      globalThis.makes = () => make.call(this, done, kind);
    };
  });
  await listen(page);
  const sheet = await opened(app, "/c/night-run");
  await expect.poll(() => page.evaluate(() => typeof globalThis.makes)).toBe("function");
  await expect(sheet.getByRole("button", { name: "复制链接" })).toBeVisible();
  await expect(sheet.getByRole("button", { name: "保存卡片" })).toHaveCount(0);
  await page.evaluate(() => globalThis.makes());
  const saved = page.waitForEvent("download");
  await sheet.getByRole("button", { name: "保存卡片" }).click();
  await saved;
  await expect(sheet.getByRole("status")).toHaveText("卡片已保存");
});

test("a second tap while the phone's own sheet is open does nothing, and one that is open elsewhere copies nothing", async ({ app, page }) => {
  await listen(page);
  await page.addInitScript(() => {
    let open = false;
    const value = (data) => {
      globalThis.shared.push(data);
      if (open) return Promise.reject(new DOMException("open already", "InvalidStateError"));
      open = true;
      return new Promise((done) => (globalThis.closes = done));
    };
    Object.defineProperty(Navigator.prototype, "share", { configurable: true, value });
  });
  const sheet = await opened(app, EVENT);
  const share = sheet.getByRole("button", { name: "分享到…" });
  await share.click();
  await expect(share).toHaveAttribute("aria-busy", "true");
  await share.click();
  expect(await page.evaluate(() => globalThis.shared.length)).toBe(1);
  await page.evaluate(() => globalThis.closes());
  await expect(share).not.toHaveAttribute("aria-busy");
  // The stub stays open: the browser says so.
  await share.click();
  await expect.poll(() => page.evaluate(() => globalThis.shared.length)).toBe(2);
  await expect(share).not.toHaveAttribute("aria-busy");
  await expect(sheet.getByRole("status")).toBeEmpty();
  expect(await page.evaluate(() => globalThis.copied)).toEqual([]);
});

test("the first button is the one of what most want, and nothing moves when one is tapped", async ({ app, page }) => {
  await listen(page, { share: "none" });
  const sheet = await opened(app, EVENT);
  await expect(card(sheet)).toBeVisible();
  const link = sheet.getByRole("button", { name: "复制链接" });
  await expect(sheet.getByRole("button", { name: "保存卡片" })).toBeVisible();
  await expect(sheet.locator(".share-ways").getByRole("button").first()).toHaveText("复制链接");
  await expect(link).toHaveClass(/btn-primary/);
  const at = async () => (await link.boundingBox()).y;
  // Once it has come up.
  await sheet.evaluate((it) => Promise.all(it.getAnimations({ subtree: true }).map((one) => one.finished)));
  const before = await at();
  await link.click();
  const said = sheet.getByRole("status");
  await expect(said).toHaveText("链接已复制");
  expect(await at()).toBe(before);
  // It is said between the card and the buttons, and covers neither.
  const [picture, word] = [await card(sheet).boundingBox(), await said.boundingBox()];
  expect(word.y).toBeGreaterThanOrEqual(picture.y + picture.height);
  expect(word.y + word.height).toBeLessThanOrEqual(before);
});

test("no line of a card ends a text with a sign or two", async ({ app, page }) => {
  test.skip(!app.embedded, "of the data set");
  await listen(page);
  const sheet = await opened(app, "/c/night-run");
  await expect(card(sheet)).toBeVisible();
  const all = (await drawn(page)).split("\n");
  expect(all).toContain("运河边五公里");
  expect(all.filter((line) => /^\p{Script=Han}{1,2}[。…]?$/u.test(line) && line !== "邻聚")).toEqual([]);
});

test("link and text are copied; what is pasted into a chat is true on any day", async ({ app, page }) => {
  await listen(page, { share: "none" });
  const sheet = await opened(app, EVENT);
  await expect(sheet.getByRole("button", { name: "分享到…" })).toHaveCount(0);
  await expect(sheet.getByRole("button", { name: "发卡片" })).toHaveCount(0);
  await sheet.getByRole("button", { name: "复制链接" }).click();
  await expect(sheet.getByRole("status")).toHaveText("链接已复制");
  await sheet.getByRole("button", { name: "复制文字" }).click();
  await expect(sheet.getByRole("status")).toContainText("文字已复制");
  const [link, text] = await page.evaluate(() => globalThis.copied);
  expect(link).toBe(page.url());
  const lines = text.split("\n");
  expect(lines[0]).toBe(await app.title.textContent());
  expect(text).toMatch(/^时间：20\d\d年\d+月\d+日 周. \d\d:\d\d/m);
  expect(text).not.toMatch(/今[天晚]|明[天晚]/);
  expect(lines.at(-1)).toBe(page.url());
});

test("without a clipboard the text is there to be selected", async ({ app, page }) => {
  await listen(page, { share: "none", clipboard: false });
  const sheet = await opened(app, "/c/night-run");
  await sheet.getByRole("button", { name: "复制链接" }).click();
  const area = sheet.getByRole("textbox", { name: /没有复制成功/ });
  await expect(area).toHaveValue(page.url());
  await expect(area).toBeFocused();
  expect(await page.evaluate(() => getSelection().toString() || document.activeElement.value)).toBe(page.url());
});

test("nothing goes out that only those with a seat are told", async ({ app, page }) => {
  test.skip(!app.embedded, "the rows are changed on the way, which are files here");
  await listen(page);
  // As a service that leaves it in its rows, whoever asks.
  await page.route(/\/data\/(feed|c\/[^/]+)\.json/, async (route) => {
    const answer = await route.fetch();
    const more = `"address_hidden":true,"address":"${HIDDEN[0]}","online_url":"${HIDDEN[1]}","place":"拱宸桥"`;
    await route.fulfill({ response: answer, body: (await answer.text()).replaceAll('"place":"拱宸桥"', more) });
  });
  await app.open("/e/e-night-run-1/sign-up");
  await app.button("确认报名").click();
  await expect(app.main.getByText("你已报名，到时见。")).toBeVisible();
  const sheet = await opened(app, EVENT);
  await expect(app.main.getByText(HIDDEN[0])).toBeVisible();
  await expect(card(sheet)).toBeVisible();
  await sheet.getByRole("button", { name: "复制文字" }).click();
  await sheet.getByRole("button", { name: "分享到…" }).click();
  const out = await page.evaluate(() => JSON.stringify([globalThis.drawn, globalThis.copied, globalThis.shared]));
  expect(out).toContain("拱宸桥");
  for (const hidden of HIDDEN) expect(out).not.toContain(hidden);
});

test("a long name wraps and ends with …, emoji stay whole, and nothing is drawn over the edge", async ({ app, page }) => {
  test.skip(!app.embedded, "the rows are changed on the way, which are files here");
  await listen(page);
  const long = `${"👨‍👩‍👧‍👦🏃🏽‍♀️运河夜跑（新人专场），".repeat(8)}Donaudampfschifffahrtsgesellschaftskapitän`;
  await page.route(/\/data\/(feed|c\/[^/]+)\.json/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replaceAll('"name":"运河夜跑团"', `"name":${JSON.stringify(long)}`) });
  });
  const sheet = await opened(app, "/c/night-run");
  // Held to the code: where there is no font for emoji, frames are drawn in their place, which look like corners of codes.
  expect((await read(card(sheet), 0.7)).text).toBe(page.url());
  const all = await page.evaluate(() => globalThis.drawn);
  const title = all.filter(({ font }) => / 26px /.test(font)).map(({ text }) => text);
  expect(title).toHaveLength(3);
  expect(title[2]).toMatch(/…$/);
  expect(Math.max(...all.map(({ end }) => end))).toBeLessThanOrEqual(360);
  expect(all.map(({ text }) => text).join("")).not.toContain("\ufffd");
});

test("without a network the sheet and its card are there", async ({ app, page, context }) => {
  await listen(page);
  const part = page.waitForResponse(/\/ticket-[0-9a-f]{16}\.wasm$/);
  await opened(app, "/c/night-run");
  await part;
  await page.keyboard.press("Escape");
  await context.setOffline(true);
  await app.button("分享").click();
  const sheet = page.getByRole("dialog", { name: "分享", exact: true });
  await expect(card(sheet)).toBeVisible();
  await sheet.getByRole("button", { name: "复制链接" }).click();
  await expect(sheet.getByRole("status")).toHaveText("链接已复制");
});

test("in a web-view the picture is held to save it, and nothing is offered that does not work there", async ({ app, page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "userAgent", { get: () => "Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 Mobile MicroMessenger/8.0.49" }));
  await listen(page, { share: "none" });
  const sheet = await opened(app, "/c/night-run");
  await expect(card(sheet)).toBeVisible();
  await expect(sheet.getByText("长按图片，可以保存或发给朋友")).toBeVisible();
  // Nor is it a mini-program: its menu is at the same place.
  await expect(sheet.getByRole("status")).toHaveText("点右上角的「···」就能转发");
  await sheet.getByRole("button", { name: "复制链接" }).click();
  await expect(sheet.getByRole("status")).toHaveText("点右上角的「···」就能转发，链接也复制好了");
  await expect(sheet.getByRole("button", { name: "保存卡片" })).toHaveCount(0);
});

test("a browser that draws nothing shares the link all the same", async ({ app, page }) => {
  await page.addInitScript(() => (HTMLCanvasElement.prototype.getContext = () => null));
  await listen(page);
  const sheet = await opened(app, "/c/night-run");
  await expect(sheet.getByRole("button", { name: "复制链接" })).toBeVisible();
  await expect(card(sheet)).toHaveCount(0);
  await sheet.getByRole("button", { name: "分享到…" }).click();
  expect((await page.evaluate(() => globalThis.shared))[0].url).toBe(page.url());
});

for (const [locale, name] of [["zh-TW", "分享"], ["en-GB", "Share"]]) {
  test(`in ${locale} the card speaks the reader's language`, async ({ app, page }) => {
    await page.addInitScript((lang) => localStorage.setItem("linju/settings", JSON.stringify({ lang })), locale === "en-GB" ? "en" : "zh-Hant");
    await listen(page);
    const sheet = await opened(app, EVENT, name);
    expect((await read(card(sheet))).text).toBe(page.url());
    expect(await drawn(page)).toContain(locale === "en-GB" ? "Scan to see more" : "掃碼看看");
  });
}

test("cards as pictures", { tag: "@shots" }, async ({ app, page }) => {
  test.skip(!process.env.SHOTS, "for people to look at");
  for (const [name, path] of [["event", EVENT], ["event-cancelled", "/e/e-dog-walk-2"], ["community", "/c/night-run"], ["community-chamber", "/c/chamber"]]) {
    const sheet = await opened(app, path);
    await expect(card(sheet)).toBeVisible();
    await page.waitForTimeout(400);
    await page.screenshot({ path: `out/share-${name}.png` });
    const [, bytes] = (await card(sheet).getAttribute("src")).split(",");
    (await import("node:fs")).writeFileSync(`out/card-${name}.png`, Buffer.from(bytes, "base64"));
  }
});
