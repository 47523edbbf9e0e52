//! What organisers write about a community, on the screen: typed fields over a paper ([`crate::model::paper`]), faults at the field,
//! and a draft of every keystroke.
//!
//! A group of texts is *changed* while it says something else than the facts from which it was begun. What is not changed follows
//! the facts; what is stays as it was typed, and where the facts have changed meanwhile as well, that is a *conflict*, which the
//! person decides. Only changed groups are drafts, and only they are sent.

mod door;
mod field;
mod habits;
mod lists;
mod questions;
mod sections;

use std::cell::Cell;

use leptos::{prelude::*, reactive::owner::WeakOwner};

use crate::{
    data::{CommunityById, EventById, KvError},
    host,
    model::{
        Answers, Charter, Command, Community, CommunityId, EventId, FieldFault, Refusal,
        paper::{
            self, Wall,
            draft::{self, all_groups},
            group_of, print_of,
        },
    },
    parts::part,
    ui::{RwSignal, StoredValue},
};

use super::{Here, forms::draft_word};
pub use field::{Ask, beside};

/// What stands beside the paper, and is a draft with it: the id of what is founded, and a word for those who review it.
pub const ID: &str = "+id";
pub const WORD: &str = "+word";
/// And of what it is a chapter of.
pub const PARENT: &str = "+parent";

/// The draft of a community that is founded, as a chapter of another or by itself.
pub fn draft_of_founding(of: Option<&CommunityId>) -> String {
    match of {
        Some(of) => format!("found/{of}"),
        None => "found".to_owned(),
    }
}

/// What was written about a community that nobody has agreed to yet, for who has to write it again.
pub fn founded_as(id: &CommunityId) -> String {
    format!("founded/{id}")
}

/// The draft of what is changed about one.
pub fn draft_of_keeping(id: &CommunityId) -> String {
    format!("about/{id}")
}

part! {
    Organise "organise" "80":
    /// What was sent to found or to change a community is a draft again, on the open page as well; what was written since stays.
    /// No where it cannot be kept, or where another community is being founded by now.
    pub fn taken_up(here: Here, draft: &str, command: &Command) -> bool {
        let live = LIVE.get().filter(|on| on.is_there() && on.draft.with_value(|name| name == draft));
        let newer = live.map_or_else(|| here.data().draft(draft), |on| on.changes());
        let (charter, of, beside) = match command {
            Command::Found { community, charter, word } => {
                if newer.get(ID).is_some_and(|id| *id != community.0) {
                    return false;
                }
                let beside = vec![(ID, community.0.clone()), (WORD, word.clone())];
                (charter, Some(Charter::default().founded(community, here.now())), beside)
            }
            Command::CreateEvent { .. } | Command::EditEvent { .. } => {
                return plan_taken_up(here, draft, &newer, live, command);
            }
            Command::Edit { community, charter } => (charter, without(here, community, command), Vec::new()),
            _ => return true,
        };
        let mut more = here.say(|_, face| {
            let wall = Wall { zones: face.zones, zone: face.zone, now: face.now };
            draft::taken_up(charter, of.as_ref(), &newer, wall)
        });
        let beside = beside.into_iter().filter(|(key, text)| !text.is_empty() && !newer.contains_key(*key));
        more.extend(beside.map(|(key, text)| (key.to_owned(), text)));
        if more.is_empty() {
            return true;
        }
        let mut all = newer;
        all.extend(more.iter().map(|(key, text)| (key.clone(), text.clone())));
        // What is kept as long as the page is open is enough to go on with.
        let kept = here.data().keep_draft(draft, &all) != Err(KvError::Full);
        if let Some(live) = live {
            live.take_up(&more);
        }
        kept
    }
}

