//! What is sent twice, after how long, and what is not.

use std::{
    cell::RefCell,
    collections::VecDeque,
    future::Future,
    pin::pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

use super::*;

type Answer = Result<Response, TransportError>;

/// Gives its answers in order, and remembers what was sent and how long was waited, in one row.
#[derive(Default)]
struct Script {
    answers: RefCell<VecDeque<Answer>>,
    heard: RefCell<Vec<String>>,
}

impl Transport for Script {
    fn send<'a>(&'a self, request: Request) -> LocalFuture<'a, Answer> {
        self.heard
            .borrow_mut()
            .push(request.method.as_str().to_owned());
        let answer = self
            .answers
            .borrow_mut()
            .pop_front()
            .expect("one more request than answers");
        Box::pin(async move { answer })
    }
}

impl Timer for Script {
    fn wait(&self, ms: u32) -> LocalFuture<'_, ()> {
        self.heard.borrow_mut().push(ms.to_string());
        Box::pin(async {})
    }
}

fn answer(status: u16, retry_after: &str) -> Answer {
    let headers =
        (!retry_after.is_empty()).then(|| ("retry-after".to_owned(), retry_after.to_owned()));
    Ok(Response {
        status,
        headers: headers.into_iter().collect(),
        body: String::new(),
    })
}

fn run(method: Method, answers: Vec<Answer>) -> (Answer, Vec<String>) {
    let script = Rc::new(Script::default());
    script.answers.borrow_mut().extend(answers);
    let steady = Steady::new(script.clone(), script.clone());
    let request = Request {
        method,
        ..Request::get("https://a.example/x")
    };
    let mut sent = pin!(steady.send(request));
    let Poll::Ready(came) = sent.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
        panic!("nothing here waits");
    };
    assert!(
        script.answers.borrow().is_empty(),
        "fewer requests than answers"
    );
    (came, script.heard.take())
}

#[test]
fn reading_is_tried_once_more_after_a_pause() {
    for failed in [
        Err(TransportError::Network),
        answer(502, ""),
        answer(503, ""),
        answer(504, ""),
    ] {
        let (came, heard) = run(Method::Get, vec![failed, answer(200, "")]);
        assert_eq!(came, answer(200, ""));
        assert_eq!(heard, ["GET", "400", "GET"]);
    }
    let (came, heard) = run(
        Method::Head,
        vec![Err(TransportError::Network), Err(TransportError::Network)],
    );
    assert_eq!((came, heard.len()), (Err(TransportError::Network), 3));
}

#[test]
fn the_service_says_when() {
    for (retry_after, waited) in [("0", "400"), ("1", "1000"), (" 5 ", "5000")] {
        let (came, heard) = run(Method::Get, vec![answer(429, retry_after), answer(200, "")]);
        assert_eq!(came, answer(200, ""));
        assert_eq!(heard, ["GET", waited, "GET"], "{retry_after}");
    }
    // Later than anybody waits, a date, nothing to go by, and no number at all.
    for late in [
        "6",
        "3600",
        "Fri, 31 Dec 2027 23:59:59 GMT",
        "-1",
        "99999999999",
    ] {
        let (came, heard) = run(Method::Get, vec![answer(503, late)]);
        assert_eq!(
            (came, heard),
            (answer(503, late), vec!["GET".to_owned()]),
            "{late}"
        );
    }
    let (_, heard) = run(Method::Get, vec![answer(429, "")]);
    assert_eq!(heard, ["GET"]);
}

#[test]
fn what_writes_is_never_sent_again() {
    for method in [Method::Post, Method::Put, Method::Patch, Method::Delete] {
        for failed in [
            Err(TransportError::Network),
            answer(503, "1"),
            answer(429, "1"),
        ] {
            let (came, heard) = run(method, vec![failed.clone()]);
            assert_eq!((came, heard.len()), (failed, 1));
        }
    }
}

#[test]
fn an_answer_is_an_answer_and_a_time_limit_is_a_limit() {
    for told in [
        answer(200, ""),
        answer(404, ""),
        answer(500, ""),
        Err(TransportError::Timeout),
        Err(TransportError::TooLarge),
        Err(TransportError::Redirected),
    ] {
        let (came, heard) = run(Method::Get, vec![told.clone()]);
        assert_eq!((came, heard.len()), (told, 1));
    }
}

#[test]
fn what_was_said_first_is_better_than_nothing() {
    let (came, _) = run(
        Method::Get,
        vec![answer(503, "1"), Err(TransportError::Network)],
    );
    assert_eq!(came, answer(503, "1"));
}
