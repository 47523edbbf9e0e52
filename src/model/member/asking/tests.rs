//! Every request with everything that can be done about it.

use proptest::prelude::*;

use super::{
    Asking, ContactRequest, RequestState, ask, grant, refuse, revoke_grant, take_back, wrong,
};
use crate::model::testing::now;
use crate::model::{FaultKind, Instant, MemberField, Membership, Refusal, Role};

const DAY: i64 = 86_400;
const ASKED: [MemberField; 2] = [MemberField::District, MemberField::Contacts];

fn request(state: RequestState) -> ContactRequest {
    ContactRequest {
        person: Some("p".into()),
        name: "李梅".to_owned(),
        member: None,
        fields: ASKED.to_vec(),
        word: "想请教木工".to_owned(),
        at: now().plus(-DAY),
        state,
    }
}

/// Every state that a request can be in, before and after the moment that it names.
fn states() -> Vec<(&'static str, Option<RequestState>)> {
    let later = Some(now().plus(DAY));
    let before = Some(now());
    let refused = |again_from| RequestState::Refused {
        again_from,
        reason: String::new(),
    };
    let revoked = |again_from| RequestState::Revoked {
        again_from,
        reason: String::new(),
    };
    vec![
        ("none", None),
        ("pending", Some(RequestState::Pending)),
        ("granted", Some(RequestState::Granted { until: None })),
        (
            "granted until",
            Some(RequestState::Granted { until: later }),
        ),
        ("over", Some(RequestState::Granted { until: before })),
        ("refused", Some(refused(later))),
        ("refused for ever", Some(refused(None))),
        ("refused once", Some(refused(before))),
        ("revoked", Some(revoked(later))),
        ("revoked once", Some(revoked(before))),
    ]
}

fn asking<'a>(is: &'a Membership, before: Option<&'a ContactRequest>) -> Asking<'a> {
    Asking {
        is,
        before,
        on_request: &ASKED,
        pending: 0,
    }
}

#[test]
fn what_is_done_about_a_request_in_every_state() {
    let from = |days| Refusal::NotAgain { from: days };
    let later = Some(now().plus(DAY));
    let member = Membership::member(Role::Member, now());
    for (name, state) in states() {
        let it = state.map(request);
        let it = it.as_ref();
        let refusals = [
            ask(asking(&member, it), &ASKED, "", now()).err(),
            grant(it, &ASKED, &[], later, now()).err(),
            refuse(it, "", now()).err(),
            revoke_grant(it, now()).err(),
            take_back(it, now()).err(),
        ];
        let (already, nothing) = (Some(Refusal::Already), Some(Refusal::NothingThere));
        let n = || nothing.clone();
        let expected = match name {
            "none" | "over" | "refused once" | "revoked once" => [None, n(), n(), n(), n()],
            "pending" => [already, None, None, n(), None],
            "granted" | "granted until" => [already, None, n(), None, None],
            "refused for ever" => [Some(from(None)), n(), n(), n(), n()],
            _ => [Some(from(later)), n(), n(), n(), n()],
        };
        assert_eq!(refusals, expected, "{name}");
    }
}

#[test]
fn only_who_is_in_asks_and_only_for_what_can_be_asked_for() {
    let member = Membership::member(Role::Member, now());
    let who = asking(&member, None);
    let check = |who, fields: &[MemberField], word: &str, expected: Result<(), Refusal>| {
        let asked = ask(who, fields, word, now()).map(|_| ());
        assert_eq!(asked, expected);
    };
    let long = |n| "字".repeat(n);
    let (contacts, skills) = (MemberField::Contacts, MemberField::Skills);
    check(who, &[contacts], "", Ok(()));
    check(who, &[], "", Err(Refusal::NothingThere));
    check(who, &[skills], "", Err(Refusal::NothingThere));
    check(who, &[contacts, skills], "", Err(Refusal::NothingThere));
    check(who, &[contacts], &long(300), Ok(()));
    let too_long = wrong("word", FaultKind::TooMuch(300));
    check(who, &[contacts], &long(301), Err(too_long));
    check(Asking { pending: 19, ..who }, &[contacts], "", Ok(()));
    let full = Asking { pending: 20, ..who };
    check(full, &[contacts], "", Err(Refusal::Full));
    let outside = [
        Membership::None,
        Membership::Left { at: now() },
        Membership::PendingApproval {
            since: now(),
            answers: Default::default(),
            more: Default::default(),
        },
    ];
    for is in &outside {
        let who = Asking { is, ..full };
        check(who, &[skills], "", Err(Refusal::MembersOnly));
    }
}

#[test]
fn a_request_names_each_field_once_and_in_order() {
    let member = Membership::member(Role::Member, now());
    let [district, contacts] = ASKED;
    let fields = [contacts, district, contacts];
    let made = ask(asking(&member, None), &fields, " 你好 \n", now()).unwrap();
    assert_eq!(made.fields, ASKED);
    assert_eq!((made.word.as_str(), made.at), ("你好", now()));
    assert!(made.waits());
}

