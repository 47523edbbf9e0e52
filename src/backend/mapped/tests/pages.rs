use serde_json::{Value, json};

use super::script::{Bench, now};
use crate::backend::{Backend as _, BackendError, Rest as _};

/// A mapping with one list of communities.
fn list(pages: Value, query: Value) -> Value {
    json!({
        "base": "https://api.example/v1", "origins": ["https://other.example"],
        "queries": { "communities": {
            "path": "/c", "query": query, "items": "/rows", "pages": pages,
            "row": { "object": { "id": "/id", "name": "/id", "purpose": "x" } },
        } },
    })
}

fn rows(ids: &[&str]) -> Value {
    json!(
        ids.iter()
            .map(|id| json!({ "id": id, "at": id.len() }))
            .collect::<Vec<_>>()
    )
}

/// Walks to the end; gives the ids and what was asked.
fn walk(bench: &Bench) -> (Vec<String>, Vec<String>) {
    let (mut ids, mut cursor) = (Vec::new(), None);
    loop {
        let page = now(bench.backend.communities(cursor)).unwrap().data;
        ids.extend(page.items.iter().map(|c| c.id.as_str().to_owned()));
        cursor = page.next;
        if cursor.is_none() {
            let asked = bench.asked().into_iter();
            let path = |line: String| line.replace("GET https://api.example/v1", "");
            return (ids, asked.map(path).collect());
        }
    }
}

fn param(name: &str, value: &str) -> Value {
    json!([{ "name": name, "value": value }])
}

#[test]
fn one_page_is_all_without_a_word_of_pages() {
    let bench = Bench::of(&json!({ "queries": { "communities": { "path": "/c" } } }));
    bench.answer(200, &json!([]));
    assert_eq!(walk(&bench).1, ["GET /c"]);
}

#[test]
fn numbered_pages_end_with_a_short_one_or_the_total() {
    let pages = json!({ "by": "number", "first": 0, "size": 2 });
    let bench = Bench::of(&list(pages.clone(), param("p", "/page/number")));
    bench.answer(200, &json!({ "rows": rows(&["a", "b"]) }));
    bench.answer(200, &json!({ "rows": rows(&["c"]) }));
    assert_eq!(
        walk(&bench),
        (
            vec!["a".into(), "b".into(), "c".into()],
            vec!["/c?p=0".into(), "/c?p=1".into()]
        )
    );

    let mut mapping = list(pages, param("p", "/page/number"));
    mapping["queries"]["communities"]["total"] = json!("/total");
    let bench = Bench::of(&mapping);
    bench.answer(200, &json!({ "rows": rows(&["a", "b"]), "total": 2 }));
    assert_eq!(walk(&bench).1, ["/c?p=0"]);
}

#[test]
fn a_service_that_gives_less_than_was_asked_for_is_read_to_its_total() {
    for (by, key, asked) in [
        ("number", "/page/number", ["/c?p=1", "/c?p=2", "/c?p=3"]),
        ("offset", "/page/offset", ["/c?p=0", "/c?p=2", "/c?p=4"]),
        ("last", "/page/cursor", ["/c", "/c?p=b", "/c?p=d"]),
    ] {
        let first = u8::from(by == "number");
        let mut pages = json!({ "by": by, "size": 50, "first": first, "next": "/id" });
        let unused = if by == "last" { "first" } else { "next" };
        pages.as_object_mut().unwrap().remove(unused);
        let mut mapping = list(pages, param("p", key));
        mapping["queries"]["communities"]["total"] = json!("/total");
        // The rest is there, or is not after all.
        for last in [&["e"][..], &[]] {
            let bench = Bench::of(&mapping);
            for ids in [&["a", "b"][..], &["c", "d"], last] {
                bench.answer(200, &json!({ "rows": rows(ids), "total": 5 }));
            }
            let (ids, paths) = walk(&bench);
            assert_eq!(
                (ids.len(), &paths[..]),
                (4 + last.len(), &asked.map(str::to_owned)[..])
            );
        }
        mapping["queries"]["communities"]["total"] = json!("/none");
        let bench = Bench::of(&mapping);
        bench.answer(200, &json!({ "rows": rows(&["a", "b"]) }));
        assert_eq!(walk(&bench).1.len(), 1, "{by}");
    }
}

#[test]
fn an_offset_counts_rows_and_a_short_page_may_go_on() {
    let pages = json!({ "by": "offset", "size": 3, "short": true });
    let bench = Bench::of(&list(pages, param("o", "/page/offset")));
    bench.answer(200, &json!({ "rows": rows(&["a", "b"]) }));
    bench.answer(200, &json!({ "rows": rows(&["c"]) }));
    bench.answer(200, &json!({ "rows": [] }));
    assert_eq!(walk(&bench).1, ["/c?o=0", "/c?o=3", "/c?o=6"]);
}

