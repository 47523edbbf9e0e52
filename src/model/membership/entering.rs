//! Coming in from outside: who is let in at once, who knocks, who waits, who pays.

use super::{
    Application, Brought, Membership, MembershipCommand,
    transition::{agreed, brought_by, comes_under, faultless, living},
};
use crate::model::{Answers, Community, Door, Instant, Refusal, Role};

/// Somebody from outside.
pub(super) fn come(
    community: &Community,
    join: &MembershipCommand,
    now: Instant,
) -> Result<Membership, Refusal> {
    let MembershipCommand::Join {
        answers,
        rules,
        brought,
        sponsor,
        listed,
    } = join
    else {
        return Err(Refusal::NothingThere);
    };
    let policy = &community.policy;
    let looked_at = match brought {
        Brought::Unseen => return let_in(community, *rules, Role::Member, now),
        Brought::By(invitation) => {
            invitation.holds(now)?;
            if !invitation.approval {
                return let_in(community, *rules, invitation.role, now);
            }
            true
        }
        Brought::Nobody => {
            match policy.door {
                Door::Closed => return Err(Refusal::Closed),
                Door::Invitation => return Err(Refusal::InvitationNeeded),
                Door::Open | Door::Approval => {}
            }
            community.looks_at_applications()
        }
    };
    living(community, now)?;
    agreed(community, *rules)?;
    faultless(policy.form.check(answers))?;
    let sponsor = match brought {
        Brought::Nobody => brought_by(community, sponsor)?,
        Brought::Unseen | Brought::By(_) => String::new(),
    };
    let rules = comes_under(community, *rules);
    if community.is_full() {
        return Ok(Membership::Waitlisted {
            since: now,
            position: None,
            rules,
        });
    }
    if looked_at {
        return Ok(Membership::PendingApproval {
            since: now,
            answers: policy.form.clean(answers),
            more: Application {
                rules,
                sponsor,
                listed: *listed,
                ..Application::default()
            },
        });
    }
    Ok(in_after_dues(community, rules, Role::Member, now))
}

/// Somebody whom nobody needs to look at any more.
pub(super) fn let_in(
    community: &Community,
    rules: Option<u32>,
    role: Role,
    now: Instant,
) -> Result<Membership, Refusal> {
    living(community, now)?;
    agreed(community, rules)?;
    let rules = comes_under(community, rules);
    if community.is_full() {
        return Ok(Membership::Waitlisted {
            since: now,
            position: None,
            rules,
        });
    }
    Ok(in_after_dues(community, rules, role, now))
}

/// Somebody who waited for a place, once there is one: the dues come first, and before them an organiser looks at what they wrote
/// (`wrote`), where nobody has yet. `None` for who does not wait, and in a community that has ended.
#[must_use]
pub fn moved_up(
    state: &Membership,
    wrote: Option<(Answers, Application)>,
    community: &Community,
    now: Instant,
) -> Option<Membership> {
    let Membership::Waitlisted { rules, .. } = state else {
        return None;
    };
    if community.has_ended(now) {
        return None;
    }
    Some(match wrote {
        Some((answers, more)) => Membership::PendingApproval {
            since: now,
            answers,
            more: Application {
                rules: *rules,
                ..more
            },
        },
        None => in_after_dues(community, *rules, Role::Member, now),
    })
}

/// Whom nothing keeps outside but what is to be paid.
pub(in crate::model) fn in_after_dues(
    community: &Community,
    rules: Option<u32>,
    role: Role,
    now: Instant,
) -> Membership {
    if community.policy.is_paid() {
        return Membership::PendingPayment {
            since: now,
            role,
            rules,
            link: String::new(),
        };
    }
    let until = community.policy.months().map(|n| now.plus_months(n));
    Membership::Member {
        role,
        since: now,
        until,
        rules,
        paying: None,
    }
}
