//! Filters and small choices in a line: radio buttons or checkboxes underneath, so that arrow keys,
//! names and states come from the browser.

use super::{
    Act,
    icon::{Icon, icon as draw},
    options::{Choice, ChoiceList},
};
use leptos::{callback::Callable, prelude::*};

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
) -> impl IntoView {
    let class = match look {
        ChipsLook::Chips => "chips",
        ChipsLook::Wrap => "chips chips-wrap",
        ChipsLook::Segments => "chips segments",
    };
    view! {
        <div class=class role=if many { "group" } else { "radiogroup" } aria-label=label>
            <ChoiceList
                class="chip"
                options
                value
                many
                on_change=move |new: String| {
                    if let Some(act) = on_change {
                        act.try_run(new);
                    }
                }
            />
        </div>
    }
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
) -> impl IntoView {
    view! {
        <button
            class="chip"
            type="button"
            aria-pressed=move || if pressed.get() { "true" } else { "false" }
            on:click=move |_| {
                on_click.try_run(());
            }
        >
            <span>{icon.map(draw)} {move || label.get()}</span>
        </button>
    }
}

/// [`ChipButton`]s in a line that scrolls sideways.
#[component]
pub fn ChipRow(
    /// What they are, for a screen reader.
    #[prop(into)]
    label: String,
    /// The chips.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="chips" role="group" aria-label=label>
            {children()}
        </div>
    }
}
