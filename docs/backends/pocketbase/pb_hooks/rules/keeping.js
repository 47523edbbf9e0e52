// What those with a role may do in their community, and what comes of it: `src/model/keeping.rs`. `may` alone says who may what.
// `tests/rules/keeping.json`, `invitation.json` and `charter.json` are run against both.

const time = require("./time.js");
const forms = require("./forms.js");
const charters = require("./charter.js");
const plain = require("./community.js");
const membership = require("./membership.js");
const { REASON_MAX, gives, refused, invalid, said } = require("./said.js");

const NOTE_MAX = 200;
const CODE = /^[A-Za-z0-9_-]{8,64}$/;
const RANKS = { owner: 3, deputy: 2, admin: 1 };
const rank = (role) => RANKS[role] || 0;

/** Whether somebody may do something: `{power}`, with the roles that it is about. */
function may(is, power, community, now) {
  const role = membership.role(is, now);
  if (!role) return false;
  if (membership.hasEnded(community, now)) return role === "owner" && (power.power === "archive" || power.power === "reopen");
  switch (power.power) {
    case "review": case "edit": return membership.organises(role);
    case "invite":
      return membership.organises(role) ? rank(role) > rank(power.role)
        : !!(community.policy || {}).members_invite && power.role === "member";
    case "appoint": return rank(role) > rank(power.from) && rank(role) > rank(power.to);
    case "remove": return rank(role) > rank(power.role);
    case "hand-over": case "close": return role === "owner";
    default: return false;
  }
}

const allowed = (is, power, community, now) => (may(is, power, community, now) ? null : refused("forbidden"));

/** The membership of somebody who is given a role. `is` is that of who gives it. */
function appoint(is, whom, to, community, now) {
  const now_ = membership.settled(whom, now);
  if (now_.state !== "member") return refused("nothing-there");
  const not = allowed(is, { power: "appoint", from: now_.role, to }, community, now);
  if (not) return not;
  return now_.role === to ? refused("already") : gives(Object.assign({}, now_, { role: to }));
}

/** The membership of somebody who is put out. */
function remove(is, whom, given, community, now) {
  const now_ = membership.settled(whom, now);
  if (now_.state === "removed") return refused("already");
  // Who was not renewed could come back without knocking.
  if (now_.state !== "member" && now_.state !== "expired") return refused("nothing-there");
  const not = allowed(is, { power: "remove", role: now_.role || "member" }, community, now);
  if (not) return not;
  const reason = said("reason", given, REASON_MAX);
  return reason.refused ? reason : gives({ state: "removed", reason: reason.text });
}

/** Of who becomes the owner, and beside it, as `stays`, of the former, who stays as a deputy. */
function handOver(is, whom, community, now) {
  const to = membership.settled(whom, now);
  if (to.state !== "member") return refused("nothing-there");
  const not = allowed(is, { power: "hand-over" }, community, now);
  if (not) return not;
  if (to.role === "owner") return refused("already");
  const owner = Object.assign({}, to, { role: "owner" });
  // Nobody can renew in place of an owner who has not.
  delete owner.until;
  delete owner.paying;
  return { gives: owner, stays: Object.assign({}, is, { role: "deputy" }) };
}

/** What is asked of somebody who has knocked, by one of the organisers. */
function askBack(is, whom, by, text, community, now) {
  const not = allowed(is, { power: "review" }, community, now);
  if (not) return not;
  return whom.state === "pending-approval" ? membership.withWord(whom, by, text, now) : refused("nothing-there");
}

/** Plain: what says nothing is left out. */
function plainInvitation(of) {
  const made = { code: of.code, community: of.community, role: of.role, used: of.used || 0 };
  for (const name of ["uses", "until", "approval", "note", "by", "made", "revoked"]) {
    if (of[name] !== undefined && of[name] !== null && of[name] !== "" && of[name] !== false) made[name] = of[name];
  }
  return made;
}

/** An invitation as it is kept when it is made. */
function invite(is, invitation, by, community, now) {
  if (membership.hasEnded(community, now)) return refused("closed");
  const not = allowed(is, { power: "invite", role: invitation.role }, community, now);
  if (not) return not;
  const faults = [];
  if (!CODE.test(invitation.code)) faults.push({ key: "code", kind: "malformed" });
  if (invitation.uses === 0) faults.push({ key: "uses", kind: { "too-little": 1 } });
  if (time.hasCome(invitation.until, now)) faults.push({ key: "until", kind: "malformed" });
  if (Array.from(invitation.note || "").length > NOTE_MAX) faults.push({ key: "note", kind: { "too-much": NOTE_MAX } });
  if (faults.length > 0) return invalid(faults);
  return gives(plainInvitation(Object.assign({}, invitation, {
    community: community.id, used: 0, note: forms.trim(invitation.note || ""), by, made: now, revoked: null,
  })));
}

/** An invitation that is taken back. */
function revoke(is, invitation, community, now) {
  const not = allowed(is, { power: "invite", role: invitation.role }, community, now);
  if (not) return not;
  return invitation.revoked ? refused("already") : gives(plainInvitation(Object.assign({}, invitation, { revoked: now })));
}

/** What becomes of a community that its owner ends. */
function close(is, given, community, now) {
  if (membership.hasEnded(community, now)) return refused("already");
  const not = allowed(is, { power: "close" }, community, now);
  if (not) return not;
  const farewell = said("farewell", given, REASON_MAX);
  if (farewell.refused) return farewell;
  return gives(plain.activity(Object.assign({}, community.activity, { closed: now, farewell: farewell.text })));
}

/** What becomes of a community that its owner puts away. */
function archive(is, community, now) {
  if (!membership.hasEnded(community, now)) return refused("nothing-there");
  const not = allowed(is, { power: "archive" }, community, now);
  if (not) return not;
  if ((community.activity || {}).archived) return refused("already");
  return gives(plain.activity(Object.assign({}, community.activity, { archived: now })));
}

/** What becomes of a community that its owner goes on with. */
function reopen(is, community, now) {
  if (!membership.hasEnded(community, now)) return refused("already");
  const not = allowed(is, { power: "reopen" }, community, now);
  return not || gives(plain.activity(Object.assign({}, community.activity, { closed: null, farewell: "", archived: null })));
}

/**
 * Why a community may not be a chapter of another, or null: one has to be allowed to change both, and chapters are one level deep.
 * `is` is the membership of the parent, which is null where there is none.
 */
function chapterOf(parent, is, chapter, now) {
  const can = parent && parent.id !== chapter.id && !parent.parent && (chapter.chapters || []).length === 0;
  if (!can) return invalid([{ key: "parent", kind: "not-an-option" }]);
  return allowed(is, { power: "edit" }, parent, now);
}

/** A community as it is founded, and beside it, as `is`, its founder's membership. */
function found(charter, id, now) {
  const faults = charters.check(charter, true);
  if (faults.length > 0) return invalid(faults);
  const community = charters.founded(charter, id, now);
  return { gives: community, is: { state: "member", role: "owner", since: now, rules: community.rules.version } };
}

/** A community as an organiser has changed it. */
function edit(is, charter, community, now) {
  if (membership.hasEnded(community, now)) return refused("closed");
  const not = allowed(is, { power: "edit" }, community, now);
  if (not) return not;
  const faults = charters.check(charter, false);
  return faults.length > 0 ? invalid(faults) : gives(charters.applied(charter, community));
}

module.exports = {
  may, appoint, remove, handOver, askBack, invite, revoke, plainInvitation, close, archive, reopen, chapterOf, found, edit,
};
