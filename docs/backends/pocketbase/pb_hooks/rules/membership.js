// What becomes of a membership when its holder does something: `src/model/membership/transition.rs`.
// Gives `{gives: state}` or `{refused: {why, …}}`; `tests/rules/membership.json` is run against both.

const time = require("./time.js");
const forms = require("./forms.js");

const refused = (why, more) => ({ refused: Object.assign({ why }, more) });
const gives = (state) => ({ gives: state });
const none = { state: "none" };

/** What it is at a moment, where time alone has changed it. */
function settled(state, now) {
  if (state.state === "member" && time.hasCome(state.until, now)) return { state: "expired", at: state.until };
  if (state.state === "invited" && time.hasCome(state.until, now)) return none;
  return state;
}

/** The role at a moment, or null. */
function role(state, now) {
  return state.state === "member" && !time.hasCome(state.until, now) ? state.role : null;
}

/** Owner, deputies and admins see what only organisers see, and decide. */
const organises = (role) => role === "owner" || role === "deputy" || role === "admin";

const isFull = (community) => {
  const capacity = community.policy && community.policy.capacity;
  return capacity !== undefined && capacity !== null && (community.members || 0) >= capacity;
};

/** Whether somebody looks at who knocks: the door says so, or a referral has to be checked. */
function looks(community) {
  const policy = community.policy || {};
  return policy.door === "approval" || !!(policy.referral && policy.referral.count > 0);
}

function inAfterDues(community, now) {
  const dues = (community.policy || {}).dues;
  return dues && dues.amount > 0
    ? { state: "pending-payment", since: now }
    : { state: "member", since: now, role: "member" };
}

const hasEnded = (community, now) => time.hasCome((community.activity || {}).closed, now);

function agreed(community, rules) {
  const version = (community.rules || {}).version || 0;
  const asks = (community.policy || {}).consent && version > 0;
  return !asks || rules === version ? null : refused("rules-not-agreed", { version });
}

const waits = (now) => gives({ state: "waitlisted", since: now });

/** Somebody from outside. */
function knock(community, command, now) {
  const policy = community.policy || {};
  if (policy.door === "closed") return refused("closed");
  if (policy.door === "invitation") return refused("invitation-needed");
  if (hasEnded(community, now)) return refused("closed");
  const not = agreed(community, command.rules);
  if (not) return not;
  const answers = command.answers || {};
  const faults = forms.check(policy.form, answers);
  if (faults.length > 0) return refused("invalid", { faults });
  if (isFull(community)) return waits(now);
  if (looks(community)) {
    const kept = forms.clean(policy.form, answers);
    const state = { state: "pending-approval", since: now };
    return gives(Object.keys(kept).length > 0 ? Object.assign(state, { answers: kept }) : state);
  }
  return gives(inAfterDues(community, now));
}

/** Somebody whom nobody needs to look at any more. */
function letIn(community, command, now) {
  if (hasEnded(community, now)) return refused("closed");
  const not = agreed(community, command.rules);
  if (not) return not;
  return isFull(community) ? waits(now) : gives(inAfterDues(community, now));
}

function join(is, community, command, now) {
  switch (is.state) {
    case "pending-approval": case "pending-payment": case "waitlisted": case "member": return refused("already");
    case "removed": return refused("not-again");
    case "invited": case "expired": return letIn(community, command, now);
    case "rejected":
      if (is.again_from && !time.hasCome(is.again_from, now)) return refused("not-again", { from: is.again_from });
      return knock(community, command, now);
    default: return knock(community, command, now);
  }
}

function accept(state, is, community, command, now) {
  if (is.state === "invited") return letIn(community, command, now);
  if (is.state === "member" || is.state === "pending-payment") return refused("already");
  return is.state === "none" && state.state === "invited" ? refused("offer-expired") : refused("nothing-there");
}

/** The membership after a command. */
function transition(state, command, community, now) {
  const is = settled(state, now);
  const among = (states) => states.indexOf(is.state) >= 0;
  switch (command.do) {
    case "join": return join(is, community, command, now);
    case "accept-invitation": return accept(state, is, community, command, now);
    case "decline-invitation": return among(["invited"]) ? gives(none) : refused("nothing-there");
    case "withdraw":
      return among(["pending-approval", "pending-payment", "waitlisted"]) ? gives(none) : refused("nothing-there");
    case "leave":
      if (!among(["member"])) return refused("nothing-there");
      return is.role === "owner" ? refused("owner-must-hand-over") : gives({ state: "left", at: now });
    default: return refused("not-offered");
  }
}

module.exports = { transition, settled, role, organises, isFull, looks, inAfterDues, hasEnded };
