use proptest::prelude::*;

use super::*;
use crate::model::{Birthday, Table};

fn full() -> Entry {
    let contact = |kind, value: &str| Contact {
        kind,
        value: value.to_owned(),
    };
    let who = [
        (MemberField::Contacts, Visibility::OnRequest),
        (MemberField::Birthday, Visibility::Nobody),
    ];
    Entry {
        name: "单晓明".to_owned(),
        sort_key: "shan xiaoming".to_owned(),
        picture: Some("https://example.com/a.jpg".to_owned()),
        headline: "住三号楼".to_owned(),
        hometown: "甘肃天水".to_owned(),
        district: "拱墅区".to_owned(),
        skills: vec!["修车".to_owned(), "木 工".to_owned()],
        offers: vec!["借梯子".to_owned()],
        seeks: vec!["球友".to_owned()],
        contacts: vec![
            contact(ContactKind::Wechat, "xm"),
            contact(ContactKind::Phone, "138 0000 0000"),
        ],
        birthday: Birthday::new(2, 29),
        household: "单家".to_owned(),
        visibility: who.into_iter().collect(),
        unlisted: true,
    }
}

/// With all that its defaults say.
fn said(mut it: Entry) -> Entry {
    for field in MemberField::ALL {
        if !it.visibility.contains_key(&field) {
            it.visibility.insert(field, field.default_visibility());
        }
    }
    it
}

fn typed(pairs: &[(&str, &str)]) -> Answers {
    let pairs = pairs.iter();
    pairs
        .map(|(key, text)| ((*key).to_owned(), (*text).to_owned()))
        .collect()
}

#[test]
fn what_is_written_down_is_read_again() {
    for it in [
        full(),
        Entry {
            name: "李".to_owned(),
            ..Entry::default()
        },
    ] {
        let (read, faults) = read(&of_entry(&it));
        assert_eq!(faults, []);
        assert_eq!(read, said(it));
    }
}

#[test]
fn what_is_wrong_is_told_at_its_field() {
    let check = |pairs: &[(&str, &str)], expected: &[(&str, FaultKind)]| {
        let mut all = typed(&[("name", "李")]);
        all.extend(
            typed(pairs)
                .iter()
                .map(|(key, text)| (key.clone(), text.clone())),
        );
        let found: Vec<_> = read(&all)
            .1
            .into_iter()
            .map(|it| (it.key, it.kind))
            .collect();
        let expected = expected
            .iter()
            .map(|(key, kind)| ((*key).to_owned(), kind.clone()));
        assert_eq!(found, expected.collect::<Vec<_>>(), "{pairs:?}");
    };
    check(&[], &[]);
    check(&[("name", " ")], &[("name", FaultKind::Missing)]);
    check(
        &[("picture", "a.jpg")],
        &[("picture", FaultKind::Malformed)],
    );
    check(
        &[("birthday/month", "2")],
        &[("birthday/day", FaultKind::Missing)],
    );
    check(
        &[("birthday/day", "2")],
        &[("birthday/month", FaultKind::Missing)],
    );
    check(
        &[("birthday/month", "2"), ("birthday/day", "30")],
        &[("birthday/day", FaultKind::Malformed)],
    );
    check(&[("birthday/month", "2"), ("birthday/day", "29")], &[]);
    check(
        &[("headline", &"字".repeat(301))],
        &[("headline", FaultKind::TooMuch(300))],
    );
    check(
        &[("skills", &"字".repeat(101))],
        &[("skills", FaultKind::Malformed)],
    );
    // A row that says nothing is none; what is left of one that was taken out is none either.
    check(
        &[
            ("contacts", "0\n1"),
            ("contacts/0/kind", "phone"),
            ("contacts/7/value", "1"),
        ],
        &[],
    );
}

#[test]
fn what_was_typed_beside_the_chips_counts_and_nothing_twice() {
    let all = typed(&[
        ("offers", "借梯子\n看狗"),
        ("offers/next", " 看狗、修 车，"),
    ]);
    assert_eq!(
        things(&all, MemberField::Offers),
        ["借梯子", "看狗", "修 车"]
    );
    assert_eq!(read(&all).0.offers, ["借梯子", "看狗", "修 车"]);
}

#[test]
fn what_was_cleared_stays_cleared_in_a_draft_and_in_what_was_sent() {
    let facts = of_entry(&full());
    let mut sent = full();
    sent.headline.clear();
    sent.contacts.clear();
    sent.birthday = None;
    sent.unlisted = false;
    sent.sort_key.clear();
    let change = changes(&of_entry(&sent), &prints(&facts));
    let kept = taken_up(&change, Some(&full()), &Answers::new());
    let back = draft::resumed_of(GROUPS.into_iter(), &facts, &kept);
    assert!(back.restored);
    assert_eq!(read(&back.typed).0, said(sent));
    // What has been typed since stays.
    let newer = typed(&[("headline", "又改了")]);
    let kept = taken_up(&change, Some(&full()), &newer);
    assert_eq!(kept.get("headline").map(String::as_str), Some("又改了"));
    assert!(draft::has(&kept, "birthday"));
    assert!(!draft::has(&kept, "skills"), "it was not changed");
}

