// Who may see which part of a directory entry: `src/model/member/sight.rs`. The member decides, field by field; what
// is hidden cannot be told from what is not there. `tests/rules/sight.json` is run against both.

const RANKS = ["stranger", "member", "organiser", "oneself"];
const FIELDS = ["picture", "headline", "joined", "hometown", "district", "skills", "offers", "seeks", "contacts",
  "birthday", "household"];
/** Who sees what nobody decided about; all else is for everyone. */
const USUAL = { contacts: "on-request", birthday: "organisers", household: "organisers" };

/** Who sees a field: the member's word, or the usual. */
function visibilityOf(entry, field) {
  const said = (entry.visibility || {})[field];
  return said || USUAL[field] || "everyone";
}

/** The fields that no grant opens: those that the member shows to nobody, or to organisers alone. */
const closed = (entry) => FIELDS.filter((field) => ["nobody", "organisers"].indexOf(visibilityOf(entry, field)) >= 0);

function visible(visibility, rank, granted) {
  if (rank === "oneself") return true;
  if (rank === "stranger" || visibility === "nobody") return false;
  if (visibility === "everyone") return true;
  if (visibility === "on-request") return granted;
  return rank === "organiser";
}

function has(entry, field) {
  const value = entry[field];
  return value !== undefined && value !== null && value.length > 0;
}

/** The entry as a viewer sees it, or null. `granted` are the fields that its member has shown to this viewer. */
function asSeenBy(entry, rank, granted) {
  const listed = !entry.unlisted || RANKS.indexOf(rank) >= 2;
  if (rank === "stranger" || !listed) return null;
  const seen = Object.assign({}, entry);
  delete seen.on_request;
  delete seen.request;
  if (rank === "oneself") return seen;
  delete seen.visibility;
  const ask = [];
  for (const field of FIELDS) {
    const visibility = visibilityOf(entry, field);
    if (visible(visibility, rank, (granted || []).indexOf(field) >= 0)) continue;
    if (visibility === "on-request" && has(entry, field)) ask.push(field);
    delete seen[field];
  }
  if (ask.length > 0) seen.on_request = ask;
  return seen;
}

module.exports = { asSeenBy, closed, visibilityOf, FIELDS };
