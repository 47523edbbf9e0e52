//! Dates, times and rhythms as people say them: 今晚 20:00 · 周五 · 还剩 3 天 · 每周二、周四 20:00.
//!
//! Pure: now, the zone and the zone tables are passed in. Everything is said in the zone of the
//! thing; where the reader's clock shows another time, the zone is named.

use chrono::{Datelike as _, NaiveDate, NaiveDateTime, Timelike as _, Weekday};

use crate::{
    data::Language,
    model::{Freq, Instant, NthWeekday, Recurrence, Rhythm, Zones, local_parts},
};

use super::T;

/// The reader's clock.
#[derive(Clone, Copy)]
pub struct Clockface<'a> {
    /// Now.
    pub now: Instant,
    /// The reader's IANA zone.
    pub zone: &'a str,
    /// Knows zones.
    pub zones: &'a dyn Zones,
}

const WEEKDAYS: [(&str, &str, &str); 7] = [
    ("周一", "週一", "Mon"),
    ("周二", "週二", "Tue"),
    ("周三", "週三", "Wed"),
    ("周四", "週四", "Thu"),
    ("周五", "週五", "Fri"),
    ("周六", "週六", "Sat"),
    ("周日", "週日", "Sun"),
];

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

pub(super) fn month_en(month: u32) -> &'static str {
    MONTHS
        .get(month.saturating_sub(1) as usize)
        .copied()
        .unwrap_or_default()
}

impl T {
    pub(super) fn en(self) -> bool {
        self.0 == Language::En
    }

