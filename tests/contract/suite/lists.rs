//! Communities and events: pages to the end, in order, none twice, nothing unread.

use std::collections::BTreeSet;

use linju::{
    backend::EventsWanted,
    model::{CommunityId, Door, EventStatus},
};

use super::{super::native::block_on, Under, all_communities, all_events};

/// Every kind of door, and no community twice.
pub fn communities(under: &Under, least: usize) {
    let all = all_communities(&*under.backend);
    let ids: BTreeSet<&str> = all.iter().map(|c| c.id.as_str()).collect();
    assert_eq!(ids.len(), all.len(), "no community twice");
    assert!(all.len() >= least, "{} communities", all.len());
    for door in [Door::Open, Door::Approval, Door::Invitation, Door::Closed] {
        assert!(all.iter().any(|c| c.policy.door == door), "{door:?}");
    }
}

/// What is coming, by its start; of a week; of one community.
pub fn events(under: &Under, least: usize) {
    let from = EventsWanted {
        from: Some(under.now),
        ..EventsWanted::default()
    };
    let coming = all_events(&*under.backend, from.clone());
    let ids: BTreeSet<&str> = coming.iter().map(|e| e.id.as_str()).collect();
    assert_eq!(ids.len(), coming.len(), "no event twice");
    assert!(coming.len() >= least, "{} events", coming.len());
    assert!(coming.is_sorted_by_key(|e| e.start), "by their start");
    assert!(
        coming.iter().all(|e| e.ends() >= under.now),
        "none that is over"
    );
    let week = under.now.plus(7 * 86_400);
    let soon = all_events(
        &*under.backend,
        EventsWanted {
            to: Some(week),
            ..from.clone()
        },
    );
    assert!(!soon.is_empty() && soon.len() < coming.len());
    assert!(soon.iter().all(|e| e.start <= week));
    let in_time = coming.iter().filter(|e| e.start < week).count();
    assert!(soon.len() >= in_time, "none is missing");
    let community = Some(CommunityId::from("night-run"));
    let own = all_events(
        &*under.backend,
        EventsWanted {
            community,
            ..from.clone()
        },
    );
    assert!(own.len() >= 3 && own.iter().all(|e| e.community_name == "运河夜跑团"));
    // An id is data: it opens no filter.
    for id in [
        "night-run\" || id != \"",
        "' OR '1'='1",
        "a,b",
        "\\",
        "&_limit=1#",
    ] {
        let wanted = EventsWanted {
            community: Some(CommunityId::from(id)),
            ..from.clone()
        };
        let answer = block_on(under.backend.events(&wanted));
        let none = answer
            .as_ref()
            .map_or(true, |page| page.data.items.is_empty());
        assert!(none, "{id}: {answer:?}");
    }
}

/// Whole, with their times and places.
pub fn one_of_each(under: &Under) {
    let community = block_on(under.backend.community(&"night-run".into()))
        .expect("whole")
        .data;
    assert_eq!(community.name, "运河夜跑团");
    assert!(!community.about.is_empty() && !community.rules.lines.is_empty());
    assert!(community.people.len() >= 2 && community.rhythm.len() == 2);
    assert!(community.activity.last_met.is_some_and(|at| at < under.now));
    let position = community.area.position.expect("a position");
    assert!((30.0..31.0).contains(&position.lat()) && (119.0..121.0).contains(&position.lng()));
    let event = block_on(under.backend.event(&"e-night-run-3".into()))
        .expect("whole")
        .data;
    assert!(!event.description.is_empty() && event.start > under.now);
    assert_eq!(
        (event.capacity, event.zone.as_str()),
        (Some(16), "Asia/Shanghai")
    );
    let cancelled = block_on(under.backend.event(&"e-dog-walk-2".into()))
        .expect("whole")
        .data;
    assert_eq!(cancelled.status, EventStatus::Cancelled);
    let goal = block_on(under.backend.community(&"promo-circle".into()))
        .expect("whole")
        .data
        .goal;
    assert!(goal.is_none_or(|g| g.of > 0));
}
