//! What becomes of a membership when its holder does something. Every pair of a state and a
//! command has an answer; an illegal one is a [`Refusal`] that says why.

use super::Membership;
use crate::model::{Answers, Command, Community, CommunityId, Door, Instant, Refusal, Role};

/// What a person can do about a membership.
#[derive(Clone, Debug, PartialEq)]
pub enum MembershipCommand {
    /// Knock, or walk in where the door is open; accept an invitation; come back.
    Join {
        /// To what was asked.
        answers: Answers,
        /// Version of the rules that was agreed to.
        rules: Option<u32>,
    },
    /// Take an application back, or one's place on the waitlist.
    Withdraw,
    /// Accept an invitation.
    AcceptInvitation {
        /// Version of the rules that was agreed to.
        rules: Option<u32>,
    },
    /// Decline an invitation.
    DeclineInvitation,
    /// Leave.
    Leave,
}

impl Command {
    /// Which community, and what of its membership, if the command is about one.
    #[must_use]
    pub fn membership(&self) -> Option<(&CommunityId, MembershipCommand)> {
        Some(match self {
            Self::Join {
                community,
                answers,
                rules,
            } => (
                community,
                MembershipCommand::Join {
                    answers: answers.clone(),
                    rules: *rules,
                },
            ),
            Self::Withdraw { community } => (community, MembershipCommand::Withdraw),
            Self::AcceptInvitation { community, rules } => (
                community,
                MembershipCommand::AcceptInvitation { rules: *rules },
            ),
            Self::DeclineInvitation { community } => {
                (community, MembershipCommand::DeclineInvitation)
            }
            Self::Leave { community } => (community, MembershipCommand::Leave),
            Self::SignUp { .. } | Self::CancelSignUp { .. } | Self::AcceptOffer { .. } => {
                return None;
            }
        })
    }
}

/// The membership after a command.
///
/// An invitation opens the door whatever the door is, and asks no questions. Who was a member and
/// was not renewed comes back without knocking. Everybody agrees to the rules that hold now, where
/// they are asked to; a full community has a waitlist; dues are paid before one is in.
///
/// # Errors
/// A [`Refusal`] when the command is not for this state or this person; nothing has changed then.
pub fn membership_transition(
    state: &Membership,
    command: &MembershipCommand,
    community: &Community,
    now: Instant,
) -> Result<Membership, Refusal> {
    use Membership as M;
    use MembershipCommand as C;

    let settled = state.settled(now);
    match (command, &settled) {
        (C::Join { .. }, M::PendingApproval { .. } | M::PendingPayment { .. })
        | (C::Join { .. }, M::Waitlisted { .. } | M::Member { .. }) => Err(Refusal::Already),
        (C::Join { .. }, M::Removed { .. }) => Err(Refusal::NotAgain { from: None }),
        (
            C::Join { .. },
            M::Rejected {
                again_from: Some(from),
                ..
            },
        ) if now < *from => Err(Refusal::NotAgain { from: Some(*from) }),
        (C::Join { rules, .. }, M::Invited { .. } | M::Expired { .. }) => {
            let_in(community, *rules, now)
        }
        (C::Join { answers, rules }, M::None | M::Left { .. } | M::Rejected { .. }) => {
            knock(community, answers, *rules, now)
        }

        (C::AcceptInvitation { rules }, M::Invited { .. }) => let_in(community, *rules, now),
        (C::AcceptInvitation { .. }, M::Member { .. } | M::PendingPayment { .. }) => {
            Err(Refusal::Already)
        }
        // It was one, and its time is over.
        (C::AcceptInvitation { .. }, M::None) if matches!(state, M::Invited { .. }) => {
            Err(Refusal::OfferExpired)
        }
        (C::DeclineInvitation, M::Invited { .. }) => Ok(M::None),

        (C::Withdraw, M::PendingApproval { .. } | M::PendingPayment { .. })
        | (C::Withdraw, M::Waitlisted { .. }) => Ok(M::None),

        (
            C::Leave,
            M::Member {
                role: Role::Owner, ..
            },
        ) => Err(Refusal::OwnerMustHandOver),
        (C::Leave, M::Member { .. }) => Ok(M::Left { at: now }),

        (C::AcceptInvitation { .. } | C::DeclineInvitation | C::Withdraw | C::Leave, _) => {
            Err(Refusal::NothingThere)
        }
    }
}

/// Somebody from outside.
fn knock(
    community: &Community,
    answers: &Answers,
    rules: Option<u32>,
    now: Instant,
) -> Result<Membership, Refusal> {
    let policy = &community.policy;
    match policy.door {
        Door::Closed => return Err(Refusal::Closed),
        Door::Invitation => return Err(Refusal::InvitationNeeded),
        Door::Open | Door::Approval => {}
    }
    living(community, now)?;
    agreed(community, rules)?;
    let faults = policy.form.check(answers);
    if !faults.is_empty() {
        return Err(Refusal::Invalid { faults });
    }
    if community.is_full() {
        return Ok(Membership::Waitlisted {
            since: now,
            position: None,
        });
    }
    if community.looks_at_applications() {
        return Ok(Membership::PendingApproval {
            since: now,
            answers: policy.form.clean(answers),
        });
    }
    Ok(in_after_dues(community, now))
}

/// Somebody whom nobody needs to look at any more.
fn let_in(community: &Community, rules: Option<u32>, now: Instant) -> Result<Membership, Refusal> {
    living(community, now)?;
    agreed(community, rules)?;
    if community.is_full() {
        return Ok(Membership::Waitlisted {
            since: now,
            position: None,
        });
    }
    Ok(in_after_dues(community, now))
}

/// Whom nothing keeps outside but what is to be paid.
pub(in crate::model) fn in_after_dues(community: &Community, now: Instant) -> Membership {
    if community
        .policy
        .dues
        .as_ref()
        .is_some_and(|dues| dues.amount > 0)
    {
        Membership::PendingPayment { since: now }
    } else {
        Membership::Member {
            role: Role::Member,
            since: now,
            until: None,
        }
    }
}

fn living(community: &Community, now: Instant) -> Result<(), Refusal> {
    if community.has_ended(now) {
        Err(Refusal::Closed)
    } else {
        Ok(())
    }
}

fn agreed(community: &Community, rules: Option<u32>) -> Result<(), Refusal> {
    let version = community.rules.version;
    if community.asks_consent() && rules != Some(version) {
        return Err(Refusal::RulesNotAgreed { version });
    }
    Ok(())
}

impl Community {
    /// Whether one has to agree to rules before one is in: asked to, and there are some.
    #[must_use]
    pub fn asks_consent(&self) -> bool {
        self.policy.consent && self.rules.version > 0
    }

    /// Whether there are as many members as there may be.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.policy.capacity.is_some_and(|all| self.members >= all)
    }

    /// Whether it has ended for good.
    #[must_use]
    pub fn has_ended(&self, now: Instant) -> bool {
        self.activity.closed.is_some_and(|closed| closed <= now)
    }

    /// Whether somebody looks at who knocks: the door says so, or a referral has to be checked.
    #[must_use]
    pub fn looks_at_applications(&self) -> bool {
        self.policy.door == Door::Approval
            || self
                .policy
                .referral
                .as_ref()
                .is_some_and(|referral| referral.count > 0)
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
