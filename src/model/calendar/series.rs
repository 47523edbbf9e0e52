//! Which series an event belongs to, from when on, and which of its meetings the known events stand for.

use chrono::{NaiveDate, NaiveDateTime};

use super::CalendarEntry;
use crate::model::{
    Community, Event, Instant, LocalTime, Rhythm, Until, Zones, local_date, local_parts, sort_by,
    time::add_days, to_instant,
};

/// No list of events reaches further.
const MEETINGS: usize = 1000;

/// A series as it is written.
pub(super) struct Plan<'a> {
    /// What names it: stays the same whichever occurrence it is written from, and when its end changes.
    pub(super) name: String,
    /// What it is called.
    pub(super) title: String,
    /// When it takes place; its COUNT counts from `first`.
    pub(super) rhythm: Rhythm,
    /// The first meeting that is written.
    pub(super) first: NaiveDate,
    /// When that ends, on the wall clock.
    pub(super) end: Option<NaiveDateTime>,
    /// After this there is none; `None`: it has no end.
    pub(super) last: Option<Instant>,
    /// Events, each with the day of the rule that it stands for.
    pub(super) known: Vec<(NaiveDate, CalendarEntry<'a>)>,
}

/// The series of `entry`, from it on.
pub(super) fn plan<'a>(
    zones: &dyn Zones,
    entry: &CalendarEntry<'a>,
    community: Option<&Community>,
    others: &[CalendarEntry<'a>],
) -> Option<Plan<'a>> {
    let event = entry.event;
    let (mut rhythm, alone) = rhythm(zones, event, community)?;
    let is_of_it = |other: &&CalendarEntry<'a>| {
        let of = (other.event.community.as_ref(), other.event.series.as_ref());
        let is_same = of == (event.community.as_ref(), event.series.as_ref());
        // Where two rhythms have the same days, the hour tells which.
        is_same && other.event.id != event.id && (alone || starts_at(zones, other.event, &rhythm))
    };
    let mut entries: Vec<CalendarEntry<'a>> = others.iter().filter(is_of_it).copied().collect();
    entries.push(*entry);
    sort_by(&mut entries, |a, b| {
        (a.event.start, &a.event.id).cmp(&(b.event.start, &b.event.id))
    });
    let days = stand_for(zones, &rhythm, &entries);
    let mut known: Vec<(NaiveDate, CalendarEntry<'a>)> = days
        .into_iter()
        .zip(entries)
        .filter_map(|(day, entry)| Some((day?, entry)))
        .collect();
    let own = known.iter().find(|(_, other)| other.event.id == event.id);
    let first = own?.0;
    known.retain(|(day, _)| *day >= first);

    let end = match rhythm.end.filter(|end| *end != rhythm.start) {
        Some(end) if end < rhythm.start => Some(end.on(add_days(first, 1))),
        Some(end) => Some(end.on(first)),
        None => event.end.and_then(|end| {
            let lasts = chrono::TimeDelta::try_seconds(end.since(event.start))?;
            let start = rhythm.start.on(first);
            start.checked_add_signed(lasts).filter(|end| *end > start)
        }),
    };
    let whole = rhythm.rule.clone();
    if let Some(count) = &mut rhythm.rule.count {
        let before = whole.dates(rhythm.from, &[]).take_while(|day| *day < first);
        *count = count.saturating_sub(before.count() as u32).max(1);
    }
    let at = |local| to_instant(zones, &rhythm.zone, local);
    let last = match whole.until {
        _ if whole.count.is_some() => {
            let last = whole.dates(rhythm.from, &[]).last();
            last.map(|day| at(rhythm.start.on(day)))
        }
        Some(Until::At(last)) => Some(last),
        Some(Until::Date(day)) => Some(at(rhythm.start.on(day))),
        Some(Until::Local(last)) => Some(at(last)),
        None => None,
    };
    let mut ever = whole;
    (ever.count, ever.until) = (None, None);
    let of = event
        .community
        .as_ref()
        .map_or(event.id.as_str(), |c| c.as_str());
    let name = [of, "/", &ever.to_string(), "/", &rhythm.start.to_string()].concat();
    let titles = [&rhythm.what, &event.community_name, &event.title];
    let title = titles.into_iter().find(|title| !title.trim().is_empty());
    let title = title.cloned().unwrap_or_default();
    Some(Plan {
        name,
        title,
        rhythm,
        first,
        end,
        last,
        known,
    })
}

/// The rhythm that an event is an occurrence of, and whether no other has the same rule. Without one, what its rule and
/// its own start make, unless it has to be counted.
fn rhythm(
    zones: &dyn Zones,
    event: &Event,
    community: Option<&Community>,
) -> Option<(Rhythm, bool)> {
    let rule = event.series.as_ref()?;
    let all = community.map_or(&[][..], |c| &c.rhythm);
    let mut alike = all.iter().filter(|rhythm| rhythm.rule == *rule);
    if let Some(first) = alike.next() {
        let mut others = alike.clone();
        let alone = others.next().is_none();
        let same_hour = all
            .iter()
            .filter(|rhythm| rhythm.rule == *rule)
            .find(|rhythm| starts_at(zones, event, rhythm));
        return Some((same_hour.unwrap_or(first).clone(), alone));
    }
    let start = local_parts(zones, &event.zone, event.start);
    let made = Rhythm {
        rule: rule.clone(),
        from: start.date(),
        start: LocalTime::of(start),
        end: None,
        zone: event.zone.clone(),
        except: Vec::new(),
        what: String::new(),
    };
    // A clock that shows the time twice, or seconds, is no rhythm.
    let is_it = to_instant(zones, &made.zone, made.start.on(made.from)) == event.start;
    (rule.count.is_none() && is_it).then_some((made, true))
}

fn starts_at(zones: &dyn Zones, event: &Event, rhythm: &Rhythm) -> bool {
    LocalTime::of(local_parts(zones, &rhythm.zone, event.start)) == rhythm.start
}

/// The day of the rule that each event stands for. Nobody says which day a moved one was meant for: it is that on which it
/// is, else the nearest that no other has, no further than meetings are from each other.
fn stand_for(
    zones: &dyn Zones,
    rhythm: &Rhythm,
    entries: &[CalendarEntry<'_>],
) -> Vec<Option<NaiveDate>> {
    let day_of = |event: &Event| local_date(zones, &rhythm.zone, event.start);
    let (Some(first), Some(last)) = (entries.first(), entries.last()) else {
        return Vec::new();
    };
    let mut free: Vec<(NaiveDate, Instant)> = Vec::new();
    let meetings = rhythm.meetings(zones, day_of(first.event).max(rhythm.from));
    for (start, _) in meetings.take(MEETINGS) {
        free.push((local_date(zones, &rhythm.zone, start), start));
        if start > last.event.start {
            break;
        }
    }
    let mut days: Vec<Option<NaiveDate>> = entries
        .iter()
        .map(|entry| {
            let day = day_of(entry.event);
            let at = free.iter().position(|(free, _)| *free == day)?;
            Some(free.remove(at).0)
        })
        .collect();
    let reach = rhythm.mean_days().unwrap_or(f64::from(u16::MAX)) * 86_400.0;
    for (entry, day) in entries.iter().zip(&mut days) {
        let away = |at: &Instant| at.since(entry.event.start).unsigned_abs();
        if day.is_none()
            && let Some((n, (_, at))) = free.iter().enumerate().min_by_key(|(_, (_, at))| away(at))
            && (away(at) as f64) < reach
        {
            *day = Some(free.remove(n).0);
        }
    }
    days
}
