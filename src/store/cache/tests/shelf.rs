//! Answers as they came, from one start to the next.

use std::{
    cell::RefCell,
    pin::pin,
    task::{Context, Poll, Waker},
};

use super::*;
use crate::port::{
    Clock, Conditional, Idle, LocalFuture, Request, Response, Transport, TransportError,
};

/// A service whose answer has a version.
#[derive(Default)]
struct Service {
    version: Cell<u32>,
    length: Cell<usize>,
    heard: RefCell<Vec<Option<String>>>,
}

impl Transport for Service {
    fn send<'a>(&'a self, request: Request) -> LocalFuture<'a, Result<Response, TransportError>> {
        let sent = request
            .headers
            .into_iter()
            .find(|(name, _)| name == "If-None-Match");
        let sent = sent.map(|(_, value)| value);
        let etag = format!("\"{}\"", self.version.get());
        let known = sent.as_deref() == Some(&etag);
        self.heard.borrow_mut().push(sent);
        let body = format!("{}{}", self.version.get(), "邻".repeat(self.length.get()));
        let answer = Response {
            status: if known { 304 } else { 200 },
            headers: vec![
                ("etag".to_owned(), etag),
                ("x-total".to_owned(), "7".to_owned()),
            ],
            body: if known { String::new() } else { body },
        };
        Box::pin(async move { Ok(answer) })
    }
}

impl Clock for Service {
    fn now(&self) -> Instant {
        at(0)
    }
}

/// What was left for later.
#[derive(Default)]
struct Later(RefCell<Vec<Box<dyn FnOnce()>>>);

impl Idle for Later {
    fn when_idle(&self, work: Box<dyn FnOnce()>) {
        self.0.borrow_mut().push(work);
    }
}

struct Device {
    kv: Rc<MemoryKv>,
    service: Rc<Service>,
    later: Rc<Later>,
    whose: Whose,
}

impl Device {
    fn new() -> Self {
        Self {
            kv: Rc::default(),
            service: Rc::default(),
            later: Rc::default(),
            whose: Whose::new("a"),
        }
    }

    /// The app is started.
    fn open(&self) -> Conditional {
        let cache = Cache::new(self.kv.clone(), "b", self.whose.clone());
        let shelf = AnswerShelf::new(cache, self.service.clone(), self.later.clone());
        Conditional::new(self.service.clone()).with_shelf(Rc::new(shelf))
    }

    fn be_idle(&self) {
        self.later.0.take().into_iter().for_each(|work| work());
    }
}

fn ask(page: &Conditional, request: Request) -> Response {
    let mut sent = pin!(page.send(request));
    match sent.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(came) => came.unwrap(),
        Poll::Pending => panic!("it waits"),
    }
}

fn with_token(token: &str) -> Request {
    let mut request = Request::get("https://api.example/c?key=s3cret");
    request
        .headers
        .push(("Authorization".to_owned(), token.to_owned()));
    request
}

#[test]
fn a_new_start_asks_only_for_what_has_changed() {
    let device = Device::new();
    let get = || Request::get("https://api.example/c");
    let first = ask(&device.open(), get());
    let second = ask(&device.open(), get());
    assert_eq!(
        first, second,
        "headers too: how many there are stands in one"
    );
    device.service.version.set(1);
    let page = device.open();
    assert_eq!(ask(&page, get()).body, "1");
    assert_eq!(ask(&page, get()).body, "1");
    assert_eq!(ask(&device.open(), get()).body, "1");
    let sent: Vec<Option<String>> = device.service.heard.take();
    let sent: Vec<Option<&str>> = sent.iter().map(Option::as_deref).collect();
    let (none, one) = (Some("\"0\""), Some("\"1\""));
    assert_eq!(sent, [None, none, none, one, one]);
}

#[test]
fn another_address_header_or_account_knows_nothing_of_it() {
    let device = Device::new();
    ask(&device.open(), with_token("Bearer a"));
    ask(&device.open(), with_token("Bearer b"));
    ask(
        &device.open(),
        Request::get("https://api.example/c?key=s3cret"),
    );
    device.whose.change("@lin");
    ask(&device.open(), with_token("Bearer a"));
    assert_eq!(device.service.heard.take(), [const { None }; 4]);
}

#[test]
fn nothing_of_what_was_asked_stands_in_what_is_kept_and_signing_out_takes_it_along() {
    let device = Device::new();
    device.whose.change("@lin");
    ask(&device.open(), with_token("Bearer t0ken"));
    let keys = device.kv.keys("");
    assert!(keys[0].starts_with("linju/c/b/@lin/http/"), "{keys:?}");
    let all: String = keys
        .iter()
        .map(|key| format!("{key}{}", device.kv.get(key).unwrap()))
        .collect();
    assert!(
        !all.contains("s3cret") && !all.contains("t0ken") && !all.contains("api.example"),
        "{all}"
    );
    Cache::forget_accounts(&*device.kv, "b", "@lin/");
    assert!(device.kv.keys("").is_empty());
    ask(&device.open(), with_token("Bearer t0ken"));
    assert_eq!(device.service.heard.take(), [None, None], "asked for anew");
}

#[test]
fn what_is_long_waits_till_nobody_waits_and_what_is_very_long_is_not_kept() {
    let device = Device::new();
    let get = |of: &str| Request::get(format!("https://api.example/{of}"));
    device.service.length.set(30_000);
    ask(&device.open(), get("long"));
    assert!(device.kv.keys("").is_empty());
    device.be_idle();
    assert_eq!(device.kv.keys("").len(), 1);
    device.service.length.set(64_000);
    ask(&device.open(), get("longer"));
    device.be_idle();
    assert_eq!(device.kv.keys("").len(), 1);
    // Somebody has signed out meanwhile.
    device.service.length.set(30_000);
    ask(&device.open(), get("other"));
    device.whose.change("@lin");
    device.be_idle();
    assert_eq!(device.kv.keys("").len(), 1);
}

#[test]
fn a_spoilt_answer_on_the_shelf_is_none() {
    let device = Device::new();
    let get = || Request::get("https://api.example/c");
    ask(&device.open(), get());
    let key = device.kv.keys("").remove(0);
    let text = device.kv.get(&key).unwrap();
    for text in [
        &text[..text.len() - 9],
        "",
        "{}",
        r#"{"v":2,"at":"2026-01-01T00:00:00Z","etag":null,"data":{"headers":[["etag"]],"body":1}}"#,
    ] {
        device.kv.set(&key, text).unwrap();
        assert_eq!(ask(&device.open(), get()).body, "0", "{text}");
    }
    assert_eq!(device.service.heard.take(), [const { None }; 5]);
}
