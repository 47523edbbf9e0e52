//! A list of radio buttons or checkboxes over one text value; fields and chips are made of it.

use super::{
    Act, RwSignal, Signal,
    el::{El, el},
    fresh_id,
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

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
#[derive(Clone, Default)]
pub(super) struct Choices {
    pub(super) class: &'static str,
    pub(super) options: Vec<Choice>,
    pub(super) value: RwSignal<String>,
    pub(super) many: bool,
    pub(super) on_change: Option<Act<String>>,
    pub(super) disabled: Signal<bool>,
    pub(super) invalid: Signal<bool>,
}

impl Choices {
    pub(super) fn inputs(self) -> Vec<El> {
        let Self {
            class,
            options,
            value,
            many,
            on_change,
            disabled,
            invalid,
        } = self;
        let name = fresh_id();
        let input = |option: Choice| {
            let (kept, shown) = (option.value.clone(), option.value.clone());
            let input = el("input")
                .class("hide")
                .attr("type", if many { "checkbox" } else { "radio" })
                .attr("name", name.clone())
                .attr("value", option.value)
                .when("disabled", "", move || disabled.get())
                .when("aria-invalid", "true", move || many && invalid.get())
                .track(move |input| {
                    let on = value.with(|all| {
                        if many {
                            is_chosen(all, &shown)
                        } else {
                            *all == shown
                        }
                    });
                    set_checked(input, on);
                })
                .on("change", move |event| {
                    let new = if many {
                        value.with_untracked(|all| {
                            with_chosen(all, &kept, event_target_checked(&event))
                        })
                    } else {
                        kept.clone()
                    };
                    value.set(new.clone());
                    if let Some(act) = on_change {
                        act.try_run(new);
                    }
                });
            el("label")
                .class(class)
                .child(input)
                .child(el("span").child(option.label))
        };
        options.into_iter().map(input).collect()
    }
}

/// Ticks a checkbox or radio button, or not.
pub fn set_checked(input: &web_sys::Element, on: bool) {
    if let Some(input) = input.dyn_ref::<web_sys::HtmlInputElement>() {
        input.set_checked(on);
    }
}
