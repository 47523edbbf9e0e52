//! Filters and small choices in a line: radio buttons or checkboxes underneath, so that arrow keys,
//! names and states come from the browser.

use super::{
    Act, RwSignal, Signal,
    el::el,
    icon::{Icon, icon as draw},
    options::{Choice, Choices},
};
use leptos::prelude::*;

/// How a choice in a line looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChipsLook {
    /// Apart, rounded; scrolls sideways where there are many.
    #[default]
    Chips,
    /// Apart, on as many lines as it takes.
    Wrap,
    /// Joined, of equal width: two to four short words.
    Segments,
}

/// One of several (or some of several) in a line.
#[component]
pub fn Chips(
    /// What is chosen, for a screen reader.
    #[prop(into)]
    label: String,
    /// What can be chosen.
    options: Vec<Choice>,
    /// The value chosen; with `many`, the values, one a line.
    value: RwSignal<String>,
    /// Several may be chosen.
    #[prop(optional)]
    many: bool,
    /// How it looks.
    #[prop(optional)]
    look: ChipsLook,
    /// Told the new value, after `value` has it.
    #[prop(optional, into)]
    on_change: Option<Act<String>>,
) -> impl IntoView + use<> {
    let class = match look {
        ChipsLook::Chips => "chips",
        ChipsLook::Wrap => "chips chips-wrap",
        ChipsLook::Segments => "chips segments",
    };
    let choices = Choices {
        class: "chip",
        options,
        value,
        many,
        on_change,
        ..Choices::default()
    };
    el("div")
        .class(class)
        .attr("role", if many { "group" } else { "radiogroup" })
        .attr("aria-label", label)
        .child(choices.inputs())
}

/// A chip that does something (opens a sheet of filters) or is switched on and off.
#[component]
pub fn ChipButton(
    /// The words; a signal, so that a filter can name what it is set to.
    #[prop(into)]
    label: Signal<String>,
    /// A drawing before them.
    #[prop(optional_no_strip)]
    icon: Option<Icon>,
    /// It is on.
    #[prop(optional, into)]
    pressed: Signal<bool>,
    /// What it does.
    #[prop(into)]
    on_click: Act,
) -> impl IntoView + use<> {
    el("button")
        .class("chip")
        .attr("type", "button")
        .truth("aria-pressed", move || pressed.get())
        .on("click", move |_| {
            on_click.try_run(());
        })
        .child(
            el("span")
                .child(icon.map(draw))
                .child(el("span").fill(move || label.get())),
        )
}

/// [`ChipButton`]s in a line that scrolls sideways.
#[component]
pub fn ChipRow(
    /// What they are, for a screen reader.
    #[prop(into)]
    label: String,
    /// The chips.
    children: Children,
) -> impl IntoView + use<> {
    el("div")
        .class("chips")
        .attr("role", "group")
        .attr("aria-label", label)
        .child(children())
}
