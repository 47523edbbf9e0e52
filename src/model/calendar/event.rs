//! VEVENTs, and which zones they speak of.

use super::series::Plan;
use super::text::{Lines, escape, local, plain, utc};
use super::{Calendar, CalendarEntry, zone};
use crate::model::{Event, EventStatus, Instant, Rhythm, Until, local_parts, to_instant};

/// 2020-01-01T00:00:00Z, from which SEQUENCE counts.
const SEQUENCE_FROM: i64 = 1_577_836_800;
/// What lasts longer, in seconds, has its end in UTC: nobody knows the clocks of another decade.
const LONG: i64 = 366 * 86_400;

/// A zone, and from when until when it is spoken of; `None`: for ever.
struct Span {
    zone: String,
    from: Instant,
    to: Option<Instant>,
}

/// A file that is being written.
pub(super) struct Writer<'a> {
    calendar: &'a Calendar<'a>,
    spans: Vec<Span>,
    events: Lines,
}

impl<'a> Writer<'a> {
    pub(super) fn new(calendar: &'a Calendar<'a>) -> Self {
        Self {
            calendar,
            spans: Vec::new(),
            events: Lines::default(),
        }
    }

    /// The whole file; `None` without any event.
    pub(super) fn finish(self) -> Option<String> {
        if self.events.is_empty() {
            return None;
        }
        let mut lines = self.calendar.head();
        for Span { zone, from, to } in &self.spans {
            zone::write(&mut lines, self.calendar.zones, zone, *from, *to);
        }
        lines.append(&self.events);
        lines.line("END", "VCALENDAR");
        Some(lines.into_text())
    }

    /// One event by itself.
    pub(super) fn single(&mut self, entry: &CalendarEntry<'_>) {
        let uid = self.uid(entry.event.id.as_str());
        self.event(entry, &uid, None);
    }

    /// A series: its rule, and the occurrences of which more is known.
    pub(super) fn series(&mut self, entry: &CalendarEntry<'_>, plan: &Plan<'_>) {
        let uid = self.uid(&plan.name);
        self.rule(entry, plan, &uid);
        for (meeting, other) in &plan.known {
            let Some(stands_for) = self.wall(&plan.rhythm, plan.rhythm.start.on(*meeting)) else {
                continue;
            };
            self.event(other, &uid, Some(&stands_for));
        }
    }

    /// The id of something, on this site.
    fn uid(&self, id: &str) -> String {
        [&plain(id), "@", &plain(self.calendar.site)].concat()
    }

    fn event(&mut self, entry: &CalendarEntry<'_>, uid: &str, stands_for: Option<&str>) {
        let event = entry.event;
        let Some(start) = self.moment(&event.zone, event.start) else {
            return;
        };
        self.begin(uid, entry.told);
        if let Some(meeting) = stands_for {
            self.put("RECURRENCE-ID", meeting);
        }
        self.put("DTSTART", &start);
        // An end that is none is not written; then it is a moment in the calendar, which is what is known.
        if let Some(end) = event.end.filter(|end| *end > event.start) {
            let zone = if end.since(event.start) > LONG {
                ""
            } else {
                &event.zone
            };
            if let Some(end) = self.moment(zone, end) {
                self.put("DTEND", &end);
            }
        }
        self.events.text("SUMMARY", &event.title);
        self.events.text("DESCRIPTION", entry.words);
        self.venue(event, entry.knows_address);
        let status = match event.status {
            EventStatus::Cancelled => "CANCELLED",
            EventStatus::Scheduled if entry.certain => "CONFIRMED",
            EventStatus::Scheduled | EventStatus::Postponed | EventStatus::Proposed => "TENTATIVE",
        };
        self.events.line("STATUS", status);
        self.finish_event(entry);
    }

    /// The series itself: what holds for an occurrence of which nothing more is known.
    fn rule(&mut self, entry: &CalendarEntry<'_>, plan: &Plan<'_>, uid: &str) {
        let rhythm = &plan.rhythm;
        let zones = self.calendar.zones;
        let Some(start) = self.wall(rhythm, rhythm.start.on(plan.first)) else {
            return;
        };
        let mut rule = rhythm.rule.clone();
        let at = |local| to_instant(zones, &rhythm.zone, local);
        // UNTIL is UTC where DTSTART has a zone (RFC 5545, section 3.3.10).
        let until = rule.until.and_then(|until| match until {
            Until::At(last) => Some(last),
            Until::Local(last) => Some(at(last)),
            Until::Date(day) => Some(at(day.and_hms_opt(23, 59, 59)?)),
        });
        rule.until = until.filter(|last| utc(*last).is_some()).map(Until::At);
        self.speaks_of(&rhythm.zone, at(rhythm.start.on(plan.first)), plan.last);
        self.begin(uid, entry.told);
        self.put("DTSTART", &start);
        if let Some(end) = plan.end.and_then(|end| self.wall(rhythm, end)) {
            self.put("DTEND", &end);
        }
        self.events.line("RRULE", &rule.to_string());
        for day in &rhythm.except {
            if *day > plan.first
                && let Some(day) = self.wall(rhythm, rhythm.start.on(*day))
            {
                self.put("EXDATE", &day);
            }
        }
        self.events.text("SUMMARY", &plan.title);
        // Whoever may know the address of one occurrence may not know that of the next.
        self.venue(entry.event, false);
        self.events.line("STATUS", "CONFIRMED");
        self.finish_event(entry);
    }

