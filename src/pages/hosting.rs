//! An event from its hosts' side: who comes, and its door.
//!
//! Invariants: the list is kept, so that the door works in a basement; what is noted down there stands on it at once, marked until it
//! is sent, and is counted; nobody is refused at the door for want of a network; a scan is answered from the list that is there.

mod door;
mod hall;
mod lists;
mod outside;
mod people;
mod row;
mod sheets;
mod table;

use leptos::prelude::*;

use crate::{
    data::BackendError,
    model::EventId,
    route::{Hosting, Route},
    ui::{
        ButtonKind, ButtonLink, Memo, Notice, NoticeKind, PageHeader, Panel, PanelKind, Skeleton,
        SkeletonKind, changing, el, nothing, several,
    },
};

use super::{Here, live};
use hall::Hall;

/// Who comes.
pub fn list(here: Here, id: EventId) -> AnyView {
    let t = here.t;
    let hall = Hall::open(here, id);
    let body = gate(hall, move || people::all(hall));
    let mut parts = vec![header(hall, t.host_list(), t.host_list_text()), body];
    parts.extend(sheets::of_list(hall));
    several(parts)
}

/// The door.
pub fn door(here: Here, id: EventId) -> AnyView {
    let t = here.t;
    let hall = Hall::open(here, id);
    let body = gate(hall, move || door::all(hall));
    let mut parts = vec![header(hall, t.host_door(), t.host_door_text()), body];
    parts.extend(sheets::of_door(hall));
    several(parts)
}

fn header(hall: Hall, title: &'static str, text: &'static str) -> AnyView {
    let (here, t) = (hall.here, hall.here.t);
    here.title(title);
    let name = Memo::new(move |_| hall.title());
    let header = changing(move || {
        view! {
            <PageHeader
                title
                kicker=name.get()
                text
                back=Some((here.link(&Route::Event(hall.id.get_value())), t.back().to_owned()))
                on_back=move || here.back()
            />
        }
        .into_any()
    });
    several(vec![header, ways(hall)])
}

/// From one of these pages to the other.
fn ways(hall: Hall) -> AnyView {
    let (here, t) = (hall.here, hall.here.t);
    let id = || hall.id.get_value();
    let now = here.route.get_untracked();
    let way = |(label, route): (&'static str, Route)| {
        // What was read by a page of the mini-program may stand behind it.
        let screen = |of: &Route| match of {
            Route::Host(rest) => Hosting::parse(rest),
            _ => None,
        };
        let is_here = screen(&route) == screen(&now);
        el("a")
            .class("tab")
            .attr("href", here.link(&route))
            .maybe("aria-current", is_here.then_some("page"))
            .on("click", move |event| {
                // One step back leads to where the host came from, whichever of these they have seen.
                if !crate::host::opens_elsewhere(&event) {
                    event.prevent_default();
                    here.replace(route.clone());
                }
            })
            .child(label)
    };
    let all = [
        (t.host_list(), Hosting::Attendees(id()).route()),
        (t.host_door(), Hosting::CheckIn(id()).route()),
    ];
    let ways: Vec<_> = all.into_iter().map(way).collect();
    el("nav")
        .class("tabs")
        .attr("aria-label", t.host_ways())
        .child(ways)
        .into_any()
}

/// What is drawn of the list once it is there, or why it is not.
fn gate(hall: Hall, draw: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let (here, t, list) = (hall.here, hall.here.t, hall.list);
    let state = Memo::new(move |_| match list.all.with(Option::is_some) {
        true => (true, None),
        false => (false, list.error.get()),
    });
    let body = changing(move || match state.get() {
        (true, _) => draw(),
        (false, Some(BackendError::Forbidden { .. })) => {
            let href = here.link(&Route::Event(hall.id.get_value()));
            view! {
                <Panel kind=PanelKind::Locked title=t.host_closed() text=t.host_closed_text()>
                    <ButtonLink href kind=ButtonKind::Primary>{t.event()}</ButtonLink>
                </Panel>
            }
            .into_any()
        }
        (false, Some(BackendError::NotOffered)) => {
            view! { <Panel title=t.host_not_offered() /> }.into_any()
        }
        (false, Some(error)) => live::failure(here, &error, move || list.read()),
        (false, None) => {
            view! { <Skeleton kind=SkeletonKind::Card count=3 label=t.loading() /> }.into_any()
        }
    });
    let failed =
        changing(
            move || match list.error.get().filter(|_| list.all.with(Option::is_some)) {
                Some(error) => {
                    let text = t.why(&error);
                    view! { <Notice kind=NoticeKind::Old text live=true /> }.into_any()
                }
                None => nothing(),
            },
        );
    several(vec![failed, hall.refused(), body, hall.sure()])
}
