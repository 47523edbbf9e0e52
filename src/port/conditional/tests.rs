//! What is sent along, what comes of it, and what is not kept.

use std::{
    collections::VecDeque,
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
};

use super::*;

type Answer = Result<Response, TransportError>;

#[derive(Default)]
struct Script {
    answers: RefCell<VecDeque<Answer>>,
    heard: RefCell<Vec<Request>>,
}

impl Transport for Script {
    fn send<'a>(&'a self, request: Request) -> LocalFuture<'a, Answer> {
        self.heard.borrow_mut().push(request);
        let answer = self.answers.borrow_mut().pop_front();
        Box::pin(async move { answer.expect("one more request than answers") })
    }
}

fn answer(status: u16, etag: &str, body: &str) -> Answer {
    let etag = (!etag.is_empty()).then(|| ("etag".to_owned(), etag.to_owned()));
    Ok(Response {
        status,
        headers: etag.into_iter().collect(),
        body: body.to_owned(),
    })
}

/// Sends all of them, and gives what came and the versions that went along.
fn run(requests: Vec<Request>, answers: Vec<Answer>) -> (Vec<Answer>, Vec<Option<String>>) {
    let script = Rc::new(Script::default());
    script.answers.borrow_mut().extend(answers);
    let conditional = Conditional::new(script.clone());
    let came = requests.into_iter().map(|request| {
        let mut sent = pin!(conditional.send(request));
        match sent.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(came) => came,
            Poll::Pending => panic!("it waits"),
        }
    });
    let came = came.collect();
    let heard = script.heard.borrow();
    let version = |request: &Request| {
        let mut headers = request.headers.iter();
        let found = headers.find(|(name, _)| name == "If-None-Match");
        found.map(|(_, value)| value.clone())
    };
    (came, heard.iter().map(version).collect())
}

fn get(url: &str) -> Request {
    Request::get(url)
}

#[test]
fn what_has_not_changed_does_not_come_again() {
    let (came, versions) = run(
        vec![get("/a"), get("/a"), get("/a"), get("/a")],
        vec![
            answer(200, "\"1\"", "one"),
            answer(304, "", ""),
            answer(200, "\"2\"", "two"),
            answer(304, "\"2\"", ""),
        ],
    );
    let bodies: Vec<&str> = came
        .iter()
        .map(|a| a.as_ref().unwrap().body.as_str())
        .collect();
    assert_eq!(bodies, ["one", "one", "two", "two"]);
    assert!(came.iter().all(|a| a.as_ref().unwrap().status == 200));
    let sent: Vec<Option<&str>> = versions.iter().map(Option::as_deref).collect();
    assert_eq!(sent, [None, Some("\"1\""), Some("\"1\""), Some("\"2\"")]);
}

#[test]
fn nothing_is_sent_along_for_somebody_else_or_another_address() {
    let mut other = get("/a");
    other
        .headers
        .push(("Authorization".to_owned(), "Bearer b".to_owned()));
    let one = || answer(200, "\"1\"", "x");
    let (_, versions) = run(vec![get("/a"), other, get("/b")], vec![one(), one(), one()]);
    assert_eq!(versions, [None, None, None]);
}

#[test]
fn what_goes_with_cookies_is_kept_for_nobody() {
    let with_cookies = || Request {
        cookies: true,
        ..get("/a")
    };
    let one = || answer(200, "\"1\"", "x");
    let (_, versions) = run(
        vec![with_cookies(), with_cookies(), get("/a"), with_cookies()],
        vec![one(), one(), one(), one()],
    );
    assert_eq!(versions, [const { None }; 4]);
}

#[test]
fn what_writes_and_what_failed_and_what_has_no_version_is_not_kept() {
    let post = || Request {
        method: Method::Post,
        ..get("/a")
    };
    let (_, versions) = run(
        vec![post(), post(), get("/b"), get("/b"), get("/c"), get("/c")],
        vec![
            answer(200, "\"1\"", "x"),
            answer(200, "\"1\"", "x"),
            answer(500, "\"1\"", "x"),
            answer(200, "", "x"),
            answer(200, "\"1\"", &"x".repeat(LONGEST + 1)),
            answer(200, "", "x"),
        ],
    );
    assert_eq!(versions, [const { None }; 6]);
}

#[test]
fn no_answer_leaves_what_was_kept() {
    let (came, versions) = run(
        vec![get("/a"), get("/a"), get("/a")],
        vec![
            answer(200, "\"1\"", "one"),
            Err(TransportError::Network),
            answer(304, "", ""),
        ],
    );
    assert_eq!(came[1], Err(TransportError::Network));
    assert_eq!(came[2].as_ref().unwrap().body, "one");
    assert_eq!(versions[2].as_deref(), Some("\"1\""));
}

#[test]
fn the_oldest_makes_room() {
    let all: Vec<Request> = (0..=MOST).map(|n| get(&format!("/{n}"))).collect();
    let again = vec![get("/0"), get(&format!("/{MOST}"))];
    let count = all.len() + again.len();
    let requests = all.into_iter().chain(again).collect();
    let (_, versions) = run(
        requests,
        (0..count).map(|_| answer(200, "\"1\"", "x")).collect(),
    );
    assert_eq!(versions[count - 2], None);
    assert_eq!(versions[count - 1].as_deref(), Some("\"1\""));
}
