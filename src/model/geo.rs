//! Positions and distances on the ground.
//!
//! A [`LatLng`] is always on the globe, and always WGS-84: services that speak GCJ-02 or BD-09 are
//! converted at the border.

mod china;

use super::json::{FromJson, Node, Record, Sink, record};

pub use china::{gcj02, gcj02_shift, in_mainland_china};

/// A WGS-84 position, kept to 1e-7 degrees (about a centimetre), so that it can be compared and
/// comes back from JSON as it went. JSON: `{"lat": 30.25, "lng": 120.15}` in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LatLng {
    lat_e7: i32,
    lng_e7: i32,
}

/// 1e-7 degrees in a degree.
const E7: f64 = 1e7;

/// Mean radius of the Earth in metres (IUGG, R1 of GRS 80).
const EARTH_RADIUS_M: f64 = 6_371_008.8;

impl LatLng {
    /// From degrees north and degrees east; `None` unless it is on the globe.
    #[must_use]
    pub fn new(lat: f64, lng: f64) -> Option<Self> {
        // NaN is in no range.
        if (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lng) {
            Some(Self {
                lat_e7: (lat * E7).round() as i32,
                lng_e7: (lng * E7).round() as i32,
            })
        } else {
            None
        }
    }

    /// Degrees north.
    #[must_use]
    pub fn lat(self) -> f64 {
        f64::from(self.lat_e7) / E7
    }

    /// Degrees east.
    #[must_use]
    pub fn lng(self) -> f64 {
        f64::from(self.lng_e7) / E7
    }
}

impl FromJson for LatLng {
    fn read(node: &Node<'_>) -> Self {
        node.is_object();
        Self::new(node.needed("lat"), node.needed("lng")).unwrap_or_else(|| {
            node.say("a position needs `lat` from -90 to 90 and `lng` from -180 to 180 degrees");
            Self {
                lat_e7: 0,
                lng_e7: 0,
            }
        })
    }
}

impl Record for LatLng {
    fn fields<S: Sink>(&self, sink: &mut S) {
        sink.put("lat", &self.lat());
        sink.put("lng", &self.lng());
    }
}

record!(@written LatLng);

/// Metres between two positions along the great circle (haversine; within 0.6 % of the ellipsoid).
#[must_use]
pub fn distance_m(a: LatLng, b: LatLng) -> f64 {
    let half = |from: f64, to: f64| sin((to - from) / 2.0).powi(2);
    let h = half(a.lat(), b.lat()) + cos(a.lat()) * cos(b.lat()) * half(a.lng(), b.lng());
    2.0 * EARTH_RADIUS_M * h.sqrt().min(1.0).asin()
}

/// Sine of -180 to 180 degrees, within 1e-12. (That of the standard library takes any angle, for
/// eight kilobytes.)
pub(crate) fn sin(degrees: f64) -> f64 {
    let size = degrees.abs();
    let x = size.min(180.0 - size).to_radians();
    // Taylor's series to the 17th power; the next term is at most 5e-14.
    let mut sum = 1.0;
    for n in [272.0, 210.0, 156.0, 110.0, 72.0, 42.0, 20.0, 6.0] {
        sum = 1.0 - x * x / n * sum;
    }
    (x * sum).copysign(degrees)
}

/// Cosine of -90 to 90 degrees.
fn cos(degrees: f64) -> f64 {
    sin(90.0 - degrees.abs())
}

#[cfg(test)]
mod tests;
