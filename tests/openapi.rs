//! `public/openapi.json` and `docs/api.md` say what the model reads and writes, field by field, and
//! know every request of the mapping with nothing to change.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::{collections::BTreeSet, fs};

use linju::model::{
    Activity, Applicant, Area, Attendee, Blocked, Chapter, Charter, Chat, Community, Companion,
    Condition, Contact, ContactRequest, Dues, EntryChange, Event, Faces, Field, FromJson, Goal,
    Invitation, JoinPolicy, LatLng, Link, Member, Membership, MyEntry, Past, Person, Plan,
    Referral, Refusal, Report, Rhythm, Rules, SignUp, SignUpPolicy, ToJson, Venue, Word,
};
use serde_json::{Value, json};

fn public(name: &str) -> Value {
    let file = format!("{}/public/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

fn names(object: &Value) -> BTreeSet<String> {
    object
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, _)| name.clone())
        .collect()
}

fn texts(list: &Value) -> BTreeSet<String> {
    let list = list.as_array().into_iter().flatten();
    list.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// A schema, and the type it speaks of.
struct Checked<'a> {
    name: &'a str,
    schema: &'a Value,
    /// Reads a row; the words of the fault when it cannot be read.
    read: &'a dyn Fn(&Value) -> Result<Value, String>,
}

impl Checked<'_> {
    fn all(&self) {
        let examples = self.schema["examples"].as_array().expect("examples");
        let mut named = BTreeSet::new();
        for example in examples {
            let written = (self.read)(example).unwrap_or_else(|e| panic!("{}: {e}", self.name));
            for (key, value) in example.as_object().unwrap() {
                let said = said_within(value, &written[key]);
                assert!(
                    said,
                    "{}: {key} is read, and written as {}",
                    self.name, written[key]
                );
            }
            named.extend(names(&written));
            self.required(example);
            self.each_property(example);
        }
        let properties = names(&self.schema["properties"]);
        assert_eq!(properties, named, "the fields of {}", self.name);
    }

    /// What is missing is a fault exactly where it is required.
    fn required(&self, example: &Value) {
        let required = texts(&self.schema["required"]);
        for name in names(example) {
            // What a state needs beside it is said in words.
            if example.get("state").is_some() && name != "state" {
                continue;
            }
            let mut without = example.clone();
            without.as_object_mut().unwrap().remove(&name);
            let reads = (self.read)(&without).is_ok();
            assert_eq!(
                reads,
                !required.contains(&name),
                "{}: {name} is required",
                self.name
            );
        }
    }

    fn each_property(&self, example: &Value) {
        for (name, property) in self.schema["properties"].as_object().unwrap() {
            let with = |value: Value| {
                let mut row = example.clone();
                row[name] = value;
                (self.read)(&row)
            };
            // What belongs to another state is not looked at.
            if example.get("state").is_some() && example.get(name).is_none() {
                continue;
            }
            if name != "state" && example.get("state").is_none() {
                assert_eq!(
                    with(Value::Null).is_ok(),
                    nullable(property),
                    "{}: {name}: null",
                    self.name
                );
            }
            if let Some(words) = words(property) {
                let fault = with("no such word".into()).expect_err("no word of it");
                let known: BTreeSet<String> = in_ticks(&fault);
                assert_eq!(words, known, "the words of {}: {name}", self.name);
            }
            if property["type"] == "integer" {
                for wrong in [json!(-1), json!(1.5), json!("7")] {
                    assert!(
                        with(wrong.clone()).is_err(),
                        "{}: {name}: {wrong}",
                        self.name
                    );
                }
            }
            if property["format"] == "date-time" || property["format"] == "date" {
                assert!(with("tomorrow".into()).is_err(), "{}: {name}", self.name);
            }
        }
    }
}

