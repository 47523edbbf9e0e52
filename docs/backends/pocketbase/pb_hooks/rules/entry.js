// What somebody writes of themselves into a directory: what is changed, laid over what is there.

const forms = require("./forms.js");
const sight = require("./sight.js");

const TEXTS = { name: 100, sort_key: 200, headline: 300, hometown: 100, district: 100, household: 100 };
const LISTS = ["skills", "offers", "seeks"];
const KINDS = ["phone", "wechat", "email", "other"];
const VISIBILITIES = ["everyone", "on-request", "organisers", "nobody"];

const isText = (value, most) => typeof value === "string" && Array.from(value).length <= most;
const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/**
 * The whole entry once it is changed so: what the body does not have, or has as null, stays; what is in no entry yet is empty. Who
 * sees a field is changed field by field. Or `{refused}`, a fault for each field that is not as it should be.
 */
function written(before, body) {
  const faults = [], entry = {};
  const take = (field, usual, well) => {
    const of = (row) => (row === null || row[field] === undefined || row[field] === null ? undefined : row[field]);
    let value = of(body);
    if (value === undefined) value = of(before);
    else if (field === "visibility" && isObject(value)) value = Object.assign({}, of(before), value);
    if (value === undefined) value = usual;
    if (well(value)) entry[field] = value;
    else faults.push({ key: field, kind: "malformed" });
  };
  for (const field of Object.keys(TEXTS)) take(field, "", (value) => isText(value, TEXTS[field]));
  if (forms.trim(entry.name || "") === "") faults.push({ key: "name", kind: "missing" });
  take("picture", "", (value) => value === "" || (isText(value, 2000) && /^https?:\/\/[^\s]+$/.test(value)));
  for (const field of LISTS) {
    take(field, [], (all) => Array.isArray(all) && all.length <= 30 && all.every((one) => isText(one, 100)));
  }
  take("contacts", [], (all) => Array.isArray(all) && all.length <= 10 && all.every((one) =>
    isObject(one) && KINDS.indexOf(one.kind) >= 0 && isText(one.value, 200) && Object.keys(one).length === 2));
  take("birthday", "", (value) => value === "" || (typeof value === "string" && forms.isDate("2024-" + value)));
  take("visibility", {}, (all) => isObject(all) && Object.keys(all).every((field) =>
    sight.FIELDS.indexOf(field) >= 0 && VISIBILITIES.indexOf(all[field]) >= 0));
  take("unlisted", false, (value) => typeof value === "boolean");
  return faults.length > 0 ? { refused: { why: "invalid", faults } } : { gives: entry };
}

module.exports = { written };
