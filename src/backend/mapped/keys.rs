//! Reading a mapping: an object of which every key is known.
//!
//! The lists of keys stand here alone: the decoder refuses what is not in them, and a test holds the
//! published schema against them.

use serde_json::{Map, Value};

use super::fault::Fault;

/// Keys that may stand in any object, for people and editors.
pub(super) const NOTES: &[&str] = &["$schema", "note"];
/// At the top.
pub(super) const TOP: &[&str] = &[
    "name",
    "base",
    "origins",
    "config",
    "headers",
    "capabilities",
    "cors",
    "limits",
    "entities",
    "queries",
    "commands",
    "outcomes",
    "message",
    "fields",
    "field_names",
    "auth",
];
/// In `capabilities`.
pub(super) const CAPABILITIES: &[&str] = &[
    "memberships",
    "sign_ups",
    "members",
    "waitlist",
    "capacity",
    "idempotent",
];
/// In `limits`.
pub(super) const LIMITS: &[&str] = &["bytes", "pages", "seconds"];
/// Names of queries.
pub(super) const QUERIES: &[&str] = &[
    "communities",
    "community",
    "events",
    "event",
    "members",
    "member",
    "memberships",
    "sign_ups",
];
/// Names of commands.
pub(super) const COMMANDS: &[&str] = &[
    "join",
    "withdraw",
    "accept-invitation",
    "decline-invitation",
    "leave",
    "sign-up",
    "cancel-sign-up",
    "accept-offer",
];
/// What is sent.
pub(super) const SENT: &[&str] = &[
    "method", "base", "path", "with", "query", "headers", "body", "encoding",
];
/// In a query, beside what is sent.
pub(super) const QUERY: &[&str] = &[
    "items",
    "where",
    "item",
    "row",
    "pages",
    "total",
    "also",
    "outcomes",
    "message",
    "fields",
    "field_names",
];
/// In a command, beside what is sent.
pub(super) const COMMAND: &[&str] = &[
    "items",
    "where",
    "item",
    "row",
    "look",
    "steps",
    "after",
    "outcomes",
    "message",
    "fields",
    "field_names",
];
/// In `look`, beside what is sent.
pub(super) const LOOK: &[&str] = &["items", "expect", "outcomes", "message"];
/// In a step, beside what is sent.
pub(super) const STEP: &[&str] = &["outcomes", "message", "fields", "field_names"];
/// In a request of `also` or `auth`, beside what is sent.
pub(super) const READ: &[&str] = &["read", "outcomes", "message"];
/// In `auth`.
pub(super) const AUTH: &[&str] = &[
    "send",
    "basic",
    "cookies",
    "csrf",
    "log_in",
    "oauth",
    "handed_over",
    "refresh",
    "who",
    "log_out",
];
/// In `send`.
pub(super) const SEND: &[&str] = &["headers", "query"];
/// In an element of `ask`.
pub(super) const ASK: &[&str] = &["name", "label", "secret"];
/// In `csrf`, beside what is sent.
pub(super) const CSRF: &[&str] = &["header", "cookie"];
/// What a request may refer to.
pub(super) const ROOTS: &[&str] = &[
    "input",
    "now",
    "page",
    "session",
    "config",
    "item",
    "found",
    "found_headers",
    "created",
];
/// In `oauth`.
pub(super) const OAUTH: &[&str] = &["authorize", "client_id", "scope", "token"];
/// In `handed_over`.
pub(super) const HANDED_OVER: &[&str] = &["parameter", "exchange"];
/// In an element of `query` or `headers`.
pub(super) const PAIR: &[&str] = &["name", "value", "omit_empty"];
/// In `pages`.
pub(super) const PAGES: &[&str] = &["by", "first", "size", "next", "more", "short"];
/// In a rule of `outcomes`.
pub(super) const RULE: &[&str] = &[
    "status",
    "when",
    "text",
    "method",
    "signed_in",
    "means",
    "message",
];
/// Sources of a value.
pub(super) const SOURCES: &[&str] = &["at", "const", "first", "object", "list", "text"];
/// What is made of a value, in this order; an `as` that opens something up is done first.
pub(super) const STEPS: &[&str] = &[
    "split", "columns", "where", "each", "get", "offset", "zone", "as", "times", "plus", "minus",
    "words", "time", "join",
];
/// What else may stand in a value.
pub(super) const BESIDE: &[&str] = &["in", "with", "when", "else", "then"];

