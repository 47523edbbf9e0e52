//! A word that comes and goes: *signed up*, *no network, will be sent later*.
//!
//! There is no timer: a toast leaves when its animation ends, and the animation stands still while
//! the reader points at it or has the focus in it. What matters is never said in a toast alone.

use super::{
    Act,
    badge::Tone,
    button::round,
    el::{Built, El, el},
    icon::Icon,
};
use leptos::{callback::Callable, prelude::*};

#[derive(Clone)]
struct Toast {
    id: u32,
    tone: Tone,
    text: String,
    action: Option<(String, Act)>,
}

/// The handle with which anything says a word. Copy; lives as long as the app.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
}

impl Toasts {
    /// Makes the handle and gives it to everything below. Call once, in the app.
    pub fn provide() -> Self {
        let toasts = Self {
            shown: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
        };
        provide_context(toasts);
        toasts
    }

    /// The handle of this app; outside of it, one that nobody hears.
    pub fn find() -> Self {
        use_context().unwrap_or_else(Self::provide)
    }

    /// Says `text`.
    pub fn say(self, tone: Tone, text: impl Into<String>) {
        self.push(tone, text.into(), None);
    }

    /// Says `text` and offers something to do about it. `act` must outlive the page, or do nothing
    /// once it is gone.
    pub fn offer(self, tone: Tone, text: impl Into<String>, word: impl Into<String>, act: Act) {
        self.push(tone, text.into(), Some((word.into(), act)));
    }

    fn push(self, tone: Tone, text: String, action: Option<(String, Act)>) {
        let id = self.next.try_get_value().unwrap_or_default();
        self.next.try_set_value(id.wrapping_add(1));
        let _ = self.shown.try_update(|shown| {
            // The same word twice is one word; and never more than three at a time.
            shown.retain(|toast| toast.text != text);
            if shown.len() > 2 {
                shown.remove(0);
            }
            shown.push(Toast {
                id,
                tone,
                text,
                action,
            });
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
    let shown = StoredValue::new_local(Vec::<(u32, Built)>::new());
    el("div")
        .class("toasts")
        .attr("role", "status")
        .attr("aria-live", "polite")
        // By hand, so that what stays is not drawn anew and begins to move again.
        .track(move |region| {
            let wanted = toasts.shown.get();
            shown.update_value(|shown| {
                shown.retain_mut(|(id, built)| {
                    let stays = wanted.iter().any(|toast| toast.id == *id);
                    if !stays {
                        built.unmount();
                    }
                    stays
                });
                for toast in wanted {
                    if !shown.iter().any(|(id, _)| *id == toast.id) {
                        let id = toast.id;
                        let mut built = one(toasts, toast, close.clone()).build();
                        built.mount(region, None);
                        shown.push((id, built));
                    }
                }
            });
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
