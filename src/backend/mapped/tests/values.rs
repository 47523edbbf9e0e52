use serde_json::{Value, json};

use super::{
    super::expr::{Expr, Scope, fuel},
    fuzz::size,
};

/// What is made of a document; nothing is null.
#[track_caller]
pub(super) fn made(doc: &Value, expr: Value, expected: Value) {
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

/// What is made of a document, and whether it took too much.
fn taken(expr: &Value, doc: &Value) -> (Option<Value>, bool) {
    let fuel = fuel();
    let expr = Expr::compile(expr, "").unwrap();
    let made = expr.made(&Scope::of(doc, &fuel));
    (made, fuel.is_spent())
}

#[test]
fn what_is_made_of_texts_is_bounded() {
    let long = "x".repeat(4_000_000);
    let list: Vec<Value> = (0..3000).map(Value::from).collect();
    let doc = json!({ "a": long, "list": list, "cells": vec![json!([1]); 3000], "slash": "\\" });
    let mut quoted = json!({ "as": "quoted" });
    for _ in 0..5 {
        quoted = json!({ "as": "quoted", "then": [quoted.clone(), quoted] });
        if quoted.to_string().matches("quoted").count() > 24 {
            break;
        }
    }
    quoted["at"] = json!("/slash");
    for expr in [
        json!({ "text": "{a}".repeat(3000) }),
        json!({ "object": { "{a}{a}{a}{a}{a}{a}{a}{a}{a}": 1 } }),
        quoted,
        json!({ "at": "/list", "join": "x".repeat(1_000_000) }),
        json!({ "at": "/list", "each": { "at": "/a", "in": "document" } }),
        json!({ "at": "/list", "each": { "at": "/a", "in": "document", "as": "quoted" } }),
        json!({ "at": "/list", "each": { "at": "/a", "in": "document", "as": "html" } }),
        json!({ "at": "/list", "each": { "at": "/a", "in": "document", "split": "," } }),
        json!({ "at": "/list", "each": { "text": "{a}", "with": { "a": { "at": "/a", "in": "document" } } } }),
        json!({ "at": "/cells", "columns": { "list": [{ "at": "/a" }] }, "then": [
            { "columns": { "list": [{ "at": "/a", "in": "document" }] } } ] }),
    ] {
        let (made, is_spent) = taken(&expr, &doc);
        let short: String = expr.to_string().chars().take(100).collect();
        assert!(is_spent, "{short}");
        let size = made.map_or(0, |made| size(&made));
        assert!(size < 40_000_000, "{short}: {size}");
    }
    let (all, is_spent) = taken(&json!({ "text": "{a}{a}", "as": "quoted" }), &doc);
    assert!(!is_spent);
    assert_eq!(all.map(|all| size(&all)), Some(8_000_018));
}

#[test]
fn a_value_has_so_many_steps() {
    let compiled = |steps: usize| {
        let eight = json!({ "then": vec![json!({ "as": "quoted" }); 8] });
        Expr::compile(&json!({ "at": "", "then": vec![eight; steps / 8] }), "")
    };
    assert!(compiled(64).is_ok());
    let fault = compiled(72).unwrap_err().to_string();
    assert!(fault.contains("at most 64 steps"), "{fault}");
}

#[test]
fn times_and_numbers_are_held_against_each_other() {
    let doc = json!({
        "now": "2026-11-27T12:00:00Z", "limit": 7,
        "all": [
            { "id": 1, "end": "2026-11-27T19:59:59+08:00", "n": 6.5 },
            { "id": 2, "end": "2026-11-27 20:00:00+08:00", "n": "7" },
            { "id": 3, "end": "2026-11-27T20:00:01+08:00", "n": 8 },
            { "id": 4, "end": "soon", "n": "many" },
            { "id": 5, "end": null },
        ],
    });
    let check = |test: Value, ids: Value| {
        made(
            &doc,
            json!({ "at": "/all", "where": test, "each": "/id" }),
            ids,
        );
    };
    check(json!({ "/end": { "after": "/now" } }), json!([3]));
    check(json!({ "/end": { "before": "/now" } }), json!([1]));
    check(
        json!({ "/end": [null, { "after": "/now" }] }),
        json!([3, 5]),
    );
    check(json!({ "/n": { "before": "/limit" } }), json!([1]));
    check(
        json!({ "/n": { "after": 7 }, "/end": { "after": "2026-01-01T00:00:00Z" } }),
        json!([3]),
    );
    check(json!({ "/end": { "after": "/nothing" } }), json!([]));
    check(json!({ "/end": { "before": "never" } }), json!([]));
    for wrong in [
        json!({ "before": 1, "after": 2 }),
        json!({ "after": 2, "has": "x" }),
        json!({ "before": [] }),
        json!({ "after": 1, "later": 2 }),
    ] {
        let fault = Expr::compile(&json!({ "at": "/all", "where": { "/n": wrong } }), "");
        assert!(fault.is_err(), "{wrong}");
    }
}
