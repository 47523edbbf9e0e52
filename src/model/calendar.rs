//! Calendar files: what somebody signed up for, in the form that every calendar reads (iCalendar, RFC 5545; RFC 7986).
//!
//! Whatever an event says, the file can be read: texts are escaped, lines folded, control characters left out, and what
//! cannot be written truly is not written (an end before the start, a year beyond 9999). Times stand in the event's own zone,
//! with a VTIMEZONE from [`Zones`]; in UTC where the zone is unknown, where the wall clock shows that time twice, and at the end
//! of what lasts for years. An address that the reader may not know is never in it.
//!
//! No reminder (VALARM) is written: people have their own rule for those in their calendar, and a second bell
//! from each file is what makes them mute it. No ORGANIZER either, since that is a mail address, which events do not have.

use super::{Community, Event, Instant, Zones};
use event::Writer;
use text::Lines;

mod event;
mod series;
pub(super) mod text;
mod zone;

#[cfg(test)]
mod tests;

/// An event as one reader may have it.
#[derive(Clone, Copy)]
pub struct CalendarEntry<'a> {
    /// The event.
    pub event: &'a Event,
    /// What to say about it (DESCRIPTION), in plain words.
    pub words: &'a str,
    /// Where it is shown (URL): an http(s) address.
    pub url: &'a str,
    /// The reader may know an address that is hidden from others.
    pub knows_address: bool,
    /// The reader has a seat, or has not asked for one: else it stands as tentative in their calendar.
    pub certain: bool,
    /// When the service said so. DTSTAMP, and SEQUENCE: an event has no number of its revision, so it is the minutes since
    /// 2020. What was told later replaces what was told before (RFC 5546, section 2.1.4), and an old file that is opened again
    /// replaces nothing newer.
    pub told: Instant,
}

/// Writes calendars.
pub struct Calendar<'a> {
    /// Knows zones.
    pub zones: &'a dyn Zones,
    /// Where the ids of events are unique: the same for every file, such as `embedded.linju.example`.
    pub site: &'a str,
    /// What the file is called in a calendar that shows that; empty: nothing.
    pub name: &'a str,
}

impl Calendar<'_> {
    /// A file of single events, each under the UID `<id>@<site>`; `None` when there is nothing to write.
    #[must_use]
    pub fn events(&self, entries: &[CalendarEntry<'_>]) -> Option<String> {
        let mut writer = Writer::new(self);
        for entry in entries {
            writer.single(entry);
        }
        writer.finish()
    }

    /// A file of the series that an event belongs to, from that event on: its rule, the days left out, and each of `others` that
    /// is an occurrence of it in its place, moved or cancelled. The first day, what is left out and the hours are those of the
    /// rhythm of its community; without one, of the event.
    ///
    /// `None` for what is no series, or one of which this is not known well enough: a rule with COUNT whose beginning is
    /// unknown, an event that no day of the rule is left for.
    #[must_use]
    pub fn series(
        &self,
        entry: &CalendarEntry<'_>,
        community: Option<&Community>,
        others: &[CalendarEntry<'_>],
    ) -> Option<String> {
        let plan = series::plan(self.zones, entry, community, others)?;
        let mut writer = Writer::new(self);
        writer.series(entry, &plan);
        writer.finish()
    }

    /// Whether [`Self::series`] gives a file.
    #[must_use]
    pub fn has_series(&self, event: &Event, community: Option<&Community>) -> bool {
        let entry = CalendarEntry {
            event,
            words: "",
            url: "",
            knows_address: false,
            certain: true,
            told: event.start,
        };
        series::plan(self.zones, &entry, community, &[]).is_some()
    }

    /// The lines around all others.
    fn head(&self) -> Lines {
        let mut lines = Lines::default();
        lines.line("BEGIN", "VCALENDAR");
        lines.line("VERSION", "2.0");
        lines.line("PRODID", "-//Linju//Linju//ZH");
        lines.line("CALSCALE", "GREGORIAN");
        // Of RFC 7986, and what was there before it.
        lines.text("NAME", self.name);
        lines.text("X-WR-CALNAME", self.name);
        lines
    }
}
