// What becomes of a membership or a sign-up when an organiser decides about it: `src/model/review.rs`.
// Gives `{gives: state}` or `{refused: {why, …}}`; `tests/rules/review.json` and `review-sign-up.json` are run against both.

const time = require("./time.js");
const forms = require("./forms.js");
const membership = require("./membership.js");
const signUps = require("./sign_up.js");

const REASON_MAX = 2000;
const refused = (why, more) => ({ refused: Object.assign({ why }, more) });
const gives = (state) => ({ gives: state });
const invalid = (key, kind) => refused("invalid", { faults: [{ key, kind }] });

/** A reason that says something: `{reason}`, or what is wrong with it. */
function given(verdict) {
  const reason = forms.trim(typeof verdict.reason === "string" ? verdict.reason : "");
  if (reason === "") return invalid("reason", "missing");
  return Array.from(reason).length > REASON_MAX ? invalid("reason", { "too-much": REASON_MAX }) : { reason };
}

function rejects(verdict) {
  const why = given(verdict);
  if (why.refused) return why;
  const from = verdict.again_from;
  if (from === undefined || from === null) return gives({ state: "rejected", reason: why.reason });
  if (time.seconds(from) === null) return invalid("again_from", "malformed");
  return gives({ state: "rejected", reason: why.reason, again_from: time.text(time.seconds(from)) });
}

/** The membership of who knocked, after a verdict. */
function reviewMembership(state, verdict, community, now) {
  const is = membership.settled(state, now).state;
  const among = (states) => states.indexOf(is) >= 0;
  const living = () => !membership.hasEnded(community, now);
  switch (verdict.verdict) {
    case "approve":
      if (among(["member", "pending-payment", "waitlisted"])) return refused("already");
      if (is !== "pending-approval") return refused("nothing-there");
      if (!living()) return refused("closed");
      return gives(membership.isFull(community) ? { state: "waitlisted", since: now }
        : membership.inAfterDues(community, now));
    case "paid":
      if (is === "member") return refused("already");
      if (is !== "pending-payment") return refused("nothing-there");
      if (!living()) return refused("closed");
      return membership.isFull(community) ? refused("full") : gives({ state: "member", since: now, role: "member" });
    case "reject":
      if (is === "rejected") return refused("already");
      return among(["pending-approval", "pending-payment", "waitlisted"]) ? rejects(verdict) : refused("nothing-there");
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
      return why.refused ? why : gives({ state: "rejected", reason: why.reason });
    }
    default: return refused("not-offered");
  }
}

module.exports = { membership: reviewMembership, signUp: reviewSignUp };
