// What becomes of a membership when its holder does something: `src/model/membership/transition.rs`.
// Gives `{gives: state}` or `{refused: {why, …}}`; `tests/rules/membership.json` and `joining.json` are run against both.

const time = require("./time.js");
const forms = require("./forms.js");
const { REASON_MAX, gives, refused, invalid, said } = require("./said.js");

const SPONSOR_MAX = 100, TALK_MAX = 50;
const DAY = 86400;
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

const has = (value) => value !== undefined && value !== null;
const policyOf = (community) => community.policy || {};
const isPaid = (policy) => !!(policy.dues && policy.dues.amount > 0);

/** For how many months one is in before one renews, or null: the term, else the period of the dues. */
function months(policy) {
  const byDues = isPaid(policy) ? { month: 1, year: 12 }[policy.dues.period] : null;
  return (has(policy.term) ? policy.term : byDues) || null;
}

/** From how many days before its end a term can be renewed: a week for each of its months, a month at most. */
const renewDays = (policy) => Math.min(30, 7 * months(policy));

/** Whether who was not renewed at a moment still comes back without knocking. */
const inGrace = (policy, at, now) =>
  !has(policy.grace) || time.seconds(now) < time.seconds(at) + policy.grace * DAY;

const isFull = (community) => {
  const capacity = policyOf(community).capacity;
  return has(capacity) && (community.members || 0) >= capacity;
};

/** Whether one has to agree to rules before one is in: asked to, and there are some. */
const asksConsent = (community) => !!policyOf(community).consent && ((community.rules || {}).version || 0) > 0;

/** Whether somebody looks at who knocks: the door says so, or a referral has to be checked. */
function looks(community) {
  const policy = policyOf(community);
  return policy.door === "approval" || !!(policy.referral && policy.referral.count > 0);
}

const hasEnded = (community, now) => time.hasCome((community.activity || {}).closed, now);

/** With the version that was agreed to, where that is known. */
const withRules = (state, rules) => (has(rules) ? Object.assign(state, { rules }) : state);

const waits = (rules, now) => withRules({ state: "waitlisted", since: now }, rules);

/** In, with the end of the first term. */
function enters(community, rules, role, now) {
  const term = months(policyOf(community));
  const state = { state: "member", since: now, role };
  if (term) state.until = time.plusMonths(now, term);
  return withRules(state, rules);
}

/** Whom nothing keeps outside but what is to be paid. */
const inAfterDues = (community, rules, role, now) =>
  isPaid(policyOf(community))
    ? withRules(Object.assign({ state: "pending-payment", since: now }, role === "member" ? {} : { role }), rules)
    : enters(community, rules, role, now);

const living = (community, now) => (hasEnded(community, now) ? refused("closed") : null);

function agreed(community, rules) {
  return !asksConsent(community) || rules === community.rules.version
    ? null : refused("rules-not-agreed", { version: community.rules.version });
}

/** The version of the rules that somebody comes in under: agreed to, or what they were shown where nobody is asked. */
function comesUnder(community, rules) {
  if (asksConsent(community)) return rules;
  return (community.rules || {}).version || null;
}

function wellAnswered(community, answers) {
  const faults = forms.check(policyOf(community).form, answers);
  return faults.length > 0 ? invalid(faults) : null;
}

/** The name of who brought somebody, where that is asked: `{text}`, or what is wrong with it. */
const broughtBy = (community, name) => (policyOf(community).sponsor ? said("sponsor", name, SPONSOR_MAX) : { text: "" });

/** An application; what says nothing is left out. */
function application(since, answers, more) {
  const state = { state: "pending-approval", since };
  if (Object.keys(answers).length > 0) state.answers = answers;
  for (const name of ["rules", "sponsor", "listed", "code", "came", "talk"]) {
    const value = more[name];
    if (has(value) && value !== "" && value !== false && value.length !== 0) state[name] = value;
  }
  return state;
}

/** Whether an invitation still opens the door: null, or why not. */
function over(invitation, now) {
  if (invitation.revoked || time.hasCome(invitation.until, now)) return refused("code-over");
  return has(invitation.uses) && (invitation.used || 0) >= invitation.uses ? refused("code-used-up") : null;
}

/** Somebody whom nobody needs to look at any more. */
function letIn(community, command, role, now) {
  const not = living(community, now) || agreed(community, command.rules);
  if (not) return not;
  const rules = comesUnder(community, command.rules);
  return gives(isFull(community) ? waits(rules, now) : inAfterDues(community, rules, role, now));
}

/** Why nobody comes in by themselves, or null. */
function shut(policy) {
  if (policy.door === "closed") return refused("closed");
  return policy.door === "invitation" ? refused("invitation-needed") : null;
}

