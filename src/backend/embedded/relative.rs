//! Times in the data set are relative to now, so that it never grows old.
//!
//! A text that begins with `@` and says one of the following is replaced; any other stays as it is,
//! and the row it stands in is then left out as unreadable.
//!
//! | Text | Meaning |
//! |---|---|
//! | `@-400d` | the date so many days from today |
//! | `@+2d 20:00` | that date at 20:00 |
//! | `@+90m` | so many minutes from now, up to the next full or half hour |
//! | `@FREQ=WEEKLY;BYDAY=FR#0 20:00` | a day of an RFC 5545 rule at 20:00: `#0` the first from today on, `#1` the one after, `#-1` the last before today |
//! | `@DTSTART=20250108;FREQ=WEEKLY;INTERVAL=2;BYDAY=WE#0 19:30` | the same, with the first day that an interval is counted from |
//!
//! *Today* and every wall clock are those of `Asia/Shanghai`.

use chrono::{Datelike, NaiveDate, TimeDelta};
use serde_json::Value;

use crate::model::{Instant, LocalTime, Recurrence, Zones, local_date, to_instant};

/// The zone of the data set's wall clocks.
const ZONE: &str = "Asia/Shanghai";

/// Meetings begin at the full or half hour.
const HALF_HOUR: i64 = 1800;

/// Far enough back for the last day of any rule, the yearly festival included.
const LOOK_BACK_DAYS: i64 = 400;

/// No template reaches further than some decades; more is a mistake.
const MAX_OFFSET: i64 = 20_000_000;

/// Replaces every relative time in `value` by an RFC 3339 time or a date, counted from `anchor`.
pub fn resolve(value: &mut Value, anchor: Instant, zones: &dyn Zones) {
    let today = local_date(zones, ZONE, anchor);
    // A list of what is still to be looked at instead of recursion: no document is too deep.
    let mut rest = vec![value];
    while let Some(value) = rest.pop() {
        match value {
            Value::String(text) => {
                if let Some(time) = text
                    .strip_prefix('@')
                    .and_then(|t| read(t, anchor, today, zones))
                {
                    *text = time;
                }
            }
            Value::Array(items) => rest.extend(items),
            Value::Object(fields) => rest.extend(fields.values_mut()),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

fn read(text: &str, anchor: Instant, today: NaiveDate, zones: &dyn Zones) -> Option<String> {
    if let Some(minutes) = text.strip_suffix('m') {
        let at = anchor.plus(offset(minutes)?.checked_mul(60)?).unix();
        let up = at.checked_add(HALF_HOUR - 1)?.div_euclid(HALF_HOUR) * HALF_HOUR;
        return Some(Instant::from_unix(up).to_string());
    }
    let (day, time) = match text.split_once(' ') {
        Some((day, time)) => (day, Some(LocalTime::parse(time)?)),
        None => (text, None),
    };
    let date = match day.strip_suffix('d') {
        Some(days) => moved(today, offset(days)?)?,
        None => nth_date(day, today)?,
    };
    Some(match time {
        Some(time) => to_instant(zones, ZONE, time.on(date)).to_string(),
        None => format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day()),
    })
}

/// A number with its sign.
fn offset(text: &str) -> Option<i64> {
    if !text.starts_with(['+', '-']) {
        return None;
    }
    text.parse()
        .ok()
        .filter(|n: &i64| (-MAX_OFFSET..=MAX_OFFSET).contains(n))
}

fn moved(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    date.checked_add_signed(TimeDelta::try_days(days)?)
}

/// `FREQ=…#n`, perhaps with `DTSTART=YYYYMMDD;` before it.
fn nth_date(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let (rule, n) = text.split_once('#')?;
    let n: i32 = n.parse().ok()?;
    let (start, rule) = match rule
        .strip_prefix("DTSTART=")
        .and_then(|r| r.split_once(';'))
    {
        Some((start, rule)) => (Some(start_date(start)?), rule),
        None => (None, rule),
    };
    let rule: Recurrence = rule.parse().ok()?;
    let back = if n < 0 { LOOK_BACK_DAYS } else { 0 };
    let from = start.or_else(|| moved(today, -back))?;
    if n >= 0 {
        return rule
            .dates(from, &[])
            .skip_while(|d| *d < today)
            .nth(n.unsigned_abs() as usize);
    }
    let before: Vec<NaiveDate> = rule.dates(from, &[]).take_while(|d| *d < today).collect();
    before.into_iter().nth_back(n.unsigned_abs() as usize - 1)
}

/// `20250108`.
fn start_date(text: &str) -> Option<NaiveDate> {
    let n: i32 = text.parse().ok()?;
    let (month, day) = (
        u32::try_from(n / 100 % 100).ok()?,
        u32::try_from(n % 100).ok()?,
    );
    NaiveDate::from_ymd_opt(n / 10_000, month, day)
}

#[cfg(test)]
mod tests;
