// Who uses a server that knows accounts: made as anybody makes one, and forgotten as its operator forgets somebody; and
// what its operator does meanwhile, by PocketBase's own interface or by SQL.
import { execFile } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** What stands below `auth` of a mapping as the page of our PocketBase says it, by its name there. */
function saidByPage(name) {
  const page = fileURLToPath(new URL("../../docs/backends/pocketbase/README.md", import.meta.url));
  return JSON.parse(readFileSync(page, "utf8").split(`"${name}": `)[1].split("```")[0]);
}

/** The same by GraphQL. */
function byGraphql(name) {
  const exchange = (query, variables) => {
    const body = { object: { query: { const: query }, variables: { object: variables } } };
    const of = (field) => `/data/done/result/body/${field}`;
    const read = { token: of("token"), user: of("user"), name: of("name"), expires_in: of("expires_in") };
    return { method: "POST", path: "/graphql", body, read };
  };
  const outcome = "{ result { status body } }";
  if (name === "handed_over") {
    const query = `mutation($code: String) { done: signInByHandOver(input: { code: $code }) ${outcome} }`;
    return { parameter: "ticket", exchange: exchange(query, { code: "/input/code" }) };
  }
  const query = `mutation($name: String, $code: String) { done: signInByCode(input: { name: $name, code: $code }) ${outcome} }`;
  const { ask } = saidByPage(name);
  return { ask, ...exchange(query, { name: "/input/user", code: "/input/one_time_code" }) };
}

/**
 * Servers of ours, filled by tests/contract/services/served.rs: by which mapping, what an operator adds below its `auth` for
 * other ways in, and below what their addresses lie.
 */
export const OWN = {
  "own-pocketbase": { mapping: "linju", auth: saidByPage, below: "/api" },
  "own-postgresql": { mapping: "linju-postgresql", auth: byGraphql, below: "" },
};
/** What a login backend shares with them. */
const SECRET = "a secret of more than thirty-two characters";
const PASSWORD = "a long password";

const json = (method, body, headers = {}) => ({
  method,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});

