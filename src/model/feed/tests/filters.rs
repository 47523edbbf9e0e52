//! What passes a filter.

use super::{event_of, group, here, lively, north, thing};
use crate::model::feed::filter::passes;
use crate::model::feed::{Around, FeedFilter, Kind, When};
use crate::model::testing::{SHANGHAI, Tz, at, event};
use crate::model::{Event, Instant};

#[test]
fn times_of_the_week_are_those_of_the_place() {
    let check = |when: When, zone: &str, now: &str, from: &str, to: &str| {
        let range = when.range(at(now), zone, &Tz).unwrap();
        assert_eq!(
            (range.from, range.to),
            (at(from), at(to)),
            "{when:?} {zone} {now}: {range:?}"
        );
    };
    let tonight = |now, from, to| check(When::Tonight, SHANGHAI, now, from, to);
    // Friday noon, Friday evening; after midnight it is the evening to come.
    tonight(
        "2026-11-27T12:00+08:00",
        "2026-11-27T17:00+08:00",
        "2026-11-28T05:00+08:00",
    );
    tonight(
        "2026-11-27T22:00+08:00",
        "2026-11-27T17:00+08:00",
        "2026-11-28T05:00+08:00",
    );
    tonight(
        "2026-11-28T01:00+08:00",
        "2026-11-28T17:00+08:00",
        "2026-11-29T05:00+08:00",
    );

    let week = |now, from, to| check(When::ThisWeek, SHANGHAI, now, from, to);
    // Monday, Friday, Saturday; on Sunday the next week is in it.
    week(
        "2026-11-23T00:00+08:00",
        "2026-11-23T00:00+08:00",
        "2026-11-30T00:00+08:00",
    );
    week(
        "2026-11-27T12:00+08:00",
        "2026-11-27T00:00+08:00",
        "2026-11-30T00:00+08:00",
    );
    week(
        "2026-11-28T23:59+08:00",
        "2026-11-28T00:00+08:00",
        "2026-11-30T00:00+08:00",
    );
    week(
        "2026-11-29T09:00+08:00",
        "2026-11-29T00:00+08:00",
        "2026-12-07T00:00+08:00",
    );

    let weekend = |now| {
        let (from, to) = ("2026-11-27T17:00+08:00", "2026-11-30T00:00+08:00");
        check(When::Weekend, SHANGHAI, now, from, to);
    };
    weekend("2026-11-23T00:00+08:00");
    weekend("2026-11-27T12:00+08:00");
    weekend("2026-11-27T20:00+08:00");
    weekend("2026-11-28T12:00+08:00");
    weekend("2026-11-29T23:59+08:00");

    // The same moment is another day elsewhere; a weekend in which clocks are changed.
    let moment = "2026-11-27T20:00Z";
    check(
        When::Tonight,
        SHANGHAI,
        moment,
        "2026-11-28T09:00Z",
        "2026-11-28T21:00Z",
    );
    check(
        When::Tonight,
        "America/New_York",
        moment,
        "2026-11-27T22:00Z",
        "2026-11-28T10:00Z",
    );
    let (from, to) = ("2026-10-23T15:00Z", "2026-10-25T23:00Z");
    check(
        When::Weekend,
        "Europe/Berlin",
        "2026-10-24T10:00Z",
        from,
        to,
    );
    assert_eq!(When::Any.range(at(moment), SHANGHAI, &Tz), None);
}

/// Friday, 27 November 2026, 19:00 in Shanghai.
fn friday_evening() -> Instant {
    at("2026-11-27T19:00+08:00")
}

fn lasting(start: &str, end: &str) -> Event {
    let mut it = event("e", at(start));
    it.end = Some(at(end));
    it
}

#[test]
fn an_event_passes_by_its_start() {
    let check = |when: When, start: &str, end: &str, expected: bool| {
        let filter = FeedFilter {
            when,
            ..FeedFilter::default()
        };
        let it = thing(lasting(start, end));
        assert_eq!(
            passes(&it, &filter, friday_evening(), &Tz),
            expected,
            "{when:?} {start} {end}"
        );
    };
    // Over is over, under way is not.
    check(
        When::Any,
        "2026-11-27T16:00+08:00",
        "2026-11-27T19:00+08:00",
        false,
    );
    check(
        When::Any,
        "2026-11-27T16:00+08:00",
        "2026-11-27T19:01+08:00",
        true,
    );
    check(
        When::Any,
        "2027-11-27T16:00+08:00",
        "2027-11-27T19:00+08:00",
        true,
    );

    check(
        When::Tonight,
        "2026-11-27T16:59+08:00",
        "2026-11-27T21:00+08:00",
        false,
    );
    check(
        When::Tonight,
        "2026-11-27T17:00+08:00",
        "2026-11-27T21:00+08:00",
        true,
    );
    check(
        When::Tonight,
        "2026-11-28T04:59+08:00",
        "2026-11-28T06:00+08:00",
        true,
    );
    check(
        When::Tonight,
        "2026-11-28T05:00+08:00",
        "2026-11-28T06:00+08:00",
        false,
    );

    check(
        When::ThisWeek,
        "2026-11-29T23:59+08:00",
        "2026-11-30T02:00+08:00",
        true,
    );
    check(
        When::ThisWeek,
        "2026-11-30T00:00+08:00",
        "2026-11-30T02:00+08:00",
        false,
    );
    check(
        When::Weekend,
        "2026-11-27T17:30+08:00",
        "2026-11-27T21:00+08:00",
        true,
    );
    check(
        When::Weekend,
        "2026-11-29T10:00+08:00",
        "2026-11-29T12:00+08:00",
        true,
    );
    check(
        When::Weekend,
        "2026-11-30T10:00+08:00",
        "2026-11-30T12:00+08:00",
        false,
    );

    // An exhibition is on as long as it lasts; an afternoon is not tonight.
    check(
        When::Tonight,
        "2026-11-20T10:00+08:00",
        "2026-12-10T18:00+08:00",
        true,
    );
    check(
        When::Weekend,
        "2026-11-20T10:00+08:00",
        "2026-11-28T18:00+08:00",
        true,
    );
    check(
        When::Weekend,
        "2026-11-20T10:00+08:00",
        "2026-11-27T19:00+08:00",
        false,
    );
    check(
        When::Tonight,
        "2026-11-27T13:00+08:00",
        "2026-11-27T20:00+08:00",
        false,
    );
}

