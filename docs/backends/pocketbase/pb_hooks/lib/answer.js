// Answers: rows, pages, problems (RFC 9457). Who asks, too.

const store = require("./store.js");
const { say } = require("./words.js");

const TITLES = { 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 409: "Conflict",
  413: "Content Too Large", 422: "Unprocessable Content", 429: "Too Many Requests", 500: "Internal Server Error",
  503: "Service Unavailable" };
/** The most rows of a page, and the usual. */
const MOST = 100, USUAL = 50;

const header = (e, name) => e.request.header.get(name);

/** An end that is no fault of the server: thrown through a transaction it changes nothing. */
function problem(status, word, more) {
  return { problem: true, status, word, more: more || {} };
}

/** A refusal of the rules as status and body, without the words. */
function refusal(why) {
  const status = { gone: 404, invalid: 422, forbidden: 403 }[why.why] || 409;
  const more = { why: why.why };
  if (why.faults) {
    more.fields = why.faults.map((fault) => {
      const kind = typeof fault.kind === "string" ? fault.kind : Object.keys(fault.kind)[0];
      return { field: fault.key, message: kind };
    });
  }
  for (const name of ["version", "opens", "limit", "from"]) {
    if (why[name] !== undefined) more[name] = why[name];
  }
  return problem(status, why.why, more);
}

function send(e, status, type, body, etag) {
  const headers = e.response.header();
  headers.set("Content-Type", type);
  headers.set("Access-Control-Expose-Headers", "ETag, Retry-After");
  headers.set("Cache-Control", "private, no-cache");
  headers.add("Vary", "Authorization, Accept-Language");
  if (etag) headers.set("ETag", etag);
  return e.string(status, body);
}

/** Tells a problem in the reader's language. */
function tell(e, is) {
  const languages = header(e, "Accept-Language");
  const body = Object.assign({ title: TITLES[is.status], status: is.status, detail: say(is.word, languages) }, is.more);
  if (body.fields) {
    body.fields = body.fields.map((f) => ({ field: f.field, message: say(f.message, languages) }));
  }
  if (is.status === 429 || is.status === 503) e.response.header().set("Retry-After", "60");
  if (is.status === 401) e.response.header().set("WWW-Authenticate", "Bearer");
  return send(e, is.status, "application/problem+json", JSON.stringify(body));
}

const ok = (e, text) => send(e, 200, "application/json", text);

/** What is read; 304 where it is as it was (RFC 9110, section 13.1.2). */
function read(e, text) {
  const etag = '"' + $security.md5(text) + '"';
  if (header(e, "If-None-Match") === etag) {
    e.response.header().set("ETag", etag);
    return e.noContent(304);
  }
  return send(e, 200, "application/json", text, etag);
}

const query = (e, name) => e.request.url.query().get(name);

/** How many rows are wanted at most; no page has more than `most`. */
function limit(e, most = MOST) {
  const asked = Number(query(e, "limit") || USUAL);
  return asked >= 1 && asked <= most ? Math.floor(asked) : asked > most ? most : USUAL;
}

/** The last row of the page before, as `after` wrote it, or null. */
function cursor(e, parts) {
  const text = query(e, "cursor");
  if (!text) return null;
  try {
    const read = JSON.parse(text);
    if (Array.isArray(read) && read.length === parts && read.every((p) => typeof p === "string")) return read;
  } catch (_) { /* told below */ }
  throw problem(400, "unreadable");
}

/** A page of texts in JSON, of which one more was read than fits; `key` names a row for the cursor. */
function page(e, texts, size, key, total) {
  const more = texts.length > size;
  const shown = more ? texts.slice(0, size) : texts;
  const next = more ? JSON.stringify(JSON.stringify(key(JSON.parse(shown[size - 1])))) : "null";
  const count = total === undefined ? "" : ',"total":' + total;
  return '{"items":[' + shown.join(",") + '],"next":' + next + count + "}";
}

/** The account that asks, or null: signed in, and not signed out since. */
function viewer(e) {
  const account = e.auth;
  if (!account || account.collection().name !== "users") return null;
  const token = header(e, "Authorization").replace(/^bearer /i, "");
  const name = $security.sha256(token);
  const ended = store.texts(e.app, "SELECT name AS row FROM codes WHERE kind = 'ended' AND name = {:name}", { name });
  return ended.length > 0 ? null : account;
}

function needViewer(e) {
  const account = viewer(e);
  if (!account) throw problem(401, "sign-in");
  return account;
}

/** The body as an object; an empty one for none. */
function body(e) {
  const raw = toString(e.request.body);
  if (raw === "") return { raw, is: {} };
  try {
    const is = JSON.parse(raw);
    if (is !== null && typeof is === "object" && !Array.isArray(is)) return { raw, is };
  } catch (_) { /* told below */ }
  throw problem(400, "unreadable");
}

/** Carries out what answers; what it throws is told. */
function answered(e, work) {
  try {
    return work();
  } catch (thrown) {
    const is = thrown && thrown.problem ? thrown : null;
    if (is) return tell(e, is);
    e.app.logger().error("linju", "path", e.request.url.path, "error", String(thrown));
    if ($os.getenv("LINJU_TRACE")) console.log(e.request.url.path, thrown, thrown.stack);
    return tell(e, problem(500, "failed"));
  }
}

module.exports = { problem, refusal, tell, ok, read, page, limit, cursor, query, header, viewer, needViewer, body, answered };
