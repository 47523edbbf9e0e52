//! Against the figures that others publish for the same approximation, and what holds everywhere.

use proptest::prelude::*;

use super::*;
use crate::model::distance_m;

fn place(lat: f64, lng: f64) -> LatLng {
    LatLng::new(lat, lng).unwrap()
}

#[test]
fn it_is_the_approximation_that_others_use() {
    let check = |from: (f64, f64), to: (f64, f64)| {
        let off = distance_m(gcj02(place(from.0, from.1)), place(to.0, to.1));
        assert!(off < 0.05, "{from:?} is {off} m off");
    };
    // From the README of the npm package coordtransform; the others from the same formula in Python with its own `math.sin`.
    check((39.915, 116.404), (39.916_404_28, 116.410_244_5));
    check((30.2523, 120.1268), (30.250_011_47, 120.131_565_22));
    check((43.825_6, 87.616_8), (43.826_805_39, 87.619_649_95));
}

#[test]
fn cities_are_on_their_side_of_the_border() {
    let check = |inside: bool, places: &[(&str, f64, f64)]| {
        for (name, lat, lng) in places {
            assert_eq!(in_mainland_china(place(*lat, *lng)), inside, "{name}");
        }
    };
    check(
        true,
        &[
            ("Hangzhou", 30.25, 120.15),
            ("Beijing", 39.90, 116.40),
            ("Shanghai", 31.23, 121.47),
            ("Futian, Shenzhen", 22.54, 114.05),
            ("Luohu, Shenzhen", 22.548, 114.13),
            ("Shekou, Shenzhen", 22.485, 113.915),
            ("Zhuhai", 22.27, 113.57),
            ("Xiamen", 24.48, 118.09),
            ("Fuzhou", 26.07, 119.30),
            ("Sanya", 18.25, 109.50),
            ("Kunming", 25.04, 102.71),
            ("Lhasa", 29.65, 91.12),
            ("Kashgar", 39.47, 75.99),
            ("Urumqi", 43.83, 87.62),
            ("Hohhot", 40.84, 111.75),
            ("Manzhouli", 49.58, 117.43),
            ("Harbin", 45.80, 126.53),
            ("Dalian", 38.91, 121.61),
            ("Weihai", 37.51, 122.12),
            ("Dandong", 40.13, 124.38),
        ],
    );
    check(
        false,
        &[
            ("Central, Hong Kong", 22.28, 114.16),
            ("Sha Tin, Hong Kong", 22.38, 114.19),
            ("Sheung Shui, Hong Kong", 22.50, 114.13),
            ("Tuen Mun, Hong Kong", 22.39, 113.97),
            ("Macau", 22.195, 113.545),
            ("Taipei", 25.03, 121.57),
            ("Kinmen", 24.42, 118.32),
            ("Seoul", 37.57, 126.98),
            ("Pyongyang", 39.03, 125.75),
            ("Vladivostok", 43.12, 131.89),
            ("Khabarovsk", 48.48, 135.08),
            ("Ulaanbaatar", 47.92, 106.92),
            ("Almaty", 43.24, 76.89),
            ("Kathmandu", 27.72, 85.32),
            ("Hanoi", 21.03, 105.85),
            ("Vientiane", 17.97, 102.60),
            ("Tokyo", 35.68, 139.69),
            ("Berlin", 52.52, 13.40),
            ("the point where all begins", 0.0, 0.0),
        ],
    );
}

#[test]
fn what_is_no_position_is_never_asked() {
    for wrong in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 90.1] {
        assert_eq!(LatLng::new(wrong, 120.0), None);
    }
    // The corners of the globe are positions like others.
    for (lat, lng) in [(90.0, 180.0), (-90.0, -180.0), (90.0, 105.0)] {
        assert_eq!(gcj02(place(lat, lng)), place(lat, lng));
    }
}

proptest! {
    #[test]
    fn nothing_is_moved_by_a_kilometre_and_nothing_outside_at_all(lat in -90.0..=90.0_f64, lng in -180.0..=180.0_f64) {
        let at = place(lat, lng);
        let off = distance_m(at, gcj02(at));
        prop_assert!(off < 1_000.0, "{off}");
        prop_assert!(in_mainland_china(at) || off == 0.0);
    }

    #[test]
    fn inside_everything_is_moved_and_neighbours_stay_neighbours(lat in 24.0..40.0_f64, lng in 104.0..117.0_f64) {
        let (here, there) = (place(lat, lng), place(lat + 0.001, lng));
        let off = distance_m(here, gcj02(here));
        prop_assert!(off > 50.0 && off < 1_000.0, "{off}");
        let apart = distance_m(gcj02(here), gcj02(there));
        prop_assert!((apart - distance_m(here, there)).abs() < 2.0, "{apart}");
    }
}
