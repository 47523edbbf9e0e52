//! The door: one flow whose steps follow the policy and nothing more. Who comes from outside is shown what it is about, and
//! asked for a code, the rules, the questions, who brought them and what the directory may show, as far as that is asked
//! here. The same page changes an application, renews, and asks to agree to newer rules. What is typed is a draft.

mod code;
mod form;
mod rules;

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    data::{CommunityById, Page},
    model::{
        Action, Answers, Community, CommunityId, Event, Membership, Refusal, Subject,
        community_actions,
    },
    route::Route,
    ui::{
        ButtonLink, Memo, Notice, PageHeader, RwSignal, SkeletonKind, StoredValue, changing,
        nothing, several,
    },
};

use super::{
    Here, joining,
    live::{Live, live, once, shown},
    waiting,
};

/// What somebody has come to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doing {
    /// Come in: `Join`, `Apply`, `JoinWaitlist` or `UseInvitation`.
    Knock(Action),
    /// Accept an invitation.
    Accept,
    /// Stay for another term, or come back after the last.
    Renew,
    /// Agree to newer rules.
    Agree,
    /// Change an application.
    Amend,
}

/// What outlives a drawing of the form: it is drawn anew when the community asks for something else.
#[derive(Clone, Copy)]
struct Door {
    here: Here,
    it: Live<Community>,
    events: Live<Page<Event>>,
    /// It is being sent.
    busy: RwSignal<bool>,
    /// It is on its way, so that the form stays whatever is told of the viewer.
    sent: RwSignal<bool>,
    /// Why it was refused.
    refused: RwSignal<Option<Refusal>>,
    /// What somebody had typed who knocked elsewhere meanwhile.
    left: StoredValue<Answers>,
}

/// The page.
pub fn page(here: Here, id: CommunityId) -> AnyView {
    here.title(here.t.act_join());
    joining::take_invitation(here, &id);
    let it = live(here, CommunityById(id.clone()));
    let door = Door {
        here,
        it,
        events: live(here, joining::events_of(here, &id)),
        busy: RwSignal::new(false),
        sent: RwSignal::new(false),
        refused: RwSignal::new(None),
        left: StoredValue::new(Answers::new()),
    };
    // Where somebody stands may be told after the page was opened; not any more once they have sent something.
    let standing = Memo::new(move |before: Option<&Membership>| {
        let now = here.viewer.with(|v| v.membership(&id));
        match before {
            Some(before) if door.sent.get_untracked() => before.clone(),
            _ => now,
        }
    });
    shown(
        here,
        once(it, |a, b| a.rules == b.rules && a.policy == b.policy),
        here.t.act_join(),
        SkeletonKind::Page,
        move |community| draw(door, &community, &standing.get()),
        |_| None,
    )
}

/// What they can do about it now, if it takes a form.
fn doing(here: Here, membership: &Membership, community: &Community) -> Option<Doing> {
    let offered = community_actions(membership, community, here.now_for(community));
    let data = here.data();
    offered.actions.iter().find_map(|action| {
        Some(match action {
            Action::Join | Action::Apply | Action::JoinWaitlist => Doing::Knock(*action),
            Action::UseInvitation if joining::takes_codes(here) => Doing::Knock(*action),
            Action::AcceptInvitation => Doing::Accept,
            Action::Agree if data.carries("agree") => Doing::Agree,
            Action::Renew if is_out(here, membership) || data.carries("renew") => Doing::Renew,
            Action::Amend if data.carries("amend") => Doing::Amend,
            _ => return None,
        })
    })
}

fn is_out(here: Here, membership: &Membership) -> bool {
    matches!(membership.settled(here.now()), Membership::Expired { .. })
}

fn title(here: Here, doing: Option<Doing>, community: &Community) -> String {
    let t = here.t;
    match doing {
        Some(Doing::Knock(Action::Apply)) => t.apply_title(&community.name),
        Some(Doing::Renew) => t.renew_title(&community.name),
        Some(Doing::Agree) => t.agree_title(&community.name),
        Some(Doing::Amend) => t.amend_title(&community.name),
        _ => t.join_title(&community.name),
    }
}

fn draw(door: Door, community: &Arc<Community>, membership: &Membership) -> AnyView {
    let here = door.here;
    let t = here.t;
    let id = community.id.clone();
    let doing = doing(here, membership, community);
    let title = title(here, doing, community);
    here.title(&title);
    let back = Route::Community(id.clone());
    let header = view! {
        <PageHeader
            title
            text=community.purpose.clone()
            back=Some((here.link(&back), t.back().to_owned()))
            on_back=move || here.back()
        />
    };
    let header = header.into_any();
    let see = || {
        let href = here.link(&back);
        view! { <ButtonLink href>{t.see_community()}</ButtonLink> }.into_any()
    };
    if let Some(waits) = waiting::instead_of_form(here, &Subject::Membership(id)) {
        return several(vec![header, waits, see()]);
    }
    let Some(doing) = doing else {
        // Already in, or not now: the community's page says where one stands.
        let offered = community_actions(membership, community, here.now_for(community));
        let stands = || here.say(|t, face| t.membership(membership, face));
        // Why an owner cannot leave is nothing that somebody asks here.
        let inside = membership.role(here.now()).and_then(|_| stands());
        let why = offered.why_not.as_ref();
        let why = inside
            .or_else(|| why.map(|why| here.say(|t, face| t.why_not(why, face))))
            .or_else(stands);
        let why = why.map_or_else(nothing, |text| view! { <Notice text /> }.into_any());
        return several(vec![header, why, see()]);
    };
    let come_once = match doing {
        Doing::Knock(_) => changing(move || match door.events.data.get() {
            Some(page) => joining::come_once(door.here, &page),
            None => nothing(),
        }),
        _ => nothing(),
    };
    let form = form::draw(door, community, membership, doing);
    several(vec![header, form, come_once])
}
