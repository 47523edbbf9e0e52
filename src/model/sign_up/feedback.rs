//! What somebody says afterwards, to the hosts. Who had a seat may, from the end on for thirty days, and may say it otherwise
//! or take it back as long; whoever did not come has nothing to tell.

use super::{SignUp, SignUpState};
use crate::model::{Event, EventStatus, FaultKind, FieldFault, Instant, Refusal};

/// Seconds after the end in which one can say how it was.
const TIME: i64 = 30 * 86_400;

impl SignUp {
    /// Characters of a feedback, at most.
    pub const FEEDBACK_MAX: u32 = 2000;

    /// Whether one may say how it was, now.
    ///
    /// # Errors
    /// [`Refusal::NothingThere`] for who had no seat or did not come, [`Refusal::Off`] where nothing took place,
    /// [`Refusal::NotYet`] before the end, [`Refusal::Over`] when the time for it has passed.
    pub fn may_give_feedback(&self, event: &Event, now: Instant) -> Result<(), Refusal> {
        let had_seat = matches!(
            self.state,
            SignUpState::Confirmed { .. } | SignUpState::CheckedIn { .. }
        );
        if !had_seat {
            return Err(Refusal::NothingThere);
        }
        if event.status != EventStatus::Scheduled {
            return Err(Refusal::Off);
        }
        let ends = event.ends();
        if now < ends {
            return Err(Refusal::NotYet { opens: ends });
        }
        if now >= ends.plus(TIME) {
            return Err(Refusal::Over);
        }
        Ok(())
    }

    /// With a feedback; empty takes it back.
    pub(super) fn with_feedback(
        &self,
        text: &str,
        event: &Event,
        now: Instant,
    ) -> Result<Self, Refusal> {
        self.may_give_feedback(event, now)?;
        let text = text.trim();
        if text.chars().count() > Self::FEEDBACK_MAX as usize {
            let kind = FaultKind::TooMuch(Self::FEEDBACK_MAX);
            let key = "text".to_owned();
            return Err(Refusal::Invalid {
                faults: vec![FieldFault { key, kind }],
            });
        }
        Ok(Self {
            feedback: text.to_owned(),
            ..self.clone()
        })
    }
}
