//! localStorage and sessionStorage as key-value ports; memory where the browser has none to give.

use web_sys::{DomException, Storage, window};

use crate::{
    parts::part,
    port::{KeyValue, KvError, MemoryKv},
};
use wasm_bindgen::{JsCast as _, JsValue};

use super::late;

/// localStorage, or sessionStorage, behind a probe.
///
/// Where it is missing or blocked everything is kept in memory. Where it is full, so does the
/// single write fail, and what was there stays.
pub struct LocalStorage {
    storage: Option<Storage>,
    memory: MemoryKv,
}

impl LocalStorage {
    /// What is kept for good.
    #[must_use]
    pub fn open() -> Self {
        Self::probed(window().and_then(|w| w.local_storage().ok().flatten()))
    }

    /// What is kept as long as the tab is open.
    #[must_use]
    pub fn of_tab() -> Self {
        Self::probed(window().and_then(|w| w.session_storage().ok().flatten()))
    }

    /// Probes the storage: some browsers have it and refuse each write.
    fn probed(storage: Option<Storage>) -> Self {
        const PROBE: &str = "linju/probe";
        let storage = storage.filter(|storage| {
            match storage.set_item(PROBE, "1") {
                Ok(()) => storage.remove_item(PROBE).is_ok(),
                // Full is no reason to forget what is there.
                Err(error) => refused(&error) == KvError::Full,
            }
        });
        Self {
            storage,
            memory: MemoryKv::default(),
        }
    }
}

/// By the name of the exception: its code and words differ between browsers.
fn refused(error: &JsValue) -> KvError {
    match error
        .dyn_ref::<DomException>()
        .map(DomException::name)
        .as_deref()
    {
        Some("QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED") => KvError::Full,
        _ => KvError::Blocked,
    }
}

impl KeyValue for LocalStorage {
    fn get(&self, key: &str) -> Option<String> {
        match &self.storage {
            Some(storage) => storage.get_item(key).ok().flatten(),
            None => self.memory.get(key),
        }
    }

    fn set(&self, key: &str, value: &str) -> Result<(), KvError> {
        match &self.storage {
            Some(storage) => storage.set_item(key, value).map_err(|e| refused(&e)),
            None => self.memory.set(key, value),
        }
    }

    fn remove(&self, key: &str) {
        match &self.storage {
            Some(storage) => {
                let _gone = storage.remove_item(key);
            }
            None => self.memory.remove(key),
        }
    }

    fn keys(&self, prefix: &str) -> Vec<String> {
        match &self.storage {
            Some(storage) => (0..storage.length().unwrap_or(0))
                .filter_map(|n| storage.key(n).ok().flatten())
                .filter(|key| key.starts_with(prefix))
                .collect(),
            None => self.memory.keys(prefix),
        }
    }

    fn durable(&self) -> bool {
        self.storage.is_some()
    }

    fn peek(&self, key: &str, most: usize) -> Option<(usize, String)> {
        peek(self, key, most).ok()?
    }
}

/// Whether the browser has a storage at all, though it may keep nothing there.
#[must_use]
pub fn has_storage() -> bool {
    // (One that may not be touched is there.)
    window().is_some_and(|window| !matches!(window.local_storage(), Ok(None)))
}

part! {
    Pages "pages" "22":
    /// Counts and cuts where the text lies, in the browser's memory: only what is wanted of it comes into ours.
    fn peek(it: &LocalStorage, key: &str, most: usize) -> Option<(usize, String)> {
        match &it.storage {
            Some(storage) => peeked(storage, key, most),
            None => it.memory.peek(key, most),
        }
    }
}

fn peeked(storage: &Storage, key: &str, most: usize) -> Option<(usize, String)> {
    let window = JsValue::from(window()?);
    // (A property of a text can be asked for only of the object that it is the value of.)
    let text = late::call(storage, "getItem", &key.into())?;
    let text = late::call(&window, "Object", (!text.is_null()).then_some(&text)?)?;
    let units = late::get(&text, "length")?.as_f64()? as usize;
    if most == 0 {
        return Some((units, String::new()));
    }
    let first = ["^[^]{0,", &most.to_string(), "}"].concat();
    let first = late::new(&window, "RegExp", &[&first.into()])?;
    let first = late::get(&late::call(&first, "exec", &text)?, "0")?;
    Some((units, first.as_string()?))
}
