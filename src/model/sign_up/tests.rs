//! Every state with every command and every moment, and what can stand in the way.

use super::{SignUpCommand as C, sign_up_transition};
use crate::model::testing::{days, event, now};
use crate::model::{
    Answers, Application, Companion, Event, EventStatus, Field, FieldKind, Form, Instant,
    Membership, Refusal, Role, SignUp, SignUpState as S, Who,
};

fn state(name: &str) -> SignUp {
    let (past, soon) = (days(now(), -3), now().plus(600));
    let waitlisted = |offer_until| S::Waitlisted {
        since: past,
        position: Some(2),
        offer_until,
    };
    let state = match name {
        "none" => S::None,
        "pending approval" => S::PendingApproval { since: past },
        "pending payment" => S::PendingPayment { since: past },
        "confirmed" => S::Confirmed { since: past },
        "waitlisted" => waitlisted(None),
        "offered" => waitlisted(Some(soon)),
        "offer over" => waitlisted(Some(now())),
        "rejected" => S::Rejected {
            reason: "why".to_owned(),
        },
        "cancelled" => S::Cancelled { at: past },
        "checked in" => S::CheckedIn { at: past },
        "no show" => S::NoShow,
        _ => panic!("no state is called `{name}`"),
    };
    SignUp {
        state,
        ..SignUp::default()
    }
}

fn member() -> Membership {
    Membership::Member {
        role: Role::Member,
        since: days(now(), -9),
        until: None,
        rules: None,
        paying: None,
    }
}

fn ask(party: &[&str]) -> C {
    let party = party.iter().map(|name| Companion::named(*name)).collect();
    C::SignUp {
        party,
        answers: Answers::new(),
        seen: false,
    }
}

fn word(outcome: Result<SignUp, Refusal>) -> String {
    let json = match &outcome {
        Ok(sign_up) => serde_json::to_value(sign_up).unwrap(),
        Err(refusal) => serde_json::to_value(refusal).unwrap(),
    };
    let tag = |key| json[key].as_str().unwrap_or_default().to_owned();
    if outcome.is_ok() {
        tag("state")
    } else {
        format!("!{}", tag("why"))
    }
}

/// An event by when it is seen from now.
fn at(moment: &str) -> Event {
    let mut it = event("e", days(now(), 1));
    match moment {
        "open" => {}
        "not yet" => it.sign_up.opens = Some(now().plus(60)),
        "closed" => it.sign_up.closes = Some(now()),
        "begun" => it.start = now(),
        "over" => it.start = days(now(), -1),
        "cancelled" => it.status = EventStatus::Cancelled,
        "postponed" => it.status = EventStatus::Postponed,
        "cancelled, begun" => {
            it.status = EventStatus::Cancelled;
            it.start = now();
        }
        "cancelled, time over" => {
            it.status = EventStatus::Cancelled;
            it.start = days(now(), -1);
        }
        _ => panic!("no moment is called `{moment}`"),
    }
    it.end = Some(it.start.plus(7200));
    it
}

const MOMENTS: [&str; 9] = [
    "open",
    "not yet",
    "closed",
    "begun",
    "over",
    "cancelled",
    "postponed",
    "cancelled, begun",
    "cancelled, time over",
];

fn check_rows(command: &C, rows: &[(&str, [&str; 9])]) {
    for (name, row) in rows {
        for (moment, expected) in MOMENTS.iter().zip(row) {
            let outcome = sign_up_transition(&state(name), command, &at(moment), &member(), now());
            assert_eq!(word(outcome), *expected, "{name}, {moment}: {command:?}");
        }
    }
}

const OVER: &str = "!over";
const OFF: &str = "!off";
const HAVE: [&str; 9] = ["!already"; 9];
const NOTHING: [&str; 9] = ["!nothing-there"; 9];

#[test]
fn signing_up_in_every_state_at_every_moment() {
    const NEW: &str = "confirmed";
    const SOON: &str = "!not-yet";
    const SHUT: &str = "!closed";
    const NEVER: &str = "!not-again";
    let new = [NEW, SOON, SHUT, OVER, OVER, OFF, OFF, OFF, OVER];
    let never = [NEVER, SOON, SHUT, OVER, OVER, OFF, OFF, OFF, OVER];
    let rows = [
        ("none", new),
        ("cancelled", new),
        ("rejected", never),
        ("pending approval", HAVE),
        ("pending payment", HAVE),
        ("confirmed", HAVE),
        ("waitlisted", HAVE),
        ("offered", HAVE),
        ("offer over", HAVE),
        ("checked in", HAVE),
        ("no show", HAVE),
    ];
    check_rows(&ask(&[]), &rows);
}

