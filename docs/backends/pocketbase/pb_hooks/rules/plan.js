// What hosts write about an event, and what becomes of it: `src/model/plan.rs`, `src/model/planning.rs`.
// `tests/rules/plan.json` is run against both.

const forms = require("./forms.js");
const membership = require("./membership.js");
const plain = require("./community.js");
const shape = require("./shape.js");
const signUp = require("./sign_up.js");
const time = require("./time.js");
const { REASON_MAX, gives, refused, invalid, said } = require("./said.js");
const { text, flag, count, matching, word, list, moment, needed, usual, sparse, record } = shape;

const TEXTS = [["title", 120], ["description", 20000], ["price", 200], ["photos", 2000]];
const PLACES = ["city", "district", "place"];
const PLACE_MAX = 200, QUESTIONS_MAX = 30, SEATS_MAX = 100000, PARTY_MAX = 20, COVERS = 6, ZONE_MAX = 60;
const LISTS = [["tags", 12, 30], ["hosts", 12, 60]];
const DAY = 86400, DAYS_MAX = 31, MEETINGS_MAX = 60, SERIES_DAYS_MAX = 366, PROPOSALS_MAX = 5;
const ZONE = /^[A-Za-z][A-Za-z0-9_+/-]*$/;
const STATES = ["scheduled", "postponed", "cancelled", "proposed"];

const has = (value) => value !== undefined && value !== null;
const long = (value, most) => Array.from(value).length > most;
const lines = list(text);

const venue = record(Object.assign({}, plain.AREA, {
  address: sparse(text), address_hidden: usual(flag, false), online: usual(flag, false), online_url: sparse(text),
}));
const policy = record({
  who: usual(word(["open", "approval", "members", "invitation"]), "open"), opens: sparse(moment), closes: sparse(moment),
  party_max: usual(count, 1), waitlist: usual(flag, true), form: sparse(list(plain.field)),
  children: sparse(flag), each: sparse(flag),
});
const event = record({
  id: needed(text), community: sparse(text), community_name: sparse(text), title: needed(text), description: sparse(text),
  start: needed(moment), end: sparse(moment), zone: needed(text), venue: usual(venue, {}), capacity: sparse(count),
  taken: usual(count, 0), waiting: usual(count, 0), sign_up: usual(policy, {}), price: sparse(text),
  hosts: sparse(list(plain.person)), status: usual(word(STATES), "scheduled"), status_note: sparse(text),
  series: sparse(text), tags: sparse(lines), cover: sparse(count), photos: sparse(text),
});

/** What hosts write of it, part by part: all of it is as it was where it is not there. */
const PLAN = {
  title: text, description: text, start: moment, end: moment, zone: text, venue, capacity: count,
  who: word(["open", "approval", "members", "invitation"]), opens: moment, closes: moment, party_max: count, waitlist: flag,
  form: list(plain.field), children: flag, each: flag, photos: text, price: text, series: matching(plain.RULE), tags: lines, cover: count, hosts: lines,
  without: list(word(["end", "capacity", "opens", "closes", "series", "cover"])),
};

/** What stands in a body, as `{plan}`; a part that is none of its type is named among the faults. */
function read(body) {
  const plan = {}, faults = [];
  const given = has(body) && typeof body === "object" && !Array.isArray(body) ? body : {};
  for (const part of Object.keys(PLAN)) {
    if (!Object.prototype.hasOwnProperty.call(given, part) || !has(given[part])) continue;
    try {
      plan[part] = PLAN[part](given[part]);
    } catch (thrown) {
      if (thrown !== shape.misread) throw thrown;
      faults.push({ key: part, kind: "malformed" });
    }
  }
  return { plan, faults };
}

/** The starts of the later meetings of a series, or null for what is no list of moments. */
function starts(given) {
  if (!has(given)) return [];
  try {
    return list(moment)(given);
  } catch (thrown) {
    if (thrown !== shape.misread) throw thrown;
    return null;
  }
}

/** An event in its plain form; what these rules know nothing of is carried along. */
const plainEvent = (of) => {
  const made = event(of), policy = Object.assign({}, of.sign_up, made.sign_up);
  for (const name of ["opens", "closes", "form", "children", "each"]) if (!has(made.sign_up[name])) delete policy[name];
  return Object.assign(made, { sign_up: policy });
};

function host(name, known) {
  const trimmed = forms.trim(name);
  return known.filter((person) => person.name === trimmed)[0] || { name: trimmed, role: "host" };
}

