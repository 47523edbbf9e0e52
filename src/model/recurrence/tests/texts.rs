//! Rules as text.

use super::rule;
use crate::model::{Freq, Recurrence};

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
