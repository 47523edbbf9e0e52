//! The head of a page and the sections under it: one `h1`, then `h2`s.

use super::{
    Act,
    card::unbroken,
    el::el,
    fresh_id,
    icon::{Icon, icon as draw},
};
use leptos::prelude::*;

/// The head of a page: the way back, its one heading, what can be done with it.
#[component]
pub fn PageHeader(
    /// The heading.
    #[prop(into)]
    title: String,
    /// A short line above it.
    #[prop(optional, into)]
    kicker: Option<String>,
    /// A sentence below it.
    #[prop(optional, into)]
    text: Option<String>,
    /// Where *back* leads when there is no way back: an address with the base path, and its name.
    #[prop(optional_no_strip)]
    back: Option<(String, String)>,
    /// Does the going back instead of following the address; gives `true` if it did.
    #[prop(optional, into)]
    on_back: Option<Act<(), bool>>,
    /// Round buttons at the end of the line.
    #[prop(optional, into)]
    actions: Option<AnyView>,
) -> impl IntoView + use<> {
    let back = back.map(|(href, label)| {
        el("a")
            .class("head-back")
            .attr("href", href)
            .on("click", move |event| {
                if on_back.and_then(|act| act.try_run(())) == Some(true) {
                    event.prevent_default();
                }
            })
            .child(draw(Icon::Back))
            .child(el("span").child(label))
    });
    let line = (back.is_some() || actions.is_some()).then(|| {
        el("div")
            .class("head-line")
            .child(back)
            .child(actions.map(|actions| el("div").class("head-actions").child(actions)))
    });
    el("header")
        .class("head")
        .child(line)
        .child(kicker.map(|kicker| el("p").class("head-kicker").child(kicker)))
        .child(el("h1").attr("tabindex", "-1").child(title))
        .child(text.map(|text| el("p").class("head-text").child(text)))
}

/// A part of a page under its own heading.
#[component]
pub fn Section(
    /// The heading.
    #[prop(into)]
    title: String,
    /// A link or button at the end of its line, such as *all 42*.
    #[prop(optional, into)]
    action: Option<AnyView>,
    /// What is in it.
    children: Children,
) -> impl IntoView + use<> {
    let id = fresh_id();
    let heading = el("h2").attr("id", id.clone()).child(title);
    el("section")
        .class("section")
        .attr("aria-labelledby", id)
        .child(el("div").class("section-head").child(heading).child(action))
        .child(children())
}

/// A link that reads *more* at the end of a heading's line.
#[component]
pub fn MoreLink(
    /// Where to, with the base path.
    #[prop(into)]
    href: String,
    /// The words.
    #[prop(into)]
    label: String,
) -> impl IntoView + use<> {
    el("a")
        .class("more")
        .attr("href", href)
        .child(label)
        .child(draw(Icon::Chevron))
}

/// A price, a date, a time: breaks at its spaces, where there is no room, and nowhere else.
#[component]
pub fn NoWrap(
    /// The text.
    #[prop(into)]
    text: String,
) -> impl IntoView + use<> {
    unbroken(el("span"), &text)
}

/// A quiet button in the shape of a [`MoreLink`].
#[component]
pub fn MoreButton(
    /// The words.
    #[prop(into)]
    label: String,
    /// What it does.
    #[prop(into)]
    on_click: Act,
) -> impl IntoView + use<> {
    el("button")
        .class("more")
        .attr("type", "button")
        .on("click", move |_| {
            on_click.try_run(());
        })
        .child(label)
        .child(draw(Icon::Chevron))
}
