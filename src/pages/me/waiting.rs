//! What waits, was refused or is in doubt: each with what it is, why, and what can be done.

use leptos::prelude::*;

use crate::{
    pages::{Here, waiting},
    ui::{Notice, NoticeKind, RwSignal, Section, changing, el, nothing, several},
};

/// Nothing where nothing waits.
pub(super) fn waiting(here: Here) -> AnyView {
    let asking = RwSignal::new(None);
    let list = changing(move || {
        let (t, all) = (here.t, waiting::all(here));
        let data = here.data();
        let unreadable = data.outbox_unreadable();
        let others: usize = data.others_wait().iter().map(|(_, count)| count).sum();
        if all.is_empty() && unreadable == 0 && others == 0 {
            return nothing();
        }
        let mut inside: Vec<AnyView> = Vec::new();
        if !all.is_empty() {
            let cards = all.iter().map(|entry| {
                let card = waiting::card(here, entry, true, Some(asking));
                el("li").child(card)
            });
            let cards = el("ul").class("waits").child(cards.collect::<Vec<_>>());
            inside.push(cards.into_any());
        }
        if unreadable > 0 {
            let text = t.waiting_unreadable(&unreadable.to_string());
            inside.push(view! { <Notice kind=NoticeKind::Warn text /> }.into_any());
        }
        if others > 0 {
            let text = t.waiting_others(&others.to_string());
            inside.push(view! { <Notice text /> }.into_any());
        }
        let inside = el("div").class("stack").child(inside).into_any();
        view! { <Section title=t.waiting_title()>{inside}</Section> }.into_any()
    });
    several(vec![list, waiting::sure(here, asking)])
}
