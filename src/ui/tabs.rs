//! Parts of a page of which one is seen at a time.

use super::fresh_id;
use leptos::{ev, html, prelude::*};

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
) -> impl IntoView {
    let id = fresh_id();
    let panel = format!("{id}p");
    let list = NodeRef::<html::Div>::new();
    let count = labels.len();
    let go = move |to: usize| {
        selected.set(to);
        if let Some(tab) = list
            .get_untracked()
            .and_then(|list| list.children().item(to as u32))
        {
            use leptos::wasm_bindgen::JsCast;
            let _ = tab
                .dyn_into::<web_sys::HtmlElement>()
                .map(|tab| tab.focus());
        }
    };
    let keys = move |event: ev::KeyboardEvent| {
        let now = selected.get_untracked();
        let to = match event.key().as_str() {
            "ArrowRight" => (now + 1) % count.max(1),
            "ArrowLeft" => (now + count.saturating_sub(1)) % count.max(1),
            "Home" => 0,
            "End" => count.saturating_sub(1),
            _ => return,
        };
        event.prevent_default();
        go(to);
    };
    let current = {
        let id = id.clone();
        move || {
            let mut tab = id.clone();
            tab.push_str(&selected.get().to_string());
            tab
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=label node_ref=list on:keydown=keys>
            {labels
                .into_iter()
                .enumerate()
                .map(|(index, text)| {
                    let on = move || selected.get() == index;
                    view! {
                        <button
                            class="tab"
                            type="button"
                            role="tab"
                            id=format!("{id}{index}")
                            aria-controls=panel.clone()
                            aria-selected=move || if on() { "true" } else { "false" }
                            tabindex=move || if on() { "0" } else { "-1" }
                            on:click=move |_| selected.set(index)
                        >
                            {text}
                        </button>
                    }
                })
                .collect::<Vec<_>>()}
        </div>
        <div class="tab-panel" role="tabpanel" id=panel aria-labelledby=current tabindex="0">
            {children()}
        </div>
    }
}
