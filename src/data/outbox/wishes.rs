//! What a command wants, told from where the viewer stands: whether it was carried out, whether a later one annuls it,
//! and what it is expected to bring. Pure.

use serde_json::Value;

use crate::{
    model::{
        Command, Membership, Outcome, Refusal, SignUp, SignUpState, Subject, ToJson as _, Viewer,
    },
    port::json_text,
};

use super::pace::hash;

/// Whether a command arrived, told from where the viewer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Proof {
    /// It stands as it was wanted.
    Done,
    /// It stands as it did before.
    NotDone,
    /// It stands in a third way.
    Unknown,
}

/// Where the viewer stands with what a command is about, as a digest, to be compared later. Another one with a later
/// version of the app only means that it cannot be told.
pub(super) fn standing(viewer: &Viewer, subject: Subject) -> String {
    let text = json_text(&match viewer.standing(subject) {
        Some(Outcome::Membership(_, now)) => now.to_json(),
        Some(Outcome::SignUp(_, now)) => now.to_json(),
        Some(Outcome::Following(_, now)) => now.into(),
        _ => Value::Null,
    });
    format!("{:08x}{:08x}", hash(&text, 0), hash(&text, 1))
}

/// Whether the command was carried out. `before` is where the viewer stood when it was first sent.
pub(super) fn proof(command: &Command, before: Option<&str>, viewer: &Viewer) -> Proof {
    if is_so(command, viewer) {
        return Proof::Done;
    }
    let now = standing(viewer, command.subject());
    match before {
        Some(before) if before == now => Proof::NotDone,
        _ => Proof::Unknown,
    }
}

/// Whether where the viewer stands says anything of it at all.
pub(super) fn is_of_viewer(command: &Command) -> bool {
    Viewer::default().standing(command.subject()).is_some()
}

/// Whether it stands as the command wants it, whoever brought that about.
pub(super) fn is_so(command: &Command, viewer: &Viewer) -> bool {
    match viewer.standing(command.subject()) {
        Some(Outcome::Membership(_, now)) => membership_is_so(command, &now),
        Some(Outcome::SignUp(_, now)) => sign_up_is_so(command, &now),
        Some(Outcome::Following(_, now)) => matches!(command, Command::Follow { .. }) == now,
        _ => false,
    }
}

fn membership_is_so(command: &Command, now: &Membership) -> bool {
    let knocked = matches!(
        now,
        Membership::PendingApproval { .. }
            | Membership::PendingPayment { .. }
            | Membership::Waitlisted { .. }
    );
    let is_in = matches!(now, Membership::Member { .. });
    match command {
        Command::Join { .. } | Command::AcceptInvitation { .. } | Command::Found { .. } => {
            knocked || is_in
        }
        Command::Withdraw { .. } => !knocked && !is_in,
        Command::DeclineInvitation { .. } => matches!(now, Membership::None),
        Command::Leave { .. } => !is_in,
        // Whatever the service has made of the answers, it has not made others of them.
        Command::Amend {
            answers, sponsor, ..
        } => match now {
            Membership::PendingApproval {
                answers: kept,
                more,
                ..
            } => kept == answers && more.sponsor == sponsor.trim(),
            _ => false,
        },
        Command::Agree { rules, .. } => {
            matches!(now, Membership::Member { rules: Some(agreed), .. } if agreed >= rules)
        }
        // Of one that costs nothing only the end of the term would tell, and that is not known before.
        Command::Renew { .. } => matches!(
            now,
            Membership::Member {
                paying: Some(_),
                ..
            }
        ),
        Command::Say {
            person: None, text, ..
        } => match now {
            Membership::PendingApproval { more, .. } => {
                let last = more.talk.iter().rev().find(|word| word.by.is_empty());
                last.is_some_and(|word| word.text == text.trim())
            }
            _ => false,
        },
        _ => false,
    }
}

