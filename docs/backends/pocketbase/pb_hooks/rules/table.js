// What these rules say to one case of a table in `tests/rules`, for whoever runs them.

const asking = require("./asking.js");
const charters = require("./charter.js");
const entries = require("./entry.js");
const forms = require("./forms.js");
const hosting = require("./hosting.js");
const keeping = require("./keeping.js");
const membership = require("./membership.js");
const plans = require("./plan.js");
const review = require("./review.js");
const seats = require("./seats.js");
const sight = require("./sight.js");
const signUp = require("./sign_up.js");

/** A join that brings a code brings what stands under it. */
function join(of, one) {
  const command = of.commands[one.command];
  const code = command.invitation;
  if (code && !of.invitations[code]) return { refused: { why: "code-unknown" } };
  return membership.transition(of.states[one.state], command, of.things[one.thing], of.now, code && of.invitations[code]);
}

/** What is decided about somebody else. */
function keep(of, one) {
  const is = of.states[one.is], whom = of.states[one.state], thing = of.things[one.thing];
  const command = of.commands[one.command];
  switch (command.do) {
    case "appoint": return keeping.appoint(is, whom, command.role, thing, of.now);
    case "remove": return keeping.remove(is, whom, command.reason, thing, of.now);
    case "say": return keeping.askBack(is, whom, "陈姐", command.text, thing, of.now);
    default: return keeping.handOver(is, whom, thing, of.now);
  }
}

function invitation(of, one) {
  const is = of.states[one.is], kept = of.invitations[one.invitation], thing = of.things[one.thing];
  if (one.do === "invite") return keeping.invite(is, kept, "陈姐", thing, of.now);
  if (one.do === "revoke") return keeping.revoke(is, kept, thing, of.now);
  return membership.over(kept, of.now) || { gives: keeping.plainInvitation(kept) };
}

function charter(of, one) {
  const is = of.states[one.is], thing = of.things[one.thing];
  const read = charters.read(of.charters[one.charter]);
  switch (one.do) {
    case "found": return keeping.found(read.charter, "new", of.now);
    case "edit": return keeping.edit(is, read.charter, thing, of.now);
    case "chapter": return keeping.chapterOf(of.things[one.parent] || null, is, thing, of.now);
    case "close": return keeping.close(is, one.farewell, thing, of.now);
    case "archive": return keeping.archive(is, thing, of.now);
    default: return keeping.reopen(is, thing, of.now);
  }
}

/** What hosts decide about those who come. */
function host(of, one) {
  const sign_up = of.states[one.state], is = of.members[one.is], thing = of.things[one.thing];
  if (one.command === "no show") return hosting.noShow(sign_up);
  const command = of.commands[one.command];
  switch (command.do) {
    case "close-attendance": return hosting.notClosing(is, thing, of.now);
    case "walk-in": return hosting.walkIn(is, command, thing, of.now);
    default: return hosting.transition(is, sign_up, one.guest, command, thing, of.now);
  }
}

function plan(of, one) {
  const is = of.states[one.is], thing = of.things[one.thing], event = of.events[one.event], own = one.own || false;
  const read = () => plans.read(of.plans[one.plan]).plan;
  switch (one.do) {
    case "create":
      return plans.planEvent(read(), plans.starts(one.more), "new", is, "陈姐", one.proposals || 0, thing, of.now);
    case "edit": return plans.edit(is, own, read(), event, thing, of.now);
    case "adopt": return plans.adopt(is, event, thing, of.now);
    default: return plans.callOff(is, own, one.status, one.reason, event, thing, of.now);
  }
}

/** What is asked of a member, and what they say. */
function ask(of, one) {
  const before = of.requests[one.request], command = of.commands[one.command];
  switch (command.do) {
    case "ask-contact": {
      const who = { is: of.states[one.is], before, on_request: one.on_request, pending: one.pending };
      return asking.ask(who, command.fields, command.word || "", of.now);
    }
    case "take-back-request": return asking.takeBack(before, of.now);
    case "grant-request": return asking.grant(before, command.fields, one.closed || [], command.until || null, of.now);
    case "refuse-request": return asking.refuse(before, command.reason || "", of.now);
    default: return asking.revoke(before, of.now);
  }
}

/** What becomes of an entry. Its faults are named alike everywhere, and told apart by the model alone. */
function entry(of, one) {
  const said = entries.written(of.entries[one.entry], of.changes[one.change]);
  if (said.refused) return { wrong: Array.from(new Set(said.refused.faults.map((fault) => fault.key))).sort() };
  const says = ([, value]) => value && Object.keys(value).length !== 0 || value === true;
  return { gives: Object.fromEntries(Object.entries(said.gives).filter(says)) };
}

const RULES = {
  "membership": join,
  "keeping": keep,
  "invitation": invitation,
  "charter": charter,
  "plan": plan,
  "sign-up": (of, one) =>
    signUp.transition(of.states[one.state], of.commands[one.command], of.things[one.thing], of.members[one.member], of.now),
  "review": (of, one) =>
    review.membership(of.states[one.state], of.verdicts[one.verdict], of.things[one.thing], of.now),
  "review-sign-up": (of, one) =>
    review.signUp(of.states[one.state], of.verdicts[one.verdict], of.things[one.thing], of.now),
  "hosting": host,
  "form": (_, one) => ({ faults: forms.check(one.form, one.answers), clean: forms.clean(one.form, one.answers) }),
  "sight": (of, one) => sight.asSeenBy(of.entries[one.entry], one.rank, one.grants),
  "asking": ask,
  "entry": entry,
  "seats": (_, one) => seats.moved(one.capacity, one.held, one.queue),
};

module.exports = (of, one) => RULES[of.rule](of, one);
