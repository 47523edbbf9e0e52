//! What can be done about an event.

use crate::model::testing::{days, event, now};
use crate::model::{
    Action as A, Answers, Event, EventStatus, Instant, Membership as M, Offered, Refusal, Role,
    SignUp, SignUpCommand, SignUpState as S, Who, WhyNot, event_actions, sign_up_transition,
};

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
        seen: false,
        answers: Answers::new(),
    };
    let change = SignUpCommand::Change {
        party: Vec::new(),
        seen: false,
        answers: Answers::new(),
    };
    let commands: [(SignUpCommand, &[A]); 4] = [
        (sign_up, &[A::SignUp, A::AskForSeat, A::JoinEventWaitlist]),
        (change, &[A::ChangeSignUp]),
        (
            SignUpCommand::Cancel,
            &[A::CancelSignUp, A::LeaveWaitlist, A::PassOffer],
        ),
        (SignUpCommand::AcceptOffer, &[A::AcceptOffer]),
    ];
    let member = M::Member {
        role: Role::Member,
        since: now(),
        until: None,
        rules: None,
        paying: None,
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
        Refusal::Off => matches!(
            offered.why_not,
            Some(WhyNot::Cancelled | WhyNot::Postponed | WhyNot::Proposed)
        ),
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
        &[A::ShowTicket, A::ChangeSignUp, A::CancelSignUp],
        None,
    );
    check("confirmed", now(), &[A::ShowTicket], begun);
    check("confirmed", days(now(), -1), &[], over);
    check(
        "no ticket",
        tomorrow,
        &[A::ChangeSignUp, A::CancelSignUp],
        None,
    );
    check(
        "cancelled event",
        tomorrow,
        &[A::CancelSignUp],
        Some(WhyNot::Cancelled),
    );
    check(
        "to pay",
        tomorrow,
        &[A::Pay, A::ChangeSignUp, A::CancelSignUp],
        None,
    );
    check("to pay", now(), &[], begun);
    check(
        "offered",
        tomorrow,
        &[A::AcceptOffer, A::PassOffer, A::ChangeSignUp],
        None,
    );
    check("offered", now(), &[], begun);
    check(
        "offer over",
        tomorrow,
        &[A::ChangeSignUp, A::LeaveWaitlist],
        Some(WhyNot::OfferExpired),
    );
    check("checked in", now(), &[], begun);
    check("checked in", days(now(), -1), &[], over);
}
