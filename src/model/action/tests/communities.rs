//! What can be done about a community.

use crate::model::testing::{community, days, now};
use crate::model::{
    Action as A, Answers, Application, Brought, Community, Door, Dues, DuesPeriod, Membership as M,
    MembershipCommand as C, Offered, Referral, Role, Rules, WhyNot, community_actions,
    membership_transition,
};

fn memberships() -> Vec<M> {
    let (past, future) = (days(now(), -3), days(now(), 3));
    let mut all = vec![
        M::None,
        M::PendingApproval {
            since: past,
            answers: Answers::new(),
            more: Application::default(),
        },
        M::PendingPayment {
            role: Role::Member,
            since: past,
            rules: None,
            link: String::new(),
        },
        M::Waitlisted {
            since: past,
            position: Some(1),
            rules: None,
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
                rules: None,
                paying: None,
            });
        }
        // Of a member who agreed, to these rules or those before; one of them has still to pay for the next term.
        for (rules, paying) in [(2, None), (3, None), (3, Some(past))] {
            all.push(M::Member {
                role: Role::Member,
                since: past,
                until: time,
                rules: Some(rules),
                paying,
            });
        }
    }
    all
}

/// Every door, with and without consent, referral, dues, room, an end, an end of grace.
fn communities() -> Vec<Community> {
    let mut all = Vec::new();
    for door in [Door::Open, Door::Approval, Door::Invitation, Door::Closed] {
        for bits in 0_u8..64 {
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
                link: String::new(),
                how: String::new(),
            });
            it.policy.capacity = (bits & 8 != 0).then_some(10);
            it.activity.closed = (bits & 16 != 0).then_some(now());
            it.policy.grace = (bits & 32 != 0).then_some(1);
            all.push(it);
        }
    }
    all
}

#[test]
fn a_community_offers_what_it_accepts_and_nothing_else() {
    let rules = Some(3);
    let join = |brought| C::Join {
        answers: Answers::new(),
        rules,
        brought,
        sponsor: String::new(),
        listed: false,
    };
    let say = C::Say {
        text: "在吗".to_owned(),
    };
    let amend = C::Amend {
        answers: Answers::new(),
        sponsor: String::new(),
    };
    // A code opens each door that it can be shown at.
    let outside: &[A] = &[
        A::Join,
        A::Apply,
        A::JoinWaitlist,
        A::Renew,
        A::AcceptInvitation,
    ];
    let with_code = [outside, &[A::UseInvitation]].concat();
    let commands: [(C, &[A]); 9] = [
        // An invited person may come in by either door.
        (join(Brought::Nobody), outside),
        (join(Brought::Unseen), &with_code),
        (C::AcceptInvitation { rules }, &[A::AcceptInvitation]),
        (C::DeclineInvitation, &[A::DeclineInvitation]),
        (C::Withdraw, &[A::Withdraw]),
        (C::Leave, &[A::Leave]),
        (C::Renew { rules }, &[A::Renew]),
        (amend, &[A::Amend]),
        (say, &[A::Say]),
    ];
    for community in communities() {
        for membership in memberships() {
            let offered = community_actions(&membership, &community, now());
            for (command, buttons) in &commands {
                let outcome = membership_transition(&membership, command, &community, now());
                let has_button = buttons
                    .iter()
                    .any(|button| offered.actions.contains(button));
                // Who is in renews: the same button, and no second way in.
                let is_in = matches!(membership.settled(now()), M::Member { .. });
                let has_button = has_button && !(is_in && matches!(command, C::Join { .. }));
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
fn who_has_to_agree_again_may_and_nobody_else_is_asked() {
    for community in communities() {
        for membership in memberships() {
            let offered = community_actions(&membership, &community, now());
            let is_asked = offered.actions.contains(&A::Agree);
            let agree = C::Agree { rules: 3 };
            let outcome = membership_transition(&membership, &agree, &community, now());
            assert!(!is_asked || outcome.is_ok(), "{membership:?} {outcome:?}");
            let before = matches!(membership.settled(now()), M::Member { rules: Some(2), .. });
            assert_eq!(
                is_asked,
                before && community.policy.consent,
                "{membership:?}"
            );
            if let Ok(after) = outcome {
                let offered = community_actions(&after, &community, now());
                assert!(!offered.actions.contains(&A::Agree), "{after:?}");
            }
        }
    }
}

#[test]
fn a_term_is_renewed_near_its_end_and_once() {
    let mut it = community("c");
    it.policy.term = Some(12);
    let member = |until, paying| M::Member {
        role: Role::Member,
        since: days(now(), -300),
        until: Some(until),
        rules: None,
        paying,
    };
    let renews = |is: &M, it: &Community| {
        let offered = community_actions(is, it, now());
        offered.actions.first() == Some(&A::Renew)
    };
    assert!(!renews(&member(days(now(), 31), None), &it));
    assert!(renews(&member(days(now(), 30), None), &it));
    assert!(renews(&member(days(now(), 1), None), &it));
    assert!(!renews(&member(days(now(), 1), Some(now())), &it));
    // After its end as well, as long as the grace lasts.
    it.policy.grace = Some(7);
    assert!(renews(&member(days(now(), -6), None), &it));
    assert!(!renews(&member(days(now(), -7), None), &it));
    // Without a term there is nothing to renew.
    it.policy.term = None;
    assert!(!renews(&member(days(now(), 1), None), &it));
}

#[test]
fn a_word_is_offered_until_there_is_no_room() {
    let it = community("c");
    let mut is = M::PendingApproval {
        since: now(),
        answers: Answers::new(),
        more: Application::default(),
    };
    let say = C::Say {
        text: "在吗".to_owned(),
    };
    let mut said = 0;
    while community_actions(&is, &it, now()).actions.contains(&A::Say) {
        is = membership_transition(&is, &say, &it, now()).expect("it was offered");
        said += 1;
    }
    assert!(said > 10);
    assert!(membership_transition(&is, &say, &it, now()).is_err());
}

#[test]
fn the_button_says_what_will_come_of_it() {
    for community in communities() {
        for membership in memberships() {
            let offered = community_actions(&membership, &community, now());
            let join = C::Join {
                answers: Answers::new(),
                rules: Some(3),
                brought: Brought::Nobody,
                sponsor: String::new(),
                listed: false,
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
        rules: None,
        paying: None,
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
        &[A::UseInvitation],
        Some(WhyNot::InvitationNeeded),
    );
    check(
        M::None,
        Door::Closed,
        &[A::UseInvitation],
        Some(WhyNot::DoorClosed),
    );
    check(
        M::PendingApproval {
            since: now(),
            answers: Answers::new(),
            more: Application::default(),
        },
        Door::Approval,
        &[A::Amend, A::Say, A::Withdraw],
        None,
    );
    check(
        invited,
        Door::Invitation,
        &[A::AcceptInvitation, A::DeclineInvitation],
        None,
    );
    check(
        M::PendingPayment {
            role: Role::Member,
            since: now(),
            rules: None,
            link: String::new(),
        },
        Door::Open,
        &[A::Pay, A::Withdraw],
        None,
    );
    check(
        M::Waitlisted {
            since: now(),
            position: None,
            rules: None,
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
