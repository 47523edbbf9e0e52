/// <reference path="../pb_data/types.d.ts" />
// Further words of the program: `seed FILE` fills it with a data set, of which `cargo xtask seed pocketbase` makes one;
// `rules TABLE…` runs tables of `tests/rules` in the engine that carries the hooks.

$app.rootCmd.addCommand(new Command({
  use: "seed FILE",
  short: "Fills the server with communities, events and directories out of a file",
  run: (_, args) => require(`${__hooks}/lib/seed.js`).seed(args),
}));

$app.rootCmd.addCommand(new Command({
  use: "rules TABLE…",
  short: "Runs tables of rules",
  run: (_, args) => require(`${__hooks}/lib/tables.js`).run(args),
}));
