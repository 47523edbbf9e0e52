//! A whole place with nothing in it yet, or nothing that could be had: a drawing, a sentence, a way
//! on.

use super::{
    el::el,
    icon::{Icon, icon as draw},
};
use leptos::prelude::*;

/// Why there is nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PanelKind {
    /// There is nothing yet.
    #[default]
    Empty,
    /// It could not be had.
    Error,
    /// It is gone or never was.
    Gone,
    /// There is no network and nothing was kept.
    Offline,
    /// It is not for this reader.
    Locked,
}

/// The panel; its children are what can be done.
#[component]
pub fn Panel(
    /// Why there is nothing.
    #[prop(optional)]
    kind: PanelKind,
    /// What is said first.
    #[prop(into)]
    title: String,
    /// And then.
    #[prop(optional, into)]
    text: Option<String>,
    /// Another drawing than the usual one.
    #[prop(optional_no_strip)]
    icon: Option<Icon>,
    /// What can be done.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView + use<> {
    let sign = icon.unwrap_or(match kind {
        PanelKind::Empty => Icon::Sprout,
        PanelKind::Error => Icon::Warning,
        PanelKind::Gone => Icon::Search,
        PanelKind::Offline => Icon::Offline,
        PanelKind::Locked => Icon::Lock,
    });
    let bad = matches!(kind, PanelKind::Error | PanelKind::Offline);
    el("div")
        .class("panel")
        .maybe("data-bad", bad.then_some("true"))
        .maybe("role", bad.then_some("alert"))
        .child(el("span").class("panel-sign").child(draw(sign)))
        .child(el("p").class("panel-title").child(title))
        .child(text.map(|text| el("p").class("panel-text").child(text)))
        .child(children.map(|children| el("div").class("btns").child(children())))
}
