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
const forms = require("../rules/forms.js");
const sight = require("../rules/sight.js");

const TEXTS = { name: 100, sort_key: 200, headline: 300, hometown: 100, district: 100, household: 100 };
const LISTS = ["skills", "offers", "seeks"];
const KINDS = ["phone", "wechat", "email", "other"];
const VISIBILITIES = ["everyone", "on-request", "organisers", "nobody"];

const isText = (value, most) => typeof value === "string" && Array.from(value).length <= most;
const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/** What is written, field by field; a fault for what is not as it should be. */
function read(body) {
  const faults = [], entry = {};
  const take = (field, usual, well) => {
    const value = body[field] === undefined || body[field] === null ? usual : body[field];
    if (well(value)) entry[field] = value;
    else faults.push({ key: field, kind: "malformed" });
  };
  for (const field of Object.keys(TEXTS)) take(field, "", (value) => isText(value, TEXTS[field]));
  if (forms.trim(entry.name || "") === "") faults.push({ key: "name", kind: "missing" });
  take("picture", "", (value) => value === "" || (isText(value, 2000) && /^https?:\/\/[^\s]+$/.test(value)));
  for (const field of LISTS) {
    take(field, [], (all) => Array.isArray(all) && all.length <= 30 && all.every((one) => isText(one, 100)));
  }
  take("contacts", [], (all) => Array.isArray(all) && all.length <= 10 && all.every((one) =>
    isObject(one) && KINDS.indexOf(one.kind) >= 0 && isText(one.value, 200) && Object.keys(one).length === 2));
  take("birthday", "", (value) => value === "" || (typeof value === "string" && forms.isDate("2024-" + value)));
  take("visibility", {}, (all) => isObject(all) && Object.keys(all).every((field) =>
    sight.FIELDS.indexOf(field) >= 0 && VISIBILITIES.indexOf(all[field]) >= 0));
  take("unlisted", false, (value) => typeof value === "boolean");
  if (faults.length > 0) throw answer.refusal({ why: "invalid", faults });
  return entry;
}

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

/** `PUT /me/entries/{community}`. */
function put(e) {
  const community = e.request.pathValue("community");
  return command.once(e, (tx, user, body) => {
    if (!store.community(tx, community, store.now())) throw memberships.gone();
    const member = memberships.of(tx, user, community, store.now());
    if (member.state !== "member") throw answer.refusal({ why: "members-only" });
    const entry = read(body);
    const row = rowOf(tx, user, community);
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

module.exports = { mine, put, remove };
