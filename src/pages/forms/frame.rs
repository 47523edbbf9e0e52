//! A form on the page and its sending: its parts, what is wrong with it, and what came of it.

use leptos::prelude::*;

use crate::{
    host,
    i18n::T,
    model::Refusal,
    pages::doing::Done,
    route::Route,
    ui::{
        self, Button, ButtonKind, Buttons, Notice, NoticeKind, RwSignal, changing, effect, nothing,
    },
};

use super::Filling;

/// A form that was sent. It may come back when the page has gone: somebody who has walked on is
/// neither called back nor left with a draft of what was done.
pub struct Sent {
    pub(super) filling: Filling,
    pub(super) name: String,
}

impl Sent {
    /// What came of it: the draft goes, and the reader to the page that shows it; or `wrong` says why
    /// not, and the fields say what is wrong with them.
    pub fn take(self, done: Done, wrong: RwSignal<Option<String>>, shown_at: Route) {
        let (it, here) = (self.filling, self.filling.here);
        match done {
            // What was typed is in the outbox, and stands on the page that they come to.
            Done::Kept => {
                here.data().drop_draft(&self.name);
                // Mostly the reader came from there, and is not to find it twice on the way back.
                if it.restored.try_set(false).is_none() && !here.back() {
                    here.replace(shown_at);
                }
            }
            Done::Refused(refusal) => {
                if let Refusal::Invalid { faults } = &refusal {
                    it.faults.try_set(faults.clone());
                }
                let is_door = matches!(shown_at, Route::Community(_));
                let why = here.say(|t, face| t.refusal_at(&refusal, is_door, face));
                wrong.try_set(Some(why));
                host::focus_first_fault();
            }
            Done::SignIn => {}
        }
    }
}

/// The form of a page: its parts, what is wrong with it, and the button that sends it, which stays in reach.
pub fn frame(
    parts: Vec<AnyView>,
    wrong: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    label: impl IntoAny,
    send: impl Fn() + Send + 'static,
) -> AnyView {
    let label = label.into_any();
    let button = view! {
        <Button kind=ButtonKind::Primary wide=true submit=true busy>{label}</Button>
    };
    let button = button.into_any();
    let foot = view! { <Buttons stuck=true>{button}</Buttons> };
    framed("stack-l", parts, wrong, foot.into_any(), Box::new(send))
}

/// Takes back what is said above the button as the fields are put right: `left` counts those that are not. Words about something
/// else than fields stay.
pub fn mending(t: T, said: RwSignal<Option<String>>, left: impl Fn() -> usize + 'static) {
    let mut was = 0;
    effect(move || {
        let now = left();
        let before = std::mem::replace(&mut was, now);
        if now >= before {
            return;
        }
        let is_about = |n: usize| said.with_untracked(|said| *said == Some(t.invalid(n)));
        match now {
            0 if is_about(before) || is_about(0) => said.set(None),
            now if is_about(before) => said.set(Some(t.invalid(now))),
            _ => {}
        }
    });
}

/// A small form among other things of a page.
pub fn small_frame(
    parts: Vec<AnyView>,
    wrong: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    label: &'static str,
    send: impl Fn() + Send + 'static,
) -> AnyView {
    let foot = view! { <Button submit=true busy>{label}</Button> };
    framed("stack", parts, wrong, foot.into_any(), Box::new(send))
}

fn framed(
    class: &'static str,
    parts: Vec<AnyView>,
    wrong: RwSignal<Option<String>>,
    foot: AnyView,
    send: Box<dyn Fn() + Send>,
) -> AnyView {
    let wrong = changing(move || match wrong.get() {
        Some(text) => view! { <Notice kind=NoticeKind::Error text live=true /> }.into_any(),
        None => nothing(),
    });
    ui::el("form")
        .class(class)
        .flag("novalidate", true)
        .on("submit", move |event| {
            event.prevent_default();
            send();
        })
        .child(parts)
        .child(wrong)
        .child(foot)
        .into_any()
}
