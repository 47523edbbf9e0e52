//! A sheet over the page: from below on a phone, in the middle of a wide screen.
//!
//! A native modal dialog, so that the rest of the page is out of reach, Esc and the system's back
//! gesture close it, and the focus goes back where it came from.

use super::{Act, RwSignal, StoredValue, button::round, el::el, fresh_id, icon::Icon};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

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
    /// Takes the whole screen, on white in every theme: what is in it is held out to somebody.
    #[prop(optional)]
    full: bool,
    /// Buttons that stay at its foot.
    #[prop(optional, into)]
    foot: Option<ViewFn>,
    /// What is in it.
    children: ChildrenFn,
) -> impl IntoView + use<> {
    let id = fresh_id();
    let inside = {
        let id = id.clone();
        move || {
            let heading = el("h2")
                .attr("id", id.clone())
                .attr("tabindex", "-1")
                .flag("autofocus", true)
                .child(title.clone());
            let close = round(Icon::Close, close.clone()).on("click", move |_| open.set(false));
            let foot = foot
                .as_ref()
                .map(|foot| el("footer").class("sheet-foot").child(foot.run()));
            el("div")
                .class("sheet-body")
                .child(el("header").class("sheet-head").child(heading).child(close))
                .child(el("div").class("sheet-main").child(children()))
                .child(foot)
        }
    };
    // A press that began on the backdrop and ended there closes; one that began in a text does not.
    let pressed = StoredValue::new(false);
    el("dialog")
        .class(if full { "sheet sheet-full" } else { "sheet" })
        .attr("aria-labelledby", id)
        .fill(move || open.get().then(&inside))
        .track(move |dialog| {
            let want = open.get();
            if let Some(dialog) = dialog.dyn_ref::<web_sys::HtmlDialogElement>().cloned() {
                // Not before it is in the document and filled.
                queue_microtask(move || show(&dialog, want));
            }
        })
        .on("mousedown", move |event| {
            pressed.set_value(on_backdrop(&event))
        })
        .on("click", move |event| {
            if pressed.get_value() && on_backdrop(&event) {
                open.set(false);
            }
        })
        .on("close", move |_| {
            open.set(false);
            if let Some(act) = on_close {
                act.try_run(());
            }
        })
}

fn show(dialog: &web_sys::HtmlDialogElement, want: bool) {
    if want && !dialog.open() {
        // From now on the style sheet looks for open ones.
        if let Some(root) = dialog.owner_document().and_then(|it| it.document_element()) {
            let _set = root.set_attribute("data-sheet", "");
        }
        // Fails where the dialog is no longer in the document: then nobody waits for it.
        let _ = dialog.show_modal();
    } else if !want && dialog.open() {
        dialog.close();
    }
}

/// The backdrop belongs to the dialog itself; all that is seen of a sheet is in an element of it.
fn on_backdrop(event: &web_sys::Event) -> bool {
    event.target() == event.current_target()
}
