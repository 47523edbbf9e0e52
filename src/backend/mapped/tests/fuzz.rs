use proptest::prelude::*;
use serde_json::{Value, json};

use super::{
    super::{
        Expr, Plan,
        answer::{Judged, Read},
        html, keys, link, read_json,
    },
    answers::response,
    schema::SHIPPED,
    script::{Bench, NOW, now},
};
use crate::{
    backend::{Backend as _, Rest as _},
    model::{Command, Envelope, Instant, Refusal},
    port::Method,
};

/// So many bytes at least: what stands in texts, and sixteen for each value.
pub(super) fn size(value: &Value) -> usize {
    16 + match value {
        Value::String(text) => text.len(),
        Value::Array(list) => list.iter().map(size).sum(),
        Value::Object(map) => map.iter().map(|(key, value)| key.len() + size(value)).sum(),
        _ => 0,
    }
}

/// JSON made of the words that mean something in a mapping.
pub(super) fn any_json() -> impl Strategy<Value = Value> {
    let mut words = vec![
        "/a", "", "/a/0", "*", "{", "{a}", "/", "~", "has", "number", "url", "200",
    ];
    for list in [
        keys::TOP,
        keys::SENT,
        keys::QUERY,
        keys::COMMAND,
        keys::PAIR,
        keys::PAGES,
        keys::RULE,
        keys::SOURCES,
        keys::STEPS,
        keys::BESIDE,
    ] {
        words.extend(list.iter().map(|key| key.name()));
    }
    for list in [keys::QUERIES, keys::COMMANDS, super::super::As::ALL] {
        words.extend_from_slice(list);
    }
    let words = prop::sample::select(words);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        words.clone().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map(words.clone().prop_map(str::to_owned), inner, 0..5)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Values that compile: one source, and some of what may be made of it.
pub(super) fn any_value() -> impl Strategy<Value = Value> {
    let pointer = prop::sample::select(vec!["", "/a", "/a/0", "/b/c", "/b", "/long", "/many"]);
    let template =
        prop::sample::select(vec!["{a}", "{long}{long}{long}", "{b.c}/{many.0}", "plain"]);
    let source = prop_oneof![
        pointer.clone().prop_map(|at| json!({ "at": at })),
        any::<String>().prop_map(|text| json!({ "const": text })),
        any_json().prop_map(|any| json!({ "const": any })),
        (template.clone(), 1..200_usize).prop_map(|(slots, n)| json!({ "text": slots.repeat(n) })),
    ];
    source.prop_recursive(3, 24, 4, move |inner| {
        let to = prop::sample::select(super::super::As::ALL.to_vec());
        let many = prop::collection::vec(inner.clone(), 0..4);
        prop_oneof![
            many.clone().prop_map(|list| json!({ "first": list })),
            many.prop_map(|list| json!({ "list": list })),
            prop::collection::btree_map(template.clone(), inner.clone(), 0..4)
                .prop_map(|map| json!({ "object": map })),
            (template.clone(), inner.clone())
                .prop_map(|(slots, a)| json!({ "text": slots, "with": { "a": a } })),
            (inner.clone(), 1..16_usize, 0..3_usize).prop_map(|(mut value, n, deep)| {
                let mut then = json!({ "as": "quoted" });
                for _ in 0..deep {
                    then = json!({ "as": "quoted", "then": [then, { "as": "to-json" }] });
                }
                value["then"] = json!(vec![then; n.min(64 / (1 + 2 * deep) - 1)]);
                value
            }),
            (inner.clone(), any_json()).prop_map(|(mut value, other)| {
                value["words"] = json!({ "a": other, "url": "b" });
                value["else"] = other;
                value
            }),
            (inner.clone(), 0..100_000_usize).prop_map(|(mut value, n)| {
                value["split"] = "x".into();
                value["join"] = "-".repeat(n).into();
                value
            }),
            (inner.clone(), to).prop_map(|(mut value, to)| {
                value["as"] = to.into();
                value
            }),
            (inner.clone(), inner.clone()).prop_map(|(mut value, each)| {
                value["each"] = each;
                value
            }),
            (inner.clone(), inner.clone()).prop_map(|(mut value, of)| {
                value["where"] = json!({ "/a": of });
                value["join"] = ",".into();
                value["replace"] = json!({ "a": "bb", "é": "" });
                value
            }),
            (inner.clone(), inner).prop_map(|(mut value, of)| {
                value["columns"] = of.clone();
                value["get"] = of;
                value
            }),
        ]
    })
}

/// Asks every query of a mapping, with any answers, and gives up after so many pages.
fn ask_everything(mapping: &Value, bodies: &[(u16, String)]) {
    let bench = Bench::of(mapping);
    let fill = || {
        for (status, body) in bodies {
            let next = "<https://api.example/x?page=2>; rel=\"next\"";
            bench.full(
                *status,
                &[("link", next), ("x-total-count", "7"), ("etag", body)],
                body,
            );
        }
    };
    let (community, event, member) = ("c".into(), "e".into(), "m".into());
    fill();
    let _page = now(bench.backend.communities(None));
    let _page = now(bench.backend.communities(Some("1:2:next".to_owned())));
    let _one = now(bench.backend.community(&community));
    fill();
    let _page = now(bench.backend.events(&Default::default()));
    let _one = now(bench.backend.event(&event));
    fill();
    let _page = now(bench.backend.members(&community, None));
    let _one = now(bench.backend.member(&community, &member));
    fill();
    let _viewer = now(bench.backend.viewer());
    let command = Command::Leave { community };
    let at = Instant::from_unix(NOW);
    let envelope = Envelope {
        id: "k".into(),
        at,
        command,
    };
    let _outcome = now(bench.backend.carry_out(&envelope));
}

proptest! {
    #[test]
    fn any_answer_is_read_by_every_mapping_that_is_shipped(
        status in prop_oneof![Just(200), any::<u16>()], json in any_json(), text in any::<String>(),
        cut in any::<prop::sample::Index>(), which in any::<prop::sample::Index>(),
    ) {
        let json = json.to_string();
        let cut = json.chars().take(cut.index(json.len() + 1)).collect();
        let listed = format!(r#"{{"data":[{json}],"rows":[{json}],"items":[{json}],"next":"/x?a={}"}}"#, json.len());
        let bodies = [(status, listed), (200, format!("[{json}]")), (200, json), (200, cut), (200, text)];
        ask_everything(&which.get(&SHIPPED).1, &bodies);
    }

    #[test]
    fn any_mapping_is_compiled_or_refused_and_any_document_is_read(mapping in any_json(), doc in any_json()) {
        let _plan = Plan::compile(&mapping);
        let _plan = Plan::of_feed(&mapping);
        let queries = json!({
            "entities": { "e": mapping.clone() }, "queries": { "event": mapping.clone() },
            "commands": { "join": mapping.clone() }, "outcomes": mapping.clone(),
        });
        let _plan = Plan::compile(&queries);
        let feed = json!({
            "entities": { "e": mapping.clone() }, "outcomes": mapping.clone(), "auth": mapping.clone(),
            "queries": { "events": mapping.clone(), "communities": { "path": "/", "row": "e", "pages": mapping.clone() } },
        });
        let _plan = Plan::of_feed(&feed);
        if let Ok(expr) = Expr::compile(&mapping, "") {
            let _made = expr.eval(&doc);
        }
    }

    #[test]
    fn any_value_makes_something_or_nothing_of_any_document(
        value in any_value(), doc in any_json(), long in 0..60_000_usize, many in 0..300_usize,
    ) {
        let expr = Expr::compile(&value, "").unwrap();
        let long = json!({ "a": doc.clone(), "long": "\\x".repeat(long), "many": vec![doc.clone(); many] });
        for doc in [doc, long] {
            let made = expr.eval(&doc);
            prop_assert!(made.as_ref().is_none_or(|made| !made.is_null()));
            let size = made.map_or(0, |made| size(&made));
            prop_assert!(size < 40_000_000, "{size}");
        }
    }

    #[test]
    fn any_body_is_read_or_refused(status in any::<u16>(), body in any::<String>(), json in any_json()) {
        let rules = json!({ "outcomes": [{ "when": { "/a": { "has": "a" }, "": "*" }, "text": "a", "means": "full" }],
            "fields": "", "message": "/a" });
        let plan = Plan::compile(&rules).unwrap();
        for body in [body, json.to_string()] {
            let _value = read_json(&response(status, &body));
            let read = Read::of(response(status, &body));
            let judged = Judged {
                read: &read,
                method: Method::Get,
                signed_in: false,
                request: &Value::Null,
                meanings: [&plan.meaning; 2],
            };
            let mut verdict = judged.verdict();
            judged.words(&mut verdict);
            let _error = verdict.error();
            let _refusal = verdict.refusal(Refusal::Already);
        }
    }

    #[test]
    fn any_html_is_reduced_and_no_link_runs_anything(text in "(<[a-z/!]{0,3}[ a-z=\"':/&#;(]{0,9}>?|[ a-z*<&;]{0,5}|javascript:|href=){0,20}") {
        let made = html::markdown(&text);
        prop_assert!(!made.contains("](javascript"), "{made}");
        let _line = html::line(&text);
        let _plain = html::escaped(&text);
    }

    #[test]
    fn a_next_address_never_leaves_its_origin(next in "(https?:)?[/\\\\@?#:.a-z \t]{0,12}(evil\\.example)?[/@:a-z]{0,6}") {
        if let Some(held) = link::held(&next, "https://api.example/v1", &[]) {
            prop_assert_eq!(link::origin(&held), Some("https://api.example".to_owned()));
        }
        let _next = link::next(&next);
    }
}
