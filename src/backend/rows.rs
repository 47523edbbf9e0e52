//! Reading rows one by one: one bad row never kills a list.

use std::cell::Cell;

use serde_json::{Map, Value};

use crate::model::{
    FromJson,
    json::{Found, Node},
};

/// A row that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Which: its id where it has one, else its place in the list, from 1.
    pub row: String,
    /// What was expected and what was found.
    pub why: String,
}

/// So many are told of one answer.
pub(crate) const TOLD: usize = 1000;

/// Rows of a list, as they come.
#[derive(Debug, Default)]
pub struct Rows {
    // A map of JSON is compiled anyway, and a set of ids is not.
    seen: Map<String, Value>,
    /// What could not be read, and why: the first thousand.
    pub left_out: Vec<LeftOut>,
    count: usize,
}

impl Rows {
    /// Reads the next row, or notes why it cannot be read. A second row with the id of an earlier one is left
    /// out too: lists are keyed by id.
    pub fn read<T: FromJson>(&mut self, row: Found<'_>) -> Option<T> {
        let id = named(row, "id");
        match read_called(row, id.as_deref()) {
            Ok(it) => self.take(id, None).then_some(it),
            Err(why) => {
                self.take(id, Some(why));
                None
            }
        }
    }

    /// Notes a row by its id, and why it cannot be read; whether it is taken.
    #[inline(never)]
    fn take(&mut self, id: Option<String>, mut why: Option<String>) -> bool {
        self.count += 1;
        if why.is_none() && id.as_ref().is_some_and(|id| self.seen.contains_key(id)) {
            why = Some("the id stands twice".to_owned());
        }
        let Some(why) = why else {
            if let Some(id) = id {
                self.seen.insert(id, Value::Null);
            }
            return true;
        };
        let row = id.unwrap_or_else(|| ["#", &self.count.to_string()].concat());
        if self.left_out.len() < TOLD {
            self.left_out.push(LeftOut { row, why });
        }
        false
    }
}

/// Reads what can be read, and says what could not and why.
pub fn read_rows<T: FromJson>(values: &[Value]) -> (Vec<T>, Vec<LeftOut>) {
    let mut rows = Rows::default();
    let mut items = Vec::with_capacity(values.len());
    for value in values {
        if let Some(it) = rows.read(Found::There(value)) {
            items.push(it);
        }
    }
    (items, rows.left_out)
}

/// Reads one row. An id must have at least one character.
///
/// # Errors
/// What was expected and what was found.
pub fn read_row<T: FromJson>(row: Found<'_>) -> Result<T, String> {
    read_called(row, named(row, "id").as_deref())
}

fn read_called<T: FromJson>(row: Found<'_>, id: Option<&str>) -> Result<T, String> {
    if id.is_some_and(|id| id.trim().is_empty()) {
        return Err("the id is empty".to_owned());
    }
    T::from_found(row).map_err(|misread| misread.0)
}

/// The text at a name.
#[inline(never)]
pub fn named(row: Found<'_>, name: &str) -> Option<String> {
    let first = Cell::new(None);
    let node = Node::top(row, &first);
    node.at(name).as_text().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{LeftOut, TOLD, read_rows};
    use crate::model::Community;

    #[test]
    fn a_thousand_rows_that_cannot_be_read_are_told() {
        let mut rows = vec![Value::Null; 3 * TOLD];
        let row = json!({ "id": "c", "name": "n", "purpose": "p" });
        rows.push(row);
        let (read, left_out) = read_rows::<Community>(&rows);
        assert_eq!((read.len(), left_out.len()), (1, TOLD));
        let last = left_out.last().map(|LeftOut { row, .. }| row.as_str());
        assert_eq!(last, Some("#1000"));
    }
}