/** The event once it is changed so. How many have signed up stays as it is. */
function applied(plan, to) {
  const it = Object.assign({}, to), policy = Object.assign({}, to.sign_up);
  for (const what of plan.without || []) {
    if (what === "opens" || what === "closes") delete policy[what];
    else delete it[what];
  }
  for (const name of ["title", "description", "zone", "price", "photos"]) if (has(plan[name])) it[name] = forms.trim(plan[name]);
  for (const name of ["start", "end", "capacity", "series", "cover", "venue", "tags"]) if (has(plan[name])) it[name] = plan[name];
  for (const name of ["who", "opens", "closes", "party_max", "waitlist", "form", "children", "each"]) if (has(plan[name])) policy[name] = plan[name];
  if (has(plan.hosts)) it.hosts = plan.hosts.map((name) => host(name, to.hosts || []));
  return plainEvent(Object.assign(it, { sign_up: policy }));
}

function blank(more) {
  return Object.assign({ id: "", title: "", start: "1970-01-01T00:00:00Z", zone: "" }, more);
}

function checkWords(plan, fault) {
  for (const [key, most] of TEXTS) if (has(plan[key]) && long(forms.trim(plan[key]), most)) fault(key, { "too-much": most });
  if (plan.venue) {
    for (const key of PLACES.concat("address")) {
      if (long(forms.trim(plan.venue[key] || ""), PLACE_MAX)) fault(key, { "too-much": PLACE_MAX });
    }
    if (plan.venue.online_url && !/^https?:\/\//.test(plan.venue.online_url)) fault("online_url", "malformed");
  }
  for (const [key, many, most] of LISTS) {
    const all = plan[key] || [];
    if (all.length > many) fault(key, { "too-much": many });
    else if (all.some((one) => long(one, most))) fault(key, { "too-much": most });
  }
  if ((plan.form || []).length > QUESTIONS_MAX) fault("form", { "too-much": QUESTIONS_MAX });
  if (has(plan.cover) && plan.cover >= COVERS) fault("cover", { "too-much": COVERS - 1 });
  // They show people: nothing over an open line.
  const photos = forms.trim(plan.photos || "");
  if (photos !== "" && (!/^https:\/\/[A-Za-z0-9]/.test(photos) || forms.unprinting(photos))) fault("photos", "malformed");
}

function checkWhen(plan, before, now, fault) {
  const after = applied(plan, before || blank()), at = time.seconds;
  if (after.title === "") fault("title", "missing");
  if (after.zone === "") fault("zone", "missing");
  else if (after.zone.length > ZONE_MAX || !ZONE.test(after.zone)) fault("zone", "malformed");
  if (!before && !has(plan.start)) return fault("start", "missing");
  const start = at(after.start), end = at(after.end);
  if ((!before || at(before.start) !== start) && start <= at(now)) fault("start", "malformed");
  if (![plan.start, plan.end, plan.opens, plan.closes].some(has)) return;
  if (end !== null && end <= start) fault("end", "malformed");
  else if (end !== null && end - start > DAYS_MAX * DAY) fault("end", { "too-much": DAYS_MAX });
  const opens = at(after.sign_up.opens), closes = at(after.sign_up.closes);
  if (closes !== null && closes > start) fault("closes", "malformed");
  if (opens !== null && opens >= (closes === null ? start : Math.min(closes, start))) fault("opens", "malformed");
}

function checkSeats(plan, before, fault) {
  const least = Math.max((before && before.taken) || 0, 1);
  if (has(plan.capacity) && plan.capacity < least) fault("capacity", { "too-little": least });
  else if (has(plan.capacity) && plan.capacity > SEATS_MAX) fault("capacity", { "too-much": SEATS_MAX });
  if (plan.party_max === 0) fault("party_max", { "too-little": 1 });
  else if (has(plan.party_max) && plan.party_max > PARTY_MAX) fault("party_max", { "too-much": PARTY_MAX });
}

/** What is wrong with it, by field. Without an event `before`, what an event cannot be without has to be there. */
function check(plan, before, now) {
  const faults = [];
  const fault = (key, kind) => void faults.push({ key, kind });
  checkWords(plan, fault);
  checkWhen(plan, before, now, fault);
  checkSeats(plan, before, fault);
  return faults;
}

function checkMore(plan, more) {
  const first = time.seconds(plan.start) || 0, all = [first].concat(more.map(time.seconds));
  if (more.length >= MEETINGS_MAX) return [{ key: "more", kind: { "too-much": MEETINGS_MAX } }];
  if (all.some((at, place) => place > 0 && at <= all[place - 1])) return [{ key: "more", kind: "malformed" }];
  if (all[all.length - 1] - first > SERIES_DAYS_MAX * DAY) return [{ key: "more", kind: { "too-much": SERIES_DAYS_MAX } }];
  return [];
}

const HOSTS = ["owner", "deputy", "admin", "host"];
/** Whether somebody plans events of a community, rather than proposing them. */
const mayPlan = (is, community, now) =>
  !membership.hasEnded(community, now) && HOSTS.indexOf(membership.role(is, now)) >= 0;

/** The same event at another time: its end and the hours of its sign-up keep their distance from the start. */
function moved(to, start) {
  const by = time.seconds(start) - time.seconds(to.start);
  const shift = (it, name) => has(it[name]) && (it[name] = time.plus(it[name], by));
  const it = Object.assign({}, to, { sign_up: Object.assign({}, to.sign_up), start });
  shift(it, "end");
  shift(it.sign_up, "opens");
  shift(it.sign_up, "closes");
  return it;
}

/** The meetings that are planned. `by` is what the planner is called, `proposals` how many of theirs nobody has answered. */
function planEvent(plan, more, id, is, by, proposals, community, now) {
  if (membership.hasEnded(community, now)) return refused("closed");
  if (!membership.role(is, now)) return refused("members-only");
  const plans = mayPlan(is, community, now);
  const faults = check(plan, null, now).concat(checkMore(plan, more));
  if (!plans && more.length > 0) faults.push({ key: "more", kind: { "too-much": 1 } });
  if (!plans && proposals >= PROPOSALS_MAX) faults.push({ key: "proposals", kind: { "too-much": PROPOSALS_MAX } });
  if (faults.length > 0) return invalid(faults);
  const first = applied(plan, blank({
    id, community: community.id, community_name: community.name, status: plans ? "scheduled" : "proposed",
  }));
  if ((first.hosts || []).length === 0 && by !== "") first.hosts = [host(by, [])];
  return gives([first].concat(more.map((start, at) => Object.assign(moved(first, start), { id: id + "-" + (at + 2) }))));
}

/** `{hosts}` where somebody may change an event: as a host, or because they proposed it (`own`) and it waits for a word. */
function mayChange(is, own, event, community, now) {
  if (membership.hasEnded(community, now)) return refused("closed");
  const hosts = mayPlan(is, community, now);
  return hosts || (own && event.status === "proposed" && membership.role(is, now)) ? { hosts } : refused("forbidden");
}

const ABOUT_WORDS = ["title", "description", "price", "tags", "cover", "hosts", "photos", "series"];
/** Whether it changes when or how one gets a seat. */
const isAboutSeats = (plan) => (plan.without || []).some((what) => what !== "cover")
  || Object.keys(plan).some((name) => name !== "without" && ABOUT_WORDS.indexOf(name) < 0);

/** An event as a host has changed it. What has ended keeps its time, its place and its seats. */
function edit(is, own, plan, event, community, now) {
  const may = mayChange(is, own, event, community, now);
  if (may.refused) return may;
  // What was put off may still get its day, after the one that it had.
  if (signUp.window(event, now) === "over" && event.status !== "postponed" && isAboutSeats(plan)) return refused("over");
  const faults = check(plan, event, now);
  return faults.length > 0 ? invalid(faults) : gives(applied(plan, event));
}

/** An event that is called off, put off, or takes place after all. Sign-ups stay as they are. */
function callOff(is, own, status, reason, event, community, now) {
  const may = mayChange(is, own, event, community, now);
  if (may.refused) return may;
  const canStill = event.status === "postponed" && status === "cancelled";
  if (signUp.window(event, now) === "over" && !canStill) return refused("over");
  const was = event.status || "scheduled";
  if (status === "proposed" || (was === "proposed" && status !== "cancelled")) return refused("nothing-there");
  if (was === status) return refused("already");
  let note = "";
  const needs = status !== "scheduled" && (may.hosts || forms.trim(reason || "") !== "");
  if (needs) {
    const told = said("reason", reason, REASON_MAX);
    if (told.refused) return told;
    note = told.text;
  }
  return gives(plainEvent(Object.assign({}, event, { status, status_note: note })));
}

/** An event that a member has proposed, once a host has made it one of theirs. */
function adopt(is, event, community, now) {
  if (membership.hasEnded(community, now)) return refused("closed");
  if (!mayPlan(is, community, now)) return refused("forbidden");
  const was = event.status || "scheduled";
  if (was === "scheduled" || was === "postponed") return refused("already");
  if (was === "cancelled") return refused("nothing-there");
  return time.hasCome(event.start, now) ? refused("over") : gives(plainEvent(Object.assign({}, event, { status: "scheduled" })));
}

module.exports = { STATES, read, starts, mayPlan, planEvent, edit, callOff, adopt };
