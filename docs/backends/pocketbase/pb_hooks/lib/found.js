// The words by which an entry is found, kept beside it so that a search among many looks at no more than them. What a member shows
// on request, or to nobody, is in neither: whoever was granted some is looked after one by one.

const search = require("../rules/search.js");
const sight = require("../rules/sight.js");

/** So much of them is kept, which is more than anybody may write. */
const MOST = 40000;

const json = (record, name) => {
  try {
    return JSON.parse(record.getString(name)) || null;
  } catch (_) {
    return null;
  }
};

/** `{found, more}` of a row of `members`. */
function of(record) {
  const entry = { visibility: json(record, "visibility") || {} };
  for (const name of ["name", "sort_key", "headline", "hometown", "district"]) entry[name] = record.getString(name);
  for (const name of ["skills", "offers", "seeks"]) entry[name] = json(record, name) || [];
  const cut = (text) => Array.from(text).slice(0, MOST).join("");
  return { found: cut(search.text(sight.asSeenBy(entry, "member"))), more: cut(search.more(entry)) };
}

/** Keeps them, whoever writes the row. */
function keep(record) {
  const is = of(record);
  record.set("found", is.found);
  record.set("found_more", is.more);
}

module.exports = { of, keep };
