// Letters to those who waited and have a seat now, or are offered one, and to those whose seat or place a host takes: by
// e-mail to an address that was proven, else by SMS. A letter is noted in the transaction that does so and sent by a job of each minute, so that no end of the
// server loses one and nobody waits for a mail server; when the server ends between sending and forgetting it, it comes
// twice. `LINJU_LETTERS` is `mail,sms` unless the operator says otherwise, `mail`, `sms` or `off`; `LINJU_SITE` is where the app
// is, for the link in it.

const command = require("./command.js");
const sms = require("./sms.js");
const store = require("./store.js");
const { language, say } = require("./words.js");

/** So often it is tried, after 2, 4, 8 … minutes, and then given up. */
const TRIES = 8;

const at = () => Math.floor(Date.now() / 1000);
const by = (way) => ($os.getenv("LINJU_LETTERS") || "mail,sms").split(",").some((one) => one.trim() === way);

/** Somebody has got a seat, or has none any more. Guests of a paper list have no account to write to. */
function note(tx, user, event) {
  if (!user || !(by("mail") || by("sms"))) return;
  store.run(tx, "INSERT INTO letters (id, user, event, tries, due) VALUES ({:id}, {:user}, {:event}, 0, {:at})"
    + " ON CONFLICT (user, event) DO UPDATE SET tries = 0, due = excluded.due", { id: store.id(), user, event, at: at() });
}

/** In which language somebody reads, as they last asked for it. */
function reads(tx, user, languages) {
  if (!languages) return;
  store.run(tx, "UPDATE users SET language = {:is} WHERE id = {:user} AND language != {:is}", { user, is: language(languages) });
}

const SELECT = "SELECT json_object('id', l.id, 'tries', l.tries, 'event', e.id, 'title', e.title, 'zone', e.zone,"
  + " 'start', e.start, 'state', s.state, 'offer_until', s.offer_until, 'lapsed', s.lapsed, 'reason', s.reason, 'email',"
  + " iif(u.verified, u.email, ''), 'phone', u.phone, 'language', u.language) AS row FROM letters l"
  + " JOIN users u ON u.id = l.user JOIN events e ON e.id = l.event"
  + " LEFT JOIN sign_ups s ON s.user = l.user AND s.event = l.event";

/** A moment on the wall clock of the event's place, or in UTC where that zone is not known here. */
function moment(kept, zone) {
  const time = new DateTime(kept).time();
  try {
    return time.in(new Timezone(zone)).format("2006-01-02 15:04");
  } catch (_) {
    return time.format("2006-01-02 15:04") + " UTC";
  }
}

/** What is written, or null where there is nothing to say any more: given back, let pass, over. */
function letter(of) {
  if (of.start <= store.written(store.now())) return null;
  const site = ($os.getenv("LINJU_SITE") || "").replace(/\/+$/, "");
  const link = site ? "\n" + site + "/e/" + encodeURIComponent(of.event) : "";
  const said = { title: of.title.replace(/\s+/g, " "), start: moment(of.start, of.zone), reason: of.reason };
  const fill = (word, until) => say(word, of.language).replace(/\{(title|start|reason|until)\}/g, (_, name) => said[name] || until);
  if (of.state === "rejected") return { subject: fill("away-subject"), text: fill("away") + link };
  if (of.state === "confirmed") return { subject: fill("seat-subject"), text: fill("seat") + link };
  const offered = of.state === "waitlisted" && of.offer_until > store.written(store.now()) && !of.lapsed;
  if (!offered) return null;
  return { subject: fill("offer-subject"), text: fill("offer", moment(of.offer_until, of.zone)) + link };
}

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/\n/g, "<br>");

function send(app, of, is) {
  if (of.email && by("mail") && app.settings().smtp.enabled) {
    const meta = app.settings().meta;
    app.newMailClient().send(new MailerMessage({
      from: { address: meta.senderAddress, name: meta.senderName }, to: [{ address: of.email }],
      subject: is.subject, text: is.text, html: "<p>" + escaped(is.text) + "</p>",
    }));
  } else if (of.phone && by("sms") && $os.getenv("LINJU_SMS")) {
    sms.send(app, of.phone, is.text);
  }
}

/** One that is due, which nobody else takes for the next minutes; null where there is none. */
const take = (app) => command.together(app, (tx) => {
  const of = store.first(tx, SELECT + " WHERE l.due <= {:at} ORDER BY l.due, l.id LIMIT 1", { at: at() });
  if (of) {
    store.run(tx, "UPDATE letters SET tries = tries + 1, due = {:due} WHERE id = {:id}",
      { id: of.id, due: at() + 60 * Math.pow(2, of.tries + 1) });
  }
  return of;
});

/** Sends whatever is due. */
function deliver(app) {
  for (let of = take(app); of; of = take(app)) {
    try {
      const is = letter(of);
      if (is) send(app, of, is);
    } catch (thrown) {
      app.logger().error("linju letter", "event", of.event, "tries", of.tries + 1, "error", String(thrown));
      if (of.tries + 1 < TRIES) continue;
    }
    store.run(app, "DELETE FROM letters WHERE id = {:id}", { id: of.id });
  }
}

module.exports = { note, reads, deliver };
