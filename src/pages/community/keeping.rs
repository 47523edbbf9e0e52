//! What those who keep a community find on its page: the way to editing it, to a chapter, to its end; and what somebody sees
//! who has founded one that nobody has agreed to yet.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    data::BackendError,
    model::{
        Action, Application, Community, CommunityId, Instant, Membership, Power, Subject, may,
        may_plan, may_propose,
    },
    pages::{
        Here,
        doing::{self, About},
        waiting,
        writing::founded_as,
    },
    route::{Hosting, Route},
    ui::{
        Button, ButtonKind, ButtonLink, Icon, Notice, NoticeKind, Panel, Row, Rows, Section,
        StoredValue, Tone, changing, effect, el, nothing, several,
    },
};

/// What waits, was refused or is in doubt about the community itself.
pub(super) fn waits(here: Here, community: &Community) -> AnyView {
    if can(here, community, Power::Edit) {
        // It is there: what was written to found it is needed no more.
        here.data().drop_draft(&founded_as(&community.id));
    }
    waiting::standing(here, Subject::Community(community.id.clone()), nothing)
}

/// Its end, in its own words and in ours.
pub(super) fn ended(here: Here, community: &Community) -> AnyView {
    let activity = &community.activity;
    let Some(closed) = activity
        .closed
        .filter(|_| community.has_ended(here.now_for(community)))
    else {
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

/// The ways to its events: planning one, all of them, or proposing one.
pub(super) fn events(here: Here, community: &Arc<Community>) -> AnyView {
    let of = Arc::clone(community);
    changing(move || {
        let (t, now) = (here.t, here.now_for(&of));
        if !here.data().carries("create-event") {
            return nothing();
        }
        let is = here.viewer.with(|viewer| viewer.membership(&of.id));
        let plans = may_plan(&is, &of, now);
        if !plans && !may_propose(&is, &of, now) {
            return nothing();
        }
        let href = here.link(&Hosting::New(of.id.clone(), None).route());
        let label = if plans {
            t.act_create_event()
        } else {
            t.plan_propose()
        };
        let mut made =
            vec![view! { <ButtonLink href icon=Some(Icon::Plus)>{label}</ButtonLink> }.into_any()];
        if plans {
            let href = here.link(&Hosting::Events(of.id.clone()).route());
            let all =
                view! { <ButtonLink href icon=Some(Icon::Agenda)>{t.plan_events()}</ButtonLink> };
            made.push(all.into_any());
        }
        el("div").class("btns").child(made).into_any()
    })
}

fn can(here: Here, community: &Community, power: Power) -> bool {
    let now = here.now_for(community);
    here.viewer
        .with(|viewer| may(&viewer.membership(&community.id), power, community, now))
}

/// Where those who may change it do.
pub(super) fn link(here: Here, community: &Community) -> Option<AnyView> {
    let data = here.data();
    let any = |commands: &[&str]| commands.iter().any(|command| data.carries(command));
    let (power, commands, label): (_, &[&str], _) = if community.has_ended(here.now_for(community))
    {
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

/// Whether it is not there yet but for who founds it: nobody has agreed to it, and who asks has answered nothing, as who knocks
/// does. (Who was refused is not shown it.)
pub(super) fn in_review(here: Here, community: &Community) -> bool {
    let is_nobodys =
        community.members == 0 && !community.people.iter().any(|one| one.role.organises());
    let founds = |is: Membership| match is {
        Membership::PendingApproval { answers, more, .. } => {
            answers.is_empty() && more == Application::default()
        }
        _ => false,
    };
    is_nobodys
        && here.data().carries("found")
        && here.viewer.with(|v| founds(v.membership(&community.id)))
}

/// Where the founder stands: what is said first, and then; `None` in it while that is to be decided, else from when one may ask
/// again.
fn stands(here: Here, id: &CommunityId) -> Option<(&'static str, String, Option<Instant>)> {
    let t = here.t;
    match here.viewer.with(|v| v.membership(id)) {
        Membership::PendingApproval { .. } => {
            Some((t.found_pending(), t.found_pending_text().to_owned(), None))
        }
        Membership::Rejected { reason, again_from } => Some((
            t.found_refused(),
            reason,
            Some(again_from.unwrap_or(here.now())),
        )),
        _ => None,
    }
}

/// Who takes a founding back finds what was written where one founds.
pub(super) fn watch(here: Here, id: &CommunityId) {
    let id = id.clone();
    let was = StoredValue::new(false);
    effect(move || {
        let is = here.viewer.with(|v| v.membership(&id));
        if is == Membership::None && was.get_value() {
            here.toasts.say(Tone::Neutral, here.t.found_withdrawn());
            waiting::found_again(here, &id, false);
        }
        let has_copy = || !here.data().draft(&founded_as(&id)).is_empty();
        was.set_value(matches!(is, Membership::PendingApproval { .. }) && has_copy());
    });
}

/// What the founder is told, and can do: take it back, or, where it was refused, write it again.
pub(super) fn review(here: Here, id: &CommunityId) -> AnyView {
    let id = id.clone();
    waiting::standing(here, Subject::Membership(id.clone()), move || {
        let t = here.t;
        let Some((title, mut text, again)) = stands(here, &id) else {
            return nothing();
        };
        let own = StoredValue::new(id.clone());
        let mine = || view! { <ButtonLink href=here.link(&Route::Mine)>{t.mine()}</ButtonLink> };
        let mut made = Vec::new();
        let mut away = nothing();
        match again {
            None => {
                let about = About::Community(id.clone());
                away = doing::buttons(here, &[Action::Withdraw], &about, false, "", || {});
            }
            Some(from) if from <= here.now() => {
                let act = move || own.with_value(|id| waiting::found_again(here, id, true));
                let kind = ButtonKind::Primary;
                let again = view! { <Button kind on_click=act>{t.found_again()}</Button> };
                made.push(again.into_any());
            }
            Some(from) => {
                let from = here.say(|t, face| t.found_again_from(&t.moment(from, face)));
                text = [t.sentence(&text).as_str(), &from].join(t.space());
            }
        }
        made.push(mine().into_any());
        let panel = view! {
            <Panel title text icon=Some(Icon::Sprout)>
                {made}
            </Panel>
        };
        several(vec![panel.into_any(), away])
    })
}

/// It is not there, for it waits for a yes: who founded it is told so, in place of that it is gone.
pub(super) fn not_yet(here: Here, id: &CommunityId, error: &BackendError) -> Option<AnyView> {
    let is_hidden = matches!(
        error,
        BackendError::NotFound | BackendError::Forbidden { .. }
    );
    if !is_hidden || !here.data().carries("found") {
        return None;
    }
    stands(here, id)?;
    Some(review(here, id))
}
