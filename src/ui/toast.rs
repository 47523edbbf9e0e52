//! A word that comes and goes: *signed up*, *no network, will be sent later*.
//!
//! There is no timer: a toast leaves when its animation ends, and the animation stands still while
//! the reader points at it or has the focus in it. What matters is never said in a toast alone.
//!
//! Where there is little room one is shown at a time: the others wait, and what stays comes last.

use super::{
    Act, RwSignal, StoredValue,
    badge::Tone,
    button::round,
    el::{El, Keyed, el},
    icon::Icon,
};
use leptos::prelude::*;

#[derive(Clone)]
struct Toast {
    id: u32,
    tone: Tone,
    text: String,
    action: Option<(String, Act)>,
    stays: bool,
}

/// The handle with which anything says a word. Copy; lives as long as the app.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
}

impl Toasts {
    /// Makes the handle, which goes from hand to hand. Once, in the app; nobody hears of another.
    #[expect(clippy::new_without_default, reason = "made once, and owned")]
    pub fn new() -> Self {
        Self {
            shown: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
        }
    }

    /// Says `text`.
    pub fn say(self, tone: Tone, text: impl Into<String>) {
        self.push(tone, text.into(), None, false);
    }

    /// Says `text` and offers something to do about it. `act` must outlive the page, or do nothing
    /// once it is gone.
    pub fn offer(self, tone: Tone, text: impl Into<String>, word: impl Into<String>, act: Act) {
        self.push(tone, text.into(), Some((word.into(), act)), false);
    }

    /// The same, until somebody closes it or does it: what is worth doing later too.
    pub fn leave(self, tone: Tone, text: impl Into<String>, word: impl Into<String>, act: Act) {
        self.push(tone, text.into(), Some((word.into(), act)), true);
    }

    /// `text` is not so any more.
    pub fn take_back(self, text: &str) {
        let _ = self
            .shown
            .try_update(|shown| shown.retain(|toast| toast.text != text));
    }

    fn push(self, tone: Tone, text: String, action: Option<(String, Act)>, stays: bool) {
        let id = self.next.try_get_value().unwrap_or_default();
        self.next.set_value(id.wrapping_add(1));
        let _ = self.shown.try_update(|shown| {
            // The same word twice is one word; and never more than three at a time.
            shown.retain(|toast| toast.text != text);
            if shown.len() > 2 {
                shown.remove(0);
            }
            let before = |toast: &Toast| toast.stays && !stays;
            let at = shown.iter().position(before).unwrap_or(shown.len());
            let toast = Toast {
                id,
                tone,
                text,
                action,
                stays,
            };
            shown.insert(at, toast);
        });
    }

    fn drop_one(self, id: u32) {
        let _ = self
            .shown
            .try_update(|shown| shown.retain(|toast| toast.id != id));
    }
}

/// Where the words appear. Once, in the app, outside of the pages.
#[component]
pub fn ToastRegion(
    /// The handle.
    toasts: Toasts,
    /// What the closing button is called.
    #[prop(into)]
    close: String,
) -> impl IntoView + use<> {
    el("div")
        .class("toasts")
        .attr("role", "status")
        .attr("aria-live", "polite")
        // What stays is not drawn anew: it would begin to move again.
        .list(move || {
            let shown = toasts.shown.get();
            let row = |toast: Toast| {
                let (key, close) = (toast.id.to_string(), close.clone());
                Keyed::new(key, move || one(toasts, toast, close).into_any())
            };
            shown.into_iter().map(row).collect()
        })
}

fn one(toasts: Toasts, toast: Toast, close: String) -> El {
    let id = toast.id;
    let action = toast.action.map(|(word, act)| {
        el("button")
            .class("toast-act")
            .attr("type", "button")
            .on("click", move |_| {
                toasts.drop_one(id);
                act.try_run(());
            })
            .child(word)
    });
    el("div")
        .class("toast")
        .maybe("data-stays", toast.stays.then_some("true"))
        .attr("data-tone", toast.tone.name())
        .on("animationend", move |event| {
            if event.target() == event.current_target() {
                toasts.drop_one(id);
            }
        })
        .child(el("p").child(toast.text))
        .child(action)
        .child(round(Icon::Close, close).on("click", move |_| toasts.drop_one(id)))
}
