// A data set out of a file: `{"communities", "events", "members", "invitations"}`, rows of Linju's own contract, directory
// entries whole with what their members hide. All or nothing; rows that are there by their ids and codes are written over.

const FIELDS = {
  communities: ["name", "purpose", "about", "area", "tags", "cover", "rules", "culture", "rhythm", "people", "policy",
    "activity", "goal", "parent", "links", "chat"],
  events: ["community", "title", "description", "start", "end", "zone", "venue", "capacity", "sign_up", "price", "hosts",
    "status", "status_note", "series", "tags", "cover", "photos"],
  members: ["community", "name", "sort_key", "picture", "headline", "role", "joined", "hometown", "district", "skills",
    "offers", "seeks", "contacts", "birthday", "household", "visibility", "unlisted"],
  invitations: ["community", "code", "role", "uses", "used", "until", "approval", "note", "made", "revoked"],
};

/** Codes have ids of this server's own. */
function codes(tx, rows) {
  return (rows || []).map((row) => {
    const found = arrayOf(new DynamicModel({ id: "" }));
    tx.db().newQuery("SELECT id FROM invitations WHERE community = {:community} AND code = {:code}")
      .bind({ community: row.community, code: row.code }).all(found);
    return found.length > 0 ? Object.assign({ id: found[0].id }, row) : row;
  });
}

function fill(tx, name, rows, more) {
  const collection = tx.findCollectionByNameOrId(name);
  for (const row of rows || []) {
    let record;
    try {
      record = tx.findRecordById(name, row.id || "");
    } catch (_) {
      record = new Record(collection);
      if (row.id) record.set("id", row.id);
    }
    for (const field of FIELDS[name]) {
      if (row[field] !== undefined) record.set(field, row[field]);
    }
    more(record, row);
    tx.save(record);
  }
  console.log((rows || []).length + " " + name);
}

/** Seats that are taken in the data set are held by guests, and guests wait. */
function guests(tx, event) {
  tx.db().newQuery("DELETE FROM sign_ups WHERE event = {:id} AND user = ''").bind({ id: event.id }).execute();
  const collection = tx.findCollectionByNameOrId("sign_ups");
  const add = (state, people) => {
    const record = new Record(collection);
    const now = new DateTime();
    for (const [name, value] of [["event", event.id], ["state", state], ["people", people], ["since", now]]) {
      record.set(name, value);
    }
    tx.save(record);
  };
  if (event.taken > 0) add("confirmed", event.taken);
  for (let one = 0; one < (event.waiting || 0); one++) add("waitlisted", 1);
}

function seed(args) {
  if (args.length !== 1) throw new Error("seed FILE: which file?");
  const data = JSON.parse(toString($os.readFile(args[0])));
  $app.runAllMigrations();
  $app.runInTransaction((tx) => {
    fill(tx, "communities", data.communities, (record, row) => record.set("elsewhere", row.members || 0));
    fill(tx, "events", data.events, () => {});
    for (const event of data.events || []) guests(tx, event);
    fill(tx, "members", data.members, () => {});
    fill(tx, "invitations", codes(tx, data.invitations), () => {});
  });
}

module.exports = { seed };