async function told(url, how) {
  const answer = await fetch(url, how);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${how?.method ?? "GET"} ${url}: ${answer.status} ${text}`);
  return text ? JSON.parse(text) : null;
}

/** The people of a test, by the backend that it runs against. */
export function peopleOf(backend, service) {
  if (backend === "own-postgresql") return new OnPostgreSQL(service);
  return backend === "own-pocketbase" ? new OnOurPocketBase(service) : new People(`${service}/api`);
}

/** Accounts on any PocketBase. */
class People {
  /** `api` is what PocketBase's own interface begins with. */
  constructor(api) {
    this.api = api;
    this.made = [];
  }

  /** A new account, as anybody may make one. */
  async make({ name = "林小满" } = {}) {
    const person = { email: `${randomUUID()}@example.com`, password: PASSWORD, name };
    const id = await this.account(person);
    this.made.push(id);
    return { ...person, id };
  }

  async account(person) {
    const asked = json("POST", { ...person, passwordConfirm: person.password });
    return (await told(`${this.api}/collections/users/records`, asked)).id;
  }

  /** Nobody runs it for the tests alone: what they made stays. */
  async forget() {}
}

/** On a server of ours. `operate` is what its operator can do; the rest is the same on all. */
class OnOurs extends People {
  /** Somebody is let in without having asked. */
  joins({ id }, community, role = "member") {
    const since = "2026-01-01T00:00:00Z";
    return this.row("memberships", { user: id, community, role, state: "member", since });
  }
}

class OnOurPocketBase extends OnOurs {
  rows = [];

  /** As who runs the server. */
  async operate(method, path, body) {
    if (!this.token) {
      const asked = json("POST", { identity: "admin@example.com", password: PASSWORD });
      this.token = (await told(`${this.api}/collections/_superusers/auth-with-password`, asked)).token;
    }
    const headers = { authorization: this.token };
    return told(`${this.api}${path}`, body ? json(method, body, headers) : { method, headers });
  }

  /** A row that its operator makes for this test alone. */
  async row(collection, row) {
    const { id } = await this.operate("POST", `/collections/${collection}/records`, row);
    this.rows.unshift(`/collections/${collection}/records/${id}`);
    return id;
  }

  /** An invitation that somebody of the community made. */
  invites(community, invitation) {
    return this.row("invitations", { community, ...invitation });
  }

  change(collection, id, row) {
    return this.operate("PATCH", `/collections/${collection}/records/${id}`, row);
  }

  /** Takes away what `row` has made. */
  async remove(collection, id) {
    const one = `/collections/${collection}/records/${id}`;
    this.rows = this.rows.filter((row) => row !== one);
    await this.operate("DELETE", one);
  }

  /** A session of somebody that is good for so many seconds, as the app keeps one. */
  async session({ id, name }, seconds) {
    const { token } = await this.operate("POST", `/collections/users/impersonate/${id}`, { duration: seconds });
    return { token, user: id, name };
  }

  /** Whether a token is still good. */
  async knows({ token }) {
    const answer = await fetch(`${this.api}/me/sign-ups`, { headers: { authorization: `Bearer ${token}` } });
    return answer.status === 200;
  }

  /** Those who knock, and letting one of them in, as somebody of the community. */
  async knocking({ token }, community) {
    const headers = { authorization: `Bearer ${token}` };
    return (await told(`${this.api}/communities/${community}/applications`, { headers })).items;
  }

  approve({ token }, community, id) {
    const headers = { authorization: `Bearer ${token}`, "idempotency-key": randomUUID() };
    return told(`${this.api}/communities/${community}/applications/${id}/approve`, { method: "POST", headers });
  }

  /** How many seats of an event are taken. */
  async taken(event) {
    return (await told(`${this.api}/events/${event}`)).taken;
  }

  /** A code of the operator's login backend. */
  async handOver(subject, name) {
    const asked = json("POST", { subject, name }, { "linju-secret": SECRET });
    return (await told(`${this.api}/session/hand-over`, asked)).code;
  }

  /** Asks for a code by SMS, and gives what the provider for tests was told to send. */
  async codeFor(phone) {
    await told(`${this.api}/session/codes`, json("POST", { to: phone }));
    // The log is written every few seconds.
    for (let tries = 0; tries < 100; tries += 1) {
      const { items } = await this.operate("GET", `/logs?perPage=100&sort=-created&filter=${encodeURIComponent("message='sms'")}`);
      const sent = items.find(({ data }) => data.to === phone);
      if (sent) return sent.data.text.slice(-6);
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error(`nothing was sent to ${phone}`);
  }

  /** Whoever came by a telephone is forgotten too. */
  async forgetPhone(phone) {
    const filter = encodeURIComponent(`phone='${phone}'`);
    const { items } = await this.operate("GET", `/collections/users/records?filter=${filter}`);
    this.made.push(...items.map(({ id }) => id));
  }

  async forget() {
    for (const path of this.rows.splice(0)) await this.operate("DELETE", path);
    for (const id of this.made.splice(0)) await this.operate("DELETE", `/collections/users/records/${id}`);
  }
}

const literal = (value) => `'${String(value).replaceAll("'", "''")}'`;
/** Its columns, where they are called otherwise than in the contract. */
const COLUMNS = { user: "user_id", community: "community_id", event: "event_id", start: "starts", end: "ends" };

class OnPostgreSQL extends OnOurs {
  rows = [];

  constructor(api) {
    super(api);
    // Told when it was filled, by address: its database, and the file of what the server says.
    const lines = readFileSync(process.env.LINJU_OPERATOR, "utf8").split("\n").map((line) => line.split(" "));
    [, this.database, this.log] = lines.find(([address]) => `http://${address}` === api);
  }

  async operate(sql) {
    const words = ["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "-v", "ON_ERROR_STOP=1", "-c", sql, this.database];
    const { stdout } = await promisify(execFile)("psql", words);
    return stdout.trim();
  }

  async ask(query, variables = {}, token = "") {
    const headers = token ? { authorization: `Bearer ${token}` } : {};
    const { data, errors } = await told(`${this.api}/graphql`, json("POST", { query, variables }, headers));
    if (errors) throw new Error(`${query}: ${JSON.stringify(errors)}`);
    return data;
  }

  async account(person) {
    const query = `mutation($email: String, $password: String, $name: String) {
      done: createAccount(input: { email: $email, password: $password, name: $name }) { result { status body } } }`;
    const { done } = await this.ask(query, person);
    return done.result.body.user;
  }

  sets(row) {
    const value = (of) => (of !== null && typeof of === "object" ? `${literal(JSON.stringify(of))}::jsonb` : literal(of));
    return Object.entries(row).map(([name, of]) => [COLUMNS[name] ?? name, of === null ? "null" : value(of)]);
  }

  async row(table, row) {
    const all = this.sets(row);
    const names = all.map(([name]) => name).join(", ");
    const sql = `insert into linju.${table} (${names}) values (${all.map(([, of]) => of).join(", ")}) returning id`;
    const id = await this.operate(sql);
    this.rows.unshift(`delete from linju.${table} where id = ${literal(id)}`);
    return id;
  }

  async invites(community, { code, role, uses, until, approval = false }) {
    const values = [community, code, role, uses, until, approval].map((of) => (of === undefined ? "null" : literal(of)));
    const sql = "insert into linju.invitations (community_id, code, role, uses, until, approval)";
    await this.operate(`${sql} values (${values.join(", ")})`);
    const which = `community_id = ${literal(community)} and code = ${literal(code)}`;
    this.rows.unshift(`delete from linju.invitations where ${which}`);
  }

  change(table, id, row) {
    const all = this.sets(row).map(([name, of]) => `${name} = ${of}`);
    return this.operate(`update linju.${table} set ${all.join(", ")} where id = ${literal(id)}`);
  }

  async remove(table, id) {
    const one = `delete from linju.${table} where id = ${literal(id)}`;
    this.rows = this.rows.filter((row) => row !== one);
    await this.operate(one);
  }

  async session({ id, name }, seconds) {
    const token = randomUUID();
    const hash = createHash("sha256").update(token).digest("hex");
    await this.operate(`insert into linju.sessions (hash, user_id, until)
      values (${literal(hash)}, ${literal(id)}, now() + interval '${seconds} seconds')`);
    return { token, user: id, name };
  }

  async knows({ token }) {
    const query = json("POST", { query: "{ signUps { standing } }" }, { authorization: `Bearer ${token}` });
    return (await fetch(`${this.api}/graphql`, query)).status === 200;
  }

  async knocking({ token }, community) {
    const query = "query($community: String!) { applications(community: $community) { id answers } }";
    return (await this.ask(query, { community }, token)).applications;
  }

  approve({ token }, community, id) {
    const query = `mutation($community: String, $id: String, $key: String) { done: reviewApplication(
      input: { community: $community, id: $id, verdict: "approve", key: $key }) { result { status body } } }`;
    return this.ask(query, { community, id, key: randomUUID() }, token);
  }

  async taken(event) {
    return Number(await this.operate(`select taken from linju.events where id = ${literal(event)}`));
  }

  async handOver(subject, name) {
    const asked = json("POST", { subject, name }, { "linju-secret": SECRET });
    return (await told(`${this.api}/session/hand-over`, asked)).code;
  }

  async codeFor(phone) {
    const query = `mutation($to: String) { done: askForCode(input: { recipient: $to }) { result { status body } } }`;
    await this.ask(query, { to: phone });
    const sent = readFileSync(this.log, "utf8").split("\n").findLast((line) => line.includes(phone));
    return sent.match(/\d{6}(?!.*\d{6})/)[0];
  }

  async forgetPhone(phone) {
    this.rows.push(`delete from linju.users where phone = ${literal(phone)}`);
  }

  async forget() {
    const all = this.rows.splice(0);
    for (const id of this.made.splice(0)) all.push(`delete from linju.users where id = ${literal(id)}`);
    if (all.length > 0) await this.operate(all.join("; "));
  }
}
