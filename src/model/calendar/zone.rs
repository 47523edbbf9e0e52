//! A time zone as a VTIMEZONE, found by asking for offsets: what it does in the time that somebody needs, and no more.
//!
//! Each change of the clock is a STANDARD or DAYLIGHT of its own (some readers overlook all but the first of a list). Where a
//! series has no end and the clock changes by a rule each year, that rule stands for all years; where by none (Morocco's follows
//! the moon), the changes of thirty years.

use chrono::{DateTime, Datelike as _, NaiveDateTime, Weekday};

use super::text::{Lines, local};
use crate::model::{Instant, Zones};

/// Offsets are asked for at such distances, seconds: no zone changes there and back in less, and these are the moments that
/// the browser's zones remember.
const STRETCH: i64 = 1 << 20;
const YEAR: i64 = 366 * 86_400;
/// In so many years a rule shows: each weekday falls on another date.
const WATCHED: i64 = 6 * YEAR;
/// And where none does, all changes of so many; no less where there is an end before.
const FAR: i64 = 30 * YEAR;

/// A change of the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Change {
    at: i64,
    from: i32,
    to: i32,
}

/// A change as a rule of the year: month, weekday, which of the month.
struct Yearly {
    first: Change,
    month: u32,
    nth: i64,
    weekday: Weekday,
}

/// Whether a zone can stand in a file: it is known, and its name needs no quotes.
pub(super) fn known(zones: &dyn Zones, zone: &str, at: Instant) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"/_+-".contains(&b);
    // UTC has a form of its own.
    let is_utc = ["UTC", "GMT", "Etc/UTC"].contains(&zone);
    // An offset for a name (`+08`) is no IANA zone, though some browsers know it.
    let named = zone.starts_with(|c: char| c.is_ascii_alphabetic());
    named && !is_utc && zone.bytes().all(plain) && zones.offset_at(zone, at).is_some()
}

/// Writes the VTIMEZONE of what happens between `from` and `to`, or from then on.
pub(super) fn write(
    out: &mut Lines,
    zones: &dyn Zones,
    zone: &str,
    from: Instant,
    to: Option<Instant>,
) {
    let begin = from.unix().saturating_sub(YEAR + STRETCH);
    let (watched, far) = (begin.saturating_add(WATCHED), begin.saturating_add(FAR));
    let to = to.map_or(i64::MAX, |to| to.plus(86_400).unix());
    let offset = |at: i64| zones.offset_at(zone, Instant::from_unix(at));
    let Some(first) = offset(begin).or_else(|| offset(from.unix())) else {
        return;
    };
    let mut changes = changes(&offset, begin, if to > far { watched } else { to });
    let goes_on = to > far && changes.last().is_some_and(|c| c.at > watched - YEAR);
    let rules = if goes_on { yearly(&changes) } else { None };
    if goes_on && rules.is_none() {
        changes = self::changes(&offset, begin, far);
    }

    out.line("BEGIN", "VTIMEZONE");
    out.line("TZID", zone);
    let next = changes.first().copied();
    let before = Change {
        at: begin.min(0),
        from: first,
        to: first,
    };
    // What holds before the first change is summer when that goes back soon.
    let summer = next.is_some_and(|next| next.to < first && next.at - begin < YEAR);
    observance(out, before, summer, "");
    match rules {
        Some(rules) => {
            for rule in rules {
                let day = [rule.nth.to_string().as_str(), short(rule.weekday)].concat();
                let month = rule.month.to_string();
                let text = ["FREQ=YEARLY;BYMONTH=", &month, ";BYDAY=", &day].concat();
                observance(out, rule.first, rule.first.to > rule.first.from, &text);
            }
        }
        None => {
            for (n, change) in changes.iter().enumerate() {
                let back = changes.get(n + 1).map_or(change.to, |next| next.to);
                observance(
                    out,
                    *change,
                    change.to > change.from && back < change.to,
                    "",
                );
            }
        }
    }
    out.line("END", "VTIMEZONE");
}