#[test]
fn a_sign_up_is_changed_until_the_start() {
    // As it was; of one that waits, with or without an offer.
    let row = |was: &'static str| [was, was, was, OVER, OVER, OFF, OFF, OFF, OVER];
    let came = [OVER, OVER, OVER, OVER, OVER, OFF, OFF, OFF, OVER];
    let rows = [
        ("none", NOTHING),
        ("rejected", NOTHING),
        ("cancelled", NOTHING),
        ("pending approval", row("pending-approval")),
        ("pending payment", row("pending-payment")),
        ("confirmed", row("confirmed")),
        ("waitlisted", row("waitlisted")),
        ("offered", row("waitlisted")),
        ("offer over", row("waitlisted")),
        ("checked in", came),
        ("no show", came),
    ];
    let change = C::Change {
        party: Vec::new(),
        answers: Answers::new(),
        seen: false,
    };
    check_rows(&change, &rows);
}

#[test]
fn a_party_grows_into_free_seats_alone_and_shrinks_at_any_time() {
    let names = |n: usize| -> Vec<Companion> {
        (0..n)
            .map(|at| Companion::named(format!("guest {at}")))
            .collect()
    };
    let becomes = |name: &str, with: usize, to: usize, event: &Event| {
        let was = SignUp {
            party: names(with),
            ticket: "K7".to_owned(),
            ..state(name)
        };
        let change = C::Change {
            party: names(to),
            answers: Answers::new(),
            seen: false,
        };
        let after = sign_up_transition(&was, &change, event, &Membership::None, now())?;
        assert_eq!((&after.state, &after.ticket), (&was.state, &was.ticket));
        Ok(after.party.len())
    };
    let house = |taken, waiting| {
        let mut it = at("open");
        (it.capacity, it.taken, it.waiting) = (Some(10), taken, waiting);
        it.sign_up.party_max = 4;
        it
    };
    assert_eq!(becomes("confirmed", 1, 2, &house(9, 0)), Ok(2));
    assert_eq!(becomes("confirmed", 1, 3, &house(9, 0)), Err(Refusal::Full));
    assert_eq!(
        becomes("confirmed", 1, 2, &house(8, 1)),
        Err(Refusal::Full),
        "somebody waits for that seat"
    );
    assert_eq!(becomes("offered", 0, 1, &house(10, 0)), Err(Refusal::Full));
    assert_eq!(becomes("waitlisted", 0, 3, &house(10, 4)), Ok(3));
    assert_eq!(becomes("pending approval", 0, 3, &house(10, 4)), Ok(3));
    let limit = Refusal::PartyTooLarge { limit: 4 };
    assert_eq!(becomes("waitlisted", 0, 4, &house(0, 0)), Err(limit));
    assert_eq!(
        becomes("confirmed", 6, 5, &house(10, 9)),
        Ok(5),
        "more than the limit of now, and fewer than before"
    );
    let mut closed = house(2, 0);
    closed.sign_up.closes = Some(now());
    assert_eq!(becomes("confirmed", 1, 2, &closed), Err(Refusal::Closed));
    assert_eq!(becomes("confirmed", 2, 1, &closed), Ok(1));
}

#[test]
fn who_is_signed_up_may_cancel_until_the_start() {
    const OUT: &str = "cancelled";
    let until_start = [OUT, OUT, OUT, OVER, OVER, OUT, OUT, OUT, OVER];
    let rows = [
        ("none", NOTHING),
        ("cancelled", NOTHING),
        ("rejected", NOTHING),
        ("pending approval", until_start),
        ("pending payment", until_start),
        ("confirmed", until_start),
        ("waitlisted", until_start),
        ("offered", until_start),
        ("offer over", until_start),
        ("checked in", [OVER; 9]),
        ("no show", [OVER; 9]),
    ];
    check_rows(&C::Cancel, &rows);
}

