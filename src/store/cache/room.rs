//! How much is kept, and what goes first.
//!
//! Answers of all backends and accounts together never take more than the budget, keys and values, in UTF-16 units. It is
//! counted anew from the storage before each write, since other tabs write too. What goes first: what cannot be read,
//! what a newer version of the app has kept, what was read at a moment that is still to come (the clock went back), then what was
//! read longest ago. Nothing but answers is ever touched.

use crate::{
    model::{Instant, sort_by},
    port::{KvError, units},
};

use super::{
    Cache, PREFIX,
    envelope::{HEAD, Head, head, read_at},
};

/// So often it is written down that an entry was read, in seconds.
const USED_AGAIN: i64 = 3_600;
/// What a newer version of the app has kept is left to it for so long, in seconds: one that is open beside this one renews it.
const NEWER_LIFE: i64 = 86_400;

/// An entry, and the units that it takes.
struct Row {
    key: String,
    units: usize,
}

impl Cache {
    /// How much is under a key, and its beginning. A storage whose quick way to tell has not come yet gives all of it.
    pub(super) fn peek(&self, key: &str, most: usize) -> Option<(usize, String)> {
        let whole = || {
            let text = self.kv.get(key)?;
            Some((units(&text), text))
        };
        self.kv.peek(key, most).or_else(whole)
    }

    /// All answers but that of one key.
    fn rows(&self, but: &str) -> Vec<Row> {
        let mut keys = self.kv.keys(PREFIX);
        keys.retain(|key| key != but);
        let row = |key: String| {
            let units = units(&key) + self.peek(&key, 0).map_or(0, |(units, _)| units);
            Row { key, units }
        };
        keys.into_iter().map(row).collect()
    }

    /// When an entry goes: the least first.
    fn rank(&self, key: &str, now: Option<Instant>) -> (u8, i64) {
        let peeked = self.peek(key, HEAD);
        match peeked.map_or(Head::Spoilt, |(_, text)| head(&text)) {
            Head::Spoilt => (0, 0),
            Head::Newer(at) => (1, at.map_or(0, Instant::unix)),
            Head::Known { used, .. } if now.is_some_and(|now| used > now) => (2, used.unix()),
            Head::Known { used, .. } => (3, used.unix()),
        }
    }

    /// Drops of these what goes first, until so many units are free.
    fn free(&self, rows: Vec<Row>, wanted: usize, now: Option<Instant>) {
        let mut ranked: Vec<((u8, i64), Row)> = rows
            .into_iter()
            .map(|row| (self.rank(&row.key, now), row))
            .collect();
        sort_by(&mut ranked, |a, b| a.0.cmp(&b.0));
        let mut freed = 0;
        for (_, row) in ranked {
            if freed >= wanted {
                break;
            }
            self.kv.remove(&row.key);
            freed += row.units;
        }
    }

    /// Keeps a text under a key: what was read longest ago makes room.
    pub(super) fn store(&self, key: &str, text: &str, now: Instant) -> Result<(), KvError> {
        let wanted = units(key) + units(text);
        if wanted > self.budget {
            return Err(KvError::Full);
        }
        let peeked = self.peek(key, HEAD).map(|(_, text)| head(&text));
        if let Some(Head::Newer(Some(at))) = peeked
            && (0..NEWER_LIFE).contains(&now.since(at))
        {
            return Err(KvError::Blocked);
        }
        let rows = self.rows(key);
        let others: usize = rows.iter().map(|row| row.units).sum();
        if others + wanted > self.budget {
            self.free(rows, others + wanted - self.budget, Some(now));
        }
        match self.kv.set(key, text) {
            Err(KvError::Full) => {
                self.free(self.rows(key), wanted, Some(now));
                self.kv.set(key, text)
            }
            other => other,
        }
    }

    /// Drops the half of all answers that was read longest ago, of whichever backend or account.
    pub fn make_room(&self) {
        let rows = self.rows("");
        let all: usize = rows.iter().map(|row| row.units).sum();
        self.free(rows, all.div_ceil(2), None);
    }

    /// Writes down what was read since the last time: at most once an hour for an entry. It may be called seldom, and is
    /// best called when nobody waits.
    pub fn note_use(&self, now: Instant) {
        for key in self.read.take() {
            let Some((_, peeked)) = self.peek(&key, HEAD) else {
                continue;
            };
            let Head::Known { used, .. } = head(&peeked) else {
                continue;
            };
            if (0..USED_AGAIN).contains(&now.since(used)) {
                continue;
            }
            let text = self.kv.get(&key);
            if let Some(text) = text.and_then(|text| read_at(&text, now)) {
                // Where there is no room it is only the first to go.
                let _as_before = self.store(&key, &text, now);
            }
        }
    }
}
