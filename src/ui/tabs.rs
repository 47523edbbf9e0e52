//! Parts of a page of which one is seen at a time.

use super::{
    RwSignal,
    el::{El, el},
    fresh_id,
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A list of tabs and the panel they share. Its children read `selected` and show that part.
#[component]
pub fn Tabs(
    /// What the parts are parts of, for a screen reader.
    #[prop(into)]
    label: String,
    /// The names of the parts.
    labels: Vec<String>,
    /// Which is seen.
    selected: RwSignal<usize>,
    /// The part that is seen.
    children: Children,
) -> impl IntoView + use<> {
    let id = fresh_id();
    let panel = format!("{id}p");
    let count = labels.len().max(1);
    let tab = |(index, text): (usize, String)| {
        let on = move || selected.get() == index;
        el("button")
            .class("tab")
            .attr("type", "button")
            .attr("role", "tab")
            .attr("id", format!("{id}{index}"))
            .attr("aria-controls", panel.clone())
            .truth("aria-selected", on)
            .live("tabindex", move || {
                Some(if on() { "0" } else { "-1" }.into())
            })
            .on("click", move |_| selected.set(index))
            .child(text)
    };
    let tabs: Vec<El> = labels.into_iter().enumerate().map(tab).collect();
    let list = el("div")
        .class("tabs")
        .attr("role", "tablist")
        .attr("aria-label", label)
        .on("keydown", move |event| {
            let Some(event) = event.dyn_ref::<web_sys::KeyboardEvent>() else {
                return;
            };
            let now = selected.get_untracked();
            let to = match event.key().as_str() {
                "ArrowRight" => (now + 1) % count,
                "ArrowLeft" => (now + count - 1) % count,
                "Home" => 0,
                "End" => count - 1,
                _ => return,
            };
            event.prevent_default();
            selected.set(to);
            focus_child(event, to);
        })
        .child(tabs);
    let body = el("div")
        .class("tab-panel")
        .attr("role", "tabpanel")
        .attr("id", panel)
        .live("aria-labelledby", move || {
            Some(format!("{id}{}", selected.get()).into())
        })
        .attr("tabindex", "0")
        .child(children());
    el("div").child(list).child(body)
}

fn focus_child(event: &web_sys::Event, index: usize) {
    let list = event
        .current_target()
        .and_then(|it| it.dyn_into::<web_sys::Element>().ok());
    let mut child = list.and_then(|list| list.first_element_child());
    for _ in 0..index {
        child = child.and_then(|child| child.next_element_sibling());
    }
    if let Some(child) = child.and_then(|child| child.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = child.focus();
    }
}
