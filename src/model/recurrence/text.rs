//! A recurrence rule as text, as RFC 5545 writes it. What is read is checked; what is printed can
//! be read again and is the same.

use core::fmt::{self, Display, Formatter};
use core::str::FromStr;

use chrono::{NaiveDate, NaiveTime, Weekday};
use serde_json::Value;

use super::{Freq, NthWeekday, Recurrence, RecurrenceError, Until};
use crate::model::Instant;
use crate::model::json::{FromJson, Node, ToJson, json_as_serde};
use crate::model::time::{days_between, number};

/// INTERVAL and COUNT beyond these are mistakes or mischief, not habits.
const MAX_INTERVAL: i32 = 1000;
const MAX_COUNT: i32 = 10_000;

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("MO", Weekday::Mon),
    ("TU", Weekday::Tue),
    ("WE", Weekday::Wed),
    ("TH", Weekday::Thu),
    ("FR", Weekday::Fri),
    ("SA", Weekday::Sat),
    ("SU", Weekday::Sun),
];

const FREQS: [(&str, Freq); 4] = [
    ("DAILY", Freq::Daily),
    ("WEEKLY", Freq::Weekly),
    ("MONTHLY", Freq::Monthly),
    ("YEARLY", Freq::Yearly),
];

impl FromStr for Recurrence {
    type Err = RecurrenceError;

    fn from_str(text: &str) -> Result<Self, RecurrenceError> {
        let text = text.trim().to_ascii_uppercase();
        let text = text.strip_prefix("RRULE:").unwrap_or(&text);
        let mut freq = None;
        let mut rule = Self::every(Freq::Daily);
        let mut seen = Vec::new();
        for part in text.split(';').filter(|part| !part.is_empty()) {
            let pair = part
                .split_once('=')
                .filter(|(name, _)| !seen.contains(name));
            let Some((name, value)) = pair else {
                return Err(RecurrenceError::Part(part.to_owned()));
            };
            seen.push(name);
            let wrong = |part| RecurrenceError::Value {
                part,
                value: value.to_owned(),
            };
            match name {
                "FREQ" => freq = Some(lookup(&FREQS, value).ok_or_else(|| wrong("FREQ"))?),
                "INTERVAL" => {
                    let n = integer(value, 1, MAX_INTERVAL).ok_or_else(|| wrong("INTERVAL"))?;
                    rule.interval = n as u16;
                }
                "COUNT" => {
                    let n = integer(value, 1, MAX_COUNT).ok_or_else(|| wrong("COUNT"))?;
                    rule.count = Some(n as u32);
                }
                "UNTIL" => rule.until = Some(until(value).ok_or_else(|| wrong("UNTIL"))?),
                "WKST" => rule.week_start = weekday(value).ok_or_else(|| wrong("WKST"))?,
                "BYDAY" => {
                    let days = &mut rule.by_day;
                    each(value, &mut |v| nth_weekday(v).map(|day| days.push(day)))
                        .ok_or_else(|| wrong("BYDAY"))?;
                }
                "BYMONTHDAY" => {
                    let days = &mut rule.by_month_day;
                    each(value, &mut |v| nth(v, 31).map(|n| days.push(n as i8)))
                        .ok_or_else(|| wrong("BYMONTHDAY"))?;
                }
                "BYMONTH" => {
                    let months = &mut rule.by_month;
                    each(value, &mut |v| {
                        integer(v, 1, 12).map(|n| months.push(n as u8))
                    })
                    .ok_or_else(|| wrong("BYMONTH"))?;
                }
                "BYSETPOS" => {
                    let places = &mut rule.by_set_pos;
                    each(value, &mut |v| nth(v, 366).map(|n| places.push(n as i16)))
                        .ok_or_else(|| wrong("BYSETPOS"))?;
                }
                _ => return Err(RecurrenceError::NotUnderstood(name.to_owned())),
            }
        }
        rule.freq = freq.ok_or(RecurrenceError::NoFreq)?;
        rule.allowed()?;
        Ok(rule)
    }
}

impl Recurrence {
    /// What RFC 5545 does not allow together.
    fn allowed(&self) -> Result<(), RecurrenceError> {
        let nth_day = self.by_day.iter().any(|day| day.nth.is_some());
        let fault = if self.count.is_some() && self.until.is_some() {
            "COUNT and UNTIL exclude each other"
        } else if nth_day && matches!(self.freq, Freq::Daily | Freq::Weekly) {
            "a numbered BYDAY needs FREQ=MONTHLY or FREQ=YEARLY"
        } else if self.freq == Freq::Weekly && !self.by_month_day.is_empty() {
            "BYMONTHDAY cannot go with FREQ=WEEKLY"
        } else if !self.by_set_pos.is_empty()
            && self.by_day.is_empty()
            && self.by_month_day.is_empty()
            && self.by_month.is_empty()
        {
            "BYSETPOS needs another BY part"
        } else {
            return Ok(());
        };
        Err(RecurrenceError::Together(fault))
    }
}

