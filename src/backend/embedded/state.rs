//! What the visitor did, kept in the page's storage.

use std::rc::Rc;

use serde_json::Value;

use crate::{
    model::{CommandId, FromJson, Instant, ToJson, Viewer, json::json_object},
    port::{KeyValue, KvError, json_text},
};

const STATE: &str = "linju/embedded/state";
const ANCHOR: &str = "linju/embedded/anchor";
/// After so many seconds the data set's times are counted from a new day.
const ANCHOR_LIFE: i64 = 7 * 86_400;
/// So many commands are remembered, so that one that is sent again changes nothing.
const REMEMBERED: usize = 64;

pub(super) struct State {
    kv: Rc<dyn KeyValue>,
}

impl State {
    pub(super) fn new(kv: Rc<dyn KeyValue>) -> Self {
        Self { kv }
    }

    /// The moment from which the data set's times are counted.
    pub(super) fn anchor(&self, now: Instant) -> Instant {
        let kept = self.kv.get(ANCHOR).as_deref().and_then(Instant::parse);
        match kept {
            Some(anchor) if (0..ANCHOR_LIFE).contains(&now.since(anchor)) => anchor,
            _ => {
                // Not kept means that the next start counts anew: harmless.
                let _unkept = self.kv.set(ANCHOR, &now.to_string());
                now
            }
        }
    }

    fn load(&self) -> Value {
        self.kv
            .get(STATE)
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default()
    }

    pub(super) fn viewer(&self) -> Viewer {
        let kept = self
            .load()
            .get_mut("viewer")
            .map(Value::take)
            .unwrap_or_default();
        Viewer::from_json(&kept).unwrap_or_default()
    }

    /// Whether this command was carried out before.
    pub(super) fn was_done(&self, id: &CommandId) -> bool {
        done(&self.load()).any(|kept| kept == id.as_str())
    }

    /// Keeps what is now so and that it was done, in one write: all or nothing.
    pub(super) fn keep(&self, viewer: &Viewer, id: &CommandId) -> Result<(), KvError> {
        let kept = self.load();
        let mut ids: Vec<&str> = done(&kept).collect();
        ids.push(id.as_str());
        let late = ids
            .get(ids.len().saturating_sub(REMEMBERED)..)
            .unwrap_or_default();
        self.kv.set(
            STATE,
            &json_text(&json_object! { "viewer": viewer.to_json(), "done": late }),
        )
    }
}

fn done(kept: &Value) -> impl Iterator<Item = &str> {
    kept.get("done")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
}
