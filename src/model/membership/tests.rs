//! Every state with every command, every door, and what can stand in the way.

use super::{Brought, MembershipCommand as C, membership_transition};
use crate::model::testing::{community, days, now};
use crate::model::{
    Answers, Application, Command, Community, Door, Dues, DuesPeriod, Field, FieldKind, Form,
    JoinPolicy, Membership as M, Referral, Refusal, Role, Rules,
};

/// A state by its name in the tables.
fn state(name: &str) -> M {
    let (past, future) = (days(now(), -3), days(now(), 3));
    let member = |role, until| M::Member {
        role,
        since: past,
        until,
        rules: None,
        paying: None,
    };
    let rejected = |again_from| M::Rejected {
        reason: "why".to_owned(),
        again_from,
    };
    match name {
        "none" => M::None,
        "invited" => M::Invited { until: None },
        "invited until later" => M::Invited {
            until: Some(future),
        },
        "invited until now" => M::Invited { until: Some(now()) },
        "pending approval" => M::PendingApproval {
            since: past,
            answers: Answers::new(),
            more: Application::default(),
        },
        "pending payment" => M::PendingPayment {
            since: past,
            role: Role::Member,
            rules: None,
            link: String::new(),
        },
        "waitlisted" => M::Waitlisted {
            since: past,
            position: Some(2),
            rules: None,
        },
        "member" => member(Role::Member, None),
        "member until later" => member(Role::Host, Some(future)),
        "member until now" => member(Role::Member, Some(now())),
        "deputy" => member(Role::Deputy, None),
        "owner" => member(Role::Owner, None),
        "rejected" => rejected(None),
        "rejected until now" => rejected(Some(now())),
        "rejected until later" => rejected(Some(future)),
        "left" => M::Left { at: past },
        "removed" => M::Removed {
            reason: "why".to_owned(),
        },
        "expired" => M::Expired { at: past },
        _ => panic!("no state is called `{name}`"),
    }
}

fn join() -> C {
    C::Join {
        answers: Answers::new(),
        rules: None,
        brought: Brought::Nobody,
        sponsor: String::new(),
        listed: false,
    }
}

/// An outcome in a word: the new state, or `!` and the refusal.
fn word(outcome: Result<M, Refusal>) -> String {
    let json = match &outcome {
        Ok(state) => serde_json::to_value(state).unwrap(),
        Err(refusal) => serde_json::to_value(refusal).unwrap(),
    };
    let tag = |key| json[key].as_str().unwrap_or_default().to_owned();
    if outcome.is_ok() {
        tag("state")
    } else {
        format!("!{}", tag("why"))
    }
}

#[test]
fn every_state_answers_every_command() {
    let open = community("open");
    let check = |name: &str, row: [&str; 5]| {
        let commands = [
            join(),
            C::Withdraw,
            C::AcceptInvitation { rules: None },
            C::DeclineInvitation,
            C::Leave,
        ];
        for (command, expected) in commands.iter().zip(row) {
            let outcome = membership_transition(&state(name), command, &open, now());
            assert_eq!(word(outcome), expected, "{name}: {command:?}");
        }
    };
    const NO: &str = "!nothing-there";
    const HAVE: &str = "!already";
    //                            join      withdraw accept decline leave
    check("none", ["member", NO, NO, NO, NO]);
    check("invited", ["member", NO, "member", "none", NO]);
    check("invited until later", ["member", NO, "member", "none", NO]);
    check(
        "invited until now",
        ["member", NO, "!offer-expired", NO, NO],
    );
    check("pending approval", [HAVE, "none", NO, NO, NO]);
    check("pending payment", [HAVE, "none", HAVE, NO, NO]);
    check("waitlisted", [HAVE, "none", NO, NO, NO]);
    check("member", [HAVE, NO, HAVE, NO, "left"]);
    check("member until later", [HAVE, NO, HAVE, NO, "left"]);
    check("member until now", ["member", NO, NO, NO, NO]);
    check("deputy", [HAVE, NO, HAVE, NO, "left"]);
    check("owner", [HAVE, NO, HAVE, NO, "!owner-must-hand-over"]);
    check("rejected", ["member", NO, NO, NO, NO]);
    check("rejected until now", ["member", NO, NO, NO, NO]);
    check("rejected until later", ["!not-again", NO, NO, NO, NO]);
    check("left", ["member", NO, NO, NO, NO]);
    check("removed", ["!not-again", NO, NO, NO, NO]);
    check("expired", ["member", NO, NO, NO, NO]);
}

