//! What follows in the page from what somebody did: places that go on to who waits, codes that open nothing any more, chapters and
//! events that stand where they may.

use linju::{
    data::{EventsPage, InvitationsPage, Persona},
    model::{
        Area, Charter, Command, Door, Dues, DuesPeriod, FaultKind, FieldFault, Invitation,
        JoinPolicy, Membership, Outcome, Refusal, Role, Verdict,
    },
};

use super::{
    Bench, done, embedded,
    native::block_on,
    playing::{OTHERS, by_code, community, join, listed, person, play, refused, stands},
};

fn open(capacity: Option<u32>) -> JoinPolicy {
    JoinPolicy {
        door: Door::Open,
        capacity,
        ..JoinPolicy::default()
    }
}

fn charter(parent: &str, policy: JoinPolicy) -> Charter {
    Charter {
        name: Some("晨走的人".to_owned()),
        purpose: Some("天亮以后一起走一小时".to_owned()),
        area: Some(Area {
            city: "杭州".to_owned(),
            ..Area::default()
        }),
        parent: Some(parent.to_owned()),
        policy: Some(policy),
        ..Charter::default()
    }
}

fn found(id: &str, parent: &str, policy: JoinPolicy) -> Command {
    Command::Found {
        community: id.into(),
        charter: charter(parent, policy),
        word: String::new(),
    }
}

fn policy_is(id: &str, policy: JoinPolicy) -> Command {
    Command::Edit {
        community: id.into(),
        charter: Charter {
            policy: Some(policy),
            ..Charter::default()
        },
    }
}

fn leave(id: &str) -> Command {
    Command::Leave {
        community: id.into(),
    }
}

fn appoint(id: &str, who: &str, role: Role) -> Command {
    Command::Appoint {
        community: id.into(),
        person: person(who),
        role,
    }
}

fn remove(id: &str, who: &str) -> Command {
    Command::Remove {
        community: id.into(),
        person: person(who),
        reason: "不来了".to_owned(),
    }
}

fn invite(id: &str, code: &str, role: Role, uses: Option<u32>) -> Command {
    Command::Invite {
        community: id.into(),
        invitation: Invitation {
            code: code.to_owned(),
            community: id.into(),
            role,
            uses,
            used: 0,
            until: None,
            approval: false,
            note: "给你的".to_owned(),
            by: String::new(),
            made: None,
            revoked: None,
        },
    }
}

/// Codes that the viewer is shown, and whether they still open the door.
fn codes(bench: &Bench, id: &str) -> Vec<(String, bool)> {
    let query = InvitationsPage {
        community: id.into(),
        cursor: None,
    };
    let all = block_on(bench.data.fresh(&query)).unwrap().items;
    let mut all: Vec<_> = all
        .into_iter()
        .map(|it| (it.code, it.revoked.is_none()))
        .collect();
    all.sort();
    all
}

fn is_in(bench: &Bench, id: &str) -> bool {
    stands(bench, id).role(bench.data.now()).is_some()
}

fn waits(bench: &Bench, id: &str) -> bool {
    matches!(stands(bench, id), Membership::Waitlisted { .. })
}

fn no_such_parent() -> Refusal {
    Refusal::Invalid {
        faults: vec![FieldFault {
            key: "parent".to_owned(),
            kind: FaultKind::NotAnOption,
        }],
    }
}

/// The newcomer's, with two places, both taken; the organiser waits for one.
fn full(policy: JoinPolicy) -> Bench {
    let bench = embedded();
    done(&bench, found("walkers", "", policy));
    play(&bench, Persona::Member);
    done(&bench, join("walkers", None, true, 0));
    bench.clock.forward(60);
    play(&bench, Persona::Organiser);
    done(&bench, join("walkers", None, true, 0));
    assert!(waits(&bench, "walkers"));
    bench
}

#[test]
fn a_place_that_is_given_back_goes_to_who_has_waited_longest() {
    let bench = full(open(Some(2)));
    play(&bench, Persona::Member);
    done(&bench, leave("walkers"));
    assert_eq!(community(&bench, "walkers").members, 2);
    bench.clock.forward(60);
    done(&bench, join("walkers", None, true, 0));
    assert!(waits(&bench, "walkers"));
    play(&bench, Persona::Organiser);
    assert!(is_in(&bench, "walkers"));

    // Who is put out leaves a place, too.
    play(&bench, Persona::Newcomer);
    done(&bench, remove("walkers", OTHERS[2]));
    play(&bench, Persona::Member);
    assert!(is_in(&bench, "walkers"));
    assert_eq!(community(&bench, "walkers").members, 2);
}

