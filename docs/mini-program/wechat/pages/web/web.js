// Linju. `?path=` opens a screen of it, so that every screen can be shared and reached by a QR code.
const app = getApp();

Page({
  data: { src: "" },

  onLoad({ path = "" }) {
    this.setData({ src: app.globalData.site + decodeURIComponent(path).replace(/^\/+/, "") });
  },

  // A page of ours (pages/scan) has something for Linju: it is opened at the address that it asked for.
  onShow() {
    const { open } = app.globalData;
    if (!open) return;
    app.globalData.open = "";
    this.setData({ src: open });
  },

  // What is shared is the screen that is open, and not the first.
  onShareAppMessage({ webViewUrl = "" }) {
    const { site } = app.globalData;
    const path = webViewUrl.startsWith(site) ? webViewUrl.slice(site.length) : "";
    return { path: "/pages/web/web?path=" + encodeURIComponent(path) };
  },
});
