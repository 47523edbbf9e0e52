/// <reference path="../pb_data/types.d.ts" />
// Who wants to be seen by those who come, what somebody says afterwards, where the pictures are; and parties of which more is
// known than names. What stands in former versions stays as it is: nobody is seen who has not said so.

migrate((app) => {
  const signUps = app.findCollectionByNameOrId("sign_ups");
  signUps.fields.add(new BoolField({ name: "seen" }));
  signUps.fields.add(new TextField({ name: "feedback", max: 2000 }));
  signUps.fields.getByName("party").maxSize = 2000000;
  signUps.indexes = signUps.indexes.concat([
    "CREATE INDEX `linju_sign_ups_seen` ON `sign_ups` (`event`, `since`) WHERE `seen` = 1",
  ]);
  app.save(signUps);
  const events = app.findCollectionByNameOrId("events");
  events.fields.add(new TextField({ name: "photos", max: 2000 }));
  app.save(events);
}, (app) => {
  const signUps = app.findCollectionByNameOrId("sign_ups");
  signUps.indexes = signUps.indexes.filter((sql) => !/linju_sign_ups_seen/.test(sql));
  for (const name of ["seen", "feedback"]) signUps.fields.removeByName(name);
  app.save(signUps);
  const events = app.findCollectionByNameOrId("events");
  events.fields.removeByName("photos");
  app.save(events);
});
