//! Rules against the answers of another implementation, and rhythms on wall clocks.
//!
//! `tests/fixtures/recurrence.json` holds the first days that python-dateutil 2.9 names for 420
//! rules, and the first three after 1 March 2061.

use chrono::NaiveDate;
use proptest::prelude::*;
use serde::Deserialize;

use super::{Freq, Recurrence};
use crate::model::testing::{SHANGHAI, Tz, at, community, days};
use crate::model::time::{add_days, days_between, local_date, parse_date};
use crate::model::{Instant, LocalTime, Rhythm};

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
fn reads_and_prints_rules() {
    let check = |text: &str, expected: &str| assert_eq!(rule(text).to_string(), expected, "{text}");
    check(
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH",
    );
    check("RRULE:FREQ=DAILY", "FREQ=DAILY");
    check(" byday=-1fr;freq=monthly; ", "FREQ=MONTHLY;BYDAY=-1FR");
    check("FREQ=MONTHLY;BYDAY=+1SA", "FREQ=MONTHLY;BYDAY=1SA");
    check("FREQ=DAILY;INTERVAL=1;WKST=MO", "FREQ=DAILY");
    check("WKST=SU;FREQ=WEEKLY", "FREQ=WEEKLY;WKST=SU");
    check(
        "FREQ=YEARLY;BYMONTH=02;BYMONTHDAY=29,-1",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29,-1",
    );
    check(
        "FREQ=MONTHLY;BYDAY=MO,FR;BYSETPOS=-1",
        "FREQ=MONTHLY;BYDAY=MO,FR;BYSETPOS=-1",
    );
    check("FREQ=DAILY;UNTIL=20261231", "FREQ=DAILY;UNTIL=20261231");
    check(
        "FREQ=DAILY;UNTIL=20261231T235959",
        "FREQ=DAILY;UNTIL=20261231T235959",
    );
    check(
        "FREQ=DAILY;UNTIL=20261231T155959Z",
        "FREQ=DAILY;UNTIL=20261231T155959Z",
    );
    assert_eq!(rule("FREQ=WEEKLY"), Recurrence::every(Freq::Weekly));
    assert_eq!(
        serde_json::to_string(&rule("FREQ=DAILY")).unwrap(),
        r#""FREQ=DAILY""#
    );
}

