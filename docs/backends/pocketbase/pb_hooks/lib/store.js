// Rows out of SQLite as JSON in the contract's own words. Every value is bound; no text ever becomes SQL.

const time = require("../rules/time.js");

/** PocketBase's way to write a moment, which sorts as it counts. */
const written = (text) => new Date(time.seconds(text) * 1000).toISOString().replace("T", " ");

/** SQL for a kept moment in RFC 3339, null where there is none. */
const moment = (column) => "nullif(replace(replace(" + column + ", ' ', 'T'), '.000Z', 'Z'), '')";

/** SQL for kept JSON; what was left empty says nothing. */
const list = (column) => "json(coalesce(nullif(" + column + ", 'null'), '[]'))";
const object = (column) => "json(coalesce(nullif(" + column + ", 'null'), '{}'))";

/** The current second, RFC 3339. `LINJU_AHEAD` moves it by seconds, for tests only: what somebody signs in with ends by the clock. */
const now = () => time.text(Math.floor(Date.now() / 1000) + (Number($os.getenv("LINJU_AHEAD")) || 0));

/** The texts of the only column, called `row`. */
function texts(app, sql, values) {
  const found = arrayOf(new DynamicModel({ row: "" }));
  app.db().newQuery(sql).bind(values || {}).all(found);
  const all = [];
  for (const one of found) all.push(one.row);
  return all;
}

/** The same read as JSON. */
const rows = (app, sql, values) => texts(app, sql, values).map((row) => JSON.parse(row));

/** The first, or null. */
function first(app, sql, values) {
  const found = rows(app, sql, values);
  return found.length > 0 ? found[0] : null;
}

/** Changes rows. */
const run = (app, sql, values) => app.db().newQuery(sql).bind(values || {}).execute();

const MEMBERS = "(SELECT count(*) FROM memberships m WHERE m.community = c.id AND m.state = 'member'"
  + " AND (m.until = '' OR m.until > {:now}))";

/** How somebody is called by others: their name, or what does not give an address away. */
const CALLED = "coalesce(nullif(trim(u.name), ''), CASE WHEN u.email != '' THEN substr(u.email, 1, min(2, instr(u.email, '@') - 1)) || '…'"
  + " ELSE '…' || substr(u.phone, -2) END)";
// Who carries it: as its page presents them, and behind them whoever has a role by their account.
const RANK = "CASE m.role WHEN 'owner' THEN 0 WHEN 'deputy' THEN 1 WHEN 'admin' THEN 2 ELSE 3 END";
const PEOPLE = "SELECT json_group_array(json(p.one)) FROM (SELECT 0 AS step, j.key AS place, j.value AS one FROM json_each("
  + list("c.people") + ") j UNION ALL SELECT 1, row_number() OVER (ORDER BY " + RANK + ", m.since, m.id),"
  + " json_patch('{}', json_object('member', iif(e.unlisted, NULL, e.id), 'name', coalesce(nullif(trim(u.name), ''), iif(e.unlisted, NULL, e.name), " + CALLED + "),"
  + " 'role', m.role)) FROM memberships m JOIN users u ON u.id = m.user"
  + " LEFT JOIN members e ON e.user = m.user AND e.community = m.community WHERE m.community = c.id AND m.state = 'member'"
  + " AND m.role NOT IN ('', 'member') AND (m.until = '' OR m.until > {:now}) AND NOT EXISTS (SELECT 1 FROM json_each("
  + list("c.people") + ") k WHERE json_extract(k.value, '$.member') = e.id) ORDER BY step, place) p";

const columns = (people, more) => "SELECT json_object('id', c.id, 'name', c.name, 'purpose', c.purpose, 'about', c.about,"
  + " 'area', " + object("c.area") + ", 'tags', " + list("c.tags") + ", 'cover', nullif(c.cover, ''),"
  + " 'rules', " + object("c.rules") + ", 'culture', " + list("c.culture") + ", 'rhythm', " + list("c.rhythm") + ","
  + " 'people', " + people + ", 'policy', " + object("c.policy") + ","
  + " 'activity', " + object("c.activity") + ", 'members', c.elsewhere + " + MEMBERS + ", 'goal', json(c.goal),"
  + " 'parent', nullif(c.parent, ''), 'links', " + list("c.links") + more + ") AS row FROM communities c";
