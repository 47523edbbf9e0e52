//! One row of a list: found, put in its place, taken off.

use std::sync::Arc;

use super::{List, Row};

impl<T: PartialEq> List<T> {
    /// One of them, where it was read.
    pub fn find(self, id: &str) -> Option<Arc<T>> {
        let found = self.all.try_with_untracked(|all| {
            let mut all = all.iter().flatten();
            let found = all.find(|row| (self.id_of)(&row.it) == id);
            found.map(|row| Arc::clone(&row.it))
        });
        found.flatten()
    }

    /// The page of this one is to be read anew.
    pub(super) fn touch(self, id: &str) {
        let page = self.all.try_with_untracked(|all| {
            let mut all = all.iter().flatten();
            all.find(|row| (self.id_of)(&row.it) == id)
                .map(|row| row.page)
        });
        if let Some(page) = page.flatten() {
            self.touched.try_update_value(|touched| {
                let (first, last) = touched.unwrap_or((page, page));
                *touched = Some((first.min(page), last.max(page)));
            });
        }
    }

    /// What is known of one of them, in its place or first.
    pub fn put(self, it: T) {
        let number = self.number();
        self.all.try_update(|all| {
            let rows = all.get_or_insert_default();
            let id = (self.id_of)(&it);
            let old = rows.iter_mut().find(|old| (self.id_of)(&old.it) == id);
            let key = match &old {
                Some(old) if *old.it == it => return,
                Some(_) => [id, "\n", &number].concat(),
                // What has waited to be put there was drawn under its id.
                None => id.to_owned(),
            };
            let page = old.as_ref().map_or(0, |old| old.page);
            let it = Arc::new(it);
            let row = Row { key, page, it };
            match old {
                Some(old) => *old = row,
                None => rows.insert(0, row),
            }
        });
    }

    /// One of them is not on it any more.
    pub(super) fn take_off(self, id: &str) {
        self.all.try_update(|all| {
            if let Some(all) = all {
                all.retain(|row| (self.id_of)(&row.it) != id);
            }
        });
    }
}
