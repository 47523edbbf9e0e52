//! How many are coming: a bar that fills, and the words for it.

use super::el::{el, svg};
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
) -> impl IntoView + use<> {
    let part = |class: Option<&'static str>, width: u64| {
        svg("rect")
            .maybe("class", class)
            .attr("width", width.to_string())
            .attr("height", "1")
    };
    let bar = capacity.filter(|all| *all > 0).map(|all| {
        let taken = u64::from(confirmed.min(all)) * 100 / u64::from(all);
        let state = match taken {
            100 => "full",
            75.. => "soon",
            _ => "live",
        };
        svg("svg")
            .class("seats-bar")
            .attr("data-tone", state)
            .attr("viewBox", "0 0 100 1")
            .attr("preserveAspectRatio", "none")
            .attr("aria-hidden", "true")
            .child(part(Some("seats-all"), 100))
            .child(part(None, taken))
    });
    el("p")
        .class("seats")
        .child(bar)
        .child(el("span").child(text))
}
