//! Times, places and numbers.

use std::rc::Rc;

use serde_json::{Value, json};

use super::{
    super::expr::{Expr, Fuel, Scope},
    script::Shanghai,
    values::made,
};

#[test]
fn times_are_read_and_written_as_services_have_them() {
    let doc = json!({ "local": "2026-11-27 20:00:00", "day": "2026-11-27", "t": "2026-11-27T12:00:00Z",
        "full": "2026-11-27 12:00:00.123Z", "odd": "soon" });
    made(
        &doc,
        json!({ "at": "/local", "offset": "+08:00", "as": "to-unix-millis" }),
        json!(1_795_780_800_000_i64),
    );
    made(
        &doc,
        json!({ "at": "/day", "offset": "Z" }),
        json!("2026-11-27T00:00:00Z"),
    );
    made(
        &doc,
        json!({ "at": "/t", "offset": "+08:00" }),
        json!("2026-11-27T12:00:00Z"),
    );
    made(
        &doc,
        json!({ "at": "/odd", "offset": "+08:00" }),
        json!("soon"),
    );
    made(
        &doc,
        json!({ "at": "/full", "time": "{Y}-{M}-{D} {h}:{m}:{s}.000Z" }),
        json!("2026-11-27 12:00:00.000Z"),
    );
    made(
        &doc,
        json!({ "at": "/full", "time": "{D}.{M}.{Y}" }),
        json!("27.11.2026"),
    );
    made(&doc, json!({ "at": "/odd", "time": "{Y}" }), Value::Null);
}

#[test]
fn a_token_is_opened_up_before_anything_is_taken_of_it() {
    // {"exp":1795780800,"sub":"lin"}
    let doc = json!({ "t": "eyJhbGciOiJub25lIn0.eyJleHAiOjE3OTU3ODA4MDAsInN1YiI6ImxpbiJ9.x", "opaque": "k3y" });
    let exp = |at: &str| json!({ "at": at, "as": "jwt", "get": "/exp", "then": [{ "as": "unix-seconds" }] });
    made(&doc, exp("/t"), json!("2026-11-27T12:00:00Z"));
    made(
        &doc,
        json!({ "at": "/t", "as": "jwt", "get": "/sub" }),
        json!("lin"),
    );
    made(&doc, exp("/opaque"), Value::Null);
    made(&doc, exp("/none"), Value::Null);
    made(&doc, exp(""), Value::Null);
}

#[test]
fn times_of_the_wall_clock_are_read_in_their_zone() {
    let doc = json!({ "at": "2026-11-27 20:00:00", "zone": "Asia/Shanghai", "odd": "Mars/Base",
        "full": "2026-11-27T20:00:00Z", "day": "2026-11-27" });
    let fuel = Fuel::with(Some(Rc::new(Shanghai)));
    let check = |expr: Value, expected: &str| {
        let expr = Expr::compile(&expr, "").unwrap();
        assert_eq!(expr.made(&Scope::of(&doc, &fuel)), Some(json!(expected)));
    };
    check(
        json!({ "at": "/at", "zone": "/zone" }),
        "2026-11-27T12:00:00Z",
    );
    check(
        json!({ "at": "/day", "zone": "/zone" }),
        "2026-11-26T16:00:00Z",
    );
    check(
        json!({ "at": "/full", "zone": "/zone" }),
        "2026-11-27T20:00:00Z",
    );
    check(
        json!({ "at": "/at", "zone": "/odd" }),
        "2026-11-27 20:00:00",
    );
    made(
        &doc,
        json!({ "at": "/at", "zone": "/zone" }),
        json!("2026-11-27 20:00:00"),
    );
}

#[test]
fn coordinates_of_chinese_maps_are_wgs_84_and_back() {
    let at = |lat: f64, lng: f64| json!({ "lat": lat, "lng": lng });
    let near = |doc: Value, to: &str, lat: f64, lng: f64| {
        let expr = json!({ "at": "", "as": to });
        let found = Expr::compile(&expr, "").unwrap().eval(&doc).unwrap();
        let off = |key: &str, wanted: f64| (found[key].as_f64().unwrap() - wanted).abs();
        assert!(
            off("lat", lat) < 2e-6 && off("lng", lng) < 2e-6,
            "{to} of {doc}: {found}"
        );
    };
    // Places whose coordinates in both are widely published.
    for (lat, lng, to_lat, to_lng) in [
        (31.177_427_6, 121.527_210_6, 31.175_303_98, 121.531_541_86),
        (22.543_847, 113.912_316, 22.540_796_13, 113.917_176_48),
        (39.911_954, 116.377_817, 39.913_345_46, 116.384_047_22),
    ] {
        near(at(lat, lng), "to-gcj02", to_lat, to_lng);
        near(at(to_lat, to_lng), "gcj02", lat, lng);
    }
    // The same place by way of both.
    let expr = json!({ "at": "", "as": "gcj02", "then": [{ "as": "to-bd09" }] });
    let found = Expr::compile(&expr, "")
        .unwrap()
        .eval(&at(39.915, 116.404))
        .unwrap();
    let off = |key: &str, wanted: f64| (found[key].as_f64().unwrap() - wanted).abs();
    assert!(
        off("lat", 39.921_336_99) < 2e-6 && off("lng", 116.410_369_49) < 2e-6,
        "{found}"
    );
    // Outside China nothing is moved.
    near(at(48.8584, 2.2945), "to-gcj02", 48.8584, 2.2945);
    for (lat, lng) in [
        (39.90734, 116.39089),
        (30.2460, 120.1400),
        (22.5431, 114.0579),
        (45.8038, 126.5350),
    ] {
        for there in ["to-gcj02", "to-bd09"] {
            let expr = json!({ "at": "", "as": there });
            let moved = Expr::compile(&expr, "")
                .unwrap()
                .eval(&at(lat, lng))
                .unwrap();
            assert!(
                (moved["lng"].as_f64().unwrap() - lng).abs() > 1e-3,
                "{moved}"
            );
            near(moved, there.trim_start_matches("to-"), lat, lng);
        }
    }
    let texts = json!({ "geom": "120.14;30.246" });
    let parts = |n: u8| json!({ "at": "/geom", "split": ";", "get": format!("/{n}") });
    let expr = json!({ "object": { "lng": parts(0), "lat": parts(1) }, "as": "to-gcj02" });
    assert!(Expr::compile(&expr, "").unwrap().eval(&texts).is_some());
}

#[test]
fn numbers_are_counted_together_and_times_moved() {
    let doc = json!({ "seats": 20, "free": "3", "start": "2026-11-27T12:00:00Z", "minutes": 90, "half": 0.5,
        "most": i64::MAX });
    made(&doc, json!({ "at": "/seats", "minus": "/free" }), json!(17));
    made(
        &doc,
        json!({ "at": "/seats", "minus": "/none" }),
        Value::Null,
    );
    made(
        &doc,
        json!({ "at": "/seats", "plus": "/half" }),
        json!(20.5),
    );
    made(&doc, json!({ "at": "/most", "times": 2 }), Value::Null);
    made(
        &doc,
        json!({ "at": "/start", "plus": { "at": "/minutes", "times": 60 } }),
        json!("2026-11-27T13:30:00Z"),
    );
    made(
        &doc,
        json!({ "at": "/start", "minus": 3600 }),
        json!("2026-11-27T11:00:00Z"),
    );
    made(&doc, json!({ "at": "/start", "times": 2 }), Value::Null);
}
