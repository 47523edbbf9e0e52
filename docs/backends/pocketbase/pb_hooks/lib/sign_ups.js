// Seats, the queue for them, and offers that expire, on the rows of `sign_ups`.

const answer = require("./answer.js");
const command = require("./command.js");
const letters = require("./letters.js");
const memberships = require("./memberships.js");
const standing = require("./standing.js");
const store = require("./store.js");

const seats = require("../rules/seats.js");
const rules = require("../rules/sign_up.js");
const time = require("../rules/time.js");

/** Letters and digits that nobody takes for one another. */
const TICKET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const ticket = () => $security.randomStringWithAlphabet(10, TICKET);

/** Offers that are over fall to the next, and seats that are free go to the head of the queue. */
function settle(tx, event, now) {
  const values = { event: event.id, now: store.written(now) };
  store.run(tx, "UPDATE sign_ups SET lapsed = 1 WHERE event = {:event} AND state = 'waitlisted' AND lapsed = 0"
    + " AND offer_until != '' AND offer_until <= {:now}", values);
  const is = rules.window(event, now);
  if (is === "off" || is === "begun" || is === "over") return;
  const queue = store.rows(tx, "SELECT json_object('id', s.id, 'people', s.people) AS row FROM sign_ups s"
    + " WHERE s.event = {:event} AND " + store.WAITS + " ORDER BY s.turn", values);
  if (queue.length === 0) return;
  const held = store.first(tx, "SELECT json(coalesce(sum(s.people), 0)) AS row FROM sign_ups s WHERE s.event = {:event}"
    + " AND " + store.HOLDS, values);
  const capacity = event.capacity === undefined ? null : event.capacity;
  const up = seats.moved(capacity, held, queue);
  if (up.length === 0) return;
  const minutes = store.first(tx, "SELECT json(offer_minutes) AS row FROM events WHERE id = {:event}", values);
  for (const id of up) {
    const record = tx.findRecordById("sign_ups", id);
    if (minutes > 0) {
      const until = Math.min(time.seconds(now) + minutes * 60, time.seconds(event.start));
      record.set("offer_until", store.written(time.text(until)));
    } else {
      record.set("state", "confirmed");
      record.set("since", store.written(now));
      record.set("ticket", ticket());
    }
    tx.save(record);
    letters.note(tx, record.getString("user"), event.id);
  }
}

/** The same for an event by its id, in a transaction of its own. */
function settleOne(app, id) {
  command.together(app, (tx) => {
    const now = store.now();
    const event = store.event(tx, id, "", now);
    if (event) settle(tx, event, now);
  });
}

/** Whatever offers are over by now. */
function settleDue(app) {
  const due = store.texts(app, "SELECT DISTINCT event AS row FROM sign_ups WHERE offer_until != '' AND lapsed = 0"
    + " AND offer_until <= {:now} AND state = 'waitlisted'", { now: store.written(store.now()) });
  for (const id of due) settleOne(app, id);
}

/** The event as the rules see it: of those who wait, the ones who could never be seated hold back nobody. */
function asRuled(tx, event, now) {
  if (event.capacity === undefined || event.capacity === null) return event;
  const waiting = store.first(tx, "SELECT json(coalesce(sum(s.people), 0)) AS row FROM sign_ups s"
    + " WHERE s.event = {:event} AND s.people <= {:capacity} AND " + store.WAITS,
  { event: event.id, capacity: event.capacity, now: store.written(now) });
  return Object.assign({}, event, { waiting });
}

/** Keeps a new state of somebody's sign-up; with `stays` the place in the queue is as it was. */
function keep(tx, user, event, row, state, stays) {
  const record = standing.record(tx, "sign_ups", row, { user, event: event.id });
  const more = { people: (state.party || []).length + 1 };
  if (!stays) more.lapsed = false;
  if (state.state === "waitlisted" && !stays) more.turn = standing.turn(tx, "sign_ups", "event", event.id);
  const kept = Object.assign({}, state);
  if (kept.state === "confirmed" && !kept.ticket) kept.ticket = ticket();
  standing.write(tx, record, kept, more);
}

/** A command of a person about their own sign-up. */
function carryOut(e, what) {
  const id = e.request.pathValue("event");
  return command.once(e, (tx, user, body) => {
    const now = store.now();
    const input = command.input(body);
    const before = store.seen(tx, id, user, now);
    if (!before) throw memberships.gone();
    settle(tx, before, now);
    const event = asRuled(tx, store.event(tx, id, user, now), now);
    const row = standing.signUpRow(tx, user, id);
    const member = event.community ? memberships.of(tx, user, event.community, now) : { state: "none" };
    const done = rules.transition(standing.signUpOf(row), Object.assign({ do: what }, input), event, member, now);
    if (done.refused) throw answer.refusal(done.refused);
    keep(tx, user, event, row, done.gives, what === "change-sign-up" || what === "give-feedback");
    letters.reads(tx, user, answer.header(e, "Accept-Language"));
    if (what === "cancel-sign-up" || what === "change-sign-up") settle(tx, event, now);
    return standing.toldSignUp(standing.signUpRow(tx, user, id), id);
  });
}

/** `GET /me/sign-ups`. */
function mine(e) {
  return answer.answered(e, () => {
    const user = answer.needViewer(e).id;
    settleDue(e.app);
    const size = answer.limit(e), after = answer.cursor(e, 1) || [""];
    const rows = store.rows(e.app, standing.SIGN_UP + " WHERE s.user = {:user} AND s.event > {:after}"
      + " ORDER BY s.event LIMIT {:size}", { user, after: after[0], size: size + 1 });
    const told = rows.map((row) => JSON.stringify(standing.toldSignUp(row, row.event)));
    return answer.read(e, answer.page(e, told, size, (row) => [row.event]));
  });
}

module.exports = { carryOut, mine, settle, settleOne, settleDue, asRuled, keep, ticket };
