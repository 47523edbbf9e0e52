//! A word that comes and goes: *signed up*, *no network, will be sent later*.
//!
//! There is no timer: a toast leaves when its animation ends, and the animation stands still while
//! the reader points at it or has the focus in it. What matters is never said in a toast alone.

use super::{
    Act,
    badge::Tone,
    icon::{Icon, icon as draw},
};
use leptos::{callback::Callable, ev, prelude::*};

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
) -> impl IntoView {
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || toasts.shown.get() key=|toast| toast.id let:toast>
                <div
                    class="toast"
                    data-tone=toast.tone.name()
                    on:animationend=move |event: ev::AnimationEvent| {
                        if event.animation_name() == "toast" {
                            toasts.drop_one(toast.id);
                        }
                    }
                >
                    <p>{toast.text}</p>
                    {toast
                        .action
                        .map(|(word, act)| {
                            view! {
                                <button
                                    class="toast-act"
                                    type="button"
                                    on:click=move |_| {
                                        toasts.drop_one(toast.id);
                                        act.try_run(());
                                    }
                                >
                                    {word}
                                </button>
                            }
                        })}
                    <button
                        class="btn-icon"
                        type="button"
                        aria-label=close.clone()
                        on:click=move |_| toasts.drop_one(toast.id)
                    >
                        {draw(Icon::Close)}
                    </button>
                </div>
            </For>
        </div>
    }
}
