// Reads calendar files with ical.js, for tests/calendar.rs: a list of {ics, most} as JSON on stdin; for each, on stdout, what
// the reader makes of it: {zones, events: [{uid, summary, …, occurrences: [{start, end, summary, status}]}]}, moments in Unix seconds.
import { readFileSync } from "node:fs";
import { read } from "./ical.mjs";

const files = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(files.map(({ ics, most }) => read(ics, most))));