#[test]
fn an_offer_holds_for_its_time_and_until_the_start() {
    const IN: &str = "confirmed";
    let offered = [IN, IN, IN, OVER, OVER, OFF, OFF, OFF, OVER];
    const LATE: &str = "!offer-expired";
    let expired = [LATE, LATE, LATE, OVER, OVER, OFF, OFF, OFF, OVER];
    let rows = [
        ("none", NOTHING),
        ("cancelled", NOTHING),
        ("rejected", NOTHING),
        ("pending approval", NOTHING),
        ("pending payment", NOTHING),
        ("confirmed", HAVE),
        ("waitlisted", NOTHING),
        ("offered", offered),
        ("offer over", expired),
        ("checked in", NOTHING),
        ("no show", NOTHING),
    ];
    check_rows(&C::AcceptOffer, &rows);
}

#[test]
fn being_full_or_closed_or_an_outsider_keeps_nobody_from_cancelling() {
    let mut full = at("closed");
    (full.capacity, full.taken, full.waiting) = (Some(3), 3, 5);
    full.sign_up.waitlist = false;
    full.sign_up.who = Who::Members;
    let outcome = sign_up_transition(
        &state("confirmed"),
        &C::Cancel,
        &full,
        &Membership::None,
        now(),
    );
    assert_eq!(
        outcome.unwrap(),
        SignUp {
            state: S::Cancelled { at: now() },
            ..SignUp::default()
        }
    );
}

#[test]
fn who_may_sign_up() {
    let check = |who: Who, membership: &Membership, expected: &str| {
        let mut it = at("open");
        it.sign_up.who = who;
        let outcome = sign_up_transition(&state("none"), &ask(&[]), &it, membership, now());
        assert_eq!(word(outcome), expected, "{who:?} {membership:?}");
    };
    let gone = Membership::Member {
        role: Role::Host,
        since: now(),
        until: Some(now()),
        rules: None,
        paying: None,
    };
    check(Who::Open, &Membership::None, "confirmed");
    check(Who::Approval, &Membership::None, "pending-approval");
    check(Who::Approval, &member(), "pending-approval");
    check(Who::Members, &member(), "confirmed");
    check(Who::Members, &Membership::None, "!members-only");
    check(Who::Members, &gone, "!members-only");
    check(
        Who::Members,
        &Membership::PendingApproval {
            since: now(),
            answers: Answers::new(),
            more: Application::default(),
        },
        "!members-only",
    );
    check(Who::Invitation, &member(), "!invitation-needed");
}

/// Capacity, taken, waiting, whether there is a waitlist, people on one sign-up at most.
type House = (Option<u32>, u32, u32, bool, u32);

fn house((capacity, taken, waiting, waitlist, party_max): House, who: Who) -> Event {
    let mut it = at("open");
    (it.capacity, it.taken, it.waiting) = (capacity, taken, waiting);
    it.sign_up.waitlist = waitlist;
    it.sign_up.party_max = party_max;
    it.sign_up.who = who;
    it
}

#[test]
fn seats_are_for_those_who_fit_and_whom_nobody_waits_before() {
    let check = |house_is: House, party: &[&str], expected: &str, if_approved: &str| {
        for (who, expected) in [(Who::Open, expected), (Who::Approval, if_approved)] {
            let it = house(house_is, who);
            let outcome =
                sign_up_transition(&state("none"), &ask(party), &it, &Membership::None, now());
            assert_eq!(word(outcome), expected, "{house_is:?} {party:?} {who:?}");
        }
    };
    const IN: &str = "confirmed";
    const ASK: &str = "pending-approval";
    const WAIT: &str = "waitlisted";
    const FULL: &str = "!full";
    const LARGE: &str = "!party-too-large";
    check((None, 999, 0, true, 1), &[], IN, ASK);
    check((Some(10), 9, 0, true, 1), &[], IN, ASK);
    check((Some(10), 10, 0, true, 1), &[], WAIT, WAIT);
    check((Some(10), 12, 0, true, 1), &[], WAIT, WAIT);
    check((Some(10), 10, 0, false, 1), &[], FULL, FULL);
    // Seats are left, but others wait for them.
    check((Some(10), 8, 3, true, 1), &[], WAIT, WAIT);
    // Without a waitlist nobody can wait.
    check((Some(10), 8, 3, false, 1), &[], IN, ASK);
    check((None, 8, 3, true, 1), &[], WAIT, WAIT);
    // Parties.
    check((Some(10), 8, 0, true, 3), &["a"], IN, ASK);
    check((Some(10), 8, 0, true, 3), &["a", "b"], WAIT, WAIT);
    check((Some(10), 8, 0, true, 3), &["a", "b", "c"], LARGE, LARGE);
    check((Some(10), 8, 0, false, 3), &["a", "b"], LARGE, LARGE);
    check((Some(10), 10, 0, false, 3), &["a"], FULL, FULL);
    check((Some(2), 0, 0, true, 9), &["a", "b"], LARGE, LARGE);
    check((Some(2), 0, 0, true, 0), &[], IN, ASK);
    check((Some(2), 0, 0, true, 0), &["a"], LARGE, LARGE);
    check((Some(0), 0, 0, true, 1), &[], FULL, FULL);
    check((Some(0), 0, 0, false, 1), &[], FULL, FULL);
}

