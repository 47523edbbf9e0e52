// What comes with a new state of a membership: its turn in the queue, the directory, what organisers see of before, and
// whoever moves up. Everything that changes a membership goes through `keep`, in the transaction that decides.

const parting = require("./parting.js");
const standing = require("./standing.js");
const store = require("./store.js");
const forms = require("../rules/forms.js");
const rules = require("../rules/membership.js");

/** Letters and digits that nobody takes for one another. */
const CODE = "abcdefghjkmnpqrstuvwxyz23456789";
const WAITS = ["pending-approval", "pending-payment", "waitlisted"];
const among = (states, state) => states.indexOf(state) >= 0;

/** What there will be to tell of a change: `[{at, what, reason}]`, oldest first. */
function past(before, state, now) {
  const all = [];
  if (before.state === state.state) return all;
  if (before.state === "expired") all.push({ at: before.at, what: "expired" });
  if (state.state === "member") all.push({ at: state.since, what: "joined" });
  else if (among(WAITS, state.state) && !among(WAITS, before.state)) all.push({ at: state.since, what: "applied" });
  else if (state.state === "none" && among(WAITS, before.state)) all.push({ at: now, what: "withdrew" });
  else if (among(["left", "rejected", "removed"], state.state)) all.push({ at: now, what: state.state, reason: state.reason });
  return all;
}

function remember(tx, user, community, all) {
  for (const one of all) {
    store.run(tx, "INSERT INTO past (id, user, community, at, what, reason)"
      + " VALUES ({:id}, {:user}, {:community}, {:at}, {:what}, {:reason})",
    { id: store.id(), user, community, at: store.written(one.at), what: one.what, reason: one.reason || "" });
  }
}

/** Their entry in the directory follows them: made where they want one, with their role, gone with them. */
function list(tx, user, community, record, state) {
  const named = { user, community };
  if (state.state !== "member") {
    if (!among(WAITS, state.state)) {
      parting.end(tx, user, community);
      store.run(tx, "DELETE FROM members WHERE user = {:user} AND community = {:community}", named);
    }
    return;
  }
  store.run(tx, "UPDATE members SET role = {:role} WHERE user = {:user} AND community = {:community}",
    Object.assign({ role: state.role }, named));
  if (!record.getBool("listed")) return;
  const there = store.texts(tx, "SELECT id AS row FROM members WHERE user = {:user} AND community = {:community}", named);
  if (there.length > 0) return;
  const entry = new Record(tx.findCollectionByNameOrId("members"));
  for (const [name, value] of [["user", user], ["community", community], ["name", Array.from(store.called(tx, user)).slice(0, 100).join("")],
    ["role", state.role], ["joined", store.written(state.since)]]) {
    entry.set(name, value);
  }
  tx.save(entry);
}

/** Keeps one state, and nobody else's. */
function write(tx, change) {
  const { user, community, record, before, state, now } = change;
  const more = Object.assign({}, change.more);
  if (state.state === "pending-approval") {
    more.listed = !!state.listed;
    const referral = (change.policy || {}).referral;
    if (referral && referral.count > 0 && !record.getString("code")) more.code = $security.randomStringWithAlphabet(14, CODE);
  } else if (!among(WAITS, state.state) && state.state !== "member") {
    more.listed = false;
  }
  if (before.state !== state.state) more.turn = state.state === "waitlisted" ? standing.turn(tx, "memberships", "community", community) : 0;
  standing.write(tx, record, state, more);
  remember(tx, user, community, past(before, state, now));
  list(tx, user, community, record, state);
}

/** Those who wait come in while there is room, in the order in which they came. */
function moveUp(tx, id, now) {
  const community = store.community(tx, id, now);
  const policy = community ? community.policy : {};
  if (policy.capacity === undefined || policy.capacity === null || rules.hasEnded(community, now)) return;
  const paying = store.first(tx, "SELECT json(count(*)) AS row FROM memberships WHERE community = {:id}"
    + " AND state = 'pending-payment'", { id });
  const free = policy.capacity - community.members - paying;
  if (free <= 0) return;
  const next = store.rows(tx, "SELECT json_object('id', id, 'user', user, 'looked_at', looked_at, 'to_look', to_look,"
    + " 'answers', json(answers), 'rules', json(rules), 'sponsor', sponsor, 'listed', listed, 'since', " + store.moment("since") + ") AS row"
    + " FROM memberships WHERE community = {:id} AND state = 'waitlisted' ORDER BY turn LIMIT {:free}", { id, free });
  for (const one of next) {
    const asks = !one.looked_at && (one.to_look || rules.looks(community));
    const state = asks
      ? { state: "pending-approval", since: now, answers: one.answers, sponsor: one.sponsor, listed: !!one.listed }
      : rules.inAfterDues(community, one.rules, "member", now);
    if (asks && one.rules !== null) state.rules = one.rules;
    const record = tx.findRecordById("memberships", one.id);
    write(tx, { user: one.user, community: id, record, before: { state: "waitlisted" }, state, now, policy });
  }
}

/**
 * Keeps a new state: `{user, community, row, before, state, now, more}`; `community` is the row of the contract, `row` the
 * membership's or null, `before` where they stood at this moment, `more` other columns. Gives the row as it is now.
 */
function keep(tx, change) {
  const { user, community, row, before, state, now } = change;
  const record = standing.record(tx, "memberships", row, { user, community: community.id });
  const more = change.more;
  write(tx, { user, community: community.id, record, before, state, now, more, policy: community.policy });
  const had = among(["member", "pending-payment"], before.state) && !among(["member", "pending-payment"], state.state);
  if (had) moveUp(tx, community.id, now);
  return standing.membershipRow(tx, user, community.id);
}

/** Who waits keeps what was answered: nobody is asked again when there is room. */
function kept(community, input) {
  const policy = community.policy || {};
  const answers = forms.clean(policy.form, input.answers);
  const sponsor = policy.sponsor ? forms.trim(input.sponsor) : "";
  return { answers: Object.keys(answers).length > 0 ? answers : null, sponsor, listed: input.listed };
}

/** Terms end by themselves: whoever waits for the place has it soon after. */
function settleQueues(app, together) {
  const waited = store.texts(app, "SELECT DISTINCT community AS row FROM memberships WHERE state = 'waitlisted'");
  for (const id of waited) together(app, (tx) => moveUp(tx, id, store.now()));
}

module.exports = { keep, kept, moveUp, settleQueues };
