// What becomes of a sign-up when its holder does something: `src/model/sign_up/transition.rs`.
// Gives `{gives: sign_up}` or `{refused: {why, …}}`; `tests/rules/sign-up.json` is run against both.

const time = require("./time.js");
const forms = require("./forms.js");
const membership = require("./membership.js");

const refused = (why, more) => ({ refused: Object.assign({ why }, more) });
const LIVE = ["pending-approval", "pending-payment", "confirmed", "waitlisted", "checked-in", "no-show"];
/** As many as come. */
const NO_END = 4294967295;
/** An event without an end, or with one before its start, lasts so long. */
const USUAL_LENGTH = 3 * 3600;
/** For so many seconds after the end one can say how it was, in so many characters. */
const FEEDBACK_TIME = 30 * 86400, FEEDBACK_MAX = 2000;

const lives = (sign_up) => LIVE.indexOf(sign_up.state) >= 0;

/** When it ends, in seconds since 1970. */
function ends(event) {
  const start = time.seconds(event.start), end = time.seconds(event.end);
  return end !== null && end >= start ? end : start + USUAL_LENGTH;
}

/** Whether one can sign up at a moment, seats aside. */
function window(event, now) {
  const at = time.seconds(now), start = time.seconds(event.start), end = ends(event);
  const policy = event.sign_up || {};
  const opens = time.seconds(policy.opens), closes = time.seconds(policy.closes);
  const off = ["cancelled", "postponed", "proposed"].indexOf(event.status) >= 0;
  if (off && at < end) return "off";
  if (at >= end) return "over";
  if (at >= start) return "begun";
  if (opens !== null && at < opens) return "not-yet";
  return at >= (closes === null ? start : Math.min(closes, start)) ? "closed" : "open";
}

const bounded = (event) => event.capacity !== undefined && event.capacity !== null;
const left = (event) => (bounded(event) ? Math.max(0, event.capacity - (event.taken || 0)) : NO_END);

/** The most people on one sign-up: no more than there are seats in all. */
function partyLimit(event) {
  const most = (event.sign_up || {}).party_max;
  return Math.min(Math.max(most === undefined ? 1 : most, 1), Math.max(bounded(event) ? event.capacity : NO_END, 1));
}

/** What one gets who asks for seats for so many people, questions aside. */
function seat(sign_up, event, member, people, now) {
  const policy = event.sign_up || {};
  switch (window(event, now)) {
    case "open": break;
    case "not-yet": return refused("not-yet", { opens: policy.opens });
    case "closed": return refused("closed");
    case "off": return refused("off");
    default: return refused("over");
  }
  if (sign_up.state === "rejected") return refused("not-again");
  const who = policy.who || "open";
  if (who === "members" && !membership.role(member, now)) return refused("members-only");
  if (who === "invitation") return refused("invitation-needed");
  const free = left(event), limit = partyLimit(event);
  if (people > limit) return refused("party-too-large", { limit });
  if (policy.waitlist !== false) {
    if (bounded(event) && event.capacity === 0) return refused("full");
    if ((event.waiting || 0) > 0 || people > free) return { gets: "waitlisted" };
  } else {
    if (free === 0) return refused("full");
    if (people > free) return refused("party-too-large", { limit: free });
  }
  return { gets: who === "approval" ? "pending-approval" : "confirmed" };
}

/** One who comes along, as it is kept: a plain name, or with what the event asks of each. */
function companion(one, policy) {
  const is = typeof one === "string" ? { name: one } : one;
  const answers = policy.each ? forms.clean(policy.form, is.answers || {}) : {};
  const kept = { name: forms.trim(is.name) };
  if (is.child && policy.children) kept.child = true;
  if (Object.keys(answers).length > 0) kept.answers = answers;
  return Object.keys(kept).length > 1 ? kept : kept.name;
}

/** What is asked for, in the form in which it is kept, and what is wrong with it. */
function asked(command, event) {
  const policy = event.sign_up || {};
  const answers = command.answers || {}, party = command.party || [];
  const faults = forms.check(policy.form, answers);
  if (policy.each) {
    party.forEach((one, at) => {
      const wrong = forms.check(policy.form, (typeof one === "string" ? {} : one.answers) || {});
      for (const fault of wrong) faults.push(Object.assign({}, fault, { key: "party." + at + "." + fault.key }));
    });
  }
  return { faults, party: party.map((one) => companion(one, policy)), answers: forms.clean(policy.form, answers), seen: command.seen };
}

