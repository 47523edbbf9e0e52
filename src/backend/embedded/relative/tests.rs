use serde_json::{Value, json};

use super::resolve;
use crate::model::{Instant, Zones};

struct Shanghai;

impl Zones for Shanghai {
    fn offset_at(&self, zone: &str, _: Instant) -> Option<i32> {
        (zone == "Asia/Shanghai").then_some(8 * 3600)
    }
}

/// Wednesday 2026-11-25, 21:17 in Shanghai.
fn anchor() -> Instant {
    Instant::parse("2026-11-25T21:17:40+08:00").unwrap()
}

#[track_caller]
fn check(template: &str, expected: &str) {
    let mut value = Value::from(template);
    resolve(&mut value, anchor(), &Shanghai);
    assert_eq!(value, Value::from(expected), "{template}");
}

#[test]
fn days_are_counted_on_the_calendar_of_the_zone() {
    check("@+0d 20:00", "2026-11-25T12:00:00Z");
    check("@+2d 07:30", "2026-11-26T23:30:00Z");
    check("@-30d 12:00", "2026-10-26T04:00:00Z");
    check("@+0d 23:59", "2026-11-25T15:59:00Z");
    check("@-400d", "2025-10-21");
    check("@+60d", "2027-01-24");
}

#[test]
fn minutes_are_counted_from_now_up_to_the_next_half_hour() {
    check("@+90m", "2026-11-25T15:00:00Z"); // 22:47:40 → 23:00
    check("@+0m", "2026-11-25T13:30:00Z");
    check("@-30m", "2026-11-25T13:00:00Z"); // 20:47:40 → 21:00, not after now
    check("@+13m", "2026-11-25T14:00:00Z"); // 21:30:40 → 22:00
}

#[test]
fn days_of_a_rule_are_counted_from_today() {
    check("@FREQ=WEEKLY;BYDAY=WE#0 20:00", "2026-11-25T12:00:00Z");
    check("@FREQ=WEEKLY;BYDAY=WE#-1 20:00", "2026-11-18T12:00:00Z");
    check("@FREQ=WEEKLY;BYDAY=TU,TH#0 20:00", "2026-11-26T12:00:00Z");
    check("@FREQ=WEEKLY;BYDAY=TU,TH#1 20:00", "2026-12-01T12:00:00Z");
    check("@FREQ=WEEKLY;BYDAY=TU,TH#-2 20:00", "2026-11-19T12:00:00Z");
    check(
        "@FREQ=MONTHLY;BYMONTHDAY=25#0 19:00",
        "2026-11-25T11:00:00Z",
    );
    check("@FREQ=MONTHLY;BYMONTHDAY=25#-1", "2026-10-25");
    check("@FREQ=MONTHLY;BYDAY=-1SU#0", "2026-11-29");
    check("@FREQ=YEARLY;BYMONTH=10;BYDAY=2SA#-1", "2026-10-10");
}

#[test]
fn an_interval_is_counted_from_its_first_day() {
    // 8 January 2025 and every second Wednesday after it; 2026-11-25 is 98 weeks later.
    check(
        "@DTSTART=20250108;FREQ=WEEKLY;INTERVAL=2;BYDAY=WE#0 19:30",
        "2026-11-25T11:30:00Z",
    );
    check(
        "@DTSTART=20250115;FREQ=WEEKLY;INTERVAL=2;BYDAY=WE#0 19:30",
        "2026-12-02T11:30:00Z",
    );
    check(
        "@DTSTART=20250115;FREQ=WEEKLY;INTERVAL=2;BYDAY=WE#-1",
        "2026-11-18",
    );
    // The first day lies ahead: nothing was before it.
    check(
        "@DTSTART=20270101;FREQ=DAILY#-1",
        "@DTSTART=20270101;FREQ=DAILY#-1",
    );
}

#[test]
fn what_is_no_template_stays() {
    for text in [
        "@",
        "@张三",
        "@2d",
        "@+2d 25:00",
        "@+2d20:00",
        "@+xd",
        "@+9999999999999d",
        "@+1h",
        "@FREQ=WEEKLY;BYDAY=XX#0 20:00",
        "@FREQ=WEEKLY;BYDAY=FR 20:00",
        "@FREQ=DAILY#x",
        "@DTSTART=2025;FREQ=DAILY#0",
        "+2d 20:00",
        "2026-11-25",
        "",
        "@-9223372036854775808m",
        "@FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30#0",
        "@FREQ=DAILY#-2147483648",
    ] {
        check(text, text);
    }
}

#[test]
fn the_whole_tree_is_walked_and_keys_are_left_alone() {
    let mut value = json!({ "@+1d": [{ "start": "@+1d 08:00" }, 7, null, true], "by": "@+1d" });
    resolve(&mut value, anchor(), &Shanghai);
    let expected =
        json!({ "@+1d": [{ "start": "2026-11-26T00:00:00Z" }, 7, null, true], "by": "2026-11-26" });
    assert_eq!(value, expected);
}

#[test]
fn no_document_is_too_deep() {
    let mut value = Value::from("@+0d");
    for _ in 0..100_000 {
        value = Value::Array(vec![value]);
    }
    resolve(&mut value, anchor(), &Shanghai);
    // Taken apart by hand, since dropping it would recurse.
    while let Value::Array(mut items) = value {
        value = items.pop().unwrap();
    }
    assert_eq!(value, Value::from("2026-11-25"));
}
