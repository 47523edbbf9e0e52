// Communities that people found and keep. `LINJU_FOUNDING` is `open` unless the operator says otherwise: a community is there at
// once. `reviewed`: it is seen by its founder alone until an administrator unticks `proposed`. `off`: administrators found.

const answer = require("./answer.js");
const command = require("./command.js");
const memberships = require("./memberships.js");
const passage = require("./passage.js");
const standing = require("./standing.js");
const store = require("./store.js");
const charters = require("../rules/charter.js");
const keeping = require("../rules/keeping.js");
const membership = require("../rules/membership.js");
const time = require("../rules/time.js");

/** So many one account founds in a day, unless the operator says otherwise. */
const A_DAY = 20;
const WORD_MAX = 2000;
const refuse = (why, more) => answer.refusal(Object.assign({ why }, more));
const invalid = (faults) => refuse("invalid", { faults });

/** As a viewer with a role, or without, is told: where members talk is theirs. */
function told(community, role) {
  const shown = Object.assign({}, community);
  if (!role || !shown.chat) delete shown.chat;
  if (shown.chapters.length === 0) delete shown.chapters;
  return shown;
}

/** Writes parts of a community into its record. */
function write(record, community, parts) {
  for (const part of parts) {
    const value = community[part];
    const isText = ["name", "purpose", "about", "parent"].indexOf(part) >= 0;
    record.set(part, value === undefined || value === null ? (isText ? "" : null) : value);
  }
}

/** The record to found into: a new one, or one's own that was taken back or turned down. */
function site(tx, user, id, now) {
  const there = store.first(tx, "SELECT json_object('mine', proposed = 1 AND founder = {:user}) AS row FROM communities"
    + " WHERE id = {:id}", { id, user });
  if (!there) {
    const record = new Record(tx.findCollectionByNameOrId("communities"));
    record.set("id", id);
    return record;
  }
  const is = memberships.of(tx, user, id, now);
  const again = there.mine && (is.state === "none" || (is.state === "rejected" && !(is.again_from && !time.hasCome(is.again_from, now))));
  if (!again) throw refuse("already");
  return tx.findRecordById("communities", id);
}

function notTooMany(tx, user, now) {
  const many = store.first(tx, "SELECT json(count(*)) AS row FROM communities WHERE founder = {:user} AND created > {:from}",
    { user, from: store.written(time.text(Math.floor(Date.now() / 1000) - 86400)) });
  if (many >= command.setting("LINJU_FOUNDINGS_A_DAY", A_DAY)) throw answer.problem(429, "too-many");
}

/** Refuses a parent of which this may not be a chapter. */
function mayBeChapter(tx, user, id, chapter, now) {
  if (!id) return;
  const not = keeping.chapterOf(store.community(tx, id, now), memberships.of(tx, user, id, now), chapter, now);
  if (not) throw answer.refusal(not.refused);
}

/** `PUT /communities/{community}` `{charter, word}`. */
function found(e) {
  const id = e.request.pathValue("community");
  return command.once(e, (tx, user, body) => {
    const setting = $os.getenv("LINJU_FOUNDING") || "open";
    if (setting === "off") throw refuse("not-offered");
    const now = store.now(), input = command.input(body);
    const given = body.charter;
    const isObject = given !== null && typeof given === "object" && !Array.isArray(given);
    const read = charters.read(isObject ? given : {});
    if (!isObject) read.faults.push({ key: "charter", kind: "malformed" });
    if (!/^[A-Za-z0-9_-]{1,100}$/.test(id)) read.faults.push({ key: "community", kind: "malformed" });
    if (Array.from(input.word).length > WORD_MAX) read.faults.push({ key: "word", kind: { "too-much": WORD_MAX } });
    if (read.faults.length > 0) throw invalid(read.faults);
    const done = keeping.found(read.charter, id, now);
    if (done.refused) throw answer.refusal(done.refused);
    mayBeChapter(tx, user, read.charter.parent, { id }, now);
    notTooMany(tx, user, now);
    const record = site(tx, user, id, now);
    // A word that is none of the three is no leave to begin at once.
    const reviewed = setting !== "open";
    write(record, done.gives, ["name", "purpose", "about", "area", "tags", "rules", "culture", "rhythm", "policy", "activity",
      "goal", "parent", "links", "chat"]);
    record.set("proposed", reviewed);
    record.set("founder", user);
    record.set("word", input.word);
    tx.save(record);
    const row = standing.membershipRow(tx, user, id);
    const before = membership.settled(standing.membershipOf(row), now);
    const state = reviewed ? { state: "pending-approval", since: now } : done.is;
    return standing.toldMembership(passage.keep(tx, { user, community: done.gives, row, before, state, now }), id, now);
  });
}