/// A community with a policy by its words.
fn with(words: &[&str]) -> Community {
    let mut it = community("c");
    it.members = 10;
    for word in words {
        let policy: &mut JoinPolicy = &mut it.policy;
        match *word {
            "open" => policy.door = Door::Open,
            "approval" => policy.door = Door::Approval,
            "invitation" => policy.door = Door::Invitation,
            "closed" => policy.door = Door::Closed,
            "referral" => {
                policy.referral = Some(Referral {
                    count: 1,
                    kind: String::new(),
                })
            }
            "no referral" => {
                policy.referral = Some(Referral {
                    count: 0,
                    kind: String::new(),
                })
            }
            "dues" => policy.dues = Some(dues(100)),
            "dues of nothing" => policy.dues = Some(dues(0)),
            "full" => policy.capacity = Some(10),
            "one place" => policy.capacity = Some(11),
            "ended" => it.activity.closed = Some(now()),
            "will end" => it.activity.closed = Some(now().plus(1)),
            "asks" => {
                policy.form = Form {
                    fields: vec![question()],
                }
            }
            _ => panic!("no policy is called `{word}`"),
        }
    }
    it
}

fn dues(amount: u64) -> Dues {
    Dues {
        amount,
        currency: "CNY".to_owned(),
        period: DuesPeriod::Year,
        link: String::new(),
        how: String::new(),
    }
}

fn question() -> Field {
    Field {
        key: "why".to_owned(),
        label: "Why?".to_owned(),
        kind: FieldKind::Text,
        required: true,
        help: String::new(),
        min: None,
        max: None,
        options: Vec::new(),
        shown_if: None,
    }
}

#[test]
fn the_door_decides_who_comes_in() {
    let check = |words: &[&str], row: [&str; 4]| {
        let community = with(words);
        for (name, expected) in ["none", "left", "invited", "expired"].iter().zip(row) {
            let outcome = membership_transition(&state(name), &join(), &community, now());
            assert_eq!(word(outcome), expected, "{words:?}: {name}");
        }
    };
    const ASK: &str = "pending-approval";
    const PAY: &str = "pending-payment";
    const WAIT: &str = "waitlisted";
    const IN: &str = "member";
    const SHUT: &str = "!closed";
    const CALL: &str = "!invitation-needed";
    //                             none left invited expired
    check(&["open"], [IN, IN, IN, IN]);
    check(&["approval"], [ASK, ASK, IN, IN]);
    check(&["invitation"], [CALL, CALL, IN, IN]);
    check(&["closed"], [SHUT, SHUT, IN, IN]);
    check(&["open", "referral"], [ASK, ASK, IN, IN]);
    check(&["open", "no referral"], [IN, IN, IN, IN]);
    check(&["open", "dues"], [PAY, PAY, PAY, PAY]);
    check(&["open", "dues of nothing"], [IN, IN, IN, IN]);
    check(&["approval", "dues"], [ASK, ASK, PAY, PAY]);
    check(&["closed", "dues"], [SHUT, SHUT, PAY, PAY]);
    check(&["open", "full"], [WAIT, WAIT, WAIT, WAIT]);
    check(&["open", "one place"], [IN, IN, IN, IN]);
    check(&["approval", "full"], [WAIT, WAIT, WAIT, WAIT]);
    check(&["open", "full", "dues"], [WAIT, WAIT, WAIT, WAIT]);
    check(&["invitation", "full"], [CALL, CALL, WAIT, WAIT]);
    check(&["closed", "full"], [SHUT, SHUT, WAIT, WAIT]);
    check(&["open", "ended"], [SHUT, SHUT, SHUT, SHUT]);
    check(&["open", "will end"], [IN, IN, IN, IN]);
    check(&["approval", "ended"], [SHUT, SHUT, SHUT, SHUT]);
}

#[test]
fn an_invitation_to_what_has_ended_can_only_be_declined() {
    let ended = with(&["invitation", "ended"]);
    let does = |command: C| {
        word(membership_transition(
            &state("invited"),
            &command,
            &ended,
            now(),
        ))
    };
    assert_eq!(does(C::AcceptInvitation { rules: None }), "!closed");
    assert_eq!(does(C::DeclineInvitation), "none");
}

