//! VTIMEZONEs: what the clock does, read back, is what the zone does.

use chrono::{DateTime, NaiveDateTime};

use super::super::{text::Lines, zone};
use super::lines;
use crate::model::testing::{SHANGHAI, Tz, at};
use crate::model::{Freq, Instant, Recurrence, Zones};

/// A change of the clock as the file tells it.
#[derive(Debug)]
struct Observance {
    kind: String,
    start: NaiveDateTime,
    from: i64,
    to: i64,
    rule: Option<Recurrence>,
}

fn written(name: &str, from: &str, to: Option<&str>) -> Vec<Observance> {
    let mut out = Lines::default();
    zone::write(&mut out, &Tz, name, at(from), to.map(at));
    let offset = |text: &str| {
        let number = |at: std::ops::Range<usize>| -> i64 {
            text.get(at).map_or(0, |digits| digits.parse().unwrap())
        };
        let seconds = if text.len() > 5 { number(5..7) } else { 0 };
        let all = number(1..3) * 3600 + number(3..5) * 60 + seconds;
        if text.starts_with('-') { -all } else { all }
    };
    let mut found: Vec<Observance> = Vec::new();
    for line in lines(&out.into_text()) {
        let (name, value) = line.split_once(':').unwrap();
        if name == "BEGIN" && value != "VTIMEZONE" {
            found.push(Observance {
                kind: value.to_owned(),
                start: NaiveDateTime::default(),
                from: 0,
                to: 0,
                rule: None,
            });
        }
        let Some(last) = found.last_mut() else {
            continue;
        };
        match name {
            "DTSTART" => {
                last.start = NaiveDateTime::parse_from_str(value, "%Y%m%dT%H%M%S").unwrap();
            }
            "TZOFFSETFROM" => last.from = offset(value),
            "TZOFFSETTO" => last.to = offset(value),
            "RRULE" => last.rule = Some(value.parse().unwrap()),
            _ => {}
        }
    }
    found
}

/// All changes until a moment, in order: when, and the offset from then on (RFC 5545, section 3.6.5).
fn onsets(all: &[Observance], until: Instant) -> Vec<(i64, i64)> {
    let last = DateTime::from_timestamp(until.unix() + 86_400, 0)
        .unwrap()
        .date_naive();
    let mut onsets = Vec::new();
    for it in all {
        let start = it.start.date();
        let days = match &it.rule {
            None => vec![start],
            Some(rule) => {
                assert_eq!(rule.freq, Freq::Yearly);
                let days = rule.dates(start, &[]);
                days.take_while(|day| *day <= last).collect()
            }
        };
        for day in days {
            let moment = day.and_time(it.start.time()).and_utc().timestamp() - it.from;
            onsets.push((moment, it.to));
        }
    }
    onsets.sort_unstable();
    onsets
}

/// All the time that is looked at, in steps that meet each hour of the day, is as the zone has it.
fn holds(name: &str, from: &str, to: Option<&str>, looked_at: &str) -> Vec<Observance> {
    let all = written(name, from, to);
    let (mut when, end) = (at(from), at(looked_at));
    let onsets = onsets(&all, end);
    while when <= end {
        let offset = i64::from(Tz.offset_at(name, when).unwrap());
        let passed = onsets.partition_point(|(onset, _)| *onset <= when.unix());
        assert_eq!(onsets[passed - 1].1, offset, "{name} at {when}");
        when = when.plus(7 * 3600 + 1);
    }
    all
}

#[test]
fn a_zone_whose_clock_stands_is_one_line() {
    for name in [SHANGHAI, "Asia/Kathmandu", "America/Phoenix"] {
        for to in [Some("2026-12-01T00:00:00Z"), None] {
            let all = holds(name, "2026-11-27T12:00:00Z", to, "2040-01-01T00:00:00Z");
            assert_eq!(all.len(), 1, "{name}");
            assert_eq!(all[0].kind, "STANDARD");
            assert_eq!(all[0].from, all[0].to);
        }
    }
}

#[test]
fn a_series_without_end_has_the_rules_of_the_year() {
    for (name, rules) in [
        (
            "Europe/Berlin",
            [
                "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
                "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
            ],
        ),
        (
            "America/New_York",
            [
                "FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
                "FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
            ],
        ),
        (
            "Australia/Lord_Howe",
            [
                "FREQ=YEARLY;BYMONTH=10;BYDAY=1SU",
                "FREQ=YEARLY;BYMONTH=4;BYDAY=1SU",
            ],
        ),
    ] {
        for from in ["2026-11-27T12:00:00Z", "2026-07-01T12:00:00Z"] {
            let all = holds(name, from, None, "2060-01-01T00:00:00Z");
            let mut found: Vec<(String, String)> = all
                .iter()
                .filter_map(|o| Some((o.kind.clone(), o.rule.as_ref()?.to_string())))
                .collect();
            found.sort();
            let kinds = [("DAYLIGHT", rules[0]), ("STANDARD", rules[1])];
            assert_eq!(found, kinds.map(|(k, r)| (k.to_owned(), r.to_owned())));
        }
    }
}

#[test]
fn an_end_that_is_near_needs_only_the_changes_until_then() {
    let all = holds(
        "Europe/Berlin",
        "2026-11-27T12:00:00Z",
        Some("2027-05-01T00:00:00Z"),
        "2027-05-01T00:00:00Z",
    );
    assert!(
        all.len() < 6 && all.iter().all(|o| o.rule.is_none()),
        "{all:?}"
    );
}

#[test]
fn a_zone_without_a_rule_has_its_changes_one_by_one() {
    // The clock goes back for each Ramadan.
    let all = holds(
        "Africa/Casablanca",
        "2026-11-27T12:00:00Z",
        None,
        "2055-01-01T00:00:00Z",
    );
    assert!(all.len() > 50 && all.iter().all(|o| o.rule.is_none()));
    // A zone that gave summer time up, seen from before and after.
    for from in [
        "2014-05-01T00:00:00Z",
        "2010-05-01T00:00:00Z",
        "2017-01-01T00:00:00Z",
    ] {
        holds("Europe/Istanbul", from, None, "2040-01-01T00:00:00Z");
        holds(
            "Asia/Shanghai",
            "1985-05-01T00:00:00Z",
            None,
            "2000-01-01T00:00:00Z",
        );
    }
    // Local mean time has seconds.
    let old = holds(
        SHANGHAI,
        "1890-01-01T00:00:00Z",
        Some("1902-01-01T00:00:00Z"),
        "1902-01-01T00:00:00Z",
    );
    assert!(old.iter().any(|o| o.to == 29_143), "{old:?}");
}
