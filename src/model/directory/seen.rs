//! Who was told of already, by their ids.

use std::sync::Arc;

use super::super::{Member, MemberId};
use super::values::hash;

/// The places of members by their ids: open addressing, a power of two; a place and one, or nothing.
#[derive(Default)]
pub struct Seen {
    slots: Vec<u32>,
    noted: usize,
}

impl Seen {
    /// Of all of these.
    #[must_use]
    pub fn of(members: &[Arc<Member>]) -> Self {
        let mut it = Self::default();
        it.grow(members);
        it
    }

    /// The place of somebody among `members`, who are all noted.
    #[must_use]
    pub fn place(&self, members: &[Arc<Member>], id: &MemberId) -> Option<usize> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = hash(&id.0) as usize & mask;
        loop {
            let place = self.slots.get(at)?.checked_sub(1)? as usize;
            if members.get(place).is_some_and(|own| own.id == *id) {
                return Some(place);
            }
            at = (at + 1) & mask;
        }
    }

    /// Notes whoever has come behind those that are noted.
    pub fn note(&mut self, members: &[Arc<Member>]) {
        if members.len() * 2 >= self.slots.len() {
            return self.grow(members);
        }
        for member in members.iter().skip(self.noted) {
            self.noted += 1;
            let mask = self.slots.len() - 1;
            let mut at = hash(&member.id.0) as usize & mask;
            while self.slots.get(at).is_some_and(|slot| *slot != 0) {
                at = (at + 1) & mask;
            }
            if let Some(slot) = self.slots.get_mut(at) {
                *slot = u32::try_from(self.noted).unwrap_or(u32::MAX);
            }
        }
    }

    fn grow(&mut self, members: &[Arc<Member>]) {
        self.slots = vec![0; (members.len() * 4).next_power_of_two().max(64)];
        self.noted = 0;
        self.note(members);
    }
}
