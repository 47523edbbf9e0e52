//! What this page knows of the outbox by heart: all that it has seen and what storage could not take, so that nothing is
//! lost with storage that is emptied or spoiled while a page is open.

use std::cell::RefCell;

use super::entry::Entry;

/// What a page holds, of all accounts.
#[derive(Debug, Default)]
pub struct Held {
    rows: RefCell<Vec<(String, Entry)>>,
    /// The mark that storage bore when this page last looked; another one, or none, says that it was emptied.
    mark: RefCell<Option<String>>,
}

impl Held {
    /// All under a prefix, with their keys.
    pub(super) fn under(&self, space: &str) -> Vec<(String, Entry)> {
        let rows = self.rows.borrow();
        let own = rows.iter().filter(|(key, _)| key.starts_with(space));
        own.cloned().collect()
    }

    /// Whether nothing is held that storage could have lost.
    pub(super) fn is_new(&self) -> bool {
        self.rows.borrow().is_empty() || self.mark.borrow().is_none()
    }

    pub(super) fn get(&self, key: &str) -> Option<Entry> {
        let rows = self.rows.borrow();
        let found = rows.iter().find(|(other, _)| other == key);
        found.map(|(_, entry)| entry.clone())
    }

    /// Whether an account other than that of a space holds such a command.
    pub(super) fn is_elsewhere(&self, space: &str, end: &str) -> bool {
        let rows = self.rows.borrow();
        rows.iter()
            .any(|(key, _)| key.ends_with(end) && !key.starts_with(space))
    }

    pub(super) fn put(&self, key: &str, entry: &Entry) {
        let mut rows = self.rows.borrow_mut();
        match rows.iter_mut().find(|(other, _)| other == key) {
            Some((_, held)) => *held = entry.clone(),
            None => rows.push((key.to_owned(), entry.clone())),
        }
    }

    pub(super) fn remove(&self, key: &str) {
        self.rows.borrow_mut().retain(|(other, _)| other != key);
    }

    /// Whether storage was emptied since this page last looked.
    pub(super) fn was_emptied(&self, mark: Option<&str>) -> bool {
        let last = self.mark.borrow();
        last.is_some() && last.as_deref() != mark
    }

    pub(super) fn saw(&self, mark: Option<String>) {
        self.mark.replace(mark);
    }
}
