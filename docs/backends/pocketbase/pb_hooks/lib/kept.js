// What the server itself writes into rows, whoever makes them.

const command = require("./command.js");
const invitations = require("./invitations.js");
const standing = require("./standing.js");
const store = require("./store.js");
const time = require("../rules/time.js");
const rules = require("../rules/sign_up.js");

/** When it is over. */
function event(record) {
  const ends = rules.ends({ start: record.getString("start"), end: record.getString("end") || null });
  record.set("ends", store.written(time.text(ends)));
}

/** Who is put into a queue by hand stands behind those who are there. */
function signUp(app, record) {
  if (!(record.getInt("people") > 0)) record.set("people", 1);
  if (record.getString("state") === "waitlisted" && !record.getInt("turn")) {
    record.set("turn", standing.turn(app, "sign_ups", "event", record.getString("event")));
  }
}

/** An invitation that an administrator makes. */
function invitation(record) {
  if (!record.getString("made")) record.set("made", store.written(store.now()));
}

/** A change of a row with what comes of it: both or neither. */
function both(e, work) {
  command.together(e.app, (tx) => {
    e.app = tx;
    work(tx);
    e.next();
  });
}

/** Whoever decides less than before, or is in no more, leaves no code that they could not make now; whoever writes it, an administrator too. */
function membership(e) {
  const was = e.record.original();
  const is = { state: e.record.getString("state"), role: e.record.getString("role") || "member" };
  const same = is.state === "member" && is.role === (was.getString("role") || "member");
  if (was.getString("state") !== "member" || same) return e.next();
  const until = e.record.getString("until");
  if (until) is.until = until.replace(" ", "T");
  return both(e, (tx) => invitations.keep(tx, is, e.record.getString("user"), e.record.getString("community")));
}

/** So it is for a row, or an account, that is deleted. */
const noMembership = (e) =>
  both(e, (tx) => invitations.keep(tx, { state: "none" }, e.record.getString("user"), e.record.getString("community")));
const noUser = (e) => both(e, (tx) => invitations.forget(tx, e.record.id));

/** An address is one account, however it is written. */
function user(record) {
  if (record.email() !== record.email().toLowerCase()) record.setEmail(record.email().toLowerCase());
}

module.exports = { event, signUp, invitation, membership, noMembership, noUser, user };
