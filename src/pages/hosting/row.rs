//! Somebody on the list at the door: who, how many, where they stand, and the one thing to do.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    model::{Attendee, Command, Listed, SignUpState, Verdict},
    pages::doing,
    ui::{Badge, Button, ButtonKind, Tone, changing, el, nothing, several},
};

use super::hall::Hall;

/// A row. Whoever is not there yet has a button as large as a thumb.
pub(super) fn row(hall: Hall, one: &Listed) -> AnyView {
    let (here, t) = (hall.here, hall.here.t);
    let who = Arc::clone(&one.who);
    let name = t.host_who(&who);
    let along = t.host_names(&who.is.party);
    let along =
        (!along.is_empty()).then(|| el("p").class("muted").attr("dir", "auto").child(along));
    let stands = here.say(|t, face| t.host_stands(one, face));
    let mut badges = Vec::new();
    if one.waits {
        badges.push(view! { <Badge tone=Tone::Soon text=t.host_to_send() /> }.into_any());
    }
    if who.guest {
        badges.push(view! { <Badge text=t.host_guest() /> }.into_any());
    }
    let line = (!stands.is_empty()).then(|| el("span").child(stands));
    let line = (line.is_some() || !badges.is_empty()).then(|| {
        el("p")
            .class("door-line muted num")
            .child(line)
            .child(badges)
    });
    let (it, called, is_here) = (Arc::clone(&who), name.clone(), one.is_here());
    let buttons = changing(move || match hall.is_open() {
        true => act(hall, &it, is_here, &called),
        false => nothing(),
    });
    let text = el("div")
        .class("door-who")
        .child(el("h3").attr("dir", "auto").child(name.clone()))
        .child(along)
        .child(line);
    el("article")
        .class("door-row")
        .attr("data-here", if one.is_here() { "yes" } else { "no" })
        .child(text)
        .child(buttons)
        .into_any()
}

fn act(hall: Hall, who: &Arc<Attendee>, is_here: bool, name: &str) -> AnyView {
    let t = hall.here.t;
    let it = Arc::clone(who);
    // Who reads by ear hears whose button it is.
    let named = |word: &'static str| {
        let whose = [t.colon(), name].concat();
        let whose = el("span").class("hide").child(whose);
        several(vec![word.into_any(), whose.into_any()])
    };
    if is_here {
        let undo = move || {
            doing::hold_still();
            hall.undo(&it);
        };
        let inside = named(t.host_undo());
        return view! {
            <Button kind=ButtonKind::Quiet small=true on_click=undo>{inside}</Button>
        }
        .into_any();
    }
    if matches!(who.is.state, SignUpState::PendingApproval { .. }) {
        // A host's word comes first; then they are on the list like everybody.
        let yes = move || {
            hall.says(&it, |event, person| Command::ReviewSignUp {
                event,
                person,
                verdict: Verdict::Approve,
            });
        };
        let inside = named(t.host_approve());
        return match hall.carries("review-sign-up") {
            true => view! { <Button on_click=yes>{inside}</Button> }.into_any(),
            false => nothing(),
        };
    }
    let word = match who.is.state {
        SignUpState::Waitlisted { .. } => t.host_let_in(),
        _ => t.host_came(),
    };
    let kind = match word == t.host_came() {
        true => ButtonKind::Primary,
        false => ButtonKind::Secondary,
    };
    let come = move || {
        // The next of the list comes under the finger: the second of two taps is not for them.
        doing::hold_still();
        hall.check_in(&it);
    };
    let inside = named(word);
    view! { <Button kind on_click=come>{inside}</Button> }.into_any()
}