fn observance(out: &mut Lines, change: Change, summer: bool, rule: &str) {
    let name = if summer { "DAYLIGHT" } else { "STANDARD" };
    let Some(start) = local(shown(change)) else {
        return;
    };
    out.line("BEGIN", name);
    out.line("DTSTART", &start);
    out.line("TZOFFSETFROM", &offset_text(change.from));
    out.line("TZOFFSETTO", &offset_text(change.to));
    if !rule.is_empty() {
        out.line("RRULE", rule);
    }
    out.line("END", name);
}

/// What the clock shows when it is changed, by the offset before.
fn shown(change: Change) -> NaiveDateTime {
    DateTime::from_timestamp(change.at.saturating_add(i64::from(change.from)), 0)
        .unwrap_or(DateTime::UNIX_EPOCH)
        .naive_utc()
}

/// `+0530`, with seconds where there are any (local mean time).
fn offset_text(offset: i32) -> String {
    let mut text = (if offset < 0 { "-" } else { "+" }).to_owned();
    let all = offset.unsigned_abs();
    for (n, of) in [all / 3600, all / 60 % 60, all % 60]
        .into_iter()
        .enumerate()
    {
        if n < 2 || of > 0 {
            // Two digits.
            text.push_str((100 + of).to_string().get(1..).unwrap_or_default());
        }
    }
    text
}

/// All changes between two moments, in order.
fn changes(offset: &dyn Fn(i64) -> Option<i32>, begin: i64, end: i64) -> Vec<Change> {
    let mut found = Vec::new();
    let mut at = begin - begin.rem_euclid(STRETCH);
    let Some(mut before) = offset(at).or_else(|| offset(begin)) else {
        return found;
    };
    while at < end {
        let next = at + STRETCH;
        let Some(after) = offset(next) else { break };
        // One change after another, should there be two in a stretch.
        while before != after {
            let (mut low, mut high) = (at, next);
            while high - low > 1 {
                let middle = low + (high - low) / 2;
                if offset(middle) == Some(before) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            let Some(to) = offset(high).filter(|to| *to != before) else {
                return found;
            };
            let change = Change {
                at: high,
                from: before,
                to,
            };
            found.push(change);
            (at, before) = (high, to);
        }
        at = next;
    }
    found.retain(|change| change.at > begin);
    found
}

/// The rules that these changes follow, one for each kind; `None` where some year has another.
fn yearly(changes: &[Change]) -> Option<Vec<Yearly>> {
    let mut rules: Vec<Yearly> = Vec::new();
    for change in changes {
        let alike = |c: &&Change| (c.from, c.to) == (change.from, change.to);
        if rules.iter().any(|rule| alike(&&rule.first)) {
            continue;
        }
        let all: Vec<NaiveDateTime> = changes.iter().filter(alike).map(|c| shown(*c)).collect();
        let last = all.last()?;
        let (month, weekday, time) = (last.month(), last.weekday(), last.time());
        let from_front = |at: &NaiveDateTime| i64::from(at.day0() / 7) + 1;
        let is_last =
            |at: &NaiveDateTime| at.date().num_days_in_month() < at.day().saturating_add(7) as u8;
        let nth = if all.iter().all(is_last) {
            -1
        } else {
            from_front(last)
        };
        for (year, at) in (all.first()?.year()..).zip(&all) {
            let is_it = nth == -1 || from_front(at) == nth;
            let same = (at.month(), at.weekday(), at.time()) == (month, weekday, time);
            if !is_it || !same || at.year() != year {
                return None;
            }
        }
        // Once or twice is no rule, nor what is not kept to the end.
        if all.len() < 3 || changes.last()?.at - changes.iter().rfind(alike)?.at > YEAR {
            return None;
        }
        rules.push(Yearly {
            first: *change,
            month,
            nth,
            weekday,
        });
    }
    Some(rules)
}

const fn short(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "MO",
        Weekday::Tue => "TU",
        Weekday::Wed => "WE",
        Weekday::Thu => "TH",
        Weekday::Fri => "FR",
        Weekday::Sat => "SA",
        Weekday::Sun => "SU",
    }
}
