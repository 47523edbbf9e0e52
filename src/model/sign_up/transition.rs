//! What becomes of a sign-up when its holder does something. Every pair of a state and a command
//! has an answer; an illegal one is a [`Refusal`] that says why.
//!
//! Who is signed up may always cancel until the start, whether the event is full, its sign-up
//! closed, or the whole called off. Who comes new never passes those who wait, and no more does a party that
//! grows: who has seats gets more of them only where some are free and nobody waits; who waits keeps the place.

use super::{Companion, SignUp, SignUpState};
use crate::model::{
    Answers, Command, Event, EventId, FieldFault, Instant, Membership, Refusal, SignUpWindow, Who,
};

/// What a person can do about a sign-up.
#[derive(Clone, Debug, PartialEq)]
pub enum SignUpCommand {
    /// Ask for seats.
    SignUp {
        /// Those who come along, the person signing up not counted.
        party: Vec<Companion>,
        /// To what was asked.
        answers: Answers,
        /// Whether one wants to be seen by those who come.
        seen: bool,
    },
    /// Change who comes along, or what was answered.
    Change {
        /// Those who come along, the person signing up not counted.
        party: Vec<Companion>,
        /// To what was asked.
        answers: Answers,
        /// Whether one wants to be seen by those who come.
        seen: bool,
    },
    /// Give one's seats back, or one's place on the waitlist.
    Cancel,
    /// Take the seats that the waitlist offers.
    AcceptOffer,
    /// Say afterwards how it was.
    GiveFeedback {
        /// What; empty takes it back.
        text: String,
    },
}

impl Command {
    /// Which event, and what of its sign-up, if the command is about one.
    #[must_use]
    pub fn sign_up(&self) -> Option<(&EventId, SignUpCommand)> {
        Some(match self {
            Self::SignUp {
                event,
                party,
                answers,
                seen,
            } => {
                let (party, answers, seen) = (party.clone(), answers.clone(), *seen);
                (
                    event,
                    SignUpCommand::SignUp {
                        party,
                        answers,
                        seen,
                    },
                )
            }
            Self::ChangeSignUp {
                event,
                party,
                answers,
                seen,
            } => {
                let (party, answers, seen) = (party.clone(), answers.clone(), *seen);
                (
                    event,
                    SignUpCommand::Change {
                        party,
                        answers,
                        seen,
                    },
                )
            }
            Self::CancelSignUp { event } => (event, SignUpCommand::Cancel),
            Self::AcceptOffer { event } => (event, SignUpCommand::AcceptOffer),
            Self::GiveFeedback { event, text } => {
                let text = text.clone();
                (event, SignUpCommand::GiveFeedback { text })
            }
            _ => return None,
        })
    }
}

