//! Coordinates of Chinese maps, to and from WGS-84.
//!
//! GCJ-02 moves a position by up to 700 m by a sum of sines, inside China alone; BD-09 turns it once
//! more around the corner of the map. Without this *near me* and pins are hundreds of metres off.

use serde_json::{Number, Value};

use crate::model::{gcj02_shift, json::json_object, sin};

use super::expr::As;

#[derive(Clone, Copy)]
struct At {
    lat: f64,
    lng: f64,
}

/// `{"lat", "lng"}` made another.
pub(super) fn made(how: As, value: &Value) -> Option<Value> {
    let number = |key| {
        let found = value.get(key)?;
        let text = match found {
            Value::String(text) => serde_json::from_str(text.trim()).ok()?,
            other => other.clone(),
        };
        text.as_f64()
    };
    let at = At {
        lat: number("lat")?,
        lng: number("lng")?,
    };
    let made = match how {
        As::Gcj02 => from_gcj(at),
        As::Bd09 => from_gcj(from_bd(at)),
        As::ToGcj02 => to_gcj(at),
        As::ToBd09 => to_bd(to_gcj(at)),
        _ => at,
    };
    let degrees = |n: f64| Number::from_f64((n * 1e7).round() / 1e7).map(Value::Number);
    Some(json_object! { "lat": degrees(made.lat)?, "lng": degrees(made.lng)? })
}

/// Sine of any angle in degrees.
fn sine(degrees: f64) -> f64 {
    sin(degrees - 360.0 * (degrees / 360.0 + 0.5).floor())
}

fn to_gcj(at: At) -> At {
    // China in a box; GCJ-02 is WGS-84 outside it.
    if !(72.004..=137.8347).contains(&at.lng) || !(0.8293..=55.8271).contains(&at.lat) {
        return at;
    }
    let (north, east) = gcj02_shift(at.lat, at.lng);
    At {
        lat: at.lat + north,
        lng: at.lng + east,
    }
}

/// By going back as far as the way there leads, until it ends there (within a millimetre).
fn from_gcj(wanted: At) -> At {
    let mut at = wanted;
    for _ in 0..6 {
        let there = to_gcj(at);
        at = At {
            lat: at.lat + wanted.lat - there.lat,
            lng: at.lng + wanted.lng - there.lng,
        };
    }
    at
}

/// A position turned and stretched around the corner of the map.
fn turned(x: f64, y: f64, stretch: f64, turn: f64) -> (f64, f64) {
    let r = (x * x + y * y).sqrt();
    if r == 0.0 {
        return (x, y);
    }
    // The turn is some millionths: its sine is itself, its cosine by two terms.
    let (sine, cosine) = (turn, 1.0 - turn * turn / 2.0);
    let size = (r + stretch) / r;
    (
        size * (x * cosine - y * sine),
        size * (y * cosine + x * sine),
    )
}

fn to_bd(at: At) -> At {
    let stretch = 0.000_02 * sine(at.lat * 3000.0);
    let turn = 0.000_003 * sine(90.0 - at.lng * 3000.0);
    let (lng, lat) = turned(at.lng, at.lat, stretch, turn);
    At {
        lat: lat + 0.006,
        lng: lng + 0.0065,
    }
}

fn from_bd(at: At) -> At {
    let (lat, lng) = (at.lat - 0.006, at.lng - 0.0065);
    let stretch = -0.000_02 * sine(lat * 3000.0);
    let turn = -0.000_003 * sine(90.0 - lng * 3000.0);
    let (lng, lat) = turned(lng, lat, stretch, turn);
    At { lat, lng }
}
