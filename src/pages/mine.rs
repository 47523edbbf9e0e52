//! The viewer's communities: those they are in, those that have not answered, those of before.

use std::{collections::BTreeMap, sync::Arc};

use leptos::prelude::*;

use crate::{
    data::{CommunitiesPage, CommunityById, Mine},
    model::{Community, CommunityId, Membership},
    route::Route,
    ui::{ButtonKind, ButtonLink, PageHeader, Panel, Section, Skeleton, SkeletonKind},
};

use super::{Here, cards, live};

/// The page.
pub fn page(here: Here) -> AnyView {
    let t = here.t;
    here.title(t.mine());
    let mine = live::live(here, Mine);
    let known: RwSignal<BTreeMap<CommunityId, Arc<Community>>> = RwSignal::new(BTreeMap::new());
    let standing = Memo::new(move |_| {
        here.viewer.with(|v| {
            v.memberships
                .iter()
                .filter(|(_, m)| **m != Membership::None)
                .map(|(id, m)| (id.clone(), m.clone()))
                .collect::<Vec<_>>()
        })
    });
    Effect::new(move |_| {
        let wanted = standing.get();
        let data = here.data();
        let rows = data
            .kept(&CommunitiesPage::default())
            .map(|k| k.data.items)
            .unwrap_or_default();
        for (id, _) in &wanted {
            let kept = data
                .kept(&CommunityById(id.clone()))
                .map(|k| k.data)
                .or_else(|| rows.iter().find(|c| c.id == *id).cloned());
            if let Some(community) = kept {
                known.update(|known| {
                    known
                        .entry(id.clone())
                        .or_insert_with(|| Arc::new(community));
                });
            }
        }
        leptos::task::spawn_local(async move {
            for (id, _) in wanted {
                if let Ok(community) = data.fresh(&CommunityById(id.clone())).await {
                    known.try_update(|known| {
                        if known.get(&id).is_none_or(|old| **old != community) {
                            known.insert(id, Arc::new(community));
                        }
                    });
                }
            }
        });
    });
    let body = move || {
        let standing = standing.get();
        if standing.is_empty() {
            return match (mine.data.with(Option::is_some), mine.error.get()) {
                (false, Some(error)) => {
                    live::failure(here, &error, move || mine.again.update(|n| *n += 1))
                }
                (false, None) => {
                    view! { <Skeleton kind=SkeletonKind::Card label=t.loading() /> }.into_any()
                }
                (true, _) => empty(here),
            };
        }
        let now = here.now();
        let group = |title: &'static str, fits: &dyn Fn(&Membership) -> bool| {
            let cards: Vec<AnyView> = known.with(|known| {
                standing
                    .iter()
                    .filter(|(_, m)| fits(m))
                    .filter_map(|(id, _)| known.get(id))
                    .map(|c| cards::community_card(here, c, None, None, 3))
                    .collect()
            });
            (!cards.is_empty()).then(|| {
                view! { <Section title><div class="stack">{cards}</div></Section> }.into_any()
            })
        };
        let inside = |m: &Membership| m.role(now).is_some();
        let waiting = |m: &Membership| {
            matches!(
                m,
                Membership::Invited { .. }
                    | Membership::PendingApproval { .. }
                    | Membership::PendingPayment { .. }
                    | Membership::Waitlisted { .. }
            )
        };
        view! {
            {group(t.mine_in(), &inside)}
            {group(t.mine_waiting(), &waiting)}
            {group(t.mine_past(), &|m| !inside(m) && !waiting(m))}
        }
        .into_any()
    };
    view! {
        <PageHeader title=t.mine() />
        {live::age(here, mine.at, mine.error)}
        {body}
    }
    .into_any()
}

fn empty(here: Here) -> AnyView {
    let t = here.t;
    view! {
        <Panel title=t.mine_empty() text=t.mine_empty_text()>
            <ButtonLink href=here.link(&Route::discover()) kind=ButtonKind::Primary>
                {t.to_discover()}
            </ButtonLink>
        </Panel>
    }
    .into_any()
}
