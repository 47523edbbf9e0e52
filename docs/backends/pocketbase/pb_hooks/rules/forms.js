// What is wrong with the answers to a form, and the form in which they are kept: `src/model/form/check.rs`.
// Only questions that are shown count. `tests/rules/form.json` is run against both.

const SPACE = "\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const OUTER = new RegExp("^[" + SPACE + "]+|[" + SPACE + "]+$", "g");
const ANY = new RegExp("[" + SPACE + "]", "g");
const UNPRINTING = new RegExp("[" + SPACE + "\\u0000-\\u001f\\u007f-\\u009f]");
const ODD = new RegExp("[" + SPACE + "\\u0000-\\u001f\\u007f-\\u009f@,;<>]");

const trim = (text) => text.replace(OUTER, "");
/** Whether it has white space or control characters. */
const unprinting = (text) => UNPRINTING.test(text);
const packed = (text) => text.replace(ANY, "");

/** ASCII at half width, as an input method may write it at full. */
function halfWidth(text) {
  return text
    .replace(/\u3000/g, " ")
    .replace(/[−–—]/g, "-")
    .replace(/。/g, ".")
    .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));
}

/** Bytes in UTF-8. */
function bytes(text) {
  let all = 0;
  for (const c of text) {
    const point = c.codePointAt(0);
    all += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return all;
}

/** A whole number of 64 bits in its plain form, or null. */
function whole(text) {
  const read = /^([+-]?)0*([0-9]+)$/.exec(text);
  if (!read) return null;
  const digits = read[2];
  const most = read[1] === "-" ? "9223372036854775808" : "9223372036854775807";
  if (digits.length > 19 || (digits.length === 19 && digits > most)) return null;
  return (read[1] === "-" && digits !== "0" ? "-" : "") + digits;
}

/** `YYYY-MM-DD` of a day of the calendar (RFC 3339). */
function isDate(text) {
  const read = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
  if (!read) return false;
  const year = Number(read[1]), month = Number(read[2]), day = Number(read[3]);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1];
}

function date(text) {
  const parts = packed(halfWidth(text)).replace(/[日号號]$/, "").split(/[-/.年月]/);
  const well = (part, most) => part.length <= most && /^[0-9]+$/.test(part);
  if (parts.length !== 3 || !well(parts[0], 4) || !well(parts[1], 2) || !well(parts[2], 2)) return null;
  const padded = (part, to) => ("0000" + part).slice(-to);
  const made = padded(parts[0], 4) + "-" + padded(parts[1], 2) + "-" + padded(parts[2], 2);
  return isDate(made) ? made : null;
}

/** At most 15 digits (ITU-T E.164); the shortest national numbers have 5. */
const isPhone = (text) => /^\+?[0-9]{5,15}$/.test(text);

function phone(text) {
  const plain = packed(halfWidth(text)).replace(/[-().·/]/g, "").replace(/^00/, "+");
  return isPhone(plain) ? plain : null;
}

/** Somebody at a host with a dot; lengths: RFC 5321, section 4.5.3.1. */
function isEmail(text) {
  const at = text.lastIndexOf("@");
  if (at < 1) return false;
  const name = text.slice(0, at), host = text.slice(at + 1);
  return bytes(name) <= 64 && bytes(text) <= 254 && !ODD.test(text.replace("@", ""))
    && host.indexOf(".") >= 0 && host.split(".").every((label) => label !== "");
}

function chosen(answer) {
  const all = [];
  for (const one of answer.split("\n").map(trim)) {
    if (one !== "" && all.indexOf(one) < 0) all.push(one);
  }
  return all;
}

/** An answer as it is kept; what cannot be understood is left as it was written. */
function cleanOne(field, given) {
  const answer = trim(given);
  const or = (plain) => (plain === null ? answer : plain);
  switch (field.kind || "text") {
    case "text": return answer.replace(/[\r\n]/g, " ");
    case "choices": return chosen(answer).join("\n");
    case "number": return or(whole(packed(halfWidth(answer))));
    case "date": return or(date(answer));
    case "phone": return or(phone(answer));
    case "email": return trim(halfWidth(answer));
    case "consent": return answer === "yes" ? "yes" : "";
    default: return answer;
  }
}

function bounds(field, size) {
  const has = (bound) => bound !== undefined && bound !== null;
  if (has(field.min) && size < field.min) return { "too-little": field.min };
  if (has(field.max) && size > field.max) return { "too-much": field.max };
  return null;
}

/** Without options, which somebody may have forgotten, every answer is one. */
function option(field, answer) {
  const options = field.options || [];
  return options.length === 0 || options.some((o) => trim(o) === answer) ? null : "not-an-option";
}

/** What is wrong with one answer, or null. */
function checkOne(field, given) {
  const answer = cleanOne(field, given);
  if (answer === "") return field.required ? "missing" : null;
  const malformed = (well) => (well ? null : "malformed");
  switch (field.kind || "text") {
    case "number": {
      const number = whole(answer);
      return number === null ? "malformed" : bounds(field, Number(number));
    }
    case "choice": return option(field, answer);
    case "choices": {
      const all = answer.split("\n");
      for (const one of all) {
        if (option(field, one)) return "not-an-option";
      }
      return bounds(field, all.length);
    }
    case "date": return malformed(isDate(answer));
    case "phone": return malformed(isPhone(answer));
    case "email": return malformed(isEmail(answer));
    case "consent": return null;
    default: return bounds(field, Array.from(answer).length);
  }
}

const given = (answers, key) =>
  Object.prototype.hasOwnProperty.call(answers, key) ? String(answers[key]) : "";

/** Shown if the one that it hangs on is shown and answered so; a ring is not shown. */
function isShown(form, field, answers, depth) {
  const condition = field.shown_if;
  if (!condition) return true;
  const other = form.filter((f) => f.key === condition.key)[0];
  if (!other) return false;
  const answer = cleanOne(other, given(answers, other.key));
  const so = other.kind === "choices"
    ? answer.split("\n").indexOf(trim(condition.equals)) >= 0
    : answer === cleanOne(other, condition.equals);
  return so && depth > 0 && isShown(form, other, answers, depth - 1);
}

const shown = (form, answers) => form.filter((field) => isShown(form, field, answers, form.length));

/** What is wrong, in the order of the questions: `[{key, kind}]`. */
function check(form, answers) {
  const faults = [];
  for (const field of shown(form || [], answers)) {
    const kind = checkOne(field, given(answers, field.key));
    if (kind) faults.push({ key: field.key, kind });
  }
  return faults;
}

/** The answers to shown questions, in the plain form of their kind, without empty ones. */
function clean(form, answers) {
  const kept = {};
  for (const field of shown(form || [], answers)) {
    const answer = cleanOne(field, given(answers, field.key));
    if (answer !== "") kept[field.key] = answer;
  }
  return kept;
}

module.exports = { check, clean, isDate, isEmail, isPhone, phone, trim, unprinting };
