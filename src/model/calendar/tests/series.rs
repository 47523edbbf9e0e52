//! Series: the rule, what is left out, what stands in another's place.

use super::{all, calendar, entry, events, in_zone, one};
use crate::model::testing::{SHANGHAI, community, event};
use crate::model::{Community, Event, EventStatus, LocalTime, Rhythm};

fn rhythm(rule: &str, from: &str, hours: (&str, &str), zone: &str) -> Rhythm {
    Rhythm {
        rule: rule.parse().unwrap(),
        from: from.parse().unwrap(),
        start: LocalTime::parse(hours.0).unwrap(),
        end: LocalTime::parse(hours.1),
        zone: zone.to_owned(),
        except: Vec::new(),
        what: String::new(),
    }
}

fn of(rhythm: &Rhythm) -> Community {
    let mut it = community("c");
    it.rhythm = vec![rhythm.clone()];
    it
}

fn occurrence(id: &str, start: &str, rhythm: &Rhythm) -> Event {
    Event {
        community: Some("c".into()),
        community_name: "夜跑团".to_owned(),
        series: Some(rhythm.rule.clone()),
        ..in_zone(id, start, &rhythm.zone)
    }
}

/// The VEVENTs of the series of the first event, all being known.
fn written(rhythm: &Rhythm, known: &[Event]) -> Vec<Vec<String>> {
    let entries: Vec<_> = known.iter().map(entry).collect();
    let file = calendar().series(&entries[0], Some(&of(rhythm)), &entries[1..]);
    events(&file.unwrap())
}

#[test]
fn a_series_goes_on_from_the_event_by_its_rule() {
    let fridays = rhythm(
        "FREQ=WEEKLY;BYDAY=FR",
        "2020-01-03",
        ("20:00", "21:30"),
        SHANGHAI,
    );
    let it = occurrence("e-1", "2026-11-27T12:00:00Z", &fridays);
    let all = written(&fridays, &[it]);
    let master = &all[0];
    assert_eq!(
        one(master, "DTSTART"),
        ";TZID=Asia/Shanghai:20261127T200000"
    );
    assert_eq!(one(master, "DTEND"), ";TZID=Asia/Shanghai:20261127T213000");
    assert_eq!(one(master, "RRULE"), "FREQ=WEEKLY;BYDAY=FR");
    assert_eq!(one(master, "SUMMARY"), "夜跑团");
    assert_eq!(
        one(master, "UID"),
        "c%2FFREQ%3DWEEKLY%3BBYDAY%3DFR%2F20%3A00@embedded.linju.example"
    );
    // The event itself is told in its place.
    assert_eq!(one(&all[1], "UID"), one(master, "UID"));
    assert_eq!(
        one(&all[1], "RECURRENCE-ID"),
        ";TZID=Asia/Shanghai:20261127T200000"
    );
    assert_eq!(one(&all[1], "SUMMARY"), "e-1");
    assert_eq!(all.len(), 2);
}

#[test]
fn the_uid_is_the_same_from_each_occurrence_and_when_the_end_moves() {
    let uid = |rule: &str, start: &str| {
        let it = rhythm(rule, "2020-01-03", ("20:00", "21:30"), SHANGHAI);
        let event = occurrence("e", start, &it);
        one(&written(&it, &[event])[0], "UID").to_owned()
    };
    let first = uid("FREQ=WEEKLY;BYDAY=FR", "2026-11-27T12:00:00Z");
    assert_eq!(first, uid("FREQ=WEEKLY;BYDAY=FR", "2026-12-04T12:00:00Z"));
    let until = uid(
        "FREQ=WEEKLY;BYDAY=FR;UNTIL=20261231",
        "2026-12-04T12:00:00Z",
    );
    assert_eq!(first, until);
    let other = uid("FREQ=WEEKLY;BYDAY=FR,SA", "2026-12-04T12:00:00Z");
    assert_ne!(first, other);
}

