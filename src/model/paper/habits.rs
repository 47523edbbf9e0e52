//! Habits on paper: a row each, in the choices of a [`Habit`], with its rule carried along for what cannot be chosen.

use chrono::Weekday;

use super::{Reader, Wall, numbered, row_key, rows, text_at, write_date};
use crate::model::{
    Answers, FaultKind, FieldFault, Habit, HabitDays, Recurrence, Rhythm, Until, local_date,
};

/// How often, by the words of the paper; `other` is a rule that cannot be chosen, and stays.
const DAILY: &str = "daily";
const WEEKLY: &str = "weekly";
const MONTH_DAY: &str = "month-day";
const MONTH_WEEKDAY: &str = "month-weekday";
const YEARLY: &str = "yearly";
const OTHER: &str = "other";

/// At most every so many periods.
const INTERVAL_MAX: u32 = 99;

/// The number of a weekday: Monday is 1.
fn number(day: Weekday) -> String {
    day.number_from_monday().to_string()
}

fn weekday(text: &str) -> Option<Weekday> {
    let at: u8 = text.parse().ok()?;
    Weekday::try_from(at.checked_sub(1)?).ok()
}

pub(super) fn write(all: &[Rhythm], wall: Wall<'_>, put: &mut impl FnMut(&str, String)) {
    put("rhythm", numbered(all.len()));
    for (at, it) in all.iter().enumerate() {
        let mut put = |name: &str, text: String| put(&row_key("rhythm", at, name), text);
        put("what", it.what.clone());
        put("start", it.start.to_string());
        put("end", it.end.map(|end| end.to_string()).unwrap_or_default());
        put("zone", it.zone.clone());
        put("from", write_date(it.from));
        put("until", until(it, wall));
        put("rule", it.rule.to_string());
        let except: Vec<String> = it.except.iter().map(|day| write_date(*day)).collect();
        put("except", except.join("\n"));
        let Some(habit) = Habit::of(&it.rule, it.from) else {
            put("often", OTHER.to_owned());
            continue;
        };
        put("interval", habit.interval.to_string());
        let often = match habit.days {
            HabitDays::Daily => DAILY,
            HabitDays::Yearly => YEARLY,
            HabitDays::Weekly(days) => {
                let days: Vec<String> = days.into_iter().map(number).collect();
                put("days", days.join("\n"));
                WEEKLY
            }
            HabitDays::MonthDay(day) => {
                put("month-day", day.to_string());
                MONTH_DAY
            }
            HabitDays::MonthWeekday(nth, day) => {
                put("nth", nth.to_string());
                put("weekday", number(day));
                MONTH_WEEKDAY
            }
        };
        put("often", often.to_owned());
    }
}

/// The last day of a habit, where it has one.
fn until(it: &Rhythm, wall: Wall<'_>) -> String {
    let day = match it.rule.until {
        None => return String::new(),
        Some(Until::Date(day)) => day,
        Some(Until::Local(at)) => at.date(),
        Some(Until::At(at)) => local_date(wall.zones, &it.zone, at),
    };
    write_date(day)
}

pub(super) fn read(from: &mut Reader<'_>, wall: Wall<'_>) -> Vec<Rhythm> {
    let names: Vec<&str> = rows(from.typed, "rhythm").collect();
    let all = names.into_iter().map(|row| one(from, row, wall));
    all.collect::<Vec<_>>().into_iter().flatten().collect()
}

/// The habit of one row, for its words.
///
/// # Errors
/// What is wrong with it.
pub fn habit(typed: &Answers, row: &str, wall: Wall<'_>) -> Result<Rhythm, Vec<FieldFault>> {
    let mut from = Reader {
        typed,
        faults: Vec::new(),
    };
    let it = one(&mut from, row, wall);
    it.filter(|_| from.faults.is_empty()).ok_or(from.faults)
}

