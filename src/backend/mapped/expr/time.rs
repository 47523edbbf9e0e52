//! Times as services write them, to and from RFC 3339.

use chrono::DateTime;
use serde_json::Value;

use crate::model::{Instant, Zones, to_instant};

use super::{Part, plain};

/// A count since 1970, made RFC 3339; `None` where it is no time.
pub(super) fn from_unix(value: &Value, per_second: i64) -> Option<Value> {
    let count = value
        .as_i64()
        .or_else(|| value.as_f64().filter(|f| f.abs() < 1e15).map(|f| f as i64))
        .or_else(|| value.as_str()?.trim().parse().ok())?;
    let seconds = count.div_euclid(per_second);
    DateTime::from_timestamp(seconds, 0)?;
    Some(Value::String(Instant::from_unix(seconds).to_string()))
}

/// A time, made a count since 1970.
pub(super) fn to_unix(value: &Value, per_second: i64) -> Option<Value> {
    let at = Instant::parse(value.as_str()?)?;
    Some(Value::from(at.unix().saturating_mul(per_second)))
}

/// A time, or a date, that names no zone, with the offset put behind it; `None` for any other.
pub(super) fn with_offset(value: &Value, offset: &str) -> Option<Value> {
    let text = plain(value)?;
    let text = text.trim();
    if Instant::parse(text).is_some() {
        return None;
    }
    let midnight = if text.len() == 10 { "T00:00:00" } else { "" };
    let full = [text, midnight, offset].concat();
    Instant::parse(&full).map(|_| Value::String(full))
}

/// A time, or a date, that names no zone, read on the wall clock of one; `None` for any other,
/// and where nobody knows the zone.
pub(super) fn in_zone(value: &Value, zone: &str, zones: Option<&dyn Zones>) -> Option<Value> {
    let zones = zones?;
    let shown = with_offset(value, "Z")?;
    let shown = Instant::parse(shown.as_str()?)?;
    zones.offset_at(zone, shown)?;
    let local = DateTime::from_timestamp(shown.unix(), 0)?.naive_utc();
    Some(Value::String(to_instant(zones, zone, local).to_string()))
}

/// A time written by a template, in UTC.
pub(super) fn written(value: &Value, template: &[Part]) -> Option<Value> {
    let text = Instant::parse(value.as_str()?)?.to_string();
    let mut out = String::new();
    for part in template {
        out.push_str(match part {
            Part::Plain(plain) => plain,
            Part::Slot(slot) => match slot.as_str() {
                "/Y" => text.get(..4)?,
                "/M" => text.get(5..7)?,
                "/D" => text.get(8..10)?,
                "/h" => text.get(11..13)?,
                "/m" => text.get(14..16)?,
                "/s" => text.get(17..19)?,
                _ => return None,
            },
        });
    }
    Some(Value::String(out))
}
