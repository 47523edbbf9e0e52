//! From JSON to the model's types and back, each type by one list of its fields.
//!
//! Everything is read from one [`Value`] and written to one, by calls that are compiled once:
//! derived readers and writers are compiled anew for each type, each optional and each list of it,
//! and were a sixth of all code. Serde is still the interface to the rest of the world: what is
//! listed here with `record!`, `words!` or `json_as_serde!` is `Serialize` and `Deserialize` as
//! well, by way of a [`Value`].
//!
//! Reading never stops half-way: a [`Node`] notes the first fault and something stands in for what
//! could not be read, so that no field costs a way out. [`FromJson::from_found`] is the only door,
//! and lets out nothing in which something stands in.

mod in_place;
mod macros;
mod node;
mod plain;
#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) mod tests_support;

pub use in_place::Standing;
pub(crate) use macros::{json_as_serde, json_object, record, words};
pub use node::{Found, Misread, Node, Parts};

use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::{Map, Value};

/// Read from JSON.
pub trait FromJson: Sized {
    /// What stands at a place. A fault is noted there, and something stands in for what is faulty.
    fn read(node: &Node<'_>) -> Self;

    /// Reads a value.
    ///
    /// # Errors
    /// The first fault: where, what was expected and what was found.
    fn from_json(value: &Value) -> Result<Self, Misread> {
        Self::from_found(Found::There(value))
    }

    /// Reads what was found.
    ///
    /// # Errors
    /// As [`FromJson::from_json`].
    fn from_found(found: Found<'_>) -> Result<Self, Misread> {
        Node::whole(found, &Self::read)
    }
}

/// Written as JSON.
pub trait ToJson {
    /// The value.
    fn to_json(&self) -> Value;

    /// Whether it says nothing, so that it can be left out where what is missing means the same.
    fn is_nothing(&self) -> bool {
        false
    }

    /// Writes to any serializer, fields in the order in which they are listed. (A [`Value`] has
    /// them in the order of their names.)
    ///
    /// # Errors
    /// The serializer's own.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

/// Where fields are put.
pub trait Sink {
    /// A field.
    fn put<T: ToJson>(&mut self, name: &'static str, it: &T);

    /// A field that is left out when it says nothing.
    fn sparse<T: ToJson>(&mut self, name: &'static str, it: &T) {
        if !it.is_nothing() {
            self.put(name, it);
        }
    }
}

/// Has fields.
pub trait Record {
    /// Puts each field, in order.
    fn fields<S: Sink>(&self, sink: &mut S);
}

impl Sink for Map<String, Value> {
    fn put<T: ToJson>(&mut self, name: &'static str, it: &T) {
        insert(self, name, it.to_json());
    }
}

/// Puts a value into an object.
#[inline(never)]
pub(crate) fn insert(map: &mut Map<String, Value>, name: &str, value: Value) {
    map.insert(name.to_owned(), value);
}

/// [`ToJson::to_json`] of a record.
pub(crate) fn object(record: &impl Record) -> Value {
    let mut map = Map::new();
    record.fields(&mut map);
    Value::Object(map)
}

/// [`ToJson::write`] of a record.
pub(crate) fn write_fields<S: Serializer>(record: &impl Record, to: S) -> Result<S::Ok, S::Error> {
    let map = to.serialize_map(None)?;
    let mut entries = Entries { map, fault: None };
    record.fields(&mut entries);
    match entries.fault {
        Some(fault) => Err(fault),
        None => entries.map.end(),
    }
}

struct Entries<M: SerializeMap> {
    map: M,
    fault: Option<M::Error>,
}

impl<M: SerializeMap> Sink for Entries<M> {
    fn put<T: ToJson>(&mut self, name: &'static str, it: &T) {
        if self.fault.is_none() {
            self.fault = self.map.serialize_entry(name, &Written(it)).err();
        }
    }
}

/// Something of ours, as serde takes it.
pub(crate) struct Written<'a, T>(pub(crate) &'a T);

impl<T: ToJson> Serialize for Written<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}
