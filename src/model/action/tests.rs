//! Which buttons there are, and the law that they do what they say.

use super::{Action as A, Offered, WhyNot, community_actions, event_actions};
use crate::model::testing::{community, days, event, now};
use crate::model::{
    Answers, Community, Door, Dues, DuesPeriod, Event, EventStatus, Instant, Membership as M,
    MembershipCommand as C, Referral, Refusal, Role, Rules, SignUp, SignUpCommand,
    SignUpState as S, Who, membership_transition, sign_up_transition,
};

fn memberships() -> Vec<M> {
    let (past, future) = (days(now(), -3), days(now(), 3));
    let mut all = vec![
        M::None,
        M::PendingApproval {
            since: past,
            answers: Answers::new(),
        },
        M::PendingPayment { since: past },
        M::Waitlisted {
            since: past,
            position: Some(1),
        },
        M::Left { at: past },
        M::Removed {
            reason: String::new(),
        },
        M::Expired { at: past },
    ];
    for time in [None, Some(past), Some(now()), Some(future)] {
        all.push(M::Invited { until: time });
        all.push(M::Rejected {
            reason: String::new(),
            again_from: time,
        });
        for role in [Role::Owner, Role::Deputy, Role::Member] {
            all.push(M::Member {
                role,
                since: past,
                until: time,
            });
        }
    }
    all
}

/// Every door, with and without consent, referral, dues, room, an end.
fn communities() -> Vec<Community> {
    let mut all = Vec::new();
    for door in [Door::Open, Door::Approval, Door::Invitation, Door::Closed] {
        for bits in 0_u8..32 {
            let mut it = community("c");
            it.members = 10;
            it.policy.door = door;
            it.policy.consent = bits & 1 != 0;
            it.rules = Rules {
                version: 3,
                lines: Vec::new(),
            };
            it.policy.referral = (bits & 2 != 0).then(|| Referral {
                count: 1,
                kind: String::new(),
            });
            let period = DuesPeriod::Month;
            it.policy.dues = (bits & 4 != 0).then(|| Dues {
                amount: 1,
                currency: "CNY".to_owned(),
                period,
            });
            it.policy.capacity = (bits & 8 != 0).then_some(10);
            it.activity.closed = (bits & 16 != 0).then_some(now());
            all.push(it);
        }
    }
    all
}

#[test]
fn a_community_offers_what_it_accepts_and_nothing_else() {
    let rules = Some(3);
    let commands: [(C, &[A]); 5] = [
        // An invited person may come in by either door.
        (
            C::Join {
                answers: Answers::new(),
                rules,
            },
            &[
                A::Join,
                A::Apply,
                A::JoinWaitlist,
                A::Renew,
                A::AcceptInvitation,
            ],
        ),
        (C::AcceptInvitation { rules }, &[A::AcceptInvitation]),
        (C::DeclineInvitation, &[A::DeclineInvitation]),
        (C::Withdraw, &[A::Withdraw]),
        (C::Leave, &[A::Leave]),
    ];
    for community in communities() {
        for membership in memberships() {
            let offered = community_actions(&membership, &community, now());
            for (command, buttons) in &commands {
                let outcome = membership_transition(&membership, command, &community, now());
                let has_button = buttons
                    .iter()
                    .any(|button| offered.actions.contains(button));
                assert_eq!(
                    outcome.is_ok(),
                    has_button,
                    "{membership:?} {:?} {command:?}: {offered:?} {outcome:?}",
                    community.policy
                );
            }
            // Where there is no button there is a reason.
            assert!(
                !offered.actions.is_empty() || offered.why_not.is_some(),
                "{membership:?}"
            );
        }
    }
}

#[test]
fn the_button_says_what_will_come_of_it() {
    for community in communities() {
        for membership in memberships() {
            let offered = community_actions(&membership, &community, now());
            let join = C::Join {
                answers: Answers::new(),
                rules: Some(3),
            };
            let Ok(after) = membership_transition(&membership, &join, &community, now()) else {
                continue;
            };
            let fits = match offered.actions[0] {
                A::Apply => matches!(after, M::PendingApproval { .. }),
                A::JoinWaitlist => matches!(after, M::Waitlisted { .. }),
                A::Join => matches!(after, M::Member { .. } | M::PendingPayment { .. }),
                A::Renew | A::AcceptInvitation => !matches!(after, M::PendingApproval { .. }),
                _ => false,
            };
            assert!(fits, "{membership:?}: {offered:?} {after:?}");
        }
    }
}

