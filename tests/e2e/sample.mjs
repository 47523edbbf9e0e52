// The sample mini-program of docs/mini-program/wechat over a stub of WeChat's own side: its pages as they are, run here.
import { readFile } from "node:fs/promises";
import { expect } from "./base.mjs";

const AT = new URL("../../docs/mini-program/wechat/", import.meta.url);
const read = (path) => readFile(new URL(path, AT), "utf8");

/** What its `app.json` has, and what docs/embedding.md and its own `app.js` have a site's config.json say of it. */
export async function told() {
  const [doc, app] = [await readFile(new URL("../../docs/embedding.md", import.meta.url), "utf8"), await read("app.js")];
  const [, json] = doc.match(/```json\n([^`]*)```/);
  const words = app.split("\n").filter((line) => line.startsWith("//")).map((line) => line.slice(3)).join(" ");
  const [own] = words.match(/\{ "mini_program".*\} \}/);
  return { config: JSON.parse(await read("app.json")), site: JSON.parse(json).mini_program, named: JSON.parse(own).mini_program };
}

/**
 * Starts it around a site; `wx` is what WeChat does, beside signing in, which gives the code `c`. Gives its web-view, which shows
 * `web.data.src`, a way to open pages of it as `wx.navigateTo` does, and `left`, how often a page was left for the one before, `went`, the pages that its own
 * open, and `stack`, those that lie upon each other.
 */
export async function sample(wx, site) {
  const config = JSON.parse(await read("app.json"));
  let app;
  let web;
  const it = { left: 0, went: [], stack: [] };
  const run = (source, Page) => new Function("App", "getApp", "getCurrentPages", "Page", "wx", source)((is) => (app = is), () => app, () => it.stack.map((route) => ({ route })), Page, {
    navigateTo: ({ url }) => it.went.push(url),
    navigateBack() {
      it.left += 1;
      web.onShow();
    },
    login: ({ success }) => success({ code: "c" }),
    request: ({ fail }) => fail(),
    ...wx,
  });
  run(await read("app.js"));
  Object.assign(app.globalData, { site, reminder: "tmpl" });
  it.server = app.globalData.server;
  it.opened = async (url) => {
    const { pathname, search } = new URL(url, "https://host.example");
    expect(config.pages, "the page is there").toContain(pathname.slice(1));
    let page;
    run(await read(`${pathname.slice(1)}.js`), (is) => (page = is));
    page.setData = (data) => Object.assign((page.data ??= {}), data);
    // What its markup calls is there.
    for (const [, name] of (await read(`${pathname.slice(1)}.wxml`)).matchAll(/ bind\w+="(\w+)"/g)) expect(page[name], name).toBeInstanceOf(Function);
    // A page is given what stands in its address, as it stands there.
    await page.onLoad?.(Object.fromEntries(search.slice(1).split("&").filter(Boolean).map((pair) => pair.split("="))));
    return page;
  };
  it.web = web = await it.opened("/pages/web/web");
  return it;
}
