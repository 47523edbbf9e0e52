// What hosts do about those who come to an event: `src/model/hosting.rs`. That somebody came is a fact, which a host notes down and
// nobody refuses for want of seats; who had a seat may always come late. `tests/rules/hosting.json` is run against both.

const time = require("./time.js");
const membership = require("./membership.js");
const review = require("./review.js");
const signUps = require("./sign_up.js");
const { REASON_MAX, gives, refused, invalid, said } = require("./said.js");

/** From so many seconds before the start people can be checked in, and for so many after the end. */
const DOOR_OPENS = 86400, DOOR_SHUTS = 7 * 86400;
const NAME_MAX = 60, PEOPLE_MAX = 20;

/** Whether somebody looks after who comes to the events of a community. `is` is their membership of it. */
function hosts(is, now) {
  const role = membership.role(is, now);
  return membership.organises(role) || role === "host";
}

/** When the moment of somebody's coming is kept: `{at}`, or why it is not the time for it. */
function came(event, at, now) {
  const is = time.seconds(now);
  const opens = time.seconds(event.start) - DOOR_OPENS, shuts = signUps.ends(event) + DOOR_SHUTS;
  if ((event.status || "scheduled") !== "scheduled") return refused("off");
  if (is < opens) return refused("not-yet", { opens: time.text(opens) });
  if (is > shuts) return refused("over");
  // Clocks of phones are what they are.
  return { at: time.text(Math.min(Math.max(time.seconds(at), opens), is)) };
}

const STATES_OWN = ["since", "at", "position", "offer_until", "reason"];

/** The same sign-up in another state. */
function into(sign_up, state) {
  const made = Object.assign({}, sign_up);
  for (const name of STATES_OWN) delete made[name];
  return gives(Object.assign(made, state));
}

/** Gives who waits the seats that are free, whoever waits in front of them: a host answers for that. */
function promote(is, event, now) {
  const window = signUps.window(event, now);
  if (window === "off" || window === "over") return refused(window);
  if (is.state === "confirmed" || is.state === "checked-in") return refused("already");
  if (is.state !== "waitlisted") return refused("nothing-there");
  // Seats that are offered to them are kept for them.
  const kept = is.offer_until && !time.hasCome(is.offer_until, now);
  if (!kept && (is.party || []).length + 1 > signUps.left(event)) return refused("full");
  return into(is, { state: "confirmed", since: now });
}

function turnAway(is, reason, event, now) {
  switch (is.state) {
    case "pending-approval": case "pending-payment": case "confirmed": case "waitlisted": break;
    case "rejected": return refused("already");
    case "checked-in": case "no-show": return refused("over");
    default: return refused("nothing-there");
  }
  if (time.seconds(now) >= signUps.ends(event)) return refused("over");
  const why = said("reason", reason, REASON_MAX);
  // What was answered, and who would have come along, is nobody's business any more.
  return why.refused ? why : gives({ state: "rejected", reason: why.text });
}

function checkIn(is, at, event, now) {
  const door = came(event, at, now);
  if (door.refused) return door;
  if (is.state === "checked-in") return refused("already");
  // Who asks, or has still to pay, hears the host's word first: so what is undone takes nobody past it.
  if (["none", "pending-approval", "pending-payment", "rejected", "cancelled"].indexOf(is.state) >= 0) return refused("nothing-there");
  return into(is, { state: "checked-in", at: door.at });
}

function undo(is, guest, event, now) {
  const door = came(event, now, now);
  if (door.refused) return door;
  if (is.state !== "checked-in") return refused("nothing-there");
  if (is.ticket) return into(is, { state: "confirmed", since: is.at });
  // Who was let in without a seat waits again.
  return into(is, guest ? { state: "cancelled", at: now } : { state: "waitlisted", since: is.at });
}

/**
 * The sign-up of somebody else after a host's command. `is` is the membership of who gives it, `guest` says that only the hosts know
 * of whom it is about. The ticket is written by who keeps it.
 */
function transition(is, sign_up, guest, command, event, now) {
  if (!hosts(is, now)) return refused("forbidden");
  switch (command.do) {
    case "review-sign-up": return review.signUp(sign_up, command, event, now);
    case "promote": return promote(sign_up, event, now);
    case "turn-away": return turnAway(sign_up, command.reason, event, now);
    case "check-in": return checkIn(sign_up, command.at, event, now);
    case "undo-check-in": return undo(sign_up, guest, event, now);
    default: return refused("not-offered");
  }
}

/** Somebody who is there without having signed up. */
function walkIn(is, command, event, now) {
  if (!hosts(is, now)) return refused("forbidden");
  const door = came(event, command.at, now);
  if (door.refused) return door;
  const name = said("name", command.name, NAME_MAX);
  if (name.refused) return name;
  if (command.people < 1) return invalid([{ key: "people", kind: { "too-little": 1 } }]);
  if (command.people > PEOPLE_MAX) return invalid([{ key: "people", kind: { "too-much": PEOPLE_MAX } }]);
  const made = { id: command.person, name: name.text, guest: true, state: "checked-in", at: door.at };
  if (command.people > 1) made.party = new Array(command.people - 1).fill("");
  return gives(made);
}

/** Why it cannot be said that nobody else comes, or null: that is known once it has begun. */
function notClosing(is, event, now) {
  if (!hosts(is, now)) return refused("forbidden");
  const door = came(event, now, now);
  if (door.refused) return door;
  return time.seconds(now) < time.seconds(event.start)
    ? refused("not-yet", { opens: time.text(time.seconds(event.start)) }) : null;
}

/** Those who had a seat and did not come. */
const AWAITED = ["confirmed", "pending-payment"];

/** What becomes of a sign-up when nobody else comes, or null. */
const noShow = (is) => (AWAITED.indexOf(is.state) >= 0 ? into(is, { state: "no-show" }).gives : null);

module.exports = { hosts, transition, walkIn, notClosing, noShow, AWAITED };
