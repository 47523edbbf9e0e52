//! Events from their hosts' side: a community's list of them, planning one or a series, changing one, calling it off; and what a
//! member proposes.
//!
//! What is typed is a draft at once; what is wrong stands at its field; nothing is drawn as done that the service has not said.

mod calling;
mod edit;
mod fields;
mod list;
mod new;

use leptos::prelude::*;

use crate::{
    model::Community,
    route::{Hosting, Route},
    ui::{ButtonKind, ButtonLink, Panel, PanelKind},
};

use super::{Here, live};

/// One of these screens; nothing of another one's.
pub fn page(here: Here, screen: Hosting) -> Option<AnyView> {
    match screen {
        Hosting::Events(community) => Some(list::page(here, community)),
        Hosting::New(community, like) => Some(new::page(here, community, like)),
        Hosting::Edit(event) => Some(edit::page(here, event)),
        Hosting::Attendees(_) | Hosting::CheckIn(_) => None,
    }
}

/// What stands in the place of a form that is not for the viewer, and where they go instead.
fn closed(here: Here, back: &Route) -> AnyView {
    let t = here.t;
    if here.data().is_signed_out() {
        return live::sign_in_first(here);
    }
    let href = here.link(back);
    view! {
        <Panel kind=PanelKind::Locked title=t.plan_closed() text=t.plan_closed_text()>
            <ButtonLink href kind=ButtonKind::Primary>{t.back()}</ButtonLink>
        </Panel>
    }
    .into_any()
}

/// Whether the viewer plans, and whether they propose; tells when that changes.
fn roles(here: Here, community: &Community) -> (bool, bool) {
    let now = here.now_for(community);
    here.viewer.with(|viewer| {
        let is = viewer.membership(&community.id);
        (
            crate::model::may_plan(&is, community, now),
            crate::model::may_propose(&is, community, now),
        )
    })
}
