//! What becomes of a membership when its holder does something. Every pair of a state and a
//! command has an answer; an illegal one is a [`Refusal`] that says why.

use super::{
    Application, Membership,
    entering::{come, let_in},
};
use crate::model::{
    Answers, Command, Community, CommunityId, FieldFault, Instant, Invitation, Refusal, Role,
    review::said,
};

/// Most characters of the name of who brought somebody.
const SPONSOR_MAX: usize = 100;

/// Who opened the door for somebody.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Brought {
    /// Nobody.
    #[default]
    Nobody,
    /// A code that only the service can look up: what it opens is not known here.
    Unseen,
    /// An invitation.
    By(Box<Invitation>),
}

/// What a person can do about a membership.
#[derive(Clone, Debug, PartialEq)]
pub enum MembershipCommand {
    /// Knock, or walk in where the door is open; accept an invitation; come back.
    Join {
        /// To what was asked.
        answers: Answers,
        /// Version of the rules that was agreed to.
        rules: Option<u32>,
        /// By whose invitation.
        brought: Brought,
        /// Name of who brought one.
        sponsor: String,
        /// Whether one wants to stand in the directory.
        listed: bool,
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
    /// Change what was answered.
    Amend {
        /// To what was asked.
        answers: Answers,
        /// Name of who brought one.
        sponsor: String,
    },
    /// Agree to the rules that hold now.
    Agree {
        /// Their version.
        rules: u32,
    },
    /// Stay for another term.
    Renew {
        /// Version of the rules that was agreed to.
        rules: Option<u32>,
    },
    /// Say something to the organisers.
    Say {
        /// What.
        text: String,
    },
}

impl Command {
    /// Which community, and what of its membership, if the command is about one. Of a code that it brings nothing is
    /// known: [`Brought::Unseen`].
    #[must_use]
    pub fn membership(&self) -> Option<(&CommunityId, MembershipCommand)> {
        use MembershipCommand as M;

        Some(match self {
            Self::Join {
                community,
                answers,
                rules,
                invitation,
                sponsor,
                listed,
            } => (
                community,
                M::Join {
                    answers: answers.clone(),
                    rules: *rules,
                    brought: match invitation {
                        Some(_) => Brought::Unseen,
                        None => Brought::Nobody,
                    },
                    sponsor: sponsor.clone(),
                    listed: *listed,
                },
            ),
            Self::Withdraw { community } => (community, M::Withdraw),
            Self::AcceptInvitation { community, rules } => {
                (community, M::AcceptInvitation { rules: *rules })
            }
            Self::DeclineInvitation { community } => (community, M::DeclineInvitation),
            Self::Leave { community } => (community, M::Leave),
            Self::Amend {
                community,
                answers,
                sponsor,
            } => (
                community,
                M::Amend {
                    answers: answers.clone(),
                    sponsor: sponsor.clone(),
                },
            ),
            Self::Agree { community, rules } => (community, M::Agree { rules: *rules }),
            Self::Renew { community, rules } => (community, M::Renew { rules: *rules }),
            Self::Say {
                community,
                person: None,
                text,
            } => (community, M::Say { text: text.clone() }),
            _ => return None,
        })
    }
}

/// The membership after a command.
///
/// An invitation opens the door whatever the door is, and asks no questions unless it says that somebody looks. Who was a member and
/// was not renewed comes back without knocking, as long as the policy's grace lasts. Everybody agrees to the rules that hold now, where
/// they are asked to; a full community has a waitlist; dues are paid before one is in. The code of an application is left
/// empty: the backend writes it.
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
        (C::Join { rules, .. }, M::Invited { .. }) => let_in(community, *rules, Role::Member, now),
        (C::Join { rules, .. } | C::Renew { rules }, M::Expired { at })
            if community.policy.in_grace(*at, now) =>
        {
            let_in(community, *rules, Role::Member, now)
        }
        (C::Join { .. }, M::None | M::Left { .. } | M::Rejected { .. } | M::Expired { .. }) => {
            come(community, command, now)
        }

        (C::AcceptInvitation { rules }, M::Invited { .. }) => {
            let_in(community, *rules, Role::Member, now)
        }
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

