// A small real service that asks people to sign in: by a form, elsewhere by OAuth 2 with PKCE, or by a ticket that a
// host page hands over. Its tokens end, and are renewed once each. Rows are Linju's own, so that the mapping in
// sign-in-mapping.json has nothing to do but send.
//
//   node sign-in-service.mjs [--port 0] [--provider http://127.0.0.1:8500]
//
// With `--provider` it takes the tokens of that OpenID provider, and asks it of each whether it is good (RFC 7662).
// Prints its address on its first line. For the spec: GET /test/asked tells what was asked and how it was answered, POST
// /test/expire ends all tokens, POST /test/end all that could renew them, POST /test/lose lets the next renewal get lost on
// its way, POST /test/ticket gives a ticket; after POST /test/lead what is one's own is at the address in its body, `to`, and
// nothing here.
import { createHash, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { port: { type: "string", default: "0" }, provider: { type: "string" } } });

const PEOPLE = { lin: { id: "u1", name: "林小满", password: "right" }, wang: { id: "u2", name: "王叔", password: "right" } };
const COMMUNITIES = [
  {
    id: "garden",
    name: "屋顶菜园",
    purpose: "一起种菜",
    policy: {
      door: "open",
      form: [{ key: "why", label: "想种什么？", kind: "text", required: true }],
    },
  },
  { id: "chess", name: "树下象棋", purpose: "下棋", policy: { door: "open" } },
];
const MEMBERS = [{ id: "m1", community: "garden", name: "陈阿姨", role: "owner" }];

const secret = () => randomBytes(24).toString("base64url");
/** Token to person, what renews it to person, code to {person, challenge, redirect}, ticket to person. */
const tokens = new Map();
const renewals = new Map();
const codes = new Map();
const tickets = new Map();
/** Person's id to {community: membership}. */
const memberships = new Map();
let asked = [];
let leadsTo = null;
let loses = false;

function session(person) {
  const [token, refresh] = [secret(), secret()];
  tokens.set(token, person);
  renewals.set(refresh, person);
  return { token, refresh, expires_in: 3600, id: person.id, name: person.name };
}

async function who(request) {
  const [, token] = /^Bearer (.+)$/.exec(request.headers.authorization ?? "") ?? [];
  if (!values.provider || !token) return tokens.get(token);
  const { active, sub } = await tellProvider("/token/introspection", { token }, "club:known to the club alone");
  return active ? PEOPLE[sub] : undefined;
}

