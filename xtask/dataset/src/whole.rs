//! From what is written to the JSON contract: communities and events, whole.
//!
//! Said shorter in the texts, and filled in here: a position as `[lat, lng]`; the zone; people by
//! name with their directory entry; an event's place where it is the community's; its end by
//! `minutes`; `online_only`, which leaves the place out.

use serde_json::{Map, Value, json};

use crate::Done;
use crate::content::Source;

const ZONE: &str = "Asia/Shanghai";

/// The community as `public/data/c/<id>.json` has it; `members` is the size of its directory.
pub(crate) fn community(source: &Source, members: usize) -> Done<Value> {
    let mut row = source.community.clone();
    trim(&mut row, "about");
    if let Some(area) = row.get_mut("area") {
        position(area)?;
    }
    for rhythm in row
        .get_mut("rhythm")
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten()
    {
        set(rhythm, "zone", ZONE.into());
    }
    let people = source.people.iter().map(|p| p.name.as_str());
    row.insert(
        "people".to_owned(),
        people
            .map(|name| person(source, name, true))
            .collect::<Done<_>>()?,
    );
    row.insert("members".to_owned(), members.into());
    Ok(Value::Object(row))
}

/// Its events, whole.
pub(crate) fn events(source: &Source) -> Done<Vec<Value>> {
    source
        .events
        .iter()
        .map(|event| self::event(source, event))
        .collect()
}

fn event(source: &Source, written: &Map<String, Value>) -> Done<Value> {
    let mut row = written.clone();
    let id = row
        .get("id")
        .and_then(Value::as_str)
        .unwrap_or("an event without id")
        .to_owned();
    let wrong = |what: &str| format!("{id}: {what}");
    trim(&mut row, "description");
    row.insert("community".to_owned(), source.id().into());
    row.insert("community_name".to_owned(), source.text("name").into());
    row.insert("zone".to_owned(), ZONE.into());
    if let Some(minutes) = row.remove("minutes") {
        let start = row.get("start").and_then(Value::as_str).unwrap_or_default();
        let minutes = minutes
            .as_u64()
            .ok_or_else(|| wrong("minutes is no number"))?;
        let end =
            later(start, minutes).ok_or_else(|| wrong("it does not end on the day it starts"))?;
        row.insert("end".to_owned(), end.into());
    }
    if let Some(names) = row.remove("hosts") {
        let names = names.as_array().cloned().unwrap_or_default();
        let hosts = names
            .iter()
            .filter_map(Value::as_str)
            .map(|name| person(source, name, false));
        row.insert("hosts".to_owned(), hosts.collect::<Done<_>>()?);
    }
    // Who of those with a role goes and has agreed to be seen.
    if let Some(names) = row.remove("going") {
        let names = names.as_array().cloned().unwrap_or_default();
        let mut going = Vec::new();
        for name in names.iter().filter_map(Value::as_str) {
            let mut one = person(source, name, false)?;
            if let Some(one) = one.as_object_mut() {
                one.remove("role");
            }
            going.push(one);
        }
        let known = going.len();
        row.insert(
            "faces".to_owned(),
            json!({ "going": going, "known": known }),
        );
    }
    let venue = venue(source, &mut row)?;
    row.insert("venue".to_owned(), venue);
    Ok(Value::Object(row))
}

/// Takes what says where out of the row.
fn venue(source: &Source, row: &mut Map<String, Value>) -> Done<Value> {
    let online_only = row.remove("online_only").is_some_and(|flag| flag == true);
    let area = source.community.get("area").and_then(Value::as_object);
    let mut venue = Map::new();
    for key in [
        "city",
        "district",
        "place",
        "position",
        "address",
        "address_hidden",
        "online",
        "online_url",
    ] {
        let own = row.remove(key);
        let inherited = || {
            area.and_then(|area| area.get(key))
                .filter(|_| !online_only)
                .cloned()
        };
        if let Some(value) = own.or_else(inherited) {
            venue.insert(key.to_owned(), value);
        }
    }
    let mut venue = Value::Object(venue);
    position(&mut venue)?;
    Ok(venue)
}

/// Somebody with a role, as the contract has them.
fn person(source: &Source, name: &str, with_word: bool) -> Done<Value> {
    let at = source.people.iter().position(|person| person.name == name);
    let found = at.and_then(|at| Some((at, source.people.get(at)?)));
    let (at, person) = found.ok_or_else(|| format!("{}: {name} has no role", source.id()))?;
    let mut row =
        json!({ "member": member_id(source.id(), at), "name": name, "role": person.role });
    if with_word {
        set(&mut row, "word", person.word.clone().into());
    }
    Ok(row)
}

/// The id of the member at a place in a directory; those with a role come first, as written.
pub(crate) fn member_id(community: &str, at: usize) -> String {
    format!("m-{community}-{}", at + 1)
}

fn set(row: &mut Value, key: &str, value: Value) {
    if let Some(row) = row.as_object_mut() {
        row.insert(key.to_owned(), value);
    }
}

fn trim(row: &mut Map<String, Value>, key: &str) {
    if let Some(Value::String(text)) = row.get_mut(key) {
        *text = text.trim().to_owned();
    }
}

/// `[lat, lng]` → `{lat, lng}`.
fn position(area: &mut Value) -> Done {
    let Some(written) = area.get("position") else {
        return Ok(());
    };
    let (lat, lng) = (written.get(0), written.get(1));
    let position = match (lat.and_then(Value::as_f64), lng.and_then(Value::as_f64)) {
        (Some(lat), Some(lng)) => json!({ "lat": lat, "lng": lng }),
        _ => return Err(format!("{written} is no position")),
    };
    set(area, "position", position);
    Ok(())
}

/// A relative time moved by minutes within its day.
fn later(start: &str, minutes: u64) -> Option<String> {
    let (day, clock) = start.split_once(' ')?;
    let (hour, minute) = clock.split_once(':')?;
    let at = hour.parse::<u64>().ok()? * 60 + minute.parse::<u64>().ok()? + minutes;
    (at < 24 * 60).then(|| format!("{day} {:02}:{:02}", at / 60, at % 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_keeps_the_day_of_its_start() {
        assert_eq!(later("@+2d 19:30", 150).as_deref(), Some("@+2d 22:00"));
        assert_eq!(
            later("@FREQ=WEEKLY;BYDAY=FR#0 08:05", 60).as_deref(),
            Some("@FREQ=WEEKLY;BYDAY=FR#0 09:05")
        );
        assert_eq!(later("@+0d 23:30", 30), None);
        assert_eq!(later("@+90m", 30), None);
    }
}
