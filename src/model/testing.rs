//! What tests of the rules share: time zones from `chrono-tz`, a moment, and things to start from.

use chrono::{Offset, TimeZone};

use super::{Activity, Community, Event, Instant, SignUpPolicy, Venue, Zones};

/// The IANA tables, natively.
pub(crate) struct Tz;

impl Zones for Tz {
    fn offset_at(&self, zone: &str, at: Instant) -> Option<i32> {
        let zone: chrono_tz::Tz = zone.parse().ok()?;
        let utc = chrono::DateTime::from_timestamp(at.unix(), 0)?.naive_utc();
        Some(zone.offset_from_utc_datetime(&utc).fix().local_minus_utc())
    }
}

/// Where most things are.
pub(crate) const SHANGHAI: &str = "Asia/Shanghai";

/// Reads a moment, or the test is wrong.
pub(crate) fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap_or_else(|| panic!("`{text}` is no moment"))
}

/// Friday, 27 November 2026, 12:00 in Shanghai: the moment at which most tests play.
pub(crate) fn now() -> Instant {
    at("2026-11-27T12:00:00+08:00")
}

/// Moved by days.
pub(crate) fn days(from: Instant, days: i64) -> Instant {
    from.plus(days * 86_400)
}

/// An open community of which nothing special is known.
pub(crate) fn community(id: &str) -> Community {
    Community {
        id: id.into(),
        name: id.to_owned(),
        purpose: String::new(),
        about: String::new(),
        area: Default::default(),
        tags: Vec::new(),
        cover: None,
        rules: Default::default(),
        culture: Vec::new(),
        rhythm: Vec::new(),
        people: Vec::new(),
        policy: Default::default(),
        activity: Activity::default(),
        members: 0,
        goal: None,
        parent: None,
        links: Vec::new(),
        chapters: Vec::new(),
        chat: None,
    }
}

/// An event open to everybody, two hours long, without a limit of seats.
pub(crate) fn event(id: &str, start: Instant) -> Event {
    Event {
        id: id.into(),
        community: None,
        community_name: String::new(),
        title: id.to_owned(),
        description: String::new(),
        start,
        end: Some(start.plus(2 * 3600)),
        zone: SHANGHAI.to_owned(),
        venue: Venue::default(),
        capacity: None,
        taken: 0,
        waiting: 0,
        sign_up: SignUpPolicy::default(),
        price: String::new(),
        hosts: Vec::new(),
        status: Default::default(),
        status_note: String::new(),
        series: None,
        tags: Vec::new(),
        cover: None,
        faces: Default::default(),
        photos: String::new(),
    }
}
