//! What the table `tests/rules/plan.json` does not say: laws over whatever is planned.

use proptest::prelude::*;

use super::*;
use crate::model::testing::{community, days, event, now};
use crate::model::{Membership, Role, SignUpState};

fn plan(start: Instant, hours: i64) -> Plan {
    Plan {
        title: Some("观星".to_owned()),
        start: Some(start),
        end: Some(start.plus(hours * 3600)),
        zone: Some("Asia/Shanghai".to_owned()),
        closes: Some(start.plus(-3600)),
        ..Plan::default()
    }
}

proptest! {
    #[test]
    fn every_meeting_of_a_series_is_as_long_and_closes_as_early_as_the_first(
        gaps in prop::collection::vec(1_i64..6 * 86_400, 0..59),
        hours in 1_i64..700,
    ) {
        let start = days(now(), 1);
        let mut at = start;
        let more: Vec<Instant> = gaps.iter().map(|gap| { at = at.plus(*gap); at }).collect();
        let host = Membership::member(Role::Host, now());
        let made = plan_event((&plan(start, hours), &more), &EventId::from("e"), (&host, "陈姐"), 0, &community("c"), now());
        let all = made.unwrap();
        prop_assert_eq!(all.len(), more.len() + 1);
        for (event, start) in all.iter().zip(std::iter::once(&start).chain(&more)) {
            prop_assert_eq!(event.start, *start);
            prop_assert_eq!(event.ends().since(*start), hours * 3600);
            prop_assert_eq!(start.since(event.sign_up.closes.unwrap()), 3600);
        }
        let mut ids: Vec<_> = all.iter().map(|event| event.id.clone()).collect();
        ids.sort();
        ids.dedup();
        prop_assert_eq!(ids.len(), all.len());
    }

    #[test]
    fn a_change_takes_no_seat_away(taken in 0_u32..200, seats in 0_u32..200) {
        let host = Membership::member(Role::Host, now());
        let who = Acting { is: &host, proposed_it: false };
        let mut before = event("e", days(now(), 1));
        (before.capacity, before.taken) = (Some(taken), taken);
        let plan = Plan { capacity: Some(seats), ..Plan::default() };
        match edit_event(who, &plan, &before, &community("c"), now()) {
            Ok(after) => prop_assert!(after.capacity >= Some(after.taken)),
            Err(Refusal::Invalid { faults }) => {
                prop_assert!(seats < taken.max(1));
                prop_assert_eq!(faults, vec![fault("capacity", FaultKind::TooLittle(taken.max(1)))]);
            }
            Err(other) => prop_assert!(false, "{:?}", other),
        }
    }
}

#[test]
fn nobody_signs_up_for_what_is_only_proposed() {
    let member = Membership::member(Role::Member, now());
    let start = days(now(), 1);
    let all = plan_event(
        (&plan(start, 1), &[]),
        &EventId::from("e"),
        (&member, "小赵"),
        0,
        &community("c"),
        now(),
    );
    let proposed = all.unwrap().remove(0);
    assert_eq!(proposed.status, EventStatus::Proposed);
    assert_eq!(proposed.window(now()), SignUpWindow::Off);
    let none = crate::model::SignUp::default();
    let asked = crate::model::SignUpCommand::SignUp {
        party: Vec::new(),
        answers: Default::default(),
        seen: false,
    };
    let refused = crate::model::sign_up_transition(&none, &asked, &proposed, &member, now());
    assert_eq!(refused, Err(Refusal::Off));
    assert_eq!(none.state, SignUpState::None);
    let host = Membership::member(Role::Host, now());
    let adopted = adopt_event(&host, &proposed, &community("c"), now()).unwrap();
    assert!(crate::model::sign_up_transition(&none, &asked, &adopted, &member, now()).is_ok());
}
