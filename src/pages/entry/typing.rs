//! An entry that is being written: a signal for each text, faults at their fields, and a draft of every keystroke: the groups that say
//! something else than the entry does, each with what it was begun from.

use leptos::{prelude::*, reactive::owner::WeakOwner};

use crate::{
    host,
    model::{
        Answers, Entry, EntryChange, FieldFault, Refusal,
        paper::{
            draft,
            entry::{self, GROUPS},
            group_of, print_of,
        },
    },
    pages::{Here, forms::draft_word},
    ui::{RwSignal, StoredValue},
};

/// It. Copy; lives as long as the form.
#[derive(Clone, Copy)]
pub(super) struct Typing {
    pub here: Here,
    draft: StoredValue<String>,
    values: StoredValue<Vec<(String, RwSignal<String>)>>,
    /// What each group said when it was begun.
    base: StoredValue<Answers>,
    pub faults: RwSignal<Vec<FieldFault>>,
    /// Counts what was typed.
    turn: RwSignal<u32>,
    unkept: RwSignal<bool>,
    restored: RwSignal<bool>,
    /// What is made while somebody types lives as long as the form.
    owner: StoredValue<Option<WeakOwner>>,
}

impl Typing {
    /// Begins with what the entry says, or goes on where the reader stopped.
    pub fn begin(here: Here, draft: String, facts: &Answers) -> Self {
        let kept = here.data().draft(&draft);
        let it = draft::resumed_of(GROUPS.into_iter(), facts, &kept);
        let values = it.typed.iter();
        let values = values.map(|(key, text)| (key.clone(), RwSignal::new(text.clone())));
        Self {
            here,
            draft: StoredValue::new(draft),
            values: StoredValue::new(values.collect()),
            base: StoredValue::new(it.base),
            faults: RwSignal::new(Vec::new()),
            turn: RwSignal::new(0),
            unkept: RwSignal::new(false),
            restored: RwSignal::new(it.restored),
            owner: StoredValue::new(Owner::current().map(|owner| owner.downgrade())),
        }
    }

    /// Whether its form is still there.
    pub fn is_there(self) -> bool {
        self.turn.try_get_untracked().is_some()
    }

    /// The value of a text.
    pub fn value(self, key: &str) -> RwSignal<String> {
        let find = |values: &Vec<(String, RwSignal<String>)>| {
            let mut all = values.iter();
            all.find(|(other, _)| other == key).map(|(_, value)| *value)
        };
        if let Some(value) = self.values.with_value(find) {
            return value;
        }
        let make = || RwSignal::new(String::new());
        let owner = self.owner.get_value().and_then(|owner| owner.upgrade());
        let value = owner.map_or_else(make, |owner| owner.with(make));
        self.values
            .update_value(|values| values.push((key.to_owned(), value)));
        value
    }

    /// Writes a text, as if it had been typed.
    pub fn put(self, key: &str, text: &str) {
        self.value(key).set(text.to_owned());
        self.typed_in(key);
    }

    /// These groups say what stands in `texts`.
    pub fn take(self, taken: &[(&'static str, Answers)]) {
        for (group, texts) in taken {
            let all = self.values.with_value(Clone::clone);
            for (key, value) in all.iter().filter(|(key, _)| group_of(key) == *group) {
                if !texts.contains_key(key) {
                    value.set(String::new());
                }
            }
            for (key, text) in texts.iter() {
                self.value(key).set(text.clone());
            }
            self.faults
                .update(|faults| faults.retain(|fault| group_of(&fault.key) != *group));
        }
        self.keep();
        self.turn.update(|turn| *turn = turn.wrapping_add(1));
    }

    /// All that is typed; tells when something is.
    pub fn typed(self) -> Answers {
        self.turn.track();
        self.typed_untracked()
    }

    /// All that is typed.
    pub fn typed_untracked(self) -> Answers {
        let mut typed: Answers = self.values.with_value(|values| {
            let texts = values.iter();
            let texts = texts.map(|(key, text)| (key.clone(), text.get_untracked()));
            texts.filter(|(_, text)| !text.is_empty()).collect()
        });
        let all = typed.clone();
        typed.retain(|key, _| !entry::is_left_over(&all, key));
        typed
    }

    /// Something was typed: what was wrong with it is forgiven, and it is kept.
    pub fn typed_in(self, key: &str) {
        self.faults
            .update(|faults| faults.retain(|fault| group_of(&fault.key) != group_of(key)));
        self.keep();
        self.turn.update(|turn| *turn = turn.wrapping_add(1));
    }

    /// What is typed was sent: from now on, that is what the entry says.
    pub fn is_said(self) {
        let typed = self.typed_untracked();
        let base = GROUPS.map(|group| (group.to_owned(), print_of(&typed, group)));
        self.base.set_value(base.into_iter().collect());
        self.restored.set(false);
    }

    /// The entry was told anew: what nobody has touched says what it says now. So what was changed on another device is not undone by a
    /// form that was open meanwhile.
    pub fn follow(self, facts: &Answers) {
        let typed = self.typed_untracked();
        let mut taken = Vec::new();
        self.base.update_value(|base| {
            for group in GROUPS {
                let (own, now) = (print_of(&typed, group), print_of(facts, group));
                let begun = base.get(group).map_or("", String::as_str);
                if own != begun || now == own {
                    continue;
                }
                base.insert(group.to_owned(), now);
                let of_group = facts.iter().filter(|(key, _)| group_of(key) == group);
                let of_group = of_group.map(|(key, text)| (key.clone(), text.clone()));
                taken.push((group, of_group.collect()));
            }
        });
        if !taken.is_empty() {
            self.take(&taken);
        }
    }

    fn keep(self) {
        let typed = self.typed_untracked();
        let draft = self
            .base
            .with_value(|base| draft::changes_of(GROUPS.into_iter(), &typed, base));
        let data = self.here.data();
        let kept = self.draft.with_value(|name| data.keep_draft(name, &draft));
        self.unkept.set(kept.is_err());
    }

    /// What is typed as an entry, or what is wrong with it at its fields, and the focus at the first.
    pub fn read(self) -> Option<Entry> {
        let (read, faults) = entry::read(&self.typed_untracked());
        let is_good = faults.is_empty();
        self.faults.set(faults);
        if !is_good {
            host::focus_first_fault();
        }
        is_good.then_some(read)
    }

    /// What is typed, as what it changes.
    pub fn changes(self) -> EntryChange {
        let typed = self.typed_untracked();
        self.base.with_value(|base| entry::changes(&typed, base))
    }

    /// How many texts are wrong, as far as is known.
    pub fn wrong(self) -> usize {
        self.faults.with_untracked(Vec::len)
    }

    /// The same; tells when that changes.
    pub fn still_wrong(self) -> usize {
        self.faults.with(Vec::len)
    }

    /// What the service found wrong, at its fields.
    pub fn was_refused(self, why: &Refusal) {
        if let Refusal::Invalid { faults } = why {
            self.faults.try_set(faults.clone());
        }
    }

    /// A word about the draft.
    pub fn word(self) -> AnyView {
        draft_word(self.here, self.restored, self.unkept, Vec::new)
    }
}
