//! The ticket of a sign-up, on any page: its code, and a sheet of the whole screen to hold out at the door.
//!
//! All but the code comes with [`Part::Ticket`], which is fetched as soon as there is a ticket on the page, whatever the network costs:
//! at a door there may be none. All else is kept. What a scanner reads is the code alone: `model::spoken` says why.

use leptos::prelude::*;

use crate::{
    host,
    model::{Action, Event, SignUp, event_actions, spoken},
    parts::{Part, part},
    ui::{
        Button, ButtonKind, El, Icon, Piece, Qr, RwSignal, Sheet, StoredValue, effect, el, nothing,
        several,
    },
};

use super::{Here, later};

/// The ticket that the viewer has for an event, with its code if `whole`; nothing where there is none to show. `open` is whether
/// it is held out: whoever draws this anew meanwhile keeps it. Does not hear of changes of where the viewer stands.
pub fn ticket(here: Here, event: &Event, open: RwSignal<bool>, whole: bool) -> AnyView {
    let own = here.viewer.with_untracked(|v| v.sign_up(&event.id));
    if own.ticket.is_empty() || !is_shown(here, event, &own) {
        return nothing();
    }
    let told = StoredValue::new(Told {
        title: event.title.clone(),
        when: here.say(|t, face| t.event_when_words(event, face).0),
        place: super::cards::place(here, event, None),
        own,
        whole,
    });
    let draw = move || shown(here, told, open);
    later::beside(here, Part::Ticket, draw, move || {
        let code = told.with_value(|told| told.own.ticket.clone());
        if whole { line(here, code) } else { nothing() }
    })
}

/// What is told on a ticket.
struct Told {
    title: String,
    when: String,
    place: String,
    own: SignUp,
    whole: bool,
}

fn is_shown(here: Here, event: &Event, own: &SignUp) -> bool {
    // Whether there is a ticket to show is not a matter of the community.
    let offered = event_actions(own, event, &Default::default(), here.now());
    offered.actions.contains(&Action::ShowTicket)
}

/// The code in a line.
fn line(here: Here, code: impl Into<Piece>) -> AnyView {
    el("p")
        .class("ticket")
        .child(el("span").class("muted").child(here.t.ticket_code()))
        .child(" ")
        .child(el("strong").class("num ticket-code").child(code))
        .into_any()
}

part! {
    Ticket "ticket" "72":
    fn shown(here: Here, told: StoredValue<Told>, open: RwSignal<bool>) -> AnyView {
        let t = here.t;
        let (title, code, whole) = told.with_value(|told| {
            (told.title.clone(), told.own.ticket.clone(), told.whole)
        });
        let show = move || open.set(true);
        let button = view! {
            <Button
                kind=ButtonKind::Secondary
                icon=Some(Icon::Ticket)
                wide=whole
                small={!whole}
                on_click=show
            >
                {t.ticket_show()}
            </Button>
        };
        let sheet = view! {
            <Sheet open title close=t.close() full=true>
                {told.with_value(|told| held_out(here, told))}
            </Sheet>
        };
        let line = if whole { line(here, groups(&code)) } else { nothing() };
        several(vec![line, button.into_any(), sheet.into_any()])
    }
}

/// The code in groups, which are one text all the same.
fn groups(code: &str) -> Vec<El> {
    let groups = spoken(code).into_iter();
    groups
        .map(|group| el("span").child(group.to_owned()))
        .collect()
}

/// What the sheet shows, and for as long the screen stays on.
fn held_out(here: Here, told: &Told) -> AnyView {
    let t = here.t;
    // It ends with the sheet, and the browser takes it back when the reader looks elsewhere.
    let awake = StoredValue::new(host::Awake::default());
    effect(move || {
        here.woken.track();
        let _kept = awake.try_with_value(host::Awake::keep);
    });
    let qr = view! { <Qr text=told.own.ticket.clone() label=t.ticket_qr() /> };
    let code = el("strong")
        .class("num ticket-code")
        .child(groups(&told.own.ticket));
    let party = (!told.own.party.is_empty()).then(|| {
        let people = t.ticket_people(&told.own.people().to_string());
        let mut names = vec![t.ticket_me()];
        names.extend(told.own.party.iter().map(|one| one.name.as_str()));
        let words = [&people, t.colon(), &names.join(t.enumeration())].concat();
        el("p").class("held-party").child(words)
    });
    let place = (!told.place.is_empty()).then(|| el("p").child(told.place.clone()));
    el("div")
        .class("held")
        .child(qr.into_any())
        .child(el("p").class("held-code").child(code))
        .child(party)
        .child(el("p").child(el("strong").child(told.when.clone())))
        .child(place)
        .child(el("p").class("muted").child(t.ticket_bright()))
        .into_any()
}