fn lookup<T: Copy>(names: &[(&str, T)], name: &str) -> Option<T> {
    names
        .iter()
        .find(|(n, _)| *n == name)
        .map(|(_, value)| *value)
}

fn weekday(text: &str) -> Option<Weekday> {
    lookup(&WEEKDAYS, text)
}

fn integer(text: &str, least: i32, most: i32) -> Option<i32> {
    text.parse().ok().filter(|n| (least..=most).contains(n))
}

/// From 1 or from -1.
fn nth(text: &str, most: i32) -> Option<i32> {
    integer(text, -most, most).filter(|n| *n != 0)
}

/// Each item of a list; `None` at the first that is none.
fn each(text: &str, item: &mut dyn FnMut(&str) -> Option<()>) -> Option<()> {
    text.split(',').try_for_each(item)
}

fn nth_weekday(text: &str) -> Option<NthWeekday> {
    let (place, day) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let nth = if place.is_empty() {
        None
    } else {
        Some(nth(place, 53)? as i8)
    };
    Some(NthWeekday {
        nth,
        weekday: weekday(day)?,
    })
}

/// `20261231`, `20261231T235959`, `20261231T155959Z`.
fn until(text: &str) -> Option<Until> {
    let mut rest = text;
    let year = number(&mut rest, 4)?;
    let (month, day) = (number(&mut rest, 2)?, number(&mut rest, 2)?);
    let date = NaiveDate::from_ymd_opt(year as i32, month, day)?;
    if rest.is_empty() {
        return Some(Until::Date(date));
    }
    rest = rest.strip_prefix('T')?;
    let (h, m, s) = (
        number(&mut rest, 2)?,
        number(&mut rest, 2)?,
        number(&mut rest, 2)?,
    );
    let local = date.and_time(NaiveTime::from_hms_opt(h, m, s.min(59))?);
    match rest {
        "" => Some(Until::Local(local)),
        "Z" => Some(Until::At(Instant::from_unix(
            days_between(NaiveDate::default(), date) * 86_400 + i64::from(h * 3600 + m * 60 + s),
        ))),
        _ => None,
    }
}

impl Display for Recurrence {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl Recurrence {
    /// Put together from texts: formatting costs more code than it saves.
    fn text(&self) -> String {
        let freq = FREQS
            .iter()
            .find(|(_, freq)| *freq == self.freq)
            .map_or("", |(name, _)| name);
        let mut text = ["FREQ=", freq].concat();
        if self.interval != 1 {
            part(&mut text, "INTERVAL", &[self.interval.into()]);
        }
        if self.week_start != Weekday::Mon {
            text.push_str(";WKST=");
            text.push_str(name_of(self.week_start));
        }
        let wide = |number: &i8| i64::from(*number);
        let months: Vec<i64> = self.by_month.iter().map(|n| i64::from(*n)).collect();
        part(&mut text, "BYMONTH", &months);
        let days: Vec<i64> = self.by_month_day.iter().map(wide).collect();
        part(&mut text, "BYMONTHDAY", &days);
        for (at, day) in self.by_day.iter().enumerate() {
            text.push_str(if at == 0 { ";BYDAY=" } else { "," });
            if let Some(nth) = day.nth {
                text.push_str(&wide(&nth).to_string());
            }
            text.push_str(name_of(day.weekday));
        }
        let places: Vec<i64> = self.by_set_pos.iter().map(|n| i64::from(*n)).collect();
        part(&mut text, "BYSETPOS", &places);
        if let Some(count) = self.count {
            part(&mut text, "COUNT", &[count.into()]);
        }
        if let Some(until) = self.until {
            text.push_str(";UNTIL=");
            // `2026-12-31T15:59:59Z` without its punctuation, as far as it is meant.
            let (at, length) = match until {
                Until::Date(day) => (day.and_time(NaiveTime::MIN).and_utc().timestamp(), 8),
                Until::Local(local) => (local.and_utc().timestamp(), 15),
                Until::At(at) => (at.unix(), 16),
            };
            let at = Instant::from_unix(at).to_string();
            text.extend(at.chars().filter(|c| !"-:".contains(*c)).take(length));
        }
        text
    }
}

/// `;NAME=1,2`, or nothing.
fn part(text: &mut String, name: &str, numbers: &[i64]) {
    for (at, number) in numbers.iter().enumerate() {
        if at == 0 {
            text.push(';');
            text.push_str(name);
            text.push('=');
        } else {
            text.push(',');
        }
        text.push_str(&number.to_string());
    }
}

fn name_of(weekday: Weekday) -> &'static str {
    WEEKDAYS
        .iter()
        .find(|(_, day)| *day == weekday)
        .map_or("", |(name, _)| name)
}

impl FromJson for Recurrence {
    fn read(node: &Node<'_>) -> Self {
        node.text()
            .parse()
            .unwrap_or_else(|fault: RecurrenceError| {
                node.say(&fault.to_string());
                Self::every(Freq::Daily)
            })
    }
}

impl ToJson for Recurrence {
    fn to_json(&self) -> Value {
        Value::String(self.text())
    }
}

json_as_serde!(Recurrence);
