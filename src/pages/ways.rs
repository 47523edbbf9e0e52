//! From one page of a community's organisers to another.

use leptos::prelude::*;

use crate::{
    host,
    model::{CommunityId, Power, Role},
    route::Route,
    ui::{changing, el, nothing},
};

use super::Here;

/// The pages of a community's organisers, those that the viewer can do something on; `may` tells when that changes.
pub fn ways(
    here: Here,
    community: CommunityId,
    may: impl Fn(Power) -> bool + Send + 'static,
) -> AnyView {
    changing(move || {
        let (data, t) = (here.data(), here.t);
        let id = || community.clone();
        let mut ways: Vec<(&'static str, Route)> = Vec::new();
        if may(Power::Review) && data.offers("applicants") {
            ways.push((t.org_tab_waiting(), Route::Organise(id())));
        }
        if may(Power::Review) && data.offers("roster") {
            ways.push((t.members(), Route::OrganiseMembers(id())));
        }
        if may(Power::Invite(Role::Member)) && data.offers("invitations") {
            ways.push((t.org_tab_invitations(), Route::OrganiseInvitations(id())));
        }
        let keeps = [Power::Edit, Power::Archive, Power::Reopen];
        if keeps.into_iter().any(&may)
            && ["edit", "close", "reopen", "hand-over"]
                .iter()
                .any(|name| data.carries(name))
        {
            ways.push((t.keep(), Route::About(id())));
        }
        if ways.len() < 2 {
            return nothing();
        }
        let now = here.route.get_untracked();
        let way = |(label, route): (&'static str, Route)| {
            let href = here.link(&route);
            let is_here = route == now;
            el("a")
                .class("tab")
                .attr("href", href)
                .maybe("aria-current", is_here.then_some("page"))
                .on("click", move |event| {
                    // One step back leads to where the organiser came from, whichever of these they have seen.
                    if !host::opens_elsewhere(&event) {
                        event.prevent_default();
                        here.replace(route.clone());
                    }
                })
                .child(label)
        };
        let ways: Vec<_> = ways.into_iter().map(way).collect();
        el("nav")
            .class("tabs")
            .attr("aria-label", t.org_ways())
            .child(ways)
            .into_any()
    })
}
