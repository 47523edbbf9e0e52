//! What comes next in the series of an event: each meeting that is planned, with its day, its seats and where the viewer stands in it; one
//! can be given back, and several signed up for at once ([`sheet`]).

mod sheet;

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    data::Page,
    model::{Command, Event, EventId, Instant, SignUpState, SignUpWindow, Turn},
    pages::{Here, doing, joining, later, live},
    parts::{Part, part},
    route::Route,
    ui::{
        Badge, Button, ButtonKind, Buttons, Row, Rows, RwSignal, Section, Sheet, Tone, changing,
        effect, el, nothing, several,
    },
};

/// So many days are told beforehand where no meeting is planned.
const NEXT: usize = 3;
/// So many meetings stand on the page; all of them in the sheet.
const SHOWN: usize = 6;

/// What is open about a series. Lives as long as the page: what is drawn of the event is drawn anew by the first sign-up. Copy.
#[derive(Clone, Copy)]
pub struct Opened {
    all: RwSignal<bool>,
    /// The meetings that are shown in the sheet.
    coming: RwSignal<Vec<Event>>,
    /// The one to be given back, once that is sure.
    giving_back: RwSignal<Option<Event>>,
}

impl Opened {
    /// Nothing.
    pub fn new() -> Self {
        Self {
            all: RwSignal::new(false),
            coming: RwSignal::new(Vec::new()),
            giving_back: RwSignal::new(None),
        }
    }
}

/// What comes next in its series.
pub fn series(here: Here, event: &Arc<Event>, opened: Opened) -> AnyView {
    if event.series.is_none() {
        return nothing();
    }
    let event = Arc::clone(event);
    let draw = move || next(here, &event, opened);
    later::beside(here, Part::Ticket, draw, nothing)
}

/// The sheets that open over the page.
pub fn sheets(here: Here, opened: Opened) -> AnyView {
    let t = here.t;
    // Not made anew by what is told meanwhile: it would take away what was ticked, and what came of it.
    let inside = move || untrack(|| sheet::sheet(here, opened.coming.get_untracked()));
    let all = view! {
        <Sheet open=opened.all title=t.se_all() close=t.close()>
            {later::after(here, Part::Desk, inside)}
        </Sheet>
    };
    all.into_any()
}

part! {
    Ticket "ticket" "74":
    fn next(here: Here, event: &Arc<Event>, opened: Opened) -> AnyView {
        planned_or_not(here, event, opened)
    }
}

fn planned_or_not(here: Here, event: &Arc<Event>, opened: Opened) -> AnyView {
    let asked = event
        .community
        .as_ref()
        .filter(|_| here.data().offers("events"));
    let Some(community) = asked else {
        return by_rule(here, event);
    };
    let it = live::live(here, joining::events_of(here, community));
    // Seats were told before one had one.
    live::in_step(it, move || {
        here.viewer.with(|viewer| viewer.sign_ups.clone())
    });
    let event = Arc::clone(event);
    let rows = changing(move || {
        let coming = it.data.with(|page| known(here, &event, page.as_deref()));
        match coming.iter().any(|one| one.id != event.id) {
            true => drawn(here, &event.id, coming, opened),
            false => by_rule(here, &event),
        }
    });
    several(vec![rows, sure(here, opened.giving_back)])
}

fn known(here: Here, event: &Event, page: Option<&Page<Event>>) -> Vec<Event> {
    let known = page.map_or(&[][..], |page| &page.items);
    event.coming_with(known, here.data().zones(), here.now())
}

/// The days by the rule alone.
fn by_rule(here: Here, event: &Event) -> AnyView {
    let next = event.next_in_series(here.data().zones(), here.now(), NEXT);
    if next.is_empty() {
        return nothing();
    }
    let days = here.say(|t, face| t.event_next(&next, &event.zone, face));
    let days = el("p").class("days").child(days).into_any();
    view! { <Section title=here.t.ev_next()>{days}</Section> }.into_any()
}

