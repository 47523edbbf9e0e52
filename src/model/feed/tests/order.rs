//! The order of the feed, and its laws.

use proptest::prelude::*;

use super::{event_of, group, here, lively, north, thing};
use crate::model::feed::{FeedSort, Taste, Thing, rank};
use crate::model::testing::{Tz, days, now};
use crate::model::{Community, Door, Dues, DuesPeriod, Event, EventStatus, Who};

fn ids(things: Vec<Thing>, taste: &Taste, sort: FeedSort) -> String {
    let items = rank(things, taste, sort, now(), &Tz);
    items
        .iter()
        .map(|item| item.thing.id())
        .collect::<Vec<_>>()
        .join(" ")
}

fn changed<T>(mut it: T, change: impl FnOnce(&mut T)) -> T {
    change(&mut it);
    it
}

fn taste() -> Taste {
    Taste {
        here: Some(here()),
        interests: vec!["run".to_owned()],
        communities: vec!["mine".into()],
        ..Taste::default()
    }
}

/// Both are good; the first is better for one reason.
#[test]
fn the_better_of_two_comes_first() {
    let check = |change: fn(&mut Event)| {
        let plain = event_of("a", "x", 5);
        let better = changed(event_of("b", "y", 5), change);
        let things = vec![thing(plain), thing(better)];
        assert_eq!(ids(things, &taste(), FeedSort::Recommended), "b a");
    };
    check(|e| e.venue.area.position = north(900.0));
    check(|e| e.start = days(now(), 1));
    check(|e| e.tags = vec!["run".to_owned()]);
    check(|e| e.community = Some("mine".into()));
    check(|e| e.sign_up.closes = Some(now().plus(3600)));
    check(|e| (e.capacity, e.taken) = (Some(9), 8));
}

#[test]
fn the_worse_of_two_comes_last() {
    let check = |change: fn(&mut Event)| {
        let worse = changed(event_of("a", "x", 5), change);
        let things = vec![thing(worse), thing(event_of("b", "y", 5))];
        assert_eq!(ids(things, &taste(), FeedSort::Recommended), "b a");
    };
    check(|e| (e.capacity, e.taken) = (Some(9), 9));
    check(|e| e.sign_up.closes = Some(now()));
    check(|e| e.sign_up.opens = Some(days(now(), 1)));
    check(|e| e.sign_up.who = Who::Members);
    check(|e| e.sign_up.who = Who::Invitation);
    check(|e| e.start = days(now(), 40));
    check(|e| e.start = now().plus(-60));
    check(|e| e.status = EventStatus::Cancelled);
    check(|e| e.status = EventStatus::Postponed);
}

#[test]
fn communities_are_ordered_by_life() {
    let of = |id: &str, change: fn(&mut Community)| {
        group(changed(lively(id, "FREQ=WEEKLY;BYDAY=WE", "20:00"), change))
    };
    let things = vec![
        of("asleep", |c| c.activity.last_met = Some(days(now(), -200))),
        of("ended", |c| c.activity.closed = Some(now())),
        of("fading", |c| c.activity.last_met = Some(days(now(), -50))),
        of("mine", |_| {}),
        of("shut", |c| c.policy.door = Door::Closed),
        of("lively", |_| {}),
        of("new", |c| c.activity.founded = Some(days(now(), -9))),
    ];
    let order = ids(things, &taste(), FeedSort::Recommended);
    assert_eq!(order, "lively new mine fading shut asleep ended");
}

#[test]
fn what_is_over_is_left_out_and_what_is_off_comes_last_in_every_order() {
    let things = || {
        vec![
            thing(changed(event_of("off", "a", 1), |e| {
                e.status = EventStatus::Cancelled
            })),
            thing(changed(event_of("begun", "b", 0), |e| {
                e.start = now().plus(-600)
            })),
            thing(changed(event_of("over", "c", -9), |e| e.end = Some(now()))),
            thing(event_of("on", "d", 20)),
        ]
    };
    for sort in [FeedSort::Recommended, FeedSort::Soon, FeedSort::Near] {
        assert_eq!(ids(things(), &taste(), sort), "on begun off", "{sort:?}");
    }
}

#[test]
fn soon_and_near_are_what_they_say() {
    let things = || {
        vec![
            thing(changed(event_of("far", "a", 2), |e| {
                e.venue.area.position = north(9000.0)
            })),
            thing(changed(event_of("near", "a", 9), |e| {
                e.venue.area.position = north(90.0)
            })),
            thing(event_of("nowhere", "a", 1)),
            group(lively("club", "FREQ=WEEKLY;BYDAY=TU", "20:00")),
            group(changed(lively("none", "FREQ=DAILY", "20:00"), |c| {
                c.rhythm.clear()
            })),
        ]
    };
    assert_eq!(
        ids(things(), &taste(), FeedSort::Soon),
        "nowhere far club near none"
    );
    assert!(ids(things(), &taste(), FeedSort::Near).starts_with("near far "));
}

#[test]
fn a_series_shows_its_next_occurrence_and_lets_others_in_between() {
    let mut things: Vec<Thing> = (1..=6)
        .map(|n| thing(event_of(&format!("run{n}"), "runners", n)))
        .collect();
    things.reverse();
    for id in ["book", "dogs", "poem"] {
        things.push(thing(event_of(id, id, 8)));
    }
    let order = ids(things, &taste(), FeedSort::Recommended);
    assert!(order.starts_with("run1 book "), "{order}");
    let places: Vec<_> = (1..=6)
        .map(|n| order.find(&format!("run{n}")).unwrap())
        .collect();
    assert!(places.is_sorted(), "{order}");
}

