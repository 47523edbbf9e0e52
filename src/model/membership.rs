//! The viewer's membership: one state machine that every backend maps into.

mod wire;

use super::{Answers, Instant, Role};

/// Where the viewer stands with a community. In JSON the word `state` says which, and what belongs to
/// it stands beside it.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Membership {
    /// Nothing between them.
    #[default]
    None,
    /// Invited.
    Invited {
        /// Until when the invitation holds.
        until: Option<Instant>,
    },
    /// Knocked; somebody will look.
    PendingApproval {
        /// Since when.
        since: Instant,
        /// What was answered.
        answers: Answers,
        /// What else there is to it.
        more: Application,
    },
    /// Let in; dues are to be paid.
    PendingPayment {
        /// Since when.
        since: Instant,
        /// As what one is in once they have come.
        role: Role,
        /// Version of the rules that was agreed to, where the backend tells.
        rules: Option<u32>,
        /// Address at which this payment is made; without one that of the dues.
        link: String,
    },
    /// The community is full.
    Waitlisted {
        /// Since when.
        since: Instant,
        /// Place in the queue, from 1, where the backend tells.
        position: Option<u32>,
        /// Version of the rules that was agreed to, where the backend tells.
        rules: Option<u32>,
    },
    /// In.
    Member {
        /// As what.
        role: Role,
        /// Since when.
        since: Instant,
        /// Until when, where membership is renewed.
        until: Option<Instant>,
        /// Version of the rules that was agreed to, where the backend tells.
        rules: Option<u32>,
        /// Since when the dues of another term are to be paid.
        paying: Option<Instant>,
    },
    /// Knocked and refused.
    Rejected {
        /// Why.
        reason: String,
        /// When one may knock again; `None` means at once.
        again_from: Option<Instant>,
    },
    /// Was in, and left.
    Left {
        /// When.
        at: Instant,
    },
    /// Was in, and was put out.
    Removed {
        /// Why.
        reason: String,
    },
    /// Was in, and was not renewed.
    Expired {
        /// When.
        at: Instant,
    },
}

/// What an application has beside its answers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Application {
    /// Version of the rules that was agreed to.
    pub rules: Option<u32>,
    /// Name of who brought one.
    pub sponsor: String,
    /// Whether one wants to stand in the directory once one is in.
    pub listed: bool,
    /// The applicant's own code, by which those come whom the policy asks for.
    pub code: String,
    /// Names of those who came by it.
    pub came: Vec<String>,
    /// What was said between the applicant and the organisers, oldest first.
    pub talk: Vec<Word>,
}

/// Something said.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// When.
    pub at: Instant,
    /// Name of who said it; the applicant where it is empty.
    pub by: String,
    /// What.
    pub text: String,
}

impl Membership {
    /// In, as of a moment, without an end.
    #[must_use]
    pub const fn member(role: Role, since: Instant) -> Self {
        Self::Member {
            role,
            since,
            until: None,
            rules: None,
            paying: None,
        }
    }

    /// The role at a moment, if in; a membership past its `until` is none.
    #[must_use]
    pub fn role(&self, now: Instant) -> Option<Role> {
        match self {
            Self::Member { role, until, .. } if until.is_none_or(|until| now < until) => {
                Some(*role)
            }
            _ => None,
        }
    }

    /// Whether something is still to be decided or paid, so that organisers look.
    #[must_use]
    pub const fn waits(&self) -> bool {
        matches!(
            self,
            Self::PendingApproval { .. } | Self::PendingPayment { .. } | Self::Waitlisted { .. }
        )
    }

    /// Since when it is so, where that is told.
    #[must_use]
    pub const fn since(&self) -> Option<Instant> {
        match self {
            Self::PendingApproval { since, .. }
            | Self::PendingPayment { since, .. }
            | Self::Waitlisted { since, .. }
            | Self::Member { since, .. } => Some(*since),
            Self::Left { at } | Self::Expired { at } => Some(*at),
            Self::None | Self::Invited { .. } | Self::Rejected { .. } | Self::Removed { .. } => {
                None
            }
        }
    }

    /// What it is at a moment, where time alone has changed it: a membership past its `until` is
    /// expired, an invitation past its own is none.
    #[must_use]
    pub fn settled(&self, now: Instant) -> Self {
        match self {
            Self::Member {
                until: Some(until), ..
            } if *until <= now => Self::Expired { at: *until },
            Self::Invited { until: Some(until) } if *until <= now => Self::None,
            _ => self.clone(),
        }
    }
}

mod application;
mod entering;
mod transition;

pub(in crate::model) use entering::in_after_dues;
pub use entering::moved_up;
pub use transition::{Brought, MembershipCommand, membership_transition};
