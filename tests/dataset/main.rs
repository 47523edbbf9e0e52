//! The data set of the embedded backend, as the app reads it: every row is readable, every state
//! that a page draws is there at whatever hour it is opened, and what belongs together agrees.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod directories;
mod doors;
mod events;
mod load;
mod rows;
mod texts;

use std::collections::BTreeSet;

use linju::model::{Door, Stage, stage};
use load::{anchors, load};

#[test]
fn there_is_enough_of_everything() {
    let all = load(anchors()[0]);
    assert!(all.communities.len() >= 16, "{}", all.communities.len());
    assert!(all.events.len() >= 64, "{}", all.events.len());
    assert!(all.members.len() >= 420, "{}", all.members.len());
    let cities: BTreeSet<_> = all.communities.iter().map(|c| &c.area.city).collect();
    let districts: BTreeSet<_> = all.communities.iter().map(|c| &c.area.district).collect();
    assert_eq!(cities.len(), 2);
    assert!(districts.len() >= 10, "{districts:?}");
}

#[test]
fn ids_stand_once_and_what_is_referred_to_exists() {
    let all = load(anchors()[0]);
    let communities: BTreeSet<_> = all.communities.iter().map(|c| c.id.clone()).collect();
    let events: BTreeSet<_> = all.events.iter().map(|e| e.id.clone()).collect();
    let members: BTreeSet<_> = all.members.iter().map(|m| m.id.clone()).collect();
    assert_eq!(communities.len(), all.communities.len());
    assert_eq!(events.len(), all.events.len());
    assert_eq!(members.len(), all.members.len());
    for community in &all.communities {
        assert!(
            community
                .parent
                .iter()
                .all(|parent| communities.contains(parent))
        );
    }
    let chapters = all
        .communities
        .iter()
        .filter(|c| c.parent.is_some())
        .count();
    assert_eq!(chapters, 2);
    for event in &all.events {
        let of = event.community.as_ref().unwrap();
        let community = all.communities.iter().find(|c| c.id == *of).unwrap();
        assert_eq!(event.community_name, community.name);
        assert!(
            event.id.as_str().starts_with(&format!("e-{of}-")),
            "{}",
            event.id
        );
    }
}

#[test]
fn communities_are_in_every_stage_of_life_and_behind_every_door() {
    for anchor in anchors() {
        let all = load(anchor);
        let stages: BTreeSet<_> = all
            .communities
            .iter()
            .map(|c| stage(c, anchor).expect("a stage"))
            .collect();
        let wanted = [
            Stage::Closed,
            Stage::Dormant,
            Stage::Fading,
            Stage::Sprouting,
            Stage::Growing,
            Stage::Lively,
        ];
        assert_eq!(stages, wanted.into_iter().collect(), "{anchor}");
    }
    let all = load(anchors()[0]);
    let has = |what: &str, found: &dyn Fn(&linju::model::Community) -> bool| {
        assert!(all.communities.iter().any(found), "no community {what}");
    };
    has("with an open door", &|c| {
        c.policy.door == Door::Open && !c.policy.consent
    });
    has("with approval", &|c| c.policy.door == Door::Approval);
    has("by invitation", &|c| c.policy.door == Door::Invitation);
    has("with a closed door", &|c| c.policy.door == Door::Closed);
    has("with rules to agree to", &|c| {
        c.policy.consent && c.rules.version > 1
    });
    has("with a question that depends", &|c| {
        c.policy.form.fields.iter().any(|f| f.shown_if.is_some())
    });
    has("with a referral", &|c| {
        c.policy.referral.as_ref().is_some_and(|r| r.count > 1)
    });
    has("with dues", &|c| c.policy.dues.is_some());
    has("that is full", &|c| c.policy.capacity == Some(c.members));
    has("with a goal", &|c| {
        c.goal
            .as_ref()
            .is_some_and(|g| g.by.is_some() && g.done < g.of)
    });
    has("with a farewell", &|c| !c.activity.farewell.is_empty());
}

#[test]
fn every_community_says_what_it_is_for_and_who_carries_it() {
    for community in load(anchors()[0]).communities {
        let id = &community.id;
        let length = community.purpose.chars().count();
        assert!((12..=40).contains(&length), "{id}: {length}");
        assert!(
            !community.about.is_empty() && !community.rules.lines.is_empty(),
            "{id}"
        );
        assert!(community.people.len() >= 2, "{id}: never one owner alone");
        assert!(community.people.iter().all(|p| !p.word.is_empty()), "{id}");
        assert!((1..=3).contains(&community.tags.len()), "{id}");
        let closed = community.activity.closed.is_some();
        assert!(closed || !community.rhythm.is_empty(), "{id}: no rhythm");
        assert!(
            community.rules.lines.len() <= 6 && community.rules.version > 0,
            "{id}"
        );
    }
}
