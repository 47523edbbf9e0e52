//! The viewer's membership: one state machine that every backend maps into.

use serde::{Deserialize, Serialize};

use super::{Answers, Instant, Role};

/// Where the viewer stands with a community.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum Membership {
    /// Nothing between them.
    #[default]
    None,
    /// Invited.
    Invited {
        /// Until when the invitation holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Instant>,
    },
    /// Knocked; somebody will look.
    PendingApproval {
        /// Since when.
        since: Instant,
        /// What was answered.
        #[serde(default, skip_serializing_if = "Answers::is_empty")]
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
        #[serde(default, skip_serializing_if = "Option::is_none")]
        position: Option<u32>,
    },
    /// In.
    Member {
        /// As what.
        role: Role,
        /// Since when.
        since: Instant,
        /// Until when, where membership is renewed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Instant>,
    },
    /// Knocked and refused.
    Rejected {
        /// Why.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
        /// When one may knock again; `None` means at once.
        #[serde(default, skip_serializing_if = "Option::is_none")]
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
        #[serde(default, skip_serializing_if = "String::is_empty")]
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

pub use transition::{MembershipCommand, membership_transition};