/// The sign-up after a command. The ticket is left empty: the backend writes it.
///
/// # Errors
/// A [`Refusal`] when the command is not for this state, moment or person; nothing has changed
/// then.
pub fn sign_up_transition(
    sign_up: &SignUp,
    command: &SignUpCommand,
    event: &Event,
    membership: &Membership,
    now: Instant,
) -> Result<SignUp, Refusal> {
    match command {
        SignUpCommand::SignUp {
            party,
            answers,
            seen,
        } => {
            if sign_up.state.lives() {
                return Err(Refusal::Already);
            }
            let asked = checked(party, answers, *seen, event);
            ask(sign_up, asked, event, membership, now)
        }
        SignUpCommand::Change {
            party,
            answers,
            seen,
        } => change(sign_up, checked(party, answers, *seen, event), event, now),
        SignUpCommand::GiveFeedback { text } => sign_up.with_feedback(text, event, now),
        SignUpCommand::Cancel => {
            if !sign_up.state.lives() {
                return Err(Refusal::NothingThere);
            }
            if !sign_up.may_cancel(event, now) {
                return Err(Refusal::Over);
            }
            // What was answered, and who would have come along, is nobody's business any more.
            Ok(SignUp {
                state: SignUpState::Cancelled { at: now },
                ..SignUp::default()
            })
        }
        SignUpCommand::AcceptOffer => {
            match (&sign_up.state, event.window(now)) {
                (SignUpState::Confirmed { .. }, _) => return Err(Refusal::Already),
                (
                    SignUpState::Waitlisted {
                        offer_until: Some(_),
                        ..
                    },
                    SignUpWindow::Off,
                ) => {
                    return Err(Refusal::Off);
                }
                (
                    SignUpState::Waitlisted {
                        offer_until: Some(_),
                        ..
                    },
                    SignUpWindow::Begun | SignUpWindow::Over,
                ) => return Err(Refusal::Over),
                (
                    SignUpState::Waitlisted {
                        offer_until: Some(until),
                        ..
                    },
                    _,
                ) if *until <= now => {
                    return Err(Refusal::OfferExpired);
                }
                (
                    SignUpState::Waitlisted {
                        offer_until: Some(_),
                        ..
                    },
                    _,
                ) => {}
                _ => return Err(Refusal::NothingThere),
            }
            Ok(SignUp {
                state: SignUpState::Confirmed { since: now },
                ..sign_up.clone()
            })
        }
    }
}

/// What one gets who asks for seats now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::model) enum Seat {
    /// The seats.
    Now,
    /// The seats, if a host agrees.
    AfterApproval,
    /// A place in the queue.
    InQueue,
}

/// What one gets who asks for seats for so many people, questions aside.
pub(in crate::model) fn seat(
    sign_up: &SignUp,
    event: &Event,
    membership: &Membership,
    people: u32,
    now: Instant,
) -> Result<Seat, Refusal> {
    match event.window(now) {
        SignUpWindow::Open(_) => {}
        SignUpWindow::NotYet(opens) => return Err(Refusal::NotYet { opens }),
        SignUpWindow::Closed => return Err(Refusal::Closed),
        SignUpWindow::Begun | SignUpWindow::Over => return Err(Refusal::Over),
        SignUpWindow::Off => return Err(Refusal::Off),
    }
    if matches!(sign_up.state, SignUpState::Rejected { .. }) {
        return Err(Refusal::NotAgain { from: None });
    }
    let policy = &event.sign_up;
    let granted = match policy.who {
        Who::Open => Seat::Now,
        Who::Approval => Seat::AfterApproval,
        Who::Members if membership.role(now).is_some() => Seat::Now,
        Who::Members => return Err(Refusal::MembersOnly),
        Who::Invitation => return Err(Refusal::InvitationNeeded),
    };
    let all = event.capacity.unwrap_or(u32::MAX);
    let left = event.seats_left().unwrap_or(u32::MAX);
    let limit = event.party_limit();
    if people > limit {
        return Err(Refusal::PartyTooLarge { limit });
    }
    match (policy.waitlist, left) {
        (true, _) if all == 0 => Err(Refusal::Full),
        (true, left) if event.waiting > 0 || people > left => Ok(Seat::InQueue),
        (false, 0) => Err(Refusal::Full),
        (false, left) if people > left => Err(Refusal::PartyTooLarge { limit: left }),
        _ => Ok(granted),
    }
}

/// What is asked for, in the form in which it is kept, and what is wrong with it.
struct Asked {
    party: Vec<Companion>,
    answers: Answers,
    seen: bool,
    faults: Vec<FieldFault>,
}

impl Asked {
    /// All of them, the person signing up included.
    fn people(&self) -> u32 {
        let others = u32::try_from(self.party.len());
        others.unwrap_or(u32::MAX).saturating_add(1)
    }

    fn sign_up(self, state: SignUpState, ticket: String) -> Result<SignUp, Refusal> {
        let Self {
            party,
            answers,
            seen,
            faults,
        } = self;
        if !faults.is_empty() {
            return Err(Refusal::Invalid { faults });
        }
        Ok(SignUp {
            state,
            party,
            answers,
            ticket,
            seen,
            feedback: String::new(),
        })
    }
}

