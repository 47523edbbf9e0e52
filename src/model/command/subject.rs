//! What a command is about: what is about the same keeps its order.

use super::Command;
use crate::model::{CommunityId, EventId, PersonId};

/// What a command is about. Commands about the same keep their order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The viewer's membership of a community.
    Membership(CommunityId),
    /// The viewer's sign-up for an event.
    SignUp(EventId),
    /// Where somebody else stands with a community.
    Person(CommunityId, PersonId),
    /// Whether the viewer follows a community.
    Following(CommunityId),
    /// An invitation, by its code.
    Invitation(CommunityId, String),
    /// The community itself.
    Community(CommunityId),
    /// Where somebody else stands with an event.
    Seat(EventId, PersonId),
    /// The event itself.
    Event(EventId),
}

impl Command {
    /// What it is about.
    #[must_use]
    pub fn subject(&self) -> Subject {
        match self {
            Self::Join { community, .. }
            | Self::Withdraw { community }
            | Self::AcceptInvitation { community, .. }
            | Self::DeclineInvitation { community }
            | Self::Leave { community }
            | Self::Amend { community, .. }
            | Self::Agree { community, .. }
            | Self::Renew { community, .. }
            | Self::Say {
                community,
                person: None,
                ..
            }
            | Self::Found { community, .. } => Subject::Membership(community.clone()),
            Self::Follow { community } | Self::Unfollow { community } => {
                Subject::Following(community.clone())
            }
            Self::SignUp { event, .. }
            | Self::ChangeSignUp { event, .. }
            | Self::CancelSignUp { event }
            | Self::AcceptOffer { event }
            | Self::GiveFeedback { event, .. } => Subject::SignUp(event.clone()),
            Self::Review {
                community, person, ..
            }
            | Self::Say {
                community,
                person: Some(person),
                ..
            }
            | Self::Appoint {
                community, person, ..
            }
            | Self::Remove {
                community, person, ..
            }
            | Self::HandOver { community, person } => {
                Subject::Person(community.clone(), person.clone())
            }
            Self::Invite {
                community,
                invitation,
            } => Subject::Invitation(community.clone(), invitation.code.clone()),
            Self::Revoke { community, code } => {
                Subject::Invitation(community.clone(), code.clone())
            }
            Self::Edit { community, .. }
            | Self::Close { community, .. }
            | Self::Archive { community }
            | Self::Reopen { community } => Subject::Community(community.clone()),
            Self::ReviewSignUp { event, person, .. }
            | Self::Promote { event, person }
            | Self::TurnAway { event, person, .. }
            | Self::CheckIn { event, person, .. }
            | Self::UndoCheckIn { event, person }
            | Self::WalkIn { event, person, .. } => Subject::Seat(event.clone(), person.clone()),
            Self::CloseAttendance { event }
            | Self::CreateEvent { event, .. }
            | Self::EditEvent { event, .. }
            | Self::CallOff { event, .. }
            | Self::AdoptEvent { event } => Subject::Event(event.clone()),
        }
    }
}
