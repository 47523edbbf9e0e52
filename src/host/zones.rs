//! Time zones by `Intl`, which every browser has, so that the wasm carries no tables.
//!
//! Asking `Intl` is slow on a cheap phone. Offsets are asked for at the ends of stretches of twelve
//! days and remembered: where both ends agree, so does what lies between, for no zone changes its
//! offset there and back in less. Only in a stretch with a change is each moment asked for.

use std::cell::RefCell;

use js_sys::{Array, Date, Function, Intl::DateTimeFormat, Object, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};

use crate::{
    model::{Instant, Zones},
    port::Few,
};

/// 2^20 seconds, twelve days and some.
const STRETCH_BITS: u32 = 20;

/// Time zones by `Intl`.
#[derive(Default)]
pub struct IntlZones {
    formats: RefCell<Few<String, Option<Function>>>,
    ends: RefCell<Few<(String, i64), i32>>,
}

impl IntlZones {
    fn asked(&self, zone: &str, at: i64) -> Option<i32> {
        let format = {
            let mut formats = self.formats.borrow_mut();
            match formats.get(zone) {
                Some(known) => known.clone(),
                None => {
                    let made = format_in(zone);
                    formats.insert(zone.to_owned(), made.clone());
                    made
                }
            }
        }?;
        let date = Date::new(&JsValue::from_f64(at as f64 * 1000.0));
        let said = format.call1(&JsValue::NULL, &date).ok()?.as_string()?;
        let shown = read(&said)?;
        i32::try_from(shown - at).ok()
    }

    fn end(&self, zone: &str, stretch: i64) -> Option<i32> {
        let key = (zone.to_owned(), stretch);
        if let Some(known) = self.ends.borrow().get(&key) {
            return Some(*known);
        }
        let offset = self.asked(zone, stretch << STRETCH_BITS)?;
        self.ends.borrow_mut().insert(key, offset);
        Some(offset)
    }
}

impl Zones for IntlZones {
    fn offset_at(&self, zone: &str, at: Instant) -> Option<i32> {
        // Beyond what a JavaScript date can hold there is no answer (ECMA-262: 8.64e15 ms).
        if at.unix().unsigned_abs() > 8_000_000_000_000 {
            return None;
        }
        let stretch = at.unix() >> STRETCH_BITS;
        let before = self.end(zone, stretch)?;
        if self.end(zone, stretch + 1)? == before {
            Some(before)
        } else {
            self.asked(zone, at.unix())
        }
    }
}

/// The bound `format` of a formatter; `None` when the browser does not know the zone.
fn format_in(zone: &str) -> Option<Function> {
    let options = Object::new();
    for (key, value) in [
        ("timeZone", zone),
        ("hourCycle", "h23"),
        ("year", "numeric"),
        ("month", "2-digit"),
        ("day", "2-digit"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("second", "2-digit"),
    ] {
        Reflect::set(&options, &key.into(), &value.into()).ok()?;
    }
    // The constructor throws for an unknown zone, which the typed one would turn into a panic.
    let constructor = Reflect::get(&js_sys::global(), &"Intl".into())
        .and_then(|intl| Reflect::get(&intl, &"DateTimeFormat".into()))
        .ok()?
        .dyn_into::<Function>()
        .ok()?;
    let made = Reflect::construct(&constructor, &Array::of2(&"en-US".into(), &options)).ok()?;
    Reflect::get(&made, &"format".into()).ok()?.dyn_into().ok()
}

/// Reads `11/27/2026, 20:00:00` as if it were UTC, in Unix seconds.
fn read(said: &str) -> Option<i64> {
    let mut numbers = said
        .split(|c: char| !c.is_ascii_digit())
        .filter(|s| !s.is_empty());
    let mut next = || numbers.next()?.parse::<u32>().ok();
    let (month, day, year) = (next()?, next()?, next()?);
    let (hour, minute, second) = (next()?, next()?, next()?);
    Some(
        chrono::NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?
            .and_hms_opt(hour % 24, minute, second)?
            .and_utc()
            .timestamp(),
    )
}

/// The reader's own IANA zone; UTC where the browser does not tell.
#[must_use]
pub fn reader_zone() -> String {
    let format = DateTimeFormat::new(&Array::new(), &Object::new());
    Reflect::get(&format.resolved_options(), &"timeZone".into())
        .ok()
        .and_then(|zone| zone.as_string())
        .unwrap_or_else(|| "UTC".to_owned())
}
