//! Those who come along: by name, marked where they are children, and, where the event asks each person, with the answers of
//! each. What is typed lies in the draft of the sign-up: a name a line, and the answers under keys of their own.

use leptos::prelude::*;

use crate::{
    i18n::T,
    model::{Answers, Companion, Event, SignUpPolicy},
    pages::{
        Here,
        forms::{self, CHILDREN, Filling, PARTY, SEEN},
        later,
    },
    parts::{Part, part},
    ui::{
        Button, Field, FieldKind, Icon, IconButton, Memo, RwSignal, Section, Signal, StoredValue,
        changing, el, nothing, several,
    },
};

/// More names than these are not asked for, whatever the service allows.
const PLACES: u32 = 99;

/// A place for each who may come along, of which the first `count` are shown. The places are made with the page, so that none
/// is lost with the row that shows it.
#[derive(Clone, Copy)]
pub(super) struct Party {
    pub(super) filling: Filling,
    policy: StoredValue<SignUpPolicy>,
    /// Name of each, and whether it is a child, as a box has that.
    places: StoredValue<Vec<(RwSignal<String>, RwSignal<String>)>>,
    count: RwSignal<usize>,
    nameless: RwSignal<bool>,
}

part! {
    Ticket "ticket" "88":
    fn drawn(here: Here, party: Party) -> AnyView {
        party.section(here)
    }
}

impl Party {
    /// As the draft has it, or else what was said before; for at most so many people, the one signing up counted.
    pub(super) fn begin(
        here: Here,
        event: &Event,
        draft: String,
        before: &Answers,
        most: u32,
    ) -> Self {
        let policy = event.sign_up.clone();
        let room = most.saturating_sub(1).min(PLACES) as usize;
        let kept = here.data().draft(&draft);
        let source = if forms::is_typed(&kept) {
            &kept
        } else {
            before
        };
        let lines = |key: &str| -> Vec<String> {
            let kept = source.get(key).map_or("", String::as_str);
            kept.split('\n').map(str::to_owned).collect()
        };
        let count = source.get(PARTY).map_or(0, |names| names.lines().count());
        let count = count.min(room);
        let form = policy.form_with(count);
        let extra = [PARTY, CHILDREN, SEEN];
        let filling = Filling::begin_with(here, &form, draft, &extra, before);
        let (names, children) = (lines(PARTY), lines(CHILDREN));
        let line = |of: &[String], at: usize| of.get(at).cloned().unwrap_or_default();
        let place = |at| {
            let child = if line(&children, at).is_empty() {
                ""
            } else {
                "true"
            };
            (
                RwSignal::new(line(&names, at)),
                RwSignal::new(child.to_owned()),
            )
        };
        Self {
            filling,
            policy: StoredValue::new(policy),
            places: StoredValue::new((0..room).map(place).collect()),
            count: RwSignal::new(count),
            nameless: RwSignal::new(false),
        }
    }

    /// Name of each who is shown, and whether it is a child.
    fn shown(self) -> Vec<(RwSignal<String>, RwSignal<String>)> {
        let count = self.count.get_untracked();
        self.places
            .with_value(|places| places.iter().take(count).copied().collect())
    }

    fn people(self) -> Vec<(String, bool)> {
        let read = |(name, child): (RwSignal<String>, RwSignal<String>)| {
            let name = name.get_untracked().trim().to_owned();
            (name, child.with_untracked(|child| !child.is_empty()))
        };
        self.shown().into_iter().map(read).collect()
    }

    /// Who comes along, whose answers are taken out of all answers.
    pub(super) fn party(self, answers: &mut Answers) -> Vec<Companion> {
        let people = self.people();
        self.policy
            .with_value(|policy| policy.party_of(people, answers))
    }

    pub(super) fn check(self) -> bool {
        let named = self.wrong() == 0;
        self.nameless.set(!named);
        named
    }

    /// How many have no name.
    pub(super) fn wrong(self) -> usize {
        let people = self.people();
        people.iter().filter(|(name, _)| name.is_empty()).count()
    }

    /// The same of a form that was looked through; tells when that changes.
    pub(super) fn still_wrong(self) -> usize {
        if !self.nameless.get() {
            return 0;
        }
        let count = self.count.get();
        self.places.with_value(|places| {
            let names = places.iter().take(count).map(|(name, _)| name);
            let none = |name: &&RwSignal<String>| name.with(|name| name.trim().is_empty());
            names.filter(none).count()
        })
    }