    fn begin(&mut self, uid: &str, told: Instant) {
        let minutes = (told.unix() - SEQUENCE_FROM) / 60;
        let sequence = minutes.clamp(0, i64::from(i32::MAX)).to_string();
        let stamp = utc(told).unwrap_or_else(|| "19700101T000000Z".to_owned());
        self.events.line("BEGIN", "VEVENT");
        self.events.line("UID", uid);
        self.events.line("DTSTAMP", &stamp);
        self.events.line("SEQUENCE", &sequence);
    }

    fn finish_event(&mut self, entry: &CalendarEntry<'_>) {
        if is_address(entry.url) {
            self.events.line("URL", entry.url);
        }
        let tags = entry.event.tags.iter().map(|tag| escape(tag.trim()));
        let tags: Vec<String> = tags.filter(|tag| !tag.is_empty()).collect();
        if !tags.is_empty() {
            self.events.line("CATEGORIES", &tags.join(","));
        }
        // Calendars are shared: what is told to those who come is for nobody who looks over their shoulder.
        if entry.event.venue.address_hidden {
            self.events.line("CLASS", "PRIVATE");
        }
        self.events.line("END", "VEVENT");
    }

    fn venue(&mut self, event: &Event, knows_address: bool) {
        let (venue, area) = (&event.venue, &event.venue.area);
        let told = knows_address || !venue.address_hidden;
        let address = if told { venue.address.as_str() } else { "" };
        let online = Some(venue.online_url.as_str()).filter(|url| told && is_address(url));
        let parts = [area.place.as_str(), address, &area.district, &area.city];
        let parts: Vec<&str> = parts
            .iter()
            .map(|part| part.trim())
            .filter(|part| !part.is_empty())
            .collect();
        match (parts.is_empty(), online) {
            (true, Some(url)) => self.events.text("LOCATION", url),
            _ => self.events.text("LOCATION", &parts.join(", ")),
        }
        if let Some(position) = area.position.filter(|_| told) {
            let text = [&degrees(position.lat()), ";", &degrees(position.lng())].concat();
            self.events.line("GEO", &text);
        }
        // RFC 7986, section 5.11.
        if let Some(url) = online {
            self.events.line("CONFERENCE;VALUE=URI", url);
        }
    }

    /// A property whose value brings its own colon, and perhaps its zone.
    fn put(&mut self, name: &str, value: &str) {
        if let Some((parameters, value)) = value.split_once(':') {
            self.events.line(&[name, parameters].concat(), value);
        }
    }

    /// A moment as a value: on the wall clock of the zone where that tells which moment is meant, else in UTC.
    fn moment(&mut self, zone: &str, at: Instant) -> Option<String> {
        let zones = self.calendar.zones;
        if zone::known(zones, zone, at) {
            let wall = local_parts(zones, zone, at);
            // Of a time that is shown twice the RFC means the first; some readers take it for the second.
            let once = |away: i64| {
                let offset = i64::from(zones.offset_at(zone, at.plus(away)).unwrap_or(0));
                let then = Instant::from_unix(wall.and_utc().timestamp() - offset);
                then == at || local_parts(zones, zone, then) != wall
            };
            if once(-86_400) && once(86_400) {
                let text = local(wall)?;
                self.speaks_of(zone, at, Some(at));
                return Some([";TZID=", zone, ":", &text].concat());
            }
        }
        Some([":", &utc(at)?].concat())
    }

    /// A time on the wall clock of a rhythm, whatever that clock does then. An unknown zone is read as UTC, as everywhere.
    fn wall(&self, rhythm: &Rhythm, at: chrono::NaiveDateTime) -> Option<String> {
        let zones = self.calendar.zones;
        if zone::known(zones, &rhythm.zone, to_instant(zones, &rhythm.zone, at)) {
            return Some([";TZID=", &rhythm.zone, ":", &local(at)?].concat());
        }
        Some([":", &utc(to_instant(zones, &rhythm.zone, at))?].concat())
    }

    fn speaks_of(&mut self, zone: &str, from: Instant, to: Option<Instant>) {
        if !zone::known(self.calendar.zones, zone, from) {
            return;
        }
        match self.spans.iter_mut().find(|span| span.zone == zone) {
            Some(span) => {
                span.from = span.from.min(from);
                span.to = span.to.zip(to).map(|(a, b)| a.max(b));
            }
            None => self.spans.push(Span {
                zone: zone.to_owned(),
                from,
                to,
            }),
        }
    }
}

/// With six digits behind the point (RFC 5545, section 3.8.1.6). By whole numbers: writing others takes 10 kB of code.
fn degrees(value: f64) -> String {
    let millionths = (value * 1e6).round() as i64;
    let sign = if millionths < 0 { "-" } else { "" };
    let all = millionths.unsigned_abs();
    // Seven digits: the first is only there to keep the others in their places.
    let behind = (1_000_000 + all % 1_000_000).to_string();
    let behind = behind.get(1..).unwrap_or_default();
    [sign, &(all / 1_000_000).to_string(), ".", behind].concat()
}

/// Whether it can stand as a URI: http(s), in printing ASCII.
fn is_address(url: &str) -> bool {
    let web = url.starts_with("https://") || url.starts_with("http://");
    web && url.bytes().all(|b| b.is_ascii_graphic())
}
