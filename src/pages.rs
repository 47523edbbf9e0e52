//! A module a screen, each made by a plain function from [`Here`] and what the route names, boxed
//! here and reachable only through [`view`], which loads all but Discover apart, and those that are opened on purpose
//! and seldom once more apart. Pages never use each other; what several need stands in the modules that are no pages: [`here`], [`live`], [`later`],
//! [`calendar`], [`cards`], [`doing`], [`entries`], [`joining`], [`qr`], [`scanning`], [`tending`], [`ticket`], [`waiting`], [`forms`], [`writing`].

mod about;
mod agenda;
mod ahead;
mod asking;
mod by_hand;
mod calendar;
mod cards;
#[cfg(any(debug_assertions, feature = "catalogue"))]
mod catalogue;
mod community;
mod connection;
mod discover;
mod doing;
mod entries;
mod entry;
mod event;
mod forms;
mod found;
mod here;
mod hosting;
mod join;
mod joining;
pub mod later;
mod list;
mod live;
mod long;
mod me;
mod member;
mod members;
mod mine;
mod naming;
mod not_found;
mod organise;
mod planning;
mod qr;
mod scanning;
mod sharing;
mod sign_in;
mod sign_up;
mod tending;
mod ticket;
mod waiting;
mod ways;
mod writing;

pub use here::Here;
pub use tending::show as tell_what_waits;

use leptos::prelude::AnyView;

use crate::{
    parts::{Part, part},
    route::{Hosting, Route},
};

/// The page of a route. Discover is there from the start, the others come as a part.
#[must_use]
pub fn view(here: Here, route: Route) -> AnyView {
    match route {
        Route::Discover(_) => discover::page(here),
        route => later::apart(here, move || other(here, route.clone())),
    }
}

part! {
    Pages "pages" "04":
    fn other(here: Here, route: Route) -> AnyView {
        match route {
            Route::Discover(_) => discover::page(here),
            Route::Community(id) => community::page(here, id),
            Route::Join(id) => join::page(here, id),
            Route::Event(id) => event::page(here, id),
            Route::SignUp(id) => sign_up::page(here, id),
            Route::Agenda => agenda::page(here),
            Route::Mine => mine::page(here),
            Route::Me => me::page(here),
            Route::NotFound => not_found::page(here),
            Route::Organise(_)
            | Route::OrganiseMembers(_)
            | Route::OrganiseInvitations(_)
            | Route::About(_)
            | Route::Found(_) => later::page_after(here, Part::Organise, move || {
                organisers(here, route.clone())
            }),
            Route::Members(_) | Route::Member(..) | Route::Entry(_) => {
                later::page_after(here, Part::People, move || people(here, route.clone()))
            }
            Route::Host(rest) => later::page_after(here, Part::Host, move || hosting(here, &rest)),
            route => later::page_after(here, Part::Desk, move || desk(here, route.clone())),
        }
    }
}

part! {
    Desk "desk" "45":
    fn desk(here: Here, route: Route) -> AnyView {
        match route {
            Route::SignIn(back) => sign_in::page(here, &back),
            Route::Connection => connection::page(here),
            #[cfg(any(debug_assertions, feature = "catalogue"))]
            Route::Catalogue => catalogue::page(here),
            _ => not_found::page(here),
        }
    }
}

part! {
    People "people" "d0":
    fn people(here: Here, route: Route) -> AnyView {
        match route {
            Route::Members(id) => members::page(here, id),
            Route::Member(community, member) => member::page(here, community, member),
            Route::Entry(community) => entry::page(here, community),
            _ => not_found::page(here),
        }
    }
}

part! {
    Host "host" "b1":
    fn hosting(here: Here, rest: &str) -> AnyView {
        let page = match Hosting::parse(rest) {
            Some(Hosting::Attendees(id)) => Some(hosting::list(here, id)),
            Some(Hosting::CheckIn(id)) => Some(hosting::door(here, id)),
            Some(other) => planning::page(here, other),
            None => None,
        };
        page.unwrap_or_else(|| not_found::page(here))
    }
}

part! {
    Organise "organise" "70":
    fn organisers(here: Here, route: Route) -> AnyView {
        match route {
            Route::Organise(id) => organise::waiting(here, id),
            Route::OrganiseMembers(id) => organise::members(here, id),
            Route::OrganiseInvitations(id) => organise::invitations(here, id),
            Route::About(id) => about::page(here, id),
            Route::Found(of) => found::page(here, of),
            _ => not_found::page(here),
        }
    }
}
