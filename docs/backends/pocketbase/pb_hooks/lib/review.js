// What organisers decide: who is let in, who gets a seat that has to be asked for. Whether somebody is one is read
// inside the transaction, from their own membership; nothing in a body says so.

const answer = require("./answer.js");
const command = require("./command.js");
const memberships = require("./memberships.js");
const sign_ups = require("./sign_ups.js");
const standing = require("./standing.js");
const store = require("./store.js");
const membership = require("../rules/membership.js");
const rule = require("../rules/review.js");

const NAMED = "SELECT json_object('id', r.id, 'name', coalesce(nullif(u.name, ''), r.guest), 'state', r.state,"
  + " 'since', " + store.moment("r.since") + ", 'people', r.people, 'party', json(r.party), 'answers', json(r.answers),"
  + " 'ticket', r.ticket, 'turn', r.turn) AS row FROM ";
const APPLICATIONS = NAMED.replace("r.guest", "''").replace(" 'people', r.people, 'party', json(r.party),", "")
  .replace(" 'ticket', r.ticket,", "") + "memberships r LEFT JOIN users u ON u.id = r.user";
const SIGN_UPS = NAMED + "sign_ups r LEFT JOIN users u ON u.id = r.user";

/** An organiser of a community; hosts too, where `hosts` may. */
function mustOrganise(app, user, community, hosts) {
  const role = community ? memberships.role(app, user, community) : null;
  if (!membership.organises(role) && !(hosts && role === "host")) throw answer.problem(403, "may-not");
}

function listed(e, sql, where, values) {
  const size = answer.limit(e), after = answer.cursor(e, 1) || [""];
  const texts = store.texts(e.app, sql + where + " AND r.id > {:after} ORDER BY r.id LIMIT {:size}",
    Object.assign({ after: after[0], size: size + 1 }, values));
  return answer.read(e, answer.page(e, texts, size, (row) => [row.id]));
}

/** `GET /communities/{community}/applications`. */
function applications(e) {
  return answer.answered(e, () => {
    const id = e.request.pathValue("community");
    mustOrganise(e.app, answer.needViewer(e).id, id, false);
    return listed(e, APPLICATIONS, " WHERE r.community = {:id} AND r.state IN"
      + " ('pending-approval', 'pending-payment', 'waitlisted')", { id });
  });
}

/** `GET /events/{event}/sign-ups`. */
function attendance(e) {
  return answer.answered(e, () => {
    const id = e.request.pathValue("event");
    const event = store.event(e.app, id, "", store.now());
    mustOrganise(e.app, answer.needViewer(e).id, event ? event.community : null, true);
    return listed(e, SIGN_UPS, " WHERE r.event = {:id} AND r.state NOT IN ('cancelled', 'rejected')", { id });
  });
}

/** `POST /communities/{community}/applications/{id}/approve`, `…/reject` `{reason, again_from}`, `…/paid`. */
function application(e) {
  const id = e.request.pathValue("community"), verdict = e.request.pathValue("verdict");
  return command.once(e, (tx, user, body) => {
    mustOrganise(tx, user, id, false);
    const now = store.now();
    const community = store.community(tx, id, now);
    const row = store.first(tx, standing.MEMBERSHIP + " WHERE m.id = {:one} AND m.community = {:id}",
      { one: e.request.pathValue("id"), id });
    if (!community || !row) throw memberships.gone();
    const found = rule.membership(standing.membershipOf(row), Object.assign({}, body, { verdict }), community, now);
    if (found.refused) throw answer.refusal(found.refused);
    const state = found.gives;
    const record = tx.findRecordById("memberships", row.id);
    const turn = state.state === "waitlisted" ? standing.turn(tx, "memberships", "community", id) : 0;
    standing.write(tx, record, state, { turn, looked_at: true });
    if (verdict === "reject") memberships.moveUp(tx, id, now);
    return Object.assign({ id: row.id }, state);
  });
}

/** `POST /events/{event}/sign-ups/{id}/approve`, `…/reject` `{reason}`. */
function signUp(e) {
  const id = e.request.pathValue("event"), verdict = e.request.pathValue("verdict");
  return command.once(e, (tx, user, body) => {
    const now = store.now();
    const before = store.event(tx, id, user, now);
    mustOrganise(tx, user, before ? before.community : null, true);
    sign_ups.settle(tx, before, now);
    const event = sign_ups.asRuled(tx, store.event(tx, id, user, now), now);
    const row = store.first(tx, standing.SIGN_UP + " WHERE s.id = {:one} AND s.event = {:id}",
      { one: e.request.pathValue("id"), id });
    if (!row) throw memberships.gone();
    const found = rule.signUp(standing.signUpOf(row), Object.assign({}, body, { verdict }), event, now);
    if (found.refused) throw answer.refusal(found.refused);
    sign_ups.keep(tx, user, event, row, found.gives, now);
    return Object.assign({ id: row.id }, standing.toldSignUp(store.first(tx, standing.SIGN_UP + " WHERE s.id = {:one}",
      { one: row.id }), id));
  });
}

module.exports = { applications, attendance, application, signUp };
