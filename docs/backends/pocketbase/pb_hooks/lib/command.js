// The frame of everything that changes something: one transaction with the change and its Idempotency-Key, so that
// after any end of the server there are both or neither. SQLite takes one writing transaction after another; what a
// rule looks at is read inside of it.

const answer = require("./answer.js");
const store = require("./store.js");

/** Answers are kept so long, in seconds. */
const KEPT = 2 * 86400;
/** One account does so much in a minute and in a day, unless the operator says otherwise. */
const A_MINUTE = 120, A_DAY = 2000;

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

function notTooMany(tx, user, at) {
  const within = (seconds) => store.first(tx,
    "SELECT json(count(*)) AS row FROM commands WHERE user = {:user} AND at > {:from}", { user, from: at - seconds });
  const many = within(60) >= setting("LINJU_COMMANDS_A_MINUTE", A_MINUTE)
    || within(86400) >= setting("LINJU_COMMANDS_A_DAY", A_DAY);
  if (many) throw answer.problem(429, "too-many");
}

/**
 * Carries a command out once: `work(tx, user, body)` gives the JSON of the answer, or throws a problem. A refusal is
 * kept like any answer; what cannot be read, or is too much at once, is not.
 */
function once(e, work) {
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
      notTooMany(tx, user, at);
      let made;
      try {
        made = { status: 200, body: work(tx, user, body.is) };
      } catch (thrown) {
        // A rule said no, before anything was changed.
        if (!thrown || !thrown.problem || !thrown.more.why) throw thrown;
        made = { status: thrown.status, body: thrown };
      }
      store.run(tx, "INSERT INTO commands (id, user, key, digest, status, body, at)"
        + " VALUES ({:id}, {:user}, {:key}, {:digest}, {:status}, {:body}, {:at})",
      { id: store.id(), user, key, digest,
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

/** What a command brings, in its bounds: answers by key, names of a party, a version of the rules, some texts. */
function input(body) {
  const faults = [];
  const wrong = (key, kind) => faults.push({ key, kind });
  const is = (name) => body[name] !== undefined && body[name] !== null;
  const text = (value, most) => typeof value === "string" && value.length <= most;
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
  if (!Array.isArray(party) || party.length > 1000 || !party.every((name) => text(name, 200))) wrong("party", "malformed");
  const rules = is("rules") ? body.rules : null;
  const version = rules === null || (typeof rules === "number" && rules >= 0 && rules % 1 === 0 && rules < 4294967296);
  if (!version) wrong("rules", "malformed");
  const texts = {};
  for (const name of ["invitation", "sponsor", "text", "reason", "farewell", "role", "word", "person"]) {
    texts[name] = is(name) ? body[name] : "";
    if (typeof texts[name] !== "string") wrong(name, "malformed");
  }
  const listed = is("listed") ? body.listed : false;
  if (typeof listed !== "boolean") wrong("listed", "malformed");
  if (faults.length > 0) throw answer.refusal({ why: "invalid", faults });
  return Object.assign({ answers, party, rules, listed }, texts);
}

module.exports = { once, together, forget, input, setting };
