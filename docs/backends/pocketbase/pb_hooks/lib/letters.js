// Letters to those who waited and have a seat now, or are offered one, to those whose seat or place a host takes, and to all who have
// signed up for what is called off, put off, on after all, or elsewhere or at another time than it was: by
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
    + " ON CONFLICT (user, event) DO UPDATE SET tries = 0, due = excluded.due, news = FALSE", { id: store.id(), user, event, at: at() });
}

/** Where it is, as a letter says it: what is told to those with a seat alone stays on the page. */
const place = (venue, hidden) => [venue.place, hidden ? "" : venue.address].filter(Boolean).join(" ").replace(/\s+/g, " ");
const WHERE = ["city", "district", "place", "address", "online", "online_url"];
const where = (venue) => JSON.stringify(WHERE.map((part) => venue[part] || ""));

/** What a letter compares an event with. */
const told = (event) => ({
  start: store.written(event.start), zone: event.zone, status: event.status || "scheduled", where: where(event.venue || {}),
  place: place(event.venue || {}, true), whole: place(event.venue || {}, (event.venue || {}).address_hidden),
});

/**
 * An event is not as it was told: noted for all who have signed up, but for whoever changed it. How it was before the first change
 * that nobody was written to about yet is kept, so that two changes are one letter, and what was changed back is none.
 */
function changed(tx, before, after, by_whom) {
  const was = told(before), is = told(after);
  if (!(by("mail") || by("sms")) || (was.start === is.start && was.status === is.status && was.where === is.where)) return;
  store.run(tx, "INSERT INTO letters (id, user, event, tries, due, news, was)"
    + " SELECT substr(lower(hex(randomblob(8))), 1, 15), s.user, s.event, 0, {:at}, TRUE, {:was} FROM sign_ups s WHERE s.event = {:event}"
    + " AND s.user != '' AND s.user != {:by} AND s.state IN ('confirmed', 'waitlisted', 'pending-approval', 'pending-payment')"
    + " ON CONFLICT (user, event) DO UPDATE SET tries = 0, due = excluded.due, was = iif(was = '', excluded.was, was)",
  { event: before.id, by: by_whom, at: at(), was: JSON.stringify(was) });
}

/** In which language somebody reads, as they last asked for it. */
function reads(tx, user, languages) {
  if (!languages) return;
  store.run(tx, "UPDATE users SET language = {:is} WHERE id = {:user} AND language != {:is}", { user, is: language(languages) });
}

const SELECT = "SELECT json_object('id', l.id, 'tries', l.tries, 'event', e.id, 'title', e.title, 'zone', e.zone,"
  + " 'start', e.start, 'state', s.state, 'offer_until', s.offer_until, 'lapsed', s.lapsed, 'reason', s.reason, 'email',"
  + " iif(u.verified, u.email, ''), 'phone', u.phone, 'language', u.language, 'news', json(iif(l.news, 'true', 'false')), 'was', l.was,"
  + " 'status', coalesce(nullif(e.status, ''), 'scheduled'), 'status_note', e.status_note, 'venue', json(coalesce(nullif(e.venue, ''), '{}'))) AS row FROM letters l"
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

/**
 * When and where it was and is, as a letter says it. An address that is hidden now is not told as the one that was, either; what was noted
 * by a former version has the place alone.
 */
function whereabouts(of) {
  const was = of.was ? JSON.parse(of.was) : null, venue = of.venue || {}, hidden = Boolean(venue.address_hidden);
  const at = (start, zone, place) => moment(start, zone) + (place ? " · " + place : "");
  return {
    was: was ? at(was.start, was.zone || of.zone, hidden || was.whole === undefined ? was.place : was.whole) : "",
    now: at(of.start, of.zone, place(venue, hidden)),
  };
}

/** Of which of its parts a letter is made, by the word of each: what became of the event, then of the seat. */
function parts(of, now) {
  const was = of.was ? JSON.parse(of.was) : null;
  const lives = ["confirmed", "waitlisted", "pending-approval", "pending-payment"].indexOf(of.state) >= 0;
  // What was put off may have had its day.
  if (of.start <= now && !(was && was.status === "postponed")) return [];
  if (of.status === "cancelled" || of.status === "postponed") {
    const word = of.status === "cancelled" ? "off" : "later";
    if (was && lives && was.status !== of.status) return [word];
    if (of.status === "cancelled" && of.state !== "rejected") return [];
  }
  const is = { start: of.start, where: where(of.venue || {}) }, all = [];
  if (was && lives && was.status !== of.status) all.push("on");
  else if (was && lives && (was.start !== is.start || was.where !== is.where)) {
    const told = whereabouts(of);
    all.push(told.was === told.now ? "elsewhere" : "moved");
  }
  if (of.news) return all;
  if (of.state === "rejected") all.push("away");
  if (of.state === "confirmed") all.push("seat");
  if (of.state === "waitlisted" && of.offer_until > now && !of.lapsed) all.push("offer");
  return all;
}

/** What is written, or null where there is nothing to say any more: given back, let pass, changed back, over. */
function letter(of) {
  const all = parts(of, store.written(store.now()));
  if (all.length === 0) return null;
  const site = ($os.getenv("LINJU_SITE") || "").replace(/\/+$/, "");
  const link = site ? "\n" + site + "/e/" + encodeURIComponent(of.event) : "";
  const stands = { "waitlisted": "waits", "pending-approval": "asked" }[of.state] || "in";
  const said = Object.assign(whereabouts(of), {
    title: of.title.replace(/\s+/g, " "), start: moment(of.start, of.zone), reason: of.reason, note: of.status_note,
    until: of.offer_until ? moment(of.offer_until, of.zone) : "", yours: say("yours-" + stands, of.language), stays: say("stays-" + stands, of.language),
  });
  const fill = (word) => say(word, of.language).replace(/\{(title|start|reason|note|was|now|until|yours|stays)\}/g, (_, name) => said[name]);
  return { subject: fill(all[0] + "-subject"), text: all.map(fill).join("\n") + link };
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
    // What was noted while this one was on its way is another.
    store.run(app, "DELETE FROM letters WHERE id = {:id} AND tries = {:tries}", { id: of.id, tries: of.tries + 1 });
  }
}

module.exports = { note, changed, reads, deliver };
