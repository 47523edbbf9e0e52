use std::rc::Rc;

use serde_json::{Value, json};

use super::{
    super::expr::{Expr, Fuel, Scope, fuel},
    script::Shanghai,
};

/// What is made of a document; nothing is null.
#[track_caller]
fn made(doc: &Value, expr: Value, expected: Value) {
    let found = Expr::compile(&expr, "").unwrap().eval(doc);
    assert_eq!(found.unwrap_or_default(), expected, "{expr}");
}

#[test]
fn values_are_found_and_made() {
    let doc = json!({
        "a": { "b": 7, "c": "x, y,,z", "n": null, "t": "12.5", "deep": [{ "k": 1 }, { "k": null }, {}] },
        "when": 1_795_752_000, "ms": "1795752000500", "yes": 1, "no": "0", "inner": "{\"q\":[1]}",
        "at": "2026-11-27 20:00:00+08:00", "word": "anyone", "a/b": "slash",
    });
    let check = |expr: Value, expected: Value| {
        let made = Expr::compile(&expr, "")
            .unwrap()
            .eval(&doc)
            .unwrap_or_default();
        assert_eq!(made, expected, "{expr}");
    };
    check(json!("/a/b"), json!(7));
    check(json!("/a/n"), Value::Null);
    check(json!("/a/missing"), Value::Null);
    check(json!("/a~1b"), json!("slash"));
    check(json!("plain words"), json!("plain words"));
    check(
        json!({ "const": "/not a pointer" }),
        json!("/not a pointer"),
    );
    check(json!({ "at": "/a/b", "as": "text" }), json!("7"));
    check(json!({ "at": "/a/t", "as": "number" }), json!(12.5));
    check(
        json!({ "at": "/a/c", "split": "," }),
        json!(["x", "y", "z"]),
    );
    check(json!({ "at": "/a/deep", "each": "/k" }), json!([1]));
    check(json!({ "at": "/a/deep", "as": "length" }), json!(3));
    check(
        json!({ "at": "/when", "as": "unix-seconds" }),
        json!("2026-11-27T04:00:00Z"),
    );
    check(
        json!({ "at": "/ms", "as": "unix-millis" }),
        json!("2026-11-27T04:00:00Z"),
    );
    check(
        json!({ "at": "/at", "as": "to-unix-seconds" }),
        json!(1_795_780_800),
    );
    check(json!({ "at": "/yes", "as": "flag" }), json!(true));
    check(json!({ "at": "/no", "as": "flag" }), json!(false));
    check(json!({ "at": "/inner", "as": "json" }), json!({ "q": [1] }));
    check(
        json!({ "at": "/word", "words": { "anyone": "open" } }),
        json!("open"),
    );
    check(
        json!({ "at": "/a/b", "words": { "9": "x" }, "else": "other" }),
        json!("other"),
    );
    check(json!({ "first": ["/a/n", "/nothing", "/a/b"] }), json!(7));
    check(
        json!({ "object": { "x": "/a/b", "y": "/a/n" } }),
        json!({ "x": 7 }),
    );
    check(json!({ "object": { "y": "/a/n" } }), Value::Null);
    check(
        json!({ "list": ["/a/b", "/a/n", { "const": 1 }] }),
        json!([7, 1]),
    );
    check(json!({ "text": "{a.b}:{word}" }), json!("7:anyone"));
    check(json!({ "text": "{a.b}:{a.n}" }), Value::Null);
}

#[test]
fn lists_and_objects_are_taken_apart() {
    let doc = json!({
        "by_id": { "a": { "n": 1 }, "b": { "n": 2 } },
        "groups": [[1, 2], [3], 4],
        "columns": ["id", "name"], "rows": [[1, "x"], [2, "y"]],
        "people": [{ "id": 1, "role": "host", "name": "甲" }, { "id": "2", "role": "guest", "name": "乙" }],
        "me": "1", "one": { "id": 9 }, "scalar": 9,
    });
    made(
        &doc,
        json!({ "at": "/by_id", "as": "values", "each": "/n" }),
        json!([1, 2]),
    );
    made(
        &doc,
        json!({ "at": "/by_id", "as": "entries", "get": "/1" }),
        json!({ "key": "b", "value": { "n": 2 } }),
    );
    made(
        &doc,
        json!({ "at": "/groups", "as": "flat" }),
        json!([1, 2, 3, 4]),
    );
    let named = json!([{ "id": 1, "name": "x" }, { "id": 2, "name": "y" }]);
    made(&doc, json!({ "at": "/rows", "columns": "/columns" }), named);
    made(
        &doc,
        json!({ "at": "/rows/1", "columns": "/columns", "get": "/name" }),
        json!("y"),
    );
    made(
        &doc,
        json!({ "at": "/people", "where": { "/id": "/me" }, "get": "/0/name" }),
        json!("甲"),
    );
    made(
        &doc,
        json!({ "at": "/people", "where": { "/id": 2 }, "each": "/name", "join": "、" }),
        json!("乙"),
    );
    let roles = json!({ "at": "/people", "where": { "/role": ["host", "guest"], "/id": "*", "/x": null }, "as": "length" });
    made(&doc, roles, json!(2));
    made(
        &doc,
        json!({ "at": "/people", "where": { "/name": { "has": "乙" } }, "get": "/0/id" }),
        json!("2"),
    );
    made(
        &doc,
        json!({ "at": "/people", "where": { "/id": 7 }, "join": "," }),
        Value::Null,
    );
    let id =
        |at: &str| json!({ "first": [{ "at": at, "get": "/id" }, { "at": at, "as": "text" }] });
    made(&doc, id("/one"), json!(9));
    made(&doc, id("/scalar"), json!("9"));
}

