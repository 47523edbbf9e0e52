//! Every state of an event is there, whenever the app is opened.

use std::collections::BTreeSet;

use linju::model::{Event, EventStatus, SignUpWindow, Who, local_parts};

use crate::load::{Shanghai, anchors, load};

const DAY: i64 = 86_400;
const ZONE: &str = "Asia/Shanghai";

#[test]
fn every_state_is_there_at_whatever_hour() {
    for now in anchors() {
        let events = load(now).events;
        let has = |what: &str, found: &dyn Fn(&Event) -> bool| {
            assert!(events.iter().any(found), "{now}: no event {what}");
        };
        let open = |e: &Event| matches!(e.window(now), SignUpWindow::Open(_));
        let full = |e: &Event| open(e) && e.seats_left() == Some(0);
        has("full with a waitlist", &|e| {
            full(e) && e.sign_up.waitlist && e.waiting > 0
        });
        has("full without a waitlist", &|e| {
            full(e) && !e.sign_up.waitlist
        });
        has("with few seats", &|e| {
            open(e) && e.seats_left().is_some_and(|n| (1..=3).contains(&n))
        });
        has("as many as come", &|e| open(e) && e.capacity.is_none());
        has("closing tonight, held tomorrow", &|e| match e.window(now) {
            SignUpWindow::Open(closes) => {
                local_parts(&Shanghai, ZONE, closes).date()
                    == local_parts(&Shanghai, ZONE, now).date()
                    && closes < e.start
            }
            _ => false,
        });
        has("opening tomorrow", &|e| match e.window(now) {
            SignUpWindow::NotYet(opens) => opens.since(now) < 2 * DAY,
            _ => false,
        });
        has("whose sign-up is closed", &|e| {
            e.window(now) == SignUpWindow::Closed
        });
        has("that has begun", &|e| e.window(now) == SignUpWindow::Begun);
        for who in [Who::Open, Who::Approval, Who::Members, Who::Invitation] {
            has(&format!("for {who:?}"), &|e| {
                open(e) && e.sign_up.who == who
            });
        }
        for status in [EventStatus::Cancelled, EventStatus::Postponed] {
            has(&format!("{status:?} with a note"), &|e| {
                e.status == status && e.start > now && !e.status_note.is_empty()
            });
        }
        let placed = |e: &Event| !e.venue.area.place.is_empty();
        has("only online", &|e| open(e) && e.venue.online && !placed(e));
        has("online and in a place", &|e| {
            open(e) && e.venue.online && placed(e)
        });
        has("whose address is hidden", &|e| {
            open(e) && e.venue.address_hidden && !e.venue.address.is_empty()
        });
        has("of a series", &|e| open(e) && e.series.is_some());
        has("with a question that depends", &|e| {
            open(e) && e.sign_up.form.fields.iter().any(|f| f.shown_if.is_some())
        });
        has("free", &|e| open(e) && e.price.is_empty());
        has("priced", &|e| open(e) && !e.price.is_empty());
        let parties: BTreeSet<u32> = events
            .iter()
            .filter(|e| open(e))
            .map(|e| e.sign_up.party_max)
            .collect();
        assert_eq!(parties, (1..=4).collect());
        assert!(
            events
                .iter()
                .filter(|e| e.window(now) == SignUpWindow::Over)
                .count()
                >= 5
        );
    }
}

#[test]
fn there_is_something_on_every_day_of_the_coming_weeks() {
    for now in anchors() {
        let events = load(now).events;
        for day in 0..13 {
            let (from, to) = (now.plus(day * DAY), now.plus((day + 1) * DAY));
            let n = events
                .iter()
                .filter(|e| (from..to).contains(&e.start))
                .count();
            assert!(n > 0, "{now}: nothing on day {day}");
        }
        let ahead = events.iter().filter(|e| e.start > now).count();
        assert!(ahead >= 48, "{now}: {ahead}");
        // The app counts from the same moment for a week, so that what one signed up for stays.
        let later = now.plus(6 * DAY);
        let week = later..later.plus(7 * DAY);
        let n = events.iter().filter(|e| week.contains(&e.start)).count();
        assert!(n >= 12, "{now}: {n} in the week after six days");
    }
}

#[test]
fn events_make_sense_by_themselves() {
    let now = anchors()[0];
    for event in load(now).events {
        let id = &event.id;
        assert!(event.end.is_some_and(|end| end > event.start), "{id}");
        assert!(
            event.capacity.is_none_or(|seats| event.taken <= seats),
            "{id}"
        );
        assert!(event.waiting == 0 || event.seats_left() == Some(0), "{id}");
        assert!(
            !event.description.is_empty() && !event.hosts.is_empty(),
            "{id}"
        );
        assert!(!event.tags.is_empty() && event.zone == ZONE, "{id}");
        assert!(
            event
                .sign_up
                .closes
                .is_none_or(|closes| closes <= event.start),
            "{id}"
        );
        assert_ne!(
            event.venue.online,
            event.venue.online_url.is_empty(),
            "{id}"
        );
        assert!(
            event.venue.online || event.venue.area.position.is_some(),
            "{id}"
        );
        assert!(
            event.venue.area.city.is_empty() == event.venue.area.district.is_empty(),
            "{id}"
        );
        let off = event.status != EventStatus::Scheduled;
        assert_eq!(off, !event.status_note.is_empty(), "{id}");
    }
}

#[test]
fn no_more_members_come_than_there_are() {
    let all = load(anchors()[0]);
    for event in all.events.iter().filter(|e| e.sign_up.who == Who::Members) {
        let of = event.community.as_ref().unwrap();
        let community = all.communities.iter().find(|c| c.id == *of).unwrap();
        assert!(event.taken <= community.members, "{}", event.id);
    }
}

#[test]
fn an_occurrence_falls_on_a_day_of_its_communitys_rhythm() {
    for now in anchors() {
        let all = load(now);
        for event in all.events {
            let Some(series) = &event.series else {
                continue;
            };
            let of = event.community.as_ref().unwrap();
            let community = all.communities.iter().find(|c| c.id == *of).unwrap();
            let rhythm = community.rhythm.iter().find(|r| r.rule == *series);
            let rhythm = rhythm.unwrap_or_else(|| panic!("{}: no such rhythm", event.id));
            let start = local_parts(&Shanghai, ZONE, event.start);
            let named = rhythm
                .rule
                .dates(rhythm.from, &[])
                .take_while(|day| *day <= start.date());
            assert_eq!(named.last(), Some(start.date()), "{} at {now}", event.id);
        }
    }
}
