//! The whole matrix of who sees what.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{Member, MemberField, ViewerRank, Visibility, as_seen_by, visible};
use crate::model::testing::now;
use crate::model::{Birthday, Contact, ContactKind, Role, Table};

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

/// Somebody who has said everything about themselves.
fn full() -> Member {
    Member {
        id: "m".into(),
        community: "c".into(),
        name: "王小明".to_owned(),
        sort_key: "wang xiaoming".to_owned(),
        picture: Some("/m.jpg".to_owned()),
        headline: "遛狗".to_owned(),
        role: Role::Member,
        joined: Some(now()),
        hometown: "绍兴".to_owned(),
        district: "西湖区".to_owned(),
        skills: vec!["木工".to_owned()],
        offers: vec!["修自行车".to_owned()],
        seeks: vec!["跑友".to_owned()],
        contacts: vec![Contact {
            kind: ContactKind::Wechat,
            value: "xm".to_owned(),
        }],
        birthday: Birthday::new(2, 29),
        household: "王家".to_owned(),
        visibility: Table::new(),
        on_request: Vec::new(),
        unlisted: false,
        request: None,
    }
}

/// Somebody who has said nothing but their name.
fn bare() -> Member {
    let mut member = full();
    for field in MemberField::ALL {
        member.empty(field);
    }
    member
}

#[test]
fn the_member_decides_who_sees_a_field() {
    let check = |visibility, viewer, seen: bool, seen_if_granted: bool| {
        for field in MemberField::ALL {
            let mut owner = full();
            owner.visibility.insert(field, visibility);
            for (grants, expected) in [(&[] as &[_], seen), (&[field], seen_if_granted)] {
                let shown = visible(field, &owner, viewer, grants);
                assert_eq!(shown, expected, "{field:?} {visibility:?} {viewer:?}");
            }
        }
    };
    check(Visibility::Everyone, ViewerRank::Stranger, false, false);
    check(Visibility::Everyone, ViewerRank::Member, true, true);
    check(Visibility::Everyone, ViewerRank::Organiser, true, true);
    check(Visibility::Everyone, ViewerRank::Oneself, true, true);
    check(Visibility::OnRequest, ViewerRank::Stranger, false, false);
    check(Visibility::OnRequest, ViewerRank::Member, false, true);
    check(Visibility::OnRequest, ViewerRank::Organiser, false, true);
    check(Visibility::OnRequest, ViewerRank::Oneself, true, true);
    check(Visibility::Organisers, ViewerRank::Stranger, false, false);
    check(Visibility::Organisers, ViewerRank::Member, false, false);
    check(Visibility::Organisers, ViewerRank::Organiser, true, true);
    check(Visibility::Organisers, ViewerRank::Oneself, true, true);
    check(Visibility::Nobody, ViewerRank::Stranger, false, false);
    check(Visibility::Nobody, ViewerRank::Member, false, false);
    check(Visibility::Nobody, ViewerRank::Organiser, false, false);
    check(Visibility::Nobody, ViewerRank::Oneself, true, true);
}

#[test]
fn every_field_with_every_visibility_for_every_viewer() {
    for field in MemberField::ALL {
        for visibility in VISIBILITIES {
            for viewer in RANKS {
                let mut member = full();
                member.visibility.insert(field, visibility);
                let seen = as_seen_by(&member, viewer, &[]);
                if viewer == ViewerRank::Stranger {
                    assert_eq!(seen, None);
                    continue;
                }
                let seen = seen.unwrap();
                let shown = visible(field, &member, viewer, &[]);
                assert_eq!(
                    seen.has(field),
                    shown,
                    "{field:?} {visibility:?} {viewer:?}"
                );
                let asks = !shown && visibility == Visibility::OnRequest;
                assert_eq!(
                    seen.on_request.contains(&field),
                    asks,
                    "{field:?} {viewer:?}"
                );
                assert_eq!(
                    (&seen.id, &seen.name, seen.role),
                    (&member.id, &member.name, member.role)
                );
                // Nobody learns from the entry what was decided.
                assert_eq!(seen.visibility.is_empty(), viewer != ViewerRank::Oneself);
            }
        }
    }
}

