// Reads cards with ical.js, for tests/vcard.rs: a list of texts as JSON on stdin; for each, on stdout, its properties as
// [name, parameters, type, value] (jCard, RFC 7095).
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const cards = JSON.parse(readFileSync(0, "utf8"));
const read = (text) => {
  const [component, properties, more] = ICAL.parse(text);
  if (component !== "vcard" || more.length > 0) throw new Error(`no card: ${text}`);
  return properties;
};
process.stdout.write(JSON.stringify(cards.map(read)));
