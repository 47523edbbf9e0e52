//! What hosts do: each state with each command, and what holds over all of them.

use proptest::prelude::*;

use super::*;
use crate::model::Verdict;
use crate::model::testing::{at, event, now};

const STATES: [&str; 9] = [
    "none", "asks", "pays", "has", "waits", "refused", "gone", "there", "missed",
];

fn state(word: &str) -> SignUpState {
    let since = at("2026-11-20T12:00:00+08:00");
    match word {
        "none" => SignUpState::None,
        "asks" => SignUpState::PendingApproval { since },
        "pays" => SignUpState::PendingPayment { since },
        "has" => SignUpState::Confirmed { since },
        "waits" => SignUpState::Waitlisted {
            since,
            position: Some(1),
            offer_until: None,
        },
        "refused" => SignUpState::Rejected {
            reason: "人满了".to_owned(),
        },
        "gone" => SignUpState::Cancelled { at: since },
        "there" => SignUpState::CheckedIn { at: now() },
        "missed" => SignUpState::NoShow,
        other => panic!("no state is called `{other}`"),
    }
}

fn word(state: &SignUpState) -> &'static str {
    match state {
        SignUpState::None => "none",
        SignUpState::PendingApproval { .. } => "asks",
        SignUpState::PendingPayment { .. } => "pays",
        SignUpState::Confirmed { .. } => "has",
        SignUpState::Waitlisted { .. } => "waits",
        SignUpState::Rejected { .. } => "refused",
        SignUpState::Cancelled { .. } => "gone",
        SignUpState::CheckedIn { .. } => "there",
        SignUpState::NoShow => "missed",
    }
}

fn whom(word: &str, ticket: &str) -> Attendee {
    Attendee {
        id: "p".into(),
        name: "周宁".to_owned(),
        guest: false,
        member: true,
        is: SignUp {
            state: state(word),
            party: Vec::new(),
            ticket: ticket.to_owned(),
            ..SignUp::default()
        },
    }
}

fn host() -> Membership {
    let mut is = Membership::member(Role::Member, at("2026-01-01T00:00:00+08:00"));
    if let Membership::Member { role, .. } = &mut is {
        *role = Role::Host;
    }
    is
}

/// An event of three seats that began half an hour ago.
fn under_way() -> Event {
    let mut it = event("e", now().plus(-1800));
    it.capacity = Some(3);
    it.taken = 2;
    it
}

fn command(verb: &str) -> Command {
    let (event, person) = ("e".into(), PersonId::from("p"));
    match verb {
        "yes" => Command::ReviewSignUp {
            event,
            person,
            verdict: Verdict::Approve,
        },
        "up" => Command::Promote { event, person },
        "away" => Command::TurnAway {
            event,
            person,
            reason: " 换场地 ".to_owned(),
        },
        "in" => Command::CheckIn {
            event,
            person,
            at: now(),
        },
        "undo" => Command::UndoCheckIn { event, person },
        other => panic!("no command is called `{other}`"),
    }
}

/// What comes of a command in each state, a word each.
fn row(verb: &str, event: &Event) -> String {
    let told = STATES.map(|from| {
        match host_transition(&host(), &whom(from, "T"), &command(verb), event, now()) {
            Ok(next) => word(&next.state).to_owned(),
            Err(refusal) => {
                let why = serde_json::to_value(refusal).unwrap();
                format!("#{}", why["why"].as_str().unwrap())
            }
        }
    });
    told.join(" ")
}

#[test]
fn each_state_with_each_command() {
    let check =
        |verb: &str, expected: &str| assert_eq!(row(verb, &under_way()), expected, "{verb}");
    check(
        "in",
        "#nothing-there #nothing-there #nothing-there there there #nothing-there #nothing-there #already there",
    );
    check(
        "undo",
        "#nothing-there #nothing-there #nothing-there #nothing-there #nothing-there #nothing-there \
         #nothing-there has #nothing-there",
    );
    check(
        "up",
        "#nothing-there #nothing-there #nothing-there #already has #nothing-there #nothing-there #already \
         #nothing-there",
    );
    check(
        "away",
        "#nothing-there refused refused refused refused #already #nothing-there #over #over",
    );
    check(
        "yes",
        "#nothing-there has #nothing-there #already #already #nothing-there #nothing-there #already \
         #nothing-there",
    );
}

#[test]
fn the_door_has_its_time() {
    let check = |start: i64, expected: &str| {
        let mut it = under_way();
        (it.start, it.end) = (now().plus(start), Some(now().plus(start + 3600)));
        let told = host_transition(&host(), &whom("has", "T"), &command("in"), &it, now());
        let told = match told {
            Ok(next) => word(&next.state).to_owned(),
            Err(refusal) => serde_json::to_value(refusal).unwrap()["why"]
                .as_str()
                .unwrap()
                .to_owned(),
        };
        assert_eq!(told, expected, "{start}");
    };
    check(DOOR_OPENS_S + 1, "not-yet");
    check(DOOR_OPENS_S, "there");
    check(-3600 - DOOR_SHUTS_S, "there");
    check(-3600 - DOOR_SHUTS_S - 1, "over");
    let mut off = under_way();
    off.status = EventStatus::Cancelled;
    assert_eq!(
        host_transition(&host(), &whom("has", "T"), &command("in"), &off, now()),
        Err(Refusal::Off)
    );
}

