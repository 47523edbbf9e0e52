// Runs the tables of rules against JavaScript that carries them: `node run.cjs FOLDER_OF_RULES TABLE…`.

const fs = require("node:fs");
const path = require("node:path");
const { isDeepStrictEqual } = require("node:util");

const [folder, ...tables] = process.argv.slice(2);
const rule = (name) => require(path.resolve(folder, name));
const run = rule("table.js");

let failed = 0, all = 0;
for (const table of tables) {
  const of = JSON.parse(fs.readFileSync(table, "utf8"));
  for (const one of of.cases) {
    all += 1;
    const found = JSON.parse(JSON.stringify(run(of, one)));
    if (isDeepStrictEqual(found, one.expect)) continue;
    failed += 1;
    console.error(`${path.basename(table)}: ${JSON.stringify(one)}\n  found ${JSON.stringify(found)}`);
  }
}
console.log(`${all} cases, ${failed} failed`);
process.exitCode = failed > 0 || all === 0 ? 1 : 0;
