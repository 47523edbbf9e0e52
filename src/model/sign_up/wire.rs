//! A sign-up as JSON has it: the word `state`, and everything else beside it.

use serde::{Deserialize, Serialize};

use crate::model::{Answers, Instant, SignUp, SignUpState};

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum State {
    #[default]
    None,
    PendingApproval,
    PendingPayment,
    Confirmed,
    Waitlisted,
    Rejected,
    Cancelled,
    CheckedIn,
    NoShow,
}

#[derive(Default, Serialize, Deserialize)]
pub(super) struct Standing {
    // Needed: what says nothing of where somebody stands is no standing.
    state: State,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    since: Option<Instant>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<Instant>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    position: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    offer_until: Option<Instant>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    reason: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    party: Vec<String>,
    #[serde(default, skip_serializing_if = "Answers::is_empty")]
    answers: Answers,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    ticket: String,
}

impl TryFrom<Standing> for SignUp {
    type Error = &'static str;

    fn try_from(wire: Standing) -> Result<Self, Self::Error> {
        let since = wire.since.ok_or("`since` is missing");
        let at = wire.at.ok_or("`at` is missing");
        let state = match wire.state {
            State::None => SignUpState::None,
            State::PendingApproval => SignUpState::PendingApproval { since: since? },
            State::PendingPayment => SignUpState::PendingPayment { since: since? },
            State::Confirmed => SignUpState::Confirmed { since: since? },
            State::Waitlisted => SignUpState::Waitlisted {
                since: since?,
                position: wire.position,
                offer_until: wire.offer_until,
            },
            State::Rejected => SignUpState::Rejected {
                reason: wire.reason,
            },
            State::Cancelled => SignUpState::Cancelled { at: at? },
            State::CheckedIn => SignUpState::CheckedIn { at: at? },
            State::NoShow => SignUpState::NoShow,
        };
        Ok(Self {
            state,
            party: wire.party,
            answers: wire.answers,
            ticket: wire.ticket,
        })
    }
}

impl From<SignUp> for Standing {
    fn from(sign_up: SignUp) -> Self {
        let mut wire = Self {
            party: sign_up.party,
            answers: sign_up.answers,
            ticket: sign_up.ticket,
            ..Self::default()
        };
        match sign_up.state {
            SignUpState::None => {}
            SignUpState::PendingApproval { since } => {
                (wire.state, wire.since) = (State::PendingApproval, Some(since));
            }
            SignUpState::PendingPayment { since } => {
                (wire.state, wire.since) = (State::PendingPayment, Some(since));
            }
            SignUpState::Confirmed { since } => {
                (wire.state, wire.since) = (State::Confirmed, Some(since));
            }
            SignUpState::Waitlisted {
                since,
                position,
                offer_until,
            } => {
                (wire.state, wire.since) = (State::Waitlisted, Some(since));
                (wire.position, wire.offer_until) = (position, offer_until);
            }
            SignUpState::Rejected { reason } => {
                (wire.state, wire.reason) = (State::Rejected, reason);
            }
            SignUpState::Cancelled { at } => (wire.state, wire.at) = (State::Cancelled, Some(at)),
            SignUpState::CheckedIn { at } => (wire.state, wire.at) = (State::CheckedIn, Some(at)),
            SignUpState::NoShow => wire.state = State::NoShow,
        }
        wire
    }
}
