//! Commands that were given and are not yet answered: written down before the first byte is sent, each under a key of
//! its own, so that one write is all or nothing and one unreadable entry harms no other.
//!
//! Never evicted, and taken away only when the service has answered, when the person was told, or by the person. What
//! storage cannot hold is held by the page, and says so ([`Entry::unkept`]). An entry that cannot be read is left where it
//! is and counted. Keys are `linju/o/<backend>/<account>/<number>-<id>`; numbers rise in the order in which commands were given.

mod entry;

use std::rc::Rc;

pub use entry::{Entry, Hold, Stage};

use crate::{
    model::{CommandId, sort_by},
    port::{KeyValue, KvError, MemoryKv},
};

use super::whose::space;

const PREFIX: &str = "linju/o/";

/// The outbox of one account at one backend.
pub struct Outbox {
    kv: Rc<dyn KeyValue>,
    /// What storage cannot hold.
    page: Rc<MemoryKv>,
    space: String,
}

impl Outbox {
    /// Of an account; `page` holds what `kv` cannot, as long as the page is open.
    #[must_use]
    pub fn new(kv: Rc<dyn KeyValue>, page: Rc<MemoryKv>, backend: &str, account: &str) -> Self {
        Self {
            kv,
            page,
            space: space(PREFIX, backend, account),
        }
    }

    /// All accounts of a backend for whom something waits, and how much.
    #[must_use]
    pub fn accounts(kv: &dyn KeyValue, backend: &str) -> Vec<(String, usize)> {
        let start = [PREFIX, backend, "/"].concat();
        let mut found: Vec<(String, usize)> = Vec::new();
        for key in kv.keys(&start) {
            let Some((account, _)) = key
                .strip_prefix(&start)
                .and_then(|rest| rest.split_once('/'))
            else {
                continue;
            };
            match found.iter_mut().find(|(name, _)| name == account) {
                Some((_, count)) => *count = count.saturating_add(1),
                None => found.push((account.to_owned(), 1)),
            }
        }
        found
    }

    /// A name for what only one tab may do at a time with it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.space
    }

    fn key(&self, entry: &Entry) -> String {
        format!("{}{:010}-{}", self.space, entry.number, entry.id)
    }

    /// All that can be read, in the order in which they were given.
    #[must_use]
    pub fn all(&self) -> Vec<Entry> {
        let mut all: Vec<Entry> = Vec::new();
        let held: [(&dyn KeyValue, bool); 2] =
            [(&*self.page, true), (&*self.kv, !self.kv.durable())];
        for (kv, unkept) in held {
            for key in kv.keys(&self.space) {
                let read = kv.get(&key).and_then(|text| Entry::from_text(&text));
                if let Some(mut entry) = read
                    && !all.iter().any(|other| other.id == entry.id)
                {
                    entry.unkept = unkept;
                    all.push(entry);
                }
            }
        }
        sort_by(&mut all, |a, b| {
            a.number.cmp(&b.number).then_with(|| a.id.cmp(&b.id))
        });
        all
    }

    /// One, as it is now.
    #[must_use]
    pub fn get(&self, id: &CommandId) -> Option<Entry> {
        self.all().into_iter().find(|entry| entry.id == *id)
    }

    /// How many entries there are that cannot be read: cut off, or written by a later version of the app.
    #[must_use]
    pub fn unreadable(&self) -> usize {
        let cannot = |key: &String| {
            let text = self.kv.get(key).unwrap_or_default();
            Entry::from_text(&text).is_none()
        };
        self.kv
            .keys(&self.space)
            .iter()
            .filter(|key| cannot(key))
            .count()
    }

    /// The number of the next command.
    #[must_use]
    pub fn next_number(&self) -> u64 {
        let newest = self.all().last().map_or(0, |entry| entry.number);
        newest.saturating_add(1)
    }

    /// Writes one down, or what is new of it. `room` makes room where there is none, once.
    ///
    /// # Errors
    /// [`KvError`] when storage does not hold it. The page does then.
    pub fn put(&self, entry: &Entry, room: &dyn Fn()) -> Result<(), KvError> {
        let (key, text) = (self.key(entry), entry.to_text());
        let mut kept = self.kv.set(&key, &text);
        if kept == Err(KvError::Full) {
            room();
            kept = self.kv.set(&key, &text);
        }
        match kept {
            Ok(()) => self.page.remove(&key),
            Err(_) => self.page.set(&key, &text)?,
        }
        kept
    }

    /// Takes one away.
    pub fn remove(&self, entry: &Entry) {
        let key = self.key(entry);
        self.kv.remove(&key);
        self.page.remove(&key);
    }

    /// Takes all of them away, unreadable ones too.
    pub fn clear(&self) {
        for key in self.kv.keys(&self.space) {
            self.kv.remove(&key);
        }
        for key in self.page.keys(&self.space) {
            self.page.remove(&key);
        }
    }
}
