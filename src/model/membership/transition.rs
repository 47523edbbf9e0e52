//! What becomes of a membership when its holder does something. Every pair of a state and a
//! command has an answer; an illegal one is a [`Refusal`] that says why.

use super::{Application, Membership, Word};
use crate::model::{
    Answers, Command, Community, CommunityId, Door, FaultKind, FieldFault, Instant, Invitation,
    Refusal, Role, review::said,
};

/// Most characters of the name of who brought somebody.
const SPONSOR_MAX: usize = 100;
/// Most words that are kept of what is said about an application.
const TALK_MAX: usize = 50;
/// A term can be renewed from so many days before its end.
pub const RENEW_DAYS: i64 = 30;

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
            let sponsor = brought_by(community, sponsor)?;
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

/// Somebody from outside.
fn come(
    community: &Community,
    join: &MembershipCommand,
    now: Instant,
) -> Result<Membership, Refusal> {
    let MembershipCommand::Join {
        answers,
        rules,
        brought,
        sponsor,
        listed,
    } = join
    else {
        return Err(Refusal::NothingThere);
    };
    let policy = &community.policy;
    let looked_at = match brought {
        Brought::Unseen => return let_in(community, *rules, Role::Member, now),
        Brought::By(invitation) => {
            invitation.holds(now)?;
            if !invitation.approval {
                return let_in(community, *rules, invitation.role, now);
            }
            true
        }
        Brought::Nobody => {
            match policy.door {
                Door::Closed => return Err(Refusal::Closed),
                Door::Invitation => return Err(Refusal::InvitationNeeded),
                Door::Open | Door::Approval => {}
            }
            community.looks_at_applications()
        }
    };
    living(community, now)?;
    agreed(community, *rules)?;
    faultless(policy.form.check(answers))?;
    let sponsor = match brought {
        Brought::Nobody => brought_by(community, sponsor)?,
        Brought::Unseen | Brought::By(_) => String::new(),
    };
    let rules = community.asks_consent().then_some(*rules).flatten();
    if community.is_full() {
        return Ok(Membership::Waitlisted {
            since: now,
            position: None,
            rules,
        });
    }
    if looked_at {
        return Ok(Membership::PendingApproval {
            since: now,
            answers: policy.form.clean(answers),
            more: Application {
                rules,
                sponsor,
                listed: *listed,
                ..Application::default()
            },
        });
    }
    Ok(in_after_dues(community, rules, Role::Member, now))
}

/// Somebody whom nobody needs to look at any more.
fn let_in(
    community: &Community,
    rules: Option<u32>,
    role: Role,
    now: Instant,
) -> Result<Membership, Refusal> {
    living(community, now)?;
    agreed(community, rules)?;
    let rules = community.asks_consent().then_some(rules).flatten();
    if community.is_full() {
        return Ok(Membership::Waitlisted {
            since: now,
            position: None,
            rules,
        });
    }
    Ok(in_after_dues(community, rules, role, now))
}

/// Whom nothing keeps outside but what is to be paid.
pub(in crate::model) fn in_after_dues(
    community: &Community,
    rules: Option<u32>,
    role: Role,
    now: Instant,
) -> Membership {
    if community.policy.is_paid() {
        return Membership::PendingPayment {
            since: now,
            rules,
            link: String::new(),
        };
    }
    let until = community.policy.months().map(|n| now.plus_months(n));
    Membership::Member {
        role,
        since: now,
        until,
        rules,
        paying: None,
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
    let opens = end.plus(-RENEW_DAYS * 86_400);
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

fn faultless(faults: Vec<FieldFault>) -> Result<(), Refusal> {
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Invalid { faults })
    }
}

/// The name of who brought somebody, where that is asked.
fn brought_by(community: &Community, name: &str) -> Result<String, Refusal> {
    if community.policy.sponsor {
        said("sponsor", name, SPONSOR_MAX)
    } else {
        Ok(String::new())
    }
}

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

impl Membership {
    /// Whether its holder has to agree to rules that are newer than those they agreed to; never where the backend does not
    /// tell which those were.
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

impl crate::model::JoinPolicy {
    /// Whether it costs anything.
    #[must_use]
    pub fn is_paid(&self) -> bool {
        self.dues.as_ref().is_some_and(|dues| dues.amount > 0)
    }

    /// For how many months one is in before one renews: the term, else the period of the dues.
    #[must_use]
    pub fn months(&self) -> Option<u32> {
        use crate::model::DuesPeriod as P;

        let by_dues = || match self.dues.as_ref().filter(|_| self.is_paid())?.period {
            P::Once => None,
            P::Month => Some(1),
            P::Year => Some(12),
        };
        self.term.or_else(by_dues).filter(|months| *months > 0)
    }

    /// Whether who was not renewed at a moment still comes back without knocking.
    #[must_use]
    pub fn in_grace(&self, at: Instant, now: Instant) -> bool {
        let days = |days: u32| at.plus(i64::from(days) * 86_400);
        self.grace.is_none_or(|grace| now < days(grace))
    }
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