#[test]
fn buttons_of_a_community() {
    let later = days(now(), 3);
    let check = |membership: M, door: Door, actions: &[A], why_not: Option<WhyNot>| {
        let mut it = community("c");
        it.policy.door = door;
        let offered = community_actions(&membership, &it, now());
        assert_eq!(
            offered,
            Offered {
                actions: actions.to_vec(),
                why_not
            },
            "{membership:?}"
        );
    };
    let member = |role| M::Member {
        role,
        since: now(),
        until: None,
    };
    let invited = M::Invited { until: None };
    let rejected = M::Rejected {
        reason: String::new(),
        again_from: Some(later),
    };
    check(M::None, Door::Open, &[A::Join], None);
    check(M::None, Door::Approval, &[A::Apply], None);
    check(
        M::None,
        Door::Invitation,
        &[],
        Some(WhyNot::InvitationNeeded),
    );
    check(M::None, Door::Closed, &[], Some(WhyNot::DoorClosed));
    check(
        invited,
        Door::Invitation,
        &[A::AcceptInvitation, A::DeclineInvitation],
        None,
    );
    check(
        M::PendingPayment { since: now() },
        Door::Open,
        &[A::Pay, A::Withdraw],
        None,
    );
    check(
        M::Waitlisted {
            since: now(),
            position: None,
        },
        Door::Open,
        &[A::Withdraw],
        None,
    );
    check(member(Role::Member), Door::Closed, &[A::Leave], None);
    check(
        member(Role::Owner),
        Door::Open,
        &[],
        Some(WhyNot::OwnerMustHandOver),
    );
    check(M::Expired { at: now() }, Door::Closed, &[A::Renew], None);
    check(
        rejected,
        Door::Approval,
        &[],
        Some(WhyNot::NotAgainUntil(Some(later))),
    );
    check(
        M::Removed {
            reason: String::new(),
        },
        Door::Open,
        &[],
        Some(WhyNot::Removed),
    );
}

fn sign_ups() -> Vec<SignUp> {
    let past = days(now(), -3);
    let waits = |offer_until| S::Waitlisted {
        since: past,
        position: None,
        offer_until,
    };
    let states = vec![
        S::None,
        S::PendingApproval { since: past },
        S::PendingPayment { since: past },
        S::Confirmed { since: past },
        waits(None),
        waits(Some(now())),
        waits(Some(now().plus(60))),
        S::Rejected {
            reason: String::new(),
        },
        S::Cancelled { at: past },
        S::CheckedIn { at: past },
        S::NoShow,
    ];
    let sign_up = |state| SignUp {
        state,
        ..SignUp::default()
    };
    states.into_iter().map(sign_up).collect()
}

/// Every policy and status, every moment, with room, without, with a queue.
fn events() -> Vec<Event> {
    let mut all = Vec::new();
    let starts = [
        days(now(), 2),
        days(now(), 1),
        now().plus(1),
        now(),
        days(now(), -1),
    ];
    let houses = [
        (None, 0, 0),
        (Some(5), 4, 0),
        (Some(5), 5, 0),
        (Some(5), 3, 2),
        (Some(0), 0, 0),
    ];
    for who in [Who::Open, Who::Approval, Who::Members, Who::Invitation] {
        for status in [
            EventStatus::Scheduled,
            EventStatus::Postponed,
            EventStatus::Cancelled,
        ] {
            for start in starts {
                for (capacity, taken, waiting) in houses {
                    for bits in 0_u8..8 {
                        let mut it = event("e", start);
                        (it.status, it.sign_up.who) = (status, who);
                        (it.capacity, it.taken, it.waiting) = (capacity, taken, waiting);
                        it.sign_up.waitlist = bits & 1 != 0;
                        it.sign_up.opens = (bits & 2 != 0).then(|| now().plus(30));
                        it.sign_up.closes = (bits & 4 != 0).then(now);
                        all.push(it);
                    }
                }
            }
        }
    }
    all
}

