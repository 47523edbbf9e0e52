//! A habit as people choose it: each week on these days, each month on the 25th, on its last Friday.
//!
//! A [`Recurrence`] says more than that; what it says that nobody can choose here is no [`Habit`] and stays the rule that it is.
//! What was chosen gives a rule of which the same is read again.

use chrono::{Datelike as _, NaiveDate, Weekday};

use super::{Freq, NthWeekday, Recurrence};

/// On which days something happens again and again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Habit {
    /// Every how many periods, from 1.
    pub interval: u16,
    /// What a period is, and its days.
    pub days: HabitDays,
}

/// The days of a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HabitDays {
    /// Each day.
    Daily,
    /// Each week on these days, Monday first.
    Weekly(Vec<Weekday>),
    /// Each month on a day of it, from 1; -1 is the last.
    MonthDay(i8),
    /// Each month on a weekday of it: the first to the fourth, or -1 for the last.
    MonthWeekday(i8, Weekday),
    /// Each year on the day of the start.
    Yearly,
}

impl Habit {
    /// What a rule that began on `from` says; `None` where it says more than can be chosen.
    #[must_use]
    pub fn of(rule: &Recurrence, from: NaiveDate) -> Option<Self> {
        if rule.count.is_some() || !rule.by_set_pos.is_empty() || rule.week_start != Weekday::Mon {
            return None;
        }
        let no_days = rule.by_day.is_empty() && rule.by_month_day.is_empty();
        let days = match rule.freq {
            _ if !rule.by_month.is_empty() => return None,
            Freq::Daily if no_days => HabitDays::Daily,
            Freq::Yearly if no_days => HabitDays::Yearly,
            Freq::Weekly if no_days => HabitDays::Weekly(vec![from.weekday()]),
            Freq::Weekly if rule.by_month_day.is_empty() => {
                let mut days: Vec<Weekday> = rule.by_day.iter().map(|day| day.weekday).collect();
                days.sort_by_key(Weekday::num_days_from_monday);
                days.dedup();
                HabitDays::Weekly(days)
            }
            Freq::Monthly if no_days => HabitDays::MonthDay(i8::try_from(from.day()).ok()?),
            Freq::Monthly => match (rule.by_day.as_slice(), rule.by_month_day.as_slice()) {
                ([], [day @ (-1 | 1..=31)]) => HabitDays::MonthDay(*day),
                (
                    [
                        NthWeekday {
                            nth: Some(nth @ (-1 | 1..=4)),
                            weekday,
                        },
                    ],
                    [],
                ) => HabitDays::MonthWeekday(*nth, *weekday),
                _ => return None,
            },
            _ => return None,
        };
        Some(Self {
            interval: rule.interval,
            days,
        })
    }

    /// The rule that says so, without an end.
    #[must_use]
    pub fn rule(&self) -> Recurrence {
        let on = |freq, by_day: Vec<NthWeekday>, by_month_day: Vec<i8>| Recurrence {
            interval: self.interval.max(1),
            by_day,
            by_month_day,
            ..Recurrence::every(freq)
        };
        let day = |nth, weekday| NthWeekday { nth, weekday };
        match &self.days {
            HabitDays::Daily => on(Freq::Daily, Vec::new(), Vec::new()),
            HabitDays::Weekly(days) => {
                let days = days.iter().map(|weekday| day(None, *weekday)).collect();
                on(Freq::Weekly, days, Vec::new())
            }
            HabitDays::MonthDay(of) => on(Freq::Monthly, Vec::new(), vec![*of]),
            HabitDays::MonthWeekday(nth, weekday) => {
                on(Freq::Monthly, vec![day(Some(*nth), *weekday)], Vec::new())
            }
            HabitDays::Yearly => on(Freq::Yearly, Vec::new(), Vec::new()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn what_a_rule_says_is_what_can_be_chosen() {
        let friday = day("2026-11-27");
        let check = |rule: &str, expected: Option<Habit>| {
            assert_eq!(
                Habit::of(&rule.parse().unwrap(), friday),
                expected,
                "{rule}"
            );
        };
        let some = |interval, days| Some(Habit { interval, days });
        check("FREQ=DAILY", some(1, HabitDays::Daily));
        check("FREQ=DAILY;INTERVAL=3", some(3, HabitDays::Daily));
        // Without a day it is that of the start.
        check(
            "FREQ=WEEKLY",
            some(1, HabitDays::Weekly(vec![Weekday::Fri])),
        );
        check(
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,TU,TH",
            some(2, HabitDays::Weekly(vec![Weekday::Tue, Weekday::Thu])),
        );
        check("FREQ=MONTHLY", some(1, HabitDays::MonthDay(27)));
        check(
            "FREQ=MONTHLY;BYMONTHDAY=25",
            some(1, HabitDays::MonthDay(25)),
        );
        check(
            "FREQ=MONTHLY;BYMONTHDAY=-1",
            some(1, HabitDays::MonthDay(-1)),
        );
        check(
            "FREQ=MONTHLY;BYDAY=-1FR",
            some(1, HabitDays::MonthWeekday(-1, Weekday::Fri)),
        );
        check("FREQ=YEARLY;UNTIL=20301231", some(1, HabitDays::Yearly));
        // More than can be chosen.
        for rule in [
            "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR",
            "FREQ=WEEKLY;COUNT=8",
            "FREQ=WEEKLY;INTERVAL=2;WKST=SU",
            "FREQ=WEEKLY;BYMONTH=6,7,8;BYDAY=SA",
            "FREQ=MONTHLY;BYMONTHDAY=1,15",
            "FREQ=MONTHLY;BYMONTHDAY=-2",
            "FREQ=MONTHLY;BYDAY=5FR",
            "FREQ=MONTHLY;BYDAY=1MO,3MO",
            "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
            "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1",
            "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=25",
        ] {
            check(rule, None);
        }
    }

    fn weekday() -> impl Strategy<Value = Weekday> {
        (0_u8..7).prop_map(|n| Weekday::try_from(n).unwrap())
    }

    fn habit() -> impl Strategy<Value = Habit> {
        let nth = || prop::sample::select(vec![-1_i8, 1, 2, 3, 4]);
        let days = prop_oneof![
            Just(HabitDays::Daily),
            Just(HabitDays::Yearly),
            prop::collection::vec(weekday(), 1..7).prop_map(|mut days| {
                days.sort_by_key(Weekday::num_days_from_monday);
                days.dedup();
                HabitDays::Weekly(days)
            }),
            prop_oneof![Just(-1_i8), 1_i8..=31].prop_map(HabitDays::MonthDay),
            (nth(), weekday()).prop_map(|(n, day)| HabitDays::MonthWeekday(n, day)),
        ];
        (1_u16..100, days).prop_map(|(interval, days)| Habit { interval, days })
    }

    proptest! {
        #[test]
        fn what_was_chosen_is_read_again(habit in habit()) {
            let from = day("2026-11-27");
            let rule = habit.rule();
            prop_assert_eq!(Habit::of(&rule, from), Some(habit.clone()));
            // Also after its way as text.
            let again: Recurrence = rule.to_string().parse().unwrap();
            prop_assert_eq!(Habit::of(&again, from), Some(habit));
        }
    }
}
