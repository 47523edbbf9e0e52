//! One or two words on a small coloured ground: a state at a glance.

use super::{
    el::{El, el},
    icon::{Icon, icon as draw},
};
use leptos::prelude::*;

/// What a badge or a notice means; each has its colours in both themes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Says a fact.
    #[default]
    Neutral,
    /// Alive, confirmed, going well.
    Live,
    /// Soon: tonight, closing, an offer that waits.
    Soon,
    /// Mind this: postponed, moved, pending.
    Warn,
    /// Full, refused, cancelled.
    Full,
    /// Over, dormant, of no matter any more.
    Muted,
}

impl Tone {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Live => "live",
            Self::Soon => "soon",
            Self::Warn => "warn",
            Self::Full => "full",
            Self::Muted => "muted",
        }
    }
}

/// A badge. Colour is never the only sign: the words carry the meaning.
#[component]
pub fn Badge(
    /// The words.
    #[prop(into)]
    text: String,
    /// Its meaning.
    #[prop(optional)]
    tone: Tone,
    /// A drawing before the words.
    #[prop(optional_no_strip)]
    icon: Option<Icon>,
) -> impl IntoView + use<> {
    badge(tone, text, icon)
}

pub(super) fn badge(tone: Tone, text: String, icon: Option<Icon>) -> El {
    el("span")
        .class("badge")
        .attr("data-tone", tone.name())
        .child(icon.map(draw))
        .child(text)
}
