//! Rhythms on wall clocks.

use super::{day, rhythm};
use crate::model::Rhythm;
use crate::model::testing::{SHANGHAI, Tz, at, community};

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
