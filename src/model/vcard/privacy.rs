//! What a member hides is in no card and in no table: every part of an entry, every visibility, every viewer, granted or not, in
//! both versions of a card, in the table of organisers, in the days that come round and in the households.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::{Card, CardVersion};
use crate::model::testing::{Tz, at};
use crate::model::{
    Contact, ContactKind, Member, MemberField, RollWords, ViewerRank, Visibility, as_seen_by,
    coming, csv, households, roll, visible,
};

const VISIBILITIES: [Visibility; 4] = [
    Visibility::Everyone,
    Visibility::OnRequest,
    Visibility::Organisers,
    Visibility::Nobody,
];
const RANKS: [ViewerRank; 4] = [
    ViewerRank::Stranger,
    ViewerRank::Member,
    ViewerRank::Organiser,
    ViewerRank::Oneself,
];

/// A secret in each part, which nothing else says.
fn secrets(field: MemberField) -> &'static [&'static str] {
    match field {
        MemberField::Picture => &["https://secret.example/p.jpg"],
        MemberField::Headline => &["密语甲"],
        MemberField::Joined => &["2019-07-23"],
        MemberField::Hometown => &["密语乙"],
        MemberField::District => &["密语丙"],
        MemberField::Skills => &["密语丁"],
        MemberField::Offers => &["密语戊"],
        MemberField::Seeks => &["密语己"],
        MemberField::Contacts => &["13912345678", "secretwx", "secret@example.com", "密语庚"],
        MemberField::Birthday => &["04-05", "0405"],
        MemberField::Household => &["密语辛"],
    }
}

/// Whether a part has a place there at all.
fn is_in(field: MemberField, surface: &str) -> bool {
    match surface {
        "v3" | "v4" => matches!(
            field,
            MemberField::Picture
                | MemberField::Headline
                | MemberField::Contacts
                | MemberField::Birthday
        ),
        "csv" => field != MemberField::Picture,
        "days" => matches!(field, MemberField::Joined | MemberField::Birthday),
        _ => field == MemberField::Household,
    }
}

fn full() -> Member {
    let contact = |kind, value: &str| Contact {
        kind,
        value: value.to_owned(),
    };
    let mut it: Member = serde_json::from_value(serde_json::json!({
        "id": "m", "community": "c", "name": "王小明", "sort_key": "wang xiaoming", "role": "member",
        "picture": "https://secret.example/p.jpg", "headline": "密语甲", "joined": "2019-07-23T04:00:00Z",
        "hometown": "密语乙", "district": "密语丙", "skills": ["密语丁"], "offers": ["密语戊"], "seeks": ["密语己"],
        "birthday": "04-05", "household": "密语辛",
    }))
    .unwrap();
    it.contacts = vec![
        contact(ContactKind::Phone, "13912345678"),
        contact(ContactKind::Wechat, "secretwx"),
        contact(ContactKind::Email, "secret@example.com"),
        contact(ContactKind::Other, "密语庚"),
    ];
    it
}

/// All that is made of an entry, as texts.
fn surfaces(seen: &Member) -> Vec<(&'static str, String)> {
    let card = |version| {
        let card = Card {
            member: seen,
            community: "运河夜跑团",
            role: "",
            photo: seen.picture.as_deref().unwrap_or_default(),
            url: "https://linju.example/m",
            say: &|contact| ["微信：", &contact.value].concat(),
            site: "linju.example",
            told: at("2026-11-27T04:00:00Z"),
        };
        // What is folded is looked for whole.
        card.write(version).replace("\r\n ", "")
    };
    let words = RollWords {
        name: "name",
        role: "role",
        field: &|_| "field",
        contact: &|_| "contact",
        role_of: &|_| "one",
        day: &|at| at.to_string(),
        birthday: &|born| born.to_string(),
        unlisted: ("listing", "not listed"),
        comma: "、",
    };
    let all = [seen.clone()];
    let days = [(2026, 4, 1), (2026, 7, 20)].map(|(year, month, day)| {
        let from = NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let coming = coming(&all, from, 30, (&Tz, "Asia/Shanghai"));
        let on = coming.iter().map(|it| it.on.to_string());
        on.collect::<Vec<_>>().join(" ")
    });
    let together = households(&all);
    let labels: Vec<&str> = together.iter().map(|(label, _)| label.as_str()).collect();
    vec![
        ("v3", card(CardVersion::V3)),
        ("v4", card(CardVersion::V4)),
        ("csv", csv(&roll(&all, &words))),
        // Both are the same day in any year.
        ("days", days.join(" ").replace("2026-07-23", "2019-07-23")),
        ("households", labels.join(" ")),
    ]
}

