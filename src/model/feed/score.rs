//! What speaks for a card and what against it. Prices and dues are no part of this.
//!
//! Points are a matter of taste, so they stand in one place: a kilometre nearer, a day sooner and
//! a shared interest weigh about the same.

use super::filter::same;
use super::{FeedItem, Reason, Taste, Thing};
use crate::model::{
    Community, Door, Event, Instant, SignUpWindow, Stage, Who, Zones, distance_m, sort_by, stage,
};

const DAY: i64 = 86_400;

/// Metres and points, nearest first; further away there are none.
const NEAR: [(u32, i32); 4] = [(1_000, 25), (3_000, 18), (5_000, 12), (10_000, 6)];

/// Near enough to say so.
const NEAR_ENOUGH: u32 = 5_000;

/// Seconds until the start, and points.
const SOON: [(i64, i32); 4] = [(DAY, 20), (3 * DAY, 14), (7 * DAY, 8), (14 * DAY, 3)];

/// Soon enough to say so.
const SOON_ENOUGH: i64 = 3 * DAY;

/// Few seats.
const FEW: u32 = 3;

/// Groups of cards, one after the other in every order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tier {
    /// Something to go to.
    First,
    /// Has begun: too late for most.
    Begun,
    /// Dormant, ended, cancelled, postponed.
    Last,
}

/// A card in the making.
pub(super) struct Scored {
    pub(super) item: FeedItem,
    pub(super) tier: Tier,
    reasons: Vec<(i32, Reason)>,
}

impl Scored {
    /// `host` is the stage of the community whose event it is.
    pub(super) fn new(
        thing: Thing,
        host: Option<Stage>,
        taste: &Taste,
        now: Instant,
        zones: &dyn Zones,
    ) -> Self {
        let item = FeedItem {
            thing,
            reasons: Vec::new(),
            score: 0,
            stage: None,
            at: None,
            metres: None,
        };
        let mut card = Self {
            item,
            tier: Tier::First,
            reasons: Vec::new(),
        };
        let thing = card.item.thing.clone();
        card.place(&thing, taste);
        card.interests(&thing, taste);
        let mine = thing
            .community()
            .is_some_and(|id| taste.communities.contains(id));
        match &thing {
            Thing::Event(event) => card.event(event, host, mine, now),
            Thing::Community(community) => card.community(community, mine, now, zones),
        }
        sort_by(&mut card.reasons, |a, b| b.0.cmp(&a.0));
        card.item.reasons = core::mem::take(&mut card.reasons)
            .into_iter()
            .map(|r| r.1)
            .collect();
        card
    }

    fn because(&mut self, points: i32, reason: Reason) {
        self.item.score += points;
        self.reasons.push((points, reason));
    }

    fn place(&mut self, thing: &Thing, taste: &Taste) {
        let area = thing.area();
        if let (Some(here), Some(there)) = (taste.here, area.position) {
            let metres = distance_m(here, there).round() as u32;
            self.item.metres = Some(metres);
            let points = points(&NEAR, metres);
            if metres <= NEAR_ENOUGH {
                self.because(points, Reason::Near { metres });
                return;
            }
            self.item.score += points;
        }
        let elsewhere =
            |mine: &str, its: &str| !mine.is_empty() && !its.is_empty() && !same(mine, its);
        if elsewhere(&taste.city, &area.city) {
            self.item.score -= 40;
        } else if !taste.district.is_empty() && same(&taste.district, &area.district) {
            self.because(12, Reason::YourDistrict);
        }
    }

    fn interests(&mut self, thing: &Thing, taste: &Taste) {
        let likes = |tag: &&String| taste.interests.iter().any(|like| same(like, tag));
        for (at, tag) in thing.tags().iter().filter(likes).take(3).enumerate() {
            self.because(
                if at == 0 { 15 } else { 5 },
                Reason::Interest { tag: tag.clone() },
            );
        }
    }

