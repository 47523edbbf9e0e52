// Who asks whom for what is shown on request, and what the owner says. Each sees no other than what concerns them: a request is
// found by who asked, or by whose entry it is about, never by its id alone.

const answer = require("./answer.js");
const command = require("./command.js");
const directory = require("./directory.js");
const memberships = require("./memberships.js");
const store = require("./store.js");
const rule = require("../rules/asking.js");
const shape = require("../rules/shape.js");
const sight = require("../rules/sight.js");

/** So many are shown to an owner. */
const SHOWN = 200;

/** What a body holds, by types; a fault for what is of another. */
function read(body, types) {
  const given = {}, faults = [];
  for (const name of Object.keys(types)) {
    try {
      given[name] = types[name](body[name] === undefined ? null : body[name]);
    } catch (thrown) {
      if (thrown !== shape.misread) throw thrown;
      faults.push({ key: name, kind: "malformed" });
    }
  }
  if (faults.length > 0) throw answer.refusal({ why: "invalid", faults });
  return given;
}

const texts = (value) => (value === null ? [] : shape.list(shape.text)(value));
const text = (value) => (value === null ? "" : shape.text(value));
const moment = (value) => (value === null ? null : shape.moment(value));

function must(done) {
  if (done.refused) throw answer.refusal(done.refused);
  return done.gives;
}

/** Writes a request, or takes it away. */
function keep(tx, id, request, more) {
  const record = id ? tx.findRecordById("asks", id) : new Record(tx.findCollectionByNameOrId("asks"));
  for (const name of Object.keys(more || {})) record.set(name, more[name]);
  for (const name of ["fields", "word", "state"]) record.set(name, request[name]);
  for (const name of ["at", "until", "again_from"]) record.set(name, request[name] ? store.written(request[name]) : "");
  record.set("reason", request.reason || "");
  tx.save(record);
  return record.id;
}

const rowBy = (tx, user, member) => store.first(tx, "SELECT json_object('id', r.id, 'is', " + directory.ASK + ") AS row FROM asks r"
  + " WHERE r.user = {:user} AND r.member = {:member}", { user, member });

/** `PUT /communities/{community}/members/{member}/request` `{fields, word}`. */
function ask(e) {
  const community = e.request.pathValue("community"), id = e.request.pathValue("member");
  return command.once(e, (tx, user, body) => {
    const now = store.now();
    if (!store.community(tx, community, now)) throw memberships.gone();
    const given = read(body, { fields: texts, word: text });
    const is = memberships.of(tx, user, community, now);
    const who = directory.looker(tx, user, community);
    const row = who ? directory.entry(tx, who, id) : null;
    if (who && !row) throw memberships.gone();
    const before = who ? rowBy(tx, user, id) : null;
    const pending = store.first(tx, "SELECT json(count(*)) AS row FROM asks WHERE user = {:user} AND community = {:community}"
      + " AND state = 'pending'", { user, community });
    const on_request = who ? directory.seen(row, who).on_request || [] : [];
    const made = must(rule.ask({ is, before: before && directory.plain(before.is), on_request, pending }, given.fields, given.word, now));
    keep(tx, before ? before.id : "", made, { community, user, member: id });
    return made;
  });
}

/** `DELETE /communities/{community}/members/{member}/request`; also of an entry that is not to be seen any more. */
function takeBack(e) {
  const community = e.request.pathValue("community"), member = e.request.pathValue("member");
  return command.once(e, (tx, user) => {
    const row = rowBy(tx, user, member);
    must(rule.takeBack(row && directory.plain(row.is), store.now()));
    tx.delete(tx.findRecordById("asks", row.id));
    return { community };
  });
}

// As the owner has it: by whom, and their entry where the owner sees it. `{:organises}` says whether they see the unlisted.
const OWN = "SELECT json_object('person', r.id, 'name', coalesce(iif(k.unlisted, NULL, k.name), " + store.CALLED + "),"
  + " 'member', iif(k.unlisted AND NOT {:organises}, NULL, k.id), 'is', " + directory.ASK + ", 'entry', r.member, 'user', r.user) AS row"
  + " FROM asks r JOIN members o ON o.id = r.member AND o.user = {:user} JOIN users u ON u.id = r.user"
  + " LEFT JOIN members k ON k.user = r.user AND k.community = r.community"
  + " WHERE r.community = {:community} AND EXISTS (SELECT 1 FROM memberships m WHERE m.user = r.user AND m.community = r.community"
  + " AND m.state = 'member' AND (m.until = '' OR m.until > {:now}))";

/** As the owner is told. */
const told = (row, request) =>
  Object.assign({ person: row.person, name: row.name }, row.member ? { member: row.member } : {}, request);

const named = (who) => ({ user: who.user, community: who.community, now: store.written(who.now), organises: who.rank === "organiser" ? 1 : 0 });

/** Who asks the owner of an entry: those who wait first, the newest first. */
function mine(app, who) {
  const rows = store.rows(app, OWN + " AND ({:organises} OR r.user NOT IN (SELECT b.whom FROM blocks b"
    + " WHERE b.user = {:user} AND b.community = {:community} UNION SELECT b.user FROM blocks b WHERE b.whom = {:user}"
    + " AND b.community = {:community}))"
    + " ORDER BY r.state != 'pending', r.at DESC, r.id LIMIT " + SHOWN, named(who));
  return rows.map((row) => ({ row, is: rule.settled(directory.plain(row.is), who.now) })).filter((one) => one.is)
    .map((one) => told(one.row, one.is));
}

/** `POST /me/entries/{community}/requests/{person}/grant` `{fields, until}`, `…/refuse` `{reason}`, `…/revoke`. */
function carryOut(e, what) {
  const community = e.request.pathValue("community"), person = e.request.pathValue("person");
  return command.once(e, (tx, user, body) => {
    const who = directory.looker(tx, user, community);
    if (!who) throw answer.refusal({ why: "members-only" });
    const given = read(body, { fields: texts, until: moment, reason: text });
    const row = store.first(tx, OWN + " AND r.id = {:person}", Object.assign({ person }, named(who)));
    const is = row && directory.plain(row.is);
    const own = store.first(tx, directory.MEMBER + " WHERE m.user = {:user} AND m.community = {:community}", { user, community });
    const closed = own ? sight.closed(own) : [];
    const done = what === "grant" ? rule.grant(is, given.fields, closed, given.until, who.now)
      : what === "refuse" ? rule.refuse(is, given.reason, who.now) : rule.revoke(is, who.now);
    const made = must(done);
    keep(tx, row.person, made);
    return told(row, made);
  });
}

module.exports = { ask, takeBack, carryOut, mine, read, text };
