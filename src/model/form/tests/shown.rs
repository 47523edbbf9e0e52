//! Which questions are shown, and what is sent of the answers.

use proptest::prelude::*;

use super::{answers, field, with_options};
use crate::model::{Answers, Condition, FaultKind, Field, FieldKind, Form};

/// `kids` hangs on `family`, `ages` on `kids`; `gear` on one of several choices; `a` and `b` on
/// each other, `lost` on nothing that is there.
fn family_form() -> Form {
    let hangs = |key: &str, kind, on: &str, equals: &str| Field {
        required: true,
        shown_if: Some(Condition {
            key: on.to_owned(),
            equals: equals.to_owned(),
        }),
        ..field(key, kind)
    };
    Form {
        fields: vec![
            field("family", FieldKind::Consent),
            hangs("kids", FieldKind::Number, "family", "yes"),
            hangs("ages", FieldKind::Text, "kids", "2"),
            Field {
                key: "likes".to_owned(),
                ..with_options(FieldKind::Choices)
            },
            hangs("gear", FieldKind::Text, "likes", "摄影"),
            hangs("a", FieldKind::Text, "b", "x"),
            hangs("b", FieldKind::Text, "a", "x"),
            hangs("lost", FieldKind::Text, "nowhere", ""),
        ],
    }
}

#[test]
fn a_question_is_shown_if_what_it_hangs_on_is_so() {
    let form = family_form();
    let check = |pairs: &[(&str, &str)], expected: &str| {
        let answers = answers(pairs);
        let shown: Vec<&str> = form
            .shown(&answers)
            .map(|field| field.key.as_str())
            .collect();
        assert_eq!(shown.join(" "), expected, "{pairs:?}");
    };
    check(&[], "family likes");
    check(&[("family", "yes")], "family kids likes");
    check(&[("family", "yes"), ("kids", "3")], "family kids likes");
    check(
        &[("family", "yes"), ("kids", "２")],
        "family kids ages likes",
    );
    // What hangs on a hidden question is hidden, whatever was answered before.
    check(&[("kids", "2")], "family likes");
    check(&[("likes", "跑步\n摄影")], "family likes gear");
    check(&[("likes", "跑步")], "family likes");
    check(&[("a", "x"), ("b", "x"), ("lost", "")], "family likes");
}

#[test]
fn only_what_is_shown_is_checked_and_sent() {
    let form = family_form();
    let check = |pairs: &[(&str, &str)], wrong: &[(&str, FaultKind)], sent: &[(&str, &str)]| {
        let given = answers(pairs);
        let faults: Vec<(String, FaultKind)> = form
            .check(&given)
            .into_iter()
            .map(|fault| (fault.key, fault.kind))
            .collect();
        let expected: Vec<(String, FaultKind)> = wrong
            .iter()
            .map(|(key, kind)| ((*key).to_owned(), kind.clone()))
            .collect();
        assert_eq!(faults, expected, "{pairs:?}");
        assert_eq!(form.clean(&given), answers(sent), "{pairs:?}");
    };
    check(&[], &[], &[]);
    check(
        &[("family", "yes")],
        &[("kids", FaultKind::Missing)],
        &[("family", "yes")],
    );
    check(
        &[("family", "yes"), ("kids", " ２ "), ("ages", " 3, 5 ")],
        &[],
        &[("family", "yes"), ("kids", "2"), ("ages", "3, 5")],
    );
    check(
        &[("family", "yes"), ("kids", "two"), ("ages", "3, 5")],
        &[("kids", FaultKind::Malformed)],
        &[("family", "yes"), ("kids", "two")],
    );
    check(
        &[("family", ""), ("kids", "2"), ("stranger", "x")],
        &[],
        &[],
    );
    check(
        &[("family", "yes"), ("kids", ""), ("likes", "游泳")],
        &[
            ("kids", FaultKind::Missing),
            ("likes", FaultKind::NotAnOption),
        ],
        &[("family", "yes"), ("likes", "游泳")],
    );
    assert!(!form.is_empty());
    assert!(Form::default().is_empty());
}

fn any_answers() -> impl Strategy<Value = Answers> {
    let key = prop::sample::select(vec![
        "family", "kids", "ages", "likes", "gear", "a", "b", "q",
    ]);
    let value = "(yes|2|２|x|跑步|摄影|\n| |[\\PC]{0,6}){0,3}";
    prop::collection::vec((key.prop_map(str::to_owned), value), 0..8).prop_map(Answers::from_iter)
}

const KINDS: [FieldKind; 9] = [
    FieldKind::Text,
    FieldKind::Paragraph,
    FieldKind::Number,
    FieldKind::Choice,
    FieldKind::Choices,
    FieldKind::Date,
    FieldKind::Phone,
    FieldKind::Email,
    FieldKind::Consent,
];

proptest! {
    #[test]
    fn what_is_sent_is_as_good_as_what_was_entered(given in any_answers()) {
        let form = family_form();
        let sent = form.clean(&given);
        prop_assert_eq!(form.check(&sent), form.check(&given));
        prop_assert_eq!(&form.clean(&sent), &sent);
        let shown: Vec<&str> = form.shown(&given).map(|field| field.key.as_str()).collect();
        prop_assert!(sent.keys().all(|key| shown.contains(&key.as_str())));
    }

    #[test]
    fn cleaning_twice_is_cleaning_once(
        kind in 0..KINDS.len(),
        answer in "([0-9０-９+＋ -－()年月日.。@＠a-z]|\\PC|\n){0,14}",
    ) {
        let field = field("q", KINDS[kind]);
        let once = field.clean(&answer);
        prop_assert_eq!(field.clean(&once), once.clone());
        prop_assert_eq!(field.check(&once), field.check(&answer));
    }
}
