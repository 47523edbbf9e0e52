// What a rule answers: `{gives}` or `{refused: {why, …}}`. And texts that have to say something: `src/model/review.rs`.

const forms = require("./forms.js");

/** The longest reason, word or farewell, in characters. */
const REASON_MAX = 2000;

const gives = (it) => ({ gives: it });
const refused = (why, more) => ({ refused: Object.assign({ why }, more) });
const invalid = (faults) => refused("invalid", { faults });

/** `{text}` without the spaces around it, of at most so many characters; else what is wrong with it. */
function said(key, given, most) {
  const text = forms.trim(typeof given === "string" ? given : "");
  if (text === "") return invalid([{ key, kind: "missing" }]);
  return Array.from(text).length > most ? invalid([{ key, kind: { "too-much": most } }]) : { text };
}

module.exports = { REASON_MAX, gives, refused, invalid, said };
