//! Where a pin has to stand on a map of mainland China: WGS-84 into GCJ-02.
//!
//! Maps that are sold there are drawn in GCJ-02, in which everything lies 50 to 700 m from where it is. The transformation is
//! a state secret; what is here is the approximation that has gone round since 2010 ("eviltransform") and that all free
//! software uses: unofficial, and within a metre or two of what Amap's own service answers, which is less than a phone knows.
//! Outside mainland China (Hong Kong, Macau and Taiwan too) maps are drawn in WGS-84, and nothing is moved.
//!
//! Amap, Tencent and Baidu take WGS-84 and move it themselves when told so (see [`crate::route`]'s `ways`); only Apple's map takes no
//! such word. So there is no BD-09 here, and no way back.

use super::{LatLng, sin};

/// Half the longest axis of the ellipsoid of Krassowsky 1940, in metres.
const AXIS_M: f64 = 6_378_245.0;
/// The square of its eccentricity.
const ECCENTRICITY: f64 = 0.006_693_421_622_965_943;

/// The outline of mainland China with its waters, in hundredths of degrees north and east, from the far north with the clock. Drawn by
/// hand, within some 30 km along the borders on land and one at the edges of Hong Kong and Macau.
const MAINLAND: [(i16, i16); 85] = [
    (5360, 12230),
    (5300, 12550),
    (5030, 12752),
    (4930, 12900),
    (4770, 13100),
    (4840, 13475),
    (4690, 13400),
    (4510, 13300),
    (4490, 13170),
    (4430, 13130),
    (4290, 13110),
    (4240, 13070),
    (4300, 12980),
    (4200, 12810),
    (4140, 12810),
    (4175, 12690),
    (4110, 12620),
    (4010, 12440),
    (3970, 12420),
    (3850, 12200),
    (3750, 12290),
    (3680, 12280),
    (3500, 12050),
    (3400, 12110),
    (3200, 12220),
    (3080, 12310),
    (2950, 12270),
    (2800, 12190),
    (2700, 12090),
    (2600, 11988),
    (2520, 11995),
    (2450, 11860),
    (2444, 11820),
    (2330, 11740),
    (2260, 11560),
    (2242, 11470),
    (2256, 11425),
    (2253, 11413),
    (2250, 11405),
    (2246, 11390),
    (2225, 11362),
    (2221, 11353),
    (2216, 11353),
    (2211, 11355),
    (2205, 11355),
    (2160, 11340),
    (2130, 11150),
    (1960, 11130),
    (1800, 11020),
    (1800, 10880),
    (1930, 10850),
    (2130, 10830),
    (2150, 10795),
    (2190, 10680),
    (2280, 10650),
    (2310, 10540),
    (2252, 10395),
    (2260, 10250),
    (2115, 10180),
    (2150, 10010),
    (2330, 9890),
    (2400, 9775),
    (2750, 9850),
    (2850, 9650),
    (2780, 9180),
    (2810, 9000),
    (2740, 8890),
    (2800, 8690),
    (3010, 8120),
    (3300, 7890),
    (3710, 7460),
    (3950, 7360),
    (4420, 8040),
    (4700, 8290),
    (4910, 8780),
    (4280, 9640),
    (4260, 10100),
    (4160, 10500),
    (4240, 10750),
    (4366, 11190),
    (4510, 11350),
    (4650, 11650),
    (4780, 11560),
    (4990, 11670),
    (5320, 12000),
];

/// Where a pin for this place has to stand on a map that is drawn in GCJ-02 in mainland China and in WGS-84 elsewhere.
#[must_use]
pub fn gcj02(at: LatLng) -> LatLng {
    if !in_mainland_china(at) {
        return at;
    }
    let (north, east) = gcj02_shift(at.lat(), at.lng());
    LatLng::new(at.lat() + north, at.lng() + east).unwrap_or(at)
}

/// Whether it is in mainland China or its waters, roughly: see [`MAINLAND`].
#[must_use]
pub fn in_mainland_china(at: LatLng) -> bool {
    let (north, east) = (at.lat() * 100.0, at.lng() * 100.0);
    let corner = |(lat, lng): &(i16, i16)| (f64::from(*lat), f64::from(*lng));
    let outline = || MAINLAND.iter().map(corner);
    // A ray to the east crosses the outline an odd number of times.
    let mut inside = false;
    for (a, b) in outline().zip(outline().skip(1).chain(outline().take(1))) {
        if (a.0 > north) != (b.0 > north) && east < a.1 + (north - a.0) / (b.0 - a.0) * (b.1 - a.1)
        {
            inside = !inside;
        }
    }
    inside
}

/// By how many degrees north and east GCJ-02 moves a position, given in degrees; wherever that is.
#[must_use]
pub fn gcj02_shift(lat: f64, lng: f64) -> (f64, f64) {
    let (x, y) = (lng - 105.0, lat - 35.0);
    let both = 20.0 * wave(3.0 * x) + 20.0 * wave(x);
    let root = x.abs().sqrt();
    let north = -100.0
        + 2.0 * x
        + 3.0 * y
        + 0.2 * y * y
        + 0.1 * x * y
        + 0.2 * root
        + (both
            + 20.0 * wave(y / 2.0)
            + 40.0 * wave(y / 6.0)
            + 160.0 * wave(y / 24.0)
            + 320.0 * wave(y / 60.0))
            * 2.0
            / 3.0;
    let east = 300.0
        + x
        + 2.0 * y
        + 0.1 * x * x
        + 0.1 * x * y
        + 0.1 * root
        + (both
            + 20.0 * wave(x / 2.0)
            + 40.0 * wave(x / 6.0)
            + 150.0 * wave(x / 24.0)
            + 300.0 * wave(x / 60.0))
            * 2.0
            / 3.0;
    let bend = 1.0 - ECCENTRICITY * sin(lat).powi(2);
    let along = AXIS_M * (1.0 - ECCENTRICITY) / (bend * bend.sqrt());
    let across = AXIS_M / bend.sqrt() * sin(90.0 - lat.abs());
    ((north / along).to_degrees(), (east / across).to_degrees())
}

/// The sine of so many full turns.
fn wave(turns: f64) -> f64 {
    sin((turns - turns.round()) * 360.0)
}

#[cfg(test)]
mod tests;