fn checked(party: &[Companion], answers: &Answers, seen: bool, event: &Event) -> Asked {
    let policy = &event.sign_up;
    let mut faults = policy.form.check(answers);
    for (at, one) in party.iter().enumerate() {
        one.faults(at, policy, &mut faults);
    }
    Asked {
        party: party.iter().map(|one| one.clean(policy)).collect(),
        answers: policy.form.clean(answers),
        seen,
        faults,
    }
}

fn ask(
    sign_up: &SignUp,
    asked: Asked,
    event: &Event,
    membership: &Membership,
    now: Instant,
) -> Result<SignUp, Refusal> {
    let state = match seat(sign_up, event, membership, asked.people(), now)? {
        Seat::Now => SignUpState::Confirmed { since: now },
        Seat::AfterApproval => SignUpState::PendingApproval { since: now },
        Seat::InQueue => SignUpState::Waitlisted {
            since: now,
            position: Some(event.waiting.saturating_add(1)),
            offer_until: None,
        },
    };
    asked.sign_up(state, String::new())
}

/// Others come along, or other things were answered: until the start, and after the organiser's time is over as well, but
/// with no more people then. Where the person stands, their place and their ticket stay.
fn change(sign_up: &SignUp, asked: Asked, event: &Event, now: Instant) -> Result<SignUp, Refusal> {
    if !sign_up.state.lives() {
        return Err(Refusal::NothingThere);
    }
    let window = event.window(now);
    if window == SignUpWindow::Off {
        return Err(Refusal::Off);
    }
    if !sign_up.may_cancel(event, now) {
        return Err(Refusal::Over);
    }
    let people = asked.people();
    let more = people.saturating_sub(sign_up.people());
    if more > 0 {
        may_grow(sign_up, event, people, more, window)?;
    }
    asked.sign_up(sign_up.state.clone(), sign_up.ticket.clone())
}

/// Refuses so many more people, `people` in all.
fn may_grow(
    sign_up: &SignUp,
    event: &Event,
    people: u32,
    more: u32,
    window: SignUpWindow,
) -> Result<(), Refusal> {
    match window {
        SignUpWindow::Open(_) => {}
        SignUpWindow::NotYet(opens) => return Err(Refusal::NotYet { opens }),
        _ => return Err(Refusal::Closed),
    }
    let limit = event.party_limit();
    if people > limit {
        return Err(Refusal::PartyTooLarge { limit });
    }
    let is_free = event.waiting == 0 && event.seats_left().is_none_or(|left| more <= left);
    if sign_up.state.holds() && !is_free {
        return Err(Refusal::Full);
    }
    Ok(())
}

impl SignUpState {
    /// Whether seats are kept for them: theirs, to be paid, or offered.
    const fn holds(&self) -> bool {
        matches!(
            self,
            Self::Confirmed { .. }
                | Self::PendingPayment { .. }
                | Self::Waitlisted {
                    offer_until: Some(_),
                    ..
                }
        )
    }

    /// Whether one is signed up, waits, or was there.
    const fn lives(&self) -> bool {
        match self {
            Self::PendingApproval { .. }
            | Self::PendingPayment { .. }
            | Self::Confirmed { .. }
            | Self::Waitlisted { .. }
            | Self::CheckedIn { .. }
            | Self::NoShow => true,
            Self::None | Self::Rejected { .. } | Self::Cancelled { .. } => false,
        }
    }
}

impl SignUp {
    /// Whether it can be cancelled: until the start, or until the end when it is called off.
    pub(in crate::model) fn may_cancel(&self, event: &Event, now: Instant) -> bool {
        let came = matches!(
            self.state,
            SignUpState::CheckedIn { .. } | SignUpState::NoShow
        );
        let off = event.window(now) == SignUpWindow::Off;
        self.state.lives() && !came && (now < event.start || off)
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
