//! The fields of an entry, and below each who sees it.

use leptos::prelude::*;

use crate::{
    i18n::T,
    model::{
        self, ContactKind, FaultKind, MemberField, Visibility,
        paper::{
            entry::{group, who_key},
            rows,
        },
    },
    ui::{
        Choice, Field, FieldKind, Icon, OrderedWords, Section, Signal, el, icon, menu, ordered,
        several,
    },
};

use super::{naming, things::things, typing::Typing};

/// All of them. `spelt_for` is the name that is sorted as it was said.
pub(super) fn fields(on: Typing, spelt_for: String) -> Vec<AnyView> {
    let t = on.here.t;
    let field = |it: MemberField, kind: FieldKind, help: &'static str| {
        let control = line(on, group(it), t.member_field(it), kind, help, false);
        seen(on, it, control)
    };
    let chips = |it: MemberField| seen(on, it, things(on, it));
    vec![
        section(
            t.entry_about_me(),
            vec![
                naming::name(on, spelt_for),
                field(
                    MemberField::Headline,
                    FieldKind::Text,
                    t.entry_headline_help(),
                ),
                field(
                    MemberField::Picture,
                    FieldKind::Address,
                    t.entry_picture_help(),
                ),
                field(MemberField::Hometown, FieldKind::Text, ""),
                field(MemberField::District, FieldKind::Text, ""),
                joined(on),
            ],
        ),
        section(
            t.entry_neighbourly(),
            vec![
                chips(MemberField::Offers),
                chips(MemberField::Seeks),
                chips(MemberField::Skills),
            ],
        ),
        section(
            t.entry_reach(),
            vec![seen(on, MemberField::Contacts, contacts(on))],
        ),
        section(
            t.entry_home(),
            vec![
                seen(on, MemberField::Birthday, birthday(on)),
                field(
                    MemberField::Household,
                    FieldKind::Text,
                    t.entry_household_help(),
                ),
            ],
        ),
        section(t.entry_listing(), vec![unlisted(on)]),
    ]
}

fn section(title: &'static str, inside: Vec<AnyView>) -> AnyView {
    let inside = el("div").class("writing").child(inside).into_any();
    view! { <Section title>{inside}</Section> }.into_any()
}

/// What is wrong with a text, in words.
pub(super) fn fault(on: Typing, key: &'static str, kind: FieldKind) -> Signal<Option<String>> {
    let t = on.here.t;
    Signal::derive(move || {
        on.faults.with(|faults| {
            let fault = faults.iter().find(|fault| fault.key == key)?;
            Some(words(t, key, kind, &fault.kind))
        })
    })
}

fn words(t: T, key: &str, kind: FieldKind, fault: &FaultKind) -> String {
    match (fault, kind) {
        (FaultKind::Malformed, FieldKind::Address) => t.fault_address().to_owned(),
        (FaultKind::Malformed, _) if key.starts_with("birthday") => t.entry_no_day().to_owned(),
        (FaultKind::Malformed, FieldKind::Choices) => t.entry_long_one().to_owned(),
        (fault, FieldKind::Choices) => t.fault(fault, model::FieldKind::Choices),
        (fault, _) => t.fault(fault, model::FieldKind::Text),
    }
}

/// A line under a key.
pub(super) fn line(
    on: Typing,
    key: &'static str,
    label: &'static str,
    kind: FieldKind,
    help: &'static str,
    required: bool,
) -> AnyView {
    let help = (!help.is_empty()).then(|| help.to_owned());
    let required = required.then(|| on.here.t.required().to_owned());
    view! {
        <Field
            label
            value=on.value(key)
            kind
            nostrip:help=help
            error=fault(on, key, kind)
            nostrip:required=required
            on_change=move |_: String| on.typed_in(key)
        />
    }
    .into_any()
}

/// A field and who sees it.
fn seen(on: Typing, field: MemberField, control: AnyView) -> AnyView {
    el("div")
        .class("entry-field")
        .child(control)
        .child(who(on, field))
        .into_any()
}

/// Who sees a field, in words.
fn who(on: Typing, field: MemberField) -> AnyView {
    let t = on.here.t;
    let key = who_key(field);
    let value = on.value(&key);
    if value.with_untracked(String::is_empty) {
        value.set(field.default_visibility().name().to_owned());
    }
    let choices = Visibility::ALL.map(|who| Choice::new(who.name(), t.entry_seen_by(who)));
    let sign = Signal::derive(move || {
        let said = value.with(|value| Visibility::named(value));
        match said.unwrap_or_else(|| field.default_visibility()) {
            Visibility::Everyone => Icon::People,
            Visibility::OnRequest => Icon::Door,
            Visibility::Organisers => Icon::Flag,
            Visibility::Nobody => Icon::EyeOff,
        }
    });
    let label = t.entry_who(t.member_field(field));
    menu(label, value, choices.to_vec(), sign, move |_| {
        on.typed_in(&key)
    })
    .into_any()
}

