//! A list of radio buttons or checkboxes over one text value; fields and chips are made of it.

use super::{Act, fresh_id};
use leptos::{callback::Callable, ev, prelude::*};

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is kept: one line.
    pub value: String,
    /// What is read.
    pub label: String,
}

impl Choice {
    /// A choice.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
        }
    }
}

/// Whether `value` is among the lines of `kept`.
pub fn is_chosen(kept: &str, value: &str) -> bool {
    kept.lines().any(|line| line == value)
}

/// `kept` with the line `value` there or not there; the other lines keep their order.
pub fn with_chosen(kept: &str, value: &str, on: bool) -> String {
    let mut lines: Vec<&str> = kept.lines().filter(|line| *line != value).collect();
    if on {
        lines.push(value);
    }
    lines.join("\n")
}

/// The inputs and labels, without a frame.
#[component]
pub(crate) fn ChoiceList(
    class: &'static str,
    options: Vec<Choice>,
    value: RwSignal<String>,
    many: bool,
    #[prop(into)] on_change: Act<String>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] invalid: Signal<bool>,
) -> impl IntoView {
    let name = fresh_id();
    options
        .into_iter()
        .map(|option| {
            let kept = option.value.clone();
            view! {
                <label class=class>
                    <input
                        class="hide"
                        type=if many { "checkbox" } else { "radio" }
                        name=name.clone()
                        value=option.value.clone()
                        disabled=move || disabled.get()
                        aria-invalid=move || (many && invalid.get()).then_some("true")
                        prop:checked=move || {
                            value
                                .with(|all| {
                                    if many { is_chosen(all, &option.value) } else { *all == option.value }
                                })
                        }
                        on:change=move |event: ev::Event| {
                            let on = event_target_checked(&event);
                            let new = if many {
                                with_chosen(&value.get_untracked(), &kept, on)
                            } else {
                                kept.clone()
                            };
                            value.set(new.clone());
                            on_change.try_run(new);
                        }
                    />
                    <span>{option.label}</span>
                </label>
            }
        })
        .collect::<Vec<_>>()
}
