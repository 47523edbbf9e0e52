use super::*;
use crate::model::LocalTime;

/// Shanghai is eight hours east of UTC, Berlin one (winter).
struct Two;

impl Zones for Two {
    fn offset_at(&self, zone: &str, _at: Instant) -> Option<i32> {
        match zone {
            "Asia/Shanghai" => Some(8 * 3600),
            "Europe/Berlin" => Some(3600),
            _ => None,
        }
    }
}

fn at(text: &str) -> Instant {
    Instant::parse(&format!("{text}:00+08:00")).unwrap()
}

/// Saturday, 21 November 2026, 19:00 in Shanghai.
fn face(zone: &str) -> Clockface<'_> {
    Clockface {
        now: at("2026-11-21T19:00"),
        zone,
        zones: &Two,
    }
}

#[test]
fn a_moment_is_said_as_people_say_it() {
    let check = |moment: &str, hans: &str, en: &str| {
        let face = face("Asia/Shanghai");
        assert_eq!(T(Language::Hans).moment(at(moment), face), hans);
        assert_eq!(T(Language::En).moment(at(moment), face), en);
    };
    check("2026-11-21T20:00", "今晚 20:00", "Tonight 20:00");
    check("2026-11-21T12:30", "今天 12:30", "Today 12:30");
    check("2026-11-21T06:30", "今早 06:30", "This morning 06:30");
    check("2026-11-22T06:30", "明天 06:30", "Tomorrow 06:30");
    check("2026-11-23T20:00", "后天 20:00", "Mon 20:00");
    check("2026-11-27T20:00", "周五 20:00", "Fri 20:00");
    check(
        "2026-11-28T20:00",
        "11月28日 周六 20:00",
        "Sat 28 Nov 20:00",
    );
    check("2027-01-03T09:05", "2027年1月3日 09:05", "3 Jan 2027 09:05");
    check("2026-11-20T21:40", "昨天 21:40", "Yesterday 21:40");
    check(
        "2026-11-19T21:40",
        "11月19日 周四 21:40",
        "Thu 19 Nov 21:40",
    );
}

#[test]
fn among_many_days_one_of_another_year_has_its_weekday_too() {
    let check = |start: &str, hans: &str, en: &str| {
        let said = [Language::Hans, Language::En].map(|language| {
            let face = face("Asia/Shanghai");
            T(language).span_with_weekday(at(start), None, "Asia/Shanghai", face)
        });
        assert_eq!(said, [hans, en]);
    };
    check(
        "2027-01-02T09:00",
        "2027年1月2日 周六 09:00",
        "Sat 2 Jan 2027 09:00",
    );
    check("2026-12-05T09:00", "12月5日 周六 09:00", "Sat 5 Dec 09:00");
    check("2026-11-22T09:00", "明天 09:00", "Tomorrow 09:00");
}

#[test]
fn a_span_names_the_zone_only_where_the_readers_clock_differs() {
    let span = |end: &str, zone: &str| {
        T(Language::Hans).span(
            at("2026-11-21T20:00"),
            Some(at(end)),
            "Asia/Shanghai",
            face(zone),
        )
    };
    assert_eq!(
        span("2026-11-21T21:30", "Asia/Shanghai"),
        "今晚 20:00–21:30"
    );
    assert_eq!(
        span("2026-11-22T02:00", "Asia/Shanghai"),
        "今晚 20:00–02:00"
    );
    assert_eq!(
        span("2026-11-23T11:00", "Asia/Shanghai"),
        "今晚 20:00–后天 11:00"
    );
    assert_eq!(
        span("2026-11-21T21:30", "Europe/Berlin"),
        "今晚 20:00–21:30（Shanghai 时间）"
    );
    assert_eq!(
        span("2026-11-21T19:00", "Asia/Shanghai"),
        "今晚 20:00",
        "an end before the start is no end"
    );
}

#[test]
fn rhythms_are_said_in_words() {
    let check = |rule: &str, hans: &str, hant: &str, en: &str| {
        let rhythm = Rhythm {
            rule: rule.parse().unwrap(),
            from: NaiveDate::from_ymd_opt(2026, 9, 25).unwrap(),
            start: LocalTime::new(20, 0).unwrap(),
            end: LocalTime::new(21, 0),
            zone: "Asia/Shanghai".to_owned(),
            except: Vec::new(),
            what: String::new(),
        };
        for (language, expected) in [
            (Language::Hans, hans),
            (Language::Hant, hant),
            (Language::En, en),
        ] {
            assert_eq!(
                T(language).rhythm_words(&rhythm),
                format!("{expected} 20:00–21:00")
            );
        }
    };
    check(
        "FREQ=WEEKLY;BYDAY=TU,TH",
        "每周二、周四",
        "每週二、週四",
        "Every Tue, Thu",
    );
    check("FREQ=WEEKLY", "每周五", "每週五", "Every Fri");
    check(
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA",
        "每 2 周的周六",
        "每 2 週的週六",
        "Every 2 weeks on Sat",
    );
    check(
        "FREQ=MONTHLY;BYMONTHDAY=25",
        "每月 25 日",
        "每月 25 日",
        "Every month on the 25th",
    );
    check(
        "FREQ=MONTHLY;BYDAY=1SU",
        "每月第一个周日",
        "每月第一個週日",
        "Every month on the 1st Sun",
    );
    check(
        "FREQ=MONTHLY;BYDAY=-1FR",
        "每月最后一个周五",
        "每月最後一個週五",
        "Every month on the last Fri",
    );
    check(
        "FREQ=YEARLY",
        "每年9月 25 日",
        "每年9月 25 日",
        "Every year on the 25th Sep",
    );
    check("FREQ=DAILY", "每天", "每天", "Every day");
}

#[test]
fn a_calendar_leaf_has_day_and_month() {
    let face = face("Asia/Shanghai");
    let leaf = T(Language::Hans).leaf(at("2026-12-03T20:00"), "Asia/Shanghai", face);
    assert_eq!(leaf, ("周四".into(), "3".into(), "12月".into()));
    let leaf = T(Language::En).leaf(at("2026-11-22T20:00"), "Asia/Shanghai", face);
    assert_eq!(leaf, ("Sun".into(), "22".into(), "Nov".into()));
}
