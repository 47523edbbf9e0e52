//! A service that leads elsewhere: who only looks is led there, and what somebody signed in with is not.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::TcpListener,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use linju::{
    backend::{
        Backend as _, BackendError, Session, SignIn as _,
        mapped::{Mapped, Plan},
    },
    model::AccountId,
    port::TransportError,
};
use serde_json::json;

use super::native::{Hand, Wire, block_on};

/// Answers everything in the same way, as long as the tests run; where, and how often it was asked.
fn says(answer: String) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = asked.clone();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            counted.fetch_add(1, Ordering::SeqCst);
            let lines = BufReader::new(&stream).lines();
            let _head: Vec<_> = lines
                .map_while(Result::ok)
                .take_while(|l| !l.is_empty())
                .collect();
            let _told = stream.write_all(answer.as_bytes());
        }
    });
    (address, asked)
}

#[test]
fn what_somebody_signed_in_with_is_not_led_elsewhere_and_that_is_told_apart() {
    let list = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n[]";
    let (there, asked) = says(list.to_owned());
    let (here, _) = says(format!(
        "HTTP/1.1 307 Temporary Redirect\r\nlocation: {there}/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
    ));
    let plan = Plan::compile(&json!({
        "base": here,
        "auth": { "send": { "headers": [{ "name": "Authorization", "value": "/session/token" }] } },
        "queries": { "communities": { "path": "/communities" } },
    }));
    let clock = Hand::at("2026-11-21T18:00:00Z");
    let page = Mapped::new(plan.unwrap(), Wire::new(), clock, AccountId::from("device"));
    let asks = || block_on(page.communities(None)).map(|page| page.data.items.len());

    assert_eq!((asks(), asked.load(Ordering::SeqCst)), (Ok(0), 1));
    page.resume(Session::from_text(r#"{ "token": "secret", "user": "u1" }"#));
    let refused = Err(BackendError::Transport(TransportError::Redirected));
    assert_eq!((asks(), asked.load(Ordering::SeqCst)), (refused, 1));
}
