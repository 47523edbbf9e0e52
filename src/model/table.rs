//! A small map: pairs in a list, sorted by key.
//!
//! The standard library's tree is compiled anew for each pair of types, at some five kilobytes.
//! This is for hundreds of entries; adding one moves those behind it.

use core::borrow::Borrow;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::{Map, Value};

use super::json::{FromJson, Node, ToJson, Written, insert};
use super::sort_by;

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

    fn place<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        self.pairs
            .binary_search_by(|(own, _)| own.borrow().cmp(key))
    }

    /// The value of a key.
    #[must_use]
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let at = self.place(key).ok()?;
        self.pairs.get(at).map(|(_, value)| value)
    }

    /// The value of a key, to be changed.
    #[must_use]
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let at = self.place(key).ok()?;
        self.pairs.get_mut(at).map(|(_, value)| value)
    }

    /// Whether there is such a key.
    #[must_use]
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.place(key).is_ok()
    }

    /// Sets the value of a key; answers with the one before.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.place(&key) {
            Ok(at) => {
                let pair = self.pairs.get_mut(at)?;
                Some(core::mem::replace(&mut pair.1, value))
            }
            Err(at) => {
                self.pairs.insert(at, (key, value));
                None
            }
        }
    }

    /// Takes a key and its value out.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let at = self.place(key).ok()?;
        Some(self.pairs.remove(at).1)
    }

    /// Keeps only those.
    pub fn retain(&mut self, mut those: impl FnMut(&K, &V) -> bool) {
        self.pairs.retain(|(key, value)| those(key, value));
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

    /// In order.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.pairs.iter().map(|(key, _)| key)
    }

    /// In the order of the keys.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.pairs.iter().map(|(_, value)| value)
    }
}

/// Of two values of one key the later holds. Sorted once, so fit for many.
impl<K: Ord, V> Extend<(K, V)> for Table<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, pairs: I) {
        self.pairs.extend(pairs);
        sort_by(&mut self.pairs, |a, b| a.0.cmp(&b.0));
        self.pairs.dedup_by(|later, first| {
            let again = later.0 == first.0;
            if again {
                core::mem::swap(&mut later.1, &mut first.1);
            }
            again
        });
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for Table<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        let mut table = Self::new();
        table.extend(pairs);
        table
    }
}

impl<K: Ord, V, const N: usize> From<[(K, V); N]> for Table<K, V> {
    fn from(pairs: [(K, V); N]) -> Self {
        pairs.into_iter().collect()
    }
}

/// What can be a key of a JSON object.
pub trait Key: Ord {
    /// Reads a key; a fault is noted at the place of its object.
    fn read_key(key: &str, object: &Node<'_>) -> Self;
    /// As JSON has it.
    fn as_key(&self) -> &str;
}

impl Key for String {
    fn read_key(key: &str, _object: &Node<'_>) -> Self {
        key.to_owned()
    }

    fn as_key(&self) -> &str {
        self
    }
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
            insert(&mut map, key.as_key(), value.to_json());
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
        fn it_does_what_the_standard_map_does(
            pairs: Vec<(u8, u16)>,
            more: Vec<(u8, u16)>,
            gone: Vec<u8>,
            kept: u8,
        ) {
            let mut table: Table<u8, u16> = pairs.iter().copied().collect();
            let mut map: BTreeMap<u8, u16> = pairs.into_iter().collect();
            for (key, value) in more {
                prop_assert_eq!(table.insert(key, value), map.insert(key, value));
            }
            for key in gone {
                prop_assert_eq!(table.contains_key(&key), map.contains_key(&key));
                prop_assert_eq!(table.get(&key), map.get(&key));
                prop_assert_eq!(table.get_mut(&key), map.get_mut(&key));
                prop_assert_eq!(table.remove(&key), map.remove(&key));
            }
            table.retain(|key, _| *key >= kept);
            map.retain(|key, _| *key >= kept);
            prop_assert!(table.iter().eq(map.iter()));
            prop_assert!(table.keys().eq(map.keys()) && table.values().eq(map.values()));
            prop_assert_eq!((table.len(), table.is_empty()), (map.len(), map.is_empty()));
        }
    }
}
