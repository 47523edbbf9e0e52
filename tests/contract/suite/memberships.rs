//! Joining, applying, withdrawing, leaving, and the directory that opens with it.

use std::collections::BTreeSet;

use linju::{
    backend::BackendError,
    model::{Answers, Command, CommunityId, FaultKind, Membership, Outcome, Refusal},
};

use super::{super::native::block_on, Under, all_members, refused};

pub fn the_directory_is_for_members(under: &Under) {
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

pub fn joining_an_open_community(under: &mut Under) {
    let id = CommunityId::from("night-run");
    let join = |rules| Command::Join {
        community: id.clone(),
        answers: Answers::new(),
        rules,
        invitation: None,
        sponsor: String::new(),
        listed: false,
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
    let all = all_members(&*under.backend, &id);
    let ids: BTreeSet<&str> = all.iter().map(|m| m.id.as_str()).collect();
    assert!(all.len() >= 10 && ids.len() == all.len(), "nobody twice");
    assert!(
        all.iter()
            .all(|m| m.visibility.is_empty() && !m.unlisted && m.community == id)
    );
    let one = &all[0];
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

pub fn applying_with_a_form(under: &mut Under) {
    let id = CommunityId::from("alumni");
    let apply = |answers| Command::Join {
        community: id.clone(),
        answers,
        rules: None,
        invitation: None,
        sponsor: String::new(),
        listed: false,
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

pub fn doors_that_are_shut(under: &mut Under) {
    let join = |id: &str| Command::Join {
        community: id.into(),
        answers: Answers::new(),
        rules: Some(1),
        invitation: None,
        sponsor: String::new(),
        listed: false,
    };
    assert_eq!(
        refused(under.command(join("tasting"))),
        Refusal::InvitationNeeded
    );
    assert_eq!(refused(under.command(join("book-club"))), Refusal::Closed);
}
