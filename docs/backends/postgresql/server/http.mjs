// HTTP around it: one address for GraphQL by POST, one for the operator's login backend, one for health. The status says
// what the answer says: that of the outcome of a command, or of the first error.
import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { ask, hasReplica, primary, ready } from './graphql.mjs';
import { codes, measured, requests, tries } from './limits.mjs';
import { deliver } from './outgoing.mjs';
import { BODY, settings } from './settings.mjs';
import { say } from './words.mjs';

const squeezed = promisify(gzip);

/** An end that is told: a status and a word. */
class Problem extends Error {
  constructor(status, word, detail) {
    super(word);
    Object.assign(this, { status, word, detail });
  }
}

const SIGNING_IN = new Set(['signIn', 'signInByCode', 'signInByHandOver', 'askForCode', 'createAccount']);
/** What a replica may answer a little late. */
const LISTS = new Set(['communities', 'community', 'events', 'event', 'directory', 'entry']);

/** PostgreSQL is busy, starting, ending or gone; what was asked may be asked again. */
const busy = (code) => /^(08|53|57|40|55|XX000|E(?!RR_)[A-Z]+)/.test(code);

/** An error as it is told: nothing of the database's own words. */
function told(error, languages) {
  const cause = error.originalError ?? error;
  const code = String(cause.code ?? '');
  let [status, word] = [500, 'failed'];
  if (/^LJ\d{3}$/.test(code)) [status, word] = [Number(code.slice(2)), cause.message];
  else if (/^2[23]/.test(code)) [status, word] = [400, 'unreadable'];
  else if (busy(code) || /timeout|terminated/i.test(cause.message)) [status, word] = [503, 'failed'];
  const own = !error.originalError && !code;
  if (status === 500 && !own) console.error(`failed: ${error.path ?? ''} ${code} ${cause.message}`);
  return {
    message: own ? error.message : say(word, languages),
    ...(error.path ? { path: error.path } : {}),
    extensions: { status: own ? 400 : status, word: own ? 'unreadable' : word },
  };
}

/** So deep is JSON at most. */
const DEEP = 100;

/** JSON that PostgreSQL can hold: no NUL, no half of a surrogate pair. */
function clean(value, depth = 0) {
  if (depth > DEEP) throw new Problem(400, 'unreadable');
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed();
  if (Array.isArray(value)) return value.map((of) => clean(of, depth + 1));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, of]) => [clean(key), clean(of, depth + 1)]));
}

async function body(request) {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) throw new Problem(415, 'unreadable');
  const parts = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size > BODY) throw new Problem(413, 'too-large');
    parts.push(part);
  }
  try {
    const is = JSON.parse(Buffer.concat(parts).toString('utf8'));
    if (is !== null && typeof is === 'object' && !Array.isArray(is)) return is;
  } catch { /* told below */ }
  throw new Problem(400, 'unreadable');
}

function who(request) {
  const forwarded = settings.behindProxy ? request.headers['x-forwarded-for'] : undefined;
  return forwarded?.split(',').at(-1).trim() || request.socket.remoteAddress || '';
}

const token = (request) => (/^bearer +(\S{1,500})$/i.exec(request.headers.authorization ?? '')?.[1] ?? '');
const languages = (request) => clean(String(request.headers['accept-language'] ?? '').slice(0, 200));

/** Who wrote lately reads from the primary: when, by token or address. */
const wrote = new Map();
function writes(...keys) {
  const now = Date.now();
  for (const key of keys.filter(Boolean)) {
    wrote.delete(key);
    wrote.set(key, now);
  }
  for (const [key, at] of wrote) {
    if (now - at < settings.replicaLag * 1000) break;
    wrote.delete(key);
  }
}
const wroteLately = (key) => Date.now() - (wrote.get(key) ?? 0) < settings.replicaLag * 1000;

/** The first outcome of a command in the data. */
const outcome = (data) => Object.values(data ?? {}).map((one) => one?.result).find((one) => one?.status);

