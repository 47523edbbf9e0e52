//! Answers kept for reading again: kept now, fresh soon.
//!
//! An entry is an [envelope] under `linju/c/<backend>/<account>/<query>`. What is not understood is no entry, and
//! takes nothing with it: it is set aside until it is written anew or its [room] is needed; an older schema is brought
//! [forward](migrations). Together they never take more than a budget. Where the storage takes nothing even
//! after room was made, an answer is kept in memory for as long as the page is open.
//!
//! Reading, which the first view does, stands here; all else in the modules below, which come after it.

mod envelope;
mod migrations;
mod room;
mod shelf;
#[cfg(test)]
mod tests;
mod told;

use std::{
    cell::{OnceCell, RefCell},
    rc::Rc,
};

use serde_json::Value;

use crate::{
    model::{
        FromJson, Instant, ToJson,
        json::{Found, Parts as _, Standing},
    },
    parts::part,
    port::{KeyValue, KvError, MemoryKv, json_text},
};

use super::whose::{Whose, space};

pub use shelf::AnswerShelf;
pub use told::{Extent, everything};

const PREFIX: &str = "linju/c/";
/// After the query of an answer, and before the number of a piece of it. It stands in no query.
pub const PIECES: &str = "\u{1}";

/// What all answers may take together, in UTF-16 units, keys and values: browsers give some 5 million an origin, and drafts,
/// commands and other apps want their part.
const BUDGET: usize = 2_000_000;

/// Something kept, and since when.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept<T> {
    /// The thing.
    pub data: T,
    /// When the backend said so.
    pub at: Instant,
}

/// Answers kept for one backend and whoever is looking.
pub struct Cache {
    kv: Rc<dyn KeyValue>,
    /// What the storage would not take. (Made when it is needed: what it is made of is no part of the first view.)
    memory: OnceCell<Rc<dyn KeyValue>>,
    backend: String,
    whose: Whose,
    budget: usize,
    /// Keys of entries that were read, which is not written down yet.
    read: RefCell<Vec<String>>,
}

impl Cache {
    /// Of one backend and whoever is looking.
    pub fn new(kv: Rc<dyn KeyValue>, backend: &str, whose: Whose) -> Self {
        Self {
            kv,
            memory: OnceCell::new(),
            backend: backend.to_owned(),
            whose,
            budget: BUDGET,
            read: RefCell::default(),
        }
    }

    /// With another budget, in UTF-16 units.
    #[must_use]
    pub fn with_budget(self, budget: usize) -> Self {
        Self { budget, ..self }
    }

    fn key(&self, query: &str) -> String {
        let mut key = space(PREFIX, &self.backend, &self.whose.account());
        key.push_str(query);
        key
    }

    /// What is kept under the query.
    #[must_use]
    pub fn get<T: FromJson>(&self, query: &str) -> Option<Kept<T>> {
        let mut data = None;
        let at = self.read(query, &mut |found| data = T::from_found(found).ok())?;
        Some(Kept { data: data?, at })
    }

