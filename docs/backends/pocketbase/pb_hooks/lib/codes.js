// Codes of six digits, sent by e-mail or SMS: good for ten minutes, for one use and five tries, kept as a hash.

const command = require("./command.js");
const sms = require("./sms.js");
const store = require("./store.js");
const { say } = require("./words.js");
const forms = require("../rules/forms.js");

const GOOD_FOR = 600, TRIES = 5;
/** To one address at most one in so many seconds. */
const PAUSE = 60;
/** So many codes in a day to all together, unless the operator says otherwise: a provider wants money for each. */
const A_DAY = 1000;

const at = () => Math.floor(Date.now() / 1000);
const hashed = (name, code) => $security.sha256(name + "\n" + code);

/** An e-mail address in small letters, or a telephone number with its country (ITU-T E.164), or null. */
function address(text) {
  const given = forms.trim(text);
  if (forms.isEmail(given)) return given.toLowerCase();
  const phone = forms.phone(given);
  if (phone === null || phone[0] === "+") return phone;
  return ($os.getenv("LINJU_COUNTRY") || "+86") + phone.replace(/^0/, "");
}

function keep(app, kind, name, hash, shown, until) {
  store.run(app, "INSERT INTO codes (id, kind, name, hash, shown, until, tries, at)"
    + " VALUES ({:id}, {:kind}, {:name}, {:hash}, {:shown}, {:until}, 0, {:at})"
    + " ON CONFLICT (kind, name) DO UPDATE SET hash = excluded.hash, shown = excluded.shown, until = excluded.until,"
    + " tries = 0, at = excluded.at",
  { id: store.id(), kind, name, hash, shown, until,
    at: at() });
}

/** Counts one more of the day, or says that there were enough. No address is called so. */
function notTooMany(tx) {
  const name = "all of a day";
  const row = store.first(tx, "SELECT json_object('until', until, 'tries', tries) AS row FROM codes"
    + " WHERE kind = 'code' AND name = {:name}", { name });
  const sent = row && row.until > at() ? row.tries : 0;
  if (sent >= command.setting("LINJU_CODES_A_DAY", A_DAY)) return false;
  if (sent === 0) keep(tx, "code", name, "", "", at() + 86400);
  store.run(tx, "UPDATE codes SET tries = {:tries} WHERE kind = 'code' AND name = {:name}", { tries: sent + 1, name });
  return true;
}

/** A new code, or null where one was sent a moment ago, or enough to all in a day. */
function make(tx, name) {
  const row = store.first(tx, "SELECT json_object('at', at) AS row FROM codes WHERE kind = 'code' AND name = {:name}", { name });
  if (row && row.at > at() - PAUSE) return null;
  if (!notTooMany(tx)) return null;
  const code = $security.randomStringWithAlphabet(6, "0123456789");
  keep(tx, "code", name, hashed(name, code), "", at() + GOOD_FOR);
  return code;
}

/** It did not go out, as far as is known: another may be asked for at once, and this one stays good if it comes after all. */
const notSent = (app, name) =>
  store.run(app, "UPDATE codes SET at = 0 WHERE kind = 'code' AND name = {:name}", { name });

/** Whether it is the code; it is used up then, and a wrong one counts. */
function take(tx, name, code) {
  const row = store.first(tx, "SELECT json_object('hash', hash, 'until', until, 'tries', tries) AS row FROM codes"
    + " WHERE kind = 'code' AND name = {:name}", { name });
  if (!row || row.until <= at() || row.tries >= TRIES) return false;
  const fits = $security.equal(row.hash, hashed(name, code));
  // Used up, it stays until its end, so that the next is not sent too soon.
  store.run(tx, "UPDATE codes SET tries = {:tries} WHERE kind = 'code' AND name = {:name}",
    { tries: fits ? TRIES : row.tries + 1, name });
  return fits;
}

function send(app, name, code, languages) {
  const text = say("code", languages) + code;
  if (!forms.isEmail(name)) {
    sms.send(app, name, text);
    return;
  }
  const meta = app.settings().meta;
  app.newMailClient().send(new MailerMessage({
    from: { address: meta.senderAddress, name: meta.senderName }, to: [{ address: name }],
    subject: meta.appName + " " + code, text, html: "<p>" + text + "</p>",
  }));
}

module.exports = { address, keep, make, notSent, take, send };
