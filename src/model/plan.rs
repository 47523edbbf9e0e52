//! What hosts write about an event: all of it when they plan it, what they change afterwards.
//!
//! [`Plan`] is to an event what [`Charter`](super::Charter) is to a community: what is not there stays as it is, so that two hosts who
//! change different things do not undo each other. The policy of sign-up is there in parts for the same reason. Times are
//! checked on the event as it would be, since a plan may bring a new start and leave the end.

use super::json::{record, words};
use super::{
    Community, Event, EventId, EventStatus, FaultKind, FieldFault, Form, Instant, Person,
    Recurrence, Role, SignUpPolicy, Venue, Who,
};

mod check;
mod later;

pub use check::{EVENT_DAYS_MAX, MEETINGS_MAX, SERIES_DAYS_MAX};

/// An event's description, time, place and sign-up. What is not there stays as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// Title.
    pub title: Option<String>,
    /// Markdown.
    pub description: Option<String>,
    /// Starts.
    pub start: Option<Instant>,
    /// Ends.
    pub end: Option<Instant>,
    /// IANA zone of the place.
    pub zone: Option<String>,
    /// Where.
    pub venue: Option<Venue>,
    /// Seats.
    pub capacity: Option<u32>,
    /// Who may sign up.
    pub who: Option<Who>,
    /// From when one can sign up.
    pub opens: Option<Instant>,
    /// Until when.
    pub closes: Option<Instant>,
    /// The most people on one sign-up, the person signing up included.
    pub party_max: Option<u32>,
    /// Whether there is a waitlist when it is full.
    pub waitlist: Option<bool>,
    /// What is asked.
    pub form: Option<Form>,
    /// Whether children are marked.
    pub children: Option<bool>,
    /// Whether it is asked of each person.
    pub each: Option<bool>,
    /// What it costs and how, in words.
    pub price: Option<String>,
    /// The rule of the series.
    pub series: Option<Recurrence>,
    /// Interests.
    pub tags: Option<Vec<String>>,
    /// Which of the colours of covers.
    pub cover: Option<u32>,
    /// Names of those who hold it.
    pub hosts: Option<Vec<String>>,
    /// Where pictures of it are, afterwards: an address of the web; empty where there are none.
    pub photos: Option<String>,
    /// What is taken away.
    pub without: Vec<Without>,
}

/// What an event can be without, once it had it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Without {
    /// A time at which it ends.
    End,
    /// A number of seats: as many as come.
    Capacity,
    /// A time from which one can sign up: at once.
    Opens,
    /// A time until which one can: until the start.
    Closes,
    /// A series that it is part of.
    Series,
    /// A colour of its own.
    Cover,
}

words!(Without {
    End = "end",
    Capacity = "capacity",
    Opens = "opens",
    Closes = "closes",
    Series = "series",
    Cover = "cover",
});

record!(Plan {
    title: sparse,
    description: sparse,
    start: sparse,
    end: sparse,
    zone: sparse,
    venue: sparse,
    capacity: sparse,
    who: sparse,
    opens: sparse,
    closes: sparse,
    party_max: sparse,
    waitlist: sparse,
    form: sparse,
    children: sparse,
    each: sparse,
    price: sparse,
    series: sparse,
    tags: sparse,
    cover: sparse,
    hosts: sparse,
    photos: sparse,
    without: sparse,
});

impl Plan {
    /// Whether it changes when or how one gets a seat: what is past is past.
    #[must_use]
    pub fn is_about_seats(&self) -> bool {
        let Self {
            title: _,
            description: _,
            price: _,
            tags: _,
            cover: _,
            hosts: _,
            photos: _,
            series: _,
            start,
            end,
            zone,
            venue,
            capacity,
            who,
            opens,
            closes,
            party_max,
            waitlist,
            form,
            children,
            each,
            without,
        } = self;
        let times = [start, end, opens, closes];
        times.iter().any(|time| time.is_some())
            || zone.is_some()
            || venue.is_some()
            || capacity.is_some()
            || who.is_some()
            || party_max.is_some()
            || waitlist.is_some()
            || form.is_some()
            || children.is_some()
            || each.is_some()
            || without.iter().any(|what| *what != Without::Cover)
    }

