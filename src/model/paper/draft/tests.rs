use super::*;
use crate::model::paper::{read, text_at};
use crate::model::testing::{SHANGHAI, Tz, community, now};
use crate::model::{Door, Goal};

fn wall() -> Wall<'static> {
    Wall {
        zones: &Tz,
        zone: SHANGHAI,
        now: now(),
    }
}

fn club() -> Community {
    let mut it = community("c");
    it.name = "顶楼观星社".into();
    it.about = "两行\n\n**字**".into();
    it.culture = vec!["不开手电".into()];
    it.policy.capacity = Some(60);
    it.goal = Some(Goal {
        what: "看到一百个星座".into(),
        done: 12,
        of: 88,
        unit: "个".into(),
        by: None,
    });
    it
}

/// Sends what is typed over what a community says, takes it back, and goes on with it.
fn there_and_back(it: &Community, typed: &Answers) -> (Answers, Resumed) {
    let facts = paper(it, wall());
    let before = resumed(&facts, &Answers::new());
    let groups: Vec<&str> = all_groups()
        .filter(|group| print_of(typed, group) != text_at(&before.base, group))
        .collect();
    let charter = read(typed, &groups, it, wall(), false).unwrap();
    let draft = taken_up(&charter, Some(it), &Answers::new(), wall());
    let again = resumed(&facts, &draft);
    (draft, again)
}

#[test]
fn what_was_cleared_stays_cleared() {
    let it = club();
    let mut typed = paper(&it, wall());
    typed.remove("about");
    typed.remove("culture");
    typed.remove("capacity");
    typed.retain(|key, _| group_of(key) != "goal");
    let (draft, again) = there_and_back(&it, &typed);
    assert_eq!(again.typed, typed);
    assert!(again.restored);
    // And is sent again as what was sent: the same groups, begun from the same.
    let all: Vec<&str> = all_groups().filter(|group| has(&draft, group)).collect();
    assert_eq!(all, ["about", "culture", "goal", "capacity"]);
    for group in all {
        let was = print_of(&paper(&it, wall()), group);
        assert_eq!(begun_from(&draft, group), Some(was.clone()));
        assert_eq!(text_at(&again.base, group), was);
    }
    assert_eq!(changes(&again.typed, &again.base), draft);
}

#[test]
fn of_the_policy_only_what_differed_is_a_draft() {
    let it = club();
    let mut typed = paper(&it, wall());
    typed.insert("door".into(), "closed".into());
    let (draft, again) = there_and_back(&it, &typed);
    let groups: Vec<&str> = all_groups().filter(|group| has(&draft, group)).collect();
    assert_eq!(groups, ["door"]);
    assert_eq!(again.typed, typed);
    // Somebody else's capacity, changed meanwhile, is theirs.
    let mut now = it.clone();
    now.policy.capacity = Some(80);
    let again = resumed(&paper(&now, wall()), &draft);
    assert_eq!(again.typed.get("capacity").map(String::as_str), Some("80"));
    let charter = read(&again.typed, &["door"], &now, wall(), false).unwrap();
    let policy = charter.policy.unwrap();
    assert_eq!((policy.door, policy.capacity), (Door::Closed, Some(80)));
}

#[test]
fn a_newer_draft_of_a_group_is_never_overwritten() {
    let it = club();
    let charter = Charter {
        name: Some("旧的名字".into()),
        about: Some("旧的".into()),
        purpose: Some("旧的话".into()),
        ..Charter::default()
    };
    // One was typed anew, one was cleared.
    let was = resumed(&paper(&it, wall()), &Answers::new());
    let mut typed = was.typed.clone();
    typed.insert("name".into(), "新的名字".into());
    typed.remove("about");
    let newer = changes(&typed, &was.base);
    let mut draft = newer.clone();
    let more = taken_up(&charter, Some(&it), &newer, wall());
    assert!(more.keys().all(|key| !newer.contains_key(key)));
    draft.extend(more.iter().map(|(key, text)| (key.clone(), text.clone())));
    let again = resumed(&was.typed, &draft).typed;
    assert_eq!(text_at(&again, "name"), "新的名字");
    assert_eq!(again.get("about"), None);
    assert_eq!(text_at(&again, "purpose"), "旧的话");
}

#[test]
fn where_nobody_knows_what_the_community_says_nothing_is_lost_and_the_person_is_asked() {
    let it = club();
    let charter = Charter {
        name: Some("新的名字".into()),
        about: Some(String::new()),
        ..Charter::default()
    };
    let draft = taken_up(&charter, None, &Answers::new(), wall());
    let facts = paper(&it, wall());
    let again = resumed(&facts, &draft);
    assert_eq!(text_at(&again.typed, "name"), "新的名字");
    assert_eq!(text_at(&again.base, "name"), print_of(&facts, "name"));
    assert_eq!(again.typed.get("about"), None);
    assert_ne!(text_at(&again.base, "about"), print_of(&facts, "about"));
    assert_ne!(
        text_at(&again.base, "about"),
        print_of(&again.typed, "about")
    );
}

#[test]
fn what_was_founded_is_written_again_as_it_was() {
    let it = club();
    let blank = Charter::default().founded(&it.id, now());
    let draft = taken_up(&charter_of(&it), Some(&blank), &Answers::new(), wall());
    let again = resumed(&paper(&blank, wall()), &draft);
    assert_eq!(again.typed, paper(&it, wall()));
}
