//! What a person does: given once, sent, and its outcome laid over what is kept.

use crate::{
    backend::BackendError,
    model::{Command, CommandId, Envelope, Outcome, Subject},
};

use super::{CommunityById, Data, EventById, Mine, queries::Ask as _};

impl Data {
    /// Carries a command out, once. On an error it is not known whether it was carried out: ask
    /// for [`Mine`] before offering it again.
    ///
    /// # Errors
    /// [`BackendError`]. A refusal is an outcome.
    pub async fn carry_out(&self, command: Command) -> Result<Outcome, BackendError> {
        let subject = command.subject();
        let envelope = Envelope {
            id: CommandId(self.ports.random.id()),
            at: self.now(),
            command,
        };
        let key = match &subject {
            Subject::Membership(id) => format!("do/c/{id}"),
            Subject::SignUp(id) => format!("do/e/{id}"),
        };
        // A double tap is one command: the second waits for the first and reads what came of it.
        let Some(_flight) = self.flights.board(&key).await else {
            return Ok(self.viewer_kept().standing(subject));
        };
        let turn = self.whose.turn();
        let outcome = match self.backend.carry_out(&envelope).await {
            Err(BackendError::NoRoom) => {
                self.cache.make_room();
                self.backend.carry_out(&envelope).await?
            }
            other => other?,
        };
        // Somebody else is looking by now.
        if self.whose.turn() != turn {
            return Ok(outcome);
        }
        let mut viewer = self.viewer_kept();
        viewer.take_in(&outcome);
        let _unkept = self.cache.put(&Mine.key(), &viewer, self.now(), None);
        self.note_change();
        // Seats and counts have changed with it; a refusal often means that they had before.
        match subject {
            Subject::Membership(id) => {
                // Who has left sees no directory, nor any page or entry of it that was kept.
                self.forget_directory(&id);
                let _later = self.fresh(&CommunityById(id)).await;
            }
            Subject::SignUp(id) => {
                let _later = self.fresh(&EventById(id)).await;
            }
        }
        Ok(outcome)
    }
}
