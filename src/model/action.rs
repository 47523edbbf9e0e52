//! Which buttons there are, and why not when there is none: one pure function for communities,
//! one for events.
//!
//! Law (tested over all states): what is offered is accepted by the transition function, given
//! valid answers and consent, and what is not offered is refused.

use super::sign_up::{Seat, seat};
use super::{
    Community, Door, Event, EventStatus, Instant, Membership, Refusal, Role, SignUp, SignUpState,
    SignUpWindow,
};

/// Something that a person can do now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Walk in. `Command::Join`.
    Join,
    /// Knock: an organiser looks. `Command::Join`.
    Apply,
    /// Wait until the community has room. `Command::Join`.
    JoinWaitlist,
    /// `Command::AcceptInvitation`.
    AcceptInvitation,
    /// `Command::DeclineInvitation`.
    DeclineInvitation,
    /// `Command::Withdraw`.
    Withdraw,
    /// Pay what is due; outside of this program, so no command.
    Pay,
    /// Come in with the code of an invitation: the one way where the door is for those invited, or closed. `Command::Join`.
    UseInvitation,
    /// Stay for another term, or come back after the last one. `Command::Renew`; of who is out also `Command::Join`.
    Renew,
    /// Agree to rules that are newer than those agreed to. `Command::Agree`.
    Agree,
    /// Change an application. `Command::Amend`.
    Amend,
    /// Say something to the organisers about an application. `Command::Say`.
    Say,
    /// `Command::Leave`.
    Leave,
    /// Take seats. `Command::SignUp`.
    SignUp,
    /// Ask a host for seats. `Command::SignUp`.
    AskForSeat,
    /// Queue for seats. `Command::SignUp`.
    JoinEventWaitlist,
    /// Change who comes along, or what was answered. `Command::ChangeSignUp`.
    ChangeSignUp,
    /// `Command::CancelSignUp`.
    CancelSignUp,
    /// Give up one's place in the queue. `Command::CancelSignUp`.
    LeaveWaitlist,
    /// `Command::AcceptOffer`.
    AcceptOffer,
    /// Let the seat that is offered go to the next. `Command::CancelSignUp`.
    PassOffer,
    /// Show the code at the door; no command.
    ShowTicket,
}

/// Why there is no way in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// Sign-up opens later.
    NotYet {
        /// When.
        opens: Instant,
    },
    /// Sign-up is closed; the event has not begun.
    Closed,
    /// No seat left and no waitlist.
    Full,
    /// For members of the community; joining it is the way.
    MembersOnly,
    /// For those who were invited.
    InvitationNeeded,
    /// The event is cancelled.
    Cancelled,
    /// The event is postponed.
    Postponed,
    /// A member has proposed the event; no host has adopted it yet.
    Proposed,
    /// It has begun.
    Begun,
    /// It is over.
    Over,
    /// The community takes nobody in for now.
    DoorClosed,
    /// The community has ended.
    Ended,
    /// Was refused; may ask again from then, or never.
    NotAgainUntil(Option<Instant>),
    /// Was put out.
    Removed,
    /// The owner has to hand over before leaving.
    OwnerMustHandOver,
    /// The seat that was offered went to the next.
    OfferExpired,
}

/// What there is to do, the primary first, and why not more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offered {
    /// Buttons, the primary first.
    pub actions: Vec<Action>,
    /// Why the viewer cannot come in, or out.
    pub why_not: Option<WhyNot>,
}

impl Offered {
    fn these(actions: &[Action]) -> Self {
        Self {
            actions: actions.to_vec(),
            why_not: None,
        }
    }

    /// These, and why there is no other.
    fn only(actions: &[Action], why_not: WhyNot) -> Self {
        Self {
            actions: actions.to_vec(),
            why_not: Some(why_not),
        }
    }

    fn nothing(why_not: WhyNot) -> Self {
        Self {
            actions: Vec::new(),
            why_not: Some(why_not),
        }
    }
}

/// What the viewer can do about a community. What the backend cannot carry out is for the pages to leave out.
#[must_use]
pub fn community_actions(membership: &Membership, community: &Community, now: Instant) -> Offered {
    use Action as A;
    use Membership as M;

    let ended = community.has_ended(now);
    match membership.settled(now) {
        M::PendingApproval { more, .. } => {
            let mut actions = Vec::new();
            if !ended {
                actions.push(A::Amend);
            }
            if more.may_say() {
                actions.push(A::Say);
            }
            actions.push(A::Withdraw);
            Offered::these(&actions)
        }
        M::Waitlisted { .. } => Offered::these(&[A::Withdraw]),
        M::PendingPayment { .. } => Offered::these(&[A::Pay, A::Withdraw]),
        member @ M::Member { .. } => inside(&member, community, now),
        M::Removed { .. } => Offered::nothing(WhyNot::Removed),
        M::Rejected {
            again_from: Some(from),
            ..
        } if now < from => Offered::nothing(WhyNot::NotAgainUntil(Some(from))),
        M::Invited { .. } if ended => Offered::only(&[A::DeclineInvitation], WhyNot::Ended),
        M::Invited { .. } => Offered::these(&[A::AcceptInvitation, A::DeclineInvitation]),
        _ if ended => Offered::nothing(WhyNot::Ended),
        M::Expired { at } if community.policy.in_grace(at, now) => Offered::these(&[A::Renew]),
        M::None | M::Left { .. } | M::Rejected { .. } | M::Expired { .. } => outside(community),
    }
}

