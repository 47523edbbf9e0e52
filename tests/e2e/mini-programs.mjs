// Web-views of mini-programs, as far as the page sees them: what they call themselves, their scripts and what these say. WeChat's is
// the real file (npm `weixin-js-sdk`) over a stub of the client's bridge; the others are their calls as they are documented, and were
// not run on a device.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { expect, tick } from "./base.mjs";
import { AGENTS } from "./agents.mjs";

// npm's file is the platform's in the wrapping of a module; as a script it puts itself under these two names.
const module = await readFile(createRequire(import.meta.url).resolve("weixin-js-sdk"), "utf8");
const SDK = `(() => { const module = {}; ${module}; window.wx = window.jWeixin = module.exports; })();`;

/** The document that tells operators of them. */
const DOC = await readFile(new URL("../../docs/embedding.md", import.meta.url), "utf8");

/** The rows of one of its tables, cell by cell; the first is its head. */
export function table(name) {
  const [, rest] = DOC.split(`<!-- ${name} -->\n`);
  const rows = rest.split("<!-- end -->")[0].trim().split("\n");
  return rows.filter((row) => !/^\|-/.test(row)).map((row) => row.slice(2, -2).split(" | "));
}

/** The pages that a mini-program has. */
export const PAGES = {
  scan: "/pages/scan/scan", locate: "/pages/locate/locate", pay: "/pages/pay/pay", calendar: "/pages/calendar/calendar",
  remind: "/pages/remind/remind", map: "/pages/map/map", home: "/pages/index/index",
};

/** Who signs addresses for WeChat. */
export const SIGN = "https://sign.example/wechat";

/** What is documented of their scripts: where its calls are, what `getEnv` says, whether `postMessage` is told without `data`. */
export const HOSTS = {
  WeChat: { script: "https://res.wx.qq.com/open/js/jweixin-1.6.0.js", calls: "wx.miniProgram" },
  QQ: { script: "https://qqq.gtimg.cn/miniprogram/webview_jssdk/qqjssdk-1.0.0.js", calls: "qq.miniProgram" },
  Alipay: { script: "https://appx/web-view.min.js", calls: "my", told: "plain" },
  Douyin: { script: "https://lf3-cdn-tos.bytegoofy.com/obj/goofy/developer/jssdk/jssdk-1.2.1.js", calls: "tt.miniProgram" },
  Baidu: { script: "https://b.bdstatic.com/searchbox/icms/searchbox/js/swan-2.0.21.js", calls: "swan.webView", confirms: "smartprogram" },
};
for (const [name, host] of Object.entries(HOSTS)) host.agent = AGENTS[name];
export const SCRIPT = HOSTS.WeChat.script;

/** What `cargo xtask build --for` adds to the policy for a host: the table that it goes by is this one (tests/hosts.rs). */
export const originOf = (name) => table("hosts").find(([host]) => host.split(" ")[0] === name).at(-1).replaceAll("`", "");

/**
 * A device in a mini-program: its script comes from its own address alone, and what it is asked is noted in `asked`. `answer` is what the
 * bridge says to it (null: nothing), or to each call by its name (`ok` to what is not named), `env` whether it says that this is a mini-program (null: nothing), `signed` what it gives to calls
 * that want a signature (null: it refuses the signature), `allowed` whether the site is built for this host.
 */
