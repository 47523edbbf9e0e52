//! Instants, and the way between an instant and what the clock on the wall says.
//!
//! No time-zone tables here: [`Zones`] is asked for an offset. In the browser `Intl` answers, in
//! native tests `chrono-tz`. Where a wall-clock time happens twice the first is meant, and where
//! it never happens the offset before the gap holds (RFC 5545, section 3.3.5).

use chrono::{
    DateTime, Datelike, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike,
};
use serde_json::Value;

use super::json::{FromJson, Node, ToJson, json_as_serde};

/// A moment, in whole seconds since 1970-01-01T00:00:00Z. JSON: RFC 3339, e.g. `2026-11-27T12:00:00Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// Stands where a service does not say when.
    pub const UNKNOWN: Self = Self(0);

    /// From Unix seconds.
    #[must_use]
    pub const fn from_unix(seconds: i64) -> Self {
        Self(seconds)
    }

    /// Unix seconds.
    #[must_use]
    pub const fn unix(self) -> i64 {
        self.0
    }

    /// This moment moved by `seconds`, which may be negative; saturates at the ends of time.
    #[must_use]
    pub const fn plus(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// This moment moved by months of the calendar in UTC; the last day where a month is too short (31 January and one: 28 February).
    #[must_use]
    pub fn plus_months(self, months: u32) -> Self {
        DateTime::from_timestamp(self.0, 0)
            .and_then(|at| at.checked_add_months(Months::new(months)))
            .map_or(self, |at| Self(at.timestamp()))
    }

    /// Seconds from `earlier` to this moment; negative when it is later.
    #[must_use]
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Reads RFC 3339, and the forms that services write in its place: a space for the `T`, no
    /// seconds, an offset without its colon or minutes. A fraction is dropped, a leap second is
    /// read as the second before it. `None` when the text is no date with an offset.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (date, rest) = text.trim().split_at_checked(10)?;
        let mut rest = rest.strip_prefix(['T', 't', ' '])?;
        let date = parse_date(date)?;
        let hour = number(&mut rest, 2)?;
        rest = rest.strip_prefix(':')?;
        let minute = number(&mut rest, 2)?;
        let mut second = 0;
        if let Some(more) = rest.strip_prefix(':') {
            rest = more;
            second = number(&mut rest, 2)?;
            if let Some(more) = rest.strip_prefix(['.', ',']) {
                rest = more.trim_start_matches(|c: char| c.is_ascii_digit());
                if rest.len() == more.len() {
                    return None;
                }
            }
        }
        if hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let days = days_between(NaiveDate::default(), date);
        let local = days * 86_400 + i64::from(hour * 3600 + minute * 60 + second.min(59));
        Some(Self(local - parse_offset(rest)?))
    }
}

/// `YYYY-MM-DD` by the calendar.
pub(super) fn parse_date(text: &str) -> Option<NaiveDate> {
    let mut rest = text;
    let year = number(&mut rest, 4)?;
    rest = rest.strip_prefix('-')?;
    let month = number(&mut rest, 2)?;
    rest = rest.strip_prefix('-')?;
    let day = number(&mut rest, 2)?;
    if rest.is_empty() {
        NaiveDate::from_ymd_opt(year as i32, month, day)
    } else {
        None
    }
}

/// `YYYY-MM-DD`.
pub(super) fn write_date(date: NaiveDate) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// Seconds east of UTC: `Z`, `+08:00`, `+0800`, `+08`.
fn parse_offset(text: &str) -> Option<i64> {
    let mut rest = text.trim_start();
    if rest == "Z" || rest == "z" {
        return Some(0);
    }
    let sign = if rest.starts_with('-') { -1 } else { 1 };
    rest = rest.strip_prefix(['+', '-'])?;
    let hours = number(&mut rest, 2)?;
    rest = rest.strip_prefix(':').unwrap_or(rest);
    let minutes = if rest.is_empty() {
        0
    } else {
        number(&mut rest, 2)?
    };
    if !rest.is_empty() || hours > 23 || minutes > 59 {
        return None;
    }
    Some(sign * i64::from(hours * 3600 + minutes * 60))
}

/// Exactly `digits` ASCII digits from the front of `rest`.
pub(super) fn number(rest: &mut &str, digits: usize) -> Option<u32> {
    let (head, tail) = rest.split_at_checked(digits)?;
    *rest = tail;
    head.bytes().try_fold(0, |n: u32, b| {
        if b.is_ascii_digit() {
            Some(n * 10 + u32::from(b - b'0'))
        } else {
            None
        }
    })
}

impl core::fmt::Display for Instant {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match DateTime::from_timestamp(self.0, 0).map(|t| t.naive_utc()) {
            Some(t) if (0..=9999).contains(&t.year()) => {
                write!(f, "{:04}-{:02}-{:02}T", t.year(), t.month(), t.day())?;
                write!(f, "{:02}:{:02}:{:02}Z", t.hour(), t.minute(), t.second())
            }
            _ => write!(f, "@{}", self.0),
        }
    }
}

