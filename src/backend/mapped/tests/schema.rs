//! The published schema and the decoder say the same: each list of keys and words is one, and what the schema
//! refuses the decoder refuses too.

use std::{fs, path::Path, sync::LazyLock};

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{
    super::{
        Plan,
        expr::{As, IN},
        keys::{self, Key},
        plan::{self, Means},
    },
    fuzz::any_json,
    script::{Bench, now},
};
use crate::backend::Backend as _;

/// The published schema.
static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
    let text = include_str!("../../../../public/mapping.schema.json");
    serde_json::from_str(text).unwrap()
});

/// The mappings that are shipped, by their file names.
pub(super) static SHIPPED: LazyLock<Vec<(String, Value)>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("public/mappings");
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        all.push((name, serde_json::from_str(&text).unwrap()));
    }
    all.sort_by(|(a, _), (b, _)| a.cmp(b));
    all
});

/// Whether a value is as a schema wants it: the keywords that ours uses, and a panic at any other.
fn accepts(whole: &Value, schema: &Value, value: &Value) -> bool {
    let schema = schema.as_object().unwrap();
    let all =
        |list: &Value, test: &dyn Fn(&Value) -> bool| list.as_array().unwrap().iter().all(test);
    let count = |list: &Value| {
        list.as_array()
            .unwrap()
            .iter()
            .filter(|s| accepts(whole, s, value))
            .count()
    };
    schema
        .iter()
        .all(|(keyword, wanted)| match keyword.as_str() {
            "title" | "description" | "$schema" | "$defs" | "then" => true,
            "$ref" => {
                let target = whole
                    .pointer(wanted.as_str().unwrap().trim_start_matches('#'))
                    .unwrap();
                accepts(whole, target, value)
            }
            "type" => match wanted {
                Value::Array(several) => several.iter().any(|one| is_type(value, one)),
                one => is_type(value, one),
            },
            "properties" => value.as_object().is_none_or(|map| {
                map.iter()
                    .all(|(key, value)| wanted.get(key).is_none_or(|s| accepts(whole, s, value)))
            }),
            "additionalProperties" => value.as_object().is_none_or(|map| {
                let known = |key: &str| {
                    schema
                        .get("properties")
                        .is_some_and(|p| p.get(key).is_some())
                };
                let others = map.iter().filter(|(key, _)| !known(key));
                others
                    .map(|(_, v)| v)
                    .all(|v| wanted.is_object() && accepts(whole, wanted, v))
            }),
            "propertyNames" => value.as_object().is_none_or(|map| {
                map.keys()
                    .all(|key| accepts(whole, wanted, &Value::from(key.as_str())))
            }),
            "required" => value
                .as_object()
                .is_none_or(|map| all(wanted, &|key| map.contains_key(key.as_str().unwrap()))),
            "dependentRequired" => value.as_object().is_none_or(|map| {
                let mut keys = wanted.as_object().unwrap().iter();
                keys.all(|(key, needs)| {
                    !map.contains_key(key) || all(needs, &|k| map.contains_key(k.as_str().unwrap()))
                })
            }),
            "maxProperties" => value
                .as_object()
                .is_none_or(|map| map.len() as u64 <= wanted.as_u64().unwrap()),
            "items" => value
                .as_array()
                .is_none_or(|list| list.iter().all(|one| accepts(whole, wanted, one))),
            "maxItems" => value
                .as_array()
                .is_none_or(|list| list.len() as u64 <= wanted.as_u64().unwrap()),
            "minLength" => value
                .as_str()
                .is_none_or(|text| text.chars().count() as u64 >= wanted.as_u64().unwrap()),
            "minimum" => value.as_i64().is_none_or(|n| n >= wanted.as_i64().unwrap()),
            "maximum" => value.as_u64().is_none_or(|n| n <= wanted.as_u64().unwrap()),
            "enum" => wanted.as_array().unwrap().contains(value),
            "const" => wanted == value,
            "pattern" => value
                .as_str()
                .is_none_or(|text| match wanted.as_str().unwrap() {
                    "^(/.*)?$" => text.is_empty() || text.starts_with('/'),
                    "^(json|form|multipart|.*/.*json)$" => {
                        matches!(text, "json" | "form" | "multipart")
                            || text.contains('/') && text.ends_with("json")
                    }
                    other => panic!("no such pattern here: {other}"),
                }),
            "anyOf" => count(wanted) > 0,
            "oneOf" => count(wanted) == 1,
            "allOf" => all(wanted, &|schema| accepts(whole, schema, value)),
            "if" => !accepts(whole, wanted, value) || accepts(whole, &schema["then"], value),
            other => panic!("no such keyword here: {other}"),
        })
}

