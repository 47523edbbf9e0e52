//! Reading rows one by one: one bad row never kills a list.

use serde_json::{Map, Value};

use crate::model::FromJson;

/// A row that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Which: its id where it has one, else its place in the list, from 1.
    pub row: String,
    /// What was expected and what was found.
    pub why: String,
}

/// Reads what can be read, and says what could not and why. A second row with the id of an
/// earlier one is left out too: lists are keyed by id.
pub fn read_rows<T: FromJson>(values: &[Value]) -> (Vec<T>, Vec<LeftOut>) {
    let mut rows = Vec::with_capacity(values.len());
    let left_out = each(values, &mut |value, again| {
        let read = read_row(value)?;
        if again {
            return Err("the id stands twice".to_owned());
        }
        rows.push(read);
        Ok(())
    });
    (rows, left_out)
}

/// Gives each row and whether its id was read before; answers with those that were not taken.
fn each(
    values: &[Value],
    take: &mut dyn FnMut(&Value, bool) -> Result<(), String>,
) -> Vec<LeftOut> {
    let mut left_out = Vec::new();
    // A map of JSON is compiled anyway, and a set of ids is not.
    let mut seen = Map::new();
    for (n, value) in values.iter().enumerate() {
        let id = value.get("id").and_then(Value::as_str);
        let again = id.is_some_and(|id| seen.contains_key(id));
        match (take(value, again), id) {
            (Ok(()), Some(id)) => {
                seen.insert(id.to_owned(), Value::Null);
            }
            (Ok(()), None) => {}
            (Err(why), id) => {
                let row = id.map_or_else(|| ["#", &(n + 1).to_string()].concat(), str::to_owned);
                left_out.push(LeftOut { row, why });
            }
        }
    }
    left_out
}

/// Reads one row. An id must have at least one character.
///
/// # Errors
/// What was expected and what was found.
pub fn read_row<T: FromJson>(value: &Value) -> Result<T, String> {
    if value
        .get("id")
        .and_then(Value::as_str)
        .is_some_and(|id| id.trim().is_empty())
    {
        return Err("the id is empty".to_owned());
    }
    T::from_json(value).map_err(|misread| misread.0)
}
