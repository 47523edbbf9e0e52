//! What this page knows of the outbox by heart: all that it has seen and what storage could not take, so that nothing is
//! lost with storage that is emptied or spoiled while a page is open.
//!
//! With each entry goes the mark that storage bore when it was last seen there. Missing under the same mark it has ended in
//! another page; under another, or none, storage was emptied.

use std::cell::{Cell, RefCell};

use crate::port::KvError;

use super::entry::Entry;

#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) key: String,
    pub(super) entry: Entry,
    mark: Option<String>,
}

impl Row {
    /// Whether storage was emptied since it was seen there.
    pub(super) fn was_emptied(&self, mark: Option<&str>) -> bool {
        self.mark.is_some() && self.mark.as_deref() != mark
    }
}

/// What a page holds, of all accounts.
#[derive(Debug, Default)]
pub struct Held {
    rows: RefCell<Vec<Row>>,
    /// Why storage did not take what it was last given.
    pub(super) why: Cell<Option<KvError>>,
    /// What this page alone holds is being sent: nobody else may learn of it meanwhile.
    pub(super) is_private: Cell<bool>,
}

impl Held {
    /// All under a prefix.
    pub(super) fn under(&self, space: &str) -> Vec<Row> {
        let rows = self.rows.borrow();
        let own = rows.iter().filter(|row| row.key.starts_with(space));
        own.cloned().collect()
    }

    pub(super) fn knows(&self, key: &str) -> bool {
        self.rows.borrow().iter().any(|row| row.key == key)
    }

    /// Whether an account other than that of a space holds such a command.
    pub(super) fn is_elsewhere(&self, space: &str, end: &str) -> bool {
        let rows = self.rows.borrow();
        rows.iter()
            .any(|row| row.key.ends_with(end) && !row.key.starts_with(space))
    }

    /// Holds one, as it was seen under a mark.
    pub(super) fn put(&self, key: &str, entry: &Entry, mark: Option<String>) {
        self.remove(key);
        self.rows.borrow_mut().push(Row {
            key: key.to_owned(),
            entry: entry.clone(),
            mark,
        });
    }

    pub(super) fn remove(&self, key: &str) {
        self.rows.borrow_mut().retain(|row| row.key != key);
    }
}
