//! A seat that the waitlist offers: until when, and how long that still is. When the time has passed it says so in its place.

use leptos::prelude::*;

use crate::{
    model::{Instant, SignUp, SignUpState},
    pages::{Here, later},
    parts::{Part, part},
    ui::{Icon, Memo, Notice, NoticeKind, RwSignal, el, icon, several},
};

/// Until when a seat is offered, if one is.
pub fn until(own: &SignUp) -> Option<Instant> {
    match own.state {
        SignUpState::Waitlisted { offer_until, .. } => offer_until,
        _ => None,
    }
}

/// Its clock; until that has come, the moment alone.
pub fn clock(here: Here, until: Instant, now: RwSignal<Instant>) -> AnyView {
    let draw = move || ticking(here, until, now);
    later::beside(here, Part::Ticket, draw, move || {
        let text = here.say(|t, face| t.su_offer(&t.moment(until, face)));
        view! { <Notice kind=NoticeKind::Warn text /> }.into_any()
    })
}

part! {
    Ticket "ticket" "87":
    fn ticking(here: Here, until: Instant, now: RwSignal<Instant>) -> AnyView {
        moving(here, until, now)
    }
}

fn moving(here: Here, until: Instant, now: RwSignal<Instant>) -> AnyView {
    let t = here.t;
    let over = Memo::new(move |_| until <= now.get());
    let first = here.say(|t, face| t.su_offer(&t.moment(until, face)));
    let words = move || match over.get() {
        true => t.go_offer_over().to_owned(),
        false => [
            &first,
            t.go_gap(),
            &t.go_offer_left(&t.stretch(until.since(now.get()))),
        ]
        .concat(),
    };
    let tone = move || Some(if over.get() { "neutral" } else { "warn" }.into());
    // Screen readers are told the end of it, and not each second.
    let told = move || if over.get() { t.go_offer_over() } else { "" }.to_owned();
    let notice = el("div")
        .class("notice num")
        .live("data-tone", tone)
        .child(icon(Icon::Clock))
        .child(el("p").fill(words));
    let told = el("div").class("hide").attr("role", "status").fill(told);
    several(vec![notice.into_any(), told.into_any()])
}
