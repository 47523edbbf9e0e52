//! What the visitor did, kept in the page's storage.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use crate::{
    model::{CommandId, Instant, Outcome, Viewer},
    port::{KeyValue, KvError},
};

const STATE: &str = "linju/embedded/state";
const ANCHOR: &str = "linju/embedded/anchor";
/// After so many seconds the data set's times are counted from a new day.
const ANCHOR_LIFE: i64 = 7 * 86_400;
/// So many outcomes are remembered, so that a command sent again changes nothing.
const OUTCOMES: usize = 32;

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Kept {
    viewer: Viewer,
    #[serde(default)]
    outcomes: Vec<(CommandId, Outcome)>,
}

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

    fn load(&self) -> Kept {
        self.kv
            .get(STATE)
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default()
    }

    pub(super) fn viewer(&self) -> Viewer {
        self.load().viewer
    }

    pub(super) fn outcome_of(&self, id: &CommandId) -> Option<Outcome> {
        self.load()
            .outcomes
            .into_iter()
            .find(|(kept, _)| kept == id)
            .map(|(_, outcome)| outcome)
    }

    /// Keeps both in one write: all or nothing.
    pub(super) fn keep(
        &self,
        viewer: &Viewer,
        id: &CommandId,
        outcome: &Outcome,
    ) -> Result<(), KvError> {
        let mut kept = self.load();
        kept.viewer = viewer.clone();
        kept.outcomes.push((id.clone(), outcome.clone()));
        let extra = kept.outcomes.len().saturating_sub(OUTCOMES);
        kept.outcomes.drain(..extra);
        let text = serde_json::to_string(&kept).map_err(|_| KvError::Blocked)?;
        self.kv.set(STATE, &text)
    }
}
