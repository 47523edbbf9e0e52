// Who is in, and what those with a role decide about them. Whether somebody has one is read inside the transaction, from their own
// membership; nothing in a body says so.

const answer = require("./answer.js");
const command = require("./command.js");
const memberships = require("./memberships.js");
const passage = require("./passage.js");
const people = require("./people.js");
const review = require("./review.js");
const standing = require("./standing.js");
const store = require("./store.js");
const plain = require("../rules/community.js");
const rule = require("../rules/keeping.js");
const membership = require("../rules/membership.js");
const time = require("../rules/time.js");

/** Who was not renewed is shown for so many days. */
const SHOWN = 90;

/** `GET /communities/{community}/roster`: who is in, or was until lately, by name. */
function roster(e) {
  return answer.answered(e, () => {
    const id = e.request.pathValue("community"), now = store.now();
    review.mustOrganise(e.app, answer.needViewer(e).id, id);
    const size = answer.limit(e), after = answer.cursor(e, 2) || ["", ""];
    const rows = store.rows(e.app, people.PERSON + " WHERE m.community = {:id} AND ((m.state = 'member' AND (m.until = ''"
      + " OR m.until > {:since})) OR (m.state = 'expired' AND m.at > {:since})) AND (" + people.NAME + ", m.id) > ({:name}, {:after})"
      + " ORDER BY " + people.NAME + ", m.id LIMIT {:size}",
    { id, since: store.written(time.plus(now, -SHOWN * 86400)), name: after[0], after: after[1], size: size + 1 });
    const texts = rows.map((row) => JSON.stringify(people.seen(row, now)));
    return answer.read(e, answer.page(e, texts, size, (row) => [row.name, row.id]));
  });
}

/** What the rule says to one of the three. */
function decided(what, is, whom, input, community, now) {
  if (what === "remove") return rule.remove(is, whom, input.reason, community, now);
  if (what === "hand-over") return rule.handOver(is, whom, community, now);
  if (plain.ROLES.indexOf(input.role) < 0) return { refused: { why: "invalid", faults: [{ key: "role", kind: "malformed" }] } };
  return rule.appoint(is, whom, input.role, community, now);
}

/** `POST /communities/{community}/roster/{id}/appoint` `{role}`, `…/remove` `{reason}`, `…/hand-over`. */
function carryOut(e, what) {
  const id = e.request.pathValue("community");
  return command.once(e, (tx, user, body) => {
    const now = store.now(), input = command.input(body);
    const community = store.community(tx, id, now);
    if (!community) throw memberships.gone();
    const own = standing.membershipRow(tx, user, id);
    const is = membership.settled(standing.membershipOf(own), now);
    if (!membership.role(is, now)) throw answer.refusal({ why: "forbidden" });
    const row = review.memberOf(tx, id, e.request.pathValue("id"));
    if (!row) throw memberships.gone();
    const before = membership.settled(standing.membershipOf(row), now);
    const found = decided(what, is, before, input, community, now);
    if (found.refused) throw answer.refusal(found.refused);
    passage.keep(tx, { user: row.user, community, row, before, state: found.gives, now });
    if (found.stays) passage.keep(tx, { user, community, row: own, before: is, state: found.stays, now });
    return Object.assign({ id: row.id }, found.gives);
  });
}

module.exports = { roster, carryOut };