    fn keep(self) {
        let shown = self.shown();
        let lines = |all: Vec<String>| all.join("\n");
        let names = shown.iter().map(|(name, _)| name.get_untracked());
        let children = shown.iter().map(|(_, child)| child.get_untracked());
        self.filling.value(PARTY).set(lines(names.collect()));
        self.filling.value(CHILDREN).set(lines(children.collect()));
        self.filling.keep();
    }

    /// So many come along now, of whom each may be asked something.
    fn are(self, count: usize) {
        let form = self.policy.with_value(|policy| policy.form_with(count));
        self.filling.ask(form);
        self.count.set(count);
    }

    /// Takes one away; those behind move up, with what they have answered.
    fn remove(self, at: usize) {
        let shown = self.shown();
        for pair in shown.windows(2).skip(at) {
            if let [(name, child), (next, next_child)] = pair {
                name.set(next.get_untracked());
                child.set(next_child.get_untracked());
            }
        }
        if let Some((name, child)) = shown.last() {
            name.set(String::new());
            child.set(String::new());
        }
        let last = shown.len().saturating_sub(1);
        self.policy.with_value(|policy| {
            for to in at..=last {
                let from = policy.fields_of(to + 1);
                for (field, next) in policy.fields_of(to).iter().zip(from) {
                    let answer = match to < last {
                        true => self.filling.value(&next.key).get_untracked(),
                        false => String::new(),
                    };
                    self.filling.value(&field.key).set(answer);
                }
            }
        });
        self.are(last);
        self.keep();
    }

    /// Who comes along, to be filled in.
    pub(super) fn draw(self, here: Here) -> AnyView {
        later::after(here, Part::Ticket, move || drawn(here, self))
    }

    fn section(self, here: Here) -> AnyView {
        let t = here.t;
        let room = self.places.with_value(Vec::len);
        let rows: Vec<AnyView> = (0..room)
            .map(|at| {
                // Each by itself, so that one who is added takes no focus from the others.
                let there = Memo::new(move |_| at < self.count.get());
                changing(move || {
                    if there.get() {
                        self.row(t, at)
                    } else {
                        nothing()
                    }
                })
            })
            .collect();
        let is_room = Memo::new(move |_| self.count.get() < room);
        let more = changing(move || {
            if !is_room.get() {
                return nothing();
            }
            let add = move || {
                self.nameless.set(false);
                self.are(self.count.get_untracked() + 1);
            };
            let more = view! {
                <Button icon=Some(Icon::Plus) on_click=add>{t.party_add()}</Button>
            };
            more.into_any()
        });
        let mut limit = t.party_limit(&(room + 1).to_string());
        if self.policy.with_value(|policy| policy.each) {
            limit = [&limit, t.semicolon(), t.go_each()].concat();
        }
        let limit = el("p").class("muted").child(limit);
        let rows = el("div").class("stack party").child(rows);
        let inside = several(vec![limit.into_any(), rows.into_any(), more]);
        view! { <Section title=t.party()>{inside}</Section> }.into_any()
    }

    fn row(self, t: T, at: usize) -> AnyView {
        let Some((name, child)) = self.places.with_value(|places| places.get(at).copied()) else {
            return nothing();
        };
        let error = Signal::derive(move || {
            (self.nameless.get() && name.with(|n| n.trim().is_empty()))
                .then(|| t.party_nameless().to_owned())
        });
        let number = (at + 2).to_string();
        let field = view! {
            <Field
                label=t.party_name(&number)
                value=name
                error
                max_length=Some(60)
                on_change=move |_: String| self.keep()
            />
        };
        let remove = view! {
            <IconButton
                icon=Icon::Trash
                label=t.party_remove(&number)
                on_click=move || self.remove(at)
            />
        };
        let line = el("div")
            .class("party-row")
            .child(field.into_any())
            .child(remove.into_any());
        let (children, fields) = self
            .policy
            .with_value(|policy| (policy.children, policy.fields_of(at)));
        if !children && fields.is_empty() {
            return line.into_any();
        }
        let is_child = if children {
            view! {
                <Field
                    label=t.go_child()
                    value=child
                    kind=FieldKind::Consent
                    on_change=move |_: String| self.keep()
                />
            }
            .into_any()
        } else {
            nothing()
        };
        el("div")
            .class("party-one stack")
            .attr("role", "group")
            .attr("aria-label", t.go_person(&number))
            .child(line)
            .child(is_child)
            .child(self.filling.these(fields))
            .into_any()
    }
}