#[test]
fn a_community_passes_by_its_next_meeting() {
    let check = |when: When, rule: &str, clock: &str, expected: bool| {
        let filter = FeedFilter {
            when,
            ..FeedFilter::default()
        };
        let it = group(lively("c", rule, clock));
        assert_eq!(
            passes(&it, &filter, friday_evening(), &Tz),
            expected,
            "{when:?} {rule} {clock}"
        );
    };
    check(When::Any, "FREQ=YEARLY", "20:00", true);
    check(When::Tonight, "FREQ=WEEKLY;BYDAY=FR", "20:00", true);
    // It has begun and is not over (21:30).
    check(When::Tonight, "FREQ=WEEKLY;BYDAY=FR", "18:30", true);
    check(When::Tonight, "FREQ=WEEKLY;BYDAY=FR", "16:30", false);
    check(When::Tonight, "FREQ=WEEKLY;BYDAY=SA", "20:00", false);
    check(When::Weekend, "FREQ=WEEKLY;BYDAY=SA", "20:00", true);
    check(When::ThisWeek, "FREQ=WEEKLY;BYDAY=SU", "20:00", true);
    check(When::ThisWeek, "FREQ=WEEKLY;BYDAY=TH", "20:00", false);
    check(When::ThisWeek, "FREQ=DAILY", "06:00", true);
    let mut without = lively("c", "FREQ=DAILY", "20:00");
    without.rhythm.clear();
    let tonight = FeedFilter {
        when: When::Tonight,
        ..FeedFilter::default()
    };
    assert!(!passes(&group(without), &tonight, friday_evening(), &Tz));
}

#[test]
fn things_pass_by_place_interest_and_kind() {
    let mut dogs = event_of("e", "c", 1);
    dogs.venue.area.city = "杭州".to_owned();
    dogs.venue.area.district = "西湖区".to_owned();
    dogs.venue.area.position = north(3000.0);
    dogs.tags = vec!["遛狗".to_owned(), "Dogs".to_owned()];
    let mut online = event_of("o", "c", 1);
    online.venue.online = true;
    let check = |filter: FeedFilter, expected_dogs: bool, expected_online: bool| {
        let pass = |event: &Event| passes(&thing(event.clone()), &filter, friday_evening(), &Tz);
        assert_eq!(
            (pass(&dogs), pass(&online)),
            (expected_dogs, expected_online),
            "{filter:?}"
        );
    };
    let filter = FeedFilter::default;
    let near = |metres| {
        Some(Around {
            from: here(),
            metres,
        })
    };
    let some = |text: &str| Some(text.to_owned());
    check(filter(), true, true);
    check(
        FeedFilter {
            city: some("杭州"),
            ..filter()
        },
        true,
        true,
    );
    check(
        FeedFilter {
            city: some("上海"),
            ..filter()
        },
        false,
        true,
    );
    check(
        FeedFilter {
            district: some(" 西湖区 "),
            ..filter()
        },
        true,
        false,
    );
    check(
        FeedFilter {
            district: some("滨江区"),
            ..filter()
        },
        false,
        false,
    );
    check(
        FeedFilter {
            near: near(3001),
            ..filter()
        },
        true,
        false,
    );
    check(
        FeedFilter {
            near: near(2999),
            ..filter()
        },
        false,
        false,
    );
    check(
        FeedFilter {
            tags: vec!["dogs".to_owned()],
            ..filter()
        },
        true,
        false,
    );
    check(
        FeedFilter {
            tags: vec!["跑步".to_owned(), "遛狗".to_owned()],
            ..filter()
        },
        true,
        false,
    );
    check(
        FeedFilter {
            tags: vec!["跑步".to_owned()],
            ..filter()
        },
        false,
        false,
    );
    check(
        FeedFilter {
            kind: Some(Kind::Events),
            ..filter()
        },
        true,
        true,
    );
    check(
        FeedFilter {
            kind: Some(Kind::Communities),
            ..filter()
        },
        false,
        false,
    );
    let both = FeedFilter {
        city: some("杭州"),
        near: near(100),
        ..filter()
    };
    check(both, false, false);
    // Held in a place too: its city is its city.
    online.venue.area.place = "图书馆".to_owned();
    online.venue.area.city = "上海".to_owned();
    let hangzhou = FeedFilter {
        city: some("杭州"),
        ..filter()
    };
    assert!(!passes(&thing(online), &hangzhou, friday_evening(), &Tz));
}
