// Who uses a server that knows accounts: made as anybody makes one, and forgotten as its operator forgets somebody.
import { randomUUID } from "node:crypto";

/** Servers of ours, filled by tests/contract/services/served.rs: by which mapping, and who runs them. */
export const OWN = {
  "own-pocketbase": { mapping: "linju", identity: "admin@example.com", password: "a long password" },
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

  async forget() {
    if (!this.own) return;
    for (const id of this.made.splice(0)) await this.operate("DELETE", `/collections/users/records/${id}`);
  }
}
