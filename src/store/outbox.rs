//! Commands that were given and are not yet answered: written down before the first byte is sent, each under a key of
//! its own, so that one write is all or nothing and one unreadable entry harms no other.
//!
//! - Never evicted, and taken away only when the service has answered, when the person was told, or by the person.
//! - What storage cannot hold is held by the page, and says so ([`Entry::unkept`]). A page also knows by heart what it has
//!   seen ([`Held`]): storage that is emptied or spoiled while a page is open loses nothing. What comes back so may have
//!   been sent by another page meanwhile, and counts as such.
//! - An entry that cannot be read is left where it is and counted; so is one of a later version of the app.
//! - What cannot be written leaves what was there before, which never says less than what may have happened.
//! - What is written down has a [seat](crate::port::seat): others can always be told that it is being sent.
//!
//! Keys are `linju/o/<backend>/<account>/<number>-<id>`; numbers rise in the order in which commands were given.
//! `linju/o` is a mark that is there as long as storage was not emptied, by chance unlike any before.

mod entry;
mod held;
mod room;

use std::rc::Rc;

pub use entry::{Entry, Hold, Stage};
pub use held::Held;

use crate::{
    model::{CommandId, Instant, sort_by},
    port::{KeyValue, KvError, Randomness},
};

use super::whose::space;
use entry::Written;
use held::Row;

const PREFIX: &str = "linju/o/";
const MARK: &str = "linju/o";

/// What a page knows by heart, held against storage.
enum Known {
    /// It stands there too.
    There,
    /// Only the page has it.
    Here(Box<Row>),
    /// It has ended.
    Ended(String),
}

/// The outbox of one account at one backend.
pub struct Outbox {
    kv: Rc<dyn KeyValue>,
    held: Rc<Held>,
    random: Rc<dyn Randomness>,
    space: String,
}