#[test]
fn a_refusal_for_size_says_how_many_may_come() {
    let check = |house_is: House, limit: u32| {
        let it = house(house_is, Who::Open);
        let party = ask(&["a", "b", "c", "d"]);
        let outcome = sign_up_transition(&state("none"), &party, &it, &member(), now());
        assert_eq!(
            outcome,
            Err(Refusal::PartyTooLarge { limit }),
            "{house_is:?}"
        );
    };
    check((None, 0, 0, true, 4), 4);
    check((Some(3), 0, 0, true, 9), 3);
    check((Some(10), 8, 0, false, 9), 2);
}

#[test]
fn a_sign_up_keeps_party_and_answers_and_its_place() {
    let mut it = at("open");
    (it.capacity, it.taken, it.waiting) = (Some(5), 5, 3);
    it.sign_up.party_max = 3;
    let phone = Field {
        key: "phone".to_owned(),
        label: String::new(),
        kind: FieldKind::Phone,
        required: true,
        help: String::new(),
        min: None,
        max: None,
        options: Vec::new(),
        shown_if: None,
    };
    it.sign_up.form = Form {
        fields: vec![phone],
    };
    let signs_up = |phone: &str| {
        let answers = [
            ("phone".to_owned(), phone.to_owned()),
            ("x".to_owned(), "y".to_owned()),
        ];
        let party = vec![Companion::named(" 小明 "), Companion::default()];
        let command = C::SignUp {
            party,
            answers: answers.into(),
            seen: true,
        };
        sign_up_transition(&state("cancelled"), &command, &it, &Membership::None, now())
    };
    let expected = SignUp {
        state: S::Waitlisted {
            since: now(),
            position: Some(4),
            offer_until: None,
        },
        party: vec![Companion::named("小明"), Companion::default()],
        answers: [("phone".to_owned(), "13800001111".to_owned())].into(),
        ticket: String::new(),
        seen: true,
        feedback: String::new(),
    };
    assert_eq!(expected.people(), 3);
    assert_eq!(signs_up("138 0000 1111"), Ok(expected));
    assert_eq!(word(signs_up("138")), "!invalid");
    assert_eq!(word(signs_up("")), "!invalid");
}

#[test]
fn accepting_an_offer_keeps_party_and_answers() {
    let offered = SignUp {
        party: vec![Companion::named("小明")],
        answers: [("phone".to_owned(), "13800001111".to_owned())].into(),
        ..state("offered")
    };
    // Also when it is full for everybody else, and closed.
    let mut it = at("closed");
    (it.capacity, it.taken, it.waiting) = (Some(5), 5, 3);
    let accepted = sign_up_transition(&offered, &C::AcceptOffer, &it, &Membership::None, now());
    assert_eq!(
        accepted,
        Ok(SignUp {
            state: S::Confirmed { since: now() },
            ..offered
        })
    );
}

#[test]
fn the_window_opens_and_closes_on_the_second() {
    let start: Instant = days(now(), 1);
    let check = |opens: Option<i64>, closes: Option<i64>, seconds: i64, expected: &str| {
        let mut it = event("e", start);
        it.sign_up.opens = opens.map(|s| start.plus(s));
        it.sign_up.closes = closes.map(|s| start.plus(s));
        let moment = start.plus(seconds);
        let outcome = sign_up_transition(&state("none"), &ask(&[]), &it, &member(), moment);
        assert_eq!(word(outcome), expected, "{opens:?} {closes:?} {seconds}");
    };
    check(Some(-100), None, -101, "!not-yet");
    check(Some(-100), None, -100, "confirmed");
    check(None, Some(-50), -51, "confirmed");
    check(None, Some(-50), -50, "!closed");
    check(None, None, -1, "confirmed");
    check(None, None, 0, "!over");
    check(None, Some(50), 0, "!over");
    check(None, None, 7200, "!over");
    check(Some(-50), Some(-100), -70, "!not-yet");
}