impl FromJson for Instant {
    fn read(node: &Node<'_>) -> Self {
        let text = node.text();
        Self::parse(text).unwrap_or_else(|| {
            node.is_no(text, "RFC 3339 date and time");
            Self(0)
        })
    }
}

impl ToJson for Instant {
    fn to_json(&self) -> Value {
        Value::String(self.to_string())
    }
}

json_as_serde!(Instant);

/// A time of day on a wall clock, to the minute. JSON: `20:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalTime {
    minutes: u16,
}

impl LocalTime {
    /// `None` unless it is on the clock.
    #[must_use]
    pub const fn new(hour: u16, minute: u16) -> Option<Self> {
        if hour < 24 && minute < 60 {
            Some(Self {
                minutes: hour * 60 + minute,
            })
        } else {
            None
        }
    }

    /// Hour, 0–23.
    #[must_use]
    pub const fn hour(self) -> u16 {
        self.minutes / 60
    }

    /// Minute, 0–59.
    #[must_use]
    pub const fn minute(self) -> u16 {
        self.minutes % 60
    }

    /// Minutes since midnight.
    #[must_use]
    pub const fn minutes(self) -> u16 {
        self.minutes
    }

    /// Reads `H:MM` or `HH:MM`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (h, m) = text.split_once(':')?;
        let (mut hour, mut minute) = (h, m);
        let hour = number(&mut hour, h.len().clamp(1, 2)).filter(|_| hour.is_empty())?;
        let minute = number(&mut minute, 2).filter(|_| minute.is_empty())?;
        Self::new(hour as u16, minute as u16)
    }

    /// On a date.
    #[must_use]
    pub fn on(self, date: NaiveDate) -> NaiveDateTime {
        date.and_time(
            NaiveTime::from_num_seconds_from_midnight_opt(u32::from(self.minutes) * 60, 0)
                .unwrap_or_default(),
        )
    }

    /// The time part of a date and time, seconds dropped.
    #[must_use]
    pub fn of(local: NaiveDateTime) -> Self {
        let t = local.time();
        Self {
            minutes: (t.hour() * 60 + t.minute()) as u16,
        }
    }
}

impl core::fmt::Display for LocalTime {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{:02}:{:02}", self.hour(), self.minute())
    }
}

impl FromJson for LocalTime {
    fn read(node: &Node<'_>) -> Self {
        let text = node.text();
        Self::parse(text).unwrap_or_else(|| {
            node.is_no(text, "time of day");
            Self { minutes: 0 }
        })
    }
}

impl ToJson for LocalTime {
    fn to_json(&self) -> Value {
        Value::String(self.to_string())
    }
}

json_as_serde!(LocalTime);

/// Knows how far zones are from UTC.
pub trait Zones {
    /// Seconds east of UTC that hold in the IANA zone at the instant; `None` for an unknown zone.
    fn offset_at(&self, zone: &str, at: Instant) -> Option<i32>;
}

/// What the wall clock in `zone` shows at the instant. An unknown zone is read as UTC.
#[must_use]
pub fn local_parts(zones: &dyn Zones, zone: &str, at: Instant) -> NaiveDateTime {
    let offset = zones.offset_at(zone, at).unwrap_or(0);
    DateTime::from_timestamp(at.unix().saturating_add(i64::from(offset)), 0)
        .unwrap_or(DateTime::UNIX_EPOCH)
        .naive_utc()
}

/// The date in `zone` at the instant.
#[must_use]
pub fn local_date(zones: &dyn Zones, zone: &str, at: Instant) -> NaiveDate {
    local_parts(zones, zone, at).date()
}

/// The instant at which the wall clock in `zone` shows `local`. Twice shown: the first. Never
/// shown: read with the offset before the gap. An unknown zone is read as UTC.
#[must_use]
pub fn to_instant(zones: &dyn Zones, zone: &str, local: NaiveDateTime) -> Instant {
    let as_utc = local.and_utc().timestamp();
    let offset = |at: i64| i64::from(zones.offset_at(zone, Instant(at)).unwrap_or(0));
    // No zone is more than a day from UTC, so the offsets a day before and after are those on the
    // two sides of any one change.
    let before = offset(as_utc - 86_400);
    let after = offset(as_utc + 86_400);
    let early = as_utc - before;
    if before == after || offset(early) == before {
        return Instant(early);
    }
    let late = as_utc - after;
    if offset(late) == after {
        Instant(late)
    } else {
        Instant(early)
    }
}

/// Whole days from one date to another.
#[must_use]
pub(crate) fn days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    to.signed_duration_since(from).num_days()
}

/// A date moved by days; the same date when that would leave the calendar.
#[must_use]
pub(crate) fn add_days(date: NaiveDate, days: i64) -> NaiveDate {
    TimeDelta::try_days(days)
        .and_then(|d| date.checked_add_signed(d))
        .unwrap_or(date)
}

#[cfg(test)]
mod tests;
