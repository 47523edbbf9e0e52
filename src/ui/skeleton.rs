//! The shape of what is coming, while nothing of it is kept.

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
) -> impl IntoView {
    let (frame, class) = match kind {
        SkeletonKind::Card => ("skeleton feed", "bone-card"),
        SkeletonKind::Row => ("skeleton", "bone-row"),
        SkeletonKind::Page => ("skeleton", "bone-page"),
    };
    view! {
        <div class=frame role="status">
            <span class="hide">{label}</span>
            {(0..count)
                .map(|_| {
                    view! {
                        <div class=class aria-hidden="true">
                            <i></i>
                            <b></b>
                            <b></b>
                            <b></b>
                        </div>
                    }
                })
                .collect::<Vec<_>>()}
        </div>
    }
}