/** An administrator has unticked `proposed`: the founder is the owner. Done before it is seen; done again it changes nothing. */
function approved(app, record) {
  if (!record.original().getBool("proposed") || record.getBool("proposed")) return;
  const user = record.getString("founder"), id = record.id, now = store.now();
  if (!user) return;
  command.together(app, (tx) => {
    const community = store.proposed(tx, id, now, user);
    const row = standing.membershipRow(tx, user, id);
    if (!community || !row) return;
    const before = membership.settled(standing.membershipOf(row), now);
    if (before.state === "member") return;
    const state = { state: "member", role: "owner", since: now, rules: (community.rules || {}).version || 0 };
    passage.keep(tx, { user, community, row, before, state, now });
  });
}

/** A command about the community itself: `decide(is, community, now)` gives the rule's answer, `change` writes it. */
function carryOut(e, decide, change) {
  const id = e.request.pathValue("community");
  return command.once(e, (tx, user, body) => {
    const now = store.now();
    const community = store.community(tx, id, now);
    if (!community) throw memberships.gone();
    const is = memberships.of(tx, user, id, now);
    const done = decide(is, community, now, body);
    if (done.refused) throw answer.refusal(done.refused);
    if (done.parent && done.parent !== community.parent) mayBeChapter(tx, user, done.parent, community, now);
    const record = tx.findRecordById("communities", id);
    change(record, done);
    tx.save(record);
    passage.moveUp(tx, id, now);
    return told(store.community(tx, id, now), membership.role(is, now));
  });
}

/** `PATCH /communities/{community}`: a charter of which the parts are there that change. */
function edit(e) {
  return carryOut(e, (is, community, now, body) => {
    const read = charters.read(body);
    // No more of it than the rule looks at: only what is written is changed, and whatever else stands there stays.
    const { id, rules, activity } = community;
    const plain = { id, name: "", purpose: "", rules: { version: rules.version, lines: rules.lines }, activity: { closed: activity.closed } };
    const done = keeping.edit(is, read.charter, plain, now);
    const forbidden = done.refused && done.refused.why !== "invalid";
    if (forbidden || read.faults.length === 0) {
      return Object.assign({ parts: Object.keys(read.charter), parent: read.charter.parent }, done);
    }
    return { refused: { why: "invalid", faults: read.faults.concat(done.refused ? done.refused.faults : []) } };
  }, (record, done) => write(record, done.gives, done.parts));
}

const activity = (record, done) => write(record, { activity: done.gives }, ["activity"]);

/** `POST /communities/{community}/close` `{farewell}`, `…/archive`, `…/reopen`. */
const close = (e) =>
  carryOut(e, (is, community, now, body) => keeping.close(is, command.input(body).farewell, community, now), activity);
const archive = (e) => carryOut(e, (is, community, now) => keeping.archive(is, community, now), activity);
const reopen = (e) => carryOut(e, (is, community, now) => keeping.reopen(is, community, now), activity);

module.exports = { told, found, approved, edit, close, archive, reopen };
