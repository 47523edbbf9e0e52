use proptest::prelude::*;
use serde_json::{Value, json};

use super::{
    answer::refusal,
    expr::Expr,
    plan::{Pages, Plan},
    read_json,
    send::request,
};
use crate::{
    backend::BackendError,
    model::Refusal,
    port::{Method, Response},
};

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
fn a_fault_in_a_mapping_is_named_by_its_pointer() {
    let check = |mapping: Value, expected: &str| {
        assert_eq!(Plan::compile(&mapping).unwrap_err().to_string(), expected);
    };
    check(json!([]), ": expected an object, found a list");
    check(
        json!({ "queriez": {} }),
        "/queriez: expected a known word, found queriez",
    );
    check(
        json!({ "base": 7 }),
        "/base: expected a text, found a number",
    );
    check(
        json!({ "queries": { "event": {} } }),
        "/queries/event/path: expected a path, found nothing",
    );
    check(
        json!({ "queries": { "event": { "path": "/e", "method": "FETCH" } } }),
        "/queries/event/method: expected GET, POST, PUT, PATCH or DELETE, found FETCH",
    );
    check(
        json!({ "queries": { "events": { "path": "/e", "row": "evnt" } } }),
        "/queries/events/row: expected the name of an entity, found evnt",
    );
    check(
        json!({ "queries": { "events": { "path": "/e", "pages": { "by": "feeling" } } } }),
        "/queries/events/pages/by: expected number or offset, found feeling",
    );
    check(
        json!({ "queries": { "events": { "path": "/e", "pages": { "by": "offset", "size": 0 } } } }),
        "/queries/events/pages/size: expected a number up to 1000, found none",
    );
    check(
        json!({ "entities": { "event": { "id": { "at": "id" } } } }),
        "/entities/event/id/at: expected a JSON Pointer, which begins with /, found id",
    );
    check(
        json!({ "entities": { "event": { "id": { "as": "text" } } } }),
        "/entities/event/id: expected one of at, const, first, object, list, text, found none of them",
    );
    check(
        json!({ "entities": { "event": { "id": { "at": "/id", "list": [] } } } }),
        "/entities/event/id: expected one of at, const, first, object, list, text, found two",
    );
}

#[test]
fn nesting_without_an_end_is_a_fault_and_not_a_crash() {
    let mut expr = json!("/id");
    for _ in 0..2000 {
        // By hand: the macro would copy the tree, and copying recurses.
        let list = Value::Array(vec![expr]);
        expr = Value::Object([("list".to_owned(), list)].into_iter().collect());
    }
    assert!(Expr::compile(&expr, "").is_err());
    // Taken apart by hand too: dropping recurses.
    while let Some(inner) = expr.pointer_mut("/list/0").map(Value::take) {
        expr = inner;
    }
}

#[test]
fn a_request_holds_what_the_scope_has_and_nothing_can_break_out_of_its_slot() {
    let plan = Plan::compile(&json!({
        "base": "https://api.example/v1/",
        "queries": { "event": {
            "path": "/events/{input.event}",
            "query": [
                { "name": "fields[]", "value": "id,name" },
                { "name": "who", "value": "/session/account" },
                { "name": "absent", "value": "/input/nothing" },
            ],
            "headers": [{ "name": "x-kind", "value": "demo" }],
        } },
    }))
    .unwrap();
    let ask = plan.query("event").unwrap();
    let scope = json!({ "input": { "event": "../x?y=1#读" }, "session": { "account": "a&b" } });
    let sent = request(&plan.base, ask, &scope).unwrap();
    assert_eq!(
        sent.url,
        "https://api.example/v1/events/..%2Fx%3Fy%3D1%23%E8%AF%BB?fields%5B%5D=id%2Cname&who=a%26b"
    );
    assert_eq!(
        sent.headers,
        [("x-kind".to_owned(), "demo".to_owned())],
        "only what is declared"
    );
    assert_eq!((sent.method, sent.body), (Method::Get, None));
    assert!(
        request(&plan.base, ask, &json!({})).is_none(),
        "a path with a hole is not sent"
    );
    assert_eq!(ask.pages, Pages::None);
}

fn response(status: u16, body: &str) -> Response {
    Response {
        status,
        headers: Vec::new(),
        body: body.to_owned(),
    }
}

#[test]
fn an_answer_that_is_no_answer_is_told() {
    let check = |status: u16, body: &str, expected: &str| {
        let error = read_json(&response(status, body)).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
    };
    check(200, "", "found nothing");
    check(200, "  <!DOCTYPE html><html>", "found a page");
    check(200, "{\"a\":", "expected JSON");
    check(503, "{}", "503");
    check(404, "{}", "not found");
    check(401, "{}", "401");
    assert!(read_json(&response(204, "[]")).is_ok());
}

#[test]
fn a_status_means_what_the_mapping_says_and_else_what_http_says() {
    let outcomes = [(500, "duplicate".to_owned()), (402, "full".to_owned())];
    let check = |status: u16, body: &str, expected: Result<Option<Refusal>, BackendError>| {
        assert_eq!(
            refusal(status, &outcomes, body),
            expected,
            "{status} {body}"
        );
    };
    check(201, "", Ok(None));
    check(
        500,
        "Error: Insert failed, duplicate id",
        Ok(Some(Refusal::Already)),
    );
    check(402, "", Ok(Some(Refusal::Full)));
    check(409, "", Ok(Some(Refusal::Already)));
    check(410, "", Ok(Some(Refusal::Gone)));
    let said = |words: &str| {
        Ok(Some(Refusal::Said {
            words: words.to_owned(),
        }))
    };
    check(422, r#"{"title":"No","detail":"太晚了"}"#, said("太晚了"));
    check(400, "too late", said("too late"));
    check(400, r#"{"error":{"message":"bad"}}"#, said("bad"));
    check(
        400,
        "<html>",
        Ok(Some(Refusal::Invalid { faults: Vec::new() })),
    );
    check(403, "", Err(BackendError::Forbidden { status: 403 }));
    check(503, "", Err(BackendError::Unavailable { status: 503 }));
}

fn any_json() -> impl Strategy<Value = Value> {
    let words = prop::sample::select(vec![
        "at",
        "const",
        "first",
        "object",
        "list",
        "text",
        "each",
        "as",
        "split",
        "words",
        "else",
        "/a",
        "",
        "number",
        "flag",
        "json",
        "unix-seconds",
        "{",
        "{a}",
        "queries",
        "path",
        "pages",
        "by",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        words.clone().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map(words.clone().prop_map(str::to_owned), inner, 0..5)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_mapping_is_compiled_or_refused_and_any_document_is_read(mapping in any_json(), doc in any_json()) {
        let _plan = Plan::compile(&mapping);
        let queries = json!({ "entities": { "e": mapping.clone() }, "queries": mapping.clone() });
        let _plan = Plan::compile(&queries);
        if let Ok(expr) = Expr::compile(&mapping, "") {
            let _made = expr.eval(&doc);
        }
    }

    #[test]
    fn any_body_is_read_or_refused(status in any::<u16>(), body in any::<String>()) {
        let _value = read_json(&response(status, &body));
        let _refusal = refusal(status, &[], &body);
    }
}
