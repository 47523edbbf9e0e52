// The form in which text is compared (`src/model/search.rs`: case and width), and by which words an entry is found.

const sight = require("./sight.js");

const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]/g;
const SPACE = /[\s\u0085]+/g;
/** No more characters of what somebody types are looked at. */
const TYPED = 100;
/** What is searched beside the name. */
const FIELDS = ["headline", "hometown", "district", "skills", "offers", "seeks"];

const fold = (text) => text
  .replace(INVISIBLE, "")
  .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
  .replace(SPACE, " ")
  .toLowerCase();

/** The words of what was typed; none where nothing is searched for. */
const words = (typed) => fold(Array.from(typed || "").slice(0, TYPED).join("")).split(" ").filter((word) => word !== "");

const texts = (entry, field) => {
  const value = entry[field];
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : typeof value === "string" ? [value] : [];
};
const all = (entry, fields) => [].concat(...fields.map((field) => texts(entry, field)));

/** The text by which an entry is found by whom it is shown so. No word has a space in it, so that none is found across two texts. */
const text = (seen) => fold([seen.name, seen.sort_key || ""].concat(all(seen, FIELDS)).join(" "));

/** What organisers find beside what every member does. */
const more = (entry) => fold(all(entry, FIELDS.filter((field) => sight.visibilityOf(entry, field) === "organisers")).join(" "));

const has = (text, words) => words.every((word) => text.indexOf(word) >= 0);

module.exports = { words, text, more, has };
