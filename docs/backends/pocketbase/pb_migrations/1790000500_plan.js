/// <reference path="../pb_data/types.d.ts" />
// Events that hosts plan and members propose. What stands in former versions stays as it is.

migrate((app) => {
  const users = app.findCollectionByNameOrId("users");
  const events = app.findCollectionByNameOrId("events");
  events.fields.getByName("status").values = ["scheduled", "postponed", "cancelled", "proposed"];
  events.fields.getByName("status_note").max = 2000;
  for (const name of ["venue", "sign_up", "hosts", "tags"]) events.fields.getByName(name).maxSize = 2000000;
  // null: a cover by its id.
  events.fields.add(new JSONField({ name: "cover" }));
  // Who proposed it, until a host makes it one of theirs.
  events.fields.add(new RelationField({ name: "proposer", collectionId: users.id, maxSelect: 1 }));
  events.indexes = events.indexes.concat([
    "CREATE INDEX `linju_events_proposer` ON `events` (`proposer`, `status`) WHERE `proposer` != ''",
  ]);
  app.save(events);
}, (app) => {
  const events = app.findCollectionByNameOrId("events");
  app.db().newQuery("DELETE FROM events WHERE proposer != ''").execute();
  events.indexes = events.indexes.filter((sql) => !/linju_events_proposer/.test(sql));
  for (const name of ["cover", "proposer"]) events.fields.removeByName(name);
  events.fields.getByName("status").values = ["scheduled", "postponed", "cancelled"];
  app.save(events);
});