/// What was sent to plan or to change an event is a draft again; what was written since stays.
fn plan_taken_up(
    here: Here,
    draft: &str,
    newer: &Answers,
    live: Option<Writing>,
    command: &Command,
) -> bool {
    let mut all = newer.clone();
    let made = here.say(|_, face| {
        let wall = Wall {
            zones: face.zones,
            zone: face.zone,
            now: face.now,
        };
        match command {
            Command::CreateEvent { event, plan, .. } => {
                if newer.get(ID).is_some_and(|id| *id != event.0) {
                    return None;
                }
                let mut typed = paper::planning::of_plan(plan, wall);
                typed.insert(ID.to_owned(), event.0.clone());
                Some(draft::changes(&typed, &Answers::new()))
            }
            Command::EditEvent { event, plan } => {
                let now = here.data().kept(&EventById(event.clone()))?.data;
                let said = paper::planning::of_event(&now, wall);
                let base = all_groups().map(|group| (group.to_owned(), print_of(&said, group)));
                let typed = paper::planning::of_event(&plan.applied(&now), wall);
                Some(draft::changes(&typed, &base.collect()))
            }
            _ => None,
        }
    });
    let Some(mut more) = made else {
        return false;
    };
    more.retain(|key, _| !draft::has(newer, group_of(key)) && !newer.contains_key(key));
    all.extend(more.iter().map(|(key, text)| (key.clone(), text.clone())));
    // What is kept as long as the page is open is enough to go on with.
    let kept = here.data().keep_draft(draft, &all) != Err(KvError::Full);
    if let Some(live) = live {
        live.take_up(&more);
    }
    kept
}

/// The draft of an event that is planned in a community, perhaps like another.
pub fn draft_of_planning(community: &CommunityId, like: Option<&EventId>) -> String {
    match like {
        Some(like) => format!("plan/{community}/{like}"),
        None => format!("plan/{community}"),
    }
}

/// The draft of what is changed about an event.
pub fn draft_of_event(event: &EventId) -> String {
    format!("edit/{event}")
}

thread_local! {
    /// What is being written on the page that is open.
    static LIVE: Cell<Option<Writing>> = const { Cell::new(None) };
}

/// A community with all changes that wait laid over it but one, as far as it is known.
fn without(here: Here, id: &CommunityId, but: &Command) -> Option<Community> {
    let now = here.data().kept(&CommunityById(id.clone()))?.data;
    let waits = here.data().outbox();
    let others = waits
        .iter()
        .filter(|entry| entry.is_on_its_way() && entry.command != *but);
    Some(others.fold(now, |now, entry| match &entry.command {
        Command::Edit { community, charter } if community == id => charter.applied(&now),
        _ => now,
    }))
}

/// Papers that are being written. Copy; lives as long as the page.
#[derive(Clone, Copy)]
pub struct Writing {
    pub here: Here,
    draft: StoredValue<String>,
    values: StoredValue<Vec<(String, RwSignal<String>)>>,
    /// What each group said when it was begun.
    base: StoredValue<Answers>,
    /// What the community says now.
    facts: RwSignal<Answers>,
    faults: RwSignal<Vec<FieldFault>>,
    /// Counts what was typed.
    turn: RwSignal<u32>,
    unkept: RwSignal<bool>,
    restored: RwSignal<bool>,
    /// What is made while somebody types lives as long as the page.
    owner: StoredValue<Option<WeakOwner>>,
}

impl Writing {
    /// Begins with what the community says, or goes on where the reader stopped.
    pub fn begin(here: Here, draft: String, facts: Answers) -> Self {
        let draft::Resumed {
            typed,
            base,
            restored,
        } = draft::resumed(&facts, &here.data().draft(&draft));
        let values = typed
            .iter()
            .map(|(key, text)| (key.clone(), RwSignal::new(text.clone())));
        let on = Self {
            here,
            draft: StoredValue::new(draft),
            values: StoredValue::new(values.collect()),
            base: StoredValue::new(base),
            facts: RwSignal::new(facts),
            faults: RwSignal::new(Vec::new()),
            turn: RwSignal::new(0),
            unkept: RwSignal::new(false),
            restored: RwSignal::new(restored),
            owner: StoredValue::new(Owner::current().map(|owner| owner.downgrade())),
        };
        LIVE.set(Some(on));
        on
    }

