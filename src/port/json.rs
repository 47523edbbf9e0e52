//! Text and types, by way of one JSON value.

use serde_json::Value;

use crate::model::{FromJson, ToJson};

/// Reads a text; `None` when it is not JSON or not this.
pub fn read_text<T: FromJson>(text: &str) -> Option<T> {
    T::from_json(&serde_json::from_str(text).ok()?).ok()
}

/// Writes a text.
pub fn write_text<T: ToJson>(it: &T) -> String {
    let json: Value = it.to_json();
    json.to_string()
}
