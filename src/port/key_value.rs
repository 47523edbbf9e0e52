//! Text kept by key.

use std::cell::RefCell;

use crate::model::Table;

/// Why something was not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KvError {
    /// No room; what was there under the key is there still.
    #[error("no room left")]
    Full,
    /// Storage is missing or blocked.
    #[error("storage is missing or blocked")]
    Blocked,
}

/// Text kept by key. All calls are synchronous, as localStorage is.
pub trait KeyValue {
    /// What is kept under the key.
    fn get(&self, key: &str) -> Option<String>;
    /// Keeps it; on an error nothing has changed.
    ///
    /// # Errors
    /// [`KvError::Full`] and [`KvError::Blocked`].
    fn set(&self, key: &str, value: &str) -> Result<(), KvError>;
    /// Forgets it.
    fn remove(&self, key: &str);
    /// All keys that begin with the prefix.
    fn keys(&self, prefix: &str) -> Vec<String>;
    /// Whether what is kept survives the page.
    fn durable(&self) -> bool;
    /// How many UTF-16 units are kept under the key, and the first `most` of them: without a copy of the rest, where the
    /// storage can.
    fn peek(&self, key: &str, most: usize) -> Option<(usize, String)> {
        let text = self.get(key)?;
        let mut left = most;
        let fits = |c: &char| {
            let (rest, over) = left.overflowing_sub(c.len_utf16());
            left = rest;
            !over
        };
        let head = text.chars().take_while(fits).collect();
        Some((units(&text), head))
    }
}

/// Keeps in memory: for tests, and where the browser keeps nothing. Nothing survives the page.
#[derive(Debug, Default)]
pub struct MemoryKv {
    rows: RefCell<Table<String, String>>,
    room: Option<usize>,
}

impl MemoryKv {
    /// With room for so many UTF-16 units, keys counted too, as browsers count.
    #[must_use]
    pub fn with_room(units: usize) -> Self {
        Self {
            rows: RefCell::default(),
            room: Some(units),
        }
    }
}

/// UTF-16 units, as storage counts.
#[must_use]
pub fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

impl KeyValue for MemoryKv {
    fn get(&self, key: &str) -> Option<String> {
        self.rows.borrow().get(key).cloned()
    }

    fn set(&self, key: &str, value: &str) -> Result<(), KvError> {
        let mut rows = self.rows.borrow_mut();
        if let Some(room) = self.room {
            let others: usize = rows
                .iter()
                .filter(|(k, _)| *k != key)
                .map(|(k, v)| units(k) + units(v))
                .sum();
            if others + units(key) + units(value) > room {
                return Err(KvError::Full);
            }
        }
        rows.insert(key.to_owned(), value.to_owned());
        Ok(())
    }

    fn remove(&self, key: &str) {
        self.rows.borrow_mut().remove(key);
    }

    fn keys(&self, prefix: &str) -> Vec<String> {
        self.rows
            .borrow()
            .keys()
            .filter(|k| k.starts_with(prefix))
            .cloned()
            .collect()
    }

    fn durable(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_peek_counts_in_utf16_units_and_cuts_no_character() {
        let kv = MemoryKv::default();
        kv.set("k", "a邻🌿b").unwrap();
        for (most, head) in [
            (0, ""),
            (1, "a"),
            (2, "a邻"),
            (3, "a邻"),
            (4, "a邻🌿"),
            (9, "a邻🌿b"),
        ] {
            assert_eq!(kv.peek("k", most), Some((5, head.to_owned())), "{most}");
        }
        assert_eq!(kv.peek("none", 9), None);
    }
}
