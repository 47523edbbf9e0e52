//! What is wrong with a mapping, and where.

use serde_json::Value;

/// A fault in a mapping.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{pointer}: expected {expected}, found {found}")]
pub struct Fault {
    /// JSON Pointer into the mapping.
    pub pointer: String,
    /// What should be there.
    pub expected: String,
    /// What is there.
    pub found: String,
}

impl Fault {
    #[cold]
    pub(super) fn new(pointer: &str, expected: &str, found: &str) -> Self {
        Self {
            pointer: pointer.to_owned(),
            expected: expected.to_owned(),
            found: found.chars().take(60).collect(),
        }
    }

    /// With the found value in words.
    #[cold]
    pub(super) fn found(pointer: &str, expected: &str, value: &Value) -> Self {
        let found = match value {
            Value::Null => "nothing",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::String(text) => return Self::new(pointer, expected, text),
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        };
        Self::new(pointer, expected, found)
    }

    /// None of the words that are known here.
    #[cold]
    pub(super) fn unknown(pointer: &str, words: &[&str], found: &str) -> Self {
        Self::new(pointer, &["one of ", &words.join(", ")].concat(), found)
    }
}
