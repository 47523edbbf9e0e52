//! Ways to sign in beside a form that gives a token.

use serde_json::{Value, json};

use super::{
    script::{Bench, now},
    signing_in::{header, mapping},
};
use crate::backend::{Backend as _, SignedIn, mapped::Plan};

#[test]
fn basic_is_tried_by_asking_who_that_is() {
    let bench = Bench::of(&mapping(json!({
        "basic": true, "log_in": {}, "who": { "path": "/", "read": { "user": "/user/id", "name": "/user/name" } },
    })));
    let sign_in = bench.backend.sign_in().unwrap();
    let typed = [
        ("user".to_owned(), "甲".to_owned()),
        ("password".to_owned(), "a:b".to_owned()),
    ];
    bench.answer(401, &json!({}));
    assert_eq!(now(sign_in.log_in(&typed)), Ok(SignedIn::No(None)));
    assert_eq!(sign_in.session(), None);
    bench.answer(
        200,
        &json!({ "user": { "id": "basicauth:1", "name": "甲" } }),
    );
    let Ok(SignedIn::Yes(session)) = now(sign_in.log_in(&typed)) else {
        panic!("not signed in")
    };
    assert_eq!(
        (session.user(), session.name()),
        (Some("basicauth:1"), Some("甲"))
    );
    let requests = bench.requests();
    assert_eq!(
        header(&requests[1], "authorization"),
        Some("Basic 55SyOmE6Yg==")
    );
}

#[test]
fn what_writes_with_cookies_carries_the_token_of_the_service() {
    let bench = Bench::of(&mapping(json!({
        "cookies": true,
        "csrf": { "path": "/csrf", "read": "/token", "header": "X-CSRFToken" },
        "log_in": { "method": "POST", "path": "/auth", "body": { "object": { "u": "/input/user" } },
            "read": { "user": "/id" } },
    })));
    let sign_in = bench.backend.sign_in().unwrap();
    bench
        .answer(200, &json!({ "token": "c1" }))
        .answer(200, &json!({ "id": 1 }));
    assert!(matches!(now(sign_in.log_in(&[])), Ok(SignedIn::Yes(_))));
    let requests = bench.requests();
    assert_eq!(header(&requests[1], "x-csrftoken"), Some("c1"));
    assert!(requests.iter().all(|r| r.cookies && !r.redirects));
    // Who signed in has another token.
    bench
        .answer(200, &json!({ "token": "c2" }))
        .answer(200, &json!({ "id": 1 }));
    assert!(matches!(now(sign_in.log_in(&[])), Ok(SignedIn::Yes(_))));
    assert_eq!(bench.requests()[0].url, "https://api.example/csrf");
}

#[test]
fn somebody_goes_away_to_sign_in_and_comes_back_with_a_code() {
    let bench = Bench::of(&mapping(json!({
        "oauth": { "authorize": "https://id.example/authorize?x=1", "client_id": "linju", "scope": "a b",
            "token": { "method": "POST", "path": "/token", "encoding": "form", "body": { "object": {
                "grant_type": "authorization_code", "code": "/input/code", "code_verifier": "/input/verifier",
                "redirect_uri": "/input/redirect", "client_id": "/input/client_id" } },
                "read": { "token": "/access_token" } } },
    })));
    let sign_in = bench.backend.sign_in().unwrap();
    assert_eq!(
        now(sign_in.away("https://linju.example/", "too-short")),
        None
    );
    let chance = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    let away = now(sign_in.away("https://linju.example/", chance)).unwrap();
    assert_eq!(away.verifier, chance);
    let expected = format!(
        "https://id.example/authorize?x=1&response_type=code&client_id=linju&redirect_uri=https%3A%2F%2Flinju.example%2F\
         &scope=a%20b&state={}&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256",
        away.state
    );
    assert_eq!(away.address, expected);
    bench.answer(200, &json!({ "access_token": "t" }));
    let back = now(sign_in.come_back("c0de", &away.verifier, "https://linju.example/"));
    assert!(matches!(back, Ok(SignedIn::Yes(_))));
    let body = bench.asked().remove(0);
    assert!(
        body.contains("code=c0de") && body.contains(chance),
        "{body}"
    );
}

#[test]
fn a_host_page_hands_a_code_over() {
    let bench = Bench::of(&mapping(json!({
        "send": { "headers": [{ "name": "x-session-token", "value": "/session/token" }] },
        "handed_over": { "parameter": "ticket", "exchange": { "method": "POST", "path": "/exchange",
            "body": { "object": { "ticket": "/input/code" } }, "read": { "token": "/sessionToken" } } },
    })));
    let sign_in = bench.backend.sign_in().unwrap();
    let handed = sign_in.handed_over().unwrap();
    assert_eq!((&*handed.parameter, handed.anywhere), ("ticket", false));
    bench.answer(200, &json!({ "sessionToken": "s" }));
    assert!(matches!(
        now(sign_in.hand_over("once")),
        Ok(SignedIn::Yes(_))
    ));
    assert_eq!(
        bench.asked(),
        [r#"POST https://api.example/exchange {"ticket":"once"}"#]
    );
}

#[test]
fn a_host_page_hands_nothing_over_in_what_oauth_writes() {
    let check = |parameter: &str, oauth: &Value, is_taken: bool| {
        let mut auth = json!({
            "log_in": { "method": "POST", "path": "/login" },
            "handed_over": { "parameter": parameter, "exchange": { "method": "POST", "path": "/exchange" } },
        });
        if !oauth.is_null() {
            auth["oauth"] = oauth.clone();
        }
        let found = Plan::compile(&mapping(auth))
            .err()
            .map(|fault| fault.pointer);
        let expected = is_taken.then_some("/auth/handed_over/parameter");
        assert_eq!(found.as_deref(), expected, "{parameter}");
    };
    let oauth = json!({ "authorize": "https://id.example/authorize", "client_id": "linju",
        "token": { "method": "POST", "path": "/token" } });
    for taken in ["code", "state", "iss", "error"] {
        check(taken, &oauth, true);
        check(taken, &Value::Null, false);
    }
    check("ticket", &oauth, false);
}

#[test]
fn the_token_of_a_cookie_is_read_anew_each_time() {
    let bench = Bench::of(&mapping(json!({
        "cookies": true,
        "csrf": { "cookie": "csrftoken", "path": "/", "header": "X-CSRFToken" },
        "log_in": { "method": "POST", "path": "/auth", "read": { "user": "/id" } },
    })));
    let sign_in = bench.backend.sign_in().unwrap();
    // A page that sets the cookie.
    bench
        .full(200, &[], "<html>")
        .answer(200, &json!({ "id": 1 }));
    assert!(matches!(now(sign_in.log_in(&[])), Ok(SignedIn::Yes(_))));
    assert_eq!(bench.asked().len(), 2);
    for value in ["c1", "c2"] {
        bench.cookie("csrftoken", value);
        bench.answer(200, &json!({ "id": 1 }));
        assert!(matches!(now(sign_in.log_in(&[])), Ok(SignedIn::Yes(_))));
        let requests = bench.requests();
        assert_eq!(
            (requests.len(), header(&requests[0], "x-csrftoken")),
            (1, Some(value))
        );
    }
}
