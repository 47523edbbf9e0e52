// A directory as its viewer may see it: the list, a search in it, one entry. What is hidden is not there, whatever is asked.

const answer = require("./answer.js");
const memberships = require("./memberships.js");
const store = require("./store.js");
const asking = require("../rules/asking.js");
const membership = require("../rules/membership.js");
const search = require("../rules/search.js");
const sight = require("../rules/sight.js");

const notThere = () => answer.problem(404, "not-there");

const MEMBER = "SELECT json_object('id', m.id, 'community', m.community, 'name', m.name, 'sort_key', m.sort_key,"
  + " 'picture', nullif(m.picture, ''), 'headline', m.headline, 'role', coalesce(nullif(m.role, ''), 'member'),"
  + " 'joined', " + store.moment("m.joined") + ", 'hometown', m.hometown, 'district', m.district,"
  + " 'skills', " + store.list("m.skills") + ", 'offers', " + store.list("m.offers") + ","
  + " 'seeks', " + store.list("m.seeks") + ", 'contacts', " + store.list("m.contacts") + ","
  + " 'birthday', nullif(m.birthday, ''), 'household', m.household,"
  + " 'visibility', " + store.object("m.visibility") + ", 'unlisted', json(iif(m.unlisted, 'true', 'false')), 'user', m.user) AS row"
  + " FROM members m";
/** By `sort_key` where there is one, else by the name. */
const KEY = "coalesce(nullif(m.sort_key, ''), m.name)";
/** An entry stays while its person is out for a time only, and is shown again when they are back. */
const IN = " AND m.user NOT IN (SELECT o.user FROM memberships o WHERE o.community = {:community}"
  + " AND NOT (o.state = 'member' AND (o.until = '' OR o.until > {:now})))";
const among = (name) => "(SELECT value FROM json_each({:" + name + "}))";

/** What somebody asked for and what came of it, as the contract has it; `r` is the row. */
const ASK = "json_object('fields', " + store.list("r.fields") + ", 'word', r.word, 'at', " + store.moment("r.at") + ","
  + " 'state', r.state, 'until', " + store.moment("r.until") + ", 'again_from', " + store.moment("r.again_from") + ","
  + " 'reason', nullif(r.reason, ''))";
const plain = (request) => {
  for (const name of Object.keys(request)) if (request[name] === null) delete request[name];
  return request;
};

/** What somebody asked of whom in a community and is not over, by entry. */
function asked(app, user, community, now) {
  const rows = store.rows(app, "SELECT json_object('member', r.member, 'is', " + ASK + ") AS row FROM asks r"
    + " WHERE r.user = {:user} AND r.community = {:community}", { user, community });
  const all = {};
  for (const row of rows) {
    const is = asking.settled(plain(row.is), now);
    if (is) all[row.member] = is;
  }
  return all;
}

/** The entries of those whom somebody has blocked, and of those who have blocked them. */
const blocked = (app, user, community) => store.texts(app, "SELECT b.member AS row FROM blocks b"
  + " WHERE b.user = {:user} AND b.community = {:community}"
  + " UNION SELECT k.id FROM blocks b JOIN members k ON k.user = b.whom AND k.user != '' AND k.community = b.community"
  + "   WHERE b.user = {:user} AND b.community = {:community}"
  + " UNION SELECT k.id FROM blocks b JOIN members k ON k.user = b.user AND k.user != '' AND k.community = b.community"
  + "   WHERE b.whom = {:user} AND b.community = {:community}", { user, community });

/** As whom somebody looks at a directory, or null for who is not in. */
function looker(app, user, community) {
  const now = store.now(), role = memberships.role(app, user, community);
  if (!role) return null;
  const rank = membership.organises(role) ? "organiser" : "member";
  const hidden = rank === "organiser" ? [] : blocked(app, user, community);
  return { user, community, rank, now, hidden, asked: asked(app, user, community, now) };
}

/** Who is looking at a directory: 401 for nobody, 404 for none, 403 for who may not. */
function looking(e) {
  const viewer = answer.needViewer(e);
  const id = e.request.pathValue("community");
  const there = store.texts(e.app, "SELECT id AS row FROM communities WHERE id = {:id} AND proposed = 0", { id });
  if (there.length === 0) throw notThere();
  const who = looker(e.app, viewer.id, id);
  if (!who) throw answer.problem(403, "may-not");
  return who;
}

