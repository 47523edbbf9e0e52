use serde_json::{Value, json};

use super::super::{Expr, Plan};

fn check(mapping: Value, expected: &str) {
    let fault = Plan::compile(&mapping).unwrap_err().to_string();
    assert_eq!(fault, expected, "{mapping}");
}

fn query(of: Value, expected: &str) {
    check(json!({ "queries": { "event": of } }), expected);
}

fn value(of: Value, expected: &str) {
    check(json!({ "entities": { "event": { "id": of } } }), expected);
}

#[test]
fn a_fault_in_a_mapping_is_named_by_its_pointer() {
    check(json!([]), ": expected an object, found a list");
    check(
        json!({ "queriez": {} }),
        "/queriez: expected one of name, base, origins, config, headers, capabilities, cors, limits, entities, \
         queries, commands, outcomes, message, fields, field_names, auth, conditional, found queriez",
    );
    check(
        json!({ "name": "linju/../session" }),
        "/name: expected a name of at most 60 bytes without /, found linju/../session",
    );
    check(json!({ "base": 7 }), "/base: expected a text, found 7");
    check(
        json!({ "capabilities": { "waitlist": "no" } }),
        "/capabilities/waitlist: expected true or false, found no",
    );
    check(
        json!({ "capabilities": { "wait": true } }),
        "/capabilities/wait: expected one of memberships, sign_ups, members, waitlist, capacity, idempotent, found wait",
    );
    check(
        json!({ "cors": "maybe" }),
        "/cors: expected one of open, read, proxy, found maybe",
    );
    check(
        json!({ "limits": { "bytes": 12 } }),
        "/limits/bytes: expected a whole number from 1000 to 256000000, found 12",
    );
    check(
        json!({ "commands": { "signup": {} } }),
        "/commands/signup: expected one of join, withdraw, accept-invitation, decline-invitation, leave, sign-up, change-sign-up, \
         cancel-sign-up, accept-offer, give-feedback, review, amend, agree, renew, say, follow, unfollow, appoint, remove, hand-over, invite, revoke, found, edit, close, archive, reopen, review-sign-up, promote, turn-away, check-in, undo-check-in, walk-in, close-attendance, create-event, edit-event, call-off, adopt-event, write-entry, remove-entry, ask-contact, take-back-request, grant-request, refuse-request, revoke-grant, block, unblock, report-member, settle-report, found signup",
    );
}

#[test]
fn a_fault_in_a_request_is_named_by_its_pointer() {
    query(
        json!({}),
        "/queries/event/path: expected a path, found nothing",
    );
    query(
        json!({ "path": "/e", "method": "FETCH" }),
        "/queries/event/method: expected one of GET, HEAD, POST, PUT, PATCH, DELETE, found FETCH",
    );
    query(
        json!({ "path": "/e", "row": "evnt" }),
        "/queries/event/row: expected the name of an entity, found evnt",
    );
    query(
        json!({ "path": "/e", "method": "POST", "body": {} }),
        "/queries/event/body: expected one of at, const, first, object, list, text, found none of them",
    );
    query(
        json!({ "path": "/e", "body": "/input" }),
        "/queries/event/body: expected a method that has a body, found GET",
    );
    query(
        json!({ "path": "/e", "encoding": "xml" }),
        "/queries/event/encoding: expected json, form, multipart or a media type that ends in json, found xml",
    );
    query(
        json!({ "path": "/e", "query": [{ "name": "a", "valeu": 1 }] }),
        "/queries/event/query/0/valeu: expected one of name, value, omit_empty, found valeu",
    );
    query(
        json!({ "path": "/e", "headers": [{ "name": "x y", "value": 1 }] }),
        "/queries/event/headers/0/name: expected the name of a header, found x y",
    );
    query(
        json!({ "path": "/e", "pages": { "by": "feeling" } }),
        "/queries/event/pages/by: expected one of number, offset, cursor, last, url, found feeling",
    );
    query(
        json!({ "path": "/e", "pages": { "by": "offset", "size": 0 } }),
        "/queries/event/pages/size: expected a whole number from 1 to 100000, found 0",
    );
    query(
        json!({ "path": "/e", "pages": { "by": "cursor" } }),
        "/queries/event/pages/next: expected a value, found nothing",
    );
    query(
        json!({ "path": "/e", "outcomes": [{ "status": 7, "means": "ok" }] }),
        "/queries/event/outcomes/0/status: expected an HTTP status, found 7",
    );
    query(
        json!({ "path": "/e", "outcomes": [{ "status": 500 }] }),
        "/queries/event/outcomes/0/means: expected one of ok, pending, waitlisted, duplicate, full, closed, gone, invalid, \
         unauthenticated, forbidden, not_found, conflict, rate_limited, unavailable, unknown, found nothing",
    );
}

