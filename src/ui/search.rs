//! The box to search with. The words are the reader's at every letter; Enter says *now*.

use super::{
    Act, RwSignal,
    button::round,
    el::el,
    field::write_value,
    icon::{Icon, icon as draw},
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A box to search with, at the head of a page.
#[component]
pub fn SearchBox(
    /// What is searched; also what stands in the empty box.
    #[prop(into)]
    label: String,
    /// What the button that empties it is called.
    #[prop(into)]
    clear: String,
    /// The words looked for, as they are typed.
    value: RwSignal<String>,
    /// Told when the reader asks for it (Enter, the key *search*).
    #[prop(optional, into)]
    on_submit: Option<Act<String>>,
) -> impl IntoView + use<> {
    let clear = round(Icon::Close, clear)
        .when("hidden", "", move || value.with(String::is_empty))
        .on("click", move |event| {
            value.set(String::new());
            // The box stands right before the button.
            let before = event
                .current_target()
                .and_then(|it| it.dyn_into::<web_sys::Element>().ok());
            let input = before.and_then(|button| button.previous_element_sibling());
            if let Some(input) =
                input.and_then(|input| input.dyn_into::<web_sys::HtmlElement>().ok())
            {
                let _ = input.focus();
            }
        });
    let input = el("input")
        .class("input")
        .attr("type", "search")
        .attr("enterkeyhint", "search")
        .attr("autocomplete", "off")
        .attr("aria-label", label.clone())
        .attr("placeholder", label)
        .track(move |input| write_value(input, &value.get()))
        .on("input", move |event| value.set(event_target_value(&event)));
    el("form")
        .class("search")
        .attr("role", "search")
        .on("submit", move |event| {
            event.prevent_default();
            if let Some(act) = on_submit {
                act.try_run(value.get_untracked());
            }
        })
        .child(draw(Icon::Search))
        .child(input)
        .child(clear)
}
