//! A line that says in what light to read what follows: this is old, you are offline, mind this.

use super::{
    badge::Tone,
    el::el,
    icon::{Icon, icon as draw},
};
use leptos::prelude::*;

/// What a notice is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoticeKind {
    /// Something good to know.
    #[default]
    Info,
    /// What is shown was kept some time ago.
    Old,
    /// There is no network.
    Offline,
    /// Something went well.
    Good,
    /// Mind this.
    Warn,
    /// Something failed or was refused.
    Error,
}

/// One line, and perhaps something to do about it.
#[component]
pub fn Notice(
    /// What it is about.
    #[prop(optional)]
    kind: NoticeKind,
    /// The sentence.
    #[prop(into)]
    text: String,
    /// Read out at once when it comes.
    #[prop(optional)]
    live: bool,
    /// What can be done: a small button or a link.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView + use<> {
    let (tone, sign) = match kind {
        NoticeKind::Info => (Tone::Neutral, Icon::Info),
        NoticeKind::Old => (Tone::Neutral, Icon::Clock),
        NoticeKind::Offline => (Tone::Neutral, Icon::Offline),
        NoticeKind::Good => (Tone::Live, Icon::Check),
        NoticeKind::Warn => (Tone::Warn, Icon::Warning),
        NoticeKind::Error => (Tone::Full, Icon::Warning),
    };
    el("div")
        .class("notice")
        .attr("data-tone", tone.name())
        .maybe("role", live.then_some("status"))
        .child(draw(sign))
        .child(el("p").child(text))
        .child(children.map(|children| children()))
}