#[test]
fn an_event_offers_what_it_accepts_and_nothing_else() {
    let sign_up = SignUpCommand::SignUp {
        party: Vec::new(),
        answers: Answers::new(),
    };
    let commands: [(SignUpCommand, &[A]); 3] = [
        (sign_up, &[A::SignUp, A::AskForSeat, A::JoinEventWaitlist]),
        (SignUpCommand::Cancel, &[A::CancelSignUp, A::LeaveWaitlist]),
        (SignUpCommand::AcceptOffer, &[A::AcceptOffer]),
    ];
    let member = M::Member {
        role: Role::Member,
        since: now(),
        until: None,
    };
    for event in events() {
        for state in sign_ups() {
            for membership in [M::None, member.clone()] {
                let offered = event_actions(&state, &event, &membership, now());
                for (command, buttons) in &commands {
                    let outcome = sign_up_transition(&state, command, &event, &membership, now());
                    let has_button = buttons
                        .iter()
                        .any(|button| offered.actions.contains(button));
                    assert_eq!(
                        outcome.is_ok(),
                        has_button,
                        "{state:?} {command:?} {:?}: {offered:?} {outcome:?}",
                        event.window(now())
                    );
                    if let (Ok(after), SignUpCommand::SignUp { .. }) = (&outcome, command) {
                        let button = match after.state {
                            S::Confirmed { .. } => A::SignUp,
                            S::PendingApproval { .. } => A::AskForSeat,
                            _ => A::JoinEventWaitlist,
                        };
                        assert_eq!(offered.actions, [button]);
                    }
                    check_reason(&offered, &outcome, command);
                }
            }
        }
    }
}

/// Who cannot sign up is told the reason that the command would be refused for.
fn check_reason(offered: &Offered, outcome: &Result<SignUp, Refusal>, command: &SignUpCommand) {
    let (Err(refusal), SignUpCommand::SignUp { .. }) = (outcome, command) else {
        return;
    };
    let fits = match refusal {
        Refusal::Already => true,
        Refusal::Over => matches!(offered.why_not, Some(WhyNot::Begun | WhyNot::Over)),
        Refusal::Off => matches!(offered.why_not, Some(WhyNot::Cancelled | WhyNot::Postponed)),
        Refusal::Closed => offered.why_not == Some(WhyNot::Closed),
        Refusal::Full => offered.why_not == Some(WhyNot::Full),
        Refusal::MembersOnly => offered.why_not == Some(WhyNot::MembersOnly),
        Refusal::InvitationNeeded => offered.why_not == Some(WhyNot::InvitationNeeded),
        Refusal::NotYet { opens } => offered.why_not == Some(WhyNot::NotYet { opens: *opens }),
        Refusal::NotAgain { from } => offered.why_not == Some(WhyNot::NotAgainUntil(*from)),
        _ => false,
    };
    assert!(fits, "{offered:?} {refusal:?}");
}

#[test]
fn buttons_of_an_event() {
    let tomorrow = days(now(), 1);
    let check = |name: &str, start: Instant, actions: &[A], why_not: Option<WhyNot>| {
        let mut it = event("e", start);
        let since = days(now(), -3);
        let waits = |offer_until| S::Waitlisted {
            since,
            position: None,
            offer_until,
        };
        let (state, ticket) = match name {
            "confirmed" => (S::Confirmed { since }, "A1"),
            "no ticket" => (S::Confirmed { since }, ""),
            "cancelled event" => (S::Confirmed { since }, "A1"),
            "to pay" => (S::PendingPayment { since }, ""),
            "offered" => (waits(Some(now().plus(60))), ""),
            "offer over" => (waits(Some(now())), ""),
            "checked in" => (S::CheckedIn { at: since }, "A1"),
            _ => panic!("no state is called `{name}`"),
        };
        if name == "cancelled event" {
            it.status = EventStatus::Cancelled;
        }
        let sign_up = SignUp {
            state,
            ticket: ticket.to_owned(),
            ..SignUp::default()
        };
        let offered = event_actions(&sign_up, &it, &M::None, now());
        assert_eq!(
            offered,
            Offered {
                actions: actions.to_vec(),
                why_not
            },
            "{name}"
        );
    };
    let (begun, over) = (Some(WhyNot::Begun), Some(WhyNot::Over));
    check(
        "confirmed",
        tomorrow,
        &[A::ShowTicket, A::CancelSignUp],
        None,
    );
    check("confirmed", now(), &[A::ShowTicket], begun);
    check("confirmed", days(now(), -1), &[], over);
    check("no ticket", tomorrow, &[A::CancelSignUp], None);
    check(
        "cancelled event",
        tomorrow,
        &[A::CancelSignUp],
        Some(WhyNot::Cancelled),
    );
    check("to pay", tomorrow, &[A::Pay, A::CancelSignUp], None);
    check("to pay", now(), &[], begun);
    check(
        "offered",
        tomorrow,
        &[A::AcceptOffer, A::LeaveWaitlist],
        None,
    );
    check("offered", now(), &[], begun);
    check(
        "offer over",
        tomorrow,
        &[A::LeaveWaitlist],
        Some(WhyNot::OfferExpired),
    );
    check("checked in", now(), &[], begun);
    check("checked in", days(now(), -1), &[], over);
}
