//! A service that gives the answers of a test, in order, and remembers what it was asked.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    future::Future,
    pin::pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

use serde_json::Value;

use super::super::{Mapped, Plan, Source};
use crate::{
    backend::Backend as _,
    model::{AccountId, Instant, Zones},
    port::{Clock, LocalFuture, Reached, Request, Response, Transport, TransportError},
};

/// The service.
#[derive(Default)]
pub(super) struct Script {
    answers: RefCell<VecDeque<Response>>,
    asked: RefCell<Vec<Request>>,
    reached: Cell<Option<Reached>>,
    cookie: RefCell<Option<(String, String)>>,
}

impl Transport for Script {
    fn reach(&self, _address: String) -> LocalFuture<'_, Reached> {
        let reached = self.reached.get().unwrap_or(Reached::Unknown);
        Box::pin(async move { reached })
    }

    fn send<'a>(&'a self, request: Request) -> LocalFuture<'a, Result<Response, TransportError>> {
        self.asked.borrow_mut().push(request);
        let answer = self.answers.borrow_mut().pop_front();
        Box::pin(async move { answer.ok_or(TransportError::Network) })
    }

    fn cookie(&self, name: &str, _to: &str) -> Option<String> {
        let cookie = self.cookie.borrow();
        let (of, value) = cookie.as_ref()?;
        (of == name).then(|| value.clone())
    }
}

/// A clock that is moved by hand.
pub(super) struct Hand(pub(super) Cell<i64>);

impl Clock for Hand {
    fn now(&self) -> Instant {
        Instant::from_unix(self.0.get())
    }
}

/// Knows one zone.
pub(super) struct Shanghai;

impl Zones for Shanghai {
    fn offset_at(&self, zone: &str, _at: Instant) -> Option<i32> {
        (zone == "Asia/Shanghai").then_some(8 * 3600)
    }
}

/// A backend over a mapping and a script.
pub(super) struct Bench {
    pub(super) backend: Mapped,
    pub(super) clock: Rc<Hand>,
    script: Rc<Script>,
}

/// 2026-11-21T12:00:00Z.
pub(super) const NOW: i64 = 1_795_262_400;

impl Bench {
    pub(super) fn of(mapping: &Value) -> Self {
        let bench = Self::unseen(mapping);
        assert_eq!(bench.backend.fault(), None);
        bench
    }

    /// Over a mapping that nobody has looked for faults in: as the app opens each.
    pub(super) fn unseen(mapping: &Value) -> Self {
        let plan = Plan::of_feed(mapping);
        let script = Rc::new(Script::default());
        let clock = Rc::new(Hand(Cell::new(NOW)));
        let me = AccountId::from("me");
        let backend = Mapped::new(plan, script.clone(), clock.clone(), me);
        let source = Source::new("some.json", &mapping.to_string(), Vec::new());
        let backend = backend.of_file(source).with_zones(Rc::new(Shanghai));
        Self {
            backend,
            clock,
            script,
        }
    }

    /// What a plain request comes upon.
    pub(super) fn reached(&self, reached: Reached) {
        self.script.reached.set(Some(reached));
    }

    /// The next answer.
    pub(super) fn answer(&self, status: u16, body: &Value) -> &Self {
        self.full(status, &[], &body.to_string())
    }

    /// The next answer, with headers.
    pub(super) fn full(&self, status: u16, headers: &[(&str, &str)], body: &str) -> &Self {
        let header = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        self.script.answers.borrow_mut().push_back(Response {
            status,
            headers: headers.iter().map(header).collect(),
            body: body.to_owned(),
        });
        self
    }

    /// The one cookie of the page's site.
    pub(super) fn cookie(&self, name: &str, value: &str) {
        *self.script.cookie.borrow_mut() = Some((name.to_owned(), value.to_owned()));
    }

    /// What was asked since this was last called: `GET /path`, with a body behind it.
    pub(super) fn asked(&self) -> Vec<String> {
        let line = |request: Request| {
            let body = request
                .body
                .map(|body| format!(" {body}"))
                .unwrap_or_default();
            format!("{} {}{body}", request.method.as_str(), request.url)
        };
        assert!(self.script.answers.borrow().is_empty(), "answers are left");
        self.requests().into_iter().map(line).collect()
    }

    /// The requests since this was last called.
    pub(super) fn requests(&self) -> Vec<Request> {
        self.script.asked.take()
    }
}

/// Runs a future to its end; nothing here waits for anything.
pub(super) fn now<T>(future: impl Future<Output = T>) -> T {
    let mut context = Context::from_waker(Waker::noop());
    match pin!(future).poll(&mut context) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("a future waits"),
    }
}
