//! The box to search with. The words are the reader's at every letter; Enter says *now*.

use super::{
    Act,
    icon::{Icon, icon as draw},
};
use leptos::{callback::Callable, ev, html, prelude::*};

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
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    Effect::new(move || {
        let new = value.get();
        if let Some(input) = node.get()
            && input.value() != new
        {
            input.set_value(&new);
        }
    });
    view! {
        <form
            class="search"
            role="search"
            on:submit=move |event: ev::SubmitEvent| {
                event.prevent_default();
                if let Some(act) = on_submit {
                    act.try_run(value.get_untracked());
                }
            }
        >
            {draw(Icon::Search)}
            <input
                class="input"
                node_ref=node
                type="search"
                enterkeyhint="search"
                autocomplete="off"
                aria-label=label.clone()
                placeholder=label
                on:input=move |event: ev::Event| value.set(event_target_value(&event))
            />
            <button
                class="btn-icon"
                type="button"
                aria-label=clear
                hidden=move || value.with(String::is_empty)
                on:click=move |_| {
                    value.set(String::new());
                    if let Some(input) = node.get_untracked() {
                        let _ = input.focus();
                    }
                }
            >
                {draw(Icon::Close)}
            </button>
        </form>
    }
}
