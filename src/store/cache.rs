//! Answers kept for reading again: kept now, fresh soon.
//!
//! An entry is an envelope `{"v":1,"at":…,"etag":…,"data":…}` under
//! `linju/c/<backend>/<account>/<query>`. A version that is not understood, or text that does not
//! parse, is no entry. Where there is no room, the older half is dropped and the entry kept then.

use std::rc::Rc;

use serde_json::Value;

use crate::{
    model::{FromJson, Instant, ToJson, json::json_object, sort_by},
    port::{KeyValue, KvError, json_text},
};

use super::whose::{Whose, space};

const PREFIX: &str = "linju/c/";
const VERSION: u64 = 1;

/// Something kept, and since when.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept<T> {
    /// The thing.
    pub data: T,
    /// When the backend said so.
    pub at: Instant,
    /// The entity tag that it came with.
    pub etag: Option<String>,
}

/// Answers kept for one backend and whoever is looking.
pub struct Cache {
    kv: Rc<dyn KeyValue>,
    backend: String,
    whose: Whose,
}

impl Cache {
    /// Of one backend and whoever is looking.
    pub fn new(kv: Rc<dyn KeyValue>, backend: &str, whose: Whose) -> Self {
        Self {
            kv,
            backend: backend.to_owned(),
            whose,
        }
    }

    fn key(&self, query: &str) -> String {
        let mut key = space(PREFIX, &self.backend, &self.whose.account());
        key.push_str(query);
        key
    }

    /// What is kept under the query.
    #[must_use]
    pub fn get<T: FromJson>(&self, query: &str) -> Option<Kept<T>> {
        let (data, at, etag) = self.envelope(query)?;
        Some(Kept {
            data: T::from_json(&data).ok()?,
            at,
            etag,
        })
    }

    fn envelope(&self, query: &str) -> Option<(Value, Instant, Option<String>)> {
        let text = self.kv.get(&self.key(query))?;
        let mut read: Value = serde_json::from_str(&text).ok()?;
        if read.get("v")?.as_u64()? != VERSION {
            return None;
        }
        let at = Instant::parse(read.get("at")?.as_str()?)?;
        let etag = read.get("etag").and_then(Value::as_str).map(str::to_owned);
        Some((read.get_mut("data")?.take(), at, etag))
    }

    /// Keeps an answer.
    ///
    /// # Errors
    /// [`KvError`] when it could not be kept even after making room.
    pub fn put<T: ToJson>(
        &self,
        query: &str,
        data: &T,
        at: Instant,
        etag: Option<&str>,
    ) -> Result<(), KvError> {
        self.put_value(query, data.to_json(), at, etag)
    }

    fn put_value(
        &self,
        query: &str,
        data: Value,
        at: Instant,
        etag: Option<&str>,
    ) -> Result<(), KvError> {
        let key = self.key(query);
        let text = json_object! { "v": VERSION, "at": at.to_string(), "etag": etag, "data": data };
        let text = json_text(&text);
        match self.kv.set(&key, &text) {
            Err(KvError::Full) => {
                self.make_room();
                self.kv.set(&key, &text)
            }
            other => other,
        }
    }

    /// Forgets one answer.
    pub fn forget(&self, query: &str) {
        self.kv.remove(&self.key(query));
    }

    /// Forgets all answers to queries that begin so.
    pub fn forget_all(&self, prefix: &str) {
        for key in self.kv.keys(&self.key(prefix)) {
            self.kv.remove(&key);
        }
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

    /// Entries and UTF-16 units kept for this backend and account.
    #[must_use]
    pub fn extent(&self) -> (usize, usize) {
        let keys = self.kv.keys(&self.key(""));
        let units = keys
            .iter()
            .filter_map(|k| Some(k.len() + self.kv.get(k)?.encode_utf16().count()))
            .sum();
        (keys.len(), units)
    }

    /// Drops the older half of all answers, of whichever backend or account.
    pub fn make_room(&self) {
        let mut all: Vec<(i64, String)> = self
            .kv
            .keys(PREFIX)
            .into_iter()
            .map(|key| {
                let at = self
                    .kv
                    .get(&key)
                    .and_then(|text| serde_json::from_str::<Value>(&text).ok())
                    .and_then(|kept| Instant::parse(kept.get("at")?.as_str()?))
                    .map_or(0, Instant::unix);
                (at, key)
            })
            .collect();
        sort_by(&mut all, Ord::cmp);
        let half = all.len().div_ceil(2);
        for (_, key) in all.into_iter().take(half) {
            self.kv.remove(&key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::port::MemoryKv;

    fn cache(kv: &Rc<MemoryKv>, account: &str) -> Cache {
        Cache::new(kv.clone(), "b", Whose::new(account))
    }

    #[test]
    fn what_was_put_is_kept_for_its_account_only() {
        let kv = Rc::new(MemoryKv::default());
        let at = Instant::from_unix(1_800_000_000);
        cache(&kv, "a")
            .put("q", &vec![1_u32, 2], at, Some("\"e\""))
            .unwrap();
        let kept = cache(&kv, "a").get::<Vec<u32>>("q").unwrap();
        assert_eq!(
            (kept.data, kept.at, kept.etag.as_deref()),
            (vec![1, 2], at, Some("\"e\""))
        );
        assert!(cache(&kv, "other").get::<Vec<u32>>("q").is_none());
    }

    #[test]
    fn what_cannot_be_read_is_no_entry() {
        for text in [
            "",
            "{",
            "[]",
            r#"{"v":2,"at":"2026-01-01T00:00:00Z","data":1}"#,
            "null",
        ] {
            let kv = Rc::new(MemoryKv::default());
            kv.set("linju/c/b/a/q", text).unwrap();
            assert!(cache(&kv, "a").get::<u32>("q").is_none(), "{text}");
        }
    }

    #[test]
    fn a_full_storage_gives_up_the_oldest_first_and_never_a_draft() {
        let kv = Rc::new(MemoryKv::with_room(600));
        kv.set("linju/d/form", "what somebody typed").unwrap();
        let cache = cache(&kv, "a");
        for n in 0..20 {
            let at = Instant::from_unix(1_800_000_000 + n);
            cache
                .put(&format!("q{n}"), &"x".repeat(40), at, None)
                .unwrap();
        }
        assert!(cache.get::<String>("q19").is_some());
        assert!(cache.get::<String>("q0").is_none());
        assert_eq!(
            kv.get("linju/d/form").as_deref(),
            Some("what somebody typed")
        );
    }

    #[test]
    fn what_has_no_room_at_all_says_so() {
        let kv = Rc::new(MemoryKv::with_room(50));
        let put = cache(&kv, "a").put("q", &"x".repeat(100), Instant::from_unix(0), None);
        assert_eq!(put, Err(KvError::Full));
    }
}
