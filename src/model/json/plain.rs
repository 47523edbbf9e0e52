//! Texts, numbers, lists and dates: what records are made of.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::Serializer;
use serde_json::Value;

use super::{FromJson, Node, ToJson, Written};
use crate::model::time::{parse_date, write_date};

/// As it is.
impl FromJson for Value {
    fn read(node: &Node<'_>) -> Self {
        node.value().map(Cow::into_owned).unwrap_or_default()
    }
}

impl ToJson for Value {
    fn to_json(&self) -> Value {
        self.clone()
    }

    fn is_nothing(&self) -> bool {
        self.is_null()
    }
}

impl FromJson for String {
    #[inline(never)]
    fn read(node: &Node<'_>) -> Self {
        node.text().to_owned()
    }
}

impl ToJson for String {
    #[inline(never)]
    fn to_json(&self) -> Value {
        Value::String(self.clone())
    }

    fn is_nothing(&self) -> bool {
        self.is_empty()
    }
}

impl FromJson for bool {
    #[inline(never)]
    fn read(node: &Node<'_>) -> Self {
        node.made().and_then(Value::as_bool).unwrap_or_else(|| {
            node.expected("true or false");
            false
        })
    }
}

impl ToJson for bool {
    fn to_json(&self) -> Value {
        Value::Bool(*self)
    }

    fn is_nothing(&self) -> bool {
        !*self
    }
}

impl FromJson for u32 {
    #[inline(never)]
    fn read(node: &Node<'_>) -> Self {
        node.count(u64::from(Self::MAX)) as Self
    }
}

impl ToJson for u32 {
    fn to_json(&self) -> Value {
        Value::from(*self)
    }
}

impl FromJson for u64 {
    fn read(node: &Node<'_>) -> Self {
        node.count(Self::MAX)
    }
}

impl ToJson for u64 {
    fn to_json(&self) -> Value {
        Value::from(*self)
    }
}

impl FromJson for f64 {
    #[inline(never)]
    fn read(node: &Node<'_>) -> Self {
        node.made().and_then(Value::as_f64).unwrap_or_else(|| {
            node.expected("a number");
            0.0
        })
    }
}

impl ToJson for f64 {
    fn to_json(&self) -> Value {
        Value::from(*self)
    }
}

/// Missing and null are none.
impl<T: FromJson> FromJson for Option<T> {
    fn read(node: &Node<'_>) -> Self {
        (!node.is_null()).then(|| T::read(node))
    }
}

impl<T: ToJson> ToJson for Option<T> {
    fn to_json(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::to_json)
    }

    fn is_nothing(&self) -> bool {
        self.is_none()
    }

    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            None => to.serialize_none(),
            Some(it) => to.serialize_some(&Written(it)),
        }
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn read(node: &Node<'_>) -> Self {
        let mut list = Self::new();
        node.each(&mut |element| list.push(T::read(element)));
        list
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    fn to_json(&self) -> Value {
        let mut list = Vec::with_capacity(self.len());
        for it in self {
            list.push(it.to_json());
        }
        Value::Array(list)
    }

    fn is_nothing(&self) -> bool {
        self.is_empty()
    }

    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.iter().map(Written))
    }
}

/// `2026-11-27`. By hand, since chrono's own way brings its whole format language into the wasm.
impl FromJson for NaiveDate {
    fn read(node: &Node<'_>) -> Self {
        let text = node.text();
        parse_date(text).unwrap_or_else(|| {
            node.is_no(text, "date");
            Self::default()
        })
    }
}

impl ToJson for NaiveDate {
    fn to_json(&self) -> Value {
        Value::String(write_date(*self))
    }
}