#[test]
fn what_is_hidden_cannot_be_told_from_what_is_not_there() {
    for visibility in [Visibility::Organisers, Visibility::Nobody] {
        let hide = MemberField::ALL.map(|field| (field, visibility));
        let hidden = Member {
            visibility: Table::from_iter(hide),
            ..full()
        };
        let absent = Member {
            visibility: Table::from_iter(hide),
            ..bare()
        };
        let seen = as_seen_by(&hidden, ViewerRank::Member, &[]);
        assert_eq!(seen, as_seen_by(&absent, ViewerRank::Member, &[]));
        let json = serde_json::to_string(&seen).unwrap();
        assert!(
            !json.contains("visibility") && !json.contains("on_request"),
            "{json}"
        );
    }
}

#[test]
fn one_asks_only_for_what_is_there() {
    let ask = MemberField::ALL.map(|field| (field, Visibility::OnRequest));
    let asked = |member: Member, viewer| {
        let member = Member {
            visibility: Table::from_iter(ask),
            ..member
        };
        as_seen_by(&member, viewer, &[]).unwrap().on_request
    };
    assert_eq!(asked(full(), ViewerRank::Member), MemberField::ALL);
    assert_eq!(asked(full(), ViewerRank::Organiser), MemberField::ALL);
    assert_eq!(asked(full(), ViewerRank::Oneself), []);
    assert_eq!(asked(bare(), ViewerRank::Member), []);
}

#[test]
fn who_has_decided_nothing_is_known_but_not_reached() {
    let seen = as_seen_by(&full(), ViewerRank::Member, &[]).unwrap();
    assert_eq!(seen.contacts, []);
    assert_eq!(seen.on_request, [MemberField::Contacts]);
    let expected = Member {
        contacts: Vec::new(),
        on_request: vec![MemberField::Contacts],
        birthday: None,
        household: String::new(),
        ..full()
    };
    assert_eq!(seen, expected);
    for field in MemberField::ALL {
        assert_eq!(full().visibility_of(field), field.default_visibility());
    }
}

#[test]
fn the_unlisted_are_seen_by_organisers_and_themselves() {
    let check = |viewer, expected: bool| {
        let member = Member {
            unlisted: true,
            ..full()
        };
        assert_eq!(
            as_seen_by(&member, viewer, &[]).is_some(),
            expected,
            "{viewer:?}"
        );
    };
    check(ViewerRank::Stranger, false);
    check(ViewerRank::Member, false);
    check(ViewerRank::Organiser, true);
    check(ViewerRank::Oneself, true);
}

#[test]
fn one_sees_oneself_whole() {
    let hide = MemberField::ALL.map(|field| (field, Visibility::Nobody));
    let member = Member {
        visibility: Table::from_iter(hide),
        unlisted: true,
        ..full()
    };
    assert_eq!(as_seen_by(&member, ViewerRank::Oneself, &[]), Some(member));
}

proptest! {
    /// A backend that shows an entry twice, or a request list sent by a member, changes nothing.
    #[test]
    fn seeing_shows_nothing_that_was_hidden(picks in prop::collection::vec(0_usize..4, 11)) {
        let visibility: BTreeMap<MemberField, Visibility> =
            MemberField::ALL.into_iter().zip(picks.into_iter().map(|at| VISIBILITIES[at])).collect();
        let on_request = MemberField::ALL.to_vec();
        let member = Member {
            visibility: visibility.clone().into_iter().collect(),
            on_request,
            ..full()
        };
        for viewer in [ViewerRank::Member, ViewerRank::Organiser] {
            let seen = as_seen_by(&member, viewer, &[]).unwrap();
            for field in MemberField::ALL {
                prop_assert_eq!(seen.has(field), visible(field, &member, viewer, &[]));
                let asks = visibility[&field] == Visibility::OnRequest;
                prop_assert_eq!(seen.on_request.contains(&field), asks);
            }
        }
    }
}