/** What has been put away is in no list, and what nobody has looked at yet is not there. */
const LISTED = "c.proposed = 0 AND json_extract(" + object("c.activity") + ", '$.archived') IS NULL";
const COMMUNITY = columns(list("c.people"), "");
const WHOLE = columns("json((" + PEOPLE + "))", ", 'chat', json(c.chat), 'chapters', json((SELECT json_group_array(json_object('id', k.id, 'name', k.name))"
  + " FROM (SELECT c.id, c.name FROM communities c WHERE c.parent = {:id} AND c.parent != '' AND " + LISTED
  + " ORDER BY c.name, c.id LIMIT 200) k))");

// Who is confirmed or offered a seat, and who is in the queue.
const HOLDS = "(s.state IN ('confirmed', 'pending-payment', 'checked-in', 'no-show')"
  + " OR (s.state = 'waitlisted' AND s.offer_until > {:now} AND s.lapsed = 0))";
const WAITS = "(s.state = 'waitlisted' AND s.offer_until = '')";
const people = (which) => "(SELECT coalesce(sum(s.people), 0) FROM sign_ups s WHERE s.event = e.id AND " + which + ")";

// Where it is exactly is told to those with a seat, and to those who prepare it.
const TOLD = "(NOT coalesce(json_extract(e.venue, '$.address_hidden'), 0)"
  + " OR EXISTS (SELECT 1 FROM sign_ups s WHERE s.user = {:user} AND s.event = e.id AND s.user != ''"
  + "   AND s.state IN ('confirmed', 'checked-in'))"
  + " OR EXISTS (SELECT 1 FROM memberships m WHERE m.user = {:user} AND m.community = e.community"
  + "   AND m.state = 'member' AND m.role IN ('owner', 'deputy', 'admin', 'host')"
  + "   AND (m.until = '' OR m.until > {:now}))"
  + " OR (e.proposer = {:user} AND e.proposer != ''))";

const EVENT = "SELECT json_object('id', e.id, 'community', nullif(e.community, ''),"
  + " 'community_name', coalesce((SELECT c.name FROM communities c WHERE c.id = e.community), ''), 'title', e.title,"
  + " 'description', e.description, 'start', " + moment("e.start") + ", 'end', " + moment("e.end") + ", 'zone', e.zone,"
  + " 'venue', CASE WHEN " + TOLD + " THEN " + object("e.venue")
  + "   ELSE json_remove(" + object("e.venue") + ", '$.address', '$.online_url') END,"
  + " 'capacity', json(e.capacity), 'taken', " + people(HOLDS) + ", 'waiting', " + people(WAITS) + ","
  + " 'sign_up', " + object("e.sign_up") + ", 'price', e.price, 'hosts', " + list("e.hosts") + ","
  + " 'status', coalesce(nullif(e.status, ''), 'scheduled'), 'status_note', e.status_note,"
  + " 'series', nullif(e.series, ''), 'tags', " + list("e.tags") + ", 'cover', json(e.cover), 'photos', coalesce(e.photos, '')) AS row FROM events e";

// What a member proposes is for those who are in, until a host makes it one of theirs; what was declined, for who proposed it and for hosts.
const SEEN = "(e.proposer = '' OR EXISTS (SELECT 1 FROM memberships m WHERE m.user = {:user} AND m.user != '' AND m.community = e.community"
  + " AND m.state = 'member' AND (m.until = '' OR m.until > {:now}) AND (e.status = 'proposed' OR e.proposer = m.user"
  + " OR m.role IN ('owner', 'deputy', 'admin', 'host'))))";

/** A community, whole, also with what is told to members alone. */
const community = (app, id, now) =>
  first(app, WHOLE + " WHERE c.id = {:id} AND c.proposed = 0", { id, now: written(now) });
/** One at which nobody has looked yet, for who founds it. */
const proposed = (app, id, now, user) =>
  first(app, WHOLE + " WHERE c.id = {:id} AND c.proposed = 1 AND c.founder = {:user}", { id, now: written(now), user });
const called = (app, user) =>
  first(app, "SELECT json_array(" + CALLED + ") AS row FROM users u WHERE u.id = {:user}", { user })[0];
const id = () => $security.randomStringWithAlphabet(15, "abcdefghijklmnopqrstuvwxyz0123456789");
/** The event, if its viewer may see it. */
const seen = (app, id, user, now) =>
  first(app, EVENT + " WHERE e.id = {:id} AND " + SEEN, { id, user: user || "", now: written(now) });
const event = (app, id, user, now) =>
  first(app, EVENT + " WHERE e.id = {:id}", { id, user: user || "", now: written(now) });

module.exports = {
  COMMUNITY, LISTED, EVENT, SEEN, HOLDS, WAITS, CALLED, written, moment, list, object, now, texts, rows, first, run, community,
  proposed, called, event, seen, id,
};