fn drawn(here: Here, this: &EventId, coming: Vec<Event>, opened: Opened) -> AnyView {
    let (t, now) = (here.t, here.now());
    let able = here.data().capabilities().sign_ups;
    let mut rows = Vec::new();
    let mut is_open = false;
    let others = coming.iter().filter(|one| one.id != *this);
    for (n, one) in others.enumerate() {
        let turn = here
            .viewer
            .with(|viewer| Turn::for_viewer(one, viewer, now));
        is_open |= turn.is_open();
        if n < SHOWN {
            rows.push(row(here, one, &turn));
            if able
                && turn == (Turn::Mine { cancels: true })
                && here.mark(true, &one.id.0).is_none()
            {
                rows.push(skip(here, one, opened.giving_back));
            }
        }
    }
    let rows = view! { <Rows>{rows}</Rows> }.into_any();
    let mut parts = vec![rows];
    if able && is_open {
        let open = move || {
            opened.coming.set(coming.clone());
            opened.all.set(true);
        };
        let all = view! {
            <Button wide=true on_click=open>{t.se_sign_up()}</Button>
        };
        parts.push(view! { <Buttons>{all.into_any()}</Buttons> }.into_any());
    }
    view! { <Section title=t.ev_next()>{parts}</Section> }.into_any()
}

/// When one is, which no other of them is called.
fn day(here: Here, event: &Event) -> String {
    here.say(|t, face| t.span(event.start, event.end, &event.zone, face))
}

fn row(here: Here, event: &Event, turn: &Turn) -> AnyView {
    let mut note = seats(here, event);
    if let Turn::Shut(offered) = turn
        && let Some(why) = &offered.why_not
    {
        let why = here.say(|t, face| t.why_not(why, face));
        note = match note.is_empty() {
            true => why,
            false => [&note, " · ", &why].concat(),
        };
    }
    let badge = here
        .mark(true, &event.id.0)
        .or_else(|| mine(here, &event.id));
    let trail = badge.map(|(tone, text)| view! { <Badge tone text /> }.into_any());
    let href = here.link(&Route::Event(event.id.clone()));
    view! { <Row title=day(here, event) note nostrip:trail=trail href /> }.into_any()
}

/// How many seats there are, and who waits.
fn seats(here: Here, event: &Event) -> String {
    here.t.seats(event.taken, event.capacity, event.waiting)
}

/// Where the viewer stands in one, in a word.
fn mine(here: Here, id: &EventId) -> Option<(Tone, String)> {
    let (t, own) = (here.t, here.viewer.with(|viewer| viewer.sign_up(id)));
    Some(match own.state {
        SignUpState::Confirmed { .. } | SignUpState::CheckedIn { .. } => {
            (Tone::Live, t.se_mine().to_owned())
        }
        SignUpState::Waitlisted {
            position: Some(n), ..
        } => (Tone::Warn, t.se_waits_at(&n.to_string())),
        SignUpState::Waitlisted { .. } => (Tone::Warn, t.se_waits().to_owned()),
        SignUpState::PendingApproval { .. } | SignUpState::PendingPayment { .. } => {
            (Tone::Soon, t.se_pending().to_owned())
        }
        _ => return None,
    })
}

/// The way out of one of them.
fn skip(here: Here, event: &Event, giving_back: RwSignal<Option<Event>>) -> AnyView {
    let label = here.t.se_skip(&day(here, event));
    let event = event.clone();
    let ask = move || giving_back.set(Some(event.clone()));
    let button = view! {
        <Button kind=ButtonKind::Quiet small=true on_click=ask>{label}</Button>
    };
    el("li").child(button.into_any()).into_any()
}

/// Asks before a seat is given back, with what that means.
fn sure(here: Here, giving_back: RwSignal<Option<Event>>) -> AnyView {
    let t = here.t;
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    effect(move || {
        if giving_back.with(Option::is_some) {
            open.set(true);
        }
    });
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
            means(here, &event, here.now()),
        ]
        .concat();
        let id = event.id;
        let yes = move || {
            close();
            let command = Command::CancelSignUp { event: id.clone() };
            doing::carry_out(here, command, busy, || {});
        };
        let yes = view! {
            <Button kind=ButtonKind::Danger wide=true on_click=yes>{t.act_cancel_sign_up()}</Button>
        };
        let no = view! { <Button wide=true on_click=close>{t.keep_it()}</Button> };
        let buttons = view! { <Buttons>{vec![yes.into_any(), no.into_any()]}</Buttons> };
        several(vec![el("p").child(text).into_any(), buttons.into_any()])
    };
    view! {
        <Sheet
            open
            title=t.act_cancel_sign_up()
            close=t.close()
            on_close=move || giving_back.set(None)
        >
            {inside()}
        </Sheet>
    }
    .into_any()
}

/// What giving it back means: after the host's time is over there is no way in again.
fn means(here: Here, event: &Event, now: Instant) -> &'static str {
    match event.window(now) {
        SignUpWindow::Closed => here.t.go_cancel_late(),
        _ => here.t.cancel_sure(),
    }
}
