// Joining, leaving and what lies between, on the rows of `memberships`.

const answer = require("./answer.js");
const command = require("./command.js");
const standing = require("./standing.js");
const store = require("./store.js");
const rules = require("../rules/membership.js");

/** Where somebody stands in a community, as the rules see it. */
const of = (app, user, community, now) =>
  rules.settled(standing.membershipOf(standing.membershipRow(app, user, community)), now);

/** Their role in it at this moment, or null. */
const role = (app, user, community) => rules.role(of(app, user, community, store.now()), store.now());

const gone = () => answer.refusal({ why: "gone" });

/** Those who wait come in while there is room, in the order in which they came. */
function moveUp(tx, id, now) {
  const community = store.community(tx, id, now);
  const capacity = (community.policy || {}).capacity;
  if (capacity === undefined || capacity === null) return;
  const paying = store.first(tx, "SELECT json(count(*)) AS row FROM memberships WHERE community = {:id}"
    + " AND state = 'pending-payment'", { id });
  const free = capacity - community.members - paying;
  if (free <= 0) return;
  const next = store.rows(tx, "SELECT json_object('id', id, 'looked_at', looked_at, 'answers', json(answers)) AS row"
    + " FROM memberships WHERE community = {:id} AND state = 'waitlisted' ORDER BY turn LIMIT {:free}", { id, free });
  for (const one of next) {
    const asks = !one.looked_at && rules.looks(community);
    const state = asks ? { state: "pending-approval", since: now, answers: one.answers } : rules.inAfterDues(community, now);
    standing.write(tx, tx.findRecordById("memberships", one.id), state, { turn: 0 });
  }
}

/** Keeps a new state, with its turn in the queue where there is one. */
function keep(tx, user, community, row, state, now, more) {
  const record = standing.record(tx, "memberships", row, { user, community });
  const turn = state.state === "waitlisted" ? standing.turn(tx, "memberships", "community", community) : 0;
  standing.write(tx, record, state, Object.assign({ turn }, more));
  if (state.state === "left" || state.state === "none") {
    store.run(tx, "DELETE FROM members WHERE user = {:user} AND community = {:community}", { user, community });
    moveUp(tx, community, now);
  }
  return standing.membershipRow(tx, user, community);
}

/** A command of a person about their own membership. `what` is the rule's word; `going` is to leave or to withdraw. */
function carryOut(e, what) {
  const id = e.request.pathValue("community");
  return command.once(e, (tx, user, body) => {
    const now = store.now();
    const input = command.input(body);
    const community = store.community(tx, id, now);
    if (!community) throw gone();
    const row = standing.membershipRow(tx, user, id);
    const is = standing.membershipOf(row);
    const settled = rules.settled(is, now);
    const what_ = what !== "going" ? what : settled.state === "member" ? "leave" : "withdraw";
    const done = rules.transition(is, Object.assign({ do: what_ }, input), community, now);
    if (done.refused) throw answer.refusal(done.refused);
    const invited = settled.state === "invited" || settled.state === "expired";
    const state = done.gives;
    // Who waits is asked nothing again when there is room.
    if (state.state === "waitlisted" && Object.keys(input.answers).length > 0) {
      state.answers = require("../rules/forms.js").clean((community.policy || {}).form, input.answers);
    }
    const kept = keep(tx, user, id, row, state, now, { looked_at: invited });
    return standing.toldMembership(kept, id, now);
  });
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

module.exports = { carryOut, mine, of, role, keep, moveUp, gone };
