//! What every backend keeps, whoever answers. What a service cannot do it declares, and that is
//! asserted as declared.

use std::{collections::BTreeSet, rc::Rc};

use linju::{
    backend::{Backend, BackendError, EventsWanted},
    model::{
        Answers, Command, CommandId, Community, CommunityId, Door, Envelope, Event, EventId,
        FaultKind, Instant, Membership, Outcome, Refusal, SignUpState,
    },
};

use super::native::block_on;

/// A backend under test, freshly begun.
pub struct Under {
    pub backend: Rc<dyn Backend>,
    pub now: Instant,
    pub sent: u32,
    /// Distinguishes the commands of this run.
    pub run: String,
}

impl Under {
    fn command(&mut self, command: Command) -> Outcome {
        self.sent += 1;
        let envelope = Envelope {
            id: CommandId(format!("{}-{}", self.run, self.sent)),
            at: self.now,
            command,
        };
        block_on(self.backend.carry_out(&envelope)).expect("the command is answered")
    }

    fn membership(&self, id: &str) -> Membership {
        let viewer = block_on(self.backend.viewer()).expect("a viewer").data;
        viewer.membership(&CommunityId::from(id))
    }

    fn sign_up(&self, id: &str) -> SignUpState {
        let viewer = block_on(self.backend.viewer()).expect("a viewer").data;
        viewer.sign_up(&EventId::from(id)).state
    }
}

fn refused(outcome: Outcome) -> Refusal {
    match outcome {
        Outcome::Refused(refusal) => refusal,
        other => panic!("expected a refusal, found {other:?}"),
    }
}

fn all_communities(backend: &dyn Backend) -> Vec<Community> {
    let (mut all, mut cursor) = (Vec::new(), None);
    for _ in 0..100 {
        let answer = block_on(backend.communities(cursor.take())).expect("a page");
        assert_eq!(answer.left_out, [], "every row can be read");
        all.extend(answer.data.items);
        match answer.data.next {
            Some(next) => cursor = Some(next),
            None => return all,
        }
    }
    panic!("pages never end");
}

fn all_events(backend: &dyn Backend, wanted: EventsWanted) -> Vec<Event> {
    let (mut all, mut wanted) = (Vec::new(), wanted);
    for _ in 0..200 {
        let answer = block_on(backend.events(&wanted)).expect("a page");
        assert_eq!(answer.left_out, [], "every row can be read");
        all.extend(answer.data.items);
        match answer.data.next {
            Some(next) => wanted.cursor = Some(next),
            None => return all,
        }
    }
    panic!("pages never end");
}

/// Runs everything. `least` are the communities and coming events there are at least.
pub fn run(under: &mut Under, least: (usize, usize)) {
    lists(under, least);
    one_of_each(under);
    what_is_not_there(under);
    the_directory_is_for_members(under);
    joining_an_open_community(under);
    applying_with_a_form(under);
    doors_that_are_shut(under);
    signing_up(under);
    a_full_event(under);
    sent_twice(under);
}

fn lists(under: &Under, (communities, events): (usize, usize)) {
    let all = all_communities(&*under.backend);
    let ids: BTreeSet<&str> = all.iter().map(|c| c.id.as_str()).collect();
    assert_eq!(ids.len(), all.len(), "no community twice");
    assert!(all.len() >= communities, "{} communities", all.len());
    for door in [Door::Open, Door::Approval, Door::Invitation, Door::Closed] {
        assert!(all.iter().any(|c| c.policy.door == door), "{door:?}");
    }
    let from = EventsWanted {
        from: Some(under.now),
        ..EventsWanted::default()
    };
    let coming = all_events(&*under.backend, from.clone());
    assert!(coming.len() >= events, "{} events", coming.len());
    assert!(coming.is_sorted_by_key(|e| e.start), "by their start");
    assert!(
        coming.iter().all(|e| e.ends() >= under.now),
        "none that is over"
    );
    let week = under.now.plus(7 * 86_400);
    let soon = all_events(
        &*under.backend,
        EventsWanted {
            to: Some(week),
            ..from.clone()
        },
    );
    assert!(!soon.is_empty() && soon.len() < coming.len());
    assert!(soon.iter().all(|e| e.start <= week));
    let community = Some(CommunityId::from("night-run"));
    let own = all_events(&*under.backend, EventsWanted { community, ..from });
    assert!(own.len() >= 3 && own.iter().all(|e| e.community_name == "运河夜跑团"));
}

