use proptest::prelude::*;
use serde_json::{Value, json};

use super::{
    super::{
        Expr, Plan,
        answer::{Read, judge},
        html, keys, link, read_json,
    },
    answers::response,
};
use crate::port::Method;

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
        keys::QUERIES,
        keys::COMMANDS,
        super::super::As::ALL,
    ] {
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
fn any_value() -> impl Strategy<Value = Value> {
    let pointer = prop::sample::select(vec!["", "/a", "/a/0", "/b/c", "/b"]);
    let source = prop_oneof![
        pointer.clone().prop_map(|at| json!({ "at": at })),
        any::<String>().prop_map(|text| json!({ "const": text })),
        any_json().prop_map(|any| json!({ "const": any })),
    ];
    source.prop_recursive(3, 24, 4, |inner| {
        let to = prop::sample::select(super::super::As::ALL.to_vec());
        let many = prop::collection::vec(inner.clone(), 0..4);
        prop_oneof![
            many.prop_map(|list| json!({ "first": list })),
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

proptest! {
    #[test]
    fn any_mapping_is_compiled_or_refused_and_any_document_is_read(mapping in any_json(), doc in any_json()) {
        let _plan = Plan::compile(&mapping);
        let queries = json!({
            "entities": { "e": mapping.clone() }, "queries": { "event": mapping.clone() },
            "commands": { "join": mapping.clone() }, "outcomes": mapping.clone(),
        });
        let _plan = Plan::compile(&queries);
        if let Ok(expr) = Expr::compile(&mapping, "") {
            let _made = expr.eval(&doc);
        }
    }

    #[test]
    fn any_value_makes_something_or_nothing_of_any_document(value in any_value(), doc in any_json()) {
        let made = Expr::compile(&value, "").unwrap().eval(&doc);
        prop_assert!(made.is_none_or(|made| !made.is_null()));
    }

    #[test]
    fn any_body_is_read_or_refused(status in any::<u16>(), body in any::<String>(), json in any_json()) {
        let rules = json!({ "outcomes": [{ "when": { "/a": { "has": "a" }, "": "*" }, "text": "a", "means": "full" }],
            "fields": "", "message": "/a" });
        let plan = Plan::compile(&rules).unwrap();
        for body in [body, json.to_string()] {
            let _value = read_json(&response(status, &body));
            let read = Read::of(response(status, &body));
            let verdict = judge(&read, Method::Get, false, &Value::Null, &[&plan.meaning]);
            let _error = verdict.error();
            let _refusal = verdict.refusal();
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