    /// What was sent and is not done is typed again.
    fn take_up(self, more: &Answers) {
        for group in all_groups().filter(|group| draft::has(more, group)) {
            if let Some(was) = draft::begun_from(more, group) {
                self.base.update_value(|base| {
                    base.insert(group.to_owned(), was);
                });
            }
            self.say(&[group], more);
        }
        self.say(&[ID, WORD], more);
        self.keep();
        self.turn.update(|turn| *turn = turn.wrapping_add(1));
    }

    /// These groups say what stands in a paper.
    fn say(self, groups: &[&str], paper: &Answers) {
        let is_in = |key: &str| groups.contains(&group_of(key));
        let keys: Vec<String> = self.values.with_value(|values| {
            let there = values.iter().map(|(key, _)| key);
            there
                .chain(paper.keys())
                .filter(|key| is_in(key))
                .cloned()
                .collect()
        });
        for key in keys {
            let text = paper.get(&key).cloned().unwrap_or_default();
            let value = self.value(&key);
            if value.with_untracked(|old| *old != text) {
                value.set(text);
            }
        }
        self.faults
            .update(|faults| faults.retain(|fault| !is_in(&fault.key)));
    }

    /// What is to be kept of it.
    fn changes(self) -> Answers {
        let typed = self.typed_untracked();
        self.base.with_value(|base| draft::changes(&typed, base))
    }

    /// Whether there was no draft.
    pub fn is_fresh(self) -> bool {
        !self.restored.get_untracked()
    }

    /// Whether its page is still open.
    pub fn is_there(self) -> bool {
        self.turn.try_get_untracked().is_some()
    }

