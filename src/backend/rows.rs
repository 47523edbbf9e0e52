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

/// Rows of a list, as they come.
#[derive(Debug, Default)]
pub struct Rows {
    // A map of JSON is compiled anyway, and a set of ids is not.
    seen: Map<String, Value>,
    /// What could not be read, and why.
    pub left_out: Vec<LeftOut>,
    count: usize,
}

impl Rows {
    /// Reads the next row, or notes why it cannot be read. A second row with the id of an earlier one is left
    /// out too: lists are keyed by id.
    pub fn read<T: FromJson>(&mut self, row: Found<'_>) -> Option<T> {
        let (id, read) = read_with(row, "id");
        match read {
            Ok(read) => self.is_new(id).then_some(read),
            Err(why) => {
                self.leave_out(id, why);
                None
            }
        }
    }

    fn is_new(&mut self, id: Option<String>) -> bool {
        match id {
            Some(id) if self.seen.contains_key(&id) => {
                self.leave_out(Some(id), "the id stands twice".to_owned());
                return false;
            }
            Some(id) => {
                self.seen.insert(id, Value::Null);
            }
            None => {}
        }
        self.count += 1;
        true
    }

    fn leave_out(&mut self, id: Option<String>, why: String) {
        self.count += 1;
        let row = id.unwrap_or_else(|| ["#", &self.count.to_string()].concat());
        self.left_out.push(LeftOut { row, why });
    }
}

/// Reads what can be read, and says what could not and why.
pub fn read_rows<T: FromJson>(values: &[Value]) -> (Vec<T>, Vec<LeftOut>) {
    let mut rows = Rows::default();
    let mut items = Vec::with_capacity(values.len());
    for value in values {
        items.extend(rows.read(Found::There(value)));
    }
    (items, rows.left_out)
}

/// Reads one row. An id must have at least one character.
///
/// # Errors
/// What was expected and what was found.
pub fn read_row<T: FromJson>(row: Found<'_>) -> Result<T, String> {
    read_with(row, "id").1
}

/// Reads one row, with what names it.
pub fn read_with<T: FromJson>(row: Found<'_>, name: &str) -> (Option<String>, Result<T, String>) {
    let id = Cell::new(None);
    let read = Node::top(row, &|node| {
        id.set(named(node, name));
        T::read(node)
    });
    (id.take(), read.map_err(|misread| misread.0))
}

/// The text at a name; an id that is empty is a fault.
#[inline(never)]
fn named(node: &Node<'_>, name: &str) -> Option<String> {
    let at = node.at(name);
    let id = at.value().and_then(Value::as_str)?;
    if id.trim().is_empty() {
        node.say("the id is empty");
    }
    Some(id.to_owned())
}