    /// The name of a weekday.
    #[must_use]
    pub fn weekday(self, day: Weekday) -> &'static str {
        WEEKDAYS
            .get(day.num_days_from_monday() as usize)
            .map_or("", |(hans, hant, en)| self.pick(hans, hant, en))
    }

    /// A date: 今天, 明天, 周五, 12月3日 周四, 2027年1月3日.
    #[must_use]
    pub fn date(self, date: NaiveDate, today: NaiveDate) -> String {
        match date.signed_duration_since(today).num_days() {
            0 => self.today().to_owned(),
            1 => self.tomorrow().to_owned(),
            2 if !self.en() => self.day_after().to_owned(),
            -1 => self.yesterday().to_owned(),
            2..=6 => self.weekday(date.weekday()).to_owned(),
            _ => self.calendar_date(date, today.year()),
        }
    }

    /// A date by the calendar; the year when it is another one.
    #[must_use]
    pub fn calendar_date(self, date: NaiveDate, this_year: i32) -> String {
        let (day, weekday) = (date.day(), self.weekday(date.weekday()));
        match (self.en(), date.year() == this_year) {
            (true, true) => format!("{weekday} {day} {}", month_en(date.month())),
            (true, false) => format!("{day} {} {}", month_en(date.month()), date.year()),
            (false, true) => format!("{}月{day}日 {weekday}", date.month()),
            (false, false) => format!("{}年{}月{day}日", date.year(), date.month()),
        }
    }

    /// A year and month: 2023年4月.
    #[must_use]
    pub fn month(self, at: Instant, face: Clockface<'_>) -> String {
        let local = local_parts(face.zones, face.zone, at);
        if self.en() {
            format!("{} {}", month_en(local.month()), local.year())
        } else {
            format!("{}年{}月", local.year(), local.month())
        }
    }

    /// A moment on the reader's own clock: 今晚 20:00, 昨天 21:40.
    #[must_use]
    pub fn moment(self, at: Instant, face: Clockface<'_>) -> String {
        let local = local_parts(face.zones, face.zone, at);
        self.local_moment(local, local_parts(face.zones, face.zone, face.now))
    }

    /// A stretch of time in its own zone: 周五 20:00–21:30; the zone is named where the reader's
    /// clock differs.
    #[must_use]
    pub fn span(
        self,
        start: Instant,
        end: Option<Instant>,
        zone: &str,
        face: Clockface<'_>,
    ) -> String {
        let local = local_parts(face.zones, zone, start);
        let now = local_parts(face.zones, zone, face.now);
        let mut out = self.local_moment(local, now);
        if let Some(end) = end.filter(|end| *end > start) {
            let until = local_parts(face.zones, zone, end);
            out.push('–');
            // A night that ends before noon is still that night.
            if until.date() == local.date() || end.since(start) < 12 * 3600 {
                out.push_str(&hour(until));
            } else {
                out.push_str(&self.local_moment(until, now));
            }
        }
        if face.zones.offset_at(zone, start) != face.zones.offset_at(face.zone, start) {
            let city = zone.rsplit('/').next().unwrap_or(zone).replace('_', " ");
            out.push_str(&self.zone_note(&city));
        }
        out
    }

    /// The same with its weekday in another year, too: where one looks for a day among many.
    #[must_use]
    pub fn span_with_weekday(
        self,
        start: Instant,
        end: Option<Instant>,
        zone: &str,
        face: Clockface<'_>,
    ) -> String {
        let span = self.span(start, end, zone, face);
        let day = local_parts(face.zones, zone, start).date();
        let this_year = local_parts(face.zones, zone, face.now).year();
        if day.year() == this_year {
            return span;
        }
        let (date, weekday) = (
            self.calendar_date(day, this_year),
            self.weekday(day.weekday()),
        );
        match span.strip_prefix(&date) {
            Some(_) if self.en() => [weekday, " ", &span].concat(),
            Some(rest) => [&date, " ", weekday, rest].concat(),
            // Tomorrow, or one of the next days.
            None => span,
        }
    }

    fn local_moment(self, local: NaiveDateTime, now: NaiveDateTime) -> String {
        let day = match (local.date() == now.date(), local.hour()) {
            (true, 18..) => self.tonight().to_owned(),
            (true, 5..=8) => self.this_morning().to_owned(),
            _ => self.date(local.date(), now.date()),
        };
        format!("{day} {}", hour(local))
    }

    /// The leaf of a calendar: weekday (or today, tomorrow), day, month.
    #[must_use]
    pub fn leaf(self, at: Instant, zone: &str, face: Clockface<'_>) -> (String, String, String) {
        let local = local_parts(face.zones, zone, at).date();
        let today = local_parts(face.zones, zone, face.now).date();
        let top = match local.signed_duration_since(today).num_days() {
            0 => self.today(),
            // *Tomorrow* is too long for it.
            1 if !self.en() => self.tomorrow(),
            _ => self.weekday(local.weekday()),
        };
        let month = if self.en() {
            month_en(local.month()).to_owned()
        } else {
            format!("{}月", local.month())
        };
        (top.to_owned(), local.day().to_string(), month)
    }

    /// A rhythm: 每周二、周四 20:00–21:30.
    #[must_use]
    pub fn rhythm_words(self, rhythm: &Rhythm) -> String {
        let mut out = self.rule_words(&rhythm.rule, rhythm.from);
        out.push(' ');
        out.push_str(&rhythm.start.to_string());
        if let Some(end) = rhythm.end {
            out.push('–');
            out.push_str(&end.to_string());
        }
        out
    }

    /// A recurrence rule in words, for one that began on `from`.
    #[must_use]
    pub fn rule_words(self, rule: &Recurrence, from: NaiveDate) -> String {
        let n = rule.interval.to_string();
        let days = self.days(rule, from);
        match (self.en(), rule.freq, rule.interval) {
            (false, Freq::Daily, 1) => "每天".to_owned(),
            (false, Freq::Daily, _) => format!("每 {n} 天"),
            (false, Freq::Weekly, 1) => format!("每{days}"),
            (false, Freq::Weekly, _) => {
                format!("每 {n} {}的{days}", self.pick("周", "週", ""))
            }
            (false, Freq::Monthly, 1) => format!("每月{days}"),
            (false, Freq::Monthly, _) => {
                format!("每 {n} {}的{days}", self.pick("个月", "個月", ""))
            }
            (false, Freq::Yearly, 1) => format!("每年{days}"),
            (false, Freq::Yearly, _) => format!("每 {n} 年的{days}"),
            (true, Freq::Daily, 1) => "Every day".to_owned(),
            (true, Freq::Daily, _) => format!("Every {n} days"),
            (true, Freq::Weekly, 1) => format!("Every {days}"),
            (true, Freq::Weekly, _) => format!("Every {n} weeks on {days}"),
            (true, Freq::Monthly, 1) => format!("Every month on {days}"),
            (true, Freq::Monthly, _) => format!("Every {n} months on {days}"),
            (true, Freq::Yearly, 1) => format!("Every year on {days}"),
            (true, Freq::Yearly, _) => format!("Every {n} years on {days}"),
        }
    }

    /// The days of a rule: weekdays, days of the month, months.
    fn days(self, rule: &Recurrence, from: NaiveDate) -> String {
        let mut words: Vec<String> = rule.by_day.iter().map(|day| self.nth_day(*day)).collect();
        words.extend(rule.by_month_day.iter().map(|day| self.month_day(*day)));
        if words.is_empty() {
            words.push(match rule.freq {
                Freq::Weekly => self.weekday(from.weekday()).to_owned(),
                _ => self.month_day(i8::try_from(from.day()).unwrap_or(1)),
            });
        }
        let days = words.join(self.enumeration());
        let mut months: Vec<u32> = rule.by_month.iter().map(|m| u32::from(*m)).collect();
        if rule.freq == Freq::Yearly && months.is_empty() {
            months.push(from.month());
        }
        if months.is_empty() {
            days
        } else if self.en() {
            let months: Vec<&str> = months.iter().map(|m| month_en(*m)).collect();
            format!("{days} {}", months.join(", "))
        } else {
            let months: Vec<String> = months.iter().map(|m| format!("{m}月")).collect();
            format!("{}{days}", months.join("、"))
        }
    }

    fn nth_day(self, day: NthWeekday) -> String {
        let weekday = self.weekday(day.weekday);
        match (self.en(), day.nth) {
            (_, None | Some(0)) => weekday.to_owned(),
            (false, Some(-1)) => {
                format!("{}{weekday}", self.pick("最后一个", "最後一個", ""))
            }
            (false, Some(n)) if n < 0 => {
                format!(
                    "{} {} {}{weekday}",
                    self.pick("倒数第", "倒數第", ""),
                    -n,
                    self.pick("个", "個", "")
                )
            }
            (false, Some(n)) => {
                let count = ["一", "二", "三", "四", "五"].get(usize::from(n.unsigned_abs()) - 1);
                format!(
                    "第{}{}{weekday}",
                    count.unwrap_or(&"几"),
                    self.pick("个", "個", "")
                )
            }
            (true, Some(-1)) => format!("the last {weekday}"),
            (true, Some(n)) if n < 0 => format!("the {} {weekday} from the end", ordinal(-n)),
            (true, Some(n)) => format!("the {} {weekday}", ordinal(n)),
        }
    }

    fn month_day(self, day: i8) -> String {
        match (self.en(), day) {
            (false, -1) => self.pick("最后一天", "最後一天", "").to_owned(),
            (false, d) if d < 0 => {
                format!(
                    "{} {} 天",
                    self.pick("倒数第", "倒數第", ""),
                    d.unsigned_abs()
                )
            }
            (false, d) => format!(" {d} 日"),
            (true, -1) => "the last day".to_owned(),
            (true, d) if d < 0 => {
                format!("the {} day from the end", ordinal(d.saturating_abs()))
            }
            (true, d) => format!("the {}", ordinal(d)),
        }
    }
}

fn hour(local: NaiveDateTime) -> String {
    format!("{:02}:{:02}", local.hour(), local.minute())
}

fn ordinal(n: i8) -> String {
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

#[cfg(test)]
mod tests;