/// What each group says.
fn prints(of: &Answers) -> Answers {
    let all = GROUPS.map(|group| (group.to_owned(), print_of(of, group)));
    all.into_iter().collect()
}

#[test]
fn only_what_was_changed_is_sent_and_who_sees_it_for_itself() {
    let facts = of_entry(&full());
    let check = |pairs: &[(&str, &str)], expected: &str| {
        let mut all = facts.clone();
        all.extend(
            typed(pairs)
                .iter()
                .map(|(key, text)| (key.clone(), text.clone())),
        );
        let change = changes(&all, &prints(&facts));
        let expected: EntryChange = serde_json::from_str(expected).unwrap();
        assert_eq!(change, expected, "{pairs:?}");
    };
    check(&[], "{}");
    check(&[("headline", "改了")], r#"{"headline":"改了"}"#);
    check(&[("headline", "")], r#"{"headline":""}"#);
    check(
        &[("headline/who", "nobody")],
        r#"{"visibility":{"headline":"nobody"}}"#,
    );
    check(
        &[("joined/who", "nobody")],
        r#"{"visibility":{"joined":"nobody"}}"#,
    );
    check(
        &[("contacts/0/value", "xm2")],
        r#"{"contacts":[{"kind":"wechat","value":"xm2"},{"kind":"phone","value":"138 0000 0000"}]}"#,
    );
    check(
        &[
            ("birthday/month", ""),
            ("birthday/day", ""),
            ("birthday/who", "everyone"),
        ],
        r#"{"birthday":"","visibility":{"birthday":"everyone"}}"#,
    );
    check(&[("unlisted", "")], r#"{"unlisted":false}"#);
    check(
        &[("skills/next", "烘焙")],
        r#"{"skills":["修车","木 工","烘焙"]}"#,
    );
    // A thing that reads like a word of ours is a thing.
    check(
        &[("skills", "修车\nskills/who=nobody")],
        r#"{"skills":["修车","skills/who=nobody"]}"#,
    );
    // Nothing was there yet: all of it.
    let fresh = of_entry(&Entry {
        name: "李".to_owned(),
        ..Entry::default()
    });
    let change = changes(&fresh, &Answers::new());
    assert_eq!(change.name.as_deref(), Some("李"));
    assert_eq!(change.visibility.len(), MemberField::ALL.len());
    assert_eq!(change.headline, None);
}

#[test]
fn another_entry_fills_what_is_empty_and_who_sees_it() {
    let mut here = of_entry(&Entry {
        name: "老单".to_owned(),
        headline: "我在这里".to_owned(),
        ..Entry::default()
    });
    let there = of_entry(&full());
    let groups = |all| {
        taken_from(&here, &there, all)
            .into_iter()
            .map(|(group, _)| group)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        groups(false),
        [
            "picture",
            "hometown",
            "district",
            "skills",
            "offers",
            "seeks",
            "contacts",
            "birthday",
            "household"
        ]
    );
    let all = groups(true);
    assert!(all.contains(&"name") && all.contains(&"sort_key") && all.contains(&"headline"));
    assert!(!all.contains(&"unlisted") && !all.contains(&"joined"));
    for (_, texts) in taken_from(&here, &there, false) {
        here.extend(
            texts
                .iter()
                .map(|(key, text)| (key.clone(), text.clone()))
                .collect::<Vec<_>>(),
        );
    }
    let (read, _) = read(&here);
    assert_eq!(
        (read.name.as_str(), read.headline.as_str()),
        ("老单", "我在这里")
    );
    assert_eq!(read.contacts, full().contacts);
    // It was nobody's there, and is nobody's here.
    assert_eq!(who(&here, MemberField::Birthday), Visibility::Nobody);
    assert!(!read.unlisted);
}

proptest! {
    #[test]
    fn a_draft_brings_back_what_was_typed(keys in prop::collection::vec((0..GROUPS.len(), "[a-z\u{4e00}\n/]{0,6}"), 0..8)) {
        let facts = of_entry(&full());
        let base: Answers = GROUPS.iter().map(|group| ((*group).to_owned(), print_of(&facts, group))).collect();
        let mut typed = facts.clone();
        for (at, text) in keys {
            typed.insert(GROUPS[at].to_owned(), text);
        }
        let draft = draft::changes_of(GROUPS.into_iter(), &typed, &base);
        let back = draft::resumed_of(GROUPS.into_iter(), &facts, &draft);
        for group in GROUPS {
            prop_assert_eq!(print_of(&back.typed, group), print_of(&typed, group));
        }
    }
}

#[test]
fn every_field_is_a_group() {
    let mut fields: Table<&str, ()> = Table::new();
    for field in MemberField::ALL {
        assert!(GROUPS.contains(&group(field)), "{}", group(field));
        fields.insert(group(field), ());
    }
    assert_eq!(fields.len(), 11);
}
