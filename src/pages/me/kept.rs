//! What is kept on the device: how much of how much, clearing it, and saving it as a file.

use leptos::prelude::*;

use crate::{
    host,
    pages::{Here, later},
    parts::{Part, part},
    ui::{Button, ButtonKind, Buttons, Notice, NoticeKind, RwSignal, Section, Tone, el},
};

/// The section. Counting and saving come when somebody looks.
pub(super) fn kept(here: Here) -> AnyView {
    later::after(here, Part::Desk, move || section(here))
}

part! {
    Desk "desk" "46":
    fn section(here: Here) -> AnyView {
        whole(here)
    }
}

fn whole(here: Here) -> AnyView {
    let t = here.t;
    let count = move || (here.data().kept_extent(), here.data().draft_count());
    let counted = RwSignal::new(count());
    let durable = here.data().durable();
    // 512 UTF-16 units are a kilobyte.
    let kb = |units: usize| units.div_ceil(512).to_string();
    let words = move || {
        let (kept, drafts) = counted.get();
        let text = t.kept_of(&kept.entries.to_string(), &kb(kept.units), &kb(kept.budget));
        let more = [
            (drafts, t.kept_drafts(&drafts.to_string())),
            (kept.unreadable, t.kept_aside(&kept.unreadable.to_string())),
            (
                kept.in_memory,
                t.kept_in_memory(&kept.in_memory.to_string()),
            ),
        ];
        let more = more.into_iter().filter(|(n, _)| *n > 0);
        more.fold(text, |text, (_, words)| [&text, " ", &words].concat())
    };
    let clear = move || {
        here.data().clear_kept();
        counted.set(count());
        here.toasts.say(Tone::Live, t.kept_cleared());
        here.refresh_viewer();
    };
    let export = move || {
        let text = here.data().export_kept();
        if host::save_file("linju.json", &text) {
            here.toasts.say(Tone::Live, t.kept_exported());
        } else {
            here.toasts.say(Tone::Warn, t.kept_not_exported());
        }
    };
    let mut inside = Vec::new();
    if durable {
        let words = el("p").attr("aria-live", "polite").fill(words);
        inside.push(words.into_any());
    } else {
        let text = t.kept_nowhere();
        inside.push(view! { <Notice kind=NoticeKind::Warn text /> }.into_any());
    }
    // What was typed can be saved also where the browser keeps nothing.
    let mut buttons = Vec::new();
    if durable {
        let clear = view! {
            <Button kind=ButtonKind::Secondary on_click=clear>{t.kept_clear()}</Button>
        };
        buttons.push(clear.into_any());
    }
    let export = view! {
        <Button kind=ButtonKind::Secondary on_click=export>{t.kept_export()}</Button>
    };
    buttons.push(export.into_any());
    inside.push(view! { <Buttons>{buttons}</Buttons> }.into_any());
    let inside = el("div").class("stack").child(inside).into_any();
    view! { <Section title=t.kept_title()>{inside}</Section> }.into_any()
}
