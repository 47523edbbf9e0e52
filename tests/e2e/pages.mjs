// Every page there is, with what its reader must find on it.

/** @type {{ name: string, path: string, title: RegExp, heading: string, tab: string, inside?: string }[]} */
export const everyPage = [
  { name: "Discover", path: "/", title: /^发现 · 邻聚$/, heading: "身边", tab: "发现" },
  { name: "Discover with filters", path: "/?when=week&kind=events&district=%E6%8B%B1%E5%A2%85%E5%8C%BA&city=%E6%9D%AD%E5%B7%9E", title: /发现/, heading: "拱墅区身边", tab: "发现" },
  { name: "a community", path: "/c/hometown", title: /^陇上同乡会 · 杭州 · 邻聚$/, heading: "陇上同乡会 · 杭州", tab: "发现" },
  { name: "its door", path: "/c/hometown/join", title: /申请加入陇上同乡会/, heading: "申请加入陇上同乡会 · 杭州", tab: "发现" },
  { name: "its directory", path: "/c/hometown/members", title: /成员/, heading: "陇上同乡会 · 杭州的名录", tab: "发现" },
  { name: "an event", path: "/e/e-parents-1", title: /溪边捡石头/, heading: "溪边捡石头，给每块起个名字", tab: "发现" },
  { name: "signing up", path: "/e/e-parents-1/sign-up", title: /报名：溪边捡石头/, heading: "溪边捡石头，给每块起个名字", tab: "发现" },
  { name: "Agenda", path: "/agenda", title: /日程/, heading: "日程", tab: "日程" },
  { name: "Mine", path: "/mine", title: /我的圈子/, heading: "我的圈子", tab: "我的圈子" },
  { name: "Me", path: "/me", title: /^我 · 邻聚$/, heading: "我", tab: "我" },
  { name: "Connection", path: "/connection", title: /连接/, heading: "连接", tab: "我" },
];

/** Addresses that lead nowhere. */
export const unknown = [
  ["an address that names no page", "/nowhere"],
  ["an unknown community", "/c/nobody"],
  ["an unknown event", "/e/nothing"],
  ["the door of an unknown community", "/c/nobody/join"],
  ["an id with every kind of character", `/c/${encodeURIComponent("../邻 聚?#&%")}`],
];
