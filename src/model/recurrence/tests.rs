//! Rules against the answers of another implementation, and rhythms on wall clocks.
//!
//! `tests/fixtures/recurrence.json` holds the first days that python-dateutil 2.9 names for 420
//! rules, and the first three after 1 March 2061.

use chrono::NaiveDate;
use proptest::prelude::*;
use serde::Deserialize;

use super::Recurrence;
use crate::model::testing::{SHANGHAI, Tz, at, days};
use crate::model::time::{add_days, days_between, local_date, parse_date};
use crate::model::{Instant, LocalTime, Rhythm};

mod rhythms;
mod texts;

#[derive(Deserialize)]
struct Recorded {
    rule: String,
    from: String,
    dates: Vec<String>,
    /// `dates` are all there are.
    all: bool,
    far: Vec<String>,
}

fn recorded() -> Vec<Recorded> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/recurrence.json"
    );
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn rule(text: &str) -> Recurrence {
    text.parse()
        .unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn day(text: &str) -> NaiveDate {
    parse_date(text).unwrap_or_else(|| panic!("`{text}` is no date"))
}

fn texts(dates: impl Iterator<Item = NaiveDate>) -> Vec<String> {
    dates.map(|date| date.to_string()).collect()
}

fn rhythm(text: &str, from: &str, clock: &str, zone: &str) -> Rhythm {
    let (start, end) = clock
        .split_once('-')
        .map_or((clock, None), |(s, e)| (s, Some(e)));
    Rhythm {
        rule: rule(text),
        from: day(from),
        start: LocalTime::parse(start).unwrap(),
        end: end.and_then(LocalTime::parse),
        zone: zone.to_owned(),
        except: Vec::new(),
        what: String::new(),
    }
}

#[test]
fn names_the_days_that_dateutil_names() {
    let recorded = recorded();
    assert!(recorded.len() >= 400);
    for case in recorded {
        let rule = rule(&case.rule);
        let more = usize::from(case.all);
        let named = texts(
            rule.dates(day(&case.from), &[])
                .take(case.dates.len() + more),
        );
        assert_eq!(named, case.dates, "{} from {}", case.rule, case.from);
    }
}

#[test]
fn a_rhythm_finds_the_same_days_near_and_far_without_walking_there() {
    for case in recorded() {
        let from = &case.from;
        let rhythm = rhythm(&case.rule, from, "20:00-22:00", "UTC");
        let next = |now: &str, n| -> Vec<String> {
            let now = at(&format!("{now}T21:00:00Z"));
            let starts = rhythm.next_after(&Tz, now, n);
            texts(
                starts
                    .into_iter()
                    .map(|(start, _)| local_date(&Tz, "UTC", start)),
            )
        };
        assert_eq!(next("2061-03-01", 3), case.far, "{} from {from}", case.rule);
        for pair in case.dates.windows(2) {
            assert_eq!(next(&pair[0], 1), pair[1..], "{} from {from}", case.rule);
            let before = at(&format!("{}T19:59:59Z", pair[1]));
            let (began, ended) = rhythm.last_before(&Tz, before).unwrap();
            assert_eq!(
                began.to_string(),
                format!("{}T20:00:00Z", pair[0]),
                "{}",
                case.rule
            );
            assert_eq!(ended, Some(began.plus(2 * 3600)));
        }
        if let Some(first) = case.dates.first() {
            let before = at(&format!("{first}T19:59:59Z"));
            assert_eq!(
                rhythm.last_before(&Tz, before),
                None,
                "{} from {from}",
                case.rule
            );
        }
    }
}

#[test]
fn plain_and_numbered_weekdays_go_together() {
    // RFC 5545 reads the list as "or"; dateutil as "and", so these are no part of the fixture.
    let check = |text: &str, expected: &[&str]| {
        assert_eq!(
            texts(rule(text).dates(day("2026-11-01"), &[]).take(5)),
            expected,
            "{text}"
        );
    };
    let saturdays = [
        "2026-11-07",
        "2026-11-14",
        "2026-11-17",
        "2026-11-21",
        "2026-11-28",
    ];
    check("FREQ=MONTHLY;BYDAY=3TU,SA", &saturdays);
    check(
        "FREQ=MONTHLY;BYDAY=1SU,-1MO;COUNT=3",
        &["2026-11-01", "2026-11-30", "2026-12-06"],
    );
}

#[test]
fn exceptions_are_left_out_but_counted() {
    let check = |text: &str, except: &[&str], expected: &[&str]| {
        let except: Vec<NaiveDate> = except.iter().map(|date| day(date)).collect();
        let named = texts(rule(text).dates(day("2026-11-24"), &except).take(4));
        assert_eq!(named, expected, "{text}");
    };
    check(
        "FREQ=WEEKLY;COUNT=3",
        &["2026-12-01"],
        &["2026-11-24", "2026-12-08"],
    );
    check("FREQ=DAILY;COUNT=2", &["2026-11-24", "2026-11-25"], &[]);
    check(
        "FREQ=WEEKLY;UNTIL=20261208",
        &["2026-12-08"],
        &["2026-11-24", "2026-12-01"],
    );
    check(
        "FREQ=DAILY;COUNT=2",
        &["1999-01-01"],
        &["2026-11-24", "2026-11-25"],
    );
}

#[test]
fn a_rule_that_names_no_day_ends() {
    let check = |text: &str| {
        assert_eq!(
            rule(text).dates(day("2026-01-01"), &[]).next(),
            None,
            "{text}"
        )
    };
    check("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30");
    check("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31");
    check("FREQ=DAILY;BYMONTH=4;BYMONTHDAY=31");
    check("FREQ=YEARLY;INTERVAL=1000;BYMONTH=2;BYMONTHDAY=30");
    check("FREQ=MONTHLY;BYDAY=5MO;BYMONTH=2;BYMONTHDAY=1");
    check("FREQ=DAILY;UNTIL=20251231");
    let rhythm = rhythm(
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "2026-01-01",
        "20:00",
        SHANGHAI,
    );
    assert_eq!(rhythm.next_after(&Tz, at("2026-11-27T00:00:00Z"), 1), []);
    assert_eq!(rhythm.last_before(&Tz, at("2061-11-27T00:00:00Z")), None);
    assert_eq!(rhythm.mean_days(), None);
}

fn any_rule() -> impl Strategy<Value = String> {
    let parts = [
        "INTERVAL=1",
        "INTERVAL=3",
        "INTERVAL=1000",
        "COUNT=1",
        "COUNT=10000",
        "UNTIL=20300101",
        "UNTIL=20270101T000000Z",
        "BYDAY=MO",
        "BYDAY=TU,TH",
        "BYDAY=-1FR",
        "BYDAY=53SU",
        "BYMONTHDAY=31",
        "BYMONTHDAY=-31,29",
        "BYMONTH=2",
        "BYMONTH=4,12",
        "BYSETPOS=-1",
        "BYSETPOS=366",
        "WKST=SU",
        "BYHOUR=1",
    ];
    let freq = prop::sample::select(vec!["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]);
    (freq, prop::sample::subsequence(parts.to_vec(), 0..5))
        .prop_map(|(freq, parts)| format!("FREQ={freq};{}", parts.join(";")))
}

proptest! {
    #[test]
    fn reading_a_rule_never_panics(text in "(FREQ=|BYDAY=|UNTIL=|[A-Z0-9;=,+-]|\\PC){0,12}") {
        let _ = text.parse::<Recurrence>();
    }

    #[test]
    fn a_rule_printed_and_read_is_the_same(text in any_rule()) {
        if let Ok(rule) = text.parse::<Recurrence>() {
            prop_assert_eq!(rule.to_string().parse::<Recurrence>(), Ok(rule));
        }
    }

    /// Looking from anywhere finds what walking all the way finds.
    #[test]
    fn jumping_is_walking(text in any_rule(), first in 0_i64..4000, later in -400_i64..9000) {
        let Ok(rule) = text.parse::<Recurrence>() else { return Ok(()) };
        let from = add_days(day("2020-01-01"), first);
        let now = add_days(from, later);
        let moment = days(Instant::from_unix(0), days_between(day("1970-01-01"), now));
        let rhythm = Rhythm { rule, from, ..rhythm("FREQ=DAILY", "2020-01-01", "00:00", "UTC") };
        let seen = |start: Instant| local_date(&Tz, "UTC", start);
        let walked = rhythm.rule.dates(from, &[]);
        let mut past = None;
        let mut next = None;
        for date in walked {
            if date > now { next = Some(date); break; }
            past = Some(date);
        }
        let jumped = rhythm.next_after(&Tz, moment, 1).first().map(|(start, _)| seen(*start));
        // Who walks gives up where a hundred years bring nothing; who looks from near by may not.
        let far = |found: NaiveDate| days_between(past.unwrap_or(from), found) > 99 * 365;
        prop_assert!(jumped == next || next.is_none() && jumped.is_some_and(far));
        prop_assert_eq!(rhythm.last_before(&Tz, moment).map(|(start, _)| seen(start)), past);
    }
}
