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
        let mut read = None;
        let is_taken = self.take(row, &mut |node| read = Some(T::read(node)));
        read.filter(|_| is_taken)
    }

    fn take(&mut self, row: Found<'_>, read: &mut dyn FnMut(&Node<'_>)) -> bool {
        self.count += 1;
        let (id, taken) = top(row, "id", read);
        let again = id.as_ref().is_some_and(|id| self.seen.contains_key(id));
        let why = match taken {
            Ok(()) if again => "the id stands twice".to_owned(),
            Ok(()) => {
                self.seen.extend(id.map(|id| (id, Value::Null)));
                return true;
            }
            Err(why) => why,
        };
        let row = id.unwrap_or_else(|| ["#", &self.count.to_string()].concat());
        self.left_out.push(LeftOut { row, why });
        false
    }
}

/// Reads what can be read, and says what could not and why.
pub fn read_rows<T: FromJson>(values: &[Value]) -> (Vec<T>, Vec<LeftOut>) {
    let mut rows = Rows::default();
    let mut items = Vec::with_capacity(values.len());
    for value in values {
        let taken = rows.take(Found::There(value), &mut |node| items.push(T::read(node)));
        if !taken {
            items.pop();
        }
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
    let mut read = None;
    let (id, taken) = top(row, name, &mut |node| read = Some(T::read(node)));
    (id, taken.and_then(|()| read.ok_or_else(String::new)))
}

/// Reads a row and what names it; an id that is empty is a fault.
fn top(
    row: Found<'_>,
    name: &str,
    read: &mut dyn FnMut(&Node<'_>),
) -> (Option<String>, Result<(), String>) {
    let first = Cell::new(None);
    let node = Node::top(row, &first);
    let id = node.at(name).value().and_then(Value::as_str);
    if id.is_some_and(|id| id.trim().is_empty()) {
        node.say("the id is empty");
    }
    read(&node);
    (id.map(str::to_owned), first.take().map_or(Ok(()), Err))
}
