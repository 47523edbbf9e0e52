//! The viewer's communities: those they are in, those that have not answered, those of before.

use leptos::prelude::*;

use crate::{
    data::{CommunitiesPage, CommunityById, Data, Few},
    model::{Community, CommunityId, Membership, Subject},
    route::Route,
    ui::{
        ButtonKind, ButtonLink, Memo, PageHeader, Panel, Section, Signal, Skeleton, SkeletonKind,
        changing, el, nothing, several,
    },
};

use super::{Here, cards, live, waiting};

/// The page.
pub fn page(here: Here) -> AnyView {
    let t = here.t;
    here.title(t.mine());
    let mine = live::mine(here);
    // What waits stands there too, marked.
    let standing = Memo::new(move |_| {
        let mut all = here.viewer.with(|v| {
            v.memberships
                .iter()
                .filter(|(_, m)| **m != Membership::None)
                .map(|(id, m)| (id.clone(), m.clone()))
                .collect::<Vec<_>>()
        });
        for entry in waiting::all(here) {
            if let Subject::Membership(id) = entry.command.subject()
                && !all.iter().any(|(other, _)| *other == id)
            {
                all.push((id, Membership::None));
            }
        }
        all
    });
    let ids = Memo::new(move |_| {
        standing.with(|all| all.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>())
    });
    let known = live::each(here, ids, row, CommunityById);
    let body = changing(move || {
        let standing = standing.get();
        if standing.is_empty() {
            return match (mine.data.with(Option::is_some), mine.error.get()) {
                (false, Some(error)) => {
                    live::failure(here, &error, move || mine.again.update(|n| *n += 1))
                }
                (false, None) => {
                    view! { <Skeleton kind=SkeletonKind::Card label=t.loading() /> }.into_any()
                }
                (true, _) if here.data().is_signed_out() => live::sign_in_first(here),
                (true, _) => empty(here),
            };
        }
        if known.known.with(Few::is_empty) {
            return known.instead(here);
        }
        let now = here.now();
        let group = |title: &'static str, fits: &dyn Fn(&Membership) -> bool| {
            let cards: Vec<AnyView> = known.known.with(|known| {
                standing
                    .iter()
                    .filter(|(_, m)| fits(m))
                    .filter_map(|(id, _)| known.get(id))
                    .map(|c| cards::community_card(here, c, None, None, 3))
                    .collect()
            });
            if cards.is_empty() {
                return nothing();
            }
            let cards = el("div").class("stack").child(cards).into_any();
            view! { <Section title>{cards}</Section> }.into_any()
        };
        let inside = |m: &Membership| m.role(now).is_some();
        let waiting = |m: &Membership| {
            matches!(
                m,
                Membership::None
                    | Membership::Invited { .. }
                    | Membership::PendingApproval { .. }
                    | Membership::PendingPayment { .. }
                    | Membership::Waitlisted { .. }
            )
        };
        several(vec![
            group(t.mine_in(), &inside),
            group(t.mine_waiting(), &waiting),
            group(t.mine_past(), &|m| !inside(m) && !waiting(m)),
        ])
    });
    let header = view! { <PageHeader title=t.mine() /> };
    let there = Signal::stored(true);
    several(vec![
        header.into_any(),
        live::age(here, there, mine.at, mine.error),
        // Said once.
        changing(move || match mine.error.with(Option::is_some) {
            true => nothing(),
            false => known.lacking(here),
        }),
        body,
    ])
}

/// A community as a list has it.
fn row(data: &Data, id: &CommunityId) -> Option<Community> {
    let page = data.kept(&CommunitiesPage::default())?.data;
    page.items.into_iter().find(|c| c.id == *id)
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
