// The frame of everything that changes something: one transaction with the change and its Idempotency-Key, so that
// after any end of the server there are both or neither. SQLite takes one writing transaction after another; what a
// rule looks at is read inside of it.

const answer = require("./answer.js");
const store = require("./store.js");

/** Answers are kept so long, in seconds. */
const KEPT = 2 * 86400;
/** One account does so much in a minute and in a day, unless the operator says otherwise; and so much as a host about others. */
const BOUNDS = [
  { A_MINUTE: ["LINJU_COMMANDS_A_MINUTE", 120], A_DAY: ["LINJU_COMMANDS_A_DAY", 2000] },
  { A_MINUTE: ["LINJU_HOST_COMMANDS_A_MINUTE", 600], A_DAY: ["LINJU_HOST_COMMANDS_A_DAY", 20000] },
];

const setting = (name, usual) => Number($os.getenv(name)) || usual;

/** Works in a transaction; what is thrown undoes it and comes through as it was thrown. */
function together(app, work) {
  let result = null, thrown = null;
  try {
    app.runInTransaction((tx) => {
      try {
        result = work(tx);
      } catch (one) {
        thrown = one;
        throw one;
      }
    });
  } catch (one) {
    throw thrown || one;
  }
  return result;
}

function notTooMany(tx, user, at, hosting) {
  const within = (seconds) => store.first(tx, "SELECT json(count(*)) AS row FROM commands WHERE user = {:user}"
    + " AND hosting = {:hosting} AND at > {:from}", { user, hosting, from: at - seconds });
  const { A_MINUTE, A_DAY } = BOUNDS[hosting];
  if (within(60) >= setting(...A_MINUTE) || within(86400) >= setting(...A_DAY)) throw answer.problem(429, "too-many");
}

/**
 * Carries a command out once: `work(tx, user, body)` gives the JSON of the answer, or throws a problem. A refusal is
 * kept like any answer; what cannot be read, or is too much at once, is not. `hosts`: it is what hosts do about others, of whom more is
 * taken; who turns out to be none has done as much as anybody.
 */
function once(e, work, hosts) {
  return answer.answered(e, () => {
    const user = answer.needViewer(e).id;
    const key = answer.header(e, "Idempotency-Key");
    if (!key || key.length > 255) throw answer.problem(400, "key-missing");
    const body = answer.body(e);
    const digest = $security.sha256(e.request.method + " " + e.request.url.path + "\n" + body.raw);
    const done = together(e.app, (tx) => {
      const at = Math.floor(Date.now() / 1000);
      const kept = store.first(tx, "SELECT json_object('digest', digest, 'status', status, 'body', json(body)) AS row"
        + " FROM commands WHERE user = {:user} AND key = {:key}", { user, key });
      if (kept && kept.digest !== digest) throw answer.problem(422, "key-used");
      if (kept) return kept;
      notTooMany(tx, user, at, hosts ? 1 : 0);
      let made;
      try {
        made = { status: 200, body: work(tx, user, body.is) };
      } catch (thrown) {
        // A rule said no, before anything was changed.
        if (!thrown || !thrown.problem || !thrown.more.why) throw thrown;
        made = { status: thrown.status, body: thrown };
      }
      const hosting = hosts && made.status !== 403 ? 1 : 0;
      if (hosts && !hosting) notTooMany(tx, user, at, 0);
      store.run(tx, "INSERT INTO commands (id, user, key, digest, status, body, at, hosting)"
        + " VALUES ({:id}, {:user}, {:key}, {:digest}, {:status}, {:body}, {:at}, {:hosting})",
      { id: store.id(), user, key, digest, hosting,
        status: made.status, body: JSON.stringify(made.body), at });
      return made;
    });
    return done.status === 200 ? answer.ok(e, JSON.stringify(done.body)) : answer.tell(e, done.body);
  });
}

/** Forgets what nobody sends again. */
function forget(app) {
  const at = Math.floor(Date.now() / 1000);
  store.run(app, "DELETE FROM commands WHERE at < {:until}", { until: at - KEPT });
  store.run(app, "DELETE FROM codes WHERE until < {:until}", { until: at - 60 });
}

const text = (value, most) => typeof value === "string" && value.length <= most;
const isNothing = (value) => value === undefined || value === null;

/** Whether somebody who comes along is a name, or an object of a name, whether it is a child, and answers. */
function companion(one) {
  if (typeof one === "string") return text(one, 200);
  if (typeof one !== "object" || one === null || Array.isArray(one) || !text(one.name, 200)) return false;
  if (!isNothing(one.child) && typeof one.child !== "boolean") return false;
  if (isNothing(one.answers)) return true;
  if (typeof one.answers !== "object" || Array.isArray(one.answers)) return false;
  const keys = Object.keys(one.answers);
  return keys.length <= 200 && keys.every((key) => text(one.answers[key], 10000));
}

/** What a command brings, in its bounds: answers by key, those of a party, a version of the rules, some texts. */
function input(body) {
  const faults = [];
  const wrong = (key, kind) => faults.push({ key, kind });
  const is = (name) => body[name] !== undefined && body[name] !== null;
  const answers = {};
  const given = is("answers") ? body.answers : {};
  if (typeof given !== "object" || Array.isArray(given) || Object.keys(given).length > 200) {
    wrong("answers", "malformed");
  } else {
    for (const key of Object.keys(given)) {
      if (!text(given[key], 10000)) wrong(key.slice(0, 200), typeof given[key] === "string" ? "too-much" : "malformed");
      else answers[key] = given[key];
    }
  }
  const party = is("party") ? body.party : [];
  if (!Array.isArray(party) || party.length > 1000 || !party.every(companion)) wrong("party", "malformed");
  const rules = is("rules") ? body.rules : null;
  const version = rules === null || (typeof rules === "number" && rules >= 0 && rules % 1 === 0 && rules < 4294967296);
  if (!version) wrong("rules", "malformed");
  const texts = {};
  for (const name of ["invitation", "sponsor", "text", "reason", "farewell", "role", "word", "person"]) {
    texts[name] = is(name) ? body[name] : "";
    if (typeof texts[name] !== "string") wrong(name, "malformed");
  }
  const flags = {};
  for (const name of ["listed", "seen"]) {
    flags[name] = is(name) ? body[name] : false;
    if (typeof flags[name] !== "boolean") wrong(name, "malformed");
  }
  if (faults.length > 0) throw answer.refusal({ why: "invalid", faults });
  return Object.assign({ answers, party, rules }, flags, texts);
}

module.exports = { once, together, forget, input, setting };
