// What becomes of a membership or a sign-up when an organiser decides about it: `src/model/review.rs`.
// Gives `{gives: state}` or `{refused: {why, …}}`; `tests/rules/review.json` and `review-sign-up.json` are run against both.

const time = require("./time.js");
const membership = require("./membership.js");
const signUps = require("./sign_up.js");
const { REASON_MAX, gives, refused, invalid, said } = require("./said.js");

/** A reason that says something. */
const given = (verdict) => said("reason", verdict.reason, REASON_MAX);

function rejects(verdict) {
  const why = given(verdict);
  if (why.refused) return why;
  const from = verdict.again_from;
  if (from === undefined || from === null) return gives({ state: "rejected", reason: why.text });
  if (time.seconds(from) === null) return invalid([{ key: "again_from", kind: "malformed" }]);
  return gives({ state: "rejected", reason: why.text, again_from: time.text(time.seconds(from)) });
}

/** The dues of another term have come, in time or when the term was over. */
function stays(state, community) {
  const term = membership.months(community.policy || {});
  const next = Object.assign({}, state, { until: term ? time.plusMonths(state.until, term) : state.until });
  delete next.paying;
  return gives(next);
}

/** The dues of somebody who is let in have come. */
function paid(is, community, now) {
  if (is.state === "member") return refused("already");
  if (is.state !== "pending-payment") return refused("nothing-there");
  const ended = membership.living(community, now);
  if (ended) return ended;
  return membership.isFull(community) ? refused("full") : gives(membership.enters(community, is.rules, is.role || "member", now));
}

function approve(is, community, now) {
  if (["member", "pending-payment", "waitlisted"].indexOf(is.state) >= 0) return refused("already");
  if (is.state !== "pending-approval") return refused("nothing-there");
  const ended = membership.living(community, now);
  if (ended) return ended;
  if (!membership.isFull(community)) return gives(membership.inAfterDues(community, is.rules, "member", now));
  const waits = { state: "waitlisted", since: now };
  return gives(is.rules === undefined ? waits : Object.assign(waits, { rules: is.rules }));
}

/** The membership of who knocked, after a verdict. */
function reviewMembership(state, verdict, community, now) {
  if (verdict.verdict === "paid" && state.state === "member" && state.until && state.paying) return stays(state, community);
  const is = membership.settled(state, now);
  switch (verdict.verdict) {
    case "approve": return approve(is, community, now);
    case "paid": return paid(is, community, now);
    case "reject":
      if (is.state === "rejected") return refused("already");
      return ["pending-approval", "pending-payment", "waitlisted"].indexOf(is.state) >= 0
        ? rejects(verdict) : refused("nothing-there");
    default: return refused("not-offered");
  }
}

/** The sign-up of who asked for a seat, after a verdict; the ticket is written by who keeps it. */
function reviewSignUp(is, verdict, event, now) {
  const among = (states) => states.indexOf(is.state) >= 0;
  switch (verdict.verdict) {
    case "approve": {
      if (among(["confirmed", "waitlisted", "checked-in"])) return refused("already");
      if (is.state !== "pending-approval") return refused("nothing-there");
      const window = signUps.window(event, now);
      if (window === "off" || window === "over") return refused(window);
      const people = (is.party || []).length + 1;
      const bounded = event.capacity !== undefined && event.capacity !== null;
      const waiting = event.waiting || 0;
      const fits = waiting === 0 && (!bounded || (event.taken || 0) + people <= event.capacity);
      if (fits) return gives(Object.assign({}, is, { state: "confirmed", since: now }));
      if ((event.sign_up || {}).waitlist === false || (bounded && people > event.capacity)) return refused("full");
      return gives(Object.assign({}, is, { state: "waitlisted", since: now, position: waiting + 1 }));
    }
    case "reject": {
      if (is.state === "rejected") return refused("already");
      if (is.state !== "pending-approval") return refused("nothing-there");
      const why = given(verdict);
      return why.refused ? why : gives({ state: "rejected", reason: why.text });
    }
    default: return refused("not-offered");
  }
}

module.exports = { membership: reviewMembership, signUp: reviewSignUp };
