//! Names and values below each other: when, where, how much.

use super::icon::{Icon, icon as draw};
use leptos::prelude::*;

/// A list of [`Fact`]s.
#[component]
pub fn Facts(
    /// The facts.
    children: Children,
) -> impl IntoView {
    view! { <dl class="facts">{children()}</dl> }
}

/// One name and its value.
#[component]
pub fn Fact(
    /// What it is.
    #[prop(into)]
    label: String,
    /// A drawing in its place on a narrow screen; the label stays for screen readers.
    #[prop(optional_no_strip)]
    icon: Option<Icon>,
    /// The value.
    children: Children,
) -> impl IntoView {
    let class = if icon.is_some() { "hide" } else { "fact-label" };
    view! {
        <div class="fact">
            <dt>{icon.map(draw)} <span class=class>{label}</span></dt>
            <dd>{children()}</dd>
        </div>
    }
}