fn sign_up_is_so(command: &Command, now: &SignUp) -> bool {
    let has_seat = matches!(
        now.state,
        SignUpState::PendingPayment { .. }
            | SignUpState::Confirmed { .. }
            | SignUpState::CheckedIn { .. }
    );
    let waits = matches!(
        now.state,
        SignUpState::PendingApproval { .. } | SignUpState::Waitlisted { .. }
    );
    match command {
        // With the same people: with others it was another sign-up.
        Command::SignUp { party, .. } => (has_seat || waits) && now.party == *party,
        Command::ChangeSignUp {
            party,
            answers,
            seen,
            ..
        } => {
            let same = now.party == *party && now.answers == *answers && now.seen == *seen;
            (has_seat || waits) && same
        }
        Command::GiveFeedback { text, .. } => now.feedback == text.trim(),
        Command::CancelSignUp { .. } => !has_seat && !waits,
        Command::AcceptOffer { .. } => has_seat,
        _ => false,
    }
}

/// Whether a refusal says no more than that it is so already.
pub(super) fn is_moot(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::Already | Refusal::NothingThere)
}

/// What is so where a refusal says that another has brought about what was wanted: who is at the door is there, whoever of two hosts has
/// noted it down first. Who it was that did it is asked for anew.
pub(super) fn is_so_anyway(command: &Command, refusal: &Refusal) -> Option<Outcome> {
    match (command, refusal) {
        (Command::CheckIn { event, .. }, Refusal::Already) => Some(Outcome::Event(event.clone())),
        _ => None,
    }
}

/// What becomes of a command that nothing was sent of, when a later one about the same thing is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Annulled {
    /// Neither is sent.
    Both,
    /// Only the later one is.
    Earlier,
    /// Both are, in their order.
    Neither,
}

/// Whether a later command takes an unsent one back.
pub(super) fn annulled(earlier: &Command, later: &Command) -> Annulled {
    use Command as C;
    if earlier.subject() != later.subject() {
        return Annulled::Neither;
    }
    match (earlier, later) {
        (C::Join { .. }, C::Withdraw { .. } | C::Leave { .. })
        | (C::AcceptInvitation { .. }, C::Leave { .. } | C::Withdraw { .. })
        | (C::SignUp { .. }, C::CancelSignUp { .. })
        // A mark of which nobody has heard.
        | (C::CheckIn { .. } | C::WalkIn { .. }, C::UndoCheckIn { .. })
        | (C::UndoCheckIn { .. }, C::CheckIn { .. })
        // A code that nobody has heard of opens nothing.
        | (C::Invite { .. }, C::Revoke { .. })
        // What nobody was asked, and whom nobody was kept from.
        | (C::AskContact { .. }, C::TakeBackRequest { .. })
        | (C::Block { .. }, C::Unblock { .. })
        | (C::Unblock { .. }, C::Block { .. }) => Annulled::Both,
        (C::AcceptInvitation { .. }, C::DeclineInvitation { .. })
        | (C::AcceptOffer { .. }, C::CancelSignUp { .. }) => Annulled::Earlier,
        // Said twice, the later words hold.
        (C::Join { .. }, C::Join { .. })
        | (C::SignUp { .. }, C::SignUp { .. })
        | (C::ChangeSignUp { .. }, C::ChangeSignUp { .. } | C::CancelSignUp { .. })
        | (C::GiveFeedback { .. }, C::GiveFeedback { .. })
        | (C::Review { .. }, C::Review { .. })
        | (C::Amend { .. }, C::Amend { .. } | C::Withdraw { .. })
        | (C::Agree { .. }, C::Agree { .. } | C::Leave { .. })
        | (C::Renew { .. }, C::Renew { .. } | C::Leave { .. })
        | (C::Appoint { .. }, C::Appoint { .. } | C::Remove { .. })
        | (C::Remove { .. }, C::Remove { .. })
        | (C::Invite { .. }, C::Invite { .. })
        | (C::Found { .. }, C::Found { .. })
        | (C::CreateEvent { .. }, C::CreateEvent { .. })
        | (C::CallOff { .. }, C::CallOff { .. })
        | (C::Close { .. }, C::Close { .. })
        | (C::ReviewSignUp { .. }, C::ReviewSignUp { .. } | C::TurnAway { .. })
        | (C::Promote { .. }, C::TurnAway { .. })
        | (C::WriteEntry { .. }, C::RemoveEntry { .. })
        | (C::AskContact { .. }, C::AskContact { .. } | C::Block { .. })
        | (
            C::GrantRequest { .. },
            C::GrantRequest { .. } | C::RefuseRequest { .. },
        )
        | (C::RefuseRequest { .. }, C::GrantRequest { .. } | C::RefuseRequest { .. })
        | (C::TurnAway { .. }, C::TurnAway { .. }) => Annulled::Earlier,
        // The later one alone: the service may have followed, or not, before either.
        (C::Follow { .. }, C::Unfollow { .. }) | (C::Unfollow { .. }, C::Follow { .. }) => {
            Annulled::Earlier
        }
        (
            C::Edit {
                charter: earlier, ..
            },
            C::Edit { charter: later, .. },
        ) if says_all_of(&later.to_json(), &earlier.to_json()) => Annulled::Earlier,
        (C::EditEvent { plan: earlier, .. }, C::EditEvent { plan: later, .. })
            if earlier.without.is_empty() && says_all_of(&later.to_json(), &earlier.to_json()) =>
        {
            Annulled::Earlier
        }
        (C::WriteEntry { entry: earlier, .. }, C::WriteEntry { entry: later, .. })
            if later.says_all_of(earlier) =>
        {
            Annulled::Earlier
        }
        _ if earlier == later => Annulled::Earlier,
        _ => Annulled::Neither,
    }
}