#[test]
fn a_fault_in_a_value_is_named_by_its_pointer() {
    value(
        json!({ "at": "id" }),
        "/entities/event/id/at: expected a JSON Pointer, which begins with /, found id",
    );
    value(
        json!({ "as": "text" }),
        "/entities/event/id: expected one of at, const, first, object, list, text, found none of them",
    );
    value(
        json!({ "at": "/id", "list": [] }),
        "/entities/event/id: expected one of at, const, first, object, list, text, found two",
    );
    value(
        json!({ "at": "/id", "where": { "a": 1 } }),
        "/entities/event/id/where/a: expected a JSON Pointer, which begins with /, found a",
    );
    value(
        json!({ "at": "/a", "then": [{ "at": "/b" }] }),
        "/entities/event/id/then/0/at: expected one of split, columns, where, each, get, offset, zone, as, times, plus, minus, words, time, \
         join, replace, \
         else, then, found at",
    );
    value(
        json!({ "text": "{a}", "in": "document" }),
        "/entities/event/id/in: expected at beside it, found none",
    );
    value(
        json!({ "at": "/a", "else": 1 }),
        "/entities/event/id/else: expected words beside it, found none",
    );
}

#[test]
fn a_pointer_that_can_lead_nowhere_is_a_fault() {
    let roots =
        "expected one of input, now, page, session, config, item, found, found_headers, created";
    let check = |of: Value, at: &str, found: &str| {
        query(of, &format!("/queries/event{at}: {roots}, found {found}"));
    };
    check(json!({ "path": "/e/{inptu.event}" }), "/path", "inptu");
    check(
        json!({ "path": "/e", "headers": [{ "name": "a", "value": { "first": ["/inptu", "x"] } }] }),
        "/headers/0/value/first/0",
        "inptu",
    );
    check(
        json!({ "path": "/e", "query": [{ "name": "a", "value": { "const": 1, "when": { "/inptu/to": null } } }] }),
        "/query/0/value/when/~1inptu~1to",
        "inptu",
    );
    check(
        json!({ "path": "/e", "row": { "at": "/event", "in": "request" } }),
        "/row/at",
        "event",
    );
    let fine = json!({ "path": "/e", "query": [{ "name": "a", "value": { "text": "{a.b}{input.to}",
        "with": { "a": { "at": "/input/list", "each": "/name", "join": "," } } } }] });
    assert!(Plan::compile(&json!({ "queries": { "event": fine } })).is_ok());
    value(
        json!({ "text": "{\"iso\":\"{at}\"}" }),
        "/entities/event/id/text: expected a slot such as {input.event} (other braces by `with`), found \"iso\":\"{at",
    );
    value(
        json!({ "at": "/t", "time": "{yyyy}" }),
        "/entities/event/id/time: expected one of Y, M, D, h, m, s, found yyyy",
    );
}

#[test]
fn no_mapping_names_another_host() {
    for path in [
        "//evil.example/x",
        "@evil.example/",
        "/\\evil",
        "/\t/evil",
        ".evil.example/",
        "x",
    ] {
        let mapping =
            json!({ "base": "https://api.example", "queries": { "event": { "path": path } } });
        let fault = Plan::compile(&mapping).unwrap_err();
        assert_eq!(fault.pointer, "/queries/event/path", "{path}");
    }
    for base in [
        "//evil.example",
        "ftp://a",
        "javascript:x",
        "https://",
        "https://a@evil.example",
        "x",
    ] {
        let fault = Plan::compile(&json!({ "base": base })).unwrap_err();
        assert_eq!(fault.pointer, "/base", "{base}");
    }
    let other = json!({
        "base": "https://api.example",
        "queries": { "event": { "path": "/e", "base": "https://other.example" } },
    });
    assert_eq!(
        Plan::compile(&other).unwrap_err().pointer,
        "/queries/event/base"
    );
}

#[test]
fn nesting_without_an_end_is_a_fault_and_not_a_crash() {
    for key in ["list", "then"] {
        let mut expr = if key == "list" {
            json!("/id")
        } else {
            json!({ "as": "text" })
        };
        for _ in 0..2000 {
            // By hand: the macro would copy the tree, and copying recurses.
            let list = Value::Array(vec![expr]);
            expr = Value::Object([(key.to_owned(), list)].into_iter().collect());
        }
        if let (Value::Object(map), "then") = (&mut expr, key) {
            map.insert("at".to_owned(), json!("/id"));
        }
        assert!(Expr::compile(&expr, "").is_err());
        // Taken apart by hand too: dropping recurses.
        while let Some(inner) = expr.pointer_mut(&format!("/{key}/0")).map(Value::take) {
            expr = inner;
        }
    }
}
