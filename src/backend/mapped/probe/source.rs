//! The mapping as it stands in its file, and where it says that our fields are found.

use std::cell::OnceCell;

use serde_json::{Map, Value};

use super::super::{
    expr::Part,
    plan::{Plan, Sent},
};
use crate::backend::probe::Wrong;

/// The mapping's file, and what the site says instead.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// Where it is from.
    pub file: String,
    /// As it stands there.
    pub text: String,
    /// What goes before what it says, by key; nothing where it is empty.
    pub instead: Vec<(&'static str, String)>,
    /// What the file says of the keys in `instead`, once somebody wanted to know.
    said: OnceCell<Map<String, Value>>,
}

/// As much of a value is shown.
const SHOWN: usize = 160;
/// So deep are fields looked for in fields.
const DEPTH: usize = 3;

impl Source {
    /// Of a file.
    #[must_use]
    pub fn new(file: &str, text: &str, instead: Vec<(&'static str, String)>) -> Self {
        Self {
            file: file.to_owned(),
            text: text.to_owned(),
            instead,
            said: OnceCell::new(),
        }
    }

    fn of_instead(&self, mapping: &Value) -> Map<String, Value> {
        let said = |(key, _): &(&'static str, String)| {
            Some(((*key).to_owned(), mapping.get(*key)?.clone()))
        };
        self.instead.iter().filter_map(said).collect()
    }

    /// Its JSON, or nothing.
    pub(super) fn json(&self) -> Value {
        serde_json::from_str(self.text.trim_start_matches('\u{feff}')).unwrap_or_default()
    }

    /// Compiles another text in its place. What the site says goes before what stands there, unless somebody has
    /// changed just that.
    pub(in crate::backend::mapped) fn compile(&self, text: &str) -> Result<(Plan, Self), Wrong> {
        let wrong = |pointer: String, expected: &str, found: String| Wrong {
            file: self.file.clone(),
            pointer,
            expected: expected.to_owned(),
            found,
        };
        let mut mapping: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
            .map_err(|e| {
                let place = [&e.line().to_string(), ":", &e.column().to_string()].concat();
                wrong(place, "JSON", words_of(&e))
            })?;
        let said = self.said.get_or_init(|| self.of_instead(&self.json()));
        if let Value::Object(map) = &mut mapping {
            for (key, value) in &self.instead {
                if !value.is_empty() && map.get(*key) == said.get(*key) {
                    map.insert((*key).to_owned(), Value::from(value.as_str()));
                }
            }
        }
        let plan = Plan::compile(&mapping)
            .map_err(|fault| wrong(fault.pointer, &fault.expected, fault.found))?;
        let mut source = self.clone();
        text.clone_into(&mut source.text);
        Ok((plan, source))
    }

    /// Where the mapping says that the fields of a query's rows are found, in order; `None` where rows are ours
    /// already, and a whole value where they are made by no list of fields.
    pub(super) fn row_of(&self, query: &str) -> Option<Row> {
        let mapping = self.json();
        let row = mapping.get("queries")?.get(query)?.get("row")?;
        let map = match row {
            Value::String(name) if !name.starts_with('/') => {
                mapping.get("entities")?.get(name)?.as_object()?
            }
            Value::Object(made) if made.contains_key("object") => {
                made.get("object")?.as_object()?
            }
            other => return Some(Row::Made(written(other))),
        };
        let mut fields = Vec::new();
        open(map, "", DEPTH, &mut fields);
        Some(Row::Fields(fields))
    }

    /// Headers of answers that a query reads.
    pub(super) fn headers_of(&self, query: &str) -> Vec<String> {
        let mapping = self.json();
        let mut names = Vec::new();
        if let Some(ask) = mapping.get("queries").and_then(|all| all.get(query)) {
            headers_in(ask, &mut names);
            if let Some(Value::String(entity)) = ask.get("row")
                && let Some(row) = mapping.get("entities").and_then(|all| all.get(entity))
            {
                headers_in(row, &mut names);
            }
        }
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// How rows are made.
pub(super) enum Row {
    /// Field by field.
    Fields(Vec<Field>),
    /// In another way.
    Made(String),
}

/// A field, and where it is found.
#[derive(Clone)]
pub(super) struct Field {
    /// Our name, behind a slash where it lies in another.
    pub(super) name: String,
    /// In words.
    pub(super) from: String,
    /// The pointer into the row, where it is nothing but that.
    pub(super) at: Option<String>,
    /// As the mapping has it.
    pub(super) spec: Value,
}

fn open(map: &Map<String, Value>, under: &str, depth: usize, to: &mut Vec<Field>) {
    for (key, value) in map.iter().filter(|(key, _)| *key != "note") {
        let name = if under.is_empty() {
            key.clone()
        } else {
            [under, "/", key].concat()
        };
        // An object of values and nothing else is looked into.
        if let (Some(depth), Some(1)) = (depth.checked_sub(1), value.as_object().map(Map::len))
            && let Some(inside) = value.get("object").and_then(Value::as_object)
        {
            open(inside, &name, depth, to);
            continue;
        }
        to.push(Field {
            name,
            from: written(value),
            at: pointer(value),
            spec: value.clone(),
        });
    }
}

/// Whether a value says itself that this word means nothing: by `words` that name null for it, or by `when`. What may be
/// nested in a mapping is bounded.
pub(super) fn is_meant_as_nothing(spec: &Value, word: &str) -> bool {
    let says_nothing = match spec.get("words") {
        Some(words) => words
            .get(word)
            .or(spec.get("else"))
            .is_some_and(Value::is_null),
        None => false,
    };
    let then = spec.get("then").and_then(Value::as_array);
    let later = then.is_some_and(|all| all.iter().any(|one| is_meant_as_nothing(one, word)));
    spec.get("when").is_some() || says_nothing || later
}

/// Where in the row a value looks, if it does.
fn pointer(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => text.starts_with('/').then(|| text.clone()),
        Value::Object(map) if !map.contains_key("in") => {
            map.get("at").and_then(Value::as_str).map(str::to_owned)
        }
        _ => None,
    }
}

/// A value of a mapping, shortly: `/start_at · as unix-seconds`.
fn written(value: &Value) -> String {
    let out = match value {
        Value::String(text) if text.starts_with('/') => text.clone(),
        Value::Object(map) if map.get("at").is_some_and(Value::is_string) => {
            let mut out = match map.get("at").and_then(Value::as_str) {
                Some("") | None => "\"\"".to_owned(),
                Some(at) => at.to_owned(),
            };
            for (key, value) in map.iter().filter(|(key, _)| *key != "at" && *key != "note") {
                let value = match value {
                    Value::String(text) => text.clone(),
                    other => other.to_string(),
                };
                out.push_str(&[" · ", key, " ", &value].concat());
            }
            out
        }
        other => other.to_string(),
    };
    short(&out, SHOWN)
}

/// The beginning of a text.
pub(super) fn short(text: &str, most: usize) -> String {
    let mut out: String = text.chars().take(most).collect();
    if out.len() < text.len() {
        out.push('…');
    }
    out
}

/// Names of headers in values that read them. A document is at most 128 levels deep.
fn headers_in(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            if map.get("in").and_then(Value::as_str) == Some("headers")
                && let Some(at) = map.get("at").and_then(Value::as_str)
            {
                names.extend(at.strip_prefix('/').map(str::to_ascii_lowercase));
            }
            map.values().for_each(|value| headers_in(value, names));
        }
        Value::Array(list) => list.iter().for_each(|value| headers_in(value, names)),
        _ => {}
    }
}

/// The address of a request with its slots, as the mapping has it.
pub(super) fn template(plan: &Plan, sent: &Sent) -> String {
    let mut out = sent.base.as_ref().unwrap_or(&plan.base).clone();
    for part in &sent.path {
        match part {
            Part::Plain(text) => out.push_str(text),
            Part::Slot(pointer) => {
                let slot = pointer.trim_start_matches('/').replace('/', ".");
                out.push_str(&["{", &slot, "}"].concat());
            }
        }
    }
    out
}

/// What the reader of JSON found, without where.
fn words_of(error: &serde_json::Error) -> String {
    let words = error.to_string();
    match words.split_once(" at line ") {
        Some((words, _)) => words.to_owned(),
        None => words,
    }
}
