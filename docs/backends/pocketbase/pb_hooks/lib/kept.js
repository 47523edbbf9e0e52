// What the server itself writes into rows, whoever makes them.

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

/** An address is one account, however it is written. */
function user(record) {
  if (record.email() !== record.email().toLowerCase()) record.setEmail(record.email().toLowerCase());
}

module.exports = { event, signUp, invitation, user };
