//! What is wrong with a plan, by field. The limits are those of the form, of every backend and of the table `tests/rules/plan.json`.

use super::{Plan, blank, fault};
use crate::model::{Event, FaultKind, FieldFault, Instant};

/// Most days that one event goes on: a mistaken year is no event of a hundred years.
pub const EVENT_DAYS_MAX: u32 = 31;
/// Most meetings of a series that are made at once.
pub const MEETINGS_MAX: u32 = 60;
/// Most days from the first of them to the last.
pub const SERIES_DAYS_MAX: u32 = 366;

/// Most characters: of the title, the description, the price and the names of places and people.
const TITLE_MAX: usize = 120;
const DESCRIPTION_MAX: usize = 20_000;
const PRICE_MAX: usize = 200;
const PLACE_MAX: usize = 200;
const NAME_MAX: usize = 60;
const ZONE_MAX: usize = 60;
/// As rows of a service hold it.
const PHOTOS_MAX: usize = 2000;
/// Most seats, most people on one sign-up.
const SEATS_MAX: u32 = 100_000;
const PARTY_MAX: u32 = 20;
/// As in a charter.
const TAGS_MAX: usize = 12;
const TAG_MAX: usize = 30;
const QUESTIONS_MAX: usize = 30;
const HOSTS_MAX: usize = 12;
/// How many covers have a colour of their own.
const COVERS: u32 = 6;

const DAY: i64 = 86_400;

impl Plan {
    /// What is wrong with it. `before` is the event that it changes; without one, what an event cannot be without has to be
    /// there, and it may not have begun.
    #[must_use]
    pub fn check(&self, before: Option<&Event>, now: Instant) -> Vec<FieldFault> {
        let mut faults = self.words();
        self.when(before, now, &mut faults);
        self.seats(before, &mut faults);
        faults
    }

    /// Title, description, place, interests, hosts, questions, pictures.
    fn words(&self) -> Vec<FieldFault> {
        let mut faults = Vec::new();
        let mut text = |key: &str, text: &str, most: usize| {
            if text.trim().chars().count() > most {
                faults.push(fault(key, FaultKind::TooMuch(count(most))));
            }
        };
        let said = |text: &Option<String>| text.clone().unwrap_or_default();
        text("title", &said(&self.title), TITLE_MAX);
        text("description", &said(&self.description), DESCRIPTION_MAX);
        text("price", &said(&self.price), PRICE_MAX);
        text("photos", &said(&self.photos), PHOTOS_MAX);
        if let Some(venue) = &self.venue {
            let area = &venue.area;
            for (key, it) in [
                ("city", &area.city),
                ("district", &area.district),
                ("place", &area.place),
                ("address", &venue.address),
            ] {
                text(key, it, PLACE_MAX);
            }
            let url = &venue.online_url;
            if !url.is_empty() && !is_web(url) {
                faults.push(fault("online_url", FaultKind::Malformed));
            }
        }
        for (key, list, many, long) in [
            ("tags", &self.tags, TAGS_MAX, TAG_MAX),
            ("hosts", &self.hosts, HOSTS_MAX, NAME_MAX),
        ] {
            let list = list.as_deref().unwrap_or_default();
            if list.len() > many {
                faults.push(fault(key, FaultKind::TooMuch(count(many))));
            } else if list.iter().any(|one| one.chars().count() > long) {
                faults.push(fault(key, FaultKind::TooMuch(count(long))));
            }
        }
        let questions = self.form.as_ref().map_or(0, |form| form.fields.len());
        if questions > QUESTIONS_MAX {
            faults.push(fault("form", FaultKind::TooMuch(count(QUESTIONS_MAX))));
        }
        if self.cover.is_some_and(|cover| cover >= COVERS) {
            faults.push(fault("cover", FaultKind::TooMuch(COVERS - 1)));
        }
        // They show people: nothing over an open line.
        let photos = said(&self.photos);
        if !photos.trim().is_empty() && !is_safe(photos.trim()) {
            faults.push(fault("photos", FaultKind::Malformed));
        }
        faults
    }