#[test]
fn a_cursor_is_followed_until_it_is_null_or_the_flag_falls_or_it_stands() {
    let pages = json!({ "by": "cursor", "next": "/next", "more": "/more" });
    let bench = Bench::of(&list(pages, param("c", "/page/cursor")));
    bench.answer(
        200,
        &json!({ "rows": rows(&["a"]), "next": "x:1", "more": true }),
    );
    bench.answer(
        200,
        &json!({ "rows": rows(&["b"]), "next": "x:2", "more": false }),
    );
    assert_eq!(walk(&bench).1, ["/c", "/c?c=x%3A1"]);

    let pages = json!({ "by": "cursor", "next": "/next" });
    let bench = Bench::of(&list(pages.clone(), param("c", "/page/cursor")));
    bench.answer(200, &json!({ "rows": rows(&["a"]), "next": 7 }));
    bench.answer(200, &json!({ "rows": rows(&["b"]), "next": null }));
    assert_eq!(walk(&bench).1, ["/c", "/c?c=7"]);

    let bench = Bench::of(&list(pages, param("c", "/page/cursor")));
    bench.answer(200, &json!({ "rows": rows(&["a"]), "next": 7 }));
    bench.answer(200, &json!({ "rows": rows(&["b"]), "next": 7 }));
    assert_eq!(
        walk(&bench).1.len(),
        2,
        "a cursor that does not move is the end"
    );
}

#[test]
fn key_sets_go_on_behind_the_last_row() {
    let pages =
        json!({ "by": "last", "next": { "list": ["/at", "/id"], "as": "to-json" }, "size": 2 });
    let bench = Bench::of(&list(pages, param("after", "/page/cursor")));
    bench.answer(200, &json!({ "rows": rows(&["a", "bb"]) }));
    bench.answer(200, &json!({ "rows": rows(&["c"]) }));
    assert_eq!(walk(&bench).1, ["/c", "/c?after=%5B2%2C%22bb%22%5D"]);
}

#[test]
fn the_next_address_is_followed_in_the_body_or_a_header_and_held_to_its_origin() {
    let pages = json!({ "by": "url", "next": "/next", "short": true });
    let bench = Bench::of(&list(pages.clone(), param("a", "b")));
    bench.answer(200, &json!({ "rows": [], "next": "/v1/c?p=2" }));
    bench.answer(
        200,
        &json!({ "rows": rows(&["b"]), "next": "https://api.example/v1/c?p=3" }),
    );
    bench.answer(200, &json!({ "rows": [] }));
    assert_eq!(walk(&bench).1, ["/c?a=b", "/c?p=2", "/c?p=3"]);

    let link =
        json!({ "by": "url", "next": { "at": "/link", "in": "headers", "as": "next-link" } });
    let bench = Bench::of(&list(link, json!([])));
    let body = json!({ "rows": rows(&["a"]) }).to_string();
    bench.full(
        200,
        &[("Link", "<https://api.example/v1/c?p=2>; rel=\"next\"")],
        &body,
    );
    bench.full(
        200,
        &[("Link", "<https://api.example/v1/c>; rel=\"first\"")],
        &body,
    );
    assert_eq!(walk(&bench).1, ["/c", "/c?p=2"]);

    let bench = Bench::of(&list(pages, json!([])));
    bench.answer(
        200,
        &json!({ "rows": rows(&["a"]), "next": "https://evil.example/c" }),
    );
    let next = now(bench.backend.communities(None)).unwrap().data.next;
    bench.asked();
    let error = now(bench.backend.communities(next)).unwrap_err();
    assert!(error.to_string().contains("another origin"), "{error}");
    assert!(bench.asked().is_empty(), "nothing was sent");
}

#[test]
fn there_is_a_cap_on_pages() {
    let mut mapping = list(
        json!({ "by": "number", "first": 1, "size": 1, "short": true }),
        json!([]),
    );
    mapping["limits"] = json!({ "pages": 3 });
    let bench = Bench::of(&mapping);
    for id in ["a", "b", "c"] {
        bench.answer(200, &json!({ "rows": rows(&[id]) }));
    }
    assert_eq!(walk(&bench).0, ["a", "b", "c"]);
}

