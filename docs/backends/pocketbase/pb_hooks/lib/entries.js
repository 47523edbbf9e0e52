// One's own entry in a community's directory, which one writes, hides parts of, and takes away. Nobody is listed who has
// not asked to be; role and date are those of the membership.

const answer = require("./answer.js");
const asking = require("./asking.js");
const blocking = require("./blocking.js");
const command = require("./command.js");
const directory = require("./directory.js");
const memberships = require("./memberships.js");
const parting = require("./parting.js");
const store = require("./store.js");
const rule = require("../rules/entry.js");

const rowOf = (tx, user, community) => store.first(tx, "SELECT json_object('id', id) AS row FROM members"
  + " WHERE user = {:user} AND community = {:community}", { user, community });

/** `GET /me/entries/{community}`: what one wrote, who asks, whom one has blocked. */
function mine(e) {
  return answer.answered(e, () => {
    const who = directory.looking(e);
    const row = store.first(e.app, directory.MEMBER + " WHERE m.user = {:user} AND m.community = {:community}",
      { user: who.user, community: who.community });
    const own = row ? { entry: directory.seen(row, who) } : {};
    return answer.read(e, JSON.stringify(Object.assign(own, { requests: asking.mine(e.app, who), blocked: blocking.mine(e.app, who) })));
  });
}

/** What stands in a row, as one writes it. */
const kept = (tx, user, community) =>
  store.first(tx, directory.MEMBER + " WHERE m.user = {:user} AND m.community = {:community}", { user, community });

/** `PATCH /me/entries/{community}`: what changes; an entry that is not there yet begins with it. */
function write(e) {
  const community = e.request.pathValue("community");
  return command.once(e, (tx, user, body) => {
    if (!store.community(tx, community, store.now())) throw memberships.gone();
    const member = memberships.of(tx, user, community, store.now());
    if (member.state !== "member") throw answer.refusal({ why: "members-only" });
    const row = rowOf(tx, user, community);
    const said = rule.written(row && kept(tx, user, community), body);
    if (said.refused) throw answer.refusal(said.refused);
    const entry = said.gives;
    const record = row ? tx.findRecordById("members", row.id) : new Record(tx.findCollectionByNameOrId("members"));
    for (const field of Object.keys(entry)) record.set(field, entry[field]);
    record.set("community", community);
    record.set("user", user);
    record.set("role", member.role);
    record.set("joined", store.written(member.since));
    tx.save(record);
    const told = Object.assign({ id: record.id, community, role: member.role, joined: member.since }, entry);
    if (told.birthday === "") delete told.birthday;
    return told;
  });
}

/** `DELETE /me/entries/{community}`. */
function remove(e) {
  const community = e.request.pathValue("community");
  return command.once(e, (tx, user) => {
    const row = rowOf(tx, user, community);
    if (!row) throw answer.refusal({ why: "nothing-there" });
    parting.end(tx, user, community);
    tx.delete(tx.findRecordById("members", row.id));
    return { community };
  });
}

module.exports = { mine, remove, write };