fn one(from: &mut Reader<'_>, row: &str, wall: Wall<'_>) -> Option<Rhythm> {
    let key = |name: &str| ["rhythm/", row, "/", name].concat();
    let zone = match from.text(&key("zone")) {
        zone if zone.is_empty() => wall.zone.to_owned(),
        zone => zone,
    };
    let before = from.faults.len();
    let start = from.time(&key("start"));
    if start.is_none() && from.faults.len() == before {
        from.fault(&key("start"), FaultKind::Missing);
    }
    let end = from.time(&key("end"));
    let first = from.date(&key("from")).unwrap_or_else(|| wall.today());
    let last = from.date(&key("until"));
    let old: Option<Recurrence> = text_at(from.typed, &key("rule")).parse().ok();
    let mut rule = match (chosen(from, row), old) {
        // It says what it said.
        (Some(habit), Some(old)) if Habit::of(&old, first).as_ref() == Some(&habit) => Some(old),
        (Some(habit), _) => Some(habit.rule()),
        (None, old) if from.text(&key("often")) == OTHER => old,
        (None, _) => None,
    };
    if let Some(rule) = &mut rule {
        let was = Rhythm {
            rule: rule.clone(),
            from: first,
            start: start?,
            end,
            zone: zone.clone(),
            except: Vec::new(),
            what: String::new(),
        };
        if last.map(write_date).unwrap_or_default() != until(&was, wall) {
            rule.until = last.map(Until::Date);
            rule.count = rule.count.filter(|_| last.is_none());
        }
    }
    if last.is_some_and(|last| last < first) {
        from.fault(&key("until"), FaultKind::Malformed);
    }
    let except = from.lines(&key("except"));
    Some(Rhythm {
        rule: rule?,
        from: first,
        start: start?,
        end,
        zone,
        except: except
            .iter()
            .filter_map(|day| super::parse_date(day))
            .collect(),
        what: from.text(&key("what")),
    })
}

/// What was chosen; nothing where that is a rule that cannot be, or where something is wrong, which is noted.
fn chosen(from: &mut Reader<'_>, row: &str) -> Option<Habit> {
    let key = |name: &str| ["rhythm/", row, "/", name].concat();
    let often = from.text(&key("often"));
    if often == OTHER {
        return None;
    }
    let faults = from.faults.len();
    let interval = match from.number(&key("interval"), 1) {
        Some(n) if n > INTERVAL_MAX => {
            from.fault(&key("interval"), FaultKind::TooMuch(INTERVAL_MAX));
            None
        }
        None if from.faults.len() == faults => Some(1),
        other => other,
    };
    let days = match often.as_str() {
        DAILY => HabitDays::Daily,
        YEARLY => HabitDays::Yearly,
        MONTH_DAY => match from.text(&key("month-day")).parse() {
            Ok(day @ (-1 | 1..=31)) => HabitDays::MonthDay(day),
            _ => {
                from.fault(&key("month-day"), FaultKind::Missing);
                return None;
            }
        },
        MONTH_WEEKDAY => {
            let nth = from.text(&key("nth")).parse().ok();
            let day = weekday(&from.text(&key("weekday")));
            match (nth.filter(|n| matches!(n, -1 | 1..=4)), day) {
                (Some(nth), Some(day)) => HabitDays::MonthWeekday(nth, day),
                (None, _) => {
                    from.fault(&key("nth"), FaultKind::Missing);
                    return None;
                }
                (_, None) => {
                    from.fault(&key("weekday"), FaultKind::Missing);
                    return None;
                }
            }
        }
        _ => {
            let mut days: Vec<Weekday> = from
                .lines(&key("days"))
                .iter()
                .filter_map(|day| weekday(day))
                .collect();
            days.sort_by_key(Weekday::num_days_from_monday);
            if days.is_empty() {
                from.fault(&key("days"), FaultKind::Missing);
                return None;
            }
            HabitDays::Weekly(days)
        }
    };
    Some(Habit {
        interval: u16::try_from(interval?).unwrap_or(1),
        days,
    })
}