/// What who is in can do.
fn inside(member: &Membership, community: &Community, now: Instant) -> Offered {
    let mut offered = Offered::default();
    let (mut owns, mut pays) = (false, false);
    if let Membership::Member { role, paying, .. } = member {
        (owns, pays) = (*role == Role::Owner, paying.is_some());
    }
    if member.asks_again(community) {
        offered.actions.push(Action::Agree);
    }
    if member.may_renew(community, now) {
        offered.actions.push(Action::Renew);
    }
    if pays {
        offered.actions.push(Action::Pay);
    }
    if owns {
        offered.why_not = Some(WhyNot::OwnerMustHandOver);
    } else {
        offered.actions.push(Action::Leave);
    }
    offered
}

/// What who comes from outside can do, as the door has it.
fn outside(community: &Community) -> Offered {
    let with_code = &[Action::UseInvitation];
    match community.policy.door {
        Door::Closed => Offered::only(with_code, WhyNot::DoorClosed),
        Door::Invitation => Offered::only(with_code, WhyNot::InvitationNeeded),
        _ if community.is_full() => Offered::these(&[Action::JoinWaitlist]),
        _ if community.looks_at_applications() => Offered::these(&[Action::Apply]),
        _ => Offered::these(&[Action::Join]),
    }
}

/// What the viewer can do about an event.
#[must_use]
pub fn event_actions(
    sign_up: &SignUp,
    event: &Event,
    membership: &Membership,
    now: Instant,
) -> Offered {
    use Action as A;
    use SignUpState as S;

    let window = event.window(now);
    let mut offered = match &sign_up.state {
        S::None | S::Cancelled { .. } | S::Rejected { .. } => {
            return match seat(sign_up, event, membership, 1, now) {
                Ok(Seat::Now) => Offered::these(&[A::SignUp]),
                Ok(Seat::AfterApproval) => Offered::these(&[A::AskForSeat]),
                Ok(Seat::InQueue) => Offered::these(&[A::JoinEventWaitlist]),
                Err(refusal) => Offered::nothing(why_not(&refusal, event, window)),
            };
        }
        S::PendingApproval { .. } => Offered::these(&[A::ChangeSignUp, A::CancelSignUp]),
        S::PendingPayment { .. } => Offered::these(&[A::Pay, A::ChangeSignUp, A::CancelSignUp]),
        S::Confirmed { .. } if sign_up.ticket.is_empty() => {
            Offered::these(&[A::ChangeSignUp, A::CancelSignUp])
        }
        S::Confirmed { .. } => Offered::these(&[A::ShowTicket, A::ChangeSignUp, A::CancelSignUp]),
        S::Waitlisted {
            offer_until: None, ..
        } => Offered::these(&[A::ChangeSignUp, A::LeaveWaitlist]),
        S::Waitlisted {
            offer_until: Some(until),
            ..
        } if now < *until => Offered::these(&[A::AcceptOffer, A::PassOffer, A::ChangeSignUp]),
        S::Waitlisted { .. } => {
            let expired = Some(WhyNot::OfferExpired);
            Offered {
                actions: vec![A::ChangeSignUp, A::LeaveWaitlist],
                why_not: expired,
            }
        }
        S::CheckedIn { .. } | S::NoShow => Offered::default(),
    };
    let may_cancel = sign_up.may_cancel(event, now);
    offered.actions.retain(|action| match (action, window) {
        (A::CancelSignUp | A::LeaveWaitlist | A::PassOffer, _) => may_cancel,
        // The ticket is for the door, so as long as the event goes on.
        (A::ShowTicket, SignUpWindow::Off | SignUpWindow::Over) => false,
        (A::ShowTicket, _) => true,
        (_, SignUpWindow::Off | SignUpWindow::Begun | SignUpWindow::Over) => false,
        _ => true,
    });
    offered.why_not = match window {
        SignUpWindow::Off => Some(called_off(event)),
        SignUpWindow::Begun => Some(WhyNot::Begun),
        SignUpWindow::Over => Some(WhyNot::Over),
        _ => offered.why_not,
    };
    offered
}

fn called_off(event: &Event) -> WhyNot {
    match event.status {
        EventStatus::Postponed => WhyNot::Postponed,
        EventStatus::Proposed => WhyNot::Proposed,
        EventStatus::Cancelled | EventStatus::Scheduled => WhyNot::Cancelled,
    }
}

fn why_not(refusal: &Refusal, event: &Event, window: SignUpWindow) -> WhyNot {
    match refusal {
        Refusal::Off => called_off(event),
        Refusal::Over if window == SignUpWindow::Begun => WhyNot::Begun,
        Refusal::Over => WhyNot::Over,
        Refusal::NotYet { opens } => WhyNot::NotYet { opens: *opens },
        Refusal::MembersOnly => WhyNot::MembersOnly,
        Refusal::InvitationNeeded => WhyNot::InvitationNeeded,
        Refusal::NotAgain { from } => WhyNot::NotAgainUntil(*from),
        Refusal::Full => WhyNot::Full,
        _ => WhyNot::Closed,
    }
}

#[cfg(test)]
mod tests;
