//! What waits, was refused or is in doubt: each with what it is, why, and what can be done.

use leptos::prelude::*;

use crate::{
    host,
    pages::{Here, tending, waiting},
    ui::{
        Button, ButtonKind, Buttons, Notice, NoticeKind, RwSignal, Section, changing, el, nothing,
        several,
    },
};

/// Nothing where nothing waits.
pub(super) fn waiting(here: Here) -> AnyView {
    let asking = RwSignal::new(None);
    let list = changing(move || {
        let (t, all) = (here.t, waiting::all(here));
        let data = here.data();
        let unreadable = data.outbox_unreadable();
        let (others, unclaimed) = (data.others_wait(), data.unclaimed());
        let others: usize = others.iter().map(|(_, count)| count).sum();
        let others = others.saturating_sub(unclaimed);
        if all.is_empty() && unreadable == 0 && others == 0 && unclaimed == 0 {
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
        if unclaimed > 0 {
            inside.push(whose(here, unclaimed));
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

/// Whom the service does not name may be somebody else than the last time: nothing is sent before they say that it is theirs.
fn whose(here: Here, count: usize) -> AnyView {
    let t = here.t;
    let busy = RwSignal::new(false);
    let say = move |is_theirs: bool| {
        busy.set(true);
        leptos::task::spawn_local(async move {
            let (data, lock) = (here.data(), host::tabs_lock());
            match is_theirs {
                true => data.claim(&*lock).await,
                false => data.disclaim(&*lock).await,
            }
            busy.try_set(false);
            tending::tend(here);
        });
    };
    let button = |label: &'static str, is_theirs: bool| {
        let click = move || say(is_theirs);
        view! { <Button kind=ButtonKind::Secondary busy on_click=click>{label}</Button> }.into_any()
    };
    let buttons = vec![
        button(t.unclaimed_mine(), true),
        button(t.unclaimed_not(), false),
    ];
    let text = t.unclaimed(&count.to_string());
    let notice = view! { <Notice kind=NoticeKind::Warn text /> }.into_any();
    several(vec![
        notice,
        view! { <Buttons>{buttons}</Buttons> }.into_any(),
    ])
}
