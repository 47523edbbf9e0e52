//! How pages become a list: what has come is laid over what was there, by ids, so that a long list costs no more a row than a
//! short one. What is as it was keeps its key, and so what was drawn of it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Something on a list, under a key that is another when it has changed.
pub(in crate::pages) struct Row<T> {
    pub key: String,
    /// On which page it came, counted from zero.
    pub page: usize,
    pub it: Arc<T>,
}

impl<T> PartialEq for Row<T> {
    /// A key says all that is seen.
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl<T> Clone for Row<T> {
    fn clone(&self) -> Self {
        Self {
            key: self.key.clone(),
            page: self.page,
            it: Arc::clone(&self.it),
        }
    }
}

/// Pages that are read one after the other.
pub(super) struct Round<T> {
    /// Which is the first of them.
    pub from: usize,
    /// How many are still to come, at most.
    left: usize,
    /// What the pages that have come were asked for with.
    pub cursors: Vec<Option<String>>,
    fresh: Vec<Row<T>>,
    ids: BTreeSet<String>,
    /// What was there when it began.
    known: BTreeMap<String, Row<T>>,
    /// How many rows were shown of it last.
    shown: usize,
}

/// What is to be done after a page.
pub(super) struct Taken<T> {
    /// What is seen from now on; nothing new where there is none.
    pub shown: Option<Vec<Row<T>>>,
    /// Nothing more is asked for.
    pub ends: bool,
}

impl<T: PartialEq> Round<T> {
    /// Reads so many pages from one on, over what is there.
    pub fn new(from: usize, left: usize, old: &[Row<T>], id_of: fn(&T) -> &str) -> Self {
        let known = |row: &Row<T>| (id_of(&row.it).to_owned(), row.clone());
        Self {
            from,
            left,
            cursors: Vec::new(),
            fresh: Vec::new(),
            ids: BTreeSet::new(),
            known: old.iter().map(known).collect(),
            shown: old.len(),
        }
    }

    /// How many pages have come, with those before.
    pub fn reached(&self) -> usize {
        self.from.saturating_add(self.cursors.len())
    }

    /// A page has come. `was` is how many were read before (without an end where all were), `number` gives the number of a change.
    pub fn take(
        &mut self,
        (cursor, items, is_last): (Option<String>, Vec<T>, bool),
        was: usize,
        all: &[Row<T>],
        id_of: fn(&T) -> &str,
        number: impl Fn() -> String,
    ) -> Taken<T> {
        let page = self.reached();
        self.cursors.push(cursor);
        self.left = self.left.saturating_sub(1);
        // Whatever came in from the front has pushed others on to the next page.
        let mut pushes = false;
        for it in items {
            let id = id_of(&it).to_owned();
            let known = self.known.get(&id);
            pushes |= known.is_none_or(|row| row.page < page);
            let row = match known {
                Some(same) if *same.it == it => Row {
                    page,
                    ..same.clone()
                },
                _ => Row {
                    key: [&id, "\n", &number()].concat(),
                    page,
                    it: Arc::new(it),
                },
            };
            if self.ids.insert(id) {
                self.fresh.push(row);
            }
        }
        let ends = is_last || (self.left == 0 && !(pushes && self.reached() < was));
        // A list that grows is shown whenever it is twice as long; one that is there stays until all has come.
        let grows = self.fresh.len() >= self.shown.saturating_mul(2);
        let shown = (ends || grows).then(|| self.laid_over(all, id_of, is_last));
        if let Some(shown) = &shown {
            self.shown = shown.len();
        }
        Taken { shown, ends }
    }

    /// What has come in the place of what was there.
    pub fn laid_over(&self, all: &[Row<T>], id_of: fn(&T) -> &str, is_last: bool) -> Vec<Row<T>> {
        let reached = self.reached();
        let stays = |row: &&Row<T>| !self.ids.contains(id_of(&row.it));
        let before = all.iter().filter(|row| row.page < self.from).filter(stays);
        let mut shown: Vec<Row<T>> = before.cloned().collect();
        shown.extend(self.fresh.iter().cloned());
        if !is_last {
            let behind = all.iter().filter(|row| row.page >= reached).filter(stays);
            shown.extend(behind.cloned());
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    fn id_of(it: &(String, u32)) -> &str {
        &it.0
    }

    /// Pages of two; what is shown after each of `calls` (from, pages) on lists as they are then.
    fn read(lists: &[(&str, usize, usize)]) -> Vec<String> {
        let (mut all, mut was, count) = (Vec::new(), 0, Cell::new(0));
        let number = || {
            count.set(count.get() + 1);
            count.get().to_string()
        };
        let mut seen = Vec::new();
        for (list, from, left) in lists {
            let rows: Vec<(String, u32)> = list.chars().map(|c| (c.to_string(), 0)).collect();
            let mut round = Round::new(*from, *left, &all, id_of);
            loop {
                let page = round.reached();
                let items: Vec<_> = rows.iter().skip(page * 2).take(2).cloned().collect();
                let is_last = rows.len() <= page * 2 + 2;
                let taken = round.take((None, items, is_last), was, &all, id_of, number);
                if let Some(shown) = taken.shown {
                    all = shown;
                }
                if taken.ends {
                    was = if is_last { usize::MAX } else { round.reached() };
                    break;
                }
            }
            seen.push(all.iter().map(|row| row.it.0.as_str()).collect());
        }
        seen
    }

    #[test]
    fn a_page_that_was_read_again_lies_over_what_was_there() {
        let check = |calls: &[(&str, usize, usize)], expected: &str| {
            assert_eq!(read(calls).pop().as_deref(), Some(expected), "{calls:?}");
        };
        let all = ("abcdef", 0, usize::MAX);
        check(&[all], "abcdef");
        // Somebody left page 1; whoever came up in their place stands there once.
        check(&[all, ("abdef", 1, 1)], "abdef");
        check(&[all, ("bcdef", 0, 1)], "bcdef");
        // Somebody came to the front: nobody is pushed out of the list.
        check(&[all, ("xabcdef", 0, 1)], "xabcdef");
        // Nothing has changed.
        check(&[all, ("abcdef", 0, 1)], "abcdef");
        // The end has come nearer.
        check(&[all, ("ab", 0, 1)], "ab");
        check(&[("abcdef", 0, 1), ("abcdef", 1, 1)], "abcd");
    }

    #[test]
    fn what_is_as_it_was_keeps_its_key_and_a_long_list_is_shown_seldom() {
        let rows = |from: u32| (from..from + 50).map(|n| (n.to_string(), 0)).collect();
        let number = || "n".to_owned();
        let mut round = Round::new(0, usize::MAX, &[], id_of);
        let (mut all, mut shown) = (Vec::new(), 0);
        for page in 0..100 {
            let taken = round.take((None, rows(page * 50), page == 99), 0, &all, id_of, number);
            if let Some(now) = taken.shown {
                all = now;
                shown += 1;
            }
        }
        assert_eq!((all.len(), shown), (5000, 8));
        let keys: Vec<String> = all.iter().map(|row| row.key.clone()).collect();
        let other = || "other".to_owned();
        let mut again = Round::new(0, 1, &all, id_of);
        let taken = again.take((None, rows(0), false), 100, &all, id_of, other);
        assert!(taken.ends);
        let now: Vec<String> = taken.shown.into_iter().flatten().map(|r| r.key).collect();
        assert_eq!(now, keys);
    }
}
