//! What is kept of a paper that is being written: the groups that say something else than what the community says, each with what
//! it was begun from, so that a text that was cleared is told from one that nobody touched.

use super::{
    Answers, Charter, Community, CommunityId, Section, Wall, group_of, paper, planning, print_of,
};

/// Under this, a draft has what a group said when it was begun. It ends in a line's end, and so is never empty.
const BASE: &str = "#base/";
/// What a group was begun from of which nobody knows: no group says this, so the person is asked.
const UNKNOWN: &str = "?";

/// The groups of all papers.
pub fn all_groups() -> impl Iterator<Item = &'static str> {
    let of_charters = Section::ALL.iter().flat_map(|section| section.groups());
    let of_plans = planning::GROUPS.iter().chain([&planning::REPEAT]);
    // What both have is named once.
    let of_plans = of_plans.filter(|group| !matches!(**group, "tags" | "form"));
    of_charters.chain(of_plans).copied()
}

/// A paper that somebody goes on with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resumed {
    /// All that is typed, and what stands beside the paper (under `+…`).
    pub typed: Answers,
    /// The print of each group when it was begun.
    pub base: Answers,
    /// Whether there was a draft.
    pub restored: bool,
}

/// Whether a draft has a group.
#[must_use]
pub fn has(draft: &Answers, group: &str) -> bool {
    let base = [BASE, group].concat();
    draft
        .keys()
        .any(|key| *key == base || group_of(key) == group)
}

/// What a group of a draft was begun from, where the draft tells.
#[must_use]
pub fn begun_from(draft: &Answers, group: &str) -> Option<String> {
    let base = draft.get(&[BASE, group].concat())?;
    Some(base.trim_end_matches('\n').to_owned())
}

/// What the community says, with a draft laid over it.
#[must_use]
pub fn resumed(facts: &Answers, draft: &Answers) -> Resumed {
    resumed_of(all_groups(), facts, draft)
}

/// The same on a paper that has these groups.
#[must_use]
pub fn resumed_of<'a>(
    groups: impl Iterator<Item = &'a str>,
    facts: &Answers,
    draft: &Answers,
) -> Resumed {
    let mut it = Resumed {
        typed: facts.clone(),
        ..Resumed::default()
    };
    for group in groups {
        let mut print = print_of(facts, group);
        if has(draft, group) {
            it.restored = true;
            it.typed.retain(|key, _| group_of(key) != group);
            it.typed.extend(texts(draft, group));
            print = begun_from(draft, group).unwrap_or(print);
        }
        it.base.insert(group.to_owned(), print);
    }
    let beside = draft.iter().filter(|(key, _)| key.starts_with('+'));
    it.typed
        .extend(beside.map(|(key, text)| (key.clone(), text.clone())));
    it
}

pub(super) fn texts<'a>(
    of: &'a Answers,
    group: &'a str,
) -> impl Iterator<Item = (String, String)> + 'a {
    of.iter()
        .filter(move |(key, _)| group_of(key) == group)
        .map(|(key, text)| (key.clone(), text.clone()))
}

/// What is to be kept of what is typed: the groups that say something else than when they were begun, and what stands beside.
#[must_use]
pub fn changes(typed: &Answers, base: &Answers) -> Answers {
    changes_of(all_groups(), typed, base)
}

/// The same on a paper that has these groups.
#[must_use]
pub fn changes_of<'a>(
    groups: impl Iterator<Item = &'a str>,
    typed: &Answers,
    base: &Answers,
) -> Answers {
    let mut draft = Answers::new();
    for group in groups {
        let was = base.get(group).map_or("", String::as_str);
        if print_of(typed, group) != was {
            put(&mut draft, typed, group, was);
        }
    }
    let beside = typed.iter().filter(|(key, _)| key.starts_with('+'));
    draft.extend(beside.map(|(key, text)| (key.clone(), text.clone())));
    draft
}

fn put(draft: &mut Answers, typed: &Answers, group: &str, was: &str) {
    draft.extend(texts(typed, group));
    draft.insert([BASE, group].concat(), [was, "\n"].concat());
}

/// All that a paper says in these groups as a draft, of which nobody knows from what it was begun.
#[must_use]
pub fn whole<'a>(groups: impl Iterator<Item = &'a str>, paper: &Answers) -> Answers {
    let mut draft = paper.clone();
    for group in groups.filter(|group| !has(paper, group)) {
        put(&mut draft, paper, group, UNKNOWN);
    }
    draft
}

/// What was sent as a charter, as changes to what the community says now; where that is not known (`of`), all that the charter
/// speaks of. Groups that `newer` has are left out.
#[must_use]
pub fn taken_up(
    charter: &Charter,
    of: Option<&Community>,
    newer: &Answers,
    wall: Wall<'_>,
) -> Answers {
    let empty = || Charter::default().founded(&CommunityId::from(""), wall.now);
    let from = of.cloned().unwrap_or_else(empty);
    let was = paper(&from, wall);
    let typed = paper(&charter.applied(&from), wall);
    let mut draft = Answers::new();
    for group in all_groups() {
        if !speaks_of(charter, group) || has(newer, group) {
            continue;
        }
        let (print, old) = (print_of(&typed, group), print_of(&was, group));
        if of.is_some() {
            if print != old {
                put(&mut draft, &typed, group, &old);
            }
        } else if print.is_empty() && !is_policy(group) {
            put(&mut draft, &typed, group, UNKNOWN);
        } else {
            draft.extend(texts(&typed, group));
        }
    }
    draft
}

/// All that a community says, as the charter by which it would be founded so.
#[must_use]
pub fn charter_of(it: &Community) -> Charter {
    Charter {
        name: Some(it.name.clone()),
        purpose: Some(it.purpose.clone()),
        about: Some(it.about.clone()),
        area: Some(it.area.clone()),
        tags: Some(it.tags.clone()),
        rules: Some(it.rules.lines.clone()),
        culture: Some(it.culture.clone()),
        rhythm: Some(it.rhythm.clone()),
        policy: Some(it.policy.clone()),
        goal: it.goal.clone(),
        parent: it.parent.as_ref().map(|id| id.0.clone()),
        links: Some(it.links.clone()),
        chat: it.chat.clone(),
    }
}

fn is_policy(group: &str) -> bool {
    let of_policy = [Section::Door, Section::Form];
    of_policy
        .iter()
        .any(|section| section.groups().contains(&group))
}

fn speaks_of(charter: &Charter, group: &str) -> bool {
    match group {
        "name" => charter.name.is_some(),
        "purpose" => charter.purpose.is_some(),
        "about" => charter.about.is_some(),
        "tags" => charter.tags.is_some(),
        "culture" => charter.culture.is_some(),
        "rules" => charter.rules.is_some(),
        "area" => charter.area.is_some(),
        "goal" => charter.goal.is_some(),
        "links" => charter.links.is_some(),
        "chat" => charter.chat.is_some(),
        "rhythm" => charter.rhythm.is_some(),
        _ => charter.policy.is_some(),
    }
}

#[cfg(test)]
mod tests;