export async function inside(page, name, { pages = PAGES, answer = "ok", env = true, signed = null, agent = HOSTS[name].agent, script = HOSTS[name].script, allowed = true } = {}) {
  const { calls, confirms = "miniprogram", told } = HOSTS[name];
  const fetched = [];
  await page.addInitScript(([agent, name, answer, env, signed]) => {
    Object.defineProperty(navigator, "userAgent", { get: () => agent });
    globalThis.asked = [];
    if (name !== "WeChat") return;
    if (env) globalThis.__wxjs_environment = "miniprogram";
    // A client without a bridge never says that it is ready.
    if (env === null) return;
    const says = (call) => (answer && typeof answer === "object" ? (call in answer ? answer[call] : "ok") : answer);
    // The client's bridge, as its script uses it.
    globalThis.WeixinJSBridge = {
      invoke(call, args, done) {
        const tells = (more) => setTimeout(() => done({ err_msg: `${call}:${more?.cancel ? "cancel" : more ? "ok" : "fail"}`, ...more }), 20);
        if (call === "invokeMiniProgramAPI") {
          globalThis.asked.push({ name: args.name, ...args.arg });
          const said = says(args.name);
          if (said) setTimeout(() => done({ err_msg: `${call}:${said}` }), 20);
        } else if (call === "preVerifyJSAPI") {
          const { verifyAppId, verifySignature, verifyTimestamp, verifyNonceStr, verifyJsApiList } = args;
          globalThis.asked.push({ name: call, verifyAppId, verifySignature, verifyTimestamp, verifyNonceStr, verifyJsApiList });
          tells(signed && {});
        } else if (signed?.[call]) {
          const { latitude, longitude, name, address, type, needResult, scanType } = args;
          globalThis.asked.push({ name: call, latitude, longitude, place: name, address, type, needResult, scanType });
          tells(signed[call]);
        }
      },
      on() {},
    };
  }, [agent, name, answer, env, signed]);
  const stub = `
    let at = globalThis;
    for (const name of ${JSON.stringify(calls.split("."))}) at = at[name] ??= {};
    const answer = ${JSON.stringify(answer)};
    for (const name of ["navigateTo", "switchTab", "reLaunch", "navigateBack"]) {
      at[name] = ({ success, fail, ...given }) => {
        globalThis.asked.push({ name, ...given });
        const said = answer && typeof answer === "object" ? (name in answer ? answer[name] : "ok") : answer;
        if (said) setTimeout(said === "ok" ? success : fail, 20);
      };
    }
    at.postMessage = (told) => globalThis.asked.push({ name: "postMessage", ...(${JSON.stringify(told ?? "")} ? told : told.data) });
    at.getEnv = (say) => ${env} !== null && setTimeout(() => say({ ${confirms}: ${env} }), 20);`;
  await page.route(new URL(script, "http://127.0.0.1/").host === "127.0.0.1" ? `**/${script}` : script, (route) => {
    fetched.push(route.request().url());
    return route.fulfill({ contentType: "text/javascript", body: name === "WeChat" ? SDK : stub });
  });
  await page.route("**/config.json", (route) => route.fulfill({ json: { backend: "embedded", mini_program: pages } }));
  if (allowed && script.startsWith("https:")) await allows(page, originOf(name));
  return fetched;
}

/** The page's policy with the origin of a script. */
async function allows(page, origin) {
  await page.route((url) => !/\.\w+$/.test(url.pathname), async (route) => {
    if (!route.request().isNavigationRequest()) return route.fallback();
    const answer = await route.fetch();
    const policy = answer.headers()["content-security-policy"].replace("script-src 'self'", `script-src 'self' ${origin}`);
    return route.fulfill({ response: answer, headers: { ...answer.headers(), "content-security-policy": policy } });
  });
}

/** Who signs addresses for WeChat; the addresses that were to be signed. */
export async function signs(page) {
  const addresses = [];
  await page.route(`${SIGN}?**`, (route) => {
    addresses.push(new URL(route.request().url()).searchParams.get("url"));
    const headers = { "access-control-allow-origin": "*" };
    return route.fulfill({ headers, json: { appId: "wx0", timestamp: 1795000000, nonceStr: "n", signature: "s" } });
  });
  return addresses;
}

/** What the host was asked, in order. */
export const asked = (page) => page.evaluate(() => globalThis.asked);

/** The next thing that the host is asked, after what `act` does. */
export async function next(page, act) {
  const before = (await asked(page)).length;
  await act();
  await expect.poll(async () => (await asked(page)).length).toBe(before + 1);
  const call = (await asked(page)).at(-1);
  return { ...call, page: call.url && new URL(call.url, "https://host.example") };
}

/** Plays somebody of the data set. */
export async function plays(app, name) {
  await app.open("/me");
  const radio = app.main.getByRole("radio", { name });
  await Promise.all([app.page.waitForEvent("load"), tick(radio)]);
  await app.ready();
}
export const hosts = (app) => plays(app, "组织者");

export const EVENT = "e-dog-walk-1";
export const DOOR = `/organise/e/${EVENT}/check-in`;
/** How many are there. */
export const there = (app) => app.main.locator(".tally > div").filter({ hasText: "已到" }).locator("dd");
export const notice = (app, text) => app.main.locator(".notice").filter({ hasText: text });
/** What a page of the mini-program opens when it has read something (docs/mini-program). */
export const brings = (back, text) => `${back}${back.includes("?") ? "&" : "?"}scan=${encodeURIComponent(text)}`;

/** Who has a ticket of the event. */
export async function guests(page) {
  const rows = await page.evaluate(async () => (await fetch("data/s/dog-walk.json")).json());
  return rows.filter((row) => row.event === EVENT && row.ticket && row.name);
}

/** Asks for the page that scans; the address that it is to come back to. */
export async function scans(app, page) {
  const call = await next(page, () => app.button("扫码签到").click());
  expect(call.name).toBe("navigateTo");
  expect(call.page.pathname).toBe(PAGES.scan);
  return call.page.searchParams.get("back");
}
