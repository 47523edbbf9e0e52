// Signing in and out: by password, by a code that was sent, by a code that the operator's own login backend asked for.
// A session is PocketBase's own token; signed out, it is good no more.

const answer = require("./answer.js");
const codes = require("./codes.js");
const command = require("./command.js");
const store = require("./store.js");
const forms = require("../rules/forms.js");

const wrong = () => answer.problem(401, "wrong");
const at = () => Math.floor(Date.now() / 1000);

/** A bounded text of the body; anything else is as if it were wrong. */
function word(body, name, most) {
  const value = body[name];
  if (typeof value !== "string" || value === "" || value.length > most) throw wrong();
  return value;
}

/** The account of an e-mail address or a telephone number, or null. */
function find(app, name) {
  try {
    return forms.isEmail(name)
      ? app.findAuthRecordByEmail("users", name)
      : app.findFirstRecordByData("users", "phone", name);
  } catch (_) {
    return null;
  }
}

/** Theirs, made now where there is none yet. */
function findOrMake(tx, name) {
  const found = find(tx, name);
  if (found) return found;
  const made = new Record(tx.findCollectionByNameOrId("users"));
  if (forms.isEmail(name)) made.setEmail(name);
  else made.set("phone", name);
  return made;
}

/** Who has shown that an address is theirs; whatever a stranger did before with it is void. */
function proven(tx, name) {
  const account = findOrMake(tx, name);
  if (account.isNew() || (forms.isEmail(name) && !account.verified())) account.setRandomPassword();
  if (forms.isEmail(name)) account.setVerified(true);
  tx.save(account);
  return account;
}

function byPassword(app, body) {
  const name = codes.address(word(body, "name", 254));
  const account = name ? find(app, name) : null;
  // Who is not known takes as long as a wrong password.
  if (!account) new Record(app.findCollectionByNameOrId("users")).setRandomPassword();
  if (!account || !account.validatePassword(word(body, "password", 72))) throw wrong();
  return account;
}

function byCode(app, body) {
  const name = codes.address(word(body, "name", 254));
  const code = word(body, "code", 20);
  const fits = name !== null && command.together(app, (tx) => codes.take(tx, name, code.trim()));
  if (!fits) throw wrong();
  return command.together(app, (tx) => proven(tx, name));
}

function byHandOver(app, body) {
  const name = $security.sha256(word(body, "hand_over", 100));
  const user = command.together(app, (tx) => {
    const row = store.first(tx, "SELECT json_object('shown', shown, 'until', until) AS row FROM codes"
      + " WHERE kind = 'hand-over' AND name = {:name}", { name });
    store.run(tx, "DELETE FROM codes WHERE kind = 'hand-over' AND name = {:name}", { name });
    return row && row.until > at() ? row.shown : null;
  });
  if (!user) throw wrong();
  return app.findRecordById("users", user);
}

/** PocketBase's own token with a name of its own: two of one second are two sessions, and end apart. */
function token(account) {
  const of = account.collection();
  const claims = { type: "auth", id: account.id, collectionId: of.id, refreshable: true, jti: $security.randomString(16) };
  return $security.createJWT(claims, account.tokenKey() + of.authToken.secret, of.authToken.duration);
}

/** `POST /session`: `{name, password}`, `{name, code}` or `{hand_over}`. */
function open(e) {
  return answer.answered(e, () => {
    // Who may sign in at all: null for nobody, empty for everybody.
    const rule = e.app.findCollectionByNameOrId("users").authRule;
    const info = String(rule) ? e.requestInfo() : null;
    const body = answer.body(e).is;
    const by = body.hand_over !== undefined ? byHandOver : body.code !== undefined ? byCode : byPassword;
    const account = by(e.app, body);
    if (rule === null || (info && !e.app.canAccessRecord(account, info, rule))) throw answer.problem(403, "may-not");
    return answer.ok(e, JSON.stringify({
      token: token(account),
      user: account.id,
      name: account.getString("name") || account.email().split("@")[0] || account.getString("phone"),
      expires_in: account.collection().authToken.duration,
    }));
  });
}

/** `DELETE /session`. */
function close(e) {
  return answer.answered(e, () => {
    const account = answer.needViewer(e);
    const name = $security.sha256(answer.header(e, "Authorization").replace(/^bearer /i, ""));
    codes.keep(e.app, "ended", name, "", "", at() + account.collection().authToken.duration);
    return e.noContent(204);
  });
}

/** `POST /session/codes` `{to}`: sends a code. It never tells whether there is an account; 503 where it could not be sent. */
function send(e) {
  return answer.answered(e, () => {
    const given = answer.body(e).is.to;
    const name = typeof given === "string" && given.length <= 254 ? codes.address(given) : null;
    if (!name) throw answer.refusal({ why: "invalid", faults: [{ key: "to", kind: "malformed" }] });
    const code = command.together(e.app, (tx) => codes.make(tx, name));
    if (!code) throw answer.problem(429, "too-many");
    try {
      codes.send(e.app, name, code, answer.header(e, "Accept-Language"));
    } catch (thrown) {
      // Nothing of the code is in what the provider or the mail server says; the reader is told that it did not go.
      e.app.logger().error("linju code", "error", String(thrown).split(code).join("******"));
      codes.notSent(e.app, name);
      throw answer.problem(503, "not-sent");
    }
    return e.noContent(204);
  });
}

/**
 * `POST /session/hand-over` `{subject, name}` by the operator's login backend, which has proved who somebody is (a
 * mini-program's login) and shares a secret with this server: a code for `POST /session`, for one use, for a minute.
 */
function handOver(e) {
  return answer.answered(e, () => {
    const secret = $os.getenv("LINJU_HAND_OVER_SECRET");
    if (!secret || secret.length < 32) throw answer.problem(404, "not-offered");
    if (!$security.equal(answer.header(e, "Linju-Secret"), secret)) throw answer.problem(401, "wrong");
    const body = answer.body(e).is;
    const subject = word(body, "subject", 200);
    const name = typeof body.name === "string" ? body.name.slice(0, 200) : "";
    const code = $security.randomString(40);
    command.together(e.app, (tx) => {
      let account;
      try {
        account = tx.findFirstRecordByData("users", "subject", subject);
      } catch (_) {
        account = new Record(tx.findCollectionByNameOrId("users"));
        account.set("subject", subject);
        account.setRandomPassword();
      }
      if (name && !account.getString("name")) account.set("name", name);
      tx.save(account);
      codes.keep(tx, "hand-over", $security.sha256(code), "", account.id, at() + 60);
    });
    return answer.ok(e, JSON.stringify({ code, expires_in: 60 }));
  });
}

module.exports = { open, close, send, handOver };
