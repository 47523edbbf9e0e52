// What these rules say to one case of a table in `tests/rules`, for whoever runs them.

const forms = require("./forms.js");
const membership = require("./membership.js");
const review = require("./review.js");
const seats = require("./seats.js");
const sight = require("./sight.js");
const signUp = require("./sign_up.js");

const RULES = {
  "membership": (of, one) =>
    membership.transition(of.states[one.state], of.commands[one.command], of.things[one.thing], of.now),
  "sign-up": (of, one) =>
    signUp.transition(of.states[one.state], of.commands[one.command], of.things[one.thing], of.members[one.member], of.now),
  "review": (of, one) =>
    review.membership(of.states[one.state], of.verdicts[one.verdict], of.things[one.thing], of.now),
  "review-sign-up": (of, one) =>
    review.signUp(of.states[one.state], of.verdicts[one.verdict], of.things[one.thing], of.now),
  "form": (_, one) => ({ faults: forms.check(one.form, one.answers), clean: forms.clean(one.form, one.answers) }),
  "sight": (of, one) => sight.asSeenBy(of.entries[one.entry], one.rank),
  "seats": (_, one) => seats.moved(one.capacity, one.held, one.queue),
};

module.exports = (of, one) => RULES[of.rule](of, one);
