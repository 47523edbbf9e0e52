//! Who comes, by where they stand: those who wait for a word first. Their answers as a table, and what is taken out of the page.

use std::{cmp::Ordering, sync::Arc};

use leptos::prelude::*;

use crate::{
    model::{Command, Listed, SignUpState, Verdict},
    ui::{Avatar, Badge, Button, ButtonKind, Buttons, SearchBox, Tone, el, nothing, several},
};

use super::{
    door,
    hall::Hall,
    lists::{self, section},
    sheets, table,
};

/// In which list somebody stands, in the order in which they need a host.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Asking,
    Seats,
    Waiting,
    Here,
    Missed,
}

fn which(one: &Listed) -> Option<Which> {
    Some(match one.who.is.state {
        SignUpState::PendingApproval { .. } => Which::Asking,
        SignUpState::Confirmed { .. } | SignUpState::PendingPayment { .. } => Which::Seats,
        SignUpState::Waitlisted { .. } => Which::Waiting,
        SignUpState::CheckedIn { .. } => Which::Here,
        SignUpState::NoShow => Which::Missed,
        _ => return None,
    })
}

/// All of them.
pub(super) fn all(hall: Hall) -> AnyView {
    let t = hall.here.t;
    let of = move |which_of: Which| {
        hall.found(
            move |one| which(one) == Some(which_of),
            |_, _| Ordering::Equal,
        )
    };
    let lists = [
        (of(Which::Asking), t.host_sec_asking()),
        (of(Which::Waiting), t.host_sec_waiting()),
        (of(Which::Seats), t.host_sec_seats()),
        (of(Which::Here), t.host_sec_here()),
        (of(Which::Missed), t.host_sec_missed()),
    ];
    let nobody = lists::nobody(hall, lists.iter().map(|(people, _)| *people).collect());
    let search = view! { <SearchBox label=t.host_search() clear=t.clear() value=hall.text /> };
    let mut parts = vec![door::numbers(hall), search.into_any(), nobody];
    let draw = move |one: &Listed| card(hall, one);
    parts.extend(lists.map(|(people, title)| section(hall, people, title, "applicants", draw)));
    parts.push(table::all(hall));
    several(parts)
}

fn card(hall: Hall, one: &Listed) -> AnyView {
    let (here, t) = (hall.here, hall.here.t);
    let who = Arc::clone(&one.who);
    let name = t.host_who(&who);
    let stands = here.say(|t, face| t.host_stands(one, face));
    let mut badges = Vec::new();
    if one.waits {
        badges.push(view! { <Badge tone=Tone::Soon text=t.host_to_send() /> }.into_any());
    }
    if who.guest {
        badges.push(view! { <Badge text=t.host_guest() /> }.into_any());
    } else if who.member {
        badges.push(view! { <Badge text=t.host_col_member() /> }.into_any());
    }
    let has_badges = !badges.is_empty();
    let badges = has_badges.then(|| el("p").class("badges").child(badges));
    let line = (!stands.is_empty()).then(|| el("p").class("muted num").child(stands));
    let answers = hall.event.data.with_untracked(|event| {
        let event = event.as_ref();
        event.map_or_else(Vec::new, |event| {
            sheets::answers(hall, event, &who.is.answers)
        })
    });
    // Who is to be decided about is shown with all they said.
    let asks = matches!(who.is.state, SignUpState::PendingApproval { .. });
    let answers = (asks && !answers.is_empty()).then(|| {
        let row = |(label, text): (String, String)| {
            el("div")
                .child(el("dt").child(label))
                .child(el("dd").attr("dir", "auto").child(text))
        };
        let rows: Vec<_> = answers.into_iter().map(row).collect();
        el("dl").class("answers").child(rows)
    });
    let text = el("div")
        .class("applicant-who")
        .child(el("h3").attr("dir", "auto").child(name.clone()))
        .child(line)
        .child(badges);
    let it = Arc::clone(&who);
    let more = move || {
        hall.whom.set(Some(Arc::clone(&it)));
        hall.about.set(true);
    };
    let whose = el("span").class("hide").child([t.colon(), &name].concat());
    let inside = several(vec![t.host_more().into_any(), whose.into_any()]);
    let more = view! { <Button small=true on_click=more>{inside}</Button> };
    let head = el("header")
        .class("applicant-head")
        .child(view! { <Avatar name=who.name.clone() /> }.into_any())
        .child(text)
        .child(more.into_any());
    el("article")
        .class("applicant")
        .child(head)
        .child(answers)
        .child(buttons(hall, one))
        .into_any()
}

/// What can be decided about them.
fn buttons(hall: Hall, one: &Listed) -> AnyView {
    let t = hall.here.t;
    let mut made = Vec::new();
    let button = |kind, label: &'static str, act: Box<dyn Fn() + Send>| {
        view! { <Button kind on_click=act>{label}</Button> }.into_any()
    };
    if one.waits {
        return nothing();
    }
    let who = Arc::clone(&one.who);
    match one.who.is.state {
        SignUpState::PendingApproval { .. } if hall.carries("review-sign-up") => {
            let it = Arc::clone(&who);
            let yes = move || {
                hall.says(&it, |event, person| Command::ReviewSignUp {
                    event,
                    person,
                    verdict: Verdict::Approve,
                });
            };
            let no = move || {
                hall.whom.set(Some(Arc::clone(&who)));
                hall.turning_away.set(true);
            };
            made.push(button(ButtonKind::Primary, t.host_approve(), Box::new(yes)));
            made.push(button(ButtonKind::Secondary, t.act_reject(), Box::new(no)));
        }
        SignUpState::Waitlisted { .. } if hall.carries("promote") => {
            let up = move || {
                hall.says(&who, |event, person| Command::Promote { event, person });
            };
            made.push(button(ButtonKind::Secondary, t.act_promote(), Box::new(up)));
        }
        _ => {}
    }
    match made.is_empty() {
        true => nothing(),
        false => view! { <Buttons>{made}</Buttons> }.into_any(),
    }
}
