//! What a value is read from, and what that may cost.

use std::{borrow::Cow, cell::Cell, rc::Rc};

use serde_json::{Map, Value};

use crate::model::Zones;

use super::In;

/// What one answer may cost: what is looked at, and what is made, of which one is some four bytes.
const FUEL: u32 = 8_000_000;

static NOTHING: Value = Value::Null;

/// What one answer may be read with: so much work, and somebody who knows the zones.
pub(in crate::backend::mapped) struct Fuel {
    left: Cell<u32>,
    pub(super) zones: Option<Rc<dyn Zones>>,
}

impl Fuel {
    /// A full one.
    pub(in crate::backend::mapped) fn with(zones: Option<Rc<dyn Zones>>) -> Self {
        Self {
            left: Cell::new(FUEL),
            zones,
        }
    }

    /// Whether too much was asked for.
    pub(in crate::backend::mapped) fn is_spent(&self) -> bool {
        self.left.get() == 0
    }
}

/// The documents that a value may be read from.
#[derive(Clone, Copy)]
pub(in crate::backend::mapped) struct Scope<'a> {
    /// The one at hand.
    pub(in crate::backend::mapped) here: &'a Value,
    /// The whole answer.
    pub(in crate::backend::mapped) document: &'a Value,
    /// The row before its base.
    pub(in crate::backend::mapped) item: &'a Value,
    /// The answer's headers.
    pub(in crate::backend::mapped) headers: &'a Value,
    /// Other answers, by name.
    pub(in crate::backend::mapped) also: &'a Value,
    /// What the request could refer to.
    pub(in crate::backend::mapped) request: &'a Value,
    /// What may still be spent.
    pub(in crate::backend::mapped) fuel: &'a Fuel,
}

impl<'a> Scope<'a> {
    /// One document and nothing else.
    pub(in crate::backend::mapped) fn of(here: &'a Value, fuel: &'a Fuel) -> Self {
        Self {
            here,
            document: here,
            item: here,
            headers: &NOTHING,
            also: &NOTHING,
            request: &NOTHING,
            fuel,
        }
    }

    /// The same with another document at hand.
    pub(in crate::backend::mapped) fn at(self, here: &'a Value) -> Self {
        Self { here, ..self }
    }

    pub(super) fn document(&self, which: In) -> &'a Value {
        match which {
            In::Here => self.here,
            In::Document => self.document,
            In::Item => self.item,
            In::Headers => self.headers,
            In::Also => self.also,
            In::Request => self.request,
        }
    }

    /// Spends; nothing is left when too much was asked for.
    pub(in crate::backend::mapped) fn spend(&self, much: u32) -> Option<()> {
        let left = self.fuel.left.get().checked_sub(much);
        self.fuel.left.set(left.unwrap_or(0));
        left.map(|_| ())
    }

    /// To keep.
    pub(in crate::backend::mapped) fn keep(&self, value: Cow<'_, Value>) -> Option<Value> {
        match value {
            Cow::Owned(value) => Some(value),
            Cow::Borrowed(value) => {
                self.spend(weight(value))?;
                Some(copy(value))
            }
        }
    }
}

/// What may be spent on an answer.
pub(in crate::backend::mapped) fn fuel() -> Fuel {
    Fuel::with(None)
}

/// A copy. (The library's own of a map is nearly a kilobyte of wasm.) As deep as JSON's reader lets a document be.
pub(in crate::backend::mapped) fn copy(value: &Value) -> Value {
    match value {
        Value::Null => Value::Null,
        Value::Bool(it) => Value::Bool(*it),
        Value::Number(number) => Value::Number(number.clone()),
        Value::String(text) => Value::String(text.clone()),
        Value::Array(list) => {
            let mut made = Vec::new();
            for one in list {
                made.push(copy(one));
            }
            Value::Array(made)
        }
        Value::Object(map) => Value::Object(copy_of(map)),
    }
}

/// A copy of a map.
pub(in crate::backend::mapped) fn copy_of(map: &Map<String, Value>) -> Map<String, Value> {
    let mut made = Map::new();
    for (key, value) in map {
        made.insert(key.clone(), copy(value));
    }
    made
}

/// How much a text costs.
pub(super) fn length(text: &str) -> u32 {
    4 + (text.len() >> 2) as u32
}

/// How much a copy costs. As deep as JSON's reader lets a document be, which is 128 levels.
pub(in crate::backend::mapped) fn weight(value: &Value) -> u32 {
    match value {
        Value::Array(list) => list.iter().fold(4, |sum, v| weight(v).saturating_add(sum)),
        // As much as a node of a map, which has places for eleven.
        Value::Object(map) => map.iter().fold(32, |sum, (key, v)| {
            weight(v).saturating_add(length(key)).saturating_add(sum)
        }),
        Value::String(text) => length(text),
        _ => 4,
    }
}