/// Whether a later change of a thing leaves nothing of an earlier one.
fn says_all_of(later: &Value, earlier: &Value) -> bool {
    let mut fields = earlier.as_object().into_iter().flatten();
    fields.all(|(field, _)| later.get(field).is_some())
}

/// Whether a later command has to wait for an earlier one: about the same, or such that the earlier one decides
/// whether there is anything for the later one to be about.
pub(super) fn waits_for(later: &Command, earlier: &Command) -> bool {
    if earlier.subject() == later.subject() {
        return true;
    }
    match (earlier, later.subject()) {
        // First it is founded, and then somebody is invited there.
        (
            Command::Found { community, .. },
            Subject::Community(id) | Subject::Invitation(id, _) | Subject::Person(id, _),
        )
        // Who is in has an entry, and asks others.
        | (
            Command::Join { community, .. }
            | Command::AcceptInvitation { community, .. }
            | Command::Found { community, .. },
            Subject::Entry(id) | Subject::Contact(id, _) | Subject::Request(id, _),
        )
        // Who hands over can leave then, and neither edit nor close.
        | (
            Command::HandOver { community, .. },
            Subject::Membership(id) | Subject::Community(id),
        ) => *community == id,
        // Who is there is said before it is said that nobody else comes, and the other way round.
        (Command::CloseAttendance { event }, Subject::Seat(id, _)) => *event == id,
        (_, Subject::Event(id)) if matches!(later, Command::CloseAttendance { .. }) => {
            matches!(earlier.subject(), Subject::Seat(event, _) if event == id)
        }
        // The meetings of a series are there once it is planned.
        (
            Command::CreateEvent { event, .. },
            Subject::Event(id) | Subject::SignUp(id) | Subject::Seat(id, _),
        ) => {
            let rest = id.as_str().strip_prefix(event.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        }
        (Command::Found { community, .. }, Subject::Event(_)) => {
            matches!(later, Command::CreateEvent { community: of, .. } if of == community)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests;
