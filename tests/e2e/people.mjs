// Who uses a server that knows accounts: made as anybody makes one, and forgotten as its operator forgets somebody.
import { randomUUID } from "node:crypto";

/** Servers of ours, filled by tests/contract/services/served.rs: by which mapping, and who runs them. */
export const OWN = {
  "own-pocketbase": {
    mapping: "linju",
    identity: "admin@example.com",
    password: "a long password",
    secret: "a secret of more than thirty-two characters",
    /** The page that says how it is set up. */
    page: "pocketbase",
  },
};

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

export class People {
  constructor(backend, service) {
    this.own = OWN[backend];
    /** What PocketBase's own interface begins with. */
    this.api = this.own ? service : `${service}/api`;
    this.made = [];
    this.rows = [];
  }

  /** A new account, as anybody may make one. */
  async make({ name = "林小满" } = {}) {
    const password = "a long password";
    const person = { email: `${randomUUID()}@example.com`, password, passwordConfirm: password, name };
    const { id } = await told(`${this.api}/collections/users/records`, json("POST", person));
    this.made.push(id);
    return { ...person, id };
  }

  /** As who runs the server; makes and changes rows. */
  async operate(method, path, body) {
    if (!this.token) {
      const { identity, password } = this.own;
      const asked = json("POST", { identity, password });
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

  change(collection, id, row) {
    return this.operate("PATCH", `/collections/${collection}/records/${id}`, row);
  }

  /** Somebody is let in without having asked. */
  joins({ id }, community, role = "member") {
    const since = "2026-01-01 00:00:00.000Z";
    return this.row("memberships", { user: id, community, role, state: "member", since });
  }

  /** A session of somebody that is good for so many seconds, as the app keeps one. */
  async session({ id, name }, seconds) {
    const { token } = await this.operate("POST", `/collections/users/impersonate/${id}`, { duration: seconds });
    return { token, user: id, name };
  }

  /** What was sent to a telephone, out of the log of the provider for tests. */
  async sentTo(phone) {
    const { items } = await this.operate("GET", `/logs?perPage=200&sort=-created&filter=${encodeURIComponent('message="sms"')}`);
    return items.find(({ data }) => data.to === phone)?.data.text;
  }

  async forget() {
    if (!this.own) return;
    for (const path of this.rows.splice(0)) await this.operate("DELETE", path);
    for (const id of this.made.splice(0)) await this.operate("DELETE", `/collections/users/records/${id}`);
  }
}
