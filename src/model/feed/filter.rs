//! What passes a filter, and what tonight, this week and the weekend are.

use chrono::{Datelike, NaiveDate};

use super::{FeedFilter, Thing, When, WhenRange};
use crate::model::time::add_days;
use crate::model::{
    Area, Event, Instant, LocalTime, Rhythm, Zones, distance_m, local_date, to_instant,
};

/// A meeting without an end is taken to last so many seconds.
const USUAL_LENGTH: i64 = 3 * 3600;

/// Something longer is *on* rather than *begins*: an exhibition, a festival.
const LONG: i64 = 24 * 3600;

/// Meetings of one rhythm that are looked at: a week has at most seven.
const LOOK_AT: usize = 8;

impl When {
    /// What it is by the wall clock of a zone; `None` for any time.
    #[must_use]
    pub fn range(self, now: Instant, zone: &str, zones: &dyn Zones) -> Option<WhenRange> {
        let today = local_date(zones, zone, now);
        let days_to_monday = 7 - i64::from(today.weekday().num_days_from_monday());
        let at = |days: i64, hour: u16| clock(zones, zone, add_days(today, days), hour);
        let (from, to) = match self {
            Self::Any => return None,
            Self::Tonight => (at(0, 17), at(1, 5)),
            Self::ThisWeek if days_to_monday == 1 => (at(0, 0), at(8, 0)),
            Self::ThisWeek => (at(0, 0), at(days_to_monday, 0)),
            Self::Weekend => (at(days_to_monday - 3, 17), at(days_to_monday, 0)),
        };
        Some(WhenRange { from, to })
    }
}

fn clock(zones: &dyn Zones, zone: &str, day: NaiveDate, hour: u16) -> Instant {
    to_instant(
        zones,
        zone,
        LocalTime::new(hour, 0).map_or(day.into(), |time| time.on(day)),
    )
}

/// Whether something is to be shown. What is over never is, and a community passes a time by its
/// next meeting.
#[must_use]
pub fn passes(thing: &Thing, filter: &FeedFilter, now: Instant, zones: &dyn Zones) -> bool {
    if filter.kind.is_some_and(|kind| kind != thing.kind()) {
        return false;
    }
    let area = thing.area();
    let online = thing.only_online();
    let in_city = |city: &String| (online && area.city.is_empty()) || same(city, &area.city);
    if !filter.city.as_ref().is_none_or(in_city)
        || !filter
            .district
            .as_ref()
            .is_none_or(|district| same(district, &area.district))
        || !filter.tags.is_empty() && !filter.tags.iter().any(|tag| has_tag(thing, tag))
        || !is_within(area, filter)
    {
        return false;
    }
    match thing {
        Thing::Event(event) => {
            event.ends() > now && is_on(event, filter.when.range(now, &event.zone, zones), now)
        }
        Thing::Community(community) => {
            filter.when == When::Any
                || community
                    .rhythm
                    .iter()
                    .any(|rhythm| meets(rhythm, filter.when, now, zones))
        }
    }
}

fn is_within(area: &Area, filter: &FeedFilter) -> bool {
    let Some(around) = filter.near else {
        return true;
    };
    area.position
        .is_some_and(|at| distance_m(around.from, at) <= f64::from(around.metres))
}

/// Begins in the range, or is a long one that is on in it.
fn is_on(event: &Event, range: Option<WhenRange>, now: Instant) -> bool {
    let Some(WhenRange { from, to }) = range else {
        return true;
    };
    let long = event.ends().since(event.start) > LONG && event.ends() > from.max(now);
    event.start < to && (event.start >= from || long)
}

fn meets(rhythm: &Rhythm, when: When, now: Instant, zones: &dyn Zones) -> bool {
    let Some(WhenRange { from, to }) = when.range(now, &rhythm.zone, zones) else {
        return true;
    };
    rhythm
        .next_after(zones, from.plus(-1), LOOK_AT)
        .iter()
        .any(|(start, end)| *start < to && end.unwrap_or(start.plus(USUAL_LENGTH)) > now)
}

pub(super) fn has_tag(thing: &Thing, tag: &str) -> bool {
    thing.tags().iter().any(|own| same(own, tag))
}

/// The same word, ASCII case and blanks around it aside.
pub(super) fn same(a: &str, b: &str) -> bool {
    a.trim().eq_ignore_ascii_case(b.trim())
}
