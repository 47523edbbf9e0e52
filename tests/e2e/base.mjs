// What all specs share: the clock, the watch on errors, where a backend's answers come from, and the few things
// that one backend can and another cannot.
import { expect } from "@playwright/test";
import { ANDROID } from "./agents.mjs";
import { NOW } from "./now.mjs";
import { OWN, peopleOf } from "./people.mjs";
import { isForbidden, test as plain } from "./policy.mjs";

export { expect };

/** Pages whose errors are what the test is about; with every other page an error fails the test. */
const provoked = new WeakSet();

export const test = plain.extend({
  /** Who answers: `embedded` (in the page), `json-server`, `pocketbase`, or a server of ours: `own-…`. */
  backend: ["embedded", { option: true }],
  /** Where the answers come from, without a slash at the end: an address for all, or one for each worker. */
  services: [[""], { option: true }],
  service: async ({ services }, use, { parallelIndex }) => use(services[parallelIndex % services.length]),
  /** Whether it is somebody with an account, where only such may do anything: they have signed in before. */
  person: [true, { option: true }],

  /** Who came during this test; on a server of ours they are forgotten when it ends, and their seats are free again. */
  people: async ({ backend, service }, use) => {
    const people = peopleOf(backend, service);
    await use(people);
    await people.forget();
  },

  context: async ({ context, backend, service, services }, use) => {
    await prepare(context, services.length > 1 && OWN[backend], service);
    await use(context);
  },

  page: async ({ page }, use) => {
    const seen = [];
    page.on("pageerror", (error) => seen.push(`uncaught: ${error.message}`));
    page.on("console", (message) => {
      // What the network says by itself is the business of the tests about the network; what the policy forbids that of policy.mjs.
      if (isForbidden(message)) return;
      if (message.type() === "error" && !/Failed to load resource|Failed to fetch|net::ERR|ERR_/.test(message.text())) {
        seen.push(`console: ${message.text()}`);
      }
    });
    await use(page);
    if (!page.isClosed()) await page.unrouteAll({ behavior: "ignoreErrors" });
    if (!provoked.has(page)) expect(seen, "errors in the page").toEqual([]);
  },

  /** The page and what a reader finds on it. */
  app: async ({ page, backend, service, person, people }, use) => {
    const app = new App(page, backend, service);
    if (app.hasAccounts && person) await app.signIn(await people.make());
    await use(app);
  },

  /** Somebody else, on a device of their own, who has signed in on a server of ours. */
  other: async ({ browser, backend, service, services, people }, use) => {
    const context = await browser.newContext();
    await prepare(context, services.length > 1 && OWN[backend], service);
    const app = new App(await context.newPage(), backend, service);
    if (app.own) await app.isSignedIn(await people.session(await people.make({ name: "王叔" }), 3600));
    await use(app);
    await context.close();
  },
});

/** Sets the clock of all pages of a device, and on a server of ours where that is. */
async function prepare(context, own, service) {
  if (own) {
    const config = { backend: "mapped", mapping: `mappings/${own.mapping}.json`, base: service };
    await context.route("**/config.json", (route) => route.fulfill({ json: config }));
  }
  // Shifted, not stopped: ages grow and deadlines pass as they do for a reader.
  const ahead = Date.parse(NOW) - Date.now();
  await context.addInitScript((ahead) => {
    const Real = Date;
    const now = () => Real.now() + ahead;
    globalThis.passTime = (ms) => {
      ahead += ms;
    };
    globalThis.Date = new Proxy(Real, {
      construct: (target, args) => Reflect.construct(target, args.length ? args : [now()]),
      apply: () => new Real(now()).toString(),
      get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
    });
  }, ahead);
}

/** Errors in this page are what the test is about. */
export function expectErrors(page) {
  provoked.add(page);
}

/** From now on the page is in a mini-program's web-view, WeChat's unless it calls itself otherwise. */
export function inMiniProgram(page, agent = ANDROID) {
  return page.addInitScript((agent) => Object.defineProperty(navigator, "userAgent", { get: () => agent }), agent);
}

export class App {
  constructor(page, backend, service) {
    this.page = page;
    this.backend = backend;
    this.embedded = backend === "embedded";
    this.service = service;
    /** A server of ours, which holds the rules itself (docs/backends). */
    this.own = backend in OWN;
    /** One has to sign in before one joins or signs up. */
    this.hasAccounts = this.own || backend === "pocketbase";
    /** It shows a directory to members only; json-server shows its rows to whoever asks. */
    this.guarded = backend !== "json-server";
    /** It keeps the model's rules: it counts seats, keeps queues, writes tickets and knows what was. */
    this.keepsRules = this.embedded || this.own;
    /** What a ticket looks like. */
    this.ticket = this.embedded ? /^[0-9A-F]{8}$/ : /^[A-HJ-NP-Z2-9]{10}$/;
    /** What the form to sign in calls the name. */
    this.nameLabel = backend === "pocketbase" ? "邮箱" : "用户名";
    /** What the form says of a wrong password: the server's words where they are the reader's, else ours. */
    this.wrongPassword = this.own ? "名字、密码或验证码不对。" : "没有登录成，请看看填得对不对。";
    /** What this backend cannot do, as *Connection* says it. */
    this.cannot = this.keepsRules ? [] : ["候补", "守住名额"];
  }

