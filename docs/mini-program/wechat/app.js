// A mini-program around Linju; config.json of the site names its pages:
// { "mini_program": { "scan": "/pages/scan/scan", "locate": "/pages/locate/locate", "pay": "/pages/pay/pay",
//   "calendar": "/pages/calendar/calendar", "remind": "/pages/remind/remind", "map": "/pages/map/map", "home": "/pages/index/index", "share": true } }
App({
  globalData: {
    // Where Linju is served from, and your own server; both domains are whitelisted in the mini-program's console (业务域名 for
    // the first, request 合法域名 for the second), with the verification file at the root of the first.
    site: "https://example.com/",
    server: "https://api.example.com/",
    // The message that reminds (订阅消息), by the id of its template.
    reminder: "",
    // What the web-view shall show when it is seen again.
    open: "",
  },

  /** The address with what a page brings to it; nothing but Linju itself is opened. */
  brings(back, name, value) {
    const address = decodeURIComponent(back);
    if (!address.startsWith(this.globalData.site)) return;
    this.globalData.open = address + (address.includes("?") ? "&" : "?") + name + "=" + encodeURIComponent(value);
  },

  /** Asks your server for something, as whoever uses the mini-program: it learns who that is from WeChat by the code. */
  ask(path, data) {
    const url = this.globalData.server + path;
    return new Promise((yes, no) => {
      wx.login({
        fail: no,
        success: ({ code }) =>
          wx.request({ url, method: "POST", data: { ...data, code }, timeout: 5000, fail: no,
            success: (answer) => (answer.statusCode === 200 ? yes(answer.data) : no(answer)) }),
      });
    });
  },
});
