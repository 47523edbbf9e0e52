//! The name, and how it is read: where it stands in the directory is made of its sounds. Only where a surname can be read in several
//! ways is anything asked.

use leptos::prelude::*;

use crate::{
    model::{Spelling, spelling},
    pages::naming::Naming,
    ui::{Choice, Field, FieldKind, Memo, StoredValue, changing, effect, el, nothing},
};

use super::{fields::line, typing::Typing};

/// The field. `said` is the name that its sounds were made for; empty where nobody has said one.
pub(super) fn name(on: Typing, said: String) -> AnyView {
    let t = on.here.t;
    let (name, key) = (on.value("name"), on.value("sort_key"));
    let tables = Naming::of(on.here, name);
    // What was said of the surname stands while the rest of the name is typed.
    let last = StoredValue::new(key.get_untracked());
    let spelt = Memo::new(move |_| {
        let (fold, sounds) = tables.tables();
        let now = key.get();
        if !now.is_empty() {
            last.set_value(now);
        }
        let now = last.get_value();
        let found = name.with(|name| spelling(name, &now, &fold, &sounds));
        (found, sounds.has_table())
    });
    effect(move || {
        let (Spelling { key: made, .. }, knows) = spelt.get();
        // What was made for the same name, or elsewhere, stays; what was made for another is wrong.
        let is_other = name.with(|name| name.trim() != said);
        if is_other
            && (knows || !key.with_untracked(String::is_empty))
            && key.get_untracked() != made
        {
            key.set(made);
        }
    });
    let ways = Memo::new(move |_| spelt.with(|(found, _)| found.ways.clone()));
    let asked = changing(move || {
        let ways = ways.get();
        if ways.len() < 2 {
            return nothing();
        }
        let ways: Vec<Choice> = ways
            .into_iter()
            .map(|way| Choice::new(way.clone(), way))
            .collect();
        view! {
            <Field
                label=t.entry_sort()
                value=key
                kind=FieldKind::Choice
                options=ways
                help=t.entry_sort_help()
                on_change=move |_: String| on.typed_in("sort_key")
            />
        }
        .into_any()
    });
    let field = line(
        on,
        "name",
        t.entry_name(),
        FieldKind::Text,
        t.entry_name_help(),
        true,
    );
    el("div")
        .class("writing")
        .child(field)
        .child(el("div").child(asked))
        .into_any()
}