    /// The event once it is changed so. How many have signed up stays as it is.
    #[must_use]
    pub fn applied(&self, to: &Event) -> Event {
        let mut it = to.clone();
        for what in &self.without {
            match what {
                Without::End => it.end = None,
                Without::Capacity => it.capacity = None,
                Without::Opens => it.sign_up.opens = None,
                Without::Closes => it.sign_up.closes = None,
                Without::Series => it.series = None,
                Without::Cover => it.cover = None,
            }
        }
        let set = |field: &mut String, text: &Option<String>| {
            if let Some(text) = text {
                text.trim().clone_into(field);
            }
        };
        set(&mut it.title, &self.title);
        set(&mut it.description, &self.description);
        set(&mut it.zone, &self.zone);
        set(&mut it.price, &self.price);
        set(&mut it.photos, &self.photos);
        it.start = self.start.unwrap_or(it.start);
        it.end = self.end.or(it.end);
        it.capacity = self.capacity.or(it.capacity);
        it.series = self.series.clone().or(it.series);
        it.cover = self.cover.or(it.cover);
        if let Some(venue) = &self.venue {
            it.venue.clone_from(venue);
        }
        if let Some(tags) = &self.tags {
            it.tags.clone_from(tags);
        }
        let policy = &mut it.sign_up;
        policy.who = self.who.unwrap_or(policy.who);
        policy.opens = self.opens.or(policy.opens);
        policy.closes = self.closes.or(policy.closes);
        policy.party_max = self.party_max.unwrap_or(policy.party_max);
        policy.waitlist = self.waitlist.unwrap_or(policy.waitlist);
        policy.children = self.children.unwrap_or(policy.children);
        policy.each = self.each.unwrap_or(policy.each);
        if let Some(form) = &self.form {
            policy.form.clone_from(form);
        }
        if let Some(names) = &self.hosts {
            let known = std::mem::take(&mut it.hosts);
            it.hosts = names.iter().map(|name| host(name, &known)).collect();
        }
        it
    }

    /// The event that is planned by it: nobody has signed up yet. `by` is what its planner is called, who holds it where nobody is named.
    #[must_use]
    pub fn planned(&self, id: &EventId, of: &Community, by: &str, status: EventStatus) -> Event {
        let mut it = self.applied(&Event {
            id: id.clone(),
            community: Some(of.id.clone()),
            community_name: of.name.clone(),
            status,
            ..blank()
        });
        if it.hosts.is_empty() && !by.is_empty() {
            it.hosts.push(host(by, &[]));
        }
        it
    }
}

/// Who is called so: as they were known, else by name alone.
fn host(name: &str, known: &[Person]) -> Person {
    let name = name.trim();
    let found = known.iter().find(|person| person.name == name);
    found.cloned().unwrap_or_else(|| Person {
        member: None,
        name: name.to_owned(),
        role: Role::Host,
        word: String::new(),
    })
}

/// An event of which nothing is said.
fn blank() -> Event {
    Event {
        id: EventId(String::new()),
        community: None,
        community_name: String::new(),
        title: String::new(),
        description: String::new(),
        start: Instant::UNKNOWN,
        end: None,
        zone: String::new(),
        venue: Venue::default(),
        capacity: None,
        taken: 0,
        waiting: 0,
        sign_up: SignUpPolicy::default(),
        price: String::new(),
        hosts: Vec::new(),
        status: EventStatus::Scheduled,
        status_note: String::new(),
        series: None,
        tags: Vec::new(),
        cover: None,
        faces: None,
        photos: String::new(),
    }
}

/// A fault of a field.
pub(super) fn fault(key: &str, kind: FaultKind) -> FieldFault {
    FieldFault {
        key: key.to_owned(),
        kind,
    }
}
