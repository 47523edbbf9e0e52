//! Recurrence: the rules by which communities meet again and again, in the terms of RFC 5545.
//!
//! A [`Recurrence`] knows days only; [`Rhythm`](super::Rhythm) joins it to a wall clock. Every
//! iteration ends: at COUNT, at UNTIL, at the year 9999, or where a rule names no day any more.

use chrono::{NaiveDate, NaiveDateTime, Weekday};
use thiserror::Error;

use super::Instant;

mod days;
mod rhythm;
mod series;
mod text;

/// A recurrence rule (RFC 5545, section 3.3.10). Text and JSON: `FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH`.
///
/// Of the RFC, parts smaller than a day (BYHOUR …), BYWEEKNO and BYYEARDAY are not understood, and
/// reading a rule with them is an error, since leaving them out would name the wrong days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recurrence {
    /// What one period is.
    pub freq: Freq,
    /// Every how many periods, from 1.
    pub interval: u16,
    /// On these weekdays (BYDAY).
    pub by_day: Vec<NthWeekday>,
    /// On these days of the month, from 1, or from -1 counted from its end (BYMONTHDAY).
    pub by_month_day: Vec<i8>,
    /// In these months, 1 to 12 (BYMONTH).
    pub by_month: Vec<u8>,
    /// Of the days of one period only these, from 1, or from -1 counted from the last (BYSETPOS).
    pub by_set_pos: Vec<i16>,
    /// That many times in all, days that are excepted counted (COUNT).
    pub count: Option<u32>,
    /// Not after (UNTIL).
    pub until: Option<Until>,
    /// First day of the week (WKST); decides which weeks count with an interval over 1.
    pub week_start: Weekday,
}

/// What one period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freq {
    /// A day.
    Daily,
    /// A week.
    Weekly,
    /// A month.
    Monthly,
    /// A year.
    Yearly,
}

/// A weekday, each or only the nth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NthWeekday {
    /// Which of the month, or of the year where no month is named; from the end when negative.
    /// `None` means each.
    pub nth: Option<i8>,
    /// The weekday.
    pub weekday: Weekday,
}

/// The end of a rule, itself still in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// A day: `20261231`.
    Date(NaiveDate),
    /// A moment: `20261231T155959Z`.
    At(Instant),
    /// What the wall clock shows where it happens: `20261231T235959`.
    Local(NaiveDateTime),
}

/// Why a text is no recurrence rule that is understood here.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RecurrenceError {
    /// There is no FREQ.
    #[error("a recurrence rule needs FREQ")]
    NoFreq,
    /// A part that is not `NAME=value`, or is there twice.
    #[error("`{0}` is no part of a recurrence rule, or is there twice")]
    Part(String),
    /// A part that the RFC knows and this program does not.
    #[error("{0} is not understood here")]
    NotUnderstood(String),
    /// A value that is not what its part takes.
    #[error("`{value}` is no value of {part}")]
    Value {
        /// The name of the part.
        part: &'static str,
        /// What it says.
        value: String,
    },
    /// Parts that the RFC does not allow together.
    #[error("{0}")]
    Together(&'static str),
}

impl Recurrence {
    /// Every period, on the day of the start.
    #[must_use]
    pub const fn every(freq: Freq) -> Self {
        Self {
            freq,
            interval: 1,
            by_day: Vec::new(),
            by_month_day: Vec::new(),
            by_month: Vec::new(),
            by_set_pos: Vec::new(),
            count: None,
            until: None,
            week_start: Weekday::Mon,
        }
    }
}

#[cfg(test)]
mod tests;
