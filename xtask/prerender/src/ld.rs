//! JSON-LD of schema.org: `Organization` and `Event`, with what is told to everybody.

use linju::model::{Community, Event, EventStatus, Zones as _};
use serde_json::{Map, Value, json};

use crate::wire::Tz;

/// A community.
pub(crate) fn community(community: &Community, url: &str, logo: &str) -> Value {
    let mut it = json!({
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": url,
        "name": community.name,
        "url": url,
        "logo": logo,
    });
    put(&mut it, "description", &community.purpose);
    let area = &community.area;
    let place = [&area.city, &area.district, &area.place].map(String::as_str);
    put(&mut it, "areaServed", &place.concat());
    if let Some(cover) = community
        .cover
        .as_deref()
        .filter(|cover| cover.starts_with("http"))
    {
        put(&mut it, "image", cover);
    }
    let links: Vec<&str> = community
        .links
        .iter()
        .map(|link| link.url.as_str())
        .collect();
    if !links.is_empty() {
        set(&mut it, "sameAs", json!(links));
    }
    if community.members > 0 {
        set(
            &mut it,
            "interactionStatistic",
            json!({
                "@type": "InteractionCounter",
                "interactionType": "https://schema.org/JoinAction",
                "userInteractionCount": community.members,
            }),
        );
    }
    strip(it)
}

/// An event.
pub(crate) fn event(event: &Event, url: &str, community: Option<(&str, &str)>) -> Value {
    let status = match event.status {
        EventStatus::Cancelled => "EventCancelled",
        EventStatus::Postponed => "EventPostponed",
        EventStatus::Scheduled | EventStatus::Proposed => "EventScheduled",
    };
    let is_placed = !(event.venue.area.place.is_empty() && event.venue.area.city.is_empty());
    let mode = match (event.venue.online, is_placed) {
        (true, true) => "MixedEventAttendanceMode",
        (true, false) => "OnlineEventAttendanceMode",
        (false, _) => "OfflineEventAttendanceMode",
    };
    let mut it = json!({
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": url,
        "name": event.title,
        "url": url,
        "startDate": moment(event, event.start.unix()),
        "eventStatus": format!("https://schema.org/{status}"),
        "eventAttendanceMode": format!("https://schema.org/{mode}"),
        "location": place(event, url),
    });
    if let Some(end) = event.end {
        set(&mut it, "endDate", Value::from(moment(event, end.unix())));
    }
    put(
        &mut it,
        "description",
        &linju::ui::markdown::plain(&event.description),
    );
    if let Some(seats) = event.capacity {
        set(&mut it, "maximumAttendeeCapacity", Value::from(seats));
        set(
            &mut it,
            "remainingAttendeeCapacity",
            Value::from(event.seats_left().unwrap_or_default()),
        );
    }
    if let Some((name, url)) = community {
        set(
            &mut it,
            "organizer",
            json!({ "@type": "Organization", "name": name, "url": url }),
        );
    }
    strip(it)
}

/// Where it is; an address that only those with a seat are told is not there, nor is a way in online.
fn place(event: &Event, url: &str) -> Value {
    let area = &event.venue.area;
    let is_placed = !(area.place.is_empty() && area.city.is_empty());
    if !is_placed {
        return json!({ "@type": "VirtualLocation", "url": url });
    }
    let mut address = json!({ "@type": "PostalAddress" });
    put(
        &mut address,
        "addressLocality",
        &[area.city.as_str(), &area.district].concat(),
    );
    if !event.venue.address_hidden {
        put(&mut address, "streetAddress", &event.venue.address);
    }
    let mut it = json!({ "@type": "Place", "address": address });
    let name = if area.place.is_empty() {
        &area.district
    } else {
        &area.place
    };
    put(&mut it, "name", name);
    if let Some(at) = area.position.filter(|_| !event.venue.address_hidden) {
        set(
            &mut it,
            "geo",
            json!({ "@type": "GeoCoordinates", "latitude": at.lat(), "longitude": at.lng() }),
        );
    }
    it
}

/// RFC 3339 with the offset of the event's zone: what its place's clocks show.
pub(crate) fn moment(event: &Event, unix: i64) -> String {
    let at = linju::model::Instant::from_unix(unix);
    let offset = Tz.offset_at(&event.zone, at).unwrap_or_default();
    let local = chrono::DateTime::from_timestamp(unix + i64::from(offset), 0);
    let local = local.unwrap_or_default().naive_utc();
    let sign = if offset < 0 { '-' } else { '+' };
    let (hours, minutes) = (offset.abs() / 3600, offset.abs() / 60 % 60);
    format!(
        "{}T{}{sign}{hours:02}:{minutes:02}",
        local.date(),
        local.time()
    )
}

fn put(it: &mut Value, key: &str, text: &str) {
    if !text.is_empty() {
        set(it, key, Value::from(text));
    }
}

fn set(it: &mut Value, key: &str, value: Value) {
    if let Value::Object(map) = it {
        map.insert(key.to_owned(), value);
    }
}

/// Without what says nothing.
fn strip(it: Value) -> Value {
    match it {
        Value::Object(map) => Value::Object(
            map.into_iter()
                .filter(|(_, v)| !v.is_null())
                .collect::<Map<_, _>>(),
        ),
        other => other,
    }
}
