//! A small map: pairs in a list, sorted by key.
//!
//! The standard library's tree is compiled anew for each pair of types, at some five kilobytes.
//! This is for hundreds of entries; adding one moves those behind it.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::{Map, Value};

use super::json::{FromJson, Node, ToJson, Written};

/// A small map, sorted by key; no key twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table<K, V> {
    pairs: Vec<(K, V)>,
}

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self { pairs: Vec::new() }
    }
}

impl<K: Ord, V> Table<K, V> {
    /// Without entries.
    #[must_use]
    pub const fn new() -> Self {
        Self { pairs: Vec::new() }
    }

    fn place(&self, key: &K) -> Result<usize, usize> {
        self.pairs.binary_search_by(|(own, _)| own.cmp(key))
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &K) -> Option<&V> {
        self.pairs
            .get(self.place(key).ok()?)
            .map(|(_, value)| value)
    }

    /// Sets the value of a key.
    pub fn insert(&mut self, key: K, value: V) {
        match self.place(&key) {
            Ok(at) => {
                if let Some(pair) = self.pairs.get_mut(at) {
                    pair.1 = value;
                }
            }
            Err(at) => self.pairs.insert(at, (key, value)),
        }
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.pairs.clear();
    }

    /// Number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pairs.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// In the order of the keys.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.pairs.iter().map(|(key, value)| (key, value))
    }

    /// In the order of the keys.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.pairs.iter().map(|(_, value)| value)
    }
}

/// Of two values of one key the later holds.
impl<K: Ord, V> FromIterator<(K, V)> for Table<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        let mut table = Self::new();
        for (key, value) in pairs {
            table.insert(key, value);
        }
        table
    }
}

/// What can be a key of a JSON object.
pub trait Key: Ord {
    /// Reads a key; a fault is noted at the place of its object.
    fn read_key(key: &str, object: &Node<'_>) -> Self;
    /// As JSON has it.
    fn as_key(&self) -> &str;
}

impl<K: Key, V: FromJson> FromJson for Table<K, V> {
    fn read(node: &Node<'_>) -> Self {
        let mut table = Self::new();
        for key in node.object().into_iter().flat_map(Map::keys) {
            table.insert(K::read_key(key, node), node.needed(key));
        }
        table
    }
}

impl<K: Key, V: ToJson> ToJson for Table<K, V> {
    fn to_json(&self) -> Value {
        let mut map = Map::new();
        for (key, value) in &self.pairs {
            map.insert(key.as_key().to_owned(), value.to_json());
        }
        Value::Object(map)
    }

    fn is_nothing(&self) -> bool {
        self.pairs.is_empty()
    }

    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.pairs.iter().map(|(k, v)| (k.as_key(), Written(v))))
    }
}

impl<K: Key, V: ToJson> Serialize for Table<K, V> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.write(to)
    }
}

impl<'de, K: Key, V: FromJson> Deserialize<'de> for Table<K, V> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::from_json(&Value::deserialize(from)?).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::Table;

    proptest! {
        #[test]
        fn it_does_what_the_standard_map_does(pairs: Vec<(u8, u16)>, asked: Vec<u8>) {
            let table: Table<u8, u16> = pairs.iter().copied().collect();
            let map: BTreeMap<u8, u16> = pairs.into_iter().collect();
            prop_assert!(table.iter().eq(map.iter()));
            prop_assert!(table.values().eq(map.values()));
            prop_assert_eq!((table.len(), table.is_empty()), (map.len(), map.is_empty()));
            for key in asked {
                prop_assert_eq!(table.get(&key), map.get(&key));
            }
        }
    }
}
