//! The order of the feed.

use super::score::{Scored, Tier};
use super::{FeedItem, FeedSort, Taste, Thing};
use crate::model::{CommunityId, Instant, Stage, Table, Zones, sort_by, stage};

/// What each further event of one community costs, so that a series shows its next occurrence.
const AGAIN: i32 = 25;

/// How far to look for a card that does not repeat those before it.
const LOOK_AHEAD: usize = 12;

/// So many cards of one kind may follow each other, and no two of one community.
const RUN: usize = 3;

/// Orders things for a viewer. Events that are over are left out; what has begun comes after what
/// is to come, and what sleeps or is called off comes last. Equals are ordered by id.
#[must_use]
pub fn rank(
    things: Vec<Thing>,
    taste: &Taste,
    sort: FeedSort,
    now: Instant,
    zones: &dyn Zones,
) -> Vec<FeedItem> {
    let mut stages: Table<CommunityId, Stage> = Table::new();
    for thing in &things {
        if let Thing::Community(community) = thing
            && let Some(stage) = stage(community, now)
        {
            stages.insert(community.id.clone(), stage);
        }
    }
    let mut cards: Vec<Scored> = things
        .into_iter()
        .filter(|thing| !matches!(thing, Thing::Event(event) if event.ends() <= now))
        .map(|thing| {
            let host = thing.community().and_then(|id| stages.get(id)).copied();
            Scored::new(thing, host, taste, now, zones)
        })
        .collect();
    if sort == FeedSort::Recommended {
        next_of_each_first(&mut cards);
    }
    sort_by(&mut cards, |a, b| key(a, sort).cmp(&key(b, sort)));
    let mut items: Vec<(Tier, FeedItem)> = cards
        .into_iter()
        .map(|card| (card.tier, card.item))
        .collect();
    if sort == FeedSort::Recommended {
        let rest = items.split_off(items.partition_point(|(tier, _)| *tier == Tier::First));
        items = mix(items);
        items.extend(rest);
    }
    items.into_iter().map(|(_, item)| item).collect()
}

/// Smallest first. Without a time or a distance, after those with one.
fn key(card: &Scored, sort: FeedSort) -> (Tier, i64, i32, Option<Instant>, bool, &str) {
    let item = &card.item;
    let first = match sort {
        FeedSort::Recommended => 0,
        FeedSort::Soon => item.at.map_or(i64::MAX, Instant::unix),
        FeedSort::Near => item.metres.map_or(i64::MAX, i64::from),
    };
    let is_event = matches!(item.thing, Thing::Event(_));
    (
        card.tier,
        first,
        -item.score,
        item.at,
        is_event,
        item.thing.id(),
    )
}

/// Of a community's events the soonest keeps its score; each later one stays behind the one
/// before it.
fn next_of_each_first(cards: &mut [Scored]) {
    let mut events: Vec<(String, Option<Instant>, String, usize)> = cards
        .iter()
        .enumerate()
        .filter(|(_, card)| card.tier == Tier::First)
        .filter_map(|(at, card)| match &card.item.thing {
            Thing::Event(event) => {
                let community = event.community.as_ref()?;
                Some((community.0.clone(), card.item.at, event.id.0.clone(), at))
            }
            Thing::Community(_) => None,
        })
        .collect();
    sort_by(&mut events, Ord::cmp);
    let mut before: Option<(String, i32, i32)> = None;
    for (community, _, _, at) in events {
        let Some(card) = cards.get_mut(at) else {
            continue;
        };
        let again = match before {
            Some((last, nth, score)) if last == community => {
                let less = (card.item.score - AGAIN * (nth + 1)).min(score - 1);
                card.item.score = less;
                nth + 1
            }
            _ => 0,
        };
        before = Some((community, again, card.item.score));
    }
}

/// Takes the best card that repeats neither the community of the one before nor the kind of the
/// last few; the best one where there is none near.
fn mix(items: Vec<(Tier, FeedItem)>) -> Vec<(Tier, FeedItem)> {
    let mut waiting: Vec<Option<(Tier, FeedItem)>> = items.into_iter().map(Some).collect();
    let mut mixed: Vec<(Tier, FeedItem)> = Vec::with_capacity(waiting.len());
    let mut front = 0;
    while front < waiting.len() {
        let candidates = waiting.iter().enumerate().skip(front);
        let pick = candidates
            .filter_map(|(at, item)| Some((at, &item.as_ref()?.1)))
            .take(LOOK_AHEAD)
            .find(|(_, item)| !repeats(&mixed, item))
            .map_or(front, |(at, _)| at);
        mixed.extend(waiting.get_mut(pick).and_then(Option::take));
        while waiting.get(front).is_some_and(Option::is_none) {
            front += 1;
        }
    }
    mixed
}

fn repeats(before: &[(Tier, FeedItem)], next: &FeedItem) -> bool {
    let community = next.thing.community();
    let same_community = community.is_some()
        && before
            .last()
            .is_some_and(|(_, last)| last.thing.community() == community);
    let run = before
        .iter()
        .rev()
        .take_while(|(_, item)| item.thing.kind() == next.thing.kind());
    same_community || run.take(RUN).count() == RUN
}
