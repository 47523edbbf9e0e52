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
    },
    /// Let in; dues are to be paid.
    PendingPayment {
        /// Since when.
        since: Instant,
    },
    /// The community is full.
    Waitlisted {
        /// Since when.
        since: Instant,
        /// Place in the queue, from 1, where the backend tells.
        position: Option<u32>,
    },
    /// In.
    Member {
        /// As what.
        role: Role,
        /// Since when.
        since: Instant,
        /// Until when, where membership is renewed.
        until: Option<Instant>,
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

impl Membership {
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

mod transition;

pub(in crate::model) use transition::in_after_dues;
pub use transition::{MembershipCommand, membership_transition};