#[test]
fn events_and_communities_take_turns() {
    let mut things: Vec<Thing> = (0..9)
        .map(|n| thing(event_of(&format!("e{n}"), &format!("c{n}"), 1)))
        .collect();
    for n in 0..3 {
        things.push(group(lively(
            &format!("g{n}"),
            "FREQ=WEEKLY;BYDAY=WE",
            "20:00",
        )));
    }
    let order = ids(things, &taste(), FeedSort::Recommended);
    assert_eq!(order, "e0 e1 e2 g0 e3 e4 e5 g1 e6 e7 e8 g2");
}

fn any_event() -> impl Strategy<Value = Event> {
    let when = (-2_i64..40, 0_i64..24);
    let house = (prop::option::of(0_u32..6), 0_u32..6, 0_u32..3);
    (0_u32..40, 0_u8..6, when, house, 0_u8..4, 0.0..20_000.0_f64).prop_map(
        |(id, community, (day, hour), (capacity, taken, waiting), flags, metres)| {
            let mut it = event_of(&format!("e{id:02}"), &format!("c{community}"), day);
            it.start = it.start.plus(hour * 3600);
            it.end = None;
            (it.capacity, it.taken, it.waiting) = (capacity, taken, waiting);
            it.venue.area.position = north(metres).filter(|_| flags & 1 == 0);
            it.status = if flags == 3 {
                EventStatus::Cancelled
            } else {
                EventStatus::Scheduled
            };
            it
        },
    )
}

fn any_community() -> impl Strategy<Value = Community> {
    (0_u32..9, 0_i64..200, 0_u32..40).prop_map(|(id, met, joined)| {
        let mut it = lively(&format!("c{id}"), "FREQ=WEEKLY;BYDAY=WE", "20:00");
        it.activity.last_met = Some(days(now(), -met));
        it.activity.joined_90d = joined;
        it
    })
}

fn any_things() -> impl Strategy<Value = Vec<Thing>> {
    let events = prop::collection::vec(any_event(), 0..25);
    let communities = prop::collection::vec(any_community(), 0..8);
    (events, communities).prop_map(|(mut events, mut communities)| {
        events.sort_by(|a, b| a.id.cmp(&b.id));
        events.dedup_by(|a, b| a.id == b.id);
        communities.sort_by(|a, b| a.id.cmp(&b.id));
        communities.dedup_by(|a, b| a.id == b.id);
        let communities = communities.into_iter().map(group);
        events.into_iter().map(thing).chain(communities).collect()
    })
}

const SORTS: [FeedSort; 3] = [FeedSort::Recommended, FeedSort::Soon, FeedSort::Near];

proptest! {
    #[test]
    fn the_order_in_which_things_arrive_does_not_matter(
        (things, shuffled) in any_things().prop_flat_map(|t| (Just(t.clone()), Just(t).prop_shuffle())),
        sort in prop::sample::select(SORTS.to_vec()),
    ) {
        prop_assert_eq!(ids(things, &taste(), sort), ids(shuffled, &taste(), sort));
    }

    #[test]
    fn everything_but_what_is_over_is_there_once(
        things in any_things(),
        sort in prop::sample::select(SORTS.to_vec()),
    ) {
        let is_over = |t: &Thing| matches!(t, Thing::Event(event) if event.ends() <= now());
        let mut expected: Vec<String> =
            things.iter().filter(|t| !is_over(t)).map(|t| t.id().to_owned()).collect();
        let items = rank(things, &taste(), sort, now(), &Tz);
        let mut found: Vec<String> = items.iter().map(|i| i.thing.id().to_owned()).collect();
        expected.sort();
        found.sort();
        prop_assert_eq!(found, expected);
    }

    /// Neither prices nor dues move anything, up or down.
    #[test]
    fn money_moves_nothing(
        things in any_things(),
        sort in prop::sample::select(SORTS.to_vec()),
        which in 0_usize..30,
        amount in 0_u64..1_000_000,
    ) {
        let mut paid = things.clone();
        if let Some(thing) = paid.get_mut(which) {
            match thing {
                Thing::Event(event) => std::sync::Arc::make_mut(event).price = "¥999".to_owned(),
                Thing::Community(community) => {
                    let period = DuesPeriod::Month;
                    let dues = Dues { amount, currency: "CNY".to_owned(), period, link: String::new(), how: String::new(), };
                    std::sync::Arc::make_mut(community).policy.dues = Some(dues);
                }
            }
        }
        let seen = |things| -> Vec<_> {
            let items = rank(things, &taste(), sort, now(), &Tz);
            items.into_iter().map(|i| (i.thing.id().to_owned(), i.score, i.reasons)).collect()
        };
        prop_assert_eq!(seen(things), seen(paid));
    }

    #[test]
    fn occurrences_of_one_community_keep_their_order(things in any_things()) {
        let items = rank(things, &taste(), FeedSort::Recommended, now(), &Tz);
        for community in 0..6 {
            let starts: Vec<_> = items
                .iter()
                .filter_map(|item| match &item.thing {
                    Thing::Event(e) if e.status == EventStatus::Scheduled && e.start > now() => Some(e),
                    _ => None,
                })
                .filter(|e| e.community.as_ref().is_some_and(|c| c.0 == format!("c{community}")))
                .map(|e| e.start)
                .collect();
            prop_assert!(starts.is_sorted());
        }
    }
}