/// Whether a secret of this part stands there.
fn tells(field: MemberField, text: &str) -> bool {
    secrets(field).iter().any(|secret| text.contains(secret))
}

#[test]
fn what_is_hidden_is_in_no_card_and_no_table() {
    let mut compared = 0;
    for field in MemberField::ALL {
        for visibility in VISIBILITIES {
            for viewer in RANKS {
                for grants in [&[][..], &[field]] {
                    let mut member = full();
                    member.visibility.insert(field, visibility);
                    let shown = visible(field, &member, viewer, grants);
                    let Some(seen) = as_seen_by(&member, viewer, grants) else {
                        assert_eq!(viewer, ViewerRank::Stranger);
                        continue;
                    };
                    for (surface, text) in surfaces(&seen) {
                        let what =
                            format!("{field:?} {visibility:?} {viewer:?} {grants:?} {surface}");
                        let expected = shown && is_in(field, surface);
                        assert_eq!(tells(field, &text), expected, "{what}\n{text}");
                        compared += 1;
                    }
                }
            }
        }
    }
    assert_eq!(compared, 11 * 4 * 3 * 2 * 5);
}

#[test]
fn what_is_hidden_cannot_be_told_from_what_is_not_there() {
    for visibility in [Visibility::Organisers, Visibility::Nobody] {
        let hide = |mut member: Member| {
            for field in MemberField::ALL {
                member.visibility.insert(field, visibility);
            }
            as_seen_by(&member, ViewerRank::Member, &[]).unwrap()
        };
        let bare: Member = serde_json::from_value(serde_json::json!({
            "id": "m", "community": "c", "name": "王小明", "sort_key": "wang xiaoming", "role": "member",
        }))
        .unwrap();
        assert_eq!(surfaces(&hide(full())), surfaces(&hide(bare)));
    }
}

#[test]
fn a_grant_that_is_over_is_in_no_card() {
    let mut member = full();
    member
        .visibility
        .insert(MemberField::Contacts, Visibility::OnRequest);
    let now = at("2026-11-27T04:00:00Z");
    let mut seen = as_seen_by(&member, ViewerRank::Member, &[MemberField::Contacts]).unwrap();
    seen.request = Some(
        serde_json::from_value(serde_json::json!({
            "fields": ["contacts"], "word": "上周三见过", "at": "2026-11-20T04:00:00Z",
            "state": "granted", "until": "2026-11-27T05:00:00Z",
        }))
        .unwrap(),
    );
    for (hours, expected) in [(0, true), (2, false)] {
        let seen = seen.clone().settled(now.plus(hours * 3600));
        for (surface, text) in surfaces(&seen) {
            let expected = expected && is_in(MemberField::Contacts, surface);
            assert_eq!(
                tells(MemberField::Contacts, &text),
                expected,
                "{surface} {text}"
            );
            assert!(!text.contains("上周三见过"), "a word is for who was asked");
        }
    }
}

proptest! {
    #[test]
    fn whatever_a_member_has_decided_nothing_else_is_told(
        picks in prop::collection::vec(0_usize..4, 11),
        granted in prop::collection::vec(any::<bool>(), 11),
        rank in 1_usize..3,
    ) {
        let mut member = full();
        let grants: Vec<MemberField> = MemberField::ALL.into_iter().zip(granted).filter(|(_, is)| *is).map(|(field, _)| field).collect();
        for (field, at) in MemberField::ALL.into_iter().zip(picks) {
            member.visibility.insert(field, VISIBILITIES[at]);
        }
        let seen = as_seen_by(&member, RANKS[rank], &grants).unwrap();
        for (surface, text) in surfaces(&seen) {
            for field in MemberField::ALL {
                let shown = visible(field, &member, RANKS[rank], &grants);
                prop_assert_eq!(tells(field, &text), shown && is_in(field, surface), "{:?} {}", field, surface);
            }
        }
    }
}
