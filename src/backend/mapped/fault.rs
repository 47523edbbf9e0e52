//! What is wrong with a mapping, and where.

use serde_json::Value;

/// A fault in a mapping.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{pointer}: expected {expected}, found {found}")]
pub struct Fault {
    /// JSON Pointer into the mapping.
    pub pointer: String,
    /// What should be there.
    pub expected: &'static str,
    /// What is there.
    pub found: String,
}

impl Fault {
    pub(super) fn new(pointer: &str, expected: &'static str, found: &str) -> Self {
        Self {
            pointer: pointer.to_owned(),
            expected,
            found: found.to_owned(),
        }
    }

    /// With the found value in words.
    pub(super) fn found(pointer: &str, expected: &'static str, value: &Value) -> Self {
        let found = match value {
            Value::Null => "nothing",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::String(_) => "a text",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        };
        Self::new(pointer, expected, found)
    }
}
