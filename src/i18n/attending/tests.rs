//! What an event's page says, in which moment and on whose clock.

use super::*;
use crate::{
    data::Language,
    model::{
        Area, Venue, Zones,
        testing::{Tz, at, event},
    },
};

const HANS: T = T(Language::Hans);
const EN: T = T(Language::En);

fn face<'a>(now: &str, zone: &'a str) -> Clockface<'a> {
    let zones: &dyn Zones = &Tz;
    Clockface {
        now: at(now),
        zone,
        zones,
    }
}

/// In Berlin on Friday from seven to half past eight in the evening: in Shanghai on Saturday from two in the morning.
fn in_berlin() -> Event {
    let mut event = event("e-1", at("2026-11-27T19:00:00+01:00"));
    event.end = Some(at("2026-11-27T20:30:00+01:00"));
    event.zone = "Europe/Berlin".to_owned();
    event.venue = Venue {
        area: Area {
            place: "Mehringplatz".to_owned(),
            ..Area::default()
        },
        ..Venue::default()
    };
    event
}

#[test]
fn where_clocks_differ_both_are_told_and_which_is_which() {
    let face = face("2026-11-25T18:00:00+08:00", "Asia/Shanghai");
    let mut event = in_berlin();
    assert_eq!(
        HANS.event_when_words(&event, face),
        (
            "后天 19:00–20:30（Berlin 时间）".to_owned(),
            Some("你这里是周六 02:00–03:30".to_owned())
        )
    );
    event.venue.online = true;
    event.venue.area.place.clear();
    assert_eq!(
        EN.event_when_words(&event, face),
        (
            "Sat 02:00–03:30".to_owned(),
            Some("There: Fri 19:00–20:30 (Berlin time)".to_owned())
        )
    );
}

#[test]
fn one_clock_is_enough_where_they_agree_and_where_nobody_knows_the_zone() {
    let mut event = in_berlin();
    let paris = face("2026-11-25T18:00:00+08:00", "Europe/Paris");
    assert_eq!(
        EN.event_when_words(&event, paris),
        ("Fri 19:00–20:30".to_owned(), None)
    );
    event.zone = "Moon/Base".to_owned();
    let shanghai = face("2026-11-25T18:00:00+08:00", "Asia/Shanghai");
    assert_eq!(
        HANS.event_when_words(&event, shanghai),
        ("周六 02:00–03:30".to_owned(), None)
    );
}

#[test]
fn days_are_counted_where_it_is_more_than_a_night() {
    let face = face("2026-11-25T18:00:00+08:00", "Asia/Shanghai");
    let days = |end: &str| {
        let mut event = event("e-1", at("2026-11-27T20:00:00+08:00"));
        event.zone = "Asia/Shanghai".to_owned();
        event.end = Some(at(end));
        HANS.event_days(&event, face)
    };
    assert_eq!(days("2026-11-27T23:00:00+08:00"), None);
    assert_eq!(days("2026-11-28T02:00:00+08:00"), None);
    assert_eq!(
        days("2026-11-29T12:00:00+08:00").as_deref(),
        Some("前后 3 天")
    );
    assert_eq!(
        days("2026-11-20T12:00:00+08:00"),
        None,
        "an end before the start"
    );
}

#[test]
fn time_that_is_left_is_said_in_two_units_and_never_too_little() {
    let check = |seconds: i64, hans: &str, en: &str| {
        assert_eq!(HANS.stretch(seconds), hans, "{seconds}");
        assert_eq!(EN.stretch(seconds), en, "{seconds}");
    };
    check(-5, "0 秒", "0 s");
    check(1, "1 秒", "1 s");
    check(60, "60 秒", "60 s");
    check(61, "2 分钟", "2 min");
    check(3_540, "59 分钟", "59 min");
    check(3_541, "1 小时", "1 h");
    check(3_661, "1 小时 2 分", "1 h 2 min");
    check(86_400, "1 天", "1 d");
    check(100_000, "1 天 3 小时", "1 d 3 h");
    check(
        i64::MAX,
        "106751991167300 天 15 小时",
        "106751991167300 d 15 h",
    );
}

