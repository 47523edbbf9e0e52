//! The feed: what passes, in which order, and for which reasons.

use std::sync::Arc;

use super::{Reason, Thing};
use crate::model::testing::{SHANGHAI, community, days, event, now};
use crate::model::{Community, Event, LatLng, LocalTime, Rhythm};

mod filters;
mod order;
mod reasons;

/// The centre of the tests: Hangzhou, beside the lake.
fn here() -> LatLng {
    LatLng::new(30.25, 120.15).unwrap()
}

/// A point so many metres north of it.
fn north(metres: f64) -> Option<LatLng> {
    LatLng::new(30.25 + metres / 111_195.08, 120.15)
}

fn thing(event: Event) -> Thing {
    Thing::Event(Arc::new(event))
}

fn group(community: Community) -> Thing {
    Thing::Community(Arc::new(community))
}

/// A community that met three days ago and meets each week by a rule.
fn lively(id: &str, rule: &str, clock: &str) -> Community {
    let mut it = community(id);
    it.members = 100;
    it.activity.founded = Some(days(now(), -900));
    it.activity.last_met = Some(days(now(), -3));
    it.activity.met_90d = 12;
    it.rhythm = vec![Rhythm {
        rule: rule.parse().unwrap(),
        from: crate::model::time::parse_date("2026-01-01").unwrap(),
        start: LocalTime::parse(clock).unwrap(),
        end: LocalTime::new(21, 30),
        zone: SHANGHAI.to_owned(),
        except: Vec::new(),
        what: String::new(),
    }];
    it
}

/// An event of a community.
fn event_of(id: &str, community: &str, in_days: i64) -> Event {
    let mut it = event(id, days(now(), in_days));
    it.community = Some(community.into());
    it
}

fn words(reasons: &[Reason]) -> String {
    let word = |reason: &Reason| match reason {
        Reason::Near { metres } => format!("near:{metres}"),
        Reason::YourDistrict => "district".to_owned(),
        Reason::StartsSoon { at } => format!("soon:{}h", at.since(now()) / 3600),
        Reason::ClosesSoon { at } => format!("closes:{}h", at.since(now()) / 3600),
        Reason::FewSeats { left } => format!("seats:{left}"),
        Reason::Interest { tag } => format!("likes:{tag}"),
        Reason::YourCommunity => "yours".to_owned(),
        Reason::Lively => "lively".to_owned(),
        Reason::Growing => "growing".to_owned(),
        Reason::New => "new".to_owned(),
        Reason::NewcomersWelcome => "welcome".to_owned(),
    };
    reasons.iter().map(word).collect::<Vec<_>>().join(" ")
}
