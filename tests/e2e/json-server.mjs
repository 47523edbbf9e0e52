// A real service of other habits: json-server with 2,000 events and 10,000 members, on 127.0.0.1 only. What tests
// write stays in its memory, so that every run begins with the same rows.
//
//   node json-server.mjs --port 8413 [--db file.json]
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
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
const jsonServer = createRequire(import.meta.url)("json-server");
const app = jsonServer.create();
app.use(jsonServer.defaults({ logger: false, noGzip: true }));
app.use(jsonServer.router(JSON.parse(readFileSync(db, "utf8"))));
const server = app.listen(Number(values.port), "127.0.0.1");
// Node closes a connection after five idle seconds; what is being sent just then would be lost.
server.keepAliveTimeout = 600_000;