/// Whether all that is said is there; defaults may stand beside it.
fn said_within(said: &Value, written: &Value) -> bool {
    match (said, written) {
        (Value::Object(said), Value::Object(_)) => said
            .iter()
            .all(|(key, value)| said_within(value, &written[key])),
        (Value::Array(said), Value::Array(all)) => {
            said.len() == all.len() && said.iter().zip(all).all(|(a, b)| said_within(a, b))
        }
        _ => said == written,
    }
}

fn nullable(property: &Value) -> bool {
    let null = |value: &Value| value == "null" || value["type"] == "null";
    let any = |list: &Value| list.as_array().is_some_and(|all| all.iter().any(null));
    any(&property["type"]) || any(&property["oneOf"])
}

fn words(property: &Value) -> Option<BTreeSet<String>> {
    Some(texts(property.get("enum")?))
}

/// The words between ticks behind *expected one of*.
fn in_ticks(fault: &str) -> BTreeSet<String> {
    let (_, list) = fault.split_once("expected one of").expect(fault);
    list.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

fn check<T: FromJson + ToJson>(schemas: &Value, name: &str) {
    let read = |value: &Value| match T::from_json(value) {
        Ok(it) => Ok(it.to_json()),
        Err(fault) => Err(fault.to_string()),
    };
    let schema = &schemas[name];
    Checked {
        name,
        schema,
        read: &read,
    }
    .all();
}

#[test]
fn every_entity_is_described_as_the_model_reads_it() {
    let api = public("openapi.json");
    let schemas = &api["components"]["schemas"];
    check::<LatLng>(schemas, "Position");
    check::<Area>(schemas, "Area");
    check::<Rules>(schemas, "Rules");
    check::<Rhythm>(schemas, "Rhythm");
    check::<Person>(schemas, "Person");
    check::<Condition>(schemas, "Condition");
    check::<Field>(schemas, "Field");
    check::<Referral>(schemas, "Referral");
    check::<Dues>(schemas, "Dues");
    check::<JoinPolicy>(schemas, "JoinPolicy");
    check::<Activity>(schemas, "Activity");
    check::<Goal>(schemas, "Goal");
    check::<Link>(schemas, "Link");
    check::<Community>(schemas, "Community");
    check::<Venue>(schemas, "Venue");
    check::<SignUpPolicy>(schemas, "SignUpPolicy");
    check::<Event>(schemas, "Event");
    check::<Contact>(schemas, "Contact");
    check::<Member>(schemas, "Member");
    check::<EntryChange>(schemas, "EntryChange");
    check::<MyEntry>(schemas, "MyEntry");
    check::<Blocked>(schemas, "Blocked");
    check::<ContactRequest>(schemas, "ContactRequest");
    check::<Report>(schemas, "Report");
    check::<Membership>(schemas, "Membership");
    check::<Applicant>(schemas, "Applicant");
    check::<Chapter>(schemas, "Chapter");
    check::<Chat>(schemas, "Chat");
    check::<Word>(schemas, "Word");
    check::<Past>(schemas, "Past");
    check::<Invitation>(schemas, "Invitation");
    check::<Charter>(schemas, "Charter");
    check::<Plan>(schemas, "Plan");
    check::<SignUp>(schemas, "SignUp");
    check::<Attendee>(schemas, "Attendee");
    check::<Companion>(schemas, "Companion");
    check::<Faces>(schemas, "Faces");
}

#[test]
fn every_state_has_an_example() {
    let api = public("openapi.json");
    for name in ["Membership", "SignUp", "ContactRequest"] {
        let schema = &api["components"]["schemas"][name];
        let examples = schema["examples"].as_array().unwrap();
        let shown = examples.iter().filter_map(|e| e["state"].as_str());
        let shown: BTreeSet<String> = shown.map(str::to_owned).collect();
        assert_eq!(
            shown,
            texts(&schema["properties"]["state"]["enum"]),
            "{name}"
        );
    }
}

#[test]
fn every_refusal_has_its_word() {
    let api = public("openapi.json");
    let words = texts(&api["components"]["schemas"]["Problem"]["properties"]["why"]["enum"]);
    let unknown = serde_json::from_value::<Refusal>(json!({ "why": "no such word" }));
    assert_eq!(in_ticks(&unknown.unwrap_err().to_string()), words);
}

#[test]
fn every_request_of_the_mapping_is_described() {
    let api = public("openapi.json");
    let mapping = public("mappings/linju.json");
    let parameters = &api["components"]["parameters"];
    let queries = mapping["queries"].as_object().unwrap().values();
    let commands = mapping["commands"].as_object().unwrap().values();
    let auth = [&mapping["auth"]["log_in"], &mapping["auth"]["log_out"]];
    let mut described = BTreeSet::new();
    for request in queries.chain(commands).chain(auth) {
        let path = request["path"].as_str().unwrap().replace("{input.", "{");
        let method = request["method"].as_str().unwrap_or("GET").to_lowercase();
        let operation = &api["paths"][&path][&method];
        assert!(operation.is_object(), "{method} {path}");
        let known: BTreeSet<String> = operation["parameters"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|p| p["$ref"].as_str()?.rsplit('/').next())
            .filter_map(|p| parameters[p]["name"].as_str())
            .map(str::to_owned)
            .collect();
        for sent in ["query", "headers"] {
            for one in request[sent].as_array().into_iter().flatten() {
                let name = one["name"].as_str().unwrap();
                assert!(known.contains(name), "{method} {path}: {name}");
            }
        }
        for slot in path.split('{').skip(1) {
            assert!(known.contains(slot.split('}').next().unwrap()), "{path}");
        }
        if let Some(body) = request["body"]["object"].as_object() {
            let schema =
                operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].as_str();
            let schema = schema.unwrap().rsplit('/').next().unwrap();
            let fields = names(&api["components"]["schemas"][schema]["properties"]);
            assert!(
                body.keys().all(|key| fields.contains(key)),
                "{method} {path}"
            );
        }
        described.insert(format!("{method} {path}"));
    }
    let all = api["paths"].as_object().unwrap();
    let all = all.iter().flat_map(|(path, methods)| {
        names(methods)
            .into_iter()
            .map(move |method| format!("{method} {path}"))
    });
    assert_eq!(
        described,
        all.collect(),
        "nothing is described that is not sent"
    );
}

