//! What comes next in the series of an event: each meeting that is planned, with its day, its seats and where the viewer stands in it; one
//! can be given back, and several signed up for at once ([`sheet`]).

mod giving_back;
mod sheet;

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    data::Page,
    host,
    model::{Event, EventId, EventStatus, SignUpState, Turn},
    pages::{Here, joining, later, live},
    parts::{Part, part},
    route::Route,
    ui::{
        Badge, Button, ButtonKind, Buttons, Row, Rows, RwSignal, Section, Sheet, StoredValue, Tone,
        changing, el, nothing, several,
    },
};

/// So many days are told beforehand where no meeting is planned.
const NEXT: usize = 3;
/// So many meetings stand on the page; all of them in the sheet.
const SHOWN: usize = 6;
/// The heading of what comes next, to which the focus goes when what had it is gone.
const HEADING: &str = "series-next";

/// What is known of a series when its sheet opens.
#[derive(Clone)]
struct Known {
    /// The event on whose page one is.
    of: Arc<Event>,
    /// Its meetings.
    coming: Vec<Event>,
    /// There may be more: the community has more events than were told at once.
    is_cut: bool,
}

/// What is open about a series. Lives as long as the page: what is drawn of the event is drawn anew by the first sign-up. Copy.
#[derive(Clone, Copy)]
pub struct Opened {
    all: RwSignal<bool>,
    /// What the sheet begins with.
    known: RwSignal<Option<Known>>,
    /// The one to be given back, once that is sure.
    giving_back: RwSignal<Option<Event>>,
    /// A sheet was closed: what is drawn anew from now on may be what had the focus.
    closed: RwSignal<bool>,
}

impl Opened {
    /// Nothing.
    pub fn new() -> Self {
        Self {
            all: RwSignal::new(false),
            known: RwSignal::new(None),
            giving_back: RwSignal::new(None),
            closed: RwSignal::new(false),
        }
    }

