//! How alive a community is: a small plant and a word.

use super::el::{el, svg};
use leptos::prelude::*;

/// The stages of a community's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// New, small, not yet sure of itself.
    Sprouting,
    /// More people, more meetings.
    Growing,
    /// It meets as it said it would.
    Lively,
    /// It meets less than it did.
    Fading,
    /// It has not met for long.
    Dormant,
}

impl Stage {
    const fn name(self) -> &'static str {
        match self {
            Self::Sprouting => "sprouting",
            Self::Growing => "growing",
            Self::Lively => "lively",
            Self::Fading => "fading",
            Self::Dormant => "dormant",
        }
    }

    /// Stem and leaves, as a line drawing on 24 × 24.
    const fn plant(self) -> &'static str {
        match self {
            Self::Sprouting => {
                "M12 20v-6m0 1.5c0-2.5-1.7-4-5-4 0 2.8 1.8 4.2 5 4m0-1.5c0-2.5 1.7-4 5-4 0 2.8-1.8 4.2-5 4"
            }
            Self::Growing => {
                "M12 20V8m0 8c0-3-2-4.8-6-4.8 0 3.3 2.2 5 6 4.8m0-3c0-3 2-4.8 6-4.8 0 3.3-2.2 5-6 4.8m0-3c0-2.5-1.3-4.2-3.5-5-.4 2.8.8 4.5 3.5 5"
            }
            Self::Lively => {
                "M12 20V9.5m0 9c0-2.7-2-4.3-5.5-4.3 0 2.9 2 4.5 5.5 4.3m0-2c0-2.7 2-4.3 5.5-4.3 0 2.9-2 4.5-5.5 4.3M8.3 3c1 .3 1.8.9 2.3 1.7.3-1 .7-1.7 1.4-2.4.7.7 1.1 1.4 1.4 2.4.5-.8 1.3-1.4 2.3-1.7.7 4-.7 6.5-3.7 6.5S7.6 7 8.3 3"
            }
            Self::Fading => {
                "M12 20c0-5 .5-8 3.5-11.5m-3.3 7c-3-.5-5.2.8-6.2 4 3 .8 5.2-.6 6.2-4m3.3-7c2.8-.6 4.5.8 5 4-3 .2-4.8-1.2-5-4"
            }
            Self::Dormant => {
                "M12 20c-3 0-4.5-1.8-4.5-4 0-2.8 2-4 4.5-7 2.5 3 4.5 4.2 4.5 7 0 2.2-1.5 4-4.5 4"
            }
        }
    }
}

/// A plant in its stage and the word for it. `note` says why, such as *met 6 times this month*.
#[component]
pub fn LifeStage(
    /// The stage.
    stage: Stage,
    /// Its name.
    #[prop(into)]
    word: String,
    /// A sentence on what it is judged by.
    #[prop(optional, into)]
    note: Option<String>,
) -> impl IntoView + use<> {
    let line = |d: &'static str| svg("path").attr("d", d);
    let plant = svg("svg")
        .class("life-plant")
        .attr("viewBox", "0 0 24 24")
        .attr("aria-hidden", "true")
        .child(line("M4 20.5h16").class("life-soil"))
        .child(line(stage.plant()));
    el("span")
        .class("life")
        .attr("data-stage", stage.name())
        .child(plant)
        .child(el("span").class("life-word").child(word))
        .child(note.map(|note| el("span").class("life-note").child(note)))
}
