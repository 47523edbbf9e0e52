//! What those who keep a community find on its page: the way to editing it, to a chapter, to its end; and what somebody sees
//! who has founded one that nobody has agreed to yet.

use leptos::prelude::*;

use crate::{
    data::BackendError,
    model::{Community, CommunityId, Membership, Power, Subject, may},
    pages::{Here, waiting},
    route::Route,
    ui::{
        ButtonLink, Icon, Notice, NoticeKind, Panel, Row, Rows, Section, changing, el, nothing,
        several,
    },
};

/// What waits, was refused or is in doubt about the community itself.
pub(super) fn waits(here: Here, community: &Community) -> AnyView {
    waiting::standing(here, Subject::Community(community.id.clone()), nothing)
}

/// Its end, in its own words and in ours.
pub(super) fn ended(here: Here, community: &Community) -> AnyView {
    let activity = &community.activity;
    let Some(closed) = activity.closed.filter(|_| community.has_ended(here.now())) else {
        return nothing();
    };
    let archived = activity.archived.is_some();
    let when = here.say(|t, face| t.ended(closed, archived, face));
    let mut said = vec![view! { <Notice kind=NoticeKind::Info text=when /> }.into_any()];
    if !activity.farewell.is_empty() {
        let farewell = el("blockquote")
            .class("farewell")
            .child(activity.farewell.clone());
        said.push(farewell.into_any());
    }
    several(said)
}

/// The communities that are parts of it, and the way to one more.
pub(super) fn chapters(here: Here, community: &Community) -> AnyView {
    let t = here.t;
    let rows: Vec<AnyView> = community
        .chapters
        .iter()
        .map(|chapter| {
            let href = here.link(&Route::Community(chapter.id.clone()));
            view! { <Row title=chapter.name.clone() icon=Some(Icon::Circle) href /> }.into_any()
        })
        .collect();
    let of = community.clone();
    let more = changing(move || {
        if !can(here, &of, Power::Edit) || !here.data().carries("found") {
            return nothing();
        }
        let href = here.link(&Route::Found(Some(of.id.clone())));
        view! {
            <ButtonLink href small=true icon=Some(Icon::Plus)>{t.found_chapter()}</ButtonLink>
        }
        .into_any()
    });
    if rows.is_empty() {
        return more;
    }
    let rows = view! { <Rows>{rows}</Rows> }.into_any();
    view! { <Section title=t.chapters()>{vec![rows, more]}</Section> }.into_any()
}

fn can(here: Here, community: &Community, power: Power) -> bool {
    let now = here.now();
    here.viewer
        .with(|viewer| may(&viewer.membership(&community.id), power, community, now))
}

/// Where those who may change it do.
pub(super) fn link(here: Here, community: &Community) -> Option<AnyView> {
    let data = here.data();
    let any = |commands: &[&str]| commands.iter().any(|command| data.carries(command));
    let (power, commands, label): (_, &[&str], _) = if community.has_ended(here.now()) {
        let label = here.t.keep_ended_see();
        (Power::Reopen, &["reopen", "archive"], label)
    } else {
        (
            Power::Edit,
            &["edit", "close", "hand-over"],
            here.t.keep_see(),
        )
    };
    if !can(here, community, power) || !any(commands) {
        return None;
    }
    let href = here.link(&Route::About(community.id.clone()));
    let link = view! {
        <ButtonLink href icon=Some(Icon::Edit) wide=true>{label}</ButtonLink>
    };
    Some(link.into_any())
}

/// It is not there, for it waits for a yes: who founded it is told so, in place of that it is gone.
pub(super) fn not_yet(here: Here, id: &CommunityId, error: &BackendError) -> Option<AnyView> {
    if !matches!(
        error,
        BackendError::NotFound | BackendError::Forbidden { .. }
    ) {
        return None;
    }
    let t = here.t;
    let (title, text) = match here.viewer.with(|v| v.membership(id)) {
        Membership::PendingApproval { .. } => {
            (t.found_pending(), t.found_pending_text().to_owned())
        }
        Membership::Rejected { reason, .. } => (t.found_refused(), reason),
        _ => return None,
    };
    let back = view! { <ButtonLink href=here.link(&Route::Mine)>{t.mine()}</ButtonLink> };
    Some(
        view! {
            <Panel title text icon=Some(Icon::Sprout)>
                {back.into_any()}
            </Panel>
        }
        .into_any(),
    )
}
