// Types of JSON: each reads a value into its plain form, as the model writes it (`src/model/json`), or throws. What is not
// known is left out, what says nothing too, so that rows that mean the same are the same.

const forms = require("./forms.js");
const time = require("./time.js");

/** What is thrown for a value that is none of a type. */
const misread = { misread: true };
const must = (well, value) => {
  if (!well) throw misread;
  return value;
};

const text = (value) => must(typeof value === "string", value);
const flag = (value) => must(typeof value === "boolean", value);
const count = (value) => must(typeof value === "number" && value >= 0 && value % 1 === 0 && value <= 4294967295, value);
/** Money: as far as numbers of JavaScript are exact. */
const amount = (value) => must(typeof value === "number" && value >= 0 && value % 1 === 0 && value <= 9007199254740991, value);
const between = (least, most) => (value) => must(typeof value === "number" && value >= least && value <= most, value);
const matching = (pattern) => (value) => must(typeof value === "string" && pattern.test(value), value);
const word = (words) => (value) => must(words.indexOf(value) >= 0, value);
const date = (value) => must(typeof value === "string" && forms.isDate(value), value);
const list = (of) => (value) => must(Array.isArray(value), value).map((one) => of(one));
const moment = (value) => {
  const is = typeof value === "string" && /^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9:]{5,8}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})$/.test(value);
  return time.text(must(is && time.seconds(value) !== null, time.seconds(value)));
};

const nothing = (value) => value === null || value === "" || value === false || (Array.isArray(value) && value.length === 0);

/** What has to be there; what has a usual value; what is left out when it says nothing. */
const needed = (of) => ({ of, read: (value) => of(value === undefined ? null : value) });
const usual = (of, is) => ({ of, read: (value) => of(value === undefined || value === null ? is : value) });
const sparse = (of) => ({
  of, read: (value) => (value === undefined || value === null ? undefined : of(value)), leaves: true,
});

function record(fields) {
  return (value) => {
    must(value !== null && typeof value === "object" && !Array.isArray(value));
    const made = {};
    for (const name of Object.keys(fields)) {
      const own = Object.prototype.hasOwnProperty.call(value, name) ? value[name] : undefined;
      const read = fields[name].read(own);
      if (read !== undefined && !(fields[name].leaves && nothing(read))) made[name] = read;
    }
    return made;
  };
}

module.exports = { misread, text, flag, count, amount, between, matching, word, date, list, moment, needed, usual, sparse, record };
