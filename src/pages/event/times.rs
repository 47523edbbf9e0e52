//! What the time makes of an event: when it is, how long till then, when one can sign up, what comes next in its series.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    model::{Event, EventStatus, Instant, SignUpWindow, local_date},
    pages::Here,
    ui::{Icon, Memo, NoWrap, Notice, NoticeKind, RwSignal, changing, el, icon, nothing, several},
};

/// How many of a series are told beforehand.
const NEXT: usize = 3;

/// When: first in bold, and under it all else about it.
pub fn when(here: Here, event: &Arc<Event>, now: RwSignal<Instant>) -> AnyView {
    let (first, other) = here.say(|t, face| t.event_when_words(event, face));
    let first = view! { <NoWrap text=first /> }.into_any();
    let mut lines = vec![el("strong").child(first).into_any()];
    let days = here.say(|t, face| t.event_days(event, face));
    lines.extend(other.into_iter().chain(days).map(super::under));
    let shown = Arc::clone(event);
    let pace = Memo::new(move |_| here.t.event_pace(&shown, now.get()));
    if pace.with_untracked(Option::is_some) {
        let pace = move || pace.get().unwrap_or_default();
        lines.push(el("div").class("muted num").fill(pace).into_any());
    }
    lines.extend(series(here, event));
    several(lines)
}

/// The rule of its series in words, and what comes next.
fn series(here: Here, event: &Event) -> Vec<AnyView> {
    let Some(rule) = &event.series else {
        return Vec::new();
    };
    let t = here.t;
    let from = here.say(|_, face| local_date(face.zones, &event.zone, event.start));
    let mut lines = vec![super::under(
        [t.event_repeats(), &t.rule_words(rule, from)].concat(),
    )];
    let next = event.next_in_series(here.data().zones(), here.now(), NEXT);
    if !next.is_empty() {
        let days = here.say(|t, face| t.event_next(&next, &event.zone, face));
        lines.push(super::under([t.ev_next(), &days].concat()));
    }
    lines
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

/// That sign-up opens then, counted down to, or closes soon. What stands there once goes on to say how it is, so that
/// nothing below it moves; only that it is open is told to screen readers, and not each second.
pub fn sign_up(here: Here, event: &Arc<Event>, now: RwSignal<Instant>) -> AnyView {
    let of = Arc::clone(event);
    let door = Memo::new(move |_| {
        let now = now.get();
        match (of.window(now), of.closes_soon(now)) {
            (SignUpWindow::NotYet(at), _) => Door::Opens(at),
            (SignUpWindow::Open(_), Some(at)) => Door::Closes(at),
            (SignUpWindow::Open(_), None) => Door::Open,
            _ => Door::Shut,
        }
    });
    if !matches!(door.get_untracked(), Door::Opens(_) | Door::Closes(_)) {
        return nothing();
    }
    let t = here.t;
    let words = move || match door.get() {
        Door::Opens(at) => {
            now.track();
            here.say(|t, face| t.sign_up_in(at, true, face))
        }
        Door::Closes(at) => {
            now.track();
            here.say(|t, face| t.sign_up_in(at, false, face))
        }
        Door::Open => t.ev_open_now().to_owned(),
        Door::Shut => t.not_closed().to_owned(),
    };
    let tone = move || match door.get() {
        Door::Opens(_) => Some("neutral".into()),
        Door::Closes(_) => Some("warn".into()),
        Door::Open => Some("live".into()),
        Door::Shut => Some("muted".into()),
    };
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

/// Thanks, for who looks at what was and had nothing to do with it; who had is told where they stand.
pub fn over(here: Here, event: &Arc<Event>, now: RwSignal<Instant>) -> AnyView {
    let event = Arc::clone(event);
    let is_over = Memo::new({
        let event = Arc::clone(&event);
        move |_| {
            let took_place = event.status == EventStatus::Scheduled;
            took_place && event.window(now.get()) == SignUpWindow::Over
        }
    });
    changing(move || {
        let own = here.viewer.with(|v| v.sign_up(&event.id));
        let told = here.say(|t, face| t.standing_at(&own, &event, face));
        if !is_over.get() || told.is_some() {
            return nothing();
        }
        view! { <Notice kind=NoticeKind::Info text=here.t.ev_thanks() /> }.into_any()
    })
}
