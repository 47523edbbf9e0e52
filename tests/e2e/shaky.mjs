// A small real service of Linju's own contract that can be told to fail, and counts what it did: how often each command
// had an effect. It knows commands by their Idempotency-Key, or with `--forgets` by nothing.
//
//   node shaky.mjs [--port 0] [--forgets]
//
// Prints its address on its first line. For the spec: POST /test/fates `["drop"]` says what becomes of the next writes
// (see `FATES`), GET /test/did tells what was done, POST /test/release lets go what hangs.
import { createServer } from "node:http";
import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { port: { type: "string", default: "0" }, forgets: { type: "boolean" } } });

// `lose`: the line is cut before it is done; `drop`: after (in the middle of the answer: what is cut before it the browser
// repeats by itself); `hang`: done when it is released, and answered then;
// `slow`: done at once, answered when it is released; a number: this status, nothing done.
const FATES = ["lose", "drop", "hang", "slow"];
const COMMUNITY = { id: "garden", name: "屋顶菜园", purpose: "一起种菜", policy: { door: "open" } };
const EVENT = { id: "e1", title: "浇水", start: "2099-11-28T10:00:00+08:00", zone: "Asia/Shanghai" };
const PEOPLE = { "Bearer t-lin": "lin", "Bearer t-wang": "wang" };

const rows = { memberships: new Map(), "sign-ups": new Map() };
const answered = new Map();
const did = [];
let fates = [];
let held = [];

const page = (items) => ({ items, next: null, total: items.length });
const since = "2026-11-20T10:00:00Z";

/** Does it, whatever was there, and says how it is now. */
function apply(who, what, id, method, key) {
  if (!values.forgets && answered.has(key)) return answered.get(key);
  did.push({ who, what, id, method, key });
  const name = what === "memberships" ? "community" : "event";
  const states = {
    memberships: { PUT: { state: "member", role: "member", since }, DELETE: { state: "left", at: since } },
    "sign-ups": { PUT: { state: "confirmed", since }, DELETE: { state: "cancelled", at: since } },
  };
  const row = { [name]: id, ...states[what][method] };
  rows[what].set(`${who} ${id}`, row);
  answered.set(key, row);
  return row;
}

function read(who, path) {
  const [first, second, third] = path;
  if (first === "communities") {
    if (!second) return page([COMMUNITY]);
    return third ? page([]) : second === COMMUNITY.id ? COMMUNITY : null;
  }
  if (first === "events") return second ? (second === EVENT.id ? EVENT : null) : page([EVENT]);
  const own = [...(rows[second] ?? [])].filter(([key]) => key.startsWith(`${who} `));
  return page(own.map(([, row]) => row));
}

async function text(request) {
  let all = "";
  for await (const part of request) all += part;
  return all;
}

async function answer(request, response) {
  const say = (status, body, headers = {}) => {
    response.writeHead(status, {
      "access-control-allow-origin": "*",
      "access-control-allow-headers": "authorization, content-type, idempotency-key, if-none-match",
      "access-control-allow-methods": "GET, PUT, POST, DELETE",
      "access-control-expose-headers": "etag, retry-after",
      "access-control-max-age": "600",
      "content-type": "application/json",
      ...headers,
    });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  };
  const path = new URL(request.url, "http://x").pathname.split("/").filter(Boolean).map(decodeURIComponent);
  if (request.method === "OPTIONS") return say(204);
  if (path[0] === "test") {
    const body = await text(request);
    if (path[1] === "fates") fates = JSON.parse(body);
    if (path[1] === "release") held.splice(0).forEach((release) => release());
    return say(200, path[1] === "did" ? { did, waiting: held.length } : {});
  }
  const who = PEOPLE[request.headers.authorization];
  if (path[0] === "me" && !who) return say(401, { title: "who?" });
  if (request.method === "GET") {
    const found = read(who, path);
    return found ? say(200, found) : say(404, { title: "gone" });
  }
  if (path[0] === "session") return say(204);
  await text(request);
  const fate = fates.shift();
  const key = request.headers["idempotency-key"];
  const apply_ = () => apply(who, path[1], path[2], request.method, key);
  if (typeof fate === "number") return say(fate, { title: "not now" }, { "retry-after": "1" });
  if (fate && !FATES.includes(fate)) throw new Error(`no fate: ${fate}`);
  const cut = () => {
    response.writeHead(200, { "access-control-allow-origin": "*", "content-length": "1000" });
    response.write("{");
    setTimeout(() => request.socket.destroy(), 50);
  };
  if (fate === "lose") return cut();
  const row = fate === "hang" ? null : apply_();
  if (fate === "drop") return cut();
  if (fate === "hang" || fate === "slow") await new Promise((release) => held.push(release));
  return say(200, row ?? apply_());
}

const server = createServer((request, response) => {
  answer(request, response).catch((error) => {
    console.error(error);
    response.writeHead(500).end();
  });
});
server.listen(Number(values.port), "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
