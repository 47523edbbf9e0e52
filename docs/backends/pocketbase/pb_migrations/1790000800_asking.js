/// <reference path="../pb_data/types.d.ts" />
// Birthdays and households; who asks whom for what is shown on request, who does not want to see whom, what organisers are told of
// whom; and by which words an entry is found, kept beside it. What stands in former versions stays as it is.

migrate((app) => {
  const users = app.findCollectionByNameOrId("users");
  const to = (name, collectionId, more) =>
    Object.assign({ name, type: "relation", collectionId, maxSelect: 1, cascadeDelete: true, required: true }, more);
  const text = (name, max) => ({ name, type: "text", max });
  const date = (name) => ({ name, type: "date" });
  const one = (name, values) => ({ name, type: "select", maxSelect: 1, values });
  const loose = { cascadeDelete: false, required: false };

  const members = app.findCollectionByNameOrId("members");
  // The month and the day, never a year.
  members.fields.add(new TextField({ name: "birthday", max: 5, pattern: "^([0-9]{2}-[0-9]{2})?$" }));
  members.fields.add(new TextField({ name: "household", max: 100 }));
  // Written by a hook: the words by which members find an entry, and those by which organisers find it besides.
  members.fields.add(new TextField({ name: "found", max: 50000, hidden: true }));
  members.fields.add(new TextField({ name: "found_more", max: 50000, hidden: true }));
  members.indexes = members.indexes.concat([
    // All that a search looks at, in the order of the list: no row is read for it.
    "CREATE INDEX `linju_members_found` ON `members` (`community`, coalesce(nullif(`sort_key`, ''), `name`), `id`, `unlisted`, `user`,"
      + " `found`, `found_more`)",
  ]);
  app.save(members);

  const add = (made) => app.importCollections([made], false);
  add({
    id: "linju_asks0000", name: "asks", type: "base",
    fields: [
      to("community", "linju_communit"), to("user", users.id), to("member", "linju_members0"),
      { name: "fields", type: "json", maxSize: 2000 }, text("word", 300), one("state", ["pending", "granted", "refused", "revoked"]),
      date("at"), date("until"), date("again_from"), text("reason", 2000),
    ],
    indexes: [
      "CREATE UNIQUE INDEX `linju_asks_one` ON `asks` (`member`, `user`)",
      "CREATE INDEX `linju_asks_by` ON `asks` (`user`, `community`, `state`)",
    ],
  });
  add({
    id: "linju_blocks00", name: "blocks", type: "base",
    fields: [
      // `whom` is the account behind the entry, if there is one; the entry's id and name are as they were then.
      to("community", "linju_communit"), to("user", users.id), to("whom", users.id, { required: false }),
      text("member", 100), text("name", 200),
    ],
    indexes: [
      "CREATE UNIQUE INDEX `linju_blocks_one` ON `blocks` (`user`, `community`, `member`)",
      "CREATE INDEX `linju_blocks_of` ON `blocks` (`whom`, `community`)",
    ],
  });
  add({
    id: "linju_reports0", name: "reports", type: "base",
    fields: [
      to("community", "linju_communit"), to("user", users.id, loose), to("whom", users.id, loose), text("member", 100), text("name", 200),
      one("reason", ["spam", "rude", "false", "privacy", "other"]), text("text", 1000), date("at"), date("settled"),
    ],
    indexes: ["CREATE INDEX `linju_reports_of` ON `reports` (`community`, `settled`, `at`, `id`)"],
  });

  const words = require(`${__hooks}/lib/found.js`);
  for (let last = ""; ;) {
    const some = app.findRecordsByFilter("members", "id > {:last}", "id", 500, 0, { last });
    if (some.length === 0) break;
    for (const record of some) {
      const is = words.of(record);
      app.db().newQuery("UPDATE members SET found = {:found}, found_more = {:more} WHERE id = {:id}")
        .bind({ id: record.id, found: is.found, more: is.more }).execute();
      last = record.id;
    }
  }
}, (app) => {
  for (const name of ["reports", "blocks", "asks"]) app.delete(app.findCollectionByNameOrId(name));
  const members = app.findCollectionByNameOrId("members");
  members.indexes = members.indexes.filter((sql) => !/linju_members_found/.test(sql));
  for (const name of ["birthday", "household", "found", "found_more"]) members.fields.removeByName(name);
  app.save(members);
});
