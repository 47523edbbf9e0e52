// What organisers write about their community: `src/model/charter.rs`. `tests/rules/charter.json` is run against both.

const forms = require("./forms.js");
const shape = require("./shape.js");
const plain = require("./community.js");

const TEXTS = [["name", 60, true], ["purpose", 200, true], ["about", 20000, false]];
const LISTS = [["tags", 12, 30], ["rules", 50, 500], ["culture", 50, 500]];
const LINES_MAX = 50, RHYTHMS_MAX = 12, QUESTIONS_MAX = 30, LINKS_MAX = 20;

const has = (value) => value !== undefined && value !== null;
const long = (text, most) => Array.from(text).length > most;
const isWeb = (url) => /^https?:\/\//.test(url);
const isLink = (url) => isWeb(url) || /^(mailto|tel):/.test(url);

/** What stands in a body, as `{charter}`; a part that is none of its type is named among the faults. */
function read(body) {
  const charter = {}, faults = [];
  for (const part of Object.keys(plain.CHARTER)) {
    if (!Object.prototype.hasOwnProperty.call(body, part) || !has(body[part])) continue;
    try {
      charter[part] = plain.CHARTER[part](body[part]);
    } catch (thrown) {
      if (thrown !== shape.misread) throw thrown;
      faults.push({ key: part, kind: "malformed" });
    }
  }
  return { charter, faults };
}

function checkPolicy(policy, fault) {
  if ((policy.form || []).length > QUESTIONS_MAX) fault("form", { "too-much": QUESTIONS_MAX });
  if (policy.capacity === 0) fault("capacity", { "too-little": 1 });
  if ((policy.phrases || []).length > LINES_MAX) fault("phrases", { "too-much": LINES_MAX });
  if (policy.dues && policy.dues.link && !isWeb(policy.dues.link)) fault("dues", "malformed");
}

/** What is wrong with it, by field. `founding`: what a community cannot be without has to be there. */
function check(charter, founding) {
  const faults = [];
  const fault = (key, kind) => faults.push({ key, kind });
  for (const [key, most, needed] of TEXTS) {
    const text = has(charter[key]) ? forms.trim(charter[key]) : null;
    if (needed && (text === "" || (founding && text === null))) fault(key, "missing");
    else if (text !== null && long(text, most)) fault(key, { "too-much": most });
  }
  const area = charter.area;
  const somewhere = area && [area.city, area.district, area.place].some((text) => forms.trim(text || "") !== "");
  if (!somewhere && (area || founding)) fault("area", "missing");
  for (const [key, many, most] of LISTS) {
    const list = charter[key] || [];
    if (list.length > many) fault(key, { "too-much": many });
    else if (list.some((line) => long(line, most))) fault(key, { "too-much": most });
  }
  if ((charter.rhythm || []).length > RHYTHMS_MAX) fault("rhythm", { "too-much": RHYTHMS_MAX });
  if (charter.policy) checkPolicy(charter.policy, fault);
  if (charter.goal && charter.goal.what !== "" && charter.goal.of === 0) fault("goal", { "too-little": 1 });
  const links = charter.links || [];
  if (links.length > LINKS_MAX) fault("links", { "too-much": LINKS_MAX });
  else if (!links.every((link) => isLink(link.url))) fault("links", "malformed");
  const chat = charter.chat || {};
  if ([chat.url, chat.picture].some((url) => url && !isWeb(url))) fault("chat", "malformed");
  return faults;
}

const same = (a, b) => a.length === b.length && a.every((one, at) => one === b[at]);

/** The community once it is changed so. What it counts by itself stays as it is. */
function applied(charter, to) {
  const it = plain.community(to);
  for (const key of ["name", "purpose", "about"]) {
    if (has(charter[key])) it[key] = forms.trim(charter[key]);
  }
  for (const key of ["area", "tags", "culture", "rhythm", "policy", "links", "goal", "parent", "chat"]) {
    if (has(charter[key])) it[key] = charter[key];
  }
  if (charter.rules && !same(charter.rules, it.rules.lines)) {
    it.rules = { version: it.rules.version + 1, lines: charter.rules };
  }
  if (it.goal && it.goal.what === "") delete it.goal;
  if (it.chat && !it.chat.url && !it.chat.picture) delete it.chat;
  return plain.community(it);
}

/** The community that somebody founds by it. */
const founded = (charter, id, now) =>
  applied(charter, { id, name: "", purpose: "", activity: { founded: now }, members: 1 });

module.exports = { read, check, applied, founded };
