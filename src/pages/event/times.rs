//! What the time makes of an event: when it is, how long till then, when one can sign up.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    model::{Event, Instant, SignUpWindow, local_date},
    pages::{Here, later},
    parts::{Part, part},
    ui::{Icon, Memo, NoWrap, Notice, NoticeKind, RwSignal, el, icon, nothing, several},
};

/// When: first in bold, and under it all else about it.
pub fn when(here: Here, event: &Arc<Event>, now: RwSignal<Instant>) -> AnyView {
    let t = here.t;
    let (first, other) = here.say(|t, face| t.event_when_words(event, face));
    let first = view! { <NoWrap text=first /> }.into_any();
    let mut lines = vec![el("strong").child(first).into_any()];
    let days = here.say(|t, face| t.event_days(event, face));
    lines.extend(other.into_iter().chain(days).map(super::under));
    if event.window(here.now()) != SignUpWindow::Off {
        let event = Arc::clone(event);
        let pace = move || t.event_pace(&event, now.get());
        lines.push(el("div").class("muted num").fill(pace).into_any());
    }
    if let Some(rule) = &event.series {
        let from = here.say(|_, face| local_date(face.zones, &event.zone, event.start));
        let rule = t.rule_words(rule, from);
        lines.push(super::under([t.event_repeats(), &rule].concat()));
    }
    several(lines)
}

/// That sign-up opens then, counted down to, or closes soon. What stands there once goes on to say how it is, so that
/// nothing below it moves.
pub fn sign_up(here: Here, event: &Arc<Event>, now: RwSignal<Instant>) -> AnyView {
    let at = here.now();
    let plain = match (event.window(at), event.closes_soon(at)) {
        (SignUpWindow::NotYet(opens), _) => here.say(|t, face| t.not_yet(&t.moment(opens, face))),
        (_, Some(closes)) => here.say(|t, face| t.closes_at(&t.moment(closes, face))),
        _ => return nothing(),
    };
    let event = Arc::clone(event);
    let draw = move || door(here, Arc::clone(&event), now);
    later::beside(here, Part::Ticket, draw, move || {
        view! { <Notice kind=NoticeKind::Info text=plain.clone() /> }.into_any()
    })
}

/// What is on about signing up while the page is open.
#[derive(Clone, Copy, PartialEq)]
enum Door {
    /// Opens then.
    Opens(Instant),
    /// Closes then, soon.
    Closes(Instant),
    /// Is open.
    Open,
    /// Was open.
    Shut,
}

part! {
    Ticket "ticket" "75":
    fn door(here: Here, event: Arc<Event>, now: RwSignal<Instant>) -> AnyView {
        let t = here.t;
        let door = Memo::new(move |_| {
            let now = now.get();
            match (event.window(now), event.closes_soon(now)) {
                (SignUpWindow::NotYet(at), _) => Door::Opens(at),
                (SignUpWindow::Open(_), Some(at)) => Door::Closes(at),
                (SignUpWindow::Open(_), None) => Door::Open,
                _ => Door::Shut,
            }
        });
        let words = move || match door.get() {
            Door::Open => t.ev_open_now().to_owned(),
            Door::Shut => t.not_closed().to_owned(),
            Door::Opens(at) => {
                now.track();
                here.say(|t, face| t.sign_up_in(at, true, face))
            }
            Door::Closes(at) => {
                now.track();
                here.say(|t, face| t.sign_up_in(at, false, face))
            }
        };
        let tone = move || match door.get() {
            Door::Opens(_) | Door::Shut => Some("neutral".into()),
            Door::Closes(_) => Some("warn".into()),
            Door::Open => Some("live".into()),
        };
        // Screen readers are told that it is open, and not each second.
        let told = move || match door.get() {
            Door::Open | Door::Shut => words(),
            _ => String::new(),
        };
        let notice = el("div")
            .class("notice num")
            .live("data-tone", tone)
            .child(icon(Icon::Clock))
            .child(el("p").fill(words));
        let told = el("div").class("hide").attr("role", "status").fill(told);
        several(vec![notice.into_any(), told.into_any()])
    }
}
