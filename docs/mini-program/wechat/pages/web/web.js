// Linju. `?path=` opens a screen of it, so that every screen can be shared and reached by a QR code.
const app = getApp();

// `parameter` of `handed_over`.
const TICKET = "ticket";

/** An address without a parameter, wherever it stands: whoever wrote `path` is not to sign anybody in as themselves. */
function without(address, name) {
  const is = (pair) => {
    try {
      return decodeURIComponent(pair.split("=")[0]) === name;
    } catch {
      return true;
    }
  };
  // Browsers leave tabs and line ends out of an address.
  const [screen, ...behind] = address.replace(/[\t\n\r]/g, "").split("#");
  const cut = (part) => {
    const [before, ...query] = part.split("?");
    const pairs = query.join("?").split("&").filter((pair) => pair && !is(pair));
    return pairs.length > 0 ? before + "?" + pairs.join("&") : before;
  };
  return [screen, ...behind].map(cut).join("#");
}

/** An address with a parameter, before what stands behind `#`: there nobody looks for it. */
function withParameter(address, name, value) {
  const [page, ...behind] = address.split("#");
  const added = page + (page.includes("?") ? "&" : "?") + name + "=" + encodeURIComponent(value);
  return [added, ...behind].join("#");
}

Page({
  data: { src: "" },
  told: [],

  async onLoad({ path = "" }) {
    const src = app.globalData.site + without(decodeURIComponent(path).replace(/^\/+/, ""), TICKET);
    // Who has signed in here is signed in there: your server makes a code that is good once, for a minute, and Linju exchanges it
    // (`handed_over` of the mapping; docs/embedding.md). Without a server they sign in there, when they want to do something.
    const code = await app.ask("hand-over", {}).then((said) => said.code, () => "");
    this.setData({ src: code ? withParameter(src, TICKET, code) : src });
  },

  // A page of ours has something for Linju: it is opened at the address that it asked for.
  onShow() {
    const { open } = app.globalData;
    if (!open) return;
    app.globalData.open = "";
    this.setData({ src: without(open, TICKET) });
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
