//! A small choice that belongs to something else: a menu of the system in one line, whose words say all.

use super::{
    Act, RwSignal, Signal,
    el::{El, el},
    field::write_value,
    icon::{Icon, icon as draw},
    options::Choice,
};
use leptos::prelude::*;

/// A menu without a visible name: its chosen words tell what it is about; `label` is for those who do not see what it stands beside.
pub fn menu(
    label: String,
    value: RwSignal<String>,
    options: Vec<Choice>,
    sign: Signal<Icon>,
    on_change: impl Fn(String) + Send + Sync + 'static,
) -> El {
    let act = Act::new(on_change);
    let option = |option: Choice| el("option").attr("value", option.value).child(option.label);
    let options: Vec<El> = options.into_iter().map(option).collect();
    let select = el("select")
        .attr("aria-label", label)
        .child(options)
        // After the options: a menu takes no value that it does not have.
        .track(move |select| write_value(select, &value.get()))
        .on("change", move |event| {
            let new = event_target_value(&event);
            value.set(new.clone());
            act.try_run(new);
        });
    el("div")
        .class("menu")
        .child(el("span").class("menu-sign").fill(move || draw(sign.get())))
        .child(select)
        .child(draw(Icon::Chevron))
}
