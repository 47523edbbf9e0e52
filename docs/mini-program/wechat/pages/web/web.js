// Linju. `?path=` opens a screen of it, so that every screen can be shared and reached by a QR code.
const app = getApp();

Page({
  data: { src: "" },
  told: [],

  async onLoad({ path = "" }) {
    const src = app.globalData.site + decodeURIComponent(path).replace(/^\/+/, "");
    // Who has signed in here is signed in there: your server makes a code that is good once, for a minute, and Linju exchanges it
    // (`handed_over` of the mapping; docs/embedding.md). Without a server they sign in there, when they want to do something.
    const code = await app.ask("hand-over", {}).then((said) => said.code, () => "");
    this.setData({ src: code ? src + (src.includes("?") ? "&" : "?") + "code=" + encodeURIComponent(code) : src });
  },

  // A page of ours has something for Linju: it is opened at the address that it asked for.
  onShow() {
    const { open } = app.globalData;
    if (!open) return;
    app.globalData.open = "";
    this.setData({ src: open });
  },

  // What Linju said of its screens; WeChat hands it over before something is shared.
  heard({ detail }) {
    this.told = detail.data;
  },

  // What is shared is the screen that is open, or what was chosen on it, and not the first.
  onShareAppMessage({ webViewUrl = "" }) {
    const { site } = app.globalData;
    const told = this.told.filter(({ screen }) => screen === webViewUrl).pop() ?? {};
    const url = told.url ?? webViewUrl;
    const path = url.startsWith(site) ? url.slice(site.length) : "";
    return { title: told.title, path: "/pages/web/web?path=" + encodeURIComponent(path) };
  },
});
