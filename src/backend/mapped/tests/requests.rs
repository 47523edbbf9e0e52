use serde_json::{Value, json};

use super::{
    super::{Plan, request::request},
    script::{Bench, NOW, now},
};
use crate::{
    backend::{Backend as _, EventsWanted},
    model::Instant,
    port::{Method, Request},
};

/// The request of a query, with what it may refer to.
fn sent(of: Value, scope: &Value) -> Option<Request> {
    let mapping = json!({ "base": "https://api.example/v1/", "queries": { "event": of } });
    let plan = Plan::compile(&mapping).unwrap();
    request(&plan, &plan.query("event").unwrap().sent, scope, None).ok()
}

fn url(of: Value, scope: &Value) -> Option<String> {
    let sent = sent(of, scope)?;
    Some(
        sent.url
            .strip_prefix("https://api.example/v1")
            .unwrap()
            .to_owned(),
    )
}

#[test]
fn a_request_holds_what_the_scope_has_and_nothing_can_break_out_of_its_slot() {
    let scope = json!({ "input": { "event": "../x?y=1#读" }, "session": { "account": "a&b" } });
    let event = json!({
        "path": "/events/{input.event}",
        "query": [
            { "name": "fields[]", "value": "id,name" },
            { "name": "who", "value": "/session/account" },
            { "name": "absent", "value": "/input/nothing" },
        ],
        "headers": [{ "name": "x-kind", "value": "demo" }],
    });
    let sent = sent(event.clone(), &scope).unwrap();
    assert_eq!(
        sent.url,
        "https://api.example/v1/events/..%2Fx%3Fy%3D1%23%E8%AF%BB?fields%5B%5D=id%2Cname&who=a%26b"
    );
    let declared = [("x-kind".to_owned(), "demo".to_owned())];
    assert_eq!(sent.headers, declared, "only what is declared");
    assert_eq!(
        (sent.method, sent.body, sent.cookies),
        (Method::Get, None, false)
    );
    for hole in [
        json!({}),
        json!({ "input": { "event": "" } }),
        json!({ "input": { "event": ".." } }),
    ] {
        assert_eq!(
            url(event.clone(), &hole),
            None,
            "a path with a hole is not sent"
        );
    }
}

#[test]
fn a_path_can_hold_what_is_made_of_what_is_asked() {
    let scope = json!({ "input": { "event": "uuid-7~42", "at": "2026-11-27T12:00:00Z" } });
    let id = |n: u8| json!({ "at": "/input/event", "split": "~", "get": format!("/{n}") });
    let of = json!({ "path": "/e/{read}/{act}/{day}", "with": { "read": id(0), "act": id(1),
        "day": { "at": "/input/at", "time": "{Y}/{M}" } } });
    assert_eq!(url(of, &scope).unwrap(), "/e/uuid-7/42/2026%2F11");
    let hole = json!({ "path": "/e/{act}", "with": { "act": id(2) } });
    assert_eq!(url(hole, &scope), None);
}

#[test]
fn query_parameters_are_ordered_repeated_and_left_out() {
    let scope = json!({ "input": { "tags": ["a", "b"], "none": [], "empty": "" } });
    let check = |query: Value, expected: &str| {
        let found = url(json!({ "path": "/e", "query": query }), &scope).unwrap();
        assert_eq!(found, expected);
    };
    let one = |value: &str, omit: Value| match omit {
        Value::Null => json!([{ "name": "q", "value": value }]),
        omit => json!([{ "name": "q", "value": value, "omit_empty": omit }]),
    };
    check(one("/input/tags", Value::Null), "/e?q=a&q=b");
    check(one("/input/none", Value::Null), "/e");
    check(one("/input/none", json!(true)), "/e");
    check(one("/input/none", json!(false)), "/e?q=");
    check(one("/input/empty", Value::Null), "/e?q=");
    check(one("/input/empty", json!(true)), "/e");
    check(one("/input/absent", json!(false)), "/e?q=");
    check(
        json!([
            { "name": "z", "value": 1 },
            { "name": "a[b]", "value": { "object": { "id": "/input/tags/0" }, "as": "to-json" } },
        ]),
        "/e?z=1&a%5Bb%5D=%7B%22id%22%3A%22a%22%7D",
    );
    let filter = json!([{ "name": "filter", "value": { "list": [
        { "text": "x = {x}", "with": { "x": { "at": "/input/absent", "as": "quoted" } } },
        { "text": "t = {t}", "with": { "t": { "at": "/input/tags/0", "as": "quoted" } } },
        { "text": "u = {u}", "with": { "u": { "at": "/input/tags/1", "as": "quoted" } } },
    ], "join": " && " } }]);
    check(
        filter,
        "/e?filter=t%20%3D%20%22a%22%20%26%26%20u%20%3D%20%22b%22",
    );
}

