// What is read: communities and events. A cursor names the last row, so that rows
// which come or go meanwhile make no other come twice or never.

const answer = require("./answer.js");
const faces = require("./faces.js");
const founding = require("./founding.js");
const memberships = require("./memberships.js");
const sign_ups = require("./sign_ups.js");
const store = require("./store.js");
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

module.exports = { communities, community, events, event };
