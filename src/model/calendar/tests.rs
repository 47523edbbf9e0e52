//! Calendar files, read back by a reader of the tests' own; `tests/calendar.rs` has them read by one that is not ours.

mod laws;
mod series;
mod single;
mod zones;

use super::{Calendar, CalendarEntry};
use crate::model::testing::{Tz, at, event};
use crate::model::{Event, Instant};

/// The lines of a file, unfolded; what all lines must be is looked at on the way.
pub(super) fn lines(file: &str) -> Vec<String> {
    assert!(file.ends_with("\r\n"), "the last line ends");
    let mut lines: Vec<String> = Vec::new();
    for line in file.trim_end_matches("\r\n").split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
        assert!(!line.contains(['\r', '\n']), "{line:?}");
        match line.strip_prefix(' ') {
            Some(more) => lines.last_mut().unwrap().push_str(more),
            None => lines.push(line.to_owned()),
        }
    }
    lines
}

/// The values of a property, its parameters with them, of one VEVENT.
pub(super) fn all<'a>(event: &'a [String], name: &str) -> Vec<&'a str> {
    let with = |line: &'a String| line.strip_prefix(name);
    event
        .iter()
        .filter_map(with)
        .filter_map(|rest| {
            rest.strip_prefix(':')
                .or(rest.starts_with(';').then_some(rest))
        })
        .collect()
}

/// The one value of a property; empty where there is none.
pub(super) fn one<'a>(event: &'a [String], name: &str) -> &'a str {
    let found = all(event, name);
    assert!(found.len() < 2, "{name} twice");
    found.first().copied().unwrap_or_default()
}

/// The VEVENTs of a file.
pub(super) fn events(file: &str) -> Vec<Vec<String>> {
    let mut found: Vec<Vec<String>> = Vec::new();
    let mut inside = false;
    for line in lines(file) {
        match line.as_str() {
            "BEGIN:VEVENT" => {
                assert!(!inside);
                inside = true;
                found.push(Vec::new());
            }
            "END:VEVENT" => inside = false,
            _ if inside => found.last_mut().unwrap().push(line),
            _ => {}
        }
    }
    assert!(!inside);
    found
}

pub(super) fn calendar() -> Calendar<'static> {
    Calendar {
        zones: &Tz,
        site: "embedded.linju.example",
        name: "",
    }
}

pub(super) fn entry(event: &Event) -> CalendarEntry<'_> {
    CalendarEntry {
        event,
        words: "",
        url: "https://linju.example/e/one",
        knows_address: false,
        certain: true,
        told: at("2026-11-27T04:00:30Z"),
    }
}

pub(super) fn in_zone(id: &str, start: &str, zone: &str) -> Event {
    Event {
        zone: zone.to_owned(),
        ..event(id, at(start))
    }
}

/// The only VEVENT of a file with this one.
pub(super) fn written(event: &Event) -> Vec<String> {
    let file = calendar().events(&[entry(event)]).unwrap();
    let mut all = events(&file);
    assert_eq!(all.len(), 1);
    all.remove(0)
}

pub(super) fn far(seconds: i64) -> Instant {
    Instant::from_unix(seconds)
}
