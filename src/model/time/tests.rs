//! Moments, wall clocks, and the way between them where clocks are changed.

use chrono::{NaiveDate, NaiveDateTime};
use proptest::prelude::*;

use super::{Instant, LocalTime, Zones, local_date, local_parts, parse_date, to_instant};
use crate::model::testing::{SHANGHAI, Tz, at};
use crate::model::{FromJson, ToJson};

fn wall(text: &str) -> NaiveDateTime {
    // A wall clock is a moment in UTC with its `Z` taken away.
    chrono::DateTime::from_timestamp(at(&format!("{text}:00Z")).unix(), 0)
        .unwrap()
        .naive_utc()
}

#[test]
fn reads_moments_as_services_write_them() {
    let check = |text: &str, expected: Option<&str>| {
        let read = Instant::parse(text).map(|moment| moment.to_string());
        assert_eq!(read.as_deref(), expected, "{text}");
    };
    let noon = Some("2026-11-27T12:00:00Z");
    check("2026-11-27T12:00:00Z", noon);
    check("2026-11-27t12:00:00z", noon);
    check("2026-11-27 12:00:00Z", noon);
    check("2026-11-27 12:00:00.123Z", noon);
    check("2026-11-27 12:00:00 +00:00", noon);
    check("2026-11-27T20:00:00+08:00", noon);
    check("2026-11-27T20:00:00.999999+08:00", noon);
    check("2026-11-27T20:00:00+0800", noon);
    check("2026-11-27 20:00:00+08", noon);
    check("2026-11-27T20:00+08:00", noon);
    check("2026-11-27T08:30:00-03:30", noon);
    check("  2026-11-27T12:00Z\n", noon);
    check("2026-11-28T00:30:00+12:30", noon);
    check("1969-12-31T23:59:59Z", Some("1969-12-31T23:59:59Z"));
    check("0001-01-01T00:00:00Z", Some("0001-01-01T00:00:00Z"));
    check("2024-02-29T00:00:00Z", Some("2024-02-29T00:00:00Z"));
    check("2016-12-31T23:59:60Z", Some("2016-12-31T23:59:59Z"));
    check("2026-02-29T00:00:00Z", None);
    check("2026-13-01T00:00:00Z", None);
    check("2026-11-27T24:00:00Z", None);
    check("2026-11-27T12:60:00Z", None);
    check("2026-11-27T12:00:61Z", None);
    check("2026-11-27T12:00:00", None);
    check("2026-11-27T12:00:00.Z", None);
    check("2026-11-27T12:00:00+8", None);
    check("2026-11-27T12:00:00+24:00", None);
    check("2026-11-27T12:00:00+08:00Z", None);
    check("2026-11-27", None);
    check("27.11.2026 12:00", None);
    check("1764244800", None);
    check("+026-11-27T12:00:00Z", None);
    check("二〇二六年十一月二十七日", None);
    check("", None);
}

#[test]
fn reads_times_of_day() {
    let check = |text: &str, expected: Option<&str>| {
        assert_eq!(
            LocalTime::parse(text).map(|t| t.to_string()).as_deref(),
            expected,
            "{text}"
        );
    };
    check("20:00", Some("20:00"));
    check("7:05", Some("07:05"));
    check("00:00", Some("00:00"));
    check("23:59", Some("23:59"));
    check("24:00", None);
    check("12:60", None);
    check("+7:00", None);
    check("7:5", None);
    check("007:05", None);
    check(":30", None);
    check("20:00:00", None);
    check("２０:00", None);
    check("", None);
}

#[test]
fn a_time_of_day_is_put_on_a_date_and_taken_from_one() {
    let half_past = LocalTime::new(19, 30).unwrap();
    assert_eq!(
        half_past.on(wall("2026-11-27T00:00").date()),
        wall("2026-11-27T19:30")
    );
    assert_eq!(LocalTime::of(wall("2026-11-27T19:30")), half_past);
    assert_eq!(
        (half_past.hour(), half_past.minute(), half_past.minutes()),
        (19, 30, 1170)
    );
    assert!(LocalTime::new(9, 0) < LocalTime::new(10, 0));
}

