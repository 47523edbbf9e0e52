// Serves a built dist/ on 127.0.0.1 the way a well-set CDN does: brotli from the .br files, the right types,
// index.html for every address of the app, `immutable` for hashed names, and the headers that the build has for all its files
// (`_headers`), the Content-Security-Policy among them. That lets services of this machine be asked without HTTPS, and says
// where to report what it forbids; GET `/forbidden` gives what was.
//
//   node tests/e2e/serve.mjs [--dist dist] [--port 0] [--base /x/] [--config file.json] [--no-csp]
//
// Prints `http://127.0.0.1:PORT/base/` on its first line; port 0 takes a free one. `--config` answers
// config.json with another file, so that one build runs against any backend. Playwright and people use it;
// `import { serve } from "./serve.mjs"` gives the same as a function.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
};

/** Where browsers tell what the policy forbids, and where that can be read. */
const REPORTS = "/forbidden";

/** What browsers have told this process' servers. */
export const forbidden = [];

/** Services of this machine, which are asked without HTTPS: in a test, and nowhere else. */
const HERE = "http://127.0.0.1:* http://localhost:*";

const HASHED = /-[0-9a-f]{12,16}(_bg)?\.[a-z]+$/;

/** A file's bytes, or null when there is none. */
async function read(path) {
  try {
    return await readFile(path);
  } catch (error) {
    if (error.code === "ENOENT" || error.code === "EISDIR" || error.code === "ENOTDIR") return null;
    throw error;
  }
}

/** The headers that the build has for all its files, by lower-case names; null where there is no build. */
async function headersOf(dist, csp) {
  const text = (await read(join(dist, "_headers")))?.toString();
  if (!text) return null;
  const lines = text.split("\n");
  const block = lines.slice(1, lines.findIndex((line, at) => at > 0 && !line.startsWith(" ")));
  if (!/^\/\S*\*$/.test(lines[0]) || block.length === 0) throw new Error(`${dist}/_headers does not begin with what all files have`);
  const headers = Object.fromEntries(block.map((line) => {
    const [name, ...value] = line.trim().split(": ");
    return [name.toLowerCase(), value.join(": ")];
  }));
  const policy = headers["content-security-policy"];
  delete headers["content-security-policy"];
  if (csp) headers["content-security-policy"] = `${policy.replace(/(img-src|connect-src) [^;]*/g, `$& ${HERE}`)}; report-uri ${REPORTS}`;
  return headers;
}

/** Takes a report, as browsers send them (CSP Level 3, 5.3). */
async function report(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { "violated-directive": directive, "blocked-uri": what, "document-uri": where } = JSON.parse(Buffer.concat(chunks))["csp-report"];
  forbidden.push(`${directive} forbids ${what} to ${where}`);
}

/** What is to be answered: {status, path, headers, body}. */
async function answer(request, { dist, base, config, csp }) {
  const url = new URL(request.url, "http://127.0.0.1");
  const plain = { "content-type": "text/plain; charset=utf-8" };
  if (url.pathname === REPORTS) {
    if (request.method === "POST") await report(request);
    return { status: 200, headers: { "content-type": TYPES[".json"] }, body: JSON.stringify(forbidden) };
  }
  if (request.method !== "GET" && request.method !== "HEAD") return { status: 405, headers: plain, body: "405" };
  let wanted;
  try {
    wanted = decodeURIComponent(url.pathname);
  } catch {
    return { status: 400, headers: plain, body: "400" };
  }
  if (`${wanted}/` === base) return { status: 301, headers: { location: base }, body: "" };
  if (!wanted.startsWith(base)) return { status: 404, headers: plain, body: `nothing is served outside of ${base}` };
  let path = normalize(join(dist, wanted.slice(base.length)));
  if (path !== dist && !path.startsWith(dist + sep)) return { status: 404, headers: plain, body: "404" };

  const all = await headersOf(dist, csp);
  if (!all) return { status: 503, headers: plain, body: `no ${dist}/_headers: run cargo xtask build` };
  const headers = { vary: "accept-encoding", "cache-control": "no-cache", ...all };
  if (config && wanted === `${base}config.json`) path = config;
  let body = path.endsWith(".br") ? null : await read(path);
  if (!body) {
    // A missing file is missing; everything else is an address of the app.
    if (extname(path)) return { status: 404, headers: plain, body: "404" };
    // Its own page, where one was written beforehand (`cargo xtask prerender`).
    const own = join(path, "index.html");
    body = path === dist ? null : await read(own);
    path = body ? own : join(dist, "index.html");
    body ??= await read(path);
    if (!body) return { status: 503, headers: plain, body: `no ${path}: run cargo xtask build` };
  }
  headers["content-type"] = TYPES[extname(path)] ?? "application/octet-stream";
  if (HASHED.test(path)) headers["cache-control"] = "public, max-age=31536000, immutable";
  if (/\bbr\b/.test(request.headers["accept-encoding"] ?? "")) {
    const compressed = await read(`${path}.br`);
    if (compressed) {
      headers["content-encoding"] = "br";
      body = compressed;
    }
  }
  return { status: 200, headers, body };
}

/** Starts serving; resolves to {url, port, close}. */
export function serve({ dist = join(ROOT, "dist"), port = 0, base = "/", config = null, csp = true } = {}) {
  if (!base.startsWith("/") || !base.endsWith("/")) throw new Error(`base begins and ends with "/": not ${base}`);
  const options = { dist: resolve(dist), base, config: config && resolve(config), csp };
  const server = createServer((request, response) => {
    answer(request, options).then(
      ({ status, headers, body }) => {
        response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
        response.end(request.method === "HEAD" ? undefined : body);
      },
      (error) => {
        console.error(error);
        response.writeHead(500).end();
      },
    );
  });
  return new Promise((yes, no) => {
    server.once("error", no);
    server.listen(port, "127.0.0.1", () => {
      const taken = server.address().port;
      const close = () => new Promise((closed) => {
        server.close(closed);
        server.closeAllConnections();
      });
      yes({ url: `http://127.0.0.1:${taken}${base}`, port: taken, close });
    });
  });
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      dist: { type: "string" },
      port: { type: "string", default: "0" },
      base: { type: "string" },
      config: { type: "string" },
      "no-csp": { type: "boolean", default: false },
    },
  });
  const { url } = await serve({ ...values, port: Number(values.port), csp: !values["no-csp"] });
  console.log(url);
}
