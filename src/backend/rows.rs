//! Reading rows one by one: one bad row never kills a list.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

/// A row that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Which: its id where it has one, else its place in the list, from 1.
    pub row: String,
    /// What was expected and what was found.
    pub why: String,
}

/// Reads what can be read, and says what could not and why. A second row with the id of an
/// earlier one is left out too: lists are keyed by id.
pub fn read_rows<T: DeserializeOwned>(values: Vec<Value>) -> (Vec<T>, Vec<LeftOut>) {
    let mut rows = Vec::with_capacity(values.len());
    let mut left_out = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for (n, value) in values.into_iter().enumerate() {
        let id = value.get("id").and_then(Value::as_str).map(str::to_owned);
        let row = id.clone().unwrap_or_else(|| format!("#{}", n + 1));
        match read_row(value) {
            Ok(read) => match id {
                Some(id) if !seen.insert(id.clone()) => {
                    left_out.push(LeftOut {
                        row,
                        why: "the id stands twice".to_owned(),
                    });
                }
                _ => rows.push(read),
            },
            Err(why) => left_out.push(LeftOut { row, why }),
        }
    }
    (rows, left_out)
}

/// Reads one row. An id must have at least one character.
///
/// # Errors
/// What was expected and what was found.
pub fn read_row<T: DeserializeOwned>(value: Value) -> Result<T, String> {
    if value
        .get("id")
        .and_then(Value::as_str)
        .is_some_and(|id| id.trim().is_empty())
    {
        return Err("the id is empty".to_owned());
    }
    serde_json::from_value(value).map_err(|e| e.to_string())
}
