//! The ticket of a sign-up, on any page: its code, and a sheet of the whole screen to hold out at the door.
//!
//! What draws the sheet comes with [`Part::Ticket`], which is fetched as soon as there is a ticket on the page, whatever the network
//! costs: at a door there may be none. All else is kept. What a scanner reads is the code alone: `model::spoken` says why.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    host,
    model::{Action, Event, SignUp, event_actions, spoken},
    parts::{self, Part, part},
    ui::{
        Button, ButtonKind, Icon, Qr, RwSignal, Sheet, StoredValue, el,
        el::{El, Piece},
        nothing, several,
    },
};

use super::{Here, later};

/// What is told on a ticket.
#[derive(Clone)]
struct Told {
    title: String,
    when: String,
    place: String,
    code: String,
    /// Names of those who come along.
    party: Vec<String>,
}

/// The ticket that the viewer has for an event, with its code if `whole`; nothing where there is none to show. Does not
/// hear of changes of where the viewer stands. `open` is whether
/// it is held out: whoever draws this anew meanwhile keeps it.
pub fn ticket(here: Here, event: &Event, open: RwSignal<bool>, whole: bool) -> AnyView {
    let own = here.viewer.with_untracked(|v| v.sign_up(&event.id));
    if own.ticket.is_empty() || !is_shown(here, event, &own) {
        return nothing();
    }
    spawn_local(async {
        // Asked for again by whoever opens it.
        let _if_it_comes = parts::load(Part::Ticket).await;
    });
    let t = here.t;
    let told = Told {
        title: event.title.clone(),
        when: here.say(|t, face| t.event_when_words(event, face).0),
        place: super::cards::place(here, event, None),
        code: own.ticket,
        party: own.party,
    };
    let code = el("p")
        .class("ticket")
        .child(el("span").class("muted").child(t.ticket_code()))
        .child(" ")
        .child(code(&told.code));
    let show = move || open.set(true);
    let button = view! {
        <Button kind=ButtonKind::Secondary icon=Some(Icon::Ticket) wide=whole small={!whole} on_click=show>
            {t.ticket_show()}
        </Button>
    };
    let title = told.title.clone();
    let inside = move || {
        let told = told.clone();
        later::after(here, Part::Ticket, move || held_out(here, told.clone()))
    };
    let sheet = view! {
        <Sheet open title close=t.close() full=true>{inside()}</Sheet>
    };
    let code = if whole { code.into_any() } else { nothing() };
    several(vec![code, button.into_any(), sheet.into_any()])
}

fn is_shown(here: Here, event: &Event, own: &SignUp) -> bool {
    let community = event.community.as_ref();
    let membership = community.map(|c| here.viewer.with_untracked(|v| v.membership(c)));
    let offered = event_actions(own, event, &membership.unwrap_or_default(), here.now());
    offered.actions.contains(&Action::ShowTicket)
}

/// The code in groups, which are one text all the same.
fn code(code: &str) -> El {
    let groups = spoken(code);
    let groups = groups
        .into_iter()
        .map(|group| el("span").child(group.to_owned()));
    el("strong")
        .class("num ticket-code")
        .child(Piece::from(groups.collect::<Vec<_>>()))
}

part! {
    Ticket "ticket" "72":
    fn held_out(here: Here, told: Told) -> AnyView {
        let t = here.t;
        let awake = StoredValue::new(Some(host::Awake::keep()));
        on_cleanup(move || {
            let _let_go = awake.try_update_value(Option::take);
        });
        let qr = view! { <Qr text=told.code.clone() label=t.ticket_qr() /> };
        let people = told.party.len().saturating_add(1).to_string();
        let party = (!told.party.is_empty()).then(|| {
            let mut names = vec![t.ticket_me().to_owned()];
            names.extend(told.party);
            let names = names.join(t.enumeration());
            let words = [t.ticket_people(&people).as_str(), t.colon(), &names].concat();
            el("p").class("held-party").child(words)
        });
        el("div")
            .class("held")
            .child(qr.into_any())
            .child(el("p").class("held-code").child(code(&told.code)))
            .child(party)
            .child(el("p").class("held-when").child(el("strong").child(told.when)))
            .child((!told.place.is_empty()).then(|| el("p").child(told.place)))
            .child(el("p").class("muted").child(t.ticket_bright()))
            .into_any()
    }
}
