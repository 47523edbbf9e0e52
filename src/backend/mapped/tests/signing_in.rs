use serde_json::{Value, json};

use super::script::{Bench, NOW, now};
use crate::{
    backend::{Backend as _, BackendError, Rest as _, Session, SignedIn},
    model::{Command, CommandId, CommunityId, Envelope, Instant},
    port::Request,
};

/// A mapping with a list of communities and one of memberships, behind a way to sign in.
pub(super) fn mapping(auth: Value) -> Value {
    json!({
        "base": "https://api.example", "origins": ["https://cdn.example"],
        "queries": {
            "communities": { "path": "/c" },
            "memberships": { "path": "/m", "query": [{ "name": "who", "value": "/session/account" }] },
        },
        "commands": { "leave": { "method": "DELETE", "path": "/m" } },
        "auth": auth,
    })
}

fn bearer() -> Value {
    json!({
        "send": { "headers": [{ "name": "Authorization", "value": { "text": "Bearer {session.token}" } }] },
        "log_in": {
            "method": "POST", "path": "/login", "encoding": "form",
            "ask": [{ "name": "email" }, { "name": "password", "secret": true }],
            "body": { "object": { "identity": "/input/email", "password": "/input/password" } },
            "outcomes": [{ "status": 400, "means": "invalid", "message": "/message" }],
            "read": { "token": "/token", "refresh": "/refresh", "user": "/record/id", "expires_in": "/ttl" },
        },
        "refresh": { "method": "POST", "path": "/refresh", "body": { "object": { "r": "/session/refresh" } },
            "read": { "token": "/token", "expires_in": "/ttl" } },
        "log_out": { "method": "POST", "path": "/logout" },
    })
}

fn typed() -> Vec<(String, String)> {
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    vec![pair("email", "a@b"), pair("password", "p&w")]
}

pub(super) fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    let found = request
        .headers
        .iter()
        .find(|(n, _)| n.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.as_str())
}

fn session(value: &Value) -> Option<Session> {
    Session::from_text(&value.to_string())
}

fn signed_in(auth: Value, value: &Value) -> Bench {
    let bench = Bench::of(&mapping(auth));
    bench.backend.sign_in().unwrap().resume(session(value));
    bench
}

#[test]
fn who_has_not_signed_in_may_look_and_stands_nowhere() {
    let bench = Bench::of(&mapping(bearer()));
    bench.answer(200, &json!([]));
    assert!(now(bench.backend.communities(None)).is_ok());
    let request = bench.requests().remove(0);
    assert_eq!(
        (header(&request, "authorization"), request.redirects),
        (None, true)
    );
    assert_eq!(now(bench.backend.viewer()).unwrap().data.account, None);
    let envelope = Envelope {
        id: CommandId::from("k"),
        at: Instant::from_unix(NOW),
        command: Command::Leave {
            community: CommunityId::from("c"),
        },
    };
    let error = BackendError::Unauthenticated;
    assert_eq!(now(bench.backend.carry_out(&envelope)), Err(error));
    assert!(bench.asked().is_empty(), "nothing was sent");
}

#[test]
fn a_log_in_gives_what_goes_with_each_request() {
    let bench = Bench::of(&mapping(bearer()));
    let sign_in = bench.backend.sign_in().unwrap();
    let names: Vec<_> = sign_in
        .asked_for()
        .iter()
        .map(|a| (a.name.as_str(), a.secret))
        .collect();
    assert_eq!(names, [("email", false), ("password", true)]);

    bench.answer(400, &json!({ "message": "Failed to authenticate." }));
    let said = Some("Failed to authenticate.".to_owned());
    assert_eq!(now(sign_in.log_in(&typed())), Ok(SignedIn::No(said)));
    assert_eq!(sign_in.session(), None);

    bench.answer(
        200,
        &json!({ "token": "t1", "refresh": "r1", "record": { "id": 7 }, "ttl": 3600 }),
    );
    let Ok(SignedIn::Yes(session)) = now(sign_in.log_in(&typed())) else {
        panic!("not signed in")
    };
    assert_eq!(session.user(), Some("7"));
    assert_eq!(
        format!("{session:?}"),
        "Session(…)",
        "nothing of it is logged"
    );
    assert_eq!(Session::from_text(&session.to_text()), Some(session));
    assert_eq!(
        bench.asked()[1],
        "POST https://api.example/login identity=a%40b&password=p%26w"
    );

    bench.answer(200, &json!([]));
    assert_eq!(
        now(bench.backend.viewer())
            .unwrap()
            .data
            .account
            .unwrap()
            .as_str(),
        "7"
    );
    let request = bench.requests().remove(0);
    assert_eq!(request.url, "https://api.example/m?who=7");
    assert_eq!(header(&request, "authorization"), Some("Bearer t1"));
    assert_eq!((request.redirects, request.cookies), (false, false));

    bench.full(500, &[], "");
    now(sign_in.log_out());
    assert_eq!(sign_in.session(), None);
    assert_eq!(
        header(&bench.requests()[0], "authorization"),
        Some("Bearer t1")
    );
}

