/// <reference path="../pb_data/types.d.ts" />
// Letters to those who get a seat while they wait, and in which language somebody reads.

migrate((app) => {
  const users = app.findCollectionByNameOrId("users");
  users.fields.add(new TextField({ name: "language", max: 10, hidden: true }));
  app.save(users);
  const to = (name, collectionId) =>
    ({ name, type: "relation", collectionId, maxSelect: 1, cascadeDelete: true, required: true });
  app.importCollections([{
    id: "linju_letters0", name: "letters", type: "base",
    fields: [
      to("user", users.id), to("event", "linju_events00"),
      { name: "tries", type: "number", onlyInt: true }, { name: "due", type: "number", onlyInt: true },
    ],
    indexes: [
      "CREATE UNIQUE INDEX `linju_letters_one` ON `letters` (`user`, `event`)",
      "CREATE INDEX `linju_letters_due` ON `letters` (`due`)",
    ],
  }], false);
}, (app) => {
  app.delete(app.findCollectionByNameOrId("letters"));
  const users = app.findCollectionByNameOrId("users");
  users.fields.removeByName("language");
  app.save(users);
});
