// Moments, as the contract has them: RFC 3339 in whole seconds. Pure: `now` is always passed in.

/** Seconds since 1970 of an RFC 3339 text, or null when there is none. */
function seconds(text) {
  if (!text) return null;
  const read = Date.parse(String(text).replace(" ", "T"));
  return isNaN(read) ? null : Math.floor(read / 1000);
}

/** RFC 3339 of seconds since 1970. */
function text(seconds) {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}

/** Whether a moment that may be missing has come. */
function hasCome(moment, now) {
  const at = seconds(moment);
  return at !== null && at <= seconds(now);
}

/** A moment some seconds later, or earlier. */
const plus = (moment, more) => text(seconds(moment) + more);

/** Some months of the calendar in UTC later; the last day where a month is too short. */
function plusMonths(moment, months) {
  const at = new Date(seconds(moment) * 1000);
  const day = at.getUTCDate();
  at.setUTCDate(1);
  at.setUTCMonth(at.getUTCMonth() + months);
  const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
  at.setUTCDate(Math.min(day, last));
  return text(Math.floor(at.getTime() / 1000));
}

module.exports = { seconds, text, hasCome, plus, plusMonths };