  /** Opens an address of the app and waits until there is a page. */
  async open(path = "/") {
    await this.page.goto(`.${path}`);
    await this.ready();
  }

  /** The page has come: its heading is there and nothing is loading. */
  async ready() {
    await expect(this.title).toBeVisible({ timeout: 20_000 });
    await expect(this.main.getByText(/^(正在加载|正在載入|Loading)$/)).toHaveCount(0, { timeout: 20_000 });
  }

  /** With what somebody signed in with before, on a server of ours; until they sign out. */
  isSignedIn(session) {
    const kept = [`linju/signed-in/${OWN[this.backend].mapping} ${this.service}`, JSON.stringify(session)];
    return this.page.addInitScript((kept) => {
      if (localStorage.getItem("signed-in-once")) return;
      localStorage.setItem("signed-in-once", "yes");
      localStorage.setItem(...kept);
    }, kept);
  }

  /** Somebody else with the same service, on a device of theirs. */
  async beside(context, session) {
    await prepare(context, OWN[this.backend], this.service);
    const app = new App(await context.newPage(), this.backend, this.service);
    await app.isSignedIn(session);
    return app;
  }

  /** Signs in by the form, until the tab is closed. */
  async signIn(person) {
    await this.open("/sign-in?back=%2F");
    await this.fillIn(person);
    await expect(this.title).toHaveText("身边", { timeout: 20_000 });
  }

  /** Fills in the form and sends it, as it is where a service asks for a name and a password. */
  async fillIn({ email, password }) {
    await this.main.getByRole("textbox", { name: this.nameLabel }).fill(email);
    await this.main.getByLabel("密码", { exact: true }).fill(password);
    await this.button("登录").click();
  }

  /** What somebody goes by who has given no name. */
  goesBy({ email }) {
    return this.own ? email.split("@")[0] : email;
  }

  get main() {
    return this.page.getByRole("main");
  }

  get title() {
    return this.main.getByRole("heading", { level: 1 });
  }

  get cards() {
    return this.main.getByRole("article");
  }

  /** The card whose link has exactly this name. */
  card(name) {
    return this.cards.filter({ has: this.page.getByRole("link", { name, exact: true }) });
  }

  /** A tab of the bar; what waits there is said before its name. */
  tab(name) {
    return this.page.getByRole("navigation").getByRole("link", { name: new RegExp(`(^|\\s)${name}$`) });
  }

  /** What waits, was refused or is in doubt, in the place of where the viewer stands. */
  get waits() {
    return this.main.getByRole("status").filter({ hasText: /送出|发送|没有成功|送到/ });
  }

  get search() {
    return this.page.getByRole("searchbox");
  }

  button(name) {
    return this.main.getByRole("button", { name, exact: true });
  }

  link(name) {
    return this.main.getByRole("link", { name, exact: true });
  }

  /** A part of the page by its heading. */
  part(name) {
    return this.main.getByRole("region", { name, exact: true });
  }

  /** Presses a button that asks first, and says yes. */
  async surely(name) {
    await this.button(name).click();
    await this.page.getByRole("dialog").getByRole("button", { name, exact: true }).click();
    await expect(this.page.getByRole("dialog")).toBeHidden();
  }

  /** Joins an open community, as one has to before its directory opens. */
  async join(id) {
    await this.open(`/c/${id}/join`);
    const agree = this.main.getByRole("checkbox", { name: /我同意/ });
    if (await agree.count()) await tick(agree);
    await this.button("加入").click();
    await expect(this.main.getByText("你是这里的成员")).toBeVisible();
  }

  /** Answers every request for data in the given way; `only` narrows it to some, by address and what is in them. */
  async answer(how, only = /./) {
    await this.page.route(
      (url) => url.href.startsWith(this.service),
      (route) => (only.test(this.said(route.request())) ? how(route) : route.fallback()),
    );
  }

  /** What a request asks for: its address, and its body where all are sent to one address. */
  said(request) {
    const { pathname, search } = new URL(request.url());
    return `${pathname}${search} ${this.backend === "own-postgresql" ? request.postData() ?? "" : ""}`.trim();
  }

  /** All pages of a list but the first, by what is said. */
  get onward() {
    return /[?&_](page=[2-9]|cursor=.)|"after":"/;
  }

  /** Whether a request changes something. */
  isCommand(request) {
    if (this.backend === "own-postgresql") return /"mutation/.test(request.postData() ?? "");
    return ["POST", "PUT", "DELETE"].includes(request.method());
  }

  /** The next answer with a list of events; nothing to wait for where all of it is in the page. */
  freshEvents() {
    if (this.embedded) return null;
    const events = /\/events(\/records)?\?|events\(/;
    return this.page.waitForResponse((answer) =>
      answer.url().startsWith(this.service) && events.test(this.said(answer.request())));
  }

  /** The reader comes back to the page after a while, and what is no longer young is asked for again. */
  async comesBack() {
    await this.page.evaluate(() => {
      window.passTime(600_000);
      document.dispatchEvent(new Event("visibilitychange"));
    });
  }

  /** How far down the page is. */
  scrolled() {
    return this.page.evaluate(() => window.scrollY);
  }
}

/** Ticks a box or chooses an option as a finger does: on its label, for the input itself is not drawn. */
export async function tick(box) {
  await box.locator("xpath=ancestor::label").click();
  await expect(box).toBeChecked();
}
