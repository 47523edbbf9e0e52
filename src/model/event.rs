//! An event: when and where people meet, and how one gets a seat.

mod faces;
mod told;
mod turns;

pub use faces::Faces;
pub use told::{Notice as MovedNotice, TimeAndPlace};

use super::json::{FromJson, Node, Record, Sink, record, words};
use super::{Area, CommunityId, EventId, Form, Instant, Person, Recurrence};

/// A meeting in a place or online.
///
/// A list may bring a row without the long parts (`description`, the form, `hosts`).
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Identity.
    pub id: EventId,
    /// Whose event it is.
    pub community: Option<CommunityId>,
    /// The community's name, so that a card needs no second request.
    pub community_name: String,
    /// Title.
    pub title: String,
    /// Markdown.
    pub description: String,
    /// Starts.
    pub start: Instant,
    /// Ends.
    pub end: Option<Instant>,
    /// IANA zone of the place.
    pub zone: String,
    /// Where.
    pub venue: Venue,
    /// Seats; `None` means as many as come.
    pub capacity: Option<u32>,
    /// Seats confirmed.
    pub taken: u32,
    /// People on the waitlist.
    pub waiting: u32,
    /// How one gets a seat.
    pub sign_up: SignUpPolicy,
    /// What it costs and how, in words.
    pub price: String,
    /// Who holds it.
    pub hosts: Vec<Person>,
    /// Whether it takes place.
    pub status: EventStatus,
    /// Why it was cancelled or postponed.
    pub status_note: String,
    /// The rule of the series that this is an occurrence of.
    pub series: Option<Recurrence>,
    /// Interests.
    pub tags: Vec<String>,
    /// Which of the colours of covers, from 0; without one, by its id.
    pub cover: Option<u32>,
    /// Who goes; of a whole event where the service tells, never in lists.
    pub faces: Option<Faces>,
    /// Where pictures of it are, afterwards: an address of the web.
    pub photos: String,
}

/// Where an event is. In JSON all of it stands side by side: `city`, `address`, `online` …
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Venue {
    /// City, district, name and position of the place.
    pub area: Area,
    /// Street and number, once known to the viewer.
    pub address: String,
    /// The address is told only to those with a confirmed seat.
    pub address_hidden: bool,
    /// It is held online (too).
    pub online: bool,
    /// Where online, once known to the viewer.
    pub online_url: String,
}

/// Who may sign up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Who {
    /// Everybody.
    #[default]
    Open,
    /// Everybody; a host looks at each sign-up.
    Approval,
    /// Members of the community.
    Members,
    /// Those who were invited.
    Invitation,
}

/// How one gets a seat.
#[derive(Clone, Debug, PartialEq)]
pub struct SignUpPolicy {
    /// Who may.
    pub who: Who,
    /// From when; without it, at once.
    pub opens: Option<Instant>,
    /// Until when; without it, until the start.
    pub closes: Option<Instant>,
    /// The most people on one sign-up, the person signing up included.
    pub party_max: u32,
    /// Whether there is a waitlist when it is full.
    pub waitlist: bool,
    /// What is asked.
    pub form: Form,
    /// Whether children are marked.
    pub children: bool,
    /// Whether it is asked of each person.
    pub each: bool,
}

impl Default for SignUpPolicy {
    fn default() -> Self {
        Self {
            who: Who::Open,
            opens: None,
            closes: None,
            party_max: 1,
            waitlist: true,
            form: Form::default(),
            children: false,
            each: false,
        }
    }
}

/// Whether an event takes place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EventStatus {
    /// It does.
    #[default]
    Scheduled,
    /// Later; the new time is not fixed or is the one shown.
    Postponed,
    /// It does not.
    Cancelled,
    /// A member would like it to; no host has said so yet.
    Proposed,
}

/// Whether one can sign up at a moment, capacity aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignUpWindow {
    /// Opens at.
    NotYet(Instant),
    /// Open until.
    Open(Instant),
    /// The organiser's time is over, the event has not begun.
    Closed,
    /// It has begun.
    Begun,
    /// It is over.
    Over,
    /// It does not take place, or not then.
    Off,
}

impl Event {
    /// When it is over; without an end, three hours after the start.
    #[must_use]
    pub fn ends(&self) -> Instant {
        self.end
            .filter(|end| *end >= self.start)
            .unwrap_or(self.start.plus(3 * 3600))
    }

    /// Seats that nobody has; `None` without a capacity.
    #[must_use]
    pub fn seats_left(&self) -> Option<u32> {
        self.capacity.map(|all| all.saturating_sub(self.taken))
    }

    /// The most people on one sign-up, at least 1: no more than there are seats in all.
    #[must_use]
    pub fn party_limit(&self) -> u32 {
        let all = self.capacity.unwrap_or(u32::MAX);
        self.sign_up.party_max.max(1).min(all.max(1))
    }

    /// Whether one can sign up now, capacity aside. A closing time after the start means the start.
    #[must_use]
    pub fn window(&self, now: Instant) -> SignUpWindow {
        let closes = self
            .sign_up
            .closes
            .map_or(self.start, |c| c.min(self.start));
        match (self.status, self.sign_up.opens) {
            (EventStatus::Cancelled | EventStatus::Postponed | EventStatus::Proposed, _)
                if now < self.ends() =>
            {
                SignUpWindow::Off
            }
            _ if now >= self.ends() => SignUpWindow::Over,
            _ if now >= self.start => SignUpWindow::Begun,
            (_, Some(opens)) if now < opens => SignUpWindow::NotYet(opens),
            _ if now >= closes => SignUpWindow::Closed,
            _ => SignUpWindow::Open(closes),
        }
    }
}

record!(Event {
    id: needed,
    community: sparse,
    community_name: sparse,
    title: needed,
    description: sparse,
    start: needed,
    end: sparse,
    zone: needed,
    venue: usual,
    capacity: sparse,
    taken: usual,
    waiting: usual,
    sign_up: usual,
    price: sparse,
    hosts: sparse,
    status: usual,
    status_note: sparse,
    series: sparse,
    tags: sparse,
    cover: sparse,
    faces: sparse,
    photos: sparse,
});

record!(SignUpPolicy {
    who: usual,
    opens: sparse,
    closes: sparse,
    party_max: or(1),
    waitlist: or(true),
    form: sparse,
    children: sparse,
    each: sparse,
});

words!(Who {
    Open = "open",
    Approval = "approval",
    Members = "members",
    Invitation = "invitation",
});

words!(EventStatus {
    Scheduled = "scheduled",
    Postponed = "postponed",
    Cancelled = "cancelled",
    Proposed = "proposed",
});

/// Flat: the area's fields stand beside the others.
impl FromJson for Venue {
    fn read(node: &Node<'_>) -> Self {
        Self {
            area: Area::read(node),
            address: node.usual("address"),
            address_hidden: node.usual("address_hidden"),
            online: node.usual("online"),
            online_url: node.usual("online_url"),
        }
    }
}

impl Record for Venue {
    fn fields<S: Sink>(&self, sink: &mut S) {
        self.area.fields(sink);
        sink.sparse("address", &self.address);
        sink.put("address_hidden", &self.address_hidden);
        sink.put("online", &self.online);
        sink.sparse("online_url", &self.online_url);
    }
}

record!(@written Venue);
