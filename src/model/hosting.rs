//! What hosts do about those who come to an event: who gets a seat, who is there, who did not come.
//!
//! Pure, as what people decide about themselves is; every pair of a state and a command has an answer. What the rules give away is
//! never more than there are seats. Who stands at the door is another matter: that somebody came is a fact, which a host notes down and
//! nobody refuses for want of seats, and who had a seat may always come late.

mod csv;
mod list;

use super::json::{FromJson, Node, Record, Sink, record};
use super::review::{REASON_MAX, said};
use super::{
    Command, Event, EventStatus, FaultKind, FieldFault, Instant, Membership, PersonId, Refusal,
    Role, SignUp, SignUpState, SignUpWindow, review_sign_up,
};

pub use csv::csv;
pub use list::{AtDoor, Listed, Tally, by_code, code_read, names_of, tally, with_marks};

/// From so many seconds before the start people can be checked in: a day.
pub const DOOR_OPENS_S: i64 = 86_400;
/// For so many seconds after the end it can be noted down who came: a week, since marks may wait for a network.
pub const DOOR_SHUTS_S: i64 = 7 * 86_400;
/// Most characters of the name of somebody who walks in.
const NAME_MAX: usize = 60;
/// Most people who walk in together.
const PEOPLE_MAX: u32 = 20;

/// Somebody who comes to an event, as its hosts see them.
#[derive(Clone, Debug, PartialEq)]
pub struct Attendee {
    /// By what hosts name them to the backend.
    pub id: PersonId,
    /// Name; empty where the backend does not tell.
    pub name: String,
    /// Of whom only the hosts know: they have no account here.
    pub guest: bool,
    /// Whether they are a member of the community.
    pub member: bool,
    /// Where they stand, with whom they come, what they answered, and the code of their ticket. In JSON beside the name.
    pub is: SignUp,
}

impl FromJson for Attendee {
    fn read(node: &Node<'_>) -> Self {
        node.is_object();
        Self {
            id: node.needed("id"),
            name: node.usual("name"),
            guest: node.usual("guest"),
            member: node.usual("member"),
            is: SignUp::read(node),
        }
    }
}

impl Record for Attendee {
    fn fields<S: Sink>(&self, sink: &mut S) {
        sink.put("id", &self.id);
        sink.sparse("name", &self.name);
        sink.sparse("guest", &self.guest);
        sink.sparse("member", &self.member);
        self.is.fields(sink);
    }
}

record!(@written Attendee);

/// Whether somebody looks after who comes to the events of a community. `is` is their membership of it.
#[must_use]
pub fn hosts(is: &Membership, now: Instant) -> bool {
    is.role(now).is_some_and(Role::reviews_sign_ups)
}

fn hosted(is: &Membership, now: Instant) -> Result<(), Refusal> {
    if hosts(is, now) {
        Ok(())
    } else {
        Err(Refusal::Forbidden)
    }
}

impl Event {
    /// From when and until when it can be noted down who came.
    #[must_use]
    pub fn door(&self) -> (Instant, Instant) {
        (
            self.start.plus(-DOOR_OPENS_S),
            self.ends().plus(DOOR_SHUTS_S),
        )
    }
}

/// The moment that is kept of somebody's coming, said to have been `at`. Where it is not the time for it, why.
fn came(event: &Event, at: Instant, now: Instant) -> Result<Instant, Refusal> {
    let (opens, shuts) = event.door();
    if event.status != EventStatus::Scheduled {
        return Err(Refusal::Off);
    }
    if now < opens {
        return Err(Refusal::NotYet { opens });
    }
    if now > shuts {
        return Err(Refusal::Over);
    }
    // Clocks of phones are what they are.
    Ok(at.max(opens).min(now))
}

/// The sign-up of somebody else after a host's command. `is` is the membership of who gives it. The ticket is left as it is: the
/// backend writes it for who gets a seat.
///
/// # Errors
/// [`Refusal::Forbidden`] for who does not host; [`Refusal::Already`] when it is so, [`Refusal::NothingThere`] when the command is not for
/// this state; [`Refusal::Full`], [`Refusal::NotYet`], [`Refusal::Off`] and [`Refusal::Over`] as the command has it;
/// [`Refusal::NotOffered`] for a command that is not about somebody's sign-up. Nothing has changed then.
pub fn host_transition(
    is: &Membership,
    whom: &Attendee,
    command: &Command,
    event: &Event,
    now: Instant,
) -> Result<SignUp, Refusal> {
    hosted(is, now)?;
    let sign_up = &whom.is;
    let with = |state| {
        Ok(SignUp {
            state,
            ..sign_up.clone()
        })
    };
    match command {
        Command::ReviewSignUp { verdict, .. } => review_sign_up(sign_up, verdict, event, now),
        Command::Promote { .. } => with(promoted(sign_up, event, now)?),
        Command::TurnAway { reason, .. } => turned_away(sign_up, reason, event, now),
        Command::CheckIn { at, .. } => {
            let at = came(event, *at, now)?;
            match sign_up.state {
                SignUpState::CheckedIn { .. } => Err(Refusal::Already),
                // Who asks, or has still to pay, hears the host's word first: so what is undone takes nobody past it.
                SignUpState::None
                | SignUpState::PendingApproval { .. }
                | SignUpState::PendingPayment { .. }
                | SignUpState::Rejected { .. }
                | SignUpState::Cancelled { .. } => Err(Refusal::NothingThere),
                _ => with(SignUpState::CheckedIn { at }),
            }
        }
        Command::UndoCheckIn { .. } => {
            came(event, now, now)?;
            let SignUpState::CheckedIn { at } = sign_up.state else {
                return Err(Refusal::NothingThere);
            };
            with(if !sign_up.ticket.is_empty() {
                SignUpState::Confirmed { since: at }
            } else if whom.guest {
                SignUpState::Cancelled { at: now }
            } else {
                // Who was let in without a seat waits again.
                SignUpState::Waitlisted {
                    since: at,
                    position: None,
                    offer_until: None,
                }
            })
        }
        _ => Err(Refusal::NotOffered),
    }
}

