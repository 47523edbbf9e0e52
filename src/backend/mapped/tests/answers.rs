use serde_json::{Value, json};

use super::super::{
    Plan,
    answer::{Judged, Read},
    plan::Means,
    read_json,
};
use super::script::{Bench, now};
use crate::{
    backend::{Backend as _, BackendError, Rest as _},
    model::{FaultKind, FieldFault, Instant, Refusal},
    port::{Method, Response},
};

pub(super) fn response(status: u16, body: &str) -> Response {
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
    check(200, "{\"a\":1e400}", "expected JSON");
    check(200, r#"["\ud800"]"#, "expected JSON");
    check(200, &"[".repeat(10_000), "expected JSON");
    check(503, "{}", "503");
    check(404, "{}", "not found");
    check(401, "{}", "401");
    assert!(read_json(&response(204, "[]")).is_ok());
    assert!(read_json(&response(200, "\u{feff}[]")).is_ok());
    let twice = read_json(&response(200, r#"{"a":1,"a":2}"#)).unwrap();
    assert_eq!(
        twice,
        json!({ "a": 2 }),
        "the last of a key that stands twice"
    );
}

/// What an answer means to a command under these rules.
fn refused(rules: &Value, status: u16, body: &str) -> Result<Option<Refusal>, BackendError> {
    let plan = Plan::compile(rules).unwrap();
    let read = Read::of(response(status, body));
    let judged = Judged {
        read: &read,
        method: Method::Post,
        signed_in: true,
        request: &Value::Null,
        meanings: [&plan.meaning; 2],
    };
    let mut verdict = judged.verdict();
    judged.words(&mut verdict);
    verdict.refusal(Refusal::Already)
}

fn said(words: &str) -> Result<Option<Refusal>, BackendError> {
    Ok(Some(Refusal::Said {
        words: words.to_owned(),
    }))
}

#[test]
fn without_rules_an_answer_means_what_http_says() {
    let check = |status: u16, body: &str, expected: Result<Option<Refusal>, BackendError>| {
        assert_eq!(
            refused(&json!({}), status, body),
            expected,
            "{status} {body}"
        );
    };
    check(201, "", Ok(None));
    check(409, "", Ok(Some(Refusal::Already)));
    check(410, "", Ok(Some(Refusal::Gone)));
    check(422, r#"{"title":"No","detail":"太晚了"}"#, said("太晚了"));
    check(400, "too late", said("too late"));
    check(400, r#"{"error":{"message":"bad"}}"#, said("bad"));
    let nothing = Refusal::Invalid { faults: Vec::new() };
    check(400, "<html>", Ok(Some(nothing)));
    check(403, "", Err(BackendError::Forbidden { status: 403 }));
    check(403, r#"{"message":"for members"}"#, said("for members"));
    check(412, "", Ok(Some(Refusal::Already)));
    check(412, "stale", said("stale"));
    check(
        429,
        "",
        Err(BackendError::Unavailable {
            status: 429,
            after: None,
        }),
    );
    check(
        503,
        "",
        Err(BackendError::Unavailable {
            status: 503,
            after: None,
        }),
    );
    check(
        302,
        "",
        Err(BackendError::Unavailable {
            status: 503,
            after: None,
        }),
    );
}

#[test]
fn the_first_rule_that_holds_says_what_an_answer_means() {
    let rules = json!({ "outcomes": [
        { "status": [500, 501], "text": "Duplicate ID", "means": "duplicate" },
        { "status": 402, "means": "full" },
        { "method": "GET", "means": "gone" },
        { "signed_in": false, "means": "unauthenticated" },
        { "when": { "/errors/0/code": ["late", "LATE"] }, "means": "closed" },
        { "when": { "/errors/0/message": { "has": "Seats" } }, "means": "full" },
        { "when": { "/ok": false }, "means": "invalid", "message": { "at": "/errors", "join": "; " } },
        { "when": { "/errors": "*", "/data": null }, "means": "invalid", "message": "/errors/0/message" },
        { "when": { "": { "has": "try later" } }, "means": "rate_limited" },
    ] });
    let check = |status: u16, body: &str, expected: Result<Option<Refusal>, BackendError>| {
        assert_eq!(refused(&rules, status, body), expected, "{status} {body}");
    };
    check(
        500,
        "Error: Insert failed, duplicate id",
        Ok(Some(Refusal::Already)),
    );
    check(
        500,
        "Error",
        Err(BackendError::Unavailable {
            status: 500,
            after: None,
        }),
    );
    check(402, "", Ok(Some(Refusal::Full)));
    check(
        200,
        r#"{"errors":[{"code":"LATE"}]}"#,
        Ok(Some(Refusal::Closed)),
    );
    check(
        200,
        r#"{"errors":[{"message":"no seats left"}]}"#,
        Ok(Some(Refusal::Full)),
    );
    check(
        200,
        r#"{"errors":[{"message":"bad"}],"data":null}"#,
        said("bad"),
    );
    check(200, r#"{"errors":[],"data":{"a":1}}"#, Ok(None));
    check(
        200,
        "please TRY LATER",
        Err(BackendError::Unavailable {
            status: 429,
            after: None,
        }),
    );
    check(200, r#"{"ok":false,"errors":["a","b"]}"#, said("a; b"));
    check(200, r#"{"ok":true}"#, Ok(None));
}

#[test]
fn faults_of_fields_come_in_three_shapes() {
    let check = |fields: &str, body: Value, expected: &[(&str, &str)]| {
        let rules =
            json!({ "fields": fields, "field_names": { "attrs.phone": "phone", "mail": "email" } });
        let fault = |(key, words): &(&str, &str)| FieldFault {
            key: (*key).to_owned(),
            kind: FaultKind::Said((*words).to_owned()),
        };
        let faults = expected.iter().map(fault).collect();
        let found = refused(&rules, 422, &body.to_string());
        assert_eq!(found, Ok(Some(Refusal::Invalid { faults })));
    };
    check(
        "/errors",
        json!({ "errors": { "mail": ["wrong", "worse"], "name": "short" } }),
        &[("email", "wrong"), ("name", "short")],
    );
    check(
        "/data",
        json!({ "data": { "mail": { "code": "validation", "message": "Wrong." } } }),
        &[("email", "Wrong.")],
    );
    check(
        "/list",
        json!({ "list": [{ "path": ["attrs", "phone"], "message": "no" }, { "field": "mail", "message": "x" }] }),
        &[("phone", "no"), ("email", "x")],
    );
}

#[test]
fn a_service_may_say_why_as_the_contract_does() {
    let rules = json!({ "outcomes": [{ "when": { "/done/why": "*" }, "means": "invalid", "why": "/done" }], "message": "/done/detail",
        "fields": "/done/fields" });
    let check = |done: Value, expected: Option<Refusal>| {
        let body = json!({ "done": done }).to_string();
        assert_eq!(refused(&rules, 200, &body), Ok(expected), "{body}");
    };
    let opens = Instant::from_unix(1_795_262_400);
    check(
        json!({ "why": "code-used-up", "detail": "x" }),
        Some(Refusal::CodeUsedUp),
    );
    check(
        json!({ "why": "forbidden", "detail": "x" }),
        Some(Refusal::Forbidden),
    );
    check(
        json!({ "why": "not-yet", "opens": opens.to_string() }),
        Some(Refusal::NotYet { opens }),
    );
    // What cannot be read so means what the rule means.
    let words = |words: &str| {
        Some(Refusal::Said {
            words: words.to_owned(),
        })
    };
    check(json!({ "why": "not-yet", "detail": "soon" }), words("soon"));
    check(json!({ "why": "moonlight", "detail": "x" }), words("x"));
    let faults = vec![FieldFault {
        key: "text".to_owned(),
        kind: FaultKind::Said("no".to_owned()),
    }];
    check(
        json!({ "why": "invalid", "fields": [{ "field": "text", "message": "no" }] }),
        Some(Refusal::Invalid { faults }),
    );
    check(json!({ "state": "member" }), None);
    // What was done was not refused.
    let done = json!({ "outcomes": [{ "means": "ok", "why": "" }] });
    assert_eq!(refused(&done, 200, r#"{"why":"full"}"#), Ok(None));
}

#[test]
fn every_meaning_has_a_word_of_its_own() {
    for word in Means::ALL {
        let rules = json!({ "outcomes": [{ "means": word }] });
        assert!(Plan::compile(&rules).is_ok(), "{word}");
    }
}

#[test]
fn a_service_may_have_events_alone() {
    let bench = Bench::of(&json!({ "name": "s", "queries": { "events": { "path": "/e" } } }));
    let page = now(bench.backend.communities(None)).unwrap().data;
    assert_eq!((page.items.len(), page.next), (0, None));
    assert!(bench.requests().is_empty(), "nobody is asked");
    assert!(bench.backend.offers("events") && !bench.backend.offers("community"));
    let asked = now(bench.backend.community(&"c".into())).map(drop);
    assert_eq!(asked, Err(BackendError::NotOffered));
}