/// Since when one is in stands in the directory, too, but is nothing to be written.
fn joined(on: Typing) -> AnyView {
    let t = on.here.t;
    let words = el("div")
        .class("field")
        .child(el("p").class("field-label").child(t.field_joined()))
        .child(el("p").class("field-help").child(t.entry_joined_text()));
    seen(on, MemberField::Joined, words.into_any())
}

fn contacts(on: Typing) -> AnyView {
    let t = on.here.t;
    let words = OrderedWords {
        add: t.entry_contact_add().to_owned(),
        one: t.entry_contact().to_owned(),
        up: t.found_up().to_owned(),
        down: t.found_down().to_owned(),
        remove: t.found_remove().to_owned(),
    };
    let list = ordered(
        on.value("contacts"),
        words,
        model::Entry::CONTACTS_MAX,
        move |row| contact(on, &row),
        move || {
            let row = fresh_row(on);
            on.value(&["contacts/", &row, "/kind"].concat())
                .set(ContactKind::Phone.name().to_owned());
            row
        },
        move || on.typed_in("contacts"),
    );
    let error = fault(on, "contacts", FieldKind::Choices);
    let wrong = el("div").attr("role", "status").fill(move || {
        let words = error.get()?;
        Some(
            el("p")
                .class("field-error")
                .child(icon(Icon::Warning))
                .child(words),
        )
    });
    several(vec![list, wrong.into_any()])
}

/// A name that no row has or had.
fn fresh_row(on: Typing) -> String {
    let typed = on.typed_untracked();
    let used = |name: &str| {
        let value = on.value(&["contacts/", name, "/value"].concat());
        rows(&typed, "contacts").any(|row| row == name)
            || value.with_untracked(|value| !value.is_empty())
    };
    let mut names = (0..u32::MAX).map(|n| n.to_string());
    names.find(|name| !used(name)).unwrap_or_default()
}

fn contact(on: Typing, row: &str) -> AnyView {
    let t = on.here.t;
    let key = |name: &str| ["contacts/", row, "/", name].concat();
    let kinds = ContactKind::ALL.map(|kind| Choice::new(kind.name(), t.contact(kind)));
    let kinds = kinds.to_vec();
    let kind = view! {
        <Field
            label=t.entry_contact_kind()
            value=on.value(&key("kind"))
            kind=FieldKind::Select
            options=kinds
            on_change=move |_: String| on.typed_in("contacts")
        />
    };
    let value = view! {
        <Field
            label=t.entry_contact_value()
            value=on.value(&key("value"))
            on_change=move |_: String| on.typed_in("contacts")
        />
    };
    el("div")
        .class("beside")
        .child(vec![kind.into_any(), value.into_any()])
        .into_any()
}

fn birthday(on: Typing) -> AnyView {
    let t = on.here.t;
    let menu = |key: &'static str, label: &'static str, all: Vec<Choice>| {
        view! {
            <Field
                label
                value=on.value(key)
                kind=FieldKind::Select
                options=all
                unset=t.choose()
                error=fault(on, key, FieldKind::Select)
                on_change=move |_: String| on.typed_in(key)
            />
        }
        .into_any()
    };
    let choice = |n: u32, words: &dyn Fn(&str) -> String| {
        let n = n.to_string();
        let words = words(&n);
        Choice::new(n, words)
    };
    let months = (1..=12)
        .map(|n| choice(n, &|n| t.entry_nth_month(n)))
        .collect();
    let days = (1..=31)
        .map(|n| choice(n, &|n| t.entry_nth_day(n)))
        .collect();
    let menus = el("div").class("beside").child(vec![
        menu("birthday/month", t.entry_month(), months),
        menu("birthday/day", t.entry_day(), days),
    ]);
    el("fieldset")
        .class("entry-day")
        .child(
            el("legend")
                .class("field-label")
                .child(t.member_field(MemberField::Birthday)),
        )
        .child(el("p").class("field-help").child(t.entry_birthday_help()))
        .child(menus)
        .into_any()
}

fn unlisted(on: Typing) -> AnyView {
    let t = on.here.t;
    let tick = view! {
        <Field
            label=t.entry_unlisted()
            value=on.value("unlisted")
            kind=FieldKind::Consent
            on_change=move |_: String| on.typed_in("unlisted")
        />
    };
    let help = el("p").class("field-help").child(t.entry_unlisted_help());
    el("div").child(tick.into_any()).child(help).into_any()
}