#[test]
fn count_counts_what_is_still_to_come_and_until_is_utc() {
    let check = |rule: &str, start: &str, expected: &str| {
        let it = rhythm(rule, "2026-11-06", ("20:00", "21:30"), "Europe/Berlin");
        let event = occurrence("e", start, &it);
        assert_eq!(one(&written(&it, &[event])[0], "RRULE"), expected, "{rule}");
    };
    let third = "2026-11-20T19:00:00Z";
    check("FREQ=WEEKLY;COUNT=10", third, "FREQ=WEEKLY;COUNT=8");
    check("FREQ=WEEKLY;COUNT=3", third, "FREQ=WEEKLY;COUNT=1");
    check(
        "FREQ=WEEKLY;UNTIL=20261218",
        third,
        "FREQ=WEEKLY;UNTIL=20261218T225959Z",
    );
    check(
        "FREQ=WEEKLY;UNTIL=20270618T200000",
        third,
        "FREQ=WEEKLY;UNTIL=20270618T180000Z",
    );
    check(
        "FREQ=WEEKLY;UNTIL=20270618T200000Z",
        third,
        "FREQ=WEEKLY;UNTIL=20270618T200000Z",
    );
    check(
        "FREQ=WEEKLY;UNTIL=99991231",
        third,
        "FREQ=WEEKLY;UNTIL=99991231T225959Z",
    );
}

#[test]
fn days_left_out_are_said() {
    let mut fridays = rhythm(
        "FREQ=WEEKLY;BYDAY=FR",
        "2020-01-03",
        ("20:00", ""),
        SHANGHAI,
    );
    let days = ["2026-01-02", "2026-12-25", "2027-01-01"];
    fridays.except = days.iter().map(|day| day.parse().unwrap()).collect();
    let it = occurrence("e-1", "2026-11-27T12:00:00Z", &fridays);
    let all_of = written(&fridays, &[it]);
    assert_eq!(
        all(&all_of[0], "EXDATE"),
        [
            ";TZID=Asia/Shanghai:20261225T200000",
            ";TZID=Asia/Shanghai:20270101T200000"
        ]
    );
    // Two hours, as the event says.
    assert_eq!(
        one(&all_of[0], "DTEND"),
        ";TZID=Asia/Shanghai:20261127T220000"
    );
}

#[test]
fn what_was_moved_takes_the_place_of_the_meeting_that_nobody_speaks_of() {
    let fridays = rhythm(
        "FREQ=WEEKLY;BYDAY=FR",
        "2020-01-03",
        ("20:00", "21:30"),
        SHANGHAI,
    );
    let known = [
        occurrence("e-1", "2026-11-27T12:00:00Z", &fridays),
        // To Sunday, and to another hour of its day.
        occurrence("e-2", "2026-12-06T02:00:00Z", &fridays),
        occurrence("e-3", "2026-12-11T10:00:00Z", &fridays),
        Event {
            status: EventStatus::Cancelled,
            ..occurrence("e-4", "2026-12-18T12:00:00Z", &fridays)
        },
        // Of another series, and of none.
        event("x", crate::model::testing::now()),
    ];
    let all = written(&fridays, &known);
    let places: Vec<(&str, &str, &str)> = all
        .iter()
        .skip(1)
        .map(|e| {
            (
                one(e, "SUMMARY"),
                one(e, "RECURRENCE-ID"),
                one(e, "DTSTART"),
            )
        })
        .collect();
    let day = |text: &str| format!(";TZID=Asia/Shanghai:{text}00");
    let expected = [
        ("e-1", day("20261127T2000"), day("20261127T2000")),
        ("e-2", day("20261204T2000"), day("20261206T1000")),
        ("e-3", day("20261211T2000"), day("20261211T1800")),
        ("e-4", day("20261218T2000"), day("20261218T2000")),
    ];
    let mut places_by_day = places.clone();
    places_by_day.sort_unstable_by_key(|(_, meeting, _)| *meeting);
    let expected: Vec<_> = expected
        .iter()
        .map(|(a, b, c)| (*a, b.as_str(), c.as_str()))
        .collect();
    assert_eq!(places_by_day, expected);
    assert_eq!(one(&all[4], "STATUS"), "CANCELLED");
    // Asked for from the moved one, the series begins with the meeting that it stands for.
    let turned = [known[1].clone(), known[0].clone(), known[2].clone()];
    let all = written(&fridays, &turned);
    assert_eq!(one(&all[0], "DTSTART"), day("20261204T2000"));
    assert_eq!(all.len(), 3, "what is over is not told");
}

