// The tables of rules in this engine, which is none of those that tests usually run in.

const says = require("../rules/table.js");

/** JSON with its keys in order, so that what is the same reads the same. */
function plain(value) {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return "[" + value.map(plain).join(",") + "]";
  return "{" + Object.keys(value).sort().map((key) => JSON.stringify(key) + ":" + plain(value[key])).join(",") + "}";
}

function run(files) {
  let all = 0;
  for (const file of files) {
    const of = JSON.parse(toString($os.readFile(file)));
    for (const one of of.cases) {
      const found = plain(JSON.parse(JSON.stringify(says(of, one))));
      if (found !== plain(one.expect)) throw new Error(file + ": " + JSON.stringify(one) + " found " + found);
      all += 1;
    }
  }
  console.log(all + " cases");
}

module.exports = { run };
