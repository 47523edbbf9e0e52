//! Gancio, from answers recorded of a real one (`tests/fixtures/gancio.jsonl`): an agenda to be read.

use std::{fs, rc::Rc};

use linju::{
    backend::{
        BackendError, EventsWanted,
        mapped::{Mapped, Plan},
    },
    model::{AccountId, Instant, LatLng},
    port::{Clock as _, LocalFuture, Method, Request, Response, Transport, TransportError},
};
use serde_json::Value;

use super::{
    native::{Hand, block_on},
    suite::{self, all_events},
};

const BASE: &str = "https://gancio.example";

/// When it was recorded.
const NOW: &str = "2026-11-21T18:00:00Z";

/// Answers by what was asked.
struct Recorded(Vec<Value>);

impl Recorded {
    fn new() -> Rc<Self> {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/gancio.jsonl");
        let lines = fs::read_to_string(file).unwrap();
        let lines = lines
            .lines()
            .map(|line| serde_json::from_str(line).unwrap());
        Rc::new(Self(lines.collect()))
    }

    /// The answer to the same parameters, in whatever order; the first page may be asked for by its
    /// number, and a page behind those that were recorded is empty, as the recorded one was.
    fn answer(&self, path: &str) -> &Value {
        let wanted = asked(path);
        let found = |wanted: &[&str]| {
            let mut all = self.0.iter();
            all.find(|one| asked(one["request"]["path"].as_str().unwrap()) == wanted)
        };
        let without_most: Vec<&str> = wanted
            .iter()
            .copied()
            .filter(|p| !p.starts_with("max="))
            .collect();
        let beyond = wanted.iter().any(|part| part.starts_with("page="));
        found(&wanted)
            .or_else(|| found(&without_most))
            .or_else(|| {
                self.0
                    .iter()
                    .find(|one| beyond && one["label"] == "list-page-beyond")
            })
            .or_else(|| self.0.iter().find(|one| one["label"] == "notfound"))
            .unwrap()
    }
}

/// The path, and the parameters in order.
fn asked(path: &str) -> Vec<&str> {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let mut parts: Vec<&str> = query.split('&').collect();
    parts.retain(|part| !part.is_empty() && *part != "page=0");
    parts.sort_unstable();
    parts.insert(0, path);
    parts
}

impl Transport for Recorded {
    fn send<'a>(&'a self, request: Request) -> LocalFuture<'a, Result<Response, TransportError>> {
        assert_eq!(request.method, Method::Get, "nothing is written");
        assert_eq!(
            request.headers,
            [],
            "nothing is sent that a preflight would be needed for"
        );
        let one = self.answer(request.url.strip_prefix(BASE).expect("below the base"));
        let headers = one["headers"].as_array().unwrap().iter();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let answer = Response {
            status: one["status"].as_u64().unwrap().try_into().unwrap(),
            headers: headers
                .map(|h| (text(&h[0]).to_lowercase(), text(&h[1])))
                .collect(),
            body: match &one["body"] {
                Value::String(plain) => plain.clone(),
                json => json.to_string(),
            },
        };
        Box::pin(async move { Ok(answer) })
    }
}

fn under() -> suite::Under {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/public/mappings/gancio.json");
    let mut mapping: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    // The recorded pages have two rows.
    mapping["queries"]["events"]["pages"]["size"] = 2.into();
    let plan = Plan::compile(&mapping).unwrap_or_else(|fault| panic!("gancio.json: {fault}"));
    let clock = Hand::at(NOW);
    let now = clock.now();
    let account = AccountId::from("gancio");
    suite::Under {
        backend: Rc::new(Mapped::new(plan, Recorded::new(), clock, account)),
        now,
        sent: 0,
        run: "gancio".to_owned(),
        declared: suite::Declared::by(&mapping),
    }
}

#[test]
fn recorded_answers_of_gancio_are_read_to_their_end() {
    let under = under();
    let events = all_events(&*under.backend, EventsWanted::default());
    let ids: Vec<&str> = events.iter().map(|e| e.id.as_str()).collect();
    assert_eq!(ids, ["2", "3", "4", "5"], "ids are texts");
    assert!(events.is_sorted_by_key(|e| e.start));
    assert!(
        events
            .iter()
            .all(|e| e.start > under.now && e.ends() > e.start)
    );

    let window = EventsWanted {
        from: Some(Instant::from_unix(1_796_756_400)),
        to: Some(Instant::from_unix(1_796_842_801)),
        ..EventsWanted::default()
    };
    let ids: Vec<String> = all_events(&*under.backend, window)
        .iter()
        .map(|e| e.id.to_string())
        .collect();
    assert_eq!(ids, ["4", "5"]);
}

#[test]
fn a_recorded_event_of_gancio_is_whole() {
    let backend = under().backend;
    let event = block_on(backend.event(&"2".into())).expect("an event").data;
    assert_eq!(event.title, "Board games night 1");
    assert_eq!(event.description.trim(), "night 1", "HTML is reduced");
    assert_eq!(event.start, Instant::from_unix(1_796_583_600));
    assert_eq!(event.end, Some(event.start.plus(7200)));
    assert_eq!(event.zone, "Europe/Rome");
    assert_eq!(event.venue.area.place, "Library");
    assert_eq!(event.venue.address, "Station Rd 4");
    assert_eq!(event.venue.area.position, LatLng::new(52.1, 5.1));
    assert!(!event.venue.online);
    assert_eq!(event.tags, ["games"]);
    // Told by a plain text.
    let never = block_on(backend.event(&"never".into()));
    assert_eq!(never.err(), Some(BackendError::NotFound));
}

#[test]
fn what_gancio_does_not_do_is_declared() {
    let mut under = under();
    let can = under.backend.capabilities();
    assert!(!can.memberships && !can.sign_ups && !can.members && !can.waitlist);
    suite::what_is_not_offered(&mut under, "2");
    assert!(under.backend.sign_in().is_none());
}
