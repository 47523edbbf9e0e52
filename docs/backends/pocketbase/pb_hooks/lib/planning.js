// Events that hosts plan, change and call off, and that members propose. Who may is read inside the transaction, from their own
// membership; what a rule says about seats, from the rows of `sign_ups`.

const answer = require("./answer.js");
const command = require("./command.js");
const letters = require("./letters.js");
const memberships = require("./memberships.js");
const sign_ups = require("./sign_ups.js");
const store = require("./store.js");
const rule = require("../rules/plan.js");

const invalid = (faults) => answer.refusal({ why: "invalid", faults });
const PARTS = ["title", "description", "start", "end", "zone", "venue", "capacity", "sign_up", "price", "hosts", "status", "status_note",
  "series", "tags", "cover", "photos"];
const TEXTS = ["title", "description", "zone", "price", "status", "status_note", "series", "photos"];

/** Writes an event into its record. */
function write(record, event) {
  for (const part of PARTS) {
    const value = event[part];
    const nothing = value === undefined || value === null;
    if (part === "start" || part === "end") record.set(part, nothing ? "" : store.written(value));
    else record.set(part, nothing ? (TEXTS.indexOf(part) >= 0 ? "" : null) : value);
  }
}

/** `PUT /events/{event}` `{community, plan, more}`. */
function create(e) {
  const id = e.request.pathValue("event");
  return command.once(e, (tx, user, body) => {
    const now = store.now();
    const read = rule.read(body.plan), more = rule.starts(body.more);
    // The last of a series has a longer name.
    if (!/^[A-Za-z0-9_-]{1,90}$/.test(id)) read.faults.push({ key: "event", kind: "malformed" });
    if (more === null) read.faults.push({ key: "more", kind: "malformed" });
    if (typeof body.community !== "string") read.faults.push({ key: "community", kind: "malformed" });
    if (read.faults.length > 0) throw invalid(read.faults);
    const community = store.community(tx, body.community, now);
    if (!community) throw memberships.gone();
    const waits = store.first(tx, "SELECT json(count(*)) AS row FROM events WHERE proposer = {:user} AND proposer != ''"
      + " AND status = 'proposed' AND ends > {:now}", { user, now: store.written(now) });
    const is = memberships.of(tx, user, community.id, now);
    const done = rule.planEvent(read.plan, more, id, is, store.called(tx, user), waits, community, now);
    if (done.refused) throw answer.refusal(done.refused);
    const collection = tx.findCollectionByNameOrId("events");
    for (const event of done.gives) {
      const there = store.texts(tx, "SELECT id AS row FROM events WHERE id = {:id}", { id: event.id });
      if (there.length > 0) throw answer.refusal({ why: "already" });
      const record = new Record(collection);
      record.set("id", event.id);
      record.set("community", community.id);
      if (event.status === "proposed") record.set("proposer", user);
      write(record, event);
      tx.save(record);
    }
    return store.event(tx, id, user, now);
  });
}

/** A command about an event that is there: `decide({is, own, event, community, now, body})` gives the rule's answer. */
function carryOut(e, decide) {
  const id = e.request.pathValue("event");
  return command.once(e, (tx, user, body) => {
    const now = store.now();
    const before = store.seen(tx, id, user, now);
    if (!before) throw memberships.gone();
    sign_ups.settle(tx, before, now);
    const event = store.event(tx, id, user, now);
    const community = event.community ? store.community(tx, event.community, now) : null;
    if (!community) throw answer.refusal({ why: "not-offered" });
    const record = tx.findRecordById("events", id);
    const own = record.getString("proposer") === user;
    const is = memberships.of(tx, user, community.id, now);
    const done = decide({ is, own, event, community, now, body });
    if (done.refused) throw answer.refusal(done.refused);
    write(record, done.gives);
    if (done.gives.status === "scheduled" || done.gives.status === "postponed") record.set("proposer", "");
    tx.save(record);
    letters.changed(tx, event, done.gives, user);
    sign_ups.settle(tx, store.event(tx, id, user, now), now);
    return store.event(tx, id, user, now);
  });
}

/** `PATCH /events/{event}`: a plan of which the parts are there that change. */
const edit = (e) => carryOut(e, ({ is, own, event, community, now, body }) => {
  const read = rule.read(body);
  const done = rule.edit(is, own, read.plan, event, community, now);
  const forbidden = done.refused && done.refused.why !== "invalid";
  if (forbidden || read.faults.length === 0) return done;
  return { refused: { why: "invalid", faults: read.faults.concat(done.refused ? done.refused.faults : []) } };
});

/** `POST /events/{event}/call-off` `{status, reason}`. */
const callOff = (e) => carryOut(e, ({ is, own, event, community, now, body }) => {
  if (rule.STATES.indexOf(body.status) < 0) throw invalid([{ key: "status", kind: "malformed" }]);
  return rule.callOff(is, own, body.status, command.input(body).reason, event, community, now);
});

/** `POST /events/{event}/adopt`. */
const adopt = (e) => carryOut(e, ({ is, event, community, now }) => rule.adopt(is, event, community, now));

module.exports = { create, edit, callOff, adopt };
