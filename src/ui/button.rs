//! What one presses. A button does, a link leads; they may look alike.

use super::{
    Act, Signal,
    el::{El, el},
    icon::{Icon, icon as draw},
};
use leptos::prelude::*;

/// How much a button asks for attention. One primary a screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one thing this screen is for.
    Primary,
    /// Anything else.
    #[default]
    Secondary,
    /// Words alone, for what is seldom wanted.
    Quiet,
    /// What takes something away.
    Danger,
}

fn class(kind: ButtonKind, wide: bool, small: bool) -> String {
    let mut class = String::from(match kind {
        ButtonKind::Primary => "btn btn-primary",
        ButtonKind::Secondary => "btn",
        ButtonKind::Quiet => "btn btn-quiet",
        ButtonKind::Danger => "btn btn-danger",
    });
    if wide {
        class.push_str(" btn-wide");
    }
    if small {
        class.push_str(" btn-small");
    }
    class
}

/// A button. While busy it keeps the focus and its width and does nothing.
#[component]
pub fn Button(
    /// How much it asks for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// A drawing before the words.
    #[prop(optional_no_strip)]
    icon: Option<Icon>,
    /// As wide as its place.
    #[prop(optional)]
    wide: bool,
    /// Smaller type; the target stays 44 px.
    #[prop(optional)]
    small: bool,
    /// Sends the form it is in.
    #[prop(optional)]
    submit: bool,
    /// Something it started is under way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Cannot be pressed now. Say why beside it.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// What it does.
    #[prop(optional, into)]
    on_click: Option<Act>,
    /// The words.
    children: Children,
) -> impl IntoView + use<> {
    el("button")
        .attr("class", class(kind, wide, small))
        .attr("type", if submit { "submit" } else { "button" })
        .when("disabled", "", move || disabled.get())
        .when("aria-busy", "true", move || busy.get())
        .on("click", move |event| {
            if busy.get_untracked() {
                event.prevent_default();
            } else if let Some(act) = on_click {
                act.try_run(());
            }
        })
        .child(icon.map(draw))
        .child(el("span").child(children()))
}

/// A link that looks like a button.
#[component]
pub fn ButtonLink(
    /// Where to, with the base path.
    #[prop(into)]
    href: String,
    /// How much it asks for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// A drawing before the words.
    #[prop(optional_no_strip)]
    icon: Option<Icon>,
    /// As wide as its place.
    #[prop(optional)]
    wide: bool,
    /// Smaller type; the target stays 44 px.
    #[prop(optional)]
    small: bool,
    /// Leads out of the app: opens beside it and tells nothing of where it came from.
    #[prop(optional)]
    outside: bool,
    /// The words.
    children: Children,
) -> impl IntoView + use<> {
    el("a")
        .attr("class", class(kind, wide, small))
        .attr("href", href)
        .maybe("target", outside.then_some("_blank"))
        .maybe("rel", outside.then_some("noopener noreferrer"))
        .child(icon.map(draw))
        .child(el("span").child(children()))
}

/// A round button that is only a drawing; `label` is its name.
#[component]
pub fn IconButton(
    /// The drawing.
    icon: Icon,
    /// What it does, for those who do not see it.
    #[prop(into)]
    label: String,
    /// What it does.
    #[prop(into)]
    on_click: Act,
    /// It is switched on; leave out for what cannot be.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
) -> impl IntoView + use<> {
    let button = round(icon, label.clone())
        .attr("title", label)
        .on("click", move |_| {
            on_click.try_run(());
        });
    match pressed {
        Some(pressed) => button.truth("aria-pressed", move || pressed.get()),
        None => button,
    }
}

/// Buttons beside each other; below each other where there is no room.
#[component]
pub fn Buttons(
    /// Stays in reach of the thumb, above the bottom bar.
    #[prop(optional)]
    stuck: bool,
    /// The buttons.
    children: Children,
) -> impl IntoView + use<> {
    el("div")
        .class(if stuck { "btns btns-stuck" } else { "btns" })
        .child(children())
}

/// A round button without its act.
pub(super) fn round(icon: Icon, label: String) -> El {
    el("button")
        .class("btn-icon")
        .attr("type", "button")
        .attr("aria-label", label)
        .child(draw(icon))
}
