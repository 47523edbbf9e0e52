//! Which reasons a card gives.

use super::{event_of, group, here, lively, north, thing, words};
use crate::model::feed::{FeedSort, Taste, Thing, rank};
use crate::model::testing::{Tz, days, now};
use crate::model::{Community, Event, EventStatus, Stage, Who};

fn taste() -> Taste {
    Taste {
        here: Some(here()),
        city: "杭州".to_owned(),
        district: "西湖区".to_owned(),
        interests: vec!["Run".to_owned(), "摄影".to_owned()],
        communities: vec!["mine".into()],
    }
}

fn reasons(it: Thing) -> String {
    let items = rank(vec![it], &taste(), FeedSort::Recommended, now(), &Tz);
    items
        .first()
        .map(|item| words(&item.reasons))
        .unwrap_or_default()
}

#[test]
fn an_event_says_why_it_is_shown() {
    let check = |change: fn(&mut Event), expected: &str| {
        let mut it = event_of("e", "other", 10);
        change(&mut it);
        assert_eq!(reasons(thing(it)), expected);
    };
    check(|_| {}, "welcome");
    check(|e| e.venue.area.position = north(800.0), "near:800 welcome");
    check(
        |e| e.venue.area.position = north(4999.0),
        "near:4999 welcome",
    );
    check(|e| e.venue.area.position = north(5100.0), "welcome");
    check(
        |e| e.venue.area.district = "西湖区".to_owned(),
        "district welcome",
    );
    // Near says more than the district.
    check(
        |e| {
            e.venue.area.district = "西湖区".to_owned();
            e.venue.area.position = north(100.0);
        },
        "near:100 welcome",
    );
    // The district of that name in another city is not one's own.
    check(
        |e| {
            e.venue.area.city = "上海".to_owned();
            e.venue.area.district = "西湖区".to_owned();
        },
        "welcome",
    );
    check(|e| e.start = now().plus(5 * 3600), "soon:5h welcome");
    check(|e| e.start = days(now(), 3), "soon:72h welcome");
    check(
        |e| e.tags = vec!["run".to_owned(), "摄影".to_owned()],
        "likes:run likes:摄影 welcome",
    );
    check(|e| e.tags = vec!["runner".to_owned()], "welcome");
    check(
        |e| e.sign_up.closes = Some(now().plus(7200)),
        "closes:2h welcome",
    );
    check(
        |e| (e.capacity, e.taken) = (Some(20), 17),
        "seats:3 welcome",
    );
    check(|e| (e.capacity, e.taken) = (Some(20), 16), "welcome");
    check(|e| e.community = Some("mine".into()), "yours");
    // Nothing is promised that one cannot have.
    check(|e| (e.capacity, e.taken) = (Some(20), 20), "");
    check(|e| (e.capacity, e.taken, e.waiting) = (Some(20), 18, 3), "");
    check(|e| e.sign_up.who = Who::Members, "");
    check(|e| e.sign_up.who = Who::Invitation, "");
    check(|e| e.sign_up.who = Who::Approval, "");
    check(|e| e.sign_up.opens = Some(days(now(), 1)), "");
    check(|e| e.sign_up.closes = Some(now()), "");
    check(
        |e| {
            e.status = EventStatus::Cancelled;
            e.start = now().plus(3600);
            e.tags = vec!["run".to_owned()];
        },
        "",
    );
}

#[test]
fn a_community_says_why_it_is_shown() {
    let check = |change: fn(&mut Community), stage: Stage, expected: &str| {
        let mut it = lively("c", "FREQ=WEEKLY;BYDAY=WE", "20:00");
        change(&mut it);
        let items = rank(vec![group(it)], &taste(), FeedSort::Recommended, now(), &Tz);
        assert_eq!(words(&items[0].reasons), expected);
        assert_eq!(items[0].stage, Some(stage));
    };
    check(|_| {}, Stage::Lively, "lively");
    check(|c| c.activity.joined_90d = 40, Stage::Growing, "growing");
    check(
        |c| c.activity.founded = Some(days(now(), -20)),
        Stage::Sprouting,
        "new",
    );
    check(
        |c| c.activity.last_met = Some(days(now(), -40)),
        Stage::Fading,
        "",
    );
    check(
        |c| c.rhythm[0].rule = "FREQ=DAILY".parse().unwrap(),
        Stage::Fading,
        "soon:8h",
    );
    check(|c| c.id = "mine".into(), Stage::Lively, "yours lively");
    // The rhythm of a community that sleeps is no promise, its place no reason.
    let dormant = |c: &mut Community| {
        c.activity.last_met = Some(days(now(), -400));
        c.area.position = north(10.0);
        c.rhythm[0].rule = "FREQ=DAILY".parse().unwrap();
    };
    check(dormant, Stage::Dormant, "");
    check(|c| c.activity.closed = Some(now()), Stage::Closed, "");
}

#[test]
fn an_event_of_a_lively_community_says_so() {
    let things = vec![
        thing(event_of("e", "c", 10)),
        group(lively("c", "FREQ=WEEKLY;BYDAY=WE", "20:00")),
        thing(event_of("x", "unknown", 10)),
    ];
    let items = rank(things, &taste(), FeedSort::Recommended, now(), &Tz);
    let of = |id: &str| {
        words(
            &items
                .iter()
                .find(|item| item.thing.id() == id)
                .unwrap()
                .reasons,
        )
    };
    assert_eq!(of("e"), "lively welcome");
    assert_eq!(of("x"), "welcome");
}

#[test]
fn a_card_tells_when_and_how_far() {
    let mut it = lively("c", "FREQ=WEEKLY;BYDAY=WE", "20:00");
    it.area.position = north(12_345.0);
    let items = rank(vec![group(it)], &taste(), FeedSort::Recommended, now(), &Tz);
    assert_eq!(items[0].at.unwrap().to_string(), "2026-12-02T12:00:00Z");
    assert_eq!(items[0].metres, Some(12_345));
    let nowhere = rank(
        vec![thing(event_of("e", "c", 1))],
        &taste(),
        FeedSort::Soon,
        now(),
        &Tz,
    );
    assert_eq!(
        (nowhere[0].at, nowhere[0].metres),
        (Some(days(now(), 1)), None)
    );
}