#[test]
fn what_somebody_signed_in_with_is_refreshed_before_its_end() {
    let end = Instant::from_unix(NOW + 3600).to_string();
    let bench = signed_in(
        bearer(),
        &json!({ "token": "t1", "refresh": "r1", "expires": end }),
    );
    bench.answer(200, &json!([]));
    assert!(now(bench.backend.communities(None)).is_ok());
    assert_eq!(bench.asked().len(), 1);

    bench.clock.0.set(NOW + 3600 - 30);
    bench
        .answer(200, &json!({ "token": "t2", "ttl": "600" }))
        .answer(200, &json!([]));
    assert!(now(bench.backend.communities(None)).is_ok());
    let requests = bench.requests();
    assert_eq!(requests[0].body.as_deref(), Some(r#"{"r":"r1"}"#));
    assert_eq!(
        header(&requests[0], "authorization"),
        None,
        "what has expired stays at home"
    );
    assert_eq!(header(&requests[1], "authorization"), Some("Bearer t2"));
    let kept = bench
        .backend
        .sign_in()
        .unwrap()
        .session()
        .unwrap()
        .to_text();
    assert!(
        kept.contains("\"refresh\":\"r1\""),
        "what was not given anew stays"
    );
    assert!(kept.contains("2026-11-21T13:09:30Z"), "{kept}");
}

#[test]
fn a_refusal_is_answered_by_one_refresh() {
    let bench = signed_in(bearer(), &json!({ "token": "t1", "refresh": "r1" }));
    bench
        .answer(401, &json!({}))
        .answer(200, &json!({ "token": "t2" }))
        .answer(200, &json!([]));
    assert!(now(bench.backend.communities(None)).is_ok());
    let requests = bench.requests();
    assert_eq!(header(&requests[2], "authorization"), Some("Bearer t2"));

    bench
        .answer(401, &json!({}))
        .answer(200, &json!({ "token": "t3" }))
        .answer(401, &json!({}));
    let error = now(bench.backend.communities(None)).unwrap_err();
    assert_eq!(error, BackendError::Unauthenticated);
    assert_eq!(bench.asked().len(), 3, "once and not again");

    bench.answer(401, &json!({})).answer(401, &json!({}));
    assert!(now(bench.backend.communities(None)).is_err());
    assert_eq!(
        bench.backend.sign_in().unwrap().session(),
        None,
        "the service ended it"
    );

    let bench = signed_in(bearer(), &json!({ "token": "t1", "refresh": "r1" }));
    bench.answer(401, &json!({}));
    assert!(now(bench.backend.communities(None)).is_err());
    assert!(
        bench.backend.sign_in().unwrap().session().is_some(),
        "no answer ends nothing"
    );
}

#[test]
fn a_token_that_refreshes_itself_goes_along() {
    let mut auth = bearer();
    auth["refresh"] =
        json!({ "method": "POST", "path": "/refresh", "read": { "token": "/token" } });
    let bench = signed_in(auth, &json!({ "token": "t1" }));
    bench
        .answer(401, &json!({}))
        .answer(200, &json!({ "token": "t2" }))
        .answer(200, &json!([]));
    assert!(now(bench.backend.communities(None)).is_ok());
    assert_eq!(
        header(&bench.requests()[1], "authorization"),
        Some("Bearer t1")
    );
}

#[test]
fn credentials_go_home_and_nowhere_else() {
    let mut mapping = mapping(json!({
        "send": { "query": [{ "name": "key", "value": "/session/token" }],
            "headers": [{ "name": "x-session", "value": "/session/token" }] },
        "cookies": true,
    }));
    let queries = &mut mapping["queries"];
    queries["events"] = json!({ "base": "https://cdn.example", "path": "/e" });
    queries["communities"]["items"] = json!("/rows");
    queries["communities"]["pages"] = json!({ "by": "url", "next": "/next" });
    let bench = Bench::of(&mapping);
    bench
        .backend
        .sign_in()
        .unwrap()
        .resume(session(&json!({ "token": "s3cret" })));
    let row = json!({ "id": "a", "name": "a", "purpose": "a" });
    bench.answer(
        200,
        &json!({ "rows": [row], "next": "https://cdn.example/c2" }),
    );
    bench
        .answer(200, &json!({ "rows": [row] }))
        .answer(200, &json!([]));
    let next = now(bench.backend.communities(None)).unwrap().data.next;
    assert!(now(bench.backend.communities(next)).is_ok());
    assert!(now(bench.backend.events(&Default::default())).is_ok());
    let requests = bench.requests();
    assert_eq!(requests[0].url, "https://api.example/c?key=s3cret");
    assert_eq!((requests[0].cookies, requests[0].redirects), (true, false));
    for away in &requests[1..] {
        assert!(away.url.starts_with("https://cdn.example/"));
        assert!(!format!("{away:?}").contains("s3cret"), "{away:?}");
        assert!(!away.cookies);
    }
}

#[test]
fn no_mapping_sends_what_somebody_signed_in_with_or_typed_to_another_origin() {
    // By naming it in a request of its own.
    let mut mapping = mapping(bearer());
    mapping["queries"]["events"] = json!({ "base": "https://cdn.example", "method": "POST", "path": "/{session.token}",
        "query": [{ "name": "t", "value": "/session/token" }], "body": { "list": ["/session/refresh"] } });
    mapping["queries"]["event"] = json!({ "base": "https://cdn.example", "path": "/e",
        "query": [{ "name": "t", "value": "/session/token" }],
        "headers": [{ "name": "x", "value": "/session/token" }] });
    let bench = Bench::of(&mapping);
    bench
        .backend
        .sign_in()
        .unwrap()
        .resume(session(&json!({ "token": "s3cret", "refresh": "s3cret" })));
    assert!(now(bench.backend.events(&Default::default())).is_err());
    let _answer = now(bench.backend.event(&"e".into()));
    let requests = bench.requests();
    assert_eq!(requests.len(), 1, "the path with a hole is not sent");
    assert!(!format!("{requests:?}").contains("s3cret"), "{requests:?}");

    // By sending the form there.
    let elsewhere = |key: &str| {
        let mut auth = bearer();
        auth[key] = json!({ "base": "https://cdn.example", "method": "POST", "path": "/steal" });
        let mut mapping = super::signing_in::mapping(auth);
        mapping["auth"]["oauth"] = json!({ "authorize": "https://id.example/a", "client_id": "c",
            "token": { "path": "/t" } });
        crate::backend::mapped::Plan::compile(&mapping)
            .unwrap_err()
            .pointer
    };
    for key in ["log_in", "refresh", "who", "log_out"] {
        assert_eq!(elsewhere(key), format!("/auth/{key}/base"));
    }
}

#[test]
fn a_token_is_got_and_refreshed_where_people_are_sent_to_sign_in() {
    let token = json!({ "base": "https://id.example", "method": "POST", "path": "/token",
        "body": { "object": { "code": "/input/code", "refresh": "/session/refresh" } },
        "read": { "token": "/t", "refresh": "/r" } });
    let mut mapping = mapping(json!({
        "send": { "headers": [{ "name": "authorization", "value": "/session/token" }] },
        "oauth": { "authorize": "https://id.example/a", "client_id": "c", "token": token }, "refresh": token,
    }));
    mapping["origins"] = json!(["https://id.example"]);
    let bench = Bench::of(&mapping);
    let sign_in = bench.backend.sign_in().unwrap();
    bench.answer(200, &json!({ "t": "t1", "r": "r1" }));
    assert!(matches!(
        now(sign_in.come_back("c", "v", "/")),
        Ok(SignedIn::Yes(_))
    ));
    bench
        .answer(401, &json!({}))
        .answer(200, &json!({ "t": "t2" }))
        .answer(200, &json!([]));
    assert!(now(bench.backend.communities(None)).is_ok());
    let requests = bench.requests();
    assert_eq!(requests[2].url, "https://id.example/token");
    assert_eq!(requests[2].body.as_deref(), Some(r#"{"refresh":"r1"}"#));
    assert_eq!(
        (header(&requests[2], "authorization"), requests[2].redirects),
        (None, false)
    );
    assert_eq!(header(&requests[3], "authorization"), Some("t2"));
}
