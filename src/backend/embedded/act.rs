//! What the visitor does about themselves: joining, signing up, following. Everything else is handed on to
//! [`desk`](super::desk).

use crate::{
    backend::BackendError,
    model::{
        Command, Community, Envelope, Membership, Outcome, Refusal, SignUpState, Subject,
        membership_transition, sign_up_transition,
    },
    parts::{self, Part},
};

use super::{
    Embedded,
    after::waits_with,
    desk,
    state::{Change, World},
};

impl Embedded {
    /// Carries a command out.
    pub(super) async fn apply(
        &self,
        envelope: &Envelope,
        begin: desk::Begin<'_>,
    ) -> Result<Outcome, BackendError> {
        let command = &envelope.command;
        let subject = command.subject();
        let is_far = matches!(
            subject,
            Subject::Person(..)
                | Subject::Invitation(..)
                | Subject::Community(_)
                | Subject::Seat(..)
                | Subject::Event(_)
                | Subject::Entry(_)
                | Subject::Contact(..)
                | Subject::Request(..)
                | Subject::Report(..)
        );
        let has_code = matches!(
            command,
            Command::Join {
                invitation: Some(_),
                ..
            }
        );
        // A place that is given back may be another's, who waits for it.
        let gives_back = matches!(command, Command::Leave { .. } | Command::Withdraw { .. })
            && self.state.world().is_wide();
        if is_far || has_code || gives_back || matches!(command, Command::Found { .. }) {
            parts::load(Part::Desk).await?;
            return desk::say(self, envelope, begin)?.await;
        }
        if self.state.world().was_done(&envelope.id) {
            let told = self.viewer_now().await?.standing(subject);
            return Ok(told.unwrap_or(Outcome::Refused(Refusal::NothingThere)));
        }
        let now = self.clock.now();
        // What the visitor did is read after all waiting, since another tab may do something meanwhile.
        let plays = self.state.plays();
        let (mut viewer, outcome, mut changes) = match subject {
            Subject::Membership(id) | Subject::Following(id) => {
                let viewer = self.viewer_now().await?;
                let community = match self.community_now(&id, &viewer).await {
                    Err(BackendError::NotFound) => return Ok(Outcome::Refused(Refusal::Gone)),
                    other => other?.data,
                };
                let viewer = self.viewer_now().await?;
                let outcome = match (command, command.membership()) {
                    (Command::Follow { .. }, _) => Outcome::Following(id, true),
                    (Command::Unfollow { .. }, _) => Outcome::Following(id, false),
                    (_, None) => Outcome::Refused(Refusal::NotOffered),
                    (_, Some((_, change))) => {
                        let was = viewer.membership(&id);
                        match membership_transition(&was, &change, &community, now) {
                            Err(refusal) => Outcome::Refused(refusal),
                            Ok(next) => Outcome::Membership(id, self.with_code(next, &community)),
                        }
                    }
                };
                let mut changes = self.listing(command);
                if let Outcome::Membership(_, next) = &outcome {
                    changes.extend(waits_with(plays, command, next, &community, None));
                }
                (viewer, outcome, changes)
            }
            Subject::SignUp(id) => match self.event_now(&id).await {
                Err(BackendError::NotFound) => return Ok(Outcome::Refused(Refusal::Gone)),
                Err(other) => return Err(other),
                Ok(event) => {
                    let viewer = self.viewer_now().await?;
                    let membership = event
                        .community
                        .as_ref()
                        .map(|c| viewer.membership(c))
                        .unwrap_or_default();
                    let outcome = match command.sign_up().map(|(_, c)| {
                        sign_up_transition(&viewer.sign_up(&id), &c, &event, &membership, now)
                    }) {
                        None => Outcome::Refused(Refusal::NotOffered),
                        Some(Err(refusal)) => Outcome::Refused(refusal),
                        Some(Ok(mut sign_up)) => {
                            if matches!(sign_up.state, SignUpState::Confirmed { .. })
                                && sign_up.ticket.is_empty()
                            {
                                sign_up.ticket = legible(&self.random.id());
                            }
                            Outcome::SignUp(id, sign_up)
                        }
                    };
                    (viewer, outcome, Vec::new())
                }
            },
            _ => return Ok(Outcome::Refused(Refusal::NotOffered)),
        };
        if matches!(outcome, Outcome::Refused(_)) {
            return Ok(outcome);
        }
        if !begin() {
            return Err(BackendError::NoRoom);
        }
        viewer.take_in(&outcome);
        changes.push(World::viewer_is(self.state.plays(), &viewer));
        let kept = self.state.keep(&envelope.id, changes);
        kept.map_err(|_| BackendError::NoRoom)?;
        Ok(outcome)
    }

    /// Whether whoever joins wants to stand in the directory.
    pub(super) fn listing(&self, command: &Command) -> Vec<Change> {
        match command {
            Command::Join {
                community, listed, ..
            } => vec![World::listed_is(self.state.plays(), community, *listed)],
            _ => Vec::new(),
        }
    }

    /// With a code of the applicant's own, where others have to come by it.
    pub(super) fn with_code(&self, mut next: Membership, community: &Community) -> Membership {
        if let Membership::PendingApproval { more, .. } = &mut next
            && more.code.is_empty()
            && community.policy.referral.is_some()
        {
            more.code = legible(&self.random.id());
        }
        next
    }
}

/// Eight characters that are hard to mistake for one another, from a random id.
pub(super) fn legible(id: &str) -> String {
    let code: String = id
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(8)
        .collect();
    code.to_ascii_uppercase()
}