#[test]
fn a_clock_that_is_wrong_is_set_right() {
    let it = under_way();
    let check = |said: Instant, kept: Instant| {
        let command = Command::CheckIn {
            event: "e".into(),
            person: "p".into(),
            at: said,
        };
        let next = host_transition(&host(), &whom("has", "T"), &command, &it, now()).unwrap();
        assert_eq!(next.state, SignUpState::CheckedIn { at: kept });
    };
    check(now().plus(-600), now().plus(-600));
    check(now().plus(9_999), now());
    check(at("1970-01-01T00:00:00Z"), it.start.plus(-DOOR_OPENS_S));
}

#[test]
fn who_is_taken_back_goes_where_they_came_from() {
    let undo = |mut whom: Attendee, guest: bool| {
        whom.guest = guest;
        let next = host_transition(&host(), &whom, &command("undo"), &under_way(), now());
        word(&next.unwrap().state)
    };
    assert_eq!(undo(whom("there", "T"), false), "has");
    assert_eq!(undo(whom("there", ""), false), "waits");
    assert_eq!(undo(whom("there", ""), true), "gone");
    assert_eq!(undo(whom("there", "T"), true), "has");
}

#[test]
fn seats_are_given_only_where_some_are_free() {
    let give = |taken: u32, people: usize, offered: Option<i64>| {
        let mut it = under_way();
        it.taken = taken;
        let mut whom = whom("waits", "");
        whom.is.party = vec![Default::default(); people - 1];
        whom.is.state = SignUpState::Waitlisted {
            since: now(),
            position: Some(4),
            offer_until: offered.map(|s| now().plus(s)),
        };
        host_transition(&host(), &whom, &command("up"), &it, now()).map(|next| word(&next.state))
    };
    assert_eq!(give(2, 1, None), Ok("has"));
    assert_eq!(give(3, 1, None), Err(Refusal::Full));
    assert_eq!(give(2, 2, None), Err(Refusal::Full));
    // An offer keeps its seats, as long as it holds.
    assert_eq!(give(3, 1, Some(60)), Ok("has"));
    assert_eq!(give(3, 1, Some(0)), Err(Refusal::Full));
}

#[test]
fn nobody_else_hosts() {
    let since = at("2026-01-01T00:00:00+08:00");
    for role in [Role::Member, Role::Lecturer] {
        let is = match Membership::member(Role::Member, since) {
            Membership::Member {
                since,
                until,
                rules,
                paying,
                ..
            } => Membership::Member {
                role,
                since,
                until,
                rules,
                paying,
            },
            other => other,
        };
        for verb in ["yes", "up", "away", "in", "undo"] {
            let told = host_transition(&is, &whom("has", "T"), &command(verb), &under_way(), now());
            assert_eq!(told, Err(Refusal::Forbidden), "{role:?} {verb}");
        }
        assert_eq!(
            close_attendance(&is, &under_way(), now()),
            Err(Refusal::Forbidden)
        );
    }
    let stranger = Membership::None;
    assert!(!hosts(&stranger, now()));
}

fn walks(name: &str, people: u32) -> Result<Attendee, Refusal> {
    let command = Command::WalkIn {
        event: "e".into(),
        person: "w1".into(),
        name: name.to_owned(),
        people,
        at: now(),
    };
    walk_in(&host(), &command, &under_way(), now())
}

#[test]
fn who_walks_in_is_there_whatever_the_capacity() {
    let came = walks(" 老王 ", 4).unwrap();
    assert_eq!((came.name.as_str(), came.guest), ("老王", true));
    assert_eq!(came.is.people(), 4);
    assert_eq!(word(&came.is.state), "there");
    let fault = |told: Result<Attendee, Refusal>| match told {
        Err(Refusal::Invalid { faults }) => faults[0].key.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(fault(walks("  ", 1)), "name");
    assert_eq!(fault(walks(&"王".repeat(61), 1)), "name");
    assert_eq!(fault(walks("老王", 0)), "people");
    assert_eq!(fault(walks("老王", 21)), "people");
}

#[test]
fn when_nobody_else_comes_who_had_a_seat_did_not_come() {
    let missed = STATES.map(|from| no_show(&whom(from, "").is).map(|next| word(&next.state)));
    let expected = [
        None,
        None,
        Some("missed"),
        Some("missed"),
        None,
        None,
        None,
        None,
        None,
    ];
    assert_eq!(missed, expected);
    let mut later = under_way();
    later.start = now().plus(60);
    assert_eq!(
        close_attendance(&host(), &later, now()),
        Err(Refusal::NotYet { opens: later.start })
    );
    assert_eq!(close_attendance(&host(), &under_way(), now()), Ok(()));
}

proptest! {
    /// Checking in and taking it back leaves the seat, the party, the answers and the ticket as they were.
    #[test]
    fn a_mark_can_be_taken_back(people in 0_usize..5, later in 0_i64..90_000) {
        let mut whom = whom("has", "AB23");
        whom.is.party = vec![Default::default(); people];
        let then = now().plus(later);
        let there = host_transition(&host(), &whom, &command("in"), &under_way(), then).unwrap();
        prop_assert_eq!(word(&there.state), "there");
        let after = Attendee { is: there, ..whom.clone() };
        let back = host_transition(&host(), &after, &command("undo"), &under_way(), then).unwrap();
        prop_assert_eq!(word(&back.state), "has");
        prop_assert_eq!(SignUp { state: SignUpState::None, ..back }, SignUp { state: SignUpState::None, ..whom.is });
    }
}