    /// What was pressed to open a sheet may have been drawn anew meanwhile, and is once more when the seats are told.
    fn was_closed(self) {
        self.closed.set(true);
        mind_focus();
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
    let inside = move || untrack(|| sheet::sheet(here, opened));
    let closed = move || opened.was_closed();
    let all = view! {
        <Sheet open=opened.all title=t.se_all() close=t.close() on_close=closed>
            {later::after(here, Part::Desk, inside)}
        </Sheet>
    };
    // Neither is the question before one is given back: what is pressed there must not be gone under the finger.
    let was_asked = Memo::new(move |was: Option<&bool>| {
        was == Some(&true) || opened.giving_back.with(Option::is_some)
    });
    let questions = changing(move || match was_asked.get() {
        true => later::beside(here, Part::Ticket, move || sure(here, opened), nothing),
        false => nothing(),
    });
    several(vec![all.into_any(), questions])
}

/// What had the focus may be gone: then it goes to the heading of what comes next.
fn mind_focus() {
    host::after_frame(|| {
        if !host::has_focus() && !host::focus_in(HEADING, &[], false) {
            host::focus_main();
        }
    });
}

part! {
    Ticket "ticket" "74":
    fn next(here: Here, event: &Arc<Event>, opened: Opened) -> AnyView {
        planned_or_not(here, event, opened)
    }
}

part! {
    Ticket "ticket" "76":
    fn sure(here: Here, opened: Opened) -> AnyView {
        let question = |queued| giving_back::sure(here, opened, queued);
        several(vec![question(false), question(true)])
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
    changing(move || {
        let known = it.data.with(|page| known(here, &event, page.as_deref()));
        let has_others = known.coming.iter().any(|one| one.id != event.id);
        match has_others || known.is_cut {
            true => drawn(here, known, opened),
            false => by_rule(here, &event),
        }
    })
}

fn known(here: Here, event: &Arc<Event>, page: Option<&Page<Event>>) -> Known {
    let items = page.map_or(&[][..], |page| &page.items);
    Known {
        of: Arc::clone(event),
        coming: event.coming_with(items, here.data().zones(), here.now()),
        is_cut: page.is_some_and(|page| page.next.is_some()),
    }
}

/// The days by the rule alone.
fn by_rule(here: Here, event: &Event) -> AnyView {
    let Some(days) = days(here, event) else {
        return nothing();
    };
    view! { <Section title=here.t.ev_next()>{days}</Section> }.into_any()
}

fn days(here: Here, event: &Event) -> Option<AnyView> {
    let next = event.next_in_series(here.data().zones(), here.now(), NEXT);
    if next.is_empty() {
        return None;
    }
    let days = here.say(|t, face| t.event_next(&next, &event.zone, face));
    Some(el("p").class("days").child(days).into_any())
}

fn drawn(here: Here, known: Known, opened: Opened) -> AnyView {
    let (t, now) = (here.t, here.now());
    if opened.closed.get_untracked() {
        mind_focus();
    }
    let mut rows = Vec::new();
    let mut is_open = false;
    let others = known.coming.iter().filter(|one| one.id != known.of.id);
    for (n, one) in others.enumerate() {
        let turn = here
            .viewer
            .with(|viewer| Turn::for_viewer(one, viewer, now));
        is_open |= turn.is_open();
        if n < SHOWN {
            rows.push(row(here, one, &turn));
            rows.extend(giving_back::skip(here, one, &turn, opened));
        }
    }
    let rows = match rows.is_empty() {
        false => view! { <Rows>{rows}</Rows> }.into_any(),
        // They come after all that was told of the community.
        true => match days(here, &known.of) {
            Some(days) => days,
            None => return nothing(),
        },
    };
    let n = known.coming.len();
    // As many as there are, where that is known.
    let whole = match known.is_cut {
        true => Some(t.se_all().to_owned()),
        false => (n > SHOWN).then(|| t.se_whole(&n.to_string())),
    };
    let known = StoredValue::new(known);
    let open = move || {
        opened.known.set(known.try_get_value());
        opened.all.set(true);
    };
    let mut ways = Vec::new();
    if is_open && here.data().capabilities().sign_ups {
        let all = view! {
            <Button wide=true on_click=open>{t.se_sign_up()}</Button>
        };
        ways.push(all.into_any());
    }
    if let Some(label) = whole {
        let whole = view! {
            <Button kind=ButtonKind::Quiet small=true on_click=open>{label}</Button>
        };
        ways.push(whole.into_any());
    }
    let ways = match ways.is_empty() {
        true => nothing(),
        false => view! { <Buttons>{ways}</Buttons> }.into_any(),
    };
    let heading = el("h2")
        .attr("id", HEADING)
        .attr("tabindex", "-1")
        .child(t.ev_next());
    el("section")
        .class("section")
        .attr("aria-labelledby", HEADING)
        .child(el("div").class("section-head").child(heading))
        .child(rows)
        .child(ways)
        .into_any()
}

/// When one is, which no other of them is called.
fn day(here: Here, event: &Event) -> String {
    here.say(|t, face| t.span_with_weekday(event.start, event.end, &event.zone, face))
}

fn row(here: Here, event: &Event, turn: &Turn) -> AnyView {
    let mut note = seats(here, event);
    if status(here, event).is_some() {
        // Of its seats there is nothing to tell.
        note.clear();
    } else if let Turn::Shut(offered) = turn
        && let Some(why) = &offered.why_not
    {
        let why = here.say(|t, face| t.why_not(why, face));
        note = match note.is_empty() {
            true => why,
            false => [&note, " · ", &why].concat(),
        };
    }
    let badge = stands(here, event);
    let trail = badge.map(|(tone, text)| view! { <Badge tone text /> }.into_any());
    let href = here.link(&Route::Event(event.id.clone()));
    view! { <Row title=day(here, event) note nostrip:trail=trail href /> }.into_any()
}

/// How many seats there are, and who waits.
fn seats(here: Here, event: &Event) -> String {
    here.t.seats(event.taken, event.capacity, event.waiting)
}

/// Whether one takes place at all, in a word.
fn status(here: Here, event: &Event) -> Option<(Tone, String)> {
    let word = match event.status {
        EventStatus::Cancelled => here.t.event_cancelled(),
        EventStatus::Postponed => here.t.event_postponed(),
        EventStatus::Scheduled | EventStatus::Proposed => return None,
    };
    Some((Tone::Warn, word.to_owned()))
}

/// What matters most of one, in a word: that it does not take place, what waits to be sent, where the viewer stands.
fn stands(here: Here, event: &Event) -> Option<(Tone, String)> {
    let waits = || here.mark(true, &event.id.0);
    let mine = || mine(here, &event.id);
    status(here, event).or_else(waits).or_else(mine)
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
