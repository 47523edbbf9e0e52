//! What would become of others and of communities under the model's rules, where the service alone knows how they stand.

use crate::model::{
    Answers, Application, Command, Community, Instant, Membership, Refusal, Role, Verdict, appoint,
    archive, ask_back, close, edit, hand_over, remove, reopen, review_membership,
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
