//! Giving one meeting of a series back, from among the others.

use leptos::prelude::*;

use crate::{
    model::{Command, Event, Instant, SignUpState, SignUpWindow, Turn},
    pages::{Here, doing},
    ui::{Button, ButtonKind, Buttons, RwSignal, Sheet, effect, el, nothing, several},
};

use super::{Opened, day};

/// The way out of one of them, for who is in it.
pub(super) fn skip(here: Here, event: &Event, turn: &Turn, opened: Opened) -> Option<AnyView> {
    let may = *turn == (Turn::Mine { cancels: true })
        && here.data().capabilities().sign_ups
        && here.mark(true, &event.id.0).is_none();
    if !may {
        return None;
    }
    let t = here.t;
    let which = [t.colon(), &day(here, event)].concat();
    let which = el("span").class("hide").child(which).into_any();
    let event = event.clone();
    let ask = move || opened.giving_back.set(Some(event.clone()));
    let button = view! {
        <Button kind=ButtonKind::Quiet small=true on_click=ask>
            {t.se_skip()}
            {which}
        </Button>
    };
    let row = el("li").class("row-act").child(button.into_any());
    Some(row.into_any())
}

/// Whether one waits for a seat, and none is offered.
fn is_queued(here: Here, event: &Event) -> bool {
    let own = here
        .viewer
        .with_untracked(|viewer| viewer.sign_up(&event.id));
    matches!(
        own.state,
        SignUpState::Waitlisted {
            offer_until: None,
            ..
        }
    )
}

/// Asks before a seat is given back, or a place in the queue (`queued`), with what that means.
pub(super) fn sure(here: Here, opened: Opened, queued: bool) -> AnyView {
    let (t, giving_back) = (here.t, opened.giving_back);
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    effect(move || {
        let is_meant = |event: &Event| is_queued(here, event) == queued;
        if giving_back.with(|event| event.as_ref().is_some_and(is_meant)) {
            open.set(true);
        }
    });
    let title = match queued {
        true => t.act_leave_waitlist(),
        false => t.act_cancel_sign_up(),
    };
    let close = move || {
        open.set(false);
        giving_back.set(None);
    };
    let inside = move || {
        let Some(event) = giving_back.get_untracked() else {
            return nothing();
        };
        let text = [
            &day(here, &event),
            t.colon(),
            means(here, &event, queued, here.now()),
        ]
        .concat();
        let id = event.id;
        let yes = move || {
            close();
            opened.was_closed();
            let command = Command::CancelSignUp { event: id.clone() };
            doing::carry_out(here, command, busy, || {});
        };
        let yes = view! {
            <Button kind=ButtonKind::Danger wide=true on_click=yes>{title}</Button>
        };
        let no = view! { <Button wide=true on_click=close>{t.keep_it()}</Button> };
        let buttons = view! { <Buttons>{vec![yes.into_any(), no.into_any()]}</Buttons> };
        several(vec![el("p").child(text).into_any(), buttons.into_any()])
    };
    view! {
        <Sheet
            open
            title
            close=t.close()
            on_close=move || giving_back.set(None)
        >
            {inside()}
        </Sheet>
    }
    .into_any()
}

/// What giving it back means: after the host's time is over there is no way in again.
fn means(here: Here, event: &Event, queued: bool, now: Instant) -> &'static str {
    match event.window(now) {
        SignUpWindow::Closed => here.t.go_cancel_late(),
        _ if queued => here.t.go_queue_sure(),
        _ => here.t.cancel_sure(),
    }
}