#[test]
fn a_grant_shows_what_was_asked_for_and_ends() {
    let pending = request(RequestState::Pending);
    let check = |fields: &[MemberField], until, expected: Result<(), Refusal>| {
        let granted = grant(Some(&pending), fields, &[], until, now()).map(|_| ());
        assert_eq!(granted, expected, "{fields:?} {until:?}");
    };
    let at = |seconds| Some(now().plus(seconds));
    let wrong_end = || Err(wrong("until", FaultKind::Malformed));
    check(&ASKED, None, Ok(()));
    check(&ASKED, at(1), Ok(()));
    check(&ASKED, at(ContactRequest::GRANT_MAX_S), Ok(()));
    check(&ASKED, at(ContactRequest::GRANT_MAX_S + 1), wrong_end());
    check(&ASKED, at(0), wrong_end());
    check(&ASKED, at(-1), wrong_end());
    check(&[], None, Err(Refusal::NothingThere));
    check(&[MemberField::Skills], None, Err(Refusal::NothingThere));

    let granted = grant(
        Some(&pending),
        &[MemberField::Contacts],
        &[],
        at(DAY),
        now(),
    )
    .unwrap();
    assert_eq!(granted.grants(now()), [MemberField::Contacts]);
    assert_eq!(granted.grants(now().plus(DAY)), []);
    assert_eq!(granted.clone().settled(now()), Some(granted.clone()));
    assert_eq!(granted.clone().settled(now().plus(DAY)), None);
    // It can be given another end, but not made wider.
    assert!(grant(Some(&granted), &[MemberField::Contacts], &[], None, now()).is_ok());
    assert_eq!(
        grant(Some(&granted), &ASKED, &[], None, now()),
        Err(Refusal::NothingThere)
    );
}

#[test]
fn who_was_refused_asks_again_after_thirty_days() {
    let pending = request(RequestState::Pending);
    let refused = refuse(Some(&pending), " 现在不方便 ", now()).unwrap();
    let again = now().plus(30 * DAY);
    let expected = RequestState::Refused {
        again_from: Some(again),
        reason: "现在不方便".to_owned(),
    };
    assert_eq!(refused.state, expected);
    let member = Membership::member(Role::Member, now());
    let who = asking(&member, Some(&refused));
    let early = ask(who, &ASKED, "", again.plus(-1)).err();
    assert_eq!(early, Some(Refusal::NotAgain { from: Some(again) }));
    assert!(ask(who, &ASKED, "", again).is_ok());
    let long = "字".repeat(301);
    assert_eq!(
        refuse(Some(&pending), &long, now()),
        Err(wrong("reason", FaultKind::TooMuch(300)))
    );
}

proptest! {
    /// Whatever is done, in whatever order: only what was asked for is ever shown, and only after a grant and before its end.
    #[test]
    fn nothing_is_shown_that_was_not_asked_for_and_granted(
        steps in prop::collection::vec((0_usize..6, 0_usize..5, 0_i64..90), 1..30),
    ) {
        let member = Membership::member(Role::Member, now());
        let picks: [&[MemberField]; 5] = [
            &[],
            &[MemberField::Contacts],
            &[MemberField::District],
            &ASKED,
            &[MemberField::Skills],
        ];
        let mut at = now();
        let mut kept: Option<ContactRequest> = None;
        let (mut asked, mut granted): (Vec<MemberField>, Option<Instant>) = (Vec::new(), None);
        for (step, pick, days) in steps {
            let fields = picks[pick];
            let until = at.plus(days * DAY);
            let before = kept.clone();
            let next = match step {
                0 => ask(asking(&member, kept.as_ref()), fields, "", at).map(Some),
                1 => grant(kept.as_ref(), fields, &[], Some(until), at).map(Some),
                2 => refuse(kept.as_ref(), "", at).map(Some),
                3 => revoke_grant(kept.as_ref(), at).map(Some),
                4 => take_back(kept.as_ref(), at).map(|()| None),
                _ => {
                    at = until;
                    Ok(kept.and_then(|it| it.settled(at)))
                }
            };
            match (&next, step) {
                (Ok(Some(it)), 0) => asked.clone_from(&it.fields),
                (Ok(_), 1) => granted = Some(until),
                _ => {}
            }
            // What is refused changes nothing.
            kept = next.unwrap_or(before);
            let shown = kept.as_ref().map(|it| it.grants(at)).unwrap_or_default();
            if !shown.is_empty() {
                prop_assert!(granted.is_some_and(|until| until > at));
                prop_assert!(shown.iter().all(|field| asked.contains(field)));
                prop_assert!(shown.iter().all(|field| ASKED.contains(field)));
            }
        }
    }
}
