//! Positions on the globe, and the distances between them.

use proptest::prelude::*;

use super::{LatLng, cos, distance_m, sin};

fn at(lat: f64, lng: f64) -> LatLng {
    LatLng::new(lat, lng).unwrap()
}

#[test]
fn only_positions_on_the_globe_can_be_made() {
    let check = |lat: f64, lng: f64, expected: bool| {
        assert_eq!(LatLng::new(lat, lng).is_some(), expected, "{lat} {lng}");
    };
    check(30.25, 120.15, true);
    check(90.0, 180.0, true);
    check(-90.0, -180.0, true);
    check(0.0, 0.0, true);
    check(90.000_001, 0.0, false);
    check(0.0, 180.1, false);
    check(120.15, 30.25, false); // the wrong way round
    check(f64::NAN, 0.0, false);
    check(0.0, f64::INFINITY, false);
}

#[test]
fn json_is_an_object_of_degrees() {
    let check = |json: &str, expected: Option<LatLng>| {
        assert_eq!(serde_json::from_str(json).ok(), expected, "{json}");
    };
    check(r#"{"lat":30.25,"lng":120.15}"#, Some(at(30.25, 120.15)));
    check(r#"{"lat":30,"lng":-120}"#, Some(at(30.0, -120.0)));
    check(r#"{"lat":91,"lng":0}"#, None);
    check(r#"{"lat":30.25}"#, None);
    check(r#"{"lat":"30.25","lng":"120.15"}"#, None);
    check(r#"{"lat":null,"lng":0}"#, None);
    assert_eq!(
        serde_json::to_string(&at(30.25, 120.15)).unwrap(),
        r#"{"lat":30.25,"lng":120.15}"#
    );
}

#[test]
fn distances_are_those_of_the_mean_sphere() {
    let check = |a: LatLng, b: LatLng, expected: f64| {
        let metres = distance_m(a, b);
        assert!(
            (metres - expected).abs() < 0.5 + expected * 1e-6,
            "{metres} {expected}"
        );
    };
    // A degree of a great circle is pi * 6371008.8 / 180.
    check(at(0.0, 0.0), at(0.0, 1.0), 111_195.08);
    check(at(30.0, 120.0), at(31.0, 120.0), 111_195.08);
    check(at(0.0, 0.0), at(0.0, 180.0), 20_015_114.4);
    check(at(90.0, 0.0), at(-90.0, 77.0), 20_015_114.4);
    check(at(0.0, 179.5), at(0.0, -179.5), 111_195.08); // over the date line
    check(at(90.0, 10.0), at(90.0, -170.0), 0.0);
    check(at(30.25, 120.15), at(30.25, 120.15), 0.0);
    // Beside West Lake: 0.01 degrees east at 30.25 north.
    check(at(30.25, 120.15), at(30.25, 120.16), 960.5);
}

#[test]
fn sines_and_cosines_are_those_of_the_standard_library() {
    for tenths in -1800..=1800 {
        let degrees = f64::from(tenths) / 10.0;
        let radians = degrees.to_radians();
        assert!((sin(degrees) - radians.sin()).abs() < 1e-12, "{degrees}");
        if degrees.abs() <= 90.0 {
            assert!((cos(degrees) - radians.cos()).abs() < 1e-12, "{degrees}");
        }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read(lat in -90.0..=90.0_f64, lng in -180.0..=180.0_f64) {
        let position = at(lat, lng);
        let json = serde_json::to_string(&position).unwrap();
        prop_assert_eq!(serde_json::from_str::<LatLng>(&json).unwrap(), position);
        prop_assert!((position.lat() - lat).abs() <= 6e-8);
        prop_assert!((position.lng() - lng).abs() <= 6e-8);
    }

    #[test]
    fn distance_is_a_distance(
        a in (-90.0..=90.0_f64, -180.0..=180.0_f64),
        b in (-90.0..=90.0_f64, -180.0..=180.0_f64),
        c in (-90.0..=90.0_f64, -180.0..=180.0_f64),
    ) {
        let (a, b, c) = (at(a.0, a.1), at(b.0, b.1), at(c.0, c.1));
        prop_assert!((0.0..=20_015_115.0).contains(&distance_m(a, b)));
        prop_assert_eq!(distance_m(a, b), distance_m(b, a));
        prop_assert!(distance_m(a, c) <= distance_m(a, b) + distance_m(b, c) + 0.01);
    }
}