/** An entry as they see it, or null; whose it is stays here. */
function seen(row, who) {
  const entry = Object.assign({}, row), own = entry.user === who.user, request = who.asked[entry.id];
  delete entry.user;
  const shown = sight.asSeenBy(entry, own ? "oneself" : who.rank, asking.grants(request, who.now));
  if (!shown) return null;
  if (!shown.unlisted) delete shown.unlisted;
  if (!shown.birthday) delete shown.birthday;
  if (request && !own) shown.request = request;
  return shown;
}

const values = (who) =>
  ({ community: who.community, user: who.user, now: store.written(who.now), hidden: JSON.stringify(who.hidden) });

/** SQL for the rows that somebody may see in a list. */
const listed = (who) => " WHERE m.community = {:community}" + IN
  + (who.rank === "organiser" ? "" : " AND (m.unlisted = 0 OR m.user = {:user}) AND m.id NOT IN " + among("hidden"));

/**
 * SQL for the rows in which somebody sees all of some words. What members or organisers see is kept beside the rows; one's own entry, and
 * those of whom one was granted something, are looked at one by one.
 */
function finding(app, who, words, named) {
  if (words.length === 0) return "";
  const granted = Object.keys(who.asked).filter((id) => asking.grants(who.asked[id], who.now).length > 0);
  const special = store.rows(app, MEMBER + " WHERE m.community = {:community} AND (m.user = {:user} OR m.id IN " + among("granted") + ")",
    { community: who.community, user: who.user, granted: JSON.stringify(granted) });
  const matching = special.filter((row) => {
    const shown = seen(row, who);
    return shown && search.has(search.text(shown), words);
  });
  const ids = (rows) => JSON.stringify(rows.map((row) => row.id));
  Object.assign(named, { special: ids(special), matching: ids(matching) });
  const text = who.rank === "organiser" ? "(m.found || ' ' || m.found_more)" : "m.found";
  const all = words.map((word, at) => {
    named["word" + at] = word;
    return "instr(" + text + ", {:word" + at + "}) > 0";
  });
  return " AND (m.id IN " + among("matching") + " OR (" + all.join(" AND ") + " AND m.id NOT IN " + among("special") + "))";
}

/** What is found is counted up to so many; of more it is not said how many. */
const COUNTED = 1000;

function count(app, where, named, most) {
  const all = store.first(app, "SELECT json(count(*)) AS row FROM (SELECT 1 FROM members m" + where + " LIMIT {:most})",
    Object.assign({ most: most < 0 ? -1 : most + 1 }, named));
  return most >= 0 && all > most ? undefined : all;
}

/** `GET /communities/{community}/members`, of which `q` are words that all have to be in what the viewer sees. */
function members(e) {
  return answer.answered(e, () => {
    const who = looking(e), named = values(who);
    const size = answer.limit(e), after = answer.cursor(e, 2);
    const wanted = search.words(answer.query(e, "q"));
    const where = listed(who) + finding(e.app, who, wanted, named);
    const behind = after ? " AND (" + KEY + ", m.id) > ({:key}, {:id})" : "";
    const bound = after ? Object.assign({ key: after[0], id: after[1] }, named) : named;
    // The ids first: by an index that has all that is asked about.
    const rows = store.rows(e.app, MEMBER + " WHERE m.id IN (SELECT m.id FROM members m" + where + behind
      + " ORDER BY " + KEY + ", m.id LIMIT {:size}) ORDER BY " + KEY + ", m.id", Object.assign({ size: size + 1 }, bound));
    const total = !after && rows.length <= size ? rows.length : count(e.app, where, named, wanted.length > 0 ? COUNTED : -1);
    const texts = rows.map((row) => JSON.stringify(seen(row, who)));
    return answer.read(e, answer.page(e, texts, size, (row) => [row.sort_key || row.name, row.id], total));
  });
}

/** An entry, whole, that somebody may see, or null; with `also` those whom they have blocked. */
function entry(app, who, id, also) {
  const row = store.first(app, MEMBER + " WHERE m.community = {:community} AND m.id = {:id}" + IN,
    { community: who.community, id, now: store.written(who.now) });
  if (!row || (who.hidden.indexOf(row.id) >= 0 && !(also && also.indexOf(row.id) >= 0))) return null;
  return seen(row, who) ? row : null;
}

/** `GET /communities/{community}/members/{member}`. What is hidden is not there. */
function member(e) {
  return answer.answered(e, () => {
    const who = looking(e);
    const row = entry(e.app, who, e.request.pathValue("member"));
    if (!row) throw notThere();
    return answer.read(e, JSON.stringify(seen(row, who)));
  });
}

module.exports = { MEMBER, IN, ASK, among, blocked, plain, looker, looking, entry, seen, members, member };
