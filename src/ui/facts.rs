//! Names and values below each other: when, where, how much.

use super::{
    el::el,
    icon::{Icon, icon as draw},
};
use leptos::prelude::*;

/// A list of [`Fact`]s.
#[component]
pub fn Facts(
    /// The facts.
    children: Children,
) -> impl IntoView + use<> {
    el("dl").class("facts").child(children())
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
) -> impl IntoView + use<> {
    let class = if icon.is_some() { "hide" } else { "fact-label" };
    el("div")
        .class("fact")
        .child(
            el("dt")
                .child(icon.map(draw))
                .child(el("span").class(class).child(label)),
        )
        .child(el("dd").child(children()))
}
