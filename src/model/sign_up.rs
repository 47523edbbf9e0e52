//! The viewer's sign-up for an event: one state machine that every backend maps into.

mod companion;
mod feedback;
mod party;
mod wire;

pub use companion::Companion;

use super::{Answers, Instant};

/// Where the viewer stands with an event, and with whom they come. In JSON the word
/// `state` says where, and everything else stands beside it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SignUp {
    /// Where.
    pub state: SignUpState,
    /// Those who come along, the viewer not counted.
    pub party: Vec<Companion>,
    /// To what was asked.
    pub answers: Answers,
    /// Code to show at the door.
    pub ticket: String,
    /// Whether the viewer wants to be seen by those who come.
    pub seen: bool,
    /// What the viewer said afterwards, to the hosts.
    pub feedback: String,
}

/// Where the viewer stands with an event.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum SignUpState {
    /// Nothing between them.
    #[default]
    None,
    /// A host will look.
    PendingApproval {
        /// Since when.
        since: Instant,
    },
    /// To be paid.
    PendingPayment {
        /// Since when.
        since: Instant,
    },
    /// Has a seat.
    Confirmed {
        /// Since when.
        since: Instant,
    },
    /// Waits for a seat.
    Waitlisted {
        /// Since when.
        since: Instant,
        /// Place in the queue, from 1, where the backend tells.
        position: Option<u32>,
        /// A seat is offered until then.
        offer_until: Option<Instant>,
    },
    /// Refused.
    Rejected {
        /// Why.
        reason: String,
    },
    /// Given back.
    Cancelled {
        /// When.
        at: Instant,
    },
    /// Was there.
    CheckedIn {
        /// When.
        at: Instant,
    },
    /// Did not come.
    NoShow,
}

impl SignUp {
    /// People on it, the viewer included.
    #[must_use]
    pub fn people(&self) -> u32 {
        u32::try_from(self.party.len())
            .unwrap_or(u32::MAX)
            .saturating_add(1)
    }
}

mod transition;

pub(in crate::model) use transition::{Seat, seat};
pub use transition::{SignUpCommand, sign_up_transition};
