//! Trying all sides, where the service is in the page: a newcomer, a member, an organiser.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    data::Persona,
    host,
    pages::{Here, tending},
    ui::{Chips, ChipsLook, Choice, RwSignal, Section, Tone, el, nothing, several},
};

/// The choice; nothing where others are concerned.
pub(super) fn playing(here: Here) -> AnyView {
    let t = here.t;
    let Some(now) = here.data().plays() else {
        return nothing();
    };
    let label = |persona: Persona| match persona {
        Persona::Newcomer => t.play_newcomer(),
        Persona::Member => t.play_member(),
        Persona::Organiser => t.play_organiser(),
    };
    let options = Persona::ALL
        .into_iter()
        .map(|persona| Choice::new(persona.word(), label(persona)))
        .collect();
    let value = RwSignal::new(now.word().to_owned());
    let change = move |word: String| {
        spawn_local(async move {
            // What can still be taken back was said on this side.
            let left = tending::send_all(here).await;
            if left > 0 || here.data().play(Persona::of_word(&word)).is_err() {
                value.try_set(now.word().to_owned());
                return here.toasts.say(Tone::Warn, t.play_not());
            }
            // Everything on the screen and in memory was told to somebody else.
            host::reload();
        });
    };
    let chips = view! {
        <Chips label=t.play_as() options value look=ChipsLook::Wrap on_change=change />
    };
    let inside = several(vec![
        el("p").class("muted").child(t.play_as_text()).into_any(),
        chips.into_any(),
    ]);
    view! { <Section title=t.play_as()>{inside}</Section> }.into_any()
}
