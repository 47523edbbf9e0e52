//! What *Me* tells of what is kept, and does with it.

use serde_json::Value;

use crate::{
    backend::{BackendError, Persona},
    model::{Instant, json::json_object},
    port::json_text,
    store::{Extent, everything},
};

use super::Data;

/// How much is kept.
pub type KeptExtent = Extent;

impl Data {
    /// Answers kept for reading again: how many, and UTF-16 units; and drafts.
    #[must_use]
    pub fn extent(&self) -> (usize, usize, usize) {
        let kept = self.kept_extent();
        (kept.entries, kept.units, self.draft_count())
    }

    /// How much is kept for reading again, what of it cannot be read, and what could not be kept. It looks through all of
    /// it: for a page that says so.
    #[must_use]
    pub fn kept_extent(&self) -> KeptExtent {
        self.cache.extent()
    }

    /// So many drafts wait to be sent.
    #[must_use]
    pub fn draft_count(&self) -> usize {
        self.drafts.count()
    }

    /// Which part somebody plays who tries all sides; `None` where others are concerned.
    #[must_use]
    pub fn plays(&self) -> Option<Persona> {
        Some(self.backend.rest_now()?.stage()?.plays())
    }

    /// Plays another part. What was kept for reading again was told to the one before, and goes.
    ///
    /// # Errors
    /// [`BackendError`]: it is as before.
    pub fn play(&self, persona: Persona) -> Result<(), BackendError> {
        let rest = self.backend.rest_now().ok_or(BackendError::NotOffered)?;
        rest.stage()
            .ok_or(BackendError::NotOffered)?
            .play(persona)?;
        self.clear_kept();
        Ok(())
    }

    /// Forgets answers kept for reading again. What a person entered stays.
    pub fn clear_kept(&self) {
        self.unwritten.clear();
        self.cache.clear();
        // It is nowhere now, and so nothing of it is young.
        self.note_change();
    }

    /// All that is kept for who is looking, as JSON: answers, drafts, and commands that wait to be sent. What somebody
    /// signed in with is not among it.
    #[must_use]
    pub fn export_kept(&self) -> String {
        self.settle();
        let (service, account) = (self.backend.name(), self.whose.account());
        let [answers, drafts, outbox] = everything(&*self.ports.kv, service, &account);
        json_text(&json_object! {
            "app": "linju",
            "service": service,
            "account": account,
            "at": Instant::to_string(&self.now()),
            "answers": answers,
            "drafts": drafts,
            "outbox": outbox,
            "settings": self.settings_value(),
        })
    }

    fn settings_value(&self) -> Value {
        use crate::model::ToJson as _;
        self.settings().to_json()
    }
}
