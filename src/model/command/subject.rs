//! What a command is about: what is about the same keeps its order.

use super::Command;
use crate::model::{CommunityId, EventId, MemberId, PersonId, ReportId};

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
    /// The viewer's own entry in a community's directory.
    Entry(CommunityId),
    /// What the viewer has to do with another member: what they asked for, whether they see one another, what they told of them.
    Contact(CommunityId, MemberId),
    /// What somebody has asked the viewer for.
    Request(CommunityId, PersonId),
    /// What a member has told the organisers.
    Report(CommunityId, ReportId),
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
            Self::WriteEntry { community, .. } | Self::RemoveEntry { community } => {
                Subject::Entry(community.clone())
            }
            Self::AskContact {
                community, member, ..
            }
            | Self::TakeBackRequest { community, member }
            | Self::Block { community, member }
            | Self::Unblock { community, member }
            | Self::ReportMember {
                community, member, ..
            } => Subject::Contact(community.clone(), member.clone()),
            Self::GrantRequest {
                community, person, ..
            }
            | Self::RefuseRequest {
                community, person, ..
            }
            | Self::RevokeGrant { community, person } => {
                Subject::Request(community.clone(), person.clone())
            }
            Self::SettleReport { community, report } => {
                Subject::Report(community.clone(), report.clone())
            }
        }
    }
}