#[test]
fn more_places_are_for_those_who_wait_as_far_as_they_go() {
    let bench = embedded();
    done(&bench, found("walkers", "", open(Some(1))));
    for who in [Persona::Organiser, Persona::Member] {
        bench.clock.forward(60);
        play(&bench, who);
        done(&bench, join("walkers", None, true, 0));
        assert!(waits(&bench, "walkers"));
    }
    play(&bench, Persona::Newcomer);
    done(&bench, policy_is("walkers", open(Some(2))));
    play(&bench, Persona::Member);
    assert!(waits(&bench, "walkers"));
    play(&bench, Persona::Organiser);
    assert!(is_in(&bench, "walkers"));
    // Who no longer wants to wait is passed over.
    play(&bench, Persona::Member);
    let withdraw = Command::Withdraw {
        community: "walkers".into(),
    };
    done(&bench, withdraw);
    play(&bench, Persona::Newcomer);
    done(&bench, policy_is("walkers", open(Some(9))));
    play(&bench, Persona::Member);
    assert_eq!(stands(&bench, "walkers"), Membership::None);
}

#[test]
fn who_moves_up_is_looked_at_and_pays_where_the_door_asks_for_it() {
    let dues = Dues {
        amount: 1000,
        currency: "CNY".to_owned(),
        period: DuesPeriod::Year,
        link: String::new(),
        how: "现金".to_owned(),
    };
    let looks = JoinPolicy {
        door: Door::Approval,
        dues: Some(dues),
        ..open(Some(2))
    };
    let bench = full(open(Some(2)));
    play(&bench, Persona::Newcomer);
    done(&bench, policy_is("walkers", looks));
    done(&bench, remove("walkers", OTHERS[1]));
    play(&bench, Persona::Organiser);
    let Membership::PendingApproval { more, .. } = stands(&bench, "walkers") else {
        panic!("nobody has looked at them");
    };
    assert!(more.listed);

    // Once somebody has, the dues are all that is left, and a place that is to be paid for is nobody else's.
    play(&bench, Persona::Newcomer);
    let review = |verdict| Command::Review {
        community: "walkers".into(),
        person: person(OTHERS[2]),
        verdict,
    };
    let Outcome::Person(_, _, is) = done(&bench, review(Verdict::Approve)) else {
        panic!("not about a person");
    };
    assert!(matches!(is, Membership::PendingPayment { .. }));
    done(&bench, review(Verdict::Paid));
    play(&bench, Persona::Organiser);
    assert!(is_in(&bench, "walkers"));

    // Where nobody looks, they pay.
    let bench = full(open(Some(2)));
    play(&bench, Persona::Newcomer);
    let paid = JoinPolicy {
        dues: Some(Dues {
            amount: 1000,
            currency: "CNY".to_owned(),
            period: DuesPeriod::Year,
            link: String::new(),
            how: "现金".to_owned(),
        }),
        ..open(Some(3))
    };
    done(&bench, policy_is("walkers", paid));
    play(&bench, Persona::Organiser);
    let is = stands(&bench, "walkers");
    assert!(matches!(is, Membership::PendingPayment { .. }), "{is:?}");
}

#[test]
fn nobody_sees_a_code_that_they_could_not_make() {
    let bench = embedded();
    done(&bench, found("walkers", "", open(None)));
    done(
        &bench,
        invite("walkers", "for-a-deputy", Role::Deputy, None),
    );
    done(
        &bench,
        invite("walkers", "for-a-member", Role::Member, None),
    );
    play(&bench, Persona::Member);
    done(&bench, join("walkers", None, true, 0));
    play(&bench, Persona::Newcomer);
    done(&bench, appoint("walkers", OTHERS[1], Role::Admin));
    assert_eq!(codes(&bench, "walkers").len(), 2);
    play(&bench, Persona::Member);
    assert_eq!(
        codes(&bench, "walkers"),
        [("for-a-member".to_owned(), true)]
    );
    let told = |code: &str| {
        let it = by_code(&bench, "walkers", code).unwrap();
        (it.by, it.note)
    };
    assert_eq!(told("for-a-deputy"), (String::new(), String::new()));
    assert_eq!(
        told("for-a-member"),
        ("小邻".to_owned(), "给你的".to_owned())
    );
}

