// Who goes to an event, as far as they want it known (src/model/event/faces.rs). By name stands only who has a seat and has
// agreed to be seen, and only for whoever has a seat as well or is in the community that holds it. How many of those who
// go share a community with the viewer is a number alone.

const directory = require("./directory.js");
const memberships = require("./memberships.js");
const store = require("./store.js");
const membership = require("../rules/membership.js");

/** So many are named at most. */
const MOST = 12;

const IN = (row) => row + ".state = 'member' AND (" + row + ".until = '' OR " + row + ".until > {:now})";
const SHARES = "EXISTS (SELECT 1 FROM memberships a JOIN memberships b ON b.community = a.community WHERE a.user = {:user}"
  + " AND b.user = s.user AND " + IN("a") + " AND " + IN("b") + ")";
const GO = "s.event = {:event} AND s.state IN ('confirmed', 'checked-in') AND s.user != ''";
const KNOWN = "SELECT json(count(*)) AS row FROM sign_ups s WHERE " + GO + " AND s.user != {:user} AND " + SHARES;
// What stands in an entry that is not listed names nobody here.
const NAME = "coalesce(nullif(trim(u.name), ''), iif(m.unlisted, NULL, nullif(trim(m.name), '')))";
// Who has no name but an address stays unnamed. To an entry leads what is listed, for who may see the directory; to none of whom
// either has blocked the other.
const GOING = "SELECT json_patch('{}', json_object('name', " + NAME + ", 'member', iif({:inside} AND NOT m.unlisted"
  + " AND m.id NOT IN " + directory.among("hidden") + ", m.id, NULL)))"
  + " AS row FROM sign_ups s JOIN users u ON u.id = s.user"
  + " LEFT JOIN members m ON m.user = s.user AND m.community = {:community} AND m.community != ''"
  + " WHERE " + GO + " AND s.seen = 1 AND " + NAME + " IS NOT NULL ORDER BY " + SHARES + " DESC, s.since, s.id LIMIT " + MOST;
const HAS_SEAT = "SELECT json(count(*)) AS row FROM sign_ups s WHERE " + GO + " AND s.user = {:user}";

/** `{going, known}` for whoever is signed in; null for nobody. */
function of(app, event, user, now) {
  if (!user) return null;
  const values = { event: event.id, user, now: store.written(now) };
  const role = event.community ? memberships.role(app, user, event.community) : null, inside = role !== null;
  const told = { known: store.first(app, KNOWN, values) };
  if (inside || store.first(app, HAS_SEAT, values) > 0) {
    const hidden = inside && !membership.organises(role) ? directory.blocked(app, user, event.community) : [];
    const named = { community: event.community || "", inside: inside ? 1 : 0, hidden: JSON.stringify(hidden) };
    const going = store.rows(app, GOING, Object.assign(named, values));
    if (going.length > 0) told.going = going;
  }
  return told;
}

module.exports = { of };
