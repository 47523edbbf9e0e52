//! The days that a rule names, a period at a time.
//!
//! All "expanding" and "limiting" of RFC 5545 is one filter over the days of a period: a day, a
//! week, a month or a year.

use chrono::{Datelike, NaiveDate, Weekday};

use super::{Freq, NthWeekday, Recurrence, Until};
use crate::model::time::{add_days, days_between};

/// A rule ends when so many years bring no day: 29 February can be eight years away, on a weekday
/// forty.
const MAX_EMPTY_YEARS: i64 = 100;

impl Recurrence {
    /// Its days from the first day of the series on, in order. The first day itself is among them
    /// only if the rule names it. UNTIL as a moment is read by its UTC date; a
    /// [`Rhythm`](super::Rhythm) knows better.
    pub fn dates<'a>(
        &'a self,
        from: NaiveDate,
        except: &'a [NaiveDate],
    ) -> impl Iterator<Item = NaiveDate> + 'a {
        let last = self.until.map(|until| match until {
            Until::Date(date) => date,
            Until::Local(at) => at.date(),
            Until::At(at) => add_days(NaiveDate::default(), at.unix().div_euclid(86_400)),
        });
        self.days_from(from, from)
            .take_while(move |day| last.is_none_or(|last| *day <= last))
            .filter(|day| !except.contains(day))
    }

    /// The days of the rule, UNTIL and exceptions aside, from the period before that of `near` on;
    /// from the first where COUNT has to be counted.
    pub(super) fn days_from(
        &self,
        from: NaiveDate,
        near: NaiveDate,
    ) -> impl Iterator<Item = NaiveDate> {
        let first = match self.count {
            None => self.period_of(from, near).saturating_sub(1).max(0),
            Some(_) => 0,
        };
        let days = Days {
            filter: self.filter(from),
            rule: self,
            from,
            period: first,
            batch: Vec::new(),
            last: near.max(from),
        };
        days.take(self.count.map_or(usize::MAX, |count| count as usize))
    }

    /// Which period, counted from that of the first day, `day` falls in.
    fn period_of(&self, from: NaiveDate, day: NaiveDate) -> i64 {
        let units = match self.freq {
            Freq::Daily => days_between(from, day),
            Freq::Weekly => days_between(self.week_of(from), self.week_of(day)) / 7,
            Freq::Monthly => months(day) - months(from),
            Freq::Yearly => i64::from(day.year()) - i64::from(from.year()),
        };
        units.div_euclid(i64::from(self.interval.max(1)))
    }

    fn week_of(&self, day: NaiveDate) -> NaiveDate {
        add_days(day, -i64::from(day.weekday().days_since(self.week_start)))
    }

    /// First and last day of a period; `None` after the year 9999.
    fn span(&self, from: NaiveDate, period: i64) -> Option<(NaiveDate, NaiveDate)> {
        let units = period.checked_mul(i64::from(self.interval.max(1)))?;
        let (first, last) = match self.freq {
            Freq::Daily => {
                let day = add_days(from, units);
                (day, day)
            }
            Freq::Weekly => {
                let monday = add_days(self.week_of(from), units.checked_mul(7)?);
                (monday, add_days(monday, 6))
            }
            Freq::Monthly => {
                let month = months(from).checked_add(units)?;
                (first_of(month)?, first_of(month + 1)?.pred_opt()?)
            }
            Freq::Yearly => {
                let year = i64::from(from.year()).checked_add(units)?;
                (first_of(year * 12)?, first_of((year + 1) * 12)?.pred_opt()?)
            }
        };
        (first.year() <= 9999 && units < 4_000_000).then_some((first, last))
    }

    /// The rule with what it leaves to the first day filled in (RFC 5545: "information not
    /// specified in the rule is taken from DTSTART").
    fn filter(&self, from: NaiveDate) -> Filter<'_> {
        let mut filter = Filter {
            rule: self,
            day: None,
            month: None,
            weekday: None,
            // In a year without BYMONTH the nth weekday is that of the year.
            nth_of_year: self.freq == Freq::Yearly && self.by_month.is_empty(),
        };
        if self.by_day.is_empty() && self.by_month_day.is_empty() {
            match self.freq {
                Freq::Daily => {}
                Freq::Weekly => filter.weekday = Some(from.weekday()),
                Freq::Monthly => filter.day = Some(from.day()),
                Freq::Yearly => {
                    filter.day = Some(from.day());
                    if self.by_month.is_empty() {
                        filter.month = Some(from.month());
                    }
                }
            }
        }
        filter
    }
}

