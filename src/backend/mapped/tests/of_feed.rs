//! What a feed needs of a mapping is compiled first, and trusted; all of it, and what is wrong with it, afterwards.

use serde_json::{Value, json};

use super::{
    super::{Plan, plan::Ask},
    schema::SHIPPED,
    script::{Bench, now},
};
use crate::{
    backend::{Backend, BackendError, EventsWanted, Rest as _},
    model::{Command, Envelope},
};

#[test]
fn a_feed_is_compiled_as_in_the_whole() {
    for (name, mapping) in SHIPPED.iter() {
        let (whole, feed) = (Plan::compile(mapping).unwrap(), Plan::of_feed(mapping));
        let asked = |ask: Option<&Ask>| {
            let mut ask = ask.cloned();
            if let Some(ask) = &mut ask {
                ask.meaning.fields = None;
                ask.meaning.names.clear();
                ask.meaning
                    .rules
                    .iter_mut()
                    .for_each(|rule| rule.why = None);
            }
            format!("{ask:?}")
        };
        for query in ["communities", "events"] {
            assert_eq!(
                asked(feed.query(query)),
                asked(whole.query(query)),
                "{name}"
            );
        }
        let alike = |plan: &Plan| {
            let of_service = (
                &plan.name,
                &plan.base,
                &plan.capabilities,
                plan.cors,
                plan.conditional,
            );
            let of_auth = (plan.signs_in, plan.cookies, plan.hands_over, plan.stands);
            // Why a command was refused is of no feed.
            let mut rules = plan.meaning.rules.clone();
            rules.iter_mut().for_each(|rule| rule.why = None);
            let sent = (&plan.config, &plan.headers, plan.limits, rules);
            format!("{of_service:?} {of_auth:?} {sent:?}")
        };
        assert_eq!(alike(&feed), alike(&whole), "{name}");
        assert!(whole.rare || !feed.rare, "{name}");
        assert!(feed.of_feed && !whole.of_feed);
    }
}

/// Only its feed can be read.
fn faulty() -> Value {
    json!({
        "queries": {
            "events": { "path": "/events", "items": "/rows" },
            "communities": { "path": "/communities", "items": "/rows" },
        },
        "commands": { "join": { "path": "/join", "methud": "POST" } },
    })
}

#[test]
fn what_is_wrong_elsewhere_is_told_when_the_rest_comes() {
    let bench = Bench::unseen(&faulty());
    bench.answer(200, &json!({ "rows": [] }));
    let wanted = EventsWanted::default();
    let page = now(bench.backend.events(&wanted)).unwrap();
    assert_eq!(page.data.items, []);
    assert_eq!(bench.asked(), ["GET /events"]);
    let fault = bench.backend.fault().unwrap();
    assert!(
        fault.starts_with("some.json: /commands/join/methud: expected one of method, ")
            && fault.ends_with(", found methud"),
        "{fault}"
    );
}

#[test]
fn nothing_is_done_by_a_mapping_with_a_fault() {
    let bench = Bench::unseen(&faulty());
    let backend: &dyn Backend = &bench.backend;
    let envelope = Envelope {
        id: "x".into(),
        at: backend_time(&bench),
        command: Command::Leave {
            community: "c".into(),
        },
    };
    let refused = |why: BackendError| matches!(why, BackendError::Unreadable { what } if what.contains("methud"));
    assert!(refused(now(backend.carry_out(&envelope)).unwrap_err()));
    assert!(refused(now(backend.community(&"c".into())).unwrap_err()));
    assert_eq!(bench.asked(), [] as [&str; 0]);
}

fn backend_time(bench: &Bench) -> crate::model::Instant {
    use crate::port::Clock as _;
    bench.clock.now()
}

#[test]
fn without_a_fault_there_is_none() {
    let mut mapping = faulty();
    mapping["commands"]["join"] = json!({ "path": "/join", "method": "POST" });
    let bench = Bench::of(&mapping);
    assert_eq!(bench.backend.fault(), None);
    assert!(bench.backend.rest_now().is_some());
    let what = now(bench.backend.event(&"e".into())).unwrap_err();
    assert_eq!(what, BackendError::NotOffered);
}
