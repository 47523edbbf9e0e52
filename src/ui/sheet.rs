//! A sheet over the page: from below on a phone, in the middle of a wide screen.
//!
//! A native modal dialog, so that the rest of the page is out of reach, Esc and the system's back
//! gesture close it, and the focus goes back where it came from.

use super::{
    Act, fresh_id,
    icon::{Icon, icon as draw},
};
use leptos::{callback::Callable, ev, html, prelude::*};

/// A sheet. What is in it exists only while it is open.
#[component]
pub fn Sheet(
    /// Whether it is open. Closing sets it to `false`.
    open: RwSignal<bool>,
    /// Its heading.
    #[prop(into)]
    title: String,
    /// What its closing button is called.
    #[prop(into)]
    close: String,
    /// Told when the reader closed it, by whatever way.
    #[prop(optional, into)]
    on_close: Option<Act>,
    /// Buttons that stay at its foot.
    #[prop(optional, into)]
    foot: Option<ViewFn>,
    /// What is in it.
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let id = fresh_id();
    let heading = id.clone();
    Effect::new(move || {
        let want = open.get();
        let Some(dialog) = node.get() else { return };
        if want && !dialog.open() {
            // Fails where the dialog is no longer in the document: then nobody waits for it.
            let _ = dialog.show_modal();
        } else if !want && dialog.open() {
            dialog.close();
        }
    });
    // A press that began on the backdrop and ended there closes; one that began in a text does not.
    let outside = RwSignal::new(false);
    let on_backdrop = move |event: &web_sys::MouseEvent| {
        let dialog = node.get_untracked();
        event
            .target()
            .is_some_and(|target| dialog.is_some_and(|d| target == ****d))
    };
    view! {
        <dialog
            class="sheet"
            node_ref=node
            aria-labelledby=id
            on:mousedown=move |event: ev::MouseEvent| outside.set(on_backdrop(&event))
            on:click=move |event: ev::MouseEvent| {
                if outside.get_untracked() && on_backdrop(&event) {
                    open.set(false);
                }
            }
            on:close=move |_: ev::Event| {
                open.set(false);
                if let Some(act) = on_close {
                    act.try_run(());
                }
            }
        >
            {move || {
                open.get()
                    .then(|| {
                        view! {
                            <div class="sheet-body">
                                <header class="sheet-head">
                                    <h2 id=heading.clone() tabindex="-1" autofocus=true>
                                        {title.clone()}
                                    </h2>
                                    <button
                                        class="btn-icon"
                                        type="button"
                                        aria-label=close.clone()
                                        on:click=move |_| open.set(false)
                                    >
                                        {draw(Icon::Close)}
                                    </button>
                                </header>
                                <div class="sheet-main">{children()}</div>
                                {foot
                                    .as_ref()
                                    .map(|foot| view! { <footer class="sheet-foot">{foot.run()}</footer> })}
                            </div>
                        }
                    })
            }}
        </dialog>
    }
}
