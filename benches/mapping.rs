//! Reading 1,000 events by a mapping, beside reading the same events that are Linju's JSON already: `cargo xtask bench
//! mapping`. Both runs of a round follow each other, and only their ratio is told to mean something.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

#[path = "../tests/support/native.rs"]
#[allow(dead_code)]
mod native;

use std::{fs, hint::black_box, path::Path, rc::Rc, time::Instant as Stopwatch};

use linju::{
    backend::{
        Backend, EventsWanted,
        mapped::{Mapped, Plan},
    },
    model::{AccountId, Event},
    port::{LocalFuture, Request, Response, Transport, TransportError},
};
use native::{Hand, block_on};
use serde_json::Value;

const ROUNDS: usize = 41;

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

fn file(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|e| {
        panic!(
            "{}: {e}; `cargo xtask bench mapping` writes it",
            path.display()
        )
    })
}

fn rows(text: &str) -> String {
    let all: Value = serde_json::from_str(text).unwrap();
    all["events"].to_string()
}

fn main() {
    let theirs = rows(&file("target/bench/json-server.json"));
    let ours = rows(&file("target/bench/linju.json"));
    let mut mapping: Value =
        serde_json::from_str(&file("public/mappings/json-server.json")).unwrap();
    // All of them in one answer.
    mapping["queries"]["events"]
        .as_object_mut()
        .unwrap()
        .remove("pages");
    let plan = Plan::compile(&mapping).unwrap();
    let mapped = Mapped::new(
        plan,
        Rc::new(Answer(theirs.clone())),
        Hand::at("2026-11-25T18:00:00+08:00"),
        AccountId("device".to_owned()),
    );
    let wanted = EventsWanted::default();
    let by_mapping = || {
        let page = block_on(mapped.events(&wanted)).unwrap();
        assert!(page.left_out.is_empty(), "{:?}", page.left_out);
        page.data.items
    };
    let straight = || serde_json::from_str::<Vec<Event>>(&ours).unwrap();
    let parse = || serde_json::from_str::<Value>(&theirs).unwrap();
    assert_eq!(by_mapping().len(), straight().len());
    let timed = |work: &dyn Fn()| {
        let begun = Stopwatch::now();
        work();
        begun.elapsed().as_secs_f64() * 1e3
    };
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        times.push([
            timed(&|| drop(black_box(by_mapping()))),
            timed(&|| drop(black_box(straight()))),
            timed(&|| drop(black_box(parse()))),
        ]);
    }
    let middle = |of: &dyn Fn(&[f64; 3]) -> f64| {
        let mut all: Vec<f64> = times.iter().map(of).collect();
        all.sort_by(f64::total_cmp);
        (
            all[ROUNDS / 2],
            all[ROUNDS / 10],
            all[ROUNDS - 1 - ROUNDS / 10],
        )
    };
    let told = |what: &str, (middle, low, high): (f64, f64, f64), unit: &str| {
        println!("{what:44} {middle:8.2}{unit}  ({low:.2}..{high:.2})");
    };
    println!("1,000 events; the middle of {ROUNDS} rounds, and where eight of ten lie:");
    told("by the mapping for json-server", middle(&|t| t[0]), " ms");
    told(
        "Linju's own JSON, straight into the model",
        middle(&|t| t[1]),
        " ms",
    );
    told(
        "parsing json-server's JSON, nothing else",
        middle(&|t| t[2]),
        " ms",
    );
    told("by the mapping / straight", middle(&|t| t[0] / t[1]), "×");
}
