//! A membership as JSON has it: the word `state`, and what belongs to it beside it.

use serde::{Deserialize, Serialize};

use crate::model::{Answers, Instant, Membership, Role};

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum State {
    #[default]
    None,
    Invited,
    PendingApproval,
    PendingPayment,
    Waitlisted,
    Member,
    Rejected,
    Left,
    Removed,
    Expired,
}

#[derive(Default, Serialize, Deserialize)]
pub(super) struct Standing {
    // Needed: what says nothing of where somebody stands is no standing.
    state: State,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    since: Option<Instant>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<Instant>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<Instant>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    again_from: Option<Instant>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    position: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    role: Option<Role>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    reason: String,
    #[serde(default, skip_serializing_if = "Answers::is_empty")]
    answers: Answers,
}

impl TryFrom<Standing> for Membership {
    type Error = &'static str;

    fn try_from(wire: Standing) -> Result<Self, Self::Error> {
        let since = wire.since.ok_or("`since` is missing");
        let at = wire.at.ok_or("`at` is missing");
        Ok(match wire.state {
            State::None => Self::None,
            State::Invited => Self::Invited { until: wire.until },
            State::PendingApproval => Self::PendingApproval {
                since: since?,
                answers: wire.answers,
            },
            State::PendingPayment => Self::PendingPayment { since: since? },
            State::Waitlisted => Self::Waitlisted {
                since: since?,
                position: wire.position,
            },
            State::Member => Self::Member {
                role: wire.role.ok_or("`role` is missing")?,
                since: since?,
                until: wire.until,
            },
            State::Rejected => Self::Rejected {
                reason: wire.reason,
                again_from: wire.again_from,
            },
            State::Left => Self::Left { at: at? },
            State::Removed => Self::Removed {
                reason: wire.reason,
            },
            State::Expired => Self::Expired { at: at? },
        })
    }
}

impl From<Membership> for Standing {
    fn from(membership: Membership) -> Self {
        let mut wire = Self::default();
        match membership {
            Membership::None => {}
            Membership::Invited { until } => (wire.state, wire.until) = (State::Invited, until),
            Membership::PendingApproval { since, answers } => {
                (wire.state, wire.since) = (State::PendingApproval, Some(since));
                wire.answers = answers;
            }
            Membership::PendingPayment { since } => {
                (wire.state, wire.since) = (State::PendingPayment, Some(since));
            }
            Membership::Waitlisted { since, position } => {
                (wire.state, wire.since) = (State::Waitlisted, Some(since));
                wire.position = position;
            }
            Membership::Member { role, since, until } => {
                (wire.state, wire.since) = (State::Member, Some(since));
                (wire.role, wire.until) = (Some(role), until);
            }
            Membership::Rejected { reason, again_from } => {
                (wire.state, wire.reason) = (State::Rejected, reason);
                wire.again_from = again_from;
            }
            Membership::Left { at } => (wire.state, wire.at) = (State::Left, Some(at)),
            Membership::Removed { reason } => {
                (wire.state, wire.reason) = (State::Removed, reason);
            }
            Membership::Expired { at } => (wire.state, wire.at) = (State::Expired, Some(at)),
        }
        wire
    }
}