        (C::Amend { answers, sponsor }, M::PendingApproval { since, more, .. }) => {
            living(community, now)?;
            let form = &community.policy.form;
            faultless(form.check(answers))?;
            // Who came by a code, or before that was asked, has named nobody, and need not now.
            let sponsor = match more.sponsor.is_empty() && sponsor.trim().is_empty() {
                true => String::new(),
                false => brought_by(community, sponsor)?,
            };
            Ok(M::PendingApproval {
                since: *since,
                answers: form.clean(answers),
                more: Application {
                    sponsor,
                    ..more.clone()
                },
            })
        }
        (
            C::Say { text },
            M::PendingApproval {
                since,
                answers,
                more,
            },
        ) => Ok(M::PendingApproval {
            since: *since,
            answers: answers.clone(),
            more: more.with_word("", text, now)?,
        }),
        (C::Agree { rules }, M::Member { .. }) => agree(&settled, *rules, community),
        (C::Renew { rules }, M::Member { .. }) => renew(&settled, *rules, community, now),

        (C::AcceptInvitation { .. } | C::DeclineInvitation | C::Withdraw | C::Leave, _)
        | (C::Amend { .. } | C::Agree { .. } | C::Renew { .. } | C::Say { .. }, _) => {
            Err(Refusal::NothingThere)
        }
    }
}

fn agree(state: &Membership, version: u32, community: &Community) -> Result<Membership, Refusal> {
    let mut now = state.clone();
    let Membership::Member { rules, .. } = &mut now else {
        return Err(Refusal::NothingThere);
    };
    if !community.asks_consent() {
        return Err(Refusal::NothingThere);
    }
    agreed(community, Some(version))?;
    if *rules == Some(version) {
        return Err(Refusal::Already);
    }
    *rules = Some(version);
    Ok(now)
}

/// Another term behind the one that ends, once its dues have come, if there are any.
fn renew(
    state: &Membership,
    agreed_to: Option<u32>,
    community: &Community,
    now: Instant,
) -> Result<Membership, Refusal> {
    let mut next = state.clone();
    let Membership::Member {
        until,
        rules,
        paying,
        ..
    } = &mut next
    else {
        return Err(Refusal::NothingThere);
    };
    let (Some(end), Some(months)) = (*until, community.policy.months()) else {
        return Err(Refusal::NothingThere);
    };
    living(community, now)?;
    let opens = end.plus(-community.policy.renew_days() * 86_400);
    if now < opens {
        return Err(Refusal::NotYet { opens });
    }
    if paying.is_some() {
        return Err(Refusal::Already);
    }
    agreed(community, agreed_to)?;
    if community.asks_consent() {
        *rules = agreed_to;
    }
    if community.policy.is_paid() {
        *paying = Some(now);
    } else {
        *until = Some(end.plus_months(months));
    }
    Ok(next)
}

pub(super) fn living(community: &Community, now: Instant) -> Result<(), Refusal> {
    if community.has_ended(now) {
        Err(Refusal::Closed)
    } else {
        Ok(())
    }
}

pub(super) fn agreed(community: &Community, rules: Option<u32>) -> Result<(), Refusal> {
    let version = community.rules.version;
    if community.asks_consent() && rules != Some(version) {
        return Err(Refusal::RulesNotAgreed { version });
    }
    Ok(())
}

/// The version of the rules that somebody comes in under: agreed to, or what they were shown where nobody is asked.
pub(super) fn comes_under(community: &Community, agreed_to: Option<u32>) -> Option<u32> {
    if community.asks_consent() {
        agreed_to
    } else {
        Some(community.rules.version).filter(|version| *version > 0)
    }
}

pub(super) fn faultless(faults: Vec<FieldFault>) -> Result<(), Refusal> {
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Invalid { faults })
    }
}

/// The name of who brought somebody, where that is asked.
pub(super) fn brought_by(community: &Community, name: &str) -> Result<String, Refusal> {
    if community.policy.sponsor {
        said("sponsor", name, SPONSOR_MAX)
    } else {
        Ok(String::new())
    }
}

impl Membership {
    /// Whether its holder has to agree to rules that are newer than those they came in under, or agreed to last; never where the
    /// backend does not tell which those were.
    #[must_use]
    pub fn asks_again(&self, community: &Community) -> bool {
        match self {
            Self::Member {
                rules: Some(rules), ..
            } => community.asks_consent() && *rules < community.rules.version,
            _ => false,
        }
    }

    /// Whether a member may stay for another term by now: there are terms, and this one ends soon.
    #[must_use]
    pub fn may_renew(&self, community: &Community, now: Instant) -> bool {
        let rules = community.asks_consent().then_some(community.rules.version);
        matches!(self, Self::Member { .. }) && renew(self, rules, community, now).is_ok()
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
