//! What is said about an application.

use super::{Application, Word, transition::faultless};
use crate::model::{FaultKind, FieldFault, Instant, Refusal, review::said};

/// Most words that are kept of what is said about an application.
const TALK_MAX: usize = 50;

impl Application {
    /// Whether there is room for one more word.
    #[must_use]
    pub fn may_say(&self) -> bool {
        self.talk.len() < TALK_MAX
    }

    /// With one more word of somebody; of the applicant where the name is empty.
    pub(in crate::model) fn with_word(
        &self,
        by: &str,
        text: &str,
        now: Instant,
    ) -> Result<Self, Refusal> {
        let text = said("text", text, crate::model::REASON_MAX)?;
        if !self.may_say() {
            let most = u32::try_from(TALK_MAX).unwrap_or(u32::MAX);
            return faultless(vec![FieldFault {
                key: "text".to_owned(),
                kind: FaultKind::TooMuch(most),
            }])
            .map(|()| self.clone());
        }
        let mut more = self.clone();
        more.talk.push(Word {
            at: now,
            by: by.to_owned(),
            text,
        });
        Ok(more)
    }
}
