//! Text and types, by way of one JSON value.
//!
//! Each type's reader and writer is compiled once, for [`Value`], rather than once more for text:
//! that is a quarter of the first view's bytes, and a parse that nobody notices.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// Reads a text; `None` when it is not JSON or not this.
pub fn read_text<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_value(serde_json::from_str::<Value>(text).ok()?).ok()
}

/// Writes a text; `None` when the type cannot be written, which none of ours is.
pub fn write_text<T: Serialize>(it: &T) -> Option<String> {
    Some(serde_json::to_value(it).ok()?.to_string())
}
