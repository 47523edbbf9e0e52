// A real service of other habits: json-server with 2,000 events and 10,000 members, on 127.0.0.1 only. What tests
// write goes into a copy, so that every run begins with the same rows.
//
//   node json-server.mjs --port 8413 [--db file.json]
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { NOW } from "./now.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { values } = parseArgs({ options: { port: { type: "string" }, db: { type: "string" } } });
const db = values.db ?? here("../../target/e2e/db.json");
if (!values.db) {
  const size = ["--events", "2000", "--members", "10000", "--communities", "150"];
  execFileSync("cargo", ["xtask", "seed", "--format", "json-server", ...size, "--now", NOW, "--out", db], {
    cwd: here("../.."),
    stdio: "inherit",
  });
}
const copy = here(`../../target/e2e/run-${values.port}.json`);
mkdirSync(here("../../target/e2e"), { recursive: true });
copyFileSync(db, copy);

const require = createRequire(import.meta.url);
process.argv.splice(2, Infinity, "--host", "127.0.0.1", "--port", values.port, "--no-gzip", "--quiet", copy);
require("json-server/lib/cli/bin.js");
