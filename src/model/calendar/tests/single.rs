//! Single events.

use super::{all, calendar, entry, events, far, in_zone, lines, one, written};
use crate::model::testing::{SHANGHAI, at, event, now};
use crate::model::{Area, Event, EventStatus, LatLng, Venue};

#[test]
fn an_event_stands_in_its_own_zone_with_what_is_known_of_it() {
    let it = Event {
        title: "运河五公里；欢迎, 第一次来\\".to_owned(),
        tags: vec!["跑步".to_owned(), "夜,跑".to_owned(), " ".to_owned()],
        ..event("e-1", at("2026-11-27T20:00:00+08:00"))
    };
    let mut with = entry(&it);
    with.words = "带上水\n和好心情; 就行";
    let file = calendar().events(&[with]).unwrap();
    assert!(file.starts_with(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Linju//Linju//ZH\r\nCALSCALE:GREGORIAN\r\nBEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\n"
    ));
    assert!(file.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"));
    assert!(!file.contains("METHOD") && !file.contains("VALARM"));
    let all = events(&file);
    let expected = [
        ("UID", "e-1@embedded.linju.example"),
        ("DTSTAMP", "20261127T040030Z"),
        ("DTSTART", ";TZID=Asia/Shanghai:20261127T200000"),
        ("DTEND", ";TZID=Asia/Shanghai:20261127T220000"),
        ("SUMMARY", "运河五公里；欢迎\\, 第一次来\\\\"),
        ("DESCRIPTION", "带上水\\n和好心情\\; 就行"),
        ("STATUS", "CONFIRMED"),
        ("URL", "https://linju.example/e/one"),
        ("CATEGORIES", "跑步,夜\\,跑"),
        ("RRULE", ""),
        ("LOCATION", ""),
        ("GEO", ""),
        ("CLASS", ""),
    ];
    for (name, value) in expected {
        assert_eq!(one(&all[0], name), value, "{name}");
    }
}

#[test]
fn the_same_event_has_the_same_uid_and_later_news_a_higher_sequence() {
    let it = event("e-1", now());
    let told = |minutes: i64| {
        let mut with = entry(&it);
        with.told = with.told.plus(minutes * 60);
        let file = calendar().events(&[with]).unwrap();
        let event = events(&file).remove(0);
        let sequence: u32 = one(&event, "SEQUENCE").parse().unwrap();
        (one(&event, "UID").to_owned(), sequence)
    };
    let (uid, first) = told(0);
    assert_eq!(told(1), (uid.clone(), first + 1));
    assert_eq!(told(60 * 24 * 365), (uid, first + 60 * 24 * 365));
    // A clock that is wrong gives no number that the RFC does not know.
    assert_eq!(told(-60 * 24 * 365 * 30).1, 0);
    assert_eq!(told(i64::MAX / 120).1, i32::MAX as u32);
}

#[test]
fn ids_of_any_kind_are_told_apart() {
    let uid = |id: &str| one(&written(&event(id, now())), "UID").to_owned();
    assert_eq!(uid("e/1 2"), "e%2F1%202@embedded.linju.example");
    assert_eq!(uid("e%2F1%202"), "e%252F1%25202@embedded.linju.example");
    assert!(uid("活动").is_ascii());
}

#[test]
fn a_hidden_address_is_only_told_to_who_may_know_it() {
    let it = Event {
        venue: Venue {
            area: Area {
                city: "杭州".to_owned(),
                district: "拱墅区".to_owned(),
                place: "拱宸桥".to_owned(),
                position: LatLng::new(30.3193, 120.1315),
            },
            address: "架空层 3 号".to_owned(),
            address_hidden: true,
            online: true,
            online_url: "https://meet.example/secret".to_owned(),
        },
        ..event("e", now())
    };
    let file = calendar().events(&[entry(&it)]).unwrap();
    for secret in ["架空层", "secret", "GEO", "CONFERENCE"] {
        assert!(!lines(&file).iter().any(|l| l.contains(secret)), "{secret}");
    }
    assert_eq!(
        one(&events(&file)[0], "LOCATION"),
        "拱宸桥\\, 拱墅区\\, 杭州"
    );

    let mut knows = entry(&it);
    knows.knows_address = true;
    let file = calendar().events(&[knows]).unwrap();
    let told = &events(&file)[0];
    assert_eq!(
        one(told, "LOCATION"),
        "拱宸桥\\, 架空层 3 号\\, 拱墅区\\, 杭州"
    );
    assert_eq!(one(told, "GEO"), "30.319300;120.131500");
    assert_eq!(
        one(told, "CONFERENCE"),
        ";VALUE=URI:https://meet.example/secret"
    );
    assert_eq!(one(told, "CLASS"), "PRIVATE");
}

#[test]
fn a_position_has_six_digits_on_both_sides_of_the_globe() {
    let check = |lat: f64, lng: f64, expected: &str| {
        let mut it = event("e", now());
        it.venue.area.position = LatLng::new(lat, lng);
        assert_eq!(one(&written(&it), "GEO"), expected);
    };
    check(-33.8688, 151.2093, "-33.868800;151.209300");
    check(0.000_001, -0.05, "0.000001;-0.050000");
    check(-90.0, 180.0, "-90.000000;180.000000");
}

#[test]
fn what_is_only_online_is_at_its_address_and_no_other_scheme_gets_in() {
    let online = |url: &str| {
        let mut it = event("e", now());
        it.venue.online_url = url.to_owned();
        let event = written(&it);
        (
            one(&event, "LOCATION").to_owned(),
            all(&event, "CONFERENCE").len(),
        )
    };
    assert_eq!(
        online("https://meet.example/1"),
        ("https://meet.example/1".to_owned(), 1)
    );
    for url in [
        "javascript:alert(1)",
        "https://a.example/\r\nATTENDEE:x",
        "会议号 123",
        "",
    ] {
        assert_eq!(online(url), (String::new(), 0), "{url:?}");
    }
}

#[test]
fn the_status_says_what_is_known() {
    let check = |status, certain, expected: &str| {
        let it = Event {
            status,
            ..event("e", now())
        };
        let mut with = entry(&it);
        with.certain = certain;
        let file = calendar().events(&[with]).unwrap();
        assert_eq!(one(&events(&file)[0], "STATUS"), expected);
    };
    check(EventStatus::Scheduled, true, "CONFIRMED");
    check(EventStatus::Scheduled, false, "TENTATIVE");
    check(EventStatus::Postponed, true, "TENTATIVE");
    check(EventStatus::Cancelled, false, "CANCELLED");
}

#[test]
fn times_that_are_none_are_not_written() {
    let check = |start: i64, end: Option<i64>, zone: &str, expected: (&str, &str)| {
        let it = Event {
            end: end.map(far),
            zone: zone.to_owned(),
            ..event("e", far(start))
        };
        let event = written(&it);
        assert_eq!((one(&event, "DTSTART"), one(&event, "DTEND")), expected);
    };
    let (start, text) = (1_795_780_800, ";TZID=Asia/Shanghai:20261127T200000");
    check(start, None, SHANGHAI, (text, ""));
    check(start, Some(start), SHANGHAI, (text, ""));
    check(start, Some(start - 1), SHANGHAI, (text, ""));
    check(start, Some(i64::MAX), SHANGHAI, (text, ""));
    // A hundred years.
    let end = start + 36_524 * 86_400;
    check(start, Some(end), SHANGHAI, (text, "21261127T120000Z"));
    let utc = "20261127T120000Z";
    for zone in [
        "",
        "Mars/Olympus",
        "UTC",
        "+08:00",
        "Asia/Shanghai\r\nX:1",
        "亚洲/上海",
    ] {
        check(start, None, zone, (utc, ""));
    }
    // Twice half past two in that night.
    let (first, second) = ("2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z");
    let berlin = ";TZID=Europe/Berlin:20261025T033000";
    let zone = "Europe/Berlin";
    check(at(first).unix(), None, zone, ("20261025T003000Z", ""));
    check(at(second).unix(), None, zone, ("20261025T013000Z", ""));
    check(at(second).unix() + 3600, None, zone, (berlin, ""));
}

#[test]
fn a_year_that_four_digits_do_not_hold_is_left_out_and_the_others_are_there() {
    let far_away = event("far", far(i64::MAX));
    let before = event("before", far(i64::MIN));
    assert_eq!(calendar().events(&[entry(&far_away), entry(&before)]), None);
    assert_eq!(calendar().events(&[]), None);
    let near = event("near", now());
    let both = calendar()
        .events(&[entry(&far_away), entry(&near)])
        .unwrap();
    assert_eq!(events(&both).len(), 1);
    let old = in_zone("old", "0001-01-02T00:00:00Z", SHANGHAI);
    assert!(one(&written(&old), "DTSTART").contains("00010102T"));
}

#[test]
fn many_share_one_file_with_each_zone_once() {
    let mine = [
        in_zone("a", "2026-12-01T12:00:00Z", SHANGHAI),
        in_zone("b", "2026-12-02T12:00:00Z", "Europe/Berlin"),
        in_zone("c", "2027-06-02T12:00:00Z", "Europe/Berlin"),
    ];
    let entries: Vec<_> = mine.iter().map(entry).collect();
    let mut calendar = calendar();
    calendar.name = "我的日程";
    let file = calendar.events(&entries).unwrap();
    let lines = lines(&file);
    assert_eq!(events(&file).len(), 3);
    let count = |text: &str| lines.iter().filter(|l| *l == text).count();
    assert_eq!(count("TZID:Europe/Berlin"), 1);
    assert_eq!(count("TZID:Asia/Shanghai"), 1);
    assert_eq!(count("NAME:我的日程"), 1);
}
