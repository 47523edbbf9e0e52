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
/** So many days a letter of several meetings names. */
const DAYS = 10;

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

const SELECT = "SELECT json_object('id', l.id, 'user', l.user, 'tries', l.tries, 'event', e.id, 'community', e.community, 'title', e.title, 'zone', e.zone,"
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

/** When all of them were, by the wall clock of each: the first ones, and how many there are. */
function days(all) {
  const first = all.slice(0, DAYS).map((of) => moment(of.start, of.zone)).join(say("days-between", all[0].language));
  return first + (all.length > DAYS ? say("days-more", all[0].language).replace("{n}", all.length) : "");
}

/** What is written of some that say the same, or null where there is nothing to say any more: given back, let pass, changed back, over. */
function letter(together) {
  const of = together[0];
  const all = parts(of, store.written(store.now()));
  if (all.length === 0) return null;
  const site = ($os.getenv("LINJU_SITE") || "").replace(/\/+$/, "");
  const link = site ? "\n" + site + "/e/" + encodeURIComponent(of.event) : "";
  const stands = { "waitlisted": "waits", "pending-approval": "asked" }[of.state] || "in";
  const said = Object.assign(whereabouts(of), {
    title: of.title.replace(/\s+/g, " "), start: days(together), reason: of.reason, note: of.status_note,
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

/** What says the same of other meetings, to the same person: called off, or put off, by one community and for one reason. */
function alike(tx, of) {
  const now = store.written(store.now());
  const word = (one) => parts(one, now).join();
  const is = word(of);
  if (!of.community || (is !== "off" && is !== "later")) return [];
  const others = store.rows(tx, SELECT + " WHERE l.user = {:user} AND e.community = {:community} AND l.id != {:id} AND l.due <= {:at}",
    { user: of.user, community: of.community, id: of.id, at: at() });
  return others.filter((one) => ["title", "status_note", "state"].every((part) => one[part] === of[part]) && word(one) === is);
}

/** One that is due and what says the same, which nobody else takes for the next minutes; null where there is none. */
const take = (app) => command.together(app, (tx) => {
  const of = store.first(tx, SELECT + " WHERE l.due <= {:at} ORDER BY l.due, l.id LIMIT 1", { at: at() });
  if (!of) return null;
  const all = [of].concat(alike(tx, of)).sort((a, b) => (a.start < b.start ? -1 : 1));
  for (const one of all) {
    store.run(tx, "UPDATE letters SET tries = tries + 1, due = {:due} WHERE id = {:id}",
      { id: one.id, due: at() + 60 * Math.pow(2, one.tries + 1) });
  }
  return all;
});

/** Sends whatever is due. */
function deliver(app) {
  for (let all = take(app); all; all = take(app)) {
    let failed = false;
    try {
      const is = letter(all);
      if (is) send(app, all[0], is);
    } catch (thrown) {
      failed = true;
      app.logger().error("linju letter", "event", all[0].event, "tries", all[0].tries + 1, "error", String(thrown));
    }
    for (const one of all) {
      if (failed && one.tries + 1 < TRIES) continue;
      // What was noted while this one was on its way is another.
      store.run(app, "DELETE FROM letters WHERE id = {:id} AND tries = {:tries}", { id: one.id, tries: one.tries + 1 });
    }
  }
}

module.exports = { note, changed, reads, deliver };
