/// <reference path="../pb_data/types.d.ts" />
// Invitations, what an application has beside its answers, terms that end, who follows, what was before; communities that
// people found. What stands in former versions stays as it is.

migrate((app) => {
  const users = app.findCollectionByNameOrId("users");
  const text = (name, max) => ({ name, type: "text", max });
  const json = (name) => ({ name, type: "json", maxSize: 2000000 });
  const date = (name) => ({ name, type: "date" });
  const to = (name, collectionId, more) =>
    Object.assign({ name, type: "relation", collectionId, maxSelect: 1, cascadeDelete: true, required: true }, more);
  const one = (name, values) => ({ name, type: "select", maxSelect: 1, values });
  const times = [{ name: "created", type: "autodate", onCreate: true }];
  const roles = ["owner", "deputy", "admin", "host", "lecturer", "member"];

  const communities = app.findCollectionByNameOrId("communities");
  communities.fields.add(new JSONField({ name: "chat" }));
  // Founded, and nobody has looked at it yet: by whom, and what they say of themselves.
  communities.fields.add(new BoolField({ name: "proposed" }));
  communities.fields.add(new RelationField({ name: "founder", collectionId: users.id, maxSelect: 1 }));
  communities.fields.add(new TextField({ name: "word", max: 2000 }));
  for (const name of ["area", "tags", "rules", "culture", "rhythm", "policy", "activity", "goal", "links", "chat"]) {
    communities.fields.getByName(name).maxSize = 2000000;
  }
  communities.indexes = communities.indexes.concat([
    "CREATE INDEX `linju_communities_parts` ON `communities` (`parent`, `name`, `id`) WHERE `parent` != ''",
    "CREATE INDEX `linju_communities_founder` ON `communities` (`founder`, `created`) WHERE `founder` != ''",
  ]);
  app.save(communities);

  const memberships = app.findCollectionByNameOrId("memberships");
  // null: nobody knows which version was agreed to.
  memberships.fields.add(new JSONField({ name: "rules" }));
  memberships.fields.add(new DateField({ name: "paying" }));
  memberships.fields.add(new TextField({ name: "link", max: 2000 }));
  memberships.fields.add(new TextField({ name: "sponsor", max: 100 }));
  // Whether they want to stand in the directory once they are in.
  memberships.fields.add(new BoolField({ name: "listed" }));
  // Their own code, and the membership whose code brought them.
  memberships.fields.add(new TextField({ name: "code", max: 64 }));
  memberships.fields.add(new TextField({ name: "through", max: 15 }));
  memberships.fields.add(new JSONField({ name: "talk", maxSize: 2000000 }));
  // Who came by an invitation that says so is looked at, whatever the door is.
  memberships.fields.add(new BoolField({ name: "to_look" }));
  memberships.fields.getByName("answers").maxSize = 2000000;
  memberships.indexes = memberships.indexes.concat([
    "CREATE UNIQUE INDEX `linju_memberships_code` ON `memberships` (`community`, `code`) WHERE `code` != ''",
    "CREATE INDEX `linju_memberships_roles` ON `memberships` (`community`) WHERE `role` NOT IN ('', 'member')",
    "CREATE INDEX `linju_memberships_through` ON `memberships` (`through`) WHERE `through` != ''",
  ]);
  app.save(memberships);
  const signUps = app.findCollectionByNameOrId("sign_ups");
  signUps.fields.getByName("answers").maxSize = 2000000;
  app.save(signUps);

  const add = (made) => app.importCollections([made], false);
  add({
    id: "linju_invitati", name: "invitations", type: "base",
    fields: [
      to("community", "linju_communit"), Object.assign(text("code", 64), { required: true }), one("role", roles),
      // null: as many as want to.
      json("uses"), { name: "used", type: "number", onlyInt: true, min: 0 }, date("until"),
      { name: "approval", type: "bool" }, text("note", 200),
      to("maker", users.id, { cascadeDelete: false, required: false }), date("made"), date("revoked"),
    ].concat(times),
    indexes: [
      "CREATE UNIQUE INDEX `linju_invitations_code` ON `invitations` (`community`, `code`)",
      "CREATE INDEX `linju_invitations_made` ON `invitations` (`community`, `created`, `id`)",
    ],
  });
  add({
    id: "linju_follows0", name: "follows", type: "base",
    fields: [to("user", users.id), to("community", "linju_communit")].concat(times),
    indexes: ["CREATE UNIQUE INDEX `linju_follows_one` ON `follows` (`user`, `community`)"],
  });
  add({
    id: "linju_past0000", name: "past", type: "base",
    fields: [
      to("user", users.id), to("community", "linju_communit"), date("at"),
      one("what", ["applied", "joined", "withdrew", "left", "rejected", "removed", "expired"]), text("reason", 2000),
    ],
    indexes: ["CREATE INDEX `linju_past_of` ON `past` (`user`, `community`, `at`)"],
  });
  // What is known of before: who left, who was turned away or put out.
  app.db().newQuery("INSERT INTO past (id, user, community, at, what, reason)"
    + " SELECT lower(substr(hex(randomblob(8)), 1, 15)), user, community, substr(CASE WHEN at != '' THEN at ELSE updated END, 1, 19) || '.000Z', state, reason"
    + " FROM memberships WHERE state IN ('left', 'rejected', 'removed', 'expired')").execute();
}, (app) => {
  for (const name of ["past", "follows", "invitations"]) app.delete(app.findCollectionByNameOrId(name));
  const memberships = app.findCollectionByNameOrId("memberships");
  memberships.indexes = memberships.indexes.filter((sql) => !/linju_memberships_(code|roles|through)/.test(sql));
  for (const name of ["rules", "paying", "link", "sponsor", "listed", "code", "through", "talk", "to_look"]) {
    memberships.fields.removeByName(name);
  }
  app.save(memberships);
  const communities = app.findCollectionByNameOrId("communities");
  communities.indexes = communities.indexes.filter((sql) => !/linju_communities_(parts|founder)/.test(sql));
  for (const name of ["chat", "proposed", "founder", "word"]) communities.fields.removeByName(name);
  app.save(communities);
});
