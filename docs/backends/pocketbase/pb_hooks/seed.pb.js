/// <reference path="../pb_data/types.d.ts" />
// `pocketbase seed FILE`: fills empty collections with a data set, of which `cargo xtask seed pocketbase` makes one.

$app.rootCmd.addCommand(new Command({
  use: "seed FILE",
  short: "Fills the server with communities, events and directories out of a file",
  run: (_, args) => require(`${__hooks}/lib/seed.js`).seed(args),
}));