#[test]
fn every_reference_leads_somewhere() {
    let api = public("openapi.json");
    let mut left = vec![&api];
    let mut seen = 0;
    while let Some(value) = left.pop() {
        match value {
            Value::Object(map) => {
                if let Some(Value::String(to)) = map.get("$ref") {
                    assert!(api.pointer(to.trim_start_matches('#')).is_some(), "{to}");
                    seen += 1;
                }
                left.extend(map.values());
            }
            Value::Array(list) => left.extend(list),
            _ => {}
        }
    }
    assert!(seen > 100);
}

#[test]
fn the_tables_in_words_are_the_same() {
    let api = public("openapi.json");
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/api.md");
    let text = fs::read_to_string(file).unwrap();
    let mut tables = 0;
    for section in text.split("\n### ").skip(1) {
        let (title, rest) = section.split_once('\n').unwrap();
        let schema = &api["components"]["schemas"][title];
        if schema["properties"].is_null() {
            continue;
        }
        let (mut all, mut needed) = (BTreeSet::new(), BTreeSet::new());
        for line in rest.lines().filter(|line| line.starts_with("| `")) {
            let name = line.split('`').nth(1).unwrap().to_owned();
            if line.starts_with(&format!("| `{name}` \\*")) {
                needed.insert(name.clone());
            }
            all.insert(name);
        }
        assert_eq!(all, names(&schema["properties"]), "{title}");
        assert_eq!(needed, texts(&schema["required"]), "{title}");
        tables += 1;
    }
    assert_eq!(tables, 37);
}
