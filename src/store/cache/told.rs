//! What is told of what is kept: how much it is, and all of it as JSON.

use serde_json::{Map, Value};

use crate::{
    model::json::insert,
    port::{KeyValue, units},
};

use super::{
    super::whose::space,
    Cache, PREFIX,
    envelope::{HEAD, Head, head},
};

/// How much is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Answers kept for this backend and account.
    pub entries: usize,
    /// What they take, keys and values, in UTF-16 units.
    pub units: usize,
    /// What the answers of all backends and accounts on this device take, in UTF-16 units.
    pub all_units: usize,
    /// What they may take.
    pub budget: usize,
    /// Entries of this backend and account that cannot be read; they are not used, and go first when room is needed.
    pub unreadable: usize,
    /// Entries that a newer version of the app has kept here.
    pub newer: usize,
    /// Answers that could not be kept, and live as long as the page.
    pub in_memory: usize,
}

/// So much is read to see whether it can be, in UTF-16 units: of the rest only the beginning and the end. (Nobody
/// waits for a figure.)
const LOOKED_THROUGH: usize = 400_000;

impl Cache {
    /// How much is kept for this backend and account. It looks through all of it: for a page that says so, not for
    /// every frame.
    #[must_use]
    pub fn extent(&self) -> Extent {
        let mut extent = Extent {
            budget: self.budget,
            in_memory: self.memory.get().map_or(0, |m| m.keys(&self.key("")).len()),
            ..Extent::default()
        };
        let own = self.key("");
        for key in self.kv.keys(PREFIX) {
            let Some((length, peeked)) = self.peek(&key, HEAD) else {
                continue;
            };
            let taken = units(&key) + length;
            extent.all_units += taken;
            if !key.starts_with(&own) {
                continue;
            }
            extent.entries += 1;
            extent.units += taken;
            match head(&peeked) {
                Head::Newer(_) => extent.newer += 1,
                Head::Spoilt => extent.unreadable += 1,
                Head::Known { .. } => {
                    let readable = |text: String| match extent.units <= LOOKED_THROUGH {
                        true => serde_json::from_str::<Value>(&text).is_ok(),
                        false => text.ends_with('}'),
                    };
                    let readable = self.kv.get(&key).is_some_and(readable);
                    extent.unreadable += usize::from(!readable);
                }
            }
        }
        extent
    }
}

/// What is kept of each kind for one account at a backend, raw: answers (not as they came from the network), drafts, and what
/// waits in the outbox. Nothing else: no session, and nothing of another app.
#[must_use]
pub fn everything(kv: &dyn KeyValue, backend: &str, account: &str) -> [Value; 3] {
    [PREFIX, "linju/d/", "linju/o/"].map(|kind| all_below(kv, &space(kind, backend, account)))
}

/// All that is kept under keys that begin so, by the rest of its key: as JSON where it is some, else as text.
fn all_below(kv: &dyn KeyValue, prefix: &str) -> Value {
    let mut all = Map::new();
    for key in kv.keys(prefix) {
        let (Some(name), Some(text)) = (key.strip_prefix(prefix), kv.get(&key)) else {
            continue;
        };
        // Said a second time, as it came.
        if prefix.starts_with(PREFIX) && name.starts_with("http/") {
            continue;
        }
        let value = serde_json::from_str(&text).unwrap_or(Value::String(text));
        insert(&mut all, name, value);
    }
    Value::Object(all)
}
