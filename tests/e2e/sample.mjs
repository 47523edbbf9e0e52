// The sample mini-program of docs/mini-program/wechat over a stub of WeChat's own side: its pages as they are, run here.
import { readFile } from "node:fs/promises";
import { expect } from "./base.mjs";

const AT = new URL("../../docs/mini-program/wechat/", import.meta.url);
const read = (path) => readFile(new URL(path, AT), "utf8");

/**
 * Starts it around a site; `wx` is what WeChat does, beside signing in, which gives the code `c`. Gives its web-view, which shows
 * `web.data.src`, a way to open pages of it as `wx.navigateTo` does, and `left`, how often a page was left for the one before.
 */
export async function sample(wx, site) {
  const config = JSON.parse(await read("app.json"));
  let app;
  let web;
  const it = { left: 0 };
  const run = (source, Page) => new Function("App", "getApp", "Page", "wx", source)((is) => (app = is), () => app, Page, {
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