async function graphql(request) {
  const asked = await body(request);
  const { query, operationName } = asked;
  const variables = clean(asked.variables ?? {});
  if (typeof query !== 'string' || typeof variables !== 'object' || Array.isArray(variables)
    || !(operationName === undefined || operationName === null || typeof operationName === 'string')) {
    throw new Problem(400, 'unreadable');
  }
  const linju = { token: token(request), languages: languages(request), late: false };
  let is;
  try {
    is = measured(query, operationName);
  } catch (error) {
    throw new Problem(400, 'unreadable', error.message);
  }
  if (is.fault) throw new Problem(400, 'unreadable', is.fault);
  const address = who(request);
  for (const name of is.names) {
    if (SIGNING_IN.has(name) && !tries.take(address)) throw new Problem(429, 'too-many');
    if (name === 'askForCode' && !codes.take(address)) throw new Problem(429, 'too-many');
  }
  linju.late = hasReplica && !is.changes && is.names.every((name) => LISTS.has(name))
    && !wroteLately(linju.token) && !wroteLately(address);
  if (is.changes) writes(linju.token, address);
  let result;
  for (let time = 0; time < 4; time += 1) {
    result = await ask(query, variables, operationName ?? undefined, linju);
    const codes = (result.errors ?? []).map((error) => String(error.originalError?.code ?? ''));
    // A replica that is gone is not waited for; two that were in each other's way are sent again, which their keys allow.
    if (linju.late && codes.some(busy)) linju.late = false;
    else if (!codes.some((code) => code === '40001' || code === '40P01')) break;
  }
  if (is.names.includes('askForCode')) void deliver();
  const errors = result.errors?.map((error) => told(error, linju.languages));
  const done = outcome(result.data);
  const status = errors?.[0]?.extensions.status ?? done?.status ?? 200;
  return { status, body: { ...(errors ? { errors } : {}), data: result.data ?? null } };
}

const digest = (text) => createHash('sha256').update(text).digest();

/** `{"subject", "name"}` from the operator's login backend, which shares a secret: a code that signs in once. */
async function handOver(request) {
  if (!settings.handOver) throw new Problem(404, 'not-there');
  const shown = String(request.headers['linju-secret'] ?? '');
  if (!timingSafeEqual(digest(shown), digest(settings.handOver))) throw new Problem(401, 'wrong');
  const { subject, name } = clean(await body(request));
  if (typeof subject !== 'string' || subject.length < 1 || subject.length > 200) throw new Problem(422, 'unreadable');
  const { rows } = await primary.query('select linju.hand_over($1, $2) as code',
    [subject, typeof name === 'string' ? name.slice(0, 200) : '']);
  return { status: 200, body: { code: rows[0].code, expires_in: 60 } };
}

async function health() {
  await Promise.all([ready(), primary.query('select 1')]);
  return { status: 200, body: { status: 'ok' } };
}

const PATHS = { 'POST /graphql': graphql, 'POST /session/hand-over': handOver, 'GET /health': health };

async function answer(request) {
  if (!URL.canParse(request.url, 'http://x')) throw new Problem(400, 'unreadable');
  const path = new URL(request.url, 'http://x').pathname.replace(/^\/api\//, '/');
  if (request.method === 'OPTIONS') return { status: 204 };
  const handle = PATHS[`${request.method} ${path}`];
  if (!handle) throw new Problem(Object.keys(PATHS).some((p) => p.endsWith(` ${path}`)) ? 405 : 404, 'not-there');
  if (handle !== health && !requests.take(who(request))) throw new Problem(429, 'too-many');
  return handle(request);
}

async function serve(request, response) {
  let is;
  try {
    is = await answer(request);
  } catch (error) {
    if (!(error instanceof Problem)) console.error(`failed: ${error.code ?? ''} ${error.message}`);
    const status = error.status ?? (busy(String(error.code ?? '')) || /timeout/.test(error.message) ? 503 : 500);
    const message = error.detail ?? say(error.word ?? 'failed', languages(request));
    is = { status, body: { errors: [{ message, extensions: { status, word: error.word ?? 'failed' } }] } };
    // What is still being sent is not waited for.
    if (status === 413) response.setHeader('Connection', 'close');
  }
  const { origin } = request.headers;
  if (origin && settings.origins.includes(origin)) {
    response.setHeader('Access-Control-Allow-Origin', origin);
    response.setHeader('Access-Control-Allow-Methods', 'POST');
    response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type');
    response.setHeader('Access-Control-Expose-Headers', 'Retry-After');
    response.setHeader('Access-Control-Max-Age', '86400');
  }
  response.setHeader('Vary', 'Origin, Authorization, Accept-Language, Accept-Encoding');
  if (is.status === 429) response.setHeader('Retry-After', '60');
  if (is.status === 503) response.setHeader('Retry-After', '5');
  if (is.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  response.statusCode = is.status;
  if (is.body === undefined) return response.end();
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Cache-Control', 'private, no-cache');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  let text = Buffer.from(JSON.stringify(is.body));
  if (text.length > 1400 && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) {
    text = await squeezed(text, { level: 4 });
    response.setHeader('Content-Encoding', 'gzip');
  }
  response.setHeader('Content-Length', text.length);
  return response.end(text);
}

export function listen() {
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 75_000 }, (request, response) => {
    serve(request, response).catch((error) => {
      console.error(`failed: ${error.message}`);
      response.destroy();
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.listen.port, settings.listen.host, () => resolve(server));
  });
}