/** Somebody from outside, perhaps by an invitation. */
function come(community, command, invitation, now) {
  const policy = policyOf(community);
  const not = invitation ? over(invitation, now) : shut(policy);
  if (not) return not;
  if (invitation && !invitation.approval) return letIn(community, command, invitation.role, now);
  const answers = command.answers || {};
  const wrong = living(community, now) || agreed(community, command.rules) || wellAnswered(community, answers);
  if (wrong) return wrong;
  const sponsor = invitation ? { text: "" } : broughtBy(community, command.sponsor);
  if (sponsor.refused) return sponsor;
  const rules = comesUnder(community, command.rules);
  if (isFull(community)) return gives(waits(rules, now));
  if (!invitation && !looks(community)) return gives(inAfterDues(community, rules, "member", now));
  const more = { rules, sponsor: sponsor.text, listed: command.listed };
  return gives(application(now, forms.clean(policy.form, answers), more));
}

/** Whether somebody who joins comes from outside: nobody has invited them, and they were not in lately. */
const comes = (is, community, now) =>
  is.state !== "invited" && !(is.state === "expired" && inGrace(policyOf(community), is.at, now));

function join(is, community, command, invitation, now) {
  switch (is.state) {
    case "pending-approval": case "pending-payment": case "waitlisted": case "member": return refused("already");
    case "removed": return refused("not-again");
    case "rejected":
      if (is.again_from && !time.hasCome(is.again_from, now)) return refused("not-again", { from: is.again_from });
      break;
    default:
  }
  return comes(is, community, now) ? come(community, command, invitation, now) : letIn(community, command, "member", now);
}

function accept(state, is, community, command, now) {
  if (is.state === "invited") return letIn(community, command, "member", now);
  if (is.state === "member" || is.state === "pending-payment") return refused("already");
  return is.state === "none" && state.state === "invited" ? refused("offer-expired") : refused("nothing-there");
}

function amend(is, community, command, now) {
  if (is.state !== "pending-approval") return refused("nothing-there");
  const answers = command.answers || {};
  const wrong = living(community, now) || wellAnswered(community, answers);
  if (wrong) return wrong;
  // Who came by a code, or before that was asked, has named nobody, and need not now.
  const nobody = !is.sponsor && forms.trim(command.sponsor || "") === "";
  const sponsor = nobody ? { text: "" } : broughtBy(community, command.sponsor);
  if (sponsor.refused) return sponsor;
  const kept = forms.clean(policyOf(community).form, answers);
  return gives(application(is.since, kept, Object.assign({}, is, { sponsor: sponsor.text })));
}

/** An application with one more word of somebody; of the applicant where the name is empty. */
function withWord(is, by, given, now) {
  const word = said("text", given, REASON_MAX);
  if (word.refused) return word;
  const talk = is.talk || [];
  if (talk.length >= TALK_MAX) return invalid([{ key: "text", kind: { "too-much": TALK_MAX } }]);
  const one = by === "" ? { at: now, text: word.text } : { at: now, by, text: word.text };
  return gives(Object.assign({}, is, { talk: talk.concat([one]) }));
}

function agree(is, community, command) {
  if (is.state !== "member" || !asksConsent(community)) return refused("nothing-there");
  const not = agreed(community, command.rules);
  if (not) return not;
  return is.rules === command.rules ? refused("already") : gives(Object.assign({}, is, { rules: command.rules }));
}

/** Another term behind the one that ends, once its dues have come, if there are any. */
function renew(is, community, command, now) {
  const policy = policyOf(community);
  if (is.state === "expired" && inGrace(policy, is.at, now)) return letIn(community, command, "member", now);
  const term = months(policy);
  if (is.state !== "member" || !is.until || !term) return refused("nothing-there");
  const ended = living(community, now);
  if (ended) return ended;
  const opens = time.plus(is.until, -renewDays(policy) * DAY);
  if (!time.hasCome(opens, now)) return refused("not-yet", { opens });
  if (is.paying) return refused("already");
  const not = agreed(community, command.rules);
  if (not) return not;
  const next = Object.assign({}, is);
  if (asksConsent(community)) next.rules = command.rules;
  if (isPaid(policy)) next.paying = now;
  else next.until = time.plusMonths(is.until, term);
  return gives(next);
}

/** The membership after a command; `invitation` is what stands under the code that a join brings, if it does. */
function transition(state, command, community, now, invitation) {
  const is = settled(state, now);
  const among = (states) => states.indexOf(is.state) >= 0;
  switch (command.do) {
    case "join": return join(is, community, command, invitation, now);
    case "accept-invitation": return accept(state, is, community, command, now);
    case "decline-invitation": return among(["invited"]) ? gives(none) : refused("nothing-there");
    case "withdraw":
      return among(["pending-approval", "pending-payment", "waitlisted"]) ? gives(none) : refused("nothing-there");
    case "leave":
      if (!among(["member"])) return refused("nothing-there");
      return is.role === "owner" ? refused("owner-must-hand-over") : gives({ state: "left", at: now });
    case "amend": return amend(is, community, command, now);
    case "say": return is.state === "pending-approval" ? withWord(is, "", command.text, now) : refused("nothing-there");
    case "agree": return agree(is, community, command);
    case "renew": return renew(is, community, command, now);
    default: return refused("not-offered");
  }
}

module.exports = {
  transition, settled, role, organises, comes, months, isFull, looks, enters, inAfterDues, hasEnded, living, over, withWord,
};
