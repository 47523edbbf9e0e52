/// <reference path="../pb_data/types.d.ts" />
// Every entity of Linju's own contract. No collection can be read or written through PocketBase's own interface but by
// administrators: what people see and do goes through pb_hooks, which hold the rules.

migrate((app) => {
  const ID = (most) => ({
    id: "text_id", name: "id", type: "text", primaryKey: true, required: true, system: true, min: 1, max: most,
    pattern: "^[A-Za-z0-9_-]+$", autogeneratePattern: "[a-z0-9]{15}",
  });
  const text = (name, max, more) => Object.assign({ name, type: "text", max }, more);
  const number = (name, more) => Object.assign({ name, type: "number", onlyInt: true }, more);
  const json = (name, maxSize) => ({ name, type: "json", maxSize: maxSize || 20000 });
  const date = (name) => ({ name, type: "date" });
  const flag = (name) => ({ name, type: "bool" });
  const one = (name, values) => ({ name, type: "select", maxSelect: 1, values });
  const to = (name, collectionId, more) =>
    Object.assign({ name, type: "relation", collectionId, maxSelect: 1, cascadeDelete: true }, more);
  const times = [
    { name: "created", type: "autodate", onCreate: true },
    { name: "updated", type: "autodate", onCreate: true, onUpdate: true },
  ];
  const roles = ["owner", "deputy", "admin", "host", "lecturer", "member"];

  const users = app.findCollectionByNameOrId("users");
  const add = (made) => app.importCollections([made], false);

  // Accounts. The telephone number and the name at a host platform are written by the server alone.
  users.fields.add(new TextField({ name: "phone", max: 16, hidden: true }));
  users.fields.add(new TextField({ name: "subject", max: 200, hidden: true }));
  users.indexes = users.indexes.concat([
    "CREATE UNIQUE INDEX `linju_users_phone` ON `users` (`phone`) WHERE `phone` != ''",
    "CREATE UNIQUE INDEX `linju_users_subject` ON `users` (`subject`) WHERE `subject` != ''",
  ]);
  users.listRule = "id = @request.auth.id";
  users.viewRule = "id = @request.auth.id";
  users.createRule = "@request.body.phone:isset = false && @request.body.subject:isset = false";
  users.updateRule = "id = @request.auth.id && " + users.createRule;
  users.deleteRule = null;
  users.fields.getByName("email").required = false;
  users.otp.enabled = true;
  users.authToken.duration = 14 * 24 * 3600;
  app.save(users);

  add({
    id: "linju_communit", name: "communities", type: "base",
    fields: [
      ID(100), text("name", 200, { required: true }), text("purpose", 500), text("about", 50000), json("area"),
      json("tags"), text("cover", 2000), json("rules", 50000), json("culture"), json("rhythm"), json("people"),
      json("policy", 100000), json("activity"), json("goal"), text("parent", 100), json("links"),
      // Members who are on no list here.
      number("elsewhere", { min: 0 }),
    ].concat(times),
    indexes: [],
  });
  add({
    id: "linju_events00", name: "events", type: "base",
    fields: [
      ID(100), to("community", "linju_communit"), text("title", 200, { required: true }), text("description", 50000),
      { name: "start", type: "date", required: true }, date("end"), text("zone", 60, { required: true }), json("venue"),
      // null: as many as come.
      json("capacity"), json("sign_up", 100000), text("price", 200), json("hosts"),
      one("status", ["scheduled", "postponed", "cancelled"]), text("status_note", 1000), text("series", 500), json("tags"),
      // For so many minutes a free seat is offered to the next in the queue; 0: they have it at once.
      number("offer_minutes", { min: 0, max: 20160 }),
      // Written by a hook: when it is over, with a usual length where no end is known.
      date("ends"),
    ].concat(times),
    indexes: [
      "CREATE INDEX `linju_events_start` ON `events` (`start`, `id`, `ends`)",
      "CREATE INDEX `linju_events_of` ON `events` (`community`, `start`, `id`, `ends`)",
    ],
  });
  add({
    id: "linju_members0", name: "members", type: "base",
    fields: [
      ID(100), to("community", "linju_communit", { required: true }), to("user", users.id),
      text("name", 200, { required: true }), text("sort_key", 200), text("picture", 2000), text("headline", 500),
      one("role", roles), date("joined"), text("hometown", 200), text("district", 200), json("skills"), json("offers"),
      json("seeks"), json("contacts"), json("visibility"), flag("unlisted"),
    ].concat(times),
    indexes: [
      "CREATE UNIQUE INDEX `linju_members_user` ON `members` (`user`, `community`) WHERE `user` != ''",
      "CREATE INDEX `linju_members_sorted` ON `members` (`community`, `sort_key`, `id`)",
    ],
  });
  add({
    id: "linju_membersh", name: "memberships", type: "base",
    fields: [
      ID(15), to("user", users.id, { required: true }), to("community", "linju_communit", { required: true }),
      one("state", ["none", "invited", "pending-approval", "pending-payment", "waitlisted", "member", "rejected", "left",
        "removed", "expired"]),
      date("since"), date("until"), date("at"), date("again_from"), one("role", roles), text("reason", 2000),
      json("answers", 100000),
      // The order in which the server took them, and whether nobody has to look at this one any more.
      number("turn"), flag("looked_at"),
    ].concat(times),
    indexes: [
      "CREATE UNIQUE INDEX `linju_memberships_one` ON `memberships` (`user`, `community`)",
      "CREATE INDEX `linju_memberships_in` ON `memberships` (`community`, `state`, `turn`)",
    ],
  });
  add({
    id: "linju_sign_ups", name: "sign_ups", type: "base",
    fields: [
      // Without a user: a guest of whom a host knows, such as those on a paper list.
      ID(15), to("user", users.id), text("guest", 200), to("event", "linju_events00", { required: true }),
      one("state", ["pending-approval", "pending-payment", "confirmed", "waitlisted", "rejected", "cancelled",
        "checked-in", "no-show"]),
      date("since"), date("at"), date("offer_until"), text("reason", 2000), json("party"), json("answers", 100000),
      text("ticket", 40), number("people", { min: 1, max: 1000000, required: true }),
      // The order in which the server took them, and whether an offer was let pass.
      number("turn"), flag("lapsed"),
    ].concat(times),
    indexes: [
      "CREATE UNIQUE INDEX `linju_sign_ups_one` ON `sign_ups` (`user`, `event`) WHERE `user` != ''",
      "CREATE INDEX `linju_sign_ups_of` ON `sign_ups` (`event`, `state`, `turn`, `people`, `lapsed`, `offer_until`)",
      "CREATE INDEX `linju_sign_ups_due` ON `sign_ups` (`offer_until`) WHERE `offer_until` != '' AND `lapsed` = 0",
      "CREATE UNIQUE INDEX `linju_sign_ups_ticket` ON `sign_ups` (`ticket`) WHERE `ticket` != ''",
    ],
  });
  add({
    id: "linju_commands", name: "commands", type: "base",
    fields: [
      ID(15), to("user", users.id, { required: true }), text("key", 255, { required: true }), text("digest", 64),
      number("status"), text("body", 200000), number("at"),
    ],
    indexes: [
      "CREATE UNIQUE INDEX `linju_commands_key` ON `commands` (`user`, `key`)",
      "CREATE INDEX `linju_commands_recent` ON `commands` (`user`, `at`)",
      "CREATE INDEX `linju_commands_at` ON `commands` (`at`)",
    ],
  });
  add({
    id: "linju_codes000", name: "codes", type: "base",
    fields: [
      ID(15), one("kind", ["code", "hand-over", "ended"]), text("name", 255, { required: true }), text("hash", 64),
      text("shown", 200), number("until"), number("tries"), number("at"),
    ],
    indexes: [
      "CREATE UNIQUE INDEX `linju_codes_name` ON `codes` (`kind`, `name`)",
      "CREATE INDEX `linju_codes_until` ON `codes` (`until`)",
    ],
  });

  const settings = app.settings();
  settings.meta.appName = "Linju";
  settings.rateLimits.enabled = true;
  settings.rateLimits.rules = [
    { label: "POST /api/session", duration: 60, maxRequests: 60 },
    { label: "POST /api/session/codes", duration: 60, maxRequests: 10 },
    { label: "*:auth", duration: 10, maxRequests: 10 },
    { label: "users:create", duration: 60, maxRequests: 30 },
    { label: "/api/", duration: 10, maxRequests: 3000 },
  ];
  settings.logs.logIP = false;
  settings.batch.enabled = false;
  app.save(settings);
}, (app) => {
  for (const name of ["codes", "commands", "sign_ups", "memberships", "members", "events", "communities"]) {
    app.delete(app.findCollectionByNameOrId(name));
  }
});
