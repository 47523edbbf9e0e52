//! All events of a community, as its hosts look after them: what is proposed first, then what comes, then what was.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    data::{CommunityById, EventsPage, EventsWanted, Page},
    model::{Community, CommunityId, Event, EventStatus},
    pages::{
        Here, cards,
        live::{Live, in_step, live, shown},
        waiting,
    },
    route::{Hosting, Route},
    ui::{
        ButtonKind, ButtonLink, Icon, PageHeader, Section, Skeleton, SkeletonKind, changing, el,
        nothing, several,
    },
};

use super::{closed, roles};

/// So far back what is over is shown, in seconds.
const PAST_S: i64 = 90 * 86_400;

/// The page.
pub(super) fn page(here: Here, id: CommunityId) -> AnyView {
    let t = here.t;
    here.title(t.plan_events());
    let it = live(here, CommunityById(id.clone()));
    let events = live(
        here,
        EventsPage(EventsWanted {
            community: Some(id),
            from: Some(here.now().plus(-PAST_S)),
            to: Some(here.now().plus(4 * PAST_S)),
            cursor: None,
        }),
    );
    // What waited was sent, or was refused.
    in_step(events, move || waiting::all(here).len());
    // Who hosts wants to know how it is now, however young what is kept.
    events.again.set(1);
    shown(
        here,
        it,
        t.plan_events(),
        SkeletonKind::Page,
        move |community| draw(here, &community, events),
        |_| None,
    )
}

fn draw(here: Here, community: &Arc<Community>, events: Live<Page<Event>>) -> AnyView {
    let t = here.t;
    let back = Route::Community(community.id.clone());
    let header = view! {
        <PageHeader
            title=t.plan_events()
            kicker=community.name.clone()
            back=Some((here.link(&back), t.back().to_owned()))
            on_back=move || here.back()
        />
    };
    let of = Arc::clone(community);
    let body = changing(move || match roles(here, &of) {
        (true, _) => several(vec![ways(here, &of, events), lists(here, events)]),
        _ => closed(here, &back),
    });
    several(vec![header.into_any(), body])
}

/// A new one, or one like the last.
fn ways(here: Here, community: &Community, events: Live<Page<Event>>) -> AnyView {
    let t = here.t;
    if !here.data().carries("create-event") {
        return nothing();
    }
    let id = community.id.clone();
    let new = here.link(&Hosting::New(id.clone(), None).route());
    let like = changing(move || {
        let last = events.data.with(|page| {
            let all = page.as_ref().map(|page| page.items.as_slice());
            let all = all.unwrap_or_default().iter();
            let real = all.filter(|one| one.status != EventStatus::Proposed);
            real.filter(|one| one.start <= here.now())
                .max_by_key(|one| one.start)
                .map(|one| one.id.clone())
        });
        let Some(last) = last else {
            return nothing();
        };
        let href = here.link(&Hosting::New(id.clone(), Some(last)).route());
        view! { <ButtonLink href icon=Some(Icon::Repeat)>{t.plan_like_last()}</ButtonLink> }
            .into_any()
    });
    let new = view! {
        <ButtonLink href=new kind=ButtonKind::Primary icon=Some(Icon::Plus)>
            {t.act_create_event()}
        </ButtonLink>
    };
    el("div")
        .class("btns")
        .child(vec![new.into_any(), like])
        .into_any()
}

fn lists(here: Here, events: Live<Page<Event>>) -> AnyView {
    let t = here.t;
    changing(move || {
        let Some(page) = events.data.get() else {
            return match events.error.get() {
                Some(error) => el("p").class("muted").child(t.why(&error)).into_any(),
                None => view! { <Skeleton kind=SkeletonKind::Card count=3 label=t.loading() /> }
                    .into_any(),
            };
        };
        let now = here.now();
        let is_waiting = |one: &&Event| one.status == EventStatus::Proposed && one.ends() > now;
        let proposed: Vec<&Event> = page.items.iter().filter(is_waiting).collect();
        let rest = || page.items.iter().filter(|one| !is_waiting(one));
        let coming: Vec<&Event> = rest().filter(|one| one.ends() > now).collect();
        let past: Vec<&Event> = rest().filter(|one| one.ends() <= now).rev().collect();
        let none = || vec![el("p").class("muted").child(t.no_events()).into_any()];
        let mut all = vec![section(here, t.plan_proposed(), &proposed, Vec::new())];
        all.push(section(here, t.next_events(), &coming, none()));
        all.push(section(here, t.plan_past(), &past, Vec::new()));
        several(all)
    })
}

fn section(here: Here, title: &'static str, events: &[&Event], none: Vec<AnyView>) -> AnyView {
    let mut cards = none;
    if events.is_empty() && cards.is_empty() {
        return nothing();
    }
    if !events.is_empty() {
        let card = |one: &&Event| cards::event_card(here, &Arc::new((*one).clone()), None, None, 3);
        cards = events.iter().map(card).collect();
    }
    let list = el("div").class("stack").child(cards).into_any();
    view! { <Section title>{list}</Section> }.into_any()
}
