//! What is said in short things, each a chip: typed, added, and taken out by a tap on it. What is typed and not added yet counts, too.

use leptos::prelude::*;

use crate::{
    host,
    model::{
        MemberField,
        paper::entry::{group, next_key, things as of},
    },
    ui::{El, Field, FieldKind, Icon, el, icon},
};

use super::{fields::fault, typing::Typing};

/// The field, with its chips.
pub(super) fn things(on: Typing, field: MemberField) -> AnyView {
    let t = on.here.t;
    let next = next_key(field);
    let add = move || {
        let all = of(&on.typed_untracked(), field);
        on.value(&next_key(field)).set(String::new());
        on.put(group(field), &all.join("\n"));
    };
    let key = next.clone();
    let input = view! {
        <Field
            label=t.member_field(field)
            value=on.value(&next)
            help=t.entry_things_help()
            error=fault(on, group(field), FieldKind::Choices)
            on_change=move |_: String| on.typed_in(&key)
        />
    };
    let button = el("button")
        .class("btn")
        .attr("type", "button")
        .attr(
            "aria-label",
            [t.entry_add(), t.colon(), t.member_field(field)].concat(),
        )
        .on("click", move |_| add())
        .child(icon(Icon::Plus))
        .child(el("span").child(t.entry_add()));
    let line = el("div")
        .class("entry-next")
        // Enter adds what is typed, and sends nothing; within a word that is still being composed it does neither.
        .on("keydown", move |event| {
            if host::is_enter(&event) {
                event.prevent_default();
                add();
            }
        })
        .child(input.into_any())
        .child(button);
    let value = on.value(group(field));
    let chips = move || {
        let all: Vec<String> = value.with(|all| all.lines().map(str::to_owned).collect());
        if all.is_empty() {
            return None;
        }
        let chips: Vec<El> = all.into_iter().map(|one| chip(on, field, one)).collect();
        Some(el("ul").class("entry-chips").child(chips))
    };
    el("div")
        .class("entry-things")
        .child(line)
        .child(el("div").fill(chips))
        .into_any()
}

fn chip(on: Typing, field: MemberField, one: String) -> El {
    let t = on.here.t;
    let name = t.entry_drop(&one);
    let (shown, key) = (one.clone(), group(field));
    let out = move |_| {
        let left = on.value(key).with_untracked(|all| {
            let left = all.lines().filter(|other| *other != one);
            left.collect::<Vec<_>>().join("\n")
        });
        on.put(key, &left);
    };
    let button = el("button")
        .class("chip")
        .attr("type", "button")
        .attr("aria-label", name)
        .on("click", out)
        .child(
            el("span")
                .child(el("span").child(shown))
                .child(icon(Icon::Close)),
        );
    el("li").child(button)
}
