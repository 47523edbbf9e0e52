//! What members say, each thing once: many say the same, and it is looked through once for all of them.

use super::super::search::{Fold, Sounding, Sounds};

/// A thing that is said.
pub(super) struct Value {
    /// As the first of them wrote it.
    pub text: String,
    /// As it is looked through.
    pub sounding: Sounding,
    /// Which of `a` to `z` it has, or a reading of it.
    pub letters: u32,
    /// Of which of its characters there is one like it: a bit for every so many.
    pub chars: u64,
    /// How many characters it has.
    pub length: usize,
}

/// Things that are said, found by their text.
#[derive(Default)]
pub(super) struct Values {
    pub all: Vec<Value>,
    /// Open addressing, a power of two: the place of a value and one, or nothing.
    slots: Vec<u32>,
}

impl Value {
    pub fn of(fold: &Fold, sounds: &Sounds, names: &[&str]) -> Self {
        let sounding = sounds.of(fold, names.iter().copied());
        Self {
            text: names.first().copied().unwrap_or_default().to_owned(),
            letters: sounds.letters(&sounding),
            chars: chars(&sounding.text),
            length: sounding.text.chars().count(),
            sounding,
        }
    }

    /// The name itself, of a name with a key.
    pub fn first_line(&self) -> &str {
        self.sounding.text.split('\n').next().unwrap_or_default()
    }
}

/// The characters of a text as bits.
pub(super) fn chars(text: &str) -> u64 {
    text.chars().fold(0, |all, c| {
        all | 1 << ((c as u32).wrapping_mul(0x9e37_79b1) >> 26)
    })
}

impl Values {
    /// The place of a value, which is added where it is new.
    pub fn place(&mut self, fold: &Fold, sounds: &Sounds, text: &str) -> u32 {
        if self.all.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hash(text) as usize & mask;
        while let Some(slot) = self.slots.get(at).copied().filter(|slot| *slot != 0) {
            if self
                .all
                .get(slot as usize - 1)
                .is_some_and(|own| own.text == text)
            {
                return slot - 1;
            }
            at = (at + 1) & mask;
        }
        self.all.push(Value::of(fold, sounds, &[text]));
        let place = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = place;
        }
        place - 1
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(64);
        self.slots = vec![0; size];
        for (n, value) in (1..).zip(&self.all) {
            let mut at = hash(&value.text) as usize & (size - 1);
            while self.slots.get(at).is_some_and(|slot| *slot != 0) {
                at = (at + 1) & (size - 1);
            }
            if let Some(slot) = self.slots.get_mut(at) {
                *slot = n;
            }
        }
    }
}

/// FNV-1a.
pub(super) fn hash(text: &str) -> u32 {
    let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    hash ^ hash >> 15
}