    /// Reads what the reader's clock shows.
    pub fn on_wall<R>(self, read: impl FnOnce(Wall<'_>) -> R) -> R {
        self.here.say(|_, face| {
            read(Wall {
                zones: face.zones,
                zone: face.zone,
                now: face.now,
            })
        })
    }

    /// The value of a text.
    pub fn value(self, key: &str) -> RwSignal<String> {
        let find = |values: &Vec<(String, RwSignal<String>)>| {
            values
                .iter()
                .find(|(other, _)| other == key)
                .map(|(_, value)| *value)
        };
        if let Some(value) = self.values.with_value(find) {
            return value;
        }
        let make = || RwSignal::new(String::new());
        let owner = self.owner.get_value().and_then(|owner| owner.upgrade());
        let value = match owner {
            Some(owner) => owner.with(make),
            None => make(),
        };
        self.values
            .update_value(|values| values.push((key.to_owned(), value)));
        value
    }

    /// Writes a text, as if it had been typed.
    pub fn put(self, key: &str, text: &str) {
        self.value(key).set(text.to_owned());
        self.typed_in(key);
    }

    /// All that is typed; tells when something is.
    pub fn typed(self) -> Answers {
        self.turn.track();
        self.typed_untracked()
    }

    /// All that is typed.
    pub fn typed_untracked(self) -> Answers {
        self.values.with_value(|values| {
            let texts = values
                .iter()
                .map(|(key, text)| (key.clone(), text.get_untracked()));
            texts.filter(|(_, text)| !text.is_empty()).collect()
        })
    }

    /// Something was typed: what was wrong with it is forgiven, and it is kept.
    pub fn typed_in(self, key: &str) {
        self.faults
            .update(|faults| faults.retain(|fault| fault.key != key));
        self.keep();
        self.turn.update(|turn| *turn = turn.wrapping_add(1));
    }

    fn base_of(self, group: &str) -> String {
        self.base
            .with_value(|base| base.get(group).cloned().unwrap_or_default())
    }

    fn is_changed(self, typed: &Answers, group: &str) -> bool {
        print_of(typed, group) != self.base_of(group)
    }

    /// The groups of these that were changed; tells when that changes.
    pub fn changed(self, groups: &[&'static str]) -> Vec<&'static str> {
        self.turn.track();
        self.changed_untracked(groups)
    }

    /// The same, and does not tell.
    pub fn changed_untracked(self, groups: &[&'static str]) -> Vec<&'static str> {
        let typed = self.typed_untracked();
        let mut all = groups.to_vec();
        all.retain(|group| self.is_changed(&typed, group));
        all
    }

    /// Those that were changed here and by somebody else meanwhile; tells when that changes.
    pub fn conflicts(self, groups: &[&'static str]) -> Vec<&'static str> {
        self.turn.track();
        self.facts.track();
        self.conflicts_untracked(groups)
    }

    /// The same, and does not tell.
    pub fn conflicts_untracked(self, groups: &[&'static str]) -> Vec<&'static str> {
        let mut all = self.changed_untracked(groups);
        self.facts.with_untracked(|facts| {
            all.retain(|group| print_of(facts, group) != self.base_of(group));
        });
        all
    }

    /// Keeps what was changed.
    fn keep(self) {
        let draft = self.changes();
        let data = self.here.data();
        let kept = self.draft.with_value(|name| data.keep_draft(name, &draft));
        self.unkept.set(kept.is_err());
    }

    /// What these groups say, by which two versions are told apart.
    pub fn prints(self, groups: &[&str]) -> Vec<String> {
        let typed = self.typed_untracked();
        groups.iter().map(|group| print_of(&typed, group)).collect()
    }

    /// These groups say what the community says.
    pub fn take_facts(self, groups: &[&str]) {
        let facts = self.facts.get_untracked();
        self.say(groups, &facts);
        self.base.update_value(|base| {
            for group in groups {
                base.insert((*group).to_owned(), print_of(&facts, group));
            }
        });
        self.keep();
        self.turn.update(|turn| *turn = turn.wrapping_add(1));
    }

    /// The reader has seen what the community says now, and what they typed stands.
    pub fn stand_by(self, groups: &[&str]) {
        let facts = self.facts.get_untracked();
        self.base.update_value(|base| {
            for group in groups {
                base.insert((*group).to_owned(), print_of(&facts, group));
            }
        });
        self.keep();
        self.turn.update(|turn| *turn = turn.wrapping_add(1));
    }

    /// The community says something new: what was not changed here follows.
    pub fn hear(self, facts: Answers) {
        if self.facts.with_untracked(|old| *old == facts) {
            return;
        }
        let typed = self.typed_untracked();
        let follows = |group: &&str| {
            let print = print_of(&typed, group);
            print == self.base_of(group) || print == print_of(&facts, group)
        };
        let groups: Vec<&str> = all_groups().filter(follows).collect();
        self.facts.set(facts);
        self.take_facts(&groups);
    }

    /// What these groups make of a community, or what is wrong with them at their fields.
    pub fn read(self, groups: &[&str], of: &Community, founding: bool) -> Option<Charter> {
        let typed = self.typed_untracked();
        match self.on_wall(|wall| paper::read(&typed, groups, of, wall, founding)) {
            Ok(charter) => {
                self.faults.set(Vec::new());
                Some(charter)
            }
            Err(faults) => {
                self.faults.set(faults);
                host::focus_first_fault();
                None
            }
        }
    }

    /// How many answers are wrong, as far as is known.
    pub fn wrong(self) -> usize {
        self.faults.with_untracked(Vec::len)
    }

    /// The same; tells when that changes.
    pub fn still_wrong(self) -> usize {
        self.faults.with(Vec::len)
    }

    /// Nothing is found wrong any more.
    pub fn found_right(self) {
        self.faults.set(Vec::new());
    }

    /// What was found wrong here, at its fields.
    pub fn found_wrong(self, faults: Vec<FieldFault>) {
        self.faults.set(faults);
        host::focus_first_fault();
    }

    /// What the service found wrong, at its fields.
    pub fn was_refused(self, why: &Refusal) {
        self.was_refused_with(why, paper::place_of);
    }

    /// The same, for a paper on which faults have other places.
    pub fn was_refused_with(self, why: &Refusal, place_of: fn(&str) -> &str) {
        if let Refusal::Invalid { faults } = why {
            let at_fields = faults.iter().map(|fault| FieldFault {
                key: place_of(&fault.key).to_owned(),
                kind: fault.kind.clone(),
            });
            self.faults.try_set(at_fields.collect());
        }
    }

    /// A word about the draft.
    pub fn word(self) -> AnyView {
        draft_word(self.here, self.restored, self.unkept, Vec::new)
    }
}
