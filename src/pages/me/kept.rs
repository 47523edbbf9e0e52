//! What is kept on the device: how much of how much, clearing it, and saving it as a file.

use leptos::prelude::*;

use crate::{
    pages::Here,
    ui::{Button, ButtonKind, Buttons, Notice, NoticeKind, RwSignal, Section, Tone, el},
};

/// The section.
pub(super) fn kept(here: Here) -> AnyView {
    let t = here.t;
    let counted = RwSignal::new(here.data().extent());
    let durable = here.data().durable();
    let words = move || {
        let (entries, units, drafts) = counted.get();
        let kept = t.kept_text(&entries.to_string(), &units.div_ceil(512).to_string());
        if drafts == 0 {
            kept
        } else {
            format!("{kept} {}", t.kept_drafts(&drafts.to_string()))
        }
    };
    let clear = move || {
        here.data().clear_kept();
        counted.set(here.data().extent());
        here.toasts.say(Tone::Live, t.kept_cleared());
        here.refresh_viewer();
    };
    let inside = if durable {
        let words = el("p").attr("aria-live", "polite").fill(words);
        let clear = view! {
            <Button kind=ButtonKind::Secondary on_click=clear>{t.kept_clear()}</Button>
        };
        let buttons = vec![clear.into_any()];
        let buttons = view! { <Buttons>{buttons}</Buttons> }.into_any();
        vec![words.into_any(), buttons]
    } else {
        vec![view! { <Notice kind=NoticeKind::Warn text=t.kept_nowhere() /> }.into_any()]
    };
    let inside = el("div").class("stack").child(inside).into_any();
    view! { <Section title=t.kept_title()>{inside}</Section> }.into_any()
}