#[test]
fn says_what_is_wrong_with_a_rule() {
    let check = |text: &str, expected: &str| {
        let error = text.parse::<Recurrence>().expect_err(text);
        assert_eq!(error.to_string(), expected, "{text}");
    };
    check("", "a recurrence rule needs FREQ");
    check("INTERVAL=2", "a recurrence rule needs FREQ");
    check(
        "weekly",
        "`WEEKLY` is no part of a recurrence rule, or is there twice",
    );
    check(
        "FREQ=DAILY;FREQ=DAILY",
        "`FREQ=DAILY` is no part of a recurrence rule, or is there twice",
    );
    check("FREQ=HOURLY", "`HOURLY` is no value of FREQ");
    check("FREQ=DAILY;BYHOUR=8", "BYHOUR is not understood here");
    check("FREQ=YEARLY;BYWEEKNO=20", "BYWEEKNO is not understood here");
    check(
        "FREQ=YEARLY;RSCALE=CHINESE",
        "RSCALE is not understood here",
    );
    check("FREQ=DAILY;INTERVAL=0", "`0` is no value of INTERVAL");
    check("FREQ=DAILY;INTERVAL=1001", "`1001` is no value of INTERVAL");
    check("FREQ=DAILY;COUNT=0", "`0` is no value of COUNT");
    check("FREQ=DAILY;COUNT=10001", "`10001` is no value of COUNT");
    check(
        "FREQ=DAILY;COUNT=99999999999",
        "`99999999999` is no value of COUNT",
    );
    check("FREQ=WEEKLY;BYDAY=XX", "`XX` is no value of BYDAY");
    check("FREQ=WEEKLY;BYDAY=", "`` is no value of BYDAY");
    check("FREQ=MONTHLY;BYDAY=0MO", "`0MO` is no value of BYDAY");
    check("FREQ=MONTHLY;BYDAY=54MO", "`54MO` is no value of BYDAY");
    check("FREQ=WEEKLY;BYDAY=周一", "`周一` is no value of BYDAY");
    check(
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "`32` is no value of BYMONTHDAY",
    );
    check(
        "FREQ=MONTHLY;BYMONTHDAY=1,,2",
        "`1,,2` is no value of BYMONTHDAY",
    );
    check("FREQ=YEARLY;BYMONTH=13", "`13` is no value of BYMONTH");
    check(
        "FREQ=DAILY;UNTIL=2026-12-31",
        "`2026-12-31` is no value of UNTIL",
    );
    check(
        "FREQ=DAILY;UNTIL=20260231",
        "`20260231` is no value of UNTIL",
    );
    check(
        "FREQ=DAILY;UNTIL=20261231T250000Z",
        "`20261231T250000Z` is no value of UNTIL",
    );
    check(
        "FREQ=DAILY;COUNT=2;UNTIL=20261231",
        "COUNT and UNTIL exclude each other",
    );
    check(
        "FREQ=WEEKLY;BYDAY=1MO",
        "a numbered BYDAY needs FREQ=MONTHLY or FREQ=YEARLY",
    );
    check(
        "FREQ=WEEKLY;BYMONTHDAY=1",
        "BYMONTHDAY cannot go with FREQ=WEEKLY",
    );
    check("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS needs another BY part");
    let json = serde_json::from_str::<Recurrence>(r#""FREQ=HOURLY""#).unwrap_err();
    assert!(
        json.to_string().starts_with("`HOURLY` is no value of FREQ"),
        "{json}"
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

#[test]
fn meetings_are_on_the_wall_clock() {
    let check = |rhythm: &Rhythm, now: &str, expected: &[(&str, &str)]| {
        let found: Vec<(String, String)> = rhythm
            .next_after(&Tz, at(now), expected.len().max(1))
            .iter()
            .map(|(start, end)| {
                (
                    start.to_string(),
                    end.map(|e| e.to_string()).unwrap_or_default(),
                )
            })
            .collect();
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|(s, e)| (s.as_str(), e.as_str()))
            .collect();
        assert_eq!(found, expected, "{} {now}", rhythm.rule);
    };
    let friday = rhythm(
        "FREQ=WEEKLY;BYDAY=FR",
        "2026-01-02",
        "20:00-21:00",
        SHANGHAI,
    );
    let this = ("2026-11-27T12:00:00Z", "2026-11-27T13:00:00Z");
    let next = ("2026-12-04T12:00:00Z", "2026-12-04T13:00:00Z");
    check(&friday, "2026-11-27T11:59:59Z", &[this, next]);
    check(&friday, "2026-11-27T12:00:00Z", &[next]);
    check(
        &friday,
        "2020-01-01T00:00:00Z",
        &[("2026-01-02T12:00:00Z", "2026-01-02T13:00:00Z")],
    );

    // Over midnight; without an end; at an hour that is not shown on 29 March 2026.
    let night = rhythm(
        "FREQ=MONTHLY;BYDAY=-1SA",
        "2026-01-31",
        "22:00-02:00",
        "Europe/Berlin",
    );
    check(
        &night,
        "2026-03-20T00:00:00Z",
        &[("2026-03-28T21:00:00Z", "2026-03-29T01:00:00Z")],
    );
    check(
        &night,
        "2026-06-01T00:00:00Z",
        &[("2026-06-27T20:00:00Z", "2026-06-28T00:00:00Z")],
    );
    let dawn = rhythm("FREQ=WEEKLY", "2026-03-22", "02:30", "Europe/Berlin");
    check(
        &dawn,
        "2026-03-23T00:00:00Z",
        &[("2026-03-29T01:30:00Z", ""), ("2026-04-05T00:30:00Z", "")],
    );
    let point = rhythm("FREQ=WEEKLY", "2026-03-22", "08:00-08:00", "UTC");
    check(
        &point,
        "2026-03-23T00:00:00Z",
        &[("2026-03-29T08:00:00Z", "")],
    );

    // The date of the place, not that of Greenwich.
    let early = rhythm(
        "FREQ=MONTHLY;BYMONTHDAY=25",
        "2026-01-25",
        "07:00",
        SHANGHAI,
    );
    check(
        &early,
        "2026-11-24T22:59:59Z",
        &[("2026-11-24T23:00:00Z", "")],
    );
    check(
        &early,
        "2026-11-24T23:00:00Z",
        &[("2026-12-24T23:00:00Z", "")],
    );

    let mut skips = friday.clone();
    skips.except = vec![day("2026-11-27"), day("2026-12-04")];
    check(
        &skips,
        "2026-11-27T00:00:00Z",
        &[("2026-12-11T12:00:00Z", "2026-12-11T13:00:00Z")],
    );
    let last = skips
        .last_before(&Tz, at("2026-12-05T00:00:00Z"))
        .unwrap()
        .0;
    assert_eq!(last.to_string(), "2026-11-20T12:00:00Z");
}

#[test]
fn until_is_exact_to_the_moment() {
    let check = |until: &str, expected: usize| {
        let text = format!("FREQ=DAILY;UNTIL={until}");
        let rhythm = rhythm(&text, "2026-12-01", "20:00", SHANGHAI);
        let found = rhythm.next_after(&Tz, at("2026-11-30T00:00:00Z"), 99).len();
        assert_eq!(found, expected, "{until}");
    };
    check("20261203", 3);
    check("20261203T200000", 3);
    check("20261203T195959", 2);
    check("20261203T120000Z", 3);
    check("20261203T115959Z", 2);
    check("20261202T160000Z", 2); // midnight of the 3rd in Shanghai
    check("20261130T000000Z", 0);
}

#[test]
fn the_mean_interval_is_known_also_for_what_ends() {
    let check = |text: &str, expected: Option<f64>| {
        let mean = rhythm(text, "2026-01-06", "20:00", SHANGHAI).mean_days();
        match (mean, expected) {
            (Some(mean), Some(days)) => assert!((mean - days).abs() < 0.6, "{text}: {mean}"),
            _ => assert_eq!(mean, expected, "{text}"),
        }
    };
    check("FREQ=DAILY", Some(1.0));
    check("FREQ=WEEKLY", Some(7.0));
    check("FREQ=WEEKLY;BYDAY=TU,TH", Some(3.5));
    check("FREQ=WEEKLY;INTERVAL=2", Some(14.0));
    check("FREQ=WEEKLY;COUNT=2", Some(7.0));
    check("FREQ=WEEKLY;COUNT=1", None);
    check("FREQ=MONTHLY;BYMONTHDAY=25", Some(30.4));
    check("FREQ=YEARLY", Some(365.2));
    check("FREQ=YEARLY;UNTIL=20200101", Some(365.2));
}

#[test]
fn a_community_meets_next_by_the_soonest_of_its_rhythms() {
    let now = at("2026-11-27T04:00:00Z");
    let mut runners = community("runners");
    assert_eq!(runners.next_meeting(&Tz, now), None);
    runners.rhythm = vec![
        rhythm("FREQ=YEARLY", "2026-12-24", "08:00", SHANGHAI),
        rhythm(
            "FREQ=WEEKLY;BYDAY=TU,TH",
            "2026-01-06",
            "19:30-21:00",
            SHANGHAI,
        ),
        rhythm("FREQ=DAILY;COUNT=1", "2026-11-01", "08:00", SHANGHAI),
    ];
    let (start, end, which) = runners.next_meeting(&Tz, now).unwrap();
    assert_eq!(start, at("2026-12-01T19:30:00+08:00"));
    assert_eq!(end, Some(at("2026-12-01T21:00:00+08:00")));
    assert_eq!(which, &runners.rhythm[1]);
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
        prop_assert_eq!(jumped, next);
        prop_assert_eq!(rhythm.last_before(&Tz, moment).map(|(start, _)| seen(start)), past);
    }
}
