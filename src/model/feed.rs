//! The feed: communities and events together, with reasons.
//!
//! It ranks by near, soon, shared interest and alive. It knows no price and no payment, carries no
//! adverts, and the same things, taste and moment always give the same order.

use std::sync::Arc;

use super::{Area, Community, CommunityId, Event, Instant, LatLng, Stage};

mod filter;
mod rank;
mod score;

pub use filter::passes;
pub use rank::rank;

/// What can stand in the feed. Cheap to clone.
#[derive(Clone, Debug, PartialEq)]
pub enum Thing {
    /// A community.
    Community(Arc<Community>),
    /// An event.
    Event(Arc<Event>),
}

impl Thing {
    /// Its id, unique among things of its kind.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Community(community) => community.id.as_str(),
            Self::Event(event) => event.id.as_str(),
        }
    }

    /// Where it is.
    #[must_use]
    pub fn area(&self) -> &Area {
        match self {
            Self::Community(community) => &community.area,
            Self::Event(event) => &event.venue.area,
        }
    }

    /// Interests.
    #[must_use]
    pub fn tags(&self) -> &[String] {
        match self {
            Self::Community(community) => &community.tags,
            Self::Event(event) => &event.tags,
        }
    }

    /// The community that it is, or whose event it is.
    #[must_use]
    pub fn community(&self) -> Option<&CommunityId> {
        match self {
            Self::Community(community) => Some(&community.id),
            Self::Event(event) => event.community.as_ref(),
        }
    }

    /// Which kind of thing.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Community(_) => Kind::Communities,
            Self::Event(_) => Kind::Events,
        }
    }

    /// Held online and nowhere else.
    fn only_online(&self) -> bool {
        match self {
            Self::Community(_) => false,
            Self::Event(event) => {
                let area = &event.venue.area;
                event.venue.online && area.district.is_empty() && area.place.is_empty()
            }
        }
    }
}

/// Kinds of things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Communities.
    Communities,
    /// Events.
    Events,
}

/// A card of the feed.
#[derive(Clone, Debug, PartialEq)]
pub struct FeedItem {
    /// What.
    pub thing: Thing,
    /// Why it is shown, the strongest first.
    pub reasons: Vec<Reason>,
    /// What the order was made by; says nothing to people.
    pub score: i32,
    /// Stage of life of a community, where it is known.
    pub stage: Option<Stage>,
    /// Start of the event, or of the community's next meeting.
    pub at: Option<Instant>,
    /// How far from where the viewer is.
    pub metres: Option<u32>,
}

/// Why a card is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// So near.
    Near {
        /// As the crow flies.
        metres: u32,
    },
    /// In the viewer's district.
    YourDistrict,
    /// It begins, or meets, within three days.
    StartsSoon {
        /// When.
        at: Instant,
    },
    /// Sign-up closes within a day.
    ClosesSoon {
        /// When.
        at: Instant,
    },
    /// Only so many seats are left.
    FewSeats {
        /// How many.
        left: u32,
    },
    /// The viewer likes this.
    Interest {
        /// As the community writes it.
        tag: String,
    },
    /// Of a community that the viewer is in.
    YourCommunity,
    /// The community meets as it says.
    Lively,
    /// Many came in lately.
    Growing,
    /// The community is new.
    New,
    /// Anybody may come, without being in the community.
    NewcomersWelcome,
}

/// What is known of the viewer's taste; all of it may be empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Taste {
    /// Where they are, by permission.
    pub here: Option<LatLng>,
    /// City they chose.
    pub city: String,
    /// District they chose.
    pub district: String,
    /// Interests they chose.
    pub interests: Vec<String>,
    /// Communities that they are in.
    pub communities: Vec<CommunityId>,
}

/// What to show. The default shows everything.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FeedFilter {
    /// When.
    pub when: When,
    /// In this city, or online.
    pub city: Option<String>,
    /// In this district.
    pub district: Option<String>,
    /// With any of these tags.
    pub tags: Vec<String>,
    /// Not further away.
    pub near: Option<Around>,
    /// Only this kind.
    pub kind: Option<Kind>,
}

/// Everything within so many metres.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Around {
    /// Centre.
    pub from: LatLng,
    /// Radius.
    pub metres: u32,
}

/// When something is on. By the wall clock of the place where it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum When {
    /// At any time.
    #[default]
    Any,
    /// From 17:00 to 05:00 of the next morning. After midnight it is the evening to come.
    Tonight,
    /// Today until the night of Sunday. On Sunday, when people plan, until the next one.
    ThisWeek,
    /// From Friday 17:00 to the night of Sunday: the coming one, or the one that it is.
    Weekend,
}

/// A time with a beginning and an end, the end not in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WhenRange {
    /// From.
    pub from: Instant,
    /// To.
    pub to: Instant,
}

/// Orders of the feed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum FeedSort {
    /// The best first.
    #[default]
    Recommended,
    /// The soonest first.
    Soon,
    /// The nearest first.
    Near,
}

#[cfg(test)]
mod tests;