/// `up/key` as a JSON Pointer.
pub(super) fn below(up: &str, key: &str) -> String {
    [up, "/", &key.replace('~', "~0").replace('/', "~1")].concat()
}

/// An object in a mapping, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Keys<'a> {
    /// What stands there.
    pub(super) map: &'a Map<String, Value>,
    /// Its pointer.
    pub(super) at: &'a str,
}

impl<'a> Keys<'a> {
    /// Any object.
    pub(super) fn any(value: &'a Value, at: &'a str) -> Result<Self, Fault> {
        match value {
            Value::Object(map) => Ok(Self { map, at }),
            other => Err(Fault::found(at, "an object", other)),
        }
    }

    /// An object with none but these keys.
    pub(super) fn of(value: &'a Value, at: &'a str, known: &[&[&str]]) -> Result<Self, Fault> {
        let it = Self::any(value, at)?;
        for key in it.map.keys().map(String::as_str) {
            if !NOTES.contains(&key) && !known.iter().any(|list| list.contains(&key)) {
                let known = known.concat();
                return Err(Fault::unknown(&below(at, key), &known, key));
            }
        }
        Ok(it)
    }

    /// What stands at a key.
    pub(super) fn get(&self, key: &str) -> Option<&'a Value> {
        self.map.get(key)
    }

    /// The pointer of a key.
    pub(super) fn at(&self, key: &str) -> String {
        below(self.at, key)
    }

    /// A text, if there is one.
    pub(super) fn text(&self, key: &str) -> Result<Option<&'a str>, Fault> {
        match self.get(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(other) => Err(Fault::found(&self.at(key), "a text", other)),
        }
    }

    /// A text that has to be there.
    pub(super) fn needed(&self, key: &str, expected: &str) -> Result<&'a str, Fault> {
        self.text(key)?
            .ok_or_else(|| Fault::new(&self.at(key), expected, "nothing"))
    }

    /// `true` or `false`, if it is there.
    pub(super) fn flag(&self, key: &str) -> Result<Option<bool>, Fault> {
        match self.get(key) {
            None => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(*flag)),
            Some(other) => Err(Fault::found(&self.at(key), "true or false", other)),
        }
    }

    /// A whole number between two bounds, if there is one.
    pub(super) fn count(&self, key: &str, least: u32, most: u32) -> Result<Option<u32>, Fault> {
        let Some(value) = self.get(key) else {
            return Ok(None);
        };
        let number = value.as_u64().and_then(|n| u32::try_from(n).ok());
        match number.filter(|n| (least..=most).contains(n)) {
            Some(number) => Ok(Some(number)),
            None => {
                let (least, most) = (least.to_string(), most.to_string());
                let expected = ["a whole number from ", &least, " to ", &most].concat();
                let found = value.to_string();
                Err(Fault::new(&self.at(key), &expected, &found))
            }
        }
    }

    /// One of some words by its place, if there is one.
    pub(super) fn word(&self, key: &str, words: &[&str]) -> Result<Option<usize>, Fault> {
        let Some(value) = self.get(key) else {
            return Ok(None);
        };
        let found = value.as_str();
        match found.and_then(|found| words.iter().position(|word| *word == found)) {
            Some(place) => Ok(Some(place)),
            None => {
                let expected = ["one of ", &words.join(", ")].concat();
                Err(Fault::found(&self.at(key), &expected, value))
            }
        }
    }

    /// The elements of a list with their pointers; none where there is no list.
    pub(super) fn list(&self, key: &str, most: usize) -> Result<Vec<(String, &'a Value)>, Fault> {
        match self.get(key) {
            None => Ok(Vec::new()),
            Some(value) => list(value, &self.at(key), most),
        }
    }
}

/// The elements of a list with their pointers.
pub(super) fn list<'a>(
    value: &'a Value,
    at: &str,
    most: usize,
) -> Result<Vec<(String, &'a Value)>, Fault> {
    let Value::Array(list) = value else {
        return Err(Fault::found(at, "a list", value));
    };
    if list.len() > most {
        let expected = ["at most ", &most.to_string(), " elements"].concat();
        return Err(Fault::new(at, &expected, &list.len().to_string()));
    }
    let element = |(n, value): (usize, &'a Value)| (below(at, &n.to_string()), value);
    Ok(list.iter().enumerate().map(element).collect())
}
