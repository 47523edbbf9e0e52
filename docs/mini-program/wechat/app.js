// `site` is where Linju is served from; its domain is whitelisted in the mini-program's console (业务域名), with the
// verification file at its root. `open` is what the web-view shall show when it is seen again.
App({ globalData: { site: "https://example.com/", open: "" } });
