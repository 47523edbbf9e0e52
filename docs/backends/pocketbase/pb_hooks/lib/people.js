// Those whom organisers look after, as rows with a name and what was before.

const standing = require("./standing.js");
const store = require("./store.js");

const HISTORY = "(SELECT json_group_array(json_object('at', " + store.moment("h.at") + ", 'what', h.what, 'reason', h.reason))"
  + " FROM (SELECT p.at, p.what, p.reason FROM past p WHERE p.user = m.user AND p.community = m.community"
  + " ORDER BY p.at DESC, p.rowid DESC LIMIT 50) h)";
/** By this they are sorted, too. */
const NAME = "coalesce(" + store.CALLED + ", '')";
const PERSON = standing.membershipWith(", 'name', " + NAME + ", 'user', m.user, 'history', json(" + HISTORY + ")")
  + " LEFT JOIN users u ON u.id = m.user";

/** Plain, oldest first, without what begins where they stand now: that is no past. */
function history(all, is) {
  const last = all[0];
  const now = last && (last.what === "applied" || last.what === "joined") && last.at === is.since;
  return (now ? all.slice(1) : all).reverse().map((one) =>
    (one.reason === "" ? { at: one.at, what: one.what } : { at: one.at, what: one.what, reason: one.reason }));
}

/** As organisers see somebody: their own code is theirs. */
function seen(row, now) {
  const is = standing.toldMembership(row, row.community, now);
  delete is.community;
  delete is.code;
  const told = Object.assign({ id: row.id, name: row.name }, is);
  const before = history(row.history, row);
  return before.length > 0 ? Object.assign(told, { history: before }) : told;
}

module.exports = { PERSON, NAME, seen };
