//! Directories agree with the communities, and show every choice that a member has.

use std::collections::{BTreeMap, BTreeSet};

use linju::model::{ContactKind, Member, Role, ViewerRank, Visibility, as_seen_by, is_same_person};

use crate::load::{anchors, load};

const DAY: i64 = 86_400;

#[test]
fn who_has_a_role_is_in_the_directory_under_the_same_name() {
    let all = load(anchors()[0]);
    let listed = |id: &_| all.members.iter().find(|m| m.id == *id).unwrap();
    for community in &all.communities {
        assert_eq!(
            community
                .people
                .iter()
                .filter(|p| p.role == Role::Owner)
                .count(),
            1
        );
        for person in &community.people {
            let member = listed(person.member.as_ref().unwrap());
            assert_eq!((&member.name, member.role), (&person.name, person.role));
            assert_eq!(member.community, community.id);
        }
        let with_role = all
            .members
            .iter()
            .filter(|m| m.community == community.id && m.role != Role::Member);
        assert_eq!(with_role.count(), community.people.len());
    }
    for event in &all.events {
        for host in &event.hosts {
            let member = listed(host.member.as_ref().unwrap());
            assert_eq!(
                (&member.name, Some(&member.community)),
                (&host.name, event.community.as_ref())
            );
        }
    }
    let roles: BTreeSet<_> = all.members.iter().map(|m| m.role).collect();
    assert_eq!(roles.len(), 6);
}

#[test]
fn counts_and_dates_of_joining_agree_with_the_community() {
    for now in [anchors()[0], anchors()[20]] {
        let all = load(now);
        for community in &all.communities {
            let id = &community.id;
            let joined: Vec<_> = all
                .members
                .iter()
                .filter(|m| m.community == *id)
                .map(|m| m.joined.expect("a date"))
                .collect();
            assert_eq!(joined.len(), community.members as usize, "{id}");
            assert!(
                community
                    .policy
                    .capacity
                    .is_none_or(|most| community.members <= most),
                "{id}"
            );
            let founded = community.activity.founded.unwrap();
            assert!(joined.iter().all(|at| (founded..=now).contains(at)), "{id}");
            let lately = joined
                .iter()
                .filter(|at| now.since(**at) < 90 * DAY)
                .count();
            assert_eq!(lately, community.activity.joined_90d as usize, "{id}");
            assert!(
                community.activity.last_met.is_some_and(|met| met <= now),
                "{id}"
            );
        }
    }
}

#[test]
fn members_decide_in_every_way_who_sees_what() {
    let all = load(anchors()[0]);
    let chosen: BTreeSet<_> = all
        .members
        .iter()
        .flat_map(|m| m.visibility.values())
        .copied()
        .collect();
    let ways = [
        Visibility::Everyone,
        Visibility::OnRequest,
        Visibility::Organisers,
        Visibility::Nobody,
    ];
    assert_eq!(chosen, ways.into_iter().collect());
    assert!(all.members.iter().any(|m| m.visibility.is_empty()));
    let unlisted = all.members.iter().filter(|m| m.unlisted).count();
    assert!((5..60).contains(&unlisted), "{unlisted}");
    let none = |part: &dyn Fn(&linju::model::Member) -> bool| all.members.iter().any(part);
    assert!(none(&|m| m.contacts.is_empty()) && none(&|m| m.headline.is_empty()));
}

fn as_a_member_sees(member: &Member) -> Member {
    as_seen_by(member, ViewerRank::Member, &[]).expect(&member.name)
}

#[test]
fn names_are_as_various_as_names_are() {
    let all = load(anchors()[0]);
    let mut names: BTreeMap<&str, &Member> = BTreeMap::new();
    let mut also = 0;
    for member in &all.members {
        // Twice in two communities, if that is one person, as each who reads both can see.
        if let Some(other) = names.insert(&member.name, member) {
            let (one, other) = (as_a_member_sees(other), as_a_member_sees(member));
            assert_ne!(one.community, other.community, "{}", one.name);
            assert!(is_same_person(&one, &other), "{} stands twice", one.name);
            also += 1;
        }
    }
    assert_eq!(also, 1, "who is in two communities");
    // Characters that sound otherwise as surnames are sorted by how the name sounds.
    for (surname, sound) in [
        ("单", "shan "),
        ("曾", "zeng "),
        ("解", "xie "),
        ("乐", "yue "),
        ("欧阳", "ouyang "),
    ] {
        let member = all
            .members
            .iter()
            .find(|m| m.name.starts_with(surname))
            .expect(surname);
        assert!(
            member.sort_key.starts_with(sound),
            "{} {}",
            member.name,
            member.sort_key
        );
    }
    for member in &all.members {
        assert!(
            member.sort_key.is_ascii() && !member.sort_key.is_empty(),
            "{}",
            member.name
        );
    }
    assert!(
        names
            .keys()
            .any(|name| name.starts_with(|c: char| c.is_ascii_uppercase())),
        "Latin"
    );
    assert!(names.keys().any(|name| name.contains('🌿')), "an emoji");
}

#[test]
fn nobody_can_be_reached_by_mistake() {
    for member in load(anchors()[0]).members {
        for contact in member.contacts {
            let value = contact.value.as_str();
            let harmless = match contact.kind {
                ContactKind::Phone => value.starts_with("138-0000-"),
                ContactKind::Wechat => value.ends_with("-demo"),
                ContactKind::Email => value.ends_with("@example.com"),
                ContactKind::Other => false,
            };
            assert!(harmless, "{value}");
            assert!(value.is_ascii(), "{value}");
        }
    }
}