    fn read(&self, query: &str, with: &mut dyn FnMut(Found<'_>)) -> Option<Instant> {
        let key = self.key(query);
        let held = self.memory.get().and_then(|memory| memory.get(&key));
        let text = held.or_else(|| self.kv.get(&key))?;
        self.read.borrow_mut().push(key);
        if let Ok(at @ Some(_)) = read_in_place(&text, with) {
            return at;
        }
        let mut read: Value = serde_json::from_str(&text).ok()?;
        let schema = read.get("v")?.as_u64()?;
        let at = Instant::parse(read.get("at")?.as_str()?)?;
        let data = migrations::forward(schema, read.get_mut("data")?.take())?;
        with(Found::There(&data));
        Some(at)
    }

    /// Keeps an answer.
    ///
    /// # Errors
    /// [`KvError`] when it could not be kept even after making room, or when what lies there is of a newer version of the
    /// app and a day young. Then it is kept in memory.
    pub fn put<T: ToJson>(
        &self,
        query: &str,
        data: &T,
        at: Instant,
        etag: Option<&str>,
    ) -> Result<(), KvError> {
        self.put_text(query, &json_text(&data.to_json()), at, etag)
    }

    /// Keeps an answer that is JSON already.
    ///
    /// # Errors
    /// As [`Cache::put`].
    pub fn put_text(
        &self,
        query: &str,
        data: &str,
        at: Instant,
        etag: Option<&str>,
    ) -> Result<(), KvError> {
        let key = self.key(query);
        let text = envelope::written(at, at, etag, data);
        if let Some(memory) = self.memory.get() {
            memory.remove(&key);
        }
        let kept = self.store(&key, &text, at);
        if kept.is_err() {
            self.hold(&key, &text);
        }
        kept
    }

    /// Keeps it for as long as the page is open.
    fn hold(&self, key: &str, text: &str) {
        let memory = self.memory.get_or_init(|| Rc::new(MemoryKv::default()));
        let held = memory.keys("");
        let held = held.iter().filter_map(|key| memory.peek(key, 0));
        if held.map(|(units, _)| units).sum::<usize>() > self.budget {
            self.let_go();
        }
        let _unbounded = memory.set(key, text);
    }

    /// Forgets what lies under keys that begin so.
    fn remove_all(&self, prefix: &str) {
        for kv in [Some(&self.kv), self.memory.get()].into_iter().flatten() {
            for key in kv.keys(prefix) {
                kv.remove(&key);
            }
        }
    }

    /// Forgets what is kept in memory.
    pub fn let_go(&self) {
        if let Some(memory) = self.memory.get() {
            for key in memory.keys("") {
                memory.remove(&key);
            }
        }
    }

    /// The entity tag (RFC 9110, 8.8.3) that an answer came with.
    #[must_use]
    pub fn etag(&self, query: &str) -> Option<String> {
        let kept: Value = serde_json::from_str(&self.kv.get(&self.key(query))?).ok()?;
        kept.get("etag")?.as_str().map(str::to_owned)
    }

    /// Whether something is kept under the query, readable or not.
    #[must_use]
    pub fn has(&self, query: &str) -> bool {
        self.peek(&self.key(query), 0).is_some()
    }

    /// How long what is kept is, in UTF-16 units, without reading it; 0 where nothing is.
    #[must_use]
    pub fn units(&self, query: &str) -> usize {
        let kept = self.kv.peek(&self.key(query), 0);
        kept.map_or(0, |(units, _)| units)
    }

    /// Forgets one answer. The pieces that it was cut into lie under other queries: see [`Cache::forget_pieces`].
    pub fn forget(&self, query: &str) {
        let key = self.key(query);
        self.kv.remove(&key);
        if let Some(memory) = self.memory.get() {
            memory.remove(&key);
        }
    }

    /// Forgets the pieces that an answer was cut into.
    pub fn forget_pieces(&self, query: &str) {
        self.forget_all(&[query, PIECES].concat());
    }

    /// Forgets all answers to queries that begin so.
    pub fn forget_all(&self, prefix: &str) {
        self.remove_all(&self.key(prefix));
    }

    /// The queries that begin so and are kept.
    pub fn queries(&self, prefix: &str) -> Vec<String> {
        let own = self.key("");
        let keys = self.kv.keys(&self.key(prefix)).into_iter();
        keys.filter_map(|key| Some(key.strip_prefix(&own)?.to_owned()))
            .collect()
    }

    /// Forgets all answers of this backend and account.
    pub fn clear(&self) {
        self.forget_all("");
    }

    /// Forgets all answers of a backend to accounts whose names begin so; with a slash at its end it is one name.
    pub fn forget_accounts(kv: &dyn KeyValue, backend: &str, name: &str) {
        for key in kv.keys(&[PREFIX, backend, "/", name].concat()) {
            kv.remove(&key);
        }
    }
}

part! {
    Pages "pages" "48":
    /// Reads an entry of the schema of now where it stands, in a third of the time that a value of it takes; `None` where it is
    /// none.
    fn read_in_place(text: &str, with: &mut dyn FnMut(Found<'_>)) -> Option<Instant> {
        let entry = Standing::of(text)?;
        let Found::There(schema) = entry.field(0, "v") else {
            return None;
        };
        let (at, data) = (entry.field(0, "at"), entry.field(0, "data"));
        let at = match at {
            Found::Text(at) if schema.as_u64() == Some(migrations::SCHEMA) => Instant::parse(at)?,
            _ => return None,
        };
        with(data);
        Some(at)
    }
}