#[test]
fn it_starts_in_is_on_and_is_over() {
    let mut event = in_berlin();
    let check = |event: &Event, now: &str, words: Option<&str>| {
        assert_eq!(HANS.event_pace(event, at(now)).as_deref(), words, "{now}");
    };
    check(&event, "2026-11-27T18:30:00+01:00", Some("30 分钟后开始"));
    check(
        &event,
        "2026-11-27T19:00:00+01:00",
        Some("正在进行，还有 1 小时 30 分"),
    );
    check(&event, "2026-11-27T20:30:00+01:00", Some("已经结束"));
    event.status = EventStatus::Cancelled;
    check(&event, "2026-11-27T18:30:00+01:00", None);
    event.status = EventStatus::Scheduled;
    event.end = None;
    check(&event, "2026-11-27T19:30:00+01:00", Some("正在进行"));
}

#[test]
fn seats_say_how_many_of_how_many_and_who_waits() {
    let mut event = in_berlin();
    let (before, after) = (
        at("2026-11-27T12:00:00+01:00"),
        at("2026-11-28T12:00:00+01:00"),
    );
    let mut check = |taken, capacity, waiting, now, words: &str| {
        (event.taken, event.capacity, event.waiting) = (taken, capacity, waiting);
        assert_eq!(HANS.event_seats_words(&event, now), words);
    };
    check(12, Some(25), 0, before, "已确认 12 / 25 人，还剩 13 个名额");
    check(8, Some(8), 4, before, "已确认 8 / 8 人，已满，4 人候补");
    check(9, Some(8), 0, before, "已确认 9 / 8 人，已满");
    check(7, None, 0, before, "7 人报名");
    check(0, None, 0, before, "");
    check(12, Some(25), 3, after, "当时有 12 人报名");
    check(0, Some(25), 0, after, "");
}

#[test]
fn nobody_is_told_see_you_there_of_what_was_or_is_not() {
    let face = |now| face(now, "Europe/Berlin");
    let own = |state| SignUp {
        state,
        ..SignUp::default()
    };
    let since = at("2026-11-20T12:00:00+01:00");
    let confirmed = own(SignUpState::Confirmed { since });
    let (before, on, after) = (
        face("2026-11-27T12:00:00+01:00"),
        face("2026-11-27T19:30:00+01:00"),
        face("2026-11-28T12:00:00+01:00"),
    );
    let mut event = in_berlin();
    let say = |own: &SignUp, event: &Event, face| HANS.standing_at(own, event, face).unwrap();
    assert_eq!(say(&confirmed, &event, before), "你已报名，到时见。");
    assert_eq!(say(&confirmed, &event, on), "已经开始了，快来吧。");
    assert_eq!(say(&confirmed, &event, after), "活动结束了，谢谢你报名。");
    let missed = own(SignUpState::NoShow);
    assert_eq!(say(&missed, &event, after), "这次没遇上，下次来。");
    let there = own(SignUpState::CheckedIn { at: since });
    assert_eq!(say(&there, &event, after), "你到场了，谢谢。");
    let waiting = own(SignUpState::Waitlisted {
        since,
        position: Some(2),
        offer_until: None,
    });
    assert_eq!(say(&waiting, &event, before), "候补第 2 位。");
    assert_eq!(
        say(&waiting, &event, after),
        "活动结束了，这次没有等到名额。"
    );
    event.status = EventStatus::Cancelled;
    assert_eq!(
        say(&confirmed, &event, before),
        "不用来了，也不用再取消报名。"
    );
    event.status = EventStatus::Postponed;
    assert_eq!(
        say(&confirmed, &event, before),
        "你的名额还在，等新的时间。"
    );
    assert_eq!(
        HANS.standing_at(&own(SignUpState::None), &event, after),
        None
    );
}

#[test]
fn the_next_of_a_series_are_days() {
    let face = face("2026-11-25T18:00:00+08:00", "Asia/Shanghai");
    let next =
        ["2026-11-27", "2026-12-03", "2027-01-05"].map(|day| at(&format!("{day}T20:00:00+08:00")));
    assert_eq!(
        HANS.event_next(&next, "Asia/Shanghai", face),
        "后天、12月3日\u{a0}周四、2027年1月5日"
    );
}