/// Whether a day of a period is named by the rule.
struct Filter<'a> {
    rule: &'a Recurrence,
    day: Option<u32>,
    month: Option<u32>,
    weekday: Option<Weekday>,
    nth_of_year: bool,
}

impl Filter<'_> {
    fn names(&self, day: NaiveDate) -> bool {
        let rule = self.rule;
        let month = |month: &u8| u32::from(*month) == day.month();
        let month_day = |nth: &i8| is_nth(*nth, day.day(), month_length(day));
        self.day.is_none_or(|d| d == day.day())
            && self.month.is_none_or(|m| m == day.month())
            && self.weekday.is_none_or(|w| w == day.weekday())
            && (rule.by_month.is_empty() || rule.by_month.iter().any(month))
            && (rule.by_day.is_empty() || rule.by_day.iter().any(|w| self.is_weekday(*w, day)))
            && (rule.by_month_day.is_empty() || rule.by_month_day.iter().any(month_day))
    }

    fn is_weekday(&self, want: NthWeekday, day: NaiveDate) -> bool {
        if want.weekday != day.weekday() {
            return false;
        }
        let Some(nth) = want.nth else { return true };
        let (place, length) = if self.nth_of_year {
            (day.ordinal(), if day.leap_year() { 366 } else { 365 })
        } else {
            (day.day(), month_length(day))
        };
        let from_front = place.div_ceil(7);
        let from_back = (length - place) / 7 + 1;
        if nth > 0 {
            from_front == u32::from(nth.unsigned_abs())
        } else {
            from_back == u32::from(nth.unsigned_abs())
        }
    }
}

/// The days of a rule, a period at a time.
struct Days<'a> {
    filter: Filter<'a>,
    rule: &'a Recurrence,
    from: NaiveDate,
    period: i64,
    /// Days of the current period that are still to come, last first.
    batch: Vec<NaiveDate>,
    /// The last day that was named.
    last: NaiveDate,
}

impl Iterator for Days<'_> {
    type Item = NaiveDate;

    fn next(&mut self) -> Option<NaiveDate> {
        loop {
            if let Some(day) = self.batch.pop() {
                self.last = day;
                return Some(day);
            }
            let (first, end) = self.rule.span(self.from, self.period)?;
            let years = i64::from(first.year()) - i64::from(self.last.year());
            if years > MAX_EMPTY_YEARS {
                return None;
            }
            self.period += 1;
            self.fill(first, end);
        }
    }
}

impl Days<'_> {
    fn fill(&mut self, first: NaiveDate, end: NaiveDate) {
        let mut day = Some(first);
        while let Some(d) = day.filter(|d| *d <= end) {
            if self.filter.names(d) {
                self.batch.push(d);
            }
            day = d.succ_opt();
        }
        let positions = &self.rule.by_set_pos;
        if !positions.is_empty() {
            let all = self.batch.len() as i64;
            let mut at = 0;
            self.batch.retain(|_| {
                at += 1;
                positions
                    .iter()
                    .any(|p| i64::from(*p) == at || i64::from(*p) == at - all - 1)
            });
        }
        self.batch.retain(|d| *d >= self.from);
        self.batch.reverse();
    }
}

/// Whether the `place`th of `length` is the nth, from the end when negative.
fn is_nth(nth: i8, place: u32, length: u32) -> bool {
    let nth = i64::from(nth);
    nth == i64::from(place) || nth == i64::from(place) - i64::from(length) - 1
}

/// Months since the year 0.
fn months(day: NaiveDate) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month0())
}

fn first_of(month: i64) -> Option<NaiveDate> {
    let year = i32::try_from(month.div_euclid(12)).ok()?;
    NaiveDate::from_ymd_opt(year, month.rem_euclid(12) as u32 + 1, 1)
}

fn month_length(day: NaiveDate) -> u32 {
    first_of(months(day) + 1)
        .and_then(|d| d.pred_opt())
        .map_or(31, |d| d.day())
}
