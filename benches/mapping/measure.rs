//! What `cargo xtask bench mapping` measures, natively and in a browser: 1,000 events of one answer, read by a mapping, beside
//! the same events that are Linju's JSON already. Both runs of a round follow each other, and only their ratio is
//! told to mean something.

use std::{
    fmt::Write as _,
    future::Future,
    hint::black_box,
    pin::pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

use linju::{
    backend::{
        Backend, EventsWanted,
        mapped::{Mapped, Plan},
    },
    model::{AccountId, Event, Instant},
    port::{Clock, LocalFuture, Request, Response, Transport, TransportError},
};
use serde_json::Value;

const ROUNDS: usize = 41;
/// Until code and memory are warm.
const BEFORE: usize = 5;

/// Gives one answer to everything.
struct Answer(String);

impl Transport for Answer {
    fn send<'a>(&'a self, _: Request) -> LocalFuture<'a, Result<Response, TransportError>> {
        let body = self.0.clone();
        Box::pin(async move {
            Ok(Response {
                status: 200,
                headers: Vec::new(),
                body,
            })
        })
    }
}

/// A clock that stands.
struct Still(Instant);

impl Clock for Still {
    fn now(&self) -> Instant {
        self.0
    }
}

/// Nothing here waits for anything, so a future is ready when it is asked.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("waits for something"),
    }
}

fn rows(text: &str) -> String {
    let all: Value = serde_json::from_str(text).unwrap();
    all["events"].to_string()
}

/// The figures in words. `theirs` and `ours` are the same data set, for json-server and as Linju's JSON; `ms` is a watch in
/// milliseconds.
pub fn measure(theirs: &str, ours: &str, mapping: &str, ms: &dyn Fn() -> f64) -> String {
    let (theirs, ours) = (rows(theirs), rows(ours));
    let mut mapping: Value = serde_json::from_str(mapping).unwrap();
    // All of them in one answer.
    let events = mapping["queries"]["events"].as_object_mut().unwrap();
    events.remove("pages");
    let plan = Plan::compile(&mapping).unwrap();
    let clock = Still(Instant::parse("2026-11-25T18:00:00+08:00").unwrap());
    let transport = Rc::new(Answer(theirs.clone()));
    let account = AccountId("device".to_owned());
    let mapped = Mapped::new(plan, transport, Rc::new(clock), account);
    let wanted = EventsWanted::default();
    let by_mapping = || {
        let page = now(mapped.events(&wanted)).unwrap();
        assert!(page.left_out.is_empty(), "{:?}", page.left_out);
        page.data.items
    };
    let straight = || serde_json::from_str::<Vec<Event>>(&ours).unwrap();
    let parse = || serde_json::from_str::<Value>(&theirs).unwrap();
    assert_eq!(by_mapping().len(), straight().len());
    let timed = |work: &dyn Fn()| {
        let begun = ms();
        work();
        ms() - begun
    };
    let mut times = Vec::new();
    for _ in 0..BEFORE + ROUNDS {
        times.push([
            timed(&|| drop(black_box(by_mapping()))),
            timed(&|| drop(black_box(straight()))),
            timed(&|| drop(black_box(parse()))),
        ]);
    }
    told(&times[BEFORE..])
}

fn told(times: &[[f64; 3]]) -> String {
    let mut text =
        format!("1,000 events; the middle of {ROUNDS} rounds, and where eight of ten lie:\n");
    let mut line = |what: &str, unit: &str, of: &dyn Fn(&[f64; 3]) -> f64| {
        let mut all: Vec<f64> = times.iter().map(of).collect();
        all.sort_by(f64::total_cmp);
        let (low, high) = (all[ROUNDS / 10], all[ROUNDS - 1 - ROUNDS / 10]);
        let middle = all[ROUNDS / 2];
        writeln!(text, "{what:44} {middle:8.2}{unit}  ({low:.2}..{high:.2})").unwrap();
    };
    line("by the mapping for json-server", " ms", &|t| t[0]);
    line("Linju's own JSON, straight into the model", " ms", &|t| {
        t[1]
    });
    line("parsing json-server's JSON, nothing else", " ms", &|t| t[2]);
    line("by the mapping / straight", "×", &|t| t[0] / t[1]);
    text
}
