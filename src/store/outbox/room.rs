//! Room for others to be told that something is being sent, where storage is full and the browser has no locks: what is
//! written down has a seat for a lease beside it, so that what nobody can be told of is known to nobody either.

use crate::port::{KvError, seat};

use super::Outbox;

impl Outbox {
    /// While this is on, what only this page holds is written down nowhere: it is being sent, and others could not be told.
    pub fn keep_private(&self, on: bool) {
        self.held.is_private.set(on);
    }

    /// Why storage does not hold what only the page does.
    #[must_use]
    pub fn why_unkept(&self) -> KvError {
        self.held.why.get().unwrap_or(KvError::Blocked)
    }

    /// Room for others to be told that what lies beside a key is being sent.
    pub(super) fn take_seat(&self, key: &str) -> Result<(), KvError> {
        let space = key.rfind('/').and_then(|end| key.get(..=end));
        let (place, free) = seat(space.unwrap_or(key));
        match self.kv.get(&place) {
            Some(_) => Ok(()),
            None => self.kv.set(&place, free),
        }
    }

    /// Nothing waits: no room is needed.
    pub fn leave_seat(&self) {
        let (place, free) = seat(&self.space);
        if self.kv.keys(&self.space).is_empty() && self.kv.get(&place).as_deref() == Some(free) {
            self.kv.remove(&place);
        }
    }
}
