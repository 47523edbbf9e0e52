// A community and its parts in their plain form: `src/model/community/wire.rs`.

const shape = require("./shape.js");
const { text, flag, count, amount, between, matching, word, date, list, moment, needed, usual, sparse, record } = shape;

const ROLES = ["owner", "deputy", "admin", "host", "lecturer", "member"];
/** As far as a rule of RFC 5545 can be told by its looks; of parts smaller than a day nothing is understood. */
const RULE = /^(RRULE:)?(FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)|((INTERVAL|COUNT|UNTIL|WKST|BYDAY|BYMONTHDAY|BYMONTH|BYSETPOS)=[A-Z0-9,+-]+;)+FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY))(;(INTERVAL|COUNT|UNTIL|WKST|BYDAY|BYMONTHDAY|BYMONTH|BYSETPOS)=[A-Z0-9,+-]+)*;?$/;
const CLOCK = matching(/^([01][0-9]|2[0-3]):[0-5][0-9]$/);
const ZONE = matching(/^[A-Za-z][A-Za-z0-9_+/-]{0,59}$/);
const lines = list(text);

const AREA = {
  city: sparse(text), district: sparse(text), place: sparse(text),
  position: sparse(record({ lat: needed(between(-90, 90)), lng: needed(between(-180, 180)) })),
};
const area = record(AREA);
const rules = record({ version: usual(count, 0), lines: usual(lines, []) });
const rhythm = record({
  rule: needed(matching(RULE)), from: needed(date), start: needed(CLOCK), end: sparse(CLOCK), zone: needed(ZONE),
  except: sparse(list(date)), what: sparse(text),
});
const field = record({
  key: needed(text), label: needed(text),
  kind: usual(word(["text", "paragraph", "number", "choice", "choices", "date", "phone", "email", "consent"]), "text"),
  required: usual(flag, false), help: sparse(text), min: sparse(count), max: sparse(count), options: sparse(lines),
  shown_if: sparse(record({ key: needed(text), equals: needed(text) })),
});
const dues = record({
  amount: needed(amount), currency: needed(text), period: needed(word(["once", "month", "year"])), link: sparse(text),
  how: sparse(text),
});
const policy = record({
  door: usual(word(["open", "approval", "invitation", "closed"]), "open"), form: sparse(list(field)), consent: usual(flag, false),
  referral: sparse(record({ count: needed(count), kind: sparse(text) })), dues: sparse(dues), capacity: sparse(count),
  sponsor: sparse(flag), members_invite: sparse(flag), answer_days: sparse(count), term: sparse(count), grace: sparse(count),
  phrases: sparse(lines),
});
const activity = record({
  founded: sparse(moment), last_met: sparse(moment), met_90d: usual(count, 0), joined_90d: usual(count, 0),
  closed: sparse(moment), farewell: sparse(text), archived: sparse(moment),
});
const goal = record({ what: needed(text), done: needed(count), of: needed(count), unit: sparse(text), by: sparse(date) });
const links = list(record({ label: needed(text), url: needed(text) }));
const chat = record({ label: sparse(text), url: sparse(text), picture: sparse(text), until: sparse(moment) });

const person = record({ member: sparse(text), name: needed(text), role: needed(word(ROLES)), word: sparse(text) });

const community = record({
  id: needed(text), name: needed(text), purpose: needed(text), about: sparse(text), area: usual(area, {}), tags: sparse(lines),
  cover: sparse(text), rules: usual(rules, {}), culture: sparse(lines), rhythm: sparse(list(rhythm)),
  people: sparse(list(person)),
  policy: usual(policy, {}), activity: usual(activity, {}), members: usual(count, 0), goal: sparse(goal), parent: sparse(text),
  links: sparse(links), chapters: sparse(list(record({ id: needed(text), name: needed(text) }))), chat: sparse(chat),
});

/** What organisers write of it, part by part: all of it is as it was where it is not there. */
const CHARTER = {
  name: text, purpose: text, about: text, area, tags: lines, rules: lines, culture: lines, rhythm: list(rhythm), policy, goal,
  parent: matching(/^[A-Za-z0-9_-]{0,100}$/), links, chat,
};

module.exports = { ROLES, CHARTER, AREA, RULE, field, person, community, activity };
