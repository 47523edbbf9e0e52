//! What organisers decide, over the data set's dog walkers: who waits, in which order, what a yes and a no do.

use linju::{
    backend::{Backend, BackendError},
    model::{
        Command, CommandId, Envelope, Instant, Membership, Outcome, PersonId, Refusal, Verdict,
    },
};

use crate::native::block_on;

/// A community where four have knocked.
const HERE: &str = "dog-walk";

/// The viewer is one of its organisers, and nothing was decided yet.
pub fn reviews(backend: &dyn Backend) {
    let waiting = || {
        let page = block_on(backend.applicants(&HERE.into(), None)).expect("who waits");
        assert!(page.left_out.is_empty(), "{:?}", page.left_out);
        page.data.items
    };
    let says = |key: &str, person: &PersonId, verdict: Verdict| {
        let envelope = Envelope {
            id: CommandId(key.to_owned()),
            at: Instant::from_unix(1_795_262_400),
            command: Command::Review {
                community: HERE.into(),
                person: person.clone(),
                verdict,
            },
        };
        block_on(backend.carry_out(&envelope)).expect("an outcome")
    };
    let refused = |why: Refusal| Outcome::Refused(why);
    let members = || {
        block_on(backend.community(&HERE.into()))
            .unwrap()
            .data
            .members
    };

    let first = waiting();
    assert_eq!(first.len(), 4);
    let since: Vec<_> = first.iter().map(|one| one.is.since()).collect();
    assert!(since.is_sorted(), "{since:?}");
    assert!(first.iter().all(|one| !one.name.is_empty()));
    let Membership::PendingApproval { answers, .. } = &first[0].is else {
        panic!("{:?}", first[0]);
    };
    assert!(!answers.is_empty(), "what was answered is told");

    // Yes: in, one more, no longer waiting; once more is no news, and the same key says the same.
    let before = members();
    let yes = says("yes", &first[0].id, Verdict::Approve);
    assert!(
        matches!(&yes, Outcome::Person(_, id, Membership::Member { .. }) if *id == first[0].id),
        "{yes:?}"
    );
    assert_eq!(members(), before + 1);
    assert_eq!(says("yes", &first[0].id, Verdict::Approve), yes);
    assert_eq!(
        says("again", &first[0].id, Verdict::Approve),
        refused(Refusal::Already)
    );
    let ids = |all: &[linju::model::Applicant]| -> Vec<PersonId> {
        all.iter().map(|one| one.id.clone()).collect()
    };
    assert_eq!(ids(&waiting()), ids(&first[1..]));

    // No: with a reason, or not at all.
    let no = |reason: &str| Verdict::Reject {
        reason: reason.to_owned(),
        again_from: None,
    };
    for nothing in ["", " \u{3000}"] {
        let Outcome::Refused(Refusal::Invalid { faults }) = says("mute", &first[1].id, no(nothing))
        else {
            panic!("a no without a reason");
        };
        assert_eq!(faults[0].key, "reason");
    }
    assert_eq!(waiting().len(), 3);
    let told = says("no", &first[1].id, no("先来走三圈，再填一次"));
    let Outcome::Person(_, _, Membership::Rejected { reason, .. }) = told else {
        panic!("{told:?}");
    };
    assert_eq!(reason, "先来走三圈，再填一次");
    assert_eq!(members(), before + 1);

    // Nobody, and what cannot be. (A mapping may call both gone.)
    let nobody = PersonId("nobody".to_owned());
    for (key, person, verdict) in [
        ("paid", &first[2].id, Verdict::Paid),
        ("gone", &nobody, Verdict::Approve),
    ] {
        let told = says(key, person, verdict);
        assert!(
            matches!(
                &told,
                Outcome::Refused(Refusal::NothingThere | Refusal::Gone)
            ),
            "{key}: {told:?}"
        );
    }
    assert_eq!(ids(&waiting()), ids(&first[2..]));

    // Where one is nobody, one sees nobody.
    let elsewhere = block_on(backend.applicants(&"night-run".into(), None));
    assert!(
        matches!(elsewhere, Err(BackendError::Forbidden { .. })),
        "{elsewhere:?}"
    );
}
