// What organisers decide about who is let in. Whether somebody is one is read inside the transaction, from their own membership;
// nothing in a body says so.

const answer = require("./answer.js");
const command = require("./command.js");
const memberships = require("./memberships.js");
const passage = require("./passage.js");
const people = require("./people.js");
const standing = require("./standing.js");
const store = require("./store.js");
const membership = require("../rules/membership.js");
const keeping = require("../rules/keeping.js");
const rule = require("../rules/review.js");

const SINCE = "coalesce(" + store.moment("m.since") + ", '')";

/** An organiser of a community. */
function mustOrganise(app, user, community) {
  if (!membership.organises(memberships.role(app, user, community))) throw answer.problem(403, "may-not");
}

/** A membership of a community by its id, with whose it is. */
const memberOf = (tx, community, id) => store.first(tx, standing.membershipWith(", 'user', m.user")
  + " WHERE m.id = {:id} AND m.community = {:community}", { id, community });

/** `GET /communities/{community}/applications`: the longest first. */
function applications(e) {
  return answer.answered(e, () => {
    const id = e.request.pathValue("community");
    mustOrganise(e.app, answer.needViewer(e).id, id);
    const size = answer.limit(e), after = answer.cursor(e, 2) || ["", ""];
    const now = store.now();
    const rows = store.rows(e.app, people.PERSON + " WHERE m.community = {:id} AND m.state IN"
      + " ('pending-approval', 'pending-payment', 'waitlisted') AND (" + SINCE + ", m.id) > ({:since}, {:after})"
      + " ORDER BY " + SINCE + ", m.id LIMIT {:size}", { id, since: after[0], after: after[1], size: size + 1 });
    const texts = rows.map((row) => JSON.stringify(people.seen(row, now)));
    return answer.read(e, answer.page(e, texts, size, (row) => [row.since || "", row.id]));
  });
}

/** `POST /communities/{community}/applications/{id}/approve`, `…/reject` `{reason, again_from}`, `…/paid`. */
function application(e) {
  const id = e.request.pathValue("community"), verdict = e.request.pathValue("verdict");
  return command.once(e, (tx, user, body) => {
    mustOrganise(tx, user, id);
    const now = store.now();
    const community = store.community(tx, id, now);
    const row = community ? memberOf(tx, id, e.request.pathValue("id")) : null;
    if (!row) throw memberships.gone();
    const is = standing.membershipOf(row);
    const found = rule.membership(is, Object.assign({}, body, { verdict }), community, now);
    if (found.refused) throw answer.refusal(found.refused);
    const state = Object.assign({}, found.gives);
    // Whose dues come late has never been out.
    const before = is.state === "member" && state.state === "member" ? is : membership.settled(is, now);
    // Who waits for a place after all keeps what was said and asked for.
    const more = { looked_at: true };
    if (state.state === "waitlisted") Object.assign(more, { sponsor: is.sponsor || "", listed: !!is.listed });
    passage.keep(tx, { user: row.user, community, row, before, state, now, more });
    return Object.assign({ id: row.id }, state);
  });
}

/** What one of the organisers asks back of who has knocked. */
function askBack(tx, user, id, person, text) {
  if (!membership.organises(memberships.role(tx, user, id))) throw answer.refusal({ why: "forbidden" });
  const now = store.now();
  const community = store.community(tx, id, now);
  const row = community ? memberOf(tx, id, person) : null;
  if (!row) throw memberships.gone();
  const is = standing.membershipOf(row);
  const found = keeping.askBack(memberships.of(tx, user, id, now), is, store.called(tx, user), text, community, now);
  if (found.refused) throw answer.refusal(found.refused);
  passage.keep(tx, { user: row.user, community, row, before: is, state: found.gives, now });
  const told = Object.assign({ id: row.id }, found.gives);
  delete told.code;
  return told;
}

/** `POST /communities/{community}/words` `{text, person}`: one's own without `person`, else as an organiser. */
function words(e) {
  const id = e.request.pathValue("community");
  return command.once(e, (tx, user, body) => {
    const input = command.input(body);
    return input.person === "" ? memberships.does(tx, user, id, "say", input) : askBack(tx, user, id, input.person, input.text);
  });
}

module.exports = { mustOrganise, memberOf, applications, application, words };
