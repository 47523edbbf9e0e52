// Asking for what a member shows on request, and their word to it: `src/model/member/asking.rs`.
// Gives `{gives: request}` or `{refused: {why, …}}`; `tests/rules/asking.json` is run against both.

const forms = require("./forms.js");
const membership = require("./membership.js");
const time = require("./time.js");
const { FIELDS } = require("./sight.js");
const { gives, refused, invalid } = require("./said.js");

/** The longest word or reason in characters, the most unanswered requests, after how many seconds one may ask again, and the longest grant. */
const WORD_MAX = 300, PENDING_MAX = 20, AGAIN = 30 * 86400, GRANT_MAX = 366 * 86400;

const waits = (request) => !!request && request.state === "pending";
const isOver = (request, now) => request.state === "granted" && time.hasCome(request.until, now);
const holds = (request, now) => !!request && request.state === "granted" && !isOver(request, now);

/** As it is at a moment, or null: a grant that is over is no request any more. */
const settled = (request, now) => (request && !isOver(request, now) ? request : null);

/** What it shows at a moment. */
const grants = (request, now) => (holds(request, now) ? request.fields : []);

const ordered = (fields) => FIELDS.filter((field) => fields.indexOf(field) >= 0);
/** Whether some are named, and none that is not among these. */
const within = (fields, among) => fields.length > 0 && fields.every((field) => among.indexOf(field) >= 0);

function short(key, given) {
  const text = forms.trim(given);
  return Array.from(text).length > WORD_MAX ? invalid([{ key, kind: { "too-much": WORD_MAX } }]) : { text };
}

/** With what belongs to a state, and nothing of a former one. */
function becomes(request, state, more) {
  const next = Object.assign({}, request, { state });
  for (const name of ["until", "again_from", "reason"]) delete next[name];
  return Object.assign(next, more);
}

/** `who`: where the one who asks stands (`is`), what they asked before, what they may ask for, how many of their requests wait. */
function ask(who, fields, word, now) {
  if (!membership.role(who.is, now)) return refused("members-only");
  const before = who.before;
  if (waits(before) || holds(before, now)) return refused("already");
  if (before && (before.state === "refused" || before.state === "revoked") && !time.hasCome(before.again_from, now)) {
    return refused("not-again", before.again_from ? { from: before.again_from } : {});
  }
  if (!within(fields, who.on_request)) return refused("nothing-there");
  const said = short("word", word);
  if (said.refused) return said;
  if (who.pending >= PENDING_MAX) return refused("full");
  return gives({ fields: ordered(fields), word: said.text, at: now, state: "pending" });
}

/** The owner shows what was asked for, or a part of it; a grant that holds gets another end, or is made smaller. `closed`: what
 *  the owner shows to nobody, or to organisers alone, and no grant opens. */
function grant(request, fields, closed, until, now) {
  if (!waits(request) && !holds(request, now)) return refused("nothing-there");
  if (!within(fields, request.fields) || fields.some((field) => closed.indexOf(field) >= 0)) return refused("nothing-there");
  if (until && (time.hasCome(until, now) || time.seconds(until) > time.seconds(now) + GRANT_MAX)) {
    return invalid([{ key: "until", kind: "malformed" }]);
  }
  return gives(Object.assign(becomes(request, "granted", until ? { until } : {}), { fields: ordered(fields) }));
}

function refuse(request, reason, now) {
  if (!waits(request)) return refused("nothing-there");
  const said = short("reason", reason);
  if (said.refused) return said;
  const more = { again_from: time.plus(now, AGAIN) };
  return gives(becomes(request, "refused", said.text === "" ? more : Object.assign(more, { reason: said.text })));
}

const revoke = (request, now) =>
  (holds(request, now) ? gives(becomes(request, "revoked", { again_from: time.plus(now, AGAIN) })) : refused("nothing-there"));

/** Then there is none. */
const takeBack = (request, now) => (waits(request) || holds(request, now) ? gives(null) : refused("nothing-there"));

module.exports = { settled, grants, ask, grant, refuse, revoke, takeBack };
