/// <reference path="../pb_data/types.d.ts" />
// What hosts do about others is counted by itself: whoever comes out of a basement sends all their marks at once.

const RECENT = "CREATE INDEX `linju_commands_recent` ON `commands`";
const recent = (columns) => RECENT + " (" + columns + ")";
const others = (commands) => commands.indexes.filter((sql) => sql.indexOf("linju_commands_recent") < 0);

migrate((app) => {
  const commands = app.findCollectionByNameOrId("commands");
  commands.fields.add(new BoolField({ name: "hosting" }));
  commands.indexes = others(commands).concat([recent("`user`, `hosting`, `at`")]);
  app.save(commands);
}, (app) => {
  const commands = app.findCollectionByNameOrId("commands");
  commands.indexes = others(commands).concat([recent("`user`, `at`")]);
  commands.fields.removeByName("hosting");
  app.save(commands);
});
