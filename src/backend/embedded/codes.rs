//! Joining by a code: an invitation's, or that of somebody who has knocked and wants others along.

use crate::model::{
    Brought, Command, Invitation, Membership, MembershipCommand, Outcome, Refusal,
    membership_transition,
};

use super::{
    after::waits_with,
    keep::{Came, Scene},
    organise::has_code,
    state::{Known, World},
};

impl Scene<'_> {
    /// Joins by a code: an invitation's, or that of somebody who has knocked and wants others along.
    pub(super) fn join(&self, command: &Command, code: &str) -> Came {
        let Some((
            _,
            MembershipCommand::Join {
                answers,
                rules,
                sponsor,
                listed,
                ..
            },
        )) = command.membership()
        else {
            return Err(Refusal::NotOffered);
        };
        let try_by = |brought: Brought| {
            let join = MembershipCommand::Join {
                answers: answers.clone(),
                rules,
                brought,
                sponsor: sponsor.clone(),
                listed,
            };
            membership_transition(&self.is, &join, &self.community, self.now)
        };
        let mut changes = self.it.listing(command);
        let next = if let Some(by) = self.invitations.iter().find(|it| it.code == code) {
            let next = try_by(Brought::By(Box::new(by.clone())))?;
            // Who is invited, or was in lately, needs none.
            if self.comes() {
                changes.push(World::invitation_is(&Invitation {
                    used: by.used.saturating_add(1),
                    ..by.clone()
                }));
                let plays = self.world.plays;
                let by_code = Some(by.approval);
                changes.extend(waits_with(plays, command, &next, &self.community, by_code));
            }
            next
        } else if let Some(known) = self.who_has(code) {
            let next = try_by(Brought::Nobody)?;
            let plays = self.world.plays;
            changes.extend(waits_with(plays, command, &next, &self.community, None));
            if self.comes()
                && let Membership::PendingApproval {
                    since,
                    answers,
                    more,
                } = known.who.is.clone()
            {
                let mut more = more;
                more.came.push(self.name());
                let is = Membership::PendingApproval {
                    since,
                    answers,
                    more,
                };
                changes.push(self.stands_now(known, is));
            }
            next
        } else {
            // Who could not come by any code is told why.
            return match try_by(Brought::Unseen) {
                Err(refusal @ (Refusal::Already | Refusal::NotAgain { .. })) => Err(refusal),
                _ => Err(Refusal::CodeUnknown),
            };
        };
        let next = self.it.with_code(next, &self.community);
        Ok((Outcome::Membership(self.id.clone(), next), changes))
    }

    /// Who has knocked and has this code for others.
    fn who_has(&self, code: &str) -> Option<Known> {
        let decided = self
            .it
            .decided(&self.id, &self.world, &self.viewer, &self.names);
        let known = decided.iter().find(|known| has_code(&known.who, code));
        let found = self.applicants.iter().find(|one| has_code(one, code));
        let id = known.map(|known| &known.who).or(found)?.id.clone();
        // One of the files that was answered meanwhile wants nobody along any more.
        self.person(&id).filter(|known| has_code(&known.who, code))
    }
}