#[test]
fn a_code_of_who_may_not_make_it_any_more_opens_nothing() {
    let open_codes = |bench: &Bench| {
        let all = codes(bench, "walkers");
        let open = all.into_iter().filter(|(_, is_open)| *is_open);
        open.map(|(code, _)| code).collect::<Vec<_>>()
    };
    let with_an_admin = || {
        let bench = embedded();
        done(&bench, found("walkers", "", open(None)));
        done(
            &bench,
            invite("walkers", "for-a-deputy", Role::Deputy, None),
        );
        done(&bench, invite("walkers", "for-an-admin", Role::Admin, None));
        play(&bench, Persona::Member);
        done(&bench, join("walkers", None, true, 0));
        play(&bench, Persona::Newcomer);
        done(&bench, appoint("walkers", OTHERS[1], Role::Admin));
        play(&bench, Persona::Member);
        done(&bench, invite("walkers", "of-the-admin", Role::Host, None));
        play(&bench, Persona::Newcomer);
        assert_eq!(open_codes(&bench).len(), 3);
        bench
    };
    let mine = ["for-a-deputy", "for-an-admin"];

    let bench = with_an_admin();
    done(&bench, appoint("walkers", OTHERS[1], Role::Deputy));
    assert_eq!(open_codes(&bench).len(), 3);
    done(&bench, appoint("walkers", OTHERS[1], Role::Member));
    assert_eq!(open_codes(&bench), mine);

    let bench = with_an_admin();
    done(&bench, remove("walkers", OTHERS[1]));
    assert_eq!(open_codes(&bench), mine);
    play(&bench, Persona::Organiser);
    let by_it = join("walkers", Some("of-the-admin"), false, 0);
    assert_eq!(refused(&bench, by_it), Refusal::CodeOver);

    let bench = with_an_admin();
    play(&bench, Persona::Member);
    done(&bench, leave("walkers"));
    play(&bench, Persona::Newcomer);
    assert_eq!(open_codes(&bench), mine);

    // Who was the owner is a deputy, and makes no deputies.
    let bench = with_an_admin();
    let over = Command::HandOver {
        community: "walkers".into(),
        person: person(OTHERS[1]),
    };
    done(&bench, over);
    play(&bench, Persona::Member);
    assert_eq!(open_codes(&bench), ["for-an-admin", "of-the-admin"]);
}

#[test]
fn a_code_counts_whom_it_has_let_in_and_nobody_who_needed_none() {
    let bench = embedded();
    done(&bench, join("tasting", Some("one-more-seat"), false, 2));
    done(
        &bench,
        invite("tasting", "my-neighbour", Role::Member, Some(1)),
    );
    // Is invited by name, and brings the code as well.
    play(&bench, Persona::Member);
    assert!(matches!(
        stands(&bench, "tasting"),
        Membership::Invited { .. }
    ));
    done(&bench, join("tasting", Some("my-neighbour"), false, 2));
    assert!(is_in(&bench, "tasting"));
    play(&bench, Persona::Organiser);
    done(&bench, join("tasting", Some("my-neighbour"), false, 2));
    play(&bench, Persona::Newcomer);
    assert_eq!(by_code(&bench, "tasting", "my-neighbour").unwrap().used, 1);
}

#[test]
fn a_chapter_stands_under_what_its_founder_organises() {
    let bench = embedded();
    let under = |parent: &str| found("walkers-west", parent, open(None));
    assert_eq!(refused(&bench, under("book-club")), Refusal::Forbidden);
    assert_eq!(refused(&bench, under("nothing-there")), no_such_parent());
    // One that is a chapter has none.
    assert_eq!(refused(&bench, under("book-hz")), no_such_parent());
    done(&bench, found("walkers", "", open(None)));
    done(&bench, under("walkers"));
    let chapters = community(&bench, "walkers").chapters;
    assert_eq!(chapters.len(), 1);
    assert_eq!(chapters[0].id.as_str(), "walkers-west");

    let moves = |id: &str, parent: &str| Command::Edit {
        community: id.into(),
        charter: Charter {
            parent: Some(parent.to_owned()),
            ..Charter::default()
        },
    };
    // It has a chapter, and is none of itself.
    done(&bench, found("runners", "", open(None)));
    assert_eq!(
        refused(&bench, moves("walkers", "runners")),
        no_such_parent()
    );
    assert_eq!(
        refused(&bench, moves("runners", "runners")),
        no_such_parent()
    );
    assert_eq!(
        refused(&bench, moves("runners", "book-club")),
        Refusal::Forbidden
    );
    // What it is already, it may stay; and it may stand alone again.
    done(&bench, moves("walkers-west", "walkers"));
    done(&bench, moves("walkers-west", ""));
    assert!(community(&bench, "walkers").chapters.is_empty());
}

#[test]
fn events_of_what_was_put_away_are_in_no_list() {
    let bench = embedded();
    play(&bench, Persona::Organiser);
    let of_walk = || {
        let all = block_on(bench.data.fresh(&EventsPage::default())).unwrap();
        let of = |it: &&linju::model::Event| {
            it.community
                .as_ref()
                .is_some_and(|c| c.as_str() == "dog-walk")
        };
        (all.items.iter().filter(of).count(), all.items.len())
    };
    let (before, all) = of_walk();
    assert!(before > 0 && all > before);
    let close = Command::Close {
        community: "dog-walk".into(),
        farewell: "散步到此。".to_owned(),
    };
    done(&bench, close);
    assert_eq!(of_walk(), (before, all));
    done(
        &bench,
        Command::Archive {
            community: "dog-walk".into(),
        },
    );
    assert!(!listed(&bench, "dog-walk"));
    assert_eq!(of_walk(), (0, all - before));
    done(
        &bench,
        Command::Reopen {
            community: "dog-walk".into(),
        },
    );
    assert_eq!(of_walk(), (before, all));
}