fn one_of_each(under: &Under) {
    let community = block_on(under.backend.community(&"night-run".into()))
        .expect("whole")
        .data;
    assert_eq!(community.name, "运河夜跑团");
    assert!(!community.about.is_empty() && !community.rules.lines.is_empty());
    assert!(community.people.len() >= 2 && community.rhythm.len() == 2);
    assert!(community.activity.last_met.is_some_and(|at| at < under.now));
    let position = community.area.position.expect("a position");
    assert!((30.0..31.0).contains(&position.lat()) && (119.0..121.0).contains(&position.lng()));
    let event = block_on(under.backend.event(&"e-night-run-3".into()))
        .expect("whole")
        .data;
    assert!(!event.description.is_empty() && event.start > under.now);
    assert_eq!(
        (event.capacity, event.zone.as_str()),
        (Some(16), "Asia/Shanghai")
    );
    let cancelled = block_on(under.backend.event(&"e-dog-walk-2".into()))
        .expect("whole")
        .data;
    assert_eq!(cancelled.status, linju::model::EventStatus::Cancelled);
    let goal = block_on(under.backend.community(&"promo-circle".into()))
        .expect("whole")
        .data
        .goal;
    assert!(goal.is_none_or(|g| g.of > 0));
}

fn what_is_not_there(under: &mut Under) {
    let b = &under.backend;
    assert_eq!(
        block_on(b.community(&"nowhere".into())).err(),
        Some(BackendError::NotFound)
    );
    assert_eq!(
        block_on(b.event(&"never".into())).err(),
        Some(BackendError::NotFound)
    );
    // An id is data: it cannot lead elsewhere.
    assert_eq!(
        block_on(b.community(&"../../m/night-run".into())).err(),
        Some(BackendError::NotFound)
    );
    let join = Command::Join {
        community: "nowhere".into(),
        answers: Answers::new(),
        rules: None,
    };
    assert_eq!(refused(under.command(join)), Refusal::Gone);
    let cancel = Command::CancelSignUp {
        event: "never".into(),
    };
    assert_eq!(refused(under.command(cancel)), Refusal::Gone);
}

fn the_directory_is_for_members(under: &Under) {
    let asked = block_on(under.backend.members(&"night-run".into(), None));
    assert!(
        matches!(asked, Err(BackendError::Forbidden { .. })),
        "{asked:?}"
    );
    let asked = block_on(
        under
            .backend
            .member(&"night-run".into(), &"m-night-run-1".into()),
    );
    assert!(
        matches!(asked, Err(BackendError::Forbidden { .. })),
        "{asked:?}"
    );
}

fn joining_an_open_community(under: &mut Under) {
    let id = CommunityId::from("night-run");
    let join = |rules| Command::Join {
        community: id.clone(),
        answers: Answers::new(),
        rules,
    };
    assert_eq!(
        refused(under.command(join(None))),
        Refusal::RulesNotAgreed { version: 3 }
    );
    assert_eq!(
        refused(under.command(join(Some(2)))),
        Refusal::RulesNotAgreed { version: 3 }
    );
    let outcome = under.command(join(Some(3)));
    assert!(
        matches!(&outcome, Outcome::Membership(_, Membership::Member { .. })),
        "{outcome:?}"
    );
    assert!(under.membership("night-run").role(under.now).is_some());
    assert_eq!(
        refused(under.command(join(Some(3)))),
        Refusal::Already,
        "one membership a person"
    );

    // Now the directory opens, and holds back what its members hold back.
    let answer = block_on(under.backend.members(&id, None)).expect("a directory");
    assert_eq!(answer.left_out, []);
    assert!(answer.data.items.len() >= 10);
    assert!(
        answer
            .data
            .items
            .iter()
            .all(|m| m.visibility.is_empty() && !m.unlisted)
    );
    let one = &answer.data.items[0];
    let again = block_on(under.backend.member(&id, &one.id))
        .expect("an entry")
        .data;
    assert_eq!(again.name, one.name);
    assert_eq!(
        block_on(under.backend.member(&id, &"nobody".into())).err(),
        Some(BackendError::NotFound)
    );

    let left = under.command(Command::Leave {
        community: id.clone(),
    });
    assert!(matches!(left, Outcome::Membership(..)), "{left:?}");
    assert!(under.membership("night-run").role(under.now).is_none());
    let twice = refused(under.command(Command::Leave {
        community: id.clone(),
    }));
    assert_eq!(twice, Refusal::NothingThere);
    let outcome = under.command(join(Some(3)));
    assert!(
        matches!(outcome, Outcome::Membership(_, Membership::Member { .. })),
        "and back in"
    );
}