    fn soon(&mut self, at: Option<Instant>, now: Instant) {
        self.item.at = at;
        let Some(at) = at else { return };
        let seconds = at.since(now);
        if seconds < 0 {
            return;
        }
        let points = points(&SOON, seconds);
        if seconds <= SOON_ENOUGH {
            self.because(points, Reason::StartsSoon { at });
        } else {
            self.item.score += if seconds > 30 * DAY { -10 } else { points };
        }
    }

    fn alive(&mut self, stage: Option<Stage>) {
        match stage {
            Some(Stage::Lively) => self.because(10, Reason::Lively),
            Some(Stage::Growing) => self.because(10, Reason::Growing),
            Some(Stage::Sprouting) => self.because(4, Reason::New),
            Some(Stage::Fading) => self.item.score -= 10,
            Some(Stage::Dormant) => self.item.score -= 60,
            Some(Stage::Closed) => self.item.score -= 100,
            None => {}
        }
    }

    fn community(&mut self, community: &Community, mine: bool, now: Instant, zones: &dyn Zones) {
        self.item.stage = stage(community, now);
        self.alive(self.item.stage);
        if matches!(self.item.stage, Some(Stage::Dormant | Stage::Closed)) {
            // The rhythm of a community that sleeps is no promise.
            self.tier = Tier::Last;
            self.reasons.clear();
            return;
        }
        self.soon(
            community.next_meeting(zones, now).map(|(start, ..)| start),
            now,
        );
        match community.policy.door {
            Door::Open | Door::Approval => {}
            Door::Invitation => self.item.score -= 8,
            Door::Closed => self.item.score -= 20,
        }
        if mine {
            // It need not be discovered any more, but does not hide.
            self.item.score -= 15;
            self.reasons.push((30, Reason::YourCommunity));
        }
    }

    fn event(&mut self, event: &Event, host: Option<Stage>, mine: bool, now: Instant) {
        self.item.at = Some(event.start);
        match event.window(now) {
            SignUpWindow::Off | SignUpWindow::Over => {
                self.tier = Tier::Last;
                self.reasons.clear();
                return;
            }
            SignUpWindow::Begun => self.tier = Tier::Begun,
            SignUpWindow::Closed => self.item.score -= 15,
            SignUpWindow::NotYet(_) => self.item.score -= 3,
            SignUpWindow::Open(closes) => self.open(event, closes, mine, now),
        }
        self.soon(Some(event.start), now);
        if let Some(stage @ (Stage::Lively | Stage::Growing)) = host {
            self.alive(Some(stage));
        }
        if mine {
            self.because(30, Reason::YourCommunity);
        }
    }

    fn open(&mut self, event: &Event, closes: Instant, mine: bool, now: Instant) {
        let policy = &event.sign_up;
        let left = event.seats_left();
        if left == Some(0) || (policy.waitlist && event.waiting > 0) {
            self.item.score -= if policy.waitlist { 5 } else { 15 };
            return;
        }
        match policy.who {
            Who::Members if !mine => {
                self.item.score -= 15;
                return;
            }
            Who::Invitation => {
                self.item.score -= 15;
                return;
            }
            Who::Open if !mine => self.because(4, Reason::NewcomersWelcome),
            Who::Open | Who::Approval | Who::Members => {}
        }
        // Where it closes with the start, the start says it.
        if closes < event.start && closes.since(now) <= DAY {
            self.because(6, Reason::ClosesSoon { at: closes });
        }
        if let Some(left) = left.filter(|left| *left <= FEW) {
            self.because(5, Reason::FewSeats { left });
        }
    }
}

/// Points of the first step that is not passed.
fn points<T: PartialOrd + Copy>(steps: &[(T, i32)], value: T) -> i32 {
    steps
        .iter()
        .find(|(limit, _)| value <= *limit)
        .map_or(0, |(_, points)| *points)
}
