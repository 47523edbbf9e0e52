//! What would become of others and of communities under the model's rules, where the service alone knows how they stand.

use crate::model::{
    Acting, Answers, Application, Attendee, Command, Community, Event, Instant, Membership,
    Refusal, Role, SignUp, SignUpState, Verdict, adopt_event, appoint, archive, ask_back, call_off,
    close, edit, edit_event, hand_over, host_transition, hosts, plan_event, remove, reopen,
    review_membership, walk_in,
};

/// Where somebody else stands after a command. Where they stand before, the service knows; that there is a reason, and room, is
/// seen from here.
pub(super) fn of_another(
    command: &Command,
    is: &Membership,
    community: &Community,
    now: Instant,
) -> Result<Membership, Refusal> {
    let pending = Membership::PendingApproval {
        since: now,
        answers: Answers::new(),
        more: Application::default(),
    };
    match command {
        Command::Review { verdict, .. } => {
            if *verdict != Verdict::Paid {
                return review_membership(&pending, verdict, community, now);
            }
            // For coming in, or for another term of somebody who is in.
            let comes = Membership::PendingPayment {
                since: now,
                role: Role::Member,
                rules: None,
                link: String::new(),
            };
            let stays = Membership::Member {
                role: Role::Member,
                since: now,
                until: Some(now),
                rules: None,
                paying: Some(now),
            };
            review_membership(&comes, verdict, community, now)
                .or_else(|_| review_membership(&stays, verdict, community, now))
        }
        Command::Say { text, .. } => ask_back(is, &pending, "", text, community, now),
        Command::Appoint { role, .. } => {
            let member = if *role == Role::Member {
                Role::Host
            } else {
                Role::Member
            };
            appoint(is, &Membership::member(member, now), *role, community, now)
        }
        Command::Remove { reason, .. } => {
            let whom = Membership::member(Role::Member, now);
            remove(is, &whom, reason, community, now)
        }
        Command::HandOver { .. } => {
            let whom = Membership::member(Role::Member, now);
            hand_over(is, &whom, community, now).map(|(_, whom)| whom)
        }
        _ => Err(Refusal::NotOffered),
    }
}

/// Whether what is to become of a community itself may be.
pub(super) fn of_community(
    command: &Command,
    is: &Membership,
    community: &Community,
    now: Instant,
) -> Result<(), Refusal> {
    match command {
        Command::Edit { charter, .. } => edit(is, charter, community, now).map(|_| ()),
        Command::Close { farewell, .. } => close(is, farewell, community, now).map(|_| ()),
        Command::Archive { .. } => archive(is, community, now).map(|_| ()),
        Command::Reopen { .. } => reopen(is, community, now).map(|_| ()),
        _ => Err(Refusal::NotOffered),
    }
}

/// Where somebody stands with an event after what a host says, as far as that is seen from here: who walks in or is checked in is
/// there. `None` where the service alone knows.
pub(super) fn of_seat(
    command: &Command,
    is: &Membership,
    event: &Event,
    now: Instant,
) -> Result<Option<SignUp>, Refusal> {
    match command {
        Command::WalkIn { .. } => walk_in(is, command, event, now).map(|who| Some(who.is)),
        Command::CheckIn { person, .. } => {
            let whom = Attendee {
                id: person.clone(),
                name: String::new(),
                guest: false,
                member: false,
                is: SignUp {
                    state: SignUpState::Confirmed { since: now },
                    ..SignUp::default()
                },
            };
            host_transition(is, &whom, command, event, now).map(Some)
        }
        _ if !hosts(is, now) => Err(Refusal::Forbidden),
        _ => Ok(None),
    }
}

/// Whether a command is about an event itself, of which the rules are known here.
pub(super) const fn is_planning(command: &Command) -> bool {
    matches!(
        command,
        Command::CreateEvent { .. }
            | Command::EditEvent { .. }
            | Command::CallOff { .. }
            | Command::AdoptEvent { .. }
    )
}

/// Whether what is to become of an event may be. Who proposed it, and how many of theirs nobody has answered, the service knows.
pub(super) fn of_event(
    command: &Command,
    (is, name): (&Membership, &str),
    event: Option<&Event>,
    community: &Community,
    now: Instant,
) -> Result<(), Refusal> {
    let who = Acting {
        is,
        proposed_it: true,
    };
    match (command, event) {
        (
            Command::CreateEvent {
                event, plan, more, ..
            },
            _,
        ) => plan_event((plan, more), event, (is, name), 0, community, now).map(|_| ()),
        (Command::EditEvent { plan, .. }, Some(event)) => {
            edit_event(who, plan, event, community, now).map(|_| ())
        }
        (Command::CallOff { status, reason, .. }, Some(event)) => {
            call_off(who, *status, reason, event, community, now).map(|_| ())
        }
        (Command::AdoptEvent { .. }, Some(event)) => {
            adopt_event(is, event, community, now).map(|_| ())
        }
        _ => Err(Refusal::NotOffered),
    }
}
