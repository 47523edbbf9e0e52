//! Signing up, cancelling, a full event, and a command that is sent twice.

use linju::model::{
    Answers, Command, CommandId, Companion, Envelope, EventId, Outcome, Refusal, SignUpState,
};

use super::{super::native::block_on, Under, refused};

pub fn signing_up(under: &mut Under) {
    let id = EventId::from("e-tasting-2");
    let sign_up = |party: &[&str]| Command::SignUp {
        event: id.clone(),
        party: party.iter().map(|name| Companion::named(*name)).collect(),
        answers: Answers::from([("avoid".to_owned(), "没有\n不吃辣".to_owned())]),
        seen: false,
    };
    let too_many = refused(under.command(sign_up(&["阿珍", "小邓"])));
    assert_eq!(too_many, Refusal::PartyTooLarge { limit: 2 });
    let outcome = under.command(sign_up(&["阿珍"]));
    let Outcome::SignUp(_, own) = &outcome else {
        panic!("expected a seat, found {outcome:?}")
    };
    assert!(
        matches!(own.state, SignUpState::Confirmed { .. }),
        "{outcome:?}"
    );
    assert_eq!(own.party, [Companion::named("阿珍")]);
    assert_eq!(
        refused(under.command(sign_up(&[]))),
        Refusal::Already,
        "one sign-up a person"
    );
    if under.declared.offers(&["change-sign-up"]) {
        changing(under, &id);
    }
    under.command(Command::CancelSignUp { event: id.clone() });
    let after = under.sign_up(id.as_str());
    assert!(
        matches!(after, SignUpState::None | SignUpState::Cancelled { .. }),
        "{after:?}"
    );
    let twice = refused(under.command(Command::CancelSignUp { event: id.clone() }));
    assert_eq!(twice, Refusal::NothingThere);
    let outcome = under.command(sign_up(&[]));
    assert!(
        matches!(outcome, Outcome::SignUp(..)),
        "and again: {outcome:?}"
    );

    let members_only = Command::SignUp {
        event: "e-chamber-2".into(),
        party: Vec::new(),
        answers: Answers::new(),
        seen: false,
    };
    assert_eq!(refused(under.command(members_only)), Refusal::MembersOnly);
    let not_yet = Command::SignUp {
        event: "e-product-test-1".into(),
        party: Vec::new(),
        answers: Answers::new(),
        seen: false,
    };
    assert!(matches!(
        refused(under.command(not_yet)),
        Refusal::NotYet { .. }
    ));
    let off = Command::SignUp {
        event: "e-dog-walk-2".into(),
        party: Vec::new(),
        answers: Answers::new(),
        seen: false,
    };
    assert_eq!(refused(under.command(off)), Refusal::Off);
}

/// Others come along, and other things are answered: the seat and its ticket stay.
fn changing(under: &mut Under, id: &EventId) {
    let standing = |under: &Under| {
        let viewer = block_on(under.backend.viewer()).expect("a viewer").data;
        viewer.sign_up(id)
    };
    let change = |party: &[&str], avoid: &str| Command::ChangeSignUp {
        event: id.clone(),
        party: party.iter().map(|name| Companion::named(*name)).collect(),
        answers: Answers::from([("avoid".to_owned(), avoid.to_owned())]),
        seen: false,
    };
    let (before, taken) = (standing(under), seats_taken(under, id));
    let outcome = under.command(change(&[], "不吃辣"));
    let Outcome::SignUp(_, own) = &outcome else {
        panic!("expected a change, found {outcome:?}")
    };
    assert_eq!((own.party.len(), &own.ticket), (0, &before.ticket));
    assert_eq!(own.answers.get("avoid").map(String::as_str), Some("不吃辣"));
    assert_eq!(standing(under), *own);
    assert_eq!(seats_taken(under, id), taken - 1, "a seat is free again");
    let too_many = refused(under.command(change(&["阿珍", "小邓"], "没有")));
    assert_eq!(too_many, Refusal::PartyTooLarge { limit: 2 });
    under.command(change(&["小邓"], "没有"));
    let after = standing(under);
    assert_eq!(after.party, [Companion::named("小邓")]);
    assert_eq!((after.state, after.ticket), (before.state, before.ticket));
    assert_eq!(seats_taken(under, id), taken);
}

fn seats_taken(under: &Under, id: &EventId) -> u32 {
    block_on(under.backend.event(id))
        .expect("an event")
        .data
        .taken
}

pub fn a_full_event(under: &mut Under) {
    let full = block_on(under.backend.event(&"e-night-run-2".into()))
        .expect("an event")
        .data;
    assert_eq!(full.seats_left(), Some(0));
    let outcome = under.command(Command::SignUp {
        event: full.id.clone(),
        party: Vec::new(),
        answers: Answers::new(),
        seen: false,
    });
    if under.backend.capabilities().waitlist {
        let state = under.sign_up(full.id.as_str());
        assert!(
            matches!(state, SignUpState::Waitlisted { .. }),
            "{outcome:?}"
        );
        let now = block_on(under.backend.event(&full.id))
            .expect("an event")
            .data;
        assert_eq!((now.taken, now.waiting), (full.taken, full.waiting + 1));
    } else {
        assert_eq!(
            refused(outcome),
            Refusal::Full,
            "no place in a queue that nobody keeps"
        );
        assert_eq!(under.sign_up(full.id.as_str()), SignUpState::None);
    }
}

/// The same command again, after an answer that got lost: nothing changes.
pub fn sent_twice(under: &mut Under) {
    let envelope = Envelope {
        id: CommandId(format!("{}-twice", under.run)),
        at: under.now,
        command: Command::SignUp {
            event: "e-book-cd-3".into(),
            party: vec![Companion::named("小邓")],
            answers: Answers::new(),
            seen: false,
        },
    };
    let first = block_on(under.backend.carry_out(&envelope)).expect("answered");
    let second = block_on(under.backend.carry_out(&envelope)).expect("answered");
    assert!(matches!(first, Outcome::SignUp(..)), "{first:?}");
    if under.backend.capabilities().idempotent {
        assert_eq!(second, first, "the answer is the same");
    } else {
        let told = Outcome::Refused(Refusal::Already);
        assert_eq!(second, told, "told, and not done twice");
    }
    assert!(matches!(
        under.sign_up("e-book-cd-3"),
        SignUpState::Confirmed { .. }
    ));
}
