//! What a calendar is told: of an event, no more than its page shows to this viewer.

use std::sync::Arc;

use crate::{
    data::{EventById, EventsPage, ForGoogle, ForPhone},
    model::{Calendar, CalendarEntry, Event, EventStatus, Instant, SignUpState},
    pages::{Here, asking::Given, cards},
    route::Route,
    ui::markdown,
};

/// An event, and what is said about it to this viewer.
pub(super) struct Told {
    pub event: Arc<Event>,
    words: String,
    url: String,
    knows_address: bool,
    certain: bool,
    at: Instant,
}

impl Told {
    pub(super) fn new(here: Here, event: &Arc<Event>) -> Self {
        let own = here.viewer.with_untracked(|v| v.sign_up(&event.id));
        let comes = matches!(
            own.state,
            SignUpState::Confirmed { .. } | SignUpState::CheckedIn { .. }
        );
        let waits = matches!(
            own.state,
            SignUpState::Waitlisted { .. }
                | SignUpState::PendingApproval { .. }
                | SignUpState::PendingPayment { .. }
        );
        Self {
            words: words(here, event),
            url: here.whole_link(&Route::Event(event.id.clone())),
            knows_address: comes,
            certain: !waits,
            at: said_at(here, event),
            event: event.clone(),
        }
    }

    pub(super) fn entry(&self) -> CalendarEntry<'_> {
        CalendarEntry {
            event: &self.event,
            words: &self.words,
            url: &self.url,
            knows_address: self.knows_address,
            certain: self.certain,
            told: self.at,
        }
    }

    fn hides(&self) -> bool {
        self.event.venue.address_hidden && !self.knows_address
    }

    /// Where, as far as this viewer may know.
    fn place(&self, here: Here) -> String {
        let venue = &self.event.venue;
        let mut parts = vec![cards::place(here, &self.event, None)];
        if !self.hides() {
            parts.push(venue.address.clone());
            parts.extend(markdown::safe_url(&venue.online_url).map(str::to_owned));
        }
        parts.retain(|part| !part.is_empty());
        parts.join(" · ")
    }

    /// Title, time, place and address, a line each, to be pasted anywhere.
    pub(super) fn facts(&self, here: Here) -> String {
        let event = &self.event;
        let when = here.say(|t, face| t.exactly(event.start, event.end, &event.zone, face));
        let mut lines = vec![event.title.clone(), when, self.place(here)];
        lines.push(self.url.clone());
        lines.retain(|line| !line.is_empty());
        lines.join("\n")
    }

    /// What a page of the mini-program is given that writes it into the phone's calendar.
    pub(super) fn phone(&self, here: Here) -> Given {
        let words = [self.url.as_str(), &self.words].join("\n\n");
        let event = ForPhone {
            title: &self.event.title,
            start: self.event.start,
            end: self.event.ends(),
            place: &self.place(here),
            words: words.trim(),
        };
        event.given()
    }

    /// The address of Google's form.
    pub(super) fn google(&self, here: Here) -> String {
        let words = [self.words.as_str(), &self.url].join("\n\n");
        let event = ForGoogle {
            title: &self.event.title,
            start: self.event.start,
            end: self.event.ends(),
            zone: &self.event.zone,
            place: &self.place(here),
            words: words.trim(),
        };
        event.address()
    }
}

/// Writes with this with the site's own name: ids are the service's, and two services may have the same.
pub(super) fn with_calendar<R>(
    here: Here,
    name: &str,
    write: impl FnOnce(&Calendar<'_>) -> R,
) -> R {
    let data = here.data();
    let home = here.home();
    let host = home.split("://").nth(1).unwrap_or_default();
    let host = host.split('/').next().unwrap_or_default();
    let site = [data.service(), ".", host].concat();
    write(&Calendar {
        zones: data.zones(),
        site: &site,
        name,
    })
}

/// What is said about it: that it does not take place, what it costs, and the description without its marks.
fn words(here: Here, event: &Event) -> String {
    let t = here.t;
    let off = match event.status {
        EventStatus::Scheduled | EventStatus::Proposed => "",
        EventStatus::Cancelled => t.not_cancelled(),
        EventStatus::Postponed => t.not_postponed(),
    };
    let mut parts = Vec::new();
    match (off, event.status_note.as_str()) {
        ("", _) => {}
        (off, "") => parts.push(off.to_owned()),
        (off, note) => parts.push([off, t.colon(), note].concat()),
    }
    if !event.price.is_empty() {
        parts.push([t.event_price(), t.colon(), &event.price].concat());
    }
    parts.push(markdown::plain(&event.description));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

/// When the service last told of it.
fn said_at(here: Here, event: &Event) -> Instant {
    let data = here.data();
    let alone = data.kept(&EventById(event.id.clone()));
    let at = alone.map(|kept| kept.at);
    let at = at.or_else(|| data.kept(&EventsPage::default()).map(|kept| kept.at));
    at.unwrap_or_else(|| here.now())
}