#[test]
fn without_a_rhythm_the_rule_and_the_event_are_enough_unless_they_count() {
    let check = |rule: &str, start: &str, zone: &str, expected: Option<&str>| {
        let made = rhythm(rule, "2020-01-03", ("20:00", ""), zone);
        let it = occurrence("e", start, &made);
        let file = calendar().series(&entry(&it), None, &[]);
        let rule = file.map(|file| one(&events(&file)[0], "RRULE").to_owned());
        assert_eq!(rule.as_deref(), expected, "{rule:?} {start}");
        assert_eq!(calendar().has_series(&it, None), expected.is_some());
    };
    let friday = "2026-11-27T12:00:00Z";
    check(
        "FREQ=WEEKLY;BYDAY=FR",
        friday,
        SHANGHAI,
        Some("FREQ=WEEKLY;BYDAY=FR"),
    );
    check("FREQ=WEEKLY", friday, SHANGHAI, Some("FREQ=WEEKLY"));
    check("FREQ=WEEKLY;COUNT=5", friday, SHANGHAI, None);
    check(
        "FREQ=WEEKLY;BYDAY=FR;UNTIL=20261101",
        friday,
        SHANGHAI,
        None,
    );
    // The second of two equal hours.
    check("FREQ=DAILY", "2026-10-25T01:30:00Z", "Europe/Berlin", None);
    check(
        "FREQ=DAILY",
        "2026-10-25T00:30:00Z",
        "Europe/Berlin",
        Some("FREQ=DAILY"),
    );
    check(
        "FREQ=DAILY",
        "2026-10-25T00:30:00Z",
        "Mars/Olympus",
        Some("FREQ=DAILY"),
    );
    let alone = event("e", crate::model::testing::now());
    assert_eq!(calendar().series(&entry(&alone), None, &[]), None);
}

#[test]
fn of_two_rhythms_with_the_same_days_the_hour_tells() {
    let morning = rhythm("FREQ=DAILY", "2026-01-01", ("07:00", "08:00"), SHANGHAI);
    let evening = rhythm("FREQ=DAILY", "2026-01-01", ("19:00", "20:00"), SHANGHAI);
    let mut both = of(&morning);
    both.rhythm.push(evening.clone());
    let known = [
        occurrence("evening", "2026-11-27T11:00:00Z", &evening),
        occurrence("morning", "2026-11-28T23:00:00Z", &evening),
        occurrence("next", "2026-11-28T11:00:00Z", &evening),
    ];
    let entries: Vec<_> = known.iter().map(entry).collect();
    let file = calendar()
        .series(&entries[0], Some(&both), &entries[1..])
        .unwrap();
    let all = events(&file);
    assert_eq!(
        one(&all[0], "DTSTART"),
        ";TZID=Asia/Shanghai:20261127T190000"
    );
    let titles: Vec<&str> = all.iter().skip(1).map(|e| one(e, "SUMMARY")).collect();
    assert_eq!(titles, ["evening", "next"]);
}

#[test]
fn the_address_of_one_occurrence_is_not_that_of_the_series() {
    let fridays = rhythm(
        "FREQ=WEEKLY;BYDAY=FR",
        "2020-01-03",
        ("20:00", "21:30"),
        SHANGHAI,
    );
    let mut it = occurrence("e-1", "2026-11-27T12:00:00Z", &fridays);
    it.venue.address = "架空层".to_owned();
    it.venue.address_hidden = true;
    let mut own = entry(&it);
    own.knows_address = true;
    let file = calendar().series(&own, Some(&of(&fridays)), &[]).unwrap();
    let all = events(&file);
    assert_eq!(one(&all[0], "LOCATION"), "");
    assert_eq!(one(&all[1], "LOCATION"), "架空层");
}
