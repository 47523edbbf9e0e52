//! That an event is at another time or place than when one signed up for it, loudly, until one has read it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    data::EventTold,
    model::{Event, EventStatus, MovedNotice, SignUpState, TimeAndPlace},
    pages::{Here, later},
    parts::{Part, part},
    ui::{Button, Memo, Notice, NoticeKind, RwSignal, changing, el, nothing},
};

/// The notice, for who has signed up; of who has given it back what was kept is put right.
pub fn moved(here: Here, event: &Arc<Event>) -> AnyView {
    let id = event.id.clone();
    let was_in = Memo::new(move |_| {
        here.viewer
            .with(|viewer| viewer.sign_up(&id).state != SignUpState::None)
    });
    let event = Arc::clone(event);
    changing(move || {
        if !was_in.get() {
            return nothing();
        }
        let event = Arc::clone(&event);
        let draw = move || said(here, Arc::clone(&event));
        later::beside(here, Part::Ticket, draw, nothing)
    })
}

part! {
    Ticket "ticket" "e6":
    fn said(here: Here, event: Arc<Event>) -> AnyView {
        notice(here, event)
    }
}

fn notice(here: Here, event: Arc<Event>) -> AnyView {
    let read = RwSignal::new(0_u32);
    changing(move || {
        read.track();
        let t = here.t;
        let own = here.viewer.with(|viewer| viewer.sign_up(&event.id));
        let before = here.data().kept(&EventTold(event.id.clone()));
        let before = before.map(|kept| kept.data);
        let now = TimeAndPlace::of(&event);
        match TimeAndPlace::notice(before.as_ref(), &now, &own) {
            MovedNotice::None => return nothing(),
            MovedNotice::Keep => {
                here.data().note_told(&event);
                return nothing();
            }
            MovedNotice::Say => {}
        }
        // What is put off or called off says so itself, and has no time to tell.
        let Some(before) = before.filter(|_| event.status == EventStatus::Scheduled) else {
            return nothing();
        };
        let words = |it: &TimeAndPlace| {
            let when = here.say(|t, face| t.span(it.start, None, &it.zone, face));
            let all = [when.as_str(), &it.place, &it.address];
            let told = all.into_iter().filter(|word| !word.is_empty());
            told.collect::<Vec<_>>().join(" · ")
        };
        let text = t.ev_moved(&words(&before), &words(&now));
        let event = Arc::clone(&event);
        let understood = move || {
            here.data().note_told(&event);
            read.update(|n| *n = n.wrapping_add(1));
        };
        let button = view! { <Button on_click=understood>{t.wait_understood()}</Button> };
        let notice = view! { <Notice kind=NoticeKind::Warn text live=true /> };
        el("div")
            .class("stack")
            .child(notice.into_any())
            .child(button.into_any())
            .into_any()
    })
}
