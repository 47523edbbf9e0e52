//! The shape of what is coming, while nothing of it is kept.

use super::el::el;
use leptos::prelude::*;

/// What is coming.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SkeletonKind {
    /// Feed cards.
    #[default]
    Card,
    /// Rows of a list.
    Row,
    /// A page with a cover and a text.
    Page,
}

/// Grey shapes, and for a screen reader the sentence `label`.
#[component]
pub fn Skeleton(
    /// What is coming.
    #[prop(optional)]
    kind: SkeletonKind,
    /// How many.
    #[prop(default = 3)]
    count: usize,
    /// What is being waited for, in words.
    #[prop(into)]
    label: String,
) -> impl IntoView + use<> {
    let (frame, class) = match kind {
        SkeletonKind::Card => ("skeleton feed", "bone-card"),
        SkeletonKind::Row => ("skeleton", "bone-row"),
        SkeletonKind::Page => ("skeleton", "bone-page"),
    };
    let bone = |_| {
        let line = || el("b");
        el("div")
            .class(class)
            .attr("aria-hidden", "true")
            .child(el("i"))
            .child(line())
            .child(line())
            .child(line())
    };
    el("div")
        .class(frame)
        .attr("role", "status")
        .child(el("span").class("hide").child(label))
        .child((0..count).map(bone).collect::<Vec<_>>())
}
