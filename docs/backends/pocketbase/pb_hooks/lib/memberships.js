// Joining, leaving and what lies between, on the rows of `memberships`.

const answer = require("./answer.js");
const command = require("./command.js");
const invitations = require("./invitations.js");
const passage = require("./passage.js");
const standing = require("./standing.js");
const store = require("./store.js");
const rules = require("../rules/membership.js");

/** Where somebody stands in a community, as the rules see it. */
const of = (app, user, community, now) =>
  rules.settled(standing.membershipOf(standing.membershipRow(app, user, community)), now);

/** Their role in it at this moment, or null. */
const role = (app, user, community) => rules.role(of(app, user, community, store.now()), store.now());

const gone = () => answer.refusal({ why: "gone" });

/** A join by its code: what stands under it, and what is to be kept of it. */
function brought(tx, id, code, user) {
  if (code === "") return { invitation: null, through: "" };
  const found = invitations.under(tx, id, code);
  if (!found) throw answer.refusal({ why: "code-unknown" });
  return found.user === user ? { invitation: null, through: "" } : found;
}

/** What a person does about their own membership. `what` is the rule's word; `going` is to leave or to withdraw. */
function does(tx, user, id, what, input) {
  const now = store.now();
  const community = store.community(tx, id, now);
  if (!community) return ofProposed(tx, user, id, what, input, now);
  const row = standing.membershipRow(tx, user, id);
  const is = standing.membershipOf(row);
  const settled = rules.settled(is, now);
  const what_ = what !== "going" ? what : settled.state === "member" ? "leave" : "withdraw";
  const by = what === "join" ? brought(tx, id, input.invitation, user) : {};
  const done = rules.transition(is, Object.assign({}, input, { do: what_ }), community, now, by.invitation);
  if (done.refused) throw answer.refusal(done.refused);
  const state = done.gives;
  const enters = ["join", "accept-invitation", "renew"].indexOf(what) >= 0 && settled.state !== "member";
  const more = enters ? coming(tx, settled, state, community, input, by, now) : {};
  const kept = passage.keep(tx, { user, community, row, before: settled, state, now, more });
  return standing.toldMembership(kept, id, now);
}

function carryOut(e, what) {
  const id = e.request.pathValue("community");
  return command.once(e, (tx, user, body) => does(tx, user, id, what, command.input(body)));
}

/** What is kept of how somebody came. */
function coming(tx, settled, state, community, input, by, now) {
  const used = by.invitation && rules.comes(settled, community, now);
  if (used) store.run(tx, "UPDATE invitations SET used = used + 1 WHERE id = {:id}", { id: by.id });
  const more = {
    looked_at: used ? !by.invitation.approval : !rules.comes(settled, community, now),
    to_look: !!used && !!by.invitation.approval, through: by.through || "", listed: input.listed,
  };
  if (state.state === "waitlisted") Object.assign(more, passage.kept(community, input));
  return more;
}

/** A community at which nobody has looked yet, as its founder sees it; once it was turned down there is none to see. */
const proposed = (app, id, now, user) =>
  (of(app, user, id, now).state === "pending-approval" ? store.proposed(app, id, now, user) : null);

/** What a founder does about a community at which nobody has looked yet: another word, or to take it back. */
function ofProposed(tx, user, id, what, input, now) {
  const community = store.proposed(tx, id, now, user);
  if (!community || (what !== "going" && what !== "say")) throw gone();
  const row = standing.membershipRow(tx, user, id);
  const is = standing.membershipOf(row);
  if (what === "say") {
    const done = rules.transition(is, Object.assign({}, input, { do: "say" }), community, now);
    if (done.refused) throw answer.refusal(done.refused);
    const kept = passage.keep(tx, { user, community, row, before: is, state: done.gives, now });
    return standing.toldMembership(kept, id, now);
  }
  // Also what was turned down: nobody but the founder knows of it.
  tx.delete(tx.findRecordById("communities", id));
  return { community: id, state: "none" };
}

/** `GET /me/memberships`. */
function mine(e) {
  return answer.answered(e, () => {
    const user = answer.needViewer(e).id;
    const now = store.now();
    const size = answer.limit(e), after = answer.cursor(e, 1) || [""];
    const rows = store.rows(e.app, standing.MEMBERSHIP + " WHERE m.user = {:user} AND m.state != 'none'"
      + " AND m.community > {:after} ORDER BY m.community LIMIT {:size}", { user, after: after[0], size: size + 1 });
    const told = rows.map((row) => JSON.stringify(standing.toldMembership(row, row.community, now)));
    return answer.read(e, answer.page(e, told, size, (row) => [row.community]));
  });
}

module.exports = { carryOut, does, proposed, mine, of, role, gone };
