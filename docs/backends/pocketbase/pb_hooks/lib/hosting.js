// Those who come to an event, and what its hosts do about them. Whether somebody hosts is read inside the transaction, from their own
// membership; nothing in a body says so. What they do about others is counted by itself: whoever comes out of a basement sends all
// their marks at once.

const answer = require("./answer.js");
const command = require("./command.js");
const letters = require("./letters.js");
const memberships = require("./memberships.js");
const sign_ups = require("./sign_ups.js");
const standing = require("./standing.js");
const store = require("./store.js");
const rule = require("../rules/hosting.js");
const shape = require("../rules/shape.js");

/** The most rows of a page, so that a few of them are a hall. */
const MOST = 200;
/** Of a guest who comes with more people, so many are shown. */
const SHOWN = 1000;
/** As the app makes them for somebody who walks in. */
const ID = /^[a-z0-9]{15}$/;
/** Whoever stood so is told by a letter that they are turned away. */
const TOLD = ["confirmed", "pending-payment", "waitlisted"];

const ATTENDEE = standing.signUpWith(", 'user', s.user, 'name', iif(u.id IS NULL, s.guest, " + store.CALLED + "),"
  + " 'people', s.people, 'turn', s.turn, 'member', EXISTS (SELECT 1 FROM memberships m JOIN events e ON e.id = s.event"
  + " WHERE m.user = s.user AND s.user != '' AND m.community = e.community AND m.state = 'member'"
  + " AND (m.until = '' OR m.until > {:now}))")
  + " LEFT JOIN users u ON u.id = s.user";

const one = (tx, event, id, now) => store.first(tx, ATTENDEE + " WHERE s.event = {:event} AND s.id = {:id}",
  { event, id, now: store.written(now) });

/** The sign-up of a row. Who is on a paper list with others is counted with them, also where nobody wrote their names. */
function signUp(row) {
  const is = standing.signUpOf(row), named = (is.party || []).length;
  const others = Math.min(row.people - 1, SHOWN);
  if (others > named) is.party = (is.party || []).concat(new Array(others - named).fill(""));
  return is;
}

/** As hosts see somebody. */
function seen(row) {
  const told = { id: row.id };
  if (row.name) told.name = row.name;
  if (row.user === "") told.guest = true;
  if (row.member) told.member = true;
  return Object.assign(told, signUp(row));
}

const forbidden = () => answer.refusal({ why: "forbidden" });
const invalid = (key) => answer.refusal({ why: "invalid", faults: [{ key, kind: "malformed" }] });

/** Where somebody stands in the community of an event. */
const of = (app, user, event, now) =>
  (event.community ? memberships.of(app, user, event.community, now) : { state: "none" });

/** `GET /events/{event}/sign-ups`: who comes, or waits, or asks; in an order that stays. */
function attendees(e) {
  return answer.answered(e, () => {
    const id = e.request.pathValue("event"), user = answer.needViewer(e).id, now = store.now();
    const event = store.event(e.app, id, user, now);
    if (!event || !rule.hosts(of(e.app, user, event, now), now)) throw answer.problem(403, "may-not");
    const size = answer.limit(e, MOST), after = answer.cursor(e, 1) || [""];
    const rows = store.rows(e.app, ATTENDEE + " WHERE s.event = {:id} AND s.state NOT IN ('cancelled', 'rejected')"
      + " AND s.id > {:after} ORDER BY s.id LIMIT {:size}", { id, after: after[0], size: size + 1, now: store.written(now) });
    return answer.read(e, answer.page(e, rows.map((row) => JSON.stringify(seen(row))), size, (row) => [row.id]));
  });
}

/** The event as its rules see it, and the membership of who acts; nobody goes on who does not host. */
function begun(tx, user, id) {
  const now = store.now();
  const before = store.event(tx, id, user, now);
  if (!before) throw memberships.gone();
  const is = of(tx, user, before, now);
  if (!rule.hosts(is, now)) throw forbidden();
  sign_ups.settle(tx, before, now);
  return { is, now, event: sign_ups.asRuled(tx, store.event(tx, id, user, now), now) };
}