impl Outbox {
    /// Of an account; `held` is what the page knows of it, `random` makes marks.
    #[must_use]
    pub fn new(
        kv: Rc<dyn KeyValue>,
        held: Rc<Held>,
        random: Rc<dyn Randomness>,
        backend: &str,
        account: &str,
    ) -> Self {
        Self {
            kv,
            held,
            random,
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

    fn written(&self, key: &str) -> Option<Written> {
        Some(Entry::read(&self.kv.get(key)?))
    }

    fn mark(&self) -> Option<String> {
        self.kv.get(MARK)
    }

    /// All that can be read or that the page knows, in the order in which they were given. What has ended in another page
    /// is known no more; so look whenever another page has changed something (`storage` events).
    #[must_use]
    pub fn all(&self) -> Vec<Entry> {
        let mut all: Vec<Entry> = Vec::new();
        let mark = self.mark();
        for key in self.kv.keys(PREFIX) {
            let is_own = key.starts_with(&self.space);
            if (is_own || self.held.knows(&key))
                && let Some(Written::Entry(entry)) = self.written(&key)
            {
                let mut entry = *entry;
                entry.unkept = !self.kv.durable();
                self.held.put(&key, &entry, mark.clone());
                if is_own {
                    all.push(entry);
                }
            }
        }
        for row in self.held.under(PREFIX) {
            match self.known(row, mark.as_deref()) {
                Known::Here(row) if row.key.starts_with(&self.space) => all.push(row.entry),
                Known::Here(_) | Known::There => {}
                Known::Ended(key) => self.held.remove(&key),
            }
        }
        sort_by(&mut all, |a, b| {
            a.number.cmp(&b.number).then_with(|| a.id.cmp(&b.id))
        });
        all
    }

    /// What a page knows of an entry, held against storage.
    fn known(&self, mut row: Row, mark: Option<&str>) -> Known {
        match self.written(&row.key) {
            Some(Written::Entry(_)) => return Known::There,
            None if row.entry.unkept => {}
            None if row.was_emptied(mark) => row.entry.scatter(),
            Some(Written::Junk) => row.entry.scatter(),
            // It ended in another page, or a later version of the app goes on with it.
            None | Some(Written::Later) => return Known::Ended(row.key),
        }
        Known::Here(Box::new(row))
    }

    /// One, as it is now.
    #[must_use]
    pub fn get(&self, id: &CommandId) -> Option<Entry> {
        self.all().into_iter().find(|entry| entry.id == *id)
    }

    /// Whether the page knows such a command of another account.
    #[must_use]
    pub fn is_anothers(&self, id: &CommandId) -> bool {
        self.held
            .is_elsewhere(&self.space, &["-", id.as_str()].concat())
    }

    /// How many entries there are that cannot be read: cut off, or written by a later version of the app.
    #[must_use]
    pub fn unreadable(&self) -> usize {
        let cannot = |key: &&String| match self.written(key) {
            Some(Written::Junk) => !self.held.knows(key),
            Some(Written::Later) => true,
            Some(Written::Entry(_)) | None => false,
        };
        let keys = self.kv.keys(&self.space);
        keys.iter().filter(cannot).count()
    }

    /// The number of the next command: Unix seconds, or one more than the last. So one that is given after storage was emptied
    /// comes behind those that another page knows by heart.
    #[must_use]
    pub fn next_number(&self, now: Instant) -> u64 {
        let next = self.all().last().map_or(0, |entry| entry.number);
        next.saturating_add(1)
            .max(u64::try_from(now.unix()).unwrap_or_default())
    }

    /// Writes down what only the page knows, of any account, as far as there is room: what storage lost, and what it
    /// could not take.
    pub fn mend(&self, room: &dyn Fn()) {
        if self.held.is_private.get() {
            return;
        }
        let mark = self.mark();
        for row in self.held.under(PREFIX) {
            if let Known::Here(row) = self.known(row, mark.as_deref()) {
                let _unkept = self.keep(&row.key, &row.entry, room);
            }
        }
    }

    /// Writes a new one down. `room` makes room where there is none, once.
    ///
    /// # Errors
    /// [`KvError`] when storage does not hold it. The page does then.
    pub fn put(&self, entry: &Entry, room: &dyn Fn()) -> Result<(), KvError> {
        self.mend(room);
        self.keep(&self.key(entry), entry, room)
    }

    fn keep(&self, key: &str, entry: &Entry, room: &dyn Fn()) -> Result<(), KvError> {
        // The mark first: what stands there without one could not be missed. None that any page has seen, or those that held
        // something else would not notice that it was lost.
        if self.mark().is_none() {
            let _unmarked = self.kv.set(MARK, &self.random.id());
        }
        let kept = match self.take_seat(key) {
            Err(KvError::Full) => {
                room();
                self.take_seat(key)
            }
            taken => taken,
        };
        let kept = kept.and_then(|()| self.write(key, entry, room));
        self.held.why.set(kept.err());
        let mut held = entry.clone();
        held.unkept = kept.is_err() || !self.kv.durable();
        held.scattered &= kept.is_err();
        if held.scattered {
            held.scatter();
        }
        self.held.put(key, &held, self.mark());
        kept
    }

    fn write(&self, key: &str, entry: &Entry, room: &dyn Fn()) -> Result<(), KvError> {
        let text = entry.to_text(self.kv.get(key).as_deref());
        match self.kv.set(key, &text) {
            Err(KvError::Full) => {
                room();
                self.kv.set(key, &text)
            }
            kept => kept,
        }
    }

    /// Writes down what is new of one.
    ///
    /// # Errors
    /// [`KvError`] when it is not written down, and all is as it was; also when it is not there any more.
    pub fn update(&self, entry: &Entry, room: &dyn Fn()) -> Result<(), KvError> {
        let known = self.get(&entry.id).ok_or(KvError::Blocked)?;
        let key = self.key(entry);
        // What is not in storage goes with the page in any case; should it be taken now, then with a mark and a seat.
        match known.unkept || known.scattered {
            true if self.held.is_private.get() => {
                let mut held = entry.clone();
                held.unkept = true;
                self.held.put(&key, &held, self.mark());
            }
            true => {
                let mut entry = entry.clone();
                entry.scattered = known.scattered;
                let _unkept = self.keep(&key, &entry, room);
            }
            false => {
                self.write(&key, entry, room)?;
                self.held.put(&key, entry, self.mark());
            }
        }
        Ok(())
    }

    /// Takes one away.
    pub fn remove(&self, entry: &Entry) {
        let key = self.key(entry);
        self.kv.remove(&key);
        self.held.remove(&key);
    }

    /// Takes all of them away, unreadable ones too.
    pub fn clear(&self) {
        for key in self.kv.keys(&self.space) {
            self.kv.remove(&key);
        }
        self.leave_seat();
        for row in self.held.under(&self.space) {
            self.held.remove(&row.key);
        }
    }
}

#[cfg(test)]
mod tests;