/// Gives who waits the seats that are free, whoever waits in front of them: a host answers for that.
fn promoted(sign_up: &SignUp, event: &Event, now: Instant) -> Result<SignUpState, Refusal> {
    match event.window(now) {
        SignUpWindow::Off => return Err(Refusal::Off),
        SignUpWindow::Over => return Err(Refusal::Over),
        _ => {}
    }
    let SignUpState::Waitlisted { offer_until, .. } = &sign_up.state else {
        return Err(match sign_up.state {
            SignUpState::Confirmed { .. } | SignUpState::CheckedIn { .. } => Refusal::Already,
            _ => Refusal::NothingThere,
        });
    };
    // Seats that are offered to them are kept for them.
    let is_kept = offer_until.is_some_and(|until| until > now);
    if !is_kept
        && event
            .seats_left()
            .is_some_and(|left| sign_up.people() > left)
    {
        return Err(Refusal::Full);
    }
    Ok(SignUpState::Confirmed { since: now })
}

fn turned_away(
    sign_up: &SignUp,
    reason: &str,
    event: &Event,
    now: Instant,
) -> Result<SignUp, Refusal> {
    match sign_up.state {
        SignUpState::PendingApproval { .. }
        | SignUpState::PendingPayment { .. }
        | SignUpState::Confirmed { .. }
        | SignUpState::Waitlisted { .. } => {}
        SignUpState::Rejected { .. } => return Err(Refusal::Already),
        SignUpState::CheckedIn { .. } | SignUpState::NoShow => return Err(Refusal::Over),
        SignUpState::None | SignUpState::Cancelled { .. } => return Err(Refusal::NothingThere),
    }
    if now >= event.ends() {
        return Err(Refusal::Over);
    }
    // What was answered, and who would have come along, is nobody's business any more.
    Ok(SignUp {
        state: SignUpState::Rejected {
            reason: said("reason", reason, REASON_MAX)?,
        },
        ..SignUp::default()
    })
}

/// Somebody who is there without having signed up.
///
/// # Errors
/// [`Refusal::Forbidden`] for who does not host, [`Refusal::Invalid`] for what is wrong with the name or the number,
/// [`Refusal::NotYet`], [`Refusal::Off`] and [`Refusal::Over`] as for checking in.
pub fn walk_in(
    is: &Membership,
    command: &Command,
    event: &Event,
    now: Instant,
) -> Result<Attendee, Refusal> {
    let Command::WalkIn {
        person,
        name,
        people,
        at,
        ..
    } = command
    else {
        return Err(Refusal::NotOffered);
    };
    hosted(is, now)?;
    let at = came(event, *at, now)?;
    let name = said("name", name, NAME_MAX)?;
    let kind = match *people {
        0 => Some(FaultKind::TooLittle(1)),
        n if n > PEOPLE_MAX => Some(FaultKind::TooMuch(PEOPLE_MAX)),
        _ => None,
    };
    if let Some(kind) = kind {
        let key = "people".to_owned();
        return Err(Refusal::Invalid {
            faults: vec![FieldFault { key, kind }],
        });
    }
    let others = usize::try_from(people.saturating_sub(1)).unwrap_or_default();
    Ok(Attendee {
        id: person.clone(),
        name,
        guest: true,
        member: false,
        is: SignUp {
            state: SignUpState::CheckedIn { at },
            party: vec![Default::default(); others],
            ..SignUp::default()
        },
    })
}

/// Refuses to say that nobody else comes: that is known once it has begun, and for as long as it can be noted down who came.
///
/// # Errors
/// [`Refusal::Forbidden`] for who does not host, [`Refusal::NotYet`], [`Refusal::Off`] and [`Refusal::Over`].
pub fn close_attendance(is: &Membership, event: &Event, now: Instant) -> Result<(), Refusal> {
    hosted(is, now)?;
    came(event, now, now)?;
    if now < event.start {
        return Err(Refusal::NotYet { opens: event.start });
    }
    Ok(())
}

/// What becomes of a sign-up when nobody else comes: who had a seat did not come. `None` of who had none, or is there.
#[must_use]
pub fn no_show(sign_up: &SignUp) -> Option<SignUp> {
    match sign_up.state {
        SignUpState::Confirmed { .. } | SignUpState::PendingPayment { .. } => Some(SignUp {
            state: SignUpState::NoShow,
            ..sign_up.clone()
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