/** When somebody is said to have come: now, unless said. */
function moment(body, now) {
  if (body.at === undefined || body.at === null) return now;
  try {
    return shape.moment(body.at);
  } catch (thrown) {
    throw thrown === shape.misread ? invalid("at") : thrown;
  }
}

/** Keeps a new state. How many come stays as it is; who waits again has the place that they had. */
function keep(tx, row, state, what) {
  const kept = Object.assign({}, state), more = { lapsed: false };
  if (kept.state === "rejected") more.people = 1;
  else kept.party = row.party;
  if (kept.state === "confirmed" && !kept.ticket) kept.ticket = sign_ups.ticket();
  if (kept.state === "waitlisted" && !(what === "undo-check-in" && row.turn)) {
    more.turn = standing.turn(tx, "sign_ups", "event", row.event);
  }
  standing.write(tx, tx.findRecordById("sign_ups", row.id), kept, more);
  const tells = what === "turn-away" ? TOLD.indexOf(row.state) >= 0 : what === "promote";
  if (tells) letters.note(tx, row.user, row.event);
}

/**
 * `POST /events/{event}/sign-ups/{id}/approve`, `…/reject` `{reason}`, `…/promote`, `…/turn-away` `{reason}`, `…/check-in` `{at}`,
 * `…/undo-check-in`.
 */
function carryOut(e, what) {
  const id = e.request.pathValue("event"), person = e.request.pathValue("id");
  return command.once(e, (tx, user, body) => {
    const { is, now, event } = begun(tx, user, id);
    const row = one(tx, id, person, now);
    if (!row) throw memberships.gone();
    const asked = { do: what, verdict: e.request.pathValue("verdict"), reason: body.reason };
    if (what === "check-in") asked.at = moment(body, now);
    const done = rule.transition(is, signUp(row), row.user === "", asked, event, now);
    if (done.refused) throw answer.refusal(done.refused);
    keep(tx, row, done.gives, what);
    sign_ups.settle(tx, event, now);
    return Object.assign({ event: id }, seen(one(tx, id, person, now)));
  }, true);
}

/** `PUT /events/{event}/sign-ups/{id}` `{name, people, at}`: somebody who is there without having signed up. */
function walkIn(e) {
  const id = e.request.pathValue("event"), person = e.request.pathValue("id");
  return command.once(e, (tx, user, body) => {
    const { is, now, event } = begun(tx, user, id);
    const people = body.people === undefined || body.people === null ? 1 : body.people;
    if (typeof people !== "number" || people < 0 || people % 1 !== 0) throw invalid("people");
    const done = rule.walkIn(is, { person, name: body.name, people, at: moment(body, now) }, event, now);
    if (done.refused) throw answer.refusal(done.refused);
    if (!ID.test(person)) throw invalid("person");
    const there = store.texts(tx, "SELECT event AS row FROM sign_ups WHERE id = {:person}", { person })[0];
    // One of another event is nothing that a host is told of.
    if (there !== undefined) throw answer.refusal({ why: there === id ? "already" : "gone" });
    const record = standing.record(tx, "sign_ups", null, { id: person, event: id, guest: done.gives.name });
    standing.write(tx, record, done.gives, { people });
    return Object.assign({ event: id }, seen(one(tx, id, person, now)));
  }, true);
}

/** `POST /events/{event}/close-attendance`: who had a seat and is not there did not come. */
function close(e) {
  const id = e.request.pathValue("event");
  return command.once(e, (tx, user) => {
    const { is, now, event } = begun(tx, user, id);
    const not = rule.notClosing(is, event, now);
    if (not) throw answer.refusal(not.refused);
    store.run(tx, "UPDATE sign_ups SET state = 'no-show', since = '', updated = strftime('%Y-%m-%d %H:%M:%fZ')"
      + " WHERE event = {:id} AND state IN (SELECT value FROM json_each({:awaited}))", { id, awaited: JSON.stringify(rule.AWAITED) });
    return store.event(tx, id, user, now);
  }, true);
}

module.exports = { attendees, carryOut, walkIn, close };