#[test]
fn a_wall_clock_is_a_moment_also_where_clocks_are_changed() {
    let check = |zone: &str, local: &str, expected: &str| {
        let moment = to_instant(&Tz, zone, wall(local));
        assert_eq!(moment, at(expected), "{zone} {local}: {moment}");
    };
    check(SHANGHAI, "2026-11-27T20:00", "2026-11-27T12:00:00Z");
    check("Asia/Kathmandu", "2026-11-27T20:00", "2026-11-27T14:15:00Z");
    check("Nowhere/Land", "2026-11-27T20:00", "2026-11-27T20:00:00Z");
    // Berlin 2026: forward on 29 March at 02:00, back on 25 October at 03:00.
    check("Europe/Berlin", "2026-03-29T01:59", "2026-03-29T00:59:00Z");
    check("Europe/Berlin", "2026-03-29T02:00", "2026-03-29T01:00:00Z"); // never shown
    check("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:30:00Z"); // never shown
    check("Europe/Berlin", "2026-03-29T03:00", "2026-03-29T01:00:00Z");
    check("Europe/Berlin", "2026-10-25T01:59", "2026-10-24T23:59:00Z");
    check("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30:00Z"); // twice: the first
    check("Europe/Berlin", "2026-10-25T03:00", "2026-10-25T02:00:00Z");
    // New York 2026: forward on 8 March at 02:00, back on 1 November at 02:00.
    check(
        "America/New_York",
        "2026-03-08T02:30",
        "2026-03-08T07:30:00Z",
    ); // never shown
    check(
        "America/New_York",
        "2026-03-08T03:00",
        "2026-03-08T07:00:00Z",
    );
    check(
        "America/New_York",
        "2026-11-01T01:30",
        "2026-11-01T05:30:00Z",
    ); // twice: the first
    check(
        "America/New_York",
        "2026-11-01T02:00",
        "2026-11-01T07:00:00Z",
    );
    // Shanghai had summer time until 1991: forward on 14 April at 02:00, back on 15 September.
    check(SHANGHAI, "1991-04-14T02:30", "1991-04-13T18:30:00Z"); // never shown
    check(SHANGHAI, "1991-07-01T12:00", "1991-07-01T03:00:00Z");
    check(SHANGHAI, "1991-09-15T01:30", "1991-09-14T16:30:00Z"); // twice: the first
    check(SHANGHAI, "1991-09-15T02:30", "1991-09-14T18:30:00Z");
    // Lord Howe changes by half an hour; Samoa left out 30 December 2011.
    check(
        "Australia/Lord_Howe",
        "2026-10-04T02:15",
        "2026-10-03T15:45:00Z",
    ); // never shown
    check(
        "Australia/Lord_Howe",
        "2026-04-05T01:45",
        "2026-04-04T14:45:00Z",
    ); // twice: the first
    check("Pacific/Apia", "2011-12-29T12:00", "2011-12-29T22:00:00Z");
    check("Pacific/Apia", "2011-12-31T12:00", "2011-12-30T22:00:00Z");
}

#[test]
fn the_date_is_that_of_the_place() {
    let late = at("2026-11-27T17:00:00Z");
    let date = |zone| local_date(&Tz, zone, late).to_string();
    assert_eq!(date(SHANGHAI), "2026-11-28");
    assert_eq!(date("Europe/Berlin"), "2026-11-27");
    assert_eq!(date("Nowhere/Land"), "2026-11-27");
}

#[test]
fn dates_in_json_are_dates_of_the_calendar() {
    let check = |text: &str, expected: bool| {
        let read = NaiveDate::from_json(&text.into());
        assert_eq!(read.is_ok(), expected, "{text}");
        if let Ok(date) = read {
            assert_eq!(date.to_json(), text);
        }
    };
    check("2026-11-27", true);
    check("2024-02-29", true);
    check("2026-02-29", false);
    check("2026-1-5", false);
    check("2026-11-27T00:00:00Z", false);
    check("", false);
}

/// Zones that change their clocks by an hour, half an hour, a day, or never.
const ZONES: [&str; 7] = [
    SHANGHAI,
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Asia/Kathmandu",
    "UTC",
];

proptest! {
    #[test]
    fn a_moment_printed_and_read_is_the_same(seconds in -62_167_219_200_i64..253_402_300_800) {
        let moment = Instant::from_unix(seconds);
        prop_assert_eq!(Instant::parse(&moment.to_string()), Some(moment));
    }

    #[test]
    fn reading_a_moment_never_panics(text in "\\PC{0,40}") {
        let _ = Instant::parse(&text);
        let _ = LocalTime::parse(&text);
        let _ = parse_date(&text);
    }

    /// There and back is the same moment, but for the second showing of an hour.
    #[test]
    fn the_wall_clock_of_a_moment_leads_back_to_it(
        seconds in 0_i64..4_102_444_800,
        zone in 0..ZONES.len(),
    ) {
        let (moment, zone) = (Instant::from_unix(seconds), ZONES[zone]);
        let back = to_instant(&Tz, zone, local_parts(&Tz, zone, moment));
        prop_assert_eq!(local_parts(&Tz, zone, back), local_parts(&Tz, zone, moment));
        prop_assert!(back <= moment);
        if back != moment {
            prop_assert_ne!(Tz.offset_at(zone, back), Tz.offset_at(zone, moment));
        }
    }

    #[test]
    fn a_date_printed_and_read_is_the_same(days in -365_i32..3_652_059) {
        let date = NaiveDate::from_num_days_from_ce_opt(days).unwrap();
        prop_assert_eq!(parse_date(&date.to_string()), Some(date));
    }
}
