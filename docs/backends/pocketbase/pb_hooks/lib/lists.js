// What is read: communities, events, a directory as its viewer may see it. A cursor names the last row, so that rows
// which come or go meanwhile make no other come twice or never.

const answer = require("./answer.js");
const faces = require("./faces.js");
const founding = require("./founding.js");
const memberships = require("./memberships.js");
const sign_ups = require("./sign_ups.js");
const store = require("./store.js");
const membership = require("../rules/membership.js");
const sight = require("../rules/sight.js");
const time = require("../rules/time.js");

const notThere = () => answer.problem(404, "not-there");

/** `GET /communities`, as they were made. */
function communities(e) {
  return answer.answered(e, () => {
    const size = answer.limit(e), after = answer.cursor(e, 2) || ["", ""];
    const made = (id) => store.texts(e.app, "SELECT created AS row FROM communities WHERE id = {:id}", { id })[0] || "";
    const texts = store.texts(e.app, store.COMMUNITY + " WHERE " + store.LISTED + " AND (c.created, c.id) > ({:made}, {:after})"
      + " ORDER BY c.created, c.id LIMIT {:size}",
    { made: after[0], after: after[1], size: size + 1, now: store.written(store.now()) });
    const total = store.first(e.app, "SELECT json(count(*)) AS row FROM communities c WHERE " + store.LISTED);
    return answer.read(e, answer.page(e, texts, size, (row) => [made(row.id), row.id], total));
  });
}

/** `GET /communities/{community}`. */
function community(e) {
  return answer.answered(e, () => {
    const id = e.request.pathValue("community"), now = store.now(), viewer = answer.viewer(e);
    const found = store.community(e.app, id, now) || (viewer && memberships.proposed(e.app, id, now, viewer.id));
    if (!found) throw notThere();
    const role = viewer && memberships.role(e.app, viewer.id, id);
    return answer.read(e, JSON.stringify(founding.told(found, role)));
  });
}

/** A moment out of the query, or null. */
function asked(e, name) {
  const text = answer.query(e, name);
  if (!text) return null;
  if (time.seconds(text) === null) throw answer.problem(400, "unreadable");
  return store.written(text);
}

/** `GET /events`. */
function events(e) {
  return answer.answered(e, () => {
    const viewer = answer.viewer(e);
    const size = answer.limit(e), after = answer.cursor(e, 2);
    const community = answer.query(e, "community"), from = asked(e, "from"), to = asked(e, "to");
    const values = { user: viewer ? viewer.id : "", now: store.written(store.now()), size: size + 1 };
    // Of what has been put away nothing is in a list.
    const where = ["NOT EXISTS (SELECT 1 FROM communities c WHERE c.id = e.community AND NOT (" + store.LISTED + "))"];
    const only = (sql, named) => {
      where.push(sql);
      Object.assign(values, named);
    };
    if (community) only("e.community = {:community} AND " + store.SEEN, { community });
    else only("e.proposer = ''", {});
    if (from) only("e.ends >= {:from}", { from });
    if (to) only("e.start < {:to}", { to });
    if (after) only("(e.start, e.id) > ({:start}, {:id})", { start: after[0], id: after[1] });
    const texts = store.texts(e.app, store.EVENT + " WHERE " + where.join(" AND ")
      + " ORDER BY e.start, e.id LIMIT {:size}", values);
    return answer.read(e, answer.page(e, texts, size, (row) => [store.written(row.start), row.id]));
  });
}

/** `GET /events/{event}`. */
function event(e) {
  return answer.answered(e, () => {
    const viewer = answer.viewer(e);
    sign_ups.settleDue(e.app);
    const found = store.seen(e.app, e.request.pathValue("event"), viewer ? viewer.id : "", store.now());
    if (!found) throw notThere();
    const seen = faces.of(e.app, found, viewer ? viewer.id : "", store.now());
    return answer.read(e, JSON.stringify(seen ? Object.assign({}, found, { faces: seen }) : found));
  });
}

const MEMBER = "SELECT json_object('id', m.id, 'community', m.community, 'name', m.name, 'sort_key', m.sort_key,"
  + " 'picture', nullif(m.picture, ''), 'headline', m.headline, 'role', coalesce(nullif(m.role, ''), 'member'),"
  + " 'joined', " + store.moment("m.joined") + ", 'hometown', m.hometown, 'district', m.district,"
  + " 'skills', " + store.list("m.skills") + ", 'offers', " + store.list("m.offers") + ","
  + " 'seeks', " + store.list("m.seeks") + ", 'contacts', " + store.list("m.contacts") + ","
  + " 'visibility', " + store.object("m.visibility") + ", 'unlisted', json(iif(m.unlisted, 'true', 'false')), 'user', m.user) AS row"
  + " FROM members m";
/** By `sort_key` where there is one, else by the name. */
const KEY = "coalesce(nullif(m.sort_key, ''), m.name)";
/** An entry stays while its person is out for a time only, and is shown again when they are back. */
const IN = " AND m.user NOT IN (SELECT o.user FROM memberships o WHERE o.community = {:community}"
  + " AND NOT (o.state = 'member' AND (o.until = '' OR o.until > {:now})))";

/** Who is looking at a directory: 401 for nobody, 404 for none, 403 for who may not. */
function looking(e) {
  const viewer = answer.needViewer(e);
  const id = e.request.pathValue("community");
  const there = store.texts(e.app, "SELECT id AS row FROM communities WHERE id = {:id} AND proposed = 0", { id });
  if (there.length === 0) throw notThere();
  const role = memberships.role(e.app, viewer.id, id);
  if (!role) throw answer.problem(403, "may-not");
  return { user: viewer.id, community: id, rank: membership.organises(role) ? "organiser" : "member" };
}

/** An entry as they see it, or null; whose it is stays here. */
function seen(entry, who) {
  const own = entry.user === who.user;
  delete entry.user;
  const shown = sight.asSeenBy(entry, own ? "oneself" : who.rank);
  if (shown && !shown.unlisted) delete shown.unlisted;
  return shown;
}

/** `GET /communities/{community}/members`. */
function members(e) {
  return answer.answered(e, () => {
    const who = looking(e);
    const size = answer.limit(e), after = answer.cursor(e, 2);
    const values = { community: who.community, user: who.user, size: size + 1, now: store.written(store.now()) };
    const listed = who.rank === "organiser" ? "" : " AND (m.unlisted = 0 OR m.user = {:user})";
    let where = " WHERE m.community = {:community}" + IN + listed;
    const total = store.first(e.app, "SELECT json(count(*)) AS row FROM members m" + where, values);
    if (after) {
      where += " AND (" + KEY + ", m.id) > ({:key}, {:id})";
      Object.assign(values, { key: after[0], id: after[1] });
    }
    const rows = store.rows(e.app, MEMBER + where + " ORDER BY " + KEY + ", m.id LIMIT {:size}", values);
    const texts = rows.map((row) => JSON.stringify(seen(row, who)));
    return answer.read(e, answer.page(e, texts, size, (row) => [row.sort_key || row.name, row.id], total));
  });
}

/** `GET /communities/{community}/members/{member}`. What is hidden is not there. */
function member(e) {
  return answer.answered(e, () => {
    const who = looking(e);
    const row = store.first(e.app, MEMBER + " WHERE m.community = {:community} AND m.id = {:id}" + IN,
      { community: who.community, id: e.request.pathValue("member"), now: store.written(store.now()) });
    const shown = row ? seen(row, who) : null;
    if (!shown) throw notThere();
    return answer.read(e, JSON.stringify(shown));
  });
}

module.exports = { communities, community, events, event, members, member };