#[test]
fn other_requests_are_sent_once_an_answer() {
    let mut mapping = list(json!({ "by": "number", "first": 1, "size": 1 }), json!([]));
    let ask = &mut mapping["queries"]["communities"];
    ask["also"] = json!({
        "count": { "method": "HEAD", "path": "/count", "read": { "at": "/x-total", "in": "headers" } },
        "mine": { "path": "/mine/{session.account}" },
    });
    ask["total"] = json!({ "at": "/count", "in": "also" });
    ask["row"]["object"]["name"] = json!({ "at": "/mine/name", "in": "also" });
    let bench = Bench::of(&mapping);
    bench.answer(200, &json!({ "rows": rows(&["a", "b"]) }));
    bench.full(200, &[("X-Total", "2")], "");
    bench.answer(200, &json!({ "name": "馆" }));
    let page = now(bench.backend.communities(None)).unwrap().data;
    assert_eq!((page.total, page.items[1].name.as_str()), (Some(2), "馆"));
    let asked = [
        "GET https://api.example/v1/c",
        "HEAD https://api.example/v1/count",
        "GET https://api.example/v1/mine/me",
    ];
    assert_eq!(bench.asked(), asked);
}

#[test]
fn what_follows_an_opened_row_may_fail() {
    let bench = Bench::of(&json!({ "queries": { "community": {
        "path": "/c/{input.community}", "items": "/data", "item": "/node",
        "also": { "text": { "path": "/texts/{item.node.text}" } },
        "row": { "object": { "id": "/id", "name": { "at": "/title", "in": "item" },
            "purpose": { "first": [{ "at": "/text/body", "in": "also" }, "none"] } } },
    } } }));
    let body = json!({ "data": [{ "title": "T", "node": { "id": 1, "text": 7 } }] });
    for (status, purpose) in [(200, "words"), (404, "none")] {
        bench
            .answer(200, &body)
            .answer(status, &json!({ "body": "words" }));
        let id = "1".into();
        let community = now(bench.backend.community(&id));
        // A number is no id of ours.
        assert!(
            matches!(community, Err(BackendError::Unreadable { .. })),
            "{purpose}"
        );
        assert_eq!(bench.asked(), ["GET /c/1", "GET /texts/7"]);
    }
}

#[test]
fn an_answer_with_200_can_be_an_error() {
    let mut mapping = list(Value::Null, json!([]));
    let ask = mapping["queries"]["communities"].as_object_mut().unwrap();
    ask.remove("pages");
    ask.insert(
        "outcomes".into(),
        json!([
            { "when": { "/errors/0/code": "AUTH" }, "means": "unauthenticated" },
            { "when": { "/errors": "*" }, "means": "invalid", "message": "/errors/0/message" },
        ]),
    );
    let bench = Bench::of(&mapping);
    let check = |body: Value, expected: BackendError| {
        bench.answer(200, &body);
        assert_eq!(now(bench.backend.communities(None)).unwrap_err(), expected);
    };
    check(
        json!({ "errors": [{ "code": "AUTH" }] }),
        BackendError::Unauthenticated,
    );
    let what = "the service refused: no such field".to_owned();
    check(
        json!({ "errors": [{ "message": "no such field" }] }),
        BackendError::Unreadable { what },
    );
    let what = "expected a list of rows, found nothing".to_owned();
    check(json!({}), BackendError::Unreadable { what });
}

#[test]
fn rows_that_are_not_meant_are_passed_over_and_still_fill_a_page() {
    let pages = json!({ "by": "number", "first": 1, "size": 2 });
    let mut mapping = list(pages, param("since", "/now"));
    mapping["queries"]["communities"]["where"] = json!({ "/mine": true, "/id": ["b", "d"] });
    let bench = Bench::of(&mapping);
    let row = |id: &str, mine: bool| json!({ "id": id, "mine": mine });
    bench.answer(200, &json!({ "rows": [row("a", true), row("b", false)] }));
    bench.answer(200, &json!({ "rows": [row("d", true)] }));
    let (ids, asked) = walk(&bench);
    assert_eq!((ids, asked.len()), (vec!["d".to_owned()], 2));
    assert_eq!(asked[0], "/c?since=2026-11-21T12%3A00%3A00Z");
}

#[test]
fn rows_that_take_the_whole_answer_each_take_too_much() {
    let mut mapping = list(Value::Null, json!([]));
    let ask = mapping["queries"]["communities"].as_object_mut().unwrap();
    ask.remove("pages");
    ask["row"]["object"]["purpose"] = json!({ "at": "/long", "in": "document" });
    let bench = Bench::of(&mapping);
    let many: Vec<String> = (0..3000).map(|n| n.to_string()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    bench.answer(
        200,
        &json!({ "rows": rows(&many), "long": "x".repeat(4_000_000) }),
    );
    let what = "the mapping takes too much from this answer".to_owned();
    let error = now(bench.backend.communities(None)).unwrap_err();
    assert_eq!(error, BackendError::Unreadable { what });
}