/** Sends a form to the provider, as a client with a secret where there is one. */
async function tellProvider(path, form, client) {
  const headers = client ? { authorization: `Basic ${btoa(client.replaceAll(" ", "+"))}` } : {};
  const answer = await fetch(`${values.provider}${path}`, { method: "POST", headers, body: new URLSearchParams(form) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
  return text ? JSON.parse(text) : {};
}

const say = (status, body, headers = {}) => ({ status, body, headers });
const page = (items) => say(200, { items, next: null, total: items.length });

/** Who may be asked to agree; a real one would ask for a password here. */
function authorize(query) {
  const redirect = query.get("redirect_uri");
  const good =
    query.get("response_type") === "code" &&
    query.get("client_id") === "linju" &&
    query.get("code_challenge_method") === "S256" &&
    /^[\w-]{43}$/.test(query.get("code_challenge") ?? "") &&
    /^http:\/\/127\.0\.0\.1:\d+\/[\w/]*$/.test(redirect ?? "");
  if (!good) return say(400, { message: "not a request with PKCE" });
  const code = secret();
  codes.set(code, { person: PEOPLE.lin, challenge: query.get("code_challenge"), redirect });
  const state = query.get("state");
  const back = new URL(redirect);
  back.search = String(new URLSearchParams({ code, state }));
  const no = new URL(redirect);
  no.search = String(new URLSearchParams({ error: "access_denied", state }));
  const escaped = (url) => String(url).replaceAll("&", "&amp;");
  const html = `<!doctype html><html lang="zh"><title>Club</title><h1>Club</h1>
    <a href="${escaped(back)}">同意</a> <a href="${escaped(no)}">不同意</a>`;
  return say(200, html, { "content-type": "text/html; charset=utf-8" });
}

async function answer(request, url, body) {
  const path = url.pathname;
  const route = `${request.method} ${path}`;
  const person = await who(request);
  const signedOut = say(401, { message: "Who are you?" });
  if (leadsTo && /^\/mine\/|\/membership$|\/members$/.test(path)) return say(307, undefined, { location: `${leadsTo}${path}` });
  switch (route) {
    case "GET /authorize":
      return authorize(url.searchParams);
    case "POST /log-in": {
      const person = PEOPLE[body.user];
      if (!person || person.password !== body.password) return say(401, { message: "名字和密码对不上" });
      return say(200, session(person));
    }
    case "POST /token": {
      const left = codes.get(body.code);
      codes.delete(body.code);
      const challenge = createHash("sha256").update(body.verifier ?? "").digest("base64url");
      const good = left && left.challenge === challenge && left.redirect === body.redirect;
      return good ? say(200, session(left.person)) : say(400, { message: "invalid_grant" });
    }
    case "POST /ticket": {
      const { person, over } = tickets.get(body.ticket) ?? {};
      tickets.delete(body.ticket);
      if (over) return say(400, { message: "the ticket is over" });
      return person ? say(200, session(person)) : say(400, { message: "no such ticket" });
    }
    case "POST /renew": {
      if (loses) {
        loses = false;
        return new Promise(() => {});
      }
      // Long enough for another tab to ask as well.
      await new Promise((yes) => setTimeout(yes, 300));
      const person = renewals.get(body.refresh);
      renewals.delete(body.refresh);
      return person ? say(200, session(person)) : say(400, { message: "invalid_grant" });
    }
    case "GET /me":
      return person ? say(200, { id: person.id, name: person.name }) : signedOut;
    case "POST /log-out":
      if (values.provider && person) {
        await tellProvider("/token/revocation", { token: body.refresh, client_id: "linju" });
      }
      for (const [token, of] of tokens) if (of === person) tokens.delete(token);
      return say(204);
    case "GET /communities":
      return person || !request.headers.authorization ? page(COMMUNITIES) : signedOut;
    case "GET /events":
      return person || !request.headers.authorization ? page([]) : signedOut;
    case "GET /mine/memberships": {
      if (!person) return signedOut;
      const all = memberships.get(person.id) ?? {};
      return page(Object.entries(all).map(([community, membership]) => ({ community, ...membership })));
    }
    case "GET /mine/sign-ups":
      return person ? page([]) : signedOut;
    case "GET /test/asked":
      return say(200, asked);
    case "POST /test/expire":
      tokens.clear();
      asked = [];
      return say(204);
    case "POST /test/end":
      tokens.clear();
      renewals.clear();
      return say(204);
    case "POST /test/lose":
      loses = true;
      return say(204);
    case "POST /test/lead":
      leadsTo = body.to;
      return say(204);
    case "POST /test/ticket": {
      const ticket = secret();
      tickets.set(ticket, { person: PEOPLE[body.who ?? "lin"], over: body.over });
      return say(200, { ticket });
    }
  }
  const [, id, rest] = /^\/communities\/([^/]+)(\/.*)?$/.exec(path) ?? [];
  const community = COMMUNITIES.find((c) => c.id === id);
  if (!community) return say(404, { message: "no such thing" });
  if (rest === "/members") return person ? page(MEMBERS.filter((m) => m.community === id)) : signedOut;
  if (rest === "/membership" && request.method === "PUT") {
    if (!person) return signedOut;
    const all = memberships.get(person.id) ?? {};
    all[id] = { state: "member", since: body.at, role: "member" };
    memberships.set(person.id, all);
    return say(200, all[id]);
  }
  return rest ? say(404, {}) : say(200, community);
}

const server = createServer((request, response) => {
  const url = new URL(request.url, "http://127.0.0.1");
  const cors = {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET, POST, PUT, DELETE",
    "access-control-allow-headers": "authorization, content-type",
  };
  if (request.method === "OPTIONS") return response.writeHead(204, cors).end();
  let text = "";
  request.on("data", (piece) => (text += piece));
  request.on("end", async () => {
    const body = text ? JSON.parse(text) : {};
    const one = { what: `${request.method} ${url.pathname}`, url: request.url, referer: request.headers.referer, body };
    if (!url.pathname.startsWith("/test/")) asked.push(one);
    const { status, body: said, headers } = await answer(request, url, body);
    one.status = status;
    const html = typeof said === "string";
    response.writeHead(status, { "content-type": "application/json", ...cors, ...headers });
    response.end(said === undefined ? undefined : html ? said : JSON.stringify(said));
  });
});
server.keepAliveTimeout = 600_000;
server.listen(Number(values.port), "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