#[test]
fn a_choice_is_the_first_that_holds() {
    let state = json!({ "first": [
        { "when": { "/paid": false, "/accepted": true }, "const": "pending-payment" },
        { "when": { "/accepted": true }, "const": "member" },
        { "when": { "/accepted": null }, "const": "pending-approval" },
    ], "words": { "member": "in" } });
    made(
        &json!({ "accepted": true, "paid": false }),
        state.clone(),
        json!("pending-payment"),
    );
    made(&json!({ "accepted": true }), state.clone(), json!("in"));
    made(&json!({}), state.clone(), json!("pending-approval"));
    made(&json!({ "accepted": false }), state, Value::Null);
    made(
        &json!({ "a": "" }),
        json!({ "at": "/a", "words": { "": null } }),
        Value::Null,
    );
}

#[test]
fn what_is_put_inside_another_syntax_cannot_break_out_of_it() {
    let doc = json!({ "a": "x\" && '1\\", "n": 7, "list": ["a", "b,c", 1] });
    made(
        &doc,
        json!({ "at": "/a", "as": "quoted" }),
        json!(r#""x\" && '1\\""#),
    );
    made(
        &doc,
        json!({ "at": "/a", "as": "single-quoted" }),
        json!(r#"'x" && \'1\\'"#),
    );
    made(
        &doc,
        json!({ "at": "/a", "as": "sql-quoted" }),
        json!(r#"'x" && ''1\'"#),
    );
    made(&doc, json!({ "at": "/n", "as": "quoted" }), json!("\"7\""));
    made(
        &doc,
        json!({ "at": "/list", "as": "comma-list" }),
        json!(r#"a,"b,c",1"#),
    );
    made(
        &doc,
        json!({ "object": { "n": "/n" }, "as": "to-json" }),
        json!(r#"{"n":7}"#),
    );
    let text =
        json!({ "text": "id = {q} or {n}", "with": { "q": { "at": "/n", "as": "quoted" } } });
    made(&doc, text, json!("id = \"7\" or 7"));
    made(
        &doc,
        json!({ "text": "{q}", "with": { "q": "/none" } }),
        Value::Null,
    );
}

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
fn a_value_reads_from_the_whole_answer_and_beside_it() {
    let document = json!({
        "data": [{ "node": { "id": 1, "place": { "type": "places", "id": "7" } }, "cursor": "c1" }],
        "included": [{ "type": "people", "id": "7" }, { "type": "places", "id": "7", "name": "馆" }],
    });
    let (headers, also) = (json!({ "etag": "e" }), json!({ "seats": { "free": 3 } }));
    let request = json!({ "input": { "event": "x" } });
    let fuel = fuel();
    let item = &document["data"][0];
    let scope = Scope {
        item,
        headers: &headers,
        also: &also,
        request: &request,
        ..Scope::of(&document, &fuel)
    };
    let scope = scope.at(&item["node"]);
    let check = |expr: Value, expected: Value| {
        let found = Expr::compile(&expr, "").unwrap().made(&scope);
        assert_eq!(found.unwrap_or_default(), expected, "{expr}");
    };
    check(json!("/id"), json!(1));
    check(json!({ "at": "/cursor", "in": "item" }), json!("c1"));
    check(json!({ "at": "/etag", "in": "headers" }), json!("e"));
    check(json!({ "at": "/seats/free", "in": "also" }), json!(3));
    check(json!({ "at": "/input/event", "in": "request" }), json!("x"));
    check(
        json!({ "at": "/included", "in": "document", "where": { "/type": "/place/type", "/id": "/place/id" },
            "get": "/0/name" }),
        json!("馆"),
    );
}

#[test]
fn a_mapping_that_copies_without_an_end_comes_to_one() {
    let doc = Value::Array((0..300).map(Value::from).collect());
    let mut expr = json!({ "at": "" });
    for _ in 0..10 {
        expr = json!({ "at": "", "each": { "at": "", "in": "document", "each": expr } });
    }
    let scope_is_done = Expr::compile(&expr, "");
    assert!(scope_is_done.is_err(), "too deep");
    let deep = json!({ "at": "", "each": { "at": "", "in": "document", "each":
        { "at": "", "in": "document", "each": { "at": "", "in": "document" } } } });
    let fuel = fuel();
    let expr = Expr::compile(&deep, "").unwrap();
    let _made = expr.made(&Scope::of(&doc, &fuel));
    assert!(fuel.is_spent());
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
