// Where somebody stands, between the columns and the contract's JSON. What belongs to a state is written, all else
// is emptied, so that nothing of a former state stays behind.

const store = require("./store.js");
const membership = require("../rules/membership.js");
const { moment } = store;

const QUEUE = "(SELECT count(*) FROM memberships q WHERE q.community = m.community AND q.state = 'waitlisted'"
  + " AND q.turn <= m.turn)";
// Who came by somebody's own code and is still there.
const CAME = "(SELECT json_group_array(k.called) FROM (SELECT " + store.CALLED + " AS called FROM memberships b"
  + " JOIN users u ON u.id = b.user WHERE b.through = m.id AND b.through != '' AND b.state IN"
  + " ('pending-approval', 'pending-payment', 'waitlisted', 'member') ORDER BY b.since, b.rowid LIMIT 200) k)";
// What belongs to the row itself; `more` is what else is asked for.
const membershipWith = (more) => "SELECT json_object('id', m.id, 'community', m.community, 'state', m.state,"
  + " 'since', " + moment("m.since") + ", 'until', " + moment("m.until") + ", 'at', " + moment("m.at") + ","
  + " 'again_from', " + moment("m.again_from") + ", 'role', nullif(m.role, ''), 'reason', m.reason,"
  + " 'position', CASE WHEN m.state = 'waitlisted' THEN " + QUEUE + " END, 'answers', json(m.answers),"
  + " 'rules', json(m.rules), 'paying', " + moment("m.paying") + ", 'link', m.link, 'sponsor', m.sponsor,"
  + " 'listed', json(iif(m.listed, 'true', 'false')), 'code', m.code, 'talk', json(m.talk),"
  + " 'came', json(CASE WHEN m.state = 'pending-approval' THEN " + CAME + " END)" + more + ") AS row FROM memberships m";
const MEMBERSHIP = membershipWith("");

const LINE = "(SELECT count(*) FROM sign_ups q WHERE q.event = s.event AND q.state = 'waitlisted'"
  + " AND q.offer_until = '' AND q.turn <= s.turn)";
const signUpWith = (more) => "SELECT json_object('id', s.id, 'event', s.event, 'state', s.state, 'since', " + moment("s.since") + ","
  + " 'at', " + moment("s.at") + ", 'offer_until', " + moment("s.offer_until") + ", 'reason', s.reason,"
  + " 'position', CASE WHEN " + store.WAITS + " THEN " + LINE + " END, 'party', json(s.party),"
  + " 'answers', json(s.answers), 'ticket', s.ticket, 'seen', json(iif(s.seen, 'true', 'false')), 'feedback', s.feedback"
  + more + ") AS row FROM sign_ups s";
const SIGN_UP = signUpWith("");

const OF = {
  "none": [], "invited": ["until"], "pending-payment": ["since", "role", "rules", "link"],
  "pending-approval": ["since", "answers", "rules", "sponsor", "listed", "code", "came", "talk"],
  "waitlisted": ["since", "position", "offer_until", "rules"], "member": ["since", "until", "role", "rules", "paying"],
  "rejected": ["reason", "again_from"], "left": ["at"], "removed": ["reason"], "expired": ["at"],
  "confirmed": ["since"], "cancelled": ["at"], "checked-in": ["at"], "no-show": [],
};

/** The state and what belongs to it, of a row; `also` belongs to every state. */
function wire(row, also) {
  const told = { state: row.state };
  for (const name of (OF[row.state] || []).concat(also)) {
    const value = row[name];
    const nothing = value === undefined || value === null || value === "" || value === false
      || (typeof value === "object" && Object.keys(value).length === 0);
    if (!nothing) told[name] = value;
  }
  return told;
}

const membershipOf = (row) => (row ? wire(row, []) : { state: "none" });

const signUpOf = (row) => (row ? wire(row, ["party", "answers", "ticket", "seen", "feedback"]) : { state: "none" });

/** The membership's row of a person, or null. */
const membershipRow = (app, user, community) =>
  store.first(app, MEMBERSHIP + " WHERE m.user = {:user} AND m.community = {:community}", { user, community });

const signUpRow = (app, user, event) =>
  store.first(app, SIGN_UP + " WHERE s.user = {:user} AND s.event = {:event}", { user, event });

/** What a person is told of their membership. */
const toldMembership = (row, community, now) =>
  Object.assign({ community }, membership.settled(membershipOf(row), now));

const toldSignUp = (row, event) => Object.assign({ event }, signUpOf(row));

const DATES = ["since", "until", "at", "again_from", "offer_until", "paying"];

/** Writes a state into a record, which is saved. */
function write(app, record, state, more) {
  const has = {};
  for (const field of record.collection().fields.fieldNames()) has[field] = true;
  for (const name of DATES.concat(["role", "reason", "ticket", "link", "sponsor", "feedback"])) {
    if (has[name]) record.set(name, DATES.indexOf(name) >= 0 && state[name] ? store.written(state[name]) : state[name] || "");
  }
  record.set("state", state.state);
  record.set("answers", state.answers || null);
  if (has.party) record.set("party", state.party || null);
  if (has.seen) record.set("seen", state.seen === true);
  if (has.talk) record.set("talk", state.talk || null);
  if (has.rules) record.set("rules", state.rules === undefined ? null : state.rules);
  for (const name of Object.keys(more || {})) record.set(name, more[name]);
  app.save(record);
}

/** The record of a row, or a new one. */
function record(app, collection, row, values) {
  if (row) return app.findRecordById(collection, row.id);
  const made = new Record(app.findCollectionByNameOrId(collection));
  for (const name of Object.keys(values)) made.set(name, values[name]);
  return made;
}

/** The next turn in a queue: what the server took first comes first. */
const turn = (app, table, column, id) => {
  const sql = "SELECT json(coalesce(max(turn), 0) + 1) AS row FROM " + table + " WHERE " + column + " = {:id}";
  return store.first(app, sql, { id });
};

module.exports = {
  MEMBERSHIP, SIGN_UP, membershipWith, signUpWith, membershipOf, signUpOf, membershipRow, signUpRow, toldMembership, toldSignUp, write, record, turn,
};