fn is_type(value: &Value, name: &Value) -> bool {
    match name.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        other => panic!("no such type: {other}"),
    }
}

fn sorted<'a>(words: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut words: Vec<_> = words.collect();
    words.sort_unstable();
    words
}

#[test]
fn every_key_of_the_decoder_is_in_the_schema_and_no_other() {
    let check = |pointer: &str, lists: &[&[Key]], names: &[&'static str]| {
        let properties = SCHEMA.pointer(&format!("{pointer}/properties")).unwrap();
        let found = sorted(properties.as_object().unwrap().keys().map(String::as_str));
        let ours = lists.concat().into_iter().map(Key::name);
        let ours = ours
            .chain(names.iter().copied())
            .chain(keys::NOTES.iter().copied());
        assert_eq!(found, sorted(ours), "{pointer}");
        assert_eq!(
            SCHEMA.pointer(&format!("{pointer}/additionalProperties")),
            Some(&Value::Bool(false))
        );
    };
    check("", &[keys::TOP], &[]);
    check("/$defs/queries", &[], keys::QUERIES);
    check("/$defs/commands", &[], keys::COMMANDS);
    for (name, lists) in [
        ("capabilities", &[keys::CAPABILITIES] as &[&[Key]]),
        ("limits", &[keys::LIMITS]),
        ("query", &[keys::SENT, keys::QUERY]),
        ("command", &[keys::SENT, keys::COMMAND]),
        ("also", &[keys::SENT, keys::READ]),
        ("look", &[keys::SENT, keys::LOOK]),
        ("send_step", &[keys::SENT, keys::STEP]),
        ("pair", &[keys::PAIR]),
        ("pages", &[keys::PAGES]),
        ("rule", &[keys::RULE]),
        ("made", &[keys::SOURCES, keys::STEPS, keys::BESIDE]),
        ("step", &[keys::STEPS, keys::MORE]),
        ("has", &[keys::HAS]),
        ("order", &[keys::ORDER]),
        ("either", &[keys::SENT, keys::EITHER]),
        ("auth", &[keys::AUTH]),
        ("send", &[keys::SEND]),
        ("ask", &[keys::ASK]),
        ("exchange", &[keys::SENT, keys::READ]),
        ("log_in", &[keys::SENT, keys::READ, keys::FORM]),
        ("csrf", &[keys::SENT, keys::READ, keys::CSRF]),
        ("oauth", &[keys::OAUTH]),
        ("handed_over", &[keys::HANDED_OVER]),
    ] {
        check(&format!("/$defs/{name}"), lists, &[]);
    }
}

#[test]
fn every_word_of_the_decoder_is_in_the_schema_and_no_other() {
    for (pointer, words) in [
        ("/properties/cors", plan::CORS),
        ("/$defs/made/properties/as", As::ALL),
        ("/$defs/step/properties/as", As::ALL),
        ("/$defs/made/properties/in", IN),
        ("/$defs/query/properties/method", plan::METHODS),
        ("/$defs/rule/properties/method", plan::METHODS),
        ("/$defs/rule/properties/means", Means::ALL),
        ("/$defs/pages/properties/by", plan::BY),
        ("/$defs/look/properties/expect", plan::EXPECT),
        ("/$defs/command/properties/after", plan::AFTER),
    ] {
        let found = SCHEMA
            .pointer(&format!("{pointer}/enum"))
            .unwrap()
            .as_array()
            .unwrap();
        let found = sorted(found.iter().map(|word| word.as_str().unwrap()));
        assert_eq!(found, sorted(words.iter().copied()), "{pointer}");
    }
}

#[test]
fn every_mapping_that_is_shipped_compiles_and_is_as_the_schema_wants_it() {
    for (name, mapping) in SHIPPED.iter() {
        if let Err(fault) = Plan::compile(mapping) {
            panic!("{name}: {fault}");
        }
        assert!(accepts(&SCHEMA, &SCHEMA, mapping), "{name}");
    }
}