#[test]
fn bodies_are_json_or_forms() {
    let scope =
        json!({ "input": { "event": "e/1", "party": ["甲", "b c"], "answers": { "why": "x" } } });
    let check = |body: Value, encoding: &str, media: &str, expected: &str| {
        let post = json!({ "method": "POST", "path": "/e", "body": body, "encoding": encoding });
        let sent = sent(post, &scope).unwrap();
        assert_eq!(
            sent.headers,
            [("content-type".to_owned(), media.to_owned())]
        );
        assert_eq!(sent.body.unwrap(), expected);
    };
    let body = json!({ "object": { "event": "/input/event", "none": "/input/none", "party": "/input/party",
        "answers": "/input/answers" } });
    check(
        body.clone(),
        "json",
        "application/json",
        r#"{"answers":{"why":"x"},"event":"e/1","party":["甲","b c"]}"#,
    );
    check(
        json!({ "list": ["/input/event"] }),
        "application/vnd.api+json",
        "application/vnd.api+json",
        r#"["e/1"]"#,
    );
    check(
        body.clone(),
        "form",
        "application/x-www-form-urlencoded",
        "answers=%7B%22why%22%3A%22x%22%7D&event=e%2F1&party=%E7%94%B2&party=b%20c",
    );
    check(
        json!({ "object": { "{input.event}": { "const": { "a": true } } } }),
        "json",
        "application/json",
        r#"{"e/1":{"a":true}}"#,
    );
    check(
        json!({ "object": { "a\"b": "--linju-form-boundary" } }),
        "multipart",
        "multipart/form-data; boundary=linju-form-boundaryx",
        "--linju-form-boundaryx\r\nContent-Disposition: form-data; name=\"a%22b\"\r\n\r\n\
         --linju-form-boundary\r\n--linju-form-boundaryx--\r\n",
    );
}

#[test]
fn headers_at_the_top_are_laid_under_those_of_the_request() {
    let plan = Plan::compile(&json!({
        "config": { "app": "linju" },
        "headers": [
            { "name": "X-App", "value": "/config/app" },
            { "name": "Accept", "value": "application/json" },
        ],
        "queries": { "event": { "path": "/e", "headers": [
            { "name": "accept", "value": "text/json" },
            { "name": "if-match", "value": "/found_headers/etag" },
            { "name": "x-odd", "value": "a\r\nb: c" },
        ] } },
    }))
    .unwrap();
    let scope = json!({ "config": { "app": "linju" } });
    let sent = request(&plan, &plan.query("event").unwrap().sent, &scope, None).unwrap();
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let expected = [
        header("X-App", "linju"),
        header("accept", "text/json"),
        header("x-odd", "ab: c"),
    ];
    assert_eq!(sent.headers, expected);
    assert_eq!(sent.url, "/e");
}

#[test]
fn the_same_rows_may_be_asked_for_at_several_addresses() {
    let bench = Bench::of(&json!({
        "base": "https://api.example",
        "queries": { "events": {
            "path": "/upcoming", "items": "/rows", "query": [{ "name": "from", "value": "/input/from" }],
            "pages": { "by": "url", "next": "/next" },
            "either": [
                { "when": { "/input/community": "*" }, "path": "/groups/{input.community}/events" },
                { "when": { "/input/from": { "before": "/now" } }, "path": "/archive", "method": "POST", "body": { "const": {} } },
            ],
        } },
    }));
    let row = json!({ "id": "e", "title": "t", "start": "2026-11-27T12:00:00Z", "zone": "UTC" });
    let asked = |community: Option<&str>, from: Option<i64>, cursor: Option<&str>| {
        bench.answer(200, &json!({ "rows": [row], "next": null }));
        let wanted = EventsWanted {
            community: community.map(Into::into),
            from: from.map(Instant::from_unix),
            cursor: cursor.map(str::to_owned),
            ..EventsWanted::default()
        };
        assert_eq!(
            now(bench.backend.events(&wanted)).unwrap().data.items.len(),
            1
        );
        let last = bench.requests().pop().unwrap();
        format!("{} {}", last.method.as_str(), last.url)
    };
    assert_eq!(asked(None, None, None), "GET https://api.example/upcoming");
    assert_eq!(
        asked(Some("a b"), None, None),
        "GET https://api.example/groups/a%20b/events"
    );
    assert_eq!(
        asked(None, Some(NOW - 60), None),
        "POST https://api.example/archive"
    );
    let later = asked(None, Some(NOW + 60), None);
    assert!(
        later.starts_with("GET https://api.example/upcoming?from="),
        "{later}"
    );
    for wrong in [
        json!([{ "path": "/x" }]),
        json!([{ "when": { "/input/community": "*" } }]),
        json!([{ "when": { "/nothing": "*" }, "path": "/x" }]),
        json!([{ "when": {}, "path": "/x", "items": "/rows" }]),
        json!([{ "when": {}, "path": "/x", "base": "https://evil.example" }]),
        json!({}),
    ] {
        let mapping = json!({ "queries": { "events": { "path": "/e", "either": wrong } } });
        assert!(Plan::compile(&mapping).is_err(), "{wrong}");
    }
}
