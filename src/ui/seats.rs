//! How many are coming: a bar that fills, and the words for it.

use leptos::prelude::*;

/// Seats taken of those there are.
#[component]
pub fn Seats(
    /// How many are confirmed.
    confirmed: u32,
    /// How many there is room for; without it there is no bar.
    #[prop(optional_no_strip)]
    capacity: Option<u32>,
    /// The words: *5 seats left*, *full · 3 waiting*.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let bar = capacity.filter(|all| *all > 0).map(|all| {
        let part = u64::from(confirmed.min(all)) * 100 / u64::from(all);
        let state = match part {
            100 => "full",
            75.. => "soon",
            _ => "live",
        };
        view! {
            <svg class="seats-bar" data-tone=state viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
                <rect class="seats-all" width="100" height="1"></rect>
                <rect width=part.to_string() height="1"></rect>
            </svg>
        }
    });
    view! { <p class="seats">{bar} <span>{text}</span></p> }
}