/** The sign-up with what was asked for. */
function withAsked(gives, is) {
  if (is.faults.length > 0) return refused("invalid", { faults: is.faults });
  for (const name of ["party", "answers", "seen"]) delete gives[name];
  if (is.party.length > 0) gives.party = is.party;
  if (Object.keys(is.answers).length > 0) gives.answers = is.answers;
  if (is.seen) gives.seen = true;
  return { gives };
}

function ask(sign_up, command, event, member, now) {
  const is = asked(command, event);
  const found = seat(sign_up, event, member, is.party.length + 1, now);
  if (found.refused) return found;
  const gives = { state: found.gets, since: now };
  if (found.gets === "waitlisted") gives.position = (event.waiting || 0) + 1;
  return withAsked(gives, is);
}

/** Refuses so many more people, `people` in all: who has seats gets more only where some are free and nobody waits. */
function mayGrow(sign_up, event, people, more, now) {
  const is = window(event, now);
  if (is === "not-yet") return refused("not-yet", { opens: event.sign_up.opens });
  if (is !== "open") return refused("closed");
  const limit = partyLimit(event);
  if (people > limit) return refused("party-too-large", { limit });
  const holds = ["confirmed", "pending-payment"].indexOf(sign_up.state) >= 0 || (sign_up.state === "waitlisted" && sign_up.offer_until);
  if (holds && ((event.waiting || 0) > 0 || more > left(event))) return refused("full");
  return {};
}

/** Others come along, or other things were answered. Where the person stands, their place and their ticket stay. */
function change(sign_up, command, event, now) {
  if (!lives(sign_up)) return refused("nothing-there");
  if (window(event, now) === "off") return refused("off");
  if (!mayCancel(sign_up, event, now)) return refused("over");
  const is = asked(command, event);
  const more = is.party.length - (sign_up.party || []).length;
  const not = more > 0 ? mayGrow(sign_up, event, is.party.length + 1, more, now) : {};
  return not.refused ? not : withAsked(Object.assign({}, sign_up), is);
}

/** Until the start, or until the end when it is called off. */
function mayCancel(sign_up, event, now) {
  const came = sign_up.state === "checked-in" || sign_up.state === "no-show";
  const before = time.seconds(now) < time.seconds(event.start);
  return !came && (before || window(event, now) === "off");
}

function acceptOffer(sign_up, event, now) {
  if (sign_up.state === "confirmed") return refused("already");
  if (sign_up.state !== "waitlisted" || !sign_up.offer_until) return refused("nothing-there");
  const is = window(event, now);
  if (is === "off") return refused("off");
  if (is === "begun" || is === "over") return refused("over");
  if (time.hasCome(sign_up.offer_until, now)) return refused("offer-expired");
  const gives = Object.assign({}, sign_up, { state: "confirmed", since: now });
  delete gives.position;
  delete gives.offer_until;
  return { gives };
}

/** What somebody says afterwards: who had a seat, from the end on for thirty days; empty takes it back. */
function feedback(sign_up, command, event, now) {
  if (sign_up.state !== "confirmed" && sign_up.state !== "checked-in") return refused("nothing-there");
  if (event.status === "cancelled" || event.status === "postponed") return refused("off");
  const at = time.seconds(now), end = ends(event);
  if (at < end) return refused("not-yet", { opens: time.text(end) });
  if (at >= end + FEEDBACK_TIME) return refused("over");
  const text = forms.trim(command.text || "");
  if (Array.from(text).length > FEEDBACK_MAX) return refused("invalid", { faults: [{ key: "text", kind: { "too-much": FEEDBACK_MAX } }] });
  const gives = Object.assign({}, sign_up);
  delete gives.feedback;
  if (text !== "") gives.feedback = text;
  return { gives };
}

/** The sign-up after a command; the ticket is written by who keeps it. */
function transition(sign_up, command, event, member, now) {
  switch (command.do) {
    case "sign-up":
      return lives(sign_up) ? refused("already") : ask(sign_up, command, event, member, now);
    case "change-sign-up": return change(sign_up, command, event, now);
    case "cancel-sign-up":
      if (!lives(sign_up)) return refused("nothing-there");
      // What was answered, and who would have come along, is nobody's business any more.
      return mayCancel(sign_up, event, now) ? { gives: { state: "cancelled", at: now } } : refused("over");
    case "accept-offer": return acceptOffer(sign_up, event, now);
    case "give-feedback": return feedback(sign_up, command, event, now);
    default: return refused("not-offered");
  }
}

module.exports = { transition, window, ends, left, lives };