#[test]
fn the_examples_of_the_docs_are_mappings() {
    let docs = include_str!("../../../../docs/mapping.md");
    let mut found = 0;
    for block in docs.split("```json mapping\n").skip(1) {
        let (text, _) = block.split_once("```").unwrap();
        let mapping: Value = serde_json::from_str(text).unwrap();
        assert!(accepts(&SCHEMA, &SCHEMA, &mapping));
        Plan::compile(&mapping).unwrap();
        found += 1;
    }
    assert!(found > 0);
    for block in docs.split("```json\n").skip(1) {
        let (text, _) = block.split_once("```").unwrap();
        let (key, text) = match text.strip_prefix("\"outcomes\":") {
            Some(rules) => ("outcomes", rules),
            None => ("message", text),
        };
        let value: Value = serde_json::from_str(text).unwrap();
        let mapping = json!({ key: value });
        assert!(accepts(&SCHEMA, &SCHEMA, &mapping), "{mapping}");
        Plan::compile(&mapping).unwrap();
    }
}

#[test]
fn the_first_mapping_of_the_docs_reads_the_answer_beside_it() {
    let docs = include_str!("../../../../docs/mapping.md");
    let block = |begin: &str| -> Value {
        let (_, rest) = docs.split_once(begin).unwrap();
        serde_json::from_str(rest.split_once("```").unwrap().0).unwrap()
    };
    let bench = Bench::of(&block("```json mapping\n"));
    bench.answer(200, &block("with\n```\n"));
    let answer = now(bench.backend.events(&Default::default())).unwrap();
    assert_eq!(answer.left_out, []);
    let event = &answer.data.items[0];
    assert_eq!(
        (event.id.as_str(), event.capacity, event.taken),
        ("7", Some(20), 17)
    );
    assert_eq!(event.start.to_string(), "2026-11-27T12:00:00Z");
    assert_eq!(event.end.unwrap().since(event.start), 90 * 60);
    assert_eq!(answer.data.next.as_deref(), Some("1:1:"));
}

#[test]
fn a_service_can_do_what_there_is_a_request_for() {
    let plan =
        Plan::compile(&json!({ "commands": { "cancel-sign-up": { "path": "/" } } })).unwrap();
    let can = plan.capabilities;
    assert_eq!(
        (can.memberships, can.sign_ups, can.members, can.idempotent),
        (false, true, false, false)
    );
}

#[test]
fn both_refuse_what_is_unknown_missing_or_of_another_kind() {
    let check = |mapping: Value| {
        assert!(!accepts(&SCHEMA, &SCHEMA, &mapping), "schema: {mapping}");
        assert!(Plan::compile(&mapping).is_err(), "decoder: {mapping}");
    };
    let query = |of: Value| json!({ "queries": { "event": of } });
    check(json!({ "auth": { "log_in": {} } }));
    check(query(json!({})));
    check(query(json!({ "path": "/", "items": "rows" })));
    check(query(
        json!({ "path": "/", "pages": { "by": "number", "size": 5 } }),
    ));
    check(query(json!({ "path": "/", "pages": { "by": "last" } })));
    check(query(
        json!({ "path": "/", "row": { "at": "/a", "first": [] } }),
    ));
    check(query(
        json!({ "path": "/", "row": { "at": "/a", "else": 1 } }),
    ));
    check(query(
        json!({ "path": "/", "row": { "at": "/a", "then": [{ "where": { "a": 1 } }] } }),
    ));
    check(query(json!({ "path": "/", "encoding": "xml" })));
    check(query(
        json!({ "path": "/", "outcomes": { "500": "duplicate" } }),
    ));
    check(query(
        json!({ "path": "/", "also": { "a": {}, "b": {}, "c": {}, "d": {}, "e": {} } }),
    ));
}

/// `up/key` as a JSON Pointer.
fn below(up: &str, key: &str) -> String {
    [up, "/", &key.replace('~', "~0").replace('/', "~1")].concat()
}

/// Pointers to all that is in a document.
fn places(value: &Value, at: &str, out: &mut Vec<String>) {
    out.push(at.to_owned());
    match value {
        Value::Object(map) => map
            .iter()
            .for_each(|(key, value)| places(value, &below(at, key), out)),
        Value::Array(list) => {
            for (n, value) in list.iter().enumerate() {
                places(value, &below(at, &n.to_string()), out);
            }
        }
        _ => {}
    }
}

proptest! {
    #[test]
    fn what_the_schema_refuses_the_decoder_refuses(
        which in any::<prop::sample::Index>(), place in any::<prop::sample::Index>(), other in any_json(),
    ) {
            let mut mapping = which.get(&SHIPPED).1.clone();
        let mut all = Vec::new();
        places(&mapping, "", &mut all);
        let place: &String = place.get(&all);
        *mapping.pointer_mut(place).unwrap() = other;
        if Plan::compile(&mapping).is_ok() {
            prop_assert!(accepts(&SCHEMA, &SCHEMA, &mapping), "{place}");
        }
    }
}