fn applying_with_a_form(under: &mut Under) {
    let id = CommunityId::from("alumni");
    let apply = |answers| Command::Join {
        community: id.clone(),
        answers,
        rules: None,
    };
    let Refusal::Invalid { faults } = refused(under.command(apply(Answers::new()))) else {
        panic!("answers are asked for");
    };
    let missing: Vec<&str> = faults
        .iter()
        .filter(|f| f.kind == FaultKind::Missing)
        .map(|f| f.key.as_str())
        .collect();
    assert_eq!(
        missing,
        ["year", "school"],
        "what is not shown is not asked"
    );
    let answers = Answers::from([
        ("year".to_owned(), "２００８".to_owned()),
        ("school".to_owned(), "其他".to_owned()),
        ("school_other".to_owned(), "艺术学院".to_owned()),
    ]);
    let outcome = under.command(apply(answers));
    let Outcome::Membership(_, Membership::PendingApproval { .. }) = outcome else {
        panic!("expected to be pending, found {outcome:?}");
    };
    let Membership::PendingApproval { answers, .. } = under.membership("alumni") else {
        panic!("and to be kept so");
    };
    assert_eq!(
        answers.get("school_other").map(String::as_str),
        Some("艺术学院")
    );
    under.command(Command::Withdraw {
        community: id.clone(),
    });
    assert!(matches!(
        under.membership("alumni"),
        Membership::None | Membership::Left { .. }
    ));
}

fn doors_that_are_shut(under: &mut Under) {
    let join = |id: &str| Command::Join {
        community: id.into(),
        answers: Answers::new(),
        rules: Some(1),
    };
    assert_eq!(
        refused(under.command(join("tasting"))),
        Refusal::InvitationNeeded
    );
    assert_eq!(refused(under.command(join("book-club"))), Refusal::Closed);
}

fn signing_up(under: &mut Under) {
    let id = EventId::from("e-tasting-2");
    let sign_up = |party: &[&str]| Command::SignUp {
        event: id.clone(),
        party: party.iter().map(|name| (*name).to_owned()).collect(),
        answers: Answers::from([("avoid".to_owned(), "没有\n不吃辣".to_owned())]),
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
    assert_eq!(own.party, ["阿珍"]);
    assert_eq!(
        refused(under.command(sign_up(&[]))),
        Refusal::Already,
        "one sign-up a person"
    );
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
    };
    assert_eq!(refused(under.command(members_only)), Refusal::MembersOnly);
    let not_yet = Command::SignUp {
        event: "e-product-test-1".into(),
        party: Vec::new(),
        answers: Answers::new(),
    };
    assert!(matches!(
        refused(under.command(not_yet)),
        Refusal::NotYet { .. }
    ));
    let off = Command::SignUp {
        event: "e-dog-walk-2".into(),
        party: Vec::new(),
        answers: Answers::new(),
    };
    assert_eq!(refused(under.command(off)), Refusal::Off);
}

fn a_full_event(under: &mut Under) {
    let full = block_on(under.backend.event(&"e-night-run-2".into()))
        .expect("an event")
        .data;
    assert_eq!(full.seats_left(), Some(0));
    let outcome = under.command(Command::SignUp {
        event: full.id.clone(),
        party: Vec::new(),
        answers: Answers::new(),
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
fn sent_twice(under: &mut Under) {
    let envelope = Envelope {
        id: CommandId(format!("{}-twice", under.run)),
        at: under.now,
        command: Command::SignUp {
            event: "e-book-cd-3".into(),
            party: vec!["小邓".to_owned()],
            answers: Answers::new(),
        },
    };
    let first = block_on(under.backend.carry_out(&envelope)).expect("answered");
    let second = block_on(under.backend.carry_out(&envelope)).expect("answered");
    assert!(matches!(first, Outcome::SignUp(..)), "{first:?}");
    if under.backend.capabilities().idempotent {
        assert_eq!(second, first, "the answer is the same");
    } else {
        assert_eq!(
            second,
            Outcome::Refused(Refusal::Already),
            "told, and not done twice"
        );
    }
    assert!(matches!(
        under.sign_up("e-book-cd-3"),
        SignUpState::Confirmed { .. }
    ));
}
