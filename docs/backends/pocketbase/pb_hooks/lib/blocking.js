// Who does not want to see whom, and what organisers are told of whom. In the community's directory two of whom one has blocked the
// other see nothing of each other; organisers see everybody.

const answer = require("./answer.js");
const asking = require("./asking.js");
const command = require("./command.js");
const directory = require("./directory.js");
const memberships = require("./memberships.js");
const parting = require("./parting.js");
const review = require("./review.js");
const store = require("./store.js");
const forms = require("../rules/forms.js");
const shape = require("../rules/shape.js");

const REASONS = ["spam", "rude", "false", "privacy", "other"];
const TEXT_MAX = 1000;

/** Whom somebody has blocked, as they were called then. */
const mine = (app, who) => store.rows(app, "SELECT json_object('id', b.member, 'name', b.name) AS row FROM blocks b"
  + " WHERE b.user = {:user} AND b.community = {:community} ORDER BY b.rowid DESC LIMIT 1000", { user: who.user, community: who.community });

/** Who does something about another, and the other's entry as it is, which they may see; or have blocked. */
function about(tx, user, community, id) {
  const who = directory.looker(tx, user, community);
  if (!who) throw answer.refusal({ why: store.community(tx, community, store.now()) ? "members-only" : "gone" });
  const own = mine(tx, who).map((one) => one.id);
  const row = directory.entry(tx, who, id, own);
  if (!row) throw memberships.gone();
  if (row.user === user) throw answer.refusal({ why: "nothing-there" });
  return { who, row };
}

/** `PUT /communities/{community}/members/{member}/block`. */
function block(e) {
  const community = e.request.pathValue("community"), id = e.request.pathValue("member");
  return command.once(e, (tx, user) => {
    const { row } = about(tx, user, community, id);
    store.run(tx, "INSERT INTO blocks (id, community, user, whom, member, name)"
      + " VALUES ({:id}, {:community}, {:user}, {:whom}, {:member}, {:name}) ON CONFLICT (user, community, member) DO NOTHING",
    { id: store.id(), community, user, whom: row.user, member: row.id, name: row.name });
    parting.endBetween(tx, user, row.id, row.user, community);
    return { community };
  });
}

/** `DELETE /communities/{community}/members/{member}/block`: by the id that it had then; all of one person's. */
function unblock(e) {
  const community = e.request.pathValue("community"), member = e.request.pathValue("member");
  return command.once(e, (tx, user) => {
    const whose = { user, community, member };
    const was = store.texts(tx, "SELECT whom AS row FROM blocks WHERE user = {:user} AND community = {:community} AND member = {:member}", whose);
    if (was.length === 0) throw answer.refusal({ why: "nothing-there" });
    store.run(tx, "DELETE FROM blocks WHERE user = {:user} AND community = {:community}"
      + " AND (member = {:member} OR (whom = {:whom} AND whom != ''))", Object.assign({ whom: was[0] }, whose));
    return { community };
  });
}

/** `POST /communities/{community}/members/{member}/report` `{reason, text}`; once, until it is settled. */
function report(e) {
  const community = e.request.pathValue("community"), id = e.request.pathValue("member");
  return command.once(e, (tx, user, body) => {
    const { who, row } = about(tx, user, community, id);
    const given = asking.read(body, { reason: shape.word(REASONS), text: asking.text });
    const text = forms.trim(given.text);
    if (Array.from(text).length > TEXT_MAX) {
      throw answer.refusal({ why: "invalid", faults: [{ key: "text", kind: { "too-much": TEXT_MAX } }] });
    }
    const waiting = store.texts(tx, "SELECT id AS row FROM reports WHERE community = {:community} AND settled = '' AND user = {:user}"
      + " AND member = {:member}", { community, user, member: row.id });
    if (waiting.length > 0) throw answer.refusal({ why: "already" });
    const record = new Record(tx.findCollectionByNameOrId("reports"));
    const is = { community, user, whom: row.user, member: row.id, name: row.name, reason: given.reason, text, at: store.written(who.now) };
    for (const name of Object.keys(is)) record.set(name, is[name]);
    tx.save(record);
    return { community };
  });
}

/** What is said of oneself is not for oneself. */
const OTHERS = " r.community = {:community} AND NOT (r.whom = {:user} AND r.whom != '')";
const REPORT = "SELECT json_object('id', r.id, 'member', r.member, 'name', r.name, 'by', coalesce(e.name, " + store.CALLED + "), 'reason', r.reason,"
  + " 'text', r.text, 'at', " + store.moment("r.at") + ", 'settled', " + store.moment("r.settled") + ") AS row FROM reports r"
  + " LEFT JOIN users u ON u.id = r.user LEFT JOIN members e ON e.user = r.user AND e.user != '' AND e.community = r.community WHERE" + OTHERS;

/** `GET /communities/{community}/reports`: those that wait first, the newest first. */
function reports(e) {
  return answer.answered(e, () => {
    const community = e.request.pathValue("community"), user = answer.needViewer(e).id;
    review.mustOrganise(e.app, user, community);
    const size = answer.limit(e), after = answer.cursor(e, 3);
    const named = { community, user, size: size + 1 };
    let behind = "";
    if (after) {
      const at = "(r.at < {:at} OR (r.at = {:at} AND r.id > {:id}))";
      behind = after[0] === "settled" ? " AND r.settled != '' AND " + at : " AND (r.settled != '' OR " + at + ")";
      Object.assign(named, { at: after[1], id: after[2] });
    }
    const rows = store.rows(e.app, REPORT + behind + " ORDER BY r.settled != '', r.at DESC, r.id LIMIT {:size}", named);
    const texts = rows.map((row) => JSON.stringify(directory.plain(row)));
    return answer.read(e, answer.page(e, texts, size, (row) => [row.settled ? "settled" : "", store.written(row.at), row.id]));
  });
}

/** `POST /communities/{community}/reports/{report}/settle`. */
function settle(e) {
  const community = e.request.pathValue("community"), id = e.request.pathValue("report");
  return command.once(e, (tx, user) => {
    try {
      review.mustOrganise(tx, user, community);
    } catch (_) {
      throw answer.refusal({ why: "forbidden" });
    }
    const found = store.texts(tx, "SELECT r.settled AS row FROM reports r WHERE r.id = {:id} AND" + OTHERS, { id, community, user });
    if (found.length === 0) throw memberships.gone();
    if (found[0] !== "") throw answer.refusal({ why: "already" });
    store.run(tx, "UPDATE reports SET settled = {:now} WHERE id = {:id}", { id, now: store.written(store.now()) });
    return { community };
  });
}

module.exports = { mine, block, unblock, report, reports, settle };