#[test]
fn the_rules_that_hold_are_agreed_to() {
    let check = |consent: bool, version: u32, agreed: Option<u32>, expected: bool| {
        let mut it = community("c");
        it.policy.consent = consent;
        it.rules = Rules {
            version,
            lines: vec!["准时".to_owned()],
        };
        let commands = [
            (
                "none",
                C::Join {
                    answers: Answers::new(),
                    rules: agreed,
                    brought: Brought::Nobody,
                    sponsor: String::new(),
                    listed: false,
                },
            ),
            (
                "expired",
                C::Join {
                    answers: Answers::new(),
                    rules: agreed,
                    brought: Brought::Nobody,
                    sponsor: String::new(),
                    listed: false,
                },
            ),
            (
                "invited",
                C::Join {
                    answers: Answers::new(),
                    rules: agreed,
                    brought: Brought::Nobody,
                    sponsor: String::new(),
                    listed: false,
                },
            ),
            ("invited", C::AcceptInvitation { rules: agreed }),
        ];
        for (name, command) in commands {
            let outcome = membership_transition(&state(name), &command, &it, now());
            let expected = if expected {
                Ok(M::Member {
                    role: Role::Member,
                    since: now(),
                    until: None,
                    // Where nobody is asked, what they were shown.
                    rules: if consent { agreed } else { Some(version) }.filter(|_| version > 0),
                    paying: None,
                })
            } else {
                Err(Refusal::RulesNotAgreed { version })
            };
            assert_eq!(outcome, expected, "{name} {version} {agreed:?}");
        }
    };
    check(true, 2, Some(2), true);
    check(true, 2, Some(1), false);
    check(true, 2, Some(3), false);
    check(true, 2, None, false);
    check(true, 0, None, true);
    check(false, 2, None, true);
    check(false, 2, Some(1), true);
}

#[test]
fn who_knocks_answers_what_is_asked() {
    let check = |words: &[&str], name: &str, answer: Option<&str>, expected: &str| {
        let answers = answer
            .map(|a| ("why".to_owned(), a.to_owned()))
            .into_iter()
            .collect();
        let command = C::Join {
            answers,
            rules: None,
            brought: Brought::Nobody,
            sponsor: String::new(),
            listed: false,
        };
        let outcome = membership_transition(&state(name), &command, &with(words), now());
        assert_eq!(word(outcome), expected, "{words:?} {name} {answer:?}");
    };
    check(&["open", "asks"], "none", Some("to run"), "member");
    check(&["open", "asks"], "none", Some("  "), "!invalid");
    check(&["open", "asks"], "none", None, "!invalid");
    check(&["approval", "asks"], "left", None, "!invalid");
    check(&["open", "asks", "full"], "none", None, "!invalid");
    check(
        &["open", "asks", "full"],
        "none",
        Some("to run"),
        "waitlisted",
    );
    // Whoever was invited, or was in, is not questioned.
    check(&["approval", "asks"], "invited", None, "member");
    check(&["approval", "asks"], "expired", None, "member");
    // The door comes before the questions.
    check(&["closed", "asks"], "none", None, "!closed");
    check(&["invitation", "asks"], "none", None, "!invitation-needed");
}

#[test]
fn an_application_keeps_the_answers_as_they_are_sent() {
    let answers = [
        ("why", "  to run "),
        ("gone", "a question that is asked no more"),
    ];
    let answers = answers
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .into();
    let command = C::Join {
        answers,
        rules: None,
        brought: Brought::Nobody,
        sponsor: String::new(),
        listed: false,
    };
    let outcome = membership_transition(&M::None, &command, &with(&["approval", "asks"]), now());
    let kept = [("why".to_owned(), "to run".to_owned())].into();
    assert_eq!(
        outcome,
        Ok(M::PendingApproval {
            since: now(),
            answers: kept,
            more: Application::default(),
        })
    );
}

#[test]
fn a_refusal_says_from_when_one_may_knock_again() {
    let refusal = |name| membership_transition(&state(name), &join(), &community("c"), now());
    let later = days(now(), 3);
    assert_eq!(
        refusal("rejected until later"),
        Err(Refusal::NotAgain { from: Some(later) })
    );
    assert_eq!(refusal("removed"), Err(Refusal::NotAgain { from: None }));
}

#[test]
fn time_alone_ends_memberships_and_invitations() {
    let check = |name: &str, expected: M, role: Option<Role>| {
        assert_eq!(state(name).settled(now()), expected, "{name}");
        assert_eq!(state(name).role(now()), role, "{name}");
    };
    check("member until now", M::Expired { at: now() }, None);
    check(
        "member until later",
        state("member until later"),
        Some(Role::Host),
    );
    check("invited until now", M::None, None);
    check("invited until later", state("invited until later"), None);
    check("owner", state("owner"), Some(Role::Owner));
    check("expired", state("expired"), None);
}

#[test]
fn a_command_is_about_a_membership_or_a_sign_up() {
    let (c, e) = ("c".into(), "e".into());
    let join = Command::Join {
        community: "c".into(),
        answers: Answers::new(),
        rules: Some(2),
        invitation: None,
        sponsor: String::new(),
        listed: false,
    };
    let expected = C::Join {
        answers: Answers::new(),
        rules: Some(2),
        brought: Brought::Nobody,
        sponsor: String::new(),
        listed: false,
    };
    assert_eq!(join.membership(), Some((&c, expected)));
    assert_eq!(join.sign_up(), None);
    let cancel = Command::CancelSignUp { event: "e".into() };
    assert_eq!(cancel.membership(), None);
    assert_eq!(cancel.sign_up().map(|(event, _)| event), Some(&e));
}