    /// Times, on the event as it would be.
    fn when(&self, before: Option<&Event>, now: Instant, faults: &mut Vec<FieldFault>) {
        let creates = before.is_none();
        let after = self.applied(before.unwrap_or(&blank()));
        let mut wrong = |key: &str, kind| faults.push(fault(key, kind));
        if after.title.is_empty() {
            wrong("title", FaultKind::Missing);
        }
        if after.zone.is_empty() {
            wrong("zone", FaultKind::Missing);
        } else if !is_zone(&after.zone) {
            wrong("zone", FaultKind::Malformed);
        }
        let moves = before.is_none_or(|before| before.start != after.start);
        if creates && self.start.is_none() {
            return wrong("start", FaultKind::Missing);
        }
        if moves && after.start <= now {
            wrong("start", FaultKind::Malformed);
        }
        let says_when = [self.start, self.end, self.opens, self.closes];
        if says_when.iter().all(Option::is_none) {
            return;
        }
        if let Some(end) = after.end {
            if end <= after.start {
                wrong("end", FaultKind::Malformed);
            } else if end.since(after.start) > i64::from(EVENT_DAYS_MAX) * DAY {
                wrong("end", FaultKind::TooMuch(EVENT_DAYS_MAX));
            }
        }
        let policy = &after.sign_up;
        if policy.closes.is_some_and(|closes| closes > after.start) {
            wrong("closes", FaultKind::Malformed);
        }
        let last = policy.closes.unwrap_or(after.start).min(after.start);
        if policy.opens.is_some_and(|opens| opens >= last) {
            wrong("opens", FaultKind::Malformed);
        }
    }

    /// Numbers; no fewer seats than are taken.
    fn seats(&self, before: Option<&Event>, faults: &mut Vec<FieldFault>) {
        let taken = before.map_or(0, |event| event.taken);
        match self.capacity {
            Some(seats) if seats < taken.max(1) => {
                faults.push(fault("capacity", FaultKind::TooLittle(taken.max(1))));
            }
            Some(seats) if seats > SEATS_MAX => {
                faults.push(fault("capacity", FaultKind::TooMuch(SEATS_MAX)));
            }
            _ => {}
        }
        match self.party_max {
            Some(0) => faults.push(fault("party_max", FaultKind::TooLittle(1))),
            Some(most) if most > PARTY_MAX => {
                faults.push(fault("party_max", FaultKind::TooMuch(PARTY_MAX)));
            }
            _ => {}
        }
    }

    /// What is wrong with the starts of the later meetings of its series.
    #[must_use]
    pub fn check_more(&self, more: &[Instant]) -> Vec<FieldFault> {
        let start = self.start.unwrap_or(Instant::UNKNOWN);
        let kind = if more.len() >= MEETINGS_MAX as usize {
            FaultKind::TooMuch(MEETINGS_MAX)
        } else if !is_ascending(start, more) {
            FaultKind::Malformed
        } else if more
            .last()
            .is_some_and(|last| last.since(start) > i64::from(SERIES_DAYS_MAX) * DAY)
        {
            FaultKind::TooMuch(SERIES_DAYS_MAX)
        } else {
            return Vec::new();
        };
        vec![fault("more", kind)]
    }
}

fn is_ascending(first: Instant, more: &[Instant]) -> bool {
    let mut last = first;
    more.iter().all(|at| {
        let later = *at > last;
        last = *at;
        later
    })
}

/// Whether it looks like the name of a zone; whether there is such a zone, only who has the tables can say.
fn is_zone(zone: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '+' | '-');
    zone.len() <= ZONE_MAX
        && zone.starts_with(|c: char| c.is_ascii_alphabetic())
        && zone.chars().all(is_plain)
}

fn count(most: usize) -> u32 {
    u32::try_from(most).unwrap_or(u32::MAX)
}

fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// Whether a page makes a link of it: a host behind `https://`, and all of it printing characters.
fn is_safe(url: &str) -> bool {
    let host = url.strip_prefix("https://").unwrap_or_default();
    host.starts_with(|c: char| c.is_ascii_alphanumeric())
        && !host.contains(|c: char| c.is_control() || c.is_whitespace())
}
